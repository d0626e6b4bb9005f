"""Reads one calendar with calendarView/delta over a fixed window, and tells apart what its answers leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connectors.base import CursorExpired, Page, Problem, Reach, SourceError
from connectors.outlook.cursor import Place, read, short, shorts, written
from connectors.outlook.events import Unreadable, event_of, span_of
from connectors.outlook.graph import Graph, Resource, iso, part
from connectors.outlook.own import Own, has_guests, may_be_ours
from connectors.outlook.refusals import Absent, Refused
from connectors.outlook.shelf import Shelf
from core.model import AccountName, CalendarId, Cursor, Event, EventId, Ref, Window
from core.sync.gather import overlaps

SLACK = timedelta(days=7)
"""How much further a round looks than it is asked to. So a new one begins once a week, which also finds what a delta
may have missed."""
TOO_MANY = 40
"""Events or series to be asked for one by one beyond which the whole calendar is read instead."""
LOST = ("syncstatenotfound", "resyncrequired", "syncstateinvalid")


@dataclass(slots=True)
class _Found:
    """What one pull makes of the answers."""

    events: dict[str, Event] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, bool] = field(default_factory=dict)
    """Events that are there and cannot be read: whether they are ours, by id."""
    series: dict[str, tuple[str, ...]] = field(default_factory=dict)


class OutlookSource:
    """One calendar that is read. `shelf` is where our own events are asked for; `home` the user's zone."""

    def __init__(
        self, graph: Graph, shelf: Shelf, *, account: AccountName, calendar: CalendarId, home: ZoneInfo
    ) -> None:
        self._graph, self._shelf, self._home = graph, shelf, home
        self._account, self._calendar = account, calendar
        self._path = f"/me/calendars/{part(calendar)}"
        self._masters: dict[str, Resource] = {}

    def pull(self, reach: Reach, cursor: Cursor | None) -> Iterator[Page]:
        """Yield one page: what changed since `cursor`, or everything.

        Raises CursorExpired where Graph has lost the place, or the round does not reach far enough any more.
        """
        if cursor is None:
            yield self._whole(_fixed(reach.window))
            return
        place = read(cursor)
        if place is None or not place.reaches(reach.window):
            raise CursorExpired("a new round has to begin")
        resources, link = self._round(self._graph.linked(place.link))
        yield self._news(replace(place, link=link), resources)

    # A round: every page of it, each event as it was last named.

    def _round(self, pages: Iterator[Resource]) -> tuple[dict[str, Resource], str]:
        """Return the last word on each id, and the delta link at the end; raise CursorExpired."""
        resources: dict[str, Resource] = {}
        contradicted: set[str] = set()
        link = ""
        try:
            for page in pages:
                for resource in page["value"]:
                    if resource["id"]:
                        if _contradicts(resources.get(resource["id"]), resource):
                            contradicted.add(resource["id"])
                        _put(resources, resource)
                link = page.get("@odata.deltaLink") or ""
        except Refused as err:
            # A mangled or forgotten token has more than one answer; only a fresh round tells what is wrong.
            if err.status in (400, 404, 410) or err.code in LOST:
                raise CursorExpired("the place is lost") from err
            raise
        if not link or not isinstance(link, str):
            raise SourceError(f"{self._account}: Microsoft's answer breaks off", next_step="Try later: afterword sync")
        # The order of a round means nothing: of what is there and removed in one, only the event itself tells.
        return resources | {each: self._settled(each) for each in contradicted}, link

    def _settled(self, event_id: str) -> Resource:
        """Return an event as it stands in this calendar, or its tombstone."""
        with suppress(Absent):
            resource = self._graph.get(f"/me/events/{part(event_id)}")
            if not _is_single(resource) or self._may_hold(resource):
                return resource
        return {"id": event_id, "@removed": {"reason": "deleted"}}

    def _whole(self, window: Window) -> Page:
        resources, link = self._first_round(window)
        found = _Found()
        ours = self._shelf.all() or {}
        masters = {i: resource for i, resource in resources.items() if resource.get("type") == "seriesMaster"}
        self._masters |= masters
        for event_id, resource in resources.items():
            if "@removed" in resource or event_id in ours or str(resource.get("seriesMasterId")) in ours:
                continue
            if event_id in masters:
                found.series.setdefault(event_id, ())
                if may_be_ours(resource) and (own := self._shelf.own(resource)):
                    self._take(found, resource, own=own)
                continue
            if resource.get("seriesMasterId"):
                self._add_occurrence(found, resource)
            else:
                self._take(found, resource, own=self._shelf.own(resource) if may_be_ours(resource) else None)
        for resource, own in ours.values():
            self._take(found, resource, own=own)
        place = Place(link=link, window=window, series=found.series)
        return self._page(
            found, self._known(place, found), seen=sum("@removed" not in resource for resource in resources.values())
        )

    def _first_round(self, window: Window) -> tuple[dict[str, Resource], str]:
        query = {"startDateTime": iso(window.start), "endDateTime": iso(window.end)}
        for again in (True, False):
            try:
                return self._round(self._graph.pages(f"{self._path}/calendarView/delta", query))
            except CursorExpired as err:
                # Lost in mid-round: once more from the start. A calendar that is not there says so itself.
                if isinstance(err.__cause__, Refused) and (err.__cause__.status != 410 or not again):
                    raise err.__cause__ from err
        raise AssertionError("unreachable: the second time returns or raises")

    # What an incremental round leaves open.

    def _news(self, place: Place, resources: Mapping[str, Resource]) -> Page:
        found = _Found(series=dict(place.series))
        parents = place.occurrences()
        self._masters |= {i: resource for i, resource in resources.items() if resource.get("type") == "seriesMaster"}
        removed = [i for i, resource in resources.items() if "@removed" in resource]
        touched = {i for i in removed if i in place.series} | _series_in(resources)
        # What is not known was never in the window; what belongs to a series that is read anew is found there.
        single = place.singles | place.ours
        known = [i for i in removed if short(i) in single or parents.get(i) not in (None, *touched)]
        if len(known) > TOO_MANY or len(touched) > TOO_MANY:
            raise CursorExpired("so much changed that reading everything is less work")
        singles = [r for r in resources.values() if _is_single(r) and not _older(r, place.stamps)]
        ours = self._shelf.among([i for i in singles if may_be_ours(i) or short(str(i["id"])) in place.ours])
        for resource in singles:
            event_id = str(resource["id"])
            found.deleted |= set(found.series.pop(event_id, ()))
            whole, own = ours.get(event_id, (resource, None))
            self._take(found, whole, own=own)
        for master in touched:
            self._rebuild(found, master, place, was_single=short(master) in place.singles)
        for event_id in known:
            if event_id not in found.events:
                self._gone(found, event_id, place, ours=short(event_id) in place.ours)
        gone = shorts(found.deleted - found.events.keys())
        stamps = {each: stamp for each, stamp in place.stamps.items() if each not in gone}
        stamps |= {short(str(r["id"])): _stamp(r) for r in singles if _stamp(r)}
        return self._page(found, replace(self._known(place, found), stamps=stamps), seen=0)

    def _rebuild(self, found: _Found, master: str, place: Place, *, was_single: bool) -> None:
        """Read the occurrences of one series anew: a cancelled one is told in no other way."""
        before = set(place.series.get(master, ()))
        if was_single:
            found.deleted.add(master)
        found.series[master] = ()
        try:
            resource = (
                self._graph.get(f"/me/events/{part(master)}") if master not in self._masters else self._masters[master]
            )
            if (may_be_ours(resource) or short(master) in place.ours) and (own := self._shelf.own(resource)):
                self._take(found, resource, own=own)
                found.deleted |= before
                return
            self._masters[master] = resource
            query = {"startDateTime": iso(place.window.start), "endDateTime": iso(place.window.end)}
            for page in self._graph.pages(f"{self._path}/events/{part(master)}/instances", query):
                for each in page["value"]:
                    self._add_occurrence(found, {**each, "seriesMasterId": master})
        except Absent as err:
            if master in self._masters:
                # The series is there and its occurrences are not: the whole calendar tells.
                raise CursorExpired("a series could not be read") from err
            del found.series[master]
        except Refused as err:
            raise CursorExpired("a series could not be read") from err
        found.deleted |= before - set(found.series.get(master, ()))

    def _gone(self, found: _Found, event_id: str, place: Place, *, ours: bool) -> None:
        """Tell whether an event was deleted, or only moved out of the window, which looks the same."""
        if event_id in self._shelf.done.took_away:
            found.deleted.add(event_id)
            return
        try:
            resource = self._shelf.expanded(event_id) if ours else self._graph.get(f"/me/events/{part(event_id)}")
        except Absent:
            found.deleted.add(event_id)
            return
        try:
            start, end = span_of(resource)
        except Unreadable as err:
            self._pass_over(found, resource, err, ours=ours)
            return
        # It is there, but the same id may lie in another calendar now: only this calendar's own view tells.
        if overlaps(start, end, place.window) and not self._holds(event_id, start, end):
            found.deleted.add(event_id)
        elif resource.get("seriesMasterId"):
            self._add_occurrence(found, resource)
        else:
            self._take(found, resource, own=self._shelf.own(resource) if ours else None)

    def _may_hold(self, resource: Resource) -> bool:
        """True where an event lies in this calendar, or has no times by which that could be asked."""
        try:
            return self._holds(str(resource["id"]), *span_of(resource))
        except Unreadable:
            return True

    def _holds(self, event_id: str, start: datetime, end: datetime) -> bool:
        query = {"startDateTime": iso(start), "endDateTime": iso(max(end, start + timedelta(minutes=1)))}
        pages = self._graph.pages(f"{self._path}/calendarView", query)
        return any(resource.get("id") == event_id for page in pages for resource in page["value"])

    # One event.

    def _add_occurrence(self, found: _Found, resource: Resource) -> None:
        """Take an occurrence: what it lacks comes from its series, of which it has only its own times."""
        master = str(resource["seriesMasterId"])
        found.series[master] = (*found.series.get(master, ()), str(resource["id"]))
        try:
            if master not in self._masters:
                self._masters[master] = self._graph.get(f"/me/events/{part(master)}")
            parent = self._masters[master]
            if "subject" not in resource and resource.get("type") == "exception":
                resource = self._graph.get(f"/me/events/{part(str(resource['id']))}")
            elif "subject" not in resource:
                own_fields = {name: value for name, value in resource.items() if value is not None}
                resource = {**parent, "originalStart": None, **own_fields}
        except Absent:
            return
        self._take(found, {**resource, "seriesMasterId": master}, uid=str(parent.get("iCalUId") or master))

    def _take(self, found: _Found, resource: Resource, *, own: Own | None = None, uid: str = "") -> None:
        event_id = str(resource["id"])
        if own is not None and has_guests(resource):
            # Not handed on as anybody's event either: nobody is interviewed in what we wrote.
            found.deleted.add(event_id)
            return
        ref = Ref(account=self._account, calendar=self._calendar, event_id=EventId(event_id))
        try:
            found.events[event_id] = event_of(resource, ref=ref, home=self._home, uid=uid, own=own)
        except Unreadable as err:
            self._pass_over(found, resource, err, ours=own is not None)

    def _pass_over(self, found: _Found, resource: Resource, err: Unreadable, *, ours: bool) -> None:
        """Say of an event that it cannot be read; it is there all the same."""
        event_id = str(resource["id"])
        title = " ".join(str(resource.get("subject") or event_id).split())[:60]
        found.problems.append(Problem(what=f'"{title}"', why=str(err), event_id=EventId(event_id)))
        found.unread[event_id] = ours

    def _known(self, place: Place, found: _Found) -> Place:
        gone = shorts(found.deleted)
        parts = {each for ids in found.series.values() for each in ids}
        there = {i: bool(event.own) for i, event in found.events.items()} | found.unread
        singles = shorts(i for i, own in there.items() if i not in parts and not own)
        ours = shorts(i for i, own in there.items() if own)
        return replace(
            place,
            singles=(place.singles - gone - ours) | singles,
            ours=(place.ours - gone - singles) | ours,
            series={master: tuple(i for i in ids if i not in found.deleted) for master, ids in found.series.items()},
        )

    def _page(self, found: _Found, place: Place, *, seen: int) -> Page:
        return Page(
            events=tuple(found.events.values()),
            deleted=tuple(EventId(each) for each in sorted(found.deleted - found.events.keys())),
            problems=tuple(found.problems),
            cursor=written(place),
            seen=seen,
        )


