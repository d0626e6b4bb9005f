"""`sync` and `plan`: the straight line, run or only looked at."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import click

from commands.context import Session, closing, global_options, session_of
from commands.discretion import discreet_where_seen
from commands.output import emit, json_option, plural, say, talk, working
from core.accounts import Accounts
from core.config import check_config
from core.errors import UsageProblem
from core.model import AccountName, Interview, Touchpoint
from core.runs import Failing
from core.state import Decisions, State, Told
from core.store import commit, commit_decisions, load, load_decisions, load_or_rebuild, lock
from core.sync.reconcile import Change, Create, Move, Update
from core.sync.result import InterviewCounts, ReminderCounts, SyncResult

PAUSED = (
    "since the purge nothing is read or written; choose a calendar again with: "
    "afterword calendars use ACCOUNT/CALENDAR --write"
)
VERBS = {"Create": "create", "Update": "update", "Move": "move", "Delete": "delete"}


def run_sync(
    session: Session,
    *,
    only: str | None = None,
    full: bool = False,
    dry_run: bool = False,
    accept: bool = False,
    wait: float = 0.0,
    told: Told | None = None,
    failing: Mapping[AccountName, Failing] | None = None,
    patient: bool = False,
) -> SyncResult:
    """Run one sync of the session's home under its lock; `wait` is how many seconds to wait for it.

    `failing` is who has failed before; `patient` leaves those alone that have failed too often.
    """
    from core.sync.run import Request, sync

    _connected_to(session, only)  # what is wrong with that is said at once, not after the waiting
    with lock(session.home, timeout=wait):
        # Whoever held the lock may have connected, removed or purged.
        accounts, name = _connected_to(session, only)
        if accounts.paused:
            return _nothing_done(dry_run=dry_run)
        with closing(session.connected(accounts)) as connected:
            state, warning = (load(session.home), None) if dry_run else load_or_rebuild(session.home)
            decisions = load_decisions(session.home)
            overrides = session.overrides()
            _complain_of_home(session, overrides, warning)
            target = session.target(accounts, connected)
            request = Request(
                connected=connected,
                target=target,
                config=discreet_where_seen(session, accounts, connected, target),
                now=session.now,
                overrides=overrides,
                only=name,
                full=full,
                dry_run=dry_run,
                accept=accept,
                told=told,
                failing=failing,
                patient=patient,
            )
            return sync(request, state, decisions, commit=_keeping(session))


def reread(session: Session, decisions: Decisions) -> SyncResult:
    """Read all calendars as `decisions` have them read, under the caller's lock, and keep both; write no reminder."""
    from core.sync.run import Request, sync

    accounts, policy = session.accounts(), replace(session.config.policy, changes_per_run=0)
    with closing(session.connected(accounts)) as connected:
        request = Request(
            connected=connected,
            target=session.target(accounts, connected),
            config=replace(session.config, policy=policy),
            now=session.now,
            overrides=session.overrides(),
        )
        return sync(request, load(session.home), decisions, commit=_keeping(session))


def _keeping(session: Session) -> Callable[[State, Decisions], None]:
    """Return what keeps the outcome of a sync."""

    def keep(fresh: State, decided: Decisions) -> None:
        # What only the user knows first: a kill between the two leaves nothing that cannot be read again.
        commit_decisions(session.home, decided)
        commit(session.home, fresh)

    return keep


def _connected_to(session: Session, only: str | None) -> tuple[Accounts, AccountName | None]:
    """Return what is connected, and the account called `only`; raise UsageProblem where there is none such."""
    accounts = session.accounts()
    if not accounts.entries and not load_decisions(session.home).added:
        raise UsageProblem(
            "No calendar is connected yet", next_step="Connect one with: afterword connect ics PATH-or-URL"
        )
    return accounts, accounts.named(only).name if only else None


def _nothing_done(*, dry_run: bool) -> SyncResult:
    """Return the result of a sync since a purge."""
    return SyncResult(
        dry_run=dry_run, accounts=(), interviews=InterviewCounts(), reminders=ReminderCounts(), warnings=(PAUSED,)
    )


def _complain_of_home(session: Session, overrides: Mapping[str, str], lost: str | None) -> None:
    """Say what is wrong with the configuration, the user's own templates and, in `lost`, the state."""
    from core.notes.own_templates import check_templates

    for complaint in check_config(session.config):
        talk(f"afterword: {complaint}; only weekends count as days off. Correct it in {session.home.config}.")
    for complaint in (*check_templates(overrides), *([lost] if lost else [])):
        talk(f"afterword: {complaint}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Decide, but change nothing.")
