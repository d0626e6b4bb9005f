"""P8: bad input gets one clear sentence with the next step and the right exit status, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from core.config import load_config
from core.store import Home, lock
from tests.cli import steering
from tests.cli.program import Program, calendar, interview


@pytest.fixture
def synced(program: Program, tmp_path: Path) -> Program:
    (tmp_path / "good.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "good.ics", "--name", "good")
    program.ok("sync")
    return program


def one_sentence(text: str) -> bool:
    return text.startswith("afterword: ") and "Traceback" not in text and text.count("\n") == 1


def test_a_malformed_calendar_is_reported_and_the_rest_goes_on(synced: Program, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ics"
    bad.write_bytes(calendar())
    synced.ok("connect", "ics", bad, "--name", "bad")
    bad.write_bytes(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nthis is no calendar")
    answer = synced("sync", "--json")
    assert answer.status == 4
    statuses = {account["name"]: account["status"] for account in answer.json()["accounts"]}
    assert statuses == {"good": "ok", "bad": "failed"}
    assert str(bad) in answer.err
    assert one_sentence(answer.err)


def test_connecting_what_is_no_calendar_changes_nothing(program: Program, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    for place in (text, tmp_path / "missing.ics", tmp_path):
        answer = program("connect", "ics", place)
        assert answer.status == 1
        assert one_sentence(answer.err)
    assert program.ok("accounts") == []


def test_a_time_beyond_every_calendar_is_refused_and_nothing_is_kept(synced: Program) -> None:
    first = synced.ok("touchpoints")[0]["id"]
    before = (synced.home / "decisions.json").read_bytes()
    for command in (
        ["snooze", first, "9999-12-31"],
        ["add", "--company", "Acme", "--start", "9999-12-31T23:59", "--yes"],
    ):
        answer = synced(*command)
        assert answer.status == 2
        assert "years from now" in answer.err
        assert one_sentence(answer.err)
    assert (synced.home / "decisions.json").read_bytes() == before
    synced.now = "9999-12-31T23:59:59-12:00"
    assert synced("sync").status == 2


@pytest.mark.parametrize("line", ["DTSTART", "DTEND", "RECURRENCE-ID"])
def test_a_reminder_at_the_edge_of_time_ends_no_sync(program: Program, tmp_path: Path, line: str) -> None:
    far = "99991231T233000Z"
    path = steering.synced(program, tmp_path)
    first = program.ok("touchpoints")[0]["id"]
    if line == "RECURRENCE-ID":
        steering.rewrite(path, first, "UID", lambda uid: f"{uid}\r\nRECURRENCE-ID:{far}")
    else:
        steering.rewrite(path, first, line, lambda _: far)
    for _ in range(2):
        done = program.ok("sync", "--full")
        assert (done["status"], done["reminders"]["failed"]) == ("ok", 0)
    assert path.read_bytes().count(far.encode()) == 1


def test_paths_that_the_system_refuses_are_told_in_one_sentence(synced: Program, tmp_path: Path) -> None:
    (synced.home / "templates" / "x.j2").mkdir(parents=True)
    assert synced("sync").status == 0
    for command in (
        ["connect", "ics", "y" * 300],
        ["connect", "ics", "~nobody-of-that-name/c.ics"],
        ["connect", "ics", "webcal://[x/x.ics"],
        ["draft", "1", "--check", "--file", sys.executable],
        ["--home", str(tmp_path / ("x" * 300)), "sync"],
    ):
        answer = synced(*command)
        assert answer.status in (1, 2), command
        assert one_sentence(answer.err), answer.err
        assert "should not" not in answer.err


def test_a_calendar_whose_place_may_not_be_looked_at_fails_alone(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "other.ics").write_bytes(calendar(interview(uid="other", title="Design Interview at Umbrella")))
    synced.ok("connect", "ics", tmp_path / "other.ics", "--write", "--name", "other")
    accounts = synced.home / "accounts.json"
    (lost,) = {each["settings"]["path"] for each in json.loads(accounts.read_text())["entries"]} - {
        str(tmp_path / "other.ics")
    }
    # As where a folder on the way is closed to the user.
    accounts.write_text(accounts.read_text().replace(lost, str(tmp_path / ("x" * 300))))
    done = synced("sync", "--json").json()
    assert sorted(each["status"] for each in done["accounts"]) == ["failed", "ok"]
    assert {each["uid"] for each in synced.ok("interviews")} >= {"other"}
    for command in (["accounts"], ["calendars"], ["touchpoints"], ["purge", "--yes"], ["status"], ["doctor"]):
        answer = synced(*command)
        assert answer.status in (0, 1), (command, answer.err)
        assert "should not" not in answer.err


def test_an_invitation_does_not_steer_the_terminal(program: Program, tmp_path: Path) -> None:
    steering = "\x1b]0;owned\x07\x1b[31m"
    event = interview(title=f"Technical Interview{steering} - Backend Engineer at Acme{steering}")
    event = event.replace("CN=Dana Whitfield", f"CN=Dana{steering} Whitfield")
    (tmp_path / "bad.ics").write_bytes(calendar(event))
    program.ok("connect", "ics", tmp_path / "bad.ics", "--name", "bad")
    program.ok("sync")
    for command in (["plan"], ["interviews"], ["people"], ["touchpoints"], ["explain", str(tmp_path / "bad.ics")]):
        answer = program(*command)
        assert answer.status == 0
        assert not {"\x1b", "\x07"} & {*answer.out, *answer.err}
    assert {"\x1b", "\x07"}.isdisjoint((program.home / "state.json").read_text())


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1", "cp932", "ascii"])
def test_what_a_pipe_has_no_code_for_ends_no_command(program: Program, tmp_path: Path, encoding: str) -> None:
    event = interview().replace("Dana Whitfield", "Łucja Şahin 🙂")
    (tmp_path / "wide.ics").write_bytes(calendar(event))
    program.ok("connect", "ics", tmp_path / "wide.ics", "--name", "wide")
    program.ok("sync")
    for command in (["touchpoints", "--json"], ["touchpoints"], ["draft", "1"], ["plan"]):
        answer = run_apart(program, *command, encoding=encoding)
        assert (answer.returncode, answer.stderr) == (0, b""), command
        if "--json" in command:
            assert json.loads(answer.stdout.decode(encoding))[0]["notes"][0]["to"]["name"] == "Łucja Şahin 🙂"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_an_answer_for_which_there_is_no_room_is_told(synced: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = run_apart(synced, "touchpoints", "--json", stdout=full)
    assert answer.returncode == 1
    assert one_sentence(answer.stderr.decode())
    assert "no room left" in answer.stderr.decode()


def run_apart(
    program: Program, *command: str, encoding: str = "utf-8", stdout: BinaryIO | int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own, with another encoding of its streams."""
    words = [sys.executable, "-m", "afterword", "--home", str(program.home), "--now", program.now, *command]
    told = {**os.environ, "PYTHONIOENCODING": encoding}
    return subprocess.run(words, env=told, stdout=stdout, stderr=subprocess.PIPE, check=False)


