"""Names of employers written without spaces: with their legal form, before a team, or before who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.invitation import Invitation
from core.recognise.lexicon import phrases, union
from core.recognise.names import CJK, is_title
from core.recognise.patterns import compiled

_CORPORATE = re.compile(
    r"(?:株式会社|合同会社|有限会社|주식회사 |㈜|\(주\))[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afA-Za-z0-9]+?"
    r"(?=の|人事|採用|総務|より|です|から|에서|[\s(（【】、,。|｜×・]|$)|"
    r"[\u30a0-\u30ff\u3400-\u9fffA-Z]{2,12}?(?:[（(][\u3400-\u9fff]{2,4}[)）])?(?:株式会社|股份有限公司|有限责任公司|有限公司)"
)


def eastern_names(invitation: Invitation) -> Iterator[tuple[str, str]]:
    """Yield names written without spaces: with their legal form, before a team, or before who speaks."""
    text = invitation.text
    for match in _CORPORATE.finditer(text):
        yield match.group(0), "corporate"
    name = rf"(?:我是|我们是|我們是|这里是|こちらは|저는 )?(?P<name>[A-Za-z]*{CJK}{{2,14}}?)"
    teams = union(tuple(word for word in phrases("names", "teams") if compiled(CJK).search(word)) or ("人事",))
    recruiters = union(tuple(word for word in phrases("recruiter") if compiled(CJK).search(word)) or ("人事",))
    for match in compiled(
        rf"(?:^|\n|[。、,，!！.]\s?){name}(?:の|的|\s)?(?:{teams}|{recruiters}|HRBP|HR)", re.I
    ).finditer(text):
        yield match["name"], "team"
    for match in compiled(rf"(?:^|\n)(?P<name>{CJK}+?)の{CJK}{{1,6}}です|我是(?P<other>{CJK}+?)的").finditer(text):
        yield match["name"] or match["other"], "signature"
    for match in compiled(r"在(?P<name>[^在的。，,、\s]{2,12})的?(?:工作|上班|任职|做|当)").finditer(text):
        yield match["name"], "works"
    works = (
        rf"(?:^|[\n。、,，]|さん(?:は|、))(?P<name>(?:(?![在]){CJK}){{2,12}}?)"
        r"(?:で働|に勤め|工作|任职|上班|에서 (?:일|근무)|에 (?:다니"
        rf"|재직))",
        rf"(?:投递|应聘|應徵|加入)(?:了)?(?P<name>{CJK}{{2,12}}?)(?:的|[（(])",
        rf"(?P<name>{CJK}{{2,12}}?)(?:への?ご?応募|に(?:ご)?応募|에 지원)",
    )
    for number, expression in enumerate(works):
        for match in compiled(expression).finditer(text):
            yield match["name"], "applied" if number else "works"
    yield from _of_somebody(text)
    for line in invitation.lines:
        split = compiled(rf"(?P<title>[^|｜]+?)\s?[|｜]\s?(?P<name>{CJK}+)").fullmatch(line)
        if split and is_title(split["title"]):
            yield split["name"], "signature"


def _of_somebody(text: str) -> Iterator[tuple[str, str]]:
    """Yield the firm before who is from it: `…の佐藤さん`, `「…」の佐藤と申します`, `…의 김하나입니다`, `…(고객사)`."""
    name = r"(?P<name>[A-Za-z0-9\u30a0-\u30ff\u3041-\u306d\u306f-\u309f\u3400-\u9fff&]{2,16})"
    person = r"[\u3400-\u9fff]{1,4}(?:[ 　][\u3041-\u309f\u30a0-\u30ff\u3400-\u9fff]{1,4})?"
    hangul = r"[\uac00-\ud7af]"
    firm = r"(?P<name>[\uac00-\ud7afA-Za-z0-9]{2,14})"
    for expression, place in (
        (rf"(?:^|[\n。、,，\s]){name}の(?:{CJK}{{1,8}}の)?{person}(?:さん|様|氏)", "works"),
        (rf"(?:^|[\n。、,，\s]){name}の{person}(?:と申し|でございま|です|より)", "signature"),
        (rf"[「『]{name}[」』]の{CJK}", "signature"),
        (rf"(?:^|[\n。、,，\s]){name}で[^。、\s]{{0,10}}(?:仕事|勤務|働)", "works"),
        (rf"{firm}\s?\((?:고객사|의뢰사|클라이언트)\)", "client"),
        (rf"{firm}의 {hangul}{{2,4}}(?:입니다|이라고|라고)", "signature"),
        (rf"{firm} {hangul}{{1,6}}팀 {hangul}{{0,4}}\s?{hangul}{{2,4}}님?(?:과|와|께)", "works"),
        (r"我是(?P<name>[\u3400-\u9fffA-Za-z]{2,12})的[\u3400-\u9fff]", "signature"),
    ):
        for match in compiled(expression).finditer(text):
            yield match["name"], place
