"""One event as Google writes it, as an Event.

https://developers.google.com/workspace/calendar/api/v3/reference/events
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from connectors.google.reminders import MARK, own_id, private
from connectors.vevent import conference_in
from connectors.zones import everywhere
from core.model import (
    Answer,
    Attendee,
    AttendeeType,
    ETag,
    Event,
    EventStatus,
    Ref,
)
from core.text import CONTROLS, plain

Json = Mapping[str, Any]

CANCELLED = "cancelled"
_NO_MEETING = ("workingLocation", "birthday")
_NO_TEXT = ("focusTime", "outOfOffice")
_ANSWERS = {"accepted": Answer.ACCEPTED, "tentative": Answer.TENTATIVE, "declined": Answer.DECLINED}


class Unreadable(ValueError):
    """This one event cannot be read; the message is half a sentence that says why."""


def is_meeting(raw: Json) -> bool:
    """False for what Google keeps among the events but nobody attends: where one works, whose birthday it is."""
    return raw.get("eventType") not in _NO_MEETING


def went_before_its_hour(raw: Json) -> bool:
    """True where a deleted event still tells that it was deleted before it began: called off, not cleared away."""
    try:
        start, _ = _moment(raw.get("start"), UTC)
    except Unreadable:
        return False
    deleted = _updated(raw)
    return raw.get("status") == CANCELLED and deleted is not None and deleted < start


def event_of(raw: Json, *, ref: Ref, zone: tzinfo) -> Event:
    """Return the event; raise Unreadable where it has no time that can be read. Every other field may be missing.

    `zone` is the user's: all-day dates lie in it, and times that name neither an offset nor a zone that loads.
    """
    try:
        return _event(raw, ref=ref, zone=zone)
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as err:
        raise Unreadable("it is not written as Google writes events") from err


def _event(raw: Json, *, ref: Ref, zone: tzinfo) -> Event:
    start, all_day = _moment(raw.get("start"), zone)
    end = _end(raw, start, all_day, zone)
    attendees = tuple(_attendee(entry) for entry in raw.get("attendees") or ())
    mine = next((entry for entry in raw.get("attendees") or () if entry.get("self")), None)
    thin = raw.get("eventType") in _NO_TEXT
    description = "" if thin else plain(str(raw.get("description") or ""))
    location = "" if thin else plain(str(raw.get("location") or ""))
    return Event(
        ref=ref,
        uid=str(raw.get("iCalUID") or raw["id"]),
        start=start,
        end=end,
        recurrence=_recurrence(raw, zone),
        all_day=all_day,
        title="" if thin else " ".join(plain(str(raw.get("summary") or "")).split()),
        description=description,
        location=location,
        organizer=_attendee(raw["organizer"]) if raw.get("organizer") else None,
        attendees=attendees,
        status=EventStatus(raw["status"]) if raw.get("status") in set(EventStatus) else EventStatus.CONFIRMED,
        answer=_ANSWERS.get(str(mine.get("responseStatus")), Answer.WAITING) if mine else None,
        opaque=raw.get("transparency") != "transparent",
        conference=_conference(raw) or conference_in(f"{location}\n{description}"),
        url=str(raw.get("htmlLink") or ""),
        etag=ETag(str(raw.get("etag") or "")),
        sequence=int(raw.get("sequence") or 0),
        updated=_updated(raw),
        own=own_id(raw),
        mark=str(private(raw).get(MARK) or ""),
    )


def _moment(value: Any, zone: tzinfo) -> tuple[datetime, bool]:
    """Return a moment, and whether it is the local midnight of an all-day event."""
    try:
        all_day = bool(value.get("date"))
        if all_day:
            moment = datetime.combine(date.fromisoformat(value["date"]), time(), zone)
        else:
            moment = datetime.fromisoformat(value["dateTime"])
    except (AttributeError, KeyError, TypeError, ValueError) as err:
        raise Unreadable("it has no start that can be read") from err
    if not everywhere(moment):
        raise Unreadable("it lies at the edge of time")
    if all_day:
        return moment, True
    named = _zone(value.get("timeZone"))
    if moment.tzinfo is None:
        return moment.replace(tzinfo=named or zone), False
    return moment.astimezone(named) if named else moment, False


def _end(raw: Json, start: datetime, all_day: bool, zone: tzinfo) -> datetime:
    try:
        end, _ = _moment(raw.get("end"), zone)
    except Unreadable:
        end = start
    if all_day and end <= start:
        return datetime.combine(start.date() + timedelta(days=1), time(), zone)
    return end if end.astimezone(UTC) > start.astimezone(UTC) else start


def _zone(name: Any) -> ZoneInfo | None:
    """Google's zones are mostly IANA names, but nothing promises that they load."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError, TypeError):
        return None


def _recurrence(raw: Json, zone: tzinfo) -> str:
    if not raw.get("recurringEventId") or not raw.get("originalStartTime"):
        return ""
    try:
        slot, all_day = _moment(raw["originalStartTime"], zone)
    except Unreadable:
        return ""
    return slot.date().isoformat() if all_day else slot.astimezone(UTC).isoformat()


def _attendee(entry: Json) -> Attendee:
    email = str(entry.get("email") or "").strip().lower()
    return Attendee(
        name=" ".join(CONTROLS.sub("", str(entry.get("displayName") or "")).split()),
        email=email if "@" in email else "",
        answer=_ANSWERS.get(str(entry.get("responseStatus")), Answer.WAITING),
        type=AttendeeType.ROOM if entry.get("resource") else AttendeeType.PERSON,
        optional=entry.get("optional") is True,
        is_self=entry.get("self") is True,
    )


def _conference(raw: Json) -> str:
    points = (raw.get("conferenceData") or {}).get("entryPoints") or ()
    video = (point.get("uri") for point in points if point.get("entryPointType") == "video")
    return str(next(video, None) or raw.get("hangoutLink") or "")


def _updated(raw: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(raw.get("updated")))
    except ValueError:
        return None
    return moment if moment.tzinfo and everywhere(moment) else None
