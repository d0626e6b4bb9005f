"""Every fault at every request: after the next sync that goes well the calendar is exactly right (P1, P2, P3, P7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest

from tests.connectors.google.signed_in import Signed
from tests.connectors.google.world import NOON, World, interview, ordinary, own, told
from tests.servers.google import Fault, Google
from tests.servers.google.calendars import when

FAULTS = {
    "rate limit as 403": Fault(status=403, reason="rateLimitExceeded"),
    "rate limit as 429": Fault(status=429, reason="rateLimitExceeded", retry_after="7"),
    "quota used up": Fault(status=403, reason="quotaExceeded"),
    "trouble of its own": Fault(status=500, reason="backendError"),
    "not available": Fault(status=503, reason="backendError", retry_after=""),
    "acted, then said trouble": Fault(kind="acted", status=500, reason="backendError"),
    "answer lost": Fault(kind="lost"),
    "connection cut": Fault(kind="cut"),
    "half an answer": Fault(kind="truncated"),
    "somebody else answers": Fault(kind="html"),
    "an empty answer": Fault(kind="empty"),
    "signed out": Fault(status=401, reason="authError"),
}


def a_world(google: Google) -> World:
    google.shelf.seed(google.primary, interview())
    google.shelf.seed(google.primary, ordinary())
    google.shelf.seed(
        google.primary,
        interview("round9", company="globex", title="Phone Screen - Analyst at Globex", start=NOON + timedelta(days=1)),
    )
    return World(google=google, signed=Signed(google))


def nothing(world: World) -> None:
    """The first sync of all."""


def the_interview_moves_and_the_user_has_a_hand_in_it(world: World) -> None:
    world.clean()
    first, second, *_ = world.ours()
    later = NOON + timedelta(hours=4)
    world.google.shelf.edit(world.google.primary, "round1", start=when(later), end=when(later + timedelta(hours=1)))
    world.google.shelf.edit(world.google.primary, first["id"], description="My own words")
    world.google.shelf.edit(world.google.primary, second["id"], summary="My own title")
    world.google.shelf.seed(
        world.google.primary, interview("round2", company="initech", start=NOON + timedelta(days=2))
    )


def one_interview_is_called_off(world: World) -> None:
    world.clean()
    world.google.shelf.remove(world.google.primary, "round9")
    world.google.shelf.edit(world.google.primary, "round1", summary="Technical Interview - Platform Engineer at Acme")


def every_file_is_lost_and_one_reminder_was_deleted(world: World) -> None:
    world.clean()
    world.google.shelf.remove(world.google.primary, world.ours()[0]["id"])
    world.google.shelf.remove(world.google.primary, world.ours()[1]["id"])
    world.forget()


SCENES: dict[str, Callable[[World], None]] = {
    scene.__name__: scene
    for scene in (
        nothing,
        the_interview_moves_and_the_user_has_a_hand_in_it,
        one_interview_is_called_off,
        every_file_is_lost_and_one_reminder_was_deleted,
    )
}


WORST = ("acted, then said trouble", "answer lost", "half an answer", "rate limit as 429")
PAIRS = [(scene, fault) for scene in SCENES for fault in FAULTS if scene == "nothing" or fault in WORST]


def run(scene: Callable[[World], None], faults: dict[int, Fault], parts: dict[int, Fault]) -> tuple[World, int, int]:
    """Play a scene, sync with faults, then twice without; return the world and what the faulty sync asked for."""
    google = Google()
    try:
        world = a_world(google)
        scene(world)
        google.reset()
        google.faults, google.part_faults = faults, parts
        result = world.sync()
        for account in result.accounts:
            assert account.error is None or account.error.startswith("google: ")
        asked, sent = len(google.requests), google.parts
        world.clean()
        world.google.reset()
        assert world.clean().reminders.unchanged == len(world.ours())
        assert google.api.writes == []
        return world, asked, sent
    finally:
        google.close()
        assert google.wrong == []


@cache
def without_faults(scene: str) -> tuple[World, int, int]:
    """Return how a scene ends where nothing goes wrong, and how many requests and parts it takes."""
    return run(SCENES[scene], {}, {})


@pytest.mark.parametrize(("scene", "fault"), PAIRS)
def test_a_fault_at_any_request_leaves_the_calendar_exactly_right_after_the_next_sync(scene: str, fault: str) -> None:
    right, asked, _ = without_faults(scene)
    for number in range(asked):
        world, _, _ = run(SCENES[scene], {number: FAULTS[fault]}, {})
        as_it_should_be(world, right)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("fault", ["rate limit as 403", "acted, then said trouble"])
def test_a_fault_at_any_part_of_a_batch_leaves_the_calendar_exactly_right(scene: str, fault: str) -> None:
    right, _, parts = without_faults(scene)
    for number in range(parts):
        world, _, _ = run(SCENES[scene], {}, {number: FAULTS[fault]})
        as_it_should_be(world, right)


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_does_not_pass_is_one_sentence_and_harms_nothing(fault: str, first: int) -> None:
    scene = "the_interview_moves_and_the_user_has_a_hand_in_it"
    world, _, _ = run(SCENES[scene], dict.fromkeys(range(first, 200), FAULTS[fault]), {})
    as_it_should_be(world, without_faults(scene)[0])


def as_it_should_be(world: World, right: World) -> None:
    assert [told(event) for event in world.ours()] == [told(event) for event in right.ours()]
    assert max(Counter(own(event) for event in world.ours()).values(), default=1) == 1
    assert [_said(e) for e in world.foreign()] == [_said(e) for e in right.foreign()]
    touched = {event_id for _, event_id, _ in world.google.api.writes}
    assert not touched & {event["id"] for event in world.foreign()}


def _said(event: dict[str, object]) -> dict[str, object]:
    """Return an event without what the server counts in all of them."""
    return {name: value for name, value in event.items() if name not in ("etag", "updated", "created")}


def test_a_failing_part_is_one_failure_and_the_others_are_written(world: World) -> None:
    world.google.part_faults = {1: Fault(status=403, reason="quotaExceeded")}
    result = world.sync()
    assert (result.status, result.exit_status) == ("partial", 4)
    assert (result.reminders.created, result.reminders.failed) == (2, 1)
    assert "no more changes" in str(result.accounts[0].error)
    assert len(world.ours()) == 2
    result = world.clean()
    assert (result.reminders.created, result.reminders.unchanged) == (1, 2)


def test_a_part_that_met_the_rate_limit_is_sent_again_alone(world: World) -> None:
    world.google.part_faults = {0: Fault(status=403, reason="userRateLimitExceeded")}
    result = world.sync()
    assert (result.status, result.reminders.created) == ("ok", 3)
    assert world.google.kinds()["POST calendars/primary/events"] == 1


def test_who_knows_no_batches_is_asked_one_by_one(world: World) -> None:
    world.google.faults = {1: Fault(status=404, reason="notFound")}
    result = world.sync()
    assert (result.status, result.reminders.created) == ("ok", 3)


def test_a_sign_in_that_ended_names_the_account_and_the_command(world: World) -> None:
    world.sync()
    world.google.oauth.end()
    result = world.sync()
    assert (result.exit_status, result.accounts[0].status) == (3, "sign_in_needed")
    assert str(result.accounts[0].error).endswith("Sign in again: afterword connect google --name google")
    assert world.signed.grant.ended
    assert len(world.ours()) == 3


def test_an_organisation_that_wants_the_sign_in_confirmed_is_said_in_our_words(world: World) -> None:
    world.google.oauth.end()
    world.google.oauth.subtype = "invalid_rapt"
    error = str(world.sync().accounts[0].error)
    assert "has to be confirmed again" in error
    assert "gcloud" not in error


def test_an_access_token_is_renewed_without_a_word_and_a_new_refresh_token_is_kept(world: World) -> None:
    world.google.oauth.rotates = True
    world.google.oauth.expire()
    assert world.sync().status == "ok"
    kept = world.signed.grant
    assert kept.refresh_token in world.google.oauth.grants
    world.google.oauth.expire()
    assert world.sync().status == "ok"
