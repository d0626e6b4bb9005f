"""Machines to schedule on: each answers as the platform's own program would, out of what it was told before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from connectors.schedule import Job, Machine
from connectors.schedule.job import Ran

COMMAND = (
    "/home/robin/.local/share/pipx/venvs/afterword/bin/python", "-P", "-m", "afterword",
    "--home", "/home/robin/.local/share/afterword", "sync", "--quiet",
)  # fmt: skip
WINDOWS = (
    r"C:\Users\Robin Okafor\pipx\venvs\afterword\Scripts\pythonw.exe", "-P", "-m", "afterword",
    "--home", r"C:\Users\Robin Okafor\AppData\Local\afterword", "sync", "--quiet",
)  # fmt: skip
JOB = Job(name="afterword", command=COMMAND, every=15, offset=7)


@dataclass
class Desk:
    """What the platform's programs keep: the crontab, what systemd and launchd have loaded, the Windows tasks."""

    folder: Path
    platform: str = "linux"
    programs: tuple[str, ...] = ("systemctl", "crontab", "launchctl", "schtasks")
    session: bool = True
    crontab: bytes | None = None
    loaded: set[str] = field(default_factory=set)
    tasks: dict[str, bytes] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def machine(self) -> Machine:
        """Return the machine with these programs on it."""
        return Machine(
            platform=self.platform,
            environ=self.environ,
            user_home=self.folder,
            uid=501,
            run=self.run,
            which=lambda name: f"/usr/bin/{name}" if name in self.programs else None,
        )

    def run(self, command: Sequence[str], fed: bytes) -> Ran:
        """Answer one command."""
        self.asked.append(tuple(command))
        program, *words = command
        answers = {
            "crontab": self._cron, "systemctl": self._systemd, "launchctl": self._launchd, "schtasks": self._tasks
        }  # fmt: skip
        return answers[program](words, fed)

    def _cron(self, words: list[str], fed: bytes) -> Ran:
        if words == ["-"]:
            self.crontab = fed
        elif words == ["-r"]:
            self.crontab = None
        elif self.crontab is None:
            return Ran(status=1, err=b"no crontab for robin\n")
        return Ran(status=0, out=self.crontab or b"")

    def _systemd(self, words: list[str], fed: bytes) -> Ran:
        if not self.session:
            return Ran(status=1, err=b"Failed to connect to bus: No medium found\n")
        verb, name = words[1], words[-1]
        if verb == "restart":
            self.loaded.add(name)
        elif verb == "disable":
            self.loaded.discard(name)
        elif verb == "is-active":
            return Ran(status=0 if name in self.loaded else 3)
        elif verb == "show":
            return Ran(status=0, out=b"NextElapseUSecRealtime=@1795540920\n")
        return Ran(status=0)

    def _launchd(self, words: list[str], fed: bytes) -> Ran:
        verb, where = words[0], words[1]
        if verb == "bootstrap":
            self.loaded.add(f"{where}/{Path(words[2]).stem}")
        elif verb == "bootout":
            self.loaded.discard(where)
        elif verb == "print" and where != "gui/501":
            return Ran(status=0 if where in self.loaded else 113)
        return Ran(status=0)

    def _tasks(self, words: list[str], fed: bytes) -> Ran:
        verb, name = words[0], words[2]
        if verb == "/Create":
            self.tasks[name] = Path(words[4]).read_bytes()
        elif name not in self.tasks:
            return Ran(status=1, err=b"ERROR: The system cannot find the file specified.\r\n")
        elif verb == "/Delete":
            del self.tasks[name]
        return Ran(status=0, out=self.tasks.get(name, b""))
