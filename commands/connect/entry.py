"""What connecting has in common for every kind: the account's name, and what is said when it is connected."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from commands.accounts import accounts_json, writes_words
from commands.context import Session
from commands.discretion import ask, warning
from commands.output import emit, say, talk
from commands.record import forgiven
from core.accounts import HIDDEN, AccountEntry, Accounts, account_name
from core.errors import UsageProblem
from core.model import AccountName


def name_for(accounts: Accounts, *, kind: str, asked: str | None, same: Callable[[AccountEntry], bool]) -> AccountName:
    """Return the account's name: as asked, else that of the one that is the `same`, else a free one like `ics-2`.

    Raises UsageProblem where the name asked for belongs to another account.
    """
    if asked:
        name = account_name(asked)
        if name == HIDDEN:
            raise UsageProblem(f'"{HIDDEN}" is the name of the calendar in the home', next_step="Choose another.")
        taken = next((entry for entry in accounts.entries if entry.name == name), None)
        if taken is not None and (taken.kind != kind or not same(taken)):
            raise UsageProblem(
                f'An account named "{name}" is connected to {taken.identity}',
                next_step=f"Choose another name, or first run: afterword accounts remove {name}",
            )
        return name
    for entry in accounts.entries:
        if entry.kind == kind and same(entry):
            return entry.name
    names = {entry.name for entry in accounts.entries}
    free = (kind, *(f"{kind}-{number}" for number in range(2, len(names) + 3)))
    return AccountName(next(name for name in free if name not in names))


def told(session: Session, accounts: Accounts, entry: AccountEntry, *, sentence: str, as_json: bool) -> None:
    """Print that `entry` is connected: `sentence` says as whom, then where reminders go and what to type next."""
    # Whoever was signed in again is asked at once, and who can read the calendar is said before anything is written.
    forgiven(session, [entry.name])
    seen = warning(session, accounts)
    if seen:
        talk(f"afterword: {seen}")
        if sys.stdin.isatty() and sys.stderr.isatty() and not as_json:
            ask(session)
    if as_json:
        emit(accounts_json(session, accounts, only=entry.name)[0])
        return
    say(sentence)
    twin = _twin(session, accounts, entry)
    if twin:
        remove = f"afterword accounts remove {entry.name}"
        say(f'"{twin}" reads the same already: each reminder is written once all the same. To undo this: {remove}')
    say(f"Reminders go to {writes_words(session, accounts)}.")
    say("Next: afterword sync")


def _twin(session: Session, accounts: Accounts, entry: AccountEntry) -> AccountName | None:
    """Return another account of the same sign-in, or of the same file or folder by whatever path."""
    others = [other for other in (*accounts.entries, session.hidden()) if other.name != entry.name]
    return next((other.name for other in others if other.kind == entry.kind and _what(other) == _what(entry)), None)


def _what(entry: AccountEntry) -> str:
    # A feed's identity is the host alone, for the rest of its address is a secret.
    path, url = entry.settings.get("path"), entry.settings.get("url")
    return os.path.normcase(Path(path).resolve()) if path else url or entry.identity.casefold()
