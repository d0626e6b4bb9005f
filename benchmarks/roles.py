"""How much each clue to the job weighs, learned from labelled examples: `python -m benchmarks.roles`.

It prints how often the weights learned from the other sets choose right on a set, of how many that could be chosen
right at all; with `--write` it puts those learned from all into `role.json`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path

from benchmarks.choosing import Example, counted, each_from_others, learn, plain, without_seldom, write
from benchmarks.score import OWNER, labelled_events
from core.model import Event, Me
from core.recognise.invitation import prepare
from core.recognise.keys import role_key
from core.recognise.language import languages_of
from core.recognise.read import signals_of
from core.recognise.role import NOTHING, OF_DOMAIN, circumstances, jobs, written
from core.recognise.role_clues import named_by_domain
from core.recognise.speaking import speaking
from tests.core.recognise.examples import MAYA
from tests.core.recognise.examples import examples as own_examples

FILE = Path(__file__).parents[1] / "core" / "recognise" / "data" / "role.json"
HOLD = 0.2
SELDOM = 3
"""A clue that fewer events have than this is left out."""
PARTS = 8
"""Into how many parts the sets are divided: what is learned from all but one is tried on that one."""
CIRCUMSTANCES = ("note",)
COUNTS_NONE = 0.3
"""How much an event that is no interview counts: with more, jobs are missed where there are some."""
COUNTS_OWN = 2.0
"""How much one of our own examples counts: each shows a way of naming a job, where many of the others show the same."""
COUNTS_AGAIN = 0.3
"""How much an event counts once more as if nobody knew the words of its titles: there are more words than examples."""
_OF_WORDS = ("in ", "first ", "last ")
_OF_HEADS = frozenset({"starts.head", "ends.head", "before.head", "behind.head"})
_OUTRIGHT = frozenset({"named", "marker.behind", "label", "label.starts"})
_NONE = " (no interviews)"
_HIRING = frozenset({"interview", "recruiter"})


def examples() -> Iterator[Example]:
    """Yield the labelled interviews and talks with recruiters, each with the jobs that it may be about.

    Where an event is no interview, and nothing but its words says so, the titles in it are nobody's job to get.
    """
    for source, event, label in labelled_events(others=True):
        if label["kind"] in _HIRING:
            yield _example(source, event, OWNER, label.get("role") or "")
        elif label["kind"] == "none" and signals_of(event, me=OWNER) is not None:
            yield replace(_example(source, event, OWNER, ""), source=f"{source}{_NONE}", counts=COUNTS_NONE)
    for own in ("fields", "languages", "employers", "met", "jobs"):
        for one in own_examples(f"{own}.jsonl"):
            if "role" in one.want and one.want.get("kind") in _HIRING:
                yield replace(_example(f"own/{own}", one.event, MAYA, one.want["role"] or ""), counts=COUNTS_OWN)


def _example(source: str, event: Event, me: Me, wanted: str) -> Example:
    invitation, key = prepare(event, me), role_key(wanted)
    with speaking(languages_of(invitation.text)):
        found = jobs(invitation)
        for job in found:
            job.clues.update({OF_DOMAIN} if named_by_domain(job.name, invitation) else ())
        around = circumstances(invitation)
    right = [bool(key) and role_key(written(job.name)) == key for job in found]
    choices = (*(counted(job.clues, around) for job in found), counted({NOTHING}, around))
    return Example(source, choices, (*right, not key))


def with_unknown(found: Iterable[Example]) -> Iterator[Example]:
    """Yield each example, then again as if its words were unknown, then as if none were known to be a title's.

    The last has those runs alone that stand where little but a title can.
    """
    for each in found:
        yield each
        yield replace(each.only(lambda clue: not _of_words(clue)), counts=each.counts * COUNTS_AGAIN)
        outright = [NOTHING in clues or not _OUTRIGHT.isdisjoint(clues) for clues in each.choices]
        bare = each.only(lambda clue: not _of_words(clue) and plain(clue, CIRCUMSTANCES) not in _OF_HEADS)
        yield replace(
            bare,
            choices=tuple(compress(bare.choices, outright)),
            right=tuple(compress(bare.right, outright)),
            counts=each.counts * COUNTS_AGAIN,
        )


def _of_words(clue: str) -> bool:
    return plain(clue, CIRCUMSTANCES).startswith(_OF_WORDS)


def _hold(clue: str) -> float:
    """Return how hard the weight of a clue is held to zero: harder that of a word, and of what seldom counts."""
    return HOLD * (2 if _of_words(clue) else 1) * (2 if plain(clue, CIRCUMSTANCES) != clue else 1)


def learned_from(known: Sequence[Example]) -> dict[str, float]:
    """Return the weights under which the right choices of `known` are likeliest."""
    return learn(list(with_unknown(known)), _hold)


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
