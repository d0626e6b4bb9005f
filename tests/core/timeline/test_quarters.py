"""Waking hours on the wall clock, windows in elapsed time, and the hours that a clock change skips or repeats."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.model import Busy
from core.timeline.quarters import Quarters, wall
from tests.core.timeline.cases import at

TORONTO = ZoneInfo("America/Toronto")


def quarters(zone: str = "America/Toronto", *spans: tuple[str, str], waking: tuple[int, int] = (9, 20)) -> Quarters:
    busy = [Busy(start=at(start, zone), end=at(end, zone)) for start, end in spans]
    return Quarters(zone=ZoneInfo(zone), waking=(time(waking[0]), time(waking[1])), busy=busy)


def test_a_wall_time_that_is_skipped_is_moved_forward() -> None:
    assert wall(date(2026, 3, 8), time(2, 30), TORONTO).astimezone(TORONTO).time() == time(3, 30)
    apia = ZoneInfo("Pacific/Apia")
    assert wall(date(2011, 12, 30), time(10), apia).astimezone(apia).date() == date(2011, 12, 31)


def test_a_wall_time_that_is_repeated_means_the_first_unless_told() -> None:
    first = wall(date(2026, 11, 1), time(1, 30), TORONTO)
    assert wall(date(2026, 11, 1), time(1, 30), TORONTO, fold=1) - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("moment", "awake"),
    [("08:59", False), ("09:00", True), ("19:45", True), ("19:46", False), ("00:00", False)],
)
def test_a_quarter_is_awake_only_as_a_whole(moment: str, awake: bool) -> None:
    assert quarters().is_awake(at(f"2026-11-24 {moment}").astimezone(UTC)) is awake


def test_touching_and_overlapping_busy_spans_are_one_and_empty_ones_none() -> None:
    free = quarters(
        "America/Toronto",
        ("2026-11-24 10:00", "2026-11-24 11:00"),
        ("2026-11-24 11:00", "2026-11-24 12:00"),
        ("2026-11-24 10:30", "2026-11-24 10:45"),
        ("2026-11-24 12:00", "2026-11-24 12:00"),
    )
    found = free.next(at("2026-11-24 09:50").astimezone(UTC), until=at("2026-11-24 20:00").astimezone(UTC))
    assert found == at("2026-11-24 12:00")
    assert free.is_free(at("2026-11-24 09:45").astimezone(UTC))
    assert not free.is_free(at("2026-11-24 09:46").astimezone(UTC))


def test_quarters_are_those_of_the_local_clock() -> None:
    kathmandu = quarters("Asia/Kathmandu")
    start = datetime(2026, 11, 24, 5, 1, tzinfo=UTC)
    found = kathmandu.next(start, until=start + timedelta(hours=1))
    assert found is not None
    assert found.astimezone(ZoneInfo("Asia/Kathmandu")).strftime("%H:%M") == "11:00"


def test_waking_hours_in_a_repeated_hour_are_searched_through_both_of_them() -> None:
    night = quarters(waking=(1, 2))
    start = at("2026-11-01 00:10").astimezone(UTC)
    until = start + timedelta(hours=5)
    assert night.next(start, until=until) == at("2026-11-01 01:00").astimezone(UTC)
    last = night.last(until, since=start)
    assert last is not None
    assert last == wall(date(2026, 11, 1), time(1, 45), TORONTO, fold=1)


def test_waking_hours_that_are_skipped_or_too_short_end_the_search() -> None:
    skipped = quarters(waking=(2, 3))
    start = at("2026-03-08 00:00").astimezone(UTC)
    assert skipped.next(start, until=start + timedelta(hours=20)) is None
    assert skipped.last(start + timedelta(hours=20), since=start) is None
    short = Quarters(zone=TORONTO, waking=(time(9), time(9, 10)), busy=())
    assert short.next(start, until=start + timedelta(days=3)) is None
    assert short.last(start, since=start - timedelta(days=3)) is None
