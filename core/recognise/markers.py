"""What calendar programs and people put into the title of an invitation that changes, language by language.

Seen in the mail subjects of Google and Outlook and in copied titles.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.recognise.tables import load

_UNSPACED = ("zh", "ja", "ko")
_COLON = r"\s*[:\uff1a]\s*"
_DASH = r"(?:\s+[-|]|\s*[\u2013\u2014\uff5c])\s*"
_OPEN, _CLOSED = r"[(\[\uff08\uff3b\u3010]", r"[)\]\uff09\uff3d\u3011]"


@lru_cache(maxsize=4096)
def says_moved(title: str) -> bool:
    """True where the title itself says that this is the new copy of a moved meeting."""
    return bool(_marked("updated").search(title)) or surely_moved(title)


@lru_cache(maxsize=4096)
def surely_moved(title: str) -> bool:
    """True where the title says that the time is another, not only that something changed."""
    return bool(_marked("moved").search(title) or _anywhere().search(title))


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """Return the title without change markers, lower case, single spaces: for telling copies of one meeting."""
    before, now = "", " ".join(title.split())
    while before != now:
        before = now
        for marker in (_other(), _marked("moved"), _marked("updated"), _anywhere()):
            now = " ".join(marker.sub(" ", now).split())
    return now.casefold()


def words_before(name: str) -> str:
    """Return the expression of all words of one sort (`reminder`, `hold`) in all languages, the longest first."""
    table: dict[str, list[str]] = load("markers")[name]
    return "|".join(sorted({re.escape(word) for words in table.values() for word in words}, key=lambda w: (-len(w), w)))


@cache
def _marked(name: str) -> re.Pattern[str]:
    words = words_before(name)
    before, behind = rf"^\s*(?:{words})(?:{_COLON}|{_DASH})", rf"(?:{_DASH}|{_COLON})(?:{words})[\s!.]*$"
    return re.compile(rf"{before}|\s*{_OPEN}\s*(?:{words})\s*{_CLOSED}\s*|{behind}", re.I)


@cache
def _anywhere() -> re.Pattern[str]:
    """In languages that write no spaces a word may begin anywhere."""
    table: dict[str, list[str]] = load("markers")["anywhere"]
    eastern = [word for language in _UNSPACED for word in table[language]]
    spaced = [word for language, words in table.items() if language not in _UNSPACED for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)|{'|'.join(eastern)}", re.I)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{words_before('other')}){_COLON}", re.I)
