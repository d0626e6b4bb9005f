"""A file or a folder as an account: what it reads, when it reads anew, and how it says what is wrong."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.ics import IcsAccount
from connectors.ics.component import component_etag
from core.errors import CursorExpired, SourceError
from core.model import AccountName, CalendarId, Cursor, Me, Window
from core.sync.ports import Page
from tests.connectors.ics_read.reading import CALENDAR, DATA, ME, REACH, account, blocks_of, calendar, load, pull

ONE = calendar("UID:one\nDTSTART:20261124T150000Z\nDTEND:20261124T160000Z\nSUMMARY:Interview one")
TWO = calendar("UID:two\nDTSTART:20261125T150000Z\nDTEND:20261125T160000Z\nSUMMARY:Interview two")


def again(source: IcsAccount, page: Page, **changes: object) -> list[Page]:
    reach = replace(REACH, **changes)  # type: ignore[arg-type]
    return list(source.source(CALENDAR).pull(reach, page.cursor))


def folder(path: Path) -> Path:
    path.mkdir()
    (path / "one.ics").write_bytes(ONE)
    (path / "two.ics").write_bytes(TWO)
    return path


def refusal(path: Path, **settings: str) -> str:
    with pytest.raises(SourceError) as caught:
        pull(account(path, **settings))
    return caught.value.sentence()


def test_a_file_without_news_yields_one_empty_page(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    source = account(path)
    page = pull(source)
    assert again(source, page) == [Page(cursor=page.cursor, seen=1)]
    assert source.requests == 0


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    source = account(path)
    page = pull(source)
    path.write_bytes(TWO)
    os.utime(path, ns=(1, 1))
    with pytest.raises(CursorExpired):
        again(source, page)
    assert [event.uid for event in pull(source).events] == ["two"]


def test_a_cursor_holds_while_the_busy_window_reaches_and_the_eyes_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    source = account(path)
    page = pull(source)
    near, far = (replace(REACH.busy, end=REACH.busy.end + timedelta(days=days)) for days in (7, 8))
    assert again(source, page, busy=near)
    with pytest.raises(CursorExpired):
        again(source, page, busy=far)
    with pytest.raises(CursorExpired):
        again(source, page, uids=frozenset({"acme"}))
    moved = IcsAccount(AccountName("mine"), {"path": str(path)}, me=replace(ME, zone="Europe/Berlin"))
    with pytest.raises(CursorExpired):
        again(moved, page)


def test_a_cursor_that_makes_no_sense_is_expired(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    with pytest.raises(CursorExpired):
        again(account(path), Page(cursor=Cursor("nonsense")))


def test_an_etag_names_the_bytes_of_the_event(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    (event,) = pull(account(path)).events
    assert event.etag == component_etag(blocks_of(ONE)[0])


def test_a_folder_names_its_events_by_their_files(tmp_path: Path) -> None:
    path = folder(tmp_path / "vdir")
    (path / "both.ics").write_bytes(load("series_with_exceptions.ics"))
    (path / ".hidden.ics").write_bytes(b"half-written")
    page = pull(account(path))
    names = {str(event.ref.event_id) for event in page.events}
    assert {"one.ics", "two.ics", "both.ics/weekly/2026-11-10T15:00:00+00:00"} <= names
    assert len(names) == len(page.events)
    assert page.seen == 6


def test_a_folder_without_news_yields_one_empty_page(tmp_path: Path) -> None:
    source = account(folder(tmp_path / "vdir"))
    page = pull(source)
    assert again(source, page) == [Page(cursor=page.cursor, seen=2)]


@pytest.mark.parametrize("change", ["added", "removed", "edited"])
def test_a_changed_folder_is_read_anew(tmp_path: Path, change: str) -> None:
    path = folder(tmp_path / "vdir")
    source = account(path)
    page = pull(source)
    if change == "added":
        (path / "three.ics").write_bytes(TWO.replace(b"two", b"three"))
    elif change == "removed":
        (path / "two.ics").unlink()
    else:
        (path / "two.ics").write_bytes(TWO.replace(b"Interview two", b"Interview changed"))
    with pytest.raises(CursorExpired):
        again(source, page)


def test_a_malformed_file_in_a_folder_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    path = folder(tmp_path / "vdir")
    (path / "bad.ics").write_bytes(load("whole_cut_short.ics"))
    page = pull(account(path))
    assert [event.uid for event in page.events] == ["one", "two"]
    (problem,) = page.problems
    assert problem.what.endswith("bad.ics")
    assert "line 3" in problem.why


def test_a_folder_of_which_nothing_can_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.ics").write_bytes(b"no calendar")
    assert "none of the 1 .ics files" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("whole_plain_text.ics", "line 1: a calendar starts with BEGIN:VCALENDAR"),
        ("whole_web_page.ics", "line 1: a calendar starts with BEGIN:VCALENDAR"),
        ("whole_empty.ics", "line 1: it holds no BEGIN:VCALENDAR"),
        ("whole_cut_short.ics", "line 3: the event that begins there never ends"),
        ("whole_without_its_end.ics", "it ends before END:VCALENDAR"),
        ("whole_stray_line.ics", "line 3: that is no line of a calendar"),
    ],
)
def test_what_is_no_calendar_is_one_sentence_with_its_line(name: str, words: str) -> None:
    sentence = refusal(DATA / name)
    assert words in sentence
    assert f"{name} is not a readable calendar" in sentence


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    assert "there is no file or folder" in refusal(tmp_path / "nowhere.ics")


def test_a_file_of_our_own_that_is_not_written_yet_is_an_empty_calendar(tmp_path: Path) -> None:
    source = account(tmp_path / "afterword.ics", write="yes", create="yes")
    page = pull(source)
    assert (page.events, page.seen) == ((), 0)
    assert again(source, page) == [Page(cursor=page.cursor, seen=0)]
    assert source.sink(CALENDAR) is not None


def test_a_folder_without_events_says_so_unless_it_is_written_to(tmp_path: Path) -> None:
    assert "there is no .ics file in" in refusal(tmp_path)
    assert pull(account(tmp_path, write="yes")).seen == 0


def test_a_folder_of_calendar_folders_says_which_to_connect(tmp_path: Path) -> None:
    folder(tmp_path / "work")
    sentence = refusal(tmp_path)
    assert "its folders do: work" in sentence
    assert f"afterword connect ics {tmp_path / 'work'}" in sentence


def test_only_what_was_connected_for_writing_can_be_written(tmp_path: Path) -> None:
    path = folder(tmp_path / "vdir")
    assert account(path).sink(CALENDAR) is None
    assert account(path, write="yes").sink(CALENDAR) is not None
    assert account(path, write="yes").calendars()[0].writable


def test_a_check_reads_and_returns_the_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    assert account(path).check() == str(path)
    path.write_bytes(b"gone wrong")
    with pytest.raises(SourceError):
        account(path).check()


def test_the_calendar_may_be_named_and_no_other_is_there(tmp_path: Path) -> None:
    source = IcsAccount(AccountName("mine"), {"path": str(tmp_path), "calendar": "work"}, me=Me())
    assert [info.id for info in source.calendars()] == ["work"]
    with pytest.raises(SourceError):
        source.source(CALENDAR)


def test_a_window_decides_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_bytes(ONE)
    early = Window(start=REACH.window.start, end=REACH.window.start + timedelta(days=1))
    (page,) = account(path).source(CalendarId("calendar")).pull(replace(REACH, window=early, busy=early), None)
    assert (page.events, page.seen) == ((), 1)


ORDINARY = {
    "visit": "SUMMARY:Zoom meeting\nORGANIZER;CN=Sam Lowry:mailto:sam@northgate.example",
    "folded": "SUMMARY:Call\nORGANIZER;CN=Sam Lowry of a firm with a long name:mailto:sam.lowry@north\n gate.example",
    "note": "SUMMARY:North Gate 2pm",
    "other": "SUMMARY:Zoom meeting\nORGANIZER;CN=Al Fox:mailto:al@elsewhere.example",
    "sure": "SUMMARY:Interview\nORGANIZER;CN=Sam Lowry:mailto:sam@northgate.example",
    "ours": "SUMMARY:Northgate\nX-AFTERWORD-ID:0123456789abcdef",
}
NAMES = {"ours": "0123456789abcdef@afterword"}


@pytest.mark.parametrize("form", ["file", "folder"])
def test_what_was_set_aside_is_read_where_it_names_an_employer_under_way(tmp_path: Path, form: str) -> None:
    events = [
        f"UID:{NAMES.get(uid, uid)}\nDTSTART:20261124T150000Z\nDTEND:20261124T160000Z\n{said}"
        for uid, said in ORDINARY.items()
    ]
    path = tmp_path / "mine.ics"
    path.write_bytes(calendar(*events))
    if form == "folder":
        path = tmp_path / "mine"
        path.mkdir()
        for uid, event in zip(ORDINARY, events, strict=True):
            (path / f"{uid}.ics").write_bytes(calendar(event))
    page = pull(account(path))
    assert {event.uid for event in page.events if event.title} == {"sure", NAMES["ours"]}
    assert {event.uid for event in page.aside({"northgate.example", "northgate"})} == {"visit", "folded", "note"}
    assert {event.title for event in page.aside({"elsewhere.example"})} == {"Zoom meeting"}
    assert page.aside(set()) == ()


def test_markers_in_small_letters_are_markers_beside_those_in_capitals(tmp_path: Path) -> None:
    one = ONE.replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"END:VEVENT", b"End:vEvent")
    other = TWO[TWO.index(b"BEGIN:VEVENT") : TWO.index(b"END:VCALENDAR")]
    path = tmp_path / "mine.ics"
    path.write_bytes(one.replace(b"END:VCALENDAR", other + b"END:VCALENDAR"))
    assert {event.uid for event in pull(account(path)).events} == {"one", "two"}
