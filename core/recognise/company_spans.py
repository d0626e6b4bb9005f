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
from typing import NamedTuple

from core.recognise.grammar import words as elisions
from core.recognise.lexicon import phrases
from core.recognise.names import CJK, LEGAL_FORM, PARTICLE
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.spelling import spells
from core.recognise.tables import load
from core.recognise.tokens import in_east, words

TITLE, TEXT, PLACE, SENDER, GUEST = "title", "text", "place", "sender", "guest"
"""Where a text stands: it is the title, the body, the location, or the display name of who invites or of a guest."""
APART = "' "
"""What stands in a body between a word that runs into a name and that name, which are set apart there: `d' Orval`."""
_MOST = 7
"""Words of a firm's name, at most."""
_MOST_FREE = 5
"""The same where it may be written in small letters."""
_LONGEST_EAST = 18
"""Letters of one that is written without spaces, at most."""
_BRANCH = 2
"""Words that follow on a name that holds its country: the country, and the rest with the legal form."""
_SHORT_NOTE = 200
"""Letters of a line of the user's own note that may have a name in small letters."""
_GAP = re.compile(r"[ ](?:[&+][ ])?|[&+]|[ ][„“\"'‘]|[”“\"'’][ ]|(?<=[\u30a1-\u30fa\u30fc])・")
"""What may stand between two words of one name."""
_PARTNERS = re.compile(r"[^\W\d_a-zà-ÿ][\w'’-]+[ ]&[ ][^\W\d_a-zà-ÿ]")
"""The rest of a name that partners give: `Keel, Larch & Moor`."""
_BEFORE_FORM = re.compile(r",[ ]|[ ][-–][ ]")
"""What may stand between a name and its legal form besides."""
_SURNAME = re.compile(rf"{PARTICLE}(?:[ ]{PARTICLE})?[ ](?=[^\W\d_a-zà-ÿ])")
_OPENS_CELL = re.compile(r"[|·•,–—-]\s*$")
_OPENS_NAME = re.compile(r"[|·•,:–—-]\s*$")
_CLOSES_CELL = re.compile(r"\s*(?:$|[|·•,–—-])", re.M)
_DOTTED = re.compile(r"(?:\w\.)+\w\.")


class Word(NamedTuple):
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
    heads, stops = {host[0] for host in hosts}, small_words()
    start = 0
    for line in text.text.split("\n"):
        stop = start + len(line)
        found = [_word(text.text, *span, stops) for span in words(text.text, start, stop)]
        free = text.kind == TITLE or (text.free and len(line) < _SHORT_NOTE)
        for first, word in enumerate(found):
            if word.east:
                yield from _cut(text.text, word)
                yield from _branch(text.text, word, found[first + 1 : first + 3])
                yield from _with_form(text.text, word, found[first + 1 : first + 2])
            # Most words of a sentence begin no name.
            if word.big or word.article or not first or (free and not word.small) or _parted(text.text, found, first):
                yield from _from(text, found, first, free=free)
            if not word.big and text.text[word.start] in heads and _is_spelled(text.text[word.start : word.end], hosts):
                yield word.start, word.end
        start = stop + 1


def _word(text: str, start: int, end: int, stops: frozenset[str]) -> Word:
    if text.startswith(".", end) and _DOTTED.fullmatch(text, start, end + 1):
        end += 1  # `N.V.`
    said = text[start:end]
    small = said.casefold()
    east = in_east(said)
    big = east or said != small or said[0].isdigit()
    article = small in articles()
    joins = said in joints() or (text.startswith(APART, end) and said in elisions("elided"))
    return Word(start, end, big, joins, article, not big and not article and small in stops, east)


def _parted(text: str, found: Sequence[Word], first: int) -> bool:
    """Return whether more than a space stands before a word that is not the first of its line."""
    return text[found[first - 1].end : found[first].start] != " "


@lru_cache(maxsize=4096)
def _is_spelled(word: str, hosts: tuple[str, ...]) -> bool:
    return len(word) > 2 and word.isascii() and any(spells(host, word) for host in hosts)


