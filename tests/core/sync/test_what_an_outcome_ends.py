"""Outcomes, lived through: rounds that come and go after them, and who has been written to (T3 to T5, P3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import Directives, Event, InterviewId, Outcome, OutcomeWord, TouchpointKind, TouchpointStatus
from core.state import Ended
from core.sync.marks import decode
from tests.core.sync.world import NOON, World, interview

KEEP, CHECK_IN = TouchpointKind.KEEP_IN_TOUCH, TouchpointKind.CHECK_IN


def next_round(days: int = 20) -> Event:
    """Return a later round, with somebody else."""
    people = (("Omar Haddad", "omar.haddad@acme.example"),)
    return replace(
        interview("round-2@acme.example", start=NOON + timedelta(days=days), people=people, description=""),
        organizer=None,
    )


def met(*later: Event) -> World:
    """Return a world a week after the first round, synced on each of the days between."""
    world = World()
    for event in (replace(interview(), organizer=None), *later):
        world.calendar.put(event)
    for _ in range(7):
        world.sync()
        world.later(days=1)
    return world


def end(world: World, word: OutcomeWord) -> None:
    """Say how the process ended, as the command line does."""
    result = world.sync()
    assert result.outlook is not None
    names = tuple(InterviewId(alias) for one in result.outlook.interviews for alias in one.aliases)
    ended = Ended(outcome=Outcome(word=word, on=world.now.date()), interviews=names)
    world.decisions = replace(world.decisions, ended=(*world.decisions.ended, ended))
    world.sync()


def standing(world: World, kind: TouchpointKind) -> list[Event]:
    return [event for event in world.standing() if f"k={kind.value}/" in event.mark]


@pytest.mark.parametrize("hand", ["tick", "delete", "nothing"])
@pytest.mark.parametrize("known", [True, False])
def test_a_reply_to_a_rejection_is_written_once_whatever_round_comes_and_goes(hand: str, known: bool) -> None:
    world = met(*([next_round()] if known else []))
    end(world, OutcomeWord.REJECTED)
    (reply,) = standing(world, KEEP)
    assert "Dana" in reply.title
    assert "Omar" not in reply.description
    if hand == "tick":
        world.calendar.put(replace(reply, title=f"✓ {reply.title}"))
    if hand == "delete":
        world.calendar.remove(reply.ref.event_id)
    world.sync()
    world.calendar.put(next_round())
    world.sync()
    world.calendar.remove(next_round().ref.event_id)
    world.sync()
    numbers = [event.mark.split("/")[2] for event in standing(world, KEEP)]
    assert numbers.count("n=0") == (0 if hand == "delete" else 1)
    assert all("Dana" in event.title for event in standing(world, KEEP))
    assert world.sync().reminders.created == 0


def test_a_talk_booked_after_the_end_takes_keep_in_touch_back_and_is_followed_up() -> None:
    world = met()
    end(world, OutcomeWord.NO_RESPONSE)
    world.later(days=5)
    world.sync()
    assert [event.title for event in standing(world, KEEP)]
    world.calendar.put(next_round())
    world.sync()
    assert standing(world, KEEP) == []
    assert {"Omar" in event.title for event in standing(world, CHECK_IN)} == {True}


def test_a_lost_state_does_not_open_what_the_user_withdrew_from() -> None:
    world = met(next_round())
    end(world, OutcomeWord.WITHDRAWN)
    before = [event.own for event in world.standing()]
    world.state = type(world.state)()
    world.sync()
    assert [event.own for event in world.standing()] == before
    assert not any("Omar" in event.title for event in world.standing())


def test_a_reminder_remembers_whom_it_was_for_and_so_does_a_lost_state() -> None:
    world = met()
    world.later(days=4)
    world.sync()
    (first,) = [event for event in standing(world, CHECK_IN) if "/n=1/" in event.mark]
    mark = decode(first.mark, id=type(world.state.standees[0].id)(first.own))
    assert mark is not None
    assert mark.person
    assert "dana" not in first.mark
    world.later(days=30)
    world.state = type(world.state)()
    world.sync()
    assert [past.person for past in world.state.history if past.id == mark.id] == [mark.person]
    (round_1,) = [sighting for sighting in world.state.sightings if sighting.uid == "round-1@acme.example"]
    result = world.sync()
    assert result.outlook is not None
    debriefs = {result.outlook.interviews[0].id: Directives(contact="Ulf Berg")}
    world.decisions = replace(world.decisions, debriefs=debriefs)
    result = world.sync()
    assert result.outlook is not None
    sent = {one.id: one for one in result.outlook.plan.touchpoints}[mark.id]
    assert (sent.status, sent.people[0].name) == (TouchpointStatus.ELAPSED, "Dana Whitfield")
    assert round_1.reading.people


def test_where_others_read_the_calendar_no_mark_says_whom_it_is_for() -> None:
    world = World()
    world.config = replace(world.config, discreet=True, veiled=True)
    world.calendar.put(interview())
    world.sync()
    assert standing(world, CHECK_IN)
    assert not any("/p=" in event.mark for event in world.standing())


def says(world: World, event: Event, line: str) -> None:
    """Write a line into an event, as the user does in their calendar, and sync."""
    world.calendar.put(replace(event, description=f"{event.description}\n\n{line}"))
    world.sync()


@pytest.mark.parametrize("how", ["line", "command", "line in the later round"])
def test_a_second_end_of_the_same_word_counts_once_a_later_round_has_opened_the_process_again(how: str) -> None:
    first, second = replace(interview(), organizer=None), next_round()
    world = met(*([second] if how == "line in the later round" else []))
    if how == "line":
        says(world, first, "outcome: rejected")
    else:
        end(world, OutcomeWord.REJECTED)
    world.later(days=5)
    world.sync()
    if how == "line in the later round":
        second = replace(second, description="idea: a cache")
    world.calendar.put(second)
    world.later(days=10)
    world.sync()
    assert "Omar" in standing(world, CHECK_IN)[0].title
    assert [one.outcome.on for one in world.decisions.ended] == [(NOON + timedelta(days=7)).date()]
    says(world, second, "outcome: rejected")
    assert standing(world, CHECK_IN) == []
    assert [one.outcome.on for one in world.decisions.ended][1:] == [world.now.date()]
    for _ in range(2):
        world.state = type(world.state)()
        world.later(days=1)
        world.sync()
        assert len(world.decisions.ended) == 2
        assert standing(world, CHECK_IN) == []


def test_a_line_that_stood_before_a_later_round_says_nothing_of_it_though_the_state_is_lost() -> None:
    world = met()
    says(world, replace(interview(), organizer=None), "outcome: rejected")
    world.calendar.put(next_round())
    world.sync()
    world.state = type(world.state)()
    world.sync()
    assert len(world.decisions.ended) == 1
    assert standing(world, CHECK_IN)


def test_a_word_that_another_has_taken_the_place_of_counts_again_where_it_is_written_anew() -> None:
    world = met()
    end(world, OutcomeWord.REJECTED)
    end(world, OutcomeWord.OFFER)
    says(world, replace(interview(), organizer=None), "outcome: rejected")
    end(world, OutcomeWord.OFFER)
    world.sync()
    said = [one.outcome.word for one in world.decisions.ended]
    assert said == [OutcomeWord.REJECTED, OutcomeWord.OFFER, OutcomeWord.REJECTED, OutcomeWord.OFFER]


def test_a_word_in_force_is_recorded_once_though_it_is_written_down_as_well() -> None:
    world = met(next_round())
    end(world, OutcomeWord.REJECTED)
    world.later(days=2)
    says(world, next_round(), "outcome: rejected")
    assert len(world.decisions.ended) == 1


def test_a_keep_in_touch_moved_by_hand_and_taken_back_moves_no_check_in_at_the_sync_after() -> None:
    world = met()
    end(world, OutcomeWord.NO_RESPONSE)
    (kept,) = standing(world, KEEP)
    at = NOON + timedelta(days=35)
    world.calendar.put(replace(kept, start=at, end=at + timedelta(minutes=15)))
    world.sync()
    later = interview("round-2@acme.example", start=NOON + timedelta(days=20))
    world.calendar.put(replace(later, organizer=None))
    world.later(days=14)
    world.sync()
    assert standing(world, KEEP) == []
    assert standing(world, CHECK_IN)
    writes = list(world.calendar.writes)
    for _ in range(2):
        world.sync()
    assert world.calendar.writes == writes
