"""What one event says of another, as values: employers under way, offices, and events heard together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.ids import derive
from core.model import AccountName, Attendee, CalendarId, Event, EventId, Kind, Me, Reading, Ref
from core.recognise.read import read
from core.recognise.signals import Known
from core.sync.context import MANY, offices, read_together

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ME = Me(name="Robin Okafor", emails=("robin@gmail.com",), zone="America/Toronto")


def event(number: int, *, title: str, email: str, text: str = "") -> Event:
    return Event(
        ref=Ref(account=AccountName("a"), calendar=CalendarId("c"), event_id=EventId(str(number))),
        uid=str(number),
        start=NOON,
        end=NOON + timedelta(hours=1),
        title=title,
        description=text,
        organizer=Attendee(name="Dana Whitfield", email=email),
        attendees=(Attendee(name="Robin Okafor", email="robin@gmail.com"),),
    )


def test_a_domain_with_very_many_ordinary_meetings_is_the_users_own() -> None:
    meetings = [event(number, title="Interview prep", email="dana@office.example") for number in range(MANY)]
    readings = {each.ref.event_id: Reading(kind=Kind.NONE) for each in meetings}
    assert offices(meetings, readings) == (derive("office.example"),)
    assert offices(meetings[1:], readings) == ()


def test_a_domain_whose_meetings_are_mostly_interviews_is_not() -> None:
    rounds = [event(number, title="Interview", email="dana@acme.example") for number in range(MANY)]
    assert offices(rounds, {each.ref.event_id: Reading(kind=Kind.INTERVIEW) for each in rounds}) == ()


def test_at_the_users_own_office_an_interview_is_somebody_elses() -> None:
    asked = event(1, title="Interview for the support team", email="dana@office.example", text="Role: Support Lead")
    assert read(asked, me=ME).kind is Kind.INTERVIEW
    assert read(asked, me=ME, known=Known(office=frozenset({derive("office.example")}))).kind is Kind.NONE


def test_events_read_together_hear_of_each_other() -> None:
    clear = event(1, title="Technical interview: Backend Engineer at Acme", email="jo@acme.example", text="See you")
    later = event(2, title="Dana / Robin", email="dana@acme.example")
    other = event(3, title="Dana / Robin", email="dana@elsewhere.example")
    kinds = [reading.kind for _, reading in read_together([clear, later, other], me=ME)]
    assert kinds == [Kind.INTERVIEW, Kind.INTERVIEW, Kind.NONE]
