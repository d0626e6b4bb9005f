"""What a home knows after a restore: the backup's word, and of the calendars what is newer than it. Pure.

Calendars do not go back with a home. What has gone from them since the backup may be the program's own doing (a purge,
an undo, a sync) or the user's; only the home that is replaced can tell. Where it knew a calendar, its reminders, the
deletions it noticed and what the program took away there count. Elsewhere (another machine, a lost home) the reminders
of the backup are hearsay until the calendar is read: one that is missing there then is planned anew, unless the
calendar itself remembers that it was deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.accounts import HIDDEN, AccountEntry, Accounts
from core.model import AccountName, Place, Standee, TouchpointStatus
from core.state import CalendarState, Decisions, State


def restored_state(backup: State, *, replaced: State, accounts: Accounts, before: Accounts, own: bool = False) -> State:
    """Return the state of a backup as it is to be begun with. `replaced` is that of the home until now, `before` what
    was connected to it; `accounts` is what the backup has connected. `own` is whether the calendar in the home is there
    and stays.

    It has no journal, for what was written last before the backup is not what was written last.
    """
    same = _same(accounts, before) | ({HIDDEN} if own else frozenset())
    known = {_place(c) for c in replaced.calendars if c.account in same and not c.restored}
    calendars = {_place(calendar): calendar for calendar in backup.calendars}
    for place in {standee.ref.place for standee in (*backup.standees, *backup.notices)}:
        calendars.setdefault(place, CalendarState(account=place[0], calendar=place[1]))
    calendars = {place: replace(each, cursor=None, restored=place not in known) for place, each in calendars.items()}
    for place in known - set(calendars):
        calendars[place] = CalendarState(account=place[0], calendar=place[1])
    return replace(
        backup,
        reader="",
        calendars=tuple(calendars.values()),
        standees=_joined(backup.standees, replaced.standees, known),
        notices=_joined(backup.notices, replaced.notices, known),
        wrote=(),
        told=None,
    )


def restored_decisions(backup: Decisions, *, replaced: Decisions) -> Decisions:
    """Return the decisions of a backup with what has happened in the calendars since: what the user deleted there, and
    what the program took away.
    """
    deleted = {id: one for id, one in replaced.settled.items() if one.status is TouchpointStatus.DISMISSED}
    return replace(backup, settled={**deleted, **backup.settled}, taken={**backup.taken, **replaced.taken})


def hearsay(calendars: Iterable[CalendarState]) -> frozenset[Place]:
    """Return the calendars of which only a backup tells what stood there."""
    return frozenset(_place(calendar) for calendar in calendars if calendar.restored)


def _same(accounts: Accounts, before: Accounts) -> frozenset[AccountName]:
    """Return the accounts that are the same ones before and after. What connects them is compared."""
    was: Mapping[AccountName, AccountEntry] = {entry.name: entry for entry in before.entries}
    return frozenset(e.name for e in accounts.entries if e.name in was and _names(e) == _names(was[e.name]))


def _names(entry: AccountEntry) -> tuple[object, ...]:
    """Return what an account is, apart from what is done with it."""
    return entry.kind, entry.identity, entry.settings.get("path"), entry.settings.get("url")


def _joined(
    backup: Iterable[Standee], replaced: Iterable[Standee], known: frozenset[Place] | set[Place]
) -> tuple[Standee, ...]:
    kept = [standee for standee in backup if standee.ref.place not in known]
    fresh = [standee for standee in replaced if standee.ref.place in known]
    return tuple(sorted((*kept, *fresh), key=lambda s: (s.start, s.id, s.ref.account, s.ref.calendar)))


def _place(calendar: CalendarState) -> Place:
    return calendar.account, calendar.calendar
