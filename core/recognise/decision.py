"""The day by which an invitation promises a decision. Rather no day than a wrong one.

Relative dates count from the event's own local day: `by Friday` is the next Friday strictly after it, business days are
Monday to Friday, `end of next week` is the Friday of the following Monday-to-Sunday week.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from operator import itemgetter

from core.recognise.expressions import union
from core.recognise.grammar import choice, letters, words
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern, phrases
from core.recognise.patterns import compiled
from core.recognise.quoted import own_words_off
from core.recognise.speaking import by_language, spoken
from core.recognise.tables import load

_FAR = 75
"""Letters between a day and what promises it, at most."""
_BESIDE = 20
"""Letters between the two where the day is surely that of this promise."""


def decision_by(invitation: Invitation) -> date | None:
    """Return the promised day, or None where there is none or it cannot be fixed."""
    text = own_words_off(invitation)
    if ">" in text:
        text = compiled(r"^>\s?", re.M).sub("", text)
    text = compiled(r"\n(?<=\w\n)(?=[a-zà-ÿ])").sub(" ", text)
    if not pattern("promise").occurs(text):
        return None
    text = _asides().sub(" ", _hour().sub(" ", _numerals().sub(_in_digits, text)))
    found = [day for sentence in _sentence().split(text) if sentence for day in _promised(sentence, invitation.day)]
    return found[-1] if found else None


@cache
def _asides() -> re.Pattern[str]:
    """Return what says only that a promise is kept in any case (`, positive or negative,`): it parts no clauses."""
    return re.compile(rf",\s(?:{'|'.join(load('names')['asides'])}),(?=\s)", re.I)


@cache
def _sentence() -> re.Pattern[str]:
    """Return what stands between two sentences: the full stop of a date or an abbreviation ends none."""
    return re.compile(
        r"(?=\s)(?:\n\s*\n|(?<=[^\W\d]{2}[.!?])\s+(?!\d)"
        rf"|(?<=\d {choice('year_short')})\s+(?=[A-Z])|(?<=\d{{4}}[.!?])\s+(?=[A-ZÀ-Þ])"
        r"|(?:(?<=[^\W\d]{4}\s\d[.!?])|(?<=[^\W\d]{4}\s\d\d[.!?]))\s+(?=[A-ZÀ-Þ])"
        rf"(?!{choice('months_short')}))|(?<=[。！？])|\n(?=[A-ZÀ-Þ\-*])"
    )


@cache
def _hour() -> re.Pattern[str]:
    """Return an hour of a day: till which of them is no matter, and its words look like those of a deadline."""
    return re.compile(rf"\s{choice('hour_of_deadline')}(?:\s{choice('of_that_day')})?(?=\s)", re.I)


@cache
def _numerals() -> re.Pattern[str]:
    """Return a month and a day in Chinese numerals (`九月三十日`)."""
    spelled = rf"{letters('numerals')}{{1,3}}"
    return re.compile(rf"({spelled})({letters('month_sign')})({spelled})(?={letters('day_sign')})")


def _in_digits(match: re.Match[str]) -> str:
    return f"{_of_numeral(match[1])}{match[2]}{_of_numeral(match[3])}"


def _of_numeral(said: str) -> int:
    """Return the number below a hundred that a Chinese numeral spells."""
    *digits, ten_sign = words("numerals")
    tens, ten, ones = said.rpartition(ten_sign)
    return (10 * (digits.index(tens[0]) + 1 if tens else 1) if ten else 0) + (digits.index(ones[0]) + 1 if ones else 0)


def _promised(sentence: str, start: date) -> Iterator[date]:
    if _asks(sentence) or pattern("owed").occurs(sentence):
        return  # asked of the candidate, not promised to them
    promises = [m.span() for m in pattern("promise").finditer(sentence)]
    if not promises:
        return
    decoys = [m.span() for m in pattern("decoy").finditer(sentence)]
    decoys, promises = _outside(decoys, promises), _outside(promises, decoys)
    found: list[tuple[int, Span, Span, date]] = []
    for day, span in _dates(sentence, start):
        near, promise = min((_gap(span, each, sentence), each) for each in promises) if promises else (_FAR * 9, span)
        lure = min((_gap(span, decoy, sentence) for decoy in decoys), default=_FAR * 9)
        if near <= _FAR and near < lure and day is not None and start < day <= start + timedelta(days=200):
            found.append((near, span, promise, day))
    if found:
        yield _meant(found)


def _meant(found: Sequence[tuple[int, Span, Span, date]]) -> date:
    """Return the day nearest to what promises, or a later one beside another promise: `decide on ..., tell you by`."""
    _, span, promise, day = min(found, key=itemgetter(0))
    then = [(each, told) for near, each, own, told in found if near <= _BESIDE and own != promise and each > span]
    return max(then)[1] if then else day


def _asks(sentence: str) -> bool:
    """Return whether `sentence` is a question, and not a promise that asks for a nod (`by Friday, all right?`)."""
    told = sentence.rstrip()
    return told.endswith(("?", "？")) and not compiled(r"[,–—-]\s?(?:[^\W\d]+\s?){1,3}[?？]$").search(told)


Span = tuple[int, int]


def _outside(spans: list[Span], others: list[Span]) -> list[Span]:
    """Return the spans in none of the longer others: `your answer` is no answer, `they'd let me know` is one."""
    return [
        span
        for span in spans
        if not any(o[0] <= span[0] and span[1] <= o[1] and o[1] - o[0] > span[1] - span[0] for o in others)
    ]


def _gap(one: Span, other: Span, sentence: str) -> int:
    """Letters between two spans; a clause's end in between counts as far."""
    left, right = sorted((one, other))
    between = sentence[left[1] : right[0]]
    clauses = len(compiled(rf"[;:]|,\s|\s{choice('and', 'but')}\s").findall(between))
    return max(0, right[0] - left[1]) + 25 * clauses + 40 * between.count(";")


