"""A reminder to which the user invited somebody: each change of it would be mailed, so it is the user's own (P1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Dismissed, PreconditionFailed
from core.sync.ports import Sink
from core.sync.purge import EVER, purge
from tests.connectors.outlook.world import CALENDAR, NAME, OWN, World
from tests.contract.test_every_calendar_keeps_the_protocol import WINDOW, reminder
from tests.servers.graph.invitations import ROUND, invite
from tests.servers.graph.mailbox import Kept

SAM = {
    "type": "required",
    "status": {"response": "none", "time": "0001-01-01T00:00:00Z"},
    "emailAddress": {"name": "Sam", "address": "sam@friends.example"},
}


def with_a_guest(one: World) -> Kept:
    """Sync an interview, let the user invite somebody to its second reminder, and return that."""
    invite(one.mailbox, id="interview")
    assert one.sync().reminders.created == 3
    found = one.ours()[1]
    return one.mailbox.change(found.id, attendees=[SAM])


def as_it_is(kept: Kept) -> tuple[object, ...]:
    return kept.start, kept.end, dict(kept.fields), dict(kept.properties)


@pytest.mark.parametrize("known", [True, False])
def test_it_stays_as_it_is_wherever_the_interview_goes(one: World, known: bool) -> None:
    found = with_a_guest(one)
    before = as_it_is(found)
    if known:
        one.sync()
    one.mailbox.change("interview", start=ROUND + timedelta(days=1), end=ROUND + timedelta(days=1, hours=1))
    done = one.sync().reminders
    assert (done.created, done.updated, done.deleted, done.failed) == (0, 2, 0, 0)
    one.mailbox.delete("interview")
    done = one.sync().reminders
    assert (done.created, done.updated, done.deleted, done.failed) == (0, 0, 2, 0)
    assert as_it_is(one.mailbox.events[found.id]) == before
    assert one.ours() == [found]


@pytest.mark.parametrize("filters", [True, False])
def test_it_is_not_written_anew_where_the_state_is_lost(one: World, filters: bool) -> None:
    found = with_a_guest(one)
    before = as_it_is(found)
    one.graph.knows_filters = one.graph.knows_any_filter = filters
    one.state, one.decisions = type(one.state)(), type(one.decisions)()
    for full in (False, False, True):
        done = one.sync(full=full)
        assert (done.status, done.reminders.created, done.reminders.updated) == ("ok", 0, 0)
    assert as_it_is(one.mailbox.events[found.id]) == before
    assert len(one.ours()) == 3


def test_it_is_ours_again_when_nobody_is_invited_any_more(one: World) -> None:
    found = with_a_guest(one)
    one.sync()
    one.mailbox.change(found.id, attendees=[])
    one.sync()
    one.mailbox.change("interview", start=ROUND + timedelta(days=1), end=ROUND + timedelta(days=1, hours=1))
    assert one.sync().reminders.updated == 3


def test_a_purge_leaves_it(one: World) -> None:
    found = with_a_guest(one)
    account = one.open()
    sink = account.sink(CALENDAR)
    assert sink is not None
    assert len(purge({(NAME, CALENDAR): sink}).removed) == 2
    account.close()
    assert one.ours() == [found]


def test_who_was_invited_in_this_very_moment_is_not_written_to(one: World, sink: Sink) -> None:
    first = sink.create(reminder())
    kept = one.mailbox.events[first.ref.event_id]
    kept.fields["attendees"] = [SAM]
    with pytest.raises(PreconditionFailed):
        sink.update(first, reminder(title="Another"))
    with pytest.raises(PreconditionFailed):
        sink.delete(first.ref, first.etag)
    assert list(sink.reminders(EVER)) == []
    account = one.open()
    again = account.sink(CALENDAR)
    assert again is not None
    with pytest.raises(Dismissed):
        again.create(reminder())
    with pytest.raises(PreconditionFailed):
        again.create(replace(reminder(), revive=True))
    account.close()
    assert kept.fields["subject"] == reminder().title


def test_a_copy_with_guests_is_not_taken_away(one: World, sink: Sink) -> None:
    sink.create(reminder())
    (first,) = one.ours()
    copy = one.mailbox.add("Thank Dana", first.start, attendees=[SAM])
    copy.properties |= {OWN: first.properties[OWN]}
    account = one.open()
    again = account.sink(CALENDAR)
    assert again is not None
    with pytest.raises(Dismissed):
        again.create(reminder())
    account.close()
    assert copy.id in one.mailbox.events


def test_an_all_day_reminder_can_be_given_an_hour_again(one: World, sink: Sink) -> None:
    first = sink.create(reminder())
    day = first.start.replace(hour=0)
    kept = one.mailbox.change(first.ref.event_id, isAllDay=True, start=day, end=day + timedelta(days=1))
    (stands,) = sink.reminders(WINDOW)
    assert sink.update(stands, reminder(hours=5)).start == reminder(hours=5).start
    assert (kept.fields["isAllDay"], kept.start) == (False, reminder(hours=5).start)
