"""systemd's user timers: a oneshot service and its timer (systemd.timer(5), systemd.service(5), systemd.syntax(7))."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from connectors.schedule.job import DAILY_HOUR, Job, Machine, Ran, Standing, Unit, must, next_start, write
from core.errors import AfterwordError
from core.files import explain

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "%": "%%"}
_ENV = "/usr/bin/env"
_LETTERS = {"n": "\n", "t": "\t", "r": "\r"}


class Systemd:
    """A timer in the user's own systemd session."""

    kind = "systemd"
    title = "a systemd user timer"

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._config = self._base("XDG_CONFIG_HOME", ".config")
        self._share = self._base("XDG_DATA_HOME", ".local/share")

    def works(self) -> bool:
        """True where systemd runs a session for this user: containers, and root without a login, have none."""
        return self._machine.which("systemctl") is not None and self._ask("show-environment").status == 0

    def units(self, job: Job) -> tuple[Unit, ...]:
        """Return the service and the timer."""
        service = (
            "[Unit]\nDescription=Afterword: follow up after interviews\n\n"
            f"[Service]\nType=oneshot\nExecStart={line(job.command)}\nNice=10\nTimeoutStartSec=15min\n"
        )
        timer = (
            f"# every {job.every} minutes\n"
            f"[Unit]\nDescription=Afterword: when to follow up\n\n"
            f"[Timer]\nOnCalendar={calendar(job)}\nPersistent=true\nRandomizedDelaySec={job.delay}\nAccuracySec=1min\n\n"
            "[Install]\nWantedBy=timers.target\n"
        )
        return (
            Unit(place=str(self._folder / f"{job.name}.service"), text=service),
            Unit(place=str(self._folder / f"{job.name}.timer"), text=timer),
        )

    def install(self, job: Job) -> None:
        """Write both files and start the timer."""
        for unit in self.units(job):
            write(unit)
        must(self._ask("daemon-reload"), "Loading the timer into systemd")
        must(self._ask("enable", f"{job.name}.timer"), "Enabling the systemd timer")
        must(self._ask("restart", f"{job.name}.timer"), "Starting the systemd timer")

    def standing(self, name: str, now: datetime) -> Standing | None:
        """Read the files back, and ask systemd whether the timer runs."""
        try:
            timer = (self._folder / f"{name}.timer").read_text(encoding="utf-8")
            service = (self._folder / f"{name}.service").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
        every = re.search(r"^# every (\d+) minutes$", timer, re.M)
        start = re.search(r"^ExecStart=(.*)$", service, re.M)
        offset = re.search(r"^OnCalendar=.*:(\d\d)(?:/\d+)?:00$", timer, re.M)
        if not (every and start):
            return None
        job = Job(name=name, command=words(start[1]), every=int(every[1]), offset=int(offset[1]) if offset else 0)
        active = self._ask("is-active", "--quiet", f"{name}.timer").status == 0
        return Standing(job=job, active=active, next_run=self._next(job, now) if active else None)

    def remove(self, name: str) -> bool:
        """Stop the timer, and remove both files and the stamp by which systemd knows when it last ran."""
        paths = [self._folder / f"{name}.timer", self._folder / f"{name}.service"]
        there = any(path.exists() for path in paths)
        if there:
            # Without a session nothing runs, and the files alone would start it at the next login.
            self._ask("disable", "--now", f"{name}.timer")
        wanted = self._folder / "timers.target.wants" / f"{name}.timer"
        stamp = self._share / "systemd" / "timers" / f"stamp-{name}.timer"
        for path in (wanted, *paths, stamp):
            try:
                path.unlink(missing_ok=True)
            except OSError as err:
                message, next_step = explain(err, path)
                raise AfterwordError(message, next_step=next_step) from err
        if there:
            self._ask("daemon-reload")
            self._ask("reset-failed", f"{name}.service", f"{name}.timer")
        return there

    @property
    def _folder(self) -> Path:
        return self._config / "systemd" / "user"

    def _base(self, variable: str, otherwise: str) -> Path:
        given = self._machine.environ.get(variable, "")
        return Path(given) if given.startswith("/") else self._machine.user_home / otherwise

    def _ask(self, *words: str) -> Ran:
        return self._machine.run(("systemctl", "--user", *words), b"")

    def _next(self, job: Job, now: datetime) -> datetime:
        """Return when systemd itself says; older versions do not know `--timestamp=unix`, and then the plan says."""
        asked = self._ask("show", f"{job.name}.timer", "--property=NextElapseUSecRealtime", "--timestamp=unix")
        found = re.search(rb"=@(\d+)", asked.out)
        if asked.status == 0 and found:
            return datetime.fromtimestamp(int(found[1]), UTC).astimezone(now.tzinfo)
        return next_start(job, now)


def line(command: tuple[str, ...]) -> str:
    """Return `command` for `ExecStart=`: quoted, specifiers doubled, and `$` too but in the program's own path.

    systemd takes no program with quotes or backslashes in its path, however they are written: `env` starts those.
    """
    if set(command[0]) & set("\"'\\"):
        command = (_ENV, *command)
    quoted = ['"' + "".join(_ESCAPES.get(c, c) for c in word) + '"' for word in command]
    return " ".join((quoted[0], *(word.replace("$", "$$") for word in quoted[1:])))


def words(line: str) -> tuple[str, ...]:
    """Undo `line`."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    bare = [re.sub(r"\\(.)", lambda m: _LETTERS.get(m[1], m[1]), word).replace("%%", "%") for word in found]
    command = tuple(word if place == 0 else word.replace("$$", "$") for place, word in enumerate(bare))
    return command[1:] if command[:1] == (_ENV,) else command


def calendar(job: Job) -> str:
    """Return when `job` runs, for `OnCalendar=`: only such timers catch up on what a sleep has missed."""
    first = job.minutes[0]
    if job.every < 60:
        return f"*-*-* *:{first:02}/{job.every}:00"
    if job.every == 60:
        return f"*-*-* *:{first:02}:00"
    if job.hours == (DAILY_HOUR,):
        return f"*-*-* {DAILY_HOUR:02}:{first:02}:00"
    return f"*-*-* 00/{job.every // 60}:{first:02}:00"
