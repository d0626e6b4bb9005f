"""One Google account: who it is, its calendars, and the readers and writers of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from connectors.base import CalendarInfo, Surroundings, Whereabouts
from connectors.google.answers import executed, pages
from connectors.google.grant import Grant, opened
from connectors.google.sink import GoogleSink
from connectors.google.source import GoogleSource
from connectors.google.wire import TIMEOUT, Wire, revoke_uri, service
from core.errors import AfterwordError, ConfigError, SourceError
from core.model import AccountName, CalendarId, Me, Ref

PRIMARY = CalendarId("primary")
OWN_NAME = "Afterword"
OWN_MARK = "afterword:own-calendar"
"""In the description of the calendar that the program made: so that it is found again without any memory."""
_PERSONAL = ("gmail.com", "googlemail.com")
_NOBODYS = "@group.v.calendar.google.com"
"""Public holidays, birthdays, weeks: nobody is interviewed there, and each would cost a request at every sync."""
_WRITING = ("owner", "writer")


class GoogleAccount:
    """One account. `settings`: `own` = "yes" where it writes only into a calendar that the program made, `calendar`;
    `identity` is the address signed in as, where that is known.
    """

    kind = "google"

    def __init__(
        self,
        name: AccountName,
        settings: Mapping[str, str],
        *,
        me: Me,
        grant: Callable[[], Grant],
        registration: Callable[[], Mapping[str, Any]],
        keep: Callable[[Grant], None],
        sleep: Callable[[float], None] = time.sleep,
        timeout: float = TIMEOUT,
    ) -> None:
        self.name = name
        self.me = me
        self.requests = 0
        self._own = settings.get("own") == "yes"
        self._only = CalendarId(settings.get("calendar", ""))
        self._identity = settings.get("identity", "").casefold()
        self._grant, self._registration, self._keep = grant, registration, keep
        self._sleep, self._timeout = sleep, timeout
        self._wire: Wire | None = None
        self._service: Any = None
        self._events: Any = None
        self._listed: tuple[Mapping[str, Any], ...] | None = None
        self.batch_uri = ""

    @classmethod
    def opened(cls, name: AccountName, settings: Mapping[str, str], around: Surroundings) -> GoogleAccount:
        """Return the account that `settings` describe, with its sign-in from the token store."""
        return cls(
            name,
            settings,
            me=around.me,
            grant=lambda: opened(around.tokens.load(name), name=name),
            registration=lambda: around.credentials("google"),
            keep=lambda grant: _kept(around, name, grant),
        )

    @staticmethod
    def holds(secret: str) -> bool:
        """True where a secret of the token store is a sign-in that has not ended, as far as is known."""
        try:
            return not opened(secret, name="").ended
        except SourceError:
            return False

    @property
    def service(self) -> Any:
        """Google's client, made on first use; raises SourceError."""
        if self._service is None:
            self._service, self.batch_uri = service(self.wire, self._section().get("api_endpoint"))
        return self._service

    @property
    def events(self) -> Any:
        """The client's methods on events, made once: that takes as long as a request on this machine."""
        if self._events is None:
            self._events = self.service.events()
        return self._events

    @property
    def wire(self) -> Wire:
        """The account's way to Google; raises SignInNeeded where it has no sign-in."""
        if self._wire is None:
            self._wire = Wire(
                self.name,
                self._grant(),
                self._section(),
                keep=self._keep,
                counted=self._count,
                sleep=self._sleep,
                timeout=self._timeout,
            )
        return self._wire

    def check(self) -> str:
        """List the calendars, and return the address that is signed in."""
        for entry in self._entries():
            if entry.get("primary"):
                return str(entry["id"])
        raise SourceError(
            f"{self.name}: this Google account has no calendar of its own",
            next_step="Open https://calendar.google.com once with it, then connect it again.",
        )

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """List the calendars with events of their own, the primary one first."""
        identity = self.check()
        found = [self._info(entry, identity) for entry in self._entries() if _is_read(entry)]
        return tuple(sorted(found, key=lambda calendar: not calendar.primary))

    def own_calendar(self, *, make: bool = True) -> CalendarId | None:
        """Return the calendar that the program made, by its mark; else make one, where `make` says so."""
        found = self._own_calendar()
        if found is not None or not make:
            return found
        body = {"summary": OWN_NAME, "description": f"Reminders to follow up. {OWN_MARK}", "timeZone": self.me.zone}
        try:
            with self.wire.once(), self._translating():
                executed(self.service.calendars().insert(body=body), name=self.name)
        except SourceError:
            # The answer may have got lost after the calendar was made: then it is in the list.
            self._listed = None
            if self._own_calendar() is None:
                raise
        self._listed = None
        return self._own_calendar()

    def source(self, calendar: CalendarId) -> GoogleSource:
        """Return the reader of one calendar."""
        return GoogleSource(self, calendar)

    def sink(self, calendar: CalendarId) -> GoogleSink | None:
        """Return the writer of one calendar, None for any but the account's own where it writes only there."""
        if self._own and self._only and calendar != self._only:
            return None
        return GoogleSink(self, calendar)

    def whereabouts(self, ref: Ref) -> Whereabouts:
        """Name an event by the id of its calendar, the same for everybody; that of the primary one is the address."""
        if ref.calendar == PRIMARY and not self._identity:
            return Whereabouts(realm=f"google/{self.name}", name=ref.event_id)
        calendar = self._identity if ref.calendar == PRIMARY else ref.calendar.casefold()
        return Whereabouts(realm="google", name=f"{calendar}/{ref.event_id}")

    def revoke(self) -> None:
        """End the sign-in at Google; raise SourceError where that did not work."""
        self.wire.revoke(revoke_uri(self._section()))

    def close(self) -> None:
        """Let go of the connections."""
        if self._wire is not None:
            self._wire.close()
            self._wire = self._service = self._events = None

    def _own_calendar(self) -> CalendarId | None:
        entries = self._entries()
        identity = next((str(entry["id"]) for entry in entries if entry.get("primary")), "")
        return next((CalendarId(str(entry["id"])) for entry in entries if _is_own(entry, identity)), None)

    def _entries(self) -> tuple[Mapping[str, Any], ...]:
        """Return the calendar list; within one run it is asked for once."""
        if self._listed is None:
            with self._translating():
                found = [
                    raw
                    for answer in pages(self._list, name=self.name, place="the calendars")
                    for raw in answer["items"]
                    if isinstance(raw, Mapping) and isinstance(raw.get("id"), str)
                ]
            self._listed = tuple(entry for entry in found if not entry.get("deleted"))
        return self._listed

    def _list(self, page: str | None) -> Any:
        return self.service.calendarList().list(maxResults=250, pageToken=page)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Say what Google refuses inside the `with` in our words."""
        from googleapiclient.errors import HttpError

        from connectors.google.errors import translated

        try:
            yield
        except HttpError as err:
            raise translated(err, name=self.name) from err

    def _info(self, entry: Mapping[str, Any], identity: str) -> CalendarInfo:
        own, of_others = _is_own(entry, identity), _is_of_others(entry, identity)
        return CalendarInfo(
            id=PRIMARY if entry.get("primary") else CalendarId(str(entry["id"])),
            name=str(entry.get("summaryOverride") or entry.get("summary") or entry["id"]),
            writable=entry.get("accessRole") in _WRITING and (own or not self._own),
            primary=bool(entry.get("primary")) or (own and self._own),
            # An address elsewhere may be a Workspace's or one's own domain: the listing does not tell.
            shared=not own and (of_others or identity.rpartition("@")[2] not in _PERSONAL),
            surely=not own and of_others,
        )

    def _section(self) -> Mapping[str, Any]:
        try:
            return self._registration()
        except ConfigError as err:
            raise SourceError(f"{self.name}: {err.message}", next_step=err.next_step) from err

    def _count(self) -> None:
        self.requests += 1


def _is_of_others(entry: Mapping[str, Any], identity: str) -> bool:
    return entry.get("accessRole") != "owner" or str(entry.get("dataOwner") or identity) != identity


def _is_own(entry: Mapping[str, Any], identity: str) -> bool:
    """True for a calendar that the program made for this user: somebody who shares theirs shares its mark, too."""
    return OWN_MARK in str(entry.get("description", "")) and not _is_of_others(entry, identity)


def _is_read(entry: Mapping[str, Any]) -> bool:
    return not str(entry["id"]).endswith(_NOBODYS) and entry.get("accessRole") != "freeBusyReader"


def _kept(around: Surroundings, name: AccountName, grant: Grant) -> None:
    # A sign-in that cannot be kept still serves for this run; the next one renews it again.
    try:
        around.tokens.save(name, grant.text())
    except AfterwordError:
        return
