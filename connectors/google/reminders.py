"""A reminder as Google takes it: its name, its private properties, its body, and what of it is to be changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.model import EventId, Reminder, Standee, TouchpointId
from core.sync.hand import same_moment
from core.sync.marks import digest, encode, is_reminder, printable

Json = Mapping[str, Any]

OWN, MARK = "afterword", "afterwordMark"
"""The private properties of a reminder: its touchpoint's id exactly, and what we last wrote. Keys have 44 characters at
the most and values 1024; what is longer is dropped or cut without a word."""
_ID = re.compile(r"afterreminds([0-9a-f]{16})(?:g\d+)?")


def event_id(id: TouchpointId, generation: int = 0) -> EventId:
    """Return the name under which a reminder is written: letters a to v and digits only, so that a repeated create
    meets the first one, and so that it is known for ours where a client has dropped our properties.
    """
    name = f"s{id}" if re.fullmatch(r"[0-9a-f]{16}", id) else f"t{id.encode().hex()}"
    return EventId(f"afterremind{name}{f'g{generation}' if generation else ''}")


def own_id(raw: Json) -> str:
    """Return the touchpoint id where the event is one of our reminders, else empty."""
    marked, name = private(raw).get(OWN), str(raw.get("id", ""))
    found = _ID.fullmatch(name)
    id = marked.strip() if isinstance(marked, str) else ""
    # A copy that the user made has our property, and another name.
    id = id if id and name.startswith(event_id(TouchpointId(id))) else found[1] if found else ""
    caller, invited = raw.get("organizer"), raw.get("attendees")
    # An answer may have any shape: whoever stands there and is not surely the user is a guest.
    guests = [
        isinstance(each, Mapping) and each.get("self") is True
        for each in (invited if isinstance(invited, list) else ())
    ]
    mark = str(private(raw).get(MARK) or "")
    called = caller.get("self") is True if isinstance(caller, Mapping) and caller else None
    return id if id and is_reminder(TouchpointId(id), mark, organizer=called, attendees=guests) else ""


def private(raw: Json) -> Json:
    """Return the private properties of an event: those of this calendar's copy alone."""
    properties = raw.get("extendedProperties")
    found = properties.get("private") if isinstance(properties, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def body_of(reminder: Reminder, zone: str) -> dict[str, Any]:
    """Return a reminder as an event: 15 minutes, free, private, nobody invited, a popup at its start.

    `zone` is the user's IANA name.
    """
    return {
        "summary": printable(reminder.title),
        "description": printable(reminder.text),
        "start": _when(reminder.start, zone),
        "end": _when(reminder.end, zone),
        "transparency": "transparent",
        "visibility": "private",
        "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]},
        "extendedProperties": {"private": {OWN: reminder.id, MARK: encode(reminder.mark)}},
    }


def _when(moment: datetime, zone: str) -> dict[str, str]:
    return {"dateTime": moment.astimezone(ZoneInfo(zone)).isoformat(), "timeZone": zone}


def patched(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a reminder as a change takes them: it merges times, so the date that the user may have given
    in their place has to be taken out.
    """
    times = {name: {**body[name], "date": None} for name in ("start", "end") if name in body}
    return {**body, **times}


def difference(standee: Standee, reminder: Reminder, zone: str) -> dict[str, Any]:
    """Return the fields that are to change: whatever else the user has set stays theirs."""
    wanted = body_of(reminder, zone)
    body: dict[str, Any] = {"extendedProperties": {"private": {OWN: reminder.id, MARK: encode(reminder.mark)}}}
    if standee.title != reminder.title:
        body["summary"] = wanted["summary"]
    if digest(standee.text) != digest(reminder.text):
        body["description"] = wanted["description"]
    if not (same_moment(standee.start, reminder.start) and same_moment(standee.end, reminder.end)):
        body |= {"start": wanted["start"], "end": wanted["end"]}
    return patched(body)


def is_as(standee: Standee, reminder: Reminder) -> bool:
    """True where an event stands as the reminder is to be, down to its mark."""
    return (
        standee.title == reminder.title
        and digest(standee.text) == digest(reminder.text)
        and same_moment(standee.start, reminder.start)
        and same_moment(standee.end, reminder.end)
        and standee.mark is not None
        and encode(standee.mark) == encode(reminder.mark)
    )
