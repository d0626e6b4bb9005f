"""Names that say themselves what they are: firms by their legal form, offices, schools and banks by their first word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.recognise.lexicon import Phrases, any_of, union
from core.recognise.names import LEGAL_FORM, UPPER
from core.recognise.patterns import compiled
from core.recognise.tables import load

_JOIN = (
    r"(?:&|\+|und|et|y|e|i|och|en|and|of|de|del|della|delle|dei|degli|dello|di|da|do|das|dos|des|du|la|le|las|los|el"
    r"|van|von|der|den|für|för|w|we|voor|pod|im|am|zu|ds\.)"
)
_WORD = rf"(?:(?:St|Sta|Sto|S|Ste)\.|[{UPPER}][\w'’&·+-]*(?:\.[\w-]+)*|\d[\w.]*|[dl]['’][{UPPER}][\w-]*)"
_ENDS = re.compile(rf"(?<=[\w.&]) (?:{LEGAL_FORM})(?: & Co\.? ?KG(?:aA)?| i\.\s?L\.)?(?!\w)", re.I)


def firms(line: str) -> Iterator[str]:
    """Yield the names in `line` that end in a legal form, taken back to where they begin."""
    for form in _ENDS.finditer(line):
        if not compiled(rf"[{UPPER}]|nv|bv|ab|spa|srl").match(form.group(0).strip()):
            continue
        kept: list[str] = []
        for word in reversed(compiled(r"[|·•/(),;:]|\s[–—-]\s|[.!?]\s").split(line[: form.start()])[-1].split()):
            if not compiled(rf"{_WORD}|{_JOIN}").fullmatch(word):
                break
            kept.insert(0, word)
        while kept and compiled(_JOIN).fullmatch(kept[0]):
            kept.pop(0)
        if kept:
            yield " ".join((*kept, form.group(0).strip()))


@cache
def _led() -> re.Pattern[str]:
    """A name that begins with what the body is, after at most two words that belong to it (`Miejska Biblioteka`)."""
    lead = union(tuple(load("names")["bodies"]))
    more = rf"(?:[ ]{_JOIN}){{0,2}}[ ]{_WORD}"
    return re.compile(rf"(?:{_WORD}[ ]){{0,2}}?(?-i:(?=[{UPPER}]))(?i:{lead})(?:{more}){{1,7}}")


def is_lead(word: str) -> bool:
    """Return whether `word` says what a body is, as the first of its name."""
    return bool(_leads().fullmatch(word))


@cache
def _leads() -> Phrases:
    return any_of(load("names")["bodies"])


@cache
def _trailed() -> re.Pattern[str]:
    """A name with what the body is behind it, in small letters (`Norrviks kommun`)."""
    return re.compile(rf"{_WORD}(?:[ ]{_WORD})?[ ](?:{union(tuple(load('names')['bodies_behind']))})")


def bodies(text: str) -> Iterator[str]:
    """Yield the names of public bodies, schools, banks and the like in `text`."""
    for line in text.split("\n"):
        for match in _led().finditer(line):
            yield (
                compiled(r"^(?:El|La|Il|Lo|Le|O|A|Die|Das|Der|De|Het|Los|Las|Les)\s")
                .sub("", match.group(0))
                .rstrip(" .")
            )
        for match in _trailed().finditer(line):
            yield match.group(0)
