"""What is asked of the user, and what is offered to them, where it only sounds like an interview of theirs."""

from __future__ import annotations

import pytest

from core.model import Kind, Reading
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
KIM = "Kim Poe <kim.poe@tarnbeck.example>"
FRIEND = "Oriel Vance <oriel.vance@gmail.com>"


def _read(title: str, sender: str = "", text: str = "") -> Reading:
    told = {"id": "one", "title": title, "to": [SELF], "text": text}
    return read(event_from({**told, "org": sender} if sender else told), me=MAYA)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Call about Jon", "Jon Ost is a finalist for our Site Manager position and listed you as his referee."),
        ("Kurzes Telefonat", "Jon Ost hat sich bei uns als Bauleiter beworben und Sie als Referenz angegeben."),
        ("Appel", "Jon Ost postule chez nous comme chef de chantier et vous a cité comme référence."),
        ("Llamada", "Jon Ost opta al puesto de jefe de obra y le ha puesto como referencia."),
        ("Telefonata", "Jon Ost si è candidato come capocantiere e ha indicato Lei come referenza."),
        ("Belafspraak", "Jon Ost solliciteert als uitvoerder en heeft jou als referentie opgegeven."),
        ("Samtal om Jon", "Jon Ost har sökt jobb som platschef hos oss och uppgett dig som referens."),
        ("Conversa", "O Jon candidatou-se a chefe de obra e deu o seu nome como referência."),
    ],
)
def test_who_is_asked_about_another_is_no_candidate(title: str, text: str) -> None:
    assert _read(title, KIM, text).kind is Kind.NONE


def test_who_gives_references_of_their_own_is_a_candidate() -> None:
    text = "Hi Maya, for the Site Manager position please bring two names who can act as a reference."
    assert _read("Interview - Site Manager", KIM, text).kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Tea with Oriel", "I'm a career-changer, want into your line of work and would love your advice on courses."),
        ("Oriel / Maya", "It's for my history class: I have to do an informational interview. Oriel, Grade 11"),
        ("Kaffee mit Oriel", "Ich möchte auch in deinen Beruf und hätte gern einen Rat zu meinen ersten Gesprächen."),
        ("Café avec Oriel", "Je suis en reconversion et je voudrais faire ton métier : tes conseils pour mon CV ?"),
        ("Café con Oriel", "Quiero dedicarme a lo tuyo. ¿Me das tu consejo para mis primeras entrevistas?"),
        ("Koffie met Oriel", "Ik wil ook in jouw vak. Mag ik je advies voor mijn eerste gesprekken?"),
    ],
)
def test_who_asks_the_user_for_advice_gives_none(title: str, text: str) -> None:
    assert _read(title, FRIEND, text).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Maya / Kim", "You wondered whether archives could be your next step. We have no opening, but I am glad to "),
        ("Tea", "Hi Maya, happy to tell you how I ended up in archives. No openings here, I'm afraid, but I can "),
        (
            "Kaffee",
            "Hallo Maya, ich erzähle dir gern, wie ich im Archiv gelandet bin. Keine Stelle frei, aber ich kann ",
        ),
    ],
)
def test_who_tells_how_one_gets_in_gives_advice(title: str, text: str) -> None:
    assert _read(title, KIM, f"{text}describe how one gets into this field.").kind is Kind.NETWORKING


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Your offer", "Hi Maya, we'll go through the written offer for the Planner position so you can sign."),
        ("Ihr Angebot", "Hallo Maya, die Gespräche liegen hinter Ihnen: wir gehen den Vertrag als Planerin durch."),
        ("Votre offre", "Bonjour Maya, nous allons parcourir ensemble l'offre pour le poste de planificatrice."),
        ("Je aanbod", "Hoi Maya, we lopen samen het aanbod voor de functie van planner door."),
        ("Ditt erbjudande", "Hej Maya, vi går igenom erbjudandet för tjänsten som planerare."),
    ],
)
def test_an_offer_is_talked_through_once_the_interviews_are_over(title: str, text: str) -> None:
    assert _read(title, KIM, f"{text}\nKim Poe, HR").kind is Kind.NONE


def test_a_last_talk_may_come_before_the_offer() -> None:
    text = "Hi Maya, a written offer follows within a week if all goes well. Position: Planner"
    assert _read("Final interview", KIM, text).kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The Last Interview movie night", "popcorn, kids in bed by 8"),
        ("Filmabend: Das Interview", "bei Bo, Chips mitbringen"),
        ("Noche de pelis: La entrevista", "en casa de Bo"),
        ("Larch Electric - panel", "panel upgrade to 100A, power off until noon, crew of 3"),
        ("Límite prueba técnica Larch", "subir el repo, luego entrevista con el equipo. Puesto: analista"),
        ("Frist Probeaufgabe Larch", "hochladen, danach Gespräch mit dem Team. Stelle: Analystin"),
    ],
)
def test_notes_of_other_things_that_use_the_words_of_interviews(title: str, text: str) -> None:
    assert _read(title, text=text).kind is Kind.NONE


def test_who_reads_back_quotes_is_of_the_press() -> None:
    text = (
        "Hi Maya, five questions on the bike lanes for Saturday's page. I read your quotes back to you. Kim, reporter"
    )
    assert _read("Phone interview - Tarnbeck Herald", "Kim <kim@tarnbeckherald.example>", text).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "Initial conversation with our recruiting team",
            "Staff: Ada Ost, Recruiter\nOpening: Planner",
            Kind.RECRUITER,
        ),
        ("Recruiting team meeting", "Pipeline for the planner opening", Kind.NONE),
    ],
)
def test_a_team_that_recruits_meets_candidates_and_itself(title: str, text: str, kind: Kind) -> None:
    assert _read(title, "Tarnbeck Hiring <hiring@tarnbeck.example>", text).kind is kind


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Besprechung Ihrer Fallstudie", "Guten Tag, wir gehen Ihre Lösung gemeinsam durch. Stelle: Planerin."),
        ("Votre étude de cas", "Bonjour Maya, nous parlerons de votre étude de cas. Poste : planificatrice."),
        ("Caso práctico", "Hola Maya, repasamos juntos tu caso práctico. Puesto: planificadora."),
    ],
)
def test_a_case_study_that_is_talked_through_is_read(title: str, text: str) -> None:
    assert _read(title, KIM, text).kind is Kind.INTERVIEW
