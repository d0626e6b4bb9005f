"""How much each clue to the job weighs, learned from labelled examples: `python -m benchmarks.roles`.

Each job is weighed by itself (logistic regression, in the way of `employers`), and the likeliest is read. It prints
how often the weights learned from all sets but one choose right on that one, where nothing says the job outright; with
`--write` it puts the weights learned from all into `role.toml`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.employers import Example, chosen_right, learn
from benchmarks.score import OWNER, labelled_events
from core.model import Event
from core.recognise.invitation import prepare
from core.recognise.keys import role_key
from core.recognise.language import languages_of
from core.recognise.lexicon import speaking
from core.recognise.role import outright
from core.recognise.role_full import fullest
from core.recognise.role_weighed import NOTHING, jobs

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "role.toml"
TIMES = 4
"""How often an event counts in which nothing says the job outright: there alone the weights are asked."""
SELDOM = 8
"""A clue that fewer jobs have than this is left out: it would be learned by heart."""


_LEFT = " (left to weighing)"


def examples() -> Iterator[Example]:
    """Yield the labelled events that are no `none`, each with the jobs named in it."""
    for source, event, label in labelled_events():
        yield _example(source, event, role_key(label.get("role") or ""))


def _example(source: str, event: Event, wanted: str) -> Example:
    invitation = prepare(event, OWNER)
    with speaking(languages_of(invitation.text)):
        found = jobs(invitation)
        right = [role_key(fullest(job.name, invitation)) == wanted for job in found]
        source = f"{source}{'' if outright(invitation) else _LEFT}"
    return Example(source, (*(job.clues for job in found), {NOTHING: 1.0}), (*right, not any(right)))


def without_seldom(found: Sequence[Example]) -> list[Example]:
    """Return `found` without the clues that hardly any job has."""
    often = Counter(clue for each in found for clues in each.choices for clue in clues)
    return [
        Example(
            each.source,
            tuple({c: much for c, much in clues.items() if often[c] >= SELDOM} for clues in each.choices),
            each.right,
        )
        for each in found
    ]


def one_by_one(found: Sequence[Example]) -> list[Example]:
    """Return every job of `found` as a choice between it and nothing: each is right or wrong by itself."""
    return [
        Example(each.source, (clues, {NOTHING: 1.0}), (so, not so))
        for each in found
        for clues, so in zip(each.choices[:-1], each.right, strict=False)
        for _ in range(TIMES if each.source.endswith(_LEFT) else 1)
    ]


def write(learned: Mapping[str, float]) -> None:
    """Put the weights into the file, in the order of their names."""
    head = "".join(line for line in FILE.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    told = "".join(f"'{name}' = {weight:.2f}\n" for name, weight in sorted(learned.items()) if round(weight, 2))
    FILE.write_text(f"{head}\n{told}", "utf-8")


def main(arguments: list[str]) -> int:
    """Print what the weights do on sets they were not learned from; learn them from all with `--write`."""
    found = without_seldom(list(examples()))
    if "--write" in arguments:
        write(learn(one_by_one(found)))
        return 0
    total: Counter[str] = Counter()
    for source in dict.fromkeys(each.source for each in found if each.source.endswith(_LEFT)):
        apart = [each for each in found if each.source == source]
        right = chosen_right(
            apart,
            learn(
                one_by_one([each for each in found if each.source.removesuffix(_LEFT) != source.removesuffix(_LEFT)])
            ),
        )
        total.update(right=right, all=len(apart))
        print(f"{source:28} {right} of {len(apart)} right")
    print(f"{'together':28} {total['right']} of {total['all']} right")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
