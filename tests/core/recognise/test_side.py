"""Whose interview it is, by who invites whom under which address, and by what stands beside the word for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.model import Kind, Me, Reading, Standing
from core.recognise.invitation import prepare
from core.recognise.own_address import bears_name, is_university
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
AT_WORK = "Maya Lind <maya@oakbridge.example>"
KIM = "Kim Poe <kim@tarnbeck-energy.example>"


def _read(*emails: str, **told: Any) -> Reading:
    me = replace(MAYA, emails=emails) if emails else MAYA
    return read(event_from({"id": "one", **told}), me=me)


@pytest.mark.parametrize(
    "title",
    [
        "Interview with Tarnbeck Energy",
        "Interview Tarnbeck Energy",
        "Interview - Tarnbeck Energy",
        "Interview @ Tarnbeck",
        "Tarnbeck Energy | Interview",
        "Interview: Maya Lind, Tarnbeck Energy",
        "Entretien Tarnbeck Energy",
        "Entrevista - Tarnbeck Energy",
    ],
)
@pytest.mark.parametrize("text", ["", "We look forward to meeting you."])
def test_who_invites_to_an_interview_with_themselves_means_one_for_a_job(title: str, text: str) -> None:
    reading = _read(title=title, org=KIM, to=[SELF, "Bo Ek <bo@tarnbeck-energy.example>"], text=text)
    assert reading.kind is Kind.INTERVIEW
    assert "the title names who invites you" in " ".join(reading.reasons)
    assert reading.company in {"Tarnbeck", "Tarnbeck Energy"}


@pytest.mark.parametrize(
    ("title", "org", "text"),
    [
        ("Interview with Tarnbeck Energy", "Ana <ana@silverlarch.example>", ""),
        ("Podcast interview with Tarnbeck Energy", KIM, ""),
        ("Interview with Kim Poe", KIM, ""),
        ("Entrevista en Radio Cauce", "Radio <radio@radiocauce.example>", "Hablamos en directo de datos abiertos."),
        ("Interview with Stanford", "Kim <kim@stanford.edu>", "A study of how people use calendars."),
    ],
)
def test_other_interviews_have_words_of_their_own(title: str, org: str, text: str) -> None:
    assert _read(title=title, org=org, to=[SELF], text=text).kind is Kind.NONE


@pytest.mark.parametrize(
    "address",
    ["maya.lind@lind.example", "m@mayalind.example", "maya@tum.de", "maya@students.ox.ac.uk", "maya@oakbridge.example"],
)
@pytest.mark.parametrize(
    "told",
    [
        {"title": "Interview - Backend Engineer", "text": "Hi Maya, we look forward to meeting you."},
        {"title": "Technical interview: Maya Lind / Tarnbeck", "text": "Hi Maya, see you then."},
    ],
)
def test_the_only_address_that_is_known_is_a_candidates(address: str, told: dict[str, Any]) -> None:
    assert _read(address, org=KIM, to=[f"Maya Lind <{address}>"], **told).kind is Kind.INTERVIEW


def test_beside_a_private_address_another_domain_is_that_of_ones_work() -> None:
    told = {"title": "Interview - Backend Engineer", "org": KIM, "to": [AT_WORK], "text": "Hi Maya, see you then."}
    assert _read("maya@oakbridge.example", "m.lind@lind.example", **told).kind is Kind.NONE
    assert _read("maya@oakbridge.example", "maya.lind@gmail.com", **told).kind is Kind.NONE
    assert _read("maya@oakbridge.example", "maya@tarn.example", **told).kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    "told",
    [
        # A colleague calls it, or is there; a candidate is invited beside the user; the user invites to it.
        {"org": "Bo Ek <bo@oakbridge.example>", "to": [AT_WORK]},
        {"org": KIM, "to": [AT_WORK, "Bo Ek <bo@oakbridge.example>"]},
        {"org": "Ana <ana@silverlarch.example>", "to": [AT_WORK, "Al Doe <al.doe@gmail.com>"]},
        {"org": AT_WORK, "to": [AT_WORK, "Al Doe <al.doe@gmail.com>"]},
    ],
)
def test_who_hires_and_names_only_the_work_address_is_still_on_that_side(told: dict[str, Any]) -> None:
    reading = _read("maya@oakbridge.example", title="Interview Al Doe, Backend Engineer", **told)
    assert reading.kind is Kind.NONE


def test_a_firm_called_after_the_user_is_their_work_where_others_of_it_take_part() -> None:
    told = {"id": "one", "title": "Interview", "to": ["Maya Lind <maya@lind.example>"]}
    me = Me(name="Maya Lind", emails=("maya@lind.example",), zone="UTC")
    assert prepare(event_from({**told, "org": KIM}), me).work == frozenset()
    assert prepare(event_from({**told, "org": "Bo Ek <bo@lind.example>"}), me).work == {"lind.example"}


@pytest.mark.parametrize(
    ("address", "bears"),
    [
        ("maya@lind.example", True),
        ("hello@mayalind.example", True),
        ("m@m-lind.example", True),
        ("info@linds.example", True),
        ("maya@lindholm-glass.example", False),
        ("maya@oakbridge.example", False),
        ("jörg@mueller.example", True),
    ],
)
def test_a_domain_bears_the_users_name_with_hardly_a_letter_more(address: str, bears: bool) -> None:
    assert bears_name(address, frozenset({"maya", "lind", "müller"})) is bears


@pytest.mark.parametrize("host", ["tum.de", "stud.uni-kassel.de", "ox.ac.uk", "mit.edu", "unimi.it", "tu-berlin.de"])
def test_hosts_of_universities_are_known(host: str) -> None:
    assert is_university(f"maya@{host}")


@pytest.mark.parametrize("host", ["unilever.com", "unicredit.it", "tutor.example", "acme.example", "education.example"])
def test_firms_are_no_universities(host: str) -> None:
    assert not is_university(f"maya@{host}")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Interview - Backend Engineer", "Hi Maya, thank you for applying."),
        ("Gespräch - Backend Entwickler (m/w/d)", "Guten Tag Frau Lind, vielen Dank für Ihre Bewerbung."),
    ],
)
def test_who_applied_with_the_work_address_is_a_candidate(title: str, text: str) -> None:
    assert _read(title=title, org=KIM, to=[AT_WORK], text=text).kind is Kind.INTERVIEW
    # Another guest is the one who applied, or it is the user's own firm that thanks.
    theirs = text.replace("Hi Maya", "Hi Al").replace("Frau Lind", "Herr Doe")
    assert _read(title=title, org=KIM, to=[AT_WORK, "Al Doe <al.doe@gmail.com>"], text=theirs).kind is Kind.NONE
    assert _read(title=title, org=KIM, to=[AT_WORK], text=f"{text}\nYour Oakbridge team").kind is Kind.NONE


@pytest.mark.parametrize(
    "title",
    ["Tarnbeck onsite day 1 – Backend Engineer", "Assessment centre day 1 - Tarnbeck", "Onsite interview: day one"],
)
def test_interviews_may_take_some_days(title: str) -> None:
    assert _read(title=title, org=KIM, to=[SELF], text="Hi Maya").kind is Kind.INTERVIEW


@pytest.mark.parametrize("title", ["First day at Tarnbeck", "Tarnbeck: day 1", "Erster Tag bei Tarnbeck"])
def test_a_first_day_at_work_is_none(title: str) -> None:
    assert _read(title=title, text="position: Backend Engineer").kind is Kind.NONE


@pytest.mark.parametrize(
    "title",
    [
        "Alex job interview at Tarnbeck",
        "Mia job interview (drive her)",
        "Vorstellungsgespräch Alex bei Tarnbeck",
        "Entretien d'embauche Alex chez Tarnbeck",
        "Entrevista de trabajo de Alex en Tarnbeck",
        "Sollicitatiegesprek Jan bij Tarnbeck",
    ],
)
def test_a_note_of_somebody_elses_interview_is_a_maybe_at_most(title: str) -> None:
    reading = _read(title=title)
    assert reading.kind is Kind.NONE
    assert reading.standing is Standing.MAYBE


@pytest.mark.parametrize(
    "title",
    [
        "Maya job interview at Tarnbeck",
        "Job interview Alex Smith, Tarnbeck",
        "Job interview with Alex at Tarnbeck",
        "Vorstellungsgespräch bei Otto",
        "Vorstellungsgespräch Mercedes",
        "Job interview at Douglas",
    ],
)
def test_who_is_met_and_firms_with_given_names_say_nothing_against_a_note(title: str) -> None:
    assert _read(title=title).kind is Kind.INTERVIEW


@pytest.mark.parametrize("text", ["Backend Engineer interview", "Interviewer: Arjun Rao\nRole: Backend Engineer"])
def test_who_will_be_in_touch_is_not_thanked_for_that(text: str) -> None:
    reading = _read(title="Interview with Tarnbeck", org=KIM, to=[SELF], text=f"{text}\ncontact: Paula Nwosu")
    attended = {person.name: person.attended for person in reading.people}
    assert attended["Paula Nwosu"] is False
    assert any(attended.values())


def test_who_interviews_and_will_be_in_touch_is_met() -> None:
    text = "Your interviewer: Paula Nwosu, Head of Data\n\ncontact: Paula Nwosu"
    reading = _read(title="Interview with Tarnbeck", org=KIM, to=[SELF], text=text)
    assert {person.name for person in reading.people if person.attended} == {"Paula Nwosu"}


@pytest.mark.parametrize(
    ("forwarded", "own"),
    [
        ("Resume attached again.", "I lead Data Platforms and would be your boss, so ask the hard questions."),
        ("Lebenslauf anbei.", "ich leite die Datenplattform und wäre deine Chefin. Bis Dienstag!"),
        ("CV en pièce jointe.", "je dirige les données et je serais ta responsable. À mardi !"),
        ("CV adjunto.", "dirijo datos y sería tu jefa. ¡Hasta el martes!"),
        ("CV bifogas.", "jag leder dataplattformen och skulle bli din chef. Vi ses på tisdag!"),
    ],
)
def test_who_would_lead_the_user_may_forward_what_was_written_to_them(forwarded: str, own: str) -> None:
    text = (
        f"From: Recruiting\n\nKim, Maya Lind accepted. {forwarded} First interview, Planner position.\n--\nMaya, {own}"
    )
    assert _read(title="FW: Lind / Poe", org=KIM, to=[SELF], text=text).kind is Kind.INTERVIEW
    theirs = "From: Recruiting\n\nMaya, Sam Roe accepted. Resume attached. You would be her boss."
    assert _read(title="FW: Roe / Lind", org=KIM, to=[SELF], text=theirs).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pizza Friday", "We have a guest: Maya is interviewing with us for Database Engineer and joins for team fit."),
        ("Déjeuner d'équipe", "Une invitée : Maya postule chez nous comme ingénieure données et rencontre l'équipe."),
        ("Meet the bakery crew", "Production Lead, step 3: no more questions, see if you'd like working together."),
    ],
)
def test_whom_the_others_of_a_team_meet_is_the_candidate(title: str, text: str) -> None:
    team = ["Bo Ek <bo@tarnbeck-energy.example>", "Al Ott <al@tarnbeck-energy.example>"]
    assert _read(title=title, org=KIM, to=[SELF, *team], text=f"Hi Maya! {text}").kind is Kind.INTERVIEW
