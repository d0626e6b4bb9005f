"""Every date can be recomputed by hand from its line: with a calendar on the wall, and no other knowledge."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from core.model import Kind, OutcomeWord, Plan, Touchpoint, TouchpointKind
from tests.core.timeline.cases import interview, person, plan_of, remember

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d+ [A-Z][a-z]{2} \d{4})"
_FREE = r"(?: \(([^)]*) (?:is a holiday|are holidays)\))?"
_COUNTED = re.compile(rf"{_DAY} \+ (\d+) business days{_FREE} = {_DAY}")
_NEXT = re.compile(rf"{_DAY}, the (?:first|next) business day(?: after)?{_FREE} = {_DAY}")
_DAYS = re.compile(rf"{_DAY}(?: without an outcome)? \+ (\d+) days = {_DAY}")


def day(words: str) -> date:
    number, month, year = words.split()
    return date(int(year), _MONTHS.index(month) + 1, int(number))


def free(words: str | None, near: date) -> set[date]:
    """Return the holidays that the line names; they carry no year."""
    named = re.findall(r"(\d+) ([A-Z][a-z]{2})", words or "")
    return {date(year, _MONTHS.index(m) + 1, int(d)) for d, m in named for year in (near.year, near.year + 1)}


def counted_on(start: date, count: int, holidays: set[date]) -> date:
    while count:
        start += timedelta(days=1)
        count -= start.weekday() < 5 and start not in holidays
    return start


def recomputed(why: str) -> date | None:
    """Return the day that the arithmetic of `why` ends with, each step of it checked; None where it has none."""
    last = None
    for start, count, holidays, end in _COUNTED.findall(why):
        last = counted_on(day(start), int(count), free(holidays, day(start)))
        assert last == day(end), why
    for start, count, end in _DAYS.findall(why):
        last = day(start) + timedelta(days=int(count))
        assert last == day(end), why
    for start, holidays, end in _NEXT.findall(why):
        last = counted_on(day(start), 1, free(holidays, day(start)))
        assert last == day(end), why
    return last


def unmoved(touchpoint: Touchpoint) -> bool:
    return ";" not in touchpoint.why.partition("business day")[2]


def checked(made: Plan) -> int:
    others = [one for one in made.touchpoints if one.kind is not TouchpointKind.THANK_YOU]
    for touchpoint in others:
        found = recomputed(touchpoint.why)
        assert found is not None, touchpoint.why
        if unmoved(touchpoint):
            assert found == touchpoint.due.date(), touchpoint.why
    return len(others)


STARTS = [datetime(2026, 11, 2, 10) + timedelta(days=3 * n) for n in range(40)]  # noqa: DTZ001 - local words
DANA = person("Dana Whitfield", email="dana@acme.example")


@pytest.mark.parametrize("start", STARTS, ids=lambda start: f"{start:%d-%b}")
def test_every_date_of_every_kind_follows_from_its_line(start: datetime) -> None:
    words, end = f"{start:%Y-%m-%d %H:%M}", f"{start + timedelta(hours=1):%Y-%m-%d %H:%M}"
    later = f"{start + timedelta(days=90):%Y-%m-%d %H:%M}"
    soon = f"{start + timedelta(days=1):%Y-%m-%d}"
    talk = interview(words, end, people=(DANA,))
    coffee = interview(words, end, name="n", process="n", kind=Kind.NETWORKING, people=(person("Ann Poe"),))
    promised = interview(
        words, end, name="p", process="p", people=(person("Kim Lund"),), decision_by=start.date() + timedelta(days=9)
    )
    assert checked(plan_of(talk, coffee, promised, now=end)) == 7
    before = plan_of(talk, now=end)
    silent = plan_of(talk, now=later, past=[remember(one) for one in before.touchpoints])
    assert checked(silent) == 4
    assert "without an outcome + 30 days" in silent.touchpoints[-1].why
    rejected = plan_of(talk, outcomes={"acme": (OutcomeWord.REJECTED, soon)}, now=f"{soon} 12:00")
    assert checked(rejected) == 1
    withdrawn = plan_of(talk, outcomes={"acme": (OutcomeWord.WITHDRAWN, soon)}, now=f"{soon} 12:00")
    assert checked(withdrawn) == 1


def test_a_day_that_another_touchpoint_takes_is_named() -> None:
    first = interview("2026-11-23 10:00", "2026-11-23 11:00", name="a", process="a", people=(DANA,))
    second = interview("2026-11-24 10:00", "2026-11-24 11:00", name="b", process="b", people=(DANA,))
    made = {
        (str(one.process), one.number): one for one in plan_of(first, second).touchpoints if one.kind != "thank_you"
    }
    assert made["b", 1].why == (
        "last round Tue 24 Nov 2026 + 7 business days = Thu 3 Dec 2026, 10:00; 5 business days from the one to the same"
        " person on Wed 2 Dec 2026: the next day with room is Wed 9 Dec 2026, 10:00"
    )


def test_a_full_day_is_named() -> None:
    crowd = [
        interview("2026-11-25 10:00", "2026-11-25 11:00", name=f"i{n}", process=f"p{n}", people=(person(f"P{n} X"),))
        for n in range(6)
    ]
    (moved,) = [
        one for one in plan_of(*crowd).touchpoints if one.kind == "check_in" and one.number == 1 and ";" in one.why
    ]
    assert moved.why.endswith(
        "; 5 touchpoints are due on Fri 4 Dec 2026: the next day with room is Mon 7 Dec 2026, 10:00"
    )


def whys(made: Plan) -> dict[str, str]:
    return {one.id: one.why for one in made.touchpoints if one.kind is not TouchpointKind.THANK_YOU}


@pytest.mark.parametrize("now", ["2026-12-09 10:00", "2026-12-10 12:00", "2026-12-13 10:00"])
def test_what_took_its_day_is_still_named_once_it_has_come_due(now: str) -> None:
    first = interview("2026-11-23 10:00", "2026-11-23 11:00", name="a", process="a", people=(DANA,))
    second = interview("2026-11-24 10:00", "2026-11-24 11:00", name="b", process="b", people=(DANA,))
    before = plan_of(first, second)
    after = whys(plan_of(first, second, now=now, past=[remember(one) for one in before.touchpoints]))
    assert {name: after[name] for name, why in whys(before).items()} == whys(before)


def test_a_full_day_is_still_named_once_it_has_come_due() -> None:
    crowd = [
        interview("2026-11-25 10:00", "2026-11-25 11:00", name=f"i{n}", process=f"p{n}", people=(person(f"P{n} X"),))
        for n in range(6)
    ]
    before = plan_of(*crowd)
    after = whys(plan_of(*crowd, now="2026-12-08 09:00", past=[remember(one) for one in before.touchpoints]))
    assert after == whys(before)
    assert sum("5 touchpoints are due on" in why for why in after.values()) == 1


def test_the_year_that_was_full_is_still_named_once_it_has_come_due() -> None:
    talks = [
        interview(
            f"2026-11-{day} 10:00",
            f"2026-11-{day} 11:00",
            name=f"n{day}",
            process=f"p{day}",
            kind=Kind.NETWORKING,
            people=(DANA,),
        )
        for day in (16, 17, 18, 19, 20)
    ]
    before = plan_of(*talks, now="2026-11-24 09:00")
    put_off = max(before.touchpoints, key=lambda one: one.due)
    assert put_off.why.partition("a year to the same person")[1]
    after = plan_of(*talks, now=put_off.due, past=[remember(one) for one in before.touchpoints])
    assert whys(after)[put_off.id] == put_off.why


def test_what_cannot_be_known_any_more_is_not_made_up() -> None:
    talk = interview("2026-11-23 10:00", "2026-11-23 11:00", people=(DANA,))
    first = next(one for one in plan_of(talk).touchpoints if one.kind is TouchpointKind.CHECK_IN)
    later = remember(first, due=first.due + timedelta(days=2))
    (why,) = [one.why for one in plan_of(talk, now="2026-12-04 12:00", past=[later]).touchpoints if one.id == first.id]
    assert why == (
        "last round Mon 23 Nov 2026 + 7 business days = Wed 2 Dec 2026, 10:00;"
        " its reminder stood at Fri 4 Dec 2026, 10:00"
    )
