"""`doctor`: every part that a sync needs looked at for real, one line each, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import click

from commands.context import Session, global_options, session_of
from commands.doctor import accounts, machine, memory
from commands.doctor.check import Check, guarded, overall, status_of
from commands.output import emit, json_option, plural, say, working

Examination = Callable[[Session], Iterable[Check]]

EXAMINATIONS: tuple[tuple[str, Examination], ...] = (
    ("configuration", memory.configuration),
    ("time zone", memory.time_zone),
    ("credentials", memory.credentials),
    ("state", memory.state),
    ("lock", memory.lock_taken),
    ("permissions", memory.permissions),
    ("keyring", machine.keyring),
    ("accounts", accounts.examined),
    ("schedule", machine.schedule),
    ("last sync", machine.last_sync),
    ("libraries", machine.libraries),
)


@click.command()
@json_option
@global_options
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> int:
    """Check accounts, calendars, clock, files and schedule; say what to do. Changes nothing.

    Exit status: 0 where nothing fails, 3 where all that fails is a sign-in, else 1.
    """
    session = session_of(ctx)
    with working("Looking at everything ..."):
        checks = [check for name, examine in EXAMINATIONS for check in guarded(partial(examine, session), name=name)]
    if as_json:
        emit({"status": overall(checks), "checks": [check.as_json() for check in checks]})
        return status_of(checks)
    width = max(len(check.called) for check in checks)
    for check in checks:
        said = f"{check.said.rstrip('.')}. {check.next_step}".rstrip()
        say(f"{check.verdict:<7}  {check.called:<{width}}  {' '.join(said.split())}")
    bad = sum(check.verdict == "failure" for check in checks)
    doubtful = sum(check.verdict == "warning" for check in checks)
    say(f"{plural(len(checks), 'check')}: {plural(bad, 'failure')}, {plural(doubtful, 'warning')}.")
    return status_of(checks)
