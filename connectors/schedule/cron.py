"""cron, where there is nothing better: one line in the user's table (crontab(1), crontab(5))."""

from __future__ import annotations

import re
import shlex
from datetime import datetime

from connectors.schedule.job import Job, Machine, Ran, Standing, Unit, must, next_start

_NO_TABLE = re.compile(rb"no crontab|No such file|can't open")
"""How the crons of Debian, Fedora, macOS and Busybox say that there is no table yet."""


class Cron:
    """A line of the user's crontab; all other lines stay as they are."""

    kind = "cron"
    title = "cron"

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def works(self) -> bool:
        """True where `crontab` is there."""
        return self._machine.which("crontab") is not None

    def units(self, job: Job) -> tuple[Unit, ...]:
        """Return the line. A tail that the shell takes for a comment marks it as ours."""
        hours = ",".join(map(str, job.hours)) or "*"
        when = f"{','.join(map(str, job.minutes))} {hours} * * *"
        # cron starts without a session: by this the keyring is found all the same.
        session = self._machine.environ.get("XDG_RUNTIME_DIR", "")
        prefix = f"XDG_RUNTIME_DIR={shlex.quote(session)} " if session else ""
        command = (prefix + shlex.join(job.command)).replace("%", "\\%")
        return (Unit(place="crontab", text=f"{when} {command} {_tail(job.name, job.every)}\n"),)

    def install(self, job: Job) -> None:
        """Put the line at the end of the table, in place of one of that name."""
        (unit,) = self.units(job)
        kept = _without(self._table(), job.name)
        kept += "" if not kept or kept.endswith("\n") else "\n"
        self._put(kept + unit.text)

    def standing(self, name: str, now: datetime) -> Standing | None:
        """Find the line again."""
        for line in self._table().split("\n"):
            found = re.fullmatch(rf"(\S+) \S+ \* \* \* (.*) # {re.escape(name)}: every (\d+) minutes", line)
            if found:
                words = shlex.split(found[2].replace("\\%", "%"))
                command = tuple(words[1:] if words[0].startswith("XDG_RUNTIME_DIR=") else words)
                job = Job(name=name, command=command, every=int(found[3]), offset=int(found[1].split(",")[0]))
                return Standing(job=job, active=True, next_run=next_start(job, now))
        return None

    def remove(self, name: str) -> bool:
        """Take the line away, and the table where nothing else is in it."""
        table = self._table()
        kept = _without(table, name)
        if kept == table:
            return False
        if kept.strip():
            self._put(kept)
        else:
            must(self._machine.run(("crontab", "-r"), b""), "Removing the crontab")
        return True

    def _table(self) -> str:
        listed = self._machine.run(("crontab", "-l"), b"")
        if listed.status == 0:
            return listed.out.decode("utf-8", "surrogateescape")
        if not _NO_TABLE.search(listed.err):
            # A table that cannot be read now must not be replaced by one with our line alone.
            must(listed, "Reading the crontab")
        return ""

    def _put(self, table: str) -> Ran:
        content = table.encode("utf-8", "surrogateescape")
        return must(self._machine.run(("crontab", "-"), content), "Writing the crontab")


def _tail(name: str, every: int) -> str:
    return f"# {name}: every {every} minutes"


def _without(table: str, name: str) -> str:
    ours = re.compile(rf".* # {re.escape(name)}: every \d+ minutes")
    return "\n".join(line for line in table.split("\n") if not ours.fullmatch(line))
