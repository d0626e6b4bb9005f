"""Which way single words lean, learned from the labelled examples: `python -m benchmarks.wording`.

Logistic regression by gradient descent, on top of what the other signals weigh: a word learns what they leave open.
It prints what it does on sets that were not learned from; with `--write` it puts what is learned from all into
`wording.toml`. To be run after `benchmarks.calibrate`, which leaves the words aside.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.calibrate import KEPT, ordinary_events
from benchmarks.score import OWNER, labelled_events
from core.recognise.given import is_given
from core.recognise.invitation import prepare
from core.recognise.keys import fold
from core.recognise.kind import score
from core.recognise.lexicon import phrases
from core.recognise.read import signals_of
from core.recognise.signals import WORDING
from core.recognise.wording import MOST, within, words_in

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "wording.toml"
ROUNDS = 150
STEP = 0.05
HOLD = 2.0
"""How hard a word's weight is held to zero."""
SELDOM = 10
"""A word that fewer events have than this is left out."""
PARTS = 5
_OWN = frozenset(("halden", "labs", "haldenlabs"))
"""What the one invented user of all examples works at: it says nothing of others."""
_PRONOUNS = (
    "he she him her his hers they them their er sie ihn ihm il elle lui él ella ele ela lei hij zij hem haar han hon "
    "on ona 他们 她们"
)
"""Whether a man or a woman is spoken of must make no difference."""
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled event: of which set, its words, what its other signals weigh, and whether it counts."""

    source: str
    words: frozenset[str]
    weighed: float
    wanted: bool


def examples() -> list[Example]:
    """Return the labelled events, and ordinary ones, of which nothing but the words and signals says what they are."""
    labelled = ((source, event, label["kind"] != "none") for source, event, label in labelled_events(others=True))
    found = []
    for source, event, wanted in (*labelled, *(("ordinary", event, False) for event in ordinary_events())):
        signals = signals_of(event, me=OWNER)
        if signals is not None:
            weighed = score([each for each in signals if each.name not in WORDING], "hiring")
            found.append(Example(source, words_in(prepare(event, OWNER)), weighed, wanted))
    return found


def learn(found: Sequence[Example]) -> dict[str, float]:
    """Return what each word weighs beside the other signals."""
    often = Counter(word for each in found for word in each.words)
    kept = [word for word, times in often.items() if times >= SELDOM and not _says_nothing(word)]
    place = {word: at for at, word in enumerate(kept)}
    told = [
        ([place[word] for word in each.words if word in place], each.weighed, each.wanted, _counts(each))
        for each in found
    ]
    weights, pace = [0.0] * len(kept), [1e-9] * len(kept)
    for _ in range(ROUNDS):
        slope = [2 * HOLD * weight for weight in weights]
        for words, weighed, wanted, counts in told:
            lean = sum([weights[at] for at in words])
            off = counts * (1 / (1 + math.exp(-_bounded(weighed + within(lean)))) - wanted)
            # What leans as far as counts is not moved further by more of the same.
            if abs(lean) < MOST or off * lean > 0:
                for at in words:
                    slope[at] += off
        for at, change in enumerate(slope):
            # Each weight at its own pace (Duchi and others, 2011): rare words move as fast as common ones.
            pace[at] += change * change
            weights[at] -= STEP * change / math.sqrt(pace[at])
    return {word: weights[at] for word, at in place.items()}


def _says_nothing(word: str) -> bool:
    return word in _OWN | _small() or is_given(word.capitalize())


@cache
def _small() -> frozenset[str]:
    """Return the small words of all languages, which stand in any text."""
    return frozenset(fold(word) for word in (*_PRONOUNS.split(), *phrases("stopwords")))


def _counts(example: Example) -> int:
    return KEPT if "/kept_" in example.source else 1


def _bounded(total: float) -> float:
    return max(min(total, 30.0), -30.0)


def wrong(found: Sequence[Example], learned: Mapping[str, float]) -> tuple[int, int]:
    """Return how many of `found` are missed, and how many are made up."""
    totals = [
        (each.weighed + within(sum(learned.get(word, 0.0) for word in each.words)), each.wanted) for each in found
    ]
    return sum(total <= 0 for total, so in totals if so), sum(total > 0 for total, so in totals if not so)


def write(learned: Mapping[str, float]) -> None:
    """Put the weights into the file, one word a line."""
    head = "".join(line for line in FILE.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    told = sorted((word, round(weight, 2)) for word, weight in learned.items() if abs(weight) >= _LEAST)
    lines = (f"{json.dumps(word, ensure_ascii=False)} = {weight}\n" for word, weight in told)
    FILE.write_text(f"{head}\n{''.join(lines)}", "utf-8")


def tried(found: Sequence[Example]) -> Iterator[tuple[str, int, tuple[int, int], tuple[int, int]]]:
    """Yield for each set how many events it has, and what is wrong of them without words, and with those of others."""
    sources = list(dict.fromkeys(each.source for each in found))
    for part in range(PARTS):
        left_out = set(sources[part::PARTS])
        learned = learn([each for each in found if each.source not in left_out])
        for source in sources[part::PARTS]:
            apart = [each for each in found if each.source == source]
            yield source, len(apart), wrong(apart, {}), wrong(apart, learned)


def main(arguments: list[str]) -> int:
    """Print what the words do on sets they were not learned from; learn them from all with `--write`."""
    found = examples()
    if "--write" in arguments:
        write(learn(found))
        return 0
    for source, count, (missed, made_up), (missed_then, made_up_then) in tried(found):
        print(f"{source:28} of {count}: {missed} missed, {made_up} made up; with words {missed_then}, {made_up_then}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
