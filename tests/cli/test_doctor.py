"""`doctor`: each part looked at for real; whatever is broken is one line with what to do, and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.store import Home, lock
from tests.cli.program import Program, calendar, interview
from tests.servers.feed import Feed, feed


@pytest.fixture
def synced(program: Program, tmp_path: Path) -> Program:
    """Return a home with one calendar file that is read and written, and was synced."""
    (tmp_path / "mine.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "mine.ics", "--name", "mine", "--write")
    program.ok("sync")
    return program


@pytest.fixture
def published() -> Iterator[Feed]:
    """Run a published calendar."""
    with feed(calendar(interview(uid="elsewhere"))) as server:
        yield server


def checks(program: Program, *, status: int) -> dict[str, dict[str, Any]]:
    """Run the doctor and return its findings by account and name; where several bear one name, the worst."""
    answer = program("doctor", "--json")
    assert answer.status == status, answer.out + answer.err
    assert "Traceback" not in answer.err
    order = ("ok", "warning", "failure")
    found: dict[str, dict[str, Any]] = {}
    for check in answer.json()["checks"]:
        name = f"{check['account'] or ''} {check['name']}".strip()
        if name not in found or order.index(check["status"]) > order.index(found[name]["status"]):
            found[name] = check
    return found


def test_a_healthy_home_has_no_failure_and_every_part_is_named(synced: Program) -> None:
    found = checks(synced, status=0)
    assert {name for name, check in found.items() if check["status"] != "ok"} <= {"schedule", "keyring"}
    assert set(found) == {
        *("configuration", "time zone", "credentials", "state", "lock", "permissions", "keyring"),
        *("mine connection", "mine calendar", "clock", "reminders", "schedule", "last sync", "libraries"),
    }
    assert " ms" in found["mine connection"]["message"]
    assert "httpx" in found["libraries"]["message"]


def test_each_check_is_one_line_that_begins_with_its_verdict(synced: Program) -> None:
    answer = synced("doctor")
    *lines, last = answer.out.splitlines()
    assert all(line.split()[0] in ("ok", "warning", "failure") for line in lines)
    assert last.startswith(f"{len(lines)} checks")


def test_it_changes_nothing(synced: Program, tmp_path: Path) -> None:
    def everything() -> dict[Path, bytes]:
        passing = ("afterword.lock", "afterword.lock.pid")
        return {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name not in passing}

    before = everything()
    synced("doctor")
    assert everything() == before


@pytest.mark.parametrize(
    ("part", "content", "named", "status"),
    [
        ("config.toml", b'[me]\nemails = "x"\n', "configuration", 1),
        ("credentials.json", b'{"google": {"web": {}}}', "credentials", 1),
        ("state.json", b"{", "state", 1),
        ("state.json", b'{"meta": {"1": {"schema": 99, "migrations": []}}}', "state", 1),
        ("decisions.json", b"{", "state", 1),
        ("accounts.json", b"{", "accounts", 1),
    ],
)
def test_a_broken_file_fails_its_own_check_and_the_rest_goes_on(
    synced: Program, part: str, content: bytes, named: str, status: int
) -> None:
    (synced.home / part).write_bytes(content)
    found = checks(synced, status=status)
    assert found[named]["status"] == "failure"
    assert part in found[named]["message"]
    assert found[named]["next_step"]
    assert {"lock", "permissions", "schedule", "libraries"} <= set(found)


def test_an_account_that_is_gone_fails_and_the_next_is_still_asked(synced: Program, tmp_path: Path) -> None:
    (tmp_path / "other.ics").write_bytes(calendar())
    synced.ok("connect", "ics", tmp_path / "other.ics", "--name", "other")
    (tmp_path / "mine.ics").unlink()
    found = checks(synced, status=1)
    assert found["mine connection"]["status"] == "failure"
    assert "mine.ics" in found["mine connection"]["message"]
    assert found["other connection"]["status"] == "ok"
    assert found["other calendar"]["status"] == "ok"


def test_a_sign_in_that_ended_is_all_that_fails_and_says_so_by_its_status(synced: Program, published: Feed) -> None:
    synced.ok("connect", "ics", published.url, "--name", "feed")
    published.status = 401
    found = checks(synced, status=3)
    assert found["feed connection"]["status"] == "failure"
    assert found["mine connection"]["status"] == "ok"


@pytest.mark.parametrize(
    ("ahead", "verdict", "said"),
    [(0, "ok", "within"), (90, "warning", "behind"), (-3600, "failure", "ahead"), (400, "failure", "behind")],
)
def test_the_clock_is_compared_with_the_servers(
    synced: Program, published: Feed, ahead: int, verdict: str, said: str
) -> None:
    synced.ok("connect", "ics", published.url, "--name", "feed")
    published.ahead = timedelta(seconds=ahead)
    found = checks(synced, status=1 if verdict == "failure" else 0)["clock"]
    assert (found["status"], said in found["message"]) == (verdict, True)


def test_a_calendar_to_write_that_cannot_be_written_fails(synced: Program, tmp_path: Path) -> None:
    accounts = synced.home / "accounts.json"
    accounts.write_text(accounts.read_text().replace('"write": "yes"', '"write": "no"'))
    found = checks(synced, status=1)["reminders"]
    assert (found["status"], "calendars use" in found["next_step"]) == ("failure", True)


def test_the_lock_of_another_is_said(synced: Program) -> None:
    with lock(Home(synced.home)):
        assert checks(synced, status=0)["lock"]["status"] == "warning"


def test_what_others_can_open_is_said_with_the_command_that_closes_it(synced: Program) -> None:
    synced.home.chmod(0o755)
    (synced.home / "credentials.json").write_text("{}")
    (synced.home / "credentials.json").chmod(0o644)
    found = checks(synced, status=0)["permissions"]
    assert found["status"] == "warning"
    assert "chmod" in found["next_step"]


def test_a_sync_long_ago_and_one_that_failed_are_said(synced: Program, tmp_path: Path) -> None:
    synced.now = (datetime.fromisoformat(synced.now) + timedelta(days=3)).isoformat()
    assert checks(synced, status=0)["last sync"]["status"] == "warning"
    (tmp_path / "mine.ics").rename(tmp_path / "away.ics")
    assert synced("sync").status == 1
    (tmp_path / "away.ics").rename(tmp_path / "mine.ics")
    found = checks(synced, status=1)
    assert found["last sync"]["status"] == "failure"
    assert found["mine last sync"]["status"] == "warning"


def test_a_zone_that_is_only_guessed_is_said(synced: Program) -> None:
    config = synced.home / "config.toml"
    config.write_text(config.read_text().replace('timezone = "America/Toronto"\n', ""))
    assert checks(synced, status=0)["time zone"]["status"] == "warning"


def test_an_empty_home_is_told_how_to_begin(program: Program, tmp_path: Path) -> None:
    program.home = tmp_path / "nothing"
    found = checks(program, status=0)
    assert found["accounts"]["next_step"] == "Connect a calendar: afterword connect"
    assert not program.home.exists()
