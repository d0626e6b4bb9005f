"""The small words of all languages together, by their use: `data/grammar.toml` has one table for each.

They are asked for in every language, whichever an invitation is in: they are few, and many invitations mix two.
"""

from __future__ import annotations

import re
from functools import cache

from core.recognise.tables import load


@cache
def words(use: str) -> tuple[str, ...]:
    """Return the words of one use in all languages, each once, in the order of the file."""
    table: dict[str, list[str]] = load("grammar")[use]
    return tuple(dict.fromkeys(word for listed in table.values() for word in listed))


@cache
def choice(*uses: str) -> str:
    """Return one expression for the words of some uses, the longest first, without any edges."""
    found = dict.fromkeys(word for use in uses for word in words(use))
    return f"(?:{'|'.join(sorted(found, key=len, reverse=True))})"


@cache
def letters(use: str) -> str:
    """Return one expression for the words of a use that are all of one letter."""
    return f"[{''.join(words(use))}]"


@cache
def elided() -> re.Pattern[str]:
    """Return what runs into a name with a capital: `dell'` (group 1), behind no other letter."""
    return re.compile(rf"(?<![A-Za-z])({choice('elided')})['’](?=[A-ZÀ-Þ])")
