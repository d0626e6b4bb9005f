"""The words of each language and the domains of each sender, read once from the data files beside this module."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, wraps
from itertools import groupby
from typing import Any, ParamSpec, TypeVar

from core.recognise.anchors import Anchored
from core.recognise.patterns import compiled
from core.recognise.tables import LANGUAGES, load

_SPOKEN: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=LANGUAGES)
_MADE: ContextVar[dict[Hashable, Any]] = ContextVar("made")
"""What was made of the words of the languages spoken."""
_MOST = 32_768
"""Things made for one set of languages; where there are more, all are made anew."""

_LOOK_AHEAD = re.compile(r"\(\?[=!][^()]*\)$")

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def speaking(languages: tuple[str, ...]) -> Iterator[None]:
    """Let `phrases`, and all that is built of them, hold the words of these languages alone within the `with`.

    A pattern of two languages is searched, and first compiled, many times faster than one of twelve.
    """
    before, made = _SPOKEN.set(languages), _MADE.set(_made_for(languages))
    try:
        yield
    finally:
        _MADE.reset(made)
        _SPOKEN.reset(before)


@lru_cache(maxsize=64)
def _made_for(languages: tuple[str, ...]) -> dict[Hashable, Any]:
    del languages
    return {}


def spoken() -> tuple[str, ...]:
    """Return the languages whose words count now: all, outside of `speaking`."""
    return _SPOKEN.get()


def by_language(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what `function` makes of phrases, apart for each set of languages."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        if kwargs:
            return function(*args, **kwargs)
        made = _MADE.get(None) or _made_for(_SPOKEN.get())
        key = (function, args)
        found = made.get(key, made)
        if found is made:
            if len(made) >= _MOST:
                made.clear()
            found = made[key] = function(*args)  # type: ignore[call-arg]  # no keywords were given
        return found  # type: ignore[no-any-return]  # what `function` returned for these arguments

    return remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """Domains by what their owner does, and what tells a mailbox or a room from a person."""

    ats: frozenset[str]
    stems: tuple[str, ...]
    vendors: frozenset[str]
    notetakers: frozenset[str]
    free: frozenset[str]
    mailboxes: frozenset[str]
    resource_hosts: frozenset[str]
    not_people: Phrases


@cache
def senders() -> Senders:
    """Return the domains of `senders.toml`."""
    read = load("senders")
    vendors = [
        d
        for group in ("ats", "assessment", "schedulers", "conferencing", "notetakers", "calendars", "platforms")
        for d in read[group]
    ]
    return Senders(
        ats=frozenset(read["ats"]),
        stems=tuple(read["stems"]),
        vendors=frozenset(vendors),
        notetakers=frozenset(read["notetakers"]),
        free=frozenset(read["free"]),
        mailboxes=frozenset(read["mailboxes"]),
        resource_hosts=frozenset(read["resource_hosts"]),
        not_people=any_of(read["not_people"]),
    )


class Phrases:
    """Phrases searched, and compiled, only where a text holds their anchors: most texts hold none of any.

    It answers as the compiled `pattern` would. `around` puts the alternatives into a larger expression, of which every
    match holds one of `signs`, where there are any.
    """

    def __init__(
        self,
        words: Iterable[str],
        flags: int = re.IGNORECASE,
        *,
        around: Callable[[str], str] | None = None,
        signs: str = "",
    ) -> None:
        self._words = tuple(_ranked(words))
        self._flags = flags
        self._around = around
        self._signs = signs
        self._each: dict[int, re.Pattern[str]] = {}

    @property
    def pattern(self) -> str:
        """The one regular expression for which all this stands."""
        return self._around(union(self._words)) if self._around else union(self._words)

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """Return the first match in `text`, from `at` on."""
        possible = self._possible(text)
        return _first([regex.search(text, at) for regex in possible]) if possible else None

    def held(self, text: str) -> tuple[str, ...]:
        """Return those of the phrases that `text` may hold: without any, nothing matches."""
        return tuple([self._words[place] for place in self._anchored.possible(text)])

    def occurs(self, text: str) -> bool:
        """Return whether anything in `text` matches: the first phrase found is enough."""
        return any(regex.search(text) for regex in self._possible(text))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where each of the phrases matches in `text`, overlapping or not."""
        return [match.span() for regex in self._possible(text) for match in regex.finditer(text)]

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of `text`."""
        possible = self._possible(text)
        return _first([regex.match(text) for regex in possible]) if possible else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of all of `text`."""
        possible = self._possible(text)
        return _first([regex.fullmatch(text) for regex in possible]) if possible else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in `text`, from its start to its end."""
        possible = self._possible(text)
        if not possible:
            return iter(())
        return possible[0].finditer(text) if len(possible) == 1 else _in_order(possible, text)

    @cached_property
    def _anchored(self) -> Anchored:
        return Anchored(self._words, spoken())

    def _possible(self, text: str) -> Sequence[re.Pattern[str]]:
        """Return what to search `text` with, in the order in which alternatives count."""
        if self._signs and not any(sign in text for sign in self._signs):
            return ()
        found = self._anchored.possible(text)
        if not found:
            return ()
        if self._around is None:
            return [self._each.get(place) or self._compiled(place) for place in found]
        return [self._each.get(0) or self._whole()]

    def _whole(self) -> re.Pattern[str]:
        regex = self._each[0] = re.compile(self.pattern, self._flags)
        return regex

    def _compiled(self, place: int) -> re.Pattern[str]:
        word = self._words[place]
        edge = r"(?<!\w)(?=\w)" if _has_edges(word[0]) else ""
        regex = self._each[place] = compiled(edge + _closed(word), self._flags)
        return regex


def _in_order(possible: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of several patterns as those of one would be: none begins before the last one ended."""
    ahead = [regex.search(text) for regex in possible]
    while match := _first(ahead):
        yield match
        stop = match.end()
        ahead = [
            possible[place].search(text, stop) if next_ is not None and next_.start() < stop else next_
            for place, next_ in enumerate(ahead)
        ]


