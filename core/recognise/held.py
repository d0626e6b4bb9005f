"""Which texts, of those that phrases cannot do without, stand in another text: one pass finds those of a whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from core.recognise.anchors import anchors, in_small
from core.recognise.tables import load, texts_in


@cache
def phrases_of(file: str) -> frozenset[str]:
    """Return all phrases of a data file."""
    return frozenset(texts_in(load(file)))


@lru_cache(maxsize=1024)
def present(file: str, text: str) -> frozenset[str]:
    """Return what stands in `text` of the texts that phrases of a data file cannot do without."""
    return frozenset(_finder(file)(in_small(text)))


@cache
def _finder(file: str) -> Callable[[str], list[str]]:
    return finder({text for phrase in phrases_of(file) for needs in anchors(phrase) or () for text in needs})


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
