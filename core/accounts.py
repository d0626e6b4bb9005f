"""What is connected, and the pure steps that change it. Accounts have their own file: a lost state loses none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.errors import UsageProblem
from core.model import AccountName, CalendarId
from core.sync.ports import CalendarInfo

HIDDEN = AccountName("afterword")
"""The account of the calendar in the home, which takes the reminders where nothing else can be written."""
HIDDEN_CALENDAR = CalendarId("afterword.ics")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """One connected account. `settings` are the connector's own, never a secret; `identity` is who it signed in as.

    `calendars` is the listing as the service last gave it, so that a sync need not ask for it; empty where a look costs
    nothing. Of its calendars those in `ignored` are not read; `reads`, where not empty, names the only ones that are.
    """

    name: AccountName
    kind: str
    identity: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[CalendarId, ...] = ()
    reads: tuple[CalendarId, ...] = ()
    calendars: tuple[CalendarInfo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Everything of `accounts.json`. `write` is the chosen calendar, None for the first that can be written.

    `paused` is set by `purge`: nothing is read or written until a calendar is chosen again.
    """

    entries: tuple[AccountEntry, ...] = ()
    write: tuple[AccountName, CalendarId] | None = None
    paused: bool = False

    def named(self, name: str) -> AccountEntry:
        """Return the entry of that name, in whatever case; raise UsageProblem where there is none."""
        for entry in self.entries:
            if entry.name == name.lower():
                return entry
        known = ", ".join(entry.name for entry in self.entries)
        next_step = f"Connected: {known}." if known else "Connect one with `afterword connect`."
        raise UsageProblem(f'No account is named "{name}"', next_step=next_step)


def account_name(text: str) -> AccountName:
    """Return `text` in lower case as a name; raise UsageProblem where it has other characters than a name may have."""
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        raise UsageProblem(
            f'"{text}" cannot be the name of an account',
            next_step="Use up to 40 letters a to z, digits, dots, hyphens and underscores, a letter or digit first.",
        )
    return AccountName(name)


def with_account(accounts: Accounts, entry: AccountEntry) -> Accounts:
    """Return `accounts` with `entry` at the end, or in the place of the one of that name."""
    entry = replace(entry, name=account_name(entry.name))
    if any(known.name == entry.name for known in accounts.entries):
        entries = tuple(entry if known.name == entry.name else known for known in accounts.entries)
        return replace(accounts, entries=entries)
    return replace(accounts, entries=(*accounts.entries, entry))


def without(accounts: Accounts, name: str) -> Accounts:
    """Return `accounts` without the one of that name, nor its calendar chosen for writing; raise UsageProblem."""
    gone = accounts.named(name)
    kept = tuple(entry for entry in accounts.entries if entry is not gone)
    write = None if accounts.write and accounts.write[0] == gone.name else accounts.write
    return replace(accounts, entries=kept, write=write)


def writing_to(accounts: Accounts, name: str, calendar: CalendarId) -> Accounts:
    """Return `accounts` with that calendar chosen for writing, which also ends a pause; raise UsageProblem."""
    return replace(accounts, write=(accounts.named(name).name, calendar), paused=False)
