"""One suite for every calendar that can be read and written: what `core.sync.ports` promises, each of them keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.ics import IcsAccount
from connectors.memory import MemoryAccount, MemoryCalendar
from core.errors import CursorExpired, Dismissed, PreconditionFailed
from core.model import (
    AccountName,
    CalendarId,
    Cursor,
    ETag,
    InterviewId,
    Mark,
    Me,
    Reminder,
    Standee,
    TouchpointId,
    TouchpointKind,
    Window,
)
from core.sync.gather import standee_of
from core.sync.marks import digest
from core.sync.ports import Account, Page, Reach, Sink
from tests.connectors.google.signed_in import Signed
from tests.connectors.outlook.signed_in import outlook_account
from tests.servers.google import Google
from tests.servers.google.calendars import Calendar
from tests.servers.graph import Mailbox

NAME, CALENDAR = AccountName("a"), CalendarId("calendar")
ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto")
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
WINDOW = Window(start=NOON - timedelta(days=180), end=NOON + timedelta(days=365))
REACH = Reach(window=WINDOW, busy=Window(start=NOON - timedelta(days=2), end=NOON + timedelta(days=44)))
EMPTY = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//somebody//else//EN\r\nEND:VCALENDAR\r\n"

Made = Callable[[], Account]


def in_memory(tmp_path: Path) -> Made:
    calendar = MemoryCalendar()
    return lambda: MemoryAccount(NAME, {CALENDAR: calendar})


def in_a_file(tmp_path: Path) -> Made:
    path = tmp_path / "me.ics"
    path.write_bytes(EMPTY)
    return lambda: IcsAccount(NAME, {"path": str(path), "write": "yes"}, me=ME)


def in_a_folder(tmp_path: Path) -> Made:
    folder = tmp_path / "vdir"
    folder.mkdir()
    return lambda: IcsAccount(NAME, {"path": str(folder), "write": "yes"}, me=ME)


@contextmanager
def in_outlook(tmp_path: Path) -> Iterator[Made]:
    mailbox = Mailbox(now=NOON)
    mailbox.calendars = {CALENDAR: {**mailbox.calendars["cal-main"], "id": CALENDAR}}
    with outlook_account(mailbox, NAME, tmp_path, ME) as made:
        yield made


@contextmanager
def at_google(tmp_path: Path) -> Iterator[Made]:
    server = Google()
    server.shelf.calendars[CALENDAR] = Calendar(id=CALENDAR, summary="calendar")
    yield Signed(server, name=NAME, me=ME)
    server.close()
    assert server.wrong == []


@contextmanager
def nothing_to_close(maker: Made) -> Iterator[Made]:
    yield maker


@pytest.fixture(
    params=[in_memory, in_a_file, in_a_folder, at_google, in_outlook],
    ids=["memory", "file", "folder", "google", "outlook"],
)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Made]:
    """Return a maker of accounts on one and the same calendar, as two runs of the program would have them."""
    found = request.param(tmp_path)
    with found if hasattr(found, "__enter__") else nothing_to_close(found) as maker:
        yield maker


def reminder(id: str = "0123456789abcdef", *, title: str = "Thank Dana", hours: int = 3) -> Reminder:
    start = NOON + timedelta(hours=hours)
    end = start + timedelta(minutes=15)
    text = "Why now.\n\nHi Dana, grüße; commas, too."
    mark = Mark(
        id=TouchpointId(id),
        kind=TouchpointKind.THANK_YOU,
        number=1,
        title=digest(title),
        text=digest(text),
        start=start,
        end=end,
        basis={InterviewId("i1"): NOON},
        first_seen=NOON,
    )
    return Reminder(id=TouchpointId(id), title=title, text=text, start=start, end=end, mark=mark)


def sink(made: Made) -> Sink:
    found = made().sink(CALENDAR)
    assert found is not None
    return found


def pulled(made: Made, cursor: Cursor | None = None) -> list[Page]:
    return list(made().source(CALENDAR).pull(REACH, cursor))


def test_a_created_reminder_reads_back_as_it_was_written(made: Made) -> None:
    wrote = sink(made).create(reminder())
    (page,) = pulled(made)
    (event,) = page.events
    read = standee_of(event)
    assert (read.id, read.title, read.mark) == (reminder().id, reminder().title, reminder().mark)
    assert digest(read.text) == reminder().mark.text
    assert (read.start, read.end) == (reminder().start, reminder().end)
    assert (read.ref, read.etag) == (wrote.ref, wrote.etag)
    assert [s.ref for s in sink(made).reminders(WINDOW)] == [wrote.ref]


def test_a_repeated_create_meets_the_first_one_and_changes_nothing(made: Made) -> None:
    first = sink(made).create(reminder())
    again = sink(made).create(reminder(title="Something else", hours=9))
    assert (again.ref, again.etag, again.title) == (first.ref, first.etag, first.title)
    assert len(pulled(made)[0].events) == 1


def test_an_update_changes_what_differs_and_gives_a_new_etag(made: Made) -> None:
    first = sink(made).create(reminder())
    second = sink(made).update(first, reminder(title="Thank Dana Whitfield", hours=4))
    assert second.ref == first.ref
    assert second.etag != first.etag
    (event,) = pulled(made)[0].events
    assert (event.title, event.start) == ("Thank Dana Whitfield", NOON + timedelta(hours=4))


def test_what_changed_since_it_was_read_is_neither_updated_nor_deleted(made: Made) -> None:
    first = sink(made).create(reminder())
    sink(made).update(first, reminder(title="The user's own title"))
    with pytest.raises(PreconditionFailed):
        sink(made).update(first, reminder(hours=5))
    with pytest.raises(PreconditionFailed):
        sink(made).delete(first.ref, first.etag)
    assert pulled(made)[0].events[0].title == "The user's own title"


def test_deleting_takes_it_away_and_absent_is_success(made: Made) -> None:
    first = sink(made).create(reminder())
    sink(made).delete(first.ref, first.etag)
    sink(made).delete(first.ref, first.etag)
    sink(made).delete(first.ref, ETag(""))
    assert list(sink(made).reminders(WINDOW)) == []


def test_what_was_deleted_comes_back_only_when_it_was_the_program_that_deleted_it(made: Made) -> None:
    first = sink(made).create(reminder())
    sink(made).delete(first.ref, first.etag)
    try:
        again = sink(made).create(reminder())
    except Dismissed:
        again = sink(made).create(replace(reminder(), revive=True))
    (standing,) = sink(made).reminders(WINDOW)
    assert (standing.ref, standing.id, standing.title) == (again.ref, reminder().id, reminder().title)


def test_one_change_of_a_batch_that_cannot_be_made_does_not_take_the_others_along(made: Made) -> None:
    stale = sink(made).create(reminder())
    sink(made).update(stale, reminder(title="The user's own title"))
    one = sink(made)
    refused: object = None
    with one.batch() as late:
        try:
            one.update(stale, reminder(hours=6))
        except PreconditionFailed as err:
            refused = err
        other = one.create(reminder("fedcba9876543210"))
    answers = late or {}
    assert isinstance(refused or answers[stale.ref.event_id], PreconditionFailed)
    made_there = answers.get(other.ref.event_id, other)
    assert isinstance(made_there, Standee)
    assert made_there.id == "fedcba9876543210"
    titles = sorted(event.title for page in pulled(made) for event in page.events)
    assert titles == ["Thank Dana", "The user's own title"]


def test_a_cursor_without_news_gives_one_page_without_events(made: Made) -> None:
    sink(made).create(reminder())
    cursor = pulled(made)[-1].cursor
    assert cursor is not None
    (page,) = pulled(made, cursor)
    assert (page.events, page.deleted) == ((), ())
    assert page.cursor == cursor


def test_a_change_is_news_or_makes_the_cursor_expire(made: Made) -> None:
    first = sink(made).create(reminder())
    cursor = pulled(made)[-1].cursor
    sink(made).update(first, reminder(title="Thank Dana Whitfield"))
    try:
        pages = pulled(made, cursor)
    except CursorExpired:
        pages = pulled(made)
    assert [event.title for page in pages for event in page.events] == ["Thank Dana Whitfield"]


def test_a_batch_is_surely_written_when_it_ends(made: Made) -> None:
    one = sink(made)
    with one.batch():
        wrote = [one.create(reminder(f"{number:016x}", hours=number + 1)) for number in range(5)]
        one.delete(wrote[0].ref, wrote[0].etag)
    assert sorted(event.own for event in pulled(made)[0].events) == [f"{number:016x}" for number in range(1, 5)]


def test_only_the_last_page_has_a_cursor_and_seen_counts_everything(made: Made) -> None:
    sink(made).create(reminder())
    sink(made).create(replace(reminder(), id=TouchpointId("fedcba9876543210")))
    pages = pulled(made)
    assert all(page.cursor is None for page in pages[:-1])
    assert pages[-1].cursor is not None
    assert sum(page.seen for page in pages) == 2
