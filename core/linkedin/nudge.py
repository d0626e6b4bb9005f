"""When to ask for a fresh export: it has grown old, and a reminder that is still to come depends on it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from core.linkedin.book import stale
from core.linkedin.slugs import HOST
from core.linkedin.values import Book
from core.model import Touchpoint, TouchpointKind, TouchpointStatus
from core.timeline.words import day_words

OLD = 30
"""Days after which an export says little of the last message and of jobs."""
EXPORT_PAGE = f"https://{HOST}/mypreferences/d/download-my-data"
_OPEN = (TouchpointStatus.PLANNED, TouchpointStatus.SCHEDULED)


def nudges(books: Sequence[Book], touchpoints: Iterable[Touchpoint], today: date) -> tuple[str, ...]:
    """Return a sentence where all that is known of LinkedIn is more than OLD days old and is still to be relied on."""
    latest = max((book.as_of for book in books if book.as_of), default=None)
    if latest is None or any(book.as_of and not stale(book, today, days=OLD) for book in books):
        return ()
    waiting = [t for t in touchpoints if t.status in _OPEN and t.kind is not TouchpointKind.THANK_YOU]
    names = dict.fromkeys(p.name or p.email for t in waiting for p in t.people if _known(p.linkedin, p.connected))
    if not names:
        return ()
    first, *others = names
    more = f" and {len(others)} more" if others else ""
    return (
        f"what LinkedIn says is from {day_words(latest)}, and reminders to {first}{more} depend on it. "
        f"Ask for a fresh archive at {EXPORT_PAGE}, then run: afterword connect linkedin ARCHIVE",
    )


def _known(linkedin: str, connected: bool) -> bool:
    return bool(linkedin) or connected
