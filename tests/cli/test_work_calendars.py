"""Where others can read the calendar, reminders name nobody unless the user has said how they want it."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from commands.context import Session
from commands.discretion import choose as choose_by_word
from commands.discretion import warning
from core.store import Home, load_accounts
from tests.cli.program import Program, calendar, interview

NAMED = ("Acme", "Dana", "Whitfield", "Backend", "acme.example", "Jo Park")


@pytest.fixture
def work(program: Program, tmp_path: Path) -> Program:
    """Return a home whose reminders go to a calendar that its service lists as one that others can see, and whose user
    has not said how much they may say.
    """
    config = program.home / "config.toml"
    config.write_text(config.read_text().replace("discreet = false", "# discreet = true"))
    (tmp_path / "work.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "work.ics", "--name", "work", "--write")
    accounts = program.home / "accounts.json"
    document = json.loads(accounts.read_text())
    listed = {
        "id": "calendar",
        "name": "Robin at Initech",
        "writable": True,
        "primary": True,
        "shared": True,
        "surely": True,
    }
    document["entries"][0]["calendars"] = [listed]
    accounts.write_text(json.dumps(document))
    return program


def ours(tmp_path: Path) -> list[str]:
    """Return our reminders in the calendar as whole texts, folded lines joined."""
    text = re.sub(r"\r\n[ \t]", "", (tmp_path / "work.ics").read_bytes().decode())
    return [block for block in text.split("BEGIN:VEVENT") if "@afterword" in block]


def choose(program: Program, value: str) -> None:
    """Write the user's choice into config.toml."""
    config = program.home / "config.toml"
    config.write_text(re.sub(r"^(# )?discreet = \w+", f"discreet = {value}", config.read_text(), flags=re.M))


def told(program: Program) -> str:
    """Return what is said of who can read the reminders."""
    session = Session(home=Home(program.home), now=datetime.fromisoformat(program.now))
    return warning(session, load_accounts(session.home))


def test_nothing_is_named_where_the_user_has_not_said(work: Program, tmp_path: Path) -> None:
    work.ok("sync")
    assert len(ours(tmp_path)) == 3
    for block in ours(tmp_path):
        assert not [name for name in NAMED if name in block]
        assert "afterword draft" in block
    assert work.ok("sync")["reminders"]["unchanged"] == 3
    assert "Dana" in work("draft", work.ok("touchpoints")[0]["id"]).out


@pytest.mark.parametrize(("value", "title", "note"), [("false", True, True), ("true", False, True)])
def test_what_the_user_has_said_holds_there_too(
    work: Program, tmp_path: Path, value: str, title: bool, note: bool
) -> None:
    choose(work, value)
    work.ok("sync")
    for block in ours(tmp_path):
        summary = next(line for line in block.splitlines() if line.startswith("SUMMARY"))
        assert ("Whitfield" in summary or "Jo Park" in summary) is title
        assert ("Subject: " in block) is note


def test_a_choice_made_later_changes_what_stands(work: Program, tmp_path: Path) -> None:
    work.ok("sync")
    choose(work, "false")
    assert work.ok("sync")["reminders"]["updated"] == 3
    assert all("Acme" in block for block in ours(tmp_path))
    config = work.home / "config.toml"
    config.write_text(config.read_text().replace("discreet = false", ""))
    assert work.ok("sync")["reminders"]["updated"] == 3
    assert not [name for name in NAMED for block in ours(tmp_path) if name in block]


def test_what_the_user_wrote_into_a_reminder_stays_theirs(work: Program, tmp_path: Path) -> None:
    choose(work, "false")
    work.ok("sync")
    path = tmp_path / "work.ics"
    path.write_bytes(path.read_bytes().replace(b"Why now: ", b"My own words: ", 1))
    config = work.home / "config.toml"
    config.write_text(config.read_text().replace("discreet = false", ""))
    work.ok("sync")
    assert sum("My own words" in block for block in ours(tmp_path)) == 1


def test_it_is_said_who_can_read_it_and_what_to_choose(work: Program) -> None:
    unset = told(work)
    assert "organisation" in unset
    assert "calendars use" in unset
    assert "discreet = true" in unset
    choose(work, "true")
    assert "no title names anybody" in told(work)
    choose(work, "false")
    assert "name people and companies" in told(work)
    assert "discreet = true" in told(work)


@pytest.mark.parametrize(("word", "named"), [("everything", 3), ("titles", 3), ("nothing", 0)])
def test_the_choice_made_when_connecting_is_kept(work: Program, tmp_path: Path, word: str, named: int) -> None:
    choose_by_word(Session(home=Home(work.home), now=datetime.fromisoformat(work.now)), word)
    work.ok("sync")
    assert sum("Acme" in block for block in ours(tmp_path)) == named
    titles = [line for block in ours(tmp_path) for line in block.splitlines() if line.startswith("SUMMARY")]
    assert any("Whitfield" in line for line in titles) is (word == "everything")
    choose_by_word(Session(home=Home(work.home), now=datetime.fromisoformat(work.now)), "everything")
    assert "discreet = false" in (work.home / "config.toml").read_text()


def test_the_doctor_warns_of_it(work: Program) -> None:
    answer = work("doctor", "--json")
    (check,) = (check for check in answer.json()["checks"] if check["name"] == "reminders")
    assert (check["status"], "organisation" in check["message"]) == ("warning", True)


def test_a_calendar_of_ones_own_needs_no_word(program: Program, tmp_path: Path) -> None:
    (tmp_path / "work.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "work.ics", "--name", "own", "--write")
    assert told(program) == ""
    program.ok("sync")
    assert any("Dana Whitfield" in block for block in ours(tmp_path))


def test_records_that_move_into_such_a_calendar_leave_their_names_behind(program: Program, tmp_path: Path) -> None:
    config = program.home / "config.toml"
    config.write_text(config.read_text().replace("discreet = false", ""))
    (tmp_path / "own.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "own.ics", "--name", "own", "--write")
    program.ok("sync")
    program.now = "2026-11-25T12:00:00-05:00"
    program.ok("sync")
    (tmp_path / "work.ics").write_bytes(
        calendar(interview(uid="other", start="20261001T140000", end="20261001T150000"))
    )
    program.ok("connect", "ics", tmp_path / "work.ics", "--name", "work", "--write")
    accounts = program.home / "accounts.json"
    document = json.loads(accounts.read_text())
    listed = {"id": "calendar", "name": "Initech", "writable": True, "primary": True, "shared": True, "surely": True}
    document["entries"][1]["calendars"] = [listed]
    accounts.write_text(json.dumps(document))
    program.ok("sync")
    moved = ours(tmp_path)
    assert len(moved) == 3
    assert not [name for name in NAMED for block in moved if name in block]
