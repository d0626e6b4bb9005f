"""What the sync asks of a connector: the smallest honest protocol, in plain values.

`connectors/base.py` hands these names on to the connectors; `core.sync.run` sees a calendar only through them. Every
method may raise `core.errors.SourceError` (or its `SignInNeeded`): the account is then reported and the others go on.
Retry lives below these methods, never above.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from core.linkedin.values import Archive, Book
from core.model import AccountName, CalendarId, Cursor, ETag, Event, EventId, Ref, Reminder, Standee, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a pull looks. `window` bounds the events wanted; a source that reads everything each time may leave out
    ordinary events outside `busy`. Events whose UID is in `uids` are always handed on in full: the
    user has said what they are.
    """

    window: Window
    busy: Window
    uids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One record that could not be read: it never kills the calendar. `what` names it, `why` is half a sentence.

    `event_id`, where it is known, keeps what is remembered of the event: unreadable is not gone.
    """

    what: str
    why: str
    event_id: EventId | None = None


def nothing_aside(employers: Collection[str]) -> tuple[Event, ...]:
    """Return what was set aside of a calendar in which nothing was."""
    del employers
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a pull. `deleted` are events known to be gone; those of them in `called_off` surely went before
    their hour, whenever that is noticed. Only the last page has a cursor.

    The pages of a pull without a cursor are together the whole calendar within the window: what lies there and they do
    not name is gone. Of what two pages name, the later one's word holds. `seen` counts every event the calendar holds,
    also those set aside, so that an empty calendar can be told.
    `aside(employers)` reads those events set aside that name one of the employers: by address, domain or name.
    Where a page is `own_only`, nothing but reminders of ours has changed, and its events are all of them in the window.
    """

    events: tuple[Event, ...] = ()
    deleted: tuple[EventId, ...] = ()
    called_off: tuple[EventId, ...] = ()
    problems: tuple[Problem, ...] = ()
    cursor: Cursor | None = None
    seen: int = 0
    aside: Callable[[Collection[str]], tuple[Event, ...]] = nothing_aside
    own_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarInfo:
    """One calendar of an account."""

    id: CalendarId
    name: str
    writable: bool
    primary: bool = False
    shared: bool = False
    """True where people other than the user may see it: an organisation's, or one shared with others."""
    surely: bool = False
    """True where the service itself says that others see it, so that it needs no guess from an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What names a reminder from whichever account it is reached: in one `realm`, equal names are one event and others
    are others. Between the realms of two accounts of one kind nothing can be told from names.
    """

    realm: str
    name: str


Answer = Standee | Exception
"""What came of one change of a batch: how the reminder stands, or what the single call would have raised."""


class Source(Protocol):
    """One calendar that can be read."""

    def pull(self, reach: Reach, cursor: Cursor | None) -> Iterator[Page]:
        """Yield what changed since `cursor`, or everything where it is None; raise CursorExpired to be asked anew."""
        ...


class Sink(Protocol):
    """One calendar that can be written. It only ever touches events that carry our mark (P1)."""

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`, read afresh."""
        ...

    def create(self, reminder: Reminder) -> Standee:
        """Write a new reminder, idempotent by its id: where it already stands, return what stands, unchanged.

        Raise Dismissed where the calendar remembers that it was deleted, unless `reminder.revive` asks for it back.
        """
        ...

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change what differs, if the event is still as `standee.etag` says; raise PreconditionFailed otherwise."""
        ...

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove it, if it is still as `etag` says; absent is success; raise PreconditionFailed otherwise."""
        ...

    def batch(self) -> AbstractContextManager[Mapping[EventId, Answer] | None]:
        """Gather the changes made inside the `with`, where that saves time; they are surely made when it has ended.

        What the calls returned inside is then provisional: the mapping says what came of each, by the event id that it
        was about. What it does not name is as the call said. An error of the whole is raised at the end.
        """
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

    def whereabouts(self, ref: Ref) -> Whereabouts:
        """Return what names one of our events wherever it is reached from; nobody is asked."""
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...


@runtime_checkable
class Directory(Protocol):
    """An account that knows people: what it says is laid over those of the interviews. It has no calendars."""

    @property
    def asks_a_service(self) -> bool:
        """True where asking it costs requests, False where it reads files of this machine."""
        ...

    def news(self, book: Book | None, *, searching: bool, now: datetime) -> tuple[Archive | None, str]:
        """Return what is to be taken in now, if anything, and a sentence where somebody cannot be looked up.

        `searching` says that there are people who have not been looked up yet.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """One account as the sync uses it. `hidden` is the calendar in the home, which is nobody's account; `read_only` are
    calendars that cannot be written, as the service last listed them.
    """

    account: Account
    reads: tuple[CalendarId, ...]
    hidden: bool = False
    read_only: frozenset[CalendarId] = frozenset()
