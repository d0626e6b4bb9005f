"""How much each clue to the employer's name weighs, learned from labelled examples: `python -m benchmarks.employers`.

It prints how often the weights learned from the other sets choose right on a set, of how many that could be chosen
right at all; with `--write` it puts those learned from all into `employer.json`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.choosing import Example, counted, each_from_others, learn, plain, without_seldom, write
from benchmarks.score import OWNER, labelled_events
from core.model import Event, Me
from core.recognise.company import NOTHING, choices, circumstances
from core.recognise.invitation import prepare
from core.recognise.keys import company_key
from core.recognise.language import languages_of
from core.recognise.role import role
from core.recognise.speaking import speaking
from tests.core.recognise.examples import MAYA
from tests.core.recognise.examples import examples as own_examples

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "employer.json"
HOLD = 0.3
SELDOM = 4
"""A clue that fewer events have than this is left out."""
PARTS = 4
"""Into how many parts the sets are divided: what is learned from all but one is tried on that one."""
CIRCUMSTANCES = ("agency", "advice", "strange")
COUNTS_OWN = 2.0
"""How much one of our own examples counts: each shows a way of naming a firm, many of the others the same."""


def examples() -> Iterator[Example]:
    """Yield the labelled events that are no `none`, each with the names that may be the employer's."""
    for source, event, label in labelled_events():
        yield _example(source, event, OWNER, label.get("company") or "", advice=label["kind"] == "networking")
    for own in ("fields", "languages", "employers", "known", "met"):
        for one in own_examples(f"{own}.jsonl"):
            kind = one.want.get("kind", "none")
            if "company" in one.want and kind != "none":
                wanted = one.want["company"] or ""
                found = _example(f"own/{own}", one.event, MAYA, wanted, advice=kind == "networking")
                yield replace(found, counts=COUNTS_OWN)


def _example(source: str, event: Event, me: Me, wanted: str, *, advice: bool) -> Example:
    invitation, key = prepare(event, me), company_key(wanted)
    with speaking(languages_of(invitation.text)):
        found = choices(invitation, None if advice else role(invitation))
        around = circumstances(invitation, found, advice=advice)
    told = (*(counted(choice.clues, around) for choice in found.values()), counted({NOTHING}, around))
    return Example(source, told, (*(bool(key) and key == each for each in found), not key))


def _hold(clue: str) -> float:
    """Return how hard the weight of a clue is held to zero: twice as hard where it counts in one circumstance alone."""
    return HOLD * (2 if plain(clue, CIRCUMSTANCES) != clue else 1)


def learned_from(known: Sequence[Example]) -> dict[str, float]:
    """Return the weights under which the right choices of `known` are likeliest."""
    return learn(known, _hold)


def main(arguments: list[str]) -> int:
    """Print what the weights do on sets they were not learned from; learn them from all with `--write`."""
    found = without_seldom(list(examples()), SELDOM)
    if "--write" in arguments:
        write(FILE, learned_from(found), CIRCUMSTANCES)
    else:
        each_from_others(found, PARTS, learned_from)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
