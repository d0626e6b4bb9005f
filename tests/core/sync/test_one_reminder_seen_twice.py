"""One calendar that two accounts see holds each reminder once: nothing is taken away for standing there "twice"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar, MemorySink
from core.errors import SourceError, Unavailable
from core.model import AccountName, CalendarId, Ref, TouchpointStatus
from core.sync.ports import Whereabouts
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview, ordinary

OTHER = AccountName("home")
SHARED = CalendarId("shared")


class Named(MemoryAccount):
    """An account whose names tell nothing of another's, or `wrongly` say that all its events are its own."""

    def __init__(
        self, name: AccountName, calendars: dict[CalendarId, MemoryCalendar], *, wrongly: bool = False
    ) -> None:
        super().__init__(name, calendars)
        self.wrongly = wrongly

    def whereabouts(self, ref: Ref) -> Whereabouts:
        """Name an event by this account."""
        return Whereabouts(realm="all" if self.wrongly else self.name, name=f"{self.name}/{ref.event_id}")


class ReadOnly(MemoryAccount):
    """An account that could be written once and cannot any more."""

    def sink(self, calendar: CalendarId) -> MemorySink | None:  # type: ignore[override]
        """Return no writer."""
        del calendar
        return None


def shared(world: World, *, as_kind: Mapping[str, bool] | None = None) -> World:
    """Let a second account see the first one's calendar, as `Named` of these qualities where any are given."""
    held = {SHARED: world.calendar}
    if as_kind is None:
        world.accounts[OTHER] = MemoryAccount(OTHER, held)
        return world
    world.accounts[ACCOUNT] = Named(ACCOUNT, world.accounts[ACCOUNT].held, **as_kind)
    world.accounts[OTHER] = Named(OTHER, held, **as_kind)
    return world


def ready() -> World:
    """Return a world with an interview and its three reminders."""
    world = World()
    world.calendar.put(interview())
    world.sync()
    assert len(world.standing()) == 3
    return world


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("first", [(ACCOUNT, CALENDAR), (OTHER, SHARED)])
def test_nothing_is_written_or_taken_away_whichever_account_is_written_to(
    first: tuple[AccountName, CalendarId], names: bool
) -> None:
    world = shared(ready(), as_kind=None if names else {})
    writes = list(world.calendar.writes)
    for target in (first, (ACCOUNT, CALENDAR), (OTHER, SHARED), (ACCOUNT, CALENDAR)):
        world.target = target
        for full in (False, True, False):
            result = world.sync(full=full)
            assert (result.status, result.reminders.unchanged, result.warnings) == ("ok", 3, ())
            assert {standee.ref.place for standee in world.state.standees} == {target}
    assert world.calendar.writes == writes
    assert (len(world.state.standees), world.decisions.settled, world.decisions.taken) == (3, {}, {})


def test_the_users_hand_is_seen_through_either() -> None:
    world = shared(ready())
    world.sync()
    first, second, third = world.standing()
    world.calendar.remove(first.ref.event_id)
    world.calendar.put(replace(second, title="✓ " + second.title))
    world.calendar.put(replace(third, start=third.start + timedelta(days=1), end=third.end + timedelta(days=1)))
    world.sync()
    settled = {str(id): verdict.status for id, verdict in world.decisions.settled.items()}
    assert settled == {first.own: TouchpointStatus.DISMISSED, second.own: TouchpointStatus.DONE}
    world.target = OTHER, SHARED
    world.sync()
    assert [event.own for event in world.standing()] == [second.own, third.own]
    assert world.standing()[1].start == third.start + timedelta(days=1)


def test_what_one_account_says_is_newer_while_the_other_cannot_be_read() -> None:
    world = shared(ready())
    world.sync()
    first = world.standing()[0]
    world.calendar.put(replace(first, title="✓ " + first.title))
    world.calendar.faults["pull"] = [SourceError("work: no answer", next_step="Try again."), None]
    world.sync()
    assert [verdict.status for verdict in world.decisions.settled.values()] == [TouchpointStatus.DONE]
    assert {standee.ref.account for standee in world.state.standees} == {ACCOUNT}


def test_a_cancelled_interview_takes_its_reminders_away_for_both() -> None:
    world = shared(ready())
    world.calendar.put(ordinary("standup", start=NOON + timedelta(days=1)))
    world.sync()
    world.calendar.remove(interview().ref.event_id)
    for _ in range(3):
        world.sync()
    assert world.standing() == []
    assert world.decisions.settled == {}
    world.calendar.put(interview())
    world.sync()
    assert len(world.standing()) == 3


def test_where_names_do_not_tell_a_reminder_of_another_version_is_left_alone() -> None:
    world = shared(ready(), as_kind={})
    copy = MemoryCalendar()
    for event in world.standing():
        copy.put(replace(event, ref=replace(event.ref, account=OTHER, calendar=SHARED)))
    world.accounts[OTHER].held[SHARED] = copy
    for _ in range(3):
        assert world.sync().status == "ok"
    assert (len(world.standing()), len(world.standing(copy)), copy.writes) == (3, 3, [])


def test_what_the_program_took_away_itself_is_written_again_and_not_the_users_deletion() -> None:
    world = shared(ready(), as_kind={"wrongly": True})
    world.sync()
    assert world.decisions.settled == {}
    world.sync()
    assert world.decisions.settled == {}
    assert len(world.standing()) == 3


