"""Whether two titles name one job at one company: in other words, with a level or a team more, or misspelled."""

from __future__ import annotations

from functools import cache, lru_cache

from core.recognise.tables import load, texts_in

SIMILAR = 90
"""How alike two titles must be to be one job, of 100 (rapidfuzz token_set_ratio)."""


def is_one_job(one: str, other: str) -> bool:
    """Return whether two keys of titles (`keys.role_key`) are of one job.

    Rounds for two jobs at one company at one time are rare, and two threads of notes to one employer a nuisance: a word
    more makes another job only where it is known to.
    """
    from rapidfuzz.fuzz import token_set_ratio

    one, other = _spelled(one), _spelled(other)
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    apart = set(one.split()) ^ set(other.split())
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return apart.isdisjoint(_others()) and (few <= many or token_set_ratio(one, other) >= SIMILAR)


@lru_cache(maxsize=512)
def _spelled(key: str) -> str:
    """Return a key with short forms spelled out, and one word for each trade."""
    words = [load("jobs")["spelled"].get(word, word) for word in key.split()]
    return " ".join(map(_plainly, words))


def _plainly(word: str) -> str:
    for ending, trade in _trades():
        if word.endswith(ending):
            return word.removesuffix(ending) + trade
    return word


@cache
def _trades() -> tuple[tuple[str, str], ...]:
    """Return each word for a trade with the one that stands for it, the longest first."""
    pairs = [(word, trade) for trade, words in load("jobs")["same"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _others() -> frozenset[str]:
    return frozenset(texts_in(load("jobs")["other"]))
