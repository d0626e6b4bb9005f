"""The first look at an event: does its text hold any word that a hiring event has? Cheap for a whole calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from core.model import Attendee, Event
from core.recognise.grammar import choice
from core.recognise.held import finder
from core.recognise.hints import hints_at_hiring
from core.recognise.lexicon import senders
from core.recognise.subject import without_time
from core.recognise.tables import LANGUAGES, load
from core.text import INVITED

_PAIR = re.compile(r"<>|\s(?:[/+&|x×-]|//)\s")
"""What stands between two names in the title of a talk of two."""


_NAMES = re.compile(r"(?=(?<!\w)([^\W\d_]+)\s?(?:<->|<>|[/+&×↔,–—]|\s-\s|\sx\s|//|\sw/)\s?([^\W\d_]+))")
"""Two words on either side of such a sign."""
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S@\S")
"""What an invitation has and a note has not, though it may say `Ana @ Acme`."""
MANY = 3
"""Common stems that together tell as much as a telling one."""
FEW = 5
"""Addresses that an invitation has at most for one common word to tell: the organizer's counts twice."""
ONE_OTHER = 3
"""Addresses at most where the user meets one other person: the organizer may be named as a guest too."""
_SHORT = 60
"""Letters of a title of two names, at most."""


@cache
def words() -> tuple[str, ...]:
    """Return the stems of all languages, case-folded and free of separators, so that raw bytes may be searched too."""
    stems = [stem for language in LANGUAGES for stem in load(language)["sieve"]]
    folded = tuple(dict.fromkeys(stem.casefold() for stem in (*stems, *senders().stems)))
    common, inside = _common(), finder(folded)
    # A telling stem may hold a common one: what is found of it then tells more.
    return tuple(
        stem
        for stem in folded
        if not any(other != stem and (other not in common or stem in common) for other in inside(stem))
    )


@cache
def _common() -> frozenset[str]:
    """Return the stems that ordinary meetings have too."""
    return frozenset(stem.casefold() for language in LANGUAGES for stem in load(language).get("common", ()))


@cache
def _noted() -> Callable[[str], list[str]]:
    """Return what finds the stems that tell in the user's own notes alone, for every invitation has them."""
    return finder({stem.casefold() for language in LANGUAGES for stem in load(language).get("noted", ())})


@cache
def _titled() -> frozenset[str]:
    """Return words too short for stems, which stand within others: those of a title by themselves (`Tea`)."""
    return frozenset(word.casefold() for language in LANGUAGES for word in load(language).get("titled", ()))


@cache
def _finder() -> Callable[[str], list[str]]:
    return finder(words())


def tells(text: str) -> bool:
    """Return whether `text` (case-folded) has a stem that speaks of hiring by itself."""
    return not _common().issuperset(_finder()(text))


def event_text(event: Event) -> str:
    """Return everything of `event` that may hold a word, case-folded, one field a line, its people behind INVITED."""
    people = [event.organizer, *event.attendees] if event.organizer else [*event.attendees]
    fields = [event.title, event.description, event.location, event.conference, event.url]
    return "\n".join([*fields, INVITED, *map(_address, people)]).casefold()


def worth_reading(text: str, words: frozenset[str] = frozenset()) -> bool:
    """Return whether `text` (as `event_text` gives it) speaks of hiring, or holds one of `words`.

    One telling stem is enough. Common ones (`feedback`, `decision`) are enough in a note of the user's own, and beside
    a title of two names, or of tea; so is a title of two names of which one is invited. Where there are MANY, or by
    twos or in the title among a FEW people, the text has to hint at hiring too (`hints`), unless the user meets
    ONE_OTHER. What has no such stem has to say so in phrases alone.
    """
    found = frozenset(_finder()(text))
    if not found <= _common():
        return True
    title, _, rest = text.partition("\n")
    people = rest.partition(INVITED)[2]
    if not _ADDRESS.search(people):
        # What the user noted down alone is short, and any word in it may be the one that tells.
        noted = bool(found or _noted()(text)) and len(text.split()) > 1
        return noted or _holds(text, words) or hints_at_hiring(text)
    invited = sum("@" in line for line in people.split("\n"))
    few = invited <= FEW
    if found and few and (_PAIR.search(title) or not _titled().isdisjoint(_WORD.findall(title))):
        return True
    if _two_people(title, rest, few=few) or _holds(text, words):
        return True
    in_title = any(stem in title for stem in found)
    if len(found) >= MANY or (len(found) > 1 and (few or in_title)) or (few and in_title):
        return invited <= ONE_OTHER or hints_at_hiring(text, beside=True)
    return invited < FEW and hints_at_hiring(text)


def _two_people(title: str, rest: str, *, few: bool) -> bool:
    """Return whether the title sets two names side by side, one of them that of somebody invited."""
    if few and _between().search(title):
        return True
    bare = without_time(title)
    return len(bare) < _SHORT and any(
        f"{name} " in rest or f"{name}." in rest or f"{name}@" in rest
        for pair in _NAMES.finditer(bare)
        for name in pair.groups()
        if len(name) > 1
    )


@cache
def _between() -> re.Pattern[str]:
    """Return what a scheduler's title ends in: the two who meet (`... between Ada Ost and Ben Ray`)."""
    return re.compile(rf"\b{choice('between')}\s.{{2,40}}?\s{choice('and', 'between_and')}\s\w")


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _address(attendee: Attendee) -> str:
    return f"{attendee.name} {attendee.email}"
