"""Unattended for months: an account that fails is left alone for a while and recovers; a sign-in that ended is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar
from core.errors import SignInNeeded, SourceError
from core.model import AccountName, CalendarId, Event, EventId, Standing
from core.state import State
from core.sync.announce import is_notice
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview, ordinary

OTHER = AccountName("home")
READ, WRITE = CalendarId("read"), CalendarId("write")
DOWN = SourceError("home: no answer", next_step="Try later.")
OUT = SignInNeeded("home: signed out", next_step="Sign in with: afterword connect google --name home")


def two_accounts() -> World:
    """Return a world whose reminders go to one account, with another one beside it; both hold an interview."""
    world = World()
    world.accounts[OTHER] = MemoryAccount(OTHER, {CALENDAR: MemoryCalendar()})
    world.calendar.put(interview())
    other(world).put(interview("round-9@globex.example", account=OTHER, start=NOON + timedelta(hours=50)))
    world.unattended()
    return world


def other(world: World) -> MemoryCalendar:
    """Return the calendar of the second account."""
    return world.accounts[OTHER].held[CALENDAR]


def fail(world: World, err: SourceError, *, times: int = 1) -> None:
    """Let the second account's next pulls end like this."""
    other(world).faults["pull"] = [err] * times


def notices(world: World) -> list[Event]:
    """Return the notices that stand in the calendar written to."""
    return [event for event in world.calendar.events.values() if is_notice(event.own)]


def reminders(world: World) -> list[Event]:
    """Return the reminders that stand there, notices aside."""
    return [event for event in world.standing() if not is_notice(event.own)]


def test_after_five_failures_an_account_is_asked_once_an_hour() -> None:
    world = two_accounts()
    fail(world, DOWN, times=1000)
    asked = []
    for _ in range(4 * 24):
        before = world.accounts[OTHER].requests
        world.later(minutes=15)
        world.unattended()
        if world.accounts[OTHER].requests > before:
            asked.append(world.now)
    assert len(asked) == 5 + 22  # every quarter for the first five, then every hour of what is left of the day
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(asked[4:]))


def test_an_account_left_alone_keeps_its_state_and_still_counts_as_failed() -> None:
    world = two_accounts()
    before = (world.state.sightings, [event.own for event in reminders(world)])
    fail(world, DOWN, times=5)
    for _ in range(5):
        world.unattended()
    asked = world.accounts[OTHER].requests
    result = world.unattended()
    failed = next(account for account in result.accounts if account.name == OTHER)
    assert (failed.status, world.accounts[OTHER].requests, result.exit_status) == ("failed", asked, 4)
    assert "5 times" in (failed.error or "")
    assert "afterword sync --account home" in (failed.error or "")
    assert (world.state.sightings, [event.own for event in reminders(world)]) == before


def test_it_recovers_by_itself() -> None:
    world = two_accounts()
    fail(world, DOWN, times=5)
    for _ in range(5):
        world.later(minutes=15)
        world.unattended()
    other(world).put(interview("fresh@globex.example", account=OTHER, start=NOON + timedelta(hours=80)))
    world.later(minutes=59)
    world.unattended()
    assert OTHER in world.failing
    world.later(minutes=1)
    result = world.unattended()
    assert (result.status, world.failing) == ("ok", {})
    assert "fresh@globex.example" in {sighting.uid for sighting in world.state.sightings}


def test_a_clock_that_was_wrong_lets_nobody_wait_for_years() -> None:
    world = two_accounts()
    fail(world, DOWN, times=5)
    world.later(days=4000)
    for _ in range(5):
        world.unattended()
    world.now = NOON + timedelta(hours=1)
    assert world.unattended().status == "ok"


def test_asking_by_hand_asks_at_once() -> None:
    world = two_accounts()
    fail(world, DOWN, times=5)
    for _ in range(5):
        world.unattended()
    assert world.sync(only=OTHER).status == "ok"


