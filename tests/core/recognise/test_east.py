"""Invitations in Chinese, Japanese and Korean: what may be the firm, the job and who is met where no space parts words.

What is asked is what may be chosen; which of it is likeliest the learned weights decide.
"""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from core.model import Kind
from core.recognise.company import choices
from core.recognise.decision import decision_by
from core.recognise.firm_alone import firm_of_note
from core.recognise.forms import in_form
from core.recognise.invitation import Invitation, prepare
from core.recognise.kind import gather
from core.recognise.names import with_legal
from core.recognise.read import read
from core.recognise.role import jobs
from core.recognise.traps import traps
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
SENDER = "採用係 <saiyo@kogarashi.example>"
IN_TIME = 20.0
"""Seconds of the processor: many times what it takes."""


def _told(text: str, title: str, org: str) -> dict[str, Any]:
    told = {"id": "one", "title": title, "text": text, "to": [SELF]}
    return {**told, "org": org} if org else told


def _invitation(text: str, title: str = "面接", org: str = "") -> Invitation:
    return prepare(event_from(_told(text, title, org)), MAYA)


def _met(text: str, title: str = "面接", org: str = SENDER) -> set[str]:
    found = read(event_from(_told(text, title, org)), me=MAYA, settled=Kind.INTERVIEW).people
    return {person.name for person in found if person.attended}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("職 種：染色家\n場　　所：本社", "職種：染色家\n場所：本社"),
        ("1. 응시분야: 조향사", "응시분야: 조향사"),
        ("二、面试官：狄青禾", "面试官：狄青禾"),
        ("③ 面接委員 常務理事 早蕨 巌", "面接委員: 常務理事 早蕨 巌"),
        ("회사: 조약돌랩 / 직무: 조향사", "회사: 조약돌랩\n직무: 조향사"),
        ("公司：青梧，岗位：制图员", "公司：青梧\n岗位：制图员"),
        ("Company: Larch / Role: Clerk", "Company: Larch / Role: Clerk"),
        ("面接官が二人です。", "面接官が二人です。"),
    ],
)
def test_a_form_is_brought_to_lines_of_label_and_value(text: str, form: str) -> None:
    assert in_form(text) == form


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("喝咖啡", "他在青梧银行风控，问问进去难不难", "青梧银行"),
        ("聊聊", "她在白樺译馆当口译", "白樺译馆"),
        ("面谈", "客户苏州青梧仪器股份有限公司邀请您面谈", "苏州青梧仪器股份有限公司"),
        ("青梧律所二面", "", "青梧律所"),
        ("面试", "雇主：青梧软件(中国)有限公司", "青梧软件(中国)有限公司"),
        ("ルーチェ・ビアンカ面接", "", "ルーチェ・ビアンカ"),
        ("ノース・ブリッジ 早蕨さんと電話", "", "ノース・ブリッジ"),
        ("OB訪問", "木枯総研にいる先輩", "木枯総研"),
        ("커피챗", "법무법인 조약에서 일하는 선배", "법무법인 조약"),
    ],
)
def test_a_firm_is_cut_at_particles_verbs_and_its_kind(title: str, text: str, name: str) -> None:
    assert name in {choice.name for choice in choices(_invitation(text, title), None).values()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("株式会社木枯計器 総務部", "株式会社木枯計器 総務部"),
        ("对方说周五告诉我结果", "对方说周五告诉我结果"),
        ("お菓子は重いかな", "お菓子は重いかな"),
        ("저는 조약재단의 마루입니다", "마루입니다"),
        ("株式会社\n木枯計器", "株式会社"),
    ],
)
def test_a_sentence_a_unit_or_a_kind_of_firm_is_no_firm(text: str, name: str) -> None:
    assert name not in {choice.name for choice in choices(_invitation(text), None).values()}


def test_the_country_in_brackets_and_the_legal_form_belong_to_the_firm() -> None:
    assert with_legal("青梧软件", "雇主：青梧软件(中国)有限公司") == "青梧软件(中国)有限公司"


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("応募先：染色助手(中途)", "染色助手(中途)"),
        ("職 種：染付・絵付担当", "染付・絵付担当"),
        ("対象求人 特許翻訳者（独日）", "特許翻訳者（独日）"),
        ("ポジション：ローカル・プログラムマネージャー", "ローカル・プログラムマネージャー"),
        ("회사: 조약돌랩 / 직무: 테크니컬 라이터", "테크니컬 라이터"),
        ("1. 응시분야: 해외 조향", "해외 조향"),
        ("收到您投递的「双语教研员」简历", "双语教研员"),
        ("您投的版权编辑就在我组里", "版权编辑"),
        ("지원해 주신 향수 큐레이터(영어권) 건으로 연락드립니다", "향수 큐레이터(영어권)"),
    ],
)
def test_a_job_keeps_its_brackets_and_ends_at_particles(text: str, job: str) -> None:
    assert job in {each.name for each in jobs(_invitation(text))}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("我店前厅经理岗位", "我店前厅经理"),
        ("您已进入博物馆馆员面试", "您已进入博物馆馆员"),
        ("事務職員を募集", "事務職員を"),
    ],
)
def test_no_job_begins_or_ends_within_a_sentence(text: str, other: str) -> None:
    assert other not in {each.name for each in jobs(_invitation(text))}


