"""The occurrences of one series within a window (RFC 5545, 3.8.5): rules, extra dates, exceptions, moved instances."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from connectors.vevent import Unreadable, local, moment, recurrence_of
from core.model import Window

if TYPE_CHECKING:
    import icalendar

MOST = 1000
"""Occurrences of one series that are read in one window: an hourly one over six weeks."""

_DAY = timedelta(days=1)
# A series moved as a whole (RANGE=THISANDFUTURE) may bring later instances forward into the window, by this at most.
_BEYOND = timedelta(days=31)
_HOURLY = re.compile(r"FREQ=HOURLY", re.I)
_RARE = re.compile(r"BY(?:MONTH|MONTHDAY|YEARDAY|WEEKNO|SETPOS)=", re.I)
"""What may keep a rule from ever coming true, so that it would be followed to the year 9999."""
_COUNT = re.compile(r"COUNT=(\d{1,9})", re.I)
_INTERVAL = re.compile(r"INTERVAL=(\d{1,6})", re.I)
_PASSED = 366 * 24
"""How many times of a rule by the hour are followed that lie before what is wanted: a year of hours takes a second."""
_TOO_OFTEN = re.compile(r"FREQ=(?:SECONDLY|MINUTELY)|BYSECOND=[^;]*,|BYMINUTE=(?:[^;,]*,){4}", re.I)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One instance of an event, whose `component` says all but when: `span` says that, unless it is None.

    `recurrence` names the instance within its series and is empty for a single event. A span holds two dates for an
    all-day event.
    """

    component: icalendar.Event
    recurrence: str
    span: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Expansion:
    """What one UID comes to in a window; `trouble` is half a sentence where not all of it could be read."""

    occurrences: tuple[Occurrence, ...]
    trouble: str = ""


def expand(components: Sequence[icalendar.Event], *, window: Window, zone: tzinfo) -> Expansion:
    """Return the occurrences of the components of one UID that may overlap `window`, a day of slack on each side.

    Of two copies of the same instance the higher SEQUENCE stands (RFC 5546, 2.1.5). A rule that cannot be read, or
    repeats more than once a minute, leaves the event's own start.
    """
    components, trouble = _readable(components, since=window.start)
    if not any(_recurs(component) for component in components):
        return Expansion(tuple(Occurrence(each, _recurrence_id(each, zone)) for each in _latest(components)), trouble)
    calendar = _calendar(components, until=window.end + _BEYOND)
    try:
        found = _between(calendar, window)
    # The library and dateutil below it raise many kinds on rules that nobody foresaw; one series must not end the rest.
    except Exception as err:
        alone = tuple(Occurrence(each, _recurrence_id(each, zone)) for each in _latest(components))
        return Expansion(alone, f"its repetition cannot be followed: {err}")
    if len(found) > MOST:
        trouble = f"it repeats more than {MOST} times in the time looked at"
    shifts = {id(each): _shift(each, zone) for each in components}
    names = {id(each): _recurrence_id(each, zone) for each in components}
    occurrences = []
    for component, start, end in found[:MOST]:
        shift = shifts[id(component)]
        name = names[id(component)] if shift is None else recurrence_of(start - shift, zone)
        occurrences.append(Occurrence(component, name, (start, end)))
    return Expansion(tuple(occurrences), trouble)


def _readable(components: Sequence[icalendar.Event], *, since: datetime) -> tuple[list[icalendar.Event], str]:
    """Take out what the expansion would stumble over: rules that cannot be followed, an end before the start.

    A rule by the hour is followed where few of its hours lie before `since`, and it is no rarer than these: every one
    would be looked at.
    """
    trouble = ""
    for component in components:
        if _drop_backward_end(component):
            trouble = "it ends before it starts, so it was read as ending when it starts"
        rule = component.get("RRULE")
        broken = any(name == "RRULE" for name, _ in component.errors)
        if broken:
            trouble = "its repetition rule cannot be read"
        elif rule is not None and _TOO_OFTEN.search(_written(rule)):
            trouble = "it repeats every minute or more often"
        elif rule is not None and _HOURLY.search(_written(rule)) and _is_long(component, rule, since):
            trouble = "it repeats every hour, and for too long to be followed"
        elif rule is None or not _never(rule):
            continue
        component.pop("RRULE", None)
    return list(components), trouble


