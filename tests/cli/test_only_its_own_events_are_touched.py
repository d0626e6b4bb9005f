"""P1: an event is ours by a name of our making alone; what others, or the user, made of our lines is never touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import Program, calendar, interview


@pytest.fixture(params=["file", "folder"])
def place(request: pytest.FixtureRequest, program: Program, tmp_path: Path) -> Path:
    """Return a calendar that is written to, with an interview and its three reminders."""
    path = tmp_path / ("vdir" if request.param == "folder" else "me.ics")
    if request.param == "folder":
        path.mkdir()
        (path / "round-1.ics").write_bytes(calendar(interview()))
    else:
        path.write_bytes(calendar(interview()))
    program.ok("connect", "ics", path, "--write", "--name", "work")
    assert program.ok("sync")["reminders"]["created"] == 3
    return path


def put(place: Path, name: str, event: str) -> None:
    """Add an event to the calendar, as another program would."""
    if place.is_dir():
        (place / f"{name}.ics").write_bytes(calendar(event))
    else:
        place.write_bytes(
            place.read_bytes().replace(b"END:VCALENDAR", event.replace("\n", "\r\n").encode() + b"END:VCALENDAR")
        )


def events(place: Path) -> list[str]:
    files = sorted(place.glob("*.ics")) if place.is_dir() else [place]
    text = "".join(path.read_bytes().decode().replace("\r\n", "\n") for path in files)
    return re.findall(r"BEGIN:VEVENT\n.*?END:VEVENT\n", text, re.S)


def reminder(place: Path) -> str:
    return next(event for event in events(place) if "@afterword" in event)


def test_an_invitation_with_our_lines_is_read_and_stays(program: Program, place: Path) -> None:
    theirs = interview(uid="globex", start="20261126T140000", end="20261126T150000").replace("acme", "globex")
    lines = "".join(re.findall(r"X-AFTERWORD-(?:ID|MARK).*\n(?: .*\n)*", reminder(place)))
    theirs = theirs.replace("Acme", "Globex").replace("Dana Whitfield", "Lee Fox").replace("STATUS", lines + "STATUS")
    put(place, "globex", theirs)
    program.ok("sync")
    assert {one["company"] for one in program.ok("interviews")} == {"Acme", "Globex"}
    assert program.ok("purge", "--yes")["removed"] == 6
    assert theirs in events(place)


def test_a_copy_that_the_user_made_is_theirs(program: Program, place: Path) -> None:
    copy = re.sub("UID:.*", "UID:a-copy", reminder(place))
    put(place, "copy", copy)
    assert program.ok("sync")["reminders"] == {
        "created": 0, "updated": 0, "deleted": 0, "unchanged": 3, "failed": 0
    }  # fmt: skip
    assert len(program.ok("interviews")) == 1
    assert program.ok("purge", "--yes")["removed"] == 3
    assert copy in events(place)


def test_a_reminder_to_which_the_user_invites_somebody_is_theirs(program: Program, place: Path) -> None:
    mine = reminder(place)
    guest = "ORGANIZER:mailto:robin@example.net\nATTENDEE:mailto:sam@friends.example\nEND:VEVENT"
    met = mine.replace("END:VEVENT", guest)
    for path in sorted(place.glob("*.ics")) if place.is_dir() else [place]:
        raw = path.read_bytes().decode().replace("\r\n", "\n").replace(mine, met)
        path.write_bytes(raw.replace("\n", "\r\n").encode())
    assert program.ok("sync")["reminders"]["created"] == 0
    assert len(program.ok("interviews")) == 1
    assert program.ok("purge", "--yes")["removed"] == 2
    assert met in events(place)
