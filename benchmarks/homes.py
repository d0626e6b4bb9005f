"""Homes of the program to measure in: made by its own commands, and copied so that each first sync starts afresh."""

from __future__ import annotations

import json
import re
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
_OURS = re.compile(rb"^UID:[0-9a-f]+@afterword\r?$", re.M)


class Bench:
    """One calendar and the homes that are connected to it. `scratch` is a folder that goes away afterwards."""

    def __init__(self, calendar: Path, *, scratch: Path) -> None:
        self.calendar = calendar
        self._scratch = scratch
        self.home = Path()
        """Where the last first sync was done."""
        self.written = Path()
        """The calendar that the last `written_sync` wrote into."""
        self._numbers = count()
        self._connected = _home(scratch / f"{calendar.name}-connected", calendar)

    def first_sync(self) -> Sample:
        """Sync in a home that has never synced."""
        self.home = self.fresh()
        return afterword(self.home, "sync", "--json")

    def fresh(self) -> Path:
        """Return a home that is connected and has not synced."""
        home = self._scratch / f"{self.calendar.name}-{next(self._numbers)}"
        shutil.copytree(self._connected, home)
        return home

    def written_sync(self) -> Sample:
        """Sync in a home that has never synced, into a copy of the calendar that is read and written."""
        self.written = self._scratch / f"{next(self._numbers)}-{self.calendar.name}"
        if self.calendar.is_dir():
            shutil.copytree(self.calendar, self.written)
        else:
            shutil.copy(self.calendar, self.written)
        self.home = _home(self._scratch / f"{self.written.name}-home", self.written, "--write")
        return afterword(self.home, "sync", "--json")

    def edit(self) -> None:
        """Edit the title of a reminder in the calendar that was written last."""
        files = sorted(self.written.glob("*.ics")) if self.written.is_dir() else [self.written]
        for path in files:
            raw = path.read_bytes()
            if ours := _OURS.search(raw):
                title = raw.find(b"\nSUMMARY:", raw.rfind(b"BEGIN:VEVENT", 0, ours.start())) + len(b"\nSUMMARY:")
                path.write_bytes(raw[:title] + b"Mine: " + raw[title:])
                return
        raise LookupError(f"no reminder in {self.written}")

    def settled(self) -> Path:
        """Sync the home of the last first sync until nothing is left to write: one run writes only so much (P7)."""
        for _ in range(SETTLING_RUNS):
            if wrote(afterword(self.home, "sync", "--json")) == 0:
                break
        return self.home


def _home(home: Path, calendar: Path, *flags: str) -> Path:
    """Make a home that is connected to `calendar`."""
    name, email = ME
    settings = ("--name", name, "--email", email, "--timezone", "America/Toronto", "--country", "CA", "--yes")
    afterword(home, "init", *settings)
    afterword(home, "connect", "ics", str(calendar), "--name", "bench", *flags)
    return home


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
