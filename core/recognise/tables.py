"""The data files beside this module, read once: the words of each language, and what all languages share."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "zh", "ja", "ko")


@cache
def load(name: str) -> dict[str, Any]:
    """Return the data file `name` (without its ending), parsed."""
    return tomllib.loads(_text(f"{name}.toml"))


@cache
def learned(name: str) -> dict[str, dict[str, float]]:
    """Return the weights of the file `name` by clue and circumstance.

    Nobody writes them by hand, and there are thousands: they are JSON, which is read thirty times as fast as TOML.
    """
    return json.loads(_text(f"{name}.json"))  # type: ignore[no-any-return]  # as `benchmarks/choosing.py` writes it


def _text(file: str) -> str:
    return (resources.files("core.recognise") / "data" / file).read_text(encoding="utf-8")


def texts_in(table: object) -> Iterator[str]:
    """Yield every text of a table, in its order."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict | list):
        for part in table.values() if isinstance(table, dict) else table:
            yield from texts_in(part)
