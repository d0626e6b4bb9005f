"""When each round of a day was noticed: known to the state, and found in the reminders where the state is lost (P7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.model import Event
from core.state import State
from tests.core.sync.world import NOON, World, interview

FIRST = interview(start=NOON + timedelta(hours=3))
SECOND = interview("round-2@acme.example", start=NOON + timedelta(hours=6))
BEFORE = interview("round-0@acme.example", start=NOON + timedelta(hours=1))


def found_after(more: Event, days: float, *, first: Event = FIRST) -> World:
    """Return a world that knew of one round, and finds another of the same day so many days later."""
    world = World()
    world.calendar.put(first)
    world.sync()
    world.later(days=days)
    world.calendar.put(more)
    world.sync()
    return world


def told(world: World) -> list[tuple[str, str, str]]:
    return [(event.own, f"{event.start}", event.description) for event in world.standing()]


@pytest.mark.parametrize("days", [0.1, 0.9, 1.5, 3.2, 6])
@pytest.mark.parametrize("more", [SECOND, BEFORE], ids=["a later one", "an earlier one"])
def test_a_second_sync_at_the_same_moment_writes_nothing(more: Event, days: float) -> None:
    world = found_after(more, days)
    before = told(world)
    for _ in range(2):
        counts = world.sync().reminders
        assert (counts.created, counts.updated, counts.deleted) == (0, 0, 0)
    assert told(world) == before


@pytest.mark.parametrize("days", [0.1, 0.9, 1.5, 3.2, 6])
@pytest.mark.parametrize("more", [SECOND, BEFORE], ids=["a later one", "an earlier one"])
def test_neither_does_a_sync_after_the_state_was_lost(more: Event, days: float) -> None:
    world = found_after(more, days)
    before = told(world)
    world.state = State()
    world.sync()
    assert told(world) == before
    world.later(hours=2)
    world.state = State()
    world.sync()
    assert [one[:2] for one in told(world)] == [one[:2] for one in before]


def test_each_round_keeps_the_moment_at_which_it_was_noticed() -> None:
    world = found_after(SECOND, 3.2)
    for _ in range(2):
        result = world.sync()
        assert result.outlook is not None
        seen = {one.uid: one.first_seen for one in result.outlook.interviews}
        assert seen == {FIRST.uid: NOON, SECOND.uid: NOON + timedelta(days=3.2)}
    world.state = State()
    world.later(hours=2)
    result = world.sync()
    assert result.outlook is not None
    again = {one.uid: one.first_seen for one in result.outlook.interviews}
    assert again[SECOND.uid] == NOON + timedelta(days=3.2)
    assert again[FIRST.uid] <= world.now


def test_a_round_that_is_called_off_leaves_the_other_its_reminder_though_the_state_was_lost() -> None:
    world = World()
    world.calendar.put(FIRST)
    world.calendar.put(SECOND)
    world.sync()
    world.later(hours=1)
    world.state = State()
    world.sync()
    world.calendar.remove(SECOND.ref.event_id)
    world.sync()
    thank_you = world.standing()[0]
    assert "k=thank_you" in thank_you.mark
    assert thank_you.start == FIRST.end + timedelta(hours=2)
