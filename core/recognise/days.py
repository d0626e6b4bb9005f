"""The local day that a user means: `2026-12-12`, `12 Dec`, `next Friday`, `in two weeks`, `am 12. Dezember`."""

from __future__ import annotations

import re
import warnings
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

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
_LEAD = re.compile(
    r"^(?:(?:by|on|before|until|till|the|around|about|latest|no later than|~|bis|zum|am|avant|le|d'ici|hasta|el|antes"
    r"|del|até|entro|il|voor|uiterlijk|senast|den|do)\s+)+",
    re.I,
)
_TAIL = re.compile(r"[\s.,;!]*(?:[(;].*|\s[-–—]\s.*)?$")
_WEEKDAY_FIRST = re.compile(rf"^(?:{_WEEKDAY})\.?\s*,?\s+(?=.*\d)", re.I)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ].*)?")
_DAY_MONTH = re.compile(rf"{_DAY}\s*(?:of\s+)?{_MONTH}(?:,?\s*(?P<year>\d{{4}}))?", re.I)
_MONTH_DAY = re.compile(rf"{_MONTH}\s*(?:the\s+)?{_DAY}(?:,?\s+(?P<year>\d{{4}}))?", re.I)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}))?")
_CJK = re.compile(r"(?:(?P<year>\d{4})\s*[年년]\s*)?(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日号일]?.*")
_ORDINAL = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)", re.I)
_SLASHED = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}))?")
_NAMED = re.compile(rf"(?:(?P<which>next|this|coming)\s+)?(?P<name>{_WEEKDAY})", re.I)
_WEEK = re.compile(r"(?:(?:the\s+)?end\s+of\s+)?(?:(?P<which>next|this|the)\s+)?week", re.I)
_WORKING = re.compile(r"(?:in|within)\s+(?P<count>\d{1,3})\s+(?:business|working|work)\s*days?", re.I)
_WHOLE_MONTH = re.compile(r"(?:(?:the\s+)?end\s+of\s+)?(?:(?P<which>next|this|the)\s+)?month", re.I)


def day_of(said: str, *, today: date, languages: Sequence[str] = ("en",)) -> date | None:
    """Return the day that `said` names, seen from `today`; None where it names none or could mean two. Never raises.

    A day without a year is the next such on or after `today` less 14 days. `next Friday` lies in the next calendar
    week. Other languages than English are left to dateparser, which is imported only then.
    """
    said = _LEAD.sub("", _TAIL.sub("", " ".join(said.split())))
    if not said or len(said) > _LONGEST:
        return None
    bare = _LEAD.sub("", _WEEKDAY_FIRST.sub("", said))
    try:
        for shape in (_ISO, _DAY_MONTH, _MONTH_DAY, _DOTTED, _CJK):
            if match := shape.fullmatch(bare):
                return _dated(match, today)
        if match := _SLASHED.fullmatch(bare):
            return _slashed(match, today, languages)
        return _relative(said, today) or _foreign(said, today, languages)
    except (ValueError, OverflowError):
        return None


def _dated(match: re.Match[str], today: date) -> date:
    named = match["month"].casefold()[:3]
    month = _MONTHS.index(named) + 1 if named in _MONTHS else int(match["month"])
    if match["year"]:
        return date(int(match["year"]), month, int(match["day"]))
    return _yearless(month, int(match["day"]), today)


def _yearless(month: int, day: int, today: date) -> date:
    earliest = today - LOOK_BACK
    # Up to eight years lie between two 29ths of February.
    for year in range(earliest.year, earliest.year + 9):
        if day <= monthrange(year, month)[1] and date(year, month, day) >= earliest:
            return date(year, month, day)
    raise ValueError(f"no such day: {day}.{month}.")


def _slashed(match: re.Match[str], today: date, languages: Sequence[str]) -> date | None:
    first, second = int(match["month"]), int(match["day"])
    day_first = first > 12 or (bool(languages) and languages[0] not in ("en", "zh", "ja", "ko"))
    if not day_first and first != second and second <= 12:
        # 05/12 is May in New York and December in London: better no day than a wrong one.
        return None
    day, month = (first, second) if day_first else (second, first)
    if not 1 <= month <= 12:
        return None
    return date(int(match["year"]), month, day) if match["year"] else _yearless(month, day, today)


def _relative(said: str, today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    if match := _NAMED.fullmatch(said):
        weekday = _WEEKDAYS.index(match["name"].casefold()[:3])
        return monday + timedelta(days=7 + weekday) if _is_next(match) else _coming(weekday, today)
    if match := _WEEK.fullmatch(said):
        return monday + timedelta(days=11) if _is_next(match) else _coming(_WEEKDAYS.index("fri"), today)
    if match := _WHOLE_MONTH.fullmatch(said):
        first = today.replace(day=1)
        first = (first + timedelta(days=32)).replace(day=1) if _is_next(match) else first
        return first.replace(day=monthrange(first.year, first.month)[1])
    if match := _WORKING.fullmatch(said):
        return _business_days_on(today, int(match["count"]))
    match = _ORDINAL.fullmatch(said)
    return _day_of_month(int(match["day"]), today) if match else None


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
    for tongue in dict.fromkeys((*languages, "en")):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = dateparser.parse(said, languages=[tongue], settings=settings)
        except Exception:  # noqa: S112 - whatever its rules trip over, no day was understood
            continue
        if found is not None:
            return date(found.year, found.month, found.day)
    return None
