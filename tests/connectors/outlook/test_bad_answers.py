"""Answers that are not as Microsoft documents them: a record is one warning, an answer one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.outlook import OutlookAccount
from core.errors import CursorExpired, Dismissed, PreconditionFailed, SourceError
from core.model import ETag
from core.sync.ports import Page, Sink
from tests.connectors.anything import ANYTHING, spoiled
from tests.connectors.outlook.test_pull import pull
from tests.connectors.outlook.world import CALENDAR, World, world
from tests.contract.test_every_calendar_keeps_the_protocol import WINDOW, reminder
from tests.servers.graph.invitations import ROUND, invite
from tests.servers.graph.mailbox import Kept, Resource
from tests.servers.graph.wire import Asked

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = ("seriesMasterId", "categories", "transactionId", "singleValueExtendedProperties", "onlineMeeting", "@removed")


@pytest.fixture
def one(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        opened: list[OutlookAccount] = []
        open_one = made.open

        def noted() -> OutlookAccount:
            opened.append(open_one())
            return opened[-1]

        made.open = noted
        yield made
        for account in opened:
            account.close()


def writer(one: World) -> Sink:
    """Return the writer of the one calendar, as a new run makes it."""
    found = one.open().sink(CALENDAR)
    assert found is not None
    return found


@contextmanager
def one_sentence_at_worst() -> Iterator[None]:
    """Let a SourceError pass that says whose account it is about."""
    said = "outlook: all is well"
    try:
        yield
    except CursorExpired:
        pass
    except SourceError as err:
        said = err.sentence()
    assert said.startswith("outlook: ")


def spoil(one: World, event_id: str, **fields: Any) -> None:
    """Show an event with other fields than it has, wherever it is shown, until the next call."""
    shown = type(one.mailbox).shown

    def as_it_is_not(kept: Kept) -> Resource:
        found = shown(one.mailbox, kept)
        return found | fields if kept.id == event_id else found

    one.mailbox.shown = as_it_is_not  # type: ignore[method-assign]


EDGES = {
    "the last night": {"start": "9999-12-31T23:30:00.0000000", "end": "9999-12-31T23:45:00.0000000"},
    "the first night": {"start": "0001-01-01T00:00:00.0000000", "end": "0001-01-01T01:00:00.0000000"},
    "no time at all": {"start": "", "end": ""},
}


def times(edge: str) -> Resource:
    """Return the fields of an event at the edge of time."""
    return {name: {"dateTime": value, "timeZone": "UTC"} for name, value in EDGES[edge].items()}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("all_day", [False, True])
def test_an_event_that_cannot_be_read_is_named_and_counts_as_there(one: World, edge: str, all_day: bool) -> None:
    interview = invite(one.mailbox, id="interview")
    assert one.sync().reminders.created == 3
    spoil(one, interview.id, isAllDay=all_day, **times(edge))
    page = pull(one)
    assert [problem.event_id for problem in page.problems] == ["interview"]
    for full in (True, False, False):
        result = one.sync(full=full)
        assert (result.status, result.reminders.unchanged) == ("ok", 3)
        one.mailbox.touch(interview)
    spoil(one, "nothing")
    one.mailbox.delete(interview.id)
    assert one.sync().reminders.deleted == 3


def test_an_unreadable_event_whose_words_in_a_round_contradict_each_other_is_not_gone(one: World) -> None:
    interview = invite(one.mailbox, id="interview")
    one.sync()
    one.graph.rounds.also = [{"id": "interview", "@removed": {"reason": "deleted"}}]
    spoil(one, interview.id, **times("no time at all"))
    one.mailbox.touch(interview)
    assert one.sync().reminders.unchanged == 3


LISTINGS: dict[str, Callable[[World, Page], object]] = {
    "everything": lambda one, _: pull(one),
    "news": lambda one, page: pull(one, page.cursor),
    "reminders": lambda one, _: list(writer(one).reminders(WINDOW)),
    "calendars": lambda one, _: one.open().calendars(),
}


@pytest.mark.parametrize("listing", ["everything", "news", "reminders"])
def test_whatever_stands_in_the_place_of_records_ends_in_one_sentence_at_worst(one: World, listing: str) -> None:
    event = one.mailbox.shown(invite(one.mailbox, id="interview"))
    writer(one).create(reminder())
    ours = one.mailbox.shown(one.ours()[0]) | {
        "singleValueExtendedProperties": [
            {"id": name, "value": value} for name, value in one.ours()[0].properties.items()
        ]
    }
    page = pull(one)
    records = st.lists(st.one_of(ANYTHING, spoiled(event, names=NAMES), spoiled(ours, names=NAMES)), max_size=3)
    answers = st.fixed_dictionaries(
        {}, optional={"value": st.one_of(records, ANYTHING), "@odata.deltaLink": ANYTHING, "@odata.nextLink": ANYTHING}
    )

    @MANY
    @given(answers)
    def said(wrong: Resource) -> None:
        one.graph.instead = lambda _, document: {**document, **wrong}
        with one_sentence_at_worst():
            LISTINGS[listing](one, page)

    said()
    one.graph.instead = lambda _, document: document


@pytest.mark.parametrize("link", ["http://[", "http://127.0.0.1:1/\ud800", "", "x", "http:///", 5])
def test_a_link_that_is_none_is_one_sentence(one: World, link: Any) -> None:
    one.graph.instead = lambda *_: {"value": [], "@odata.nextLink": link}
    with pytest.raises(SourceError, match="outlook: "):
        pull(one)


def test_whatever_is_said_of_one_event_ends_in_one_sentence_at_worst(one: World) -> None:
    first = writer(one).create(reminder())
    event = one.mailbox.shown(one.ours()[0]) | {
        "singleValueExtendedProperties": [
            {"id": name, "value": value} for name, value in one.ours()[0].properties.items()
        ]
    }

    @MANY
    @given(st.one_of(ANYTHING, spoiled(event, names=NAMES)))
    def said(wrong: Any) -> None:
        def instead(asked: Asked, document: Any) -> Any:
            return document if asked.method == "DELETE" else wrong

        one.graph.instead = instead
        writes: list[Callable[[Sink], object]] = [
            lambda sink: sink.create(reminder()),
            lambda sink: sink.update(first, reminder(title="Another")),
            lambda sink: sink.delete(first.ref, ETag("W/other")),
        ]
        for write in writes:
            with one_sentence_at_worst(), suppress(PreconditionFailed, Dismissed):
                write(writer(one))

    said()


def test_whatever_is_said_of_the_calendars_ends_in_one_sentence_at_worst(one: World) -> None:
    entry = one.mailbox.calendars["cal-main"]
    entries = st.lists(st.one_of(ANYTHING, spoiled(entry, names=())), max_size=3)

    @MANY
    @given(st.one_of(entries, ANYTHING))
    def said(wrong: Any) -> None:
        one.graph.instead = lambda _, document: {**document, "value": wrong}
        account = one.open()
        for ask in (account.check, account.calendars):
            with one_sentence_at_worst():
                ask()

    said()


@pytest.mark.parametrize("listing", LISTINGS)
def test_pages_without_an_end_are_left(one: World, listing: str) -> None:
    one.mailbox.add("Dentist", ROUND)
    page = pull(one)
    one.graph.since()
    one.graph.endless = True
    with pytest.raises(SourceError, match="has no end"):
        LISTINGS[listing](one, page)
    assert one.graph.number < 100


def test_many_pages_with_something_on_each_are_read_to_the_end(one: World) -> None:
    one.graph.rounds.page = 1
    for number in range(70):
        one.mailbox.add("Dentist", ROUND + timedelta(hours=number))
    assert len(pull(one).events) == 70
