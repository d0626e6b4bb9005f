"""Whose talk it is, by what the text says that it is for, who asks there, and who answered a form."""

from __future__ import annotations

import pytest

from core.model import Kind, Reading
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
AT_WORK = "Maya Lind <maya@oakbridge.example>"
KIM = "Kim Poe <kim.poe@tarnbeck.example>"
FRIEND = "Oriel Vance <oriel.vance@gmail.com>"
COLLEAGUE = "Bo Ek <bo@oakbridge.example>"


def _read(title: str, text: str, sender: str = "", me: str = SELF) -> Reading:
    told = {"id": "one", "title": title, "to": [me], "text": text}
    return read(event_from({**told, "org": sender} if sender else told), me=MAYA)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Interview: head cook", "Board members, please come early. Candidate 2 comes from the bakery."),
        ("Nursery cook interview", "Maya asks the kitchen questions, Bo the safety ones."),
        ("Gespräch mit Bewerberin", "Frau Ost stellt sich als Köchin vor, Maya bitte mit dazu."),
        ("Entretien avec la candidate", "Poste de cuisinière, Maya pose les questions sur le budget."),
        ("Entrevista con candidata", "Puesto de cocinera. Maya hace las preguntas."),
        ("Colloquio con candidata", "Posto di cuoca. Maya fa le domande sul bilancio."),
        ("Gesprek met kandidaat", "Functie: kok. Maya stelt de vragen over het budget."),
        ("Intervju med kandidat", "Tjänst: kock. Maya ställer frågorna om budgeten."),
    ],
)
def test_who_asks_a_candidate_is_none(title: str, text: str) -> None:
    assert _read(title, text, FRIEND).kind is Kind.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Position: Planner. Kim asks the technical questions, then Maya asks questions.",
        "You present your plan (the exercise for Planner), Bo and I ask the awkward questions.",
    ],
)
def test_who_is_asked_questions_is_the_candidate(text: str) -> None:
    assert _read("Interview", f"Hi Maya! {text}", KIM).kind is Kind.INTERVIEW


def test_what_the_user_answered_a_form_is_not_said_to_them() -> None:
    text = (
        "Event Name: Candidate intro\n\nAnything I should know?: CV attached. I work at Oakbridge, keep it quiet. "
        "It is about your ad for the Planner at Larch Rail\n\nPoe Moran Recruitment"
    )
    assert _read("Maya Lind and Kim Poe", text, "Kim Poe <kim@poemoran.example>").kind is Kind.RECRUITER
    assert _read("Interview Al Doe", "Anything to know: CV attached.", KIM).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Call with Kim", "I have a retained search for a VP Planning. I can't share the name until we've spoken."),
        ("Telefonat", "Ich habe ein vertrauliches Mandat: Leiterin Planung. Den Namen kann ich noch nicht nennen."),
        ("Appel", "J'ai un mandat exclusif, un poste de directrice. Je ne peux pas donner le nom."),
        ("Llamada", "Tengo una búsqueda confidencial: directora de planificación. No puedo dar el nombre."),
        (
            "Catch-up",
            "What are you looking for in your next job?: smaller team\n\nPoe, executive and legal recruitment",
        ),
    ],
)
def test_who_may_not_name_the_firm_recruits_for_it(title: str, text: str) -> None:
    assert _read(title, f"Maya,\n{text}", "Kim Poe <kim@poemoran.example>").kind is Kind.RECRUITER


def test_a_team_that_recruits_is_no_agency_for_its_firms_name() -> None:
    text = "Position: Planner\n\nLarch Gas & Power Recruiting"
    assert _read("Interview: Planner", text, "Larch <system@successfactors.com>").kind is Kind.INTERVIEW


def test_who_is_met_next_if_all_goes_well_is_not_who_recruits() -> None:
    text = "Hi Maya! If it clicks, next would be Ada Ost, who runs the planning team.\n\nKim Poe, Talent Acquisition"
    assert _read("Tarnbeck <> Maya: first conversation", text, KIM).kind is Kind.RECRUITER
    met = "Hi Maya! You meet Ada Ost, who runs the planning team.\n\nKim Poe, Talent Acquisition"
    assert _read("Tarnbeck <> Maya", met, KIM).kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Internal posting 12", "Hi Maya, your interview for the internal posting, Planner.", Kind.INTERVIEW),
        ("Stellenausschreibung", "Vorstellungsgespräch zur internen Stellenausschreibung Planerin.", Kind.INTERVIEW),
        ("Affichage interne 12", "Bonjour Maya, votre entretien pour le poste de planificatrice.", Kind.INTERVIEW),
        ("Lunch with Ada", "We have an internal hire to celebrate.", Kind.NONE),
        ("Interview Al Doe", "He applied from outside.", Kind.NONE),
    ],
)
def test_what_is_posted_within_the_firm_is_applied_for_there(title: str, text: str, kind: Kind) -> None:
    assert _read(title, text, COLLEAGUE, AT_WORK).kind is kind


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("radio interview", "its the job, presenter at Larch FM, first rounds are by phone", Kind.INTERVIEW),
        ("Interview Radio Larch", "es geht um die Stelle als Moderatorin, erstes Gespräch", Kind.INTERVIEW),
        ("radio interview", "Larch FM, about the bike lanes", Kind.NONE),
        ("team thing", "the planner job at Larch Rail. Bo + Ada ask the questions", Kind.INTERVIEW),
    ],
)
def test_a_note_may_say_that_it_is_for_a_job(title: str, text: str, kind: Kind) -> None:
    assert _read(title, text).kind is kind


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Customer interview", "Interview 2 of 3 for Planner: you hold a mock customer interview.", Kind.INTERVIEW),
        ("Customer interview", "We ask how you plan your trips. Gift card.", Kind.NONE),
        (
            "Lunch at Olive",
            "You've got through the formal rounds, now the team has lunch with who might sit next to them. Planner.",
            Kind.INTERVIEW,
        ),
        ("Lunch at Olive", "The team has lunch with the accountants who sit next to them.", Kind.NONE),
    ],
)
def test_a_round_may_bear_the_name_of_something_else(title: str, text: str, kind: Kind) -> None:
    assert _read(title, text, KIM).kind is kind
