"""Calendar v3 by its methods: what the document allows, what the scopes allow, and what Google refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from tests.servers.google import discovery
from tests.servers.google.calendars import Calendar, Shelf, span
from tests.servers.google.faults import Json, Refused

PREFIX = "https://www.googleapis.com/auth/"
APP = f"{PREFIX}calendar.app.created"
WITH_TOKEN = (
    "iCalUID",
    "orderBy",
    "privateExtendedProperty",
    "q",
    "sharedExtendedProperty",
    "timeMin",
    "timeMax",
    "updatedMin",
)
FORM = ("syncToken", "pageToken", "timeMin", "timeMax")
ROLES = ("freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request to the API, or one part of a batch."""

    verb: str
    path: str
    query: Mapping[str, Sequence[str]]
    body: Any
    if_match: str
    scopes: frozenset[str]


class Api:
    """The calendars of one user, asked by method."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.page_size = 2500
        self.calls: list[str] = []
        """The methods called, in order: `events.insert`, ..."""
        self.writes: list[tuple[str, str, Any]] = []
        """(method, event id, body) of every write that was carried out."""
        self.lists: list[Json] = []
        """The queries of events.list, in order."""
        self.send_updates: list[str] = []
        """What each write said about messages to guests."""
        self.wild: set[str] = set()
        """Events that are listed whatever their times say."""
        self.forgets_token = False
        """Whether the last page says nothing of how to go on."""
        self.long_tokens = False
        """Whether sync tokens are longer than an address may be."""
        self.instead: Callable[[str, Any], Any] = lambda _, answer: answer
        """Puts something else in the place of an answer, given the method and what it would have said."""
        self.endless = ""
        """Whether no listing comes to an end, its tokens being `new` ones, the `same` one, or `two` in turn."""
        self.can_revive = True
        """Whether a deleted event can be brought back; people have reported that it sometimes cannot."""
        self.strips = False
        """Whether the details of deleted events are gone for good."""

    def answer(self, ask: Ask) -> Any:
        """Return the answer's body, None for none; raise Refused."""
        name, method, path = discovery.route(ask.verb, ask.path)
        self.calls.append(name)
        self._allowed(name, method, path, ask)
        query = discovery.query(method, ask.query)
        discovery.check(method.get("request"), ask.body, nulls=name == "events.patch")
        if name.startswith("events.") and ask.verb != "GET":
            self.send_updates.append(query.get("sendUpdates", ""))
        called = getattr(self, "_" + re.sub(r"\W", "_", name).lower(), None)
        if called is None:
            raise AssertionError(f"the test server does not speak {name}")
        answer = self._without_end(called, path, query, ask) if self.endless else called(path, query, ask)
        discovery.promise(method, answer)
        return self.instead(name, answer)

    def _without_end(self, called: Callable[..., Json], path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        """Give the first page again and again, with others behind it."""
        answer = called(path, {name: value for name, value in query.items() if name != "pageToken"}, ask)
        answer.pop("nextSyncToken", None)
        number = {"new": len(self.calls), "same": 0, "two": len(self.calls) % 2}[self.endless]
        return answer | {"nextPageToken": f"page{number}"}

    def _allowed(self, name: str, method: Json, path: Mapping[str, str], ask: Ask) -> None:
        good = ask.scopes & set(method["scopes"])
        made = (self.shelf.calendars.get(path.get("calendarId", "")) or Calendar(id="", summary="")).made_by_app
        if not good or (good == {APP} and "calendarId" in path and not made):
            raise Refused(403, "insufficientPermissions", "Request had insufficient authentication scopes.")
        writes = name.startswith("events.") and ask.verb != "GET"
        if writes and self.shelf.calendar(path["calendarId"]).role not in ROLES[2:]:
            raise Refused(
                403, "requiredAccessLevel", "You need to have writer access to this calendar.", domain="calendar"
            )

    def _calendarlist_list(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        found = [calendar.entry() for calendar in self.shelf.calendars.values()]
        start, size = int(query.get("pageToken", "0")), min(query.get("maxResults", 100), 250, self.page_size)
        answer: Json = {"kind": "calendar#calendarList", "etag": '"1"', "items": found[start : start + size]}
        more = start + size < len(found)
        return answer | ({"nextPageToken": str(start + size)} if more else {"nextSyncToken": "list"})

    def _calendars_insert(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        self.shelf.version += 1
        number = self.shelf.version
        made = Calendar(
            id=f"made{number}@group.calendar.google.com",
            summary=ask.body["summary"],
            description=ask.body.get("description", ""),
            zone=ask.body.get("timeZone", "UTC"),
            made_by_app=True,
        )
        self.shelf.calendars[made.id] = made
        self.writes.append(("calendars.insert", made.id, ask.body))
        return {
            "kind": "calendar#calendar",
            "id": made.id,
            "etag": '"1"',
            "summary": made.summary,
            "timeZone": made.zone,
        }

    def _events_get(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        event = self.shelf.known(self.shelf.calendar(path["calendarId"]), path["eventId"])
        return self._told(event, stripped=self.strips)

    def _events_insert(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        made = self.shelf.insert(self.shelf.calendar(path["calendarId"]), ask.body)
        self.writes.append(("events.insert", made["id"], ask.body))
        return made

    def _events_patch(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        return self._changed(path, ask, whole=False)

    def _events_update(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        return self._changed(path, ask, whole=True)

    def _changed(self, path: Mapping[str, str], ask: Ask, *, whole: bool) -> Json:
        made = self.shelf.change(
            self.shelf.calendar(path["calendarId"]),
            path["eventId"],
            ask.body,
            if_match=ask.if_match,
            whole=whole,
            revive=self.can_revive,
        )
        self.writes.append(("events.patch", made["id"], ask.body))
        return made

    def _events_delete(self, path: Mapping[str, str], query: Json, ask: Ask) -> None:
        self.shelf.delete(self.shelf.calendar(path["calendarId"]), path["eventId"], if_match=ask.if_match)
        self.writes.append(("events.delete", path["eventId"], None))

    def _events_list(self, path: Mapping[str, str], query: Json, ask: Ask) -> Json:
        calendar = self.shelf.calendar(path["calendarId"])
        self.lists.append(query)
        asked = {name: value for name, value in query.items() if name not in FORM}
        form = sha256(repr(sorted(asked.items())).encode()).hexdigest()[:8]
        since = self._since(calendar, query, form)
        found = [e for e in calendar.events.values() if self._listed(calendar, e, query, since)]
        start = 0
        if "pageToken" in query:
            mine, _, offset = query["pageToken"].partition("-")
            if mine != form:
                raise Refused(400, "invalid", "the page token belongs to another query", location="pageToken")
            start = int(offset)
        size = min(query.get("maxResults", 250), 2500, self.page_size)
        hidden = since is not None and not query.get("showDeleted")
        answer: Json = {
            "kind": "calendar#events",
            "etag": f'"{self.shelf.version}"',
            "summary": calendar.summary,
            "timeZone": calendar.zone,
            "accessRole": calendar.role,
            "defaultReminders": [],
            "items": [self._told(event, stripped=hidden or self.strips) for event in found[start : start + size]],
        }
        if start + size < len(found):
            return answer | {"nextPageToken": f"{form}-{start + size}"}
        if self.forgets_token:
            return answer
        padding = "x" * 2500 if self.long_tokens else ""
        return answer | {"nextSyncToken": f"{self.shelf.version}-{form}-{len(self.calls)}{padding}"}

    def _since(self, calendar: Calendar, query: Json, form: str) -> int | None:
        for name in ("timeMin", "timeMax"):
            if name in query and datetime.fromisoformat(query[name]).tzinfo is None:
                raise Refused(400, "badRequest", f"{name} needs an offset", location=name)
        if "timeMin" in query and "timeMax" in query and query["timeMin"] >= query["timeMax"]:
            raise Refused(400, "timeRangeEmpty", "The specified time range is empty.", domain="calendar")
        if "syncToken" not in query:
            return None
        bad = [name for name in WITH_TOKEN if name in query]
        if bad or query.get("showDeleted") is False:
            raise Refused(
                400, "badRequest", f"not with a sync token: {bad or 'showDeleted=false'}", location="syncToken"
            )
        version, mine, _ = query["syncToken"].split("-")
        if int(version) < calendar.oldest:
            raise Refused(
                410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.",
                domain="calendar", locationType="parameter", location="syncToken",
            )  # fmt: skip
        if mine != form:
            raise Refused(400, "badRequest", "the sync token was given to another query", location="syncToken")
        return int(version)

    def _listed(self, calendar: Calendar, event: Json, query: Json, since: int | None) -> bool:
        if query.get("singleEvents") and event["id"] in calendar.masters:
            return False
        if since is not None:
            return calendar.changed[event["id"]] > since
        if event["status"] == "cancelled" and not query.get("showDeleted"):
            return False
        if event["id"] in self.wild:
            return True
        start, end = span(event, calendar.zone)
        if "timeMin" in query and end <= datetime.fromisoformat(query["timeMin"]):
            return False
        return not ("timeMax" in query and start >= datetime.fromisoformat(query["timeMax"]))

    def _told(self, event: Json, *, stripped: bool) -> Json:
        if event["status"] != "cancelled" or not stripped:
            return event
        kept = ("kind", "etag", "id", "status", "recurringEventId", "originalStartTime")
        return {name: value for name, value in event.items() if name in kept}
