"""An invitation moves, and the copy that a tool sent stays where it was: the state remembers that they were one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar
from core.model import AccountName, Attendee, CalendarId, Event, Interview, Kind
from tests.core.sync.world import NOON, World, interview

TOOL = AccountName("tool")
START = NOON + timedelta(days=1)


@pytest.fixture
def world() -> World:
    """Return a world in which an invitation and an applicant-tracking system's copy of it have been read."""
    made = World()
    made.calendar.put(interview(start=START))
    feed = MemoryCalendar()
    copy = interview("copy", start=START, title="Acme Interview", account=TOOL, calendar=CalendarId("feed"))
    feed.put(replace(copy, organizer=Attendee(name="Acme", email="no-reply@greenhouse.io"), attendees=()))
    made.accounts[TOOL] = MemoryAccount(TOOL, {CalendarId("feed"): feed})
    assert [each.start for each in found(made)] == [START]
    return made


def found(world: World, *, full: bool = False) -> tuple[Interview, ...]:
    """Sync; return the interviews."""
    outlook = world.sync(full=full).outlook
    assert outlook is not None
    return outlook.interviews


def moved(start: datetime) -> Event:
    return replace(interview(start=start), sequence=1)


@pytest.mark.parametrize("full", [False, True])
def test_the_copy_goes_with_the_invitation_and_no_reminder_is_lost(world: World, full: bool) -> None:
    before = {event.own for event in world.standing()}
    world.later(hours=1)
    world.calendar.put(moved(START + timedelta(days=2)))
    (one,) = found(world, full=full)
    assert one.start == START + timedelta(days=2)
    assert {event.own for event in world.standing()} == before
    # What is known is kept by later syncs, and another move.
    world.calendar.put(replace(moved(START + timedelta(days=5)), sequence=2))
    assert [each.start for each in found(world, full=full)] == [START + timedelta(days=5)]
    assert len(found(world, full=True)) == 1


def test_an_invitation_used_again_after_its_hour_leaves_the_talk_that_was_held(world: World) -> None:
    world.later(days=2)
    world.calendar.put(moved(START + timedelta(days=4)))
    held, again = found(world)
    assert (held.start, again.start) == (START, START + timedelta(days=4))
    assert held.kind is Kind.INTERVIEW
