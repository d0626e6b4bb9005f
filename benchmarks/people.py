"""How much each clue to a person met weighs, learned from labelled examples: `python -m benchmarks.people`.

Each name in a text is somebody who is met, or is not (logistic regression by gradient descent, the weights held near
zero). It prints what the weights find in sets that they were not learned from, and what they make up; with `--write`
it puts those learned from all into `people.json`. Guests of the event are left out: they are met without being named.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.choosing import LEAST, write_rows
from benchmarks.score import OWNER, labelled_events
from core.model import Event, Me
from core.recognise.invitation import prepare
from core.recognise.keys import name_key
from core.recognise.language import languages_of
from core.recognise.listed import Mention
from core.recognise.mentions import BIAS, apart, circumstances, mentions
from core.recognise.names import name_words
from core.recognise.speaking import speaking
from core.recognise.tables import load
from tests.core.recognise.examples import MAYA
from tests.core.recognise.examples import examples as own_examples

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "people.json"
ROUNDS = 400
STEP = 0.3
HOLD = 0.3
"""How hard a weight is held to zero; what only counts in one circumstance is held twice as hard."""
MET = 1.35
"""How much a name that is met counts beside one that is not: of names that share words one alone is read."""
SELDOM = 12
"""A clue that fewer names have than this is left out, and a word that fewer have than `SELDOM_WORD`."""
SELDOM_WORD = 40

PARTS = 8
"""Into how many parts the sets are divided: what is learned from all but one is tried on that one."""

Clue = tuple[str, str]
"""A clue, and the circumstance in which it counts (or `usual`)."""


@dataclass(frozen=True, slots=True)
class Example:
    """One name of one labelled event: of which set and event, what is known of it, and whether it is met."""

    source: str
    event: str
    mention: Mention
    clues: tuple[Clue, ...]
    met: bool


def examples() -> Iterator[Example]:
    """Yield every name in the texts of the labelled events that are no `none`, guests and the user left out."""
    for source, event, label in labelled_events():
        met = {name_key(person["name"]) for person in label["people"] if person.get("name")}
        yield from _names(source, event, OWNER, met)
    for own in ("fields", "languages", "employers", "met"):
        for one in own_examples(f"{own}.jsonl"):
            if "people" in one.want:
                yield from _names(f"own/{own}", one.event, MAYA, {name_key(name) for name in one.want["people"]})


def _names(source: str, event: Event, me: Me, met: set[str]) -> Iterator[Example]:
    invitation = prepare(event, me)
    with speaking(languages_of(invitation.text)):
        around = circumstances(invitation)
        for mention in mentions(invitation):
            # Who sends the invitation and is alone in it is met without being named.
            alone = "sender" in mention.clues and met == {name_key(mention.name)}
            if alone or "guest" in mention.clues or invitation.is_me(mention.name):
                continue
            told = as_unseen(mention)
            clues = [(clue, "usual") for clue in told]
            clues += [(clue, one) for one in around for clue in told if " " not in clue]
            yield Example(source, event.uid, mention, tuple(clues), name_key(mention.name) in met)


def as_unseen(mention: Mention) -> set[str]:
    """Return the clues of a name, its given name unknown where only our own list knows it.

    That list was written with the examples in sight: in invitations by other hands so many more are unknown.
    """
    first = name_words(mention.name.split()[0]).partition("-")[0]
    if "given" not in mention.clues or first in _of_the_world():
        return mention.clues
    return mention.clues - {"given"} | ({"unknown"} if " " in mention.name else set())


@cache
def _of_the_world() -> frozenset[str]:
    return frozenset(load("world_names")["given"].split())


def without_seldom(found: Sequence[Example]) -> list[Example]:
    """Return `found` without the clues that hardly any name has: they would be learned by heart."""
    often = Counter(clue for each in found for clue in each.clues)

    def told(clue: Clue) -> bool:
        return often[clue] >= (SELDOM_WORD if " " in clue[0] else SELDOM)

    return [Example(e.source, e.event, e.mention, tuple(filter(told, e.clues)), e.met) for e in found]


def learn(found: Sequence[Example]) -> dict[Clue, float]:
    """Return the weights under which the names that are met, and those that are not, are likeliest."""
    bias = (BIAS, "usual")
    names = sorted({clue for each in found for clue in each.clues} - {bias})
    place = {clue: at for at, clue in enumerate([bias, *names])}
    samples = [((0, *(place[clue] for clue in each.clues)), each.met) for each in found]
    hold = [0.0, *(2 * HOLD * (1 if where == "usual" else 2) for _, where in names)]
    weights, pace = [0.0] * len(place), [1e-9] * len(place)
    for _ in range(ROUNDS):
        slope = [firm * weight for firm, weight in zip(hold, weights, strict=True)]
        for clues, met in samples:
            total = sum([weights[at] for at in clues])
            off = 1 / (1 + math.exp(-max(min(total, 30.0), -30.0))) - met
            if abs(off) > 1e-4:
                off *= MET if met else 1
                for at in clues:
                    slope[at] += off
        for at, change in enumerate(slope):
            # Each weight at its own pace (Duchi and others, 2011): rare clues move as fast as common ones.
            pace[at] += change * change
            weights[at] -= STEP * change / math.sqrt(pace[at])
    return {clue: weights[at] for clue, at in place.items()}


def told_apart(found: Sequence[Example], learned: Mapping[Clue, float]) -> tuple[int, int, int]:
    """Return how many names the weights find that are met, how many that are not, and how many are met in all."""
    events: dict[str, list[tuple[float, Mention]]] = defaultdict(list)
    met = {(each.event, each.mention.name): each.met for each in found}
    for each in found:
        worth = learned[BIAS, "usual"] + sum(learned.get(clue, 0.0) for clue in each.clues)
        events[each.event].append((worth, each.mention))
    chosen = [met[uid, mention.name] for uid, worth in events.items() for mention in apart(worth)]
    return sum(chosen), len(chosen) - sum(chosen), sum(met.values())


def write(learned: Mapping[Clue, float]) -> None:
    """Put the weights into the file of data, one line for each clue."""
    tables: dict[str, dict[str, float]] = {}
    for (clue, where), weight in sorted(learned.items()):
        if abs(weight) >= LEAST or clue == BIAS:
            tables.setdefault(clue, {})[where] = round(weight, 2)
    write_rows(FILE, tables)


def main(arguments: list[str]) -> int:
    """Print what the weights do on sets they were not learned from; learn them from all with `--write`."""
    found = without_seldom(list(examples()))
    if "--write" in arguments:
        write(learn(found))
        return 0
    together: Counter[str] = Counter()
    sources = list(dict.fromkeys(each.source for each in found))
    for part in range(PARTS):
        apart_from = set(sources[part::PARTS])
        learned = learn([each for each in found if each.source not in apart_from])
        for source in sources[part::PARTS]:
            right, wrong, met = told_apart([each for each in found if each.source == source], learned)
            together.update(right=right, wrong=wrong, met=met)
            print(f"{source:28} {right} of {met} found, {wrong} made up")
    print(f"{'together':28} {together['right']} of {together['met']} found, {together['wrong']} made up")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
