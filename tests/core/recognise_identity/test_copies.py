"""Copies of one meeting become one interview; meetings that only look alike stay apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from core.model import Directives, Interview, Kind, OutcomeWord, Sighting, Stage, Standing
from core.recognise.identity import interviews
from tests.core.recognise_identity.sightings import DANA, LEE, NOON, SEEN, person, sighting

ZOOM = "https://acme.zoom.us/j/123?pwd=abc"


def merged(*sightings: Sighting) -> tuple[Interview, ...]:
    return interviews(sightings, zone=UTC)


def the_one(*sightings: Sighting) -> Interview:
    (interview,) = merged(*sightings)
    return interview


def test_one_uid_in_two_accounts_is_one_interview_with_both_sources() -> None:
    both = the_one(sighting("a", people=(DANA,)), sighting("a", account="outlook", people=(LEE,)))
    assert [source.account for source in both.sources] == ["google", "outlook"]
    assert [p.name for p in both.people] == ["Dana Whitfield", "Lee Park"]
    assert both.aliases == (both.id,)


def test_two_occurrences_of_one_series_are_two_interviews() -> None:
    assert len(merged(sighting("a", recurrence="2026-11-24"), sighting("a", recurrence="2026-11-25", day=1))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"conference": ZOOM}, {"conference": "https://acme.zoom.us/j/123", "company": None}),
        ({"organizer": "jo@acme.example"}, {"organizer": "kim@mail.acme.example", "minutes": 45, "title": "Talk"}),
        ({"title": "Invitation: Acme chat"}, {"title": "Acme chat", "company": None, "minutes": 30}),
        ({"company": "Acme GmbH"}, {"company": "ACME", "title": "Interview at Acme"}),
        ({"company": None, "conference": ZOOM}, {"company": None, "conference": ZOOM, "title": "Zoom meeting"}),
    ],
    ids=["same link", "same organizer domain", "same title", "same company and span", "same link, no company"],
)
def test_two_invitations_to_one_hour_are_one_interview(one: dict[str, object], other: dict[str, object]) -> None:
    first, second = sighting("a", title="First"), sighting("b", title="Second")
    both = the_one(changed(first, one), changed(second, other))
    assert len(both.aliases) == 2
    assert both.id in both.aliases


def changed(base: Sighting, facts: dict[str, object]) -> Sighting:
    sighted = {"title": base.title, "company": "Acme", **facts}
    return sighting(base.uid, **sighted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "second",
    [
        sighting("b", day=1 / 24, conference=ZOOM),
        sighting("b", conference=ZOOM, company="Globex"),
        sighting("b", day=1 / 48, conference=ZOOM, people=(LEE,)),
        sighting("b", day=1 / 48, company=None, title="Catch-up", organizer="jo@gmail.com"),
        sighting("b", conference=ZOOM, minutes=12 * 60, all_day=True, organizer="jo@acme.example"),
    ],
    ids=["back to back", "another company", "other people, other time", "only free mail in common", "all day"],
)
def test_what_only_looks_alike_stays_apart(second: Sighting) -> None:
    first = sighting("a", title="Acme interview", conference=ZOOM, people=(DANA,), organizer="kim@gmail.com")
    assert len(merged(first, second)) == 2


def test_an_itinerary_over_a_loop_swallows_none_of_its_rounds() -> None:
    loop = [sighting(f"r{n}", day=n / 24, conference=ZOOM) for n in range(3)]
    block = sighting("block", minutes=180, conference=ZOOM)
    assert len(merged(block, *loop)) == 4
    assert len(merged(block, replace(block, uid="block2"), *loop)) == 4


def test_the_organizers_newer_cancellation_cancels() -> None:
    on = sighting("a", sequence=1)
    off = sighting("a", account="outlook", sequence=2, standing=Standing.CANCELLED)
    cancelled = the_one(on, off)
    assert cancelled.standing is Standing.CANCELLED
    assert cancelled.kind is Kind.INTERVIEW


def test_a_cancellation_that_was_overtaken_does_not_cancel() -> None:
    on = sighting("a", sequence=3, updated=NOON - timedelta(days=1))
    off = sighting("a", account="outlook", sequence=2, standing=Standing.CANCELLED)
    assert the_one(on, off).standing is Standing.ON


@pytest.mark.parametrize("standing", [Standing.DECLINED, Standing.GONE])
def test_accepted_in_one_account_is_on_whatever_the_other_says(standing: Standing) -> None:
    other = sighting("a", account="outlook", standing=standing, updated=NOON)
    assert the_one(sighting("a"), other).standing is Standing.ON


def test_a_meeting_that_no_calendar_has_any_more_is_gone() -> None:
    assert the_one(sighting("a", standing=Standing.GONE)).standing is Standing.GONE


def test_the_users_own_note_does_not_outlive_the_organizers_cancellation() -> None:
    off = sighting("a", organizer="jo@acme.example", standing=Standing.CANCELLED)
    assert the_one(off, sighting("note")).standing is Standing.CANCELLED


def test_the_newest_version_says_when() -> None:
    old = sighting("a", sequence=0, confidence=0.99)
    new = sighting("a", account="outlook", sequence=1, day=2)
    assert the_one(old, new).start == NOON + timedelta(days=2)


def test_the_surest_reading_fills_each_field() -> None:
    vague = sighting("a", company=None, role="Engineer", confidence=0.6, decision_by=date(2026, 12, 4))
    sure = sighting("a", account="outlook", role="Backend Engineer", confidence=0.95, stage=Stage.TECHNICAL)
    both = the_one(vague, sure)
    assert (both.company, both.role, both.stage) == ("Acme", "Backend Engineer", Stage.TECHNICAL)
    assert (both.decision_by, both.confidence) == (date(2026, 12, 4), 0.95)


def test_the_id_is_that_of_the_copy_noticed_first() -> None:
    first = sighting("z", conference=ZOOM, first_seen=SEEN)
    later = sighting("a", conference=ZOOM, first_seen=SEEN + timedelta(days=1))
    both = the_one(later, first)
    assert both.id == the_one(first).id
    assert both.uid == "z"
    assert both.first_seen == SEEN
    assert set(both.aliases) == {the_one(first).id, the_one(later).id}


def test_what_the_user_wrote_into_either_copy_counts() -> None:
    one = sighting("a", directives=Directives(outcome=OutcomeWord.OFFER, topics=("x",)), updated=SEEN)
    other = sighting(
        "a", account="outlook", directives=Directives(outcome=OutcomeWord.ACCEPTED, topics=("y",)), updated=NOON
    )
    assert the_one(other, one).directives == Directives(outcome=OutcomeWord.ACCEPTED, topics=("x", "y"))


@pytest.mark.parametrize(
    "title", ["Updated: Interview", "Verschoben: Interview", "Reporté : Interview", "改期:Interview"]
)
def test_a_moved_meeting_with_a_new_uid_is_one_with_its_old_copy(title: str) -> None:
    old = sighting("old", people=(DANA,), updated=SEEN)
    new = sighting("new", day=3, title=title, people=(DANA,), updated=SEEN + timedelta(days=1))
    both = the_one(old, new)
    assert both.start == NOON + timedelta(days=3)
    assert len(both.aliases) == len(both.sources) == 2


def test_a_cancelled_meeting_and_the_one_booked_for_it_are_one() -> None:
    old = sighting("old", people=(DANA,), standing=Standing.CANCELLED)
    new = sighting("new", day=2, people=(DANA,))
    assert the_one(old, new).standing is Standing.ON


@pytest.mark.parametrize(
    "new",
    [
        sighting("new", day=3, people=(DANA,), updated=NOON),
        sighting("new", day=3, people=(LEE,), title="Updated: Interview"),
        sighting("new", day=20, people=(DANA,), title="Updated: Interview"),
        sighting("new", day=3, people=(DANA,), title="Updated: Interview", updated=NOON - timedelta(days=9)),
        sighting("new", day=3, people=(DANA,), title="Updated: Interview", first_seen=NOON + timedelta(days=1)),
    ],
    ids=["nothing says moved", "other people", "too far off", "older than the first", "moved after it took place"],
)
def test_without_strong_evidence_of_a_move_both_stand(new: Sighting) -> None:
    old = sighting("old", people=(DANA,), updated=NOON - timedelta(days=5))
    assert len(merged(old, new)) == 2


def test_a_move_that_could_have_come_from_two_meetings_takes_neither() -> None:
    olds = [sighting(f"old{n}", day=n, people=(DANA,)) for n in (0, 1)]
    new = sighting("new", day=4, people=(DANA,), title="Updated: Interview")
    assert len(merged(*olds, new)) == 3


def test_a_chain_of_moves_loses_nothing() -> None:
    steps = [
        sighting("one", people=(DANA,), title="Acme", standing=Standing.CANCELLED),
        sighting("two", day=10, people=(DANA,), title="Acme", updated=SEEN),
        sighting("three", day=20, people=(DANA,), title="Updated: Acme", updated=SEEN + timedelta(days=1)),
    ]
    found = merged(*steps)
    assert sum(len(interview.aliases) for interview in found) == 3


def test_what_is_no_interview_is_passed_over() -> None:
    assert merged(sighting("a", kind=Kind.NONE)) == ()


def test_events_without_a_uid_stay_apart() -> None:
    first, second = sighting("a", people=(DANA,)), sighting("b", day=1, people=(person("Kim Roe"),))
    assert len({i.id for i in merged(replace(first, uid=""), replace(second, uid=""))}) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("Lumière Conseil", "Lumiere Conseil"), ("Nestlé", "Nestle"), ("Škoda", "Skoda")]
)
def test_a_note_with_the_accents_of_a_company_is_of_the_talk_with_it(one: str, other: str) -> None:
    both = (sighting("a", company=other, people=(DANA,), organizer="dana@lc.example"), sighting("note", company=one))
    assert len(the_one(*both).sources) == 2


def test_another_sound_is_another_company() -> None:
    assert len(merged(sighting("a", company="ガラス"), sighting("b", company="カラス"))) == 2
