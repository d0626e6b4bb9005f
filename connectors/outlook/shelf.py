"""Our own events of one calendar, asked for with what they carry: delta cannot show extended properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from connectors.outlook.graph import Graph, Resource, iso, part
from connectors.outlook.own import ANY, EXPAND, MARK_ALONE, OWN, OWN_ALONE, Own, may_be_ours, own_of, shows
from connectors.outlook.refusals import Absent, Refused
from core.model import CalendarId, ETag, TouchpointId, Window

ONE_BY_ONE = 4
"""How many events are asked for singly before one query for all of ours is less work."""
_UNKNOWN = (400, 404, 405, 500, 501)
"""How a server may say that it does not know the query for all of ours."""
_UNSHOWN = (400, 500, 501)
"""How a server may say that it does not show two properties at once."""
SPAN = timedelta(days=1800)
"""How much of a calendar is viewed at once; Graph refuses more than 1825 days."""


@dataclass(slots=True)
class Done:
    """What this run did in one calendar, so that it need not be asked for again."""

    wrote: dict[str, tuple[ETag, Own]] = field(default_factory=dict)
    took_away: set[str] = field(default_factory=set)


class Shelf:
    """What one calendar holds of ours; `done` is what this run did there."""

    def __init__(self, graph: Graph, calendar: CalendarId, *, done: Done) -> None:
        self._graph, self.done = graph, done
        self._expand = EXPAND
        self._calendar = f"/me/calendars/{part(calendar)}"

    def all(self) -> Mapping[str, tuple[Resource, Own]] | None:
        """Return every event of ours by its id, None where the server does not know the query."""
        try:
            return self._filtered(ANY)
        except Refused as err:
            if err.status in _UNKNOWN:
                return None
            raise

    def viewed(self, window: Window) -> Mapping[str, tuple[Resource, Own]]:
        """Return ours in `window` by way of the calendar's own view, where the query for all of ours is not known."""
        found: dict[str, tuple[Resource, Own]] = {}
        start = window.start
        while start < window.end:
            end = min(start + SPAN, window.end)
            found |= self._shown(
                f"{self._calendar}/calendarView", {"startDateTime": iso(start), "endDateTime": iso(end)}
            )
            start = end
        return found

    def named(self, touchpoint: TouchpointId) -> Sequence[tuple[Resource, Own]]:
        """Return our events of one touchpoint, the oldest first; none where the server cannot be asked for them.

        Then the transactionId alone keeps a repeated create from making a second one.
        """
        wanted = f"singleValueExtendedProperties/Any(ep: ep/id eq '{OWN}' and ep/value eq '{touchpoint}')"
        try:
            found = [pair for pair in self._filtered(wanted).values() if pair[1].id == touchpoint]
        except Refused as err:
            if err.status in (400, 501):
                return ()
            raise
        return sorted(found, key=lambda pair: str(pair[0].get("createdDateTime") or ""))

    def among(self, events: Iterable[Resource]) -> Mapping[str, tuple[Resource, Own]]:
        """Return those of `events` that are ours, by id, each as fresh as it was given or fresher."""
        found: dict[str, tuple[Resource, Own]] = {}
        asked: list[Resource] = []
        for event in events:
            etag, own = self.done.wrote.get(str(event["id"]), ("", None))
            if own is not None and etag == event.get("@odata.etag"):
                found[str(event["id"])] = event, own
            else:
                asked.append(event)
        everything = (self.all() if len(asked) > ONE_BY_ONE else None) or {}
        for event in asked:
            event_id = str(event["id"])
            if event_id in everything:
                found[event_id] = everything[event_id]
            else:
                found |= self._one(event_id)
        return found

    def own(self, event: Resource) -> Own | None:
        """Return what one event carries of ours, asking for it where that was not shown; None where it is not ours."""
        shown = own_of(event)
        if shown is not None:
            return shown
        try:
            return own_of(self.expanded(str(event["id"])))
        except Absent:
            return None

    def expanded(self, event_id: str) -> Resource:
        """Return one event with our properties; raise Absent."""
        path = f"/me/events/{part(event_id)}"
        try:
            event = self._graph.get(path, {"$expand": self._expand})
            again = _hides(event) and self._ask_for_less()
        except Refused as err:
            if err.status not in _UNSHOWN or not self._ask_for_less():
                raise
            again = True
        return self._with_mark(self._graph.get(path, {"$expand": self._expand}) if again else event)

    def keep(self, event: Resource, own: Own) -> None:
        """Remember what this run wrote."""
        self.done.wrote[str(event["id"])] = ETag(str(event.get("@odata.etag") or "")), own

    def _one(self, event_id: str) -> Iterator[tuple[str, tuple[Resource, Own]]]:
        try:
            event = self.expanded(event_id)
        except Absent:
            return
        own = own_of(event)
        if own is not None:
            yield event_id, (event, own)

    def _filtered(self, wanted: str) -> dict[str, tuple[Resource, Own]]:
        return self._shown(f"{self._calendar}/events", {"$filter": wanted})

    def _shown(self, path: str, query: Mapping[str, str]) -> dict[str, tuple[Resource, Own]]:
        """Return those of a collection that are ours, by id."""
        try:
            events = self._likely(path, query)
            again = any(map(_hides, events)) and self._ask_for_less()
        except Refused as err:
            if err.status not in _UNSHOWN or not self._ask_for_less():
                raise
            again = True
        found: dict[str, tuple[Resource, Own]] = {}
        for event in self._likely(path, query) if again else events:
            whole = self._with_mark(event)
            own = own_of(whole)
            if own is not None:
                found[str(event["id"])] = whole, own
        return found

    def _likely(self, path: str, query: Mapping[str, str]) -> list[Resource]:
        pages = self._graph.pages(path, {**query, "$expand": self._expand})
        return [event for page in pages for event in page["value"] if own_of(event) or may_be_ours(event)]

    def _ask_for_less(self) -> bool:
        """From now on ask for one property at a time, where asking for two may be what failed; False where we do."""
        asked, self._expand = self._expand, OWN_ALONE
        return asked != OWN_ALONE

    def _with_mark(self, event: Resource) -> Resource:
        """Ask for the mark alone where it did not come along: not every server shows two properties at once."""
        own = own_of(event)
        if own is None or own.mark:
            return event
        alone = self._graph.get(f"/me/events/{part(str(event['id']))}", {"$expand": MARK_ALONE})
        held = [*(event.get("singleValueExtendedProperties") or ())]
        return {**event, "singleValueExtendedProperties": [*held, *(alone.get("singleValueExtendedProperties") or ())]}


def _hides(event: Resource) -> bool:
    """True where an event looks like one of ours and shows nothing: two properties at once may be one too many."""
    return not shows(event) and may_be_ours(event)
