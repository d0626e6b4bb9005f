"""What the user has marked is their word on its sender and its title too, and lasts when the event itself is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.codec import to_json
from core.forget import added
from core.ids import derive
from core.model import Attendee, Event, EventId, Kind, Reading, Sighting, Standing
from core.said import Trace
from core.state import Decisions
from core.sync.run import reader_of
from core.sync.undo import taken_back, told
from tests.core.sync.test_what_other_events_say_of_one import DANA, ROBIN, found, vague
from tests.core.sync.world import World, interview

UNSURE = "Portfolio / Robin"
DOUBTED = "Interview for Robin / Dana"


def counted(world: World) -> dict[str, Sighting]:
    """Return what counts, by UID."""
    standing = (s for s in world.state.sightings if s.reading.standing is Standing.ON)
    return {sighting.uid: sighting for sighting in standing if sighting.reading.kind is not Kind.NONE}


def readings(world: World) -> Mapping[str, Reading]:
    """Return what is remembered of each event, by UID."""
    return {sighting.uid: sighting.reading for sighting in world.state.sightings}


def said(world: World, uid: str, kind: Kind) -> None:
    """Let the user mark an event, as `mark` does, and sync."""
    others = {key: each for key, each in world.decisions.kinds.items() if key != uid}
    world.decisions = replace(world.decisions, kinds={**others, uid: kind})
    world.sync()


def after(kind: Kind, first: Event, *later: Event, gone: bool = False, days: int = 0) -> World:
    """Return a world in which the user has marked `first`, and `later` came in; it may be gone by then, or long ago."""
    world = World()
    world.calendar.put(first)
    world.sync()
    said(world, first.uid, kind)
    if gone:
        world.calendar.remove(first.ref.event_id)
    for event in later:
        world.calendar.put(event)
    world.later(minutes=15 + days * 24 * 60)
    world.sync()
    return world


def next_of(
    first: Event, title: str, description: str = "", *, days: int = 4, uid: str = "next", **changes: Any
) -> Event:
    """Return a later event of the same organizer."""
    start, end = first.start + timedelta(days=days), first.end + timedelta(days=days)
    ref = replace(first.ref, event_id=EventId(uid))
    return replace(first, ref=ref, uid=uid, title=title, description=description, start=start, end=end, **changes)


def test_a_mark_counts_for_the_same_organizers_next_event_that_is_in_doubt() -> None:
    first = vague("Invoice review: Dana / Robin")
    assert first.uid not in found(first)
    later = next_of(first, UNSURE)
    assert "next" not in found(first, later)
    assert "next" in counted(after(Kind.INTERVIEW, first, later))


def test_what_the_user_refused_makes_what_is_unsure_of_the_same_organizer_a_maybe() -> None:
    first = vague("Interview for Dana / Robin", description="Round one of three.")
    later = next_of(first, DOUBTED, "Round two of three.")
    assert {first.uid, "next"} <= found(first, later).keys()
    world = after(Kind.NONE, first, later)
    for _ in range(2):
        assert (readings(world)["next"].standing, readings(world)["next"].would_be) == (Standing.MAYBE, Kind.INTERVIEW)
        assert world.standing() == []
        world.calendar.put(replace(later, title="Interview: Robin / Dana"))
        world.later(minutes=15)
        world.sync()


def test_what_is_certain_by_itself_stays_though_its_sender_has_been_refused_something_else() -> None:
    screen = interview(people=())
    world = World()
    world.calendar.put(replace(screen, organizer=DANA))
    world.calendar.put(vague())
    world.sync()
    before = world.standing()
    assert before
    said(world, vague().uid, Kind.NONE)
    assert counted(world).keys() == {screen.uid}
    assert {event.own for event in world.standing()} & {event.own for event in before}
    world.calendar.put(next_of(replace(screen, organizer=DANA), "Final interview - Backend Engineer at Acme"))
    world.later(minutes=15)
    world.sync()
    assert counted(world).keys() == {screen.uid, "next"}


def test_what_says_nothing_of_a_sender_refused_is_a_maybe_within_a_process() -> None:
    world = after(Kind.NONE, vague(), interview(), next_of(vague(), "Acme <> Robin"))
    assert readings(world)["next"].standing is Standing.MAYBE


@pytest.mark.parametrize("last", [Kind.NONE, Kind.INTERVIEW])
def test_the_last_word_on_a_sender_wins(last: Kind) -> None:
    first = vague("Interview for Dana / Robin", description="Round one of three.")
    other = next_of(first, "Screening for Dana / Robin", "Round one of three.", uid="other")
    later = next_of(first, DOUBTED, "Round two of three.", days=8)
    world = after(Kind.INTERVIEW if last is Kind.NONE else Kind.NONE, first, other, later)
    said(world, "other", last)
    assert ("next" in counted(world)) is (last is Kind.INTERVIEW)
    # It is the last one still where an event marked before is marked again.
    said(world, first.uid, Kind.RECRUITER)
    assert "next" in counted(world)
    said(world, "other", Kind.NONE)
    assert "next" not in counted(world)


def test_the_order_of_marks_is_part_of_what_readings_depend_on() -> None:
    one, other = (
        Decisions(kinds={"a": Kind.NONE, "b": Kind.INTERVIEW}),
        Decisions(kinds={"b": Kind.INTERVIEW, "a": Kind.NONE}),
    )
    world = World()
    first, second = (reader_of(world.config, each, target=world.target) for each in (one, other))
    assert first != second


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize("title", ["Project discussion", "Rescheduled: Project discussion", "PROJECT  DISCUSSION"])
@pytest.mark.parametrize("kind", [Kind.INTERVIEW, Kind.RECRUITER, Kind.NETWORKING])
def test_the_same_title_by_the_same_sender_is_of_the_kind_marked(kind: Kind, title: str, gone: bool) -> None:
    first = vague("Project discussion")
    assert not found(first, next_of(first, title))
    world = after(kind, first, next_of(first, title), gone=gone)
    assert readings(world)["next"].kind is kind
    assert kind.value in readings(world)["next"].reasons[0]


def test_another_title_or_another_sender_is_not() -> None:
    first = vague("Project discussion")
    other = Attendee(name="Al Fox", email="al@elsewhere.example")
    assert "next" not in counted(after(Kind.INTERVIEW, first, next_of(first, "Project budget")))
    theirs = next_of(first, "Project discussion", organizer=other, attendees=(ROBIN, other))
    assert "next" not in counted(after(Kind.INTERVIEW, first, theirs))


def test_a_title_refused_is_refused_again_however_sure_it_is_though_the_event_is_gone() -> None:
    first = replace(interview("first"), organizer=DANA)
    assert "next" in found(next_of(first, first.title, first.description))
    world = after(Kind.NONE, first, next_of(first, first.title, first.description), gone=True)
    assert readings(world)["next"].standing is Standing.REFUSED
    assert world.standing() == []


def test_a_series_of_that_title_is_not_an_interview_every_week() -> None:
    first = vague("Project discussion")
    assert "next" not in counted(after(Kind.INTERVIEW, first, next_of(first, first.title, recurrence="2026-12-01")))


@pytest.mark.parametrize("days", [0, 40])
def test_a_mark_counts_when_its_event_is_gone_and_after_however_long(days: int) -> None:
    first = vague()
    later = next_of(first, "Robin / Dana: catch-up", days=90)
    assert "next" not in found(later)
    world = after(Kind.INTERVIEW, first, later, gone=True, days=days)
    assert readings(world)["next"].kind is Kind.INTERVIEW
    world.later(minutes=15)
    world.sync(full=True)
    assert readings(world)["next"].kind is Kind.INTERVIEW


def test_a_mark_of_networking_carries_to_what_says_nothing_of_the_same_sender() -> None:
    first = vague("Project discussion")
    world = after(Kind.NETWORKING, first, next_of(first, "Dana <> Robin", days=60))
    assert readings(world)["next"].kind is Kind.NETWORKING


def test_a_mark_on_a_mail_from_a_tool_says_nothing_of_what_else_it_sends() -> None:
    tool = Attendee(name="Acme Hiring Team", email="no-reply@ashbyhq.com")
    first = replace(interview("first"), organizer=tool)
    later = next_of(first, "Interview with Borealis", "Role: Analyst\nInterviewer: Al Fox", organizer=tool)
    same = next_of(first, first.title, "Role: Analyst\nInterviewer: Al Fox", organizer=tool, uid="same", days=5)
    assert {"next", "same"} <= counted(after(Kind.NONE, first, later, same)).keys()


def test_an_address_at_a_free_provider_is_one_person_and_no_employer() -> None:
    dana = Attendee(name="Dana Whitfield", email="dana.whitfield@gmail.com")
    first = vague("Interview for Backend Engineer", organizer=dana, attendees=(ROBIN, dana))
    other = Attendee(name="Al Fox", email="al.fox@gmail.com")
    assert "next" in counted(after(Kind.INTERVIEW, first, next_of(first, "Dana / Robin")))
    assert "next" not in counted(
        after(Kind.INTERVIEW, first, next_of(first, "Al / Robin", organizer=other, attendees=(ROBIN, other)))
    )


def test_a_note_of_ones_own_is_told_by_a_title_that_says_something() -> None:
    note = vague("Ring Umbrella", organizer=None, attendees=())
    assert "next" in counted(after(Kind.INTERVIEW, note, next_of(note, "Ring Umbrella")))
    plain = vague("Call", organizer=None, attendees=())
    assert "next" not in counted(after(Kind.INTERVIEW, plain, next_of(plain, "Call")))


def test_of_a_marked_event_no_more_is_kept_than_digests() -> None:
    world = after(Kind.INTERVIEW, vague("Project discussion"), gone=True)
    kept = str(to_json(world.decisions.traces[VAGUE])).casefold()
    assert not any(word in kept for word in ("project", "dana", "acme", "2026"))
    assert world.decisions.traces.keys() == {VAGUE}
    before = world.decisions
    world.later(minutes=15)
    world.sync()
    assert world.decisions == before


VAGUE = vague().uid


def test_an_event_that_counted_for_its_context_alone_leaves_a_trace_too_when_it_is_refused() -> None:
    world = World()
    world.calendar.put(interview())
    world.calendar.put(vague("Acme catch-up w/ Dana"))
    world.sync()
    assert VAGUE in counted(world)
    said(world, VAGUE, Kind.NONE)
    assert VAGUE not in readings(world)
    assert world.decisions.traces[VAGUE].title


def test_who_is_forgotten_leaves_no_trace_and_comes_to_none_again() -> None:
    first = vague("Interview for Dana / Robin", description="Round one of three.")
    world = after(Kind.NONE, first)
    assert world.decisions.traces[VAGUE].sender
    world.decisions = added(world.decisions, [derive("person", DANA.email)], ())
    assert world.decisions.traces == {VAGUE: Trace()}
    world.calendar.put(next_of(first, DOUBTED, "Round two of three."))
    world.later(minutes=15)
    for full in (False, True):
        world.sync(full=full)
        assert world.decisions.traces == {VAGUE: Trace()}
        assert "next" in counted(world)


def test_who_was_forgotten_before_the_mark_leaves_none_either() -> None:
    first = vague("Project discussion")
    world = World()
    world.decisions = added(world.decisions, [derive("person", DANA.email)], ())
    world.calendar.put(first)
    world.sync()
    said(world, first.uid, Kind.INTERVIEW)
    assert world.decisions.traces == {VAGUE: Trace()}


def test_a_mark_taken_back_says_nothing_any_more() -> None:
    first = vague("Project discussion")
    world = after(Kind.INTERVIEW, first, next_of(first, "Project discussion"))
    assert "next" in counted(world)
    marking = told(Decisions(), Decisions(kinds=world.decisions.kinds))
    world.decisions = taken_back(world.decisions, marking)
    world.sync(accept=True)
    assert (world.decisions.kinds, world.decisions.traces) == ({}, {})
    assert "next" not in counted(world)


def test_a_mark_from_before_its_traces_were_kept_gets_them_while_its_event_is_known() -> None:
    world = after(Kind.INTERVIEW, vague("Project discussion"))
    world.decisions = replace(world.decisions, traces={})
    world.later(minutes=15)
    world.sync()
    assert world.decisions.traces[VAGUE].title
