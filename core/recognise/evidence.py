"""One thing that is seen in an invitation, and how its words are told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.recognise.phrases import Phrases

ROUNDS = ("technical", "onsite", "final", "take_home_review", "culture", "hiring_manager", "panel")
"""The types of rounds that words of all languages name."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing seen: its name in `signals.toml`, how much of it there is (0 to some), and the words that say so."""

    name: str
    said: str = ""
    amount: float = 1.0


def quoted(match: re.Match[str]) -> str:
    """Return the words of a match on one line, at most 60 letters."""
    return " ".join(match.group(0).split())[:60]


def distinct(words: Phrases, text: str) -> list[str]:
    """Return the different words of `text` that match, in order."""
    return list(dict.fromkeys(quoted(match).casefold() for match in words.finditer(text)))
