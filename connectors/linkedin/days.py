"""The dates of LinkedIn's tables, one format for each column: never guessed, never by the machine's language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_FIRST, _NEVER = 2003, 9999
"""Years of messages: LinkedIn began in the first; days of the last cannot be told in every time zone."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(r"(\d{1,2})[ \-]([A-Za-z]{3,9})\.?,?[ \-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:,?\s.*)?")


@lru_cache(maxsize=1 << 14)
def connected_on(text: str) -> date | None:
    """Return the day of `08 Feb 2026`, or of what Excel makes of it (`8-Feb-26`, `2026-02-08`, `02/08/2026`)."""
    text = text.strip()
    if found := _WORDS.fullmatch(text):
        month = _MONTHS.index(found[2][:3].lower()) + 1 if found[2][:3].lower() in _MONTHS else 0
        return _day(found[3], month, found[1])
    if found := _ISO.fullmatch(text):
        return _day(found[1], int(found[2]), found[3])
    return sent_at(text)


def sent_at(text: str) -> date | None:
    """Return the day of `1/29/26, 2:37 PM`, month first; the hour has no zone, so it is left out."""
    found = _AMERICAN.fullmatch(text.strip())
    return _day(found[3], int(found[1]), found[2]) if found else None


def invited_on(text: str) -> date | None:
    """Return the day of `1/29/26, 2:37 PM`, or of an ISO date as a re-saved file has it."""
    return sent_at(text) or connected_on(text)


def moment(text: str) -> datetime | None:
    """Return the UTC moment of `2025-06-01 14:03:22 UTC`, or of `2019-11-06T02:08:20` as older exports have it."""
    text = text.strip()
    try:
        if text[19:] in ("", " UTC", "Z"):
            found = datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)
        else:
            found = datetime.fromisoformat(text.removesuffix(" UTC"))
            found = found.astimezone(UTC) if found.utcoffset() is not None else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return found if _FIRST <= found.year < _NEVER else None


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, int(day))
    except ValueError:
        return None
