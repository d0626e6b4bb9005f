"""A title that says nothing is never set aside where its people are an employer's, and little else is handed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model import AccountName, Attendee, CalendarId, Event, EventId, Me, Ref
from core.recognise.invitation import prepare
from core.recognise.sieve import event_text
from core.recognise.traces import sender_sign
from core.recognise.vague import may_belong, says_nothing

ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto")
ROBIN = Attendee(name="Robin Okafor", email="robin@example.net")
SAM = Attendee(name="Sam Lowry", email="s.lowry@northgate.example")
SIGNS = frozenset({"northgate.example", "northgate", "hp"})
START = datetime(2026, 11, 24, 15, tzinfo=UTC)


def event(title: str, *people: Attendee, text: str = "") -> Event:
    return Event(
        ref=Ref(account=AccountName("work"), calendar=CalendarId("main"), event_id=EventId("one")),
        uid="one",
        start=START,
        end=START + timedelta(minutes=30),
        title=title,
        description=text,
        organizer=people[0] if people else None,
        attendees=(ROBIN, *people) if people else (),
    )


@pytest.mark.parametrize(
    "title",
    [
        "Zoom meeting", "Call", "", "Sam / Robin", "Robin Okafor and Sam Lowry", "Meeting with Sam", "Next steps",
        "Part 2", "Follow-up",
        "Updated invitation: Sam <> Robin @ Tue 24 Nov 2026 10:00 - 10:30 (EST) (robin@example.net)",
        "Termin mit Sam", "Austausch", "Rendez-vous", "Reunión Sam", "打ち合わせ", "WEB会議 Sam様", "미팅",
        "Microsoft Teams meeting", "Northgate <> Robin", "Interview with Sam", "2nd call, Sam",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["", "Looking forward to it.", "Wir freuen uns auf das Gespräch mit Ihnen."])
def test_a_title_that_says_nothing_is_handed_on(title: str, text: str) -> None:
    meeting = event(title, SAM, text=text)
    assert says_nothing(prepare(meeting, ME), SIGNS)
    assert may_belong(SIGNS, user=ME.name)(event_text(meeting))


@pytest.mark.parametrize("title", ["Northgate 2pm", "HP call", "northgate", "Robin / Northgate"])
def test_so_is_a_note_of_the_users_own_with_the_employers_name(title: str) -> None:
    note = event(title)
    assert says_nothing(prepare(note, ME), SIGNS)
    assert may_belong(SIGNS, user=ME.name)(event_text(note))


@pytest.mark.parametrize("title", ["Invoice review: Sam / Robin", "Quarterly numbers", "Sam: roof inspection"])
def test_a_title_that_says_something_stays_aside(title: str) -> None:
    meeting = event(title, SAM)
    assert not may_belong(SIGNS, user=ME.name)(event_text(meeting))
    assert may_belong({*SIGNS, sender_sign(SAM.email)}, user=ME.name)(event_text(meeting))
    assert may_belong({*SIGNS, SAM.email}, user=ME.name)(event_text(meeting))


def test_who_is_with_no_employer_stays_aside() -> None:
    other = replace(SAM, email="sam@elsewhere.example")
    assert not may_belong(SIGNS, user=ME.name)(event_text(event("Zoom meeting", other)))
