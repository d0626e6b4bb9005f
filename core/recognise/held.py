"""Which phrases of a data file a text may hold: one pass over it finds the texts that they cannot do without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from core.recognise.anchors import anchors, in_small
from core.recognise.expressions import rank
from core.recognise.tables import load, texts_in

Needs = tuple[tuple[str, ...], ...] | None
"""Of which texts a phrase cannot do without: all of one tuple, rarely found ones first; None where that is not sure."""


class Catalogue:
    """All phrases of one data file, each a bit of a whole number: in what order they count, so the bits stand."""

    __slots__ = ("_alone", "_find", "_needs", "_phrases", "_places", "_together", "_unsure")

    def __init__(self, needs: Mapping[str, Needs]) -> None:
        self._needs = needs
        self._phrases = sorted(needs, key=rank)
        self._places = {phrase: place for place, phrase in enumerate(self._phrases)}
        self._unsure = 0
        self._alone: dict[str, list[int]] = {}
        self._together: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for place, phrase in enumerate(self._phrases):
            texts = needs[phrase]
            if texts is None:
                self._unsure |= 1 << place
            for each in texts or ():
                if len(each) == 1:
                    self._alone.setdefault(each[0], []).append(place)
                else:
                    self._together.setdefault(each[0], []).append((each[1:], place))
        self._find = finder({text for texts in needs.values() for each in texts or () for text in each})

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Catalogue:
        """Return the catalogue of `phrases`."""
        sets = {phrase: anchors(phrase) for phrase in phrases}
        often = Counter(text for needs in sets.values() for each in needs or () for text in each)
        # What few phrases ask for is looked for first, so the others are seldom asked for.
        return cls({phrase: _sorted(needs, often) for phrase, needs in sets.items()})

    def only(self, phrases: Iterable[str]) -> Catalogue:
        """Return the catalogue of some of the phrases: it is searched for faster."""
        return Catalogue({phrase: self._needs[phrase] for phrase in phrases})

    def bits_of(self, phrases: Iterable[str]) -> int:
        """Return the bits of some of the phrases."""
        return _bits(map(self._places.__getitem__, phrases), len(self._phrases))

    def phrases_at(self, bits: int) -> Iterator[str]:
        """Yield the phrases whose bits are set, in order."""
        while bits:
            first = bits & -bits
            yield self._phrases[first.bit_length() - 1]
            bits ^= first

    def in_text(self, text: str) -> int:
        """Return the bits of the phrases that `text` may hold; of the others it surely holds none."""
        present = frozenset(self._find(in_small(text)))
        places: list[int] = []
        for found in present:
            if found in self._alone:
                places += self._alone[found]
            if found in self._together:
                places += [place for needs, place in self._together[found] if present.issuperset(needs)]
        return self._unsure | _bits(places, len(self._phrases))


def _bits(places: Iterable[int], size: int) -> int:
    """Return the whole number of which the bits at `places` are set, each below `size`."""
    octets = bytearray((size >> 3) + 1)
    for place in places:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")


def _sorted(needs: Iterable[Iterable[str]] | None, often: Mapping[str, int]) -> Needs:
    """Return the texts of each set in order, those first that few phrases ask for."""
    if needs is None:
        return None
    return tuple(tuple(sorted(each, key=lambda text: (often[text], -len(text), text))) for each in needs)


@cache
def catalogue(file: str) -> Catalogue:
    """Return the phrases of a data file."""
    return Catalogue.of(phrases_of(file))


@lru_cache(maxsize=256)
def possible(file: str, text: str) -> int:
    """Return the bits of those phrases of a data file that `text` may hold; many ask for the same few texts."""
    return catalogue(file).in_text(text)


@cache
def phrases_of(file: str) -> frozenset[str]:
    """Return all phrases of a data file."""
    return frozenset(texts_in(load(file)))


def finder(texts: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what lists which of `texts` another text holds, all looked for in one pass (Aho and Corasick, 1975)."""
    from ahocorasick_rs import AhoCorasick

    patterns = sorted(texts)
    automaton = AhoCorasick(patterns, store_patterns=True)
    return lambda text: automaton.find_matches_as_strings(text, overlapping=True)


def parted(phrases: frozenset[str], files: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield by data file which of the phrases are from it, each once; last, with no name, those from none."""
    for file in files:
        if here := phrases & phrases_of(file):
            yield file, here
            phrases -= here
    if phrases:
        yield "", phrases
