"""launchd's agents: a property list in the user's library (launchd.plist(5), launchctl(1))."""

from __future__ import annotations

import plistlib
from datetime import datetime
from pathlib import Path

from connectors.schedule.job import Job, Machine, Ran, Standing, Unit, must, next_start, write
from core.errors import AfterwordError
from core.files import explain


class Launchd:
    """An agent of the logged-in user."""

    kind = "launchd"
    title = "a launchd agent"

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def works(self) -> bool:
        """True where launchd has a session for this user."""
        return self._machine.which("launchctl") is not None and self._ask("print", self._domain).status == 0

    def units(self, job: Job) -> tuple[Unit, ...]:
        """Return the property list. Calendar times, for an interval that falls into a sleep is not caught up on."""
        hours = job.hours or (None,)
        starts = [
            {"Minute": minute} if hour is None else {"Hour": hour, "Minute": minute}
            for hour in hours
            for minute in job.minutes
        ]
        agent = {
            "Label": job.name,
            "ProgramArguments": list(job.command),
            "StartCalendarInterval": starts,
            "RunAtLoad": True,
            "ProcessType": "Background",
            "LowPriorityIO": True,
        }
        return (Unit(place=str(self._path(job.name)), text=plistlib.dumps(agent).decode()),)

    def install(self, job: Job) -> None:
        """Write the property list and load it, in place of what was loaded before."""
        for unit in self.units(job):
            write(unit)
        self._ask("bootout", f"{self._domain}/{job.name}")
        must(self._ask("bootstrap", self._domain, str(self._path(job.name))), "Loading the launchd agent")

    def standing(self, name: str, now: datetime) -> Standing | None:
        """Read the property list back, and ask launchd whether it is loaded."""
        try:
            agent = plistlib.loads(self._path(name).read_bytes())
            starts = agent["StartCalendarInterval"]
            hours = {start["Hour"] for start in starts if "Hour" in start}
            every = 1440 // len(hours) if hours else 60 // len(starts)
            job = Job(name=name, command=tuple(agent["ProgramArguments"]), every=every, offset=int(starts[0]["Minute"]))
        except (OSError, ValueError, LookupError, TypeError, ZeroDivisionError):
            return None
        active = self._ask("print", f"{self._domain}/{name}").status == 0
        return Standing(job=job, active=active, next_run=next_start(job, now) if active else None)

    def remove(self, name: str) -> bool:
        """Unload the agent and remove its property list."""
        path = self._path(name)
        there = path.exists()
        if there:
            self._ask("bootout", f"{self._domain}/{name}")
        try:
            path.unlink(missing_ok=True)
        except OSError as err:
            message, next_step = explain(err, path)
            raise AfterwordError(message, next_step=next_step) from err
        return there

    @property
    def _domain(self) -> str:
        return f"gui/{self._machine.uid}"

    def _path(self, name: str) -> Path:
        return self._machine.user_home / "Library" / "LaunchAgents" / f"{name}.plist"

    def _ask(self, *words: str) -> Ran:
        return self._machine.run(("launchctl", *words), b"")
