"""Of one meeting's copies those that stand and are newest say who comes; the others only tell more of these."""

from __future__ import annotations

from datetime import UTC, timedelta

from core.model import Part, Person, Sighting, Standing
from core.recognise.identity import interviews
from tests.core.recognise_identity.sightings import DANA, LEE, NOON, SEEN, person, sighting

ED = person("Ed Voss", "ed@acme.example")
KIM = "kim@acme.example"


def coming(*sightings: Sighting) -> list[str]:
    return [who.name for who in people(*sightings) if who.attended]


def people(*sightings: Sighting) -> tuple[Person, ...]:
    (interview,) = interviews(sightings, zone=UTC)
    return interview.people


def test_who_was_in_a_cancelled_session_does_not_come_to_the_one_sent_in_its_place() -> None:
    off = sighting("a", title="Hiring Manager", organizer=KIM, people=(DANA,), standing=Standing.CANCELLED)
    assert coming(off, sighting("b", title="Hiring Manager", organizer=KIM, people=(ED,))) == ["Ed Voss"]


def test_the_newest_version_of_one_uid_says_who_comes() -> None:
    new = sighting("a", sequence=2, people=(ED,))
    assert coming(new, sighting("a", account="outlook", sequence=0, people=(DANA,))) == ["Ed Voss"]
    newer = sighting("a", people=(ED,), updated=SEEN + timedelta(hours=1))
    assert coming(newer, sighting("a", account="outlook", people=(DANA,), updated=SEEN)) == ["Ed Voss"]


def test_who_does_not_come_to_a_moved_meeting_any_more_is_not_met() -> None:
    old = sighting("a", people=(LEE, DANA), updated=SEEN)
    new = sighting("b", day=2, title="Rescheduled: Interview", people=(LEE, ED), updated=SEEN + timedelta(hours=1))
    assert coming(old, new) == ["Lee Park", "Ed Voss"]
    off = sighting("a", people=(LEE, DANA), standing=Standing.CANCELLED)
    assert coming(off, sighting("b", day=2, people=(LEE,))) == ["Lee Park"]


def test_older_copies_tell_more_of_who_comes() -> None:
    old = sighting("a", people=(person("Dana Whitfield", "dana@acme.example", part=Part.HIRING_MANAGER), LEE))
    (dana,) = people(old, sighting("a", account="outlook", sequence=1, people=(person("Dana W."),)))
    assert (dana.name, dana.email, dana.part) == ("Dana Whitfield", "dana@acme.example", Part.HIRING_MANAGER)


def test_who_only_organizes_by_the_newest_version_is_not_met() -> None:
    organizing = person("Dana Whitfield", "dana@acme.example", attended=False)
    old = sighting("a", people=(DANA,))
    assert coming(old, sighting("a", account="outlook", sequence=1, people=(organizing, ED))) == ["Ed Voss"]


def test_where_the_newest_copy_names_nobody_the_older_ones_are_believed() -> None:
    assert coming(sighting("a", people=(DANA,)), sighting("a", account="outlook", sequence=1)) == ["Dana Whitfield"]
    moved = sighting("b", day=1, title="Moved: Interview", sequence=1)
    assert coming(sighting("a", people=(), standing=Standing.CANCELLED), moved) == []


def test_an_invitation_and_an_own_note_unite_their_people() -> None:
    invited = sighting("a", organizer=KIM, people=(DANA,), updated=NOON - timedelta(days=2))
    assert coming(invited, sighting("note", title="Acme", people=(person("Dana"), ED))) == ["Dana Whitfield", "Ed Voss"]
