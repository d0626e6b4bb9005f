"""What calendar programs and people put into a title when an invitation changes or stands for something, by language.

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
_SIGNS = re.compile(r"[:\uff1a|\uff5c\u2013\u2014(\[\uff08\uff3b\u3010]|\s-")
"""Without one of these no marker stands in a title that is set apart from the rest of it."""
_OFF = ("cancelled", "declined")
_SENT = (*_OFF, "confirmed", "tentative", "other")
"""What says what was done with an invitation, before a colon."""
_TOLD = ("hold", "reminder", "tentative", "confirmed")
"""What says what an entry stands for, wherever it is set apart."""


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
        for marker in (_sent(), _marked("moved"), _marked("updated"), _anywhere()):
            now = " ".join(marker.sub(" ", now).split())
    return now.casefold()


@lru_cache(maxsize=4096)
def split_off(title: str) -> tuple[str, str]:
    """Return how a title says before all else that it is off ("cancelled", "declined" or ""), and it without markers.

    What says that an hour is only held stays: it tells what the entry is.
    """
    found, before = "", ""
    while _SIGNS.search(title) and title != before:
        before = title
        if match := _off().match(title):
            found = found or str(match.lastgroup).rstrip("_")
            title = title[match.end() :]
        for marker in (_before(), _marked("moved", "updated", "confirmed")):
            title = marker.sub(" ", title).strip()
    return found, title


def places_of_told(title: str) -> list[tuple[int, int]]:
    """Return where words stand in a title that say what the entry stands for: none of them is anybody's name."""
    set_apart = _marked(*_TOLD).finditer(title) if _SIGNS.search(title) else ()
    found = [match.span(match.lastindex or 0) for match in set_apart]
    return [*found, *(match.span(1) for match in _at_end().finditer(title))]


def words_before(*names: str) -> str:
    """Return the expression of all words of some sorts (`reminder`, `hold`) in all languages, the longest first."""
    tables: list[dict[str, list[str]]] = [load("markers")[name] for name in names]
    listed = {word for table in tables for words in table.values() for word in words}
    return "|".join(sorted(listed, key=lambda word: (-len(word), word)))


@cache
def _marked(*names: str) -> re.Pattern[str]:
    """Return words of some sorts where they are set apart: each alternative has them as its group."""
    words = words_before(*names)
    before, behind = rf"^\s*({words})(?:{_COLON}|{_DASH})", rf"(?:{_DASH}|{_COLON})({words})[\s!.]*$"
    return re.compile(rf"{before}|\s*{_OPEN}\s*({words})\s*{_CLOSED}(?:{_COLON}|\s*)|{behind}", re.I)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"^\s*(?:(?:{words_before('reminder', 'tentative')})(?:{_COLON}|{_DASH})|(?:{words_before('other')}){_COLON})",
        re.I,
    )


@cache
def _off() -> re.Pattern[str]:
    """Return what says that an invitation is off: before a colon, or cancelled in brackets."""
    named = "|".join(f"(?P<{kind}>{words_before(kind)})" for kind in _OFF)
    cancelled = rf"{_OPEN}\s*(?P<cancelled_>{words_before('cancelled')})\s*{_CLOSED}(?:{_COLON}|\s*)"
    return re.compile(rf"\s*(?:{_OPEN}?(?:{named}){_CLOSED}?{_COLON}|{cancelled})", re.I)


@cache
def _at_end() -> re.Pattern[str]:
    """Return the last word of a title with a capital that says that it stands: no name ends in it."""
    return re.compile(rf"(?<=[\s)])((?=[^\W\d_a-zà-ÿ])(?i:{words_before('confirmed')}))[\s!.]*$")


@cache
def _anywhere() -> re.Pattern[str]:
    """In languages that write no spaces a word may begin anywhere."""
    table: dict[str, list[str]] = load("markers")["anywhere"]
    eastern = [word for language in _UNSPACED for word in table[language]]
    spaced = [word for language, words in table.items() if language not in _UNSPACED for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)|{'|'.join(eastern)}", re.I)


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{words_before(*_SENT)}){_COLON}", re.I)
