"""How much each signal of the recogniser weighs, learned from the labelled examples: `python -m benchmarks.calibrate`.

Logistic regression by gradient descent, the weights held near those that stand in `signals.toml` and on the side of
zero on which they stand there: few examples move a weight a little, many move it far. It prints how well the weights
learned from all sets but one do on that one, and with `--write` puts those learned from all into the file.

Half of the labelled events are interviews, in a calendar a few in a hundred: so the ordinary events of a generated
office calendar are learned from as well.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.generate import Shape, interviews, write_file
from benchmarks.score import OWNER, labelled_sets
from connectors.ics.explain import read_events
from core.model import Event
from core.recognise.evidence import Signal
from core.recognise.kind import ENOUGH, Question, weights
from core.recognise.read import signals_of
from core.recognise.sieve import event_text, worth_reading
from core.recognise.signals import WORDING

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "signals.toml"
ROUNDS = 400
STEP = 0.5
HOLD: dict[Question, float] = {"hiring": 0.05, "talk": 0.05, "first": 0.05}
"""How hard a weight is held to where it stood, for one example of all: what does best on a set left out."""
KEPT = 2
"""How often an event of the sets kept aside counts: from the others words were taken too."""
FARTHEST = 3.0
FIXED = ("bias", "pair", "others.meet", "social.title", "alone", "two", "outside")
"""What speaks for hiring in the labelled sets more than in a calendar, where most talks of two are about anything."""
OFFICE = Shape(events=3000, interviews=90, today=date(2026, 11, 24), seed=7)
"""Another calendar than the one on which the time of a sync is measured."""

Sample = tuple[Mapping[str, float], bool]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled event: of which set, what it shows, and its kind."""

    source: str
    amounts: Mapping[str, float]
    kind: str


def examples() -> list[Example]:
    """Return all labelled events whose side is not plain, with their signals."""
    found = []
    for source, (events, labels) in labelled_sets().items():
        kinds = {told["uid"]: told["kind"] for told in map(json.loads, labels.read_text("utf-8").splitlines())}
        for event in read_events(events.read_bytes(), me=OWNER):
            signals = signals_of(event, me=OWNER) if isinstance(event, Event) and event.uid in kinds else None
            if isinstance(event, Event) and signals is not None:
                found.append(Example(source, _amounts(signals), kinds[event.uid]))
    return found


def ordinary() -> list[Example]:
    """Return the signals of the events that are ordinary."""
    told = [signals for event in ordinary_events() if (signals := signals_of(event, me=OWNER)) is not None]
    return [Example("ordinary", _amounts(signals), "none") for signals in told]


