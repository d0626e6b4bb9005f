"""Which firm somebody was at, is at now, or belongs to, and which one buys or pays: the words right beside its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from core.recognise.company_spans import TEXT, TITLE, Text, articles
from core.recognise.phrases import Phrases, any_of
from core.recognise.tables import load

_NEAR = 30
"""Letters from such words to a name: an article, a quotation mark or the name's first words may stand between."""
_LEADS = {"elsewhere.before": "elsewhere", "works.before": "works", "parent.before": "parents"}
_FOLLOWS = {"elsewhere.behind": "elsewhere_behind", "works.behind": "works_behind"}


class Elsewhere(NamedTuple):
    """Where words of each kind end that lead to a firm's name, and begin that stand behind one."""

    leads: Mapping[str, frozenset[int]]
    follows: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, text: Text) -> Elsewhere:
        """Return where such words stand in a title or a body."""
        if text.kind not in (TITLE, TEXT):
            return cls({}, {})
        said = text.text
        leads = {clue: frozenset(end for _, end in _words_of(name).spans(said)) for clue, name in _LEADS.items()}
        follows = {clue: frozenset(at for at, _ in _words_of(name).spans(said)) for clue, name in _FOLLOWS.items()}
        return cls(_filled(leads), _filled(follows))

    def before(self, text: str, start: int) -> Iterator[str]:
        """Yield what such words say right before a run."""
        for clue, ends in self.leads.items():
            if any(0 <= start - end < _NEAR and _between().fullmatch(text, end, start) for end in ends):
                yield clue

    def within(self, start: int, end: int) -> Iterator[str]:
        """Yield whether a run holds such words, and the name that they lead to behind them: it is none itself."""
        if any(start < at < end for ends in self.leads.values() for at in ends):
            yield "lead.within"

    def behind(self, text: str, end: int) -> Iterator[str]:
        """Yield what such words say right behind a run."""
        begins = {end, end + 1} if text.startswith((" ", "'", "’", "」", "』"), end) else {end}
        yield from (clue for clue, starts in self.follows.items() if not begins.isdisjoint(starts))


def _filled(found: dict[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    return {clue: places for clue, places in found.items() if places}


@cache
def _words_of(name: str) -> Phrases:
    return any_of(load("names")[name])


@cache
def _between() -> re.Pattern[str]:
    """Return what may stand between such words and a run: the rest of the name may be one, too."""
    quoted, led = "[\"'„“‘«]?", "|".join(articles())
    return re.compile(rf"[ ?:=\"'„“‘«「『(-]*(?:(?:{led})\s)?{quoted}(?-i:[A-ZÀ-Þ][\w&'’-]*[ ]){{0,2}}", re.I)
