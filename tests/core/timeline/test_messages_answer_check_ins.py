"""A message exchanged with the addressee makes the check-in that waits needless; the next counts from it (T2, T3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.model import Interview, Person, TouchpointStatus
from tests.core.timeline.cases import DANA, check_ins, dues, interview, plan_of, remember

PLANNED, ELAPSED = TouchpointStatus.PLANNED, TouchpointStatus.ELAPSED


def talk(who: Person = DANA, **more: Any) -> Interview:
    return interview("2026-11-24 10:00", "2026-11-24 11:00", people=(who,), **more)


def wrote(on: date) -> Person:
    """Return Dana, who wrote to the user on that day."""
    return replace(DANA, last_reply=on, last_contact=on)


def sent(on: date) -> Person:
    """Return Dana, to whom the user wrote on that day, and who has not answered."""
    return replace(DANA, last_contact=on)


def test_without_a_message_there_are_three() -> None:
    assert dues(check_ins(plan_of(talk()))) == ["2026-12-03 10:00", "2026-12-14 10:00", "2026-12-30 10:00"]


def test_what_they_wrote_answers_the_first_and_the_second_counts_from_it() -> None:
    reminded = [remember(one) for one in check_ins(plan_of(talk()))]
    made = plan_of(talk(wrote(date(2026, 12, 1))), now="2026-12-02 09:00", past=reminded)
    assert [(one.number, *dues([one])) for one in check_ins(made)] == [(2, "2026-12-10 10:00"), (3, "2026-12-24 10:00")]
    assert reminded[0].id in made.withdrawn
    assert check_ins(made)[0].why.startswith("a message exchanged on Tue 1 Dec 2026 + 7 business days")


@pytest.mark.parametrize(
    ("who", "numbers"),
    [
        (wrote(date(2026, 11, 24)), [1, 2, 3]),
        (wrote(date(2026, 11, 25)), [2, 3]),
        (sent(date(2026, 11, 25)), [1, 2, 3]),
        (sent(date(2026, 11, 26)), [2, 3]),
        (wrote(date(2026, 10, 1)), [1, 2, 3]),
        (wrote(date(2026, 12, 9)), [1, 2, 3]),
    ],
)
def test_what_came_before_is_no_answer_and_a_thank_you_is_no_check_in(who: Person, numbers: list[int]) -> None:
    made = plan_of(talk(who), now="2026-12-02 09:00")
    assert [one.number for one in check_ins(made)] == numbers


def test_before_a_promised_date_nothing_answers_from_it_on_all_does() -> None:
    promised = date(2026, 12, 4)
    early = plan_of(talk(wrote(date(2026, 12, 1)), decision_by=promised), now="2026-12-05 09:00")
    assert dues(check_ins(early))[0] == "2026-12-07 10:00"
    told = plan_of(talk(wrote(promised), decision_by=promised), now="2026-12-05 09:00")
    assert [one.number for one in check_ins(told)] == [2, 3]


def test_one_that_was_sent_stays_and_the_answer_to_it_takes_the_next() -> None:
    first = check_ins(plan_of(talk()))[0]
    done = remember(first, settled=TouchpointStatus.DONE, settled_on=date(2026, 12, 3))
    made = plan_of(talk(wrote(date(2026, 12, 8))), now="2026-12-09 09:00", past=[done])
    assert [(one.number, one.status) for one in check_ins(made)] == [(1, TouchpointStatus.DONE), (3, PLANNED)]
    assert dues(check_ins(made))[1] == "2026-12-22 10:00"


def test_one_that_the_user_moved_stays_where_it_is() -> None:
    first = check_ins(plan_of(talk()))[0]
    moved = remember(first, pinned=True)
    made = plan_of(talk(wrote(date(2026, 12, 1))), now="2026-12-02 09:00", past=[moved])
    assert [one.number for one in check_ins(made)] == [1, 2, 3]
    assert made.withdrawn == ()


def test_one_that_came_due_stays_as_a_record() -> None:
    first = remember(check_ins(plan_of(talk()))[0])
    made = plan_of(talk(wrote(date(2026, 12, 2))), now="2026-12-09 09:00", past=[first])
    assert [(one.number, one.status) for one in check_ins(made)] == [(1, ELAPSED), (2, PLANNED), (3, PLANNED)]


def test_the_same_input_gives_the_same_plan() -> None:
    who = wrote(date(2026, 12, 1))
    assert plan_of(talk(who), now="2026-12-02 09:00") == plan_of(talk(who), now="2026-12-02 09:00")
