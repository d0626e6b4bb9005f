"""Time zone names of all sorts find their zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from connectors.zones import zone
from tests.connectors.ics_read.reading import ME, by_id, load, read

HOME = ZoneInfo(ME.zone)


@pytest.mark.parametrize(
    ("tzid", "key"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/BERLIN", "Europe/Berlin"),
        ('"Europe/Berlin"', "Europe/Berlin"),
        (" Europe/Berlin ", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("India Standard Time", "Asia/Kolkata"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("UTC", "UTC"),
        ("Z", "UTC"),
    ],
)
def test_a_name_in_any_dress_finds_its_zone(tzid: str, key: str) -> None:
    assert (
        datetime(2026, 7, 1, 12, tzinfo=zone(tzid, fallback=HOME)).utcoffset()
        == datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(key)).utcoffset()
    )
    assert (
        datetime(2026, 1, 1, 12, tzinfo=zone(tzid, fallback=HOME)).utcoffset()
        == datetime(2026, 1, 1, 12, tzinfo=ZoneInfo(key)).utcoffset()
    )


@pytest.mark.parametrize(
    ("tzid", "minutes"), [("(UTC+05:30) Chennai, Kolkata", 330), ("GMT-0500", -300), ("UTC+1", 60)]
)
def test_a_name_that_is_an_offset_is_that_offset(tzid: str, minutes: int) -> None:
    assert zone(tzid, fallback=HOME) == timezone(timedelta(minutes=minutes))


@pytest.mark.parametrize("tzid", ["", "Middle Earth/Shire", "../../etc/passwd", "tzone://Microsoft/Custom", "Europe"])
def test_a_name_that_nobody_knows_is_the_users_zone(tzid: str) -> None:
    assert zone(tzid, fallback=HOME) is HOME


def test_vendor_prefixes_windows_names_and_offsets_are_read_in_a_calendar() -> None:
    starts = {
        uid: event.start.astimezone(UTC).hour for uid, event in by_id(read(load("prefixed_zone_names.ics"))).items()
    }
    assert starts == {"evolution": 9, "mozilla": 13, "tzone": 10, "display-name": 4, "small-letters": 9}
    (outlook,) = read(load("windows_zone_name.ics")).events
    assert outlook.start == datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_a_zone_that_only_the_file_knows_is_taken_from_the_file() -> None:
    (event,) = read(load("zone_defined_only_in_the_file.ics")).events
    assert event.start == datetime(2026, 11, 24, 15, tzinfo=UTC)


def test_two_files_may_give_two_meanings_to_one_zone_name() -> None:
    read(load("zone_defined_only_in_the_file.ics"))
    (event,) = read(load("same_zone_name_other_meaning.ics")).events
    assert event.start == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_an_unknown_zone_is_read_in_the_users_own_and_said() -> None:
    reading = read(load("unknown_zone.ics"))
    (event,), (problem,) = reading.events, reading.problems
    assert event.start == datetime(2026, 11, 24, 10, tzinfo=HOME)
    assert problem.what == "Interview with Acme"
    assert "Middle Earth/Shire" in problem.why
