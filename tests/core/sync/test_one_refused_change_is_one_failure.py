"""A reminder that its calendar refuses keeps no other from being written; a calendar that is down is left in peace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.memory import Lost, MemoryAccount, MemoryCalendar
from core.errors import Closed, SignInNeeded, SourceError, Unavailable
from core.model import AccountName, CalendarId, Standee, TouchpointStatus, Window
from core.sync.purge import purge
from core.sync.run import AHEAD, BEHIND
from core.sync.undo import Undone, decide, undo
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview

PLACE = (ACCOUNT, CALENDAR)
REFUSED = SourceError("work: it refused a request (HTTP 400)", next_step="Try again.")
DOWN = Unavailable("work: no answer", next_step="Try later.")
OUT = SignInNeeded("work: signed out", next_step="Sign in again.")
LOCKED = Closed("work: the calendar takes no changes", next_step="Ask its owner.")


def fresh() -> World:
    """Return a world with one interview, of which three reminders are to be written."""
    world = World()
    world.calendar.put(interview())
    return world


def ready() -> World:
    """Return one in which they stand."""
    world = fresh()
    world.sync()
    assert len(world.standing()) == 3
    return world


def standing(world: World) -> list[Standee]:
    return list(world.accounts[ACCOUNT].sink(CALENDAR).reminders(Window(start=NOON - BEHIND, end=NOON + AHEAD)))


def undone(world: World) -> Undone:
    steps = decide(world.state.wrote, {PLACE: standing(world)})
    return undo(steps, {PLACE: world.accounts[ACCOUNT].sink(CALENDAR)}, decided=False)


@pytest.mark.parametrize("refused", [0, 1, 2])
def test_a_refused_create_is_one_failure_and_the_others_are_written(refused: int) -> None:
    world = fresh()
    world.calendar.faults["create"] = [*[None] * refused, REFUSED]
    result = world.sync()
    assert (result.status, result.reminders.created, result.reminders.failed) == ("partial", 2, 1)
    assert str(result.accounts[0].error) == REFUSED.sentence()
    again = world.sync()
    assert (again.status, again.reminders.created, again.reminders.unchanged) == ("ok", 1, 2)


def test_a_refused_update_or_delete_keeps_no_other_change() -> None:
    world = ready()
    world.calendar.put(interview(start=NOON + timedelta(hours=5)))
    world.calendar.faults["update"] = [REFUSED]
    moved = world.sync().reminders
    assert (moved.updated, moved.failed) == (2, 1)
    world.calendar.remove(interview().ref.event_id)
    world.calendar.faults["delete"] = [REFUSED]
    called_off = world.sync().reminders
    assert (called_off.deleted, called_off.failed) == (2, 1)
    assert world.sync().reminders.deleted == 1
    assert world.standing() == []


@pytest.mark.parametrize("err", [DOWN, OUT, LOCKED])
def test_a_calendar_that_is_down_is_not_asked_again_and_what_it_did_counts(err: SourceError) -> None:
    world = fresh()
    world.calendar.faults["create"] = [None, err, REFUSED]
    result = world.sync()
    assert (result.reminders.created, result.reminders.failed) == (1, 2)
    assert result.accounts[0].error == err.sentence()
    assert result.exit_status == (3 if err is OUT else 4)
    assert world.calendar.faults["create"] == [REFUSED]  # the third was never tried
    assert (len(world.state.wrote), len(world.state.standees)) == (1, 1)
    # One pull, two creates; a calendar that still answers is read back.
    assert world.accounts[ACCOUNT].requests == (4 if err is LOCKED else 3)


def test_what_was_written_before_a_failure_and_then_deleted_by_the_user_stays_deleted() -> None:
    world = fresh()
    world.calendar.faults["create"] = [None, None, DOWN]
    world.sync()
    gone = world.standing()[0]
    world.calendar.remove(gone.ref.event_id)
    world.calendar.forgets = True
    result = world.sync()
    assert (result.status, result.reminders.created) == ("ok", 1)
    assert gone.own not in {event.own for event in world.standing()}
    assert world.decisions.settled[gone.own].status is TouchpointStatus.DISMISSED  # type: ignore[index]


def test_what_was_written_before_a_failure_can_be_undone() -> None:
    world = fresh()
    world.calendar.faults["create"] = [None, None, DOWN]
    world.sync()
    done = undone(world)
    assert (len(done.removed), done.trouble, world.standing()) == (2, {}, [])


def test_an_account_that_is_down_is_not_asked_for_its_other_calendars_either() -> None:
    other = CalendarId("other")
    world = World(accounts={ACCOUNT: MemoryAccount(ACCOUNT, {CALENDAR: MemoryCalendar(), other: MemoryCalendar()})})
    world.calendar.put(interview())
    world.sync()
    third = AccountName("third")
    world.accounts[third] = MemoryAccount(third, {CALENDAR: MemoryCalendar()})
    elsewhere = world.accounts[ACCOUNT].held[other]
    for event in world.standing():
        elsewhere.put(event)
    for err, asked in ((DOWN, 0), (LOCKED, 3)):
        world.calendar.faults["delete"], elsewhere.faults["delete"] = [err], []
        done = purge({(ACCOUNT, c): world.accounts[ACCOUNT].sink(c) for c in (CALENDAR, other)})
        assert (done.trouble, len(done.removed)) == ({ACCOUNT: err}, asked)


@pytest.mark.parametrize("refused", [0, 1, 2])
def test_a_purge_removes_what_it_can(refused: int) -> None:
    world = ready()
    world.calendar.faults["delete"] = [*[None] * refused, REFUSED]
    done = purge({PLACE: world.accounts[ACCOUNT].sink(CALENDAR)})
    assert (done.trouble, len(done.removed), len(world.standing())) == ({ACCOUNT: REFUSED}, 2, 1)
    done = purge({PLACE: world.accounts[ACCOUNT].sink(CALENDAR)})
    assert (done.trouble, len(done.removed), world.standing()) == ({}, 1, [])


def test_a_purge_of_a_calendar_that_goes_down_tells_what_was_removed_before() -> None:
    world = ready()
    world.calendar.faults["delete"] = [None, DOWN, REFUSED]
    done = purge({PLACE: world.accounts[ACCOUNT].sink(CALENDAR)})
    assert (done.trouble, len(done.removed)) == ({ACCOUNT: DOWN}, 1)
    assert world.calendar.faults["delete"] == [REFUSED]


def test_undo_takes_back_what_it_can_and_keeps_the_rest_for_another_time() -> None:
    world = ready()
    world.calendar.faults["delete"] = [REFUSED]
    done = undone(world)
    assert (done.trouble, len(done.removed), len(done.again)) == ({ACCOUNT: REFUSED}, 2, 1)
    world.calendar.faults["delete"] = [DOWN, REFUSED]
    world.state = world.state.__class__(wrote=tuple(done.again))
    done = undone(world)
    assert (done.trouble, len(done.removed), len(done.again)) == ({ACCOUNT: DOWN}, 0, 1)
    assert world.calendar.faults["delete"] == [REFUSED]


def test_what_stands_although_its_writing_was_said_to_have_failed_is_known_from_then_on() -> None:
    world = fresh()
    world.calendar.faults["create"] = [Lost("work: no answer")]
    assert world.sync().reminders.failed == 1
    assert len(world.state.standees) == 3
    gone = world.standing()[0]
    world.calendar.remove(gone.ref.event_id)
    world.calendar.forgets = True
    world.sync()
    assert gone.own not in {event.own for event in world.standing()}


def test_an_account_that_refuses_one_reminder_for_days_is_still_asked_every_time() -> None:
    world = fresh()
    for _ in range(12):
        world.calendar.faults["create"] = [REFUSED]
        result = world.unattended()
        assert (result.status, result.exit_status, result.accounts[0].rested) == ("partial", 4, False)
        world.later(minutes=15)
    assert world.failing == {}
