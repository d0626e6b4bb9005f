"""T4 against T2 and T3: what an outcome ends, what a later talk opens again, and that no number is written twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import (
    Directives,
    Interview,
    InterviewId,
    OutcomeWord,
    Past,
    Plan,
    Standing,
    TouchpointId,
    TouchpointStatus,
)
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
    thanks,
    written,
)
from tests.core.timeline.test_properties import MODERATE

OMAR = person("Omar Haddad")
TALK = interview("2026-11-10 10:00", "2026-11-10 11:00", people=(DANA,))
DONE, DISMISSED, ELAPSED = TouchpointStatus.DONE, TouchpointStatus.DISMISSED, TouchpointStatus.ELAPSED
ENDED = [OutcomeWord.REJECTED, OutcomeWord.WITHDRAWN, OutcomeWord.NO_RESPONSE]


def later(day: str = "2026-12-02", **more: Any) -> Interview:
    return interview(f"{day} 10:00", f"{day} 11:00", name="b", people=(OMAR,), **more)


def ended(word: OutcomeWord, on: str = "2026-11-17") -> dict[str, tuple[OutcomeWord, str]]:
    return {"acme": (word, on)}


def names(made: Plan) -> list[tuple[int, str]]:
    return [(one.number, one.people[0].name) for one in in_touch(made)]


@pytest.mark.parametrize("word", ENDED)
def test_a_round_put_on_the_calendar_after_the_outcome_opens_the_process_again(word: OutcomeWord) -> None:
    before = plan_of(TALK, outcomes=ended(word), known="a", now="2026-11-17 12:00")
    known = [remember(one) for one in in_touch(before)]
    made = plan_of(TALK, later(), outcomes=ended(word), known="a", now="2026-11-17 15:00", past=known)
    assert in_touch(made) == []
    assert made.withdrawn == tuple(one.id for one in known)
    assert dues(thanks(made))[-1] == "2026-12-02 13:00"
    assert {one.people[0].name for one in check_ins(made)} == {"Omar Haddad"}
    assert dues(check_ins(made))[0] == "2026-12-11 10:00"


@pytest.mark.parametrize("word", ENDED)
def test_a_process_opened_again_ends_again_with_a_later_outcome(word: OutcomeWord) -> None:
    made = plan_of(TALK, later(), outcomes=ended(word, "2026-12-03"), known="ab", now="2026-12-03 12:00")
    assert check_ins(made) == []
    assert names(made) == [(0 if word is OutcomeWord.REJECTED else 1, "Omar Haddad")]


@pytest.mark.parametrize("word", [OutcomeWord.OFFER, OutcomeWord.ACCEPTED])
def test_a_talk_after_an_offer_is_thanked_for_and_nobody_asks_for_a_decision(word: OutcomeWord) -> None:
    made = plan_of(TALK, later(), outcomes=ended(word), known="a", now="2026-11-17 12:00")
    assert dues(thanks(made))[-1] == "2026-12-02 13:00"
    assert check_ins(made) == []
    assert in_touch(made) == []


def test_a_rejection_is_answered_to_who_was_met_although_a_round_still_stands_on_the_calendar() -> None:
    made = plan_of(TALK, later(), outcomes=ended(OutcomeWord.REJECTED), known="ab", now="2026-11-17 12:00")
    assert names(made) == [(0, "Dana Whitfield")]
    assert set(in_touch(made)[0].basis) == {"a"}
    assert check_ins(made) == []
    after = plan_of(TALK, later(), outcomes=ended(OutcomeWord.REJECTED), known="ab", now="2026-12-20 12:00")
    assert {name for _, name in names(after)} == {"Dana Whitfield"}


def test_who_did_not_answer_and_then_has_a_talk_on_the_calendar_is_not_silent() -> None:
    made = plan_of(TALK, later(), outcomes=ended(OutcomeWord.NO_RESPONSE), known="ab", now="2026-11-17 12:00")
    assert in_touch(made) == []
    assert [one.number for one in check_ins(made)] == [1, 2, 3]


def test_nobody_is_written_to_after_an_end_before_the_first_talk() -> None:
    for word in ENDED:
        made = plan_of(later(), outcomes=ended(word), known="b", now="2026-11-17 12:00")
        assert in_touch(made) == []


def test_what_the_user_withdrew_from_is_not_followed_up() -> None:
    said = ended(OutcomeWord.WITHDRAWN)
    before = [remember(one) for one in plan_of(TALK, later(), now="2026-11-10 09:00").touchpoints]
    made = plan_of(TALK, later(), outcomes=said, known="ab", now="2026-11-17 12:00", past=before)
    assert [set(one.basis) for one in thanks(made)] == [{"a"}]
    assert check_ins(made) == []
    assert set(made.withdrawn) == {one.id for one in before if "b" in one.basis}
    after = plan_of(TALK, later(), outcomes=said, known="ab", now="2027-01-20 12:00")
    assert {one.people[0].name for one in after.touchpoints} == {"Dana Whitfield"}


def test_a_talk_that_the_user_tells_of_took_place_although_they_had_withdrawn() -> None:
    told = later(directives=Directives(idea="their plan for the night shift"))
    made = plan_of(TALK, told, outcomes=ended(OutcomeWord.WITHDRAWN), known="ab", now="2026-12-02 11:30")
    assert dues(thanks(made))[-1] == "2026-12-02 13:00"
    assert len(check_ins(made)) == 3


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.GONE, Standing.DECLINED])
@pytest.mark.parametrize("status", [DONE, DISMISSED, TouchpointStatus.SKIPPED, None])
def test_a_number_written_for_a_round_that_is_called_off_is_not_written_again(
    standing: Standing, status: TouchpointStatus | None
) -> None:
    """As states of earlier versions hold it: the reply stood on the round to come."""
    (reply,) = in_touch(plan_of(later("2026-11-10"), outcomes=ended(OutcomeWord.REJECTED), now="2026-11-17 09:00"))
    on = date(2026, 11, 17) if status else None
    old = remember(reply, basis=plan_basis(later()), settled=status, settled_on=on)
    off = later(standing=standing)
    made = plan_of(TALK, off, outcomes=ended(OutcomeWord.REJECTED), known="ab", now="2026-11-17 12:00", past=[old])
    first = in_touch(made)[0]
    assert (first.number, first.id, dues([first])) == (0, old.id, ["2026-11-18 10:00"])
    assert [one.number for one in in_touch(made)] == ([0, 1] if status else [0])
    assert made.withdrawn == ()
    passed = plan_of(TALK, off, outcomes=ended(OutcomeWord.REJECTED), known="ab", now="2026-11-20 12:00", past=[old])
    assert [(one.number, one.id == old.id) for one in in_touch(passed)] == [(0, True), (1, False)]


def plan_basis(one: Interview) -> dict[InterviewId, datetime]:
    return {one.id: one.end}


def test_the_numbers_of_an_ended_process_survive_a_round_that_comes_and_goes() -> None:
    said = {"outcomes": ended(OutcomeWord.NO_RESPONSE), "known": "a"}
    (first,) = in_touch(plan_of(TALK, now="2026-11-17 12:00", **said))  # type: ignore[arg-type]
    done = remember(first, settled=DONE, settled_on=date(2026, 12, 1))
    booked = plan_of(TALK, later("2026-12-15"), now="2026-12-02 12:00", past=[done], **said)  # type: ignore[arg-type]
    assert [(one.id, one.status) for one in in_touch(booked)] == [(first.id, DONE)]
    off = later("2026-12-15", standing=Standing.CANCELLED)
    made = plan_of(TALK, off, now="2026-12-03 12:00", past=[done], **said)  # type: ignore[arg-type]
    assert [(one.number, one.status) for one in in_touch(made)] == [(1, DONE), (2, TouchpointStatus.PLANNED)]


def test_a_further_talk_that_took_place_starts_the_numbers_again() -> None:
    (reply,) = in_touch(plan_of(TALK, outcomes=ended(OutcomeWord.REJECTED), known="a", now="2026-11-17 12:00"))
    done = remember(reply, settled=DONE, settled_on=date(2026, 11, 18))
    again = ended(OutcomeWord.REJECTED, "2026-12-08")
    made = plan_of(TALK, later(), outcomes=again, known="ab", now="2026-12-08 12:00", past=[done])
    assert names(made) == [(0, "Dana Whitfield"), (0, "Omar Haddad")]
    assert dues(in_touch(made)) == ["2026-11-18 10:00", "2026-12-09 10:00"]


@MODERATE
@given(
    st.sampled_from(ENDED),
    st.lists(st.sampled_from(("on", "off", "day", "tick", "delete")), min_size=2, max_size=9),
    st.booleans(),
)
def test_no_number_is_open_again_once_the_user_has_settled_it_while_no_further_talk_took_place(
    word: OutcomeWord, steps: list[str], known: bool
) -> None:
    day, standing, past = 17, Standing.CANCELLED, dict[TouchpointId, Past]()
    settled: set[int] = set()
    for what in ("day", *steps):
        day += what == "day"
        standing = {"on": Standing.ON, "off": Standing.CANCELLED}.get(what, standing)
        now = f"2026-11-{day} 12:00"
        made = plan_of(
            TALK,
            later("2026-12-20", standing=standing),
            outcomes=ended(word),
            known="ab" if known else "a",
            now=now,
            past=past.values(),
        )
        is_open = [one for one in in_touch(made) if one.status is TouchpointStatus.PLANNED]
        assert not settled & {one.number for one in is_open}
        assert all(set(one.basis) == {"a"} for one in in_touch(made))
        for name in made.withdrawn:
            del past[name]
        past.update({one.id: one for one in written(made, at(now)) if one.id not in past})
        if what in ("tick", "delete") and is_open:
            one = is_open[0]
            settled.add(one.number)
            status = DONE if what == "tick" else DISMISSED
            past[one.id] = remember(one, settled=status, settled_on=date(2026, 11, day))
