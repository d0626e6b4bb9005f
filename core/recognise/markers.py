"""What calendar programs and people put before a title when an invitation changes, language by language.

Seen in the mail subjects of Google and Outlook and in copied titles. A colon follows, in French after a space.
"""

from __future__ import annotations

import re
from functools import cache

from core.recognise.tables import load


def says_moved(title: str) -> bool:
    """True where the title itself says that this is the new copy of a moved meeting."""
    return bool(_moved().search(title))


def bare_title(title: str) -> str:
    """Return the title without change markers, lower case, single spaces: for telling copies of one meeting."""
    before, now = "", " ".join(title.split())
    while before != now:
        before, now = now, _moved().sub("", _other().sub("", now)).strip()
    return now.casefold()


def words_before(name: str) -> str:
    """Return the expression of all words of one sort (`reminder`, `hold`) in all languages, the longest first."""
    table: dict[str, list[str]] = load("markers")[name]
    return "|".join(sorted({re.escape(word) for words in table.values() for word in words}, key=lambda w: (-len(w), w)))


@cache
def _moved() -> re.Pattern[str]:
    words = words_before("moved")
    return re.compile(rf"^\s*(?:{words})\s*[:\uff1a]\s*|\s*[(\[](?:{words})[)\]]\s*", re.I)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{words_before('other')})\s*[:\uff1a]\s*", re.I)
