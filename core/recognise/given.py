"""Whether a name is more likely a person's than a firm's, by the given names that are common in many countries."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.recognise.names import NAME, NAME_WORD, is_organisation, name_words
from core.recognise.patterns import compiled
from core.recognise.tables import load

_SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,5}")
"""A Korean or Chinese given name of two syllables in Latin letters: `Suk-hee`, `Mei-ling`."""


@cache
def _given() -> frozenset[str]:
    return frozenset((*load("given")["names"].split(), *load("world_names")["given"].split()))


@cache
def _family() -> frozenset[str]:
    return frozenset(load("world_names")["family"].split())


@lru_cache(maxsize=4096)
def is_given(name: str) -> bool:
    """Return whether `name` is a given name alone, or one with a family name behind it and no word of firms."""
    if not compiled(NAME_WORD).fullmatch(name) and not compiled(NAME).fullmatch(name):
        return False
    first = name.partition(" ")[0]
    known = name_words(first).partition("-")[0].strip(".") in _given() or bool(_SYLLABLES.fullmatch(first))
    return known and not is_organisation(name)


@lru_cache(maxsize=4096)
def is_family(word: str) -> bool:
    """Return whether a word with a capital is a family name in some country, or the last part of one with a hyphen."""
    return word[:1].isupper() and name_words(word).rpartition("-")[2] in _family()
