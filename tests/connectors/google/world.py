"""A sync of one Google account on the test server, run the way the program runs it, with its memory in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.config import Config
from core.model import CalendarId
from core.state import Decisions, State
from core.sync.ports import Connected
from core.sync.result import SyncResult
from core.sync.run import Request, sync
from tests.connectors.google.signed_in import ME, NAME, Signed
from tests.servers.google import Google
from tests.servers.google.calendars import Calendar, when

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
PRIMARY = CalendarId("primary")
Json = dict[str, Any]


def interview(
    name: str = "round1",
    *,
    title: str = "Technical Interview - Backend Engineer at Acme",
    start: datetime = NOON + timedelta(hours=2),
    company: str = "acme",
    **more: Any,
) -> Json:
    """Return an invitation as Google writes one into the candidate's calendar."""
    return {
        "id": name,
        "iCalUID": f"{name}@{company}.example",
        "summary": title,
        "description": "Role: Backend Engineer<br>Interviewer: <b>Dana Whitfield</b>",
        "start": when(start),
        "end": when(start + timedelta(hours=1)),
        "organizer": {"email": f"jo.park@{company}.example", "displayName": "Jo Park"},
        "attendees": [
            {"email": "robin@example.net", "self": True, "responseStatus": "accepted"},
            {
                "email": f"dana.whitfield@{company}.example",
                "displayName": "Dana Whitfield",
                "responseStatus": "accepted",
            },
            {"email": f"room-4@{company}.example", "displayName": "Room 4", "resource": True},
        ],
        "conferenceData": {"entryPoints": [{"entryPointType": "video", "uri": "https://meet.google.com/abc-defg-hij"}]},
        **more,
    }


def ordinary(name: str = "dentist1", *, start: datetime = NOON + timedelta(days=1)) -> Json:
    """Return an entry that has nothing to do with interviews."""
    return {"id": name, "summary": "Dentist", "start": when(start), "end": when(start + timedelta(hours=1))}


@dataclass
class World:
    """One person's account, and what their program remembers."""

    google: Google
    signed: Signed
    now: datetime = NOON
    reads: tuple[CalendarId, ...] = (PRIMARY,)
    target: CalendarId = PRIMARY
    state: State = field(default_factory=State)
    decisions: Decisions = field(default_factory=Decisions)
    others: tuple[Signed, ...] = ()
    """Further accounts, each on a server of its own; their primary calendars are read."""

    def sync(self, *, full: bool = False, accept: bool = False) -> SyncResult:
        """Run one sync as a new process would, and keep what it commits."""
        account = self.signed()
        others = [Connected(account=signed(), reads=(PRIMARY,)) for signed in self.others]

        def commit(state: State, decisions: Decisions) -> None:
            self.state, self.decisions = state, decisions

        request = Request(
            connected=[Connected(account=account, reads=self.reads), *others],
            target=(NAME, self.target),
            config=Config(me=ME),
            now=self.now,
            overrides={},
            full=full,
            accept=accept,
        )
        try:
            return sync(request, self.state, self.decisions, commit=commit)
        finally:
            account.close()

    def clean(self) -> SyncResult:
        """Let nothing go wrong, and run a sync that has to be fine."""
        self.google.reset()
        result = self.sync()
        assert result.status == "ok", result.accounts
        return result

    def forget(self) -> None:
        """Lose every file of the home but the sign-in."""
        self.state, self.decisions = State(), Decisions()

    def ours(self, calendar: Calendar | None = None) -> list[Json]:
        """Return the reminders that stand in a calendar, by start."""
        held = calendar or self.google.shelf.calendar(self.target)
        found = [e for e in held.events.values() if e["status"] != "cancelled" and own(e)]
        return sorted(found, key=lambda event: (event["start"]["dateTime"], own(event)))

    def foreign(self) -> list[Json]:
        """Return everything that is not ours, as it is."""
        calendars = self.google.shelf.calendars.values()
        return [event for calendar in calendars for event in calendar.events.values() if not own(event)]


def own(event: Json) -> str:
    """Return the touchpoint id that an event carries."""
    return str(event.get("extendedProperties", {}).get("private", {}).get("afterword", ""))


def told(event: Json) -> tuple[str, str, str, str]:
    """Return what a user sees of a reminder, and whose it is."""
    return own(event), event["summary"], event["start"]["dateTime"], event["description"]