def _from(text: Text, found: Sequence[Word], first: int, *, free: bool) -> Iterator[tuple[int, int]]:
    """Yield the runs that begin with one word of a line."""
    word = found[first]
    cell, surname = first == 0, None
    if cell or _parted(text.text, found, first):
        ahead = found[first - 1].end if first else word.start
        cell = cell or bool(_OPENS_CELL.search(text.text, ahead, word.start))
        # `van der Hoek & Zonen` begins in small letters, where nothing stands before it.
        if cell or _OPENS_NAME.search(text.text, ahead, word.start):
            surname = _SURNAME.match(text.text, word.start)
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
    if gap == " ":
        return True
    if _GAP.fullmatch(text, before.end, word.start):
        return True
    if gap == ", " and _PARTNERS.match(text, word.start):
        return True
    if _BEFORE_FORM.fullmatch(gap):
        return bool(compiled(rf"(?:{LEGAL_FORM})(?!\w)", re.I).match(text, word.start))
    return gap == ". " and bool(_short().fullmatch(text[before.start : before.end]))


def _opens(text: str, word: Word) -> list[int]:
    """Return where a name may begin in words that no space parts: at their start, and behind particles and verbs."""
    return [word.start, *(match.end() for match in _leads().finditer(text, word.start, word.end))]


def _closes(text: str, word: Word) -> list[int]:
    """Return where a name may end in such words: before particles and verbs, behind the kind of firm, at their end."""
    before = (match.start() for match in _follows().finditer(text, word.start, word.end))
    kinds = (match.end() for match in _ends().finditer(text, word.start, word.end))
    return sorted({*before, *kinds, word.end})


def _branch(text: str, word: Word, following: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield a name that holds its country in brackets: `青桐软件(中国)有限公司`."""
    if len(following) < _BRANCH or text[word.end : following[0].start] not in {"(", "（"}:
        return
    form = _form().match(text, following[1].start)
    if form and text[following[0].end : following[1].start] in {")", "）"}:
        yield from ((start, form.end()) for start in _opens(text, word) if form.end() - start <= 2 * _LONGEST_EAST)


def _with_form(text: str, word: Word, following: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield a name of two words that ends where a particle does, within the second: `法务法人 가람에서`."""
    if following and _GAP.fullmatch(text, word.end, following[0].start):
        ends = [end for end in _closes(text, following[0])[:-1] if end - following[0].start > 1]
        called = compiled("|".join(load("east")["behind"]))
        yield from ((start, end) for start in _opens(text, word) for end in ends if not called.match(text, end))


def _cut(text: str, word: Word) -> Iterator[tuple[int, int]]:
    """Yield what stands between the particles of words that no space parts."""
    opens, closes = _opens(text, word), _closes(text, word)
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


def cut_within_word(text: str, end: int) -> bool:
    """Return whether a run ends within a word in hiragana: the particle there may be a part of it (`みずかがみ`)."""
    if not compiled(r"[\u3041-\u309f]{3}").match(text, end - 1):
        return False
    particle = _follows().match(text, end)
    return particle is not None and len(particle[0]) == 1


@cache
def _form() -> re.Pattern[str]:
    """Return the end of a firm's name: up to its legal form, or a word for its kind."""
    names = load("names")
    return re.compile(rf"{CJK}{{0,8}}?(?:{'|'.join((*names['eastern_forms'], *names['eastern_firms']))})")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["eastern_ends"]))


@cache
def _no_name() -> re.Pattern[str]:
    names = load("names")
    kinds = "|".join((*names["eastern_forms"], *names["eastern_firms"]))
    return re.compile(rf"{'|'.join(names['no_firm_in_east'])}|^(?:{kinds}|{CJK})$")


@lru_cache(maxsize=4096)
def is_no_firm(run: str) -> bool:
    """Return whether words in letters of the east are a sentence, a unit of a firm or a kind of firm, and no name."""
    return in_east(run) and bool(_no_name().search(run))


@cache
def _follows() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["behind_firms_in_east"]))
