"""One event as Google writes it: every field may be missing, and nothing of it is believed too much."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.google.events import Unreadable, event_of
from connectors.google.reminders import MARK, OWN, body_of, event_id, own_id
from core.model import (
    AccountName,
    Answer,
    AttendeeType,
    CalendarId,
    Event,
    EventId,
    Mark,
    Ref,
    Reminder,
    TouchpointId,
    TouchpointKind,
)
from core.sync.gather import standee_of
from core.sync.marks import digest, encode
from core.text import plain
from tests.connectors.google.world import interview
from tests.servers.google.calendars import CLIENT_ID

ZONE = ZoneInfo("America/Toronto")
TIMES = {"start": {"dateTime": "2026-12-01T10:00:00+01:00"}, "end": {"dateTime": "2026-12-01T11:00:00+01:00"}}


def read(raw: dict[str, Any]) -> Event:
    ref = Ref(account=AccountName("google"), calendar=CalendarId("primary"), event_id=EventId("e1"))
    return event_of({"id": "e1", **TIMES, **raw}, ref=ref, zone=ZONE)


def test_an_invitation_is_read_with_its_people_its_answer_and_its_link() -> None:
    event = read(interview(htmlLink="https://calendar.google.com/event?eid=1", sequence=3, etag='"7"'))
    assert event.title == "Technical Interview - Backend Engineer at Acme"
    assert event.description == "Role: Backend Engineer\nInterviewer: Dana Whitfield"
    assert (event.organizer.email if event.organizer else "") == "jo.park@acme.example"
    assert [(a.email, a.type, a.is_self) for a in event.attendees] == [
        ("robin@example.net", AttendeeType.PERSON, True),
        ("dana.whitfield@acme.example", AttendeeType.PERSON, False),
        ("room-4@acme.example", AttendeeType.ROOM, False),
    ]
    assert (event.answer, event.conference) == (Answer.ACCEPTED, "https://meet.google.com/abc-defg-hij")
    assert (event.url, event.sequence, event.etag) == ("https://calendar.google.com/event?eid=1", 3, '"7"')


def test_an_event_with_its_details_hidden_has_times_alone() -> None:
    event = read({"visibility": "private", "attendeesOmitted": True})
    assert (event.title, event.attendees, event.organizer, event.answer) == ("", (), None, None)
    assert event.start == datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ({"dateTime": "2026-12-01T10:00:00+01:00", "timeZone": "Mars/Olympus"}, datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ({"dateTime": "2026-12-01T10:00:00", "timeZone": "Europe/Berlin"}, datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ({"dateTime": "2026-12-01T10:00:00"}, datetime(2026, 12, 1, 15, tzinfo=UTC)),
        ({"dateTime": "2026-12-01T10:00:00Z", "timeZone": "Europe/Berlin"}, datetime(2026, 12, 1, 10, tzinfo=UTC)),
    ],
    ids=["unknown zone", "no offset", "neither", "zone beside the offset"],
)
def test_times_are_read_from_the_offset_the_zone_or_the_users_own(start: dict[str, str], moment: datetime) -> None:
    assert read({"start": start}).start.astimezone(UTC) == moment


def test_an_all_day_event_lies_between_local_midnights() -> None:
    event = read({"start": {"date": "2026-12-03"}, "end": {"date": "2026-12-05"}})
    assert event.all_day
    assert event.start == datetime.combine(date(2026, 12, 3), time(), ZONE)
    assert event.end == datetime.combine(date(2026, 12, 5), time(), ZONE)
    assert read({"start": {"date": "2026-12-03"}, "end": None}).end == datetime(2026, 12, 4, tzinfo=ZONE)


def test_a_missing_or_backward_end_makes_an_event_of_no_length() -> None:
    for end in (None, {"dateTime": "2026-12-01T08:00:00+01:00"}):
        event = read({"end": end, "endTimeUnspecified": True})
        assert event.end == event.start


@pytest.mark.parametrize("start", [None, {}, {"dateTime": "soon"}, {"date": "2026-13-01"}, "tomorrow"])
def test_without_a_start_an_event_cannot_be_read(start: Any) -> None:
    with pytest.raises(Unreadable):
        read({"start": start})


def test_an_occurrence_is_named_by_its_original_start_wherever_it_is_moved() -> None:
    slot = {"dateTime": "2026-12-01T10:00:00-05:00"}
    assert read({"recurringEventId": "m", "originalStartTime": slot}).recurrence == "2026-12-01T15:00:00+00:00"
    assert read({"recurringEventId": "m", "originalStartTime": {"date": "2026-12-01"}}).recurrence == "2026-12-01"
    assert read({"originalStartTime": slot}).recurrence == ""


def test_time_kept_for_oneself_is_busy_and_says_nothing_else() -> None:
    event = read({"eventType": "focusTime", "summary": "Interview preparation", "description": "secret"})
    assert (event.title, event.description, event.opaque) == ("", "", True)
    assert not read({"transparency": "transparent"}).opaque


def a_reminder(text: str = "To: Dana <dana@acme.example>\n\nHi Dana & all; <b@acme.example>") -> Reminder:
    start = datetime(2026, 12, 1, 17, tzinfo=UTC)
    mark = Mark(
        id=TouchpointId("0123456789abcdef"),
        kind=TouchpointKind.THANK_YOU,
        number=1,
        title=digest("Thank Dana"),
        text=digest(text),
        start=start,
        end=start,
    )
    return Reminder(id=mark.id, title="Thank Dana", text=text, start=start, end=start, mark=mark)


def test_a_reminder_reads_back_as_it_was_written_addresses_in_brackets_too() -> None:
    body = body_of(a_reminder(), "America/Toronto")
    standee = standee_of(read({**body, "id": event_id(a_reminder().id)}))
    assert (standee.id, standee.title, standee.start) == (a_reminder().id, "Thank Dana", a_reminder().start)
    assert digest(standee.text) == a_reminder().mark.text
    assert standee.mark == a_reminder().mark
    assert body["start"] == {"dateTime": "2026-12-01T12:00:00-05:00", "timeZone": "America/Toronto"}


def test_addresses_in_brackets_are_no_markup() -> None:
    assert plain("Ann <a@acme.example>, Bo <b.c@acme.example>") == "Ann <a@acme.example>, Bo <b.c@acme.example>"
    assert plain("<b>Ann</b><br/>Bo") == "Ann\nBo"


@pytest.mark.parametrize("id", ["0123456789abcdef", "x", "Touchpoint äöü", "0123456789abcdeg"])
def test_the_names_of_reminders_have_the_letters_that_google_takes_and_differ(id: str) -> None:
    names = {event_id(TouchpointId(id), generation) for generation in range(4)}
    assert len(names) == 4
    assert all(CLIENT_ID.fullmatch(name) for name in names)


def test_a_reminder_is_known_by_its_property_else_by_its_name() -> None:
    name = event_id(TouchpointId("0123456789abcdef"), 2)
    assert own_id({"id": name}) == "0123456789abcdef"
    held = {"private": {OWN: "a-longer-id-than-others"}}
    own = event_id(TouchpointId("a-longer-id-than-others"), 1)
    assert own_id({"id": own, "extendedProperties": held}) == "a-longer-id-than-others"
    assert own_id({"id": "e1", "extendedProperties": held}) == ""  # a copy that the user made
    assert own_id({"id": "afterwardsparty"}) == ""
    assert own_id({"id": "e1", "extendedProperties": {"shared": {OWN: "x"}}}) == ""


def test_what_somebody_is_invited_to_is_no_reminder() -> None:
    ours = {"id": event_id(TouchpointId("0123456789abcdef"))}
    me, other = {"email": "robin@example.net", "self": True}, {"email": "dana@acme.example"}
    assert own_id({**ours, "organizer": me}) == own_id({**ours, "organizer": me, "attendees": [me]}) != ""
    assert own_id({**ours, "organizer": me, "attendees": [me, other]}) == ""
    assert own_id({**ours, "organizer": other, "attendees": [me]}) == ""
    assert own_id({**ours, "organizer": other}) == ""
    marked = {"private": {OWN: "0123456789abcdef", MARK: encode(a_reminder().mark)}}
    assert own_id({**ours, "organizer": other, "extendedProperties": marked}) == "0123456789abcdef"
