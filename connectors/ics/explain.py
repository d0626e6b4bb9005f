"""Every event of a calendar file, for `explain`: no window and no sieve, a series told once."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from connectors.blocks import Block, Malformed, Sheet, bare
from connectors.ics.read import parse
from connectors.vevent import Unreadable, event_from_component, moment, recurrence_of, text
from connectors.zones import Zones
from core.errors import SourceError
from core.model import AccountName, CalendarId, Event, EventId, Me, Ref
from core.sync.ports import Problem

_HERE = AccountName("file")
_CALENDAR = CalendarId("calendar")


def read_events(raw: bytes, *, me: Me) -> Iterator[Event | Problem]:
    """Yield each VEVENT in the order of the file: a series as its first occurrence, each exception as its own event.

    `recurrence` is empty but for exceptions. Raises SourceError where the bytes are no calendar.
    """
    zone = ZoneInfo(me.zone)
    sheet = Sheet(raw)
    try:
        blocks = list(sheet.blocks())
    except Malformed as err:
        raise SourceError(f"that is not a readable calendar: line {err.line}: {err.why}") from err
    zones = sheet.zones(zone)
    for line in sheet.unended:
        yield Problem(what=f"the event in line {line}", why="it has no END:VEVENT")
    for block in blocks:
        yield _event(sheet, block, zones[block.calendar], zone=zone, emails=frozenset(me.emails))


def _event(sheet: Sheet, block: Block, zones: Zones, *, zone: ZoneInfo, emails: frozenset[str]) -> Event | Problem:
    line = sheet.raw.count(b"\n", 0, block.start) + 1
    what = f"the event in line {line}"
    try:
        component, _ = parse(bare(sheet.raw[block.start : block.end], tidy=sheet.tidy), zones)
        what = text(component, "SUMMARY").strip() or what
        recurrence = recurrence_of(moment(component, "RECURRENCE-ID"), zone)
        uid = text(component, "UID").strip()
        ref = Ref(account=_HERE, calendar=_CALENDAR, event_id=EventId(f"{uid}/{recurrence}" if recurrence else uid))
        return event_from_component(component, ref=ref, zone=zone, emails=emails, recurrence=recurrence)
    except (Unreadable, OverflowError) as err:
        return Problem(what=what, why=str(err))
