"""For which firm somebody else recruits: what stands before its name, and what is said of it behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from core.recognise.company_spans import articles
from core.recognise.lexicon import pattern
from core.recognise.phrases import Phrases, any_of
from core.recognise.tables import load

_NEAR = 40
"""Letters from words for a client to its name: what kind of firm it is may stand between."""
_FAR = 60
"""The same to the place where it is."""


class Clients(NamedTuple):
    """Where words end that lead to the firm for which somebody else recruits, and begin that say what it would."""

    lead: Sequence[tuple[int, int]] = ()
    hire: frozenset[int] = frozenset()

    @classmethod
    def of(cls, text: str) -> Clients:
        """Return where such words stand in a text."""
        lead = {span for words in (pattern("client"), _words_of("recruits_for")) for span in words.spans(text)}
        return cls(sorted(lead), frozenset(start for start, _ in _words_of("would_hire").spans(text)))

    def lead_to(self, text: str, start: int) -> Iterator[str]:
        """Yield whether such words lead to a run (`for our client` more surely than `our client`), or only to where the
        firm is that stays unnamed."""
        for begin, end in self.lead:
            if 0 <= start - end < _NEAR and _is_called().fullmatch(text, end, start):
                yield "client.before"
                if _for().search(text[max(0, begin - _NEAR) : end]):
                    yield "client.for"
            elif 0 < start - end < _FAR and _is_placed().fullmatch(text, end, start):
                yield "client.place"


@cache
def _words_of(name: str) -> Phrases:
    return any_of(load("names")[name])


@cache
def _is_placed() -> re.Pattern[str]:
    """Return what may stand between `a client` and where it is: `a client (a bank in Leeds)`."""
    places, led = ("|".join(words) for words in (load("names")["in_places"], articles()))
    return re.compile(rf"[^.!?\n]*?(?<!\w)(?:{places})\s(?:(?:{led})\s)?", re.I)


@cache
def _is_called() -> re.Pattern[str]:
    """Return what may stand between `our client` and its name: `is`, or what kind of firm it is."""
    called, kinds = ("|".join(load("names")[name]) for name in ("is_called", "firms_called"))
    sign = "[ ,:=(–—\"'„“‘«「『-]"
    east = "|".join(load("names")["called_in_east"])
    return re.compile(rf"(?:{east})?{sign}*(?:(?:{called})\s)?{sign}*(?:{kinds}){{0,2}}{sign}?", re.I)


@cache
def _for() -> re.Pattern[str]:
    """Return a word for whom something is done, at the words for a client: `for our client`."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('names')['done_for'])})(?!\w)[^.,;:!?\n]*$", re.I)
