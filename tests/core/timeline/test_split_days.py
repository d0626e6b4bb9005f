"""A day of two talks that becomes two days, and two that become one: ids are digests and decide nothing (T1, T9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Interview, InterviewId, Past, Plan, TouchpointStatus
from tests.core.timeline.cases import DANA, at, dues, interview, person, plan_of, remember, thanks
from tests.core.timeline.test_properties import MODERATE

OMAR = person("Omar Haddad")
DONE, DISMISSED, PLANNED = TouchpointStatus.DONE, TouchpointStatus.DISMISSED, TouchpointStatus.PLANNED
PAIRS = [("a", "b"), ("b", "a"), ("0f", "f0"), ("f0", "0f")]


def first(name: str, day: str = "2026-11-23") -> Interview:
    return interview(f"{day} 10:00", f"{day} 11:00", name=name, people=(DANA,))


def second(name: str, day: str = "2026-11-23") -> Interview:
    return interview(f"{day} 13:00", f"{day} 14:00", name=name, people=(OMAR,))


def told(made: Plan) -> list[tuple[str, TouchpointStatus, list[str], bool]]:
    """Return all of the thank-yous but their ids."""
    found = thanks(made)
    whom = [[who.name for who in one.people] for one in found]
    return [(due, one.status, people, one.pinned) for due, one, people in zip(dues(found), found, whom, strict=True)]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_a_thank_you_done_on_the_day_leaves_the_talk_that_was_put_off_its_own(a: str, b: str) -> None:
    past = remember(thanks(plan_of(first(a), second(b)))[0], settled=DONE, settled_on=date(2026, 11, 23))
    made = plan_of(first(a), second(b, "2026-11-26"), past=[past], now="2026-11-23 12:30")
    assert told(made) == [
        ("2026-11-23 16:00", DONE, ["Dana Whitfield"], False),
        ("2026-11-26 16:00", PLANNED, ["Omar Haddad"], False),
    ]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_talk_that_was_brought_forward_has_its_own_as_well(a: str, b: str) -> None:
    past = remember(thanks(plan_of(first(a, "2026-11-26"), second(b, "2026-11-26")))[0], pinned=True)
    past = replace(past, due=at("2026-11-26 19:00"))
    made = plan_of(first(a, "2026-11-24"), second(b, "2026-11-26"), past=[past])
    assert told(made) == [
        ("2026-11-24 13:00", PLANNED, ["Dana Whitfield"], False),
        ("2026-11-26 19:00", PLANNED, ["Omar Haddad"], True),
    ]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_of_two_days_that_become_one_what_the_user_moved_stays(a: str, b: str) -> None:
    apart = thanks(plan_of(first(a), second(b, "2026-11-26")))
    past = [remember(apart[0]), remember(apart[1], due=at("2026-11-24 09:30"), pinned=True)]
    made = plan_of(first(a), second(b), past=past)
    assert told(made) == [("2026-11-24 09:30", PLANNED, ["Dana Whitfield", "Omar Haddad"], True)]
    assert made.withdrawn == (apart[0].id,)


days = st.sampled_from([f"2026-11-{day}" for day in (23, 24, 25, 26)])
hands = st.sampled_from(("done", "deleted", "moved", "nothing"))


def by_hand(past: Past, hand: str) -> Past:
    if hand == "moved":
        return replace(past, pinned=True, due=at("2026-11-27 09:00"))
    settled = {"done": DONE, "deleted": DISMISSED}.get(hand)
    return replace(past, settled=settled, settled_on=date(2026, 11, 23) if settled else None)


@MODERATE
@given(st.tuples(days, days), st.tuples(days, days), st.tuples(hands, hands), st.sampled_from(PAIRS))
def test_what_comes_of_moved_talks_does_not_depend_on_their_ids(
    at_first: tuple[str, str], then: tuple[str, str], hand: tuple[str, str], names: tuple[str, str]
) -> None:
    found = []
    for a, b in (("m1", "m2"), names):
        before = thanks(plan_of(first(a, at_first[0]), second(b, at_first[1])))
        past = [by_hand(remember(each), what) for each, what in zip(before, hand, strict=False)]
        made = plan_of(first(a, then[0]), second(b, then[1]), past=past, now="2026-11-23 12:30")
        found.append((told(made), len(made.withdrawn)))
    assert found[0] == found[1]


def test_copies_that_prove_to_be_one_still_tell_on_which_day_they_stood() -> None:
    past = remember(thanks(plan_of(first("a"), second("b")))[0], settled=DONE, settled_on=date(2026, 11, 23))
    renamed = replace(first("z"), aliases=(InterviewId("z"), InterviewId("a")))
    made = plan_of(renamed, second("b", "2026-11-26"), past=[past], now="2026-11-23 12:30")
    assert [one.status for one in thanks(made)] == [DONE, PLANNED]