def test_a_sign_in_that_ended_is_told_once_in_the_calendar_and_taken_back() -> None:
    world = two_accounts()
    before = [event.own for event in reminders(world)]
    fail(world, OUT, times=40)
    for _ in range(40):
        world.later(minutes=15)
        world.unattended()
    (notice,) = notices(world)
    assert notice.title == "Afterword: sign in to home again"
    assert "afterword connect google --name home" in notice.description
    assert world.config.policy.waking_start <= notice.start.time() < world.config.policy.waking_end
    assert [event.own for event in reminders(world)] == before
    other(world).faults.clear()
    world.later(hours=1)
    world.unattended()
    assert notices(world) == []
    assert world.decisions.settled == {}
    assert [event.own for event in reminders(world)] == before


def test_a_notice_is_no_touchpoint_and_the_next_sync_has_no_news() -> None:
    world = two_accounts()
    fail(world, OUT, times=3)
    told = world.unattended()
    assert (told.reminders.created, told.reminders.failed) == (0, 0)
    state = world.state
    ids = [one.id for group in (state.standees, state.touchpoints, state.wrote, state.history) for one in group]
    assert not any(map(is_notice, ids))
    state, writes = world.state, list(world.calendar.writes)
    world.unattended()
    assert (world.state, world.calendar.writes) == (state, writes)


def test_a_notice_is_told_once_even_where_everything_is_forgotten() -> None:
    world = two_accounts()
    fail(world, OUT, times=9)
    world.unattended()
    world.state, world.failing = State(), {}
    world.later(minutes=15)
    world.unattended()
    assert len(notices(world)) == 1
    other(world).faults.clear()
    world.state, world.failing = State(), {}
    world.unattended()
    assert notices(world) == []


def test_a_notice_that_the_user_deletes_does_not_come_back_in_this_outage() -> None:
    world = two_accounts()
    fail(world, OUT, times=9)
    world.unattended()
    world.calendar.remove(notices(world)[0].ref.event_id)
    for _ in range(3):
        world.later(minutes=15)
        world.unattended()
    assert notices(world) == []
    other(world).faults.clear()
    world.unattended()
    world.later(days=30)
    fail(world, OUT)
    world.unattended()
    assert len(notices(world)) == 1


def test_a_notice_that_the_user_moved_or_edited_still_goes_when_the_sign_in_holds() -> None:
    world = two_accounts()
    fail(world, OUT, times=2)
    world.unattended()
    (notice,) = notices(world)
    world.calendar.put(replace(notice, title="tonight!", start=notice.start + timedelta(hours=8)))
    world.unattended()
    world.unattended()
    assert notices(world) == []


def test_the_account_that_is_written_to_cannot_be_told_in_itself() -> None:
    world = World(target=(ACCOUNT, CALENDAR))
    world.calendar.put(interview())
    world.calendar.faults["pull"] = [OUT] * 3
    result = world.unattended()
    assert (result.exit_status, notices(world)) == (3, [])
    assert not world.failing[ACCOUNT].announced


def test_a_notice_waits_where_the_calendar_written_to_fails_just_then() -> None:
    world = two_accounts()
    fail(world, OUT, times=9)
    world.calendar.faults["create"] = [SourceError("work: no answer", next_step="Try later.")]
    world.unattended()
    assert notices(world) == []
    world.unattended()
    assert len(notices(world)) == 1


