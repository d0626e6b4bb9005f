"""The words of each language and the domains of each sender, read once from the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from importlib import resources
from typing import Any, ParamSpec, TypeVar

from core.recognise.anchors import Anchored
from core.recognise.patterns import compiled

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "zh", "ja", "ko")
_SHORT = 100
"""Letters of a text below which a pattern is searched as fast as its anchors."""
_SOME = 6
"""Phrases that make a small pattern of their own, sooner compiled and searched than the whole."""
_SPOKEN: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=LANGUAGES)

_LOOK_AHEAD = re.compile(r"\(\?[=!][^()]*\)$")

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def speaking(languages: tuple[str, ...]) -> Iterator[None]:
    """Let `phrases`, and all that is built of them, hold the words of these languages alone within the `with`.

    A pattern of two languages is searched, and first compiled, many times faster than one of twelve.
    """
    before = _SPOKEN.set(languages)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> tuple[str, ...]:
    """Return the languages whose words count now: all, outside of `speaking`."""
    return _SPOKEN.get()


def by_language(function: Callable[P, R]) -> Callable[P, R]:
    """Cache what `function` makes of phrases, apart for each set of languages; the oldest of very many give way."""

    @lru_cache(maxsize=8192)
    def made(languages: tuple[str, ...], args: tuple[Hashable, ...]) -> R:
        del languages
        return function(*args)  # type: ignore[arg-type, call-arg]  # exactly what `remembered` was called with

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs) if kwargs else made(_SPOKEN.get(), args)

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
def load(name: str) -> dict[str, Any]:
    """Return the data file `name` (without its ending), parsed."""
    path = resources.files("core.recognise") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


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
    """A pattern made of phrases: searched, and compiled, only where a text holds the anchors of one of them.

    It answers as the compiled `pattern` would; most texts hold none of its words, and are told so many times faster.
    Where the pattern is nothing `but` its phrases, those alone are searched whose anchors are there.
    """

    __slots__ = ("_anchored", "_but", "_flags", "_regex", "_words", "pattern")

    def __init__(self, pattern: str, words: Iterable[str], flags: int = re.IGNORECASE, *, but: bool = False) -> None:
        self.pattern = pattern
        self._flags = flags
        self._but = but
        self._words = tuple(words)
        self._anchored: Anchored | None = None
        self._regex: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in `text`."""
        found = self._for(text)
        return found.search(text) if found else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the start of `text`."""
        found = self._for(text)
        return found.match(text) if found else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of all of `text`."""
        found = self._for(text)
        return found.fullmatch(text) if found else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in `text`, from its start to its end."""
        found = self._for(text)
        return found.finditer(text) if found else iter(())

    def _for(self, text: str) -> re.Pattern[str] | None:
        """Return what to search `text` with, None where nothing can be found; a short one is sooner searched."""
        if len(text) < _SHORT:
            return self._compiled()
        if self._anchored is None:
            self._anchored = Anchored(self._words)
        possible = self._anchored.possible(text)
        if not possible:
            return None
        if self._but and len(possible) <= _SOME:
            return compiled(union(possible), self._flags)
        return self._compiled()

    def _compiled(self) -> re.Pattern[str]:
        if self._regex is None:
            self._regex = re.compile(self.pattern, self._flags)
        return self._regex


def any_of(words: Iterable[str]) -> Phrases:
    """Return a pattern that finds any of `words`, at word edges where the script has them. Words may be patterns."""
    words = tuple(words)
    return Phrases(union(words), words, but=True)


@cache
def union(words: tuple[str, ...]) -> str:
    """Return one regular expression for `words`, longest first, so that the fuller phrase wins.

    Words that start at an edge share one look-behind: most letters of a text are then passed over at once.
    """
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    edged = [_closed(word) for word in ordered if _has_edges(word[0])]
    other = [_closed(word) for word in ordered if not _has_edges(word[0])]
    parts = [rf"(?<!\w)(?=\w)(?:{'|'.join(_by_letter(edged))})"] if edged else []
    return f"(?:{'|'.join([*parts, *other])})" if ordered else r"(?!)"


def _by_letter(words: list[str]) -> list[str]:
    """Return `words` with those of one first letter put together, so that a text's letter rules out the others."""
    letters: dict[str, list[str]] = {}
    for word in words:
        inner = word[3 : -len(r")(?!\w)")] if word.endswith(r")(?!\w)") else word[3:-1]
        plain = inner[:1].isalnum() and inner[1:2] not in {"?", "*", "+", "{", "|"} and not _splits(inner)
        letters.setdefault(inner[0] if plain else "", []).append(word[:3] + word[4:] if plain else word)
    return [f"{letter}(?:{'|'.join(rest)})" if letter else "|".join(rest) for letter, rest in letters.items()]


def _splits(word: str) -> bool:
    """Return whether a pattern has a bar outside all brackets."""
    depth = 0
    for letter in word:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            return True
    return False


def _closed(word: str) -> str:
    return f"(?:{word})" + (r"(?!\w)" if _ends_at_edge(word) else "")


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
