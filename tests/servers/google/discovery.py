"""Requests and answers held against the discovery document that ships inside google-api-python-client."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from tests.servers.google.faults import Json, Refused

SPOKEN = ("events", "calendarList", "calendars")
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


@cache
def document() -> Json:
    """Return the document of Calendar v3."""
    from googleapiclient import discovery_cache

    found: Json = json.loads(discovery_cache.get_static_doc("calendar", "v3"))
    return found


def route(verb: str, path: str) -> tuple[str, Json, dict[str, str]]:
    """Return the name of the method, its description and its path parameters; `path` is below the service's."""
    # A fixed word such as `import` goes before a parameter in the same place.
    for name, method in sorted(_methods().items(), key=lambda pair: pair[1]["path"].count("{")):
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", method["path"])
        found = re.fullmatch(pattern, path)
        if found and method["httpMethod"] == verb:
            return name, method, {key: unquote(value) for key, value in found.groupdict().items()}
    raise Refused(404, "notFound", f"no method {verb} {path}")


@cache
def _methods() -> dict[str, Json]:
    resources = document()["resources"]
    return {f"{r}.{name}": method for r in SPOKEN for name, method in resources[r]["methods"].items()}


def query(method: Json, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the query parameters by their types; refuse what the document does not know."""
    known = {**document()["parameters"], **method.get("parameters", {})}
    read: dict[str, Any] = {}
    for name, values in given.items():
        described = known.get(name)
        if described is None or described.get("location", "query") != "query":
            raise Refused(400, "invalidParameter", f"Unknown parameter {name}", location=name)
        if len(values) > 1 and not described.get("repeated"):
            raise Refused(400, "invalidParameter", f"{name} is given twice", location=name)
        typed = [_typed(name, described, value) for value in values]
        read[name] = typed if described.get("repeated") else typed[0]
    for name, described in method.get("parameters", {}).items():
        if described.get("required") and described["location"] == "query" and name not in read:
            raise Refused(400, "required", f"Required parameter: {name}", location=name)
    return read


def _typed(name: str, described: Json, value: str) -> Any:
    if described["type"] == "boolean":
        if value not in ("true", "false"):
            raise Refused(400, "invalidParameter", f"{name}: {value} is no boolean", location=name)
        return value == "true"
    if described["type"] == "integer":
        if not re.fullmatch(r"-?\d+", value) or int(value) < int(described.get("minimum", value)):
            raise Refused(400, "invalidParameter", f"{name}: {value} is out of range", location=name)
        return int(value)
    if "enum" in described and value not in described["enum"]:
        raise Refused(400, "invalidParameter", f"{name}: {value} is none of {described['enum']}", location=name)
    return value


def complaints(schema: Json, value: Any, *, where: str = "", nulls: bool = False) -> list[str]:
    """Return what in `value` is not as `schema` says; `nulls` lets a patch take a field away."""
    if "$ref" in schema:
        schema = document()["schemas"][schema["$ref"]]
    kind = schema["type"]
    date_time = schema.get("format") == "date-time"
    if kind == "any" or (nulls and value is None and where):
        return []
    fits = isinstance(value, TYPES[kind])
    if not fits or (kind in ("integer", "number") and type(value) is bool):
        return [f"{where or 'body'}: {value!r} is no {kind}"]
    if kind == "array":
        return [c for n, one in enumerate(value) for c in complaints(schema["items"], one, where=f"{where}[{n}]")]
    if kind == "object":
        return _object(schema, value, where, nulls)
    if date_time and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*", value):
        return [f"{where}: {value!r} is no date-time"]
    return []


def _object(schema: Json, value: Json, where: str, nulls: bool) -> list[str]:
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties")
    found = []
    for name, one in value.items():
        described = known.get(name, rest)
        if described is None:
            found.append(f"{where}.{name}: unknown field")
        else:
            found += complaints(described, one, where=f"{where}.{name}", nulls=nulls)
    return found


def check(schema: Json | None, value: Any, *, nulls: bool = False) -> None:
    """Refuse a request whose body is not as the method says."""
    if schema is None:
        if value is not None:
            raise Refused(400, "badRequest", "this method takes no body")
        return
    found = complaints(schema, value, nulls=nulls)
    if found:
        raise Refused(400, "invalid", "; ".join(found))


def promise(method: Json, answer: Any) -> None:
    """Fail loudly where the server itself says what Google would not."""
    schema = method.get("response")
    found = complaints(schema, answer) if schema else ([] if answer is None else ["an answer where none is due"])
    if found:
        raise AssertionError(f"{method['id']}: the test server is wrong: {'; '.join(found)}")
