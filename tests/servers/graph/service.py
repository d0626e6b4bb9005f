"""Microsoft Graph's calendar over HTTP: each rule that a client can break is checked, each trouble can be asked for."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.servers.graph.delta import Rounds, StateNotFound
from tests.servers.graph.mailbox import Kept, Mailbox, Resource
from tests.servers.graph.schema import misfits
from tests.servers.graph.wire import Asked, Served, Told

PREFER = ("odata.maxpagesize=", 'outlook.timezone="UTC"', 'outlook.body-content-type="text"', 'IdType="ImmutableId"')
ANY = re.compile(r"singleValueExtendedProperties/any\(ep: ?ep/id eq '([^']+)' and ep/value (eq|ne) '([^']*)'\)", re.I)
EXPAND = re.compile(r"singleValueExtendedProperties\(\$filter=(id eq '[^']+'(?: or id eq '[^']+')*)\)")
TROUBLE = {
    "401": Told(status=401, document={"error": {"code": "InvalidAuthenticationToken", "message": "Expired."}}),
    "429": Told(
        status=429,
        document={"error": {"code": "TooManyRequests", "message": "Over its MailboxConcurrency limit."}},
        headers={"Retry-After": "0.01"},
    ),
    "503": Told(status=503, document={"error": {"code": "ServiceUnavailable", "message": ""}}),
    "504": Told(status=504, document={"error": {"code": "UnknownError", "message": ""}}),
    "drop": Told(broken="lost"),
    "html": Told(
        raw=b"<!DOCTYPE html><html><body>Sign in to the guest network</body></html>", content_type="text/html"
    ),
}
"""Troubles in which nothing is done. `lost` and `truncated` are done first."""


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.told = Told(status=status, document={"error": {"code": code, "message": message}})


class Graph:
    """One mailbox behind HTTP. `complaints` must be empty at the end of a test; `faults` maps a request's number to
    its trouble; `counts` are the requests by kind since `since()`.
    """

    def __init__(self, mailbox: Mailbox, *, granted: set[str] | None = None, page: int = 3) -> None:
        self.mailbox, self.granted = mailbox, granted
        self.rounds = Rounds(mailbox, page=page)
        self.complaints: list[str] = []
        self.faults: dict[int, str] = {}
        self.refuses: Callable[[Resource], int] = lambda _: 0
        self.counts: Counter[str] = Counter()
        self.log: list[str] = []
        self.number = 0
        self.knows_any_filter = True
        self.two_properties = "shown"
        """What becomes of a query that expands two of them: shown, refused, broken (500) or hidden."""
        self.knows_filters = True
        self.takes_attachments = True
        self.instead: Callable[[Asked, Any], Any] = lambda _, document: document
        """Puts something else in the place of the document of a success."""
        self.endless = False
        """Whether no listing comes to an end: each page has another one behind it, at an address that was not yet."""
        self.forbids_writing = False
        self.heeds_if_match = True
        self.before: Callable[[Asked], None] = lambda _: None
        """Called before a request is carried out: another client's hand at the worst moment."""
        self.before_delete: Callable[[], bool] = lambda: False
        """Called before an event is deleted; where it says True, that is refused."""
        self._served = Served(self._answer)

    @property
    def address(self) -> str:
        """The end point as it goes into credentials.json."""
        return f"{self._served.address}/v1.0"

    def since(self) -> None:
        """Begin to count anew."""
        self.counts.clear()
        self.log.clear()
        self.number = 0

    def close(self) -> None:
        """Stop serving, and complain of what the client did wrong."""
        self._served.close()
        if self._served.most > 4:
            self.complaints.append(f"{self._served.most} requests at once")
        assert self.complaints == []

    def _answer(self, asked: Asked) -> Told:
        self.number += 1
        trouble = self.faults.get(self.number, "")
        self.log.append(f"{asked.method} {asked.path} {trouble}".strip())
        if trouble in TROUBLE:
            return TROUBLE[trouble]
        self.before(asked)
        asked.path = re.sub(r"[?&]\$again=\d+$", "", asked.path)
        try:
            self._check(asked)
            told = self._route(asked)
        except Refused as err:
            told = err.told
        except StateNotFound:
            told = Refused(410, "SyncStateNotFound", "The sync state generation is not found").told
        except AssertionError as err:
            self.complaints.append(f"{asked.method} {asked.path}: {err}")
            told = Refused(400, "ErrorInvalidRequest", str(err)).told
        if told.status >= 400:
            self.complaints += misfits("odataError", told.document)
        elif self.endless and "value" in (told.document or ()):
            told.document.pop("@odata.deltaLink", None)
            mark = "&" if "?" in asked.path else "?"
            told.document["@odata.nextLink"] = f"{self._served.address}{asked.path}{mark}$again={self.number}"
        else:
            told.document = self.instead(asked, told.document)
        told.broken = trouble
        return told

    def _check(self, asked: Asked) -> None:
        if self.granted is not None and asked.headers.get("authorization", "")[7:] not in self.granted:
            raise Refused(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
        prefer = asked.headers.get("prefer", "")
        for each in PREFER:
            assert each in prefer, f"Prefer lacks {each}"

    def _route(self, asked: Asked) -> Told:  # noqa: PLR0911 - one return for each address reads best
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = [unquote(part) for part in parts.path.removeprefix("/v1.0/").split("/")]
        assert path[0] == "me", "only /me is there"
        match path[1:]:
            case ["calendars"]:
                return self._calendars(asked)
            case ["calendars", calendar, "calendarView", "delta"]:
                return self._delta(asked, self._known(calendar), query)
            case ["calendars", calendar, "calendarView"]:
                return self._view(asked, self._known(calendar), query)
            case ["calendars", calendar, "events"]:
                return self._events(asked, self._known(calendar), query)
            case ["calendars", _, "events", master, "instances"]:
                return self._instances(asked, master, query)
            case ["events", event_id]:
                return self._event(asked, event_id, query)
            case ["events", event_id, "attachments"]:
                return self._attachments(asked, self._kept(event_id))
            case ["events", event_id, "attachments", attachment]:
                return self._attachment(asked, self._kept(event_id), attachment)
        raise AssertionError(f"no such address: {parts.path}")

    def _known(self, calendar: str) -> str:
        if calendar not in self.mailbox.calendars:
            raise Refused(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return calendar

    def _kept(self, event_id: str) -> Kept:
        if event_id not in self.mailbox.events:
            raise Refused(404, "ErrorItemNotFound", "The specified object was not found in the store.")
        return self.mailbox.events[event_id]

    def _calendars(self, asked: Asked) -> Told:
        if asked.method == "POST":
            self._count("create calendar")
            made = self.mailbox.add_calendar(f"cal-{len(self.mailbox.calendars)}", json.loads(asked.body)["name"])
            return self._told("calendar", made, status=201)
        self._count("calendars")
        return self._told("calendarPage", {"value": list(self.mailbox.calendars.values())})

    def _delta(self, asked: Asked, calendar: str, query: Resource) -> Told:
        assert asked.method == "GET"
        if "$expand" in query or "$select" in query or "$filter" in query:
            raise Refused(500, "InternalServerError", "Value cannot be null. Parameter name: type")
        # The token is taken as it was sent, not as it may be decoded: a link is opaque.
        raw = re.search(r"[?&]\$(?:skip|delta)token=([^&]*)$", asked.path)
        self._count("delta" if raw is None or raw[1].startswith("delta") else "next page")
        if raw is not None:
            found = self.rounds.go_on(raw[1])
        else:
            start, end = _window(query)
            assert (end - start).days <= 1825, "the window is too long"
            found = self.rounds.begin(calendar, start, end)
        link = f"{self.address}/me/calendars/{calendar}/calendarView/delta?${found['kind'][:-4]}"
        link = link.replace("$next", "$skiptoken=").replace("$delta", "$deltatoken=") + found["token"]
        return self._told("eventDeltaPage", {"value": found["value"], f"@odata.{found['kind']}": link})

    def _view(self, asked: Asked, calendar: str, query: Resource) -> Told:
        self._count("view")
        start, end = _window(query)
        if (end - start).days > 1825:
            raise Refused(400, "ErrorInvalidRequest", "The range between the start and end dates is too great.")
        shown = []
        for kept in self.mailbox.within(calendar, start, end):
            if kept.fields["type"] == "seriesMaster":
                shown += [self.mailbox.instance(kept, o) for o in kept.occurrences if o.start < end and o.end > start]
            else:
                shown.append(self._expanded(kept, query))
        return self._told("eventPage", {"value": shown})

    def _events(self, asked: Asked, calendar: str, query: Resource) -> Told:
        if asked.method == "POST":
            self._count("create")
            if self.forbids_writing:
                raise Refused(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
            request = json.loads(asked.body)
            if status := self.refuses(request):
                raise Refused(status, "ErrorInvalidRequest", "The request is invalid.")
            assert misfits("eventCreateRequest", request) == []
            self._promises(request)
            assert request.get("transactionId"), "a create without transactionId"
            assert request["singleValueExtendedProperties"][0]["id"].endswith(" Name afterword")
            return self._told("event", self.mailbox.shown(self.mailbox.create(calendar, request)), status=201)
        self._count("events")
        found = ANY.fullmatch(query.get("$filter", ""))
        if found is None or not self.knows_filters or (found[2] == "ne" and not self.knows_any_filter):
            raise Refused(400, "ErrorInvalidUrlQueryFilter", "This filter is not supported.")
        held = [
            kept for kept in self.mailbox.events.values() if kept.calendar == calendar and found[1] in kept.properties
        ]
        if found[2] == "eq":
            held = [kept for kept in held if kept.properties[found[1]].lower() == found[3].lower()]
        at = int(query.get("$skip", "0"))
        document: Resource = {"value": [self._expanded(kept, query) for kept in held[at : at + 2]]}
        if len(held) > at + 2:
            base = asked.path.split("&$skip=")[0]
            document["@odata.nextLink"] = f"{self._served.address}{base}&$skip={at + 2}"
        return self._told("eventPage", document)

    def _instances(self, asked: Asked, master: str, query: Resource) -> Told:
        self._count("instances")
        start, end = _window(query)
        kept = self._kept(master)
        shown = [
            self.mailbox.instance(kept, o)
            for o in kept.occurrences
            if not o.cancelled and o.start < end and o.end > start
        ]
        return self._told("eventPage", {"value": shown})

    def _event(self, asked: Asked, event_id: str, query: Resource) -> Told:
        self._count({"GET": "get", "PATCH": "update", "DELETE": "delete"}[asked.method])
        if asked.method == "GET":
            for kept in self.mailbox.events.values():
                for occurrence in kept.occurrences:
                    if occurrence.id == event_id and not occurrence.cancelled:
                        return self._told("event", self.mailbox.instance(kept, occurrence))
            return self._told("event", self._expanded(self._kept(event_id), query))
        kept = self._kept(event_id)
        ours = any(name.endswith(" Name afterword") for name in kept.properties)
        assert ours, f"writes to an event that is not its own: {event_id}"
        wanted = asked.headers.get("if-match")
        if self.heeds_if_match and wanted and wanted != f'W/"{kept.fields["changeKey"]}"':
            raise Refused(412, "ErrorIrresolvableConflict", "The change key passed in the request does not match.")
        if asked.method == "DELETE":
            assert not kept.fields.get("attendees"), "a guest is mailed"
            if self.before_delete():
                raise Refused(403, "ErrorCannotDeleteObject", "The object cannot be deleted.")
            self.mailbox.delete(event_id)
            return Told(status=204)
        request = json.loads(asked.body)
        assert misfits("eventUpdateRequest", request) == []
        assert "attendees" not in request
        assert not kept.fields.get("attendees"), "a guest is mailed"
        all_day = request.get("isAllDay", kept.fields["isAllDay"])
        if all_day and "start" in request and not request["start"]["dateTime"].endswith("T00:00:00"):
            raise Refused(400, "ErrorInvalidRequest", "The start of an all-day event has to be midnight.")
        return self._told("event", self.mailbox.shown(self.mailbox.update(kept, request)))

    def _attachments(self, asked: Asked, kept: Kept) -> Told:
        if asked.method == "GET":
            self._count("attachments")
            short = [{"id": a["id"], "name": a["name"], "size": a["size"]} for a in kept.attachments.values()]
            return Told(document={"value": short})
        self._count("attach")
        request = json.loads(asked.body)
        assert misfits("fileAttachmentCreateRequest", request) == []
        assert len(asked.body) < 3 * 2**20
        if not self.takes_attachments:
            raise Refused(403, "ErrorAccessDenied", "Attachments are not allowed here.")
        size = len(base64.b64decode(request["contentBytes"], validate=True))
        made = {**request, "id": f"A{self.mailbox.version + 1}", "size": size}
        kept.attachments[made["id"]] = made
        self.mailbox.touch(kept)
        return self._told("fileAttachment", made, status=201)

    def _attachment(self, asked: Asked, kept: Kept, attachment: str) -> Told:
        assert asked.method == "DELETE"
        self._count("detach")
        if kept.attachments.pop(attachment, None) is None:
            raise Refused(404, "ErrorItemNotFound")
        self.mailbox.touch(kept)
        return Told(status=204)

    def _expanded(self, kept: Kept, query: Resource) -> Resource:
        shown = self.mailbox.shown(kept)
        if "$expand" in query:
            found = EXPAND.fullmatch(query["$expand"])
            assert found, f"$expand is not understood: {query['$expand']}"
            wanted = re.findall(r"id eq '([^']+)'", found[1])
            if len(wanted) > 1 and self.two_properties == "refused":
                raise Refused(400, "ErrorInvalidProperty", "This filter is not supported.")
            if len(wanted) > 1 and self.two_properties == "broken":
                raise Refused(500, "InternalServerError", "Value cannot be null. Parameter name: type")
            if len(wanted) > 1 and self.two_properties == "hidden":
                return shown
            held = [{"id": name, "value": kept.properties[name]} for name in wanted if name in kept.properties]
            if held:
                shown["singleValueExtendedProperties"] = held
        return shown

    def _promises(self, request: Resource) -> None:
        assert "attendees" not in request, "a reminder with attendees"
        assert (request["sensitivity"], request["showAs"]) == ("private", "free")
        assert (request["isReminderOn"], request["reminderMinutesBeforeStart"]) == (True, 0)

    def _told(self, kind: str, document: Any, *, status: int = 200) -> Told:
        self.complaints += misfits(kind, document)
        return Told(status=status, document=document)

    def _count(self, kind: str) -> None:
        self.counts[kind] += 1


def _window(query: Resource) -> tuple[datetime, datetime]:
    start, end = (datetime.fromisoformat(query[name]) for name in ("startDateTime", "endDateTime"))
    return tuple(m if m.tzinfo else m.replace(tzinfo=UTC) for m in (start, end))  # type: ignore[return-value]
