"""A LinkedIn link in an invitation belongs to whom its slug spells, else to the name that it stands beside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.model import AccountName, CalendarId, Event, EventId, Me, Ref
from core.recognise.read import read

START = datetime(2026, 11, 24, 15, tzinfo=UTC)
ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto")


def profiles(text: str) -> dict[str, str]:
    event = Event(
        ref=Ref(account=AccountName("a"), calendar=CalendarId("c"), event_id=EventId("1")),
        uid="1",
        start=START,
        end=START + timedelta(hours=1),
        title="Technical interview at Acme",
        description=text,
    )
    return {person.name: person.linkedin for person in read(event, me=ME).people}


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("Interviewer: Dana Whitfield https://www.linkedin.com/in/dana-w-99", "dana-w-99"),
        ("Interviewer: Dana Whitfield (https://www.linkedin.com/in/dw1987)", "dw1987"),
        ("You will meet Dana Whitfield\nhttps://linkedin.com/in/dana-w-99", "dana-w-99"),
        ("You will meet Dana Whitfield.\nAbout me: https://linkedin.com/in/dana-whitfield-7", "dana-whitfield-7"),
    ],
)
def test_a_link_is_that_of_whom_it_names_or_stands_beside(text: str, profile: str) -> None:
    assert profiles(text)["Dana Whitfield"] == f"https://www.linkedin.com/in/{profile}"


def test_a_link_that_stands_alone_is_nobodys() -> None:
    text = "You will meet Dana Whitfield.\nWe are hiring, see https://www.linkedin.com/in/acme-careers-9"
    assert profiles(text)["Dana Whitfield"] == ""
