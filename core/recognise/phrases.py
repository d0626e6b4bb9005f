"""Phrases looked for in a text: compiled, and tried, only where texts stand that no match of them can do without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from operator import attrgetter

from core.recognise.anchors import anchors, in_small, openings
from core.recognise.expressions import Rank, expression, has_edges, rank, union
from core.recognise.held import parted, present
from core.recognise.patterns import compiled
from core.recognise.speaking import spoken

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


class Table:
    """Some phrases of one data file, by the texts that they cannot do without."""

    __slots__ = ("_alone", "_keys", "_together", "_unsure")

    def __init__(self, words: Iterable[str], flags: int) -> None:
        self._unsure: list[Phrase] = []
        self._alone: dict[str, list[Phrase]] = {}
        self._together: dict[str, list[tuple[frozenset[str], Phrase]]] = {}
        needs = {word: anchors(word) for word in sorted(words)}
        often = Counter(text for sets in needs.values() for each in sets or () for text in each)
        for word, sets in needs.items():
            phrase = _phrase(word, flags)
            if sets is None:
                self._unsure.append(phrase)
            for each in sets or ():
                # What few phrases ask for is looked for first, so the others are seldom asked for.
                rarest = min(sorted(each), key=lambda text: (often[text], -len(text)))
                if len(each) == 1:
                    self._alone.setdefault(rarest, []).append(phrase)
                else:
                    self._together.setdefault(rarest, []).append((each, phrase))
        self._keys = frozenset((*self._alone, *self._together))

    def possible(self, present: frozenset[str]) -> Sequence[Phrase]:
        """Return the phrases that a text may hold in which the texts `present` stand."""
        keys = self._keys & present
        if not keys:
            return self._unsure
        found = [*self._unsure]
        for key in keys:
            found += self._alone.get(key, ())
            for needs, phrase in self._together.get(key, ()):
                if needs <= present:
                    found.append(phrase)
        return found


@cache
def _table(words: frozenset[str], flags: int) -> Table:
    """Return the table of some phrases; those of one language serve beside those of any other."""
    return Table(words, flags)


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
    def _tables(self) -> Sequence[tuple[str, Table]]:
        """The phrases by data file."""
        return [(file, _table(some, self._flags)) for file, some in self._parts if file]

    @cached_property
    def _others(self) -> Sequence[Phrase]:
        """The phrases that stand in no data file: of these it is not known where they may be."""
        return [_phrase(word, self._flags) for file, some in self._parts if not file for word in some]

    @cached_property
    def _parts(self) -> Sequence[tuple[str, frozenset[str]]]:
        return [*parted(self._words, (*spoken(), *SHARED))]

    @cached_property
    def _whole(self) -> Sequence[Phrase]:
        return (Phrase(self.pattern, self._flags, None, edged=False, rank=rank(self.pattern)),)

    def _possible(self, text: str) -> Sequence[Phrase]:
        """Return what may match in `text`, in the order in which alternatives count."""
        if self._signs and not any(sign in text for sign in self._signs):
            return ()
        found: list[Phrase] = []
        for file, some in self._tables:
            if here := some.possible(present(file, text)):
                found += here
        if self._others:
            found += self._others
        if len(found) > 1:
            found = sorted({*found}, key=_rank)
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
