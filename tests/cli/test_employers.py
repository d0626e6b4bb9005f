"""Which employer an invitation is from, as the user sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.program import Program, calendar, interview


def explained(program: Program, tmp_path: Path, event: str) -> dict[str, Any]:
    """Return what is read in one event of a file."""
    path = tmp_path / "one.ics"
    path.write_bytes(calendar(event))
    (found,) = json.loads(program("explain", path, "--me", "robin@example.net", "--json").out)
    return dict(found)


def test_who_makes_a_calendar_is_an_employer_too(program: Program, tmp_path: Path) -> None:
    title = "Technical Interview - Backend Engineer at Google"
    event = interview(title=title, more="\\nhttps://meet.google.com/abc-defg-hij")
    found = explained(program, tmp_path, event.replace("@acme.example", "@google.com"))
    assert found["company"] == "Google"
    assert "Dana Whitfield" in [person["name"] for person in found["people"]]
