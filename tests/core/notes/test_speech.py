"""How each language says names, days, positions and rounds inside a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from core.model import Stage
from core.notes.draft import draft
from core.notes.reminder import title
from core.notes.speech import LANGUAGES, bare_role, speech
from tests.core.notes.test_draft import ME, meeting, person, touchpoint

DATES = {
    "en": ("on Tuesday", "on 1 December", "by 8 December", "around 11 December"),
    "de": ("am Dienstag", "am 1. Dezember", "bis zum 8. Dezember", "um den 11. Dezember"),
    "fr": ("mardi", "le 1er décembre", "d'ici le 8 décembre", "vers le 11 décembre"),
    "es": ("el martes", "el 1 de diciembre", "para el 8 de diciembre", "hacia el 11 de diciembre"),
    "pt": ("na terça-feira", "em 1º de dezembro", "até 8 de dezembro", "por volta de 11 de dezembro"),
    "it": ("martedì", "il 1º dicembre", "entro l'8 dicembre", "intorno all'11 dicembre"),
    "nl": ("op dinsdag", "op 1 december", "uiterlijk 8 december", "rond 11 december"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_said_as_the_language_says_them(language: str) -> None:
    own_way = speech(language)
    due = datetime(2026, 12, 9, 12, tzinfo=UTC)
    assert own_way.relative(datetime(2026, 12, 8, 12, tzinfo=UTC), due=due) == DATES[language][0]
    assert own_way.relative(datetime(2026, 12, 1, 12, tzinfo=UTC), due=due) == DATES[language][1]
    assert own_way.day(date(2026, 12, 8), seen_from=due.date(), form="by") == DATES[language][2]
    assert own_way.day(date(2026, 12, 11), seen_from=due.date(), form="around") == DATES[language][3]
    assert "2027" in own_way.day(date(2027, 1, 8), seen_from=due.date())


@pytest.mark.parametrize(
    ("language", "on", "of"),
    [
        ("fr", "mardi", "de mardi"),
        ("fr", "le 24 novembre", "du 24 novembre"),
        ("es", "el martes", "del martes"),
        ("pt", "na terça-feira", "de terça-feira"),
        ("pt", "no sábado", "de sábado"),
        ("it", "martedì", "di martedì"),
        ("it", "il 24 novembre", "del 24 novembre"),
        ("it", "l'8 dicembre", "dell'8 dicembre"),
        ("nl", "op 24 november", "van 24 november"),
        ("de", "am 24. November", "am 24. November"),
    ],
)
def test_the_day_of_a_talk_contracts_with_what_stands_before_it(language: str, on: str, of: str) -> None:
    assert speech(language).of(on) == of


@pytest.mark.parametrize(
    ("language", "role", "company", "said"),
    [
        ("en", "Backend Engineer", "Acme", "the Backend Engineer position at Acme"),
        ("en", "Marketing Internship", "Acme", "the Marketing Internship at Acme"),
        ("en", "{company}", "Acme", "the {company} position at Acme"),
        (
            "de",
            "Softwareentwickler:in",
            "Müller & Söhne GmbH",
            "die Position „Softwareentwickler:in“ bei Müller & Söhne GmbH",
        ),
        ("de", "", "Acme", "die Position bei Acme"),
        ("fr", "Ingénieur logiciel", "Acme", "le poste d'Ingénieur logiciel chez Acme"),
        ("fr", "Développeur", "EDF", "le poste de Développeur chez EDF"),
        ("fr", "Économiste", "", "le poste d'Économiste"),
        ("pt", "Analista", "Petrobras", "a vaga de Analista na Petrobras"),
        ("pt", "Analista", "Banco do Brasil", "a vaga de Analista no Banco do Brasil"),
        ("it", "Analista", "Enel", "la posizione di Analista presso Enel"),
        ("nl", "Productmanager", "ASML", "de functie van Productmanager bij ASML"),
        ("es", "Analista", "Telefónica", "el puesto de Analista en Telefónica"),
    ],
)
def test_a_position_reads_well_inside_a_sentence(language: str, role: str, company: str, said: str) -> None:
    assert speech(language).position(role, company) == said


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("Acme Inc.", "position at Acme Inc. I especially"),
        ("Górnik S.A.", "position at Górnik S.A. I especially"),
        ("Acme.", "position at Acme. I especially"),
        ("Koerier.ai", "position at Koerier.ai. I especially"),
    ],
)
def test_a_company_that_ends_in_an_abbreviation_keeps_its_one_full_stop(company: str, said: str) -> None:
    planned = touchpoint(person(), company=company, role="Analyst")
    note = draft(planned, rounds=[meeting(people=planned.people)], me=ME, now=planned.due)[0]
    assert said in note.body
    assert ".." not in note.body
    assert ".." not in title(planned, discreet=False)


@pytest.mark.parametrize(
    ("advertised", "bare"),
    [
        ("Backend Engineer (m/w/d)", "Backend Engineer"),
        ("Softwareentwickler (gn)", "Softwareentwickler"),
        ("Chef de projet (H/F)", "Chef de projet"),
        ("Chef de projet H/F", "Chef de projet"),
        ("Data Scientist (all genders)", "Data Scientist"),
        ("Backend Engineer (Payments)", "Backend Engineer (Payments)"),
        ("UX/UI Designer", "UX/UI Designer"),
        ("Head of M/A", "Head of M/A"),
        ("CRM developer (remote", "CRM developer"),
    ],
)
def test_a_role_is_named_without_the_tail_of_its_advertisement(advertised: str, bare: str) -> None:
    assert bare_role(advertised) == bare


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dr. Dana Whitfield", "Guten Tag Dr. Dana Whitfield,"),
        ("Prof. Dr. Jana Weber", "Guten Tag Prof. Dr. Jana Weber,"),
        ("Dana Whitfield, PhD", "Guten Tag Dana Whitfield,"),
        ("Whitfield, Dana", "Guten Tag Dana Whitfield,"),
        ("Frau Weber", "Guten Tag Frau Weber,"),
        ("DANA WHITFIELD", "Guten Tag Dana Whitfield,"),
        ("王伟", "Guten Tag 王伟,"),
        ("Дмитрий Иванов", "Guten Tag Дмитрий Иванов,"),
        ("Recruiting Team", "Guten Tag [Name],"),
        ("dana@acme.example", "Guten Tag [Name],"),
    ],
)
def test_a_formal_greeting_keeps_a_doctor_and_leaves_out_degrees(name: str, greeting: str) -> None:
    planned = touchpoint(person(name))
    note = draft(planned, rounds=[meeting(people=planned.people)], me=ME, now=planned.due, language="de")[0]
    assert note.body.startswith(greeting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_of_what_was_noted_is_small_inside_a_sentence(language: str) -> None:
    assert speech(language).phrase("The billing migration.") == "the billing migration"
    assert speech("de").phrase("Die Umstellung") == "die Umstellung"
    assert speech("de").phrase("Umstellung") == "Umstellung"


def test_the_round_is_named_for_what_it_was() -> None:
    assert speech("de").session(Stage.TECHNICAL, None, during=True) == "im Fachgespräch"
    assert speech("fr").session(None, None, during=True) == "lors de notre échange"
