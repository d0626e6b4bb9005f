"""A command that waits for another one acts on what that one left, not on what it saw before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from commands.context import Session
from commands.sync import PAUSED, run_sync
from core.accounts import Accounts
from core.errors import UsageProblem
from core.store import Home, load_accounts, save_accounts
from tests.cli.program import Program
from tests.cli.steering import ours, synced


class Overtaken(Session):
    """A session in whose back, right after it looked at the accounts for the first time, another command ran."""

    def accounts(self) -> Accounts:
        """Return what is connected, then let the other command do its work."""
        found = load_accounts(self.home)
        done = self.home.path / "done"
        if not done.exists():
            done.touch()
            self.other(found)
        return found

    def other(self, found: Accounts) -> None:
        """What the other command does; a purge pauses everything."""
        save_accounts(self.home, replace(found, paused=True))


class Emptied(Overtaken):
    """One in which the other command removed the account."""

    def other(self, found: Accounts) -> None:
        """Remove all accounts."""
        save_accounts(self.home, replace(found, entries=()))


def session(kind: type[Overtaken], program: Program) -> Overtaken:
    return kind(home=Home(program.home), now=datetime.fromisoformat(program.now))


def test_a_sync_that_waited_for_a_purge_writes_nothing(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    assert program.ok("undo", "--yes")["removed"] == 3
    (program.home / "decisions.json").unlink()
    (program.home / "state.json").unlink()
    result = run_sync(session(Overtaken, program))
    assert (result.warnings, result.reminders.created, ours(path)) == ((PAUSED,), 0, [])


def test_a_sync_that_waited_for_the_removal_of_its_account_says_so(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    with pytest.raises(UsageProblem, match="No calendar is connected"):
        run_sync(session(Emptied, program))


def test_an_account_that_cannot_be_emptied_stays_with_all_else_as_it_was(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    before = load_accounts(Home(program.home))
    path.chmod(0o444)
    assert program("accounts", "remove", "work").status == 1
    assert load_accounts(Home(program.home)) == before
    path.chmod(0o644)
    program.ok("accounts", "remove", "work")
    assert (load_accounts(Home(program.home)).entries, ours(path)) == ((), [])
