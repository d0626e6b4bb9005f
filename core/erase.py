"""Taking a home away: every file that this program puts there, and none that it does not know."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from core import files
from core.errors import StateError
from core.store import Home

_FILES = (
    *("config.toml", "config.toml.bak", "accounts.json", "credentials.json", "state.json", "state.json.damaged-*"),
    *("decisions.json", "runs.json", "listing.json", "afterword.ics", "sample.ics"),
    *(".config.toml*.tmp", ".accounts.json.*.tmp", ".credentials.json.*.tmp", ".state.json.*.tmp"),
    *(".decisions.json.*.tmp", ".runs.json*.tmp", ".listing.json.*.tmp", ".afterword.ics.*.tmp"),
)
_FOLDERS = ("logs", "templates", "tokens", "restoring", "before-restore-*")
_LAST = ("afterword.lock.pid", "afterword.lock")


def erase(home: Home) -> None:
    """Remove everything of ours but the lock, which the caller holds; raise StateError naming what stays."""
    for path in _matching(home, _FILES):
        _gone(path)
    for folder in _matching(home, _FOLDERS):
        try:
            folder.unlink() if folder.is_symlink() else shutil.rmtree(folder)
        except OSError as err:
            raise _stays(err, folder) from err


def close_up(home: Home) -> tuple[Path, ...]:
    """Remove the lock, now that nobody holds it, and the folder if it is empty; return what is left and not ours."""
    for path in _matching(home, _LAST):
        _gone(path)
    left = tuple(sorted(home.path.iterdir())) if home.path.is_dir() else ()
    if not left and not home.path.is_symlink():
        with suppress(OSError):
            home.path.rmdir()
    return left


def _matching(home: Home, patterns: Iterable[str]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(home.path.glob(pattern))]


def _gone(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as err:
        raise _stays(err, path) from err


def _stays(err: OSError, path: Path) -> StateError:
    message, next_step = files.explain(err, path)
    return StateError(message, next_step=next_step)
