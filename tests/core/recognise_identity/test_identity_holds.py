"""Whatever is in the calendars: the order they are read in does not matter, and every copy can be found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Kind, Sighting, Stage, Standing
from core.recognise.identity import interviews, people
from tests.core.recognise_identity.sightings import DANA, LEE, NOON, SEEN, person, sighting

TORONTO = ZoneInfo("America/Toronto")
PEOPLE = [
    DANA,
    LEE,
    person("Dana"),
    person("Dana W."),
    person("Whitfield, Dana"),
    person("Dana Whitfield", "dw@globex.example"),
    person("Jo", "jo@gmail.com"),
    person("", "x@acme.example"),
]
TITLES = ["Interview", "Updated: Interview", "Rescheduled: Interview", "Chat", ""]


@st.composite
def calendars(draw: st.DrawFn) -> list[Sighting]:
    """Return up to nine sightings that are likely to be copies, moves and rounds of each other."""
    found: dict[object, Sighting] = {}
    for _ in range(draw(st.integers(0, 9))):
        one = sighting(
            draw(st.sampled_from(["u1", "u2", "u3", "u4", "u5", "u6"])),
            day=draw(st.sampled_from([0, 1 / 48, 1 / 24, 2, 5, 200])),
            minutes=draw(st.sampled_from([0, 30, 60, 180])),
            account=draw(st.sampled_from(["google", "outlook"])),
            title=draw(st.sampled_from(TITLES)),
            organizer=draw(st.sampled_from(["", "jo@acme.example", "no-reply@ashbyhq.com"])),
            conference=draw(st.sampled_from(["", "https://zoom.us/j/1", "https://zoom.us/j/2"])),
            sequence=draw(st.integers(0, 1)),
            updated=draw(st.sampled_from([None, SEEN, SEEN + timedelta(hours=1)])),
            all_day=draw(st.sampled_from([False, False, True])),
            first_seen=SEEN + timedelta(days=draw(st.integers(0, 1))),
            kind=draw(st.sampled_from(list(Kind))),
            standing=draw(st.sampled_from([s for s in Standing if s not in (Standing.MAYBE, Standing.REFUSED)])),
            company=draw(st.sampled_from([None, "Acme", "Acme Robotics", "Globex"])),
            role=draw(st.sampled_from([None, "Engineer", "Backend Engineer", "Frontend Engineer"])),
            stage=draw(st.sampled_from([None, Stage.TECHNICAL])),
            people=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))),
            confidence=draw(st.sampled_from([0.7, 0.9])),
        )
        reading = replace(one.reading, replaces=draw(st.booleans()))
        was = tuple(draw(st.lists(st.sampled_from([NOON, NOON + timedelta(days=2)]), max_size=1)))
        found[one.ref] = replace(one, reading=reading, was=was)
    return list(found.values())


@settings(max_examples=120, deadline=None)
@given(calendars(), st.randoms(use_true_random=False))
def test_the_order_of_the_calendars_does_not_matter(sightings: list[Sighting], order: object) -> None:
    shuffled = list(sightings)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = interviews(sightings, zone=TORONTO), interviews(shuffled, zone=TORONTO)
    assert first == second
    assert people(first) == people(reversed(second))


@settings(max_examples=120, deadline=None)
@given(calendars())
def test_every_copy_is_in_exactly_one_interview(sightings: list[Sighting]) -> None:
    found = interviews(sightings, zone=TORONTO)
    counted = [s for s in sightings if s.reading.kind != Kind.NONE or s.reading.would_be != Kind.NONE]
    sources = [source for interview in found for source in interview.sources]
    assert sorted(sources, key=repr) == sorted((s.ref for s in counted), key=repr)
    aliases = [alias for interview in found for alias in interview.aliases]
    assert len(aliases) == len(set(aliases))
    assert all(interview.id in interview.aliases and interview.process for interview in found)
    assert list(found) == sorted(found, key=lambda i: (i.start, i.id))


@settings(max_examples=80, deadline=None)
@given(calendars())
def test_the_ids_of_an_interview_alone_are_among_those_it_has_in_company(sightings: list[Sighting]) -> None:
    found = interviews(sightings, zone=TORONTO)
    for interview in found:
        own = [s for s in sightings if s.ref in interview.sources]
        alone = {alias for i in interviews(own, zone=TORONTO) for alias in i.aliases}
        assert alone == set(interview.aliases)


@settings(max_examples=80, deadline=None)
@given(calendars())
def test_nobody_is_named_twice_in_one_interview(sightings: list[Sighting]) -> None:
    for interview in interviews(sightings, zone=TORONTO):
        ids = [person_.id for person_ in interview.people]
        assert len(ids) == len(set(ids))
        emails: list[str] = [p.email for p in interview.people if p.email]
        assert len(emails) == len(set(emails))
