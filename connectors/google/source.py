"""Reads one calendar: in full within a window, and from then on only what changed (sync tokens).

https://developers.google.com/workspace/calendar/api/guides/sync
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from connectors.google.answers import pages
from connectors.google.errors import EXPIRED, reason_of, translated
from connectors.google.events import CANCELLED, Unreadable, event_of, is_meeting, went_before_its_hour
from core.errors import CursorExpired, SourceError
from core.model import CalendarId, Cursor, EventId, Ref, Window
from core.sync.gather import overlaps
from core.sync.ports import Page, Problem, Reach

if TYPE_CHECKING:
    from connectors.google.account import GoogleAccount

FORM: Mapping[str, Any] = {"singleEvents": True, "showDeleted": True, "maxResults": 2500}
"""What every request of a calendar asks for. A token belongs to the very parameters that it was given for."""
FORM_VERSION = "1"
"""Raised whenever FORM changes: older tokens have then expired."""
ROLLS = timedelta(days=30)
"""How far the window may move on before a calendar is read in full again: what lies a year ahead can wait a month."""
FRESH = timedelta(days=1)
"""How old a token may get while nothing changes; within that the state stays as it is, byte for byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What a cursor holds: the token, what it was given for, and the end of the reach at its last two readings."""

    token: str
    form: str
    start: str
    end: str
    at: str

    def serves(self, window: Window) -> bool:
        """True where the token still tells all that the window wants."""
        start, end = datetime.fromisoformat(self.start), datetime.fromisoformat(self.end)
        return self.form == FORM_VERSION and start <= window.start + timedelta(days=1) and window.end <= end + ROLLS

    def is_fresh(self, window: Window) -> bool:
        """True where the token need not be replaced by a newer one that says the same."""
        return window.end - datetime.fromisoformat(self.at) < FRESH


class GoogleSource:
    """The reader of one calendar."""

    def __init__(self, account: GoogleAccount, calendar: CalendarId) -> None:
        self._account, self._calendar = account, calendar

    def pull(self, reach: Reach, cursor: Cursor | None) -> Iterator[Page]:
        """Yield what changed since `cursor`, or everything within the window where it is None.

        Raises CursorExpired where Google no longer knows the token or it does not serve the window, SourceError where
        the calendar cannot be read, or where the last page has no token: that is no reading to build on.
        """
        held = _opened(cursor)
        if cursor is not None and (held is None or not held.serves(reach.window)):
            raise CursorExpired("the window has moved on")
        if held is None:
            yield from self._whole(reach.window)
        else:
            yield from self._read(reach.window, held, cursor)

    def _whole(self, window: Window) -> tuple[Page, ...]:
        """Read everything within the window; where Google loses its place half-way, once more from the start."""
        try:
            return tuple(self._read(window, None, None))
        except CursorExpired:
            pass
        try:
            return tuple(self._read(window, None, None))
        except CursorExpired as err:
            raise self._broken("lost its place twice on the way") from err

    def _read(self, window: Window, held: _Held | None, cursor: Cursor | None) -> Iterator[Page]:
        quiet = True
        for answer in self._answers({"syncToken": held.token} if held else _bounds(window)):
            page = self._page(answer, window)
            quiet = quiet and not answer["items"]
            if answer.get("nextPageToken"):
                yield page
        token = answer.get("nextSyncToken")
        if not token:
            raise self._broken("did not say how to go on from here")
        if held is None or not quiet or not held.is_fresh(window):
            cursor = _cursor(token, window, held)
        yield replace(page, cursor=cursor)

    def _answers(self, asked: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """Yield the pages as Google gives them; raise CursorExpired where it no longer knows where this one goes on."""
        from googleapiclient.errors import HttpError

        def ask(page: str | None) -> Any:
            return self._account.events.list(calendarId=self._calendar, pageToken=page, **FORM, **asked)

        goes_on = "syncToken" in asked
        try:
            for answer in pages(ask, name=self._account.name, place=f"the calendar {self._calendar}"):
                goes_on = True
                yield answer
        except HttpError as err:
            # 400 is what Google says of a token that does not fit its request; reading from the start heals that, too.
            if goes_on and (err.resp.status in (400, 410) or reason_of(err.content) in EXPIRED):
                raise CursorExpired("Google no longer knows the token") from err
            raise translated(err, name=self._account.name, calendar=self._calendar) from err

    def _page(self, answer: Mapping[str, Any], window: Window) -> Page:
        """Return one answer as a page without its cursor; each event is read on its own."""
        events, deleted, called_off, problems = [], [], [], []
        passed_over: list[Mapping[str, Any]] = []
        for raw in answer["items"]:
            if not isinstance(raw, Mapping) or not (raw.get("id") and isinstance(raw["id"], str)):
                problems.append(Problem(what=_called(raw), why="it is not written as Google writes events"))
                continue
            name = EventId(raw["id"])
            if raw.get("status") == CANCELLED or not is_meeting(raw):
                deleted.append(name)
                passed_over.append(raw)
                called_off += [name] if went_before_its_hour(raw) else []
                continue
            try:
                ref = Ref(account=self._account.name, calendar=self._calendar, event_id=name)
                event = event_of(raw, ref=ref, zone=ZoneInfo(self._account.me.zone))
            except Unreadable as err:
                problems.append(Problem(what=_called(raw), why=str(err), event_id=name))
                continue
            if event.own or overlaps(event.start, event.end, window):
                events.append(event)
            else:
                deleted.append(name)
                passed_over.append(raw)
        return Page(
            events=tuple(events),
            deleted=tuple(deleted),
            called_off=tuple(called_off),
            problems=tuple(problems),
            seen=len(events) + len(problems) + sum(raw.get("status") != CANCELLED for raw in passed_over),
        )

    def _broken(self, what: str) -> SourceError:
        return SourceError(
            f"{self._account.name}: Google {what} for the calendar {self._calendar}",
            next_step="Nothing was changed; try again: afterword sync",
        )


def _called(raw: Any) -> str:
    """Return what to call an event that cannot be read."""
    if not isinstance(raw, Mapping):
        return "an event"
    title = " ".join(str(raw.get("summary") or "").split())[:60]
    return f'"{title}"' if title else f"the event {str(raw.get('id') or 'without an id')[:60]}"


def _bounds(window: Window) -> dict[str, str]:
    return {"timeMin": _rfc3339(window.start), "timeMax": _rfc3339(window.end)}


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cursor(token: str, window: Window, before: _Held | None) -> Cursor:
    start, end, now = (moment.astimezone(UTC).isoformat() for moment in (window.start, window.end, window.end))
    if before is not None:
        start, end = before.start, before.end
    return Cursor(json.dumps(asdict(_Held(token=token, form=FORM_VERSION, start=start, end=end, at=now))))


def _opened(cursor: Cursor | None) -> _Held | None:
    try:
        held = _Held(**json.loads(cursor or ""))
        for moment in (held.start, held.end, held.at):
            datetime.fromisoformat(moment).astimezone(UTC)
    except (ValueError, TypeError):
        return None
    return held
