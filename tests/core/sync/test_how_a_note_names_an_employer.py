"""In a note of the user's own an employer is told by name, and not by a word that any meeting may have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Attendee, Event
from tests.core.sync.test_what_other_events_say_of_one import ROBIN, VAGUE, found, vague
from tests.core.sync.world import interview


def at(company: str, email: str) -> Event:
    """Return a sure interview with a company, by somebody there."""
    host = Attendee(name="Di Wood", email=email)
    first = interview(
        title=f"Interview with {company} - Backend Engineer", description="Hi Robin, thanks for applying."
    )
    return replace(first, organizer=host, attendees=(ROBIN, host))


@pytest.mark.parametrize(
    ("company", "title", "counts"),
    [
        ("HP", "HP call", True),
        ("HP", "Call hp", True),
        ("HP", "Hp/Robin", True),
        ("HP", "H P call", False),
        ("HP", "Whpx call", False),
        ("HP", "HP printer ink", False),
        ("Two", "Call two", False),
    ],
)
def test_a_short_name_of_a_company_counts_as_a_word_of_its_own(company: str, title: str, counts: bool) -> None:
    first = at(company, f"di@{company.lower()}.example")
    assert first.uid in found(first)
    assert (VAGUE in found(first, vague(title, organizer=None, attendees=()))) is counts


@pytest.mark.parametrize(
    ("company", "title"),
    [
        ("Connect", "Let's connect"),
        ("Catch", "Catch up"),
        ("Regroup", "Regroup"),
        ("Remote", "Remote day"),
        ("Monday", "Monday meeting"),
        ("Coffee Base", "Coffee base"),
        ("Treffen", "Treffen"),
    ],
)
def test_a_name_that_is_a_word_of_any_meeting_tells_nothing_in_a_note(company: str, title: str) -> None:
    domain = f"{company.lower().replace(' ', '')}.example"
    first = at(company, f"di@{domain}")
    assert found(first)[first.uid].reading.company == company
    assert VAGUE not in found(first, vague(title, organizer=None, attendees=()))
    host = Attendee(name="Mia Ost", email=f"mia@{domain}")
    assert found(first, vague(title, organizer=host, attendees=(ROBIN, host)))[VAGUE].reading.company == company


def test_of_a_name_of_two_words_one_may_be_of_any_meeting() -> None:
    first = at("Meeting Lab", "di@meetinglab.example")
    assert VAGUE in found(first, vague("Meeting Lab call", organizer=None, attendees=()))
    assert VAGUE not in found(first, vague("Meeting call", organizer=None, attendees=()))
