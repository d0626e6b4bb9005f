"""Lines of the shape `Label: value`, in which forms and templates say what they are about."""

from __future__ import annotations

import re

from core.recognise.lexicon import phrases
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language

# The same label in a second language: `Poste / Position :`.
_BEFORE = r"(?:[^\W\d][\w' ]{1,24}\s?/\s?)?"
# Its article: `Le poste : ...`.
_ARTICLE = (
    r"(?:(?:the|le|la|el|o|a|il|lo|de|het|die|der|das|den|your|votre|notre|ihre?|deine?|tu|su|sua|seu|il suo)\s|l['’])?"
)
_BEHIND = r"(?:\s?/\s?[^\W\d][\w' ]{1,24}?)?"


# The ending of a label that names two genders: `Gesprächspartner:in`.
_GENDERED = r"(?:[:*/_·.](?:innen|in|e|se|rice|euse)(?!\w))?"


@by_language
def label_line(kind: str) -> Phrases:
    """Return the pattern of a line `Label: value`, its value in a group of that name."""
    words = phrases("labels", kind)
    dashed = kind in {"people", "role"}
    sign = r"(?:[:：=]|\s[-–—]\s)" if dashed else r"[:：=]"
    signs = ":：=-–—" if dashed else ":：="
    whose = r"(?:\s(?:from|at|on|von|de|bei|chez|van|från|da|di)\s[^\n:：]{2,24})?" if kind == "people" else ""
    behind = rf"{_GENDERED}{_BEHIND}{whose}\s?(?:\([^)\n]*\))?\s*{sign}\s*(?P<value>[^\n]*)$"
    return Phrases(words, re.I | re.M, around=lambda found: rf"^\W*{_ARTICLE}{_BEFORE}(?:{found}){behind}", signs=signs)


@by_language
def inline_label(kind: str) -> Phrases:
    """Return the pattern of `Label: value` behind another sentence of its line, up to the sentence's end."""
    words = phrases("labels", kind)
    value = r"(?P<value>(?:[^\n.。;]|\.(?=\w)|(?-i:(?<=[^\W\d_a-z]))\.(?=\s))+)"
    before = rf"(?:[.。!?！？;,(（)|]|\s[-–—|])\s*{_ARTICLE}"
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
