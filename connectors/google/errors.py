"""Google's refusals as sentences. https://developers.google.com/workspace/calendar/api/guides/errors"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from connectors.google.grant import sign_in
from core.errors import Closed, SourceError, Unavailable

if TYPE_CHECKING:
    from googleapiclient.errors import HttpError

RATE_LIMITS = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
EXPIRED = frozenset({"fullSyncRequired", "updatedMinTooLongAgo"})
_LATER = "Nothing is lost; it goes on at the next sync."
_ENABLE = "https://console.cloud.google.com/apis/library/calendar-json.googleapis.com"


def reason_of(content: bytes) -> str:
    """Return the reason word of an error's body, empty where it has none: not every answer is Google's own."""
    try:
        error = json.loads(content)["error"]
        return str(error["errors"][0]["reason"])
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return ""


def is_passing(status: int, reason: str) -> bool:
    """True where the same request may succeed a little later."""
    return status >= 500 or status in (408, 429) or (status == 403 and reason in RATE_LIMITS)


def translated(err: HttpError, *, name: str, calendar: str = "") -> SourceError:
    """Return the error of the account `name` for an answer that is no success."""
    status, reason = int(err.resp.status), reason_of(err.content)
    place = f"the calendar {calendar}" if calendar else "Google Calendar"
    if status == 401:
        return sign_in(name, "is no longer accepted by Google")
    if status == 403 and reason in ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
        return sign_in(name, f"was not allowed to use {place}")
    if status == 403:
        return _forbidden(reason, name, place)
    if status in (404, 410):
        return SourceError(
            f"{name}: {place} cannot be seen any more",
            next_step="See what there is with: afterword calendars",
        )
    if status == 429 or status >= 500:
        return SourceError(
            f"{name}: Google has trouble of its own or is asked too often (HTTP {status})", next_step=_LATER
        )
    return SourceError(
        f"{name}: Google did not understand a request (HTTP {status}{f', {reason}' if reason else ''})",
        next_step="Update afterword; if that does not help, report it.",
    )


def _forbidden(reason: str, name: str, place: str) -> SourceError:
    if reason in RATE_LIMITS:
        return Unavailable(f"{name}: Google is asked too often", next_step=_LATER)
    if reason in ("quotaExceeded", "dailyLimitExceeded", "calendarUsageLimitsExceeded"):
        return Unavailable(
            f"{name}: Google takes no more changes to this account's calendars for now",
            next_step="Wait some hours; nothing is lost.",
        )
    if reason in ("accessNotConfigured", "SERVICE_DISABLED"):
        return Unavailable(
            f"{name}: the Google Calendar API is not switched on for your app registration",
            next_step=f"Switch it on at {_ENABLE} and wait a few minutes.",
        )
    if reason in ("forbiddenForNonOrganizer", "eventTypeRestriction"):
        return SourceError(f"{name}: Google does not allow this change of an event", next_step="Change it by hand.")
    return Closed(f"{name}: Google does not allow {place} to be used like this", next_step="See: afterword calendars")
