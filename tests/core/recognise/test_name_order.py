"""Names are read as one says them, whatever order a list or a form puts them in."""

from __future__ import annotations

import pytest

from core.recognise.expressions import by_first_letter
from core.recognise.name_order import as_in_address, in_order
from core.recognise.names import without_honorifics


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


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("with Prof. Dr. Ana Ruiz and Frau Ek", "with Ana Ruiz and Ek"),
        ("unsere Leiterin Frau Ek", "unsere Leiterin, Ek"),
        ("p. Kamil Nowak, Pani Ewa Lis", "Kamil Nowak, Ewa Lis"),
        ("Missed it: ask Dresden", "Missed it: ask Dresden"),
    ],
)
def test_titles_before_names_are_left_out(text: str, without: str) -> None:
    assert without_honorifics(text) == without


def test_a_choice_of_words_has_those_of_one_letter_together() -> None:
    assert by_first_letter(["dr", "shri", "d(?=[.])", "s?ir", "(?:x|y)"]) == "d(?:r|(?=[.]))|s(?:hri)|s?ir|(?:x|y)"


@pytest.mark.parametrize(
    ("name", "address", "said"),
    [
        ("Sikorzak Henryk", "henryk.sikorzak@huta.example", "Henryk Sikorzak"),
        ("Łoś Grażyna", "grazyna_los@firm.example", "Grażyna Łoś"),
        ("Pezzoli Orietta", "Orietta.Pezzoli@ceramiche.example", "Orietta Pezzoli"),
        ("Orietta Pezzoli", "orietta.pezzoli@ceramiche.example", "Orietta Pezzoli"),
        ("Ana Ruiz", "ruiz.ana@firm.example", "Ana Ruiz"),
        ("Pezzoli Orietta", "o.pezzoli@ceramiche.example", "Pezzoli Orietta"),
        ("Nguyen Van An", "an.nguyen@firm.example", "Nguyen Van An"),
        ("Orietta", "orietta@ceramiche.example", "Orietta"),
    ],
)
def test_an_address_tells_which_name_is_the_given_one(name: str, address: str, said: str) -> None:
    assert as_in_address(name, address) == said
