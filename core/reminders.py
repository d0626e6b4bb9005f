"""A reminder three ways: what it remembers of our last write, how it is to be, and how it stands in a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.vocabulary import NO_ETAG, ETag, InterviewId, PersonId, Ref, TouchpointId, TouchpointKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One drafted note as a mail: it is attached to the reminder, ready to be opened and sent (`core.notes.eml`)."""

    name: str
    email: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What we last wrote, as the reminder itself remembers it: enough to rebuild the state and tell a user's edit.

    `title` and `text` are short digests of what was written (see `core.sync.marks.digest`), `draft` one of the drafts
    attached, empty where none is; `start` and `end` are the moments themselves. `basis` are the interviews with their
    ends, `first_seen` when the one of them that ends last was noticed.
    """

    id: TouchpointId
    kind: TouchpointKind
    number: int
    title: str
    text: str
    start: datetime
    end: datetime
    basis: Mapping[InterviewId, datetime] = field(default_factory=dict)
    first_seen: datetime | None = None
    late: bool = False
    draft: str = ""
    person: PersonId | None = None
    """Whom a check-in or keep-in-touch is for: an id derived from them, no name or address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """The calendar event that stands for a touchpoint, as it is to be: 15 minutes, free, private, popup at start."""

    id: TouchpointId
    title: str
    text: str
    start: datetime
    end: datetime
    mark: Mark
    drafts: tuple[Draft, ...] = ()
    """What is to be attached, where the calendar takes attachments; `mark.draft` names it."""
    revive: bool = False
    """True where the program itself took away an earlier copy: a calendar that remembers the deletion may forget it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standee:
    """A reminder as it stands in a calendar. `mark` is what it remembers of our last write (None: lost)."""

    ref: Ref
    id: TouchpointId
    title: str
    text: str
    start: datetime
    end: datetime
    etag: ETag = NO_ETAG
    url: str = ""
    mark: Mark | None = None
    said: str = ""
    """Where a calendar rewrites texts: the digest of what we wrote, as long as that is what stands; else empty."""
