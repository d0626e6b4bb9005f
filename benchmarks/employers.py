"""How much each clue to the employer's name weighs, learned from labelled examples: `python -m benchmarks.employers`.

A choice of one name among several (multinomial logit), fitted by gradient descent with the weights held near zero.
It prints how often the weights learned from all sets but one choose right on that one, of how many that could be
chosen right at all; with `--write` it puts those learned from all into `employer.toml`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from benchmarks.score import OWNER, labelled_sets
from connectors.ics.explain import read_events
from core.model import Event, Me
from core.recognise.company import considered, written
from core.recognise.employer import NOTHING, Weights, clues
from core.recognise.invitation import prepare
from core.recognise.keys import company_key
from core.recognise.language import languages_of
from core.recognise.lexicon import speaking
from core.recognise.role import role
from tests.core.recognise.examples import MAYA
from tests.core.recognise.examples import examples as own_examples

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "employer.toml"
ROUNDS = 300
STEP = 0.3
HOLD = 0.3
"""How hard a weight is held to zero; what only counts in one circumstance is held twice as hard."""

Amounts = Mapping[str, float]
"""How much there is of each clue, with the name of a circumstance before it where it counts in that too."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled event: of which set, what there is to choose from, and which choices are right."""

    source: str
    choices: tuple[Amounts, ...]
    right: tuple[bool, ...]


def examples() -> Iterator[Example]:
    """Yield the labelled events that are no `none`."""
    for source, (events, labels) in labelled_sets().items():
        told = {each["uid"]: each for each in map(json.loads, labels.read_text("utf-8").splitlines())}
        for event in read_events(events.read_bytes(), me=OWNER):
            label = told.get(event.uid) if isinstance(event, Event) else None
            if isinstance(event, Event) and label and label["kind"] != "none":
                yield _example(source, event, OWNER, label)
    for own in ("fields", "languages", "employers", "known", "met"):
        for one in own_examples(f"{own}.jsonl"):
            if "company" in one.want and one.want.get("kind", "none") != "none":
                yield _example(f"own/{own}", one.event, MAYA, one.want)


def _example(source: str, event: Event, me: Me, label: Mapping[str, Any]) -> Example:
    company, advice = label.get("company") or "", label["kind"] == "networking"
    invitation = prepare(event, me)
    with speaking(languages_of(invitation.text)):
        case, found = considered(invitation, role(invitation), advice=advice)
        told = [dict(clues(choice, case)) for choice in case.choices]
        keys = [company_key(written(choice, case, found)) for choice in case.choices]
    where = ["", *(f"{circumstance}." for circumstance in sorted(case.circumstances))]
    amounts = [{f"{at}{name}": much for at in where for name, much in each.items()} for each in [*told, {NOTHING: 1.0}]]
    wanted = company_key(company)
    return Example(source, tuple(amounts), (*(bool(wanted) and key == wanted for key in keys), not wanted))


def learn(found: Sequence[Example]) -> dict[str, float]:
    """Return the weights under which the right choices of `found` are likeliest."""
    telling = [each for each in found if any(each.right) and len(each.choices) > 1]
    learned: dict[str, float] = dict.fromkeys(
        (name for each in telling for amounts in each.choices for name in amounts), 0.0
    )
    pace = dict.fromkeys(learned, 0.0)
    for _ in range(ROUNDS):
        slope = {
            name: 2 * HOLD * (2 if "." in name and name.split(".")[0] in _CIRCUMSTANCES else 1) * weight
            for name, weight in learned.items()
        }
        for each in telling:
            for amounts, off in zip(each.choices, _off(each, learned), strict=True):
                for name, amount in amounts.items():
                    slope[name] += off * amount
        for name, change in slope.items():
            # Each weight at its own pace (Duchi and others, 2011): rare clues move as fast as common ones.
            pace[name] += change * change
            learned[name] -= STEP * change / math.sqrt(pace[name] + 1e-9)
    return learned


_CIRCUMSTANCES = tuple(each.name for each in fields(Weights))[1:]


def _off(example: Example, learned: Mapping[str, float]) -> list[float]:
    """Return by how much each choice is thought likelier than it is, given that one of the right ones is."""
    likely = _shares([_total(amounts, learned) for amounts in example.choices])
    right = sum(share for share, so in zip(likely, example.right, strict=True) if so)
    return [share - (share / right if so else 0.0) for share, so in zip(likely, example.right, strict=True)]


def _shares(totals: Sequence[float]) -> list[float]:
    most = max(totals)
    raised = [math.exp(total - most) for total in totals]
    return [each / sum(raised) for each in raised]


def _total(amounts: Amounts, learned: Mapping[str, float]) -> float:
    return sum(learned.get(name, 0.0) * amount for name, amount in amounts.items())


def chosen_right(found: Sequence[Example], learned: Mapping[str, float]) -> int:
    """Return how many of `found` have a right choice where the weights choose."""
    return sum(
        each.right[max(range(len(each.choices)), key=lambda at: _total(each.choices[at], learned))] for each in found
    )


def write(learned: Mapping[str, float]) -> None:
    """Put the weights into the file, one table for each clue."""
    head = FILE.read_text("utf-8").split("\n[", maxsplit=1)[0].rstrip("\n")
    tables: dict[str, dict[str, float]] = {}
    for name, weight in learned.items():
        first, _, rest = name.partition(".")
        where, clue = (first, rest) if first in _CIRCUMSTANCES else ("usual", name)
        tables.setdefault(clue, {})[where] = round(weight, 2)
    told = [
        f"['{clue}']\n"
        + "".join(f"{where} = {told[where]}\n" for where in ("usual", *_CIRCUMSTANCES) if told.get(where))
        for clue, told in sorted(tables.items())
    ]
    FILE.write_text("\n\n".join([head, *(each.rstrip("\n") for each in told)]) + "\n", "utf-8")


def main(arguments: list[str]) -> int:
    """Print what the weights do on sets they were not learned from; learn them from all with `--write`."""
    found = list(examples())
    total: Counter[str] = Counter()
    for source in dict.fromkeys(each.source for each in found) if "--write" not in arguments else ():
        apart = [each for each in found if each.source == source]
        learned = learn([each for each in found if each.source != source])
        right, could = chosen_right(apart, learned), sum(any(each.right) for each in apart)
        total.update(right=right, could=could, all=len(apart))
        print(f"{source:28} {right} right of {could} that could be, {len(apart)} in all")
    if "--write" in arguments:
        learned = learn(found)
        print(f"{chosen_right(found, learned)} right of {len(found)}")
        write(learned)
    else:
        print(f"{'together':28} {total['right']} right of {total['could']} that could be, {total['all']} in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
