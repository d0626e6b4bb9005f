"""Names that stand in one list: whoever is met with others is listed with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from core.recognise.given import is_given
from core.recognise.grammar import choice
from core.recognise.names import is_title
from core.recognise.told import Told

_SEVERAL = 3
"""Names of a list from which on it is a longer one."""


@dataclass(slots=True)
class Mention:
    """One name that may be somebody's, where it stands (`b` for body or `t` for title, from, to), and its clues."""

    name: str
    places: list[tuple[str, int, int]] = field(default_factory=list)
    clues: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)
    """Names that stand in one list with it: joined by a comma or an `and`, or each at the start of its line."""
    behind: set[str] = field(default_factory=set)
    """Names right before it that only a comma parts from it."""


def list_together(text: Told, where: str, mentions: Iterable[Mention]) -> None:
    """Tell the mentions of one text which others stand in one list with them."""
    starts: dict[int, list[Mention]] = {}
    spans = [(start, end, mention) for mention in mentions for at, start, end in mention.places if at == where]
    for start, _, mention in spans:
        starts.setdefault(start, []).append(mention)
    for _, end, mention in spans:
        if join := _join_at(text.text, end):
            next_one, both = join
            first = starts.get(next_one)
            if first is None and " " in mention.name:
                first = [one for one in starts.get(_behind_function(text.text, next_one), []) if " " in one.name]
            _join(mention, first or (), both=both)
    above: list[Mention] = []
    for line in text.lines:
        here = starts.get(line.first, [])
        for mention in above:
            _join(mention, here, both=True)
        above = here


def _join(mention: Mention, others: Iterable[Mention], *, both: bool) -> None:
    """Note that a mention stands before others; behind a comma alone there may be what somebody does."""
    for other in others:
        mention.beside.add(other.name)
        if both:
            other.beside.add(mention.name)
        else:
            other.behind.add(mention.name)


def _join_at(text: str, end: int) -> tuple[int, bool] | None:
    """Return where the next name of a list begins behind one, and whether a word or a sign joins the two.

    What somebody does is left aside (`Ana Ruiz, planner, and Bo Ek`), unless it is no such thing and the next name.
    """
    join = _joins().match(text, end)
    if join is None:
        return None
    if join["does"] and not is_title(join["does"]):
        return join.start("does"), False
    return join.end(), join["word"] is not None


def _behind_function(text: str, start: int) -> int:
    """Return where the name begins behind what somebody does in small letters: `Ana Ruiz and our planner Bo Ek`."""
    function = _functions().match(text, start)
    return function.end() if function and is_title(function[0]) else start


@cache
def _joins() -> re.Pattern[str]:
    """Return what stands between two names of a list."""
    word = rf"[ ](?:{choice('and', 'and_also')}|[&+/])|;"
    does = rf",[ ](?P<does>[^,;:.()\n]{{3,40}})(?=,?(?:{word})[ ])"
    return re.compile(rf"(?:[ ]\([^()\n]{{1,40}}\)|{does})?(?:,?(?P<word>{word})|,)[ ]")


@cache
def _functions() -> re.Pattern[str]:
    """Return words in small letters before a name, which brackets may hold: `+ the registrar (Bo Ek)`."""
    return re.compile(r"(?:[a-zà-ÿ][\w'’-]*[ ]){1,4}\(?(?=[A-ZÀ-Þ])")


def of_lists(mentions: Mapping[str, Mention]) -> None:
    """Say of names of one word whether they stand in a list of such (`Mila, Oğuz und Jonte`) and what it holds."""
    seen: set[str] = set()
    joined = _joined(mentions)
    for name in joined:
        if name in seen:
            continue
        whole, ahead = {name}, [name]
        while ahead:
            new = joined[ahead.pop()] - whole
            whole |= new
            ahead += new
        seen |= whole
        clues = set(_of_list([mentions[one] for one in whole]))
        for one in whole:
            mentions[one].clues |= clues


def _joined(mentions: Mapping[str, Mention]) -> dict[str, set[str]]:
    """Return the names of one word that stand beside others of one word, each with those others."""
    found: dict[str, set[str]] = {}
    for name, mention in mentions.items():
        for other in mention.beside if " " not in name else ():
            if " " not in other and other != name and other in mentions:
                found.setdefault(name, set()).add(other)
                found.setdefault(other, set()).add(name)
    return found


def _of_list(members: list[Mention]) -> Iterable[str]:
    """Yield what a list of names of one word says of each of them."""
    given = sum(is_given(member.name) for member in members)
    yield "list.bare.more" if len(members) >= _SEVERAL else "list.bare"
    if 2 * given >= len(members):
        yield "list.given.more" if given >= _SEVERAL else "list.given"
        if any("met.next" in member.clues for member in members):
            yield "list.given.met"
