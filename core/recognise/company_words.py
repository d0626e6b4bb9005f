"""Common words that look like a firm's name and are none: for interviews, who recruits and what one brings along."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from core.recognise.company_spans import TEXT, TITLE, Text, articles, joints, small_words
from core.recognise.institutions import institutions
from core.recognise.keys import fold
from core.recognise.lexicon import pattern, phrases
from core.recognise.markers import places_of_told
from core.recognise.names import is_team
from core.recognise.patterns import compiled
from core.recognise.phrases import any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load
from core.recognise.told import row

BARRED = "barred"
"""What is said of such words, unless a mail domain spells them."""
_CLAUSE = 4
"""Words in small letters from which on they are a clause of a sentence, where one that joins such is among them."""
_ROWS = 2
"""Rows that make a schedule, at least."""


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
    if others and (word in _listed("who_recruits") or _says_nothing(text.text[start:end])):
        return True
    small = not others or text.text[end - len(others) : end].islower()
    if text.kind == TEXT and not others and _weekdays().fullmatch(word):
        return True
    if text.free and small and (word in _listed("brought") or _is_noted(text.text[start:end])):
        return True
    return _is_clause(text, start, end) or _is_unit(text.text, start, end) or _is_likened(text.text[start:end])


@by_language
def _weekdays() -> re.Pattern[str]:
    """Return the short names of days; a firm may bear a whole one."""
    return re.compile(any_of(short for names in phrases("dates", "weekdays") for short in names.split("|")[1:]).pattern)


def _says_nothing(run: str) -> bool:
    """Return whether a run is words alone that say nothing of a meeting: `Zweiter Termin`."""
    return _listed("saying_nothing").issuperset(fold(run).split())


def _is_noted(run: str) -> bool:
    """Return whether small words are a note and no name: `discord link comes later`."""
    return run.islower() and run.count(" ") > 1 and not _listed("noted").isdisjoint(run.split())


def _is_clause(text: Text, start: int, end: int) -> bool:
    """Return whether a run is a clause in small letters, where no names in those are to be expected."""
    run = text.text[start:end]
    if text.kind != TEXT or text.free or run.count(" ") + 1 < _CLAUSE or not run.islower():
        return False
    return any(word in small_words() and word not in joints() for word in run.split())


def _is_unit(text: str, start: int, end: int) -> bool:
    """Return whether a run is a unit of the public body before it (`County of Ashgrove, Office of Roads`)."""
    if not text.endswith(", ", 0, start) or not is_team(text[start:end]):
        return False
    body = compiled(r"[^\n,.;:()|]*").match(text[: start - 2][::-1])
    return body is not None and institutions().occurs(body[0][::-1])


def _is_likened(run: str) -> bool:
    """Return whether a run says what something is like, and is not called (`an Acme-size firm`, `Berlin-based`)."""
    return "-" in run and bool(_likenesses().search(run))


@cache
def _likenesses() -> re.Pattern[str]:
    return re.compile(rf"\w-(?:{'|'.join(load('names')['likenesses'])})$")


def schedule(text: Text) -> frozenset[int]:
    """Return where the rows of a schedule begin behind their times: there stands what is talked of, or with whom.

    The user's own note may have the firm there.
    """
    if text.kind != TEXT or text.free or "\n" not in text.text:
        return frozenset()
    found, start = [], 0
    for line in text.text.split("\n"):
        match = row().match(line) if line[:1] else None
        if match and compiled(r"\d[:.h]\d\d(?!\d)|\d\s?[ap]\.?m").search(line[: match.start("rest")]):
            found.append(start + match.start("rest"))
        start += len(line) + 1
    return frozenset(found) if len(found) >= _ROWS else frozenset()


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load("names")[name])
