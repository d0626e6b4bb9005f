"""Names are read as one says them, whatever order a list or a form puts them in."""

from __future__ import annotations

import pytest

from core.recognise.name_order import in_order


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Interview team: Beaulieu, Martine; Sarpong, Kojo", "Interview team: Martine Beaulieu; Kojo Sarpong"),
        ("Interview team: BEAULIEU, Martine; Sarpong, Kojo", "Interview team: Martine Beaulieu; Kojo Sarpong"),
        ("Who you'll meet: O'Shaughnessy-Tanaka, Brigid", "Who you'll meet: Brigid O'Shaughnessy-Tanaka"),
        ("- van der Berg, Joost (CTO); Öz, Melek", "- Joost van der Berg (CTO); Melek Öz"),
        ("1:45 PM - 2:30 PM | Safety case | NGUYEN, Thanh", "1:45 PM - 2:30 PM | Safety case | Thanh Nguyen"),
        ("CASTAING Rémi, chef de parc, et LE GUEN Yann", "Rémi Castaing, chef de parc, et Yann Le Guen"),
        ('Fit interview with "Poppy" Adebayo-Klein', "Fit interview with Poppy Adebayo-Klein"),
        ('Robert "Bob" Smith, PhD', "Robert Smith"),
        ("- Marcel Thibodeau RN, Nursing Practice Lead", "- Marcel Thibodeau, Nursing Practice Lead"),
    ],
)
def test_names_are_put_as_one_says_them(written: str, said: str) -> None:
    assert in_order(written) == said


@pytest.mark.parametrize(
    "text",
    [
        "With: Ana, Ben",
        "Interviewers: Vusi Dlamini, Greta Holm",
        "Interviewers: Beaulieu, Sarpong",
        "To: Loring, Beth",
        "Toronto, Ontario",
        "IT Anna, HR Bo",
        "SCHEDULE FOR ROBIN OKAFOR",
        "Rosalind's PA, Oscar",
        "the CDI, Nantes",
        'the "Culture" Interview',
        "We study how people do it at Boston MA and in Ohio",
    ],
)
def test_what_is_no_name_turned_around_stays(text: str) -> None:
    assert in_order(text) in {text, text.replace('"', "")}
