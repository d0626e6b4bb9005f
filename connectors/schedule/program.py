"""How a scheduler starts this very program: the interpreter of its environment, and the home in question."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath

from core.errors import UsageProblem
from core.ids import derive

_PASSING = re.compile(r"[/\\](?:uv[/\\](?:cache[/\\])?(?:archive|environments|builds)-v\d|pipx[/\\]\.cache)[/\\]")
"""Environments that `uvx` and `pipx run` make for one run and clear away."""


def command(home: Path, *, executable: str, platform: str, main: Path | None = None) -> tuple[str, ...]:
    """Return what starts an unattended sync of `home`. Raises UsageProblem where it would not last.

    `executable` is `sys.executable`, not resolved: in a virtual environment, and so for pipx and `uv tool`, that is the
    environment's own name for Python, by which Python finds what is installed there. `main` is the launcher's file,
    given where the program runs from a folder without being installed.
    """
    if not executable:
        raise UsageProblem(
            "It is unknown which Python runs this", next_step="Install afterword with: pipx install afterword"
        )
    if _PASSING.search(executable):
        raise UsageProblem(
            "This afterword lives in an environment made for one run, which is soon cleared away",
            next_step="Install it first with: uv tool install afterword, or pipx install afterword",
        )
    if platform == "win32":
        executable = _windowless(executable)
    # -P: no folder that happens to be named `afterword` where the scheduler starts may take the program's place.
    start = (executable, "-P", "-m", "afterword") if main is None else (executable, str(main))
    return (*start, "--home", str(home), "sync", "--quiet")


def _windowless(executable: str) -> str:
    """Return `pythonw.exe` beside `python.exe`, which opens no console window every quarter of an hour."""
    path = PureWindowsPath(executable)
    return str(path.with_name("pythonw.exe")) if path.name.lower() == "python.exe" else executable


def job_name(home: Path, *, standard: Path) -> str:
    """Return the name under which the sync of `home` is scheduled: each home has its own."""
    return "afterword" if home == standard else f"afterword-{derive('home', str(home))[:8]}"


def offset_of(home: Path) -> int:
    """Return a minute between 0 and 59 derived from the home: machines do not all ask at the full hour."""
    return int(derive("minute", str(home)), 16) % 60
