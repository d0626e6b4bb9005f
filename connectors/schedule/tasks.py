"""The Task Scheduler of Windows: one task as XML (its 1.2 schema), handed over by `schtasks`."""

from __future__ import annotations

import re
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path, PureWindowsPath
from xml.sax.saxutils import escape, unescape

from connectors.schedule.job import Job, Machine, Ran, Standing, Unit, must, next_start

_TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Afterword: follow up after interviews</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT{every}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T{start}:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT{delay}S</RandomDelay>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT15M</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


class Tasks:
    """A task of the logged-in user; Windows starts at once what a sleep has missed."""

    kind = "tasks"
    title = "the Task Scheduler"

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def works(self) -> bool:
        """True where `schtasks` is there."""
        return self._machine.which("schtasks") is not None

    def units(self, job: Job) -> tuple[Unit, ...]:
        """Return the task's XML; its place is its name in the Task Scheduler."""
        hour = job.hours[0] if job.hours else 0
        text = _TASK.format(
            every=job.every,
            start=f"{hour:02}:{job.minutes[0]:02}",
            delay=job.delay,
            user=escape(self._user()),
            command=escape(job.command[0]),
            arguments=escape(subprocess.list2cmdline(job.command[1:])),
            folder=escape(str(PureWindowsPath(job.command[0]).parent)),
        )
        return (Unit(place=f"\\{job.name}", text=text, encoding="utf-16"),)

    def install(self, job: Job) -> None:
        """Hand the XML over, in place of a task of that name."""
        (unit,) = self.units(job)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "task.xml"
            path.write_bytes(unit.text.encode(unit.encoding))
            must(self._ask("/Create", "/TN", job.name, "/XML", str(path), "/F"), "Giving the Task Scheduler its task")

    def standing(self, name: str, now: datetime) -> Standing | None:
        """Ask for the task's XML: its other answers are in the language of the system."""
        asked = self._ask("/Query", "/TN", name, "/XML", "ONE")
        if asked.status != 0:
            return None
        text = _decoded(asked.out)
        found = {
            part: _between(text, part) for part in ("Interval", "StartBoundary", "Command", "Arguments", "RandomDelay")
        }
        every = _minutes(found["Interval"])
        start = re.search(r"T\d\d:(\d\d)", found["StartBoundary"])
        if not every or not start:
            return None
        command = (found["Command"], *split(found["Arguments"]))
        job = Job(name=name, command=command, every=every, offset=int(start[1]))
        active = "<Enabled>false</Enabled>" not in text
        return Standing(job=job, active=active, next_run=next_start(job, now) if active else None)

    def remove(self, name: str) -> bool:
        """Delete the task."""
        if self._ask("/Query", "/TN", name).status != 0:
            return False
        must(self._ask("/Delete", "/TN", name, "/F"), "Deleting the task")
        return True

    def _user(self) -> str:
        environ = self._machine.environ
        domain, user = environ.get("USERDOMAIN", ""), environ.get("USERNAME", "")
        return f"{domain}\\{user}" if domain else user

    def _ask(self, *words: str) -> Ran:
        return self._machine.run(("schtasks", *words), b"")


def _minutes(span: str) -> int:
    """Return the minutes of an ISO 8601 duration; the Task Scheduler gives `PT60M` back as `PT1H`."""
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?", span)
    days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return days * 1440 + hours * 60 + minutes


def _decoded(out: bytes) -> str:
    return out.decode("utf-16" if out[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def _between(text: str, tag: str) -> str:
    found = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S)
    return unescape(found[1]) if found else ""


def split(arguments: str) -> tuple[str, ...]:
    """Undo `subprocess.list2cmdline`, the quoting of the C runtime."""
    words, word, quoted, given, slashes = [], "", False, False, 0
    for character in arguments:
        if character == "\\":
            slashes += 1
            continue
        if character == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted, given = not quoted, True
            slashes = 0
            continue
        word, slashes = word + "\\" * slashes, 0
        if character in " \t" and not quoted:
            words += [word] if word or given else []
            word, given = "", False
        else:
            word += character
    word += "\\" * slashes
    return tuple(words + ([word] if word or given else []))
