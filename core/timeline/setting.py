"""All that every rule of one plan looks at: the moment, the policy, the user's time, and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.model import Outcome, Past, Policy, ProcessId, TouchpointId, TouchpointStatus, Window
from core.timeline.business import BusinessDays
from core.timeline.memory import Memory
from core.timeline.quarters import Quarters
from core.timeline.rounds import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`now` is UTC; `zone` is the user's."""

    now: datetime
    zone: ZoneInfo
    policy: Policy
    days: BusinessDays
    quarters: Quarters
    memory: Memory
    outcomes: Mapping[ProcessId, Outcome]
    """Those that are in force."""
    off: frozenset[TouchpointId] = frozenset()
    """What the user placed and this plan takes back: it keeps no day from anything."""
    hours: dict[tuple[date, time], datetime] = field(default_factory=dict)
    """What `hour_of` has found so far."""
    put_off: dict[TouchpointId, str] = field(default_factory=dict)
    """Why a touchpoint did not get the day of its rule, in words; the board writes it down."""

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return self.now.astimezone(self.zone).date()

    def local_day(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return moment.astimezone(self.zone).date()

    def hour_of(self, day: date, clock: time) -> datetime:
        """Return the moment for a touchpoint on `day`: at `clock`, or at the nearest free quarter in waking hours.

        While the hour is still to come, a quarter that has passed is no alternative. A day without a free quarter
        keeps `clock`.
        """
        known = self.hours.get((day, clock))
        if known is None:
            known = self.hours[day, clock] = self._hour_of(day, clock)
        return known

    def _hour_of(self, day: date, clock: time) -> datetime:
        hour = self.quarters.at(day, clock)
        if self.quarters.is_awake(hour) and self.quarters.is_free(hour):
            return hour
        waking = self.waking(day)
        since = max(waking.start, self.now) if hour > self.now else waking.start
        return self.quarters.nearest(hour, since=since, until=waking.end) or hour

    def waking(self, day: date) -> Window:
        """Return the waking hours of one day."""
        start = self.quarters.at(day, self.policy.waking_start)
        return Window(start=start, end=self.quarters.at(day, self.policy.waking_end))

    def status(self, past: Past | None, due: datetime) -> TouchpointStatus:
        """Return what the user's hand settled; else whether the time has passed unmarked for long enough (T7)."""
        if past is not None and past.settled is not None:
            return past.settled
        over = due.astimezone(self.zone) + timedelta(days=self.policy.elapsed_after_days)
        return TouchpointStatus.ELAPSED if self.now >= over else TouchpointStatus.PLANNED


def named(rounds: Sequence[Round]) -> tuple[str | None, str | None]:
    """Return company and role as the latest of these rounds that has them says."""
    latest_first = [one.interview for one in reversed(rounds)]
    company = next((interview.company for interview in latest_first if interview.company), None)
    return company, next((interview.role for interview in latest_first if interview.role), None)
