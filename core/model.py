"""The values that pass between the parts: frozen, slotted, compared by content.

Every moment is an aware datetime; naive ones are refused by `aware()` where they enter. A `date` is a local calendar
day of the user. Words are those of the contract: event, interview, process, person, touchpoint, note, reminder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.policy import Policy
from core.reminders import Draft, Mark, Reminder, Standee
from core.vocabulary import (
    NO_ETAG,
    AccountName,
    Answer,
    AttendeeType,
    CalendarId,
    Channel,
    Cursor,
    ETag,
    EventId,
    EventStatus,
    InterviewId,
    Kind,
    OutcomeWord,
    Part,
    PersonId,
    Place,
    ProcessId,
    Ref,
    Stage,
    Standing,
    TouchpointId,
    TouchpointKind,
    TouchpointStatus,
)

__all__ = [
    "QUARTER",
    "AccountName",
    "Answer",
    "Attendee",
    "AttendeeType",
    "Busy",
    "CalendarId",
    "Channel",
    "Cursor",
    "Directives",
    "Draft",
    "ETag",
    "Event",
    "EventId",
    "EventStatus",
    "Interview",
    "InterviewId",
    "Kind",
    "Mark",
    "Me",
    "Note",
    "Outcome",
    "OutcomeWord",
    "Part",
    "Past",
    "Person",
    "PersonId",
    "Place",
    "Plan",
    "Policy",
    "ProcessId",
    "Reading",
    "Ref",
    "Reminder",
    "Sighting",
    "Stage",
    "Standee",
    "Standing",
    "Touchpoint",
    "TouchpointId",
    "TouchpointKind",
    "TouchpointStatus",
    "Window",
    "aware",
]


def aware(moment: datetime) -> datetime:
    """Return `moment`, or raise ValueError where it has no time zone: naive times are refused where they enter."""
    if moment.utcoffset() is None:
        raise ValueError(f"a time without a time zone: {moment.isoformat()}")
    return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A half-open span of time, `start` included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody (or something) invited. `email` is lower case, without `mailto:`; empty where there is none."""

    name: str = ""
    email: str = ""
    answer: Answer = Answer.WAITING
    type: AttendeeType = AttendeeType.PERSON
    optional: bool = False
    is_self: bool = False
    """True only where the provider says so (Google `self`); the recogniser also knows the user's addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a calendar, a recurring one already expanded to this occurrence.

    `start` and `end` are aware. An all-day event runs from local midnight to the local midnight after its last day.
    `recurrence` is empty for a single event, else the original start of this occurrence as ISO 8601 in UTC (a date
    where the series is all-day). `description` is plain text: connectors take HTML out at their edge with
    `core.text.plain`. A source may hand on an ordinary event thinly, with its times and no text.
    """

    ref: Ref
    uid: str
    start: datetime
    end: datetime
    recurrence: str = ""
    all_day: bool = False
    title: str = ""
    description: str = ""
    location: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    status: EventStatus = EventStatus.CONFIRMED
    answer: Answer | None = None
    """The user's own reply where the provider states it, else None."""
    opaque: bool = True
    """False where the event is shown as free (RFC 5545 TRANSP:TRANSPARENT)."""
    conference: str = ""
    url: str = ""
    etag: ETag = NO_ETAG
    sequence: int = 0
    updated: datetime | None = None
    own: str = ""
    """The touchpoint id where this event is one of our reminders, else empty."""
    mark: str = ""
    """The encoded mark of our own reminder, empty where a client has dropped it (see `core.sync.marks`)."""
    said: str = ""
    """As `Standee.said`: the digest of the text we wrote, where the calendar says the same in a text of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A bare span in which the user is not free: nothing else of an ordinary event is ever kept (P6)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """The user. `emails` are lower case; `zone` is an IANA name that loads."""

    name: str = ""
    emails: tuple[str, ...] = ()
    zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody met or in touch. `id` is derived from the e-mail, else the LinkedIn slug, else the name and company."""

    id: PersonId
    name: str
    email: str = ""
    linkedin: str = ""
    """The full profile address, https://www.linkedin.com/in/..., or empty."""
    part: Part | None = None
    attended: bool = True
    """False for who only organised or scheduled: a possible addressee of a check-in, never of a thank-you."""
    connected: bool = False
    """True where LinkedIn's archive says the two are connected."""
    last_contact: date | None = None
    """Local day of the last one-to-one LinkedIn exchange, if any is known."""
    last_reply: date | None = None
    """Local day on which they last wrote to the user there, if that is known."""
    invited: bool = False
    """True where the user has already invited them to connect."""
    stranger: bool = False
    """True where LinkedIn's export was read and has nobody of that name: they may be invited all the same."""
    moved_on: date | None = None
    """Local day on which a job change was noticed, if any; `moved_why` says which."""
    moved_why: str = ""
    moved_to: str = ""
    """The new company, or the new title at the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What the user wrote in a description, one fact a line (`outcome: rejected`), later said on the command line too.

    `unread` holds the lines that look like directives and could not be understood, as written.
    """

    outcome: OutcomeWord | None = None
    decision_by: date | None = None
    decision_words: str = ""
    """The words of a relative day (`next Friday`), which mean `decision_by` for good once that has been confirmed."""
    contact: str = ""
    topics: tuple[str, ...] = ()
    idea: str = ""
    promise: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the recogniser read in one event, with its evidence. `kind` is what `explain` shows.

    An event that would be an interview but does not stand keeps its fields: `kind` is then NONE, `would_be` the kind
    it had, and `standing` says why it does not count.
    """

    kind: Kind
    would_be: Kind = Kind.NONE
    standing: Standing = Standing.ON
    company: str | None = None
    role: str | None = None
    stage: Stage | None = None
    people: tuple[Person, ...] = ()
    decision_by: date | None = None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    language: str = "en"
    """ISO 639-1 of the invitation's text."""
    directives: Directives = Directives()
    replaces: bool = False
    """True where the text says that this takes the place of an earlier invitation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One recognised event as it is remembered: the little of it that later steps need, and its reading.

    The text of the invitation is not kept. `conference` and `organizer` serve to tell copies of one meeting.
    """

    ref: Ref
    uid: str
    recurrence: str = ""
    title: str = ""
    start: datetime
    end: datetime
    all_day: bool = False
    organizer: str = ""
    """E-mail address of the organizer, or empty."""
    conference: str = ""
    sequence: int = 0
    updated: datetime | None = None
    url: str = ""
    first_seen: datetime
    reading: Reading
    was: tuple[datetime, ...] = ()
    """When it was to start before it was moved, as far as that was noticed in time: copies may still stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One meeting, merged from all its copies. `aliases` are the ids of every copy, its own `id` among them."""

    id: InterviewId
    aliases: tuple[InterviewId, ...]
    uid: str
    process: ProcessId
    kind: Kind
    standing: Standing = Standing.ON
    company: str | None = None
    role: str | None = None
    stage: Stage | None = None
    people: tuple[Person, ...] = ()
    start: datetime
    end: datetime
    all_day: bool = False
    title: str = ""
    decision_by: date | None = None
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    language: str = "en"
    organizer: str = ""
    """E-mail address of the organizer, or empty; they may be among the people met."""
    first_seen: datetime
    sources: tuple[Ref, ...] = ()
    directives: Directives = Directives()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a process ended and on which local day that became known.

    `known` are the interviews of the process at that time, by the ids of all their copies; `plan` is told them, nobody
    keeps them here.
    """

    word: OutcomeWord
    on: date
    known: tuple[InterviewId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is remembered of one touchpoint from earlier syncs: the part of the plan that is no longer free.

    `due` is where its reminder was last put by us, or by the user where `pinned`; `basis` the interviews it stood for
    with the end of each as it was then. `settled` is DONE, SKIPPED or DISMISSED by the user's hand, on `settled_on`.
    """

    id: TouchpointId
    kind: TouchpointKind
    number: int
    basis: Mapping[InterviewId, datetime] = field(default_factory=dict)
    due: datetime
    written: bool = True
    """True where a reminder stood for it (or stands)."""
    late: bool = False
    pinned: bool = False
    settled: TouchpointStatus | None = None
    settled_on: date | None = None
    snoozed: datetime | None = None
    """Where `snooze` put it: as good as a move by hand."""
    person: PersonId | None = None
    """Whom a check-in or keep-in-touch was for, where that is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touchpoint:
    """One planned contact. `due` lies in the user's zone; `window` is the span in which it may be moved.

    `variant` picks the draft: `first`, `next_round`, `panel`, `late`, `closing`, `after_rejection`, `networking`,
    `job_change`, `ended`. `why` is one sentence with the rule and the arithmetic behind `due`. `basis` are the
    interviews it stands on, with their ends.
    """

    id: TouchpointId
    kind: TouchpointKind
    number: int
    process: ProcessId
    company: str | None = None
    role: str | None = None
    due: datetime
    window: Window
    late: bool = False
    pinned: bool = False
    status: TouchpointStatus = TouchpointStatus.PLANNED
    channel: Channel = Channel.EMAIL
    variant: str = "first"
    why: str = ""
    people: tuple[Person, ...] = ()
    basis: Mapping[InterviewId, datetime] = field(default_factory=dict)

    @property
    def person(self) -> PersonId | None:
        """Whom a check-in or keep-in-touch is for; None for a thank-you, which goes to everybody met."""
        return self.people[0].id if self.people and self.kind is not TouchpointKind.THANK_YOU else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All touchpoints by due time; `withdrawn` are ids that earlier plans had and this one takes back."""

    touchpoints: tuple[Touchpoint, ...] = ()
    withdrawn: tuple[TouchpointId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The drafted text of a touchpoint for one person. `blanks` are the visible gaps (`[...]`) still to fill in."""

    to: Person
    subject: str
    body: str
    blanks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    mailto: str | None = None
    linkedin: str | None = None
    invitation: str = ""
    """Where connecting may be suggested: what to write with a LinkedIn invitation, within its limit."""


QUARTER = timedelta(minutes=15)
