"""A second look at an event that has no stem of hiring: does it say so in phrases, of several sorts together?

It is asked of most ordinary events of a calendar, so all texts that the phrases need are looked for in one pass, and
only phrases are tried whose texts are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from core.recognise.evidence import ROUNDS
from core.recognise.held import Catalogue, catalogue
from core.recognise.language import language_of
from core.recognise.phrases import phrase
from core.recognise.tables import load

_ENOUGH = 2.05
"""What phrases must weigh together: two of hiring do."""
_BESIDE = 0.9
"""The same beside words that ordinary meetings have too: one phrase of hiring or of one of its steps does."""
_MOST = 2.0
"""What a sort weighs at most by one phrase: who somebody is by trade says nothing alone."""
_SORTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("role.text", ("roles", "heads")),
    ("informational", ("informational",)),
    ("recruiter", ("recruiter",)),
    ("manager.text", ("manager",)),
    ("client", ("client",)),
    ("career", ("career",)),
    *(("stage.text", ("stages", each)) for each in ROUNDS),
    ("hiring.text", ("hiring",)),
    ("screen.text", ("screen",)),
    ("weak", ("weak",)),
)
"""By signal, where the phrases stand that speak for it in any part of a text."""

_MORE = {"hiring.text": ("hiring.more", 3), "career": ("career", 3), "weak": ("weak", 4)}
"""Of which sorts several phrases weigh more than one: what each of them weighs, and how many of these count."""


def hints_at_hiring(text: str, *, beside: bool = False) -> bool:
    """Return whether the phrases in `text` (case-folded) that speak of hiring weigh enough for it to be read.

    `beside`: it has words that hiring has too, so less is enough.
    """
    enough = _BESIDE if beside else _ENOUGH
    return _weigh(_may_be(text), text, enough) >= enough


def _may_be(text: str) -> Sequence[Sequence[str]]:
    """Return the phrases that `text` may hold, of each sort."""
    found: list[list[str]] = [[] for _ in _SORTS]
    for language in dict.fromkeys(("en", language_of(text))):
        phrases, sorts = _look(language)
        here = phrases.in_text(text)
        for words, bits in zip(found, sorts, strict=True):
            words.extend(phrases.phrases_at(here & bits))
    return found


def _weigh(may: Sequence[Sequence[str]], text: str, enough: float) -> float:
    """Return what the phrases weigh that are there, up to where that is `enough` or cannot be any more.

    Words that are a phrase of several sorts (`Meet the team`) count for the weightiest alone.
    """
    left = sum(weight.times(len(words)) for weight, words in zip(_weights(), may, strict=True))
    weighed = 0.0
    taken: list[tuple[int, int]] = []
    for weight, words in zip(_weights(), may, strict=True):
        if weighed >= enough or weighed + left < enough:
            break
        left -= weight.times(len(words))
        weighed += weight.times(_take(words, text, taken, most=1 + weight.most))
    return weighed


def _take(words: Iterable[str], text: str, taken: list[tuple[int, int]], *, most: int) -> int:
    """Return how many of the phrases, up to `most`, stand where nothing is `taken` yet, and take these places."""
    count = 0
    for word in words:
        match = phrase(word).first(text, text)
        if match and all(match.end() <= start or end <= match.start() for start, end in taken):
            taken.append(match.span())
            count += 1
            if count == most:
                break
    return count


class _Weight(NamedTuple):
    """What a sort weighs for its first phrase, and for each of up to `most` more of them."""

    first: float
    more: float = 0.0
    most: int = 0

    def times(self, count: int) -> float:
        return self.first + self.more * min(count - 1, self.most) if count else 0.0


@cache
def _weights() -> tuple[_Weight, ...]:
    told = load("signals")
    more = {name: (told[each]["hiring"], most) for name, (each, most) in _MORE.items()}
    return tuple(_Weight(min(told[name]["hiring"], _MOST), *more.get(name, ())) for name, _ in _SORTS)


@cache
def _look(language: str) -> tuple[Catalogue, Sequence[int]]:
    """Return the phrases of one language, and the bits of those of each sort."""
    sorts = [frozenset(_phrases(language, path)) for _, path in _SORTS]
    phrases = catalogue(language).only(frozenset().union(*sorts))
    return phrases, [phrases.bits_of(some) for some in sorts]


def _phrases(language: str, path: Sequence[str]) -> Iterator[str]:
    table: Any = load(language)
    for key in path:
        table = table.get(key, {})
    yield from table or ()