def test_two_syncs_at_once_end_the_second_with_status_5(synced: Program) -> None:
    with lock(Home(synced.home)):
        answer = synced("sync")
    assert answer.status == 5
    assert one_sentence(answer.err)


def test_a_state_from_a_newer_version_is_left_alone(synced: Program) -> None:
    state = synced.home / "state.json"
    newer = state.read_text().replace('"schema": 1', '"schema": 99').replace('"schema":1', '"schema":99')
    state.write_text(newer)
    answer = synced("sync")
    assert answer.status == 1
    assert "newer afterword" in answer.err
    assert state.read_text() == newer


def test_a_damaged_state_is_kept_aside_and_rebuilt(synced: Program) -> None:
    state = synced.home / "state.json"
    state.write_bytes(state.read_bytes()[:100])
    assert synced("touchpoints").status == 1
    answer = synced("sync")
    assert answer.status == 0
    assert "damaged" in answer.err
    assert len(synced.ok("touchpoints")) == 4


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('timezone = "America/Toronto"', 'timezone = "America/Torronto"', "America/Toronto"),
        ('waking_hours = ["09:00", "20:00"]', 'waking_hours = "9-20"', "waking_hours"),
        ("horizon_days = 30", "horizont_days = 30", "horizon_days"),
    ],
)
def test_a_wrong_setting_is_named_with_file_and_key(synced: Program, old: str, new: str, named: str) -> None:
    config = synced.home / "config.toml"
    config.write_text(config.read_text().replace(old, new))
    answer = synced("sync")
    assert answer.status == 1
    assert "config.toml" in answer.err
    assert named in answer.err
    assert "Traceback" not in answer.err


def test_an_unknown_name_is_wrong_usage(synced: Program) -> None:
    for command in (
        ("show", "zzz"),
        ("draft", "zzz"),
        ("done", "zzz"),
        ("outcome", "zzz", "offer"),
        ("sync", "--account", "zzz"),
    ):
        answer = synced(*command)
        assert answer.status == 2, command
        assert one_sentence(answer.err)