def _put(resources: dict[str, Resource], resource: Resource) -> None:
    """Keep the newer of two words on one event; a tombstone has no date, so the later one of the round holds."""
    before = resources.get(str(resource["id"]))
    # A tombstone has no stamp, so that it is never the older one.
    if before is not None and "" < _stamp(resource) < _stamp(before):
        return
    resources[str(resource["id"])] = resource


def _contradicts(before: Resource | None, resource: Resource) -> bool:
    """True where one of two words on an event is that it is gone."""
    return before is not None and ("@removed" in before) != ("@removed" in resource)


def _stamp(resource: Resource) -> str:
    """Return when an event was last changed, in a form that sorts: Graph leaves zeros of a fraction out."""
    return str(resource.get("lastModifiedDateTime") or "").removesuffix("Z")


def _older(resource: Resource, stamps: Mapping[str, str]) -> bool:
    """True where an earlier round told a later word on this event: old ones may be replayed."""
    return "" < _stamp(resource) < stamps.get(short(str(resource["id"])), "")


def _is_single(resource: Resource) -> bool:
    return "@removed" not in resource and resource.get("type") != "seriesMaster" and not resource.get("seriesMasterId")


def _series_in(resources: Mapping[str, Resource]) -> set[str]:
    masters = {str(resource["seriesMasterId"]) for resource in resources.values() if resource.get("seriesMasterId")}
    return masters | {i for i, resource in resources.items() if resource.get("type") == "seriesMaster"}


def _fixed(window: Window) -> Window:
    """Return the window of a new round in whole days, with room on both sides."""
    start, end = window.start.astimezone(UTC) - SLACK, window.end.astimezone(UTC) + SLACK
    return Window(
        start=datetime.combine(start.date(), time(), UTC),
        end=datetime.combine(end.date() + timedelta(days=1), time(), UTC),
    )
