"""T3, clause by clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.model import Channel, Interview, Kind, OutcomeWord, Past, Person, Plan, TouchpointStatus
from tests.core.timeline.cases import (
    DANA,
    at,
    check_ins,
    dues,
    in_touch,
    interview,
    person,
    plan_of,
    remember,
)

PLANNED, ELAPSED = TouchpointStatus.PLANNED, TouchpointStatus.ELAPSED
REJECTED = {"acme": (OutcomeWord.REJECTED, "2026-11-27")}


def talk(*people: Person, **more: Any) -> Interview:
    return interview("2026-11-24 10:00", "2026-11-24 11:00", people=people or (DANA,), **more)


def coffee(*people: Person, **more: Any) -> Interview:
    return talk(*people, kind=Kind.NETWORKING, **more)


def done(made: Plan, number: int, on: date) -> Past:
    (one,) = (one for one in in_touch(made) if one.number == number)
    return remember(one, settled=TouchpointStatus.DONE, settled_on=on)


def test_a_rejection_is_answered_on_the_next_business_day_and_nothing_else_yet() -> None:
    (one,) = in_touch(plan_of(talk(), outcomes=REJECTED, now="2026-11-27 15:00"))
    assert (one.number, one.variant, dues([one])) == (0, "after_rejection", ["2026-11-30 10:00"])
    assert one.why == "rejected on Fri 27 Nov 2026, the next business day = Mon 30 Nov 2026, 10:00"


def test_the_first_after_a_rejection_is_thirty_days_after_the_reply() -> None:
    made = plan_of(talk(), outcomes=REJECTED, now="2026-11-27 15:00")
    for past, due in (
        (remember(in_touch(made)[0]), "2026-12-30 10:00"),
        (done(made, 0, date(2026, 12, 1)), "2026-12-31 10:00"),
    ):
        again = plan_of(talk(), outcomes=REJECTED, now="2026-12-03 09:00", past=[past])
        assert [one.number for one in in_touch(again)] == [0, 1]
        assert dues(in_touch(again))[1] == due
        assert in_touch(again)[1].variant == "ended"


@pytest.mark.parametrize("word", [OutcomeWord.WITHDRAWN, OutcomeWord.NO_RESPONSE])
def test_another_end_starts_the_wait_on_its_day(word: OutcomeWord) -> None:
    made = plan_of(talk(), outcomes={"acme": (word, "2026-11-27")}, now="2026-11-27 15:00")
    assert [(one.number, *dues([one])) for one in in_touch(made)] == [(1, "2026-12-29 10:00")]


@pytest.mark.parametrize("word", [OutcomeWord.OFFER, OutcomeWord.ACCEPTED])
def test_an_offer_or_its_acceptance_has_none(word: OutcomeWord) -> None:
    waiting = plan_of(coffee())
    past = [remember(in_touch(waiting)[0])]
    made = plan_of(coffee(), outcomes={"acme": (word, "2026-11-27")}, now="2026-11-27 15:00", past=past)
    assert in_touch(made) == []
    assert made.withdrawn == (past[0].id,)


def test_silence_after_the_last_check_in_ends_a_process() -> None:
    last = check_ins(plan_of(talk()))[-1]
    assert dues([last]) == ["2026-12-30 10:00"]
    assert in_touch(plan_of(talk(), now="2027-01-27 23:00")) == []
    (one,) = in_touch(plan_of(talk(), now="2027-01-28 08:00"))
    assert (one.number, one.variant, dues([one])) == (1, "ended", ["2027-03-01 10:00"])


def test_networking_starts_with_the_talk_itself_past_or_to_come() -> None:
    for now in ("2026-11-20 09:00", "2026-12-01 09:00"):
        (one,) = in_touch(plan_of(coffee(), now=now))
        assert (one.number, one.variant, dues([one])) == (1, "networking", ["2026-12-24 10:00"])


def test_the_four_of_a_process_follow_at_growing_distances_and_then_no_more() -> None:
    made = in_touch(plan_of(coffee(), now="2029-01-01 09:00"))
    assert dues(made) == ["2026-12-24 10:00", "2027-03-24 10:00", "2027-07-22 10:00", "2028-01-18 10:00"]
    assert {one.status for one in made} == {ELAPSED}


def test_only_one_is_open_at_a_time() -> None:
    made = in_touch(plan_of(coffee(), now="2027-01-05 09:00"))
    assert [(one.number, one.status) for one in made] == [(1, ELAPSED), (2, PLANNED)]


def test_the_next_counts_from_the_day_the_one_before_was_done() -> None:
    past = done(plan_of(coffee()), 1, date(2026, 12, 21))
    made = in_touch(plan_of(coffee(), now="2026-12-21 18:00", past=[past]))
    assert dues(made)[1] == "2027-03-22 10:00"


def test_one_that_was_skipped_or_deleted_never_comes_back_and_the_chain_goes_on() -> None:
    first = in_touch(plan_of(coffee()))[0]
    for status in (TouchpointStatus.SKIPPED, TouchpointStatus.DISMISSED):
        past = remember(first, settled=status, settled_on=date(2026, 12, 1))
        made = in_touch(plan_of(coffee(), now="2026-12-01 18:00", past=[past]))
        assert [(one.number, one.status) for one in made] == [(1, status), (2, PLANNED)]
        assert dues(made)[1] == "2027-03-24 10:00"


def test_a_message_exchanged_restarts_the_wait() -> None:
    spoke = replace(DANA, last_contact=date(2026, 12, 10))
    made = in_touch(plan_of(coffee(spoke), now="2026-12-11 09:00"))
    assert dues(made) == ["2027-01-11 10:00"]
    assert "a message exchanged on Thu 10 Dec 2026 + 30 days" in made[0].why
    before = replace(DANA, last_contact=date(2026, 11, 10))
    assert dues(in_touch(plan_of(coffee(before), now="2026-12-11 09:00"))) == ["2026-12-24 10:00"]


def test_a_job_change_brings_the_next_one_forward_with_its_reason() -> None:
    moved = replace(DANA, moved_on=date(2026, 12, 4), moved_why="Dana Whitfield is now at Zenith")
    (one,) = in_touch(plan_of(coffee(moved), now="2026-12-04 12:00"))
    assert (dues([one]), one.variant) == (["2026-12-07 10:00"], "job_change")
    assert one.why.startswith(
        "Dana Whitfield is now at Zenith; noticed on Fri 4 Dec 2026, the next business day = Mon 7 Dec 2026"
    )
    (stands,) = in_touch(plan_of(coffee(moved), now="2026-12-07 09:59", past=[remember(one)]))
    assert stands == one
    (over,) = in_touch(plan_of(coffee(moved), now="2026-12-08 12:00", past=[remember(one)]))
    assert (over.due, over.id) == (one.due, one.id)
    after = in_touch(plan_of(coffee(moved), now="2026-12-09 12:00", past=[remember(one)]))
    assert dues(after) == ["2026-12-07 10:00", "2027-03-08 10:00"]


def test_a_job_change_noticed_while_nobody_looked_is_used_on_the_next_business_day_to_come() -> None:
    moved = replace(DANA, moved_on=date(2026, 12, 4))
    assert dues(in_touch(plan_of(coffee(moved), now="2026-12-10 12:00"))) == ["2026-12-11 10:00"]


def test_a_job_change_before_the_talk_changes_nothing() -> None:
    moved = replace(DANA, moved_on=date(2026, 11, 4))
    assert dues(in_touch(plan_of(coffee(moved)))) == ["2026-12-24 10:00"]


@pytest.mark.parametrize(
    ("who", "by"),
    [
        (person("Fay Friend", connected=True), Channel.LINKEDIN),
        (person("Lin Ked", email="", linkedin="https://www.linkedin.com/in/lin"), Channel.LINKEDIN),
        (person("Pro File", linkedin="https://www.linkedin.com/in/pro"), Channel.EMAIL),
        (DANA, Channel.EMAIL),
    ],
)
def test_it_goes_by_linkedin_to_a_connection_or_where_there_is_only_a_profile(who: Person, by: Channel) -> None:
    assert in_touch(plan_of(coffee(who)))[0].channel is by


def test_a_person_hears_at_most_four_times_a_year_over_all_processes() -> None:
    talks = [
        interview(
            f"2026-11-{day} 10:00", f"2026-11-{day} 11:00", name=f"n{day}", process=f"p{day}", kind=Kind.NETWORKING
        )
        for day in (16, 17, 18, 19, 20, 23)
    ]
    days = [one.due.date() for one in in_touch(plan_of(*talks, now="2026-11-24 09:00"))]
    assert len(days) == 6
    assert days[3] - days[0] < timedelta(days=365)
    assert days[4] - days[0] >= timedelta(days=365)
    assert days[5] - days[1] >= timedelta(days=365)


def test_a_later_round_takes_keep_in_touch_back() -> None:
    (one,) = in_touch(plan_of(talk(), now="2027-01-28 08:00"))
    later = interview("2027-02-10 10:00", "2027-02-10 11:00", name="b")
    made = plan_of(talk(), later, now="2027-01-29 08:00", past=[remember(one)])
    assert in_touch(made) == []
    assert one.id in made.withdrawn


def test_it_stands_on_a_business_day() -> None:
    made = in_touch(plan_of(interview("2026-11-25 10:00", "2026-11-25 11:00", kind=Kind.NETWORKING)))
    assert made[0].due == at("2026-12-29 10:00")
