"""`connect google`: sign in to a Google account in the browser, once; again refreshes its sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from commands.accounts import forget
from commands.connect.entry import name_for, told
from commands.context import WAIT, Session, global_options, session_of
from commands.output import json_option, talk
from core.accounts import HIDDEN, HIDDEN_CALENDAR, AccountEntry, Accounts, account_name, with_account, writing_to
from core.credentials import load_credentials
from core.errors import ConfigError, SourceError, UsageProblem
from core.model import AccountName, CalendarId
from core.store import load, lock, save_accounts
from core.sync.ports import CalendarInfo

if TYPE_CHECKING:
    from connectors.google.grant import Grant


@click.command("google")
@click.option("--name", help="What to call this account.")
@click.option("--no-browser", is_flag=True, help="Print the address to sign in at, and wait.")
@click.option("--own-calendar", is_flag=True, help="Make a calendar named Afterword and write only there.")
@click.option("--write", is_flag=True, help="Write the reminders into this account.")
@click.option("--calendar", "calendar_name", metavar="CALENDAR", help="Write them into this calendar of it.")
@click.option("--timeout", default=300.0, show_default=True, help="Seconds to wait for the sign-in.")
@json_option
@global_options
@click.pass_context
def connect_google(
    ctx: click.Context,
    *,
    name: str | None,
    no_browser: bool,
    own_calendar: bool,
    write: bool,
    calendar_name: str | None,
    timeout: float,
    as_json: bool,
) -> None:
    """Connect a Google account: its calendars are read, and reminders can be written into one of them."""
    from connectors.google.sign_in import sign_in

    if own_calendar and calendar_name:
        raise UsageProblem("--own-calendar and --calendar each name a calendar", next_step="Give one of them.")
    session = session_of(ctx)
    known = _known(session.accounts(), name)
    registration = _registration(session)
    # An account connected again stays as it is, unless another way to write is asked for.
    own = own_calendar or (known is not None and known.settings.get("own") == "yes" and not calendar_name)
    grant = sign_in(registration, own=own, show=_shower(no_browser, as_json), patience=timeout)
    with lock(session.home, timeout=WAIT):
        asked = name or (known.name if known is not None and own and not own_calendar else None)
        accounts, entry = _connected(session, grant, registration, asked=asked, own=own)
        target = _target(entry, own=own, write=write, calendar_name=calendar_name)
        if target is not None:
            accounts = writing_to(accounts, entry.name, target)
        save_accounts(session.home, accounts)
        forget(session, entry.name, but={calendar.id for calendar in entry.calendars})
    reads = ", ".join(calendar.name for calendar in entry.calendars if calendar.id not in entry.ignored)
    sentence = f'Connected "{entry.name}" as {entry.identity}: reads {reads}.'
    told(session, accounts, entry, sentence=sentence, as_json=as_json)


def _known(accounts: Accounts, name: str | None) -> AccountEntry | None:
    """Return the account of that name, or the only one of Google's, where there is one.

    Raises UsageProblem where that name is another kind's.
    """
    if not name:
        theirs = [entry for entry in accounts.entries if entry.kind == "google"]
        return theirs[0] if len(theirs) == 1 else None
    entry = next((entry for entry in accounts.entries if entry.name == account_name(name)), None)
    if entry is not None and entry.kind != "google":
        raise UsageProblem(
            f'An account named "{entry.name}" is connected to {entry.identity}',
            next_step=f"Choose another name, or first run: afterword accounts remove {entry.name}",
        )
    return entry


def _registration(session: Session) -> Mapping[str, Any]:
    """Return the app registration; where there is none, say step by step how to get one."""
    path = session.home.credentials
    if "google" not in load_credentials(path):
        from connectors.google.sign_in import steps

        talk("To connect a Google account you need an app registration of your own, once:")
        for step in steps(path):
            talk(step)
        raise ConfigError(
            f"{path} has no app registration for Google", next_step="Follow the steps, then: afterword connect google"
        )
    found: Mapping[str, Any] = load_credentials(path, only="google")["google"]
    return found


def _shower(no_browser: bool, as_json: bool) -> Any:
    def show(address: str) -> None:
        if no_browser:
            # Alone on its line, so that a script can take it; stdout belongs to the document where there is one.
            click.echo(address, err=as_json)
            talk("Open this address in a browser on this machine and sign in. Waiting ...")
            return
        import webbrowser

        opened = webbrowser.open(address)
        talk("Sign in to Google in your browser. " + ("If it did not open, the address is:" if opened else "Open:"))
        talk(address)

    return show


def _connected(
    session: Session, grant: Grant, registration: Mapping[str, Any], *, asked: str | None, own: bool
) -> tuple[Accounts, AccountEntry]:
    """Make one real call with the sign-in, keep it, read it back, and return the accounts with its entry."""
    from connectors.google.account import GoogleAccount

    settings = {"own": "yes"} if own else {}
    account = GoogleAccount(
        AccountName(asked or "google"),
        settings,
        me=session.config.me,
        grant=lambda: grant,
        registration=lambda: registration,
        keep=lambda _: None,
    )
    try:
        identity = account.check()
        made = account.own_calendar() if own else None
        calendars = account.calendars()
    finally:
        account.close()
    accounts = session.accounts()
    chosen = name_for(accounts, kind="google", asked=asked, same=lambda entry: entry.identity == identity)
    if own:
        _refuse_to_strand(session, chosen, {calendar.id for calendar in calendars if calendar.id != made})
    _keep(session, chosen, grant)
    before = next((entry for entry in accounts.entries if entry.name == chosen), None)
    fresh = AccountEntry(name=chosen, kind="google")
    entry = replace(
        before or fresh,
        identity=identity,
        settings=settings | ({"calendar": made} if made else {}),
        calendars=calendars,
    )
    return with_account(accounts, entry), entry


def _refuse_to_strand(session: Session, name: AccountName, others: set[CalendarId]) -> None:
    """Raise SourceError where reminders stand in those calendars, which could then no longer be written."""
    places = {s.ref.calendar for s in load(session.home).standees if s.ref.account == name} & others
    if places:
        raise SourceError(
            f"{name}: reminders stand in {', '.join(sorted(places))}, where they could then not be taken away",
            next_step=f"First move them: afterword calendars use {HIDDEN}/{HIDDEN_CALENDAR} --write, then afterword"
            " sync; then run this again.",
        )


def _keep(session: Session, name: AccountName, grant: Grant) -> None:
    """Keep the sign-in and read it back: what cannot be read again is not connected."""
    tokens = session.tokens()
    tokens.save(name, grant.text())
    if tokens.load(name) != grant.text():
        raise SourceError(
            f"{name}: the sign-in was kept but does not read back",
            next_step="Check your keyring, then connect the account again.",
        )


def _target(entry: AccountEntry, *, own: bool, write: bool, calendar_name: str | None) -> CalendarId | None:
    """Return the calendar now chosen for writing, None where that stays as it is."""
    if calendar_name:
        chosen = next((c for c in entry.calendars if calendar_name in (c.id, c.name)), None)
        if chosen is None:
            listed = ", ".join(calendar.id for calendar in entry.calendars)
            raise UsageProblem(f'{entry.name} has no calendar "{calendar_name}"', next_step=f"It has: {listed}.")
        return _writable(entry, chosen)
    if own:
        return CalendarId(entry.settings["calendar"])
    if write:
        return _writable(entry, next(calendar for calendar in entry.calendars if calendar.primary))
    return None


def _writable(entry: AccountEntry, calendar: CalendarInfo) -> CalendarId:
    if not calendar.writable:
        raise SourceError(
            f"{entry.name}/{calendar.id} cannot be written", next_step="Choose another: afterword calendars"
        )
    return calendar.id
