"""A calendar that suddenly reads empty takes nothing from others, whose meetings count because of its interviews."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import Program, calendar, interview

STANDUP = re.sub("(DESCRIPTION|ATTENDEE|ORGANIZER).*\n", "", interview(uid="standup", title="Team standup"))


def vague(uid: str, day: int) -> str:
    """Return a meeting with the same people, of which nothing but these tells that it is a round."""
    start, end = f"202611{day}T140000", f"202611{day}T143000"
    return re.sub("DESCRIPTION:.*\n", "", interview(uid=uid, start=start, end=end, title="Zoom meeting"))


@pytest.mark.parametrize("days", [(26,), (26, 27, 30)])
def test_meetings_in_another_calendar_stay_interviews_and_that_one_is_read_on(
    program: Program, tmp_path: Path, days: tuple[int, ...]
) -> None:
    sure, mine = tmp_path / "sure.ics", tmp_path / "mine.ics"
    meetings = [vague(f"round-{day}", day) for day in days]
    sure.write_bytes(calendar(interview()))
    mine.write_bytes(calendar(*meetings))
    program.ok("connect", "ics", mine, "--name", "mine")
    program.ok("connect", "ics", sure, "--name", "sure")
    program.ok("sync")
    known = program.ok("interviews"), program.ok("touchpoints")
    assert len(known[0]) == 1 + len(days)
    sure.write_bytes(calendar())
    mine.write_bytes(calendar(*meetings, STANDUP))
    for _ in range(2):
        answer = program("sync", "--json")
        errors = {account["name"]: account["error"] for account in answer.json()["accounts"]}
        assert (answer.status, errors["mine"]) == (4, None)
        assert "reads empty" in errors["sure"]
        assert (program.ok("interviews"), program.ok("touchpoints")) == known
    program.ok("sync", "--accept", "--full")
    assert [each["status"] for each in program.ok("interviews")] == ["cancelled"] * (1 + len(days))
