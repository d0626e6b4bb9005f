"""Writing into a calendar whose server keeps less than it promises, and beside a user who is quicker."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.errors import PreconditionFailed
from core.sync.ports import Sink
from core.sync.purge import EVER
from tests.connectors.outlook.world import CALENDAR, OWN, World
from tests.contract.test_every_calendar_keeps_the_protocol import NOON, WINDOW, reminder
from tests.servers.graph.invitations import ROUND, invite
from tests.servers.graph.wire import Asked


def only(one: World) -> dict[str, object]:
    (kept,) = one.ours()
    return kept.fields


def test_a_repeated_create_makes_one_event_even_where_the_server_forgets_its_transactions(
    one: World, sink: Sink
) -> None:
    one.mailbox.forgets_transactions = True
    one.graph.faults = {2: "lost"}
    wrote = sink.create(reminder())
    assert only(one)["id"] == wrote.ref.event_id


def test_a_transaction_whose_event_is_gone_is_not_taken_for_a_reminder(one: World, sink: Sink) -> None:
    one.mailbox.remembers_the_deleted = True
    first = sink.create(reminder())
    sink.delete(first.ref, first.etag)
    assert one.ours() == []
    again = sink.create(reminder())
    assert only(one)["id"] == again.ref.event_id


@pytest.mark.parametrize("filters", [True, False])
def test_a_create_that_meets_its_event_in_another_calendar_makes_one_here(
    one: World, sink: Sink, filters: bool
) -> None:
    one.graph.knows_filters = filters
    one.mailbox.add_calendar("cal-other", "Other")
    first = sink.create(reminder())
    one.mailbox.now += timedelta(minutes=1)
    one.mailbox.move_to("cal-other", first.ref.event_id)
    account = one.open()
    again = account.sink(CALENDAR)
    assert again is not None
    wrote = again.create(reminder())
    account.close()
    assert {kept.id: kept.calendar for kept in one.ours()} == {
        first.ref.event_id: "cal-other",
        wrote.ref.event_id: CALENDAR,
    }


@pytest.mark.parametrize("by", ["the program", "the user"])
def test_copies_that_the_program_made_are_made_one_again_and_no_others(one: World, sink: Sink, by: str) -> None:
    sink.create(reminder())
    (first,) = one.ours()
    copy = one.mailbox.add("Thank Dana", first.start)
    copy.properties |= first.properties
    if by == "the program":
        copy.fields["transactionId"] = first.fields["transactionId"]
    another = one.open()
    found = another.sink(CALENDAR)
    assert found is not None
    assert found.create(reminder()).ref.event_id == first.id
    another.close()
    assert (copy in one.ours()) is (by == "the user")


@pytest.mark.parametrize("heeds", [True, False])
def test_what_the_user_changed_is_not_overwritten_also_where_if_match_is_not_heeded(
    one: World, sink: Sink, heeds: bool
) -> None:
    one.graph.heeds_if_match = heeds
    first = sink.create(reminder())
    one.mailbox.change(first.ref.event_id, subject="My own title")
    with pytest.raises(PreconditionFailed):
        sink.update(first, reminder(title="Another"))
    with pytest.raises(PreconditionFailed):
        sink.delete(first.ref, first.etag)
    assert only(one)["subject"] == "My own title"


def test_a_conflict_that_is_none_is_tried_once_more(one: World, sink: Sink) -> None:
    first = sink.create(reminder())
    one.graph.since()
    kept = one.mailbox.events[first.ref.event_id]
    true_key = kept.fields["changeKey"]

    def meddle(asked: Asked) -> None:
        # The first PATCH meets a conflict, after which everything is as it was.
        kept.fields["changeKey"] = "other" if one.graph.number == 2 else true_key

    one.graph.before = meddle
    assert sink.update(first, reminder(title="Another")).title == "Another"
    assert one.graph.counts["update"] == 2


def test_an_event_that_is_not_ours_is_never_written(one: World, sink: Sink) -> None:
    first = sink.create(reminder())
    kept = one.mailbox.events[first.ref.event_id]
    kept.properties.clear()
    for write in (lambda: sink.update(first, reminder(title="Another")), lambda: sink.delete(first.ref, first.etag)):
        with pytest.raises(PreconditionFailed):
            write()
    assert kept.id in one.mailbox.events


def test_only_what_changed_is_sent(one: World, sink: Sink) -> None:
    first = sink.create(reminder())
    sent: list[bytes] = []
    one.graph.before = lambda asked: sent.append(asked.body) if asked.method == "PATCH" else None
    second = sink.update(first, reminder(hours=5))
    assert len(sent) == 1
    assert b'"start"' in sent[0]
    assert b'"body"' not in sent[0]
    assert b'"subject"' not in sent[0]
    sink.update(second, reminder(hours=5))
    assert len(sent) == 1


def test_what_lies_among_the_deleted_already_counts_as_deleted(one: World, sink: Sink) -> None:
    first = sink.create(reminder())

    def gone() -> bool:
        one.mailbox.delete(first.ref.event_id)
        return True

    one.graph.before_delete = gone
    sink.delete(first.ref, first.etag)
    assert one.ours() == []


@pytest.mark.parametrize("filters", [True, False])
@pytest.mark.parametrize("any_filter", [True, False])
@pytest.mark.parametrize("two_properties", ["shown", "refused", "broken", "hidden"])
def test_a_server_that_knows_fewer_queries_is_asked_in_simpler_ones(
    one: World, any_filter: bool, two_properties: str, filters: bool
) -> None:
    one.graph.knows_any_filter, one.graph.two_properties = any_filter, two_properties
    one.graph.knows_filters = filters
    invite(one.mailbox, id="interview")
    assert one.sync().reminders.created == 3
    one.mailbox.move("interview", ROUND + timedelta(hours=1))
    assert one.sync().reminders.updated == 3
    one.state = type(one.state)()
    assert one.sync().reminders.unchanged == 3
    assert len(one.ours()) == 3


def test_reminders_are_found_whatever_the_server_knows(one: World, sink: Sink) -> None:
    sink.create(reminder())
    assert [standee.id for standee in sink.reminders(WINDOW)] == [reminder().id]
    one.graph.knows_any_filter = False
    assert [standee.id for standee in sink.reminders(WINDOW)] == [reminder().id]


@pytest.mark.parametrize("two_properties", ["shown", "refused", "broken", "hidden"])
def test_a_purge_finds_all_of_ours_where_the_server_only_shows_a_few_years_at_once(
    one: World, sink: Sink, two_properties: str
) -> None:
    sink.create(reminder())
    one.graph.knows_any_filter, one.graph.two_properties = False, two_properties
    assert [standee.id for standee in sink.reminders(EVER)] == [reminder().id]


def test_the_id_stands_alone_in_its_property(one: World, sink: Sink) -> None:
    sink.create(reminder())
    (kept,) = one.ours()
    assert kept.properties[OWN] == reminder().id
    assert kept.start == NOON + timedelta(hours=3)
