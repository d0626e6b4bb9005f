"""Agencies: a talk with their own people is a first talk, one with whom they send the user to is an interview."""

from __future__ import annotations

import pytest

from core.model import Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
DESK = "Larch Technical Staffing <bookings@larchstaffing.example>"
BEA = "Bea Roth <bea@rothdyer.example>"


@pytest.mark.parametrize(
    ("title", "service"),
    [
        ("30-minute candidate consultation", "Candidate consultation (first call)"),
        ("Registration appointment", "Registration with a consultant"),
        ("Bewerberberatung (30 Min)", "Erstgespräch"),
    ],
)
def test_whom_an_agency_books_for_itself_recruits(title: str, service: str) -> None:
    text = f"Service: {service}\nStaff: Ivo Strand\nCustomer: Maya Lind\nNotes: looking for contract work from May"
    told = {"id": "one", "title": title, "org": DESK, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.RECRUITER


def test_to_whom_an_agency_sends_the_user_interviews_them() -> None:
    text = (
        "Hi Maya\n\nConfirmed! You're seeing Oriel Vance (Head of Fund Accounting), whom the role reports into.\n\n"
        "Role: Fund Accountant\n\nMy client has said they'll come back to us by Tuesday.\n\n"
        "Bea Roth | Senior Consultant\nRoth Dyer Recruitment\nRoth Dyer acts as an employment agency."
    )
    told = {"id": "one", "title": "Tarnbeck Capital - 1st stage - M. Lind", "org": BEA, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.INTERVIEW


def test_whom_the_front_desk_of_an_agency_names_is_its_own() -> None:
    text = "In this first call your consultant, Ivo Strand, goes through your CV. We place people with several clients."
    desk = "Front Desk <frontdesk@rothdyer.example>"
    told = {"id": "one", "title": "Candidate registration, Roth Dyer", "org": desk, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.RECRUITER


def test_who_only_tells_of_a_client_recruits() -> None:
    text = (
        "Hi Maya, I'd like to tell you about an Analyst role with my client Tarnbeck. You'd report to Oriel Vance.\n"
        "Bea Roth, Senior Consultant, Roth Dyer"
    )
    told = {"id": "one", "title": "Call with Bea Roth", "org": BEA, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.RECRUITER
