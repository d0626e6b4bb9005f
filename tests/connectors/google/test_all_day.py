"""A reminder that the user made an all-day event: a change has to take the date out, else Google refuses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.connectors.google.signed_in import Signed
from tests.connectors.google.test_bad_answers import WINDOW, writer
from tests.connectors.google.test_events import a_reminder
from tests.servers.google import Google


def all_day(google: Google) -> dict[str, Any]:
    """Make the one reminder an all-day event, as the user does in the browser."""
    (event,) = google.primary.events.values()
    return google.shelf.edit(google.primary, event["id"], start={"date": "2026-12-05"}, end={"date": "2026-12-06"})


@pytest.mark.parametrize("batched", [False, True])
def test_it_can_be_given_an_hour_again(google: Google, batched: bool) -> None:
    sink = writer(Signed(google))
    sink.create(a_reminder())
    all_day(google)
    (stands,) = sink.reminders(WINDOW)
    if batched:
        with sink.batch() as said:
            sink.update(stands, a_reminder())
        assert not [answer for answer in said.values() if isinstance(answer, Exception)]
    else:
        assert sink.update(stands, a_reminder()).start == a_reminder().start
    (event,) = google.primary.events.values()
    assert datetime.fromisoformat(event["start"]["dateTime"]) == a_reminder().start
    assert "date" not in event["start"]
    assert "date" not in event["end"]


def test_it_stays_all_day_where_something_else_changes(google: Google) -> None:
    sink = writer(Signed(google))
    sink.create(a_reminder())
    all_day(google)
    (stands,) = sink.reminders(WINDOW)
    sink.update(stands, replace(a_reminder(), title="Another", start=stands.start, end=stands.end))
    (event,) = google.primary.events.values()
    assert (event["summary"], event["start"]) == ("Another", {"date": "2026-12-05"})


def test_it_comes_back_where_the_program_itself_had_taken_it_away(google: Google) -> None:
    sink = writer(Signed(google))
    sink.create(a_reminder())
    google.shelf.remove(google.primary, all_day(google)["id"])
    sink.create(replace(a_reminder(), revive=True))
    (event,) = google.primary.events.values()
    assert event["status"] == "confirmed"
    assert datetime.fromisoformat(event["start"]["dateTime"]) == a_reminder().start