@click.option("--account", metavar="NAME", help="Ask only this account for news.")
@click.option("--full", is_flag=True, help="Read every calendar in full.")
@click.option("--accept", is_flag=True, help="Believe a calendar that reads empty or lost most of its interviews.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong: then one line. For schedulers.")
@json_option
@global_options
@click.pass_context
def sync(
    ctx: click.Context,
    *,
    dry_run: bool,
    account: str | None,
    full: bool,
    accept: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Read the calendars, plan the follow-ups, and write them back as reminders.

    An account that failed five times in a row is asked once an hour, unless you name it or sit at a terminal.
    """
    from commands.record import recorded

    began = time.monotonic()
    session = session_of(ctx)
    patient = quiet or not (account or full or accept or _at_a_terminal())
    with nullcontext() if quiet else working("Reading the calendars ..."):
        if dry_run:
            result = run_sync(session, only=account, full=full, dry_run=True, accept=accept)
        else:
            result = recorded(session, only=account, full=full, accept=accept, patient=patient, scheduled=quiet)
    if quiet:
        _complain_once(result)
    else:
        _complain(result, verbose=session.verbose)
    if as_json:
        emit(result.as_json(duration_s=time.monotonic() - began))
    elif not quiet and PAUSED not in result.warnings:
        say(summary(result))
    return result.exit_status


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stderr is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _complain_once(result: SyncResult) -> None:
    """Say in one line what went wrong in this run; an account left alone for now was complained about before."""
    said = [account.error for account in result.accounts if account.error and not account.rested]
    if said:
        talk(f"afterword: {' '.join(said)}")


def _complain(result: SyncResult, *, verbose: int = 0) -> None:
    for account in result.accounts if verbose else ():
        asked = f"{plural(account.requests, 'request')}, {plural(account.events_changed, 'event')} named"
        talk(f"{account.name} ({account.kind}): {account.status}; {asked}")
    for line in result.warnings:
        talk(f"afterword: {line}")
    for account in result.accounts:
        if account.error:
            talk(f"afterword: {account.error}")


def summary(result: SyncResult) -> str:
    """Return one line on what a sync did."""
    found, wrote = result.interviews, result.reminders
    news = [f"{found.new} new" if found.new else "", f"{found.changed} changed" if found.changed else ""]
    news += [f"{found.withdrawn} withdrawn" if found.withdrawn else ""]
    told = ", ".join(word for word in news if word)
    done = [
        f"{count} {'would be ' if result.dry_run else ''}{word}"
        for word, count in (("created", wrote.created), ("updated", wrote.updated), ("deleted", wrote.deleted))
        if count
    ]
    if wrote.failed:
        done.append(f"{wrote.failed} failed")
    kept = f"{wrote.unchanged} unchanged" if wrote.unchanged or not done else ""
    return (
        f"{plural(found.total, 'interview')}{f' ({told})' if told else ''}; "
        f"reminders: {', '.join(filter(None, (*done, kept)))}."
    )


@click.command()
@click.option("--account", metavar="NAME", help="Ask only this account for news.")
@json_option
@global_options
@click.pass_context
def plan(ctx: click.Context, account: str | None, as_json: bool) -> int:
    """Show each follow-up with the arithmetic behind its date, and what a sync would change. Changes nothing."""
    from commands.views import about, day, names, touchpoint_json

    began = time.monotonic()
    session = session_of(ctx)
    with working("Reading the calendars ..."):
        result = run_sync(session, only=account, dry_run=True)
    _complain(result)
    touchpoints = result.outlook.plan.touchpoints if result.outlook else ()
    if as_json:
        document = result.as_json(duration_s=time.monotonic() - began)
        document["touchpoints"] = [
            {
                **touchpoint_json(touchpoint, notes=(), standee=None, zone=session.zone),
                "events": [event.title for event in _events(touchpoint, result)],
            }
            for touchpoint in touchpoints
        ]
        document["changes"] = [_change_json(change, session) for change in result.changes]
        emit(document)
        return result.exit_status
    for touchpoint in touchpoints:
        if touchpoint.status.value in ("planned", "scheduled"):
            say(f"{day(touchpoint.due, session.zone)}  {_called(touchpoint)}")
            whom = names(touchpoint.people) or "nobody known yet"
            say(f"    with {whom} · {about(touchpoint.company, touchpoint.role)}")
            for event in _events(touchpoint, result):
                say(f"    after {event.title or event.kind.value}, {day(event.start, session.zone)}")
            say(f"    {touchpoint.why}")
    for change in result.changes:
        told = _change_json(change, session)
        say(f"would {told['action']}: {told['title']} ({told['start']})")
    if PAUSED not in result.warnings:
        say(summary(result))
    return result.exit_status


def _events(touchpoint: Touchpoint, result: SyncResult) -> list[Interview]:
    """Return the interviews that a touchpoint follows from."""
    known = result.outlook.interviews if result.outlook else ()
    return [interview for interview in known if set(interview.aliases) & set(touchpoint.basis)]


def _called(touchpoint: Touchpoint) -> str:
    number = "" if touchpoint.kind.value == "thank_you" else f" {touchpoint.number}"
    late = ", late" if touchpoint.late else ""
    return f"{touchpoint.kind.value.replace('_', '-')}{number} [{touchpoint.id}] {touchpoint.status.value}{late}"


def _change_json(change: Change, session: Session) -> dict[str, Any]:
    from commands.views import local

    goal = change.reminder if isinstance(change, Create | Update | Move) else change.standee
    return {
        "action": VERBS[type(change).__name__],
        "id": goal.id,
        "title": goal.title,
        "start": local(goal.start, session.zone),
    }
