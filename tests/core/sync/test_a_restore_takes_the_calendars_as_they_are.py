"""A backup put back, in every order: what has gone since is the user's doing only where that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar
from core.accounts import AccountEntry, Accounts
from core.errors import SourceError
from core.model import AccountName, CalendarId, TouchpointStatus
from core.restored import restored_decisions, restored_state
from core.state import Decisions, Settled, State
from core.sync.purge import purge
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview

SAME = Accounts(entries=(AccountEntry(name=ACCOUNT, kind="memory"),))
OTHER = CalendarId("other")


@dataclass(frozen=True)
class Backup:
    """What a backup holds of a world."""

    state: State
    decisions: Decisions


def lived_in(*, forgets: bool = False) -> tuple[World, Backup]:
    """Return a world with three reminders, and a backup of it."""
    world = World(accounts={ACCOUNT: MemoryAccount(ACCOUNT, {CALENDAR: MemoryCalendar(), OTHER: MemoryCalendar()})})
    world.calendar.forgets = forgets
    world.calendar.put(interview())
    world.sync()
    assert len(world.standing()) == 3
    return world, Backup(world.state, world.decisions)


def restore(world: World, backup: Backup, *, elsewhere: bool = False) -> None:
    """Put the backup back, `elsewhere` into a home that knows nothing."""
    old, decided, before = (State(), Decisions(), Accounts()) if elsewhere else (world.state, world.decisions, SAME)
    world.state = restored_state(backup.state, replaced=old, accounts=SAME, before=before)
    world.decisions = restored_decisions(backup.decisions, replaced=decided)


def purged(world: World) -> None:
    """Do what the command does."""
    today = world.now.date()
    taken = {standee.id: today for standee in world.state.standees}
    world.decisions = replace(world.decisions, taken={**world.decisions.taken, **taken})
    assert purge({(ACCOUNT, CALENDAR): world.accounts[ACCOUNT].sink(CALENDAR)}).trouble == {}
    calendars = tuple(replace(calendar, cursor=None) for calendar in world.state.calendars)
    world.state = replace(world.state, standees=(), notices=(), wrote=(), calendars=calendars)


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("forgets", [False, True])
def test_where_nothing_has_happened_nothing_does(forgets: bool, elsewhere: bool) -> None:
    world, backup = lived_in(forgets=forgets)
    before = world.standing()
    restore(world, backup, elsewhere=elsewhere)
    result = world.sync()
    assert (result.status, result.reminders.unchanged, world.standing()) == ("ok", 3, before)
    assert world.decisions.settled == {}
    assert not any(calendar.restored for calendar in world.state.calendars)


@pytest.mark.parametrize("forgets", [False, True])
def test_after_a_purge_the_reminders_come_back(forgets: bool) -> None:
    world, backup = lived_in(forgets=forgets)
    purged(world)
    restore(world, backup)
    result = world.sync()
    assert (result.status, result.reminders.created, len(world.standing())) == ("ok", 3, 3)
    assert world.decisions.settled == {}


def test_after_a_purge_they_come_back_on_another_machine_where_the_calendar_keeps_no_memory() -> None:
    world, backup = lived_in(forgets=True)
    purged(world)
    restore(world, backup, elsewhere=True)
    assert world.sync().reminders.created == 3


@pytest.mark.parametrize("noticed", [False, True])
@pytest.mark.parametrize("forgets", [False, True])
def test_what_the_user_deleted_since_the_backup_stays_deleted(forgets: bool, noticed: bool) -> None:
    world, backup = lived_in(forgets=forgets)
    gone = world.standing()[0]
    world.calendar.remove(gone.ref.event_id)
    if noticed:
        world.sync()
    restore(world, backup)
    assert world.sync().reminders.created == 0
    assert [each.status for each in world.decisions.settled.values()] == [TouchpointStatus.DISMISSED]
    assert world.sync().reminders.created == 0


def test_on_another_machine_a_calendar_that_remembers_the_deletion_keeps_it() -> None:
    world, backup = lived_in()
    world.calendar.remove(world.standing()[0].ref.event_id)
    restore(world, backup, elsewhere=True)
    assert world.sync().reminders.created == 0
    assert world.sync().reminders.created == 0


def test_on_another_machine_what_is_missing_is_planned_anew_and_stays_deleted_if_it_is_deleted_again() -> None:
    world, backup = lived_in(forgets=True)
    gone = world.standing()[0].ref.event_id
    world.calendar.remove(gone)
    restore(world, backup, elsewhere=True)
    assert world.sync().reminders.created == 1
    world.calendar.remove(gone)
    assert world.sync().reminders.created == 0
    assert [each.status for each in world.decisions.settled.values()] == [TouchpointStatus.DISMISSED]


@pytest.mark.parametrize("forgets", [False, True])
def test_what_the_program_took_away_since_the_backup_may_come_back(forgets: bool) -> None:
    world, backup = lived_in(forgets=forgets)
    world.calendar.remove(interview().ref.event_id)
    assert world.sync().reminders.deleted == 3
    world.calendar.put(interview())
    restore(world, backup)
    assert world.sync().reminders.created == 3
    assert world.decisions.settled == {}


def test_after_a_move_to_another_calendar_nothing_is_doubled_or_taken_for_deleted() -> None:
    world, backup = lived_in()
    world.target = (ACCOUNT, OTHER)
    world.sync()
    elsewhere = world.accounts[ACCOUNT].held[OTHER]
    assert (len(world.standing()), len(world.standing(elsewhere))) == (0, 3)
    world.target = (ACCOUNT, CALENDAR)
    restore(world, backup)
    world.sync()
    assert (len(world.standing()), len(world.standing(elsewhere)), world.decisions.settled) == (3, 0, {})


def test_what_was_skipped_since_is_open_again_and_what_was_skipped_before_is_not() -> None:
    world, backup = lived_in()
    first, second, _ = world.state.standees
    backup = replace(
        backup, decisions=Decisions(settled={first.id: Settled(status=TouchpointStatus.SKIPPED, on=NOON.date())})
    )
    world.decisions = Decisions(settled={second.id: Settled(status=TouchpointStatus.SKIPPED, on=NOON.date())})
    world.sync()
    restore(world, backup)
    world.sync()
    assert second.id in {event.own for event in world.standing()}
    assert first.id not in {event.own for event in world.standing()}


def test_a_calendar_that_cannot_be_read_at_first_is_judged_when_it_can() -> None:
    world, backup = lived_in(forgets=True)
    purged(world)
    restore(world, backup, elsewhere=True)
    world.calendar.faults["pull"] = [SourceError("work: no answer")]
    assert world.sync().status == "failed"
    world.later(minutes=15)
    assert world.sync().reminders.created == 3
    assert world.decisions.settled == {}


def test_an_account_of_the_same_name_that_is_another_one_tells_nothing() -> None:
    world, backup = lived_in()
    before = Accounts(entries=(AccountEntry(name=ACCOUNT, kind="memory", settings={"path": "/elsewhere"}),))
    state = restored_state(backup.state, replaced=replace(world.state, standees=()), accounts=SAME, before=before)
    assert state.standees == backup.state.standees
    assert all(calendar.restored for calendar in state.calendars)
    state = restored_state(state, replaced=State(), accounts=SAME, before=SAME)
    assert (state.wrote, state.told, state.reader) == ((), None, "")


def test_reminders_of_accounts_that_the_backup_has_not_are_no_longer_known() -> None:
    world, backup = lived_in()
    third = AccountName("third")
    standing = world.state.standees[0]
    foreign = replace(standing, ref=replace(standing.ref, account=third))
    old = replace(world.state, standees=(*world.state.standees, foreign))
    state = restored_state(backup.state, replaced=old, accounts=SAME, before=SAME)
    assert {standee.ref.account for standee in state.standees} == {ACCOUNT}
