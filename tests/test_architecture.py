"""The directions of imports, read off the syntax trees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [p for folder in ("core", "connectors", "commands") for p in sorted((ROOT / folder).rglob("*.py"))]
SOURCES.append(ROOT / "cli.py")
WORLD = {"random", "secrets", "socket", "subprocess", "tempfile", "time", "os", "shutil"}
"""Modules through which a source sees more than its arguments."""
TOUCH_THE_WORLD = {f"core/{name}.py" for name in ("backup", "erase", "files", "logs", "runs", "storage", "store")}
READ_WHAT_IS_SHIPPED = {f"core/{name}.py" for name in (
    "config", "credentials", "linkedin/names", "notes/check_words", "notes/speech", "notes/templates",
    "recognise/tables",
)}  # fmt: skip
"""They open files, but only read: the user's settings, and data beside the sources."""
CLOCKS = {"now", "utcnow", "today", "monotonic", "perf_counter", "time_ns"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rename"}


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and called(node) == "import_module":
            found |= {str(each.value) for each in node.args if isinstance(each, ast.Constant)}
    return found


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called: `now` of `datetime.datetime.now()`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


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
def test_no_clock_no_chance_and_no_files_in_the_core(path: Path) -> None:
    calls = {
        called(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    }
    where = str(path.relative_to(ROOT))
    assert not calls & CLOCKS
    if where not in TOUCH_THE_WORLD:
        assert not imported(path) & WORLD
        assert where in READ_WHAT_IS_SHIPPED or not calls & FILES


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from connectors import google", "connectors.google"),
        ("import connectors.google.sink", "connectors.google.sink"),
        ("from importlib import import_module\nimport_module('connectors.google')", "connectors.google"),
        ("def late():\n    from connectors.google import sink", "connectors.google.sink"),
    ],
)
def test_an_import_is_found_however_it_is_written(tmp_path: Path, source: str, found: str) -> None:
    path = tmp_path / "some.py"
    path.write_text(source, encoding="utf-8")
    assert found in imported(path)
