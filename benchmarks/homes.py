"""Homes of the program to measure in: made by its own commands, and copied so that each first sync starts afresh."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from benchmarks.generate import ME, Shape, interview_days
from benchmarks.measure import Sample, run

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)
SETTLING_RUNS = 10


class Bench:
    """One calendar and the homes that are connected to it. `scratch` is a folder that goes away afterwards."""

    def __init__(self, calendar: Path, *, scratch: Path) -> None:
        self.calendar = calendar
        self._scratch = scratch
        self._numbers = count()
        self._connected = scratch / f"{calendar.name}-connected"
        name, email = ME
        settings = ("--name", name, "--email", email, "--timezone", "America/Toronto", "--country", "CA", "--yes")
        afterword(self._connected, "init", *settings)
        afterword(self._connected, "connect", "ics", str(calendar), "--name", "bench")

    def first_sync(self) -> Sample:
        """Sync in a home that has never synced."""
        return afterword(self.fresh(), "sync", "--json")

    def fresh(self) -> Path:
        """Return a home that is connected and has not synced."""
        home = self._scratch / f"{self.calendar.name}-{next(self._numbers)}"
        shutil.copytree(self._connected, home)
        return home

    def settled(self) -> Path:
        """Return a home that has synced until nothing is left to write: one run writes only so much (P7)."""
        home = self.fresh()
        for _ in range(SETTLING_RUNS):
            if wrote(afterword(home, "sync", "--json")) == 0:
                return home
        return home


def afterword(home: Path, *command: str, now: datetime = NOW) -> Sample:
    """Run one command of the program as of `now`."""
    return run("-m", "afterword", "--home", str(home), "--now", now.isoformat(), *command)


def wrote(sync: Sample) -> int:
    """Return how many reminders a sync changed."""
    told = json.loads(sync.stdout)["reminders"]
    return int(told["created"] + told["updated"] + told["deleted"])


def found(sync: Sample) -> int:
    """Return how many interviews a sync knew of in the end."""
    return int(json.loads(sync.stdout)["interviews"]["total"])


def made(shape: Shape) -> int:
    """Return how many interviews of `shape` lie in the span that a sync reads: 180 days back to 365 ahead."""
    first, last = TODAY - timedelta(days=180), TODAY + timedelta(days=365)
    return sum(first <= day <= last for day in interview_days(shape))
