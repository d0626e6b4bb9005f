"""Regular expressions compiled once: `re` keeps its last 512 alone, and the words of twelve languages make more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=8192)
def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of `expression`; those made of the names in one invitation give way in time."""
    return re.compile(expression, flags)


def places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where `name` stands in `text`, in whatever case: start and end, the first one first."""
    wanted, searched = name.lower(), text.lower()
    if not wanted or len(searched) != len(text) or len(wanted) != len(name):
        # A few letters are two in small, so that the places would not be those of `text`.
        yield from (found.span() for found in re.finditer(re.escape(name), text, re.I))
        return
    at = searched.find(wanted)
    while at >= 0:
        yield at, at + len(name)
        at = searched.find(wanted, at + len(name))


def replaced(name: str, by: str, text: str) -> str:
    """Return `text` with `by` wherever `name` stood, in whatever case."""
    pieces, at = [], 0
    for start, end in places(name, text):
        pieces += [text[at:start], by]
        at = end
    return "".join((*pieces, text[at:])) if pieces else text
