"""Reads one calendar with calendarView/delta over a fixed window, and tells apart what its answers leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connectors.base import CursorExpired, Page, Problem, Reach, SourceError
from connectors.outlook.cursor import Place, read, short, shorts, written
from connectors.outlook.events import Unreadable, event_of, span_of
from connectors.outlook.graph import Graph, Item, part
from connectors.outlook.own import Own, may_be_ours
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
    series: dict[str, tuple[str, ...]] = field(default_factory=dict)


class OutlookSource:
    """One calendar that is read. `shelf` is where our own events are asked for; `home` the user's zone."""

    def __init__(
        self, graph: Graph, shelf: Shelf, *, account: AccountName, calendar: CalendarId, home: ZoneInfo
    ) -> None:
        self._graph, self._shelf, self._home = graph, shelf, home
        self._account, self._calendar = account, calendar
        self._path = f"/me/calendars/{part(calendar)}"
        self._masters: dict[str, Item] = {}

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
        items, link = self._round(self._graph.linked(place.link))
        yield self._news(replace(place, link=link), items)

    # A round: every page of it, each event as it was last named.

    def _round(self, pages: Iterator[Item]) -> tuple[dict[str, Item], str]:
        """Return the last word on each id, and the delta link at the end; raise CursorExpired."""
        items: dict[str, Item] = {}
        link = ""
        try:
            for page in pages:
                for item in page["value"]:
                    if isinstance(item, dict) and item.get("id"):
                        _put(items, item)
                link = str(page.get("@odata.deltaLink") or "")
        except Refused as err:
            # A mangled or forgotten token has more than one answer; only a fresh round tells what is wrong.
            if err.status in (400, 404, 410) or err.code in LOST:
                raise CursorExpired("the place is lost") from err
            raise
        if not link:
            raise SourceError(f"{self._account}: Microsoft's answer breaks off", next_step="Try later: afterword sync")
        return items, link

    def _whole(self, window: Window) -> Page:
        items, link = self._first_round(window)
        found = _Found()
        ours = self._shelf.all() or {}
        masters = {i: item for i, item in items.items() if item.get("type") == "seriesMaster"}
        self._masters |= masters
        for event_id, item in items.items():
            if "@removed" in item or event_id in ours or str(item.get("seriesMasterId")) in ours:
                continue
            if event_id in masters:
                found.series.setdefault(event_id, ())
                if may_be_ours(item) and (own := self._shelf.own(item)):
                    self._take(found, item, own=own)
                continue
            if item.get("seriesMasterId"):
                self._add_occurrence(found, item)
            else:
                self._take(found, item, own=self._shelf.own(item) if may_be_ours(item) else None)
        for item, own in ours.values():
            self._take(found, item, own=own)
        place = Place(link=link, window=window, series=found.series)
        return self._page(found, self._known(place, found), seen=sum("@removed" not in item for item in items.values()))

    def _first_round(self, window: Window) -> tuple[dict[str, Item], str]:
        query = {"startDateTime": _iso(window.start), "endDateTime": _iso(window.end)}
        for again in (True, False):
            try:
                return self._round(self._graph.pages(f"{self._path}/calendarView/delta", query))
            except CursorExpired as err:
                # Lost in mid-round: once more from the start. A calendar that is not there says so itself.
                if isinstance(err.__cause__, Refused) and (err.__cause__.status != 410 or not again):
                    raise err.__cause__ from err
        raise AssertionError("unreachable: the second time returns or raises")

    # What an incremental round leaves open.

    def _news(self, place: Place, items: Mapping[str, Item]) -> Page:
        found = _Found(series=dict(place.series))
        parents = place.occurrences()
        self._masters |= {i: item for i, item in items.items() if item.get("type") == "seriesMaster"}
        removed = [i for i, item in items.items() if "@removed" in item]
        touched = {i for i in removed if i in place.series} | _series_in(items)
        # What is not known was never in the window; what belongs to a series that is read anew is found there.
        single = place.singles | place.ours
        known = [i for i in removed if short(i) in single or parents.get(i) not in (None, *touched)]
        if len(known) > TOO_MANY or len(touched) > TOO_MANY:
            raise CursorExpired("so much changed that reading everything is less work")
        singles = [item for item in items.values() if _is_single(item)]
        ours = self._shelf.among([i for i in singles if may_be_ours(i) or short(str(i["id"])) in place.ours])
        for item in singles:
            event_id = str(item["id"])
            found.deleted |= set(found.series.pop(event_id, ()))
            whole, own = ours.get(event_id, (item, None))
            self._take(found, whole, own=own)
        for master in touched:
            self._rebuild(found, master, place, was_single=short(master) in place.singles)
        for event_id in known:
            if event_id not in found.events:
                self._gone(found, event_id, place, ours=short(event_id) in place.ours)
        return self._page(found, self._known(place, found), seen=0)

    def _rebuild(self, found: _Found, master: str, place: Place, *, was_single: bool) -> None:
        """Read the occurrences of one series anew: a cancelled one is told in no other way."""
        before = set(place.series.get(master, ()))
        if was_single:
            found.deleted.add(master)
        found.series[master] = ()
        try:
            item = (
                self._graph.get(f"/me/events/{part(master)}") if master not in self._masters else self._masters[master]
            )
            if (may_be_ours(item) or short(master) in place.ours) and (own := self._shelf.own(item)):
                self._take(found, item, own=own)
                found.deleted |= before
                return
            self._masters[master] = item
            query = {"startDateTime": _iso(place.window.start), "endDateTime": _iso(place.window.end)}
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
            item = self._shelf.expanded(event_id) if ours else self._graph.get(f"/me/events/{part(event_id)}")
        except Absent:
            found.deleted.add(event_id)
            return
        start, end = span_of(item)
        # It is there, but the same id may lie in another calendar now: only this calendar's own view tells.
        if overlaps(start, end, place.window) and not self._holds(event_id, start, end):
            found.deleted.add(event_id)
        elif item.get("seriesMasterId"):
            self._add_occurrence(found, item)
        else:
            self._take(found, item, own=self._shelf.own(item) if ours else None)

    def _holds(self, event_id: str, start: datetime, end: datetime) -> bool:
        query = {"startDateTime": _iso(start), "endDateTime": _iso(max(end, start + timedelta(minutes=1)))}
        pages = self._graph.pages(f"{self._path}/calendarView", query)
        return any(item.get("id") == event_id for page in pages for item in page["value"])

    # One event.

    def _add_occurrence(self, found: _Found, item: Item) -> None:
        """Take an occurrence: what it lacks comes from its series, of which it has only its own times."""
        master = str(item["seriesMasterId"])
        found.series[master] = (*found.series.get(master, ()), str(item["id"]))
        try:
            if master not in self._masters:
                self._masters[master] = self._graph.get(f"/me/events/{part(master)}")
            parent = self._masters[master]
            if "subject" not in item and item.get("type") == "exception":
                item = self._graph.get(f"/me/events/{part(str(item['id']))}")
            elif "subject" not in item:
                own_fields = {name: value for name, value in item.items() if value is not None}
                item = {**parent, "originalStart": None, **own_fields}
        except Absent:
            return
        self._take(found, {**item, "seriesMasterId": master}, uid=str(parent.get("iCalUId") or master))

    def _take(self, found: _Found, item: Item, *, own: Own | None = None, uid: str = "") -> None:
        event_id = str(item["id"])
        ref = Ref(account=self._account, calendar=self._calendar, event_id=EventId(event_id))
        try:
            found.events[event_id] = event_of(item, ref=ref, home=self._home, uid=uid, own=own)
        except Unreadable as err:
            found.problems.append(Problem(what=f'"{str(item.get("subject") or event_id)[:60]}"', why=str(err)))

    def _known(self, place: Place, found: _Found) -> Place:
        gone = shorts(found.deleted)
        parts = {each for ids in found.series.values() for each in ids}
        singles = shorts(i for i, event in found.events.items() if i not in parts and not event.own)
        ours = shorts(i for i, event in found.events.items() if event.own)
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


def _put(items: dict[str, Item], item: Item) -> None:
    """Keep the newer of two words on one event; a tombstone has no date, so the later one of the round holds."""
    before = items.get(str(item["id"]))
    if before is not None and "@removed" not in before and "@removed" not in item:
        stamps = str(before.get("lastModifiedDateTime") or ""), str(item.get("lastModifiedDateTime") or "")
        if all(stamps) and stamps[1] < stamps[0]:
            return
    items[str(item["id"])] = item


def _is_single(item: Item) -> bool:
    return "@removed" not in item and item.get("type") != "seriesMaster" and not item.get("seriesMasterId")


def _series_in(items: Mapping[str, Item]) -> set[str]:
    masters = {str(item["seriesMasterId"]) for item in items.values() if item.get("seriesMasterId")}
    return masters | {i for i, item in items.items() if item.get("type") == "seriesMaster"}


def _fixed(window: Window) -> Window:
    """Return the window of a new round in whole days, with room on both sides."""
    start, end = window.start.astimezone(UTC) - SLACK, window.end.astimezone(UTC) + SLACK
    return Window(
        start=datetime.combine(start.date(), time(), UTC),
        end=datetime.combine(end.date() + timedelta(days=1), time(), UTC),
    )


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
