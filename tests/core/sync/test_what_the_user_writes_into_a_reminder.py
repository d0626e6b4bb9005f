"""Lines that the user writes into a reminder: read, answered there, kept, and no reason to freeze the rest (P3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Event, OutcomeWord, TouchpointKind, TouchpointStatus
from core.state import Decisions, State
from tests.core.sync.world import NOON, World, interview


def ready() -> World:
    world = World()
    world.calendar.put(interview())
    world.sync()
    return world


def thank_you(world: World) -> Event:
    return next(event for event in world.standing() if "Thank" in event.title)


def write(world: World, event: Event, description: str) -> Event:
    return world.calendar.put(replace(event, description=description))


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n"])
def test_a_line_below_ours_sharpens_the_draft_and_stays(between: str) -> None:
    world = ready()
    write(world, thank_you(world), f"{thank_you(world).description}{between}topic: the billing migration")
    world.sync()
    text = thank_you(world).description
    note, _, rest = text.partition("Write to ")
    assert "the billing migration" in note
    assert "✓ topic: the billing migration" in rest
    assert text.endswith("\n\ntopic: the billing migration")


@pytest.mark.parametrize(
    "inserted", ["idea: shadow traffic\n", "idea: shadow traffic\n\n", "\n- Idea :  shadow traffic\n\n"]
)
def test_a_line_between_ours_is_no_edit_of_them(inserted: str) -> None:
    world = ready()
    before = thank_you(world).description
    at = before.index("When it is sent")
    write(world, thank_you(world), before[:at] + inserted + before[at:])
    world.sync()
    assert "✓ idea: shadow traffic" in thank_you(world).description
    assert "shadow traffic" in thank_you(world).description.partition("Write to ")[0]


def test_an_answered_line_costs_no_further_write() -> None:
    world = ready()
    write(world, thank_you(world), thank_you(world).description + "\ntopic: queues\ndecision by: soon\ncontact: Jo")
    world.sync()
    writes = list(world.calendar.writes)
    for _ in range(3):
        world.later(minutes=15)
        world.sync()
    assert world.calendar.writes == writes


def test_a_line_taken_away_is_forgotten_again() -> None:
    world = ready()
    before = thank_you(world).description
    write(world, thank_you(world), before + "\n\ntopic: queues")
    world.sync()
    write(world, thank_you(world), thank_you(world).description.replace("\n\ntopic: queues", ""))
    world.sync()
    assert thank_you(world).description == before


def test_a_text_of_the_users_own_is_kept_and_only_answered() -> None:
    world = ready()
    write(world, thank_you(world), "Dear Dana, ...\n\ntopic: queues\noutcome: perhaps\nSee you")
    result = world.sync()
    assert thank_you(world).description == (
        "Dear Dana, ...\n\ntopic: queues\noutcome: perhaps\n✓ topic: queues\n? could not read: outcome: perhaps "
        "(write one of offer, accepted, rejected, withdrawn, no response)\nSee you"
    )
    assert any('could not read the line "outcome: perhaps"' in warning for warning in result.warnings)
    world.calendar.put(interview(start=NOON + timedelta(hours=4)))
    world.sync()
    assert thank_you(world).description.startswith("Dear Dana, ...\n\ntopic: queues\n")


def test_a_text_without_such_lines_is_never_touched() -> None:
    world = ready()
    write(world, thank_you(world), "Dear Dana, ...")
    check_in = next(event for event in world.standing() if "Check in" in event.title)
    write(world, check_in, check_in.description + "\ntopic: queues")
    world.sync()
    assert thank_you(world).description == "Dear Dana, ..."


def test_an_outcome_in_a_reminder_that_is_past_ends_the_process_and_is_answered_there() -> None:
    world = ready()
    world.later(days=5)
    world.sync()
    past = thank_you(world)
    write(world, past, past.description + "\nOutcome: rejected")
    world.sync()
    after = thank_you(world)
    assert "✓ outcome: rejected" in after.description
    assert (after.start, after.title) == (past.start, past.title)
    assert world.decisions.ended[-1].outcome.word is OutcomeWord.REJECTED
    assert not [event for event in world.standing() if "Check in" in event.title]


def test_an_outcome_in_a_reminder_that_goes_with_it_is_answered_in_the_next() -> None:
    world = ready()
    world.later(days=2)
    world.sync()
    check_in = next(event for event in world.standing() if "Check in" in event.title)
    write(world, check_in, check_in.description + "\noutcome: rejected\ncontact: Dana")
    world.sync()
    reply = next(event for event in world.standing() if "Keep in touch" in event.title)
    assert "✓ outcome: rejected\n✓ contact: Dana" in reply.description
    writes = list(world.calendar.writes)
    world.sync()
    assert world.calendar.writes == writes


def test_a_relative_day_means_the_same_at_every_later_sync() -> None:
    world = ready()
    check_in = next(event for event in world.standing() if "Check in" in event.title)
    write(world, check_in, check_in.description + "\ndecision by: next Friday")
    for days in (0, 1, 4, 7):
        world.later(days=days)
        view = world.sync().outlook
        assert view is not None
        assert view.interviews[0].directives.decision_by == date(2026, 12, 4)
        assert any("✓ decision by: 4 Dec 2026 (next Friday)" in event.description for event in world.standing())
    world.state, world.decisions = State(), Decisions()
    view = world.sync().outlook
    assert view is not None
    assert view.interviews[0].directives.decision_by == date(2026, 12, 4)


def test_what_a_reminder_said_stays_known_when_it_is_deleted() -> None:
    world = ready()
    write(world, thank_you(world), thank_you(world).description + "\ndecision by: 18 Dec\ncontact: Dana")
    world.sync()
    world.calendar.remove(thank_you(world).ref.event_id)
    world.sync()
    view = world.sync().outlook
    assert view is not None
    check_in = next(t for t in view.plan.touchpoints if t.kind is TouchpointKind.CHECK_IN and t.number == 1)
    assert check_in.due.date() == date(2026, 12, 21)
    assert check_in.people[0].name == "Dana Whitfield"


def test_an_outcome_that_is_corrected_back_counts_again() -> None:
    world = ready()
    world.later(days=2)
    for word in ("rejected", "offer", "rejected"):
        world.calendar.put(interview(description=f"Role: Backend Engineer\n\noutcome: {word}"))
        world.sync()
        assert world.decisions.ended[-1].outcome.word == word


@pytest.mark.parametrize("tick", ["✔️ ", "[X]", "[✔️] ", "DONE - ", "Sent. ", "sent! ", "(done) ", "done; ", "☑️"])
def test_every_spelling_of_a_tick_is_understood(tick: str) -> None:
    world = ready()
    reminder = thank_you(world)
    world.calendar.put(replace(reminder, title=tick + reminder.title))
    world.sync()
    assert world.decisions.settled[world.state.standees[0].id].status is TouchpointStatus.DONE
    assert thank_you(world).title == tick + reminder.title


WRITTEN = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(
            ["topic: queues", "Idea : a cache", "outcome: perhaps", "decision by: next Friday", "- contact: Dana",
             "", "remember the blue mug", "✓ topic: mine", "decision by: 12/04"]
        ),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WRITTEN, min_size=1, max_size=3), st.booleans())
def test_no_word_of_the_user_is_ever_lost_and_every_answer_settles(
    rounds: list[list[tuple[int, str]]], past: bool
) -> None:
    world = ready()
    if past:
        world.later(days=3)
        world.sync()
    for written in rounds:
        lines = thank_you(world).description.split("\n")
        for place, line in written:
            lines.insert(place, line)
        write(world, thank_you(world), "\n".join(lines))
        own = {line for _, line in written if line and not line.startswith("✓")}
        for _ in range(2):
            world.later(minutes=15)
            world.sync()
            assert own <= set(thank_you(world).description.split("\n"))
        writes = list(world.calendar.writes)
        world.sync()
        assert world.calendar.writes == writes
