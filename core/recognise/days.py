"""The local day that a user means: `2026-12-12`, `12 Dec`, `next Friday`, `in two weeks`, `am 12. Dezember`."""

from __future__ import annotations

import re
import warnings
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from core.recognise.grammar import choice, letters
from core.recognise.patterns import compiled

LOOK_BACK = timedelta(days=14)
"""How long ago a day without a year may lie: a promise that has just passed is still last week's, not next year's."""
_LONGEST = 60
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_TAIL = re.compile(r"[\s.,;!]*(?:[(;].*|\s[-–—]\s.*)?$")
_HOUR = re.compile(
    r"[\s,]+(?:(?:at|by|um)\s+)?(?:\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.|uhr|h)|\d{1,2}:\d\d|noon|eod|cob|eob"
    r"|(?:end|close)\s+of\s+(?:day|business|play))$",
    re.I,
)
_WEEKDAY_FIRST = re.compile(rf"^(?:{_WEEKDAY})\.?\s*,?\s+(?=.*\d)", re.I)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ].*)?")
_DAY_MONTH = re.compile(rf"{_DAY}\s*(?:of\s+)?{_MONTH}(?:,?\s*(?P<year>\d{{4}}))?", re.I)
_MONTH_DAY = re.compile(rf"{_MONTH}\s*(?:the\s+)?{_DAY}(?:,?\s+(?P<year>\d{{4}}))?", re.I)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}|\d{2}))?")
_ORDINAL = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)", re.I)
_SLASHED = re.compile(r"(?P<month>\d{1,2})([/-])(?P<day>\d{1,2})(?:\2(?P<year>\d{4}|\d{2}))?")
_MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "MH", "PW", "PR", "JP", "CN", "KR", "TW", "HU", "LT", "MN"})
_EITHER_WAY = frozenset({"", "CA", "ZA", "KE", "GH", "MY", "PA"})
"""Where both orders are in daily use, so that 04/12 says nothing."""
_NAMED = re.compile(rf"(?:(?P<which>next|this|coming)\s+)?(?P<name>{_WEEKDAY})", re.I)
_WEEK = re.compile(
    r"(?:(?:the\s+)?(?P<part>end|early|mid|middle|late|later|beginning|start)[\s-]*(?:of\s+|in\s+)?)?"
    r"(?:(?P<which>next|this|the)\s+)?week",
    re.I,
)
_SHORT = {"eow": "end of week", "eom": "end of month", "eod": "today", "cob": "today", "tonight": "today"}
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<count>\d{{1,3}}|a|an|{'|'.join(_NUMBERS[1:])}|a\s+couple\s+of|fourteen|fifteen|twenty)"
_WORKING = re.compile(rf"(?:(?:in|within|after)\s+)?{_COUNT}\s+(?:business|working|work)\s*days?", re.I)
_SPAN = re.compile(
    rf"(?:(?:in|within|after)\s+)?(?:the\s+next\s+)?{_COUNT}\s+(?P<unit>day|week|fortnight)s?"
    rf"(?:\s*(?:time|from\s+(?:now|today|(?P<name>{_WEEKDAY}))))?",
    re.I,
)
_WEEKDAY_WEEK = re.compile(rf"(?P<name>{_WEEKDAY})\s+week", re.I)
_WEEKDAY_DAY = re.compile(rf"(?:{_WEEKDAY})\.?,?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)", re.I)
_WEEK_OF = re.compile(r"(?:the\s+)?week\s+(?:of|commencing|beginning)\s+(?P<start>.+)", re.I)
_PART_OF_MONTH = re.compile(
    rf"(?:the\s+)?(?P<part>end|mid|middle)[\s-]*(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?", re.I
)
_OTHERS = ("en", "de", "fr", "es", "pt", "it", "nl")
_WHOLE_MONTH = re.compile(r"(?:(?:the\s+)?end\s+of\s+)?(?:(?P<which>next|this|the)\s+)?month", re.I)


