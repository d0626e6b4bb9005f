"""Whom a user thanks and checks in with, by what the invitations say of the people."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import Program, calendar, interview


def addressees(program: Program, tmp_path: Path, *events: str) -> dict[str, set[str]]:
    """Read a calendar of these events; return to whom notes of each kind go."""
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(*events))
    program.ok("connect", "ics", path, "--name", "work")
    program.ok("sync")
    found: dict[str, set[str]] = {}
    for touchpoint in program.ok("touchpoints"):
        found.setdefault(touchpoint["kind"], set()).update(note["to"]["name"] for note in touchpoint["notes"])
    return found


def test_the_check_in_goes_to_the_recruiter_of_the_next_row(program: Program, tmp_path: Path) -> None:
    rows = "Schedule\\n14:00 Coding - Piotr Zielinski\\n15:00 Wrap-up with your recruiter, Sue Tanaka"
    one = interview().replace("Interviewer: Dana Whitfield", rows)
    assert addressees(program, tmp_path, one)["check_in"] == {"Sue Tanaka"}
