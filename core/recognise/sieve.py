"""The first look at an event: does its text hold any word that a hiring event has? Cheap for a whole calendar."""

from __future__ import annotations

from functools import cache

from core.model import Attendee, Event
from core.recognise.lexicon import LANGUAGES, load, senders


def words() -> tuple[str, ...]:
    """Return the stems of all languages, case-folded and free of separators, so that raw bytes may be searched too."""
    return _stems()


@cache
def _stems() -> tuple[str, ...]:
    """Return the stems of all languages, case-folded and free of separators, so that raw bytes may be searched too."""
    stems = [stem for language in LANGUAGES for stem in load(language)["sieve"]]
    folded = tuple(dict.fromkeys(stem.casefold() for stem in (*stems, *senders().stems)))
    return tuple(stem for stem in folded if not any(other in stem for other in folded if other != stem))


def event_text(event: Event) -> str:
    """Return everything of `event` that may hold a word, case-folded, one field a line."""
    people = [event.organizer, *event.attendees] if event.organizer else [*event.attendees]
    fields = [event.title, event.description, event.location, event.conference, event.url, *map(_address, people)]
    return "\n".join(fields).casefold()


def worth_reading(text: str, words: frozenset[str] = frozenset()) -> bool:
    """Return whether `text` (case-folded) holds a stem, or one of `words` (lower case)."""
    return any(stem in text for stem in _stems()) or any(word in text for word in words)


def _address(attendee: Attendee) -> str:
    return f"{attendee.name} {attendee.email}"
