"""One event of Microsoft Graph as an Event: UTC times, Windows zones, whole days as dates, HTML made into text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from connectors.outlook.own import Own
from connectors.vevent import conference_in
from connectors.zones import everywhere, zone
from core.model import Answer, Attendee, AttendeeType, ETag, Event, EventStatus, Ref
from core.text import CONTROLS, plain

Resource = dict[str, Any]

_ANSWERS = {
    "accepted": Answer.ACCEPTED,
    "organizer": Answer.ACCEPTED,
    "tentativelyaccepted": Answer.TENTATIVE,
    "declined": Answer.DECLINED,
}
_TWICE = re.compile(r"((?:https?|mailto):[^\s<>]+)<\1>")
_FRACTION = re.compile(r"(\.\d{1,6})\d*")


class Unreadable(ValueError):
    """This one event cannot be read; the message is half a sentence that says why."""


def event_of(found: Resource, *, ref: Ref, home: ZoneInfo, uid: str = "", own: Own | None = None) -> Event:
    """Return a whole event of Graph as an Event; raise Unreadable where it has no start that can be read.

    `home` is the user's zone, in which whole days lie. `uid` is that of the series, which its occurrences share.
    """
    try:
        return _event(found, ref=ref, home=home, uid=uid, own=own)
    except Unreadable:
        raise
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as err:
        raise Unreadable("it is not of the shape that Microsoft documents") from err


def _event(found: Resource, *, ref: Ref, home: ZoneInfo, uid: str, own: Own | None) -> Event:
    all_day = bool(found.get("isAllDay"))
    start, end = _span(found, home, all_day=all_day)
    text = text_of(found)
    if own is not None:
        # HTML made into text shows an address once more behind each link: of our own texts that is known to be so.
        text = _TWICE.sub(r"\1", text)
    location = " ".join(plain(str((found.get("location") or {}).get("displayName") or "")).split())
    organizer = found.get("organizer")
    return Event(
        ref=ref,
        uid=uid or str(found.get("iCalUId") or found["id"]),
        start=start,
        end=end,
        recurrence=_recurrence(found, start, all_day=all_day),
        all_day=all_day,
        title=" ".join(str(found.get("subject") or "").split()),
        description=text,
        location=location,
        organizer=_attendee(organizer, is_self=bool(found.get("isOrganizer"))) if organizer else None,
        attendees=tuple(_attendee(each) for each in found.get("attendees") or () if each),
        status=EventStatus.CANCELLED if found.get("isCancelled") else EventStatus.CONFIRMED,
        answer=_answer(found.get("responseStatus"), unless=bool(found.get("isOrganizer"))),
        opaque=str(found.get("showAs") or "busy").casefold() != "free",
        conference=_conference(found, f"{location}\n{text}"),
        url=str(found.get("webLink") or ""),
        etag=ETag(str(found.get("@odata.etag") or "")),
        updated=moment_of(found.get("lastModifiedDateTime")),
        own=own.id if own else "",
        mark=own.mark if own else "",
        said=own.said(text) if own else "",
    )


def text_of(found: Resource) -> str:
    """Return the body as plain text, whatever form it came in."""
    body = found.get("body") or {}
    content = str(body.get("content") or "")
    if str(body.get("contentType") or "").casefold() == "html":
        return plain(content)
    text = content.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return re.sub(r"\n{4,}", "\n\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


def span_of(found: Resource) -> tuple[datetime, datetime]:
    """Return start and end as moments; raise Unreadable."""
    try:
        return _moment(found.get("start")), _moment(found.get("end") or found.get("start"))
    except (TypeError, AttributeError, KeyError, OverflowError) as err:
        raise Unreadable("its times cannot be read") from err


def _span(found: Resource, home: ZoneInfo, *, all_day: bool) -> tuple[datetime, datetime]:
    if all_day:
        # Midnight to midnight whatever zone is asked for: a date, not a moment.
        first, last = _day(found.get("start")), _day(found.get("end") or found.get("start"))
        last = max(last, first + timedelta(days=1))
        return datetime.combine(first, time(), home), datetime.combine(last, time(), home)
    start, end = span_of(found)
    shown = _shown_in(found.get("originalStartTimeZone"), home)
    return start.astimezone(shown), max(start, end).astimezone(shown)


def _shown_in(name: object, home: ZoneInfo) -> tzinfo:
    """Return the zone an event was made in; `tzone://Microsoft/Custom` and its like are nobody's, so the user's."""
    found = zone(str(name or ""), fallback=home)
    return home if getattr(found, "key", "") in ("UTC", "Etc/UTC") else found


def _moment(value: Any) -> datetime:
    text = _FRACTION.sub(r"\1", str(value["dateTime"]))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as err:
        raise Unreadable(f"its time is no time: {text[:40]}") from err
    _require_everywhere(moment)
    if moment.utcoffset() is None:
        moment = moment.replace(tzinfo=zone(str(value.get("timeZone") or "UTC"), fallback=UTC))
    return moment.astimezone(UTC)


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(str(value["dateTime"])[:10])
    except ValueError as err:
        raise Unreadable("its day is no date") from err
    _require_everywhere(datetime.combine(day, time()))
    return day


def _require_everywhere(moment: datetime) -> None:
    if not everywhere(moment):
        raise Unreadable("it lies at the edge of time")


def _recurrence(found: Resource, start: datetime, *, all_day: bool) -> str:
    """Return the name of one occurrence: its original start. One that was never moved starts where it was to."""
    if not found.get("seriesMasterId"):
        return ""
    original = moment_of(found.get("originalStart"))
    if all_day:
        return (original.date() if original else start.date()).isoformat()
    return (original or start).astimezone(UTC).isoformat()


def moment_of(value: object) -> datetime | None:
    """Return what a DateTimeOffset says, None where it says nothing."""
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(r"\1", str(value)))
    except ValueError:
        return None
    # The year 1 is how Graph says that there is none.
    return moment if moment.utcoffset() is not None and moment.year > 1 and everywhere(moment) else None


def _attendee(entry: Resource, *, is_self: bool = False) -> Attendee:
    address = entry.get("emailAddress") or {}
    email = str(address.get("address") or "").strip().casefold()
    kind = str(entry.get("type") or "").casefold()
    return Attendee(
        name=" ".join(CONTROLS.sub("", str(address.get("name") or "")).split()),
        email=email if "@" in email and not re.search(r"[\s:/]", email) else "",
        answer=_ANSWERS.get(str((entry.get("status") or {}).get("response") or "").casefold(), Answer.WAITING),
        type=AttendeeType.ROOM if kind == "resource" else AttendeeType.PERSON,
        optional=kind == "optional",
        is_self=is_self,
    )


def _answer(status: Any, *, unless: bool) -> Answer | None:
    """Return the user's own reply; who organises replies to nobody."""
    said = str((status or {}).get("response") or "").casefold()
    if unless or said in ("", "none", "organizer"):
        return None
    return _ANSWERS.get(said, Answer.WAITING)


def _conference(found: Resource, prose: str) -> str:
    link = (found.get("onlineMeeting") or {}).get("joinUrl") or found.get("onlineMeetingUrl")
    return str(link) if str(link or "").startswith("https:") else conference_in(prose)
