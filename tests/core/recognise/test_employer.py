"""Which name of an invitation is taken for the employer's."""

from dataclasses import replace

import pytest

from core.recognise.company import considered, written
from core.recognise.employer import NOTHING, best, case_of, clues, weights
from core.recognise.invitation import prepare
from core.recognise.namings import Naming
from tests.core.recognise.examples import MAYA, Example, event_from, examples

EVENT = event_from(
    {"id": "1", "title": "Interview at Silver Larch", "text": "Reach us in Oslo.\nSilver Larch\n", "to": []}
)
INVITATION = prepare(EVENT, MAYA)


def namings(*told: tuple[str, str]) -> list[Naming]:
    return [Naming(name=name, place=place) for name, place in told]


def test_the_name_for_which_more_speaks_is_chosen() -> None:
    found = namings(("Silver Larch", "title_at"), ("Oslo", "body"))
    chosen = best(case_of(INVITATION, found, agency=False, advice=False))
    assert chosen is not None
    assert chosen.name == "Silver Larch"


def test_without_a_name_nothing_is_chosen() -> None:
    assert best(case_of(INVITATION, [], agency=False, advice=False)) is None


def test_somebody_met_is_no_employer() -> None:
    event = replace(EVENT, title="Interview", description="You will meet Ana Ruiz, Head of Data.")
    found = namings(("Ana Ruiz", "body"))
    assert best(case_of(prepare(event, MAYA), found, agency=False, advice=False)) is None


def test_all_places_of_one_name_count_together() -> None:
    found = namings(("Silver Larch", "title_at"), ("Silver Larch Ltd", "signature"))
    (choice,) = case_of(INVITATION, found, agency=False, advice=False).choices
    assert choice.places == {"title_at", "signature"}
    assert dict(clues(choice, case_of(INVITATION, found, agency=False, advice=False)))["agree"] == 1


@pytest.mark.parametrize("example", list(examples("employers.jsonl")), ids=lambda example: example.name)
def test_every_clue_has_a_weight(example: Example) -> None:
    case, found = considered(prepare(example.event, MAYA), None, advice=False)
    assert {name for choice in case.choices for name, _ in clues(choice, case)} <= weights().keys()
    assert all(written(choice, case, found) for choice in case.choices)


def test_the_threshold_has_a_weight() -> None:
    assert NOTHING in weights()
