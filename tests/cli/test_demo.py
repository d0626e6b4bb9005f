"""The demo: what a newcomer sees first, on whatever day they try it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program

DAYS = [f"2026-11-{day}T10:00:00-05:00" for day in range(23, 30)]
EDGES = ["2026-11-02T00:30:00-05:00", "2026-12-31T23:30:00-05:00", "2027-03-01T08:00:00-05:00", "2028-02-29T12:00:00Z"]


@pytest.mark.parametrize("now", [*DAYS, *EDGES])
def test_it_shows_the_whole_loop_on_any_day(tmp_path: Path, now: str) -> None:
    shown = Program(home=tmp_path / "unused", now=now).ok("demo")
    found = shown["interviews"]
    companies = [each["company"] for each in found]
    assert len(found) == 12
    assert {name for name in companies if companies.count(name) > 1} >= {"Northlight Maps", "Quarry & Pine"}
    assert [each["status"] for each in found].count("cancelled") == 1
    assert {"interview", "recruiter", "networking"} <= {each["kind"] for each in found}
    assert max(len(each["people"]) for each in found) >= 3
    assert {"thank_you", "check_in"} <= {each["kind"] for each in shown["touchpoints"]}
    assert shown["sync"]["reminders"]["created"] == Path(shown["calendar"]).read_bytes().count(b"BEGIN:VEVENT") > 5
    assert shown["sync"]["warnings"] == []
    assert len(shown["note"]["body"].split()) > 60
    again = Program(home=Path(shown["home"]), now=now)
    assert again.ok("sync")["reminders"]["created"] == 0
    assert not (tmp_path / "unused").exists()


def test_what_it_tells_to_type_next_works_as_it_stands(tmp_path: Path) -> None:
    scratch = tmp_path / "a folder's name"
    scratch.mkdir()
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    around = {**os.environ, "TMPDIR": str(scratch), "PATH": search}
    command = [sys.executable, "-m", "afterword", "demo"]
    shown = subprocess.run(command, env=around, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^One of them in full \((.+)\):\n(.+?)\nThe reminders stand", shown, re.M | re.S)
    assert found is not None
    typed = ["sh", "-c", found[1]]
    notes = subprocess.run(typed, env=around, capture_output=True, text=True, check=True).stdout
    assert "Robin Okafor" in found[2]
    assert notes.startswith(found[2])


def test_its_tables_fit_a_terminal_of_eighty_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = Program(home=tmp_path / "unused")("demo").out
    listed = [line for line in shown.splitlines() if re.match(r" \d+ ", line)]
    assert len(listed) > 20
    assert max(map(len, listed)) <= 80
    assert all(re.search(r" [0-9a-f]{6} *$", line) for line in listed)
    assert "Mei Tanaka · North" in shown
    assert "hiring manager" in shown
