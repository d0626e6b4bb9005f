"""Learns how much each clue weighs where one of several has to be chosen: for the employer's name, and for the job.

A choice of one among several (multinomial logit), fitted by gradient descent with the weights held near zero.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.recognise.weighing import USUAL

ROUNDS = 300
STEP = 0.3
LEAST = 0.05
"""A weight nearer to zero than this is left out."""
_SURE = 1e-4
"""A choice whose likelihood is off by less moves no weight."""

Clues = frozenset[str]
"""What speaks for a choice, again with the name of a circumstance and a dot before it where it counts in that too."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled event: of which set, what there is to choose from, which choices are right, how much it counts."""

    source: str
    choices: tuple[Clues, ...]
    right: tuple[bool, ...]
    counts: float = 1.0

    def only(self, kept: Callable[[str], bool]) -> Example:
        """Return it with those clues alone that are `kept`."""
        return replace(self, choices=tuple(frozenset(filter(kept, clues)) for clues in self.choices))


def without_seldom(found: Sequence[Example], fewest: int) -> list[Example]:
    """Return `found` without the clues of fewer than `fewest` events: they would be learned by heart."""
    often = Counter(clue for each in found for clue in set().union(*each.choices))
    return [each.only(lambda clue: often[clue] >= fewest) for each in found]


def learn(found: Sequence[Example], hold: Callable[[str], float]) -> dict[str, float]:
    """Return the weights under which the right choices of `found` are likeliest.

    `hold` says of each clue how hard its weight is held to zero.
    """
    telling = [each for each in found if any(each.right) and len(each.choices) > 1]
    names = sorted(set().union(*(clues for each in telling for clues in each.choices)))
    place = {name: at for at, name in enumerate(names)}
    firm = [2 * hold(name) for name in names]
    told = [
        ([sorted(map(place.__getitem__, clues)) for clues in each.choices], each.right, each.counts) for each in telling
    ]
    weights, pace = [0.0] * len(names), [1e-9] * len(names)
    for _ in range(ROUNDS):
        slope = [firmness * weight for firmness, weight in zip(firm, weights, strict=True)]
        for choices, right, counts in told:
            totals = [sum(map(weights.__getitem__, places)) for places in choices]
            for places, off in zip(choices, _off(totals, right), strict=True):
                if abs(off) > _SURE:
                    for at in places:
                        slope[at] += counts * off
        for at, change in enumerate(slope):
            # Each weight at its own pace (Duchi and others, 2011): rare clues move as fast as common ones.
            pace[at] += change * change
            weights[at] -= STEP * change / math.sqrt(pace[at])
    return dict(zip(names, weights, strict=True))


def _off(totals: Sequence[float], right: Sequence[bool]) -> list[float]:
    """Return by how much each choice is thought likelier than it is, given that one of the right ones is."""
    likely = _shares(totals)
    so = sum(share for share, is_right in zip(likely, right, strict=True) if is_right) or 1e-12
    return [share - (share / so if is_right else 0.0) for share, is_right in zip(likely, right, strict=True)]


def _shares(totals: Sequence[float]) -> list[float]:
    most = max(totals)
    raised = [math.exp(total - most) for total in totals]
    return [each / sum(raised) for each in raised]


def chosen_right(found: Sequence[Example], learned: Mapping[str, float]) -> int:
    """Return how many of `found` have a right choice where the weights choose."""

    def total(clues: Clues) -> float:
        return sum(learned.get(name, 0.0) for name in clues)

    return sum(each.right[max(range(len(each.choices)), key=lambda at: total(each.choices[at]))] for each in found)


def each_from_others(
    found: Sequence[Example], parts: int, learned_from: Callable[[Sequence[Example]], Mapping[str, float]]
) -> None:
    """Divide the sets into `parts`; print how often what is learned from all parts but one chooses right in that one.

    Sets in brackets go with that of their name: they are learned from alone.
    """
    total: Counter[str] = Counter()
    sources = list(dict.fromkeys(each.source for each in found if not each.source.endswith(")")))
    for part in range(parts):
        left_out = set(sources[part::parts])
        learned = learned_from([each for each in found if each.source.partition(" (")[0] not in left_out])
        for source in sources[part::parts]:
            apart = [each for each in found if each.source == source]
            right, could = chosen_right(apart, learned), sum(any(each.right) for each in apart)
            total.update(right=right, could=could, all=len(apart))
            print(f"{source:28} {right} right of {could} that could be, {len(apart)} in all")
    print(f"{'together':28} {total['right']} right of {total['could']} that could be, {total['all']} in all")


def counted(clues: Iterable[str], around: Iterable[str]) -> Clues:
    """Return the clues, and those of them again that count in the circumstances too; single words do not."""
    found = frozenset(clues)
    return found.union(f"{one}.{clue}" for one in around for clue in found if " " not in clue)


def plain(clue: str, circumstances: Collection[str]) -> str:
    """Return a clue without the circumstance in which it counts."""
    first, _, rest = clue.partition(".")
    return rest if rest and first in circumstances else clue


def write(file: Path, learned: Mapping[str, float], circumstances: Collection[str]) -> None:
    """Put the weights into a file of data (JSON), one line for each clue."""
    tables: dict[str, dict[str, float]] = {}
    for name, weight in sorted(learned.items()):
        clue = plain(name, circumstances)
        if abs(weight) >= LEAST:
            where = USUAL if clue == name else name.partition(".")[0]
            tables.setdefault(clue, {})[where] = round(weight, 2)
    write_rows(file, tables)


def write_rows(file: Path, rows: Mapping[str, Mapping[str, float]]) -> None:
    """Write the weights of each clue on a line of its own, so that what changes can be seen."""
    told = (f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(rows[name])}" for name in sorted(rows))
    file.write_text("{\n" + ",\n".join(told) + "\n}\n", "utf-8")
