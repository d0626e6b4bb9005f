"""One VEVENT as an Event (RFC 5545, 3.6.1 and 3.8; RFC 7986 CONFERENCE), from whatever calendar it was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from connectors.zones import everywhere
from core.model import Answer, Attendee, AttendeeType, ETag, Event, EventStatus, Ref
from core.sync.marks import id_of, is_reminder
from core.text import CONTROLS, plain

if TYPE_CHECKING:
    import icalendar

_ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "TENTATIVE": Answer.TENTATIVE,
    "DECLINED": Answer.DECLINED,
    "DELEGATED": Answer.DECLINED,
}
_STATUSES = {"TENTATIVE": EventStatus.TENTATIVE, "CANCELLED": EventStatus.CANCELLED, "CANCELED": EventStatus.CANCELLED}
_TYPES = {"ROOM": AttendeeType.ROOM, "RESOURCE": AttendeeType.ROOM, "GROUP": AttendeeType.GROUP}
_CONFERENCE_PROPERTIES = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
_CONFERENCE_LINK = re.compile(
    r"https://(?:[\w-]+\.)*(?:zoom\.us/(?:j|w|my|s)/|meet\.google\.com/|teams\.microsoft\.com/(?:l/)?meet"
    r"|teams\.live\.com/meet|webex\.com/|whereby\.com/|app\.cal\.com/video|chime\.aws/|gotomeet\.me/|meet\.jit\.si/"
    r"|bluejeans\.com/)[^\s<>\"')\]]*",
    re.I,
)


class Unreadable(ValueError):
    """This one event cannot be read; the message is half a sentence that says why."""


def event_from_component(
    component: icalendar.Event,
    *,
    ref: Ref,
    zone: tzinfo,
    emails: frozenset[str],
    recurrence: str = "",
    etag: ETag = ETag(""),  # noqa: B008 - a NewType call is the bare string
) -> Event:
    """Return the VEVENT as an Event; raise Unreadable where it has no start that can be read.

    `zone` is the user's: floating times and all-day dates lie in it. `emails` are the user's addresses, lower case.
    An end that is missing or before the start makes a timed event of no length, an all-day one of one day.
    """
    start, end, all_day = _times(component, zone)
    attendees = tuple(_attendee(entry) for entry in _all(component, "ATTENDEE"))
    organizer = _attendee(entry) if (entry := _first(component, "ORGANIZER")) is not None else None
    description, location = _description(component), plain(text(component, "LOCATION"))
    uid, mark = text(component, "UID"), text(component, "X-AFTERWORD-MARK").strip()
    return Event(
        ref=ref,
        uid=uid,
        start=start,
        end=end,
        recurrence=recurrence,
        all_day=all_day,
        title=" ".join(plain(text(component, "SUMMARY")).split()),
        description=description,
        location=location,
        organizer=organizer,
        attendees=attendees,
        status=_STATUSES.get(text(component, "STATUS").strip().upper(), EventStatus.CONFIRMED),
        answer=_own_answer(attendees, emails),
        opaque=_opaque(component),
        conference=_conference(component, f"{location}\n{description}"),
        url=text(component, "URL").strip(),
        etag=etag,
        sequence=_sequence(component),
        updated=_updated(component),
        own=own_id(
            uid,
            mark,
            organizer=organizer.email if organizer else None,
            attendees=[a.email for a in attendees],
            emails=emails,
        ),
        mark=mark,
    )


def at(event: Event, span: tuple[date, date], *, recurrence: str, ref: Ref, zone: tzinfo) -> Event:
    """Return the occurrence of a series' `event` that takes `span`, two dates where it is all-day."""
    start, end = (local(value, zone) for value in span)
    if event.all_day and end <= start:
        end = local(span[0] + timedelta(days=1), zone)
    return replace(event, start=start, end=end, recurrence=recurrence, ref=ref)


def own_id(uid: str, mark: str, *, organizer: str | None, attendees: Collection[str], emails: Collection[str]) -> str:
    """Return the touchpoint id where the event is a reminder of ours, else empty.

    `organizer` and `attendees` are addresses, empty where one cannot be read; `emails` are the user's.
    """
    id = id_of(uid)
    theirs = [address in emails for address in attendees]
    caller = None if organizer is None else organizer in emails
    return id if id and is_reminder(id, mark, organizer=caller, attendees=theirs) else ""


def moment(component: icalendar.Event, name: str) -> date | datetime | None:
    """Return the value of a date property, None where there is none; raise Unreadable where it is no date."""
    entry = _first(component, name)
    if entry is None:
        return None
    try:
        value = entry.dt
    except (ValueError, AttributeError):
        value = None
    if isinstance(value, tuple):
        value = value[0]
    if not isinstance(value, date):
        raise Unreadable(f"its {name} is no date: {_printed(entry)}")
    if not everywhere(value if isinstance(value, datetime) else datetime.combine(value, time())):
        raise Unreadable(f"its {name} lies at the edge of time: {_printed(entry)}")
    return value


def local(value: date | datetime, zone: tzinfo) -> datetime:
    """Return the moment: a date is its midnight and a floating time its reading in `zone` (RFC 5545, 3.3.5).

    A zone that only its file knows is turned into the user's, so that the value outlives the file.
    """
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), zone)
    if value.tzinfo is None:
        return value.replace(tzinfo=zone)
    return value if isinstance(value.tzinfo, ZoneInfo) or value.tzinfo is UTC else value.astimezone(zone)


