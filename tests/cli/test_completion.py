"""What the shell offers at the Tab key, as the shells' own scripts ask for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.cli.steering import of_kind, synced

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = {"httpx", "icalendar", "holidays", "dateparser", "rich", "bs4", "jinja2"}


def ask(program: Program, *words: str) -> dict[str, str]:
    """Return what is offered for the last of `words`, with what is said beside it."""
    line = " ".join(("afterword", "--home", str(program.home), *words))
    asked = {"_AFTERWORD_COMPLETE": "zsh_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) + 2)}
    command = [sys.executable, "-X", "importtime", "-m", "afterword"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT, env={**os.environ, **asked}
    )
    loaded = {row.rpartition("|")[2].strip().partition(".")[0] for row in done.stderr.splitlines()}
    assert not loaded & HEAVY
    rows = done.stdout.split("\n")
    return {rows[n + 1]: rows[n + 2] for n in range(0, len(rows) - 2, 3)}


def test_commands_are_offered_without_importing_them(program: Program) -> None:
    offered = ask(program, "s")
    assert set(offered) == {"sync", "show", "skip", "snooze", "schedule", "status"}
    assert offered["snooze"] == "Put a touchpoint off."


def test_ids_and_companies_are_offered(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    for command in ("done", "skip", "draft", "show", "snooze"):
        assert ask(program, command, thank_you["id"][:2])[thank_you["id"]].startswith("Thank Dana Whitfield")
        assert "Acme" in ask(program, command, "a")
    interview = thank_you["interviews"][0]
    assert interview in ask(program, "debrief", interview[:3])
    assert interview in ask(program, "mark", interview[:3])
    assert next(iter(ask(program, "outcome", '""'))) == "Acme"
    assert set(ask(program, "outcome", "Acme", "re")) == {"rejected"}


@pytest.mark.parametrize("damage", [None, "{"])
def test_nothing_is_offered_and_nothing_said_where_nothing_can_be_read(program: Program, damage: str | None) -> None:
    if damage:
        (program.home / "state.json").write_text(damage)
    assert ask(program, "done", '""') == {}
