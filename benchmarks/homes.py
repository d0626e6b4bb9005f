"""Homes of the program to measure in: made by its own commands, and copied so that each first sync starts afresh."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from benchmarks.generate import ME, Shape, interviews
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
        self.home = Path()
        """Where the last first sync was done."""
        self._numbers = count()
        self._connected = scratch / f"{calendar.name}-connected"
        name, email = ME
        settings = ("--name", name, "--email", email, "--timezone", "America/Toronto", "--country", "CA", "--yes")
        afterword(self._connected, "init", *settings)
        afterword(self._connected, "connect", "ics", str(calendar), "--name", "bench")

    def first_sync(self) -> Sample:
        """Sync in a home that has never synced."""
        self.home = self.fresh()
        return afterword(self.home, "sync", "--json")

    def fresh(self) -> Path:
        """Return a home that is connected and has not synced."""
        home = self._scratch / f"{self.calendar.name}-{next(self._numbers)}"
        shutil.copytree(self._connected, home)
        return home

    def settled(self) -> Path:
        """Sync the home of the last first sync until nothing is left to write: one run writes only so much (P7)."""
        for _ in range(SETTLING_RUNS):
            if wrote(afterword(self.home, "sync", "--json")) == 0:
                break
        return self.home


def afterword(home: Path, *command: str, now: datetime = NOW) -> Sample:
    """Run one command of the program as of `now`."""
    return run("-m", "afterword", "--home", str(home), "--now", now.isoformat(), *command)


def wrote(sync: Sample) -> int:
    """Return how many reminders a sync changed."""
    told = json.loads(sync.stdout)["reminders"]
    return int(told["created"] + told["updated"] + told["deleted"])


def found(home: Path) -> set[str]:
    """Return the UIDs of the interviews that a home knows."""
    return {one["uid"] for one in json.loads(afterword(home, "interviews", "--json").stdout)}


def made(shape: Shape) -> set[str]:
    """Return the UIDs of the interviews of `shape` in the span that a sync reads: 180 days back to 365 ahead."""
    first, last = TODAY - timedelta(days=180), TODAY + timedelta(days=365)
    return {uid for uid, day in interviews(shape).items() if first <= day <= last}