def test_a_notice_goes_with_the_account_that_it_speaks_of() -> None:
    world = two_accounts()
    fail(world, OUT)
    world.unattended()
    del world.accounts[OTHER]
    world.unattended()
    assert notices(world) == []


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("lost", [1, 2, 3, 5])
def test_more_than_half_of_the_known_interviews_gone_at_once_withdraws_nothing(lost: int, named: bool) -> None:
    world = World(
        accounts={ACCOUNT: MemoryAccount(ACCOUNT, {READ: MemoryCalendar(), WRITE: MemoryCalendar()})},
        target=(ACCOUNT, WRITE),
    )
    read = world.accounts[ACCOUNT].held[READ]
    rounds = [
        interview(
            f"round-{n}@firm{n}.example",
            calendar=READ,
            start=NOON + timedelta(days=n, hours=3),
            title=f"Technical Interview - Backend Engineer at Firm{n}",
        )
        for n in range(3 if lost < 4 else 6)
    ]
    for event in (*rounds, replace(ordinary("x", start=NOON), ref=replace(rounds[0].ref, event_id=EventId("x")))):
        read.put(event)
    world.unattended()
    stood = len(world.standing(world.accounts[ACCOUNT].held[WRITE]))
    for event in rounds[:lost]:
        read.remove(event.ref.event_id)
    if not named:
        read.expire()
    result = world.unattended()
    # What is named as deleted one by one is believed, as long as it is not most of what the calendar held.
    braked = lost * 2 > (len(rounds) + 1 if named else len(rounds)) and lost > 1
    assert (result.status, result.exit_status) == (("partial", 4) if braked else ("ok", 0))
    assert (len(world.standing(world.accounts[ACCOUNT].held[WRITE])) == stood) is braked
    if braked:
        assert "afterword sync --accept" in (result.accounts[0].error or "")
        assert world.failing == {}
        assert world.sync(accept=True).status == "ok"
        assert world.unattended().status == "ok"
        standing = [sighting for sighting in world.state.sightings if sighting.reading.standing is Standing.ON]
        assert len(standing) == len(rounds) - lost


def test_a_move_counts_as_the_two_writes_that_it_is() -> None:
    world = World()
    world.calendar.put(interview())
    world.sync()
    assert len(world.standing()) == 3
    world.accounts[OTHER] = MemoryAccount(OTHER, {CALENDAR: MemoryCalendar()})
    world.target = (OTHER, CALENDAR)
    world.config = replace(world.config, policy=replace(world.config.policy, changes_per_run=4))
    result = world.sync()
    assert len(world.calendar.writes) - 3 + len(other(world).writes) == 4
    assert "1 more" in result.warnings[0]
    world.sync()
    assert (len(world.standing()), len(world.standing(other(world)))) == (0, 3)


def test_a_notice_moves_with_the_reminders_to_another_calendar() -> None:
    world = two_accounts()
    third = AccountName("third")
    world.accounts[third] = MemoryAccount(third, {CALENDAR: MemoryCalendar()})
    fail(world, OUT, times=9)
    world.unattended()
    world.target = (third, CALENDAR)
    world.unattended()
    assert notices(world) == []
    moved = [event for event in world.accounts[third].held[CALENDAR].events.values() if is_notice(event.own)]
    assert len(moved) == 1
    world.unattended()
    assert len([name for name in world.accounts[third].held[CALENDAR].writes if "notice" in name]) == 1


@pytest.mark.parametrize(("had", "left", "believed"), [(201, 1, False), (40, 3, False), (40, 4, True), (29, 1, True)])
def test_a_calendar_that_reads_nearly_empty_is_not_believed(had: int, left: int, believed: bool) -> None:
    world = World()
    round_1 = world.calendar.put(interview())
    others = [world.calendar.put(ordinary(f"x{n}", start=NOON + timedelta(days=n % 60))) for n in range(had - 1)]
    world.target = (OTHER, CALENDAR)
    world.accounts[OTHER] = MemoryAccount(OTHER, {CALENDAR: MemoryCalendar()})
    world.sync()
    stood = len(world.standing(other(world)))
    assert stood == 3
    for event in (round_1, *others[left:]):
        world.calendar.remove(event.ref.event_id)
    result = world.sync(full=True)
    assert (len(world.standing(other(world))) == 0) is believed
    if not believed:
        error = result.accounts[0].error or ""
        assert result.exit_status == 4
        assert f"holds only {left} of the {had} events it had" in error
        assert "afterword sync --accept" in error
        assert (world.sync(full=True, accept=True).status, world.standing(other(world))) == ("ok", [])
    assert world.sync(full=True).status == "ok"


def test_a_calendar_that_lost_nothing_of_ours_may_read_nearly_empty() -> None:
    world = World()
    world.calendar.put(interview())
    others = [world.calendar.put(ordinary(f"x{n}", start=NOON + timedelta(days=n % 60))) for n in range(100)]
    world.sync()
    for event in others:
        world.calendar.remove(event.ref.event_id)
    assert world.sync(full=True).status == "ok"
