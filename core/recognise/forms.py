"""Forms in Chinese, Japanese and Korean brought to lines `Label: value`, whatever sets label and value apart there."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.expressions import union
from core.recognise.grammar import letters
from core.recognise.patterns import compiled
from core.recognise.tables import load

_LANGUAGES = ("zh", "ja", "ko")
_KINDS = ("role", "company", "people", "candidate", "topic", "other")
_LETTER = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_SPACED = (
    rf"^(?P<lead>\W*(?:\d{{1,2}}[.)、．]?[ ])?)(?P<label>{_LETTER}(?:[ \u3000]+{_LETTER}){{1,5}})(?=[ \u3000]*[:：])"
)
"""A label drawn out to the width of the others: `職 種：`, `장    소:`."""
_FEW = 3
"""Letters from which on a label needs no sign behind it where words stand without spaces."""


def in_form(text: str) -> str:
    """Return `text` with labels written together, at the start of a line, without a number, and with a colon."""
    if not compiled(_LETTER).search(text):
        return text
    text = compiled(_SPACED, re.M).sub(lambda match: match["lead"] + "".join(match["label"].split()), text)
    return _behind_another().sub("\n", _numbered().sub(_with_colon, text))


def _with_colon(match: re.Match[str]) -> str:
    return f"{match['label']}{match['sign'] or ': '}"


@cache
def _numbered() -> re.Pattern[str]:
    """A line that begins with a known label, numbered or with nothing but a space behind it."""
    bare = union(tuple(word for word in _labels("zh", "ja") if _is_long(word)))
    known = union(_labels(*_LANGUAGES))
    sign = r"[ \u3000]?(?P<sign>[:：][ \u3000]?)|[ \u3000]+"
    spelled = rf"{letters('numerals')}{{1,2}}[、.．][ ]?|[\uac00-\ud558][.)][ ]"
    number = rf"(?:\d{{1,2}}[.)、．]?[ \u3000]*|{spelled}|[①-⑳][ ]?)?"
    return re.compile(
        rf"^[^\w\n]*{number}(?P<label>{known}(?=[ \u3000]?[:：])|{bare}(?=[ \u3000]))(?:{sign})(?=\S)", re.M
    )


@cache
def _behind_another() -> re.Pattern[str]:
    """What parts a label with its value from another one on the same line: `회사: 가람 / 직무: 사서`."""
    signs = r"[ ]?(?:[/|｜;；,，、。]|\.(?=[ ])|(?<=\w)[ ]{2,})[ ]?"
    return re.compile(rf"{signs}(?={union(_labels(*_LANGUAGES))}[ ]?[:：])")


def _is_long(word: str) -> bool:
    return len(word) >= _FEW and bool(compiled(rf"{_LETTER}+").fullmatch(word))


def _labels(*languages: str) -> tuple[str, ...]:
    """Return the words of all labels of some languages."""
    tables = [load(language)["labels"] for language in languages]
    return tuple(dict.fromkeys(word for table in tables for kind in _KINDS for word in table.get(kind, ())))
