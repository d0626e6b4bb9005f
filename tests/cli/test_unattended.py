"""Runs by itself: quiet runs, the log, the lock, accounts that fail, and what `accounts` and `schedule status` say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.runs import load_runs
from core.store import Home, lock
from tests.cli.program import NOON, Program, calendar, interview
from tests.servers.feed import feed

HOLDER = """
import sys
from pathlib import Path
from core.store import Home, lock
with lock(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def synced(program: Program, tmp_path: Path) -> Program:
    """Return a home with one calendar that was synced."""
    (tmp_path / "good.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "good.ics", "--name", "good")
    program.ok("sync")
    return program


def later(program: Program, **span: float) -> None:
    """Let time pass."""
    program.now = (datetime.fromisoformat(program.now) + timedelta(**span)).isoformat()


def test_a_quiet_run_says_nothing_whether_or_not_there_is_news(synced: Program, tmp_path: Path) -> None:
    for content in (calendar(interview()), calendar(interview(), interview(uid="b", start="20261126T140000"))):
        (tmp_path / "good.ics").write_bytes(content)
        answer = synced("sync", "--quiet")
        assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert synced.ok("sync", "--quiet")["status"] == "ok"


def test_a_quiet_run_without_news_leaves_state_and_decisions_as_they_are(synced: Program) -> None:
    files = [
        synced.home / name
        for name in ("state.json", "decisions.json", "accounts.json")
        if (synced.home / name).exists()
    ]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    later(synced, minutes=15)
    synced("sync", "--quiet")
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before
    last = load_runs(Home(synced.home).runs).last
    assert last is not None
    assert last.at == datetime.fromisoformat(synced.now)


def test_a_quiet_run_says_in_one_line_what_is_wrong_with_all_accounts(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "bad.ics").write_bytes(calendar())
    synced.ok("connect", "ics", tmp_path / "bad.ics", "--name", "bad")
    (tmp_path / "bad.ics").unlink()
    (tmp_path / "good.ics").write_bytes(calendar())
    answer = synced("sync", "--quiet")
    assert (answer.status, answer.out, answer.err.count("\n")) == (4, "", 1)
    assert "good" in answer.err
    assert "bad" in answer.err


def test_v_says_what_was_asked_of_each_account(synced: Program) -> None:
    answer = synced("-v", "sync")
    assert "good (ics): ok" in answer.err


def test_the_log_names_accounts_and_nobody_else(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "Dana Whitfield.ics").write_bytes(calendar())
    synced.ok("connect", "ics", tmp_path / "Dana Whitfield.ics", "--name", "second")
    (tmp_path / "Dana Whitfield.ics").unlink()
    later(synced, minutes=15)
    assert synced("sync").status == 4
    log = (synced.home / "logs" / "afterword.log").read_text()
    assert "good: ok" in log
    assert "second: failed" in log
    assert not any(word in log for word in ("Dana", "Acme", "Backend", "robin@", "@acme", "Subject", str(tmp_path)))


def test_five_failures_and_the_account_is_left_alone_for_an_hour(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "other.ics").write_bytes(calendar())
    synced.ok("connect", "ics", tmp_path / "other.ics", "--name", "other")
    (tmp_path / "other.ics").unlink()
    for _ in range(5):
        later(synced, minutes=15)
        assert synced("sync", "--quiet").err
    (tmp_path / "other.ics").write_bytes(calendar(interview(uid="b", start="20261126T140000")))
    later(synced, minutes=15)
    answer = synced("sync", "--quiet")
    assert (answer.status, answer.err) == (4, "")
    status = synced.ok("schedule", "status")
    assert status["failing"][0]["name"] == "other"
    assert status["failing"][0]["tries"] == 5
    by_hand = synced.ok("sync", "--account", "other")
    assert by_hand["interviews"]["new"] == 1
    assert synced.ok("schedule", "status")["failing"] == []


def test_connecting_again_forgives_what_failed_before(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "good.ics").unlink()
    for _ in range(6):
        synced("sync", "--quiet")
    (tmp_path / "good.ics").write_bytes(calendar(interview()))
    assert synced("sync", "--quiet").status == 1
    synced.ok("connect", "ics", tmp_path / "good.ics")
    assert synced("sync", "--quiet").status == 0


def test_a_taken_lock_ends_a_run_at_once_with_status_5(synced: Program) -> None:
    before = load_runs(Home(synced.home).runs)
    with lock(Home(synced.home)):
        answer = synced("sync", "--quiet")
    assert (answer.status, answer.out, answer.err.count("\n")) == (5, "", 1)
    assert str(os.getpid()) in answer.err
    assert load_runs(Home(synced.home).runs) == before
    assert "LockHeld" in (synced.home / "logs" / "afterword.log").read_text()


@pytest.mark.parametrize("left", ["the killed", "a stranger", "nonsense"])
def test_the_lock_of_a_killed_process_holds_nobody_up(synced: Program, left: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(synced.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    assert synced("sync", "--quiet").status == 5
    process.send_signal(signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()
    # The file that names the holder stays behind, and its number may since belong to a process that lives.
    holder = Home(synced.home).holder
    assert holder.read_text() == str(process.pid)
    if left == "a stranger":
        holder.write_text(str(os.getppid()))
    elif left == "nonsense":
        holder.write_text("\x00?")
    assert synced("sync", "--quiet").status == 0


def test_runs_that_cannot_be_read_cost_nothing(synced: Program) -> None:
    for content in (b"", b"{", b'{"last": 5}', b"\xff", b'{"failing": {"good": {}}}'):
        (synced.home / "runs.json").write_bytes(content)
        assert synced("sync", "--quiet").status == 0


def test_a_lasting_failure_is_told_on_the_desktop_once_where_configured(synced: Program, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    script = tmp_path / "show.py"
    script.write_text(f"import sys\nopen({str(shown)!r}, 'a').write(sys.argv[1] + chr(10))\n")
    config = synced.home / "config.toml"
    config.write_text(config.read_text() + f'\n[notify]\ncommand = "{sys.executable} {script}"\n')
    (tmp_path / "good.ics").unlink()
    for _ in range(8):
        later(synced, hours=1)
        synced("sync", "--quiet")
    (line,) = shown.read_text().splitlines()
    assert line.startswith("Afterword: ")
    assert "good" in line


def test_nothing_connected_is_one_line_for_a_scheduler_too(program: Program) -> None:
    answer = program("sync", "--quiet")
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    last = load_runs(Home(program.home).runs).last
    assert last is not None
    assert (last.status, last.exit_status) == ("failed", 2)


def test_a_home_that_is_not_there_is_not_made_by_a_failing_run(tmp_path: Path) -> None:
    answer = replace(Program(home=tmp_path / "nowhere"), now=NOON)("sync", "--quiet")
    assert answer.status == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_sign_in_that_ended_is_told_wherever_the_user_looks(synced: Program, tmp_path: Path) -> None:
    own = tmp_path / "own.ics"
    own.write_bytes(calendar(interview(uid="mine", start="20261125T140000")))
    synced.ok("connect", "ics", own, "--name", "own", "--write")
    with feed(calendar(interview(uid="elsewhere", start="20261127T140000"))) as server:
        synced.ok("connect", "ics", server.url, "--name", "feed")
        synced.ok("sync")
        before = own.read_bytes()
        server.status = 401
        for _ in range(8):
            later(synced, minutes=15)
            answer = synced("sync", "--quiet")
            assert answer.status == 3
        assert own.read_bytes().count(b"Afterword: sign in to feed again") == 2  # its title and its popup
        assert {one["name"]: one["status"] for one in synced.ok("accounts")}["feed"] == "sign_in_needed"
        told = synced("status")
        assert told.status == 3
        assert "feed needs signing in again: afterword connect ics --name feed" in told.out
        assert synced("doctor").status == 3
        assert not any("sign" in one["id"] or "notice" in one["id"] for one in synced.ok("touchpoints", "--all"))
        asked = server.asked
        synced("sync", "--quiet")
        assert server.asked == asked
        server.status = 200
        later(synced, hours=1)
        assert synced("sync", "--quiet").status == 0
        assert own.read_bytes() == before
        assert synced("status").status == 0


def test_a_notice_is_removed_with_the_reminders(synced: Program, tmp_path: Path) -> None:
    own = tmp_path / "own.ics"
    own.write_bytes(calendar())
    synced.ok("connect", "ics", own, "--name", "own", "--write")
    with feed(calendar()) as server:
        synced.ok("connect", "ics", server.url, "--name", "feed")
        server.status = 401
        assert synced("sync", "--quiet").status == 3
    assert b"sign in to feed again" in own.read_bytes()
    synced.ok("forget", "--all", "--reminders", "--yes")
    assert b"@afterword" not in own.read_bytes()


def test_status_tells_the_last_run_and_what_is_due(synced: Program) -> None:
    told = synced.ok("status")
    assert told["last_run"]["status"] == "ok"
    assert told["due"]
    assert "Dana Whitfield" in synced("status").out


def test_a_purge_takes_a_notice_along_and_then_nothing_is_said(synced: Program, tmp_path: Path) -> None:
    own = tmp_path / "own.ics"
    own.write_bytes(calendar())
    synced.ok("connect", "ics", own, "--name", "own", "--write")
    with feed(calendar()) as server:
        synced.ok("connect", "ics", server.url, "--name", "feed")
        server.status = 401
        synced("sync", "--quiet")
        assert b"sign in to feed again" in own.read_bytes()
        synced("purge", "--yes")
        assert b"@afterword" not in own.read_bytes()
        answer = synced("sync", "--quiet")
        assert (answer.status, answer.out, answer.err) == (0, "", "")
        synced.ok("calendars", "use", "own/calendar", "--write")
        synced("sync", "--quiet")
        assert b"sign in to feed again" not in own.read_bytes()
