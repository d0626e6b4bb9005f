"""What the user says an event is lasts: `mark`, through the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import Program, calendar, interview
from tests.cli.steering import ours, synced

ORDINARY = """\
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T000000Z
DTSTART;TZID=America/Toronto:{start}
DTEND;TZID=America/Toronto:{end}
SUMMARY:Catch up
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
"""


def test_an_event_marked_is_an_interview_for_good_also_where_it_comes_again(program: Program, tmp_path: Path) -> None:
    weekly = ORDINARY.format(uid="plain", start="20261125T080000", end="20261125T083000")
    path = synced(program, tmp_path, interview(), weekly)
    assert len(program.ok("interviews")) == 1
    assert len(program.ok("mark", "plain", "networking")["interviews"]) == 3
    assert [i["kind"] for i in program.ok("interviews") if i["uid"] == "plain"] == ["networking"] * 3
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert len(program.ok("interviews")) == 4
    program.ok("mark", "plain", "none")
    assert [i["uid"] for i in program.ok("interviews")] == ["round-1"]
    assert len(ours(path)) == 3


def test_an_interview_marked_none_takes_its_reminders_along_though_it_is_past(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    (one,) = program.ok("interviews")
    program.now = "2026-11-24T16:00:00-05:00"
    program.ok("mark", one["id"], "none")
    assert program.ok("interviews") == []
    assert ours(path) == []
    program.ok("mark", "round-1", "recruiter")
    assert [i["kind"] for i in program.ok("interviews")] == ["recruiter"]


@pytest.mark.parametrize(("kind", "left"), [("interview", ["doubt", "round-1"]), ("none", ["round-1"])])
def test_what_is_in_doubt_is_settled_by_the_id_it_is_listed_with(
    program: Program, tmp_path: Path, kind: str, left: list[str]
) -> None:
    once = ORDINARY.format(uid="doubt", start="20261202T080000", end="20261202T083000")
    once = once.replace("RRULE:FREQ=WEEKLY;COUNT=3\n", "").replace("Catch up", "Umbrella interview")
    synced(program, tmp_path, interview(), once)
    (doubt,) = program.ok("interviews", "--maybe")
    answer = program("mark", doubt["id"][:6], kind)
    assert (answer.status, answer.err) == (0, "")
    assert program.ok("interviews", "--maybe") == []
    assert sorted(one["uid"] for one in program.ok("interviews")) == left


def test_what_somebody_of_a_process_sends_that_speaks_of_no_interview_is_in_doubt(
    program: Program, tmp_path: Path
) -> None:
    lines = interview(uid="lunch", start="20261201T120000", end="20261201T130000", title="Lunch with the CTO")
    other = "".join(line for line in lines.splitlines(keepends=True) if not line.startswith("DESCRIPTION"))
    renewal = other.replace("UID:lunch", "UID:renewal").replace("Lunch with the CTO", "Contract renewal")
    synced(program, tmp_path, interview(), other, renewal)
    assert [one["uid"] for one in program.ok("interviews")] == ["round-1"]
    (doubt,) = program.ok("interviews", "--maybe")
    assert (doubt["uid"], doubt["company"], doubt["status"]) == ("lunch", "Acme", "maybe")
    program.ok("mark", doubt["id"], "interview")
    assert [one["uid"] for one in program.ok("interviews")] == ["round-1", "lunch"]


def test_a_mark_lasts_when_its_event_is_gone_and_the_last_one_on_a_sender_wins(
    program: Program, tmp_path: Path
) -> None:
    title = "Interview for Robin / Jo"
    other = interview(uid="other", start="20261125T140000", end="20261125T150000", title="Design Interview at Umbrella")
    bare = interview(uid="first", title=title).replace("DESCRIPTION:Role: Backend Engineer\\nInterviewer: ", "COMMENT:")
    path = synced(program, tmp_path, other, bare)
    assert {one["uid"] for one in program.ok("interviews")} == {"other", "first"}
    program.ok("mark", "first", "none")
    again = bare.replace("UID:first", "UID:again").replace("20261124", "20261202")
    unsure = again.replace("UID:again", "UID:unsure").replace("20261202", "20261203")
    unsure = unsure.replace(title, "Robin / Jo: interview")
    own = "".join(ours(path)).replace("\n", "\r\n").encode()
    path.write_bytes(calendar(other, again, unsure).replace(b"END:VCALENDAR", own + b"END:VCALENDAR"))
    program.ok("sync")
    assert [one["uid"] for one in program.ok("interviews")] == ["other"]
    assert [one["uid"] for one in program.ok("interviews", "--maybe")] == ["unsure"]
    kept = (program.home / "decisions.json").read_text("utf-8")
    assert not re.search("jo.park|Robin|first.*Interview", kept)
    program.ok("mark", "again", "interview")
    assert {one["uid"] for one in program.ok("interviews")} == {"other", "again", "unsure"}


def test_a_uid_that_no_calendar_has_is_noted_and_said(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    answer = program("mark", "later", "interview")
    assert answer.status == 0
    assert "later" in answer.err
    weekly = ORDINARY.format(uid="later", start="20261201T080000", end="20261201T083000")
    path.write_bytes(path.read_bytes().replace(b"END:VCALENDAR", weekly.encode() + b"END:VCALENDAR"))
    program.ok("sync")
    assert len(program.ok("interviews")) == 4


def test_a_mark_counts_for_the_same_senders_next_event_of_that_title_in_a_file(
    program: Program, tmp_path: Path
) -> None:
    path = synced(program, tmp_path)
    first = interview(uid="talk-1", start="20261125T140000", end="20261125T150000", title="Project discussion")
    first = first.replace("acme.example", "quiet.example").replace("Role: Backend Engineer\\nInterviewer: ", "")
    path.write_bytes(
        path.read_bytes().replace(b"END:VCALENDAR", first.replace("\n", "\r\n").encode() + b"END:VCALENDAR")
    )
    program.ok("sync")
    program.ok("mark", "talk-1", "interview")
    second = first.replace("talk-1", "talk-2").replace("20261125", "20261202").replace("\n", "\r\n").encode()
    path.write_bytes(path.read_bytes().replace(b"END:VCALENDAR", second + b"END:VCALENDAR"))
    program.ok("sync")
    assert {"talk-1", "talk-2"} <= {each["uid"] for each in program.ok("interviews")}
