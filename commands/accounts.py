"""What is connected: `accounts` and `calendars`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container
from dataclasses import replace
from typing import Any

import click

from commands.completion import account_names
from commands.context import WAIT, Session, closing, global_options, session_of
from commands.discretion import warning
from commands.output import emit, json_option, say, table, talk
from core.accounts import HIDDEN, HIDDEN_CALENDAR, AccountEntry, Accounts, with_account, without, writing_to
from core.credentials import load_credentials
from core.errors import ConfigError, SourceError, UsageProblem
from core.model import AccountName, CalendarId, Standee
from core.runs import load_runs
from core.store import load, lock, save_accounts
from core.sync.pull import named

PARTING = {
    "outlook": "Its sign-in is forgotten here. Microsoft lets no program take its permission back itself: do that at"
    " https://account.live.com/consent/Manage (personal) or https://myapps.microsoft.com (work or school)."
}
"""What is left to do by hand when an account of that kind is removed."""


@click.group(invoke_without_command=True)
@json_option
@global_options
@click.pass_context
def accounts(ctx: click.Context, as_json: bool) -> None:
    """List what is connected."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    try:
        load_credentials(session.home.credentials)
    except ConfigError as err:
        talk(f"afterword: {err.sentence()}")
    document = accounts_json(session, session.accounts())
    if as_json:
        emit(document)
    elif not document:
        say("Nothing is connected yet. Connect a calendar with: afterword connect ics PATH-or-URL")
    else:
        rows = [
            (a["name"], a["kind"], a["identity"], a["status"], ", ".join(a["reads"]), a["writes"] or "")
            for a in document
        ]
        table(("Name", "Kind", "Identity", "Status", "Reads", "Writes"), rows)
        say(f"Reminders go to {writes_words(session, session.accounts())}.")


def accounts_json(session: Session, accounts: Accounts, *, only: AccountName | None = None) -> list[dict[str, Any]]:
    """Return the document of `accounts --json`; no account is asked."""
    failing = load_runs(session.home.runs).failing
    ended = {name for name, one in failing.items() if one.status == "sign_in_needed"}
    with closing(session.connected(accounts)) as connected:
        target = session.target(accounts, connected)
        reads = {one.account.name: one.reads for one in connected}
    return [
        {
            "name": entry.name,
            "kind": entry.kind,
            "identity": entry.identity,
            "status": "ok" if session.signed_in(entry) and entry.name not in ended else "sign_in_needed",
            "reads": list(reads[entry.name]),
            "writes": target[1] if target[0] == entry.name else None,
        }
        for entry in accounts.entries
        if only in (None, entry.name)
    ]


def writes_words(session: Session, accounts: Accounts) -> str:
    with closing(session.connected(accounts)) as connected:
        name, calendar = session.target(accounts, connected)
    if (name, calendar) == (HIDDEN, HIDDEN_CALENDAR):
        return f"{session.home.calendar}, to which any calendar program can subscribe"
    return f"{name}/{calendar}"


@accounts.command("remove")
@click.argument("name", shell_complete=account_names)
@click.option("--anyway", is_flag=True, help="Leave its reminders where they are if they cannot be moved.")
@json_option
@global_options
@click.pass_context
def accounts_remove(ctx: click.Context, name: str, anyway: bool, as_json: bool) -> None:
    """Forget an account and what was read of it. Reminders that stand in it move to where they go from then on."""
    from commands.sync import run_sync

    session = session_of(ctx)
    gone = session.accounts().named(name)
    if _standing(session, gone.name):
        with lock(session.home, timeout=WAIT):
            known = session.accounts()
            save_accounts(session.home, _writing_elsewhere(session, known, known.named(name)))
        result = run_sync(session, wait=WAIT, failing=load_runs(session.home.runs).failing)
        left = _standing(session, gone.name)
        if (left or result.exit_status) and not anyway:
            with lock(session.home, timeout=WAIT):
                save_accounts(session.home, replace(session.accounts(), write=known.write))
            raise SourceError(
                f"{len(left)} reminders could not be moved out of {gone.name}, so it stays connected",
                next_step="Run afterword sync to see why, then remove it again; --anyway leaves them where they are.",
            )
    with lock(session.home, timeout=WAIT):
        known = session.accounts()
        gone = known.named(name)
        sign_out(session, gone)
        save_accounts(session.home, without(known, gone.name))
        forget(session, gone.name)
    if as_json:
        emit({"removed": gone.name})
    else:
        say(f'"{gone.name}" is no longer connected.')
        if gone.kind in PARTING:
            say(PARTING[gone.kind])


