"""A program with a fresh home for each test, set up as one person, with a Google account where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.browser import Browser
from tests.cli.google import TEAM, registered
from tests.cli.microsoft import Microsoft, microsoft
from tests.cli.program import Program
from tests.connectors.google.world import interview
from tests.connectors.linkedin.exports import Export
from tests.servers.google import Google
from tests.servers.google.calendars import Calendar


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program with a new home whose user is Robin Okafor of Toronto."""
    made = Program(home=tmp_path / "home")
    made.ok(
        "init", "--yes", "--name", "Robin Okafor", "--email", "robin@example.net", "--timezone", "America/Toronto",
        "--country", "CA",
    )  # fmt: skip
    return made


@pytest.fixture
def world(program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Microsoft]:
    """Return the program beside a Microsoft of its own, not yet connected."""
    with microsoft(program, monkeypatch, tmp_path) as made:
        yield made


@pytest.fixture
def google() -> Iterator[Google]:
    server = Google()
    server.shelf.seed(server.primary, interview())
    server.shelf.calendars[TEAM] = Calendar(id=TEAM, summary="Team")
    holidays = "en.canadian#holiday@group.v.calendar.google.com"
    server.shelf.calendars[holidays] = Calendar(id=holidays, summary="Holidays", role="reader")
    yield server
    server.close()
    assert server.wrong == []


@pytest.fixture
def home(program: Program, google: Google) -> Program:
    """Return the program with an app registration that leads to the test server, and a user at the browser."""
    registered(program, google)
    program.stdout = Browser
    return program


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an export of LinkedIn as it is downloaded."""
    return Export().zip(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip")
