"""The reader and the writer know a reminder under the same name, etag and content: a sync compares them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from connectors.ics.files import FileCalendar, FolderCalendar
from core.model import AccountName, CalendarId, Standee
from core.sync.gather import standee_of
from core.sync.ports import Reach
from tests.connectors.ics_write.samples import EVER, FOREIGN, ME, file_sink, folder_sink, moved, reminder


def read(path: Path) -> list[Standee]:
    """Return our reminders as the reader hands them to a sync."""
    far = replace(EVER, start=EVER.end)
    account, calendar = AccountName("local"), CalendarId("cal")
    if path.is_dir():
        folder = FolderCalendar(path, account=account, calendar=calendar, may_be_empty=True)
        reading, _ = folder.read(Reach(window=far, busy=far), ME)
    else:
        file = FileCalendar(path, account=account, calendar=calendar, may_be_absent=True)
        reading, _ = file.read(Reach(window=far, busy=far), ME)
    return [standee_of(event) for event in reading.events if event.own]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_the_reader_sees_what_the_writer_says_it_wrote(tmp_path: Path, kind: str, ending: str) -> None:
    path = tmp_path if kind == "folder" else tmp_path / "cal.ics"
    (tmp_path / "cal.ics").write_text(FOREIGN, newline=ending)
    sink = folder_sink(path) if kind == "folder" else file_sink(path)
    made = sink.create(reminder())
    assert read(path) == [made]
    changed = sink.update(made, moved(reminder(title="Follow up: D. W."), hours=1))
    assert read(path) == [changed]
    sink.delete(changed.ref, changed.etag)
    assert read(path) == []
