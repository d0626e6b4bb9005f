"""Requests and responses checked against the published types of Microsoft Graph (JSON Schema made of its CSDL)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

SCHEMA = Path(__file__).parents[2] / "data" / "graph" / "graph-calendar.schema.json"


@cache
def _validator(name: str) -> Any:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}, format_checker=FormatChecker())


def misfits(name: str, value: object) -> list[str]:
    """Return what is wrong with `value` as a `name` of the schema, nothing where it fits."""
    return [f"{name}: {'/'.join(map(str, e.path))}: {e.message[:200]}" for e in _validator(name).iter_errors(value)]
