"""Phrases looked for in a text: compiled, and tried, only where texts stand that no match of them can do without."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from operator import attrgetter

from core.recognise.anchors import in_small, openings
from core.recognise.expressions import Rank, expression, has_edges, rank, union
from core.recognise.held import catalogue, parted, possible
from core.recognise.patterns import compiled
from core.recognise.speaking import spoken, whole

SHARED = ("names", "senders")
"""Data files that hold phrases of all languages."""


class Phrase:
    """One regular expression, tried where a match may begin: at the texts that open it, where these are sure."""

    __slots__ = ("_compiled", "_edged", "_expression", "_flags", "_opens", "rank")

    def __init__(self, expression: str, flags: int, opens: tuple[str, ...] | None, *, edged: bool, rank: Rank) -> None:
        self._expression = expression
        self._flags = flags
        self._opens = opens
        self._edged = edged
        self._compiled: re.Pattern[str] | None = None
        self.rank = rank
        """Phrases of which several match at one place count in this order."""

    def first(self, text: str, small: str, at: int = 0) -> re.Match[str] | None:
        """Return the first match in `text`, from `at` on. `small` is the text in small letters."""
        if self._opens is None:
            return self._regex().search(text, at)
        best = None
        for opening in self._opens:
            start = small.find(opening, at)
            while start >= 0 and (best is None or start < best.start()):
                inside = self._edged and start and (small[start - 1].isalnum() or small[start - 1] == "_")
                if not inside and (match := self._regex().match(text, start)):
                    best = match
                    break
                start = small.find(opening, start + 1)
        return best

    def begins(self, text: str, small: str) -> re.Match[str] | None:
        """Return the match at the start of `text`."""
        return self._regex().match(text) if self._opens is None or small.startswith(self._opens) else None

    def fills(self, text: str, small: str) -> re.Match[str] | None:
        """Return the match of all of `text`."""
        return self._regex().fullmatch(text) if self._opens is None or small.startswith(self._opens) else None

    def all(self, text: str, small: str) -> Iterator[re.Match[str]]:
        """Yield the matches in `text`, none of them begun before the last one ended."""
        match = self.first(text, small)
        while match:
            yield match
            match = self.first(text, small, max(match.end(), match.start() + 1))

    def _regex(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = compiled(self._expression, self._flags)
        return self._compiled


@cache
def _phrase(word: str, flags: int) -> Phrase:
    """Return the phrase `word` of a data file, with edges where its script has them."""
    opens = openings(word) if flags & re.IGNORECASE else None
    return Phrase(expression(word), flags, opens, edged=has_edges(word[0]), rank=rank(word))


def phrase(word: str) -> Phrase:
    """Return one phrase of a data file, whatever the case of its letters."""
    return _phrase(word, re.IGNORECASE)


@lru_cache(maxsize=1024)
def _picked(file: str, bits: int, flags: int) -> tuple[Phrase, ...]:
    """Return the phrases of a data file whose bits are set."""
    return tuple(_phrase(word, flags) for word in catalogue(file).phrases_at(bits))


class Phrases:
    """Any of several phrases. It answers as the compiled `pattern` would.

    `around` puts the alternatives into a larger expression, of which every match holds one of `signs`, where there are
    any.
    """

    def __init__(
        self,
        words: Iterable[str],
        flags: int = re.IGNORECASE,
        *,
        around: Callable[[str], str] | None = None,
        signs: str = "",
    ) -> None:
        self._words = frozenset(words)
        self._flags = flags
        self._around = around
        self._signs = signs

    @property
    def pattern(self) -> str:
        """The one regular expression for which all this stands."""
        one = union(self._words)
        return self._around(one) if self._around else one

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Return the first match in `text`, from `at` on."""
        if not (possible := self._possible(text)):
            return None
        small = in_small(text)
        return _first([phrase.first(text, small, at) for phrase in possible])

    def occurs(self, text: str) -> bool:
        """Return whether anything in `text` matches: the first phrase found is enough."""
        return any(phrase.first(text, in_small(text)) for phrase in self._possible(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each of the phrases matches in `text`, overlapping or not."""
        if not (possible := self._possible(text)):
            return []
        small = in_small(text)
        return [match.span() for phrase in possible for match in phrase.all(text, small)]

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of `text`."""
        return _first([phrase.begins(text, in_small(text)) for phrase in self._possible(text)])

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of all of `text`."""
        return _first([phrase.fills(text, in_small(text)) for phrase in self._possible(text)])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in `text`, from its start to its end."""
        possible = self._possible(text)
        return _in_order(possible, text, in_small(text)) if possible else iter(())

    @cached_property
    def _bits(self) -> Sequence[tuple[str, int]]:
        """The phrases by data file."""
        return [(file, catalogue(file).bits_of(some)) for file, some in self._parts if file]

    @cached_property
    def _others(self) -> Sequence[Phrase]:
        """The phrases that stand in no data file: of these it is not known where they may be."""
        return sorted(
            (_phrase(word, self._flags) for file, some in self._parts if not file for word in some), key=_rank
        )

    @cached_property
    def _parts(self) -> Sequence[tuple[str, frozenset[str]]]:
        return [*parted(self._words, (*spoken(), *SHARED))]

    @cached_property
    def _whole(self) -> Sequence[Phrase]:
        return (Phrase(self.pattern, self._flags, None, edged=False, rank=rank(self.pattern)),)

    def _possible(self, text: str) -> Sequence[Phrase]:
        """Return what may match in `text`, in the order in which alternatives count.

        A part of what is read is not searched for itself: it holds no more than all of it does.
        """
        if self._signs and not any(sign in text for sign in self._signs):
            return ()
        read = whole()
        if read is None or not read.holds(text):
            return self._possible_in(text)
        known: Sequence[Phrase] | None = read.found.get(self)
        if known is None:
            known = read.found[self] = self._possible_in(read.text)
        return known

    def _possible_in(self, text: str) -> Sequence[Phrase]:
        found: Sequence[Phrase] = self._others
        for file, bits in self._bits:
            if here := bits & possible(file, text):
                picked = _picked(file, here, self._flags)
                found = sorted([*found, *picked], key=_rank) if found else picked
        return self._whole if found and self._around else found


_rank = attrgetter("rank")


def _in_order(possible: Sequence[Phrase], text: str, small: str) -> Iterator[re.Match[str]]:
    """Yield the matches of several phrases as those of one would be: none begins before the last one ended."""
    if len(possible) == 1:
        yield from possible[0].all(text, small)
        return
    ahead = [phrase.first(text, small) for phrase in possible]
    while match := _first(ahead):
        yield match
        stop = max(match.end(), match.start() + 1)
        ahead = [
            possible[place].first(text, small, stop) if next_ is not None and next_.start() < stop else next_
            for place, next_ in enumerate(ahead)
        ]


def _first(matches: Iterable[re.Match[str] | None]) -> re.Match[str] | None:
    """Return the match that starts first; of several the one that is named first."""
    best = None
    for match in matches:
        if match is not None and (best is None or match.start() < best.start()):
            best = match
    return best


def any_of(words: Iterable[str]) -> Phrases:
    """Return a pattern that finds any of `words`, at word edges where the script has them. Words may be patterns."""
    return Phrases(words)
