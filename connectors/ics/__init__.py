"""Local and published calendars: a file, a folder of one file per event (vdir), or an https/webcal feed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.base import CalendarInfo, CursorExpired, Page, Reach, Sink, SourceError, Surroundings, Whereabouts
from core.files import at_home
from core.ids import derive
from core.model import AccountName, CalendarId, Cursor, Me, Ref, Window

if TYPE_CHECKING:
    import httpx

    from connectors.ics.feed import FeedCalendar
    from connectors.ics.files import FileCalendar, FolderCalendar

    Readable = FileCalendar | FolderCalendar | FeedCalendar

_STALE = timedelta(days=7)


class IcsAccount:
    """One calendar file, folder or feed as an account with one calendar.

    `settings`: `path` or `url`; `write` = "yes" to write reminders into the file or folder; `create` = "yes" where
    the file is our own and may not exist yet; `form` = "file" or "folder" as it was when connected; `calendar` names
    the calendar (else "calendar").
    """

    kind = "ics"

    def __init__(
        self,
        name: AccountName,
        settings: Mapping[str, str],
        *,
        me: Me,
        http: httpx.Client | None = None,
    ) -> None:
        self.name = name
        self.requests = 0
        self._me = me
        self._http = http
        self._own_client = http is None
        self._calendar = CalendarId(settings.get("calendar") or "calendar")
        self._url = settings.get("url", "")
        self._path = at_home(settings.get("path", ""))
        self._write = settings.get("write") == "yes"
        self._create = settings.get("create") == "yes"
        self._form = settings.get("form", "")
        if not self._url and not settings.get("path"):
            raise SourceError(
                f'the account "{name}" has neither a path nor an address',
                next_step="Connect it again: afterword connect ics PATH-or-URL",
            )

    @classmethod
    def opened(cls, name: AccountName, settings: Mapping[str, str], around: Surroundings) -> IcsAccount:
        """Return the account of these settings."""
        return cls(name, settings, me=around.me)

    def check(self) -> str:
        """Read the whole calendar once; return its path, or its address without secrets."""
        now = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
        nothing = Window(start=now, end=now)
        self._readable().read(Reach(window=nothing, busy=nothing), self._me)
        return self._where()

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """Return the one calendar, named after its file, folder or host."""
        name = self._where() if self._url else self._path.stem or str(self._path)
        return (CalendarInfo(id=self._calendar, name=name, writable=self._writable(), primary=True),)

    def source(self, calendar: CalendarId) -> IcsSource:
        """Return the reader; raise SourceError for a calendar that this account does not have."""
        self._require(calendar)
        return IcsSource(self._readable(), self._me)

    def sink(self, calendar: CalendarId) -> Sink | None:
        """Return the writer where the account was connected for writing and the place can be written, else None."""
        self._require(calendar)
        if not self._writable():
            return None
        from connectors.ics.files import is_folder
        from connectors.ics.write import FileSink, FolderSink

        if is_folder(self._path):
            return FolderSink(self._path, account=self.name, calendar=self._calendar, me=self._me)
        return FileSink(self._path, account=self.name, calendar=self._calendar, me=self._me, make=self._create)

    def whereabouts(self, ref: Ref) -> Whereabouts:
        """Name an event by the file that it stands in, by whatever path; one of a feed by its address."""
        if self._url:
            return Whereabouts(realm=f"feed/{self._url}", name=ref.event_id)
        # Nobody is asked: one that may not be looked at is taken for a file.
        folder = os.path.isdir(self._path)  # noqa: PTH112  # that of pathlib raises
        path = self._path / ref.event_id.partition("/")[0] if folder else self._path
        return Whereabouts(realm="files", name=os.path.normcase(path.resolve()))

    def close(self) -> None:
        """Let go of the connections."""
        if self._own_client and self._http is not None:
            self._http.close()
            self._http = None

    def _where(self) -> str:
        if not self._url:
            return str(self._path)
        from connectors.http import shown
        from connectors.ics.feed import https_address

        return shown(https_address(self._url))

    def _require(self, calendar: CalendarId) -> None:
        if calendar != self._calendar:
            raise SourceError(
                f'the account "{self.name}" has no calendar "{calendar}"', next_step="See: afterword calendars"
            )

    def _writable(self) -> bool:
        if not self._write or self._url:
            return False
        try:
            return os.access(self._path, os.W_OK) if self._path.exists() else self._create
        except OSError:
            return False  # reading it says what is wrong

    def _readable(self) -> Readable:
        from connectors.ics.files import FileCalendar, FolderCalendar, is_folder

        if self._url:
            from connectors.ics.feed import FeedCalendar

            return FeedCalendar(
                self._url, account=self.name, calendar=self._calendar, client=self._client, counted=self._count
            )
        if is_folder(self._path):
            if self._form == "file":
                raise SourceError(
                    f"{self._path} was a calendar file and is a folder now",
                    next_step="Put the file back, or connect the folder under another name.",
                )
            return FolderCalendar(
                self._path, account=self.name, calendar=self._calendar, may_be_empty=self._write or self._create
            )
        return FileCalendar(
            self._path,
            account=self.name,
            calendar=self._calendar,
            may_be_absent=self._create,
            written=self._write or self._create,
        )

    def _client(self) -> httpx.Client:
        if self._http is None:
            from connectors.http import client

            self._http = client()
        return self._http

    def _count(self, requests: int) -> None:
        self.requests += requests


class IcsSource:
    """Reads one calendar. Its cursor holds a fingerprint of the content, and how far and with what eyes it was read."""

    def __init__(self, calendar: Readable, me: Me) -> None:
        self._calendar = calendar
        self._me = me

    def pull(self, reach: Reach, cursor: Cursor | None) -> Iterator[Page]:
        """Yield one page: empty where nothing changed since `cursor`, our reminders where these alone did, all within
        reach where there is no cursor.

        Raises CursorExpired where something else changed or the cursor does not reach far enough, SourceError where the
        calendar cannot be read.
        """
        if cursor is not None:
            yield self._unchanged(reach, cursor)
            return
        reading, fingerprint = self._calendar.read(reach, self._me)
        yield Page(
            events=reading.events,
            problems=reading.problems,
            cursor=_cursor(fingerprint, reach, self._me, seen=reading.seen),
            seen=reading.seen,
            aside=reading.aside,
        )

    def _unchanged(self, reach: Reach, cursor: Cursor) -> Page:
        before = _opened(cursor)
        if before.get("eyes") != _eyes(reach, self._me) or not _reaches(before, reach):
            raise CursorExpired("the calendar has to be read anew")
        content, seen = before.get("content", ""), int(before.get("seen", "0"))
        if not self._calendar.news(content):
            return Page(cursor=cursor, seen=seen)
        ours = self._calendar.ours(content, reach, self._me)
        if ours is None:
            raise CursorExpired("the calendar has to be read anew")
        reading, content = ours
        return Page(
            events=reading.events,
            problems=reading.problems,
            cursor=Cursor(json.dumps({**before, "content": content}, sort_keys=True)),
            seen=seen,
            own_only=True,
        )


def _cursor(fingerprint: str, reach: Reach, me: Me, *, seen: int) -> Cursor:
    return Cursor(
        json.dumps(
            {
                "content": fingerprint,
                "busy_end": reach.busy.end.isoformat(),
                "window_end": reach.window.end.isoformat(),
                "eyes": _eyes(reach, me),
                "seen": str(seen),
            },
            sort_keys=True,
        )
    )


def _opened(cursor: Cursor) -> dict[str, str]:
    try:
        found = json.loads(cursor)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _eyes(reach: Reach, me: Me) -> str:
    return derive(me.zone, *sorted(me.emails), "", *sorted(reach.uids))


def _reaches(before: Mapping[str, str], reach: Reach) -> bool:
    try:
        busy_end = datetime.fromisoformat(before["busy_end"])
        window_end = datetime.fromisoformat(before["window_end"])
    except (KeyError, ValueError):
        return False
    return reach.busy.end <= busy_end + _STALE and reach.window.end <= window_end + _STALE
