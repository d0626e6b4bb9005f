"""What the sync asks of a connector: the smallest honest protocol, in plain values.

`connectors/base.py` hands these names on to the connectors; `core.sync.run` sees a calendar only through them. Every
method may raise `core.errors.SourceError` (or its `SignInNeeded`): the account is then reported and the others go on.
Retry lives below these methods, never above.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from core.model import AccountName, CalendarId, Cursor, ETag, Event, EventId, Ref, Reminder, Standee, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a pull looks. `window` bounds the events wanted; a source that reads everything each time may leave out
    ordinary events outside `busy`. `words` (lower case) make an event worth reading beside the sieve's own: the mail
    domains and companies of processes under way.
    """

    window: Window
    busy: Window
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One record that could not be read: it never kills the calendar. `what` names it, `why` is half a sentence."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a pull. `deleted` are events known to be gone. Only the last page has a cursor.

    The pages of a pull without a cursor are together the whole calendar within the window: what they do not name is
    gone. `seen` counts every event the calendar holds, also those set aside, so that an empty calendar can be told.
    """

    events: tuple[Event, ...] = ()
    deleted: tuple[EventId, ...] = ()
    problems: tuple[Problem, ...] = ()
    cursor: Cursor | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarInfo:
    """One calendar of an account."""

    id: CalendarId
    name: str
    writable: bool
    primary: bool = False
    shared: bool = False
    """True where people other than the user can see it: an organisation's, or one shared with others."""


class Source(Protocol):
    """One calendar that can be read.

    One that sets ordinary events aside before it hands them on says so with a true attribute `sieves`: it is asked once
    more where a pull has found words that it did not look for.
    """

    def pull(self, reach: Reach, cursor: Cursor | None) -> Iterator[Page]:
        """Yield what changed since `cursor`, or everything where it is None; raise CursorExpired to be asked anew."""
        ...


class Sink(Protocol):
    """One calendar that can be written. It only ever touches events that carry our mark (P1)."""

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`, read afresh."""
        ...

    def create(self, reminder: Reminder) -> Standee:
        """Write a new reminder, idempotent by its id: where it already stands, return what stands, unchanged."""
        ...

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change what differs, if the event is still as `standee.etag` says; raise PreconditionFailed otherwise."""
        ...

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove it, if it is still as `etag` says; absent is success; raise PreconditionFailed otherwise."""
        ...

    def batch(self) -> AbstractContextManager[None]:
        """Gather the changes made inside the `with`, where that saves time; they are surely made when it has ended."""
        ...


class Account(Protocol):
    """One connected account: a file or folder, or a service signed in to."""

    name: AccountName
    kind: str
    requests: int
    """How many requests went out since this object was made."""

    def check(self) -> str:
        """Make one real call and return the identity: the address signed in as, or the path or address read."""
        ...

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """List the calendars of this account."""
        ...

    def source(self, calendar: CalendarId) -> Source:
        """Return the reader of one calendar."""
        ...

    def sink(self, calendar: CalendarId) -> Sink | None:
        """Return the writer of one calendar, or None where it cannot be written."""
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...
