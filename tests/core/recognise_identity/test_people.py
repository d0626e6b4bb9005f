"""One person is told from the many ways in which invitations name them, and two are not taken for one."""

from __future__ import annotations

from datetime import UTC

import pytest

from core.model import Kind, Part, Person, Sighting, Standing
from core.recognise.identity import interviews, people
from core.recognise.same_person import acquainted, normal_name, strangers
from tests.core.recognise_identity.sightings import DANA, LEE, person, sighting


def met(*sightings: Sighting) -> tuple[Person, ...]:
    return people(interviews(sightings, zone=UTC))


def rounds(*named: Person, company: str = "Acme") -> list[Sighting]:
    return [sighting(f"{company}{n}", day=n, company=company, people=(who,)) for n, who in enumerate(named)]


@pytest.mark.parametrize(
    "name",
    [
        "Dana Whitfield",
        "Whitfield, Dana",
        "Dr. Dana Whitfield",
        "dana WHITFIELD",
        "Dana",
        "Dana W.",
        "Dana M. Whitfield",
    ],
)
def test_a_person_named_in_another_way_gets_address_and_part_from_another_round(name: str) -> None:
    (dana,) = met(*rounds(DANA, person(name)))
    assert (dana.email, dana.part) == ("dana@acme.example", Part.INTERVIEWER)
    assert "Dana" in dana.name


def test_each_interview_shows_the_person_with_everything_known() -> None:
    first, second = interviews(rounds(person("Dana"), DANA), zone=UTC)
    assert first.people[0].name == "Dana Whitfield"
    assert first.people[0].id == second.people[0].id


def test_one_address_is_one_person_across_companies() -> None:
    assert len(met(*rounds(DANA), *rounds(person("D. Whitfield", "dana@acme.example"), company="Globex"))) == 1


def test_a_first_name_that_fits_two_people_is_neither() -> None:
    assert len(met(*rounds(DANA, person("Dana Moreau", "d.moreau@acme.example"), person("Dana")))) == 3


def test_a_first_name_says_nothing_about_another_company() -> None:
    assert len(met(*rounds(DANA), *rounds(person("Dana"), company="Globex"))) == 2


def test_two_namesakes_in_one_event_are_two_people() -> None:
    both = (person("Wei Zhang", "wei.zhang@acme.example"), person("Wei Zhang", "wzhang2@acme.example"))
    assert len(met(sighting("a", people=both))) == 2


def test_namesakes_at_two_companies_are_two_people() -> None:
    assert len(met(*rounds(person("Dana Whitfield")), *rounds(person("Dana Whitfield"), company="Globex"))) == 2


def test_the_id_stays_when_a_later_round_adds_a_profile_and_another_address() -> None:
    (before,) = met(*rounds(DANA))
    later = person("Dana Whitfield", "dana.whitfield@acme.example", linkedin="https://www.linkedin.com/in/danaw")
    (after,) = met(*rounds(DANA, later))
    assert after.id == before.id
    assert after.linkedin == "https://www.linkedin.com/in/danaw"


def test_who_organised_one_round_and_held_another_was_met() -> None:
    organised = person("Dana Whitfield", "dana@acme.example", attended=False)
    (dana,) = met(*rounds(organised, DANA))
    assert dana.attended
    first, second = interviews(rounds(organised, DANA), zone=UTC)
    assert [i.people[0].attended for i in (first, second)] == [False, True]


def test_nobody_was_met_in_a_cancelled_talk() -> None:
    (dana,) = met(sighting("a", people=(DANA,), standing=Standing.CANCELLED))
    assert not dana.attended


def test_what_somebody_did_elsewhere_is_not_what_they_did_here() -> None:
    recruiter = person("Sam Ode", "sam@hunters.example", part=Part.RECRUITER)
    unsaid = person("Sam Ode", "sam@hunters.example")
    found = interviews([*rounds(recruiter), *rounds(unsaid, company="Globex")], zone=UTC)
    assert {i.company: i.people[0].part for i in found} == {"Acme": Part.RECRUITER, "Globex": None}


def test_everybody_is_listed_by_name_once() -> None:
    chat = sighting("chat", day=9, kind=Kind.NETWORKING, people=(DANA,))
    assert [p.name for p in met(*rounds(LEE, DANA), chat)] == ["Dana Whitfield", "Lee Park"]


def test_names_compare_without_case_accents_titles_and_order() -> None:
    assert normal_name("Müller, Zoë") == normal_name("Ms. Zoe MULLER")


@pytest.mark.parametrize(
    ("titled", "plain"),
    [
        ("Mme Julie Martin", "Julie Martin"),
        ("M. Paul Martin", "Paul Martin"),
        ("Martin, Mme Julie", "Julie Martin"),
        ("Sig. Marco Conti", "Marco Conti"),
        ("Dott.ssa Anna Neri", "Anna Neri"),
        ("Sra. Lucía Gómez", "Lucía Gómez"),
        ("Sr. Luis Gómez", "Luis Gómez"),
        ("Pani Anna Nowak", "Anna Nowak"),
        ("Pan Jan Nowak", "Jan Nowak"),
        ("Dhr. Bas Jansen", "Bas Jansen"),
        ("Dr.-Ing. Anna Klein", "Anna Klein"),
        ("Ana Ruiz, PhD", "Ana Ruiz"),
        ("Frau Klein", "Klein"),
        ("田中様", "田中"),
        ("佐伯 誠 様", "佐伯 誠"),
        ("박지민 님", "박지민"),
        ("王老师", "王"),
    ],
)
def test_a_title_is_no_part_of_a_name(titled: str, plain: str) -> None:
    assert normal_name(titled) == normal_name(plain)


def test_a_name_or_an_initial_that_is_a_title_elsewhere_stays() -> None:
    assert normal_name("Wei Pan") == "wei pan"
    assert normal_name("Pan Wei") == "pan wei"
    assert normal_name("Dana M.") == "dana m"
    assert normal_name("Sig Hansen") == "sig hansen"


@pytest.mark.parametrize(
    ("one", "other", "known", "strange"),
    [
        ([DANA], [person("D. Whitfield", "DANA@acme.example")], True, False),
        ([DANA], [person("Dana Whitfield", "dana@mail.example")], True, False),
        ([DANA], [person("Dana"), LEE], True, False),
        ([DANA], [person("Dana", "dana@globex.example")], False, True),
        ([DANA], [LEE], False, True),
        ([person("", "dana@acme.example")], [person("Dana Whitfield")], False, False),
        ([DANA], [], False, False),
    ],
    ids=["address", "full name", "first name", "a namesake", "two people", "only an address", "nobody"],
)
def test_two_lists_of_people_know_whom_they_share(
    one: list[Person], other: list[Person], known: bool, strange: bool
) -> None:
    assert (acquainted(one, other), acquainted(other, one)) == (known, known)
    assert (strangers(one, other), strangers(other, one)) == (strange, strange)


@pytest.mark.parametrize("name", ["Dave Stone", "Dave", "Davey Stone"])
def test_a_short_given_name_is_the_only_one_it_may_stand_for(name: str) -> None:
    david = person("David Stone", "david@acme.example")
    assert len(met(*rounds(david, person(name)))) == (2 if name.startswith("Davey") else 1)
    assert len(met(*rounds(david, person("Davide Stone", "davide@acme.example"), person("Dave Moreau")))) == 3
