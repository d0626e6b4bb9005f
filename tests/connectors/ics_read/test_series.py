"""Series are followed with their exceptions, and no rule can run away."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.model import Window
from tests.connectors.ics_read.reading import ME, NOW, REACH, by_id, calendar, load, read

HOME = ZoneInfo(ME.zone)


def test_a_series_with_exceptions_is_followed_instance_by_instance() -> None:
    reading = read(load("series_with_exceptions.ics"))
    found = {event.recurrence: event.start.astimezone(HOME) for event in reading.events if event.uid == "weekly"}
    local = {name: f"{start:%m-%d %H:%M}" for name, start in found.items() if start.month >= 11}
    assert local == {
        "2026-11-03T15:00:00+00:00": "11-03 10:00",
        "2026-11-10T15:00:00+00:00": "11-10 10:00",
        "2026-11-20T20:00:00+00:00": "11-20 15:00",
        "2026-11-24T15:00:00+00:00": "11-26 16:00",
        "2026-12-01T15:00:00+00:00": "12-01 10:00",
        "2026-12-08T15:00:00+00:00": "12-08 11:30",
        "2026-12-15T15:00:00+00:00": "12-15 11:30",
        "2026-12-22T15:00:00+00:00": "12-22 11:30",
        "2026-12-29T15:00:00+00:00": "12-29 11:30",
    }
    assert len({event.ref.event_id for event in reading.events}) == len(reading.events)


def test_an_exception_brings_its_own_text() -> None:
    events = by_id(read(load("series_with_exceptions.ics")))
    assert events["weekly/2026-11-24T15:00:00+00:00"].title == "Interview practice, moved"
    assert events["weekly/2026-12-15T15:00:00+00:00"].title == "Interview practice, later from now on"


def test_an_exception_whose_series_was_never_sent_is_an_event() -> None:
    event = by_id(read(load("series_with_exceptions.ics")))["orphan/2026-11-27T15:00:00+00:00"]
    assert event.start == datetime(2026, 11, 27, 16, tzinfo=UTC)


def test_a_series_keeps_its_clock_over_the_change_of_clocks() -> None:
    reading = read(
        calendar("UID:w\nDTSTART;TZID=America/Toronto:20261020T100000\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Interview")
    )
    assert {event.start.astimezone(HOME).hour for event in reading.events} == {10}
    assert {event.start.astimezone(UTC).hour for event in reading.events} == {14, 15}


def test_an_all_day_series_is_named_by_its_days() -> None:
    reading = read(calendar("UID:d\nDTSTART;VALUE=DATE:20261123\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:Onsite interview"))
    assert [event.recurrence for event in reading.events] == ["2026-11-23", "2026-11-24"]
    assert all(event.all_day and event.end - event.start == timedelta(days=1) for event in reading.events)


def test_a_moved_instance_out_of_the_window_does_not_come_back_at_its_old_place() -> None:
    reach = replace(REACH, window=Window(start=NOW, end=NOW + timedelta(days=3)))
    raw = calendar(
        "UID:m\nDTSTART:20261125T100000Z\nRRULE:FREQ=DAILY;COUNT=1\nSUMMARY:Interview",
        "UID:m\nRECURRENCE-ID:20261125T100000Z\nDTSTART:20270301T100000Z\nSUMMARY:Interview",
    )
    assert read(raw, reach=reach).events == ()


def test_a_word_in_one_exception_makes_the_whole_series_worth_reading() -> None:
    raw = calendar(
        "UID:s\nDTSTART:20261123T100000Z\nDTEND:20261123T103000Z\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Xyz",
        "UID:s\nRECURRENCE-ID:20261124T100000Z\nDTSTART:20261124T110000Z\nDTEND:20261124T113000Z\nSUMMARY:Interview",
    )
    assert [event.title for event in read(raw).events] == ["Xyz", "Interview", "Xyz"]


def test_a_rule_that_never_comes_true_ends_at_once() -> None:
    raw = calendar("UID:n\nDTSTART:19700228T120000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nSUMMARY:Interview")
    assert read(raw).events == ()


@pytest.mark.parametrize(
    ("start", "rule"),
    [
        ("20261124T150000Z", "FREQ=HOURLY;COUNT=5;BYMONTH=1;BYYEARDAY=366"),
        ("20261124T150000Z", "FREQ=DAILY;COUNT=3;BYMONTH=2;BYYEARDAY=300"),
        ("19000101T000000Z", "FREQ=HOURLY"),
    ],
)
def test_no_rule_keeps_the_reading_for_long(start: str, rule: str) -> None:
    began = time.process_time()
    read(calendar(f"UID:n\nDTSTART:{start}\nRRULE:{rule}\nSUMMARY:Interview"))
    assert time.process_time() - began < 5  # followed to the year 9999 it takes a minute


def test_a_series_without_measure_is_cut_and_said() -> None:
    reading = read(calendar("UID:h\nDTSTART:20260101T000000Z\nRRULE:FREQ=HOURLY\nSUMMARY:Interview"))
    assert 0 < len(reading.events) <= 1000
    assert [problem.what for problem in reading.problems] == ["Interview"]


@pytest.mark.parametrize(
    ("start", "rule"),
    [
        ("20251120T150000Z", "FREQ=HOURLY;COUNT=400;INTERVAL=24"),
        ("20251120T150000Z", "FREQ=HOURLY;INTERVAL=168"),
        ("20240101T150000Z", "FREQ=HOURLY;INTERVAL=168"),
    ],
)
def test_a_rule_by_the_hour_that_is_short_or_thin_is_followed(start: str, rule: str) -> None:
    reading = read(calendar(f"UID:h\nDTSTART:{start}\nRRULE:{rule}\nSUMMARY:Interview"))
    assert reading.problems == ()
    assert len({event.start for event in reading.events}) == len(reading.events) > 20
    assert {event.start.astimezone(UTC).hour for event in reading.events} == {15}


def test_a_series_in_a_zone_of_the_file_is_followed() -> None:
    raw = load("zone_defined_only_in_the_file.ics").replace(
        b"SUMMARY:", b"RRULE:FREQ=WEEKLY;COUNT=2\r\nEXDATE;TZID=Customized Time Zone:20261201T100000\r\nSUMMARY:"
    )
    assert [event.start for event in read(raw).events] == [datetime(2026, 11, 24, 15, tzinfo=UTC)]
