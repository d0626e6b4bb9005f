"""The words of each language and the domains of each sender, read once from the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, wraps
from importlib import resources
from typing import Any, ParamSpec, TypeVar

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "zh", "ja", "ko")
_SPOKEN: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=LANGUAGES)

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
    """Cache what `function` makes of phrases, apart for each set of languages."""
    made: dict[tuple[object, ...], R] = {}

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (_SPOKEN.get(), args, tuple(sorted(kwargs.items())))
        if key not in made:
            made[key] = function(*args, **kwargs)
        return made[key]

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
    not_people: re.Pattern[str]


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


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of `words`, at word edges where the script has them. Words may be patterns."""
    return re.compile(union(tuple(words)), re.IGNORECASE)


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
        inner = word[3:-1] if word.endswith(")") and not word.endswith(r"(?!\w)") else word[3 : -len(r")(?!\w)")]
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
    return f"(?:{word})" + (r"(?!\w)" if _has_edges(word[-1]) else "")


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
def pattern(*path: str) -> re.Pattern[str]:
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
