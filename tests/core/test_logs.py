"""The log: one line for each run, in files that rotate, with no word beyond accounts and counts (P6)."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

from core.logs import KEPT, LIMIT, NAME, note, told
from core.model import AccountName
from core.sync.result import AccountResult, InterviewCounts, ReminderCounts, SyncResult

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def test_a_log_rotates_and_the_oldest_goes(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    line = "x" * 1000
    for _ in range((KEPT + 3) * LIMIT // 1000):
        note(folder, line, now=NOW)
    assert {path.name for path in folder.iterdir()} == {NAME, *(f"{NAME}.{number}" for number in range(1, KEPT + 1))}
    assert len(list(folder.iterdir())) == KEPT + 1
    assert all(path.stat().st_size <= LIMIT + 1100 for path in folder.iterdir())


def test_a_log_is_for_its_owner_only_and_has_a_line_for_each_note(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    note(folder, "one\ntwo", now=NOW)
    note(folder, "three", now=NOW)
    path = folder / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [text.split(" ", 1)[1] for text in path.read_text().splitlines()] == ["one two", "three"]


def test_a_log_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in its place")
    note(tmp_path / "logs", "one", now=NOW)


def test_the_line_of_a_sync_quotes_nobody() -> None:
    error = "google: Dana Whitfield's calendar said token=abc123 to dana@acme.example (HTTP 503)"
    line = told(
        SyncResult(
            dry_run=False,
            accounts=(AccountResult(name=AccountName("google"), kind="google", status="failed", error=error),),
            interviews=InterviewCounts(total=3, new=1),
            reminders=ReminderCounts(created=2, failed=1),
            warnings=("Technical Interview at Acme: could not read the line",),
        ),
        seconds=1.5,
    )
    assert "google: failed" in line
    assert "HTTP 503" in line
    assert not any(word in line for word in ("Dana", "acme", "Acme", "abc123", "Technical"))
