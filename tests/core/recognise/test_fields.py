"""Fields of an event whose kind is given: how invitations name employer, job, people and the promised day."""

import pytest

from core.model import Kind
from core.recognise.keys import name_key
from core.recognise.read import read
from core.recognise.spelling import resembles, spells
from tests.core.recognise.examples import MAYA, Example, examples, wrong


@pytest.mark.parametrize(
    "example",
    [one for name in ("fields", "languages", "employers", "met") for one in examples(f"{name}.jsonl")],
    ids=lambda example: example.name,
)
def test_a_field_is_read_where_the_invitation_shows_it(example: Example) -> None:
    reading = read(example.event, me=MAYA, settled=Kind(example.want["kind"]))
    want = {"company": None, "role": None, "stage": None, "people": [], "decision_by": None, **example.want}
    misses = wrong(reading, want)
    assert {field: miss for field, miss in misses.items() if field in example.want and field != "people"} == {}


def test_most_people_are_found_and_few_made_up() -> None:
    found = wanted = met = 0
    for name in ("fields", "languages", "employers", "met"):
        for example in examples(f"{name}.jsonl"):
            if "people" in example.want:
                reading = read(example.event, me=MAYA, settled=Kind(example.want["kind"]))
                got = {name_key(person.name) for person in reading.people if person.attended}
                want = set(map(name_key, example.want["people"]))
                found, wanted, met = found + len(got & want), wanted + len(want), met + len(got)
    assert found / wanted >= 0.82  # one short sentence each, made to be hard
    assert found / met >= 0.9


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("uninordtal.example", "Università degli Studi di Nordtal"),
        ("lcah.example", "Lower Canal Arts House"),
        ("kranz-soehne.example", "Ida Kranz & Söhne"),
        ("malaquita.example", "Grupo Malaquita"),
        ("agl.example", "Applegate Lund"),
        ("lca-search.example", "Lower Canal Arts"),
        ("lcx.example", "Lower Canal Exchange"),
    ],
)
def test_a_domain_made_of_parts_of_a_name_resembles_it(domain: str, name: str) -> None:
    assert resembles(domain, name)
    assert not spells(domain, name)


@pytest.mark.parametrize("name", ["First meeting with Malaquita", "Toronto", "Data Platform"])
def test_a_domain_does_not_resemble_other_words(name: str) -> None:
    assert not resembles("malaquita.example", name)


@pytest.mark.parametrize("name", ["Ana Lopez", "Applegate", "Apple Lund Goods", "Ola Graf Lund", "Agile Work"])
def test_a_short_domain_has_letters_of_each_word_of_the_name(name: str) -> None:
    assert not resembles("agl.example", name)
