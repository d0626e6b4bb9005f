"""The notes read back from a reminder's text, as written and as a user leaves it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Directives, Me, Note
from core.notes.draft import draft
from core.notes.edited import edited_notes, given_note
from core.notes.reminder import reminder
from core.notes.speech import LANGUAGES
from tests.core.notes.test_draft import ME, TOLD, UNTOLD, meeting, person, touchpoint

PEOPLE = (
    person(email="dana@acme.example", linkedin="https://www.linkedin.com/in/dana-w"),
    person("Sam Ode", email="sam@acme.example"),
)


def written(me: Me = ME, directives: Directives = UNTOLD) -> tuple[str, tuple[Note, ...]]:
    planned = touchpoint(*PEOPLE)
    rounds = [meeting(people=planned.people, directives=directives)]
    notes = draft(planned, rounds=rounds, me=me, now=planned.due, language=me.language)
    confirm = ("✓ topic: the billing migration", "? could not read: decision by: soonish")
    made = reminder(planned, notes, rounds=rounds, me=me, discreet=False, first_seen=None, confirm=confirm)
    return made.text, notes


def texts(notes: tuple[Note, ...]) -> list[tuple[str, str]]:
    return [(note.subject, note.body) for note in notes]


@pytest.mark.parametrize("language", ["", *LANGUAGES])
@pytest.mark.parametrize("directives", [TOLD, UNTOLD])
def test_what_was_written_is_read_back(language: str, directives: Directives) -> None:
    text, notes = written(replace(ME, language=language), directives)
    assert texts(edited_notes(text, notes)) == texts(notes)
    assert texts(edited_notes(text.replace("\n", "\r\n"), notes)) == texts(notes)


def test_an_edit_is_read_and_the_other_note_stays() -> None:
    text, notes = written()
    edited = text.replace("[what you would bring to the team]", "ten years of ledgers", 1)
    first, second = edited_notes(edited, notes)
    assert "ten years of ledgers" in first.body
    assert first.blanks == ("[one thing you discussed with Dana]",)
    assert texts((second,)) == texts(notes[1:])


def test_an_invitation_that_the_user_made_too_long_is_told_with_the_note_it_goes_with() -> None:
    text, notes = written()
    edited = text.replace("would be glad to stay in touch here", "would be glad " + "to stay in touch " * 12 + "here")
    assert edited != text
    first, second = edited_notes(edited, notes)
    assert [warning.partition(",")[0] for warning in first.warnings] == ["The LinkedIn invitation has 316 characters"]
    assert second.warnings == ()


def test_lines_for_us_below_a_note_are_no_part_of_it() -> None:
    text, notes = written()
    start = text.index("Write to Dana")
    edited = f"{text[:start]}outcome: rejected\nTopic : ledgers\n\n{text[start:]}"
    assert texts(edited_notes(edited, notes)) == texts(notes)


def test_a_note_that_the_user_took_out_is_left_out() -> None:
    text, notes = written()
    start, end = text.index("To: Dana"), text.index("To: Sam")
    assert texts(edited_notes(text[:start] + text[end:], notes)) == texts(notes[1:])


def test_a_text_of_the_user_alone_is_the_note() -> None:
    _, notes = written()
    found = edited_notes(
        "Why now: because.\n\nHi Dana,\n\nThank you!\n\nRobin\n\nWhen it is sent, put ✓ in front", notes
    )
    assert texts(found) == [("", "Hi Dana,\n\nThank you!\n\nRobin")]
    assert edited_notes("", notes) == ()


def test_a_text_that_is_given_may_begin_with_its_subject() -> None:
    _, notes = written()
    found = given_note("Subject: Many thanks\n\nHi Dana,\n\n[why]\n", notes[0])
    assert (found.subject, found.body, found.blanks) == ("Many thanks", "Hi Dana,\n\n[why]", ("[why]",))
    assert given_note("Hi Dana", notes[0]).subject == ""
