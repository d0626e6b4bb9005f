"""How much each clue to the employer's name weighs, learned from labelled examples: `python -m benchmarks.employers`.

It prints how often the weights learned from all sets but one choose right on that one, of how many that could be
chosen right at all; with `--write` it puts those learned from all into `employer.toml`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from benchmarks.choosing import Example, chosen_right, learn
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
HOLD = 0.3
_CIRCUMSTANCES = tuple(each.name for each in fields(Weights))[1:]


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


def _hold(clue: str) -> float:
    """Return how hard the weight of a clue is held to zero: twice as hard where it counts in one circumstance alone."""
    return HOLD * (2 if clue.partition(".")[0] in _CIRCUMSTANCES else 1)


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
        learned = learn([each for each in found if each.source != source], _hold)
        right, could = chosen_right(apart, learned), sum(any(each.right) for each in apart)
        total.update(right=right, could=could, all=len(apart))
        print(f"{source:28} {right} right of {could} that could be, {len(apart)} in all")
    if "--write" in arguments:
        learned = learn(found, _hold)
        print(f"{chosen_right(found, learned)} right of {len(found)}")
        write(learned)
    else:
        print(f"{'together':28} {total['right']} right of {total['could']} that could be, {total['all']} in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
