"""Every run of words in an invitation that may be the name of a firm.

Names have capitals, or digits, with small words between them; anything may be one in the user's own note, in a title
or between the bars and commas of a signature, and so may small letters that a mail domain spells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from core.recognise.lexicon import phrases
from core.recognise.names import CJK, LEGAL_FORM, PARTICLE
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.spelling import spells
from core.recognise.tables import load
from core.recognise.tokens import words

TITLE, TEXT, PLACE, SENDER, GUEST = "title", "text", "place", "sender", "guest"
"""Where a text stands: it is the title, the body, the location, or the display name of who invites or of a guest."""
_MOST = 7
"""Words of a firm's name, at most."""
_MOST_FREE = 5
"""The same where it may be written in small letters."""
_LONGEST_EAST = 18
"""Letters of one that is written without spaces, at most."""
_SHORT_NOTE = 200
"""Letters of a line of the user's own note that may have a name in small letters."""
_GAP = re.compile(r"[ ](?:[&+][ ])?|[&+]|[ ][„“\"'‘]|[”“\"'’][ ]")
"""What may stand between two words of one name."""
_BEFORE_FORM = re.compile(r",[ ]|[ ][-–][ ]")
"""What may stand between a name and its legal form besides."""
_SURNAME = re.compile(rf"{PARTICLE}(?:[ ]{PARTICLE})?[ ](?=[^\W\d_a-zà-ÿ])")
_OPENS_CELL = re.compile(r"[|·•,–—-]\s*$")
_OPENS_NAME = re.compile(r"[|·•,:–—-]\s*$")
_CLOSES_CELL = re.compile(r"\s*(?:$|[|·•,–—-])", re.M)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line: where it begins and ends, and what it is."""

    start: int
    end: int
    big: bool
    """It has a capital, begins with a digit, or is written without spaces."""
    joins: bool
    """It may stand between two words of a name."""
    article: bool
    small: bool
    """It is one of the small words of sentences: no name begins or ends with it."""
    east: bool
    """It is written without spaces."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that may name a firm; `free` where names in small letters are to be expected."""

    kind: str
    text: str
    free: bool = False

    @property
    def loose(self) -> bool:
        """Whether names go on in small letters, as in a title."""
        return self.kind != TEXT


def spans(text: Text, hosts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where runs of words that may be a firm's name begin and end; `hosts` are mail domains."""
    heads = {host[0] for host in hosts}
    start = 0
    for line in text.text.split("\n"):
        stop = start + len(line)
        found = [_word(text.text, *span) for span in words(text.text, start, stop)]
        free = text.kind == TITLE or (text.free and len(line) < _SHORT_NOTE)
        for first, word in enumerate(found):
            if word.east:
                yield from _cut(text.text, word)
            yield from _from(text, found, first, free=free)
            if not word.big and text.text[word.start] in heads and _is_spelled(text.text[word.start : word.end], hosts):
                yield word.start, word.end
        start = stop + 1


def _word(text: str, start: int, end: int) -> Word:
    if compiled(r"(?:\w\.)+\w\.").fullmatch(text, start, end + 1):
        end += 1  # `N.V.`
    said = text[start:end]
    small = said.casefold()
    east = bool(compiled(CJK).search(said))
    big = east or said != small or said[0].isdigit()
    article = small in articles()
    return Word(start, end, big, said in joints(), article, not big and not article and small in small_words(), east)


@lru_cache(maxsize=4096)
def _is_spelled(word: str, hosts: tuple[str, ...]) -> bool:
    return len(word) > 2 and word.isascii() and any(spells(host, word) for host in hosts)


def _from(text: Text, found: Sequence[Word], first: int, *, free: bool) -> Iterator[tuple[int, int]]:
    """Yield the runs that begin with one word of a line."""
    word = found[first]
    ahead = found[first - 1].end if first else word.start
    cell = first == 0 or bool(_OPENS_CELL.search(text.text, ahead, word.start))
    # `van der Hoek & Zonen` begins in small letters, where nothing stands before it.
    surname = (cell or _OPENS_NAME.search(text.text, ahead, word.start)) and _SURNAME.match(text.text, word.start)
    if word.small and not surname:
        return
    led = bool(surname) or (word.article and first + 1 < len(found) and found[first + 1].big)
    named = word.big or led
    if not (named or free or cell):
        return
    for last in range(first, min(len(found), first + _MOST)):
        other = found[last]
        if last > first and not _goes_on(text.text, found[last - 1], other):
            return
        if named and not (other.big or other.joins or text.loose or cell or free or last == first or surname):
            return
        if other.small:
            continue
        whole = (free and last - first < _MOST_FREE) or (cell and _CLOSES_CELL.match(text.text, other.end))
        if whole or (named and (other.big or (text.loose and last > first))):
            yield word.start, other.end


def _goes_on(text: str, before: Word, word: Word) -> bool:
    """Return whether a name may go on from one word to the next."""
    gap = text[before.end : word.start]
    if _GAP.fullmatch(gap):
        return True
    if _BEFORE_FORM.fullmatch(gap):
        return bool(compiled(rf"(?:{LEGAL_FORM})(?!\w)", re.I).match(text, word.start))
    return gap == ". " and bool(_short().fullmatch(text[before.start : before.end]))


def _cut(text: str, word: Word) -> Iterator[tuple[int, int]]:
    """Yield what stands between the particles of words that no space parts."""
    said = text[word.start : word.end]
    opens = [word.start, *(word.start + match.end() for match in _leads().finditer(said))]
    closes = [*(word.start + match.start() for match in _follows().finditer(said)), word.end]
    for start in opens:
        for end in closes[bisect_left(closes, start + 2) :]:
            if end - start > _LONGEST_EAST:
                break
            yield start, end


@by_language
def small_words() -> frozenset[str]:
    """Return the words that join others in sentences."""
    return frozenset(word.lower() for key in (("stopwords",), ("roles", "bounds")) for word in phrases(*key))


@cache
def joints() -> frozenset[str]:
    """Return the small words that stand within names of firms."""
    return frozenset(load("names")["joints"])


@cache
def articles() -> frozenset[str]:
    """Return the articles that stand before names of firms."""
    return frozenset(load("names")["articles"])


@cache
def _short() -> Phrases:
    return any_of(load("names")["short_words"])


@cache
def _leads() -> re.Pattern[str]:
    """Return what may stand right before a firm's name where no space does."""
    return re.compile("|".join(load("names")["before_firms_in_east"]))


@cache
def _follows() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["behind_firms_in_east"]))
