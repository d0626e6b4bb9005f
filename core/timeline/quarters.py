"""Free quarters of an hour: waking hours on the user's wall clock, busy spans in elapsed time (T1, T2).

All moments inside are UTC: two moments of one zone compare by their wall time in Python, which is wrong in the hour
that a clock change repeats. A wall time that a clock change skips is moved forward by as much as was skipped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.model import QUARTER, Busy


def wall(day: date, clock: time, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """Return the moment (UTC) at which the clocks of `zone` show `clock` on `day`."""
    return datetime.combine(day, clock, tzinfo=zone).replace(fold=fold).astimezone(UTC)


class Quarters:
    """One user's time: when they are awake, and when nothing is in the way. All moments in and out are UTC."""

    def __init__(self, *, zone: ZoneInfo, waking: tuple[time, time], busy: Iterable[Busy]) -> None:
        self.zone = zone
        self._wakes, self._sleeps = waking
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        spans = sorted((span.start.astimezone(UTC), span.end.astimezone(UTC)) for span in busy)
        for start, end in spans:
            if end <= start:
                continue
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def at(self, day: date, clock: time) -> datetime:
        """Return the moment of a local wall time."""
        return wall(day, clock, self.zone)

    def is_awake(self, moment: datetime) -> bool:
        """True where the whole quarter of an hour from `moment` lies in waking hours."""
        local = moment.astimezone(self.zone)
        over = (moment + QUARTER).astimezone(self.zone)
        return local.time() >= self._wakes and over.date() == local.date() and over.time() <= self._sleeps

    def is_free(self, moment: datetime) -> bool:
        """True where no busy span overlaps the quarter of an hour from `moment`."""
        return self._blocking(moment) is None

    def waking_up(self, moment: datetime) -> datetime | None:
        """Return the next start of waking hours after `moment`, or None where they are too short for a quarter."""
        today = moment.astimezone(self.zone).date()
        for days in range(4):
            for fold in (0, 1):
                start = wall(today + timedelta(days=days), self._wakes, self.zone, fold=fold)
                if start > moment and self.is_awake(start):
                    return start
        return None

    def next(self, moment: datetime, *, until: datetime, free: bool = True) -> datetime | None:
        """Return the first waking (and free) clock quarter from `moment` to `until`, both included."""
        quarter = self._floor(moment + QUARTER - timedelta.resolution)
        while quarter <= until:
            if not self.is_awake(quarter):
                start = self.waking_up(quarter)
                if start is None:
                    return None
                quarter = self._floor(start + QUARTER - timedelta.resolution)
            elif free and (span := self._blocking(quarter)) is not None:
                quarter = self._floor(self._ends[span] + QUARTER - timedelta.resolution)
            else:
                return quarter
        return None

    def last(self, moment: datetime, *, since: datetime, free: bool = True) -> datetime | None:
        """Return the last waking (and free) clock quarter from `moment` back to `since`, both included."""
        quarter = self._floor(moment)
        while quarter >= since:
            if not self.is_awake(quarter):
                quarter = self._floor(self._falling_asleep(quarter))
            elif free and (span := self._blocking(quarter)) is not None:
                quarter = self._floor(self._starts[span] - QUARTER)
            else:
                return quarter
        return None

    def nearest(self, moment: datetime, *, since: datetime, until: datetime) -> datetime | None:
        """Return the free waking clock quarter nearest to `moment` within the span; of two equally near, the later."""
        after = self.next(max(moment, since), until=until)
        before = self.last(min(moment, until), since=since)
        if after is None or before is None:
            return after or before
        return before if moment - before < after - moment else after

    def _blocking(self, moment: datetime) -> int | None:
        """Return which busy span overlaps the quarter from `moment`: the last one of them."""
        span = bisect_left(self._starts, moment + QUARTER) - 1
        return span if span >= 0 and self._ends[span] > moment else None

    def _floor(self, moment: datetime) -> datetime:
        local = moment.astimezone(self.zone)
        return moment - timedelta(minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond)

    def _falling_asleep(self, moment: datetime) -> datetime:
        """Return the last moment before `moment` from which a quarter of an hour ends with the waking hours."""
        today = moment.astimezone(self.zone).date()
        for days in range(4):
            for fold in (1, 0):
                last = wall(today - timedelta(days=days), self._sleeps, self.zone, fold=fold) - QUARTER
                if last < moment:
                    return last
        return moment - QUARTER
