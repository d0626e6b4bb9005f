"""Whether two titles name one job at one company: in other words, with a level or a team more, or misspelled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from math import ceil

from core.recognise.tables import load, texts_in

_LONG = 7
"""Letters of a word in which one may be wrong: shorter ones are often two words (`Packer`, `Picker`)."""
_SHORT = 4
"""Letters of a word that may have an ending for each gender."""
_STEM = 6
"""Letters with which two forms of a word begin, at least, and three quarters of it."""
_RUN = 3
"""Words of one title that the other may write as one, at most."""


def is_one_job(one: str, other: str) -> bool:
    """Return whether two keys of titles (`keys.role_key`) are of one job.

    Rounds for two jobs at one company at one time are rare, and two threads of notes to one employer a nuisance: a word
    more makes another job only where it is known to; one in place of another does, however much else is the same.
    """
    ours, theirs = _words(one), _words(other)
    ours, theirs = _joined(ours, theirs), _joined(theirs, ours)
    more, less = set(ours) - set(theirs), set(theirs) - set(ours)
    for word in sorted(more):
        if same := next((each for each in sorted(less) if _is_one_word(word, each)), None):
            more.discard(word)
            less.discard(same)
    if len(more) == len(less) == 1:
        return _are_forms(*more, *less)
    return not (more and less) and _others().isdisjoint(more | less)


@lru_cache(maxsize=512)
def _words(key: str) -> tuple[str, ...]:
    """Return the words of a key that tell jobs apart, with one word for each trade."""
    return tuple(_plainly(word) for word in key.split() if word not in _small())


def _plainly(word: str) -> str:
    for ending, trade in _trades():
        if word.endswith(ending):
            return word.removesuffix(ending) + trade
    return word


def _joined(words: Sequence[str], others: Collection[str]) -> tuple[str, ...]:
    """Return words with those in one that are one in another title (`Front-end`, `Frontend`)."""
    found: list[str] = []
    while words:
        length = next((n for n in range(_RUN, 1, -1) if "".join(words[:n]) in others), 1)
        found.append("".join(words[:length]))
        words = words[length:]
    return tuple(found)


def _is_one_word(one: str, other: str) -> bool:
    """Return whether two words are one: of another gender, or misspelled by a letter."""
    if _are_genders(one, other) or _are_genders(other, one):
        return True
    if (one in _others()) != (other in _others()):
        return False
    from rapidfuzz.distance import OSA

    return max(len(one), len(other)) >= _LONG and OSA.distance(one, other, score_cutoff=1) <= 1


def _are_forms(one: str, other: str) -> bool:
    """Return whether two words begin alike: `Sachbearbeiter`, `Sachbearbeitung`."""
    stem = max(_STEM, ceil(max(len(one), len(other)) * 3 / 4))
    alike = min(len(one), len(other)) >= stem and one[:stem] == other[:stem]
    return alike and _others().isdisjoint((one, other))


def _are_genders(one: str, other: str) -> bool:
    """Return whether two words differ in the ending for the gender alone: `Berater`, `Beraterin`."""
    return min(len(one), len(other)) >= _SHORT and any(
        one.endswith(his) and other.endswith(hers) and one.removesuffix(his) == other.removesuffix(hers)
        for his, hers in _genders()
    )


@cache
def _small() -> frozenset[str]:
    return frozenset((*load("jobs")["levels"], *load("names")["joints"]))


@cache
def _genders() -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((his, hers) for pairs in load("jobs")["genders"].values() for his, hers in pairs))


@cache
def _trades() -> tuple[tuple[str, str], ...]:
    """Return each word for a trade with the one that stands for it, the longest first."""
    pairs = [(word, trade) for trade, words in load("jobs")["same"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _others() -> frozenset[str]:
    return frozenset(texts_in(load("jobs")["other"]))
