"""What the program asks to be allowed, the least that serves: see docs/google.md for each scope and why."""

from __future__ import annotations

from collections.abc import Iterable

PREFIX = "https://www.googleapis.com/auth/"
EVENTS = f"{PREFIX}calendar.events"
READ_EVENTS = f"{PREFIX}calendar.events.readonly"
LIST = f"{PREFIX}calendar.calendarlist.readonly"
OWN = f"{PREFIX}calendar.app.created"
_ALL = f"{PREFIX}calendar"
_MEANINGS = {
    EVENTS: "view and edit events on your calendars",
    READ_EVENTS: "view events on your calendars",
    LIST: "see the list of your calendars",
    OWN: "make its own calendar and change events in it",
}


def wanted(*, own: bool) -> tuple[str, ...]:
    """Return the scopes to ask for; `own` writes only into a calendar of the program's own."""
    return (READ_EVENTS, LIST, OWN) if own else (EVENTS, LIST)


def missing(granted: Iterable[str], *, own: bool) -> tuple[str, ...]:
    """Return in Google's words what was not allowed: a user may untick single boxes."""
    given = set(granted)
    if _ALL in given:
        return ()
    if EVENTS in given:
        given.add(READ_EVENTS)
    return tuple(_MEANINGS[scope] for scope in wanted(own=own) if scope not in given)
