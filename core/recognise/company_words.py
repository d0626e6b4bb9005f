"""Common words that look like a firm's name and are none: for interviews, who recruits and what one brings along."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from core.recognise.company_spans import TEXT, TITLE, Text, articles
from core.recognise.lexicon import pattern
from core.recognise.markers import places_of_told
from core.recognise.tables import load

BARRED = "barred"
"""What is said of such words, unless a mail domain spells them."""


class Asked(NamedTuple):
    """Words for an interview, and in a title for an application and of markers: in which no name begins or ends."""

    opens: Sequence[tuple[int, int]]
    closes: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, text: Text) -> Asked:
        """Return where such words stand, those that overlap as one; `Marrow Hill Recruiting` may end in some."""
        if text.kind not in (TITLE, TEXT):
            return cls((), ())
        found = pattern("interview").spans(text.text)
        if text.kind == TEXT:
            return cls(_united(found), ())
        # A name may end in `Tech`, and not in small letters before the word for an interview.
        technical = [span for span in pattern("stages", "technical").spans(text.text) if text.text[span[0]].islower()]
        applies, told = pattern("applies").spans(text.text), places_of_told(text.text)
        return cls(_united([*found, *technical, *applies, *told]), _united([*found, *technical, *told]))


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _around(spans: Sequence[tuple[int, int]], at: int) -> int:
    """Return where the one of `spans` ends that the letter at a place belongs to, or -1."""
    last = spans[bisect_left(spans, (at + 1, 0)) - 1][1] if spans and spans[0][0] <= at else -1
    return last if at < last else -1


def is_common(text: Text, start: int, end: int, asked: Asked) -> bool:
    """Return whether a run is no name: words for an interview, or led by who recruits or by what one brings along.

    In a title it is none where it only begins or ends in such words (`Acme tech interview`).
    """
    opened = _around(asked.opens, start)
    if opened > 0 and text.text[start:opened].casefold() in articles():
        opened = -1  # `Application for The Index`
    if end <= opened or (text.kind == TITLE and (opened > 0 or _around(asked.closes, end - 1) >= end)):
        return True
    word, _, others = text.text[start:end].casefold().partition(" ")
    if others and word in _listed("who_recruits"):
        return True
    small = not others or text.text[end - len(others) : end].islower()
    return text.free and small and word in _listed("brought")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load("names")[name])
