"""One talk that two calendars tell differently: other hours, other names, a note about it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from core.model import Interview, Sighting, Standing
from core.recognise.identity import doubtful, interviews
from tests.core.recognise_identity.sightings import DANA, LEE, NOON, person, sighting

ZOOM = "https://zoom.us/j/1234"
ROE = person("Kim Roe")
MIDNIGHT = -0.5
"""In days from NOON."""


def found(*sightings: Sighting) -> tuple[Interview, ...]:
    return interviews(sightings, zone=UTC)


def official(**facts: Any) -> Sighting:
    told: dict[str, Any] = {"organizer": "dana@acme.example", "people": (DANA,), "role": "Engineer", **facts}
    return sighting("official", title="Technical interview", **told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana W.", "Dana Whitfield"),
        ("Lucia Ramos", "Lucía Ramos"),
        ("Dave Stone", "David Stone"),
        ("Dave", "David Stone"),
        ("Mary Ann Smith", "Mary Smith"),
        ("Ramos, Lucía", "Lucía Ramos"),
    ],
)
def test_one_person_at_one_hour_holds_one_talk_however_they_are_named(one: str, other: str) -> None:
    ats = sighting("b", organizer="no-reply@greenhouse.io", people=(person(one),))
    (both,) = found(official(people=(person(other, "x@acme.example"),)), ats)
    assert [who.name for who in both.people] == [other]


@pytest.mark.parametrize(
    "other", [{"day": -1 / 96, "minutes": 90}, {"minutes": 30}, {"day": 1 / 96, "minutes": 30, "company": None}]
)
def test_hours_that_differ_a_little_are_one_talk_where_the_same_person_comes(other: dict[str, Any]) -> None:
    told: dict[str, Any] = {"organizer": "no-reply@greenhouse.io", "people": (person("Dana Whitfield"),), **other}
    (both,) = found(official(), sighting("b", title="Acme Interview", **told))
    assert (both.start, both.end) == (NOON, NOON + timedelta(hours=1))


@pytest.mark.parametrize("confidence", [0.6, 1.0])
def test_the_family_name_in_a_note_is_no_company(confidence: float) -> None:
    note = sighting("b", company="Whitfield", people=(person("Dana Whitfield"),), confidence=confidence)
    (both,) = found(official(), note)
    assert both.company == "Acme"


def test_a_firm_that_bears_its_owners_name_keeps_it() -> None:
    (one,) = found(official(company="Whitfield"))
    assert one.company == "Whitfield"


def test_capitals_and_what_they_stand_for_are_one_company_where_the_link_is_one() -> None:
    long = sighting("b", company="International Business Machines", conference=ZOOM)
    assert len(found(official(company="IBM", conference=ZOOM), long)) == 1
    assert len(found(official(company="IBM"), sighting("b", company="International Business Machines"))) == 2
    assert len(found(official(company="IBM", conference=ZOOM), sighting("b", company="Globex", conference=ZOOM))) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"company": "Globex", "people": (person("Dana Moreau", "dana@globex.example"),)},
        {"company": "Globex", "people": (DANA,), "day": 1 / 48},
        {"people": (LEE,), "day": 1 / 48, "organizer": "lee@acme.example"},
        {"people": (person("Lee Park"),), "organizer": "no-reply@greenhouse.io"},
        {"people": (DANA,), "role": "Product Manager", "day": 1 / 48},
    ],
    ids=["another company", "another company, same person later", "other panel", "other panel, same hour", "other job"],
)
def test_two_talks_at_one_hour_stay_two(other: dict[str, Any]) -> None:
    assert len(found(official(), sighting("b", **{"title": "Talk", **other}))) == 2


@pytest.mark.parametrize(
    "note",
    [
        sighting("note", day=-1 / 48, minutes=120),
        sighting("note", day=MIDNIGHT, minutes=24 * 60, all_day=True),
    ],
    ids=["wider", "all day"],
)
@pytest.mark.parametrize("standing", [Standing.ON, Standing.CANCELLED, Standing.DECLINED])
def test_an_own_note_is_a_copy_of_the_invitation_it_is_about(note: Sighting, standing: Standing) -> None:
    (both,) = found(note, official(standing=standing))
    assert (both.start, both.end, both.all_day) == (NOON, NOON + timedelta(hours=1), False)
    assert (both.standing, both.title) == (standing, "Technical interview")


@pytest.mark.parametrize(
    "note",
    [
        sighting("note", day=MIDNIGHT, minutes=24 * 60, all_day=True, company="Globex"),
        sighting("note", day=MIDNIGHT, minutes=24 * 60, all_day=True, company=None),
        sighting("note", day=MIDNIGHT + 1, minutes=24 * 60, all_day=True),
        sighting("note", day=MIDNIGHT, minutes=3 * 24 * 60, all_day=True),
        sighting("note", day=-1 / 48, minutes=120, people=(LEE,)),
        sighting("note", day=-1 / 48, minutes=120, role="Designer"),
    ],
    ids=["another company", "no company", "another day", "several days", "somebody else", "another job"],
)
def test_a_note_about_something_else_stays_apart(note: Sighting) -> None:
    assert len(found(note, official())) == 2


def test_a_note_half_an_hour_off_is_one_only_with_what_stands() -> None:
    note = sighting("note", day=1 / 48)
    assert len(found(note, official())) == 1
    # The hour may have been agreed on anew, and noted.
    assert len(found(note, official(standing=Standing.CANCELLED))) == 2


def test_who_begins_a_long_day_is_not_all_of_it() -> None:
    kick_off = official(minutes=15)
    whole = sighting("b", minutes=285, organizer="no-reply@greenhouse.io", people=(person("Dana Whitfield"), ROE))
    assert len(found(kick_off, whole)) == 2
    assert len(found(kick_off, sighting("note", minutes=285))) == 2


def test_a_note_about_the_day_is_no_round_of_a_loop() -> None:
    loop = [
        sighting(f"r{n}", day=n / 24, organizer="kim@acme.example", people=(person(f"Ana {n}", f"a{n}@acme.example"),))
        for n in range(3)
    ]
    assert len(found(sighting("day", day=MIDNIGHT, minutes=24 * 60, all_day=True), *loop)) == 3
    # One with hours of its own may be the itinerary.
    assert len(found(sighting("hours", minutes=180), *loop)) == 4


def test_a_note_about_a_day_on_which_one_talk_is_off_is_about_the_other() -> None:
    off = official(standing=Standing.CANCELLED)
    again = sighting("again", day=1 / 6, title="Technical interview", organizer="dana@acme.example", people=(DANA,))
    (one,) = found(off, again, sighting("day", day=MIDNIGHT, minutes=24 * 60, all_day=True))
    assert (one.standing, one.start) == (Standing.ON, again.start)


MAYBE = Standing.MAYBE


def asked(*sightings: Sighting) -> list[str]:
    """Return the UIDs of what is in doubt."""
    return [one.uid for one in doubtful(sightings, zone=UTC)]


@pytest.mark.parametrize(
    "note",
    [
        sighting("note", standing=MAYBE),
        sighting("note", standing=MAYBE, company="Acme Robotics"),
        sighting("note", standing=MAYBE, company="Ac"),
        sighting("note", standing=MAYBE, company=None),
        sighting("note", standing=MAYBE, company=None, minutes=15),
        sighting("note", standing=MAYBE, day=-1 / 48, minutes=120),
        sighting("note", standing=MAYBE, day=MIDNIGHT, minutes=24 * 60, all_day=True),
    ],
    ids=["same firm", "longer name", "shorter name", "no name", "no name, shorter", "wider", "all day"],
)
@pytest.mark.parametrize("standing", [Standing.ON, Standing.GONE])
def test_a_note_in_doubt_at_the_hour_of_its_interview_is_no_question(note: Sighting, standing: Standing) -> None:
    sure = official(standing=standing)
    assert asked(note) == ["note"]
    assert asked(note, sure) == []
    assert [one.id for one in found(note, sure)] == [one.id for one in found(sure)]


def test_a_copy_in_doubt_of_an_invitation_that_stands_is_no_question() -> None:
    copy = sighting("b", standing=MAYBE, organizer="no-reply@greenhouse.io", people=(person("Dana Whitfield"),))
    assert asked(copy, official()) == []


@pytest.mark.parametrize(
    "note",
    [
        sighting("note", standing=MAYBE, company="Globex"),
        sighting("note", standing=MAYBE, day=1),
        sighting("note", standing=MAYBE, company=None, day=1 / 48),
        sighting("note", standing=MAYBE, company=None, day=MIDNIGHT, minutes=24 * 60, all_day=True),
        sighting("note", standing=MAYBE, people=(person("Lee Park"),)),
        sighting("note", standing=MAYBE, company=None, role="Designer"),
        sighting("note", standing=MAYBE, organizer="lee@globex.example", company=None),
    ],
    ids=[
        "another firm",
        "another day",
        "no name, later",
        "no name, all day",
        "somebody else",
        "another job",
        "invited",
    ],
)
def test_what_is_in_doubt_about_something_else_stays_a_question(note: Sighting) -> None:
    assert asked(note, official()) == ["note"]


def test_beside_what_was_called_off_a_note_is_a_question() -> None:
    assert asked(sighting("note", standing=MAYBE), official(standing=Standing.CANCELLED)) == ["note"]
