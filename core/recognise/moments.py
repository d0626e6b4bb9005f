"""The moment that a user means: `tomorrow 9am`, `in 3 days`, `next week`, `yesterday 3pm`, `2026-12-04 15:30`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from core.recognise.days import day_of

_AMPM = r"(?:\s?(?P<half>am|pm|a\.m\.|p\.m\.))"
CLOCK = (
    rf"(?:(?:at|from|@)\s*)?(?:(?P<hour>\d{{1,2}})(?::|\.(?=\d\d\s?[ap]\.?m))(?P<minute>\d\d){_AMPM}?"
    rf"|(?P<full>\d{{1,2}}){_AMPM.replace('half', 'side')}"
    r"|(?P<word>noon|midday|midnight)|(?P<h>\d{1,2})\s?(?:h|uhr|o'clock))"
)
"""A time of day with nothing around it."""

_CLOCK = re.compile(rf"(?:^|(?<=[\s,])){CLOCK}(?=$|[\s,])", re.I)
_PART = re.compile(r"\b(?:in\s+the\s+|this\s+)?(?P<part>morning|afternoon|evening|lunchtime|tonight)\b", re.I)
_PARTS = {
    "morning": time(9),
    "lunchtime": time(12),
    "afternoon": time(14),
    "evening": time(18),
    "tonight": time(19),
}
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HOURS = re.compile(
    r"(?:in\s+)?(?P<count>\d{1,3}|an?|half\s+an|two|three|four)\s+(?P<unit>hour|hr|minute|min)s?(?P<ago>\s+ago)?", re.I
)
_AGO = re.compile(r"(?P<count>\d{1,3}|an?|two|three|four|five|six)\s+(?P<unit>day|week|month)s?\s+ago", re.I)
_LAST = re.compile(r"(?:last|past)\s+(?P<name>mon|tue|wed|thu|fri|sat|sun)\w*", re.I)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.I)
_COUNTS = {"a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, and the time of day where one was said."""

    day: date
    clock: time | None


def moment_of(said: str, *, now: datetime, zone: tzinfo, clock: time, country: str = "") -> datetime | None:
    """Return the coming moment that `said` names, in `zone`; None where it names none or could mean two.

    A day without a time of day gets `clock`; a time without a day is the next such. `next week` begins on Monday.
    """
    here = now.astimezone(zone)
    words = " ".join(said.split())
    if exact := iso(words, zone):
        return exact
    if (match := _HOURS.fullmatch(words)) and not match["ago"]:
        return _settled(here + _span(match))
    if words.casefold() == "later today":
        return _settled(here + timedelta(hours=3))
    found = read(words, today=here.date(), country=country)
    if found is None:
        return None
    if found.clock is not None and not _without_time(words):
        moment = at(found.day, found.clock, zone)
        return moment if moment > now else at(found.day + timedelta(days=1), found.clock, zone)
    return at(found.day, found.clock or clock, zone)


def read(words: str, *, today: date, country: str = "") -> Moment | None:
    """Return the day, today where none is said, and the time of day of `words`; None where either is not understood."""
    clock, rest = _time_of_day(words)
    rest = re.sub(r"^(?:on|at|,)\s+", "", rest.strip(" ,"), flags=re.I).strip(" ,")
    if not rest:
        return Moment(today, clock) if clock is not None else None
    day = _day(rest, today, country)
    return Moment(day, clock) if day is not None else None


def at(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the moment at which clocks in `zone` show `clock` on `day`; one that they skip becomes the next."""
    return _settled(datetime.combine(day, clock, zone))


def clock_of(match: re.Match[str]) -> time | None:
    """Return the time of day that a match of CLOCK says, None where there is no such time."""
    if match["word"]:
        return _WORDS[match["word"].casefold()]
    hour = int(match["hour"] or match["full"] or match["h"])
    half = (match["half"] or match["side"] or "").replace(".", "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(match["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _time_of_day(words: str) -> tuple[time | None, str]:
    for match in _CLOCK.finditer(words):
        clock = clock_of(match)
        if clock is not None:
            return clock, f"{words[: match.start()]} {words[match.end() :]}"
    if part := _PART.search(words):
        return _PARTS[part["part"].casefold()], f"{words[: part.start()]} {words[part.end() :]}"
    return None, words


def _without_time(words: str) -> str:
    return _time_of_day(words)[1].strip(" ,")


def _day(rest: str, today: date, country: str) -> date | None:
    for shape, meaning in _DAYS:
        if match := shape.fullmatch(rest):
            return meaning(match, today)
    return day_of(rest, today=today, country=country)


def _ago(match: re.Match[str], today: date) -> date:
    days = {"day": 1, "week": 7, "month": 30}[match["unit"].casefold()]
    return today - timedelta(days=days * _count(match))


def _last(match: re.Match[str], today: date) -> date:
    weekday = _WEEKDAYS.index(match["name"].casefold())
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _next_week(_: re.Match[str], today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _next_month(_: re.Match[str], today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (re.compile("yesterday|last night", re.I), lambda _, today: today - timedelta(days=1)),
    (re.compile("(?:the )?day before yesterday", re.I), lambda _, today: today - timedelta(days=2)),
    (_AGO, _ago),
    (_LAST, _last),
    (re.compile("next week", re.I), _next_week),
    (re.compile("next month", re.I), _next_month),
    (
        re.compile("(?:(?:this|the|at the|on the) )?weekend", re.I),
        lambda _, today: today + timedelta(days=(5 - today.weekday()) % 7),
    ),
)


def _count(match: re.Match[str]) -> int:
    said = match["count"].casefold()
    return int(said) if said.isdigit() else _COUNTS[said]


def _span(match: re.Match[str]) -> timedelta:
    minutes = match["unit"].casefold().startswith("min")
    if match["count"].casefold().startswith("half"):
        return timedelta(minutes=30)
    return timedelta(minutes=_count(match)) if minutes else timedelta(hours=_count(match))


def iso(words: str, zone: tzinfo) -> datetime | None:
    """Return the moment that `2026-12-04T15:30` or `2026-12-04 15:30-05:00` is; None where `words` are nothing such."""
    if not _ISO.fullmatch(words):
        return None
    try:
        moment = datetime.fromisoformat(words.upper())
    except ValueError:
        return None
    return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(zone)


def _settled(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(moment.tzinfo)
