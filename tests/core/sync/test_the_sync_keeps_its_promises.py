"""The straight line from a calendar back into it, on calendars in memory: P1, P2, P3 and P7 under fire."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.memory import Lost, MemoryAccount, MemoryCalendar
from core.errors import SignInNeeded, SourceError
from core.model import AccountName, CalendarId, Event, EventStatus, TouchpointId, TouchpointStatus
from core.state import Decisions, State
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview, ordinary


def ready(**changes: object) -> World:
    """Return a world with one interview this afternoon, synced once."""
    world = World()
    world.calendar.put(interview(**changes))  # type: ignore[arg-type]
    world.sync()
    return world


def fields(event: Event) -> tuple[object, ...]:
    return event.title, event.description, event.start, event.end, event.own, event.mark


def test_an_interview_gets_a_thank_you_and_check_ins() -> None:
    world = ready()
    titles = [event.title for event in world.standing()]
    assert titles[0] == "Thank Dana Whitfield · Acme, Backend Engineer"
    assert all(title.startswith("Check in with") for title in titles[1:])
    assert len(titles) == 3
    assert world.standing()[0].start == NOON + timedelta(hours=6)


def test_a_second_sync_writes_nothing_and_costs_one_request() -> None:
    world = ready()
    before, state = list(world.calendar.writes), world.state
    account = world.accounts[ACCOUNT]
    account.requests = 0
    world.later(minutes=15)
    result = world.sync()
    assert world.calendar.writes == before
    assert account.requests == 1
    assert world.state is state
    assert result.reminders.unchanged == 3


def test_a_dry_run_changes_nothing_and_says_what_it_would_do() -> None:
    world = World()
    world.calendar.put(interview())
    result = world.sync(dry_run=True)
    assert result.reminders.created == 3
    assert (world.calendar.writes, world.commits) == ([], 0)


def test_a_lost_state_adopts_what_stands_and_writes_nothing() -> None:
    world = ready()
    thank_you = world.standing()[0]
    world.calendar.put(
        replace(thank_you, start=thank_you.start + timedelta(hours=1), end=thank_you.end + timedelta(hours=1))
    )
    check_in = world.standing()[1]
    world.calendar.put(replace(check_in, description="my own words"))
    writes = list(world.calendar.writes)
    world.state = State()
    world.later(hours=1)
    world.sync()
    assert world.calendar.writes == writes
    assert world.standing()[0].start == thank_you.start + timedelta(hours=1)


def test_a_reminder_that_lost_its_mark_and_the_state_stays_where_it_was_put() -> None:
    world = ready()
    reminder = world.standing()[0]
    moved = reminder.start + timedelta(hours=20)
    world.calendar.put(replace(reminder, start=moved, end=moved + timedelta(minutes=15), mark=""))
    world.state = State()
    writes = list(world.calendar.writes)
    world.later(hours=1)
    view = world.sync().outlook
    assert world.calendar.writes == writes
    assert view is not None
    touchpoint = next(t for t in view.plan.touchpoints if t.id == reminder.own)
    assert (touchpoint.pinned, touchpoint.due) == (True, moved)


def test_a_lost_reply_to_a_create_makes_no_second_copy() -> None:
    world = World()
    world.calendar.put(interview())
    world.calendar.faults["create"] = [None, Lost("work: the answer was lost")]
    assert world.sync().exit_status != 0
    world.sync()
    assert len(world.standing()) == 3
    assert len({event.own for event in world.standing()}) == 3


def test_a_crash_before_the_commit_repeats_into_what_stands() -> None:
    world = World()
    world.calendar.put(interview())
    world.sync()
    world.state = State()  # the commit never happened
    world.sync()
    assert len(world.standing()) == 3


def test_a_reminder_the_user_moves_stays_where_they_put_it() -> None:
    world = ready()
    reminder = world.standing()[0]
    moved = world.calendar.put(
        replace(reminder, start=reminder.start - timedelta(hours=1), end=reminder.end - timedelta(hours=1))
    )
    world.sync()
    world.calendar.put(interview(start=NOON + timedelta(hours=4)))  # the interview moves, too
    world.sync()
    assert next(e for e in world.standing() if e.own == reminder.own).start == moved.start


def test_an_edited_text_is_kept_and_still_moves_with_its_interview() -> None:
    world = ready()
    reminder = world.standing()[0]
    world.calendar.put(replace(reminder, description="Dear Dana, ..."))
    world.sync()
    world.calendar.put(interview(start=NOON + timedelta(hours=4)))
    world.sync()
    after = next(e for e in world.standing() if e.own == reminder.own)
    assert after.description == "Dear Dana, ..."
    assert after.start == reminder.start + timedelta(hours=1)


def test_a_deleted_reminder_never_comes_back_wherever_the_interview_moves() -> None:
    world = ready()
    reminder = world.standing()[0]
    world.calendar.remove(reminder.ref.event_id)
    world.sync()
    for hours in (4, 30, 80):
        world.calendar.put(interview(start=NOON + timedelta(hours=hours)))
        world.sync()
        assert reminder.own not in {event.own for event in world.standing()}
        assert not [e for e in world.standing() if e.title.startswith("Thank")]
    world.state = State()
    world.sync()
    assert reminder.own not in {event.own for event in world.standing()}


@pytest.mark.parametrize("tick", ["✓ ", "✔", "[x] ", "Done: ", "sent "])
def test_a_ticked_title_is_done_and_stays_as_it_is(tick: str) -> None:
    world = ready()
    reminder = world.standing()[0]
    ticked = world.calendar.put(replace(reminder, title=tick + reminder.title))
    world.sync()
    assert world.decisions.settled[world.state.standees[0].id].status is TouchpointStatus.DONE
    world.calendar.put(interview(start=NOON + timedelta(hours=30)))
    world.sync()
    assert fields(next(e for e in world.standing() if e.own == reminder.own)) == fields(ticked)


def test_a_moved_interview_moves_its_reminders() -> None:
    world = ready()
    before = world.standing()[0]
    world.calendar.put(interview(start=NOON + timedelta(hours=4)))
    world.sync()
    assert world.standing()[0].start == before.start + timedelta(hours=1)
    assert world.standing()[0].own == before.own


@pytest.mark.parametrize("how", ["cancelled", "removed"])
def test_a_cancelled_interview_takes_its_reminders_away(how: str) -> None:
    world = ready()
    world.calendar.put(ordinary("standup", start=NOON + timedelta(days=1)))
    if how == "cancelled":
        world.calendar.put(interview(status=EventStatus.CANCELLED))
    else:
        world.calendar.remove(interview().ref.event_id)
    result = world.sync()
    assert world.standing() == []
    assert result.interviews.withdrawn == 1


def test_an_interview_that_vanishes_after_it_took_place_withdraws_nothing() -> None:
    world = ready()
    world.later(hours=5)
    world.calendar.remove(interview().ref.event_id)
    world.sync()
    assert len(world.standing()) == 3


def test_a_calendar_that_reads_empty_deletes_nothing_until_it_is_accepted() -> None:
    world = ready()
    read, write = CalendarId("read"), CalendarId("write")
    world = World(
        accounts={ACCOUNT: MemoryAccount(ACCOUNT, {read: MemoryCalendar(), write: MemoryCalendar()})},
        target=(ACCOUNT, write),
    )
    held = world.accounts[ACCOUNT].held
    held[read].put(interview(calendar=read))
    world.sync()
    held[read].events.clear()
    held[read].expire()
    result = world.sync()
    assert "reads empty" in (result.accounts[0].error or "")
    assert len(world.standing(held[write])) == 3
    world.sync(accept=True)
    assert world.standing(held[write]) == []


def test_a_broken_account_does_not_stop_the_others() -> None:
    world = World()
    other = AccountName("home")
    world.accounts[other] = MemoryAccount(other, {CALENDAR: MemoryCalendar()})
    world.calendar.put(interview())
    world.accounts[other].held[CALENDAR].faults["pull"] = [SourceError("home: no answer", next_step="Try again.")]
    result = world.sync()
    assert (result.status, result.exit_status) == ("partial", 4)
    assert len(world.standing()) == 3
    world.accounts[other].held[CALENDAR].faults["pull"] = [SignInNeeded("home: signed out", next_step="Sign in.")]
    assert world.sync().exit_status == 3


def test_the_same_interview_in_two_accounts_is_thanked_once() -> None:
    world = World()
    other = AccountName("home")
    world.accounts[other] = MemoryAccount(other, {CALENDAR: MemoryCalendar()})
    world.calendar.put(interview())
    world.accounts[other].held[CALENDAR].put(interview(account=other))
    world.sync()
    assert len(world.standing()) == 3
    assert world.sync().interviews.total == 1


def test_choosing_another_calendar_moves_the_reminders_with_the_users_edits() -> None:
    world = ready()
    reminder = world.standing()[0]
    world.calendar.put(replace(reminder, description="mine", start=reminder.start + timedelta(hours=1)))
    second = CalendarId("second")
    world.accounts[ACCOUNT].held[second] = MemoryCalendar()
    world.target = (ACCOUNT, second)
    world.sync()
    assert world.standing() == []
    moved = world.standing(world.accounts[ACCOUNT].held[second])
    assert len(moved) == 3
    assert next(e for e in moved if e.own == reminder.own).description == "mine"
    world.sync()
    assert world.sync().reminders.unchanged == 3


def test_turning_discreet_on_renames_what_stands() -> None:
    world = ready()
    world.config = replace(world.config, discreet=True)
    world.sync()
    assert {event.title for event in world.standing()} <= {"Follow up: D. W.", "Follow up: J. P."}


def test_an_event_that_is_not_ours_is_never_touched() -> None:
    world = World()
    foreign = [world.calendar.put(interview()), world.calendar.put(ordinary("x", start=NOON))]
    for _ in range(3):
        world.sync()
        world.later(days=2)
    assert [world.calendar.events[event.ref.event_id] for event in foreign] == foreign


def test_a_reminder_changed_while_we_write_is_read_again_and_respected() -> None:
    world = ready()
    reminder = world.standing()[0]
    # The user moves it after our pull: our mirror holds an old etag, and the interview has moved as well.
    pulled = world.state
    world.calendar.put(
        replace(reminder, start=reminder.start - timedelta(hours=2), end=reminder.end - timedelta(hours=2))
    )
    del world.calendar.changed[reminder.ref.event_id]
    world.calendar.changed[reminder.ref.event_id] = 0
    world.calendar.put(interview(start=NOON + timedelta(hours=4)))
    world.state = pulled
    world.sync()
    assert next(e for e in world.standing() if e.own == reminder.own).start == reminder.start - timedelta(hours=2)


def test_one_run_writes_at_most_as_many_changes_as_the_policy_allows() -> None:
    world = World()
    world.config = replace(world.config, policy=replace(world.config.policy, changes_per_run=2))
    world.calendar.put(interview())
    result = world.sync()
    assert (result.reminders.created, len(world.standing())) == (2, 2)
    assert "1 more" in result.warnings[0]
    world.sync()
    assert len(world.standing()) == 3


def test_nothing_but_interviews_and_reminders_is_remembered() -> None:
    world = World()
    world.calendar.put(interview())
    world.calendar.put(replace(ordinary("secret", start=NOON + timedelta(hours=8)), title="Oncology appointment"))
    world.sync()
    assert "Oncology" not in repr(world.state)
    assert "secret" not in repr(world.state)


def test_a_pull_in_full_again_says_nothing_new() -> None:
    world = ready()
    writes = list(world.calendar.writes)
    world.calendar.expire()
    world.sync(full=True)
    assert world.calendar.writes == writes


def test_asking_one_account_still_writes_to_the_calendar_of_another() -> None:
    world = World()
    other = AccountName("home")
    world.accounts[other] = MemoryAccount(other, {CALENDAR: MemoryCalendar()})
    world.target = (other, CALENDAR)
    world.calendar.put(interview())
    result = world.sync(only=ACCOUNT)
    assert [account.name for account in result.accounts] == [ACCOUNT]
    assert len(world.standing(world.accounts[other].held[CALENDAR])) == 3
    world.accounts[other].held[CALENDAR].faults["pull"] = [SourceError("home: no answer", next_step="Try again.")]
    assert {account.name: account.status for account in world.sync(only=ACCOUNT).accounts}[other] == "failed"


def test_a_calendar_that_remembers_a_deletion_keeps_it_even_when_every_file_is_lost() -> None:
    world = ready()
    first, *rest = world.standing()
    world.calendar.remove(first.ref.event_id)
    world.state, world.decisions = State(), Decisions()
    result = world.sync()
    assert (result.status, result.reminders.created, result.reminders.failed) == ("ok", 0, 0)
    assert world.standing() == rest
    assert world.decisions.settled[TouchpointId(first.own)].status is TouchpointStatus.DISMISSED


def test_a_calendar_that_forgets_a_deletion_is_no_trouble() -> None:
    world = ready()
    world.calendar.forgets = True
    world.calendar.put(interview(status=EventStatus.CANCELLED))
    world.sync()
    assert world.standing() == []
    world.calendar.put(interview())
    assert world.sync().reminders.created == 3


def test_what_the_program_took_away_comes_back_even_after_a_crash_in_the_middle() -> None:
    world = ready()
    before = [fields(event) for event in world.standing()]
    world.calendar.put(interview(status=EventStatus.CANCELLED))
    world.calendar.faults["delete"] = [None, None, Lost("the connection broke")]
    assert world.sync().reminders.failed == 1
    assert world.standing() == []
    world.calendar.put(interview())
    world.sync()
    assert [fields(event) for event in world.standing()] == before
    assert world.decisions.taken == {}
