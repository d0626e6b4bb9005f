"""Each trouble at each request of a sync, then one clean sync: the calendar is exactly right, none double or lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.connectors.outlook.world import World
from tests.connectors.outlook.world import world as outlook_world
from tests.servers.graph.invitations import ROUND, TEXT, invite

Prepare = Callable[[World], None]
FAULTS = [
    *[(fault, 1) for fault in ("429", "401", "lost", "truncated", "html")],
    *[(fault, 4) for fault in ("503", "504", "drop", "lost")],
]
"""Each trouble and how often in a row: four times outlasts the patience of the client."""


@contextmanager
def world(home: Path) -> Iterator[World]:
    with outlook_world(home) as one:
        invite(one.mailbox, id="interview")
        one.mailbox.add_series("Team standup", ROUND - timedelta(days=3), times=3, id="series")
        yield one


def nothing_yet(one: World) -> None:
    """Case: the first sync of all creates everything, and texts come back with their links doubled."""
    one.mailbox.mangled = "links"


def a_moved_interview_with_other_facts(one: World) -> None:
    """Case: times, titles, texts and drafts change."""
    one.sync()
    one.mailbox.change("interview", start=ROUND + timedelta(hours=1), end=ROUND + timedelta(hours=2))
    one.mailbox.change("interview", body=TEXT.replace("Backend", "Platform"))


def a_cancelled_interview(one: World) -> None:
    """Case: everything is deleted."""
    one.sync()
    one.mailbox.change("interview", isCancelled=True)


def a_series_that_lost_an_occurrence(one: World) -> None:
    """Case: the pull has to ask for more than the delta says."""
    one.sync()
    series = one.mailbox.events["series"]
    series.occurrences[1].cancelled = True
    one.mailbox.touch(series)
    one.mailbox.delete(one.ours()[0].id)


SCENARIOS = [nothing_yet, a_moved_interview_with_other_facts, a_cancelled_interview, a_series_that_lost_an_occurrence]


@contextmanager
def prepared(prepare: Prepare, home: Path) -> Iterator[tuple[World, Callable[[dict[int, str], bool, str], None]]]:
    """Yield a world, and what syncs it in trouble and then checks that one clean sync makes everything good."""
    with world(home) as one:
        prepare(one)
        restore = one.snapshot()
        one.graph.since()
        one.sync()
        right, foreign, requests = one.standing(), one.foreign(), one.graph.number

        def disturbed(faults: dict[int, str], killed: bool, what: str) -> None:
            restore()
            one.graph.since()
            one.graph.faults = faults
            one.sync(killed=killed)
            one.graph.faults = {}
            assert one.sync().status == "ok", what
            assert one.standing() == right, what
            assert one.foreign() == foreign, what
            one.graph.since()
            quiet = one.sync().reminders
            assert (quiet.created, quiet.updated, quiet.deleted, quiet.failed) == (0, 0, 0, 0), what
            assert set(one.graph.counts) == {"delta"}, what

        one.graph.number = requests
        assert requests >= 3
        yield one, disturbed


@pytest.mark.parametrize("prepare", SCENARIOS)
@pytest.mark.parametrize(("fault", "times"), FAULTS)
def test_trouble_at_any_request_is_made_good(prepare: Prepare, fault: str, times: int, tmp_path: Path) -> None:
    with prepared(prepare, tmp_path) as (one, disturbed):
        for number in range(1, one.graph.number + 1):
            faults = dict.fromkeys(range(number, number + times), fault)
            disturbed(faults, False, f"{fault} at request {number}")


@pytest.mark.parametrize("prepare", SCENARIOS)
@pytest.mark.parametrize("last", ["lost", ""])
def test_a_kill_after_any_request_is_made_good(prepare: Prepare, last: str, tmp_path: Path) -> None:
    with prepared(prepare, tmp_path) as (one, disturbed):
        for number in range(1, one.graph.number + 1):
            faults = {number: last, **dict.fromkeys(range(number + 1, number + 500), "drop")}
            disturbed(faults, True, f"killed after request {number}")


def test_a_reminder_that_is_refused_keeps_no_other_from_being_written(tmp_path: Path) -> None:
    with world(tmp_path) as one:
        one.graph.refuses = lambda request: 400 * str(request["subject"]).startswith("Thank")
        result = one.sync()
        assert (result.status, result.reminders.created, result.reminders.failed) == ("partial", 2, 1)
        assert "HTTP 400" in str(result.accounts[0].error)
        one.graph.refuses = lambda _: 0
        assert (one.sync().reminders.created, len(one.ours())) == (1, 3)


@pytest.mark.parametrize(("status", "attempts"), [(403, 1), (503, 4)])
def test_a_mailbox_that_takes_nothing_is_not_asked_for_every_reminder(
    status: int, attempts: int, tmp_path: Path
) -> None:
    with world(tmp_path) as one:
        one.graph.refuses = lambda _: status
        result = one.sync()
        assert (result.reminders.failed, one.graph.counts["create"]) == (3, attempts)