def _standing(session: Session, name: AccountName) -> list[Standee]:
    """Return what of ours stands in an account."""
    state = load(session.home)
    return [standee for standee in (*state.standees, *state.notices) if standee.ref.account == name]


def sign_out(session: Session, gone: AccountEntry) -> None:
    """End the account's sign-in where its service lets us, and forget it here whatever the service says."""
    if not session.signs_in(gone):
        return
    account = session.account(gone)
    try:
        revoke: Callable[[], None] = getattr(account, "revoke", lambda: None)
        revoke()
    except SourceError as err:
        talk(f"afterword: {named(gone.name, err)} It is forgotten here all the same.")
    finally:
        account.close()
    session.tokens().remove(gone.name)


def _writing_elsewhere(session: Session, known: Accounts, gone: AccountEntry) -> Accounts:
    """Return the accounts with the calendar to write chosen as if `gone` were not there."""
    rest = without(known, gone.name)
    with closing(session.connected(rest)) as connected:
        target = session.target(rest, connected)
    return replace(known, write=target)


def forget(session: Session, name: AccountName, *, but: Container[CalendarId] = ()) -> None:
    """Forget what was read of an account's calendars, save those in `but`; the caller holds the lock.

    What a calendar took along when it was removed at its service can so be written anew elsewhere.
    """
    from core.store import commit

    state = load(session.home)

    def stays(account: AccountName, calendar: CalendarId) -> bool:
        return account != name or calendar in but

    kept = replace(
        state,
        calendars=tuple(c for c in state.calendars if stays(c.account, c.calendar)),
        sightings=tuple(s for s in state.sightings if stays(*s.ref.place)),
        standees=tuple(s for s in state.standees if stays(*s.ref.place)),
        notices=tuple(s for s in state.notices if stays(*s.ref.place)),
        linkedin=tuple(book for book in state.linkedin if book.account != name),
    )
    if kept != state:
        commit(session.home, kept)


