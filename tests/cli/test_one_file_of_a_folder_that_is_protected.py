"""A folder in which one reminder's file must not change: all else is written, purged and taken back all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import Program, calendar, interview


@pytest.fixture
def folder(program: Program, tmp_path: Path) -> Path:
    """Return a folder that is written to, with one interview and its three reminders, the first of them protected."""
    path = tmp_path / "vdir"
    path.mkdir()
    (path / "round-1.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", path, "--write", "--name", "work")
    assert program.ok("sync")["reminders"]["created"] == 3
    ours(path)[0].chmod(0o444)
    return path


def ours(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.ics") if b"@afterword" in path.read_bytes())


def test_the_others_are_written(program: Program, folder: Path) -> None:
    later = interview(start="20261125T140000", end="20261125T150000")
    other = interview(uid="globex", start="20261125T160000", end="20261125T170000").replace("acme", "globex")
    (folder / "round-1.ics").write_bytes(calendar(later))
    (folder / "globex.ics").write_bytes(calendar(other.replace("Acme", "Globex").replace("Dana Whitfield", "Lee Fox")))
    answer = program("sync", "--json")
    done = answer.json()["reminders"]
    assert (answer.status, done["created"], done["updated"], done["failed"]) == (4, 3, 2, 1)
    assert str(ours(folder)[0].parent) in answer.err
    assert answer.err.count("\n") == 1
    again = program("sync", "--json")
    done = again.json()["reminders"]
    assert (again.status, done["created"], done["updated"], done["failed"]) == (4, 0, 0, 1)
    for path in ours(folder):
        path.chmod(0o644)
    assert program.ok("sync")["reminders"]["updated"] == 1


def test_a_purge_removes_the_others_and_says_which_one_stays(program: Program, folder: Path) -> None:
    kept = ours(folder)[0]
    answer = program("purge", "--yes", "--json")
    assert (answer.status, answer.json()["removed"], ours(folder)) == (4, 2, [kept])
    assert str(kept) in answer.err
    kept.chmod(0o644)
    assert (program.ok("purge", "--yes")["removed"], ours(folder)) == (1, [])


def test_undo_takes_the_others_back_and_keeps_the_rest_for_another_time(program: Program, folder: Path) -> None:
    kept = ours(folder)[0]
    answer = program("undo", "--yes", "--json")
    assert (answer.status, answer.json()["removed"], answer.json()["failed"]) == (4, 2, 1)
    assert ours(folder) == [kept]
    kept.chmod(0o644)
    assert (program.ok("undo", "--yes")["removed"], ours(folder)) == (1, [])


def test_an_undo_that_is_finished_later_still_takes_the_decision_back_with_its_reminders(
    program: Program, folder: Path
) -> None:
    ours(folder)[0].chmod(0o644)
    program.now = "2026-11-26T12:00:00-05:00"
    program.ok("sync")
    before = program.ok("touchpoints")
    program.ok("outcome", "Acme", "rejected")
    (reply,) = [one for one in program.ok("touchpoints") if one["kind"] == "keep_in_touch"]
    (kept,) = [path for path in ours(folder) if path.stem == reply["id"]]
    kept.chmod(0o444)
    assert program("undo", "--yes").status == 4
    assert kept in ours(folder)
    kept.chmod(0o644)
    assert program.ok("undo", "--yes")["removed"] == 1
    program.ok("sync")
    assert program.ok("touchpoints") == before
    program.ok("outcome", "Acme", "rejected")
    assert reply["id"] in {one["id"] for one in program.ok("touchpoints") if one["status"] == "scheduled"}


def test_what_cannot_even_be_read_keeps_nothing_from_being_written(program: Program, folder: Path) -> None:
    ours(folder)[0].chmod(0o644)
    (folder / "strange.ics").mkdir()  # stands for a file that may not be read, which does not exist for root
    (folder / "round-1.ics").write_bytes(calendar(interview(start="20261125T140000", end="20261125T150000")))
    assert program("sync", "--json").json()["reminders"]["updated"] == 3
    answer = program("purge", "--yes", "--json")
    assert (answer.status, answer.json()["removed"]) == (4, 3)
    assert "strange.ics" in answer.err


def test_a_reminder_that_cannot_be_read_for_a_while_was_not_deleted(program: Program, folder: Path) -> None:
    path = ours(folder)[1]
    content = path.read_bytes()
    path.write_bytes(b"half of it")
    program("sync")
    path.write_bytes(content)
    assert program.ok("sync")["reminders"]["unchanged"] == 3
    assert {t["status"] for t in program.ok("touchpoints") if t["id"] == path.stem} == {"scheduled"}
