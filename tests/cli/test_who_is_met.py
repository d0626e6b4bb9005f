"""Whom a user thanks and checks in with, by what the invitations say of the people and the jobs."""

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


def test_who_was_away_before_a_meeting_was_moved_is_thanked(program: Program, tmp_path: Path) -> None:
    more = "\\nDana is travelling on Monday\\, so we moved it to Tuesday."
    assert addressees(program, tmp_path, interview(more=more))["thank_you"] == {"Dana Whitfield"}


def test_a_title_in_its_other_gender_is_the_same_job_and_a_chef_no_manager(program: Program, tmp_path: Path) -> None:
    titles = ("Restaurant Manager", "Waiter", "Restaurant Chef", "Waitress")
    rounds = [
        interview(uid=title, title=f"Interview, {title}", start=f"202611{day}T140000", end=f"202611{day}T150000")
        for day, title in enumerate(titles, start=24)
    ]
    named = [one.replace("Backend Engineer", title) for one, title in zip(rounds, titles, strict=True)]
    addressees(program, tmp_path, *named)
    process = {one["role"]: one["process"] for one in program.ok("interviews")}
    assert set(process) == set(titles)
    assert process["Waiter"] == process["Waitress"]
    assert len(set(process.values())) == 3