def _dates(text: str, start: date) -> Iterator[tuple[date | None, tuple[int, int]]]:
    """Yield every date expression of `text` with its place: the day it means, or None where that is open."""
    taken: list[tuple[int, int]] = []
    numbered = compiled(r"\d").search(text)
    for expression, resolve, counted in _grammar():
        for match in expression.finditer(text) if numbered or not counted else ():
            span = match.span()
            if any(span[0] < end and begin < span[1] for begin, end in taken):
                continue
            taken.append(span)
            yield resolve(match, start), span


Resolve = Callable[[re.Match[str], date], date | None]


@by_language
def _grammar() -> tuple[tuple[re.Pattern[str], Resolve, bool], ...]:
    """Return expressions, the fullest first, each with how to resolve it, and whether it holds a day in digits."""
    months, days = union(tuple(_months())), union(tuple(_weekdays()))
    span = _count_of()
    coming = union((*phrases("dates", "next"), "next", "following"))
    following = union((*phrases("dates", "after"), "next week"))
    until = union(phrases("dates", "until"))
    week = rf"(?:{days})"
    the, nth, of_month = choice("the_day"), choice("ordinal"), choice("of_month")
    alone = choice("ordinal_alone")
    lead = rf"(?:{days}\.?,?\s(?:{the}\s)?)?"
    year = rf"(?:[,-]?(?:\s|(?<=-))(?:{choice('of_year')}\s)?(?P<year>20\d\d)(?:\s?{choice('year_short')})?)?"
    (eastern, eastern_day), day_sign = _in_east(), letters("day_sign")
    business, plain, weeks, hours = (
        union(phrases("dates", unit)) for unit in ("business_days", "days", "weeks", "hours")
    )
    gap = rf"\s?{choice('counted_in_east')}?\s?(?:{choice('full')} )?"
    table: list[tuple[str, Resolve]] = [
        (r"(?P<year>20\d\d)\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?!\d)\.?", _numeric),
        (rf"(?P<name>{union(phrases('dates', 'counted'))})\s?{choice('within_in_east')}", _counted),
        (r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", _numeric),
        (eastern, _numeric),
        (rf"{lead}(?P<day>\d{{1,2}})(?:{nth}|\.)?[\s-]?{of_month}?(?P<name>{months})\.?{year}", _named),
        (rf"{lead}(?P<name>{months})\.?\s(?:{the}\s)?(?P<day>\d{{1,2}})(?!\d|[:.]\d\d){nth}?{year}", _named),
        (r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>1[0-2]|0?[1-9])\.(?:\s?(?P<year>20\d\d))?(?!\d)", _numeric),
        (r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d))?(?![\d/])", _slashed),
        (rf"(?:{union(phrases('dates', 'next_week'))})\s?(?P<name>{days})", _following),
        (rf"{union(phrases('dates', 'end_next_week'))}", lambda _m, start: _friday(start, weeks=1)),
        (rf"{union(phrases('dates', 'end_week'))}", lambda _m, start: _friday(start, weeks=0)),
        (rf"{union(phrases('dates', 'end_month'))}", lambda _m, start: _month_end(start.year, start.month)),
        (rf"{union(phrases('dates', 'end_of'))}\s(?P<name>{months}){year}", _end_of_month),
        (rf"(?:{business})\s?{choice('counting_in_east')}\s?{span}\s?{day_sign}", _business),
        (rf"(?:{union(phrases('dates', 'within'))})?\s?{span}{gap}{business}", _business),
        (rf"(?:{union(phrases('dates', 'within'))})?\s?{span}(?:{gap}|-){weeks}", lambda m, start: _plus(start, m, 7)),
        (rf"(?:{union(phrases('dates', 'within'))})?\s?{span}{gap}{plain}", lambda m, start: _plus(start, m, 1)),
        (rf"(?:{union(phrases('dates', 'within'))})?\s?(?P<n>24|48|72)(?:{gap}{hours}|h(?!\w))", _hours),
        (rf"(?:{union(phrases('dates', 'whole_week'))})", lambda _m, start: start + timedelta(days=7)),
        (rf"(?:{union(phrases('dates', 'fortnight'))})", lambda _m, start: start + timedelta(days=14)),
        (
            rf"(?:{week})\s(?:{the}\s)?(?P<day>\d{{1,2}})(?:{nth}|\.)?(?!\d|[:.]\d)",
            _day_of_month,
        ),
        (rf"{union(phrases('dates', 'this_month'))}\s?(?P<day>\d{{1,2}})\s?{day_sign}", _day_of_month),
        (choice("the_nth"), _day_of_month),
        (eastern_day, _day_of_month),
        (
            rf"(?:{union(phrases('dates', 'on'))})\s(?P<day>\d{{1,2}})(?:{nth}|{alone})?(?=\s*(?:[.,;!)]|$))",
            _day_of_month,
        ),
        (
            rf"(?P<until>{until}\s?)?(?P<next>{coming}\s)?(?P<name>{days})(?P<after>\s(?:of\s)?(?:{following}))?",
            _weekday,
        ),
        (rf"{union(phrases('dates', 'next_business_day'))}", lambda _m, start: _in_business_days(start, 1)),
        (rf"{union(phrases('dates', 'tomorrow'))}", lambda _m, start: start + timedelta(days=1)),
    ]
    return tuple((re.compile(expression, re.I), resolve, "(?P<day>" in expression) for expression, resolve in table)


