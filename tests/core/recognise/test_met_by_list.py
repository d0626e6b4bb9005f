"""Who is met, from lists that end with the sender, from families, and not from units, functions and go-betweens."""

from __future__ import annotations

import pytest

from core.model import Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


def met(title: str, text: str, org: str = "", kind: Kind = Kind.RECRUITER) -> set[str]:
    """Return the names of those who are met."""
    told = {"id": "one", "title": title, "text": text, "to": [SELF]}
    event = event_from({**told, "org": org} if org else told)
    return {one.name for one in read(event, me=MAYA, settled=kind).people if one.attended}


def test_a_function_with_its_unit_is_nobody() -> None:
    text = "Ihre Gesprächspartner:\n- Friedhelm Ostermann, Abteilungsleiter IT-Betrieb (Ihr künftiger Vorgesetzter)"
    found = met("Vorstellungsgespräch", text, "Svenja Kolbeck <svenja.kolbeck@wiesentaler.example>")
    assert "Abteilungsleiter IT-Betrieb" not in found
    assert "Friedhelm Ostermann" in found


def test_a_unit_behind_a_function_in_brackets_is_nobody() -> None:
    text = "Interviewers: Priya Vallam (Principal Engineer), Lotte Fink (Engineering Manager, Card Issuing)"
    found = met("Systems Design Interview", text, "Tallowfield <tallowfield@myworkday.com>")
    assert found == {"Priya Vallam", "Lotte Fink"}


@pytest.mark.parametrize(
    "text",
    ["Me la presentó Iñaki, quiero preguntarle cómo es el día a día", "Intro from Iñaki, who says she knows the team"],
)
def test_who_brought_two_together_is_not_met(text: str) -> None:
    assert "Iñaki" not in met("Charla con Remedios (Cumbre IA)", text, kind=Kind.NETWORKING)


def test_half_a_day_is_no_part_of_a_name() -> None:
    text = "1:30 PM Plant walk - Delphine Mercado\n2:15 PM Ladder logic and C exercise - Hamish Rudge"
    found = met("Onsite Interview", text, "Tannersley Pumps <tannersley@talent.icims.com>")
    assert found == {"Delphine Mercado", "Hamish Rudge"}


def test_somebodys_name_before_a_shared_address_is_theirs() -> None:
    text = "Bonjour, dernier échange avant décision, avec moi (gérant)."
    found = met("Entretien final", text, "Armand Peyrol <direction@vieuxpuits.example>")
    assert found == {"Armand Peyrol"}


def test_a_group_at_a_firm_is_nobody() -> None:
    told = {"id": "one", "title": "Interview: Maya Lind", "text": "With Ana Ruiz and Bo Ek."}
    guests, org = [SELF, "All <geo-all@fennmoor.example>"], "Ana Ruiz <ana@fennmoor.example>"
    event = event_from({**told, "to": guests, "org": org})
    assert "All" not in {one.name for one in read(event, me=MAYA, settled=Kind.RECRUITER).people}


def test_who_is_quoted_and_comes_is_met_and_not_who_forwards_it() -> None:
    text = (
        "Hi Maya, see below, all confirmed. Lowri\n\nLowri Pettigrew, Delivery Consultant, Anvil Row Resourcing\n\n"
        "> From: Simon Tremlett <simon@quillandbrass.example>\n> To: Lowri Pettigrew\n> Subject: Re: CVs\n>\n"
        "> Lowri, happy with Maya at 9.30, an hour. Just me (works director).\n> Simon Tremlett"
    )
    found = met("Fw: Maya Lind / Tues 12 Jan / 9.30", text, "Lowri Pettigrew <lowri.pettigrew@anvilrow.example>")
    assert found == {"Simon Tremlett"}


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("面试", "这一轮是和用人部门负责人段明哲聊（后端开发工程师）。主要聊过往项目。", {"段明哲"}),
        ("二面", "现邀请您参加二面（技术面），由质量平台组 裴立衡 老师与您沟通，重点考察设计。", {"裴立衡"}),
        ("三面", "第三轮面试，由陶敏校长、教务处梁思齐主任和两位家长代表共同面试。", {"陶敏", "梁思齐"}),
        ("面接", "形式：パネル面接（代表取締役 水野 豊、総務課 早瀬 彩）", {"水野 豊", "早瀬 彩"}),
        ("二次面接", "配属先の責任者（事務長）である土岐 和馬がお話をうかがいます。", {"土岐 和馬"}),
    ],
)
def test_a_name_beside_a_unit_or_what_they_are_is_found_where_no_space_parts_words(
    title: str, text: str, names: set[str]
) -> None:
    assert met(title, text, "採用 <recruit@haitang.example>") == names


def test_a_word_for_talking_is_nobody() -> None:
    text = "终面由我们总经理薛澜和您聊，45分钟。我只负责安排时间，不参加。"
    assert met("终面 - 与总经理沟通", text, "何丽 <heli@qiyun.example>") == {"薛澜"}


def test_who_says_behind_a_comma_that_they_only_book_is_not_there_and_who_is_named_before_is() -> None:
    assert met("Intervju", "Du träffar Eva Berg, jag bokar bara. Karin Ask, HR", "Karin Ask <karin@acme.example>") == {
        "Eva Berg"
    }


def test_who_is_met_only_after_this_talk_is_not_met() -> None:
    text = "A quick phone chat with me. If it goes well you go through to Max Ode, our COO.\n\nPat Low, recruiter"
    assert met("Chat with Acme", text, "Pat Low <pat@acme.example>") == {"Pat Low"}


def test_a_name_ends_before_the_verb_of_its_sentence() -> None:
    assert met("一次面接", "面接官は人事部の佐伯 誠です。", "採用担当 <saiyo@acme.example>") == {"佐伯 誠"}
