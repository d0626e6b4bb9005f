"""`undo` of a `mark`, through the command line: all is as it was before it, at once and for good."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import Program, calendar, interview
from tests.cli.steering import of_kind, ours, synced

COFFEE = """\
BEGIN:VEVENT
UID:coffee
DTSTAMP:20261101T000000Z
DTSTART;TZID=America/Toronto:20261124T140000
DTEND;TZID=America/Toronto:20261124T150000
SUMMARY:Coffee with Dana Whitfield
ATTENDEE;CN=Dana Whitfield;PARTSTAT=ACCEPTED:mailto:dana.whitfield@acme.example
END:VEVENT
"""


def put(path: Path, *events: str) -> None:
    """Add events to a calendar file."""
    added = "".join(events).replace("\n", "\r\n").encode()
    path.write_bytes(path.read_bytes().replace(b"END:VCALENDAR", added + b"END:VCALENDAR"))


def test_what_a_mark_brought_can_be_marked_again_after_the_undo(program: Program, tmp_path: Path) -> None:
    program.now = "2026-11-24T16:00:00-05:00"
    path = synced(program, tmp_path, COFFEE)
    program.ok("mark", "coffee", "interview")
    before = program.ok("touchpoints")
    assert len(ours(path)) == 3
    assert program.ok("undo", "--yes")["removed"] == 3
    for _ in range(2):
        assert (ours(path), program.ok("interviews"), program.ok("touchpoints")) == ([], [], [])
        assert [one["uid"] for one in program.ok("interviews", "--maybe")] == ["coffee"]
        assert program.ok("sync")["reminders"]["created"] == 0
    program.ok("mark", "coffee", "interview")
    assert program.ok("touchpoints") == before
    assert len(ours(path)) == 3


def test_after_the_undo_of_a_none_what_is_shown_is_what_stands(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    before = [program.ok(name) for name in ("interviews", "touchpoints")]
    reminders = sorted(ours(path))
    program.ok("mark", "round-1", "none")
    assert ours(path) == []
    assert program.ok("undo", "--yes")["recreated"] == 3
    assert [program.ok(name) for name in ("interviews", "touchpoints")] == before
    assert len(ours(path)) == len(reminders)
    assert program.ok("sync")["reminders"]["unchanged"] == 3


def test_a_draft_right_after_the_undo_is_of_the_former_kind(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    drafted = program.ok("draft", thank_you["id"])
    program.ok("mark", "round-1", "networking")
    assert program.ok("draft", thank_you["id"]) != drafted
    program.ok("undo", "--yes")
    assert program.ok("draft", thank_you["id"]) == drafted


def test_other_news_of_the_sync_of_a_mark_stay_skipped(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path, COFFEE)
    put(path, interview(uid="news", start="20261201T100000", end="20261201T110000"))
    program.ok("mark", "coffee", "networking")
    made = {one["id"] for one in program.ok("touchpoints") if one["reminder"]}
    program.ok("undo", "--yes")
    assert [one["uid"] for one in program.ok("interviews")] == ["news"]
    assert ours(path) == []
    assert program.ok("sync")["reminders"]["created"] == 0
    skipped = {one["id"] for one in program.ok("touchpoints", "--all") if one["status"] == "skipped"}
    assert skipped
    assert skipped < made
    assert {one["company"] for one in program.ok("interviews")} == {"Acme"}


def test_where_an_account_cannot_be_read_nothing_of_the_mark_is_skipped(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path, interview())
    other = tmp_path / "other.ics"
    other.write_bytes(
        calendar(COFFEE.replace("Dana", "Omar").replace("acme", "umbrella").replace("20261124", "20261125"))
    )
    program.ok("connect", "ics", other, "--name", "other")
    program.ok("sync")
    program.ok("mark", "coffee", "interview")
    made = len(ours(path))
    other.rename(tmp_path / "away.ics")
    answer = program("undo", "--yes")
    assert (answer.status, "other" in answer.err) == (0, True)
    assert len(ours(path)) == 3
    (tmp_path / "away.ics").rename(other)
    program.ok("sync")
    assert len(program.ok("interviews")) == 1
    program.ok("mark", "coffee", "interview")
    assert not [one for one in program.ok("touchpoints", "--all") if one["status"] == "skipped"]
    assert len(ours(path)) == made > 3


def test_the_last_word_before_a_mark_is_the_last_word_after_its_undo(program: Program, tmp_path: Path) -> None:
    program.now = "2026-11-24T16:00:00-05:00"
    chat = COFFEE.replace(
        "SUMMARY:Coffee", "ORGANIZER;CN=Dana Whitfield:mailto:dana.whitfield@acme.example\nSUMMARY:Chat"
    )
    second, third = (chat.replace("coffee", f"chat-{day}").replace("20261124", f"202611{day}") for day in (26, 28))
    path = synced(program, tmp_path, chat, second)
    for uid, kind in (("coffee", "none"), ("chat-26", "interview"), ("coffee", "interview")):
        program.ok("mark", uid, kind)
    assert program.ok("undo", "--yes")["removed"] > 0
    put(path, third)
    program.ok("sync")
    assert [one["uid"] for one in program.ok("interviews")] == ["chat-26", "chat-28"]
