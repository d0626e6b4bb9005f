"""One meeting told by several entries of calendars: what the user sees, and who is thanked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Program, calendar, interview

TITLE = "Technical Interview - Backend Engineer at Acme"
NEXT_DAY = {"start": "20261125T100000", "end": "20261125T110000"}
NOTE = """\
BEGIN:VEVENT
UID:note
DTSTAMP:20261101T000000Z
{when}
SUMMARY:Interview Acme
END:VEVENT
"""


def synced(program: Program, tmp_path: Path, *events: str) -> list[dict[str, Any]]:
    """Read a calendar of these events; return the interviews that stand."""
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(*events))
    program.ok("connect", "ics", path, "--name", "work")
    program.ok("sync")
    return [one for one in program.ok("interviews") if one["status"] in ("upcoming", "past")]


def thanked(program: Program) -> list[str]:
    """Return to whom thank-yous are drafted."""
    drafted = [one for one in program.ok("touchpoints") if one["kind"] == "thank_you"]
    return [note["to"]["name"] for one in drafted for note in one["notes"]]


def test_who_was_replaced_is_not_thanked(program: Program, tmp_path: Path) -> None:
    off = interview(status="CANCELLED")
    again = interview(uid="again").replace("Dana Whitfield", "Ed Voss").replace("dana.whitfield", "ed.voss")
    assert len(synced(program, tmp_path, off, again)) == 1
    assert thanked(program) == ["Ed Voss"]


@pytest.mark.parametrize(
    ("title", "more"),
    [
        (f"{TITLE} - RESCHEDULED", ""),
        (f"New date: {TITLE}", ""),
        (TITLE, "\\nWe have rescheduled your interview from Nov 24. Please ignore the earlier invitation."),
    ],
)
def test_a_moved_interview_is_thanked_once(program: Program, tmp_path: Path, title: str, more: str) -> None:
    old = interview().replace("DTSTAMP", "LAST-MODIFIED:20261101T000000Z\nDTSTAMP")
    new = interview(uid="new", title=title, more=more, **NEXT_DAY)
    new = new.replace("DTSTAMP", "LAST-MODIFIED:20261120T000000Z\nDTSTAMP")
    (one,) = synced(program, tmp_path, old, new)
    assert one["start"] == "2026-11-25T10:00:00-05:00"
    assert thanked(program) == ["Dana Whitfield"]


def test_another_round_with_the_same_person_stands_beside_the_one_that_was_moved(
    program: Program, tmp_path: Path
) -> None:
    later = {"start": "20261203T100000", "end": "20261203T110000"}
    second = interview(uid="second", title="Interview - Backend Engineer at Acme: your portfolio", **later)
    moved = interview(uid="new", title="Rescheduled: Interview - Backend Engineer at Acme", **NEXT_DAY)
    moved = moved.replace("DTSTAMP", "LAST-MODIFIED:20261120T000000Z\nDTSTAMP")
    found = synced(program, tmp_path, second, moved)
    assert [one["start"][:10] for one in found] == ["2026-11-25", "2026-12-03"]
    assert thanked(program) == ["Dana Whitfield", "Dana Whitfield"]


@pytest.mark.parametrize(
    "when",
    ["DTSTART:20261124T183000Z\nDTEND:20261124T210000Z", "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125"],
    ids=["wider", "all day"],
)
def test_a_note_about_the_day_does_not_put_off_the_thank_you(program: Program, tmp_path: Path, when: str) -> None:
    (one,) = synced(program, tmp_path, interview(), NOTE.format(when=when))
    assert one["end"] == "2026-11-24T15:00:00-05:00"
    assert [t["due"] for t in program.ok("touchpoints") if t["kind"] == "thank_you"] == ["2026-11-24T17:00:00-05:00"]


def test_a_note_in_doubt_is_no_question_beside_its_invitation(program: Program, tmp_path: Path) -> None:
    when = "DTSTART:20261124T190000Z\nDTEND:20261124T200000Z"
    note = NOTE.format(when=when).replace("Interview Acme", "Acme interview!!")
    assert synced(program, tmp_path, note) == []
    assert [one["uid"] for one in program.ok("interviews", "--maybe")] == ["note"]
    sure = interview(title=f"{TITLE} Robotics")
    assert [one["uid"] for one in synced(program, tmp_path, sure, note)] == ["round-1"]
    assert program.ok("interviews", "--maybe") == []


def test_what_is_postponed_with_no_new_date_is_not_upcoming(program: Program, tmp_path: Path) -> None:
    assert synced(program, tmp_path, interview(title=f"POSTPONED - {TITLE} (new date TBD)")) == []
    assert thanked(program) == []


def test_who_accepted_with_one_of_two_addresses_comes(program: Program, tmp_path: Path) -> None:
    program.ok("init", "--yes", "--email", "robin@example.net", "--email", "robin@work.example")
    declined = "ATTENDEE;CN=Robin Okafor;PARTSTAT=DECLINED:mailto:robin@work.example\nATTENDEE;CN=Dana"
    assert len(synced(program, tmp_path, interview().replace("ATTENDEE;CN=Dana", declined))) == 1
