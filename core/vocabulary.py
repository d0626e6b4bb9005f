"""The names of things (ids, cursors, etags) and the closed lists of words that the contract uses for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

AccountName = NewType("AccountName", str)
CalendarId = NewType("CalendarId", str)
EventId = NewType("EventId", str)
Cursor = NewType("Cursor", str)
ETag = NewType("ETag", str)
InterviewId = NewType("InterviewId", str)
ProcessId = NewType("ProcessId", str)
PersonId = NewType("PersonId", str)
TouchpointId = NewType("TouchpointId", str)
Place = tuple[AccountName, CalendarId]
"""A calendar: its account, and its name there."""


class Kind(StrEnum):
    """What an event is to the candidate."""

    INTERVIEW = "interview"
    RECRUITER = "recruiter"
    NETWORKING = "networking"
    NONE = "none"


class Stage(StrEnum):
    """The type of one round, in the order of the labelled examples."""

    RECRUITER_SCREEN = "recruiter_screen"
    HIRING_MANAGER = "hiring_manager"
    TECHNICAL = "technical"
    TAKE_HOME_REVIEW = "take_home_review"
    PANEL = "panel"
    ONSITE = "onsite"
    FINAL = "final"
    CULTURE = "culture"
    INFORMATIONAL = "informational"
    OTHER = "other"


class Standing(StrEnum):
    """Whether an event still stands: `gone` is one that a calendar no longer has.

    `maybe` is one that the recogniser is too unsure of to act on, `refused` one of which the user said that it is none:
    both are remembered, and never planned for.
    """

    ON = "on"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    GONE = "gone"
    MAYBE = "maybe"
    REFUSED = "refused"


class Part(StrEnum):
    """What somebody did in an interview."""

    INTERVIEWER = "interviewer"
    RECRUITER = "recruiter"
    COORDINATOR = "coordinator"
    HIRING_MANAGER = "hiring_manager"


class Answer(StrEnum):
    """An attendee's reply (RFC 5545 PARTSTAT)."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    WAITING = "needs_action"


class AttendeeType(StrEnum):
    """What an attendee is (RFC 5545 CUTYPE)."""

    PERSON = "person"
    GROUP = "group"
    ROOM = "room"


class EventStatus(StrEnum):
    """RFC 5545 STATUS."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class TouchpointKind(StrEnum):
    """The three beats of following up, highest priority first."""

    THANK_YOU = "thank_you"
    CHECK_IN = "check_in"
    KEEP_IN_TOUCH = "keep_in_touch"


class TouchpointStatus(StrEnum):
    """Where a touchpoint stands: the first two are open, the others are settled."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    DONE = "done"
    SKIPPED = "skipped"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    ELAPSED = "elapsed"


class OutcomeWord(StrEnum):
    """How a process ended."""

    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_RESPONSE = "no_response"


class Channel(StrEnum):
    """By what a note is sent."""

    EMAIL = "email"
    LINKEDIN = "linkedin"


NO_ETAG = ETag("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Where an event lies: `event_id` is the provider's own name for it within that calendar."""

    account: AccountName
    calendar: CalendarId
    event_id: EventId

    @property
    def place(self) -> Place:
        """The calendar that the event stands in."""
        return self.account, self.calendar
