"""Who is called by two names, one of them in brackets: `Bob (Robert Finch, VP Product)`, `하지우 (Ha Jiwoo)`."""

from __future__ import annotations

from core.recognise.names import CJK, NAME, NAME_WORD, is_title, same
from core.recognise.patterns import compiled


def in_full(found: list[str], body: str) -> list[str]:
    """Return the names `found` in a text, those in full that the text gives behind short ones."""
    if "(" not in body:
        return found
    pairs = compiled(rf"(?<!\w)({NAME_WORD})\s\(({NAME})").findall(body)
    full = {short: name for short, name in pairs if not is_title(name)}
    return [full.get(name, name) for name in found]


def in_two_alphabets(eastern: str, western: str, text: str) -> bool:
    """Return whether a text gives a name in eastern letters beside the same one in Latin letters, in brackets."""
    if "(" not in text.replace("（", "(") or not compiled(CJK).match(eastern) or compiled(CJK).search(western):
        return False
    first = rf"({CJK}+(?: {CJK}+)?)\s?[(（]\s?({NAME})\s?[)）]"
    behind = rf"({NAME})\s?[(（]\s?({CJK}+(?: {CJK}+)?)\s?[)）]"
    pairs = [*compiled(first).findall(text), *((one, other) for other, one in compiled(behind).findall(text))]
    return any(_ends_so(one, eastern) and same(other, western) for one, other in pairs)


def _ends_so(told: str, name: str) -> bool:
    """Return whether a name stands at the end of what is told, a unit or a rank before it, a title of honour behind."""
    return name in told and len(told.rpartition(name)[2]) <= _HONOUR


_HONOUR = 2
"""Letters of a title of honour behind a name."""
