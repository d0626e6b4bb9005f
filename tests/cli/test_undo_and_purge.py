"""`undo` and `purge` through the command line: what was written goes, the user's hand and everything else stays."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.program import Program, calendar, interview
from tests.cli.steering import of_kind, ours, rewrite, synced


def test_undo_removes_what_the_last_sync_created_for_good(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    before = path.read_bytes()
    synced(program, tmp_path)
    answer = program.ok("undo", "--yes")
    assert (answer["status"], answer["removed"], answer["left_alone"]) == ("ok", 3, 0)
    assert path.read_bytes() == before
    assert program.ok("sync")["reminders"]["created"] == 0
    assert {t["status"] for t in program.ok("touchpoints", "--all") if t["due"] < "2026-12-24"} == {"skipped"}
    (program.home / "state.json").unlink()
    assert program.ok("sync")["reminders"]["created"] == 0


def test_a_second_undo_says_that_there_is_nothing(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    program.ok("undo", "--yes")
    again = program("undo", "--yes")
    assert (again.status, again.out) == (0, "There is nothing to undo.\n")
    assert program.ok("undo", "--yes")["removed"] == 0


def test_undo_asks_first_and_a_script_must_say_yes(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    answer = program("undo")
    assert (answer.status, answer.out) == (2, "")
    assert "--yes" in answer.err
    assert len(ours(path)) == 3


def test_undo_leaves_alone_what_the_user_changed_since(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    first, second = of_kind(program, "check_in")[:2]
    rewrite(path, first["id"], "SUMMARY", lambda title: "Ask Jo · " + title)
    rewrite(path, second["id"], "DESCRIPTION", lambda text: text + "\\nmy own words")
    answer = program.ok("undo", "--yes")
    assert (answer["removed"], answer["left_alone"]) == (1, 2)
    assert len(ours(path)) == 2
    assert program.ok("sync")["reminders"]["created"] == 0
    assert [t["status"] for t in of_kind(program, "check_in")[:2]] == ["scheduled", "scheduled"]


def test_undo_puts_a_moved_reminder_back_and_it_stays_there(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    moved = interview(start="20261124T150000", end="20261124T160000")
    path.write_bytes(path.read_bytes().replace(calendar(interview())[60:-15], calendar(moved)[60:-15]))
    program.ok("sync")
    assert of_kind(program, "thank_you")[0]["due"] == "2026-11-24T18:00:00-05:00"
    assert program.ok("undo", "--yes")["restored"] == 3
    for _ in range(2):
        assert program.ok("sync")["reminders"]["updated"] == 0
        back = of_kind(program, "thank_you")[0]
        assert (back["id"], back["due"], back["pinned"]) == (thank_you["id"], thank_you["due"], True)


def test_undo_takes_back_a_decision_with_what_it_made_the_sync_write(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    program.now = "2026-11-26T12:00:00-05:00"
    program.ok("sync")
    before = program.ok("touchpoints")
    program.ok("outcome", "Acme", "rejected")
    assert len(ours(path)) == 2
    answer = program.ok("undo", "--yes")
    assert (answer["removed"], answer["recreated"]) == (1, 2)
    assert program.ok("sync")["reminders"] == {"created": 0, "updated": 0, "deleted": 0, "unchanged": 3, "failed": 0}
    assert program.ok("touchpoints") == before


def test_undo_of_done_and_skip_opens_the_touchpoint_again(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    for command, changed in (("done", "restored"), ("skip", "recreated")):
        program.ok(command, thank_you["id"])
        assert program.ok("undo", "--yes")[changed] == 1
        program.ok("sync")
        (after,) = of_kind(program, "thank_you")
        assert (after["status"], after["pinned"], after["due"]) == ("scheduled", False, thank_you["due"])
    assert "SUMMARY:✓" not in path.read_text()


def test_undo_goes_on_where_one_account_fails_and_finishes_later(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    other = tmp_path / "other.ics"
    other.write_bytes(calendar())
    program.ok("connect", "ics", other, "--write", "--name", "other")
    program.ok("sync")
    assert (len(ours(path)), len(ours(other))) == (0, 3)
    path.rename(tmp_path / "away.ics")
    answer = program("undo", "--yes", "--json")
    assert (answer.status, answer.json()["status"]) == (1, "failed")
    assert "work" in answer.err
    assert len(ours(other)) == 3
    (tmp_path / "away.ics").rename(path)
    assert program.ok("undo", "--yes")["failed"] == 0
    assert (len(ours(path)), len(ours(other))) == (3, 0)


def test_purge_finds_every_reminder_without_a_state(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    before = path.read_bytes()
    synced(program, tmp_path)
    folder = tmp_path / "vdir"
    folder.mkdir()
    shutil.copy(path, folder / "copy.ics")
    program.ok("connect", "ics", folder, "--write", "--name", "folder")
    shutil.copy(path, program.home / "afterword.ics")
    for name in ("state.json", "decisions.json"):
        (program.home / name).unlink(missing_ok=True)
    answer = program.ok("purge", "--yes")
    assert (answer["status"], answer["removed"]) == ("ok", 9)
    assert path.read_bytes() == before
    assert not ours(folder / "copy.ics")
    assert b"VEVENT" not in (program.home / "afterword.ics").read_bytes().replace(calendar(interview())[60:-15], b"")


def test_after_a_purge_nothing_is_read_or_written_until_a_calendar_is_chosen(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    program.ok("purge", "--yes")
    before = path.read_bytes()
    path.write_bytes(before.replace(b"END:VCALENDAR", interview(uid="new", start="20261125T100000",
                                    end="20261125T110000").encode() + b"END:VCALENDAR"))  # fmt: skip
    left = path.read_bytes()
    document = program.ok("sync")
    assert (document["accounts"], document["reminders"]["created"], document["interviews"]["total"]) == ([], 0, 0)
    assert "calendars use" in program("sync").err
    program.ok("done", of_kind(program, "thank_you")[0]["id"])
    assert path.read_bytes() == left
    assert {t["reminder"] for t in program.ok("touchpoints") if not t["reminder"]} == {None}
    program.ok("calendars", "use", "work/calendar", "--write")
    assert program.ok("sync")["reminders"]["created"] > 0
    assert ours(path)


def test_purged_reminders_were_not_deleted_by_the_user(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    check_in = of_kind(program, "check_in")[0]
    rewrite(path, of_kind(program, "thank_you")[0]["id"], "SUMMARY", lambda title: "✓ " + title)
    program.ok("purge", "--yes")
    program.ok("calendars", "use", "work/calendar", "--write")
    program.ok("sync")
    assert check_in["id"] in {t["id"] for t in program.ok("touchpoints") if t["status"] == "scheduled"}
    assert {t["status"] for t in of_kind(program, "thank_you", "--all")} == {"done"}


def test_purge_asks_first_and_a_script_must_say_yes(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    assert program("purge").status == 2
    assert len(ours(path)) == 3


def test_purge_goes_on_where_one_account_fails_and_finishes_later(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    other = tmp_path / "other.ics"
    shutil.copy(path, other)
    program.ok("connect", "ics", other, "--write", "--name", "other")
    other.rename(tmp_path / "away.ics")
    answer = program("purge", "--yes", "--json")
    assert (answer.status, answer.json()["status"], answer.json()["removed"]) == (4, "partial", 3)
    assert answer.json()["accounts"][0]["name"] == "other"
    (tmp_path / "away.ics").rename(other)
    assert program.ok("purge", "--yes")["removed"] == 3
    assert not ours(other)
