"""The data files beside this module, read once: the words of each language, and what all languages share."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "zh", "ja", "ko")


@cache
def load(name: str) -> dict[str, Any]:
    """Return the data file `name` (without its ending), parsed."""
    path = resources.files("core.recognise") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts_in(table: object) -> Iterator[str]:
    """Yield every text of a table, in its order."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict | list):
        for part in table.values() if isinstance(table, dict) else table:
            yield from texts_in(part)
