"""What the server holds: calendars with events, the versions at which they changed, and tombstones."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers.google.faults import Json, Refused

CLIENT_ID = re.compile(r"[a-v0-9]{5,1024}")
EPOCH = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Calendar:
    """One calendar; `events` holds the deleted ones too, with status cancelled."""

    id: str
    summary: str
    zone: str = "America/Toronto"
    role: str = "owner"
    primary: bool = False
    description: str = ""
    owner: str = ""
    """Whose data it is, where that is told."""
    made_by_app: bool = False
    events: dict[str, Json] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    masters: set[str] = field(default_factory=set)
    """Series: never listed with singleEvents, only their instances are."""
    oldest: int = 0
    """Sync tokens from before this version have expired."""

    def entry(self) -> Json:
        """Return it as calendarList tells it."""
        told: Json = {
            "kind": "calendar#calendarListEntry",
            "etag": '"1"',
            "id": self.id,
            "summary": self.summary,
            "timeZone": self.zone,
            "accessRole": self.role,
            "defaultReminders": [],
        }
        if self.description:
            told["description"] = self.description
        if self.owner:
            told["dataOwner"] = self.owner
        if self.primary:
            told["primary"] = True
        return told


class Shelf:
    """All calendars of one user, with one clock of versions."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.version = 1
        self.calendars: dict[str, Calendar] = {user: Calendar(id=user, summary=user, primary=True)}

    def calendar(self, name: str) -> Calendar:
        """Return a calendar by its id, or the primary one; refuse as Google does what cannot be seen."""
        found = self.calendars.get(self.user if name == "primary" else name)
        if found is None:
            raise Refused(404, "notFound", "Not Found")
        return found

    def put(self, calendar: Calendar, event: Json) -> Json:
        """Keep an event as changed now, and return it."""
        self.version += 1
        moment = _rfc(EPOCH + timedelta(seconds=self.version))
        event = {"created": moment, **event, "etag": f'"{self.version}"', "updated": moment}
        calendar.events[event["id"]] = event
        calendar.changed[event["id"]] = self.version
        return event

    def seed(self, calendar: Calendar, event: Json) -> Json:
        """Add an event as somebody else would; `event` needs an id, a start and an end."""
        full = {
            "kind": "calendar#event",
            "status": "confirmed",
            "htmlLink": f"https://calendar.google.com/event?eid={event['id']}",
            "iCalUID": f"{event['id']}@google.com",
            "organizer": {"email": calendar.id, "self": True},
            "creator": {"email": calendar.id, "self": True},
            "sequence": 0,
            "eventType": "default",
        }
        return self.put(calendar, {**full, **event})

    def series(self, calendar: Calendar, master: Json, starts: list[datetime], *, length: timedelta) -> None:
        """Add a series as its instances, the way singleEvents expands it."""
        self.seed(calendar, {**master, "start": when(starts[0]), "end": when(starts[0] + length)})
        calendar.masters.add(master["id"])
        for start in starts:
            instance = {
                **master,
                "id": f"{master['id']}_{start.astimezone(UTC):%Y%m%dT%H%M%SZ}",
                "iCalUID": f"{master['id']}@google.com",
                "recurringEventId": master["id"],
                "originalStartTime": when(start),
                "start": when(start),
                "end": when(start + length),
            }
            instance.pop("recurrence", None)
            self.seed(calendar, instance)

    def remove(self, calendar: Calendar, event_id: str) -> None:
        """Delete an event; its id stays reserved."""
        event = calendar.events[event_id]
        self.put(calendar, {**event, "status": "cancelled"})

    def edit(self, calendar: Calendar, event_id: str, **fields: Any) -> Json:
        """Change fields of an event, as the user does in the browser."""
        return self.put(calendar, {**calendar.events[event_id], **fields})

    # -- methods ------------------------------------------------------------------------------------------------

    def insert(self, calendar: Calendar, body: Json) -> Json:
        """events.insert."""
        event = copy.deepcopy(body)
        event_id = event.setdefault("id", f"srv{self.version}")
        if not CLIENT_ID.fullmatch(event_id):
            raise Refused(400, "invalid", "Invalid resource id value.", location="resource.id")
        if event_id in calendar.events:
            raise Refused(409, "duplicate", "The requested identifier already exists.")
        _refuse_attendees(event)
        _require_times(event)
        return self.seed(calendar, _kept(event))

    def change(
        self, calendar: Calendar, event_id: str, body: Json, *, if_match: str, whole: bool, revive: bool
    ) -> Json:
        """events.patch, and events.update where `whole`. `revive` lets a deleted event be brought back."""
        event = self.known(calendar, event_id)
        if event["status"] == "cancelled" and not revive:
            raise Refused(403, "forbidden", "Forbidden")
        _match(event, if_match)
        _refuse_attendees(body)
        base = {k: v for k, v in event.items() if k in _SERVER} if whole else event
        merged = _kept(_merge(base, body))
        _require_times(merged)
        return self.put(calendar, merged)

    def known(self, calendar: Calendar, event_id: str) -> Json:
        """events.get: deleted ones, too."""
        if event_id not in calendar.events:
            raise Refused(404, "notFound", "Not Found")
        return calendar.events[event_id]

    def delete(self, calendar: Calendar, event_id: str, *, if_match: str) -> None:
        """events.delete."""
        event = self.known(calendar, event_id)
        if event["status"] == "cancelled":
            raise Refused(410, "deleted", "Resource has been deleted")
        _match(event, if_match)
        self.remove(calendar, event_id)