def _in_east() -> tuple[str, str]:
    """Return the expressions of a day with its month, and of one alone, as Chinese, Japanese and Korean have them."""
    year, month, day = (letters(f"{part}_sign") for part in ("year", "month", "day"))
    whole = rf"(?:(?P<year>20\d\d)\s?{year}\s?)?(?P<month>\d{{1,2}})\s?{month}\s?(?P<day>\d{{1,2}})\s?{day}"
    until = rf"(?=(?:[(（]\w[)）])?\s?{choice('by_day_in_east')})"
    return whole, rf"(?<!\d)(?<!{month})(?P<day>\d{{1,2}})\s?{day}{until}"


def _count_of() -> str:
    """Return the expression of a number of days, weeks or hours (group `n`): of two, the larger (`3 to 5`)."""
    numbers = rf"\d{{1,2}}|{union(tuple(_numbers()))}"
    upto = rf"(?:[-–〜～~]|{choice('up_to_number')})"
    # Letters of offices say it twice: `five (5) days`.
    twice = r"(?:\s?\([^\W_]{1,10}\))?"
    return rf"(?:(?:{numbers})\s?{upto}\s?)?(?P<n>{numbers}){twice}"


@by_language
def _months() -> dict[str, int]:
    return {name: n + 1 for words in _tables("months") for n, group in enumerate(words) for name in group.split("|")}


