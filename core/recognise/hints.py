"""A second look at an event that has no stem of hiring: does it say so in phrases, of several sorts together?

It is asked of most ordinary events of a calendar, so all texts that the phrases need are looked for in one pass, and
only phrases are tried whose texts are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from core.recognise.anchors import anchors
from core.recognise.evidence import ROUNDS
from core.recognise.held import finder
from core.recognise.language import language_of
from core.recognise.phrases import phrase
from core.recognise.tables import load

_ENOUGH = 2.05
"""What phrases must weigh together: two of hiring do."""
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

_Phrase = tuple[int, str, tuple[str, ...]]
"""Which sort a phrase is of, the phrase, and which texts it needs beside the one by which it is found."""


def hints_at_hiring(text: str) -> bool:
    """Return whether the phrases in `text` (case-folded) that speak of hiring weigh enough for it to be read."""
    return _weigh(_may_be(text), text) >= _ENOUGH


def _may_be(text: str) -> Mapping[int, set[str]]:
    """Return the phrases that `text` may hold, by sort."""
    found: dict[int, set[str]] = {}
    for language in dict.fromkeys(("en", language_of(text))):
        find, by_rarest = _look(language)
        present = frozenset(find(text))
        for rarest in present & by_rarest.keys():
            for sort, word, others in by_rarest[rarest]:
                if all(map(present.__contains__, others)):
                    found.setdefault(sort, set()).add(word)
    return found


def _weigh(may: Mapping[int, set[str]], text: str) -> float:
    """Return what the phrases weigh that are there, up to where that is enough or cannot be any more.

    Words that are a phrase of several sorts (`Meet the team`) count for the weightiest alone.
    """
    weights = _weights()
    left = sum(weights[sort].times(len(words)) for sort, words in may.items())
    weighed = 0.0
    taken: list[tuple[int, int]] = []
    for sort in sorted(may):
        if weighed >= _ENOUGH or weighed + left < _ENOUGH:
            break
        weight = weights[sort]
        left -= weight.times(len(may[sort]))
        weighed += weight.times(_take(may[sort], text, taken, most=1 + weight.most))
    return weighed


def _take(words: Iterable[str], text: str, taken: list[tuple[int, int]], *, most: int) -> int:
    """Return how many of the phrases, up to `most`, stand where nothing is `taken` yet, and take these places."""
    count = 0
    for word in sorted(words):
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
def _look(language: str) -> tuple[Callable[[str], list[str]], Mapping[str, Sequence[_Phrase]]]:
    """Return what finds the texts that the phrases of a language need, and the phrases by the rarest of these."""
    phrases = [
        (sort, word, texts)
        for sort, (_, path) in enumerate(_SORTS)
        for word in _phrases(language, path)
        for texts in anchors(word) or ()
    ]
    often = Counter(text for _, _, texts in phrases for text in texts)
    by_rarest: dict[str, list[_Phrase]] = {}
    for sort, word, texts in phrases:
        rarest = min(sorted(texts), key=lambda text: (often[text], -len(text)))
        by_rarest.setdefault(rarest, []).append((sort, word, tuple(texts - {rarest})))
    return finder(often), by_rarest


def _phrases(language: str, path: Sequence[str]) -> Iterator[str]:
    table: Any = load(language)
    for key in path:
        table = table.get(key, {})
    yield from table or ()
