"""The words of each language and the domains of each sender, read once from the data files beside this module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language, spoken
from core.recognise.tables import LANGUAGES, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """Domains by what their owner does, and what tells a mailbox or a room from a person."""

    ats: frozenset[str]
    suites: frozenset[str]
    """Those applicant-tracking systems by which a firm writes to its staff, too."""
    stems: tuple[str, ...]
    vendors: frozenset[str]
    makers: frozenset[str]
    """Those vendors whose own people have their mailboxes there too."""
    notetakers: frozenset[str]
    free: frozenset[str]
    free_names: frozenset[str]
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
        suites=frozenset(read["suites"]),
        stems=tuple(read["stems"]),
        vendors=frozenset(vendors),
        makers=frozenset(d for group in ("schedulers", "conferencing", "platforms") for d in read[group]),
        notetakers=frozenset(read["notetakers"]),
        free=frozenset(read["free"]),
        free_names=frozenset(read["free_names"]),
        mailboxes=frozenset(read["mailboxes"]),
        resource_hosts=frozenset(read["resource_hosts"]),
        not_people=any_of(read["not_people"]),
    )


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


@lru_cache(maxsize=64)
def places_of(words: Phrases, text: str) -> Sequence[tuple[int, int]]:
    """Return where `words` stand in `text`: the job, the employer and the people are looked for in the same texts."""
    return tuple(words.spans(text))


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
