"""The firm for which somebody else recruits is the employer; who is met, and what a note says, is none."""

from __future__ import annotations

import pytest

from core.model import Kind
from core.recognise.keys import company_key
from tests.core.recognise.examples import firm


@pytest.mark.parametrize(
    ("text", "org", "name"),
    [
        (
            "Le cabinet Morel & Lys accompagne Verreries de l'Aubrac dans la recherche de sa responsable.\nInès Morel",
            "Inès Morel <ines@morel-lys.example>",
            "Verreries de l'Aubrac",
        ),
        (
            "J'accompagne la coopérative Vergers d'Armel dans le recrutement d'un comptable.\nInès Morel\nMorel RH",
            "Inès Morel <ines@morel-rh.example>",
            "Vergers d'Armel",
        ),
        (
            "Wir unterstützen Rheintal Pumpen bei der Besetzung einer Stelle.\nJens Kolbe\nKolbe Personalberatung",
            "Jens Kolbe <kolbe@kolbe-personal.example>",
            "Rheintal Pumpen",
        ),
        (
            "Apoyamos a Astilleros Rodeira en la búsqueda de un soldador.\nLucía Ferro\nFerro Talento",
            "Lucía Ferro <lucia@ferrotalento.example>",
            "Astilleros Rodeira",
        ),
        (
            "Hi Maya, I'm recruiting for Tallowmere Logistics, who need a Fleet Planner.\n\nPia Voss\nMarchbank Talent",
            "Pia Voss <pia@marchbanktalent.example>",
            "Tallowmere Logistics",
        ),
        (
            "Ich suche für die Firma Rheintal Pumpen GmbH eine Leitung Einkauf.\nJens Kolbe\nKolbe Personalberatung",
            "Jens Kolbe <kolbe@kolbe-personal.example>",
            "Rheintal Pumpen GmbH",
        ),
        (
            "Bonjour Maya, notre client, la société Filature des Alpes, cherche une acheteuse.\nInès Morel\nMorel RH",
            "Inès Morel <ines@morel-rh.example>",
            "Filature des Alpes",
        ),
        (
            "Hola Maya, busco para Astilleros Rodeira un Jefe de Compras.\nLucía Ferro\nFerro Talento",
            "Lucía Ferro <lucia@ferrotalento.example>",
            "Astilleros Rodeira",
        ),
        (
            "Oi Maya, recruto para a empresa Papéis do Vale, vaga de Planejadora.\nRui Prado\nPrado Recrutamento",
            "Rui Prado <rui@pradorecrutamento.example>",
            "Papéis do Vale",
        ),
        (
            "Cerco per un nostro cliente, l'azienda Cartiere Bellomonte, una Responsabile acquisti.\nSarti Selezione",
            "Giulia Sarti <g.sarti@sartiselezione.example>",
            "Cartiere Bellomonte",
        ),
        (
            "Hoi Maya, ik zoek voor Zuiderhaven Logistiek een planner.\nFemke de Boer\nDe Boer Recruitment",
            "Femke de Boer <femke@deboerrecruitment.example>",
            "Zuiderhaven Logistiek",
        ),
        (
            "Hej! Jag rekryterar åt Bruksgruvan Stål som behöver en planerare.\n/Tove, Granvik Bemanning",
            "Tove Alm <tove@granvikbemanning.example>",
            "Bruksgruvan Stål",
        ),
        (
            "Prowadzę rekrutację dla firmy Hutnik Odlewnia na stanowisko Planista.\nMarta Zych\nAgencja Zych",
            "Marta Zych <marta@agencjazych.example>",
            "Hutnik Odlewnia",
        ),
    ],
)
def test_the_firm_for_which_somebody_recruits_is_the_employer(text: str, org: str, name: str) -> None:
    assert firm("Call", text, org) == company_key(name)


def test_the_firm_that_would_like_to_meet_the_user_is_the_employer() -> None:
    text = "Hi Maya,\n\nOakmoor Dairies would like to meet you on Tuesday.\n\nPia Voss\nMarchbank Talent"
    org = "Pia Voss <pia@marchbanktalent.example>"
    assert firm("Interview confirmed", text, org, Kind.INTERVIEW) == company_key("Oakmoor Dairies")


def test_the_line_below_the_words_for_an_agency_names_no_client() -> None:
    text = "Our client prefers not to be named.\n\nPia Voss\nVoss & Vane, Executive Search\nRegistered office: Leeds"
    assert firm("Intro call", text, "Pia Voss <pia@vossvane.example>") == company_key("Voss & Vane")


def test_who_recruits_for_their_own_firm_names_no_client() -> None:
    text = "I'm recruiting for Oakmoor Dairies.\n\nTom Hale, Oakmoor Dairies"
    assert firm("Call", text, "Tom Hale <tom@oakmoordairies.example>") == company_key("Oakmoor Dairies")


@pytest.mark.parametrize(
    ("text", "org", "name"),
    [
        (
            "A client of ours in Leeds (name after the call) needs a Fleet Planner.\n\nPia Voss\nMarchbank Talent",
            "Pia Voss <pia@marchbanktalent.example>",
            "Marchbank Talent",
        ),
        (
            "Für einen Mandanten in Stuttgart (Name folgt) suche ich eine Leitung Einkauf.\nKolbe Personalberatung",
            "Jens Kolbe <kolbe@kolbe-personal.example>",
            "Kolbe Personalberatung",
        ),
    ],
)
def test_where_a_client_is_that_stays_unnamed_is_no_firm(text: str, org: str, name: str) -> None:
    assert firm("Call", text, org) == company_key(name)


@pytest.mark.parametrize(
    ("title", "text", "org", "name"),
    [
        # What is left of a title, and what a note says besides.
        (
            "Probetag + Gespräch",
            "Dein Probetag bei der Bäckerei Immental.",
            "Bäckerei Immental <x@personio.de>",
            "Bäckerei Immental",
        ),
        ("pinegrave round 2", "w/ ana ruiz + tom hale. tech deep dive, discord link comes later", "", "pinegrave"),
        # A particle within a word in hiragana does not end the name.
        (
            "面接",
            "株式会社ひまわりがおか 人事部です。",
            "人事部 <jinji@himawarigaoka.example>",
            "株式会社ひまわりがおか",
        ),
        # Whoever meets the user is no firm.
        (
            "Maya Lind e Fiammetta Corsi",
            "Secondo colloquio",
            "Fiammetta Corsi <f.corsi@bellomonte.example>",
            "Bellomonte",
        ),
    ],
)
def test_what_is_no_firm_is_not_read_as_one(title: str, text: str, org: str, name: str) -> None:
    assert firm(title, text, org, Kind.INTERVIEW) == company_key(name)


def test_a_company_of_public_benefit_is_the_same_with_its_legal_form() -> None:
    assert company_key("Klinikverbund Eichental gGmbH") == company_key("Klinikverbund Eichental")
