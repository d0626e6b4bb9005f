"""What `doctor` asks of each account: its sign-in, one real call, its calendars read and written, and the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from time import monotonic

from commands.context import Session, closing
from commands.discretion import warning
from commands.doctor.check import FAILURE, WARNING, Check, guarded
from core.accounts import HIDDEN, AccountEntry, Accounts
from core.errors import AfterwordError, CursorExpired
from core.model import CalendarId, Window
from core.state import State
from core.store import load
from core.sync.ports import Account, CalendarInfo, Reach

OFF = 60.0
"""Seconds by which a clock may be wrong before it is said; sign-ins stop to work at about five minutes."""
WRONG = 240.0


def examined(session: Session) -> Iterator[Check]:
    """Ask every account, each on its own: one that fails does not keep the next from being asked."""
    from connectors.retry import listening

    known = session.accounts()
    if not known.entries:
        said = "nothing is connected yet"
        yield Check(name="accounts", verdict=WARNING, said=said, next_step="Connect a calendar: afterword connect")
        return
    if known.paused:
        yield Check(
            name="accounts",
            verdict=WARNING,
            said="nothing is read or written since the purge",
            next_step="Choose a calendar again: afterword calendars use ACCOUNT/CALENDAR --write",
        )
    with listening() as ahead:
        for entry in known.entries:
            look = partial(_account, session, entry, _state(session))
            yield from guarded(look, name="connection", account=entry.name)
    yield clock(ahead)
    yield from guarded(partial(_target, session, known), name="reminders")


def _state(session: Session) -> State:
    try:
        return load(session.home)
    except AfterwordError:
        return State()  # a finding of its own


def _account(session: Session, entry: AccountEntry, state: State) -> Iterator[Check]:
    if not session.signed_in(entry):
        yield Check(
            name="sign-in",
            account=entry.name,
            verdict=FAILURE,
            said="there is none on this machine",
            next_step=f"Run: afterword connect {entry.kind} --name {entry.name}",
            sign_in=True,
        )
        return
    account = session.account(entry)
    try:
        yield _answered(entry, account)
        listed = account.calendars()
        for calendar in entry.reads or [calendar.id for calendar in listed]:
            if calendar not in entry.ignored:
                look = partial(_calendar, session, account, calendar, listed, state)
                yield from guarded(look, name="calendar", account=entry.name)
    finally:
        account.close()


def _answered(entry: AccountEntry, account: Account) -> Check:
    """Make one real call."""
    began = monotonic()
    identity = account.check()
    spent = monotonic() - began
    answered = Check(name="connection", account=entry.name, said=f"answered as {identity} in {spent * 1000:.0f} ms")
    if entry.identity and identity != entry.identity:
        answered = replace(
            answered,
            verdict=WARNING,
            said=f"{answered.said}, but it was connected as {entry.identity}",
            next_step=f"Connect it again: afterword connect {entry.kind} --name {entry.name}",
        )
    return answered.timed(round(spent, 3))


def _calendar(
    session: Session, account: Account, calendar: CalendarId, listed: Sequence[CalendarInfo], state: State
) -> Iterator[Check]:
    """Read one calendar from where the last sync left off; nothing of it is kept."""
    found = next((each for each in listed if each.id == calendar), None)
    place = f"{account.name}/{calendar}"
    if found is None:
        yield Check(
            name="calendar",
            account=account.name,
            verdict=FAILURE,
            said=f"{place} is to be read, but is not there any more",
            next_step=f"Run: afterword calendars ignore {place}",
        )
        return
    _read(session, account, calendar, state)
    called = f" ({found.name})" if found.name != calendar else ""
    yield Check(name="calendar", account=account.name, said=f"{place}{called} can be read")


def _read(session: Session, account: Account, calendar: CalendarId, state: State) -> None:
    now = session.now
    near = Window(start=now - timedelta(days=1), end=now + timedelta(days=1))
    known = (c.cursor for c in state.calendars if (c.account, c.calendar) == (account.name, calendar))
    try:
        next(iter(account.source(calendar).pull(Reach(window=near, busy=near), next(known, None))), None)
    except CursorExpired:
        return  # it was asked and answered: the next sync reads it in full


def _target(session: Session, known: Accounts) -> Iterator[Check]:
    """Say where reminders go, whether they can, and who else could read them there."""
    with closing(session.connected(known)) as connected:
        target = session.target(known, connected)
        account = next((one.account for one in connected if one.account.name == target[0]), None)
        listed = account.calendars() if account else ()
        calendar = next((each for each in listed if each.id == target[1]), None)
        can = account is not None and calendar is not None and calendar.writable and account.sink(target[1]) is not None
    where = str(session.home.calendar) if target[0] == HIDDEN else f"{target[0]}/{target[1]}"
    if not can:
        yield Check(
            name="reminders",
            verdict=FAILURE,
            said=f"they are to go to {where}, which cannot be written",
            next_step="Choose another: afterword calendars use ACCOUNT/CALENDAR --write",
        )
        return
    seen = warning(session, known)
    if seen:
        yield Check(name="reminders", verdict=WARNING, said=seen)
    else:
        yield Check(name="reminders", said=f"they go to {where}, which can be written")


def clock(ahead: Sequence[float]) -> Check:
    """Compare this machine's clock with the servers': the nearest answer, since one server may be wrong itself."""
    if not ahead:
        return Check(name="clock", said="no server was asked that could tell")
    off = min(ahead, key=abs)
    way = "behind" if off > 0 else "ahead"
    if abs(off) < OFF:
        return Check(name="clock", said=f"within {max(1, round(abs(off)))} s of the servers'")
    return Check(
        name="clock",
        verdict=FAILURE if abs(off) >= WRONG else WARNING,
        said=f"this machine's clock is {abs(off):.0f} s {way} of the servers'",
        next_step="Set it by the network; reminders and sign-ins depend on it.",
    )
