"""TinyDB's storage on a file that is replaced in one step; its own JSONStorage truncates in place (P7)."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from core.errors import StateError
from core.files import explain, replace

Tables = dict[str, dict[str, Any]]


class AtomicStorage(Storage):
    """One JSON file of tables, `{"table": {"1": {...}}}`, as `TinyDB(path)` reads it with its default storage too."""

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self.path = Path(path)

    def read(self) -> Tables | None:
        """Return all tables, None where there is no file; raise OSError, or ValueError where it is damaged."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            tables = json.loads(content)
        except RecursionError as err:
            raise ValueError("nested too deeply") from err
        if not isinstance(tables, dict) or not all(_is_table(table) for table in tables.values()):
            raise ValueError("not a file of tables")
        return tables

    def write(self, data: Tables) -> None:
        """Write all tables at once; raise StateError and leave the old file as it was where that fails."""
        # ASCII, since TinyDB's own storage opens the file in the encoding of the platform.
        write_private(self.path, json.dumps(data, separators=(",", ":")).encode("ascii"))


def write_private(path: Path, content: bytes) -> None:
    """Put `content` at `path`, readable by its owner only; the same content is not written again.

    Raises StateError, with the old file intact, where the disk is full or the folder cannot be written.
    """
    try:
        if path.exists() and path.read_bytes() == content:
            return
        if os.name != "nt" and path.exists() and path.stat().st_mode & 0o077:
            path.chmod(0o600)
        replace(path, content, mode=0o600)
    except OSError as err:
        message, next_step = explain(err, path)
        raise StateError(message, next_step=next_step) from err


def sweep(*paths: Path) -> None:
    """Remove what killed writes left beside `paths`. Only for who holds the lock: no other write is then under way."""
    for path in paths:
        for leftover in path.parent.glob(f".{path.name}.*.tmp"):
            with suppress(OSError):
                leftover.unlink()


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
