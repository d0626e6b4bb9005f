"""What a mailbox holds: calendars, events, series with their occurrences, attachments, and what changed when."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Resource = dict[str, Any]


@dataclass(slots=True)
class Occurrence:
    """One computed occurrence of a series. `changes` make it an exception; `cancelled` takes it out without a trace."""

    id: str
    start: datetime
    end: datetime
    changes: Resource = field(default_factory=dict)
    cancelled: bool = False


@dataclass(slots=True)
class Kept:
    """One event as the mailbox keeps it: its Graph fields, the calendar it lies in, and what is asked for apart."""

    calendar: str
    fields: Resource
    start: datetime
    end: datetime
    version: int
    properties: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Resource] = field(default_factory=dict)
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The event's immutable id."""
        return str(self.fields["id"])


def stamp(moment: datetime) -> Resource:
    """Return a dateTimeTimeZone in UTC as Graph writes it: seven digits, no offset."""
    return {"dateTime": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0"), "timeZone": "UTC"}


def moment(value: Resource) -> datetime:
    """Return what a dateTimeTimeZone in UTC says."""
    assert value["timeZone"] == "UTC", f"send UTC, not {value['timeZone']}"
    return datetime.fromisoformat(value["dateTime"][:26]).replace(tzinfo=UTC)


def iso(when: datetime) -> str:
    """Return a DateTimeOffset."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


class Mailbox:
    """A mailbox with a default calendar, and the hands that a user or a colleague has in it."""

    def __init__(self, *, now: datetime = datetime(2026, 11, 24, 17, tzinfo=UTC)) -> None:
        self.now = now
        self.calendars: dict[str, Resource] = {}
        self.events: dict[str, Kept] = {}
        self.gone: dict[str, tuple[str, int]] = {}
        """Deleted events: id -> (calendar, version)."""
        self.transactions: dict[str, str] = {}
        self.version = 0
        self.mangled = ""
        """How texts come back: `links` doubled, as HTML made into text has them, in other `words`, or as `html`."""
        self.forgets_transactions = False
        """Whether a repeated transactionId makes a second event."""
        self.remembers_the_deleted = False
        """Whether a repeated transactionId is answered with its event even when that was deleted."""
        self.add_calendar("cal-main", "Calendar", default=True)

    def tick(self) -> int:
        """Begin a new version: something changes."""
        self.version += 1
        self.now += timedelta(seconds=1)
        return self.version

    def add_calendar(self, id: str, name: str, *, default: bool = False, can_edit: bool = True) -> Resource:
        """Add a calendar and return it."""
        self.calendars[id] = {
            "id": id,
            "name": name,
            "isDefaultCalendar": default,
            "canEdit": can_edit,
            "canShare": True,
            "owner": {"name": "Robin Okafor", "address": "robin@example.net"},
        }
        return self.calendars[id]

    def add(
        self,
        title: str,
        start: datetime,
        *,
        minutes: int = 60,
        calendar: str = "cal-main",
        body: str = "",
        content_type: str = "text",
        id: str = "",
        **fields: Any,
    ) -> Kept:
        """Put somebody else's event into a calendar."""
        end = start + timedelta(minutes=minutes)
        made = self._made(calendar, start, end, id=id or f"E{len(self.events) + len(self.gone) + 1}+/=")
        made.fields |= {"subject": title, **fields}
        made.fields["body"] = _stored(body) if content_type == "text" else {"contentType": "html", "content": body}
        return made

    def add_series(self, title: str, start: datetime, *, times: int, days: int = 7, **fields: Any) -> Kept:
        """Put a recurring event into the default calendar; its occurrences have ids of their own."""
        master = self.add(title, start, **fields)
        master.fields |= {"type": "seriesMaster", "recurrence": {"pattern": {"type": "weekly", "interval": 1}}}
        length = master.end - master.start
        for number in range(times):
            begin = start + timedelta(days=days * number)
            master.occurrences.append(Occurrence(f"{master.id}#{number}", begin, begin + length))
        return master

    def change(self, event_id: str, **fields: Any) -> Kept:
        """Change fields of an event as a user's client would; `body` is text, `start` and `end` are moments."""
        kept = self.events[event_id]
        if "body" in fields:
            fields["body"] = _stored(fields["body"])
        for name in ("start", "end"):
            if name in fields:
                setattr(kept, name, fields.pop(name))
        kept.fields |= fields
        self.touch(kept)
        return kept

    def move(self, event_id: str, start: datetime) -> Kept:
        """Move an event, its length kept."""
        kept = self.events[event_id]
        return self.change(event_id, start=start, end=start + (kept.end - kept.start))

    def move_to(self, calendar: str, event_id: str) -> Kept:
        """Move an event to another calendar; its id is immutable, and where it was a tombstone remains."""
        kept = self.events[event_id]
        self.gone[event_id] = (kept.calendar, self.tick())
        kept.calendar = calendar
        self.touch(kept)
        return kept

    def delete(self, event_id: str) -> None:
        """Delete an event; a tombstone remains for delta."""
        kept = self.events.pop(event_id)
        self.gone[event_id] = (kept.calendar, self.tick())

    def touch(self, kept: Kept) -> None:
        """Give an event its new version: etag, change key, time of change."""
        kept.version = self.tick()
        kept.fields["changeKey"] = f"ck{kept.version}"
        kept.fields["lastModifiedDateTime"] = iso(self.now)

    def create(self, calendar: str, request: Resource) -> Kept:
        """Carry out a POST of a validated event: a known transactionId meets the event it made."""
        transaction = request.get("transactionId")
        if transaction in self.transactions and not self.forgets_transactions:
            known = self.transactions[transaction]
            if known in self.events:
                return self.events[known]
            if self.remembers_the_deleted:
                ghost = Kept(calendar, {"id": known, "changeKey": "ck0"}, *_span(request), 0)
                self._write(ghost, request)
                return ghost
        start, end = _span(request)
        made = self._made(calendar, start, end, id=f"N{self.version + 1}-x_")
        self._write(made, request)
        if transaction:
            self.transactions[transaction] = made.id
        return made

    def update(self, kept: Kept, request: Resource) -> Kept:
        """Carry out a PATCH."""
        self._write(kept, request)
        self.touch(kept)
        return kept

    def within(self, calendar: str, start: datetime, end: datetime) -> Iterator[Kept]:
        """Yield the events of a calendar that overlap a window, series by any of their occurrences."""
        for kept in tuple(self.events.values()):
            if kept.calendar == calendar and any(s < end and e > start for s, e in _spans(kept)):
                yield kept

    def shown(self, kept: Kept) -> Resource:
        """Return the event as GET shows it, its body as text."""
        fields = {**kept.fields, "start": stamp(kept.start), "end": stamp(kept.end)}
        if kept.fields.get("isAllDay"):
            fields |= {"start": _midnight(kept.start), "end": _midnight(kept.end)}
        fields["@odata.etag"] = f'W/"{kept.fields["changeKey"]}"'
        fields["body"] = self._text(kept.fields.get("body") or {"contentType": "html", "content": ""})
        fields["bodyPreview"] = fields["body"]["content"][:255]
        fields["hasAttachments"] = bool(kept.attachments)
        return fields

    def instance(self, master: Kept, occurrence: Occurrence) -> Resource:
        """Return an occurrence in full, as calendarView and instances show it."""
        whole = self.shown(master) | {
            "id": occurrence.id,
            "type": "exception" if occurrence.changes else "occurrence",
            "seriesMasterId": master.id,
            "recurrence": None,
            "transactionId": None,
            "start": stamp(occurrence.start),
            "end": stamp(occurrence.end),
            "originalStart": iso(occurrence.changes.get("originalStart", occurrence.start)),
        }
        return whole | {name: value for name, value in occurrence.changes.items() if name != "originalStart"}

    def bare(self, master: Kept, occurrence: Occurrence) -> Resource:
        """Return an occurrence as delta shows it: an exception in full, any other one bare."""
        if occurrence.changes:
            return self.instance(master, occurrence)
        return {
            "@odata.type": "#microsoft.graph.event",
            "@odata.etag": f'W/"{master.fields["changeKey"]}"',
            "id": occurrence.id,
            "seriesMasterId": master.id,
            "type": "occurrence",
            "start": stamp(occurrence.start),
            "end": stamp(occurrence.end),
        }

    def _made(self, calendar: str, start: datetime, end: datetime, *, id: str) -> Kept:
        fields: Resource = {
            "id": id,
            "iCalUId": f"uid-{id}",
            "type": "singleInstance",
            "seriesMasterId": None,
            "isAllDay": False,
            "isCancelled": False,
            "isOrganizer": True,
            "organizer": {"emailAddress": {"name": "Robin Okafor", "address": "robin@example.net"}},
            "responseStatus": {"response": "organizer", "time": "0001-01-01T00:00:00Z"},
            "attendees": [],
            "categories": [],
            "showAs": "busy",
            "sensitivity": "normal",
            "isReminderOn": True,
            "reminderMinutesBeforeStart": 15,
            "originalStartTimeZone": "Eastern Standard Time",
            "originalEndTimeZone": "tzone://Microsoft/Custom",
            "location": {"displayName": ""},
            "transactionId": None,
            "createdDateTime": iso(self.now),
            "webLink": f"https://outlook.office365.com/owa/?itemid={id}",
        }
        made = Kept(calendar, fields, start, end, 0)
        self.events[id] = made
        self.touch(made)
        return made

    def _write(self, kept: Kept, request: Resource) -> None:
        for entry in request.pop("singleValueExtendedProperties", ()):
            kept.properties[entry["id"]] = entry["value"]
        if "body" in request:
            request["body"] = _stored(request["body"]["content"])
        if "start" in request:
            kept.start = moment(request.pop("start"))
        if "end" in request:
            kept.end = moment(request.pop("end"))
        kept.fields |= request

    def _text(self, body: Resource) -> Resource:
        """HTML made into text the way Outlook does: other line ends, outer blanks, and links doubled where asked."""
        if self.mangled == "html":
            return body
        text = re.sub(r"<head>.*?</head>", "", body["content"], flags=re.S)
        text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br>|</p>", "\r\n", text)))
        if self.mangled:
            text = re.sub(r"((?:https?|mailto):[^\s<>]+)", r"\1<\1>", text)
        if self.mangled == "words":
            text = text.replace("Why now:", "Why now -")
        return {"contentType": "text", "content": f"{text}\r\n"}


def _stored(text: str) -> Resource:
    """Return a text as HTML, as Outlook keeps it."""
    lines = html.escape(text).replace("\r\n", "\n").replace("  ", " \u00a0").split("\n")
    head = "<head>\r\n<meta content='Microsoft Exchange Server'>\r\n<!-- converted from text -->\r\n</head>"
    return {"contentType": "html", "content": f"<html>{head}<body>{'<br>'.join(lines)}</body></html>"}


def _midnight(day: datetime) -> Resource:
    return {"dateTime": day.strftime("%Y-%m-%dT00:00:00.0000000"), "timeZone": "UTC"}


def _span(request: Resource) -> tuple[datetime, datetime]:
    return moment(request["start"]), moment(request["end"])


def _spans(kept: Kept) -> list[tuple[datetime, datetime]]:
    if kept.fields["type"] == "seriesMaster":
        return [(o.start, o.end) for o in kept.occurrences if not o.cancelled]
    return [(kept.start, kept.end)]
