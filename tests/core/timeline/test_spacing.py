"""T5, T7 and T8: who moves for whom, over all processes and people."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.model import (
    Directives,
    Interview,
    Kind,
    OutcomeWord,
    Part,
    Past,
    PersonId,
    Plan,
    Policy,
    Standing,
    TouchpointStatus,
)
from core.timeline.spacing import Taken
from tests.core.timeline.cases import at, check_ins, dues, in_touch, interview, person, plan_of, remember, thanks

RITA = person("Rita Recruiter")


def talk(name: str, day: str, **more: object) -> Interview:
    return interview(f"{day} 10:00", f"{day} 11:00", name=name, process=name, people=(RITA,), **more)


def test_two_check_ins_to_one_person_stay_five_business_days_apart_the_later_one_moves() -> None:
    made = check_ins(plan_of(talk("a", "2026-11-23"), talk("b", "2026-11-24")))
    of_a, of_b = ([one for one in made if one.process == process] for process in ("a", "b"))
    assert dues(of_a)[:2] == ["2026-12-02 10:00", "2026-12-16 10:00"]
    assert dues(of_b)[:2] == ["2026-12-09 10:00", "2026-12-23 10:00"]
    assert of_b[0].why == (
        "last round Tue 24 Nov 2026 + 7 business days = Thu 3 Dec 2026, 10:00; 5 business days from the one to the same"
        " person on Wed 2 Dec 2026: the next day with room is Wed 9 Dec 2026, 10:00"
    )


def test_other_people_are_not_in_the_way() -> None:
    other = interview("2026-11-24 10:00", "2026-11-24 11:00", name="b", process="b")
    made = check_ins(plan_of(talk("a", "2026-11-23"), other))
    assert dues(one for one in made if one.number == 1) == ["2026-12-02 10:00", "2026-12-03 10:00"]


def test_keep_in_touch_moves_for_a_check_in_even_if_it_is_due_earlier() -> None:
    coffee = talk("n", "2026-11-02", kind=Kind.NETWORKING)
    made = plan_of(coffee, talk("b", "2026-11-24"))
    assert dues(in_touch(plan_of(coffee))) == ["2026-12-02 10:00"]
    assert dues(check_ins(made))[0] == "2026-12-03 10:00"
    # The check-ins of 3 and 14 December leave no room between them.
    assert dues(check_ins(made))[1] == "2026-12-14 10:00"
    assert dues(in_touch(made)) == ["2026-12-21 10:00"]


def test_what_has_come_due_never_moves_and_others_move_around_it() -> None:
    coffee = talk("n", "2026-11-02", kind=Kind.NETWORKING)
    sent = remember(in_touch(plan_of(coffee))[0])
    made = plan_of(coffee, talk("b", "2026-11-24"), past=[sent], now="2026-12-02 12:00")
    assert dues(in_touch(made)) == ["2026-12-02 10:00"]
    assert dues(check_ins(made))[0] == "2026-12-09 10:00"


def test_what_was_done_counts_on_the_day_it_was_done() -> None:
    coffee = talk("n", "2026-11-02", kind=Kind.NETWORKING)
    early = remember(in_touch(plan_of(coffee))[0], settled=TouchpointStatus.DONE, settled_on=date(2026, 11, 25))
    made = plan_of(coffee, talk("b", "2026-11-24"), past=[early], now="2026-11-26 12:00")
    assert dues(check_ins(made))[0] == "2026-12-03 10:00"


def test_what_was_skipped_does_not_count() -> None:
    coffee = talk("n", "2026-11-02", kind=Kind.NETWORKING)
    skipped = remember(in_touch(plan_of(coffee))[0], settled=TouchpointStatus.SKIPPED, settled_on=date(2026, 11, 25))
    made = plan_of(coffee, talk("b", "2026-11-24"), past=[skipped], now="2026-12-02 12:00")
    assert dues(check_ins(made))[0] == "2026-12-03 10:00"


def test_thank_yous_neither_wait_nor_make_others_wait() -> None:
    made = plan_of(talk("a", "2026-11-24"), talk("b", "2026-11-24"), talk("c", "2026-12-03"))
    assert dues(thanks(made)) == ["2026-11-24 13:00", "2026-11-24 13:00", "2026-12-03 13:00"]
    assert dues(check_ins(made))[0] == "2026-12-03 10:00"


def test_at_most_five_a_day_and_the_rest_on_the_next_business_days() -> None:
    crowd = [
        interview("2026-11-25 10:00", "2026-11-25 11:00", name=f"i{n}", process=f"p{n}", people=(person(f"P{n} X"),))
        for n in range(12)
    ]
    first = [one for one in check_ins(plan_of(*crowd)) if one.number == 1]
    assert Counter(one.due.date().isoformat() for one in first) == {"2026-12-04": 5, "2026-12-07": 5, "2026-12-08": 2}
    assert len(thanks(plan_of(*crowd))) == 12
    two = [one for one in check_ins(plan_of(*crowd[:3], policy=Policy(per_day=2))) if one.number == 1]
    assert dues(two) == ["2026-12-04 10:00", "2026-12-04 10:00", "2026-12-07 10:00"]


def test_a_reminder_moved_by_hand_fills_its_day_but_does_not_move() -> None:
    crowd = [
        interview("2026-11-25 10:00", "2026-11-25 11:00", name=f"i{n}", process=f"p{n}", people=(person(f"P{n} X"),))
        for n in range(6)
    ]
    made = [one for one in check_ins(plan_of(*crowd)) if one.number == 1]
    past = [remember(one, due=at("2026-12-04 15:00"), pinned=True) for one in made]
    again = [one for one in check_ins(plan_of(*crowd, past=past)) if one.number == 1]
    assert dues(again) == ["2026-12-04 15:00"] * 6


def test_a_machine_that_slept_does_not_pour_out_what_it_missed() -> None:
    crowd = [
        interview("2026-11-25 10:00", "2026-11-25 11:00", name=f"i{n}", process=f"p{n}", people=(person(f"P{n} X"),))
        for n in range(12)
    ]
    before = plan_of(*crowd)
    woken = plan_of(*crowd, now="2026-12-14 09:00", past=[remember(one) for one in before.touchpoints])
    assert dues(woken.touchpoints) == dues(before.touchpoints)


def test_priority_follows_over_rejections_too() -> None:
    made = plan_of(
        talk("r", "2026-11-10"),
        talk("b", "2026-11-18"),
        outcomes={"r": (OutcomeWord.REJECTED, "2026-11-25")},
        now="2026-11-25 12:00",
        policy=Policy(check_in_business_days=(7, 12)),
    )
    assert dues(check_ins(made)) == ["2026-11-27 10:00", "2026-12-15 10:00"]
    assert [(one.number, *dues([one])) for one in in_touch(made)] == [(0, "2026-12-04 10:00")]


def test_a_rejection_that_cannot_be_answered_within_two_weeks_is_not_answered_at_all() -> None:
    rejected, other = talk("r", "2026-11-10"), talk("b", "2026-11-18")
    outcomes = {"r": (OutcomeWord.REJECTED, "2026-11-25")}
    alone = plan_of(rejected, outcomes=outcomes, now="2026-11-25 12:00")
    assert [one.number for one in in_touch(alone)] == [0]
    known = [remember(one) for one in in_touch(alone)]
    for past in ([], known):
        made = plan_of(rejected, other, outcomes=outcomes, now="2026-11-25 12:00", past=past)
        assert dues(check_ins(made)) == ["2026-11-27 10:00", "2026-12-08 10:00", "2026-12-22 10:00"]
        assert [(one.number, *dues([one])) for one in in_touch(made)] == [(1, "2026-12-31 10:00")]
        assert in_touch(made)[0].why.startswith("the process ended (rejected) on Wed 25 Nov 2026 + 30 days")
        assert made.withdrawn == tuple(one.id for one in past)
    (sent,) = (replace(one, settled=TouchpointStatus.DONE, settled_on=date(2026, 11, 25)) for one in known)
    made = plan_of(rejected, other, outcomes=outcomes, now="2026-11-25 12:00", past=[sent])
    assert in_touch(made)[0].status is TouchpointStatus.DONE


def test_taken_numbers_are_passed_over() -> None:
    taken = Taken()
    for number in (3, 4, 6, 5):
        taken.take(number)
    assert [taken.free_from(number) for number in (2, 3, 4, 5, 6, 7)] == [2, 7, 7, 7, 7, 7]


PAT = person("Pat Doyle", part=Part.RECRUITER)


def sent_to_rita(**more: Any) -> Past:
    """Return the first check-in of `a`, which came due on 2 December."""
    return remember(check_ins(plan_of(talk("a", "2026-11-23")))[0], **more)


def firsts(made: Plan, process: str) -> list[str]:
    return [*dues(one for one in check_ins(made) if one.process == process)][:1]


@pytest.mark.parametrize("remembered", [RITA.id, None, PersonId("somebody of another name by now")])
def test_who_was_written_to_still_counts_once_a_later_round_has_another_addressee(remembered: PersonId | None) -> None:
    later = interview("2026-12-15 10:00", "2026-12-15 11:00", name="a2", process="a", people=(PAT,))
    made = plan_of(
        talk("a", "2026-11-23"),
        later,
        talk("b", "2026-11-24"),
        now="2026-12-02 12:00",
        past=[sent_to_rita(person=remembered)],
    )
    assert {one.people[0] for one in check_ins(made) if one.process == "a"} == {RITA, PAT}
    assert firsts(made, "b") == ["2026-12-09 10:00"]


def test_who_was_written_to_still_counts_once_the_user_names_another_contact() -> None:
    both = interview(
        "2026-11-23 10:00",
        "2026-11-23 11:00",
        name="a",
        process="a",
        people=(RITA, PAT),
        directives=Directives(contact="Pat"),
    )
    past = [sent_to_rita(person=RITA.id)]
    made = plan_of(both, talk("b", "2026-11-24"), now="2026-12-02 12:00", past=past)
    assert [one.people[0] for one in check_ins(made) if one.process == "a"] == [RITA, PAT, PAT]
    assert firsts(made, "b") == ["2026-12-09 10:00"]
    # What is still to come goes to whom the user has named.
    early = plan_of(both, talk("b", "2026-11-24"), now="2026-12-01 12:00", past=past)
    assert {one.people[0] for one in check_ins(early) if one.process == "a"} == {PAT}
    assert firsts(early, "b") == ["2026-12-03 10:00"]


def test_who_was_written_to_still_counts_once_the_whole_process_is_called_off() -> None:
    off = talk("a", "2026-11-23", standing=Standing.CANCELLED)
    for past, due in ((sent_to_rita(person=RITA.id), "2026-12-09 10:00"), (sent_to_rita(), "2026-12-03 10:00")):
        assert firsts(plan_of(off, talk("b", "2026-11-24"), now="2026-12-02 12:00", past=[past]), "b") == [due]


@pytest.mark.parametrize("status", [TouchpointStatus.SKIPPED, TouchpointStatus.DISMISSED])
def test_what_was_never_sent_counts_for_nobody(status: TouchpointStatus) -> None:
    past = sent_to_rita(person=RITA.id, settled=status, settled_on=date(2026, 12, 1))
    later = interview("2026-12-15 10:00", "2026-12-15 11:00", name="a2", process="a", people=(PAT,))
    made = plan_of(talk("a", "2026-11-23"), later, talk("b", "2026-11-24"), now="2026-12-02 12:00", past=[past])
    assert firsts(made, "b") == ["2026-12-03 10:00"]
