"""What stands in a VEVENT arrives in the Event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from connectors.ics.explain import read_events
from core.model import Answer, AttendeeType, Event, EventStatus
from core.sync.ports import Problem
from tests.connectors.ics_read.reading import ME, by_id, calendar, load, read

HOME = ZoneInfo(ME.zone)


def explained(raw: bytes) -> list[Event]:
    return [found for found in read_events(raw, me=ME) if isinstance(found, Event)]


def test_people_with_their_parts_and_replies_are_read() -> None:
    event = by_id(read(load("people_and_conference.ics")))["people"]
    assert event.organizer is not None
    assert (event.organizer.name, event.organizer.email) == ("Whitfield, Dana", "dana@acme.example")
    robin, room, group, sam, nobody = event.attendees
    assert (robin.email, robin.answer, robin.type) == ("robin@example.net", Answer.TENTATIVE, AttendeeType.PERSON)
    assert (room.type, group.type) == (AttendeeType.ROOM, AttendeeType.GROUP)
    assert (sam.optional, sam.answer) == (True, Answer.DECLINED)
    assert (nobody.name, nobody.email) == ("No Address", "")
    assert event.answer is Answer.TENTATIVE


def test_the_plain_fields_are_read() -> None:
    event = by_id(read(load("people_and_conference.ics")))["people"]
    assert event.title == "Interview: Backend Engineer"
    assert event.location == "Room 5, Main building"
    assert event.description == "Join at https://acme.zoom.us/j/123456789?pwd=abc.\nSee you!"
    assert event.conference == "https://acme.zoom.us/j/123456789?pwd=abc"
    assert (event.status, event.opaque, event.sequence) == (EventStatus.TENTATIVE, False, 3)
    assert event.url == "https://acme.example/i/1"
    assert event.updated == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert type(event.uid) is str


def test_outlooks_own_fields_say_free_and_where_to_join() -> None:
    event = by_id(read(load("people_and_conference.ics")))["free-in-outlook"]
    assert not event.opaque
    assert event.conference == "https://teams.microsoft.com/l/meetup-join/xyz"


def test_floating_times_and_days_lie_in_the_users_zone() -> None:
    events = by_id(read(load("floating_and_all_day.ics")))
    assert events["floating"].start == datetime(2026, 11, 24, 10, tzinfo=HOME)
    midnight = datetime(2026, 11, 24, tzinfo=HOME)
    for uid, days in (("all-day", 1), ("two-days", 2), ("date-without-value", 1)):
        event = events[uid]
        assert (event.all_day, event.start, event.end) == (True, midnight, midnight + timedelta(days=days))


def test_days_of_a_duration_keep_the_clock_and_hours_are_exact() -> None:
    event = by_id(read(load("floating_and_all_day.ics")))["duration"]
    assert event.end == datetime(2026, 11, 2, 0, 30, tzinfo=HOME)


def test_a_timed_event_without_an_end_takes_no_time() -> None:
    event = by_id(read(load("floating_and_all_day.ics")))["no-end"]
    assert event.start == event.end


def test_text_in_html_is_read_where_there_is_no_other() -> None:
    event = by_id(read(load("keyword_hidden_by_markup.ics")))["tags"]
    assert event.description == "Your interview, at last"


def test_a_calendar_quoted_in_a_text_is_text() -> None:
    reading = read(load("keyword_hidden_by_markup.ics"))
    assert reading.seen == 4
    assert "SUMMARY:interview" in by_id(reading)["text-of-a-calendar-in-a-text"].description


def test_line_ends_letters_and_encodings_of_all_sorts_are_read() -> None:
    assert [event.title for event in explained(load("mixed_line_ends_and_no_last_one.ics"))] == ["Interview folded"]
    assert [event.title for event in explained(load("latin_1.ics"))] == ["Vorstellungsgespräch in München"]
    assert [event.uid for event in explained(load("bare_cr_line_ends.ics"))] == ["cr"]
    small = read(load("small_letters_and_byte_order_mark.ics"))
    assert [event.start.day for event in small.events] == [24, 1, 8]
    assert [event.title for event in explained(load("latin_1.ics").decode("latin-1").encode("utf-16"))] == [
        "Vorstellungsgespräch in München"
    ]


def test_a_broken_event_is_a_problem_and_the_others_are_read() -> None:
    reading = read(load("broken_events_among_good_ones.ics"))
    events = by_id(reading)
    assert reading.seen == 10
    assert {"good", "ends-before-it-starts", "bad-rule", "every-second", "line-without-colon"} <= events.keys()
    assert events["ends-before-it-starts"].end == events["ends-before-it-starts"].start
    assert {problem.what for problem in reading.problems} == {
        "Interview tomorrow",
        "Interview on no day",
        "Interview some time",
        "Interview every now and then",
        "Interview every second",
        "Interview backwards",
    }


def test_an_event_without_a_uid_has_the_same_id_at_every_pull() -> None:
    first, again = (by_id(read(load("broken_events_among_good_ones.ics"))) for _ in range(2))
    (name,) = [key for key, event in first.items() if event.title == "Interview without a UID"]
    assert name in again
    assert name


def test_an_event_that_never_ends_is_a_problem_and_the_next_is_read() -> None:
    reading = read(load("event_that_never_ends_among_others.ics"))
    assert list(by_id(reading)) == ["good"]
    assert [problem.what for problem in reading.problems] == ["the event in line 4"]


def test_tasks_journals_alarms_and_a_second_calendar_do_not_disturb() -> None:
    reading = read(load("two_calendars_tasks_and_journals.ics"))
    events = by_id(reading)
    assert (reading.seen, set(events)) == (2, {"first", "second"})
    assert (events["first"].location, events["first"].start.year) == ("Room 1", 2026)
    assert events["first"].status is EventStatus.CONFIRMED
    assert events["second"].status is EventStatus.CANCELLED


def test_of_two_copies_with_one_uid_the_higher_sequence_stands() -> None:
    reading = read(
        calendar(
            "UID:same\nSEQUENCE:2\nDTSTART:20261125T100000Z\nSUMMARY:Interview new",
            "UID:same\nSEQUENCE:1\nDTSTART:20261124T100000Z\nSUMMARY:Interview old",
        )
    )
    assert [event.title for event in reading.events] == ["Interview new"]


def test_explaining_tells_a_series_once_and_each_exception() -> None:
    events = explained(load("series_with_exceptions.ics"))
    assert [(event.uid, event.recurrence) for event in events] == [
        ("weekly", ""),
        ("weekly", "2026-11-24T15:00:00+00:00"),
        ("weekly", "2026-12-08T15:00:00+00:00"),
        ("orphan", "2026-11-27T15:00:00+00:00"),
    ]
    assert events[0].start == datetime(2026, 10, 6, 10, tzinfo=HOME)


def test_explaining_names_what_cannot_be_read() -> None:
    problems = [
        each for each in read_events(load("broken_events_among_good_ones.ics"), me=ME) if isinstance(each, Problem)
    ]
    assert [problem.what for problem in problems] == [
        "Interview tomorrow",
        "Interview on no day",
        "Interview some time",
    ]


@pytest.mark.parametrize("line", ["DTSTART:{}T233000Z", "RECURRENCE-ID:{}T233000Z", "DTSTART;VALUE=DATE:{}"])
@pytest.mark.parametrize("day", ["99991231", "99980101", "00010101"])
def test_an_event_at_the_edge_of_time_keeps_no_other_from_being_read(line: str, day: str) -> None:
    far = "UID:far\nSUMMARY:Interview\n" + line.format(day)
    if line.startswith("RECURRENCE-ID"):
        far += "\nDTSTART:20261125T150000Z"
    reading = read(calendar(far, "UID:near\nDTSTART:20261124T150000Z\nSUMMARY:Interview"))
    assert {event.uid for event in reading.events} - {"far"} == {"near"}
    assert all(event.start.year == 2026 for event in reading.events)
