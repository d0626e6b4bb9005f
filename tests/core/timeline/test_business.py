"""T6: which days are business days."""

from __future__ import annotations

from datetime import date

import pytest

from core.timeline.business import BusinessDays


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "is_business"),
    [
        ("US", "", date(2026, 11, 26), False),
        ("US", "", date(2026, 7, 3), False),
        ("CA", "ON", date(2026, 2, 16), False),
        ("CA", "QC", date(2026, 2, 16), True),
        ("ca", "on", date(2026, 2, 16), False),
        ("CA", "ZZ", date(2026, 7, 1), False),
        ("", "", date(2026, 12, 25), True),
        ("XX", "", date(2026, 12, 25), True),
        ("XX", "", date(2026, 12, 26), False),
        ("US", "", date(3026, 12, 25), True),
    ],
)
def test_weekends_and_public_holidays_of_the_place_are_no_business_days(
    country: str, subdivision: str, day: date, is_business: bool
) -> None:
    assert BusinessDays(country, subdivision).is_business(day) is is_business


def test_counting_starts_the_day_after_whatever_day_that_is() -> None:
    days = BusinessDays("US")
    assert days.add(date(2026, 11, 24), 7) == date(2026, 12, 4)
    assert days.add(date(2026, 11, 21), 1) == date(2026, 11, 23)
    assert days.add(date(2026, 11, 26), 1) == date(2026, 11, 27)
    assert days.on_or_after(date(2026, 11, 26)) == date(2026, 11, 27)
    assert days.holidays(date(2026, 11, 24), date(2027, 1, 1)) == (
        date(2026, 11, 26),
        date(2026, 12, 25),
        date(2027, 1, 1),
    )


def test_distances_hold_whichever_year_is_asked_for_first() -> None:
    forwards, backwards = BusinessDays("US"), BusinessDays("US")
    backwards.index(date(2035, 6, 1))
    for days in (forwards, backwards):
        assert days.day(days.index(date(2020, 3, 2))) == date(2020, 3, 2)
        assert days.between(date(2026, 12, 31), date(2027, 1, 4)) == 1
    assert forwards.between(date(2020, 1, 1), date(2034, 1, 1)) == backwards.between(date(2020, 1, 1), date(2034, 1, 1))
