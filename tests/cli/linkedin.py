"""What the tests of LinkedIn share: a talk with Dana, the calendar they stand on, and what the home knows of her."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Answer, Program, calendar, interview

DANA_W = ("Dana Whitfield", "dana-whitfield-7")
PROFILE = "https://www.linkedin.com/in/dana-whitfield-7"


def coffee() -> str:
    """Return an informational talk with Dana, at the hour of the interview."""
    asked = interview(uid="coffee", title="Coffee chat with Dana Whitfield")
    asked = asked.replace("Jo Park:mailto:jo.park", "Dana Whitfield:mailto:dana.whitfield")
    return asked.replace("Role: Backend Engineer\\nInterviewer: Dana Whitfield", "An informational chat about Acme.")


def read_calendar(program: Program, tmp_path: Path, *events: str) -> None:
    """Put these interviews on a calendar file, and connect it where it is not yet."""
    (tmp_path / "mine.ics").write_bytes(calendar(*(events or (interview(),))))
    program.ok("connect", "ics", tmp_path / "mine.ics", "--write")


def unfolded(path: Path) -> str:
    """Return a calendar file with its long lines joined."""
    return path.read_bytes().decode().replace("\r\n ", "")


def person(program: Program, name: str = "Dana Whitfield") -> dict[str, Any]:
    """Return what `people` says of somebody."""
    (found,) = (each for each in program.ok("people") if each["name"] == name)
    return dict(found)


def touchpoints(program: Program, kind: str, *options: str) -> list[dict[str, Any]]:
    """Return the touchpoints of one kind."""
    return [each for each in program.ok("touchpoints", *options) if each["kind"] == kind]


def token(program: Program, text: str, *options: str, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Connect with a token that is handed in."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    return program("connect", "linkedin", "--token-stdin", "--json", *options)


def kept(program: Program) -> str:
    """Return everything that the home holds, as text."""
    files = (path for path in program.home.rglob("*") if path.is_file())
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


def credentials(program: Program, address: str) -> None:
    """Let the service be asked at this address."""
    (program.home / "credentials.json").write_text(json.dumps({"linkedin": {"api_endpoint": address}}))
