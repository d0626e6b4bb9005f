"""A sign-in that has ended, told where the user looks: one event in the calendar written to, if that still works.

It is no touchpoint: the plan, the user's hand and the last sync's journal never see it. But it carries our mark, so
that whatever removes our reminders by their marks removes it too. It goes again when the account answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.config import Config
from core.errors import Dismissed, PreconditionFailed, SourceError
from core.ids import derive
from core.model import QUARTER, AccountName, Mark, Place, Reminder, Standee, TouchpointId, TouchpointKind, Window
from core.runs import Failing
from core.sync.marks import digest
from core.sync.ports import Sink

PREFIX = "notice"
"""How the ids of notices begin. Touchpoints' ids are hex digits alone; both are what Google takes as an event's id."""


@dataclass(slots=True)
class Announced:
    """What was told. `standing` are the notices that stand now; `places` the calendars that were written."""

    standing: tuple[Standee, ...]
    accounts: set[AccountName] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)


def is_notice(own: str) -> bool:
    """True where an event of ours is a notice and no reminder."""
    return own.startswith(PREFIX)


def announce(
    standing: Sequence[Standee],
    *,
    ended: Mapping[AccountName, Failing],
    holding: Collection[AccountName],
    connected: Collection[AccountName],
    sinks: Mapping[Place, Sink],
    target: Place | None,
    config: Config,
    window: Window,
    now: datetime,
) -> Announced:
    """Write a notice for each account in `ended` that has none; take away those of accounts `holding` their sign-in
    again, and of those no longer `connected`. One that stands in another calendar than `target` moves there.

    `ended` are sign-ins that no longer hold, with since when; one already announced is not told again, for then the
    user has deleted its notice. `target` is None where the calendar written to cannot be reached: telling waits.
    """
    done = Announced(standing=tuple(standing))
    moving: set[AccountName] = set()
    for notice in standing:
        over = any(_is_of(notice, account) for account in holding)
        over = over or not any(_is_of(notice, account) for account in connected)
        elsewhere = target is not None and notice.ref.place != target
        if (over or elsewhere) and _removed(notice, sinks, window):
            moving |= {account for account in ended if _is_of(notice, account)}
            done.standing = tuple(other for other in done.standing if other is not notice)
            done.places.add(notice.ref.place)
    sink = sinks.get(target) if target else None
    for account, failing in ended.items():
        stands = any(_is_of(notice, account) for notice in done.standing)
        known = failing.announced and account not in moving
        if stands or known or sink is None or target is None:
            if stands:
                done.accounts.add(account)
            continue
        try:
            done.standing = (*done.standing, sink.create(notice_of(account, failing, config=config, now=now)))
        except Dismissed:
            pass  # the calendar remembers that the user has deleted it in this outage
        except SourceError:
            continue  # the calendar itself is reported where reminders go there; the next sync tells
        done.accounts.add(account)
        done.places.add(target)
    return done


def notice_of(account: AccountName, failing: Failing, *, config: Config, now: datetime) -> Reminder:
    """Return the notice of one account: at the next quarter of an hour in waking hours, its id that of this outage."""
    title = f"Afterword: sign in to {account} again"
    text = (
        f"{failing.error}\n\nUntil then afterword reads nothing new there; everything it knows stays as it is. "
        "This entry goes away by itself once the account answers."
    )
    start = _soon(now.astimezone(ZoneInfo(config.me.zone)), config)
    own = TouchpointId(f"{_stem(account)}{derive('since', failing.since.isoformat())[:6]}")
    mark = Mark(
        id=own,
        kind=TouchpointKind.CHECK_IN,
        number=0,
        title=digest(title),
        text=digest(text),
        start=start,
        end=start + QUARTER,
    )
    return Reminder(id=own, title=title, text=text, start=start, end=start + QUARTER, mark=mark)


def _stem(account: AccountName) -> str:
    return f"{PREFIX}{derive('sign-in', account)[:10]}"


def _is_of(notice: Standee, account: AccountName) -> bool:
    return notice.id.startswith(_stem(account))


def _soon(now: datetime, config: Config) -> datetime:
    """Return the next quarter of an hour, or the beginning of the next waking hours."""
    whole = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0) + QUARTER
    first, last = config.policy.waking_start, config.policy.waking_end
    if first <= whole.time() < last:
        return whole
    day = whole.date() if whole.time() < first else whole.date() + timedelta(days=1)
    return datetime.combine(day, time(first.hour, first.minute), now.tzinfo)


def _removed(notice: Standee, sinks: Mapping[Place, Sink], window: Window) -> bool:
    """Take a notice away; one that the user has changed is read again first. A calendar that fails keeps it for now."""
    sink = sinks.get(notice.ref.place)
    if sink is None:
        return False
    try:
        try:
            sink.delete(notice.ref, notice.etag)
        except PreconditionFailed:
            fresh = _fresh(notice, sink.reminders(replace(window, end=window.end + timedelta(days=366))))
            if fresh is not None:
                sink.delete(fresh.ref, fresh.etag)
    except (SourceError, PreconditionFailed):
        return False
    return True


def _fresh(notice: Standee, standing: Iterable[Standee]) -> Standee | None:
    return next((standee for standee in standing if standee.ref == notice.ref), None)
