"""An invitation by somebody of a process under way that speaks of no interview may be one of its rounds: a maybe."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from core.model import Attendee, Event, EventId, Kind, Standing
from core.recognise.identity import doubtful
from tests.core.sync.world import NOON, World, interview

JO = Attendee(name="Jo Park", email="jo.park@acme.example")
"""Who sends the sure interview."""
DANA = Attendee(name="Dana Whitfield", email="dana.whitfield@acme.example")
"""Whom the user meets in it."""
ROBIN = Attendee(name="Robin Okafor", email="robin@example.net")
LATER = "later@acme.example"


def later(title: str, **changes: Any) -> Event:
    """Return an invitation by who sent the sure interview, a few days after it."""
    event = interview(LATER, start=NOON + timedelta(days=6), minutes=45, title=title, description="", people=())
    return replace(event, **{"organizer": JO, "attendees": (ROBIN,), **changes})


def read(*events: Event, emails: tuple[str, ...] = ("robin@example.net",)) -> tuple[Standing, Kind] | None:
    """Return how the event `LATER` stands after a first sync, and what it is or would be; None where it is nothing."""
    world = World()
    world.config = replace(world.config, me=replace(world.config.me, emails=emails))
    for event in events:
        world.calendar.put(event)
    world.sync()
    reading = next((sighting.reading for sighting in world.state.sightings if sighting.uid == LATER), None)
    if reading is None:
        return None
    return (reading.standing, reading.kind if reading.standing is Standing.ON else reading.would_be)


MAYBE = (Standing.MAYBE, Kind.INTERVIEW)


@pytest.mark.parametrize(
    "title",
    [
        "Meeting with our CTO",
        "Meet the team",
        "Feedback call",
        "Decision call",
        "Debrief",
        "Deep dive",
        "Team lunch",
        "Contract questions",
        "Meeting mit dem Vorstand",
        "Mittagessen",
        "Rencontre avec l'équipe",
        "Conocer al equipo",
        "Incontro con il team",
        "Poznaj zespół",
        "チームランチ",
    ],
)
def test_a_title_that_says_something_else_is_a_maybe(title: str) -> None:
    assert read(interview(), later(title)) == MAYBE
    assert read(interview(), later(title, organizer=DANA)) == MAYBE


def test_a_title_that_says_nothing_counts_as_before() -> None:
    assert read(interview(), later("Jo / Robin")) == (Standing.ON, Kind.INTERVIEW)


def test_a_maybe_is_neither_counted_nor_planned_for_and_says_nothing_of_others() -> None:
    world = World()
    world.calendar.put(interview())
    world.calendar.put(later("Feedback call"))
    result = world.sync()
    assert result.outlook is not None
    assert [each.uid for each in result.outlook.interviews] == [interview().uid]
    (doubt,) = doubtful(world.state.sightings, zone=UTC)
    assert (doubt.uid, doubt.company) == (LATER, "Acme")
    assert doubt.reasons[0] == "maybe a round of a process that is under way, too unsure to act on"


@pytest.mark.parametrize(
    "other",
    [
        later("Feedback call", organizer=Attendee(name="Al Fox", email="al.fox@acme.example")),
        later("Feedback call", organizer=Attendee(name="Jo Park", email="jo@elsewhere.example")),
        later("Feedback call", attendees=(ROBIN, Attendee(name="Al Fox", email="al@elsewhere.example"))),
        later("Feedback call", attendees=(ROBIN, *(replace(JO, email=f"p{n}@acme.example") for n in range(5)))),
        later("Feedback call", start=NOON + timedelta(days=90), end=NOON + timedelta(days=90, hours=1)),
        later("Feedback call", recurrence="2026-11-30T17:00:00+00:00"),
        later("Feedback call", organizer=None, attendees=()),
        later("Feedback call", start=NOON - timedelta(days=2), end=NOON - timedelta(days=2)),
        later("Product demo"),
        later("Contract renewal"),
        later("Onboarding"),
        later("Hold: Feedback call"),
        later("Dental check-up"),
        later("Acme annual report", organizer=None, attendees=()),
        later("Debrief Acme", organizer=None, attendees=()),
    ],
    ids=[
        "somebody else there",
        "somebody elsewhere",
        "others come",
        "many",
        "months later",
        "days before",
        "a series",
        "a note",
        "sales",
        "a renewal",
        "a first day",
        "a hold",
        "a check-up",
        "a note on the firm",
        "a note on a round",
    ],
)
def test_what_is_of_somebody_else_or_plainly_of_something_else_is_none(other: Event) -> None:
    assert read(interview(), other) is None


def test_without_a_sure_interview_it_is_none() -> None:
    assert read(later("Feedback call")) is None


@pytest.mark.parametrize("kind", [Kind.NONE, Kind.NETWORKING])
def test_once_the_user_has_said_that_one_is_none_no_other_of_its_sender_is_asked(kind: Kind) -> None:
    world = World()
    other = replace(later("Budget", start=NOON + timedelta(days=8)), uid="other")
    for event in (
        interview(),
        later("Feedback call"),
        replace(other, ref=replace(other.ref, event_id=EventId("other"))),
    ):
        world.calendar.put(event)
    world.sync()
    assert len(doubtful(world.state.sightings, zone=UTC)) == 2
    world.decisions = replace(world.decisions, kinds={LATER: kind})
    world.sync()
    assert doubtful(world.state.sightings, zone=UTC) == ()


WORK = "robin@myco.example"
BOTH = ("robin@gmail.com", WORK)
AT_HOME, AT_WORK = (replace(ROBIN, email=email) for email in BOTH)


def test_a_vague_title_at_the_work_address_is_a_maybe_and_what_says_something_else_is_work() -> None:
    sure = replace(interview(), attendees=(AT_HOME, DANA))
    assert read(sure, later("Jo / Robin", attendees=(AT_HOME,)), emails=BOTH) == (Standing.ON, Kind.INTERVIEW)
    assert read(sure, later("Jo / Robin", attendees=(AT_WORK,)), emails=BOTH) == MAYBE
    assert read(sure, later("Contract questions", attendees=(AT_HOME,)), emails=BOTH) == MAYBE
    assert read(sure, later("Contract questions", attendees=(AT_WORK,)), emails=BOTH) is None
    assert read(later("Jo / Robin", attendees=(AT_WORK,)), emails=BOTH) is None
    colleague = Attendee(name="Kim Roe", email="kim@myco.example")
    assert read(sure, later("Jo / Robin", attendees=(AT_WORK, colleague)), emails=BOTH) is None


def test_of_an_agency_what_says_something_else_is_a_maybe_at_no_client_that_is_guessed() -> None:
    mia = Attendee(name="Mia Stone", email="mia@fernhill.example")
    world = World()
    for number, client in enumerate(("Borealis", "Umbrella")):
        start = NOON + timedelta(days=number)
        sure = interview(client, start=start, title=f"{client} - first interview - Robin Okafor", people=())
        sure = replace(sure, description=f"Role: Engineer. You will meet Tom Reed from {client}.", organizer=mia)
        world.calendar.put(replace(sure, attendees=(ROBIN,)))
    world.calendar.put(later("Contract questions", organizer=mia))
    world.sync()
    (doubt,) = doubtful(world.state.sightings, zone=UTC)
    assert doubt.uid == LATER
    assert doubt.company not in ("Borealis", "Umbrella")
