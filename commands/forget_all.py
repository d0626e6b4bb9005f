"""`forget --all`: the reminders if wished, then the schedule, the sign-ins, and the home."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from commands.accounts import sign_out
from commands.context import WAIT, Session
from commands.everywhere import every_account, every_sink
from commands.output import emit, plural, say, talk
from commands.schedule import unschedule
from connectors.base import SIGNED_IN
from connectors.schedule import here
from core.accounts import HIDDEN, AccountEntry, Accounts
from core.erase import close_up, erase
from core.errors import AfterwordError, SignInNeeded, SourceError, UsageProblem
from core.model import Place
from core.store import load, load_accounts, lock
from core.sync.pull import named


def forget_all(session: Session, *, reminders: bool, yes: bool, as_json: bool) -> int:
    """Remove everything of this home from this machine; return the exit status.

    With `reminders` those are removed first, and where a calendar cannot be reached nothing else is: without the
    home they could not be found any more by name.
    """
    if not session.home.path.is_dir():
        raise UsageProblem(
            f"There is nothing in {session.home.path}", next_step="Check --home, or begin: afterword init"
        )
    if not yes:
        _ask(session, reminders)
    with lock(session.home, timeout=WAIT):
        accounts = _connected(session)
        removed = _swept(session, accounts) if reminders else 0
        scheduled = unschedule(session, here())
        for entry in accounts.entries:
            _sign_out(session, entry)
        erase(session.home)
    left = close_up(session.home)
    if as_json:
        emit(
            {
                "forgotten": True,
                "reminders_removed": removed,
                "schedule_removed": scheduled,
                "accounts": [entry.name for entry in accounts.entries],
                "left": [str(path) for path in left],
            }
        )
        return 0
    taken = f" and {plural(removed, 'reminder')}" if reminders else ""
    say(f"Everything of {session.home.path} is removed{taken}.")
    if left:
        say(f"Left there, since it is not afterword's: {', '.join(path.name for path in left)}.")
    if any(entry.kind in SIGNED_IN for entry in accounts.entries):
        say("The services still list afterword among the apps you allowed; take it away in your settings there.")
    return 0


def _ask(session: Session, reminders: bool) -> None:
    if not sys.stdin.isatty():
        raise UsageProblem("This removes everything", next_step="Say that you mean it with --yes.")
    too = "and every reminder in your calendars" if reminders else "(reminders in your calendars stay)"
    question = f"This removes {session.home.path}, its sign-ins and its schedule {too}, for good. Go on?"
    click.confirm(question, default=False, abort=True, err=True)


def _sign_out(session: Session, entry: AccountEntry) -> None:
    """End a sign-in; where the settings or the registration for that are broken, at least forget it here."""
    try:
        sign_out(session, entry)
    except AfterwordError as err:
        talk(f"afterword: {err.sentence()} Its sign-in is forgotten here all the same.")
    session.tokens().remove(entry.name)


def _connected(session: Session) -> Accounts:
    """Return the accounts; where their file is damaged, none: that must keep nobody from forgetting."""
    try:
        return load_accounts(session.home)
    except AfterwordError as err:
        talk(f"afterword: {err.sentence()} Sign-ins that a keyring holds for it may stay there.")
        return Accounts()


def _swept(session: Session, accounts: Accounts) -> int:
    """Remove every reminder from every calendar that can be written; raise where one could not be reached."""
    from core.sync.purge import purge

    written = {entry.name for entry in accounts.entries if entry.settings.get("write") == "yes"}
    with every_account(session, accounts) as found:
        sinks, trouble = every_sink(found, written)
        for name, place in _places(session) - set(sinks):
            if name not in trouble:
                trouble[name] = SourceError(f"{name}: {place} holds reminders and cannot be written")
        done = purge({place: sink for place, sink in sinks.items() if place[0] != HIDDEN})
    trouble = {name: err for name, err in {**trouble, **done.trouble}.items() if name != HIDDEN}
    if trouble:
        told = " ".join(named(account, err) for account, err in trouble.items())
        error = SignInNeeded if any(isinstance(err, SignInNeeded) for err in trouble.values()) else SourceError
        raise error(
            f"{plural(len(done.removed), 'reminder')} removed, but not all could be: {told.rstrip('.')}",
            next_step="Nothing else was removed. Run it again when it answers, or without --reminders.",
        )
    return len(done.removed)


def _places(session: Session) -> set[Place]:
    """Return the calendars in which reminders stand, as far as that is known."""
    with suppress(AfterwordError):
        state = load(session.home)
        return {one.ref.place for one in (*state.standees, *state.notices)}
    return set()
