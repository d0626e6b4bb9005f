"""Where nothing but our reminders changed in a file or folder, these alone are read; anything else is read anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.ics.ours import is_named_ours, names_for, part
from core.errors import CursorExpired
from core.model import ETag, TouchpointId
from core.sync.ports import Page
from tests.connectors.ics_read.reading import CALENDAR, REACH, account, pull
from tests.connectors.ics_write.samples import FOREIGN, moved, reminder

OTHER = FOREIGN.replace("UID:meeting@", "UID:other@")
FIRST, SECOND = reminder("0123456789abcdef"), reminder("fedcba9876543210")


class Kept:
    """A file or a folder with two events of others and two reminders, all of it read."""

    def __init__(self, path: Path, kind: str) -> None:
        self.folder = path if kind == "folder" else None
        self.path = path if kind == "folder" else path / "cal.ics"
        for name, text in (("cal.ics", FOREIGN), ("more.ics", OTHER)):
            if kind == "folder" or name == "cal.ics":
                (path / name).write_text(text, newline="\r\n")
        self.account = account(self.path, write="yes")
        sink = self.account.sink(CALENDAR)
        assert sink is not None
        self.sink = sink
        self.standing = [sink.create(FIRST), sink.create(SECOND)]
        self.page = pull(self.account)

    def again(self, page: Page | None = None, **changes: object) -> Page:
        """Pull since the first reading, or since `page`."""
        reach = replace(REACH, **changes)  # type: ignore[arg-type]
        (found,) = self.account.source(CALENDAR).pull(reach, (page or self.page).cursor)
        return found

    def ours(self) -> Path:
        """Return the file in which the first reminder stands."""
        return self.path / f"{FIRST.id}.ics" if self.folder else self.path

    def edit(self, path: Path, change: Callable[[bytes], bytes]) -> None:
        """Change a file by hand."""
        before = path.read_bytes()
        path.write_bytes(change(before))
        assert path.read_bytes() != before


@pytest.fixture(params=["file", "folder"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    return Kept(tmp_path, request.param)


def test_what_we_write_ourselves_is_all_that_is_read_again(kept: Kept) -> None:
    changed = kept.sink.update(kept.standing[0], moved(FIRST, hours=1))
    found = kept.again()
    assert found.own_only
    assert {event.own: event.start for event in found.events} == {
        FIRST.id: changed.start,
        SECOND.id: SECOND.start,
    }
    full = [event for event in pull(kept.account).events if event.own]
    assert list(found.events) == full
    assert kept.again(found) == Page(cursor=found.cursor, seen=found.seen), "and then there is no news"


def test_a_reminder_that_the_user_edits_or_deletes_is_seen(kept: Kept) -> None:
    kept.edit(kept.ours(), lambda raw: raw.replace(b"SUMMARY:Thank", b"SUMMARY:done Thank", 1))
    edited = kept.again()
    titles = {event.own: event.title for event in edited.events}
    assert edited.own_only
    assert titles[FIRST.id].startswith("done ")
    kept.sink.delete(kept.standing[0].ref, ETag(""))
    gone = kept.again(edited)
    assert (gone.own_only, [event.own for event in gone.events]) == (True, [SECOND.id])


def test_an_event_of_others_that_changes_is_read_anew_with_all_the_rest(kept: Kept) -> None:
    kept.edit(kept.path / "more.ics" if kept.folder else kept.path, lambda raw: raw.replace(b"Backend", b"Frontend", 1))
    kept.sink.update(kept.standing[0], moved(FIRST, hours=1))
    with pytest.raises(CursorExpired):
        kept.again()


def test_a_reminder_made_a_meeting_is_no_reminder_any_more(kept: Kept) -> None:
    invited = b"\r\nATTENDEE:mailto:dana@acme.example\r\nSUMMARY:Thank"
    kept.edit(kept.ours(), lambda raw: raw.replace(b"\r\nSUMMARY:Thank", invited, 1))
    with pytest.raises(CursorExpired):
        kept.again()


def test_what_was_not_read_so_far_is_not_taken_for_read(kept: Kept) -> None:
    week, more = (replace(REACH.busy, end=REACH.busy.end + timedelta(days=days)) for days in (6, 12))
    kept.sink.update(kept.standing[0], moved(FIRST, hours=1))
    found = kept.again(busy=week)
    assert found.own_only
    with pytest.raises(CursorExpired):
        kept.again(found, busy=more)


def test_a_file_that_is_only_read_is_read_anew(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "file")
    reader = account(kept.path)
    page = pull(reader)
    kept.sink.update(kept.standing[0], moved(FIRST, hours=1))
    with pytest.raises(CursorExpired):
        list(reader.source(CALENDAR).pull(REACH, page.cursor))


@pytest.mark.parametrize("name", ["renamed.ics", f"{FIRST.id} (conflict).ics"])
def test_a_reminder_under_a_foreign_name_makes_the_folder_be_read_whole(tmp_path: Path, name: str) -> None:
    kept = Kept(tmp_path, "folder")
    kept.ours().rename(tmp_path / name)
    with pytest.raises(CursorExpired):
        kept.again()
    page = pull(kept.account)
    kept.sink.update(kept.standing[1], moved(SECOND, hours=1))
    with pytest.raises(CursorExpired):
        kept.again(page)


def test_a_foreign_event_in_a_file_named_after_a_reminder_makes_the_folder_be_read_whole(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "folder")
    (tmp_path / "00000000000000aa.ics").write_text(OTHER, newline="\r\n")
    page = pull(kept.account)
    kept.edit(tmp_path / "00000000000000aa.ics", lambda raw: raw.replace(b"Backend", b"Frontend"))
    with pytest.raises(CursorExpired):
        kept.again(page)


def test_files_are_told_by_the_names_that_new_reminders_get() -> None:
    id = TouchpointId("tp0123456789abcdef")
    assert all(map(is_named_ours, names_for(id)))
    assert is_named_ours(f"{id}@afterword.ics")
    assert is_named_ours(f"{id}%40afterword.ics")
    assert not any(map(is_named_ours, ("meeting.ics", f"{id}-1.ics", f"{id}.copy.ics", f"x{id}y.ics", ".ics")))


EVENTS = {
    "meeting": "UID:meeting@example.net\nSUMMARY:Standup",
    "folded": "DESCRIPTION:one\n  two\nUID:fol\n ded@example.net\nSUMMARY:Standup",
    "ours": "UID:0123456789abcdef@afterword\nSUMMARY:Thank Dana",
    "ours, folded": "SUMMARY:Thank Luis\nUID:fedcba9876543210@after\n word",
    "ours, behind an alarm": "BEGIN:VALARM\nUID:x@example.net\nEND:VALARM\nUID:aaaaaaaaaaaaaaaa@afterword",
    "in small letters": "uid:bbbbbbbbbbbbbbbb@afterword\nsummary:Thank Mei",
    "an alarm of ours": "BEGIN:VALARM\nUID:cccccccccccccccc@afterword\nEND:VALARM\nUID:other@example.net",
}
OURS = {name for name in EVENTS if name.startswith("ours") or name == "in small letters"}


def sheet(names: list[str]) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{EVENTS[name]}\nDTSTART:20261124T150000Z\nEND:VEVENT\n" for name in names)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


@given(
    st.lists(st.sampled_from(sorted(EVENTS)), max_size=6),
    st.lists(st.sampled_from(sorted(EVENTS)), max_size=6),
)
def test_the_rest_is_the_same_just_where_the_events_of_others_are(some: list[str], others: list[str]) -> None:
    def rest(names: list[str]) -> list[str]:
        return [name for name in names if name not in OURS]

    first, second = part(sheet(some)), part(sheet(others))
    assert (first.rest == second.rest) == (rest(some) == rest(others))
    assert first.ours == sheet([name for name in some if name in OURS])
