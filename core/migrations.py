"""How older files of tables become today's: ordered, named steps, each a pure function, each recorded in `meta`.

To change the layout, add a step at the end, never alter one: files that have it recorded do not run it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Tables = Mapping[str, Mapping[str, Any]]


class Newer(Exception):
    """The file was written by a later version; the only argument is its schema number. Never shown to a user."""


def _one_table_each(tables: Tables) -> dict[str, dict[str, Any]]:
    """Schema 0 kept everything as one document of TinyDB's default table; schema 1 gives every kind its own table."""
    whole: Mapping[str, Any] = next(iter(tables.get("_default", {}).values()), {})
    spread: dict[str, dict[str, Any]] = {"meta": {"1": {}}}
    for name, part in whole.items():
        if isinstance(part, list):
            spread[name] = {str(number): document for number, document in enumerate(part, 1)}
        elif isinstance(part, dict):
            pairs = enumerate(part.items(), 1)
            spread[name] = {str(number): {"key": key, "value": value} for number, (key, value) in pairs}
        else:
            spread["meta"]["1"][name] = part
    return spread


MIGRATIONS: tuple[tuple[str, Callable[[Tables], dict[str, dict[str, Any]]]], ...] = (
    ("one_table_each", _one_table_each),
)
SCHEMA = len(MIGRATIONS)
"""The layout that this version writes."""


def header() -> dict[str, Any]:
    """Return what the `meta` document of a file written now says of its layout."""
    return {"schema": SCHEMA, "migrations": [name for name, _ in MIGRATIONS]}


def migrate(tables: Tables) -> Tables:
    """Return `tables` in today's layout; raise Newer for a later one, ValueError where the layout cannot be told."""
    recorded, schema = _recorded(tables)
    known = [name for name, _ in MIGRATIONS]
    if schema > SCHEMA or set(recorded) - set(known):
        raise Newer(max(schema, len(recorded)))
    for name, step in MIGRATIONS:
        if name not in recorded:
            tables = step(tables)
    return tables


def _recorded(tables: Tables) -> tuple[list[str], int]:
    meta = tables.get("meta")
    if meta is None:
        if tables and "_default" not in tables:
            raise ValueError("no table of its own is named")
        return [], 0
    first: Mapping[str, Any] = meta.get("1", {})
    names, schema = first.get("migrations"), first.get("schema")
    if type(schema) is not int or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("its schema is not stated")
    return names, schema
