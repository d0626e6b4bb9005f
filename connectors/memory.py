"""The reference Source and Sink: a calendar in memory that keeps every promise of the protocol, and lies on request.

The contract tests run on it first, and every real connector has to behave as it does. `faults` lets a test make the
calendar fail or lose its answer at a chosen call, as real servers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

from core.errors import CursorExpired, Dismissed, PreconditionFailed, SourceError
from core.model import AccountName, CalendarId, Cursor, ETag, Event, EventId, Ref, Reminder, Standee, Window
from core.sync.gather import overlaps, standee_of
from core.sync.marks import encode, uid
from core.sync.ports import CalendarInfo, Page, Reach, Whereabouts


class Lost(SourceError):
    """The calendar acted, but its answer never arrived."""


@dataclass(slots=True)
class MemoryCalendar:
    """What a server would hold: events by id, each with the version at which it last changed, and tombstones."""

    events: dict[EventId, Event] = field(default_factory=dict)
    changed: dict[EventId, int] = field(default_factory=dict)
    version: int = 0
    oldest: int = 0
    """Cursors from before this version have expired."""
    writes: list[str] = field(default_factory=list)
    forgets: bool = False
    """True for a calendar that keeps nothing of what is deleted: its ids are free again."""
    faults: dict[str, list[SourceError | None]] = field(default_factory=dict)
    """Per verb (pull, create, update, delete): what the next calls raise; `Lost` acts first. None lets one pass."""

    def put(self, event: Event) -> Event:
        """Add or change an event, as a user or another program would; return it with its new etag."""
        self.version += 1
        event = replace(event, etag=ETag(f'"{self.version}"'))
        self.events[event.ref.event_id] = event
        self.changed[event.ref.event_id] = self.version
        return event

    def remove(self, event_id: EventId) -> None:
        """Delete an event; a tombstone remains for incremental pulls."""
        self.version += 1
        self.events.pop(event_id, None)
        self.changed[event_id] = self.version

    def expire(self) -> None:
        """Make every cursor given so far invalid."""
        self.version += 1
        self.oldest = self.version

    def fault(self, verb: str) -> SourceError | None:
        """Return what the next call of `verb` is to raise, if anything."""
        queue = self.faults.get(verb) or [None]
        return queue.pop(0) if self.faults.get(verb) else None


class MemoryAccount:
    """An account whose calendars live in memory."""

    kind = "memory"

    def __init__(self, name: AccountName, calendars: dict[CalendarId, MemoryCalendar]) -> None:
        self.name = name
        self.held = calendars
        self.requests = 0

    def check(self) -> str:
        """Return the name: there is nothing to sign in to."""
        return str(self.name)

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """List the calendars; the first is the primary one."""
        return tuple(
            CalendarInfo(id=calendar, name=calendar, writable=True, primary=place == 0)
            for place, calendar in enumerate(self.held)
        )

    def source(self, calendar: CalendarId) -> MemorySource:
        """Return the reader of one calendar."""
        return MemorySource(self, calendar)

    def sink(self, calendar: CalendarId) -> MemorySink:
        """Return the writer of one calendar."""
        return MemorySink(self, calendar)

    def whereabouts(self, ref: Ref) -> Whereabouts:
        """Name an event by the calendar that holds it, whoever else has the same one."""
        return Whereabouts(realm="memory", name=f"{id(self.held.get(ref.calendar))}/{ref.event_id}")

    def close(self) -> None:
        """Nothing to let go of."""


class MemorySource:
    """Reads one calendar, incrementally by version."""

    def __init__(self, account: MemoryAccount, calendar: CalendarId) -> None:
        self.account, self.id, self.calendar = account, calendar, account.held[calendar]

    def pull(self, reach: Reach, cursor: Cursor | None) -> Iterator[Page]:
        """Yield what changed since the version in `cursor`, or everything."""
        self.account.requests += 1
        if fault := self.calendar.fault("pull"):
            raise fault
        since = int(cursor) if cursor is not None else -1
        if cursor is not None and since < self.calendar.oldest:
            raise CursorExpired
        events = [
            _seen_by(self.account, self.id, event)
            for event_id, event in self.calendar.events.items()
            if self.calendar.changed[event_id] > since and (event.own or overlaps(event.start, event.end, reach.window))
        ]
        deleted = [
            event_id
            for event_id, version in self.calendar.changed.items()
            if version > since and event_id not in self.calendar.events and cursor is not None
        ]
        yield Page(
            events=tuple(events),
            deleted=tuple(deleted),
            cursor=Cursor(str(self.calendar.version)),
            seen=len(self.calendar.events),
        )


class MemorySink:
    """Writes our reminders into one calendar, each under an id derived from the touchpoint's."""

    def __init__(self, account: MemoryAccount, calendar: CalendarId) -> None:
        self.account, self.id, self.calendar = account, calendar, account.held[calendar]

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`."""
        self.account.requests += 1
        for event in tuple(self.calendar.events.values()):
            if event.own and overlaps(event.start, event.end, window):
                yield self._standee(event)

    def create(self, reminder: Reminder) -> Standee:
        """Write a reminder, or return the one that stands under its id."""
        event_id = EventId(uid(reminder.id))
        if event_id in self.calendar.events:
            self.account.requests += 1
            return self._standee(self.calendar.events[event_id])
        if event_id in self.calendar.changed and not (self.calendar.forgets or reminder.revive):
            self.account.requests += 1
            raise Dismissed
        ref = Ref(account=self.account.name, calendar=self.id, event_id=event_id)
        return self._put("create", ref, reminder)

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change a reminder that is still as `standee` says."""
        self._guard(standee.ref, standee.etag)
        return self._put("update", standee.ref, reminder)

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove a reminder that is still as `etag` says; absent is success."""
        fault = self._fault("delete")
        if ref.event_id in self.calendar.events:
            self._guard(ref, etag)
            self.calendar.writes.append(f"delete {ref.event_id}")
            self.calendar.remove(ref.event_id)
        if fault:
            raise fault

    def batch(self) -> AbstractContextManager[None]:
        """Nothing is gathered: each change is made at once."""
        return nullcontext()

    def _standee(self, event: Event) -> Standee:
        return standee_of(_seen_by(self.account, self.id, event))

    def _guard(self, ref: Ref, etag: ETag) -> None:
        standing = self.calendar.events.get(ref.event_id)
        if standing is None or (etag and standing.etag != etag):
            raise PreconditionFailed

    def _fault(self, verb: str) -> SourceError | None:
        self.account.requests += 1
        fault = self.calendar.fault(verb)
        if fault is not None and not isinstance(fault, Lost):
            raise fault
        return fault

    def _put(self, verb: str, ref: Ref, reminder: Reminder) -> Standee:
        lost = self._fault(verb)
        self.calendar.writes.append(f"{verb} {ref.event_id}")
        event = Event(
            ref=ref,
            uid=uid(reminder.id),
            start=reminder.start,
            end=reminder.end,
            title=reminder.title,
            description=reminder.text,
            opaque=False,
            own=reminder.id,
            mark=encode(reminder.mark),
        )
        standee = standee_of(self.calendar.put(event))
        if lost:
            raise lost
        return standee


def _seen_by(account: MemoryAccount, calendar: CalendarId, event: Event) -> Event:
    """Return an event under the account through which it is seen: a calendar may be in several."""
    return replace(event, ref=Ref(account=account.name, calendar=calendar, event_id=event.ref.event_id))