def test_beside_a_job_letters_of_the_east_are_told_apart_from_words() -> None:
    clues = {job.name: job.clues for job in jobs(_invitation("看到您应聘制图员想约您"))}["制图员"]
    assert {"before.east", "behind.east", "east"} <= clues
    assert not clues & {"before.word", "behind.word", "capitals.none"}
    assert "firm.first" in {job.name: job.clues for job in jobs(_invitation("조약재단 큐레이터"))}["조약재단 큐레이터"]


def test_no_part_of_a_korean_word_is_a_particle() -> None:
    clues = {job.name: job.clues for job in jobs(_invitation("의료통역 코디네이터 채용"))}["의료통역 코디네이터"]
    assert "stop.inside" not in clues


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("木枯製作所 面接", "面接官：製品グループ 綾部様", {"綾部"}),
        ("面接", "講評者：翻訳部 早蕨美和、弁理士 ルドルフ・ケスラー", {"早蕨美和", "ルドルフ・ケスラー"}),
        ("面接", "参加者：早蕨颯太(木枯ラボ / インフラ、東京)", {"早蕨颯太"}),
        ("木枯製作所 面接", "当日は私と、課長の早蕨の2名で伺います。", {"早蕨"}),
        ("最終面接", "早蕨理事長と。結果は来週", {"早蕨"}),
        ("面試", "面试官：花名「青梅」(狄知微)", {"狄知微"}),
        ("面试", "9:30-10:15 人事面 人事行政部 臧青蕾", {"臧青蕾"}),
        ("面试", "面试官狄律师，线上", {"狄"}),
        ("视讯", "應徵管家，跟老闆娘阿霞視訊", {"阿霞"}),
        ("면접", "패널: 피나래(재무), 성다온(영업)", {"피나래", "성다온"}),
        ("면접", "나래 편집장님은 안 오시고 명다온 편집장님(합격하면 상사)", {"명다온"}),
        ("조약재단 면접 (문 변호사님)", "두 번째", {"문"}),
        ("면접", "10:50 견학\n14:10 면담 — 공다온 부장\n15:00 귀가", {"공다온"}),
        (
            "면접",
            "면접관: 마나래 (예전 회사에서도 같은 일을 했어요, 편하게 오세요)\n도구는 쓰실 수 없습니다.",
            {"마나래"},
        ),
        ("면접", "마야 린드님의 면접 일정입니다.\n면접관: 성다온", {"성다온"}),
    ],
)
def test_who_is_met_is_found_by_rank_nickname_and_surname(title: str, text: str, names: set[str]) -> None:
    assert _met(text, title, "" if "：" not in text and ":" not in text else SENDER) == names


@pytest.mark.parametrize(
    ("title", "firm"),
    [
        ("こがらし工房 面接", "こがらし工房"),
        ("조약식품 1차 면접", "조약식품"),
        ("面试 青梧书店 14:00", "青梧书店"),
        ("木枯大学 面接", ""),
        ("早蕨 面接", ""),
        ("面接", ""),
        ("青梧书店 面试 木枯", ""),
    ],
)
def test_a_bare_note_names_the_firm(title: str, firm: str) -> None:
    assert firm_of_note(_invitation("", title)) == firm
    assert ("own.at" in {signal.name for signal in gather(_invitation("", title))}) is bool(firm)


@pytest.mark.parametrize(
    ("title", "text", "trap"),
    [
        ("陪小狄去面试", "在楼下等她", "third.title"),
        ("ユキの最終面接", "妹が受ける日", "third.text"),
        ("조카 면접", "데려다 주기", "third.title"),
        ("서류 마감 — 조약공사", "면접은 9월", "noise.title"),
        ("ES提出", "面接は来月", "noise.title"),
        ("网申截止", "面试在九月", "noise.title"),
    ],
)
def test_somebody_elses_interview_and_a_deadline_are_none(title: str, text: str, trap: str) -> None:
    assert trap in {signal.name for signal in traps(_invitation(text, title), None)}


def test_an_offer_of_a_post_is_no_offer_of_a_product() -> None:
    found = {signal.name for signal in traps(_invitation("제안드린 포지션 안내", "포지션 제안 통화"), None)}
    assert not found & {"commerce.title", "commerce.text"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("진행 여부는 이틀 이내에 알려드리겠습니다.", date(2026, 3, 12)),
        ("합격자 발표: 2026. 3. 20.(금)", date(2026, 3, 20)),
        ("답은 뵌 날부터 5일 안에 드리겠습니다.", date(2026, 3, 15)),
    ],
)
def test_a_promised_day_is_read_in_korean(text: str, day: date) -> None:
    assert decision_by(_invitation(text)) == day


@pytest.mark.parametrize("piece", ["株式会社(", "青梧(中国)", "面接官 ", "、職種", "가람 ", "　", "\n"])
def test_a_long_row_is_gone_through_in_time(piece: str) -> None:
    start = time.process_time()
    invitation = _invitation(piece * (20_000 // len(piece)))
    choices(invitation, None)
    jobs(invitation)
    assert time.process_time() - start < IN_TIME
