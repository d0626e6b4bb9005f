"""How the last sync ended, and which accounts have been failing since when: what an unattended run has to remember.

It has a file of its own, written by every run: so one without news leaves the state as it is. Losing it costs nothing
but patience with an account that fails.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from core.codec import from_json, to_json
from core.model import AccountName

PATIENCE = 5
"""Failures in a row after which an account is asked less often."""
PAUSE = timedelta(hours=1)
"""How long it is then left alone between two tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One sync: when it began, how it ended (ok, partial, failed), and the sentence where it went wrong."""

    at: datetime
    status: str
    exit_status: int
    seconds: float = 0.0
    scheduled: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """An account that fails. `status` is sign_in_needed or failed; `announced` once the user has been told where they
    look: in their calendar, and on their desktop.
    """

    since: datetime
    last_try: datetime
    tries: int
    status: str
    error: str
    announced: bool = False
    notified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Everything of `runs.json`."""

    last: Run | None = None
    failing: Mapping[AccountName, Failing] = field(default_factory=dict)


def resting(runs: Runs, now: datetime) -> Mapping[AccountName, Failing]:
    """Return the accounts that are not to be asked now. A clock that was set back lets none wait for longer."""
    return {
        name: one
        for name, one in runs.failing.items()
        if one.tries >= PATIENCE and timedelta(0) <= now - one.last_try < PAUSE
    }


def ended(
    runs: Runs, outcomes: Iterable[tuple[AccountName, str, str]], *, known: Iterable[AccountName], now: datetime
) -> Mapping[AccountName, Failing]:
    """Return who fails after a run. `outcomes` are (account, status, error) of those asked; `known` are connected."""
    failing = {name: one for name, one in runs.failing.items() if name in set(known)}
    for name, status, error in outcomes:
        before = failing.pop(name, None)
        if status == "ok":
            continue
        if before is None or before.status != status:
            # A sign-in that ends after some time-outs is another trouble, and to be told.
            tries = before.tries + 1 if before else 1
            failing[name] = Failing(since=now, last_try=now, tries=tries, status=status, error=error)
        else:
            failing[name] = replace(before, last_try=now, tries=before.tries + 1, error=error)
    return failing


def load_runs(path: Path) -> Runs:
    """Return what is remembered of earlier runs; nothing where that cannot be read."""
    try:
        return from_json(Runs, json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError):
        return Runs()


def save_runs(path: Path, runs: Runs) -> None:
    """Write it in one step, as well as it goes: a full disk must not fail a sync that has done its work."""
    temporary = path.with_name(f".{path.name}.tmp")
    with suppress(OSError):
        # Not synced to the disk as the state is: that takes long beside a sync without news, and it is soon known anew.
        temporary.write_text(json.dumps(to_json(runs), ensure_ascii=True), encoding="ascii")
        temporary.chmod(0o600)
        temporary.replace(path)
