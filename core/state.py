"""What is remembered between two runs, as plain values. `core.store` keeps them; nothing else knows how.

`State` is what can be read from the calendars again; `Decisions` is what only the user knows, and so lives in a file of
its own that a deleted state does not take along. Both hold only interviews and reminders, never the rest of a calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.linkedin.values import Book, Pair
from core.model import (
    AccountName,
    Busy,
    CalendarId,
    Cursor,
    Directives,
    InterviewId,
    Kind,
    Outcome,
    Past,
    Sighting,
    Standee,
    Touchpoint,
    TouchpointId,
    TouchpointStatus,
)
from core.said import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """One calendar as last read. `busy` maps a digest of an event's id to the bare spans it takes."""

    account: AccountName
    calendar: CalendarId
    cursor: Cursor | None = None
    seen: int = 0
    """How many events it held when it was last read in full."""
    busy: Mapping[str, tuple[Busy, ...]] = field(default_factory=dict)
    restored: bool = False
    """True where this is what a backup says and the calendar has not been read since: what is missing there then
    was not deleted by the user, as far as is known.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything of `state.json`. `reader` names the recogniser, the user, the settings and the calendar written to, as
    they were when the calendars were read: when it changes, these are read again in full. `wrote` is the journal of the
    last sync.
    """

    reader: str = ""
    synced_at: datetime | None = None
    calendars: tuple[CalendarState, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    standees: tuple[Standee, ...] = ()
    notices: tuple[Standee, ...] = ()
    """Entries of ours that stand for no touchpoint: they say that a sign-in has ended."""
    history: tuple[Past, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    wrote: tuple[Wrote, ...] = ()
    linkedin: tuple[Book, ...] = ()
    """What LinkedIn's exports say of people of interviews, one book for each account."""
    told: Told | None = None
    """What the command decided that made the last sync write, so that `undo` takes both back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """One change that the last sync made: `before` is what stood there, None for a create."""

    id: TouchpointId
    before: Standee | None = None
    after: Standee | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A touchpoint that the user has done, skipped or deleted, and on which local day that was noticed."""

    status: TouchpointStatus
    on: date
    past: Past | None = None
    """What the touchpoint stood for when it was settled: so its interviews find it again even without a state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """To when a touchpoint was put off. Kept until its reminder stands there; from then on it is a move by hand."""

    until: datetime
    past: Past | None = None
    """What the touchpoint stands for: so that one without a reminder is found again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An outcome the user gave, with the interviews of the process at that time: it follows them if ids change."""

    outcome: Outcome
    interviews: tuple[InterviewId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """All that is kept of one person forgotten: the digests that tell them when they turn up again."""

    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything of `decisions.json`. `kinds` maps an event's UID or an interview's id to the user's verdict, the last
    one last; `traces` tell again, by the same keys, whom and what these were about.
    """

    settled: Mapping[TouchpointId, Settled] = field(default_factory=dict)
    snoozed: Mapping[TouchpointId, Snoozed] = field(default_factory=dict)
    ended: tuple[Ended, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    traces: Mapping[str, Trace] = field(default_factory=dict)
    debriefs: Mapping[InterviewId, Directives] = field(default_factory=dict)
    overruled: Mapping[InterviewId, Directives] = field(default_factory=dict)
    """What the calendar said when a debrief was given: what it says otherwise since then is newer than the debrief."""
    added: tuple[Sighting, ...] = ()
    """Interviews that are on no calendar."""
    linked: tuple[Pair, ...] = ()
    """Profiles that the user gave to people; a later one counts more."""
    refused: tuple[Pair, ...] = ()
    """Profiles that are not those people's: such a pair never comes back."""
    forgotten: tuple[Forgotten, ...] = ()
    taken: Mapping[TouchpointId, date] = field(default_factory=dict)
    """Reminders that the program itself took away (or was about to), and on which local day: their absence is not the
    user's doing, and where a calendar remembers the deletion they may come back. One that moved, or stood twice, is
    among them until it has been seen where it stands now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One decision of the command line: the parts of the decisions that it changed, as they were and as they became."""

    before: Decisions
    after: Decisions
