"""A program with a fresh home for each test, set up as one person."""

from __future__ import annotations

from pathlib import Path

import pytest

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
