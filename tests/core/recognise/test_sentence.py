"""A sentence about a talk, and a moment as people say it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Kind, Part, Stage
from core.recognise.moments import moment_of
from core.recognise.sentence import told

ZONE = ZoneInfo("America/Toronto")
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
TODAY = NOON.date()


def test_a_sentence_says_who_where_for_what_and_when() -> None:
    said = told(
        "Phone screen with Dana Whitfield <Dana@acme.example> at Acme for Backend Engineer yesterday 3pm", today=TODAY
    )
    assert (said.what, said.company, said.role) == ("Phone screen", "Acme", "Backend Engineer")
    assert [(p.name, p.email) for p in said.people] == [("Dana Whitfield", "dana@acme.example")]
    assert (said.day, said.start, said.kind, said.stage) == (
        date(2026, 11, 23), time(15), Kind.INTERVIEW, Stage.RECRUITER_SCREEN,
    )  # fmt: skip


def test_several_people_a_range_and_an_article() -> None:
    said = told(
        "Technical interview at Acme for the Senior Data Engineer role with Dana Whitfield and Jo Park tomorrow"
        " 10:00-11:30",
        today=TODAY,
    )
    assert (said.company, said.role) == ("Acme", "Senior Data Engineer")
    assert [p.name for p in said.people] == ["Dana Whitfield", "Jo Park"]
    assert (said.day, said.start, said.end) == (date(2026, 11, 25), time(10), time(11, 30))


def test_whoever_was_met_at_an_occasion_is_no_company() -> None:
    said = told("met Sam Lee, recruiter at Globex, at a job fair on Friday", today=TODAY)
    assert (said.what, said.company, said.day) == ("Met at a job fair", "Globex", date(2026, 11, 20))
    assert [(p.name, p.part) for p in said.people] == [("Sam Lee", Part.RECRUITER)]
    assert (said.kind, said.past) == (Kind.RECRUITER, True)


@pytest.mark.parametrize(
    ("sentence", "company", "length"),
    [
        ("Final round at Bank of America for Analyst 2026-11-20 14:00", "Bank of America", None),
        ("onsite at Hooli for Staff Engineer on 4 Dec at 9am for 3 hours", "Hooli", timedelta(hours=3)),
        ("Call with Sam Lee of Globex Staffing yesterday 15:00 (45 min)", "Globex Staffing", timedelta(minutes=45)),
    ],
)
def test_a_company_and_a_length_are_told_apart_from_what_is_near(
    sentence: str, company: str, length: timedelta | None
) -> None:
    said = told(sentence, today=TODAY)
    assert (said.company, said.length) == (company, length)


PIECES = ["with", "at", "for", "3pm", "<a@b.c>", "and", "yesterday", "Acme", "-", "12", "12/4"]


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_no_sentence_is_too_odd(sentence: str) -> None:
    assert told(sentence, today=TODAY) == told(sentence, today=TODAY)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("tomorrow 9am", "2026-11-25 09:00"),
        ("in 3 days", "2026-11-27 10:00"),
        ("next week", "2026-11-30 10:00"),
        ("9am", "2026-11-25 09:00"),
        ("3pm", "2026-11-24 15:00"),
        ("friday at 14:00", "2026-11-27 14:00"),
        ("monday morning", "2026-11-30 09:00"),
        ("4 Dec at noon", "2026-12-04 12:00"),
        ("in half an hour", "2026-11-24 12:30"),
        ("2026-12-04T15:30", "2026-12-04 15:30"),
        ("2026-12-04T20:30:00Z", "2026-12-04 15:30"),
    ],
)
def test_a_moment_is_understood(words: str, moment: str) -> None:
    found = moment_of(words, now=NOON, zone=ZONE, clock=time(10))
    assert found == datetime.fromisoformat(moment).replace(tzinfo=ZONE)


@pytest.mark.parametrize("words", ["", "gibberish", "25:00", "13pm", "12/04", "5", "2026-13-40"])
def test_what_is_no_moment_or_could_be_two_is_none(words: str) -> None:
    assert moment_of(words, now=NOON, zone=ZONE, clock=time(10)) is None


def test_an_hour_that_clocks_skip_becomes_the_next() -> None:
    night = datetime(2026, 3, 7, 12, tzinfo=ZONE)
    found = moment_of("tomorrow 2:30", now=night, zone=ZONE, clock=time(10))
    assert found is not None
    assert found.isoformat() == "2026-03-08T03:30:00-04:00"


@given(st.text(max_size=40))
def test_no_words_are_too_odd_for_a_moment(words: str) -> None:
    found = moment_of(words, now=NOON, zone=ZONE, clock=time(10))
    assert found is None or found.tzinfo is not None
