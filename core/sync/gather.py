"""From the pages of one calendar to what is remembered of it: sightings, our own reminders, bare busy spans. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.ids import derive
from core.model import (
    AccountName,
    Answer,
    Busy,
    CalendarId,
    Cursor,
    Event,
    EventId,
    EventStatus,
    Kind,
    Reading,
    Sighting,
    Standee,
    Standing,
    TouchpointId,
    Window,
)
from core.state import CalendarState
from core.sync.announce import is_notice
from core.sync.marks import decode, id_of
from core.sync.ports import Page, Problem

SUDDEN = 2
"""How many known interviews must be lost at once before a loss of more than half counts as sudden (P7).

Not one: a single interview that is called off is what happens every week, and two syncs in which one each goes are no
sudden loss either.
"""
MANY, LEFT = 30, 0.1
"""From how many events on a calendar that reads in full with less than this part of them is not believed (P7).

A small one may well be cleared up by hand; of a large one even a new year's tidying leaves more.
"""

FORMER = 4
"""How many hours at which an event stood before are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of one calendar."""

    calendar: CalendarState
    sightings: tuple[Sighting, ...] = ()
    standees: tuple[Standee, ...] = ()
    notices: tuple[Standee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One calendar after a pull: its new memory, how many events the pull named, and what could not be read."""

    memory: Memory
    full: bool = False
    vanished: frozenset[EventId] = frozenset()
    """Sightings that the pull no longer names, or names as deleted."""
    deleted: frozenset[EventId] = frozenset()
    """Events that the pull names as deleted, one by one."""
    changed: int = 0
    problems: tuple[Problem, ...] = ()


def is_busy(event: Event) -> bool:
    """True where the event takes the user's time (T1): timed, opaque, neither cancelled nor declined, not our own."""
    return (
        not event.all_day
        and event.opaque
        and event.status is not EventStatus.CANCELLED
        and event.answer is not Answer.DECLINED
        and not event.own
        and event.end > event.start
    )


def standee_of(event: Event) -> Standee:
    """Return our reminder that `event` is; `event.own` names it."""
    own = TouchpointId(event.own)
    return Standee(
        ref=event.ref,
        id=own,
        title=event.title,
        text=event.description,
        start=event.start,
        end=event.end,
        etag=event.etag,
        url=event.url,
        mark=decode(event.mark, id=own) if event.mark else None,
        said=event.said,
    )


def sighting_of(event: Event, reading: Reading, *, first_seen: datetime, mine: frozenset[str]) -> Sighting:
    """Return the little of a recognised event that is remembered; the user as organizer tells nothing of others."""
    organizer = event.organizer.email if event.organizer and not event.organizer.is_self else ""
    return Sighting(
        ref=event.ref,
        uid=event.uid,
        recurrence=event.recurrence,
        title=event.title,
        start=event.start,
        end=max(event.start, event.end),
        all_day=event.all_day,
        organizer="" if organizer in mine else organizer,
        conference=event.conference,
        sequence=event.sequence,
        updated=event.updated,
        url=event.url,
        first_seen=first_seen,
        reading=reading,
    )


def gather(
    memory: Memory,
    pages: Sequence[Page],
    *,
    full: bool,
    window: Window,
    now: datetime,
    read: Callable[[Event], Reading],
    first_seen: Mapping[tuple[str, str], datetime],
    mine: frozenset[str] = frozenset(),
) -> Gathered:
    """Fold one pull into what was remembered of the calendar.

    `full` says that the pages are the whole calendar within `window`. `first_seen` maps (uid, recurrence) to the
    moment at which the meeting was first noticed in any calendar; `mine` are the user's addresses.
    """
    pages = last_words(pages)
    events = [event for page in pages for event in page.events]
    deleted = frozenset(event_id for page in pages for event_id in page.deleted)
    called_off = frozenset(event_id for page in pages for event_id in page.called_off)
    unreadable = frozenset(p.event_id for page in pages for p in page.problems if p.event_id)
    named = deleted | {event.ref.event_id for event in events}
    own = {event.ref.event_id: standee_of(event) for event in events if event.own}
    ours = {event_id: standee for event_id, standee in own.items() if not is_notice(standee.id)}
    told = {event_id: standee for event_id, standee in own.items() if is_notice(standee.id)}
    known = {old.ref.event_id: old for old in memory.sightings}
    seen = {
        event.ref.event_id: _remembering(found, known.get(event.ref.event_id), now)
        for event in events
        if (found := _sight(event, read, now, first_seen, mine=mine))
    }
    own_only = any(page.own_only for page in pages)
    within = window if full or own_only else None
    standees = _standees(memory.standees, ours, named, unreadable, within=within)
    notices = _standees(memory.notices, told, named, unreadable, within=within)
    differing = _differing((*memory.standees, *memory.notices), (*standees, *notices))
    account, calendar = memory.calendar.account, memory.calendar.calendar
    cursor = next((page.cursor for page in reversed(pages) if page.cursor is not None), memory.calendar.cursor)
    return Gathered(
        memory=Memory(
            calendar=CalendarState(
                account=account,
                calendar=calendar,
                cursor=Cursor(cursor) if cursor else None,
                seen=sum(page.seen for page in pages) if full else memory.calendar.seen,
                busy=_busy(memory.calendar.busy, events, named, full=full),
            ),
            sightings=_sightings(
                memory.sightings, seen, named, called_off, unreadable, full=full, window=window, now=now
            ),
            standees=standees,
            notices=notices,
        ),
        full=full,
        deleted=deleted,
        vanished=frozenset(old.ref.event_id for old in memory.sightings if old.ref.event_id not in seen),
        changed=differing if own_only else len(named),
        problems=tuple(problem for page in pages for problem in page.problems),
    )


