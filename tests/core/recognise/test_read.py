"""Our own labelled events: every language, producer and trap, each with what is to be read in it."""

from dataclasses import replace
from time import perf_counter, process_time

import pytest

from core.model import Answer, EventStatus, Kind, Me, Standing
from core.recognise.read import read
from core.recognise.sieve import event_text, words, worth_reading
from tests.core.recognise.examples import MAYA, Example, event_from, examples, wrong

KNOWN = list(examples("known.jsonl"))
ASIDE = list(examples("aside.jsonl"))


@pytest.mark.parametrize("example", KNOWN, ids=lambda example: example.name)
def test_every_field_of_a_known_example_is_read(example: Example) -> None:
    assert wrong(read(example.event, me=MAYA), example.want) == {}


@pytest.mark.parametrize("example", ASIDE, ids=lambda example: example.name)
def test_the_kind_of_an_example_kept_aside_is_read(example: Example) -> None:
    assert read(example.event, me=MAYA).kind == example.want["kind"]


def test_most_fields_of_the_examples_kept_aside_are_read() -> None:
    misses = [field for example in ASIDE for field in wrong(read(example.event, me=MAYA), example.want)]
    assert len(misses) <= 4


@pytest.mark.parametrize("example", KNOWN + ASIDE, ids=lambda example: example.name)
def test_every_verdict_has_a_reason_and_a_confidence(example: Example) -> None:
    reading = read(example.event, me=MAYA)
    assert reading.reasons
    assert (reading.confidence >= 0.5) == (reading.kind is not Kind.NONE)


def _first(name: str) -> Example:
    return next(example for example in KNOWN if example.name == name)


def test_a_cancelled_interview_keeps_its_fields_and_what_it_would_be() -> None:
    reading = read(replace(_first("lever-schedule").event, status=EventStatus.CANCELLED), me=MAYA)
    assert (reading.kind, reading.would_be, reading.standing) == (Kind.NONE, Kind.INTERVIEW, Standing.CANCELLED)
    assert reading.company == "Fernhill"


def test_an_interview_that_the_user_declined_does_not_count() -> None:
    reading = read(replace(_first("lever-schedule").event, answer=Answer.DECLINED), me=MAYA)
    assert (reading.kind, reading.would_be, reading.standing) == (Kind.NONE, Kind.INTERVIEW, Standing.DECLINED)


def test_the_users_own_verdict_wins_over_the_kind() -> None:
    event = _first("lever-schedule").event
    assert read(event, me=MAYA, settled=Kind.NONE).kind is Kind.NONE
    settled = read(_first("ordinary-dentist").event, me=MAYA, settled=Kind.INTERVIEW)
    assert settled.kind is Kind.INTERVIEW


def test_without_knowing_the_user_a_candidate_is_still_told_from_the_interviewers() -> None:
    reading = read(_first("ashby-recruiter").event, me=Me())
    assert reading.kind is Kind.RECRUITER
    assert [person.name for person in reading.people if person.attended] == ["Nell Harrow"]


def test_an_event_without_any_word_of_hiring_is_set_aside() -> None:
    assert not worth_reading(event_text(_first("ordinary-dentist").event))
    assert worth_reading("lunch with fernhill", frozenset({"fernhill"}))


SEVERAL = "\n\x1d\n" + "\n".join(f"{name} {name}@acme.example" for name in ("ana", "bo", "cy", "dana"))


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        (f"lunch and decision\nthe soup is on us{SEVERAL}", False),
        (f"lunch with ana\nthe soup is on us{SEVERAL}", False),
        (f"lunch with ana\nthe hiring manager would like to meet you{SEVERAL}", True),
        (f"final round\nfour of us, an hour each{SEVERAL}", True),
        (f"lunch: robin / ana\nthe soup is on us{SEVERAL}", True),
        ("lunch with ana\nthe soup is on me\n\x1d\nana ana@acme.example", True),
        ("weekly sync\nplease give feedback\n\x1d\ndana dana@acme.example", False),
        ("weekly sync\nplease give feedback", True),
        ("weekly sync\nplease give feedback to dana @ acme", True),
        ("visit to the yard\nabout the shed\n\x1d\ndana dana@acme.example", False),
        ("dana / robin\nsee you\n\x1d\ndana dana@acme.example\nrobin robin@acme.example", True),
        ("weekly sync\nfeedback on the decision", True),
        ("feedback round\nsee you there\n\x1d\ndana dana@acme.example", True),
        ("quillfeather <> robin\nyou will get feedback", True),
        ("dana / robin\ncoffee is on us", True),
        ("weekly sync\nmeet your recruiter", True),
        ("call\ni would be your line manager, so let us find out whether we'd get on\n\x1d\nada ada@orr.example", True),
        ("call\nwe go through the figures of the quarter\n\x1d\nada ada@orr.example", False),
        ("hallo\nsie würden an mich berichten; wir möchten sie kennenlernen\n\x1d\nada ada@orr.example", True),
    ],
)
def test_a_word_that_ordinary_meetings_have_too_says_nothing_alone(text: str, worth: bool) -> None:
    assert worth_reading(text) is worth
    assert not worth or worth_reading(text, frozenset({"acme"}))
    assert worth_reading(f"{text}\nacme", frozenset({"acme"}))


def test_the_sieve_lets_through_every_example_that_counts() -> None:
    for example in KNOWN + ASIDE:
        if example.want["kind"] != "none":
            assert worth_reading(event_text(example.event)), example.name


def test_stems_can_be_searched_in_raw_bytes() -> None:
    for stem in words():
        assert stem == stem.casefold()
        assert not set(stem) & set(" ,;\\:\n")


def test_reading_and_sieving_are_fast_enough_for_a_whole_calendar() -> None:
    events = [example.event for example in KNOWN]
    for event in events:
        read(event, me=MAYA)
    start = perf_counter()
    for event in events:
        read(event, me=MAYA)
    assert perf_counter() - start < len(events) / 40
    texts = [event_text(event) for event in events] * 50
    start = perf_counter()
    for text in texts:
        worth_reading(text)
    assert perf_counter() - start < len(texts) / 5000


@pytest.mark.parametrize(
    "text", ["A-" * 80_000, "서지안(백엔드 리드)과 " * 12_000, "Leiterin Frau " * 4_000, "Ana Bo " * 20_000]
)
def test_a_long_text_of_one_shape_is_read_in_time(text: str) -> None:
    told = {
        "id": "one",
        "title": "Interview: Yard Planner",
        "org": "Ana Ek <ana@acme.example>",
        "to": ["Maya <maya.lind@gmail.com>"],
    }
    began = process_time()
    read(event_from({**told, "text": text}), me=MAYA)
    assert process_time() - began < 12
