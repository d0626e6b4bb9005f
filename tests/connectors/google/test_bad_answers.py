"""Answers that are not as Google documents them: a record is one warning, an answer one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.google.sink import GoogleSink
from core.errors import Dismissed, PreconditionFailed, SourceError
from core.model import ETag, Window
from core.sync.ports import Page, Reach
from tests.connectors.anything import ANYTHING, spoiled
from tests.connectors.google.signed_in import Signed
from tests.connectors.google.test_events import a_reminder
from tests.connectors.google.world import NOON, PRIMARY, World, interview, ordinary
from tests.servers.google import Fault, Google

WINDOW = Window(start=NOON - timedelta(days=180), end=NOON + timedelta(days=365))
EDGES = {
    "the last night": ({"dateTime": "9999-12-31T23:30:00-05:00"}, {"dateTime": "9999-12-31T23:45:00-05:00"}),
    "the last day": ({"date": "9999-12-31"}, {"date": "9999-12-31"}),
    "the first night": ({"dateTime": "0001-01-01T00:00:00+05:00"}, {"dateTime": "0001-01-01T01:00:00+05:00"}),
}
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def pull(signed: Signed, page: Page | None = None) -> list[Page]:
    reach = Reach(window=WINDOW, busy=WINDOW)
    return list(signed().source(PRIMARY).pull(reach, page.cursor if page else None))


def writer(signed: Signed) -> GoogleSink:
    """Return the writer of the primary calendar, as a new run makes it."""
    found = signed().sink(PRIMARY)
    assert found is not None
    return found


@contextmanager
def one_sentence_at_worst() -> Iterator[None]:
    """Let a SourceError pass that says whose account it is about."""
    try:
        yield
    except SourceError as err:
        said = err.sentence()
    else:
        said = "google: all is well"
    assert said.startswith("google: ")


def far(name: str, edge: str) -> dict[str, Any]:
    """Return an event at the edge of time as Google gives one."""
    start, end = EDGES[edge]
    return {
        "kind": "calendar#event",
        "id": name,
        "status": "confirmed",
        "summary": "Dinner",
        "start": start,
        "end": end,
    }


@pytest.mark.parametrize("edge", EDGES)
def test_an_event_at_the_edge_of_time_is_one_warning_that_names_it(world: World, edge: str) -> None:
    world.clean()
    (before,) = pull(world.signed)
    world.google.shelf.put(world.google.primary, far("far1", edge))
    (page,) = pull(world.signed, before)
    assert [problem.event_id for problem in page.problems] == ["far1"]
    result = world.clean()
    assert len(result.warnings) == 1
    assert "Dinner" in result.warnings[0]


@pytest.mark.parametrize("edge", EDGES)
def test_an_interview_that_goes_to_the_edge_of_time_is_not_gone(world: World, edge: str) -> None:
    world.clean()
    start, end = EDGES[edge]
    world.google.api.wild.add("round1")
    world.google.shelf.edit(world.google.primary, "round1", start=start, end=end)
    assert world.clean().reminders.unchanged == 3


@pytest.mark.parametrize("wrong", [5, "x", {"a": 1}, True], ids=str)
def test_records_that_are_no_list_are_one_sentence(world: World, wrong: Any) -> None:
    world.clean()
    world.google.api.instead = lambda name, answer: {**answer, "items": wrong} if name == "events.list" else answer
    result = world.sync()
    assert result.accounts[0].status == "failed"
    assert "cannot be read" in str(result.accounts[0].error)
    world.google.api.instead = lambda _, answer: answer
    assert world.clean().reminders.unchanged == 3


def test_a_record_without_an_id_is_a_warning(google: Google) -> None:
    nameless = [{"summary": "Dinner"}, {"id": 5, "iCalUID": "u"}, {"id": {}}, 7, None, []]
    google.api.instead = lambda _, answer: {**answer, "items": nameless}
    (page,) = pull(Signed(google))
    assert len(page.problems) == len(nameless)
    assert (page.events, page.deleted) == ((), ())


NAMES = ("attendees", "organizer", "extendedProperties", "eventType", "sequence", "updated", "recurringEventId")


@pytest.mark.parametrize("listing", ["everything", "news", "reminders"])
def test_whatever_stands_in_the_place_of_records_ends_in_one_sentence_at_worst(google: Google, listing: str) -> None:
    signed = Signed(google)
    sink = writer(signed)
    sink.create(a_reminder())
    (reminder,) = google.primary.events.values()
    (page,) = pull(signed)
    records = st.lists(
        st.one_of(ANYTHING, spoiled(reminder, names=NAMES), spoiled(interview(), names=NAMES)), max_size=3
    )

    @MANY
    @given(st.fixed_dictionaries({}, optional={"items": st.one_of(records, ANYTHING), "nextSyncToken": ANYTHING}))
    def said(wrong: dict[str, Any]) -> None:
        google.api.instead = lambda _, answer: {**answer, **wrong}
        with one_sentence_at_worst():
            LISTINGS[listing](signed, page)

    said()


def test_whatever_is_said_of_the_calendars_ends_in_one_sentence_at_worst(google: Google) -> None:
    signed = Signed(google, own=True)
    entry = google.primary.entry()
    entries = st.lists(st.one_of(ANYTHING, spoiled(entry, names=("description", "deleted", "dataOwner"))), max_size=3)

    @MANY
    @given(st.one_of(entries, ANYTHING))
    def said(wrong: Any) -> None:
        google.api.instead = lambda _, answer: {**answer, "items": wrong}
        account = signed()
        with one_sentence_at_worst():
            account.own_calendar(make=False)
        with one_sentence_at_worst():
            account.calendars()

    said()


def test_whatever_is_said_of_a_write_ends_in_one_sentence_at_worst(google: Google) -> None:
    signed = Signed(google)
    sink = writer(signed)
    first = sink.create(a_reminder())
    event = google.primary.events[first.ref.event_id]

    @MANY
    @given(st.one_of(ANYTHING, spoiled(event, names=NAMES)), st.booleans())
    def said(wrong: Any, together: bool) -> None:
        google.api.instead = lambda *_: wrong
        known = ETag("") if together else first.etag
        for write in (
            lambda: sink.create(a_reminder()),
            lambda: sink.update(first, a_reminder("Another")),
            lambda: sink.delete(first.ref, known),
        ):
            with one_sentence_at_worst(), suppress(PreconditionFailed, Dismissed):
                write()

    said()


def test_whatever_a_renewal_is_answered_ends_in_one_sentence_at_worst(google: Google) -> None:
    signed = Signed(google)
    grant = signed.grant
    names = ("access_token", "expires_in", "refresh_token", "scope", "error", "id_token")

    @MANY
    @given(st.one_of(ANYTHING, spoiled({"access_token": "a", "expires_in": 3600}, names=names)))
    def said(wrong: Any) -> None:
        signed.grant = replace(grant, access_token="")
        google.oauth.instead = lambda _: wrong
        with one_sentence_at_worst():
            pull(signed)

    said()


@pytest.mark.parametrize("status", [400, 403, 404, 410, 412])
@pytest.mark.parametrize(
    "error", [5, {"message": 5}, {"message": None, "errors": 7}, [1], {"errors": [{"reason": {}}]}]
)
def test_a_refusal_in_any_shape_is_one_sentence(google: Google, status: int, error: Any) -> None:
    class Odd(Fault):
        def body(self) -> bytes:
            return json.dumps({"error": error}).encode()

    google.always = Odd(status=status)
    with pytest.raises(SourceError, match="google: "):
        pull(Signed(google))


LISTINGS: dict[str, Callable[[Signed, Page], object]] = {
    "everything": lambda signed, _: pull(signed),
    "news": pull,
    "reminders": lambda signed, _: list(writer(signed).reminders(WINDOW)),
    "calendars": lambda signed, _: signed().calendars(),
}


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize("tokens", ["new", "same", "two"])
def test_pages_without_an_end_are_left(google: Google, listing: str, tokens: str) -> None:
    google.shelf.seed(google.primary, ordinary())
    signed = Signed(google)
    (page,) = pull(signed)
    google.reset()
    google.api.endless = tokens
    with pytest.raises(SourceError, match="has no end"):
        LISTINGS[listing](signed, page)
    assert len(google.requests) < 100


def test_many_pages_with_something_on_each_are_read_to_the_end(google: Google) -> None:
    for number in range(70):
        google.shelf.seed(google.primary, ordinary(f"dentist{number}"))
    google.api.page_size = 1
    assert sum(len(page.events) for page in pull(Signed(google))) == 70


@pytest.mark.parametrize("lost", [Fault(status=410, reason="fullSyncRequired"), Fault(status=400, reason="invalid")])
def test_a_place_lost_in_mid_reading_is_read_again_at_once(google: Google, lost: Fault) -> None:
    for number in range(5):
        google.shelf.seed(google.primary, ordinary(f"dentist{number}"))
    google.api.page_size = 2
    signed = Signed(google)
    google.faults = {1: lost}
    pages = pull(signed)
    assert sorted(event.ref.event_id for page in pages for event in page.events) == [f"dentist{n}" for n in range(5)]
    assert len(google.requests) == 2 + 3
    google.reset()
    google.faults = {1: lost, 3: lost}
    with pytest.raises(SourceError, match="lost its place"):
        pull(signed)


def test_a_calendar_that_is_not_there_is_asked_for_once(google: Google) -> None:
    google.always = Fault(status=404, reason="notFound")
    with pytest.raises(SourceError, match="cannot be seen any more"):
        pull(Signed(google))
    assert len(google.requests) == 1