@click.group(invoke_without_command=True)
@json_option
@global_options
@click.pass_context
def calendars(ctx: click.Context, as_json: bool) -> None:
    """List the calendars: which are read, and which one is written to."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    with lock(session.home, timeout=WAIT):
        known = _listed_anew(session, session.accounts())
        save_accounts(session.home, known)
    document = _calendars_json(session, known)
    if as_json:
        emit(document)
    else:
        rows = [(f"{c['account']}/{c['calendar']}", c["name"], _yes(c["reads"]), _yes(c["writes"])) for c in document]
        table(("Calendar", "Name", "Read", "Written"), rows)
        say(f"Reminders go to {writes_words(session, known)}.")


def _listed_anew(session: Session, known: Accounts) -> Accounts:
    """Return the accounts with their calendars as each service lists them now; one that does not answer is said."""
    for entry in known.entries:
        if not entry.calendars:
            continue
        account = session.account(entry)
        try:
            found = account.calendars()
            known = with_account(known, replace(entry, calendars=found))
            forget(session, entry.name, but={calendar.id for calendar in found})
        except SourceError as err:
            talk(f"afterword: {named(entry.name, err)}")
        finally:
            account.close()
    return known


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _calendars_json(session: Session, accounts: Accounts) -> list[dict[str, Any]]:
    with closing(session.connected(accounts)) as connected:
        target = session.target(accounts, connected)
        entries = {entry.name: entry for entry in accounts.entries}
        return [
            {
                "account": one.account.name,
                "calendar": calendar.id,
                "name": calendar.name,
                "writable": calendar.writable,
                "reads": calendar.id in one.reads,
                "writes": (one.account.name, calendar.id) == target,
            }
            for one in connected
            if not one.hidden
            for calendar in session.listed(entries[one.account.name], one.account)
        ]


@calendars.command("use")
@click.argument("which", metavar="ACCOUNT/CALENDAR")
@click.option("--write", is_flag=True, help="Write the reminders there; those that stand elsewhere move.")
@json_option
@global_options
@click.pass_context
def calendars_use(ctx: click.Context, which: str, write: bool, as_json: bool) -> None:
    """Read a calendar again, and with --write make it the one to write to."""
    _choose(session_of(ctx), which, read=True, write=write, as_json=as_json)


@calendars.command("ignore")
@click.argument("which", metavar="ACCOUNT/CALENDAR")
@json_option
@global_options
@click.pass_context
def calendars_ignore(ctx: click.Context, which: str, as_json: bool) -> None:
    """Read a calendar no more."""
    _choose(session_of(ctx), which, read=False, write=False, as_json=as_json)


def _choose(session: Session, which: str, *, read: bool, write: bool, as_json: bool) -> None:
    name, _, calendar_name = which.partition("/")
    with lock(session.home, timeout=WAIT):
        known = before = session.accounts()
        if name == HIDDEN and read and write:
            known = replace(known, write=(HIDDEN, HIDDEN_CALENDAR), paused=False)
        else:
            known = _chosen(session, known, known.named(name), calendar_name, read=read, write=write)
        save_accounts(session.home, known)
        _read_anew(session, before, known)
    seen = warning(session, known) if write else ""
    if seen:
        talk(f"afterword: {seen}")
    if as_json:
        emit(_calendars_json(session, known))
    else:
        say(f"{'Reads' if read else 'No longer reads'} {which}. Reminders go to {writes_words(session, known)}.")
        say("Next: afterword sync")


def _read_anew(session: Session, before: Accounts, after: Accounts) -> None:
    """Let calendars that were chosen or ignored just now be read in full; the caller holds the lock."""
    from core.store import commit

    was, ignored = ({(e.name, c) for e in accounts.entries for c in e.ignored} for accounts in (before, after))
    turned = was ^ ignored
    # What stands where nothing can be written is not watched over any more once its calendar is ignored.
    left = {place for place in ignored - was if not _writable(session, after.named(place[0]), place[1])}
    state = load(session.home)
    kept = replace(
        state,
        calendars=tuple(c for c in state.calendars if (c.account, c.calendar) not in turned),
        standees=tuple(s for s in state.standees if s.ref.place not in left),
    )
    if kept != state:
        commit(session.home, kept)


def _writable(session: Session, entry: AccountEntry, calendar: CalendarId) -> bool:
    with contextlib.closing(session.account(entry)) as account:
        return any(c.id == calendar and c.writable for c in session.listed(entry, account))


def _chosen(
    session: Session, known: Accounts, entry: AccountEntry, calendar_name: str, *, read: bool, write: bool
) -> Accounts:
    if write and entry.kind == "ics" and "path" in entry.settings:
        entry = replace(entry, settings={**entry.settings, "write": "yes"})
    account = session.account(entry)
    try:
        found = account.calendars()
    finally:
        account.close()
    calendar = next((c for c in found if calendar_name in (c.id, c.name)), None)
    listed = ", ".join(f"{entry.name}/{c.id}" for c in found)
    if calendar is None:
        raise UsageProblem(f'{entry.name} has no calendar "{calendar_name}"', next_step=f"It has: {listed}.")
    ignored = tuple(c for c in entry.ignored if c != calendar.id)
    entry = replace(
        entry,
        ignored=ignored if read else (*ignored, CalendarId(calendar.id)),
        calendars=found if entry.calendars else (),
    )
    known = with_account(known, entry)
    if not write:
        return known
    if not calendar.writable:
        raise SourceError(
            f"{entry.name}/{calendar.id} cannot be written", next_step="Choose another: afterword calendars"
        )
    return writing_to(known, entry.name, calendar.id)
