"""The interviews of one process as rounds: which took place or are to, and on which local day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from core.model import Interview, InterviewId, Kind, Person, ProcessId, Standing

LAST_YEAR = 9000
"""Beyond it there is no room left in the calendar for the days after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One interview that counts. `day` is the local day on which it starts, `last_day` the one on which it is over:
    the same, but for an all-day interview of several days. `start` and `end` are UTC.
    """

    interview: Interview
    day: date
    last_day: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """All rounds of one process that count, earliest first; at least one."""

    id: ProcessId
    rounds: tuple[Round, ...]

    @property
    def talks(self) -> tuple[Round, ...]:
        """The rounds that its check-ins and keep-in-touch follow: those of the application, where there is one."""
        return tuple(one for one in self.rounds if one.interview.kind is not Kind.NETWORKING) or self.rounds

    @property
    def is_application(self) -> bool:
        """True where there is a decision to wait for; False where all of it was networking."""
        return any(one.interview.kind is not Kind.NETWORKING for one in self.rounds)


def counts(interview: Interview, now: datetime) -> bool:
    """True where an interview took place or is to: one that disappears after it took place still counts (T9)."""
    if interview.kind is Kind.NONE or interview.end.year > LAST_YEAR:
        return False
    if interview.standing is Standing.GONE:
        return interview.end.astimezone(UTC) <= now
    return interview.standing is Standing.ON


def processes(interviews: Iterable[Interview], *, zone: ZoneInfo, now: datetime) -> tuple[Process, ...]:
    """Return every process with a round that counts, sorted by id, whatever the order of `interviews`."""
    rounds = [_round(interview, zone) for interview in interviews if counts(interview, now)]
    rounds.sort(key=lambda one: (one.interview.process, one.start, one.end, one.interview.id))
    return tuple(
        Process(id=process, rounds=tuple(group))
        for process, group in groupby(rounds, lambda one: one.interview.process)
    )


def basis_of(rounds: Iterable[Round]) -> Mapping[InterviewId, datetime]:
    """Return what a touchpoint on these rounds stands on: each interview and its end (UTC)."""
    return {one.interview.id: one.end for one in sorted(rounds, key=lambda one: one.interview.id)}


def last_day_rounds(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """Return the rounds that are on the same local day as the last of `rounds`."""
    return tuple(one for one in rounds if one.day == rounds[-1].day)


def people_of(rounds: Iterable[Round], *, met: bool) -> tuple[Person, ...]:
    """Return everybody of these rounds, each once, in the order of the rounds; with `met` only who was there."""
    found: dict[str, Person] = {}
    for one in rounds:
        for person in one.interview.people:
            if person.attended or not met:
                found.setdefault(person.id, person)
    return tuple(found.values())


def _round(interview: Interview, zone: ZoneInfo) -> Round:
    start = interview.start.astimezone(zone)
    end = interview.end.astimezone(zone)
    # An all-day interview ends with the midnight that follows it.
    last_day = max((end - timedelta(microseconds=1)).date(), start.date()) if interview.all_day else start.date()
    return Round(
        interview=interview,
        day=start.date(),
        last_day=last_day,
        start=interview.start.astimezone(UTC),
        end=interview.end.astimezone(UTC),
    )
