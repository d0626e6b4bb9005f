"""The directions of imports, read off the syntax trees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [p for folder in ("core", "connectors", "commands") for p in sorted((ROOT / folder).rglob("*.py"))]
SOURCES.append(ROOT / "cli.py")
TOUCH_THE_WORLD = {"config.py", "credentials.py", "store.py", "storage.py", "files.py", "accounts.py"}


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_from_the_command_line_to_the_connectors_to_the_core(path: Path) -> None:
    part = path.relative_to(ROOT).parts[0]
    tops = {name.split(".")[0] for name in imported(path)}
    if part == "core":
        assert not tops & {"connectors", "commands", "cli", "click", "rich", "httpx"}
    if part == "connectors":
        assert not tops & {"commands", "cli", "click", "rich"}


@pytest.mark.parametrize("path", sorted((ROOT / "connectors").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_connector_imports_no_other_connector(path: Path) -> None:
    kinds = {"ics", "google", "outlook", "caldav", "linkedin", "memory"}
    own = path.relative_to(ROOT / "connectors").parts[0].removesuffix(".py")
    others = {name.split(".")[1] for name in imported(path) if name.startswith("connectors.")} & (kinds - {own})
    assert not others


@pytest.mark.parametrize("path", sorted((ROOT / "core").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_clock_and_no_chance_in_the_core(path: Path) -> None:
    calls = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
    assert not calls & {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
    if path.name not in TOUCH_THE_WORLD:
        assert not imported(path) & {"random", "secrets", "socket", "subprocess", "tempfile"}
