"""Which way the single words of an invitation lean: to a talk about a job, or to any other meeting.

What a word weighs stands in `data/wording.toml`, learned from the labelled examples (`python -m benchmarks.wording`).
"""

from __future__ import annotations

from collections.abc import Iterator

from core.recognise.invitation import Invitation
from core.recognise.keys import fold
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.tables import load
from core.recognise.weighing import worth

FEWEST = 15
"""Of fewer different words nothing is said: one more or less would turn the scale."""

MOST = 2.0
"""The words settle what is in doubt, and are outweighed where nothing else speaks for an interview (`silent`)."""


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text, folded; where no spaces part them, each two letters that stand together."""
    for word in compiled(r"[^\W\d_]+").findall(fold(text)):
        if compiled(CJK).search(word) and len(word) > 1:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


def words_in(invitation: Invitation) -> frozenset[str]:
    """Return the words of title and body, without those of the user's own name; none where they are too few."""
    found = frozenset(words_of(f"{invitation.title}\n{invitation.body}"))
    return found - invitation.me if len(found) >= FEWEST else frozenset()


def leaning(invitation: Invitation) -> float:
    """Return how far the words lean, above zero to a talk about a job, in the units of the logistic: `MOST` at most."""
    return within(worth(words_in(invitation), load("wording")))


def within(lean: float) -> float:
    """Return `lean`, or the most that counts of it."""
    return max(-MOST, min(lean, MOST))
