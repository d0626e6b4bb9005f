"""The whole loop through the command line, on a calendar file that is read and written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.program import Program, calendar, interview


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    return path


def connected(program: Program, path: Path) -> Program:
    program.ok("connect", "ics", path, "--write", "--name", "work")
    return program


def ours(path: Path) -> list[bytes]:
    blocks = re.findall(rb"BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n", path.read_bytes(), re.S)
    return [block for block in blocks if re.search(rb"^UID:[0-9a-f]+@afterword\r?$", block, re.M)]


def snapshot(*paths: Path) -> list[tuple[bytes, int]]:
    return [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]


def test_reminders_are_written_and_every_foreign_byte_stays(program: Program, file: Path) -> None:
    before = file.read_bytes()
    done = connected(program, file).ok("sync")
    assert (done["status"], done["reminders"]["created"]) == ("ok", 3)
    rest = file.read_bytes()
    for block in ours(file):
        rest = rest.replace(block, b"")
    assert rest == before
    block = ours(file)[0]
    for line in (b"TRANSP:TRANSPARENT", b"CLASS:PRIVATE", b"CATEGORIES:Afterword", b"BEGIN:VALARM", b"X-AFTERWORD-ID:"):
        assert line in block
    assert b"ATTENDEE" not in block
    assert b"ORGANIZER" not in block


def test_a_second_sync_changes_neither_the_calendar_nor_the_state(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    home = program.home
    kept = [file, home / "state.json", home / "decisions.json", home / "accounts.json", home / "config.toml"]
    before = snapshot(*kept)
    program.now = "2026-11-24T12:15:00-05:00"
    done = program.ok("sync")
    assert done["reminders"] == {"created": 0, "updated": 0, "deleted": 0, "unchanged": 3, "failed": 0}
    assert snapshot(*kept) == before


def test_a_sync_with_no_news_does_without_the_recogniser(program: Program, file: Path) -> None:
    connected(program, file)
    assert {"core.recognise.read", "core.recognise.context"} <= program.loads("sync")
    loaded = program.loads("sync")
    assert "core.sync.reconcile" in loaded
    assert not loaded & {"core.recognise.read", "core.recognise.context", "core.recognise.people", "icalendar"}


def test_a_sync_after_the_edit_of_a_reminder_reads_no_event_of_others(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b"SUMMARY:Thank", b"SUMMARY:done Thank", 1))
    assert file.read_bytes() != raw
    program.now = "2026-11-24T12:15:00-05:00"
    (told,) = program.ok("sync")["accounts"]
    assert told["events_changed"] == 1
    assert [each["status"] for each in program.ok("touchpoints", "--all") if each["kind"] == "thank_you"] == ["done"]
    file.write_bytes(file.read_bytes().replace(b"SUMMARY:done Thank", b"SUMMARY:sent Thank", 1))
    assert not program.loads("sync") & {"core.recognise.read", "core.recognise.context", "core.recognise.people"}


@pytest.mark.parametrize("title", ["Dana Whitfield / Robin", "Zoom meeting", "Robin Okafor and Dana Whitfield", "Call"])
def test_a_title_that_says_nothing_is_a_round_of_the_process_with_its_people(
    program: Program, tmp_path: Path, title: str
) -> None:
    vague = interview(uid="round-2", start="20261126T140000", end="20261126T143000", title=title)
    vague = re.sub("DESCRIPTION:.*\n", "", vague)
    alone, both = tmp_path / "alone.ics", tmp_path / "both.ics"
    alone.write_bytes(calendar(vague))
    connected(program, alone).ok("sync")
    assert program.ok("interviews") == []
    both.write_bytes(calendar(interview(), vague))
    program.ok("connect", "ics", both, "--name", "both")
    program.ok("sync")
    assert [each["uid"] for each in program.ok("interviews")] == ["round-1", "round-2"]
    assert len({each["process"] for each in program.ok("interviews")}) == 1


def test_touchpoints_tell_the_contract_shape(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    first = program.ok("touchpoints")[0]
    assert first["kind"] == "thank_you"
    assert first["due"] == "2026-11-24T17:00:00-05:00"
    assert first["window"] == {"earliest": "2026-11-24T15:00:00-05:00", "latest": "2026-11-25T15:00:00-05:00"}
    assert (first["status"], first["channel"], first["late"], first["pinned"]) == ("scheduled", "email", False, False)
    assert first["reminder"]["account"] == "work"
    assert first["notes"][0]["to"]["email"] == "dana.whitfield@acme.example"
    assert first["notes"][0]["links"]["mailto"].startswith("mailto:dana.whitfield@acme.example?")
    assert f"X-AFTERWORD-ID:{first['id']}".encode() in ours(file)[0]


def test_the_state_is_rebuilt_from_the_calendar(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    text = file.read_bytes().replace(b"DTSTART:20261124T220000Z", b"DTSTART:20261124T230000Z")
    file.write_bytes(text.replace(b"DTEND:20261124T221500Z", b"DTEND:20261124T231500Z"))
    (program.home / "state.json").unlink()
    before = snapshot(file)
    done = program.ok("sync")
    assert done["reminders"]["created"] == done["reminders"]["updated"] == done["reminders"]["deleted"] == 0
    assert snapshot(file) == before
    first = program.ok("touchpoints")[0]
    assert (first["due"], first["pinned"]) == ("2026-11-24T18:00:00-05:00", True)


def test_a_deleted_reminder_stays_deleted_even_after_the_state_is_lost(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    gone = ours(file)[0]
    file.write_bytes(file.read_bytes().replace(gone, b""))
    program.ok("sync")
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert gone not in file.read_bytes()
    assert len(ours(file)) == 2
    dismissed = [t for t in program.ok("touchpoints", "--all") if t["status"] == "dismissed"]
    assert [t["kind"] for t in dismissed] == ["thank_you"]


def test_a_deleted_reminder_stays_deleted_even_after_the_decisions_are_lost(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    for gone in ours(file)[:2]:
        file.write_bytes(file.read_bytes().replace(gone, b""))
    program.ok("sync")
    (program.home / "decisions.json").unlink()
    assert program.ok("sync")["reminders"]["created"] == 0
    assert len(ours(file)) == 1
    assert [t["status"] for t in program.ok("touchpoints", "--all")][:2] == ["dismissed", "dismissed"]


def test_done_writes_the_tick_and_skip_takes_the_reminder_away(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    first, second, *_ = program.ok("touchpoints")
    assert program.ok("done", first["id"])["status"] == "done"
    assert "SUMMARY:✓ Thank Dana Whitfield".encode() in file.read_bytes()
    assert program.ok("skip", second["id"][:6])["status"] == "skipped"
    assert second["id"].encode() not in file.read_bytes()
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert {t["status"] for t in program.ok("touchpoints", "--all") if t["id"] in (first["id"], second["id"])} == {
        "done",
        "skipped",
    }


def test_a_rejection_ends_the_check_ins_and_asks_for_a_gracious_reply(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    program.now = "2026-11-26T12:00:00-05:00"
    program.ok("sync")
    program.ok("outcome", "Acme", "rejected")
    open_ones = [t for t in program.ok("touchpoints") if t["kind"] != "thank_you"]
    assert [(t["kind"], t["number"], t["due"][:10]) for t in open_ones] == [("keep_in_touch", 0, "2026-11-27")]
    assert b"Check in" not in file.read_bytes()


def test_an_outcome_written_into_the_interview_is_read(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    program.now = "2026-11-26T12:00:00-05:00"
    file.write_bytes(
        file.read_bytes().replace(b"Interviewer: Dana Whitfield", b"Interviewer: Dana Whitfield\\n\\noutcome: rejected")
    )
    program.ok("sync")
    assert {t["kind"] for t in program.ok("touchpoints")} == {"thank_you", "keep_in_touch"}


def test_a_second_rejection_is_read_after_a_round_that_opened_the_process_again(program: Program, file: Path) -> None:
    file.write_bytes(calendar(interview(more="\\noutcome: rejected")))
    connected(program, file).ok("sync")
    program.now = "2026-12-02T12:00:00-05:00"
    for more in ("", "\\noutcome: rejected"):
        later = interview(uid="round-2", start="20261210T140000", end="20261210T150000", more=more)
        own = b"".join(ours(file)) + b"END:VCALENDAR"
        file.write_bytes(calendar(interview(more="\\noutcome: rejected"), later).replace(b"END:VCALENDAR", own))
        program.ok("sync")
        kinds = {t["kind"] for t in program.ok("touchpoints")}
        assert kinds - {"thank_you"} == {"keep_in_touch" if more else "check_in"}
        program.now = "2026-12-14T12:00:00-05:00"
    assert b"Check in" not in file.read_bytes()


@pytest.mark.parametrize("how", [{"status": "CANCELLED"}, {"answer": "DECLINED"}])
def test_a_cancelled_or_declined_interview_withdraws(program: Program, file: Path, how: dict[str, str]) -> None:
    connected(program, file).ok("sync")
    reminders = b"".join(ours(file))
    text = calendar(interview(**how)).replace(b"END:VCALENDAR", reminders + b"END:VCALENDAR")
    file.write_bytes(text)
    done = program.ok("sync")
    assert done["interviews"]["withdrawn"] == 1
    assert ours(file) == []
    assert {t["status"] for t in program.ok("touchpoints", "--all")} == {"withdrawn"}
    assert program.ok("interviews")[0]["status"] in ("cancelled", "declined")


def test_discreet_renames_what_stands(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    config = program.home / "config.toml"
    config.write_text(config.read_text().replace("discreet = false", "discreet = true"))
    program.ok("sync")
    titles = re.findall(rb"^SUMMARY:(.*?)\r?$", b"".join(ours(file)), re.M)
    assert set(titles) <= {b"Follow up: D. W.", b"Follow up: J. P."}


def test_reminders_move_to_the_calendar_chosen_and_none_stays_behind(
    program: Program, file: Path, tmp_path: Path
) -> None:
    before = file.read_bytes()
    connected(program, file).ok("sync")
    other = tmp_path / "other.ics"
    other.write_bytes(calendar())
    program.ok("connect", "ics", other, "--write", "--name", "other")
    program.ok("sync")
    assert file.read_bytes() == before
    assert len(ours(other)) == 3
    assert program.ok("sync")["reminders"]["unchanged"] == 3


def test_without_a_calendar_to_write_reminders_go_to_the_home(program: Program, file: Path) -> None:
    before = snapshot(file)
    program.ok("connect", "ics", file)
    program.ok("sync")
    assert snapshot(file) == before
    assert len(ours(program.home / "afterword.ics")) == 3
    assert program.ok("touchpoints")[0]["reminder"]["event_id"].endswith("@afterword")
    assert program.ok("accounts")[0]["writes"] is None


def test_a_copy_of_the_calendar_that_is_only_read_is_no_trouble(program: Program, file: Path, tmp_path: Path) -> None:
    connected(program, file).ok("sync")
    copy = tmp_path / "copy.ics"
    copy.write_bytes(file.read_bytes())
    program.ok("connect", "ics", copy, "--name", "copy")
    before = snapshot(file, copy)
    assert program.ok("sync")["reminders"]["failed"] == 0
    assert program.ok("sync")["reminders"]["unchanged"] == 3
    assert snapshot(file, copy) == before


def test_a_folder_is_read_and_written_one_file_per_event(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "vdir"
    folder.mkdir()
    (folder / "a.ics").write_bytes(calendar(interview()))
    connected(program, folder).ok("sync")
    assert len(list(folder.glob("*.ics"))) == 4
    before = snapshot(*sorted(folder.glob("*.ics")))
    assert program.ok("sync")["reminders"]["unchanged"] == 3
    assert snapshot(*sorted(folder.glob("*.ics"))) == before


def test_a_dry_run_and_plan_change_nothing(program: Program, file: Path) -> None:
    connected(program, file)
    before = snapshot(file)
    document = program.ok("plan")
    assert [change["action"] for change in document["changes"]] == ["create"] * 3
    assert "+ 2 h" in document["touchpoints"][0]["why"]
    assert program.ok("sync", "--dry-run")["dry_run"] is True
    assert snapshot(file) == before
    assert not (program.home / "state.json").exists()


def test_nothing_of_ordinary_events_is_kept(program: Program, file: Path) -> None:
    secret = interview(uid="secret-uid", title="Oncology follow-up", start="20261125T090000", end="20261125T093000")
    secret = re.sub(r"(?m)^(DESCRIPTION|ATTENDEE|ORGANIZER).*\n", "", secret)
    file.write_bytes(calendar(interview(), secret))
    connected(program, file).ok("sync")
    for path in program.home.rglob("*"):
        if path.is_file():
            assert b"Oncology" not in path.read_bytes()
            assert b"secret-uid" not in path.read_bytes()


def test_interviews_and_people_tell_the_contract_shape(program: Program, file: Path) -> None:
    connected(program, file).ok("sync")
    (one,) = program.ok("interviews")
    assert (one["company"], one["role"], one["stage"], one["kind"]) == (
        "Acme",
        "Backend Engineer",
        "technical",
        "interview",
    )
    assert (one["start"], one["status"]) == ("2026-11-24T14:00:00-05:00", "upcoming")
    assert one["sources"] == [{"account": "work", "calendar": "calendar", "event_id": "round-1"}]
    assert [p["name"] for p in one["people"]] == ["Dana Whitfield"]
    assert "Dana Whitfield" in [p["name"] for p in program.ok("people")]
    for named in (one["id"], one["id"][:5], "acme", "Dana Whitfield"):
        assert program("show", named).status == 0
    assert program.ok("show", one["id"])["uid"] == "round-1"


def test_explain_answers_without_a_home(program: Program, file: Path, tmp_path: Path) -> None:
    answer = Program(home=tmp_path / "nowhere")("explain", file, "--me", "robin@example.net", "--json")
    assert answer.status == 0
    (event,) = json.loads(answer.out)
    assert (event["kind"], event["company"], event["role"]) == ("interview", "Acme", "Backend Engineer")
    assert event["reasons"]
    assert not (tmp_path / "nowhere").exists()


def test_who_has_a_domain_of_their_own_is_invited_as_a_candidate(program: Program, tmp_path: Path) -> None:
    """And the plainest invitation there is counts: its title names who invites."""
    path = tmp_path / "own.ics"
    event = interview(title="Interview with Acme").replace("robin@example.net", "robin@okafor.example")
    plain = re.sub(r"(?m)^DESCRIPTION:.*$", r"DESCRIPTION:We look forward to meeting you.\ncontact: Kim Poe", event)
    path.write_bytes(calendar(plain))
    (found,) = json.loads(program("explain", path, "--me", "robin@okafor.example", "--json").out)
    assert (found["kind"], found["company"]) == ("interview", "Acme")
    assert "Kim Poe" not in [person["name"] for person in found["people"]]


def test_an_interview_in_two_calendars_stands_while_one_of_them_has_it(program: Program, tmp_path: Path) -> None:
    newer = interview().replace("STATUS:", "LAST-MODIFIED:20261120T000000Z\nSTATUS:")
    older = interview().replace("STATUS:", "LAST-MODIFIED:20261110T000000Z\nSTATUS:")
    other = interview(uid="another", title="Technical Interview - Data Engineer at Initech", start="20261126T140000")
    for name, events in (("one", newer), ("two", older)):
        (tmp_path / f"{name}.ics").write_bytes(calendar(events, other))
        program.ok("connect", "ics", tmp_path / f"{name}.ics", "--name", name)
    program.ok("sync")
    before = {t["id"] for t in program.ok("touchpoints")}
    (tmp_path / "one.ics").write_bytes(calendar(other))
    program.ok("sync")
    assert {t["id"] for t in program.ok("touchpoints")} == before