def _never(rule: Any) -> bool:
    """True for a rule that names no day of any year, such as 30 February: it would be followed to the year 9999."""
    if isinstance(rule, list):
        return False
    months, days = rule.get("BYMONTH") or [], rule.get("BYMONTHDAY") or []
    return bool(months and days) and all(abs(int(d)) > monthrange(2024, int(m))[1] for m in months for d in days)


def _is_long(component: icalendar.Event, rule: Any, since: datetime) -> bool:
    start, written = moment(component, "DTSTART"), _written(rule)
    if _RARE.search(written):
        return True
    counted, apart = _COUNT.search(written), _INTERVAL.search(written)
    if start is None or (counted and int(counted[1]) <= _PASSED):
        return False
    return (since - local(start, UTC)) / timedelta(hours=int(apart[1]) if apart else 1) > _PASSED


def _drop_backward_end(component: icalendar.Event) -> bool:
    start, end = moment(component, "DTSTART"), moment(component, "DTEND")
    timed = isinstance(start, datetime) and isinstance(end, datetime)
    if start is None or end is None or not timed or local(end, UTC) >= local(start, UTC):
        return False
    component.pop("DTEND")
    return True


def _written(rule: Any) -> str:
    rules = rule if isinstance(rule, list) else [rule]
    return ";".join(each.to_ical().decode() for each in rules)


def _recurs(component: icalendar.Event) -> bool:
    return "RRULE" in component or "RDATE" in component


def _latest(components: Sequence[icalendar.Event]) -> list[icalendar.Event]:
    """Of copies of one instance keep the one with the highest SEQUENCE, the last of equals."""
    kept: dict[str, icalendar.Event] = {}
    for component in components:
        key = _printed_id(component)
        if key not in kept or _sequence(component) >= _sequence(kept[key]):
            kept[key] = component
    return list(kept.values())


def _printed_id(component: icalendar.Event) -> str:
    entry = component.get("RECURRENCE-ID")
    return entry.to_ical().decode() if hasattr(entry, "to_ical") else str(entry)


def _sequence(component: icalendar.Event) -> int:
    try:
        return int(component.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _calendar(components: Sequence[icalendar.Event], *, until: datetime) -> icalendar.Calendar:
    """Put the series into a calendar of its own, its endless rules ended after the window."""
    import icalendar

    calendar = icalendar.Calendar()
    for component in components:
        rule = component.get("RRULE")
        for each in rule if isinstance(rule, list) else [rule]:
            # A rule that is counted needs no end, unless it may never come true.
            if each is not None and "UNTIL" not in each and ("COUNT" not in each or _RARE.search(_written(each))):
                start = moment(component, "DTSTART")
                timed = isinstance(start, datetime)
                each["UNTIL"] = [until.astimezone(UTC).replace(microsecond=0) if timed else until.date()]
        calendar.add_component(component)
    return calendar


def _between(calendar: icalendar.Calendar, window: Window) -> list[tuple[icalendar.Event, date, date]]:
    """Return each instance as its component with its own start and end, without a copy of the component."""
    import recurring_ical_events  # type: ignore[import-untyped]

    class Bare(recurring_ical_events.EventAdapter):  # type: ignore[misc]
        def __init__(self, component: icalendar.Event) -> None:
            super().__init__(component)
            self.origin = component

        def as_component(self, start: date, stop: date, *_: object) -> dict[str, Any]:
            return {"origin": self.origin, "span": (start, stop)}

    start, end = (window.start - _DAY).astimezone(UTC), (window.end + _DAY).astimezone(UTC)
    events = recurring_ical_events.ComponentsWithName("VEVENT", adapter=Bare)
    found = recurring_ical_events.CalendarQuery(calendar, components=[events]).between(start, end)
    return [(each["origin"], *each["span"]) for each in found]


def _shift(component: icalendar.Event, zone: tzinfo) -> timedelta | None:
    """Return by how much this component moves the instances it stands for, None where it stands for one alone.

    The series itself moves nothing; a change of this and all later instances (RANGE=THISANDFUTURE) moves them all.
    """
    entry = component.get("RECURRENCE-ID")
    if entry is None:
        return timedelta()
    if str(getattr(entry, "params", {}).get("RANGE", "")).upper() != "THISANDFUTURE":
        return None
    start, original = moment(component, "DTSTART"), moment(component, "RECURRENCE-ID")
    return None if start is None or original is None else local(start, zone) - local(original, zone)


def _recurrence_id(component: icalendar.Event, zone: tzinfo) -> str:
    try:
        value: date | datetime | None = moment(component, "RECURRENCE-ID")
    except Unreadable:
        return ""
    return recurrence_of(value, zone)
