"""Learns how much each clue weighs where one of several has to be chosen: for the employer's name, and for the job.

A choice of one among several (multinomial logit), fitted by gradient descent with the weights held near zero.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

ROUNDS = 300
STEP = 0.3
_SURE = 1e-4
"""A choice whose likelihood is off by less moves no weight."""

Amounts = Mapping[str, float]
"""How much there is of each clue, with the name of a circumstance and a dot before it where it counts in that too."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled event: of which set, what there is to choose from, which choices are right, how much it counts."""

    source: str
    choices: tuple[Amounts, ...]
    right: tuple[bool, ...]
    counts: float = 1.0

    def only(self, kept: Callable[[str], bool]) -> Example:
        """Return it with those clues alone that are `kept`."""
        choices = ({clue: much for clue, much in clues.items() if kept(clue)} for clues in self.choices)
        return replace(self, choices=tuple(choices))


def without_seldom(found: Sequence[Example], fewest: int) -> list[Example]:
    """Return `found` without the clues of fewer than `fewest` events: they would be learned by heart."""
    often = Counter(clue for each in found for clue in set().union(*each.choices))
    return [each.only(lambda clue: often[clue] >= fewest) for each in found]


def learn(found: Sequence[Example], hold: Callable[[str], float]) -> dict[str, float]:
    """Return the weights under which the right choices of `found` are likeliest.

    `hold` says of each clue how hard its weight is held to zero.
    """
    telling = [each for each in found if any(each.right) and len(each.choices) > 1]
    names = list(dict.fromkeys(name for each in telling for amounts in each.choices for name in amounts))
    place = {name: at for at, name in enumerate(names)}
    firm = [2 * hold(name) for name in names]
    told = [
        ([[(place[name], much) for name, much in amounts.items()] for amounts in each.choices], each.right, each.counts)
        for each in telling
    ]
    weights, pace = [0.0] * len(names), [1e-9] * len(names)
    for _ in range(ROUNDS):
        slope = [firmness * weight for firmness, weight in zip(firm, weights, strict=True)]
        for choices, right, counts in told:
            totals = [sum([weights[at] * much for at, much in amounts]) for amounts in choices]
            for amounts, off in zip(choices, _off(totals, right), strict=True):
                if abs(off) > _SURE:
                    for at, much in amounts:
                        slope[at] += counts * off * much
        for at, change in enumerate(slope):
            # Each weight at its own pace (Duchi and others, 2011): rare clues move as fast as common ones.
            pace[at] += change * change
            weights[at] -= STEP * change / math.sqrt(pace[at])
    return {name: weights[at] for name, at in place.items()}


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

    def total(amounts: Amounts) -> float:
        return sum(learned.get(name, 0.0) * much for name, much in amounts.items())

    return sum(each.right[max(range(len(each.choices)), key=lambda at: total(each.choices[at]))] for each in found)