def day_of(said: str, *, today: date, languages: Sequence[str] = ("en",), country: str = "") -> date | None:
    """Return the day that `said` names, seen from `today`; None where it names none or could mean two. Never raises.

    A day without a year is the next such on or after `today` less 14 days. `next Friday` lies in the next calendar
    week. 04/12 is read as they write it in the user's `country`, and not at all where both orders are usual. Other
    languages than English are left to dateparser, which is imported only then.
    """
    said, bare = _bare(said)
    if not said or len(said) > _LONGEST:
        return None
    try:
        for shape in (_ISO, _DAY_MONTH, _MONTH_DAY, _DOTTED, _eastern()):
            if match := shape.fullmatch(bare):
                return _dated(match, today)
        if match := _SLASHED.fullmatch(bare):
            return _slashed(match, today, languages, country.upper())
        return _relative(said, today) or _foreign(said, today, languages)
    except (ValueError, OverflowError):
        return None


def is_relative(said: str) -> bool:
    """True where the day that `said` names depends on when it was said: `next Friday`, not `12 Dec`."""
    _, bare = _bare(said)
    return not any(shape.fullmatch(bare) for shape in (_ISO, _DAY_MONTH, _MONTH_DAY, _DOTTED, _eastern(), _SLASHED))


def _bare(said: str) -> tuple[str, str]:
    """Return `said` without what leads to it and follows it, and the same without a weekday in front of a date."""
    said = _lead().sub("", _HOUR.sub("", _TAIL.sub("", " ".join(said.split()))))
    said = _SHORT.get(said.casefold(), said)
    return said, _lead().sub("", _WEEKDAY_FIRST.sub("", said))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^(?:{choice('by_day')}\s+)+", re.I)


@cache
def _eastern() -> re.Pattern[str]:
    """Return a day as Chinese, Japanese and Korean have it: `2026年12月12日`."""
    year, month, day = map(letters, ("year_sign", "month_sign", "day_sign"))
    return re.compile(
        rf"(?:(?P<year>\d{{4}})\s*{year}\s*)?(?P<month>\d{{1,2}})\s*{month}\s*(?P<day>\d{{1,2}})\s*{day}?.*"
    )


def _dated(match: re.Match[str], today: date) -> date:
    named = match["month"].casefold()[:3]
    month = _MONTHS.index(named) + 1 if named in _MONTHS else int(match["month"])
    if match["year"]:
        return date(_year(match["year"]), month, int(match["day"]))
    return _yearless(month, int(match["day"]), today)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _yearless(month: int, day: int, today: date) -> date:
    earliest = today - LOOK_BACK
    # Up to eight years lie between two 29ths of February.
    for year in range(earliest.year, earliest.year + 9):
        if day <= monthrange(year, month)[1] and date(year, month, day) >= earliest:
            return date(year, month, day)
    raise ValueError(f"no such day: {day}.{month}.")


def _slashed(match: re.Match[str], today: date, languages: Sequence[str], country: str) -> date | None:
    first, second = int(match["month"]), int(match["day"])
    day_first = first > 12 or (country not in _MONTH_FIRST | _EITHER_WAY)
    if country == "":
        day_first = day_first or (bool(languages) and languages[0] not in ("en", "zh", "ja", "ko"))
    if country in _EITHER_WAY and not day_first and first != second and second <= 12:
        # 05/12 is May in New York and December in London: better no day than a wrong one.
        return None
    if second > 12:
        day_first = False
    day, month = (first, second) if day_first else (second, first)
    if not 1 <= month <= 12:
        return None
    return date(_year(match["year"]), month, day) if match["year"] else _yearless(month, day, today)


def _relative(said: str, today: date) -> date | None:
    for shape, meaning in _MEANINGS:
        if match := shape.fullmatch(said):
            return meaning(match, today)
    return None


def _named(match: re.Match[str], today: date) -> date:
    weekday = _weekday(match)
    return _monday(today) + timedelta(days=7 + weekday) if _is_next(match) else _coming(weekday, today)


