"""The program as a script sees it: arguments in, exit status and two streams out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli import main

NOON = "2026-11-24T12:00:00-05:00"


@dataclass(frozen=True)
class Answer:
    """What one run of the program gave back."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Return the one JSON document on stdout."""
        return json.loads(self.out)


@dataclass
class Program:
    """The program with one home, at one moment."""

    home: Path
    now: str = NOON
    stdout: Callable[[], io.StringIO] = io.StringIO
    """Makes the stream that takes each run's answer: a test may act on what is printed while the program waits."""

    def __call__(self, *args: str | Path) -> Answer:
        """Run it with `args`."""
        out, err = self.stdout(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main(["--home", str(self.home), "--now", self.now, *map(str, args)])
        code = ended.value.code
        return Answer(status=code if isinstance(code, int) else 0, out=out.getvalue(), err=err.getvalue())

    def ok(self, *args: str | Path) -> Any:
        """Run it with `--json`, expect success, and return the document."""
        answer = self(*args, "--json")
        assert answer.status == 0, answer.err
        return answer.json()

    def loads(self, *args: str | Path) -> set[str]:
        """Run it with `args` in a process of its own; return which modules that loads."""
        command = [sys.executable, "-X", "importtime", "-m", "afterword", "--home", str(self.home), "--now", self.now]
        said = subprocess.run([*command, *map(str, args)], capture_output=True, text=True, check=True).stderr
        return {line.rpartition("|")[2].strip() for line in said.splitlines()}


INTERVIEW = """\
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T000000Z
DTSTART;TZID=America/Toronto:{start}
DTEND;TZID=America/Toronto:{end}
SUMMARY:{title}
ORGANIZER;CN=Jo Park:mailto:jo.park@acme.example
ATTENDEE;CN=Robin Okafor;PARTSTAT={answer}:mailto:robin@example.net
ATTENDEE;CN=Dana Whitfield;PARTSTAT=ACCEPTED:mailto:dana.whitfield@acme.example
DESCRIPTION:Role: Backend Engineer\\nInterviewer: Dana Whitfield{more}
STATUS:{status}
X-SOMEBODY-ELSES:kept\tas it stands
END:VEVENT
"""


def interview(
    *,
    uid: str = "round-1",
    start: str = "20261124T140000",
    end: str = "20261124T150000",
    title: str = "Technical Interview - Backend Engineer at Acme",
    status: str = "CONFIRMED",
    answer: str = "ACCEPTED",
    more: str = "",
) -> str:
    """Return one invitation as a VEVENT."""
    return INTERVIEW.format(uid=uid, start=start, end=end, title=title, status=status, answer=answer, more=more)


def calendar(*events: str, newline: str = "\r\n") -> bytes:
    """Return a calendar file of these events."""
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//somebody//else//EN\n" + "".join(events) + "END:VCALENDAR\n"
    return text.replace("\n", newline).encode()
