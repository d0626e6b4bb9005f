"""A firm that somebody was at, that buys, pays or owns, is not the one that hires; the one they are at now may be."""

from __future__ import annotations

import pytest

from core.model import Kind
from core.recognise.keys import company_key
from tests.core.recognise.examples import firm


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Event Name: Talent intro\n\nWhere do you work today?: Tarn Freight\n\nPowered by Calendly.com", "Greywether"),
        ("Event Name: Intro\n\nCurrent employer: Tarn Freight\n\nPowered by Calendly.com", "Greywether"),
        ("Event Name: Intro\n\nHow did you hear of us?: former colleague at Tarn Freight", "Greywether"),
        ("Hallo Maya, du kennst sicher Jana, früher bei Tarn Freight. Sie sitzt mit im Team.", "Greywether"),
        ("Hoi Maya, collega Bo, voorheen bij Tarn Freight, heeft je aangeraden.", "Greywether"),
        ("Hej Maya, din tid på Tarn Freight låter spännande, berätta mer.", "Greywether"),
        ("Hola Maya, mi compañera, antes en Tarn Freight, te recomendó.", "Greywether"),
        ("Bonjour Maya, nous avons travaillé ensemble chez Tarn Freight, je crois.", "Greywether"),
        ("Dzień dobry, pracowaliśmy razem w Tarn Freight, prawda?", "Greywether"),
        ("Hi Maya, Bo has been out of Tarn Freight for a year and sits with us now.", "Greywether"),
        ("Hallo Maya, Jana ist nicht mehr bei Tarn Freight, sie kommt dazu.", "Greywether"),
        ("Hi Maya, our sponsor Tarn Freight pays for the lunch.", "Greywether"),
    ],
)
def test_where_somebody_was_and_who_pays_is_not_who_hires(text: str, name: str) -> None:
    assert firm("Maya Lind and Imani Castle", text, "Imani Castle <imani@greywether.example>") == company_key(name)


def test_a_run_of_words_that_leads_to_a_firm_is_no_firm() -> None:
    text = "Henrike ist letztes Jahr von der Bank zu Lindwurm Games gegangen, fragen wie der Umstieg war"
    assert firm("Kaffee mit Henrike wg. Jobwechsel", text, kind=Kind.NETWORKING) == company_key("Lindwurm Games")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Talvik has been asked by Saffron Mills to find a Director of Engineering.", "Saffron Mills"),
        ("I work two briefs for Harrowgate Rail right now and you fit one.", "Harrowgate Rail"),
        ("Talvik is running the Principal Engineer search for Hollin & Speight.", "Hollin & Speight"),
        ("Wir suchen eine Leiterin Einkauf für Rheintal Pumpen GmbH.", "Rheintal Pumpen GmbH"),
        ("Ik zoek een planner voor Zuiderhaven Logistiek, iets voor jou?", "Zuiderhaven Logistiek"),
        ("Szukamy kierowniczki zakupów dla Hurtownia Kłos, chętnie opowiem.", "Hurtownia Kłos"),
    ],
)
def test_who_asked_somebody_to_search_is_the_employer(text: str, name: str) -> None:
    org = "Lorena Zubiri <lorena.zubiri@talvik-recruiting.example>"
    assert firm("Maya <> Lorena", f"{text}\n\nLorena Zubiri, Talvik Recruitment", org) == company_key(name)


def test_signs_between_two_names_are_no_part_of_one() -> None:
    text = "Here are the details for your next conversation with Moth.\n\nMoth Recruiting"
    assert firm("Interview: Maya Lind <> Moth", text, "Hiring <no-reply@us.greenhouse-mail.io>") == "moth"


def test_a_small_word_with_a_capital_is_a_part_of_the_name() -> None:
    assert firm("Interview @ The Good Egg", "Floor manager (weekends), bring a pen") == company_key("The Good Egg")


def test_a_firm_in_quotation_marks_ends_with_them() -> None:
    text = "고객사인 '별무리게임즈'의 라이브서비스 서버 총괄 포지션 관련하여 통화 드리려고 합니다."
    assert firm("헤드헌터 통화", text, "오세린 <serin.oh@gaonsearch.example>") == company_key("별무리게임즈")
