"""Outlook and Microsoft 365: the calendars of one Microsoft account, through Microsoft Graph."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from connectors.base import CalendarInfo, SignInNeeded, Sink, Source, SourceError, Surroundings, Whereabouts
from core.errors import ConfigError
from core.model import AccountName, CalendarId, Ref

if TYPE_CHECKING:
    from connectors.outlook.graph import Graph, Resource
    from connectors.outlook.shelf import Done, Shelf
    from connectors.outlook.sign_in import SignIn

OWN_CALENDAR = "Afterword"
_DIRECTORY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
"""How Microsoft names an organisation's directory."""


class OutlookAccount:
    """One Microsoft account. `settings`: `identity` as signed in, `tenant` the directory it belongs to.

    Nothing is asked of anybody before the first call that needs an answer.
    """

    kind = "outlook"

    def __init__(
        self,
        name: AccountName,
        settings: Mapping[str, str],
        around: Surroundings,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.requests = 0
        self._settings, self._around, self._sleep = settings, around, sleep
        self._home = ZoneInfo(around.me.zone)
        self._graph: Graph | None = None
        self._token = self._where = ""
        self._done: dict[CalendarId, Done] = {}

    @classmethod
    def opened(cls, name: AccountName, settings: Mapping[str, str], around: Surroundings) -> OutlookAccount:
        """Return the account of these settings."""
        return cls(name, settings, around)

    @staticmethod
    def holds(secret: str) -> bool:
        """True where a secret of the token store is a sign-in that has not ended, as far as is known."""
        from connectors.outlook.secret import has_ended

        return not has_ended(secret)

    def check(self) -> str:
        """List the calendars, and return the address signed in as."""
        owner = next((_owner(each) for each in self._listed() if _primary(each)), "")
        return self._settings.get("identity") or owner or str(self.name)

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """Return the calendars of the mailbox, those that others share with it among them."""
        listed = self._listed()
        return tuple(self._info(each, self._me(listed)) for each in listed)

    def own_calendar(self) -> CalendarInfo:
        """Return the user's calendar named Afterword, which is made where there is none but other people's."""
        listed = self._listed()
        me = self._me(listed)
        for each in listed:
            if each.get("name") == OWN_CALENDAR and each.get("canEdit") and not _is_of_others(each, me):
                return self._info(each, me)
        return self._info(self._open().post("/me/calendars", {"name": OWN_CALENDAR}), me)

    def source(self, calendar: CalendarId) -> Source:
        """Return the reader of one calendar."""
        from connectors.outlook.source import OutlookSource

        graph = self._open()
        return OutlookSource(graph, self._shelf(graph, calendar), account=self.name, calendar=calendar, home=self._home)

    def sink(self, calendar: CalendarId) -> Sink | None:
        """Return the writer of one calendar; whether it may be written, Graph says at the first write."""
        from connectors.outlook.sink import OutlookSink

        graph = self._open()
        return OutlookSink(graph, self._shelf(graph, calendar), account=self.name, calendar=calendar, home=self._home)

    def whereabouts(self, ref: Ref) -> Whereabouts:
        """Name an event by its id within the mailbox: in another one, with which it is shared, its id is another."""
        mailbox = self._settings.get("identity") or self.name
        return Whereabouts(realm=f"outlook/{mailbox.casefold()}", name=f"{ref.calendar}/{ref.event_id}")

    def close(self) -> None:
        """Let go of the connections."""
        if self._graph is not None:
            self._graph.close()
            self._graph = None

    def _listed(self) -> list[Resource]:
        return [each for page in self._open().pages("/me/calendars") for each in page["value"]]

    def _me(self, listed: Iterable[Resource]) -> frozenset[str]:
        """Return the addresses of the user: that of the sign-in, and that of the mailbox, which may be another."""
        mailbox = {_owner(each).casefold() for each in listed if _primary(each)}
        return frozenset(mailbox | {self._settings.get("identity", "").casefold()}) - {""}

    def _info(self, found: Resource, me: frozenset[str]) -> CalendarInfo:
        from connectors.outlook.sign_in import CONSUMERS

        tenant = self._settings.get("tenant", CONSUMERS)
        of_others = _is_of_others(found, me)
        return CalendarInfo(
            id=CalendarId(str(found["id"])),
            name=str(found.get("name") or found["id"]),
            writable=bool(found.get("canEdit")),
            primary=_primary(found),
            shared=of_others or tenant != CONSUMERS,
            surely=of_others or (tenant != CONSUMERS and _DIRECTORY.fullmatch(tenant) is not None),
        )

    def _shelf(self, graph: Graph, calendar: CalendarId) -> Shelf:
        from connectors.outlook.shelf import Done, Shelf

        return Shelf(graph, calendar, done=self._done.setdefault(calendar, Done()))

    def _open(self) -> Graph:
        if self._graph is None:
            from connectors.outlook.graph import Graph

            # Where it is asked for is looked up at the first request: opening an account must not fail.
            self._graph = Graph(self.name, self._endpoint, self._access, counted=self._count, sleep=self._sleep)
        return self._graph

    def _endpoint(self) -> str:
        if not self._where:
            from connectors.outlook.sign_in import Registration

            self._where = Registration.of(self._section()).endpoint
        return self._where

    def _access(self, fresh: bool) -> str:
        """Return an access token: the one in use, or where `fresh` or it has run out, a new one."""
        if self._token and not fresh:
            return self._token
        from connectors.outlook.refusals import sign_in_ended
        from connectors.outlook.secret import ended

        secret = self._around.tokens.load(self.name)
        if secret is None:
            raise sign_in_ended(self.name)
        sign_in = self._sign_in()
        kept = sign_in.access_token(secret)
        if kept and not fresh:
            self._token = kept
            return kept
        try:
            self._token, secret = sign_in.refreshed(secret)
        except SignInNeeded:
            # So that `accounts` can tell without asking anybody; the next sync asks all the same.
            self._around.tokens.save(self.name, ended(secret))
            raise
        self._around.tokens.save(self.name, secret)
        return self._token

    def _sign_in(self) -> SignIn:
        from connectors.outlook.sign_in import Registration, SignIn

        return SignIn(Registration.of(self._section()), name=self.name, sleep=self._sleep)

    def _section(self) -> Mapping[str, Any]:
        try:
            return self._around.credentials("microsoft")
        except ConfigError as err:
            # What is wrong with one account's registration must not stop the others.
            raise SourceError(f"{self.name}: {err.message}", next_step=err.next_step) from err

    def _count(self) -> None:
        self.requests += 1


def _primary(found: Resource) -> bool:
    return bool(found.get("isDefaultCalendar"))


def _owner(found: Resource) -> str:
    owner = found.get("owner")
    return str(owner.get("address") or "") if isinstance(owner, dict) else ""


def _is_of_others(found: Resource, me: frozenset[str]) -> bool:
    """True where a calendar belongs to none of the addresses `me`, as far as is told."""
    owner = _owner(found).casefold()
    return bool(owner and me) and owner not in me and not _primary(found)
