"""What a pull says of a calendar, and what it does not: tombstones, windows, and events named more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.model import Event, EventId, Kind, Reading, Ref, TouchpointId, Window
from core.state import CalendarState
from core.sync.gather import Gathered, Memory, gather, standee_of, sudden_loss
from core.sync.marks import uid
from core.sync.ports import Page, Problem
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview, ordinary

WINDOW = Window(start=NOON - timedelta(days=180), end=NOON + timedelta(days=365))
INTERVIEW = Reading(kind=Kind.INTERVIEW, would_be=Kind.INTERVIEW, confidence=1.0)


def reminder(name: str, start: datetime) -> Event:
    """Return one of our reminders as a calendar holds it."""
    own = TouchpointId(name)
    ref = Ref(account=ACCOUNT, calendar=CALENDAR, event_id=EventId(uid(own)))
    return replace(ordinary(name, start=start, minutes=15), ref=ref, own=own, opaque=False)


def memory(*reminders: Event) -> Memory:
    """Return what is remembered of a calendar in which these stand."""
    calendar = CalendarState(account=ACCOUNT, calendar=CALENDAR, seen=len(reminders))
    return Memory(calendar=calendar, standees=tuple(map(standee_of, reminders)))


def pulled(before: Memory, pages: Sequence[Page], *, full: bool) -> Gathered:
    """Fold a pull into what is remembered; every event that is not ours is an interview."""
    return gather(before, pages, full=full, window=WINDOW, now=NOON, read=lambda _: INTERVIEW, first_seen={})


@pytest.mark.parametrize("days", [-181, -400, 366, 400])
def test_a_full_read_says_nothing_of_a_reminder_outside_its_window(days: int) -> None:
    before = memory(reminder("far", NOON + timedelta(days=days)))
    found = pulled(before, [Page(seen=0)], full=True)
    assert found.memory.standees == before.standees
    assert sudden_loss(before, found, window=WINDOW, now=NOON) == ""
    gone = pulled(before, [Page(deleted=(before.standees[0].ref.event_id,))], full=False)
    assert gone.memory.standees == ()


@pytest.mark.parametrize("days", [-179, 0, 364])
def test_a_reminder_inside_it_that_is_not_named_is_gone(days: int) -> None:
    before = memory(reminder("near", NOON + timedelta(days=days)))
    found = pulled(before, [Page(seen=0)], full=True)
    assert found.memory.standees == ()
    assert sudden_loss(before, found, window=WINDOW, now=NOON) == "reads empty"


def test_where_only_ours_changed_what_is_not_named_is_gone_and_the_rest_stands() -> None:
    meeting = interview("acme", start=NOON + timedelta(days=3))
    read = pulled(memory(), [Page(events=(meeting, *map(_near, ("kept", "gone", "edited"))), seen=9)], full=True)
    kept, edited = _near("kept"), replace(_near("edited"), title="done")
    found = pulled(read.memory, [Page(events=(kept, edited), seen=9, own_only=True)], full=False)
    assert [standee.id for standee in found.memory.standees] == ["edited", "kept"]
    assert found.memory.sightings == read.memory.sightings
    assert found.memory.calendar.busy == read.memory.calendar.busy != {}
    assert found.changed == 2
    assert sudden_loss(read.memory, found, window=WINDOW, now=NOON) == ""


def test_all_reminders_gone_at_once_is_not_believed_where_only_ours_changed() -> None:
    before = memory(*(_near(f"{number}") for number in range(7)))
    found = pulled(before, [Page(own_only=True)], full=False)
    assert "lost all 7 of its reminders at once" in sudden_loss(before, found, window=WINDOW, now=NOON)


def _near(name: str) -> Event:
    return reminder(name, NOON + timedelta(days=2))


def test_a_reminder_at_the_very_edge_is_not_gone() -> None:
    before = memory(reminder("edge", WINDOW.start - timedelta(minutes=15)), reminder("end", WINDOW.end))
    assert pulled(before, [Page(seen=1)], full=True).memory.standees == before.standees


@pytest.mark.parametrize("full", [True, False])
def test_of_an_event_named_twice_the_later_word_holds(full: bool) -> None:
    event, own = interview(), reminder("one", NOON)
    there, gone = Page(events=(event, own)), Page(deleted=(event.ref.event_id, own.ref.event_id))
    found = pulled(memory(), [there, gone], full=full).memory
    assert (found.sightings, found.standees, found.calendar.busy) == ((), (), {})
    found = pulled(memory(), [gone, there], full=full).memory
    assert (len(found.sightings), len(found.standees)) == (1, 1)


def test_of_an_event_changed_while_it_was_read_the_later_state_holds() -> None:
    early, late = reminder("one", NOON), reminder("one", NOON + timedelta(days=1))
    found = pulled(memory(early), [Page(events=(early,)), Page(events=(late,))], full=False)
    assert [standee.start for standee in found.memory.standees] == [late.start]


def test_a_reminder_that_became_unreadable_while_it_was_read_stands_once() -> None:
    own = reminder("one", NOON)
    problem = Problem(what="an event", why="it cannot be read", event_id=own.ref.event_id)
    found = pulled(memory(own), [Page(events=(own,)), Page(problems=(problem,))], full=False)
    assert len(found.memory.standees) == 1


def test_one_that_was_unreadable_and_then_deleted_is_gone() -> None:
    own = reminder("one", NOON)
    problem = Problem(what="an event", why="it cannot be read", event_id=own.ref.event_id)
    found = pulled(memory(own), [Page(problems=(problem,)), Page(deleted=(own.ref.event_id,))], full=False)
    assert found.memory.standees == ()


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_rounds_that_are_cancelled_and_sent_anew_take_their_reminders_along(rounds: int, full: bool) -> None:
    world, day = World(), NOON + timedelta(days=3)
    for n in range(4 if full else 20):
        world.calendar.put(ordinary(f"standup-{n}", start=NOON + timedelta(days=n)))
    for n in range(rounds):
        world.calendar.put(interview(f"old-{n}", start=day + timedelta(hours=n)))
    world.sync()
    for n in range(rounds):
        world.calendar.remove(EventId(f"old-{n}"))
        world.calendar.put(interview(f"new-{n}", start=day + timedelta(days=1, hours=n)))
    if full:
        world.calendar.expire()
    assert world.sync().status == "ok"
    assert world.standing()[0].start > day + timedelta(days=1)


def test_most_rounds_missing_from_a_full_read_are_missed_though_one_has_come() -> None:
    world = World()
    for n in range(5):
        world.calendar.put(interview(f"old-{n}", start=NOON + timedelta(days=3 + n)))
    world.sync()
    standing = world.standing()
    for n in range(5):
        world.calendar.remove(EventId(f"old-{n}"))
    world.calendar.put(interview("new", start=NOON + timedelta(days=9)))
    world.calendar.expire()
    result = world.sync()
    assert "lost 5 of its 5 known interviews" in (result.accounts[0].error or "")
    assert world.standing() == standing


@pytest.mark.parametrize("others", [0, 4])
def test_rounds_called_off_by_name_are_believed_in_a_calendar_that_has_grown_since_it_was_read_in_full(
    others: int,
) -> None:
    world = World()
    for n in range(2):
        world.calendar.put(interview(f"round-{n}", start=NOON + timedelta(days=3 + n)))
    world.sync()
    for n in range(others):
        world.calendar.put(ordinary(f"standup-{n}", start=NOON + timedelta(days=n)))
    world.sync()
    for n in range(2):
        world.calendar.remove(EventId(f"round-{n}"))
    result = world.sync()
    assert (result.status == "ok", world.standing() == []) == (others > 0, others > 0)
