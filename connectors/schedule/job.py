"""What is scheduled, what a scheduler is asked, and the machine it is asked on; all of it values, so that any platform
can be looked at from any other.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from core.errors import AfterwordError
from core.files import explain, replace

DAILY_HOUR = 9
"""The local hour of a sync once a day."""
_DAY = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One scheduled sync. `every` is in minutes, a divisor of an hour or a day; `offset` moves it off the full hour.

    `name` tells the jobs of several homes apart: lower-case letters, digits and hyphens.
    """

    name: str
    command: tuple[str, ...]
    every: int
    offset: int = 0

    @property
    def minutes(self) -> tuple[int, ...]:
        """The minutes of an hour at which it runs."""
        step = min(self.every, 60)
        return tuple(range(self.offset % step, 60, step))

    @property
    def hours(self) -> tuple[int, ...]:
        """The local hours at which it runs; empty for every hour."""
        if self.every <= 60:
            return ()
        return (DAILY_HOUR,) if self.every == _DAY else tuple(range(0, 24, self.every // 60))

    @property
    def delay(self) -> int:
        """The most seconds by which a start is put off at random, so that not all machines ask at once."""
        return min(self.every * 6, 300)


def next_start(job: Job, now: datetime) -> datetime:
    """Return the next planned start after `now`, in the zone of `now`, random delay aside."""
    moment = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while moment.minute not in job.minutes or (job.hours and moment.hour not in job.hours):
        moment += timedelta(minutes=1)
    return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing that a scheduler reads: where it lies (a file, or a name in the scheduler's own store) and its text."""

    place: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A job as the scheduler has it now. `next_run` is None where it does not say or will not run."""

    job: Job
    active: bool
    next_run: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended."""

    status: int
    out: bytes = b""
    err: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What of the machine a scheduler needs: `platform` as `sys.platform` says it, `run` and `which` to ask it."""

    platform: str
    environ: Mapping[str, str]
    user_home: Path
    uid: int
    run: Callable[[Sequence[str], bytes], Ran]
    which: Callable[[str], str | None]


class Scheduler(Protocol):
    """One way to have a command started again and again."""

    kind: str
    title: str

    def works(self) -> bool:
        """True where it runs on this machine for this user."""
        ...

    def units(self, job: Job) -> tuple[Unit, ...]:
        """Return what is installed for `job`, as text; touches nothing."""
        ...

    def install(self, job: Job) -> None:
        """Have `job` run from now on, in place of one of that name; raise AfterwordError."""
        ...

    def standing(self, name: str, now: datetime) -> Standing | None:
        """Return the job of that name, None where there is none."""
        ...

    def remove(self, name: str) -> bool:
        """Take the job away with everything that belongs to it; tell whether there was one. Raises AfterwordError."""
        ...


def here() -> Machine:
    """Return the machine this runs on."""
    import shutil

    return Machine(
        platform=sys.platform,
        environ=dict(os.environ),
        user_home=Path.home(),
        uid=os.getuid() if hasattr(os, "getuid") else 0,
        run=_run,
        which=shutil.which,
    )


def _run(command: Sequence[str], fed: bytes) -> Ran:
    try:
        done = subprocess.run(list(command), input=fed, capture_output=True, check=False, timeout=60)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as err:
        return Ran(status=127, err=str(err).encode())
    return Ran(status=done.returncode, out=done.stdout, err=done.stderr)


def write(unit: Unit) -> None:
    """Put a unit's text where it belongs; raise AfterwordError."""
    path = Path(unit.place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, unit.text.encode(unit.encoding, "surrogateescape"), mode=0o644)
    except OSError as err:
        message, next_step = explain(err, path)
        raise AfterwordError(message, next_step=next_step) from err


def must(ran: Ran, doing: str) -> Ran:
    """Return `ran` where it ended well; raise AfterwordError with the first line of its complaint where not."""
    if ran.status == 0:
        return ran
    complaint = next(iter((ran.err or ran.out).decode(errors="replace").strip().splitlines()), f"status {ran.status}")
    raise AfterwordError(
        f"{doing} did not work: {complaint.rstrip('.')}",
        next_step="Try another with: afterword schedule install --scheduler cron",
    )
