"""Lines of the shape `Label: value`, in which forms and templates say what they are about."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.grammar import choice
from core.recognise.lexicon import phrases
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language

# The same label in a second language: `Poste / Position :`.
_BEFORE = r"(?:[^\W\d][\w' ]{1,24}\s?/\s?)?"
_BEHIND = r"(?:\s?/\s?[^\W\d][\w' ]{1,24}?)?"


@cache
def _article() -> str:
    """Return what may stand before a label: `Le poste : ...`."""
    return rf"(?:{choice('before_label')}\s|l['’])?"


@cache
def _gendered() -> str:
    """Return the ending of a label that names two genders: `Gesprächspartner:in`."""
    return rf"(?:[:*/_·.]{choice('both_genders')}(?!\w))?"


@by_language
def label_line(kind: str) -> Phrases:
    """Return the pattern of a line `Label: value`, its value in a group of that name."""
    words = phrases("labels", kind)
    dashed = kind in {"people", "role"}
    sign = r"(?:[:：=]|\s[-–—]\s)" if dashed else r"[:：=]"
    signs = ":：=-–—" if dashed else ":：="
    whose = rf"(?:\s{choice('whose')}\s[^\n:：]{{2,24}})?" if kind == "people" else ""
    behind = rf"{_gendered()}{_BEHIND}{whose}\s?(?:\([^)\n]*\))?\s*{sign}\s*(?P<value>[^\n]*)$"
    before = rf"^\W*{_article()}{_BEFORE}"
    return Phrases(words, re.I | re.M, around=lambda found: rf"{before}(?:{found}){behind}", signs=signs)


@by_language
def label_above(kind: str) -> Phrases:
    """Return the pattern of a line that is a label alone, with its value in the line below: `POSTING`."""
    words = phrases("labels", kind)
    before, behind = rf"(?:\A|\n\n)(?-i:(?=[^\W\d_a-zà-ÿ])){_article()}", r"\n(?P<value>[^\n]+)$"
    return Phrases(words, re.I | re.M, around=lambda found: rf"{before}(?:{found}){behind}")


@by_language
def inline_label(kind: str) -> Phrases:
    """Return the pattern of `Label: value` behind another sentence of its line, up to the sentence's end."""
    words = phrases("labels", kind)
    value = r"(?P<value>(?:[^\n.。;]|\.(?=\w)|(?-i:(?<=[^\W\d_a-z]))\.(?=\s))+)"
    before = rf"(?:[.。!?！？;,(（)|]|\s[-–—|])\s*{_article()}"
    return Phrases(words, around=lambda found: rf"{before}(?:{found})\s?[:：=]\s*{value}", signs=":：=")


@by_language
def any_label() -> re.Pattern[str]:
    """Return the pattern of a line `Label: value` whatever its label is, of a few words."""
    return re.compile(r"^\W*(?P<label>[^\W\d_][^\n:：.!?]{1,44}?\??)\s*[:：]\s*(?P<value>\S[^\n]*)$")


@by_language
def barred_label() -> Phrases:
    """Return the pattern of labels whose value is no person that is met: places, times, senders of the mail."""
    words = tuple(word for kind in ("candidate", "company", "role", "other") for word in phrases("labels", kind))
    return any_of(words)
