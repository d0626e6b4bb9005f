"""The calendar entry: its title, the order of its text, its limit and its mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.model import QUARTER, Person, Touchpoint, TouchpointKind
from core.notes.draft import draft
from core.notes.reminder import reminder, title
from core.recognise.directives import parse
from core.sync.marks import digest
from tests.core.notes.test_draft import ME, meeting, person, touchpoint

DANA = person(email="dana@acme.example", linkedin="https://www.linkedin.com/in/dana-w")


def written(planned: Touchpoint, *, limit: int = 7000, confirm: tuple[str, ...] = ()) -> str:
    rounds = [meeting(people=planned.people)]
    notes = draft(planned, rounds=rounds, me=ME, now=planned.due)
    made = reminder(planned, notes, rounds=rounds, discreet=False, first_seen=None, confirm=confirm, limit=limit)
    assert made.mark.text == digest(made.text)
    assert made.mark.title == digest(made.title)
    assert (made.start, made.end) == (planned.due, planned.due + QUARTER)
    return made.text


@pytest.mark.parametrize(
    ("kind", "people", "expected"),
    [
        (TouchpointKind.THANK_YOU, (DANA,), "Thank Dana Whitfield · Acme, Backend Engineer"),
        (TouchpointKind.THANK_YOU, (DANA, DANA, DANA), "Thank Dana Whitfield and 2 others · Acme, Backend Engineer"),
        (TouchpointKind.THANK_YOU, (), "Thank your interviewers · Acme, Backend Engineer"),
        (TouchpointKind.CHECK_IN, (DANA,), "Check in with Dana Whitfield · Acme, Backend Engineer"),
        (TouchpointKind.KEEP_IN_TOUCH, (DANA,), "Keep in touch with Dana Whitfield · Acme, Backend Engineer"),
    ],
)
def test_a_title_says_whom_and_about_what(kind: TouchpointKind, people: tuple[Person, ...], expected: str) -> None:
    assert title(touchpoint(*people, kind=kind), discreet=False) == expected


@pytest.mark.parametrize("kind", list(TouchpointKind))
def test_a_discreet_title_shows_initials_alone(kind: TouchpointKind) -> None:
    assert title(touchpoint(DANA, kind=kind), discreet=True) == "Follow up: D. W."
    assert title(touchpoint(kind=kind), discreet=True) == "Follow up"


def test_a_title_has_at_most_two_hundred_characters() -> None:
    long = touchpoint(person("Abc " * 60), role="Role " * 60, company="Company " * 60)
    assert len(title(long, discreet=False)) <= 200


def test_the_parts_of_the_text_stand_in_the_promised_order() -> None:
    text = written(touchpoint(DANA), confirm=("Is the role right?",))
    parts = ["Why now:", "To: Dana Whitfield <dana@acme.example>", "Subject:", "Hi Dana,", "mailto:dana@acme.example"]
    parts += ["https://www.linkedin.com/in/dana-w", "Still to fill in:", "Is the role right?", "afterword done abc"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_our_own_words_are_never_read_as_directives() -> None:
    text = written(touchpoint(DANA, person("Topic: trap", linkedin="linkedin.com/in/trap-x")))
    said = parse(text, today=date(2026, 11, 24), trusted=True)
    assert (said.outcome, said.topics, said.idea, said.contact, said.decision_by) == (None, (), "", "", None)
    assert said.unread == ()


@pytest.mark.parametrize("limit", [600, 900, 1500, 2500, 4000, 7000])
def test_a_text_keeps_its_limit_and_no_note_is_cut_in_half(limit: int) -> None:
    people = [replace(DANA, id=person(name).id, name=f"{name} Berg") for name in ("Ana", "Bo", "Cleo", "Dana", "Eve")]
    planned = touchpoint(*people)
    text = written(planned, limit=limit)
    assert len(text) <= limit
    for note in draft(planned, rounds=[meeting(people=planned.people)], me=ME, now=planned.due):
        assert note.body in text or note.body.partition("\n")[0] not in text.split("\n")
    assert "afterword" in text
