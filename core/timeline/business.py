"""Business days (T6): Monday to Friday less the public holidays of the configured country and subdivision."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

_LAST_YEAR_WITH_HOLIDAYS = 2200
"""No calendar of public holidays means anything beyond; weekends do."""


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Return the public holidays of one year, substitute days included.

    `country` is ISO 3166-1 alpha-2, `subdivision` the second half of ISO 3166-2 or empty. An unknown country has none;
    an unknown subdivision has those of its country.
    """
    if not country or year > _LAST_YEAR_WITH_HOLIDAYS:
        return frozenset()
    from holidays import country_holidays

    for part in (subdivision.upper() or None, None):
        try:
            return frozenset(country_holidays(country.upper(), subdiv=part, years=year))
        except NotImplementedError:
            continue
    return frozenset()


class BusinessDays:
    """The business days of one place, numbered in a row, so that all arithmetic on them is plain subtraction.

    Years are looked up once, when a day of theirs is first asked for.
    """

    def __init__(self, country: str, subdivision: str = "") -> None:
        self._place = (country.strip(), subdivision.strip())
        self._years: dict[int, tuple[date, ...]] = {}
        self._firsts: dict[int, int] = {}

    def index(self, day: date) -> int:
        """Return the number of the last business day on or before `day`; only differences between numbers matter."""
        return self._first(day.year) + bisect_right(self._days(day.year), day) - 1

    def day(self, index: int) -> date:
        """Return the business day with that number."""
        year = self._origin() + index // 262
        while index >= self._first(year) + len(self._days(year)):
            year += 1
        while index < self._first(year):
            year -= 1
        return self._days(year)[index - self._first(year)]

    def is_business(self, day: date) -> bool:
        """True from Monday to Friday except on a public holiday."""
        return day.weekday() < 5 and day not in public_holidays(*self._place, day.year)

    def on_or_after(self, day: date) -> date:
        """Return `day` if it is a business day, else the next one."""
        return day if self.is_business(day) else self.add(day, 1)

    def add(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day` (count >= 1); `day` itself may be any day."""
        return self.day(self.index(day) + count)

    def between(self, earlier: date, later: date) -> int:
        """Return how many business days lie after `earlier` up to and including `later`."""
        return self.index(later) - self.index(earlier)

    def holidays(self, after: date, until: date) -> tuple[date, ...]:
        """Return the holidays that fall on a weekday, after the first day and up to the second."""
        every: Iterable[date] = (
            day for year in range(after.year, until.year + 1) for day in public_holidays(*self._place, year)
        )
        return tuple(sorted(day for day in every if after < day <= until and day.weekday() < 5))

    def _days(self, year: int) -> tuple[date, ...]:
        if year not in self._years:
            free = public_holidays(*self._place, year)
            first = date(year, 1, 1)
            every = (first + timedelta(days=count) for count in range((date(year, 12, 31) - first).days + 1))
            self._years[year] = tuple(day for day in every if day.weekday() < 5 and day not in free)
        return self._years[year]

    def _origin(self) -> int:
        return next(iter(self._firsts), 2000)

    def _first(self, year: int) -> int:
        """Return the number of the year's first business day, counted on from the nearest year already known."""
        if not self._firsts:
            self._firsts[year] = 0
        while year not in self._firsts:
            low, high = min(self._firsts), max(self._firsts)
            if year > high:
                self._firsts[high + 1] = self._firsts[high] + len(self._days(high))
            else:
                self._firsts[low - 1] = self._firsts[low] - len(self._days(low - 1))
        return self._firsts[year]