@by_language
def _weekdays() -> dict[str, int]:
    return {name: n for words in _tables("weekdays") for n, group in enumerate(words) for name in group.split("|")}


@by_language
def _numbers() -> dict[str, int]:
    return {name: n + 1 for words in _tables("numbers") for n, group in enumerate(words) for name in group.split("|")}


def _tables(name: str) -> list[list[str]]:
    return [load(language).get("dates", {}).get(name, []) for language in spoken()]


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_year(match: re.Match[str], month: int, day: int, start: date) -> date | None:
    if match.groupdict().get("year"):
        return _safe(int(match["year"]), month, day)
    found = _safe(start.year, month, day)
    if found is not None and found < start - timedelta(days=60):
        return _safe(start.year + 1, month, day)
    return found


def _numeric(match: re.Match[str], start: date) -> date | None:
    return _in_year(match, int(match["month"]), int(match["day"]), start)


def _slashed(match: re.Match[str], start: date) -> date | None:
    """Day and month with a slash: only where one order is possible, or both give the same sense."""
    first, second = int(match["day"]), int(match["month"])
    orders = [_in_year(match, month, day, start) for day, month in ((first, second), (second, first)) if month <= 12]
    likely = {day for day in orders if day is not None and start <= day <= start + timedelta(days=60)}
    return likely.pop() if len(likely) == 1 else None


def _named(match: re.Match[str], start: date) -> date | None:
    return _in_year(match, _months()[match["name"].lower()], int(match["day"]), start)


def _end_of_month(match: re.Match[str], start: date) -> date | None:
    month = _months()[match["name"].lower()]
    year = int(match["year"]) if match["year"] else start.year + (month < start.month)
    return _month_end(year, month)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _friday(start: date, *, weeks: int) -> date:
    friday = start - timedelta(days=start.weekday()) + timedelta(days=4 + 7 * weeks)
    return friday if friday >= start else friday + timedelta(days=7)


def _count(match: re.Match[str]) -> int:
    said = match["n"].lower()
    return int(said) if said.isdigit() else _spelled(said)


@by_language
def _spelled(said: str) -> int:
    """Return the number that `said` spells: the tables hold patterns (`une?`)."""
    return next(number for name, number in _numbers().items() if compiled(name, re.I).fullmatch(said))


def _business(match: re.Match[str], start: date) -> date:
    return _in_business_days(start, _count(match))


def _in_business_days(start: date, left: int) -> date:
    day = start
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _plus(start: date, match: re.Match[str], days: int) -> date:
    return start + timedelta(days=days * _count(match))


def _counted(match: re.Match[str], start: date) -> date:
    """Return the day that is as many days off as one word says (`이틀`)."""
    return start + timedelta(days=phrases("dates", "counted").index(match["name"]) + 1)


def _hours(match: re.Match[str], start: date) -> date:
    return start + timedelta(days=int(match["n"]) // 24)


def _day_of_month(match: re.Match[str], start: date) -> date | None:
    day = int(match["day"])
    found = _safe(start.year, start.month, day)
    if found is None or found < start:
        month = start.month % 12 + 1
        found = _safe(start.year + (month == 1), month, day)
    return found


def _weekday(match: re.Match[str], start: date) -> date | None:
    if not match["until"] and _any_such(match):
        return None
    wanted = _weekdays()[match["name"].lower()]
    coming = start + timedelta(days=(wanted - start.weekday() - 1) % 7 + 1)
    following = _following(match, start)
    if match["after"]:
        return following
    if match["next"]:
        return coming if coming == following else None
    # `I call you on Monday` tells of the talk itself where that is on a Monday.
    return coming if match["until"] or coming - start < timedelta(days=7) else None


def _any_such(match: re.Match[str]) -> bool:
    """Return whether words before a day say that any such day is meant (`a bad Saturday night`)."""
    before = match.string[max(0, match.start() - 30) : match.start()].rstrip()
    return any(said.end() == len(before) for said in pattern("dates", "any").finditer(before))


def _following(match: re.Match[str], start: date) -> date:
    """That day of the Monday-to-Sunday week after."""
    monday = start - timedelta(days=start.weekday())
    return monday + timedelta(days=7 + _weekdays()[match["name"].lower()])
