"""Which phrases of a data file a text may hold: one pass over it finds the texts that they cannot do without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from core.recognise.anchors import anchors, in_small
from core.recognise.expressions import rank
from core.recognise.tables import load, texts_in


class Catalogue:
    """All phrases of one data file, each a bit of a whole number: in what order they count, so the bits stand."""

    __slots__ = ("_alone", "_find", "_phrases", "_places", "_together", "_unsure")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = sorted(phrases, key=rank)
        self._places = {phrase: place for place, phrase in enumerate(self._phrases)}
        self._unsure = 0
        self._alone: dict[str, int] = {}
        self._together: dict[str, list[tuple[frozenset[str], int]]] = {}
        needs = [anchors(phrase) for phrase in self._phrases]
        often = Counter(text for sets in needs for each in sets or () for text in each)
        for place, sets in enumerate(needs):
            bit = 1 << place
            if sets is None:
                self._unsure |= bit
            for each in sets or ():
                # What few phrases ask for is looked for first, so the others are seldom asked for.
                rarest = min(sorted(each), key=lambda text: (often[text], -len(text)))
                if len(each) == 1:
                    self._alone[rarest] = self._alone.get(rarest, 0) | bit
                else:
                    self._together.setdefault(rarest, []).append((each, bit))
        self._find = finder(often)

    def bits_of(self, phrases: Iterable[str]) -> int:
        """Return the bits of some of the phrases."""
        return sum(1 << self._places[phrase] for phrase in phrases)

    def phrases_at(self, bits: int) -> Iterator[str]:
        """Yield the phrases whose bits are set, in order."""
        while bits:
            first = bits & -bits
            yield self._phrases[first.bit_length() - 1]
            bits ^= first

    def in_text(self, text: str) -> int:
        """Return the bits of the phrases that `text` may hold; of the others it surely holds none."""
        present = frozenset(self._find(in_small(text)))
        bits = self._unsure
        for found in present:
            bits |= self._alone.get(found, 0)
            for needs, bit in self._together.get(found, ()):
                if needs <= present:
                    bits |= bit
        return bits


@cache
def catalogue(file: str) -> Catalogue:
    """Return the phrases of a data file."""
    return Catalogue(phrases_of(file))


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
