"""All accounts and all calendars that can be written, for what removes reminders wherever they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from commands.context import Session
from core.accounts import Accounts
from core.errors import AfterwordError, SourceError
from core.model import AccountName, Place
from core.sync.ports import Account, Sink


@contextmanager
def every_account(session: Session, accounts: Accounts) -> Iterator[dict[AccountName, Account | SourceError]]:
    """Give every account by name, or why it cannot be used: one that is broken must not keep the others."""
    found: dict[AccountName, Account | SourceError] = {}
    try:
        for entry in (*accounts.entries, session.hidden()):
            try:
                found[entry.name] = session.account(entry)
            except AfterwordError as err:
                found[entry.name] = SourceError(err.message, next_step=err.next_step)
        yield found
    finally:
        for account in found.values():
            if not isinstance(account, SourceError):
                account.close()


def every_sink(
    accounts: Mapping[AccountName, Account | SourceError], written: Collection[AccountName]
) -> tuple[dict[Place, Sink], dict[AccountName, SourceError]]:
    """Return a sink for every calendar that can be written, and the accounts that could not be asked.

    `written` are those connected for writing: that nothing can be written there now is an error.
    """
    sinks: dict[Place, Sink] = {}
    trouble: dict[AccountName, SourceError] = {}
    for name, account in accounts.items():
        if isinstance(account, SourceError):
            trouble[name] = account
            continue
        try:
            calendars = [calendar.id for calendar in account.calendars() if calendar.writable]
            found = {(name, calendar): account.sink(calendar) for calendar in calendars}
            if name in written and not found:
                account.check()
        except SourceError as err:
            trouble[name] = err
            continue
        sinks.update({place: sink for place, sink in found.items() if sink is not None})
    return sinks, trouble
