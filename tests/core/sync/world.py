"""A small world for tests of the sync: one person, calendars in memory, a clock that is set, and files that are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from connectors.memory import MemoryAccount, MemoryCalendar
from core.config import Config
from core.model import (
    AccountName,
    Attendee,
    CalendarId,
    Event,
    EventId,
    EventStatus,
    Me,
    Ref,
    Standee,
)
from core.runs import Failing, Runs
from core.state import Decisions, State
from core.sync.ports import Connected
from core.sync.result import SyncResult, failing_after
from core.sync.run import Request, sync

ACCOUNT = AccountName("work")
CALENDAR = CalendarId("main")
ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto", country="CA")
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, noon in Toronto."""


def interview(
    uid: str = "round-1@acme.example",
    *,
    start: datetime = NOON + timedelta(hours=3),
    minutes: int = 60,
    title: str = "Technical Interview - Backend Engineer at Acme",
    status: EventStatus = EventStatus.CONFIRMED,
    description: str = "Interviewer: Dana Whitfield\nRole: Backend Engineer",
    calendar: CalendarId = CALENDAR,
    account: AccountName = ACCOUNT,
    event_id: str = "",
    people: tuple[tuple[str, str], ...] = (("Dana Whitfield", "dana.whitfield@acme.example"),),
) -> Event:
    """Return an invitation to an interview at Acme."""
    attendees = [Attendee(name=name, email=email) for name, email in (("Robin Okafor", "robin@example.net"), *people)]
    return Event(
        ref=Ref(account=account, calendar=calendar, event_id=EventId(event_id or uid)),
        uid=uid,
        start=start,
        end=start + timedelta(minutes=minutes),
        title=title,
        description=description,
        organizer=Attendee(name="Jo Park", email="jo.park@acme.example"),
        attendees=tuple(attendees),
        status=status,
    )


def ordinary(uid: str, *, start: datetime, minutes: int = 30) -> Event:
    """Return an event that takes time and is nothing to follow up."""
    return replace(
        interview(uid, start=start, minutes=minutes, title="Team standup", description="", people=()), organizer=None
    )


@dataclass
class World:
    """Everything around one user: accounts, what is remembered, what was decided, and the moment."""

    accounts: dict[AccountName, MemoryAccount] = field(
        default_factory=lambda: {ACCOUNT: MemoryAccount(ACCOUNT, {CALENDAR: MemoryCalendar()})}
    )
    target: tuple[AccountName, CalendarId] = (ACCOUNT, CALENDAR)
    config: Config = field(default_factory=lambda: Config(me=ME))
    now: datetime = NOON
    state: State = field(default_factory=State)
    decisions: Decisions = field(default_factory=Decisions)
    commits: int = 0
    failing: Mapping[AccountName, Failing] = field(default_factory=dict)

    @property
    def calendar(self) -> MemoryCalendar:
        """The first calendar of the first account."""
        return next(iter(next(iter(self.accounts.values())).held.values()))

    def sync(
        self, *, dry_run: bool = False, full: bool = False, accept: bool = False, only: AccountName | None = None
    ) -> SyncResult:
        """Run one sync and keep what it commits."""

        def commit(state: State, decisions: Decisions) -> None:
            self.commits += 1
            self.state, self.decisions = state, decisions

        connected = [Connected(account=account, reads=tuple(account.held)) for account in self.accounts.values()]
        request = Request(
            connected=connected,
            target=self.target,
            config=self.config,
            now=self.now,
            overrides={},
            only=only,
            dry_run=dry_run,
            full=full,
            accept=accept,
        )
        return sync(request, self.state, self.decisions, commit=commit)

    def unattended(self) -> SyncResult:
        """Run one sync as a scheduler does: who fails is remembered, and left alone after a while."""
        connected = [Connected(account=account, reads=tuple(account.held)) for account in self.accounts.values()]
        request = Request(
            connected=connected,
            target=self.target,
            config=self.config,
            now=self.now,
            overrides={},
            failing=self.failing,
            patient=True,
        )

        def commit(state: State, decisions: Decisions) -> None:
            self.commits += 1
            self.state, self.decisions = state, decisions

        result = sync(request, self.state, self.decisions, commit=commit)
        self.failing = failing_after(Runs(failing=self.failing), result, known=self.accounts, now=self.now)
        return result

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def standing(self, calendar: MemoryCalendar | None = None) -> list[Event]:
        """Return our reminders in a calendar, by start."""
        held = calendar or self.calendar
        return sorted((event for event in held.events.values() if event.own), key=lambda event: event.start)

    def standee(self, wanted: str) -> Standee:
        """Return what the state remembers of a reminder."""
        return next(standee for standee in self.state.standees if standee.id == wanted)
