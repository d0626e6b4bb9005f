"""What a run holds back: changes over its limit (P7), those of calendars that cannot be written, and asking accounts
that have failed too often.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from core.errors import SourceError
from core.model import AccountName, CalendarId, Place
from core.runs import PAUSE, Failing, Runs, resting
from core.sync.ports import Account, Connected
from core.sync.pull import Trouble
from core.sync.reconcile import Change, Move


def within(changes: Sequence[Change], limit: int) -> tuple[Change, ...]:
    """Return the first changes that are at most `limit` writes: a reminder that moves is written and taken away."""
    taken: list[Change] = []
    for change in changes:
        limit -= 2 if isinstance(change, Move) else 1
        if limit < 0:
            break
        taken.append(change)
    return tuple(taken)


def unwritable(places: Collection[Place], connected: Iterable[Connected]) -> frozenset[Place]:
    """Return those of `places` that cannot be written. Where the last listing says that one can, it is asked anew:
    what is taken for a move must not end up standing twice.
    """
    found: set[Place] = set()
    for one in connected:
        theirs = [place for place in places if place[0] == one.account.name]
        found |= {place for place in theirs if place[1] in one.read_only or one.account.sink(place[1]) is None}
        if set(theirs) - found:
            found |= {place for place in theirs if place[1] in _listed_read_only(one.account)}
    return frozenset(found)


def _listed_read_only(account: Account) -> set[CalendarId]:
    try:
        return {calendar.id for calendar in account.calendars() if not calendar.writable}
    except SourceError:
        return set()  # whether it can be written shows when it is


def spared(
    failing: Mapping[AccountName, Failing] | None, *, now: datetime, zone: tzinfo
) -> Mapping[AccountName, Trouble]:
    """Return who is not to be asked in this run, each with the trouble it had when it last was."""
    return {
        name: Trouble(
            status=one.status,
            error=f"{one.error.rstrip('.')}. It failed {one.tries} times in a row and is asked again "
            f"after {(one.last_try + PAUSE).astimezone(zone):%H:%M}; to try now: afterword sync --account {name}",
            rested=True,
        )
        for name, one in resting(Runs(failing=failing or {}), now).items()
    }


def signed_out(
    trouble: Mapping[AccountName, Trouble], failing: Mapping[AccountName, Failing], *, now: datetime
) -> Mapping[AccountName, Failing]:
    """Return the accounts whose sign-in has ended, since when, and whether the user has been told."""
    found = {}
    for name, one in trouble.items():
        if one.status == "sign_in_needed":
            before = failing.get(name)
            known = before is not None and before.status == one.status
            fresh = Failing(since=now, last_try=now, tries=1, status=one.status, error=one.error)
            found[name] = before if known and before else fresh
    return found
