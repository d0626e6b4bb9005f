"""A program with a fresh home for each test, set up as one person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.microsoft import Microsoft, microsoft
from tests.cli.program import Program


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
