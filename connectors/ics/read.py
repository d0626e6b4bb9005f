"""From the bytes of a calendar to its events: the sieve, then the parser and the expansion on what the sieve leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from connectors.blocks import Block, Sheet, bare, decode, settle
from connectors.expand import Occurrence, expand
from connectors.ics.scan import Chosen, Scan, Verdict, essential, scan, texts_of, thin
from connectors.vevent import Unreadable, at, event_from_component, text
from connectors.zones import Zones
from core.ids import derive
from core.model import AccountName, Answer, CalendarId, ETag, Event, EventId, EventStatus, Me, Ref, Window
from core.sync.ports import Problem, Reach, nothing_aside

if TYPE_CHECKING:
    import icalendar

_PASSING = re.compile(rb"^(?:DTSTAMP|LAST-MODIFIED|SEQUENCE|CREATED)[;:].*\n", re.M)
_PLAIN_LINE = re.compile(
    rb"(?:(UID|RRULE|SEQUENCE|DTSTART|DTEND|RECURRENCE-ID)(?:;TZID=([A-Za-z0-9_/+-]+))?:([A-Za-z0-9@._=;,+-]+))\r?$"
)
_SUMMARY = re.compile(rb"^SUMMARY(?:;[^:\n]*)?:(.*)$", re.M)


Aside = Callable[[Collection[str]], tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the events of one file lie, and how they are named there.

    `name(uid, recurrence, alone)` gives the event id; `alone` says that the file holds no other UID. `etag` digests
    the raw VEVENTs of one UID.
    """

    account: AccountName
    calendar: CalendarId
    name: Callable[[str, str, bool], str]
    etag: Callable[[Sequence[bytes]], ETag]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read. `seen` counts every VEVENT, `own` those with a UID of ours; `aside` reads those of them set aside
    that name an employer.
    """

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    seen: int
    own: int
    aside: Aside


def by_uid(uid: str, recurrence: str, alone: bool) -> str:
    """Name an event of a file that holds many: its UID, and which occurrence."""
    del alone
    return f"{uid}/{recurrence}" if recurrence else uid


def read_calendar(raw: bytes, *, reach: Reach, me: Me, place: Place) -> Reading:
    """Return what `reach` wants of one calendar; raise connectors.blocks.Malformed where it is none.

    These are the events worth reading that overlap its window, all reminders of our own, and the bare times of other
    events that take the user's time in `reach.busy`.
    """
    from core.recognise.sieve import worth_reading

    sheet = Sheet(raw)
    found = scan(sheet, reach, worth=worth_reading)
    desk = _Desk(sheet, me, place, reach, alone=found.uids == 1)
    events: dict[EventId, Event] = {}
    problems = [Problem(what=f"the event in line {line}", why="it has no END:VEVENT") for line in sheet.unended]
    for chosen in found.chosen:
        for result in desk.read(chosen):
            if isinstance(result, Problem):
                problems.append(result)
            else:
                events[result.ref.event_id] = result
    return Reading(
        events=tuple(events.values()),
        problems=tuple(problems),
        seen=found.seen,
        own=found.own,
        aside=_aside_of(sheet, found, reach=reach, me=me, place=place) if found.silent else nothing_aside,
    )


def _aside_of(sheet: Sheet, found: Scan, *, reach: Reach, me: Me, place: Place) -> Aside:
    """Return what reads those of the silent events, which say nothing of hiring, that may be of some employers.

    Until then it holds nothing but the bytes: a folder has thousands of files.
    """
    silent, alone = found.silent, found.uids == 1
    return lambda employers: _set_aside(_Desk(sheet, me, place, reach, alone=alone), silent, employers)


def _set_aside(desk: _Desk, silent: Sequence[Chosen], employers: Collection[str]) -> tuple[Event, ...]:
    from core.recognise.vague import may_belong

    belongs = may_belong(employers, user=desk.user)
    named = (replace(each, verdict=Verdict.FULL) for each in silent if any(map(belongs, desk.texts(each))))
    results = [result for each in named for result in desk.read(each)]
    return tuple(result for result in results if isinstance(result, Event) and not result.own)


def parse_times(block: bytes, zones: Zones) -> tuple[icalendar.Event, tuple[str, ...]]:
    """Parse one VEVENT that holds nothing but its times, as `scan.thin` leaves it.

    Where every line has the one form that `settle` writes, its value goes to the library without its line: that takes
    a quarter of the time, and a calendar is mostly ordinary events. Anything else is parsed as usual.
    """
    import icalendar

    settled, unknown = settle(block, zones)
    lines = settled.split(b"\n")[1:-2]
    component = icalendar.Event()
    for line in lines:
        found = _PLAIN_LINE.match(line)
        if found is None or found[1].decode() in component:
            return parse(block, zones)
        name, tzid, value = (part.decode() if part else "" for part in found.groups())
        try:
            if name == "RRULE":
                component[name] = icalendar.vRecur.from_ical(value)
            elif name == "UID":
                component[name] = icalendar.vText(value)
            elif name == "SEQUENCE":
                component[name] = icalendar.vInt(value)
            else:
                component[name] = icalendar.vDDDTypes(_moment(value, tzid))
        except ValueError:
            return parse(block, zones)
    return (component, unknown) if "UID" in component else parse(block, zones)


def _moment(value: str, tzid: str) -> date:
    from icalendar import vDDDTypes

    found: date = vDDDTypes.from_ical(value, tzid or None)  # type: ignore[no-untyped-call]
    return found


def parse(block: bytes, zones: Zones) -> tuple[icalendar.Event, tuple[str, ...]]:
    """Parse one bare VEVENT; return it with the TZIDs that nobody knows; raise Unreadable where it is none.

    An event without a UID gets one derived from its content, so that it is the same at the next pull.
    """
    import icalendar

    settled, unknown = settle(block, zones)
    try:
        component = icalendar.Event.from_ical(decode(settled))
    except (ValueError, KeyError, IndexError, TypeError) as err:
        raise Unreadable(f"it is no event that can be parsed: {err}") from err
    if not isinstance(component, icalendar.Event):
        raise Unreadable("it is no event")
    if not text(component, "UID").strip():
        component["UID"] = f"{derive(decode(_PASSING.sub(b'', block)))}@content"
    return component, unknown


class _Desk:
    """Reads one UID after the other of one sheet."""

    def __init__(self, sheet: Sheet, me: Me, place: Place, reach: Reach, *, alone: bool) -> None:
        self.user = me.name
        self._sheet = sheet
        self._zone = ZoneInfo(me.zone)
        self._zones = sheet.zones(self._zone)
        self._emails = frozenset(me.emails)
        self._needles = tuple(email.encode() for email in me.emails)
        self._place = place
        self._reach = reach
        self._alone = alone

    def texts(self, chosen: Chosen) -> Iterator[str]:
        """Yield the text of each VEVENT of one UID, as the sieve sees it."""
        return texts_of(chosen, self._sheet)

    def read(self, chosen: Chosen) -> Iterator[Event | Problem]:
        """Yield the events of one UID within reach, and what could not be read of it."""
        full = chosen.verdict is Verdict.FULL
        blocks = [bare(self._raw(block), tidy=self._sheet.tidy) for block in chosen.blocks]
        what = _called(blocks[0], chosen.uid, with_title=full)
        components = []
        for block, lines in zip(chosen.blocks, blocks, strict=True):
            try:
                zones = self._zones[block.calendar]
                component, unknown = (
                    parse(essential(lines), zones) if full else parse_times(thin(lines, self._needles), zones)
                )
            except Unreadable as err:
                yield Problem(what=what, why=str(err))
                continue
            if unknown:
                yield Problem(what=what, why=f'its time zone "{unknown[0]}" is unknown, so it was read in yours')
            components.append(component)
        yield from self._occurrences(components, chosen, what, full=full)

    def _occurrences(
        self, components: Sequence[icalendar.Event], chosen: Chosen, what: str, *, full: bool
    ) -> Iterator[Event | Problem]:
        etag = self._place.etag([self._raw(block) for block in chosen.blocks]) if full else ETag("")
        cancelled = self._sheet.cancels(chosen.blocks[0].calendar)
        try:
            expansion = expand(components, window=self._span(full=full), zone=self._zone)
        except Unreadable as err:
            yield Problem(what=what, why=str(err))
            return
        if expansion.trouble:
            yield Problem(what=what, why=expansion.trouble)
        patterns: dict[int, Event] = {}
        for occurrence in expansion.occurrences:
            try:
                event = self._event(occurrence, etag, patterns)
            except (Unreadable, OverflowError) as err:
                yield Problem(what=what, why=str(err))
                continue
            if cancelled:
                event = replace(event, status=EventStatus.CANCELLED)
            if self._wanted(event, full=full):
                yield event

    def _event(self, occurrence: Occurrence, etag: ETag, patterns: dict[int, Event]) -> Event:
        """Return one occurrence; the text of a series is read once and kept in `patterns`."""
        component, recurrence = occurrence.component, occurrence.recurrence
        uid = text(component, "UID").strip()
        ref = Ref(
            account=self._place.account,
            calendar=self._place.calendar,
            event_id=EventId(self._place.name(uid, recurrence, self._alone)),
        )
        pattern = patterns.get(id(component))
        if pattern is None:
            pattern = patterns[id(component)] = event_from_component(
                component, ref=ref, zone=self._zone, emails=self._emails, recurrence=recurrence, etag=etag
            )
        if occurrence.span is None:
            return pattern
        return at(pattern, occurrence.span, recurrence=recurrence, ref=ref, zone=self._zone)

    def _raw(self, block: Block) -> bytes:
        return self._sheet.raw[block.start : block.end]

    def _span(self, *, full: bool) -> Window:
        window, busy = self._reach.window, self._reach.busy
        return Window(start=min(window.start, busy.start), end=max(window.end, busy.end)) if full else busy

    def _wanted(self, event: Event, *, full: bool) -> bool:
        if event.own or (full and _touches(event, self._reach.window)):
            return True
        return takes_time(event) and _touches(event, self._reach.busy)


def takes_time(event: Event) -> bool:
    """True where the user is not free during `event` (T1): timed, not shown as free, neither cancelled nor declined."""
    standing = event.status is not EventStatus.CANCELLED and event.answer is not Answer.DECLINED
    return event.opaque and standing and not event.all_day and event.end > event.start


def _touches(event: Event, window: Window) -> bool:
    return event.start < window.end and event.end >= window.start


def _called(block: bytes, uid: bytes, *, with_title: bool) -> str:
    """Name an event in a problem: an ordinary one by its UID alone, since its title is nobody's business (P6)."""
    title = _SUMMARY.search(block) if with_title else None
    if title and title[1].strip():
        return decode(title[1]).replace("\\", "").strip()
    return decode(uid).strip() or "an event without a UID"
