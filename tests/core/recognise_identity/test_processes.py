"""All rounds for one role at one company are one process, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from core.model import Interview, Kind, Part, Person, Sighting, Stage
from core.recognise.identity import interviews
from tests.core.recognise_identity.sightings import DANA, LEE, person, sighting

SAM = person("Sam Ode", "sam@hunters.example")


def found(*sightings: Sighting) -> tuple[Interview, ...]:
    return interviews(sightings, zone=UTC)


def processes(*sightings: Sighting) -> list[str]:
    """Return the process of each interview in order of time, as letters in order of appearance."""
    ids = [interview.process for interview in found(*sightings)]
    return ["abcdefgh"[list(dict.fromkeys(ids)).index(one)] for one in ids]


def at(
    day: float, role: str | None = None, *, company: str | None = "Acme", people: tuple[Person, ...] = ()
) -> Sighting:
    return sighting(f"day{day}{company}{role}", day=day, role=role, company=company, people=people)


@pytest.mark.parametrize(
    "other", ["Senior Backend Engineer, Payments", "Backend Engineer (m/w/d)", "backend engineer", "Backend Enginer"]
)
def test_titles_of_one_role_are_one_process(other: str) -> None:
    assert processes(at(0, "Backend Engineer"), at(3, other)) == ["a", "a"]


def test_two_roles_at_one_company_are_two_processes() -> None:
    assert processes(at(0, "Backend Engineer"), at(1, "Product Designer"), at(2, "Backend Engineer")) == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Front-end Engineer", "Frontend Engineer"),
        ("Backend Developer", "Backend Engineer"),
        ("Fullstack Engineer", "Full Stack Engineer"),
        ("ML Engineer", "Machine Learning Engineer"),
        ("QA Analyst", "Quality Assurance Analyst"),
        ("HR Manager", "Human Resources Manager"),
        ("Softwareentwickler (m/w/d)", "Software-Entwickler"),
        ("Softwareentwickler", "Software Developer"),
        ("Backend Engineer", "Senior Backend Engineer (Platform)"),
        ("Staff Nurse", "Staff Nurse, Cardiology"),
        ("Berater (m/w/d)", "Beraterin"),
        ("Lehrer/Lehrerin", "Lehrerin"),
        ("Bankkaufmann", "Bankkauffrau"),
        ("Directeur commercial", "Directrice commerciale"),
        ("Infirmier", "Infirmière"),
        ("Assistant de direction", "Assistante de direction"),
        ("Profesor de Historia", "Profesora de Historia"),
        ("Enfermeiro", "Enfermeira"),
        ("Direttore vendite", "Direttrice vendite"),
        ("Kierownik sklepu", "Kierowniczka sklepu"),
        ("Waiter", "Waitress"),
        ("Sachbearbeiter Buchhaltung", "Sachbearbeitung Buchhaltung"),
        ("Projektleiter", "Projektleitung"),
        ("Product Manager", "Product Manger"),
        ("Data Engineer II", "Senior Data Engineer"),
    ],
)
def test_one_job_in_other_words_is_one_process(one: str, other: str) -> None:
    assert processes(at(0, one), at(3, other)) == ["a", "a"]
    assert processes(at(0, other), at(3, one)) == ["a", "a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Product Manager", "Product Marketing Manager"),
        ("Software Engineer", "Software Engineer in Test"),
        ("Nurse", "Nurse Practitioner"),
        ("Marketing Manager", "Marketing Manager Assistant"),
        ("Ingenieur", "Werkstudent Ingenieur"),
        ("Restaurant Chef", "Restaurant Manager"),
        ("Küchenchef", "Küchenmanager"),
        ("Warehouse Packer", "Warehouse Picker"),
        ("Head Trainer", "Head Trainee"),
        ("Product Manager", "Production Manager"),
        ("Staff Nurse, Neurology", "Staff Nurse, Urology"),
        (
            "Senior Staff Software Engineer, Frontend Infrastructure Platform",
            "Senior Staff Software Engineer, Backend Infrastructure Platform",
        ),
        (
            "Postdoctoral Researcher in Machine Learning for Health",
            "Postdoctoral Researcher in Machine Learning for Climate",
        ),
    ],
)
def test_a_word_that_makes_another_job_makes_another_process(one: str, other: str) -> None:
    assert processes(at(0, one), at(3, other)) == ["a", "b"]
    assert processes(at(0, other), at(3, one)) == ["a", "b"]


def test_a_title_that_fits_two_roles_does_not_make_them_one() -> None:
    assert processes(at(0, "Backend Engineer"), at(1, "Frontend Engineer"), at(2, "Engineer")) == ["a", "b", "b"]


def test_a_round_without_a_role_joins_the_only_process_and_takes_its_role() -> None:
    _, second = found(at(0, "Backend Engineer"), at(3))
    assert processes(at(0, "Backend Engineer"), at(3)) == ["a", "a"]
    assert second.role == "Backend Engineer"


def test_a_round_without_a_role_joins_the_latest_process_before_it() -> None:
    assert processes(at(0, "Backend Engineer"), at(5, "Product Designer"), at(3), at(6)) == ["a", "a", "b", "b"]


def test_a_round_without_a_role_joins_the_process_of_the_people_it_shares() -> None:
    rounds = (at(0, "Backend Engineer", people=(DANA,)), at(5, "Product Designer", people=(LEE,)))
    assert processes(*rounds, at(6, people=(DANA,))) == ["a", "b", "a"]


def test_a_recruiters_first_talk_belongs_to_the_process() -> None:
    screen = sighting("screen", day=-3, kind=Kind.RECRUITER, stage=Stage.RECRUITER_SCREEN)
    assert processes(screen, at(0, "Backend Engineer")) == ["a", "a"]


def test_the_process_keeps_its_id_when_a_later_round_names_the_role_and_another_role_turns_up() -> None:
    (before,) = found(at(0))
    after = found(at(0), at(2, "Backend Engineer"), at(4, "Product Designer"))
    assert [i.process == before.process for i in after] == [True, True, False]


def test_half_a_year_of_silence_ends_a_process() -> None:
    assert processes(at(0, "Backend Engineer"), at(180, "Backend Engineer")) == ["a", "a"]
    assert processes(at(0, "Backend Engineer"), at(181, "Backend Engineer"), at(190)) == ["a", "b", "b"]


def test_a_new_process_after_the_silence_does_not_inherit_the_old_role() -> None:
    assert [i.role for i in found(at(0, "Backend Engineer"), at(300))] == ["Backend Engineer", None]


def test_two_companies_are_two_processes() -> None:
    assert processes(at(0, "Engineer"), at(1, "Engineer", company="Globex")) == ["a", "b"]


def test_a_longer_name_of_the_company_is_the_company_where_the_domain_is_the_same() -> None:
    assert processes(at(0, people=(DANA,)), at(1, company="Acme Robotics", people=(LEE,))) == ["a", "a"]
    assert processes(at(0, people=(DANA,)), at(1, company="Acme Robotics")) == ["a", "b"]


LEA = person("Lea Roth", "lea@brightwater.example")
NAMED = person("Lea Roth")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Brightwater", (NAMED,)), ("Brightwater Analytics", (NAMED,))),
        (("Brightwater Analytics", (NAMED,)), ("Brightwater", (LEA,))),
        (("Meta", (person("Al Fox", "al@fb.example"),)), ("Meta Platforms", (person("Bo Ek", "bo@fb.example"),))),
        (
            ("IBM", (person("Al Fox", "al@ibm.example"),)),
            ("International Business Machines", (person("Bo Ek", "bo@ibm.example"),)),
        ),
    ],
    ids=["by who is met for the job", "the same with an address", "by the domain", "by the first letters"],
)
def test_two_names_of_one_company_are_one_process(
    first: tuple[str, tuple[Person, ...]], second: tuple[str, tuple[Person, ...]]
) -> None:
    rounds = [
        at(day, "Data Analyst", company=company, people=people) for day, (company, people) in enumerate((first, second))
    ]
    assert processes(*rounds) == ["a", "a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lumière Conseil", "Lumiere Conseil"),
        ("Société Générale", "Societe Generale SA"),
        ("Müller Bau GmbH", "Mueller Bau"),
        ("Müller Bau GmbH", "Muller Bau"),
        ("Ørsted", "Orsted"),
        ("Mærsk", "Maersk"),
        ("Łódź Tech", "Lodz Tech"),
        ("L’Oréal", "L'Oreal"),
    ],
)
def test_a_company_written_without_its_accents_is_that_company(one: str, other: str) -> None:
    assert processes(at(0, company=one), at(1, company=other)) == ["a", "a"]
    assert processes(at(0, company=other), at(1, company=one)) == ["a", "a"]


@pytest.mark.parametrize(("one", "other"), [("ガラス", "カラス"), ("Blue", "Blu"), ("가람", "강남")])
def test_a_letter_more_or_another_sound_is_another_company(one: str, other: str) -> None:
    assert processes(at(0, company=one), at(1, company=other)) == ["a", "b"]


def test_a_round_with_no_company_finds_one_with_accents_by_its_domain() -> None:
    ana, bo = person("Ana Ruiz", "ana@nestle.example"), person("Bo Ek", "bo@muellerbau.example")
    assert processes(at(0, company="Nestlé"), at(1, company=None, people=(ana,))) == ["a", "a"]
    assert processes(at(0, company="Müller Bau"), at(1, company=None, people=(bo,))) == ["a", "a"]
    other = person("Cy Ash", "cy@nestle.example")
    assert processes(at(0, company="Nestlé", people=(other,)), at(1, company="Nestlé Waters", people=(ana,))) == [
        "a",
        "a",
    ]


@pytest.mark.parametrize(
    ("guessed", "domain", "name"),
    [
        ("Swu", "swu.example", "Stadtwerke Ulm GmbH"),
        ("Nltc", "nltc.example", "Northern Lights Transit Commission"),
        ("Midori", "midori.example", "株式会社みどり"),
        ("Sazanami", "sazanami.example", "さざなみ工房"),
        ("Nestle", "nestle.example", "Nestlé"),
        ("Mueller Bau", "mueller-bau.example", "Müller Bau GmbH"),
    ],
)
def test_what_a_domain_says_of_an_employer_yields_to_its_name(guessed: str, domain: str, name: str) -> None:
    ana, bo = person("Ana Ruiz", f"ana@{domain}"), person("Bo Ek", f"bo@{domain}")
    named = at(0, "Planner", company=name, people=(ana,))
    for day in (-1, 1):
        rounds = found(named, at(day, company=guessed, people=(bo,)))
        assert {one.company for one in rounds} == {name}
        assert len({one.process for one in rounds}) == 1


@pytest.mark.parametrize(
    ("names", "domain"),
    [
        (("Baumgart AG", "Hays"), "hays.example"),
        (("Stadtwerke Ulm", "Swu", "Sonnenwerk Unna"), "swu.example"),
        (("株式会社みどり", "Career", "株式会社さくら"), "career.example"),
    ],
    ids=["an agency is called otherwise", "the domain is short for two", "an agency has two clients"],
)
def test_what_a_domain_says_stays_an_employer_where_it_is_not_surely_another(
    names: tuple[str, ...], domain: str
) -> None:
    people = [person(f"{first} Ruiz", f"{first}@{domain}".lower()) for first in ("Ana", "Bo", "Cy")]
    rounds = [at(day, company=name, people=(people[day],)) for day, name in enumerate(names)]
    assert [one.company for one in found(*rounds)] == list(names)
    assert processes(*rounds) == ["a", "b", "c"][: len(names)]


def test_a_recruiters_own_talk_is_not_with_the_one_client_they_have_named_in_letters_of_the_east() -> None:
    mai, ken = person("Mai Ito", "mai@career.example"), person("Ken Ota", "ken@career.example")
    talk_first = sighting("first", company="Career", kind=Kind.RECRUITER, stage=Stage.RECRUITER_SCREEN, people=(mai,))
    assert processes(talk_first, at(1, company="株式会社みどり", people=(ken,))) == ["a", "b"]


def test_an_agencys_consultant_proves_nothing_of_two_clients_whose_names_begin_alike() -> None:
    consultant = replace(SAM, part=Part.RECRUITER)
    clients = (
        at(0, "Data Analyst", company="Delta", people=(consultant,)),
        at(1, "Data Analyst", company="Deltatech", people=(consultant,)),
    )
    assert processes(*clients) == ["a", "b"]
    assert processes(at(0, company="Delta", people=(NAMED,)), at(1, company="Deltatech", people=(NAMED,))) == ["a", "b"]


def test_lunch_among_the_rounds_of_a_day_is_one_of_them() -> None:
    lunch = sighting("lunch", day=0.1, kind=Kind.NETWORKING, stage=Stage.INFORMATIONAL, people=(LEE,))
    rounds = found(at(0, "Data Analyst", people=(DANA,)), lunch, at(0.2, "Data Analyst", people=(DANA,)))
    assert {each.process for each in rounds} == {rounds[0].process}
    assert [each.kind for each in rounds] == [Kind.INTERVIEW] * 3
    later = sighting("coffee", day=9, kind=Kind.NETWORKING, stage=Stage.INFORMATIONAL, people=(LEE,))
    assert processes(at(0, "Data Analyst", people=(DANA,)), later) == ["a", "b"]


@pytest.mark.parametrize("who", [DANA, LEE, person("Kim Roe", "kim@eu.acme.example")])
def test_a_round_without_a_company_is_placed_by_its_people(who: Person) -> None:
    _, vague = found(at(0, "Backend Engineer", people=(DANA,)), at(2, company=None, people=(who,)))
    assert (vague.company, vague.role) == ("Acme", "Backend Engineer")


def test_a_round_without_a_company_is_placed_by_its_sender() -> None:
    vague = sighting("vague", day=2, company=None, organizer="no-reply@acme.example")
    assert processes(at(0), vague) == ["a", "a"]


def test_an_agency_with_two_clients_does_not_make_them_one_process() -> None:
    clients = (at(0, company="Acme", people=(SAM,)), at(1, company="Globex", people=(SAM,)))
    assert processes(*clients, at(2, company=None, people=(SAM,))) == ["a", "b", "c"]


def test_a_free_mail_address_places_nothing() -> None:
    one, other = person("Jo", "jo@gmail.com"), person("Kim", "kim@gmail.com")
    assert processes(at(0, company=None, people=(one,)), at(1, company=None, people=(other,))) == ["a", "b"]


def test_rounds_without_a_company_are_one_process_where_they_share_a_domain_or_a_person() -> None:
    jo = person("Jo", "jo@gmail.com")
    assert processes(at(0, company=None, people=(DANA,)), at(1, company=None, people=(LEE,))) == ["a", "a"]
    assert processes(at(0, company=None, people=(jo,)), at(1, company=None, people=(jo,))) == ["a", "a"]


def talk(day: float, who: Person, company: str | None = "Acme") -> Sighting:
    return sighting(f"talk{day}", day=day, kind=Kind.NETWORKING, company=company, people=(who,))


def test_networking_talks_are_each_persons_own_process() -> None:
    assert processes(at(0, people=(DANA,)), talk(1, DANA), talk(2, LEE), talk(9, DANA)) == ["a", "b", "c", "b"]


def test_a_networking_talk_names_its_person_without_address_too() -> None:
    assert processes(talk(1, DANA), talk(9, person("Dana Whitfield"))) == ["a", "a"]
