"""`connect outlook`: sign in to a Microsoft account, in the browser or with a code on another device."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from commands.accounts import forget
from commands.connect.entry import name_for, told
from commands.context import WAIT, Session, global_options, session_of
from commands.output import json_option, say, talk
from core.accounts import AccountEntry, Accounts, account_name, with_account, writing_to
from core.credentials import load_credentials
from core.errors import ConfigError, SourceError
from core.model import CalendarId
from core.store import lock, save_accounts
from core.sync.ports import CalendarInfo

if TYPE_CHECKING:
    from connectors.outlook.sign_in import Signed, SignIn

REGISTERING = """\
Microsoft lets a program use calendars once it is registered, which costs nothing and is done once:

 1. Open https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade and choose
    "New registration". Any name will do, such as Afterword.
 2. Under "Supported account types" choose accounts in any organizational directory and personal Microsoft accounts.
 3. Under "Redirect URI" choose "Public client/native (mobile & desktop)" (later called "Mobile and desktop
    applications") and enter http://localhost
 4. After "Register", under "Authentication", set "Allow public client flows" to Yes.
 5. Under "API permissions" add Microsoft Graph, delegated: Calendars.ReadWrite
 6. From "Overview" copy the application (client) ID into {path}:
    {{"microsoft": {{"client_id": "THE-ID"}}}}
 7. Run: afterword connect outlook

More, also on organisations that ask an administrator first: docs/outlook.md
"""


@click.command("outlook")
@click.option("--name", help="What to call this account.")
@click.option("--no-browser", is_flag=True, help="Print the address to sign in at, and wait.")
@click.option("--device-code", is_flag=True, help="Sign in on another device, with a code.")
@click.option("--write", is_flag=True, help="Write the reminders into this account's calendar.")
@click.option("--own-calendar", is_flag=True, help="Make a calendar named Afterword, and write only there.")
@json_option
@global_options
@click.pass_context
def connect_outlook(
    ctx: click.Context,
    *,
    name: str | None,
    no_browser: bool,
    device_code: bool,
    write: bool,
    own_calendar: bool,
    as_json: bool,
) -> None:
    """Connect the calendars of a Microsoft account: Outlook.com, or Microsoft 365 at work or school."""
    from connectors.outlook.sign_in import Registration, SignIn

    session = session_of(ctx)
    if name is not None:
        name = account_name(name)
    sign_in = SignIn(Registration.of(_section(session)), name=name or "")
    # The address, or the code, is the one thing that a script waits for; with --json, stdout is for the document.
    speak = talk if as_json else say
    signed = _signed(sign_in, speak, no_browser=no_browser, device_code=device_code)
    with lock(session.home, timeout=WAIT):
        accounts, entry = _entered(session, signed, name=name, write=write, own_calendar=own_calendar)
        save_accounts(session.home, accounts)
        # What was read of a calendar that is no longer there must not stay known.
        forget(session, entry.name, but={calendar.id for calendar in entry.calendars})
    told(
        session,
        accounts,
        entry,
        sentence=f'Connected "{entry.name}" as {entry.identity}: reads {_named(entry.calendars)}.',
        as_json=as_json,
    )


def _section(session: Session) -> dict[str, object]:
    """Return the app registration; where there is none yet, say how to make one."""
    path = session.home.credentials
    try:
        return dict(load_credentials(path, only="microsoft")["microsoft"])
    except ConfigError as err:
        if "expected an object" in err.message or "still the example" in err.message:
            talk(REGISTERING.format(path=path))
            raise ConfigError(
                f"{path} has no app registration for Microsoft yet",
                next_step="Follow the steps above, then run: afterword connect outlook",
            ) from err
        raise


def _signed(sign_in: SignIn, speak: Callable[[str], None], *, no_browser: bool, device_code: bool) -> Signed:
    if device_code:
        return sign_in.with_code(lambda address, code: speak(f"On any device open {address} and enter: {code}"))

    def show(address: str) -> None:
        if no_browser or not _opened(address):
            speak(address)
        talk("Waiting for the sign-in in your browser ...")

    return sign_in.in_browser(show)


def _opened(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def _entered(
    session: Session, signed: Signed, *, name: str | None, write: bool, own_calendar: bool
) -> tuple[Accounts, AccountEntry]:
    """Keep the sign-in, make one real call with what the store gives back, and return what is connected now."""
    accounts = session.accounts()
    chosen = name_for(
        accounts, kind="outlook", asked=name, same=lambda e: e.identity.casefold() == signed.identity.casefold()
    )
    before = next((each for each in accounts.entries if each.name == chosen), None)
    settings = {"identity": signed.identity, "tenant": signed.tenant}
    entry = replace(before or AccountEntry(name=chosen, kind="outlook"), settings=settings)
    # Nothing is connected by halves: until the account has answered, what was there before holds on.
    with session.tokens().trial(chosen, signed.secret), closing(session.account(entry)) as account:
        identity = account.check()
        own = account.own_calendar() if own_calendar else None  # type: ignore[attr-defined]
        entry = replace(entry, identity=identity, calendars=account.calendars())
    accounts = with_account(accounts, entry)
    if own is not None:
        accounts = writing_to(accounts, entry.name, own.id)
    elif write:
        accounts = writing_to(accounts, entry.name, _writable(entry))
    return accounts, entry


def _writable(entry: AccountEntry) -> CalendarId:
    found = next((c for c in sorted(entry.calendars, key=lambda c: not c.primary) if c.writable), None)
    if found is None:
        raise SourceError(
            f"{entry.name}: none of its calendars can be written", next_step="Leave out --write, or use --own-calendar."
        )
    return found.id


def _named(calendars: tuple[CalendarInfo, ...]) -> str:
    return ", ".join(calendar.name for calendar in calendars) or "no calendar"