def recurrence_of(value: date | datetime | None, zone: tzinfo) -> str:
    """Return the name of one occurrence: its original start in UTC as ISO 8601, the date of an all-day one."""
    if value is None:
        return ""
    return local(value, zone).astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def _times(component: icalendar.Event, zone: tzinfo) -> tuple[datetime, datetime, bool]:
    first, last = moment(component, "DTSTART"), moment(component, "DTEND")
    if first is None:
        raise Unreadable("it has no start")
    length = _length(component) if last is None else None
    if not isinstance(first, datetime):
        return _days(first, last, length, zone)
    start = local(first, zone)
    if last is not None:
        end = local(last, zone)
    elif length is not None:
        # Days of a DURATION are nominal, hours exact (RFC 5545, 3.3.6).
        shifted = (start + timedelta(days=length.days)).astimezone(UTC) + timedelta(seconds=length.seconds)
        end = shifted.astimezone(start.tzinfo)
    else:
        end = start
    backwards = end.astimezone(UTC) < start.astimezone(UTC)
    return start, start if backwards else end, False


def _days(
    first: date, last: date | datetime | None, length: timedelta | None, zone: tzinfo
) -> tuple[datetime, datetime, bool]:
    """An all-day event: DTEND is the day after its last one; without any it takes one day."""
    if last is not None:
        after = local(last, zone).astimezone(zone).date() if isinstance(last, datetime) else last
    else:
        after = first + (length or timedelta(days=1))
    return local(first, zone), local(max(after, first + timedelta(days=1)), zone), True


def _length(component: icalendar.Event) -> timedelta | None:
    entry = _first(component, "DURATION")
    try:
        value = entry.dt if entry is not None else None
    except (ValueError, AttributeError):
        value = None
    return value if isinstance(value, timedelta) else None


def _all(component: icalendar.Event, name: str) -> list[Any]:
    entry = component.get(name)
    if entry is None:
        return []
    return entry if isinstance(entry, list) else [entry]


def _first(component: icalendar.Event, name: str) -> Any:
    return next(iter(_all(component, name)), None)


def text(component: icalendar.Event, name: str) -> str:
    """Return the first value of a property as a plain string, empty where there is none."""
    entry = _first(component, name)
    return "" if entry is None else _printed(entry)


def _printed(entry: object) -> str:
    # The library's texts are strings that remember their encoding; only the plain string goes on.
    return str.__str__(entry) if isinstance(entry, str) else str(entry)


def _description(component: icalendar.Event) -> str:
    described = plain(text(component, "DESCRIPTION"))
    if described:
        return described
    html = next((_printed(entry) for entry in _all(component, "X-ALT-DESC")), "")
    return plain(html.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";"))


def _attendee(entry: Any) -> Attendee:
    parameters = getattr(entry, "params", {})

    def parameter(name: str) -> str:
        value = parameters.get(name, "")
        return " ".join(map(str, value)) if isinstance(value, list) else str(value)

    return Attendee(
        name=" ".join(CONTROLS.sub("", parameter("CN")).strip().strip('"').split()),
        email=address_of(_printed(entry), parameter("EMAIL")),
        answer=_ANSWERS.get(parameter("PARTSTAT").upper(), Answer.WAITING),
        type=_TYPES.get(parameter("CUTYPE").upper(), AttendeeType.PERSON),
        optional=parameter("ROLE").upper() == "OPT-PARTICIPANT",
    )


def address_of(value: str, parameter: str = "") -> str:
    """Return the mail address of an ORGANIZER or ATTENDEE: its value, else its EMAIL parameter (RFC 7986, 6.2)."""
    return _address(value) or _address(parameter)


def _address(value: str) -> str:
    scheme, _, rest = value.strip().partition(":")
    address = (rest if scheme.casefold() == "mailto" else value).strip().casefold()
    return address if "@" in address and not re.search(r"[\s:/]", address) else ""


def _own_answer(attendees: Iterable[Attendee], emails: frozenset[str]) -> Answer | None:
    """The user may be invited twice, under two addresses: the reply that was given counts."""
    answers = [attendee.answer for attendee in attendees if attendee.email and attendee.email in emails]
    given = [answer for answer in answers if answer is not Answer.WAITING]
    return next(iter(given or answers), None)


def _opaque(component: icalendar.Event) -> bool:
    if text(component, "TRANSP").strip().upper() == "TRANSPARENT":
        return False
    return text(component, "X-MICROSOFT-CDO-BUSYSTATUS").strip().upper() != "FREE"


def _conference(component: icalendar.Event, prose: str) -> str:
    for name in _CONFERENCE_PROPERTIES:
        for entry in _all(component, name):
            address = _printed(entry).strip()
            if address.casefold().startswith("https:"):
                return address
    return conference_in(prose)


def conference_in(prose: str) -> str:
    """Return the first link to a video call in a location or description, empty where there is none."""
    found = _CONFERENCE_LINK.search(prose)
    return found[0].rstrip(".,;") if found else ""


def _sequence(component: icalendar.Event) -> int:
    try:
        return max(0, int(text(component, "SEQUENCE") or 0))
    except ValueError:
        return 0


def _updated(component: icalendar.Event) -> datetime | None:
    try:
        value = moment(component, "LAST-MODIFIED")
    except Unreadable:
        return None
    return local(value, UTC) if isinstance(value, datetime) else None