def test_a_spare_that_a_crash_left_in_another_calendar_still_goes() -> None:
    world = ready()
    second = MemoryCalendar()
    world.accounts[OTHER] = MemoryAccount(OTHER, {SHARED: second})
    world.sync()
    memory = world.state, world.decisions
    world.target = OTHER, SHARED
    world.calendar.faults["delete"] = [Unavailable("work: no answer", next_step="Try again.")]
    world.sync()
    assert (len(world.standing()), len(world.standing(second))) == (3, 3)
    world.state, world.decisions = memory
    assert world.sync().reminders.deleted == 3
    assert (world.standing(), len(world.standing(second))) == ([], 3)
    assert world.decisions.settled == {}


def test_a_reminder_deleted_right_after_it_moved_stays_deleted() -> None:
    world = ready()
    second = MemoryCalendar(forgets=True)
    world.accounts[OTHER] = MemoryAccount(OTHER, {SHARED: second})
    world.target = OTHER, SHARED
    world.sync()
    gone = world.standing(second)[0]
    second.remove(gone.ref.event_id)
    for _ in range(3):
        world.sync()
    assert gone.own not in {event.own for event in world.standing(second)}
    assert {str(id) for id in world.decisions.settled} == {gone.own}


def test_reminders_do_not_move_into_a_calendar_that_cannot_be_read_just_now() -> None:
    world = ready()
    second = MemoryCalendar()
    world.accounts[OTHER] = MemoryAccount(OTHER, {SHARED: second})
    world.target = OTHER, SHARED
    second.faults["pull"] = [SourceError("home: no answer", next_step="Try again.")]
    world.sync()
    assert (len(world.standing()), second.writes) == (3, [])
    world.sync()
    assert (world.standing(), len(world.standing(second))) == ([], 3)


def test_reminders_in_a_calendar_that_became_read_only_stay_and_this_is_said() -> None:
    world = ready()
    old, second = world.calendar, MemoryCalendar()
    world.accounts = {
        ACCOUNT: ReadOnly(ACCOUNT, {CALENDAR: old}),
        OTHER: MemoryAccount(OTHER, {SHARED: second}),
    }
    world.target = OTHER, SHARED
    for _ in range(3):
        result = world.sync()
        assert (result.status, result.exit_status, result.reminders.unchanged) == ("ok", 0, 3)
        (warning,) = result.warnings
        assert warning.startswith("work/main cannot be written: the reminders that stand in it (3) stay as they are")
    old.put(ordinary("standup", start=NOON + timedelta(days=1)))
    old.remove(interview().ref.event_id)
    assert world.sync().exit_status == 0
    assert (len(world.standing(old)), second.writes) == (3, [])
    world.later(days=90)
    assert world.sync().warnings == ()


def test_a_memory_in_which_each_reminder_stands_twice_already_is_no_trouble() -> None:
    world = shared(ready())
    world.sync()
    twins = (
        replace(standee, ref=replace(standee.ref, account=OTHER, calendar=SHARED)) for standee in world.state.standees
    )
    world.state = replace(world.state, standees=(*world.state.standees, *twins))
    writes = list(world.calendar.writes)
    assert world.sync().reminders.unchanged == 3
    assert (world.calendar.writes, len(world.state.standees), world.decisions.settled) == (writes, 3, {})


@pytest.mark.parametrize("names", [True, False])
def test_an_account_that_answers_no_more_is_connected_again_under_another_name(names: bool) -> None:
    world = shared(ready(), as_kind=None if names else {})
    writes = list(world.calendar.writes)
    down = SourceError("work: no answer", next_step="Try again.")
    for target in ((ACCOUNT, CALENDAR), (OTHER, SHARED)):
        world.target = target
        for _ in range(2):
            world.calendar.faults["pull"] = [down, None]
            assert world.sync().accounts[1].status == "ok"
    first = world.standing()[0]
    world.calendar.put(interview(start=NOON + timedelta(hours=4)))
    world.calendar.faults["pull"] = [down, None, None]
    world.sync()
    assert world.standing()[0].start == first.start + timedelta(hours=1)
    assert {write.partition(" ")[0] for write in world.calendar.writes[len(writes) :]} == {"update"}
    del world.accounts[ACCOUNT]
    world.calendar.faults.clear()
    world.sync()
    assert (len(world.standing()), world.decisions.settled) == (3, {})


@pytest.mark.parametrize("names", [True, False])
def test_a_calendar_is_read_in_full_when_it_is_chosen_and_not_for_as_long_as_the_reminders_stay_elsewhere(
    names: bool,
) -> None:
    world = ready()
    second = MemoryCalendar()
    second.put(ordinary("standup", start=NOON + timedelta(days=1)))
    world.accounts[ACCOUNT] = ReadOnly(ACCOUNT, {CALENDAR: world.calendar})
    world.accounts[OTHER] = (MemoryAccount if names else Named)(OTHER, {SHARED: second})
    world.sync()
    world.target = OTHER, SHARED
    named = []
    for _ in range(3):
        result = world.sync()
        named.append({account.name: account.events_changed for account in result.accounts}[OTHER])
    assert (named, second.writes) == ([1, 0, 0], [])


def test_a_calendar_that_cannot_be_read_when_it_is_chosen_is_read_in_full_when_it_can() -> None:
    world = shared(ready(), as_kind={})
    world.sync()
    writes = list(world.calendar.writes)
    world.target = OTHER, SHARED
    world.calendar.faults["pull"] = [None, SourceError("home: no answer", next_step="Try again.")]
    assert world.sync().status == "partial"
    assert world.sync().reminders.unchanged == 3
    assert {standee.ref.account for standee in world.state.standees} == {OTHER}
    assert (world.calendar.writes, world.decisions.settled) == (writes, {})
