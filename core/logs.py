"""The log of one home: a line for each run, in files that rotate. It names accounts and counts, and nothing else (P6).

Sentences of errors do not go in: they may quote a server, which may quote anything.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core.sync.result import SyncResult

NAME = "afterword.log"
LIMIT = 256 * 1024
"""Bytes after which a log is set aside: some ten days of a run every quarter of an hour."""
KEPT = 4
"""How many are set aside: `afterword.log.1` is the youngest."""


def told(result: SyncResult, *, seconds: float) -> str:
    """Return one line on a sync: how it ended, each account that was asked, and how many reminders changed."""
    wrote, found = result.reminders, result.interviews
    parts = [
        f"sync {result.status} in {seconds:.2f} s",
        f"interviews {found.total} (+{found.new} ~{found.changed} -{found.withdrawn})",
        f"reminders +{wrote.created} ~{wrote.updated} -{wrote.deleted} ={wrote.unchanged} failed {wrote.failed}",
    ]
    for account in result.accounts:
        how = f", HTTP {code}" if (code := _http(account.error)) else ""
        asked = f"{account.requests} requests, {account.events_changed} events"
        parts.append(f"{account.name}: {account.status} ({asked}{how})")
    if result.warnings:
        parts.append(f"{len(result.warnings)} warnings")
    return "; ".join(parts)


def _http(error: str | None) -> str:
    found = re.search(r"HTTP (\d{3})\b", error or "")
    return found[1] if found else ""


def note(folder: Path, line: str, *, now: datetime) -> None:
    """Add a line to the log below `folder`, as well as that goes: a full disk must not fail a sync that did its work.

    One write of one line: two runs at once do not mix theirs.
    """
    path = folder / NAME
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _rotate(path)
        content = f"{now.isoformat()} {' '.join(line.split())}\n".encode("utf-8", "replace")
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, content)
        finally:
            os.close(descriptor)


def _rotate(path: Path) -> None:
    try:
        if path.stat().st_size < LIMIT:
            return
    except FileNotFoundError:
        return
    for number in range(KEPT, 0, -1):
        older = path.with_name(f"{NAME}.{number}")
        younger = path.with_name(f"{NAME}.{number - 1}") if number > 1 else path
        if younger.exists():
            younger.replace(older)
