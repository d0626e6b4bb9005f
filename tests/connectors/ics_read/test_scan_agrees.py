"""Setting events aside on their raw bytes never changes a verdict: compared with the full parse of the same bytes."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]

from connectors.ics.read import takes_time
from connectors.vevent import event_from_component
from core.model import AccountName, Answer, CalendarId, Event, EventId, EventStatus, Ref, Window
from core.recognise.sieve import event_text, worth_reading
from tests.connectors.ics_read.reading import ME, NOW, REACH, load, read

HOME = ZoneInfo(ME.zone)
TITLES = [
    "Interview with Acme",
    "Standup",
    "Dentist",
    "Budget",
    "Lunch",
    "A call\\, maybe",
    "Yoga",
    "INTERVIEW",
    "Coffee with Dana",
    "Dana / Robin",
    "Feedback &amp\\; decision",
]
TEXTS = [
    "",
    "Your recruiter will join",
    "Bring &#105;nterview notes",
    "<p>Tech inter<b>view</b></p>",
    "line one\\nrecruiter\\; line two",
    "nothing to see" * 20,
    "Zahnarzt für Kinder – 10 Uhr",
    "<div>Quarterly numbers</div>",
    "<p>Feedback on the <i>decision</i>\\, from R&amp\\;D</p>",
    'Your <a href="mailto:dana@acme.example">feedback</a><br>is welcome & <b>needed</b>',
    "Feedback to dana@acme.example or luis@acme.example",
    "<p>Thank you for your letter.</p><p>I would be your line<br>manager, and you would join my <b>team</b>.</p>",
]
PEOPLE = [
    *(f"CN={name}:mailto:{name.lower()}@acme.example" for name in ("Dana", "Luis", "Mei", "Ada")),
    "CN=noor@acme.example:mailto:noor@acme.example",
    'CN="Iris, Ost";EMAIL=iris@acme.example:mailto:iris@acme.example',
]
ZONES = ["America/Toronto", "Europe/Berlin", "Asia/Kolkata", "Eastern Standard Time", "UTC", ""]

Place = tuple[str, datetime, datetime]


def full_parse(raw: bytes) -> list[Event]:
    """Parse every event of the bytes and expand every series: slow, and without any of the shortcuts."""
    parsed = icalendar.Calendar.from_ical(raw)
    start, end = REACH.window.start - timedelta(days=3), REACH.window.end + timedelta(days=3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = recurring_ical_events.of(parsed).between(start, end)
    ref = Ref(account=AccountName("full"), calendar=CalendarId("full"), event_id=EventId("full"))
    return [event_from_component(each, ref=ref, zone=HOME, emails=frozenset(ME.emails)) for each in found]


def touching(event: Event, window: Window) -> bool:
    return event.start < window.end and event.end >= window.start


def place(event: Event) -> Place:
    return event.uid, event.start.astimezone(UTC), event.end.astimezone(UTC)


def worth(event: Event) -> bool:
    return worth_reading(event_text(event)) and touching(event, REACH.window)


def is_busy(event: Event) -> bool:
    declined = event.answer is Answer.DECLINED or event.status is EventStatus.CANCELLED
    counts = event.opaque and not event.all_day and event.end > event.start
    return counts and not declined and touching(event, REACH.busy)


def agree(raw: bytes) -> None:
    expected, reading = full_parse(raw), read(raw)
    assert sorted(map(place, filter(worth, reading.events))) == sorted(map(place, filter(worth, expected)))
    assert {place(e) for e in reading.events if is_busy(e)} == {place(e) for e in expected if is_busy(e)}
    told = {place(e): (e.title, e.description, e.location, e.attendees) for e in reading.events if worth(e)}
    assert told == {place(e): (e.title, e.description, e.location, e.attendees) for e in expected if worth(e)}


def made_calendar(seed: int, count: int) -> bytes:
    """Return a calendar of events of all shapes around the edges of the windows."""
    chance = random.Random(seed)  # noqa: S311 - shapes, not secrets
    events = "".join(_event(chance, f"{seed}-{number}@example.net") for number in range(count))
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\n{events}END:VCALENDAR\r\n"
    # A third of the calendars have bare line feeds, as many editors leave them.
    return (text.replace("\r\n", "\n") if seed % 3 == 0 else text).encode()


def _event(chance: random.Random, uid: str) -> str:
    edges = (REACH.window.start, REACH.busy.start, NOW, REACH.busy.end, REACH.window.end)
    minutes = 15 * chance.randrange(-4 * 24 * 6, 4 * 24 * 6)
    start = (chance.choice(edges) + timedelta(minutes=minutes)).replace(tzinfo=None, second=0, microsecond=0)
    zone = chance.choice(ZONES)
    write = _writer(zone)
    lines = [f"UID:{uid}", *_times(chance, start, write)]
    lines.append(f"SUMMARY:{chance.choice(TITLES)}")
    if text := chance.choice(TEXTS):
        lines.append(f"DESCRIPTION:{text}")
    lines += chance.sample(
        [
            "TRANSP:TRANSPARENT",
            "STATUS:CANCELLED",
            "STATUS:TENTATIVE",
            "LOCATION:Interview room",
            "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Robin:mailto:Robin@example.net",
            "ATTENDEE;PARTSTAT=ACCEPTED;CN=Robin:mailto:robin@example.net",
            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:interview soon\r\nTRIGGER:-PT5M\r\nEND:VALARM",
        ],
        k=chance.choice([0, 0, 1, 1]),
    )
    if guests := chance.sample(PEOPLE, chance.choice([0, 0, 1, 1, 2, 3, 5])):
        lines += [f"ORGANIZER;{guests[0]}", *(f"ATTENDEE;RSVP=TRUE;{guest}" for guest in guests)]
    override = ""
    if chance.random() < 0.25:
        lines += _rule(chance, start, write)
        if chance.random() < 0.5:
            moved = start + timedelta(days=1, hours=chance.randrange(-30, 30))
            original = write("RECURRENCE-ID", start)
            override = _vevent([f"UID:{uid}", original, *_times(chance, moved, write), "SUMMARY:Interview, moved"])
    return _vevent(lines) + override


def _vevent(lines: list[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in ["BEGIN:VEVENT", *lines, "END:VEVENT"])


def _folded(line: str) -> str:
    raw = line.encode()
    pieces = [raw[at : at + 60] for at in range(0, len(raw), 60)] if b"\r\n" not in raw else [raw]
    # A fold may cut a character in two; surrogates carry the halves until everything is encoded again.
    if any(not _whole(piece) for piece in pieces):
        return line
    return "\r\n ".join(piece.decode() for piece in pieces)


def _whole(piece: bytes) -> bool:
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


def _writer(zone: str) -> Callable[[str, datetime], str]:
    def write(name: str, moment: datetime) -> str:
        if zone == "UTC":
            return f"{name}:{moment:%Y%m%dT%H%M%S}Z"
        return f"{name}{f';TZID={zone}' if zone else ''}:{moment:%Y%m%dT%H%M%S}"

    return write


def _times(chance: random.Random, start: datetime, write: Callable[[str, datetime], str]) -> list[str]:
    length = timedelta(minutes=15 * chance.choice([0, 1, 2, 4, 4 * 24 * 3]))
    shape = chance.randrange(5)
    if shape == 0:
        return [write("DTSTART", start), f"DURATION:PT{int(length.total_seconds()) // 60}M"]
    return [write("DTSTART", start), write("DTEND", start + length)]


def _rule(chance: random.Random, start: datetime, write: Callable[[str, datetime], str]) -> list[str]:
    until = start + timedelta(days=chance.randrange(1, 40))
    rule = chance.choice(
        [
            "FREQ=DAILY;COUNT=5",
            "FREQ=WEEKLY",
            "FREQ=MONTHLY",
            "FREQ=DAILY;INTERVAL=3",
            f"FREQ=DAILY;UNTIL={until:%Y%m%dT000000Z}",
        ]
    )
    if "UNTIL" in rule and write("X", start).startswith("X:") and not write("X", start).endswith("Z"):
        rule = rule.removesuffix("Z")
    lines = [f"RRULE:{rule}"]
    if chance.random() < 0.3:
        lines.append(write("EXDATE", start + timedelta(days=3)))
    if chance.random() < 0.2:
        lines.append(write("RDATE", start + timedelta(days=2, hours=5)))
    return lines


@pytest.mark.parametrize("seed", range(8))
def test_made_calendars_read_as_their_full_parse(seed: int) -> None:
    agree(made_calendar(seed, 60))


@pytest.mark.parametrize(
    "name",
    [
        "windows_zone_name.ics",
        "zone_defined_only_in_the_file.ics",
        "floating_and_all_day.ics",
        "keyword_hidden_by_markup.ics",
        "people_and_conference.ics",
        "series_with_exceptions.ics",
    ],
)
def test_the_data_files_read_as_their_full_parse(name: str) -> None:
    agree(load(name))


def test_ordinary_events_come_with_their_times_and_nothing_else() -> None:
    reading = read(load("own_reminders_and_ordinary_events.ics"))
    ordinary = [event for event in reading.events if not event.own]
    assert {event.uid for event in ordinary} == {"dentist", "standup"}
    assert all(takes_time(event) and touching(event, REACH.busy) for event in ordinary)
    for event in ordinary:
        assert (event.title, event.description, event.location, event.attendees) == ("", "", "", ())


def test_our_own_reminders_are_read_wherever_they_lie() -> None:
    events = {event.own: event for event in read(load("own_reminders_and_ordinary_events.ics")).events if event.own}
    assert set(events) == {"0123456789abcdef", "fedcba9876543210"}
    assert events["0123456789abcdef"].mark == "v1:abc"
    assert events["fedcba9876543210"].mark == ""
    assert events["fedcba9876543210"].title == "Check in"


def test_everything_is_counted() -> None:
    assert read(load("own_reminders_and_ordinary_events.ics")).seen == 8