def _of_week(match: re.Match[str], today: date) -> date:
    """Return the Friday of the week, or an earlier day of it where that is what was said."""
    part = (match["part"] or "end").casefold()
    weekday = {"early": 1, "beginning": 1, "start": 1, "mid": 2, "middle": 2}.get(part, 4)
    return _monday(today) + timedelta(days=7 + weekday) if _is_next(match) else _coming(weekday, today)


def _week_of(match: re.Match[str], today: date) -> date | None:
    start = day_of(match["start"], today=today)
    return _monday(start) + timedelta(days=4) if start else None


def _whole_month(match: re.Match[str], today: date) -> date:
    first = today.replace(day=1)
    return _last_day((first + timedelta(days=32)) if _is_next(match) else first)


def _part_of_month(match: re.Match[str], today: date) -> date:
    month = _MONTHS.index(match["month"].casefold()[:3]) + 1
    first = date(int(match["year"]), month, 1) if match["year"] else _yearless(month, 28, today).replace(day=1)
    return _last_day(first) if match["part"].casefold() == "end" else first.replace(day=15)


def _after(match: re.Match[str], today: date) -> date:
    days = {"day": 1, "week": 7, "fortnight": 14}[match["unit"].casefold()] * _count(match)
    start = _coming(_weekday(match), today) if match["name"] else today
    return start + timedelta(days=days)


def _count(match: re.Match[str]) -> int:
    said = " ".join(match["count"].casefold().split())
    known = {"a": 1, "an": 1, "a couple of": 2, "fourteen": 14, "fifteen": 15, "twenty": 20}
    if said in known:
        return known[said]
    return int(said) if said.isdigit() else _NUMBERS.index(said)


def _weekday(match: re.Match[str]) -> int:
    return _WEEKDAYS.index(match["name"].casefold()[:3])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _is_next(match: re.Match[str]) -> bool:
    return (match["which"] or "").casefold() == "next"


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _business_days_on(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _day_of_month(day: int, today: date) -> date | None:
    ahead = (today + timedelta(days=n) for n in range(62))
    return next((candidate for candidate in ahead if candidate.day == day), None)


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
    (re.compile("today", re.I), lambda _, today: today),
    (re.compile("tomorrow", re.I), lambda _, today: today + timedelta(days=1)),
    (_NAMED, _named),
    (_WEEK, _of_week),
    (_WHOLE_MONTH, _whole_month),
    (_PART_OF_MONTH, _part_of_month),
    (_WORKING, lambda match, today: _business_days_on(today, _count(match))),
    (_SPAN, _after),
    (_WEEKDAY_WEEK, lambda match, today: _coming(_weekday(match), today) + timedelta(days=7)),
    (_WEEK_OF, _week_of),
    (_WEEKDAY_DAY, lambda match, today: _day_of_month(int(match["day"]), today)),
    (_ORDINAL, lambda match, today: _day_of_month(int(match["day"]), today)),
)


def _foreign(said: str, today: date, languages: Sequence[str]) -> date | None:
    """Ask dateparser. A day and a month must be named, or words alone give a day within two weeks (`Freitag`)."""
    whole = _ask(said, today, languages, parts=["day", "month"])
    if whole is not None:
        last_year = whole > today + timedelta(days=300) and not compiled(r"\d{4}").search(said)
        return _yearless(whole.month, whole.day, today) if last_year else whole
    if compiled(r"\d").search(said):
        return None
    near = _ask(said, today, languages, parts=[])
    return near if near and today <= near <= today + timedelta(days=14) else None


def _ask(said: str, today: date, languages: Sequence[str], *, parts: list[str]) -> date | None:
    import dateparser

    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(today, time(12), tzinfo=UTC).replace(tzinfo=None),
        "REQUIRE_PARTS": parts,
    }
    for tongue in dict.fromkeys((*languages, *_OTHERS)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = dateparser.parse(said, languages=[tongue], settings=settings)
        except Exception:  # noqa: S112 - whatever its rules trip over, no day was understood
            continue
        if found is not None:
            return date(found.year, found.month, found.day)
    return None
