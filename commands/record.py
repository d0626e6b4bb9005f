"""A sync that is remembered: in the log, as the last run, and by which accounts have been failing; and told of, where
the user wishes, on their desktop.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from commands.context import Session
from commands.output import talk
from commands.sync import run_sync
from core import logs
from core.accounts import HIDDEN
from core.errors import AfterwordError, LockHeld
from core.model import AccountName
from core.runs import PATIENCE, Failing, Run, Runs, load_runs, save_runs
from core.sync.result import SyncResult, failing_after

STALE = timedelta(days=1)
"""How old the record of the last run may get by runs that are not worth one."""


def recorded(session: Session, *, patient: bool, scheduled: bool, **options: Any) -> SyncResult:
    """Run a sync and remember how it went; `options` are those of `run_sync`. What it raises is remembered, too."""
    began = time.monotonic()
    runs = load_runs(session.home.runs)
    run = Run(at=session.now, status="failed", exit_status=1, scheduled=scheduled)
    try:
        result = run_sync(session, failing=runs.failing, patient=patient, **options)
    except Exception as err:
        run = replace(run, seconds=_since(began), exit_status=1)
        if isinstance(err, AfterwordError):
            run = replace(run, exit_status=err.exit_status, error=err.sentence())
        # The name of what happened is enough for a log: the sentence may name what is not for it.
        _note(session, f"sync failed: {type(err).__name__}, status {run.exit_status}")
        if not isinstance(err, LockHeld) and session.home.path.is_dir():
            save_runs(session.home.runs, replace(runs, last=run))
        raise
    if not scheduled and _nothing_to_tell(runs, result, run):
        return result
    seconds = _since(began)
    errors = " ".join(account.error for account in result.accounts if account.error)
    run = replace(run, status=result.status, exit_status=result.exit_status, seconds=seconds, error=errors)
    known = [*(entry.name for entry in session.accounts().entries), HIDDEN]
    failing = _notified(session, failing_after(runs, result, known=known, now=session.now))
    save_runs(session.home.runs, Runs(last=run, failing=failing))
    _note(session, logs.told(result, seconds=seconds))
    return result


def _nothing_to_tell(runs: Runs, result: SyncResult, run: Run) -> bool:
    """True where a run by hand found no news soon after one that went well: then it writes nothing at all."""
    last, wrote, found = runs.last, result.reminders, result.interviews
    changed = (wrote.created, wrote.updated, wrote.deleted, found.new, found.changed, found.withdrawn)
    well = last is not None and last.exit_status == 0 and timedelta(0) <= run.at - last.at < STALE
    return well and result.exit_status == 0 and not runs.failing and not result.warnings and not any(changed)


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)


def _note(session: Session, line: str) -> None:
    if session.home.path.is_dir():
        logs.note(session.home.logs, line, now=session.now)


def _notified(session: Session, failing: Mapping[AccountName, Failing]) -> Mapping[AccountName, Failing]:
    """Tell on the desktop, where configured and once for each trouble, of a sign-in that ended or a lasting failure."""
    config = session.config
    if not (config.notify_desktop or config.notify_command):
        return failing
    from connectors.notify import notify

    fresh = [name for name, one in failing.items() if not one.notified and _lasts(one)]
    for name in fresh:
        complaint = notify(f"Afterword: {failing[name].error}", command=config.notify_command)
        if complaint:
            talk(f"afterword: {complaint}")
    return {name: replace(one, notified=one.notified or name in fresh) for name, one in failing.items()}


def _lasts(one: Failing) -> bool:
    return one.status == "sign_in_needed" or one.tries >= PATIENCE


def forgiven(session: Session, names: Iterable[AccountName]) -> None:
    """Forget that these accounts have failed: they have just been signed in again."""
    runs = load_runs(session.home.runs)
    wanted = set(names)
    if wanted & set(runs.failing):
        left = {name: one for name, one in runs.failing.items() if name not in wanted}
        save_runs(session.home.runs, replace(runs, failing=left))