def last_words(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages without what a later one of them says otherwise: an event may change while it is being read."""
    said: set[EventId] = set()
    kept: list[Page] = []
    for page in reversed(pages):
        kept.append(
            replace(
                page,
                events=tuple(event for event in page.events if event.ref.event_id not in said),
                deleted=tuple(event_id for event_id in page.deleted if event_id not in said),
                called_off=tuple(event_id for event_id in page.called_off if event_id not in said),
                problems=tuple(problem for problem in page.problems if problem.event_id not in said),
            )
        )
        said |= {*page.deleted, *(event.ref.event_id for event in page.events)}
    return tuple(reversed(kept))


def _sight(
    event: Event,
    read: Callable[[Event], Reading],
    now: datetime,
    first_seen: Mapping[tuple[str, str], datetime],
    *,
    mine: frozenset[str],
) -> Sighting | None:
    if event.own or _was_ours(event, mine):
        return None
    reading = read(event)
    if reading.kind is Kind.NONE and reading.would_be is Kind.NONE:
        return None
    return sighting_of(event, reading, first_seen=first_seen.get((event.uid, event.recurrence), now), mine=mine)


def _was_ours(event: Event, mine: frozenset[str]) -> bool:
    """True where the user has copied a reminder, or made it a meeting of their own: its words are ours, and no news."""
    caller = event.organizer
    if caller is not None and not caller.is_self and caller.email not in mine:
        return False
    return id_of(event.uid) is not None or decode(event.mark, id=TouchpointId("")) is not None


def _remembering(found: Sighting, before: Sighting | None, now: datetime) -> Sighting:
    """Return the sighting with where it stood before; moved when its hour had passed, it is another meeting."""
    if before is None or (before.uid, before.recurrence) != (found.uid, found.recurrence):
        return found
    moved = (before.start,) if before.end > now else ()
    was = tuple(start for start in dict.fromkeys((*before.was, *moved)) if start != found.start)
    return replace(found, was=was[-FORMER:]) if was else found


def _busy(
    before: Mapping[str, tuple[Busy, ...]], events: Iterable[Event], named: Iterable[EventId], *, full: bool
) -> Mapping[str, tuple[Busy, ...]]:
    keys = {derive(event_id) for event_id in named}
    spans: dict[str, list[Busy]] = {}
    for event in events:
        if is_busy(event):
            spans.setdefault(derive(event.ref.event_id), []).append(Busy(start=event.start, end=event.end))
    kept = {} if full else {key: value for key, value in before.items() if key not in keys}
    return {**kept, **{key: tuple(value) for key, value in spans.items()}}


def _sightings(
    before: Sequence[Sighting],
    seen: Mapping[EventId, Sighting],
    named: frozenset[EventId],
    called_off: frozenset[EventId],
    unreadable: frozenset[EventId],
    *,
    full: bool,
    window: Window,
    now: datetime,
) -> tuple[Sighting, ...]:
    kept = []
    for old in before:
        if old.ref.event_id in seen:
            continue
        if old.ref.event_id in unreadable:
            kept.append(old)
            continue
        # What a full read of the window no longer names, or a delta names as deleted or as something else, is gone.
        vanished = old.ref.event_id in named or (full and overlaps(old.start, old.end, window))
        if vanished and old.reading.standing in (Standing.MAYBE, Standing.REFUSED):
            continue
        kept.append(gone(old, now, called_off=old.ref.event_id in called_off) if vanished else old)
    return tuple(sorted((*kept, *seen.values()), key=lambda sighting: (sighting.start, sighting.ref.event_id)))


def overlaps(start: datetime, end: datetime, window: Window) -> bool:
    """True where [start, end] touches `window`."""
    return start < window.end and end >= window.start


def gone(sighting: Sighting, now: datetime, *, called_off: bool = False) -> Sighting:
    """Return the sighting as one that its calendar no longer has; one that stood no more keeps its reason.

    What vanishes before it took place was `called_off`, and stays so when its hour has passed. Its version is
    forgotten: that it is gone here is no newer word of the organizer's than a copy in another calendar.
    """
    if sighting.reading.standing is not Standing.ON:
        return sighting
    standing = Standing.GONE if sighting.end <= now and not called_off else Standing.CANCELLED
    updated = sighting.updated if called_off else None
    return replace(sighting, updated=updated, reading=replace(sighting.reading, standing=standing))


def _standees(
    before: Sequence[Standee],
    ours: Mapping[EventId, Standee],
    named: frozenset[EventId],
    unreadable: frozenset[EventId],
    *,
    within: Window | None,
) -> tuple[Standee, ...]:
    """Return the reminders of a calendar after a pull: of all that lie `within` that window, or of its news alone."""
    # A client that rewrites an event may drop our private fields; what we remember of the last write then still holds.
    marks = {standee.id: standee.mark for standee in before if standee.mark}
    fresh = [replace(found, mark=found.mark or marks.get(found.id)) for found in ours.values()]
    silent = [s for s in before if s.ref.event_id not in ours]
    kept = [s for s in silent if s.ref.event_id in unreadable or not (s.ref.event_id in named or _inside(s, within))]
    return tuple(sorted((*kept, *fresh), key=lambda standee: (standee.start, standee.id)))


def _differing(before: Iterable[Standee], after: Iterable[Standee]) -> int:
    """Return how many reminders came, went or changed."""
    was, stands = ({standee.ref.event_id: standee for standee in each} for each in (before, after))
    return sum(was.get(event_id) != stands.get(event_id) for event_id in was.keys() | stands.keys())


def _inside(standee: Standee, window: Window | None) -> bool:
    """True where a full read of `window` surely names the reminder, if it stands."""
    return window is not None and standee.start < window.end and standee.end > window.start


def sudden_loss(before: Memory, found: Gathered, *, window: Window, now: datetime) -> str:
    """Return half a sentence where a pull lost suspiciously much (P7), else an empty string."""
    after = found.memory
    known = {s.ref.event_id for s in before.sightings if _counts(s, window)}
    if found.full and after.calendar.seen == 0 and (known or any(_inside(s, window) for s in before.standees)):
        return "reads empty"
    down = {s.ref.event_id for s in after.sightings if s.reading.standing is not Standing.ON}
    lost = known & down & found.vanished - _called_off_one_by_one(before, found)
    gone = lost or {s.id for s in before.standees if _inside(s, window)} - {s.id for s in after.standees}
    had, has = before.calendar.seen, after.calendar.seen
    if found.full and gone and had >= MANY and has < had * LEFT:
        return f"holds only {has} of the {had} events it had"
    came = {s.ref.event_id for s in after.sightings if _counts(s, window)} - {s.ref.event_id for s in before.sightings}
    # Case: rounds cancelled and sent anew, all at once. As many as came in place of others are not lost.
    if len(lost) - len(came) >= SUDDEN and (len(lost) - len(came)) * 2 > len(known):
        return f"lost {len(lost)} of its {len(known)} known interviews at once"
    ours = {standee.id for standee in before.standees if standee.start > now}
    missing = ours - {standee.id for standee in after.standees}
    if len(missing) > SUDDEN * 3 and len(missing) == len(ours):
        return f"lost all {len(missing)} of its reminders at once"
    return ""


def _called_off_one_by_one(before: Memory, found: Gathered) -> frozenset[EventId]:
    """Return what the pull names as deleted, where most of the calendar is left: then it is surely not empty."""
    held, left = before.calendar.seen, found.memory.calendar.seen
    if found.full:
        return found.deleted if left * 2 >= held else frozenset()
    # What it held was counted when it was last read in full; what takes time is known as of now.
    held = max(held, len(before.calendar.busy))
    return found.deleted if len(found.deleted) * 2 <= held else frozenset()


def _counts(sighting: Sighting, window: Window) -> bool:
    return sighting.reading.standing is Standing.ON and overlaps(sighting.start, sighting.end, window)


def memory_of(
    account: AccountName,
    calendar: CalendarId,
    *,
    calendars: Iterable[CalendarState],
    sightings: Iterable[Sighting],
    standees: Iterable[Standee],
    notices: Iterable[Standee] = (),
) -> Memory:
    """Return what the state remembers of one calendar."""

    def here(name: AccountName, calendar_id: CalendarId) -> bool:
        return name == account and calendar_id == calendar

    return Memory(
        calendar=next(
            (c for c in calendars if here(c.account, c.calendar)), CalendarState(account=account, calendar=calendar)
        ),
        sightings=tuple(s for s in sightings if here(*s.ref.place)),
        standees=tuple(s for s in standees if here(*s.ref.place)),
        notices=tuple(s for s in notices if here(*s.ref.place)),
    )
