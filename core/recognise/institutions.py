"""The names of public bodies, whose words are joined by small ones: `Universidade Nova de Vila Alta`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from core.recognise.invitation import Invitation
from core.recognise.lexicon import Phrases, any_of
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.tables import load

_WORD = r"[A-ZÀ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĽŁŃŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ][\w'’-]*"
_LINKS = (
    r"of the|of|for the|for|de la|de los|de|del|della|delle|degli|dei|di|da|do|dos|das|du|des"
    r"|van de|van|von|der|den|für|för|w|we|i|y|e|et|und|and|&"
)
_CHAIN = (
    rf"(?<!\w){_WORD}[ ](?:kommun|region|landsting|universitet|högskola|skola|gymnasium|förskola|sjukhus|bibliotek"
    r"|vårdboende|äldreboende|vårdcentral|museum|stad|stift|församling)(?!\w)"
    rf"|(?<!\w){_WORD}(?:[ ](?:(?:{_LINKS})[ ]|d['’]|dell['’])?{_WORD})*"
)
EASTERN_BODY = (
    r"[\uac00-\ud7af]{2,10}(?:유치원|어린이집|학교|병원|의원|은행|재단|협회|연구소|연구원|공사|공단|구청|시청)(?![\uac00-\ud7af]{2})"
    r"|[\u3400-\u9fff]{2,8}(?:小学|中学|大学|学院|幼儿园|医院|银行|研究院|研究所|集团|事务所|基金会|出版社|博物馆|图书馆)"
    r"|[\u3040-\u9fff]{2,8}(?:学園|高校|高等学校|病院|銀行|協会|財団|市役所|幼稚園|保育園|図書館|美術館|博物館)"
)


def public_bodies(invitation: Invitation) -> Iterator[str]:
    """Yield what may be the name of a public body in title or text."""
    text = f"{invitation.title}\n{invitation.body}"
    if compiled(CJK).search(text):
        for match in compiled(EASTERN_BODY).finditer(text):
            yield match.group(0)
    if institutions().search(text):
        for match in compiled(_CHAIN).finditer(text):
            if institutions().search(match.group(0)) and " " in match.group(0):
                yield compiled(r"^(?:El|La|Il|Lo|L['’]|Le|Les|Los|Las|O|A|Die|Das|Der|Het|De)\s").sub(
                    "", match.group(0)
                )


@cache
def institutions() -> Phrases:
    """Return the pattern of what a public body is: `Town`, `University`, `Biblioteka`."""
    return any_of(load("names")["institutions"])
