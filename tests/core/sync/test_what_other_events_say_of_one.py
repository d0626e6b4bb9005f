"""A title that says nothing belongs to the process under way with the people invited, and to nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar
from core.model import AccountName, Attendee, CalendarId, Event, EventId, Kind, Sighting, Standing
from tests.core.sync.world import ACCOUNT, NOON, World, interview

DANA = Attendee(name="Dana Whitfield", email="dana.whitfield@acme.example")
ROBIN = Attendee(name="Robin Okafor", email="robin@example.net")
VAGUE = "dana@acme.example"


def vague(title: str = "Dana / Robin", **changes: Any) -> Event:
    """Return a meeting with somebody at Acme, whose title says nothing."""
    start = changes.pop("start", NOON + timedelta(days=6))
    event = interview(VAGUE, start=start, minutes=30, title=title, description="")
    return replace(event, **{"organizer": DANA, "attendees": (ROBIN, DANA), **changes})


def found(*events: Event) -> dict[str, Sighting]:
    """Return what a first sync of `events` recognises, by UID."""
    world = World()
    for event in events:
        world.calendar.put(event)
    world.sync()
    return {sighting.uid: sighting for sighting in world.state.sightings if sighting.reading.kind is not Kind.NONE}


@pytest.mark.parametrize("title", ["Dana / Robin", "Acme <> Robin", "Dana <> Robin chat", "Robin & Dana: catch-up"])
def test_a_vague_title_belongs_to_the_process_with_its_people(title: str) -> None:
    seen = found(interview(), vague(title))
    assert seen[VAGUE].reading.kind is Kind.INTERVIEW
    assert any("a process with them is under way" in reason for reason in seen[VAGUE].reading.reasons)


def test_it_is_a_round_of_that_process_and_is_followed_up() -> None:
    world = World()
    world.calendar.put(interview())
    world.calendar.put(vague())
    result = world.sync()
    assert result.outlook is not None
    rounds = result.outlook.interviews
    assert len(rounds) == 2
    assert len({each.process for each in rounds}) == 1
    assert {each.company for each in rounds} == {"Acme"}


def test_by_itself_it_is_nothing() -> None:
    assert VAGUE not in found(vague())
    assert VAGUE not in found(interview(people=()), vague(organizer=None, attendees=()))


@pytest.mark.parametrize(
    "other",
    [
        vague(recurrence="2026-11-30T17:00:00+00:00"),
        vague(start=NOON + timedelta(days=120)),
        vague("Invoice review: Dana / Robin"),
        vague("Dana / Robin: quarterly numbers"),
        vague("Mentoring: Dana / Robin"),
        vague(attendees=(ROBIN, DANA, Attendee(name="Al Fox", email="al@elsewhere.example"))),
        vague(
            "Catch-up", attendees=(ROBIN, *(Attendee(name=f"P{n} Q{n}", email=f"p{n}@acme.example") for n in range(6)))
        ),
        replace(vague(), start=NOON + timedelta(days=6), end=NOON + timedelta(days=6, hours=7)),
    ],
    ids=["a series", "months later", "about an invoice", "about numbers", "mentoring", "others", "many", "long"],
)
def test_what_says_something_else_or_is_of_another_shape_is_left(other: Event) -> None:
    assert VAGUE not in found(interview(), other)


def test_an_employer_whose_own_people_are_invited_is_not_hiring() -> None:
    world = World()
    world.config = replace(
        world.config, me=replace(world.config.me, emails=("robin@example.net", "robin@acme.example"))
    )
    world.calendar.put(interview(people=()))
    world.calendar.put(vague())
    world.sync()
    assert VAGUE not in {sighting.uid for sighting in world.state.sightings}


def test_what_counts_for_its_context_alone_says_nothing_of_others() -> None:
    far = replace(vague(start=NOON + timedelta(days=70)), uid="far@acme.example")
    far = replace(far, ref=replace(far.ref, event_id=EventId("far@acme.example")))
    seen = found(interview(), vague(start=NOON + timedelta(days=40)), far)
    assert VAGUE in seen
    assert far.uid not in seen


def test_it_holds_across_accounts_and_from_one_sync_to_the_next() -> None:
    other = MemoryAccount(AccountName("home"), {CalendarId("own"): MemoryCalendar()})
    world = World()
    world.accounts[other.name] = other
    world.calendar.put(interview())
    world.sync()
    meeting = vague()
    next(iter(other.held.values())).put(
        replace(meeting, ref=replace(meeting.ref, account=other.name, calendar=CalendarId("own")))
    )
    world.later(minutes=15)
    world.sync()
    assert VAGUE in {sighting.uid for sighting in world.state.sightings}
    writes = next(iter(world.accounts[ACCOUNT].held.values())).writes.copy()
    world.later(minutes=15)
    world.sync(full=True)
    assert VAGUE in {sighting.uid for sighting in world.state.sightings}
    assert next(iter(world.accounts[ACCOUNT].held.values())).writes == writes


@pytest.mark.parametrize("elsewhere", [False, True], ids=["in one calendar", "in the calendar of another account"])
def test_what_came_before_the_interview_that_explains_it_is_judged_anew(elsewhere: bool) -> None:
    other = MemoryAccount(AccountName("home"), {CalendarId("own"): MemoryCalendar()})
    world = World()
    world.accounts[other.name] = other
    world.calendar.put(vague())
    world.sync()
    assert [s.reading.standing for s in world.state.sightings if s.uid == VAGUE] == [Standing.MAYBE]
    sure = interview()
    if elsewhere:
        ref = replace(sure.ref, account=other.name, calendar=CalendarId("own"))
        next(iter(other.held.values())).put(replace(sure, ref=ref))
    else:
        world.calendar.put(sure)
    world.later(minutes=15)
    world.sync()
    seen = {sighting.uid: sighting.reading for sighting in world.state.sightings}
    assert (seen[VAGUE].kind, seen[VAGUE].standing) == (Kind.INTERVIEW, Standing.ON)
    world.later(minutes=15)
    world.sync(full=True)
    assert {sighting.uid: sighting.reading for sighting in world.state.sightings} == seen


def test_a_note_of_ones_own_with_the_employers_name_counts() -> None:
    note = vague("Acme 2pm", organizer=None, attendees=())
    assert VAGUE in found(interview(), note)
    assert VAGUE not in found(note)
    assert VAGUE not in found(interview(), vague("Acme taxes", organizer=None, attendees=()))


def marked(kind: Kind, first: Event, later: Event) -> dict[str, Sighting]:
    """Return what a sync knows after the user marked `first`, and `later` came in."""
    world = World()
    world.calendar.put(first)
    world.sync()
    world.decisions = replace(world.decisions, kinds={first.uid: kind})
    world.sync()
    world.calendar.put(later)
    world.later(minutes=15)
    world.sync()
    return {sighting.uid: sighting for sighting in world.state.sightings if sighting.reading.kind is not Kind.NONE}


def next_of(first: Event, title: str, description: str = "", **changes: Any) -> Event:
    """Return the next event of the same organizer, four days later."""
    ref = replace(first.ref, event_id=EventId("next"))
    start, end = first.start + timedelta(days=4), first.end + timedelta(days=4)
    return replace(first, ref=ref, uid="next", title=title, description=description, start=start, end=end, **changes)


UNSURE = "Portfolio / Robin"


def test_a_mark_counts_for_the_same_organizers_next_event_that_is_in_doubt() -> None:
    first = vague("Invoice review: Dana / Robin")
    assert first.uid not in found(first)
    later = next_of(first, UNSURE)
    assert "next" not in found(first, later)
    assert "next" in marked(Kind.INTERVIEW, first, later)


def test_what_the_user_refused_makes_the_same_organizers_next_event_a_maybe() -> None:
    first = vague("Interview for Dana / Robin", description="Round one of three.")
    later = next_of(first, "Interview for Dana / Robin", "Round two of three.")
    assert {first.uid, "next"} <= found(first, later).keys()
    world = World()
    world.calendar.put(first)
    world.sync()
    world.decisions = replace(world.decisions, kinds={first.uid: Kind.NONE})
    world.sync()
    world.calendar.put(later)
    for _ in range(2):
        world.later(minutes=15)
        world.sync()
        readings = {sighting.uid: sighting.reading for sighting in world.state.sightings}
        assert (readings["next"].standing, readings["next"].would_be) == (Standing.MAYBE, Kind.INTERVIEW)
        assert world.standing() == []
        world.calendar.put(replace(later, title="Interview for Robin / Dana"))


def test_a_mark_on_a_mail_from_a_tool_says_nothing_of_what_else_it_sends() -> None:
    tool = Attendee(name="Acme Hiring Team", email="no-reply@ashbyhq.com")
    first = replace(interview("first"), organizer=tool)
    later = next_of(first, "Interview with Borealis", "Role: Analyst\nInterviewer: Al Fox", organizer=tool)
    assert "next" in marked(Kind.NONE, first, later)


def test_an_address_at_a_free_provider_is_one_person_and_no_employer() -> None:
    dana = Attendee(name="Dana Whitfield", email="dana.whitfield@gmail.com")
    first = vague("Interview for Backend Engineer", organizer=dana, attendees=(ROBIN, dana))
    other = Attendee(name="Al Fox", email="al.fox@gmail.com")
    assert "next" in marked(Kind.INTERVIEW, first, next_of(first, "Dana / Robin"))
    assert "next" not in marked(
        Kind.INTERVIEW, first, next_of(first, "Al / Robin", organizer=other, attendees=(ROBIN, other))
    )
