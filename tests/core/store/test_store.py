"""The files of a home under kills, two writers, a full disk, damage and other versions."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from core import model
from core import state as roots
from core.codec import from_json, to_json
from core.errors import LockHeld, StateError, UsageProblem
from core.model import AccountName, CalendarId, Kind
from core.state import CalendarState, Decisions, State
from core.store import (
    AccountEntry,
    Accounts,
    Home,
    commit,
    commit_decisions,
    load,
    load_accounts,
    load_decisions,
    load_or_rebuild,
    lock,
    save_accounts,
)

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "state"
CLASSES = sorted({part for module in (model, roots) for part in vars(module).values() if is_dataclass(part)}, key=str)
WRITER = """
import sys
from pathlib import Path
from core.state import CalendarState, State
from core.store import Home, commit
home, number = Home(Path(sys.argv[1])), 0
while True:
    number += 1
    commit(home, State(calendars=(CalendarState(account="a" * 5000, calendar=str(number), seen=number),)))
    print(number, flush=True)
"""
COUNTER = """
import sys
from dataclasses import replace
from pathlib import Path
from core.store import Home, commit, load, lock
home = Home(Path(sys.argv[1]))
for _ in range(25):
    with lock(home, timeout=20):
        state = load(home)
        commit(home, replace(state, reader=str(int(state.reader or 0) + 1)))
"""
FULL = """
import resource, signal, sys
from pathlib import Path
from core.errors import StateError
from core.state import State
from core.store import Home, commit
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    commit(Home(Path(sys.argv[1])), State(reader="x" * 5000))
except StateError as err:
    print(err.sentence())
"""


def _state(number: int) -> State:
    calendar = CalendarState(account=AccountName("google"), calendar=CalendarId("primary"), seen=number)
    return State(calendars=(calendar,), synced_at=datetime(2026, 11, 24, 9, tzinfo=UTC))


def _run(code: str, home: Home) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, str(home.path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_a_state_comes_back_as_committed_and_default_tinydb_reads_it(home: Home) -> None:
    commit(home, _state(4))
    assert load(home) == _state(4)
    with TinyDB(home.state) as database:
        assert database.table("calendars").all() == [{"account": "google", "calendar": "primary", "seen": 4}]


def test_the_same_state_is_not_written_again(home: Home) -> None:
    commit(home, _state(4))
    before = home.state.stat()
    commit(home, load(home))
    assert (home.state.stat().st_mtime_ns, home.state.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_home_and_files_are_for_their_owner_only(home: Home) -> None:
    commit(home, State())
    save_accounts(home, Accounts())
    assert [path.stat().st_mode & 0o777 for path in (home.path, home.state, home.accounts)] == [0o700, 0o600, 0o600]


def test_thirty_kills_leave_a_state_that_loads_and_no_leftovers(home: Home) -> None:
    for kill in range(30):
        with _run(WRITER, home) as writer:
            assert writer.stdout is not None
            for _ in range(1 + kill % 4):
                told = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
        assert load(home).calendars[0].seen >= told
    with lock(home):
        assert not list(home.path.glob(".*.tmp"))


def test_two_writers_with_the_lock_lose_no_commit(home: Home) -> None:
    with _run(COUNTER, home) as one, _run(COUNTER, home) as two:
        assert (one.wait(), two.wait()) == (0, 0)
    assert load(home).reader == "50"


def test_a_held_lock_names_the_process(home: Home) -> None:
    with lock(home), pytest.raises(LockHeld, match=r"syncing this home \(process \d+ since \d\d:\d\d\)"), lock(home):
        pass
    with lock(home):
        assert home.lock.exists()


def test_a_full_disk_leaves_the_old_state(home: Home) -> None:
    commit(home, _state(4))
    with _run(FULL, home) as writer:
        told, _ = writer.communicate()
    assert "no room left" in told
    assert load(home) == _state(4)
    assert not list(home.path.glob(".*.tmp"))


@pytest.mark.parametrize("name", ["truncated.json", "wrong-shape.json", "empty.json"])
def test_a_damaged_state_is_kept_aside_and_rebuilt(home: Home, name: str) -> None:
    home.ensure()
    content = (DATA / name).read_bytes()
    for number in (1, 2):
        home.state.write_bytes(content)
        with pytest.raises(StateError, match=r"state\.json is damaged"):
            load(home)
        state, warning = load_or_rebuild(home)
        kept = home.path / f"state.json.damaged-{number}"
        assert (state, kept.read_bytes(), home.state.exists()) == (State(), content, False)
        assert warning is not None
        assert kept.name in warning


def test_a_newer_state_is_refused_and_left_alone(home: Home) -> None:
    home.ensure()
    home.state.write_bytes((DATA / "newer.json").read_bytes())
    with pytest.raises(StateError, match=r"newer afterword \(schema 9, this one knows 1\)"):
        load_or_rebuild(home)
    assert home.state.read_bytes() == (DATA / "newer.json").read_bytes()


def test_a_state_of_version_0_is_read(home: Home) -> None:
    home.ensure()
    home.state.write_bytes((DATA / "version-0.json").read_bytes())
    state = load(home)
    assert (state.reader, state.calendars[0].seen) == ("en-1", 3)
    commit(home, state)
    assert load(home) == state


def test_damaged_decisions_are_an_error_that_names_them(home: Home) -> None:
    commit_decisions(home, Decisions(kinds={"uid": Kind.NONE}))
    assert load_decisions(home).kinds == {"uid": Kind.NONE}
    home.decisions.write_text("{")
    with pytest.raises(StateError, match=r"decisions\.json is damaged"):
        load_decisions(home)


def test_accounts_come_back_and_damage_names_the_file(home: Home) -> None:
    accounts = Accounts(
        entries=(AccountEntry(name=AccountName("work"), kind="ics", settings={"path": "/ö"}),),
        write=(AccountName("work"), CalendarId("c")),
    )
    save_accounts(home, accounts)
    assert load_accounts(home) == accounts
    with pytest.raises(UsageProblem, match="home"):
        accounts.named("home")
    home.accounts.write_text('{"entries": 3}')
    with pytest.raises(StateError, match=r"accounts\.json is damaged"):
        load_accounts(home)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
def test_every_value_comes_back_from_json(cls: Any) -> None:
    assert fields(cls)
    moments = st.datetimes(timezones=st.sampled_from([UTC, timezone.min, timezone.max]))
    st.register_type_strategy(datetime, moments.filter(lambda moment: 1 < moment.year < 9999))
    st.register_type_strategy(float, st.floats(0, 1))

    @settings(max_examples=8, deadline=None)
    @given(st.from_type(cls))
    def comes_back(value: Any) -> None:
        assert from_json(cls, to_json(value)) == value

    comes_back()
