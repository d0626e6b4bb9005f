"""What public bodies are called by: `Town of Larkmere`, `Universidade Nova de Vila Alta`."""

from __future__ import annotations

from functools import cache

from core.recognise.phrases import Phrases, any_of
from core.recognise.tables import load


@cache
def institutions() -> Phrases:
    """Return the pattern of what a public body is: `Town`, `University`, `Biblioteka`."""
    return any_of(load("names")["institutions"])
