"""What stays in a calendar when an invitation is called off, and what was sent anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from core.model import Interview, Kind, Sighting, Standing
from core.recognise.identity import interviews
from tests.core.recognise_identity.sightings import DANA, LEE, SEEN, sighting

ATS = "no-reply@greenhouse.io"
LATER = SEEN + timedelta(days=1)
MEET = "https://meet.google.com/abc-defg-hij"


def only(*sightings: Sighting) -> Interview:
    (interview,) = interviews(sightings, zone=UTC)
    return interview


def official(**facts: Any) -> Sighting:
    return sighting("official", **{"organizer": "dana@acme.example", "people": (DANA,), **facts})


def copied(**facts: Any) -> Sighting:
    return sighting("copy", **{"organizer": ATS, "people": (DANA,), "title": "Acme Interview", **facts})


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.DECLINED])
@pytest.mark.parametrize("updated", [None, SEEN])
def test_a_tools_copy_does_not_outlive_the_official_invitation(standing: Standing, updated: Any) -> None:
    off = official(standing=standing, sequence=1, updated=LATER)
    assert only(off, copied(updated=updated)).standing is standing


def test_the_users_note_does_not_outlive_the_invitation_they_declined() -> None:
    assert only(official(standing=Standing.DECLINED), sighting("note")).standing is Standing.DECLINED


@pytest.mark.parametrize(
    ("off", "on"),
    [
        ({"updated": SEEN}, {"updated": LATER}),
        ({}, {"first_seen": LATER}),
        ({}, {"people": (LEE,), "title": "Interview"}),
        ({"conference": MEET}, {"conference": "https://meet.google.com/xyz-xyz-xyz"}),
        ({"organizer": ATS}, {"organizer": "dana@acme.example"}),
        ({"organizer": ATS}, {}),
    ],
    ids=["changed later", "noticed later", "somebody else", "another link", "the tool's is off", "both a tool's"],
)
def test_what_was_sent_anew_stands_beside_what_was_cancelled(off: dict[str, Any], on: dict[str, Any]) -> None:
    assert only(official(standing=Standing.CANCELLED, **off), copied(**on)).standing is Standing.ON


def test_an_invitation_that_is_only_gone_takes_no_copy_with_it() -> None:
    off = official(standing=Standing.CANCELLED)
    gone = replace(off, reading=replace(off.reading, kind=Kind.INTERVIEW))
    assert only(gone, copied()).standing is Standing.ON


def test_one_invitation_twice_in_two_calendars_is_off_where_one_says_so() -> None:
    on = official(conference=MEET)
    off = replace(official(conference=MEET, standing=Standing.CANCELLED, account="outlook"), uid="other")
    assert only(on, off).standing is Standing.CANCELLED
    # Two in one calendar: the organizer sent it twice, and took one back.
    twice = official(conference=MEET, standing=Standing.CANCELLED)
    twice = replace(twice, uid="other", ref=replace(twice.ref, event_id="other"))  # type: ignore[arg-type]
    assert only(on, twice).standing is Standing.ON


def test_of_equal_versions_of_one_uid_the_cancelled_one_wins() -> None:
    off = sighting("a", account="outlook", standing=Standing.CANCELLED)
    assert only(sighting("a"), off).standing is Standing.CANCELLED
    gone = replace(off, reading=replace(off.reading, kind=Kind.INTERVIEW))
    assert only(sighting("a"), gone).standing is Standing.ON


@pytest.mark.parametrize("standing", [Standing.ON, Standing.CANCELLED])
def test_a_copy_left_where_the_invitation_stood_goes_with_it(standing: Standing) -> None:
    moved = replace(official(day=2, sequence=1, standing=standing), was=(copied().start,))
    found = only(moved, copied())
    assert (found.standing, found.start) == (standing, moved.start)
    assert len(found.aliases) == 2
    assert only(moved, sighting("note", day=-1 / 48, minutes=120)).start == moved.start


@pytest.mark.parametrize(
    "there",
    [
        copied(organizer="lee@acme.example"),
        copied(people=(LEE,), title="Panel", minutes=30),
        copied(company="Globex"),
        copied(updated=LATER + timedelta(days=1)),
    ],
    ids=["an invitation of its own", "somebody else", "another company", "changed since"],
)
def test_what_was_not_a_copy_stays_where_the_invitation_was_moved_from(there: Sighting) -> None:
    moved = replace(official(day=2, sequence=1, updated=LATER), was=(there.start,))
    assert len(interviews([moved, there], zone=UTC)) == 2