_SERVER = ("kind", "id", "created", "htmlLink", "iCalUID", "organizer", "creator", "sequence", "eventType", "status")


def when(moment: datetime) -> Json:
    """Return a moment as Google writes one."""
    return {"dateTime": moment.isoformat(), "timeZone": "America/Toronto"}


def span(event: Json, zone: str) -> tuple[datetime, datetime]:
    """Return when an event starts and ends, an all-day one in the calendar's zone."""
    return _moment(event["start"], zone), _moment(event["end"], zone)


def _moment(value: Json, zone: str) -> datetime:
    if "date" in value:
        return datetime.combine(date.fromisoformat(value["date"]), time(), ZoneInfo(zone))
    moment = datetime.fromisoformat(value["dateTime"])
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(value["timeZone"]))


def _rfc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _match(event: Json, if_match: str) -> None:
    if if_match and if_match not in (event["etag"], "*"):
        raise Refused(412, "conditionNotMet", "Precondition Failed", locationType="header", location="If-Match")


def _merge(base: Json, patch: Json) -> Json:
    merged = dict(base)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merge(merged[name], value)
        else:
            merged[name] = copy.deepcopy(value)
    return merged


def _require_times(event: Json) -> None:
    for name in ("start", "end"):
        value = event.get(name)
        if not value:
            raise Refused(400, "required", f"Missing {name} time.")
        if ("date" in value) == ("dateTime" in value):
            raise Refused(400, "invalid", f"Invalid {name} time.")
        if "dateTime" in value and "timeZone" not in value and not datetime.fromisoformat(value["dateTime"]).tzinfo:
            raise Refused(400, "required", f"Missing time zone definition for {name} time.")
    if _moment(event["end"], "UTC") < _moment(event["start"], "UTC"):
        raise Refused(400, "timeRangeEmpty", "The specified time range is empty.", domain="calendar")


def _refuse_attendees(event: Json) -> None:
    """Google would take them; this program never adds one (P1), so that a test fails on the spot."""
    if event.get("attendees"):
        raise Refused(400, "invalid", "attendees in a reminder")


def _kept(event: Json) -> Json:
    """Return the event as Google keeps it: long property names dropped, long values cut, both without a word."""
    properties = event.get("extendedProperties", {})
    if any(len(values) > 300 for values in properties.values()):
        raise Refused(400, "invalid", "too many extended properties")
    kept = {
        kind: {key: value[:1024] for key, value in values.items() if len(key) <= 44}
        for kind, values in properties.items()
    }
    overrides = event.get("reminders", {}).get("overrides")
    if overrides and event["reminders"].get("useDefault"):
        raise Refused(400, "invalid", "useDefault together with overrides")
    if len(event.get("description", "")) > 8192:
        raise Refused(400, "invalid", "the description is too long")
    return {**event, "extendedProperties": kept} if properties else event