def ordinary_events() -> list[Event]:
    """Return the events of a generated office calendar that are worth reading and are no interviews."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.ics"
        write_file(path, OFFICE)
        read = [event for event in read_events(path.read_bytes(), me=OWNER) if isinstance(event, Event)]
    planned = interviews(OFFICE)
    each = {event.uid: event for event in read if event.uid not in planned and worth_reading(event_text(event))}
    return list(each.values())


def _amounts(signals: Sequence[Signal]) -> dict[str, float]:
    """Return how much there is of each signal, without single words, which are learned from what is left open."""
    return {"bias": 1.0} | {each.name: each.amount for each in signals if each.name not in WORDING}


_ASKED: dict[Question, Callable[[str], bool | None]] = {
    "hiring": lambda kind: kind != "none",
    "talk": lambda kind: None if kind == "none" else kind == "networking",
    "first": lambda kind: None if kind in ("none", "networking") else kind == "recruiter",
}


def learn(
    samples: Sequence[Sample],
    start: Mapping[str, float],
    *,
    most: float,
    firmness: float = HOLD["talk"],
    fixed: Sequence[str] = (),
) -> dict[str, float]:
    """Return the weights that tell `samples` best, near `start`; a sign is never turned, a zero may go either way.

    Those that are `fixed` only ever sink.
    """
    learned = dict(start)
    pace = dict.fromkeys(start, 0.0)
    hold = firmness * len(samples) / 10
    for _ in range(ROUNDS):
        slope = {name: hold * (learned[name] - start[name]) for name in learned}
        for amounts, wanted in samples:
            off = 1 / (1 + math.exp(-_total(learned, amounts, most))) - wanted
            full = _lifted(learned, amounts) > most
            for name, amount in amounts.items():
                # What is lifted to the full already is not moved by more of the same.
                if not (full and learned[name] > 0 and name != "bias"):
                    slope[name] += off * amount
        for name, change in slope.items():
            # Each weight at its own pace (Duchi and others, 2011): rare signals move as fast as common ones.
            pace[name] += change * change
            moved = learned[name] - STEP * change / math.sqrt(pace[name] + 1e-9)
            learned[name] = _on_its_side(moved, start[name], free=name == "bias")
            if name in fixed:
                learned[name] = min(learned[name], start[name])
    return learned


def _on_its_side(weight: float, start: float, *, free: bool) -> float:
    low, high = max(start - FARTHEST, -7.0), min(start + FARTHEST, 7.0)
    if not free and start > 0:
        low = 0.05
    if not free and start < 0:
        high = -0.05
    return min(max(weight, low), high)


def _lifted(weighed: Mapping[str, float], amounts: Mapping[str, float]) -> float:
    return sum(max(weighed[name], 0.0) * amount for name, amount in amounts.items() if name != "bias")


def _total(weighed: Mapping[str, float], amounts: Mapping[str, float], most: float) -> float:
    lifted = _lifted(weighed, amounts)
    total = sum(weighed[name] * amount for name, amount in amounts.items()) - max(lifted - most, 0.0)
    return min(max(total, -30.0), 30.0)


def start_of(question: Question) -> dict[str, float]:
    """Return the weights that stand in the file."""
    return {name: getattr(each, question) for name, each in weights().items()}


def samples_of(found: Sequence[Example], question: Question) -> list[Sample]:
    """Return what `question` asks of each example that it can be asked of."""
    asked = _ASKED[question]
    return [
        (each.amounts, wanted)
        for each in found
        if (wanted := asked(each.kind)) is not None
        for _ in range(KEPT if question == "hiring" and "/kept_" in each.source else 1)
    ]


def right(learned: Mapping[str, float], samples: Sequence[Sample], *, most: float) -> str:
    """Return how many of `samples` the weights tell right, and what they miss or make up."""
    missed = sum(wanted and _total(learned, amounts, most) <= 0 for amounts, wanted in samples)
    made_up = sum(not wanted and _total(learned, amounts, most) > 0 for amounts, wanted in samples)
    return f"{len(samples) - missed - made_up}/{len(samples)} right, {missed} missed, {made_up} made up"


def write(question: Question, learned: Mapping[str, float]) -> None:
    """Put the weights of one question into the file, leaving all else as it stands."""
    parts = re.split(r"(?m)^(?=\[)", FILE.read_text("utf-8"))
    for place, part in enumerate(parts):
        name = part.partition("]")[0].strip("[']")
        if name in learned:
            line = f"{question} = {round(learned[name], 2)}"
            kept = re.sub(rf"(?m)^{question} = .*\n", "", part).rstrip("\n")
            parts[place] = (f"{kept}\n{line}" if round(learned[name], 2) else kept) + "\n\n"
    FILE.write_text("".join(parts).rstrip("\n") + "\n", "utf-8")


def main(arguments: list[str]) -> int:
    """Print what the weights do on sets they were not learned from; learn them from all with `--write`."""
    found = [*examples(), *ordinary()]
    for question in _ASKED:
        start, most = start_of(question), ENOUGH if question == "hiring" else math.inf
        fixed = FIXED if question == "hiring" else ()
        for source in dict.fromkeys(each.source for each in found):
            apart = samples_of([each for each in found if each.source == source], question)
            others = samples_of([each for each in found if each.source != source], question)
            learned = learn(others, start, most=most, firmness=HOLD[question], fixed=fixed)
            before, after = right(start, apart, most=most), right(learned, apart, most=most)
            print(f"{question:7} {source:28} as it stands {before}; learned {after}")
        if "--write" in arguments:
            learned = learn(samples_of(found, question), start, most=most, firmness=HOLD[question], fixed=fixed)
            write(question, learned)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