def any_of(words: Iterable[str]) -> Phrases:
    """Return a pattern that finds any of `words`, at word edges where the script has them. Words may be patterns."""
    return Phrases(words)


def _first(matches: Iterable[re.Match[str] | None]) -> re.Match[str] | None:
    """Return the match that starts first; of several the one that is named first."""
    best = None
    for match in matches:
        if match is not None and (best is None or match.start() < best.start()):
            best = match
    return best


@cache
def union(words: tuple[str, ...]) -> str:
    """Return one regular expression for `words`, longest first, so that the fuller phrase wins.

    Words that start at an edge share one look-behind, and those of one first letter stand together: most letters of a
    text are then passed over at once.
    """
    ordered = _ranked(words)
    edged = [word for word in ordered if _has_edges(word[0])]
    letters = [_under(letter, list(group)) for letter, group in groupby(edged, key=_letter)]
    parts = [rf"(?<!\w)(?=\w)(?:{'|'.join(letters)})"] if edged else []
    other = [_closed(word) for word in ordered if not _has_edges(word[0])]
    return f"(?:{'|'.join([*parts, *other])})" if ordered else r"(?!)"


def _ranked(words: Iterable[str]) -> list[str]:
    """Return `words` in the order in which they count at one place of a text."""
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    letters: dict[str, list[str]] = {}
    for word in ordered:
        if _has_edges(word[0]):
            letters.setdefault(_letter(word), []).append(word)
    return [*(word for group in letters.values() for word in group), *(w for w in ordered if not _has_edges(w[0]))]


def _letter(word: str) -> str:
    """Return the letter with which every match of `word` begins, empty where there may be several."""
    plain = word[1:2] not in {"?", "*", "+", "{", "|"} and not _splits(word)
    return word[0] if plain else ""


def _under(letter: str, words: Sequence[str]) -> str:
    """Return the alternatives that share a first letter, which then stands before them once."""
    closed = [_closed(word) for word in words]
    return f"{letter}(?:{'|'.join(each[:3] + each[4:] for each in closed)})" if letter else "|".join(closed)


def _splits(word: str) -> bool:
    """Return whether a pattern has a bar outside all brackets."""
    depth = 0
    for letter in word:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            return True
    return False


def _closed(word: str) -> str:
    # What begins with any letters, or with one of several words, begins with a word.
    start = r"(?<!\w)" if word.startswith((r"\w*", r"\w+")) or _chooses_words(word) else ""
    return f"{start}(?:{word})" + (r"(?!\w)" if _ends_at_edge(word) else "")


def _chooses_words(word: str) -> bool:
    """Return whether a phrase begins with a choice of words that have edges: `(?:his|her) interview`."""
    return word.startswith("(?:") and _has_edges(word.lstrip("(?:")[:1] or ".")


def _ends_at_edge(word: str) -> bool:
    """Return whether a phrase ends in a letter that has an edge, or in a choice or repetition of such."""
    if word.endswith((r"(?!\w)", r"\w*", r"\w+")) or _LOOK_AHEAD.search(word):
        return False
    return _has_edges(word[-1]) or (word[-1] in ")?" and _has_edges(word.rstrip(")?")[-1:] or "."))


def _has_edges(letter: str) -> bool:
    """Chinese, Japanese and Korean run words together: an edge there would miss them."""
    return letter.isalnum() and ord(letter) < 0x1100


@by_language
def phrases(*path: str) -> tuple[str, ...]:
    """Return the words under `path` of all languages spoken together, for an invitation often mixes two."""
    found: dict[str, None] = {}
    for language in spoken():
        table: Any = load(language)
        for key in path:
            table = table.get(key, {})
        found.update(dict.fromkeys(table or ()))
    return tuple(found)


@by_language
def pattern(*path: str) -> Phrases:
    """Return the pattern of all words under `path` (see `phrases`)."""
    return any_of(phrases(*path))


@cache
def keys_of(*path: str) -> tuple[str, ...]:
    """Return the names of the tables under `path` in any language, in order of first appearance."""
    found: dict[str, None] = {}
    for language in LANGUAGES:
        table: Any = load(language)
        for key in path:
            table = table.get(key, {})
        found.update(dict.fromkeys(table or ()))
    return tuple(found)