@pytest.mark.parametrize(
    ("command", "asks"),
    [
        (["nonsense"], "afterword --help"),
        (["sync", "--nonsense"], "afterword sync --help"),
        (["show"], "afterword show --help"),
        (["outcome", "Acme", "maybe"], "afterword outcome --help"),
        (["draft", "Acme", "--check", "--file", "missing.txt"], "afterword draft --help"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_and_one_document(synced: Program, command: list[str], asks: str) -> None:
    answer = synced(*command)
    assert (answer.status, answer.out) == (2, "")
    assert one_sentence(answer.err)
    assert answer.err.endswith(f"See: {asks}\n")
    answer = synced(*command, "--json")
    assert answer.status == 2
    assert answer.json() == {"status": "failed", "error": answer.err.removeprefix("afterword: ").rstrip("\n")}


def test_a_mail_file_for_a_folder_that_is_not_there_names_the_folder(synced: Program, tmp_path: Path) -> None:
    answer = synced("draft", synced.ok("touchpoints")[0]["id"], "--eml", tmp_path / "nowhere" / "note.eml")
    assert answer.status == 1
    assert answer.err.startswith(f"afterword: There is no folder {tmp_path / 'nowhere'}. Make it")
    assert one_sentence(answer.err)


def test_an_empty_place_connects_no_calendar(program: Program) -> None:
    answer = program("connect", "ics", "")
    assert answer.status == 2
    assert one_sentence(answer.err)
    assert program.ok("accounts") == []


def test_nothing_connected_says_how_to_connect(program: Program) -> None:
    answer = program("sync")
    assert answer.status == 2
    assert "afterword connect" in answer.err


def test_odd_events_are_reported_and_the_calendar_is_read(program: Program, tmp_path: Path) -> None:
    odd = interview(uid="backwards", start="20261125T150000", end="20261125T140000")
    lost = interview(uid="nowhere", start="20261127T100000", end="20261127T110000")
    lost = lost.replace("America/Toronto", "Mars/Olympus")
    startless = "BEGIN:VEVENT\nUID:no-start\nSUMMARY:Interview at Foo\nEND:VEVENT\n"
    path = tmp_path / "odd.ics"
    path.write_bytes(calendar(interview(), odd, lost, startless))
    program.ok("connect", "ics", path)
    answer = program("sync", "--json")
    assert answer.status == 0
    assert answer.json()["interviews"]["total"] >= 2
    assert "it ends before it starts" in answer.err
    assert "Traceback" not in answer.err


def test_a_calendar_that_reads_empty_is_an_error_and_deletes_nothing(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "good.ics").write_bytes(calendar())
    answer = synced("sync", "--json")
    assert (answer.status, answer.json()["status"]) == (4, "partial")
    assert "--accept" in answer.err
    assert len(synced.ok("touchpoints")) == 4
    assert synced("sync", "--accept").status == 0
    assert synced.ok("touchpoints") == []


def test_a_wrong_moment_is_wrong_usage(program: Program) -> None:
    program.now = "tomorrow"
    answer = program("touchpoints")
    assert answer.status == 2
    assert one_sentence(answer.err)


def test_a_broken_template_names_itself_and_the_shipped_one_is_used(synced: Program) -> None:
    before = synced.ok("touchpoints")
    (synced.home / "templates").mkdir()
    (synced.home / "templates" / "thank_you_first.txt.j2").write_text("Subject: x\n\nHi {{ nam }")
    answer = synced("sync")
    assert answer.status == 0
    assert "templates/thank_you_first.txt.j2 (line 3) cannot be used" in answer.err
    assert one_sentence(answer.err)
    after = synced.ok("touchpoints")
    assert after[0]["notes"][0]["body"] == before[0]["notes"][0]["body"]
    assert "thank_you_first.txt.j2 (line 3)" in after[0]["notes"][0]["warnings"][0]


def test_accounts_names_what_is_wrong_in_the_credentials(synced: Program) -> None:
    credentials = synced.home / "credentials.json"
    credentials.write_text('{"google": {"web": {"client_id": "x"}}, "microsft": {}}')
    answer = synced("accounts", "--json")
    assert answer.status == 0
    assert [account["name"] for account in answer.json()] == ["good"]
    for named in ("credentials.json", "google", "microsft"):
        assert named in answer.err
    assert one_sentence(answer.err)


def test_global_options_stand_before_between_and_after_the_words_of_a_command(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    elsewhere = Program(home=tmp_path / "elsewhere")
    elsewhere.ok("connect", "--home", program.home, "ics", path, "--now", program.now)
    assert not elsewhere.home.exists()
    assert len(program.ok("accounts")) == 1


def test_a_look_at_what_would_be_leaves_every_file_of_the_home_as_it_was(synced: Program) -> None:
    def files() -> dict[str, tuple[bytes, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in synced.home.iterdir() if path.is_file()
        }

    before = files()
    synced.now = "2026-12-20T12:00:00-05:00"
    for command in (("plan",), ("sync", "--dry-run"), ("touchpoints", "--all"), ("draft", "--check")):
        synced.ok(*command)
    assert files() == before


def test_no_color_leaves_not_even_bold(synced: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in synced("touchpoints").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in synced("touchpoints").out


def test_a_question_of_init_is_asked_again_where_its_answer_is_wrong(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    answers = ["Robin Okafor", "robin@nowhere", "robin@example.net", "Berlin", "Europe/Berlin", "Germany", "DE-BY"]
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    words = [sys.executable, "-m", "afterword", "--home", str(tmp_path / "home"), "init"]
    done = subprocess.run(words, stdin=theirs, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for said in ('"robin@nowhere" is no e-mail address', 'did you mean "Europe/Berlin"?', "expected two letters"):
        assert said in done.stderr
    config = load_config(tmp_path / "home" / "config.toml").me
    assert (config.name, config.emails) == ("Robin Okafor", ("robin@example.net",))
    assert (config.zone, config.country, config.subdivision) == ("Europe/Berlin", "DE", "BY")
