"""What one applies for where it is no job: a place to study or to live, a loan, a membership, a place for a child."""

from __future__ import annotations

from collections.abc import Iterator

from core.recognise.evidence import Signal, distinct, quoted
from core.recognise.lexicon import pattern

_MOST = 2
"""So many different words for it count, and no more."""


def sought(title: str, body: str) -> Iterator[Signal]:
    """Yield what title and text say of something else that is applied for.

    Their words hold whatever job may be read there: whoever is applied to has jobs too (`Mortgage Adviser`), which the
    words leave out by themselves.
    """
    if match := pattern("sought", "title").search(title):
        yield Signal("sought.title", quoted(match))
    if found := distinct(pattern("sought", "text"), body):
        yield Signal("sought.text", found[0], min(len(found), _MOST))
