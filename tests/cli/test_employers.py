"""Which employer an invitation is from, as the user sees it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

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


@pytest.mark.parametrize("change", ["Reprogrammé : {}", "Terminverschiebung: {}", "[NUEVA FECHA] {}", "{} - Bestätigt"])
def test_a_word_for_a_change_is_no_employer(program: Program, tmp_path: Path, change: str) -> None:
    title = "Interview Robin Okafor - Backend Engineer"
    found = explained(program, tmp_path, interview(title=change.format(title)))
    assert (found["company"], found["role"]) == ("Acme", "Backend Engineer")


def test_a_meeting_moved_in_other_words_takes_the_place_of_the_one_before(program: Program, tmp_path: Path) -> None:
    title = "Entretien Robin Okafor - Comptable"
    old = interview(title=title).replace("DTSTAMP", "LAST-MODIFIED:20261101T000000Z\nDTSTAMP")
    new = interview(uid="new", title=f"Reprogrammé : {title}", start="20261125T100000", end="20261125T110000")
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(old, new.replace("DTSTAMP", "LAST-MODIFIED:20261120T000000Z\nDTSTAMP")))
    program.ok("connect", "ics", path, "--name", "work")
    program.ok("sync")
    (one,) = [found for found in program.ok("interviews") if found["status"] == "upcoming"]
    assert (one["start"], one["company"]) == ("2026-11-25T10:00:00-05:00", "Acme")


def test_a_note_and_an_invitation_of_one_employer_are_one_interview(program: Program, tmp_path: Path) -> None:
    """The domain has no accents, the note has them; another round says no more than the domain does."""
    first = interview(title="Technical Interview - Backend Engineer").replace("@acme.example", "@nestle.example")
    later = first.replace("round-1", "round-2").replace("20261124T", "20261201T")
    note = "BEGIN:VEVENT\nUID:note\nDTSTAMP:20261101T000000Z\nDTSTART;TZID=America/Toronto:20261124T140000\n"
    note += "DTEND;TZID=America/Toronto:20261124T150000\nSUMMARY:Entretien Nestlé\nEND:VEVENT\n"
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(first, note, later))
    program.ok("connect", "ics", path, "--name", "work")
    program.ok("sync")
    found = program.ok("interviews")
    assert [len(one["sources"]) for one in found] == [2, 1]
    assert len({one["process"] for one in found}) == 1


def test_the_job_behind_an_employers_legal_form_is_read(program: Program, tmp_path: Path) -> None:
    told = "DESCRIPTION:First interview with Larch AG\\, Financial Controller. You will meet Jan Roth."
    event = re.sub(r"(?m)^DESCRIPTION:.*$", lambda _: told, interview(title="Interview with our client Larch AG"))
    found = explained(program, tmp_path, event)
    assert (found["company"], found["role"]) == ("Larch AG", "Financial Controller")
