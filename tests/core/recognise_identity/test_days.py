"""The day a user means is found, and where it could be two days, none is."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from core.recognise.days import day_of

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        ("12 Dec", date(2026, 12, 12)),
        ("12 Dec 2027", date(2027, 12, 12)),
        ("December 12th", date(2026, 12, 12)),
        ("Friday, 4 December (Dana said)", date(2026, 12, 4)),
        ("by 4 Dec.", date(2026, 12, 4)),
        ("the 3rd", date(2026, 12, 3)),
        ("5.12.", date(2026, 12, 5)),
        ("12/20", date(2026, 12, 20)),
        ("20/12/2026", date(2026, 12, 20)),
        ("12月3日", date(2026, 12, 3)),
        ("Friday", date(2026, 11, 27)),
        ("next Friday", date(2026, 12, 4)),
        ("next week", date(2026, 12, 4)),
        ("end of the week", date(2026, 11, 27)),
        ("end of next month", date(2026, 12, 31)),
        ("in two weeks", date(2026, 12, 8)),
        ("tomorrow", date(2026, 11, 25)),
        ("within 5 business days", date(2026, 12, 1)),
        ("29 Feb", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(words: str, day: date) -> None:
    assert day_of(words, today=TUESDAY) == day


@pytest.mark.parametrize(
    "words", ["", "soon", "05/12", "12", "December", "10:00", "31 Feb", "2026-13-01", "monkey", "1 week or 2", "x" * 99]
)
def test_what_names_no_one_day_gives_none(words: str) -> None:
    assert day_of(words, today=TUESDAY) is None


def test_a_day_without_a_year_may_lie_two_weeks_back_and_no_more() -> None:
    assert day_of("10 Nov", today=TUESDAY) == date(2026, 11, 10)
    assert day_of("9 Nov", today=TUESDAY) == date(2027, 11, 9)
    assert day_of("28 Dec", today=date(2027, 1, 5)) == date(2026, 12, 28)
    assert day_of("20. novembre", today=TUESDAY, languages=("fr",)) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("words", "language"),
    [("bis Freitag", "de"), ("27. November", "de"), ("27 novembre", "fr"), ("viernes", "es"), ("27/11", "pt")],
)
def test_other_languages_are_understood(words: str, language: str) -> None:
    assert day_of(words, today=TUESDAY, languages=(language,)) == date(2026, 11, 27)


def test_plain_english_days_need_no_dateparser() -> None:
    program = (
        "import sys; from datetime import date; from core.recognise.directives import parse\n"
        "for day in ('2026-12-04', '12 Dec', 'next Friday'):\n"
        "    assert parse(f'decision by: {day}', today=date(2026, 11, 24), trusted=True).decision_by\n"
        "assert 'dateparser' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
