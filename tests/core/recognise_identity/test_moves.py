"""A moved meeting is one with its old copies, where it says so; what only resembles one stays a round of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from core.model import Interview, Sighting, Stage
from core.recognise.identity import interviews
from tests.core.recognise_identity.sightings import DANA, LEE, NOON, SEEN, person, sighting

TITLE = "Interview with Acme: Backend Engineer"


def found(*sightings: Sighting) -> tuple[Interview, ...]:
    return interviews(sightings, zone=UTC)


def booked(uid: str, *, hours: int, replaces: bool = False, **facts: Any) -> Sighting:
    """Return an invitation that was changed `hours` after the first sync."""
    told: dict[str, Any] = {"title": TITLE, "people": (DANA,), "role": "Backend Engineer", **facts}
    one = sighting(uid, updated=SEEN + timedelta(hours=hours), **told)
    return replace(one, reading=replace(one.reading, replaces=replaces))


@pytest.mark.parametrize(
    "title", [f"{TITLE} - RESCHEDULED", f"RESCHEDULED - {TITLE}", f"Rescheduled {TITLE}", f"{TITLE} [NEW DATE]"]
)
def test_a_title_that_says_so_anywhere_moves_a_meeting(title: str) -> None:
    (one,) = found(booked("a", hours=0), booked("b", hours=1, day=2, title=title))
    assert one.start == NOON + timedelta(days=2)


def test_a_text_that_says_so_moves_a_meeting() -> None:
    assert len(found(booked("a", hours=0), booked("b", hours=1, day=2, replaces=True))) == 1
    assert len(found(booked("a", hours=0), booked("b", hours=1, day=2))) == 2
    assert len(found(booked("a", hours=2), booked("b", hours=1, day=2, replaces=True))) == 2


def test_a_text_may_say_of_the_old_one_where_it_went() -> None:
    old, new = booked("a", hours=1, replaces=True), booked("b", hours=1, day=2)
    assert len(found(old, new)) == 2


@pytest.mark.parametrize("people", [(LEE,), ()])
def test_somebody_else_may_come_to_the_moved_meeting(people: tuple[Any, ...]) -> None:
    new = booked("b", hours=1, day=2, title=f"Rescheduled: {TITLE}", people=people)
    (one,) = found(booked("a", hours=0), new)
    assert [who.name for who in one.people] == [who.name for who in people or (DANA,)]


@pytest.mark.parametrize(
    "new",
    [
        booked("b", hours=1, day=2, title=f"Updated: {TITLE}", people=(LEE,)),
        booked("b", hours=1, day=2, title="Rescheduled: Final interview", people=(LEE,)),
        booked("b", hours=1, day=2, title=f"Rescheduled: {TITLE}", people=(LEE,), role="Designer"),
        booked("b", hours=1, day=2, title=f"Rescheduled: {TITLE}", people=(LEE,), role=None),
    ],
    ids=["only updated", "another title", "another job", "no job to tell it by"],
)
def test_a_talk_with_somebody_else_is_a_round_of_its_own(new: Sighting) -> None:
    assert len(found(booked("a", hours=0), new)) == 2


def test_the_moved_round_is_that_of_the_same_person() -> None:
    lees = booked("lee", hours=0, day=1, people=(LEE,))
    danas, new = booked("dana", hours=0), booked("b", hours=1, day=3, title=f"Rescheduled: {TITLE}")
    assert [i.start for i in found(lees, danas, new)] == [lees.start, new.start]


def test_a_move_by_somebody_else_that_fits_two_rounds_takes_neither() -> None:
    rounds = [booked(f"r{n}", hours=0, day=n, people=(person(f"Ana {n}", f"a{n}@acme.example"),)) for n in range(2)]
    new = booked("b", hours=1, day=3, title=f"Rescheduled: {TITLE}")
    assert len(found(*rounds, new)) == 3


def test_what_was_moved_twice_is_one_meeting() -> None:
    steps = [booked("a", hours=0)]
    steps += [booked(uid, hours=n, day=n, title=f"Rescheduled: {TITLE}") for n, uid in ((1, "b"), (2, "c"))]
    (one,) = found(*steps)
    assert one.start == NOON + timedelta(days=2)
    assert len(one.aliases) == 3


def test_two_that_say_so_with_no_word_of_which_is_newer_both_stand() -> None:
    moved = [booked(uid, hours=1, day=n, title=f"Rescheduled: {TITLE}") for n, uid in ((1, "b"), (2, "c"))]
    assert len(found(*moved)) == 2


@pytest.mark.parametrize("stage", [None, Stage.OTHER, Stage.TECHNICAL])
@pytest.mark.parametrize("people", [(DANA,), ()])
def test_a_round_with_the_same_person_under_another_title_is_another(
    stage: Stage | None, people: tuple[Any, ...]
) -> None:
    first = booked("a", hours=0, title="Acme: your portfolio", stage=stage, people=people)
    moved = booked("b", hours=1, day=2, title="Rescheduled: Acme: a case", stage=stage, people=people)
    assert len(found(first, moved)) == 2


@pytest.mark.parametrize("stage", [None, Stage.OTHER])
def test_a_move_that_does_not_say_the_stage_again_is_one(stage: Stage | None) -> None:
    old = booked("a", hours=0, stage=Stage.TECHNICAL)
    new = booked("b", hours=1, day=2, title=f"Rescheduled: {TITLE}", stage=stage)
    assert len(found(old, new)) == 1
    assert len(found(old, replace(new, reading=replace(new.reading, stage=Stage.FINAL)))) == 2


def test_a_later_round_is_not_taken_back_to_the_day_of_the_moved_first() -> None:
    second = booked("second", hours=0, day=9, title="Conversation with Dana", stage=Stage.OTHER)
    moved = booked("b", hours=1, day=2, title="Rescheduled: Interview with Acme", stage=Stage.OTHER)
    assert [i.start for i in found(second, moved)] == [moved.start, second.start]


@pytest.mark.parametrize("later", ["Tweede gesprek", "Second interview", "Whiteboard"])
@pytest.mark.parametrize("stage", [Stage.OTHER, Stage.HIRING_MANAGER, Stage.TECHNICAL])
def test_a_moved_round_leaves_its_old_copy_beside_a_second_one_with_the_same_person(later: str, stage: Stage) -> None:
    old = booked("a", hours=0, stage=stage)
    new = booked("b", hours=1, day=2, title=f"Rescheduled: {TITLE}", stage=stage)
    second = booked("second", hours=0, day=5, title=later, stage=stage)
    assert [i.start for i in found(old, second, new)] == [new.start, second.start]


@pytest.mark.parametrize("stage", [Stage.FINAL, Stage.ONSITE, Stage.HIRING_MANAGER])
def test_a_round_that_a_process_has_once_is_the_same_under_another_title(stage: Stage) -> None:
    old = booked("a", hours=0, title="Your day with us", stage=stage)
    new = booked("b", hours=1, day=2, title="Rescheduled: Acme interview", stage=stage)
    assert len(found(old, new)) == 1
    assert len(found(old, replace(new, title="Rescheduled: Second interview"))) == 2
    assert len(found(old, replace(new, title="Verschoben: Zweites Gespräch"))) == 2
