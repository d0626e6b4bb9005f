"""How requests are repeated: with patience, as the server asks, and never so that something is done twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from connectors.google.wire import revoke_uri, root_of
from core.errors import Closed, Dismissed, PreconditionFailed, SignInNeeded, SourceError
from core.model import CalendarId, ETag, EventId, TouchpointId, Window
from core.sync.ports import Page, Reach
from tests.connectors.google.signed_in import Signed
from tests.connectors.google.test_events import a_reminder
from tests.connectors.google.world import NOON, PRIMARY, World, own
from tests.servers.google import Fault, Google

WINDOW = Window(start=NOON - timedelta(days=180), end=NOON + timedelta(days=365))
LISTED = "GET calendars/primary/events"


def pull(signed: Signed) -> list[Page]:
    return list(signed().source(PRIMARY).pull(Reach(window=WINDOW, busy=WINDOW), None))


def test_a_pause_is_as_long_as_the_server_asks(google: Google) -> None:
    signed = Signed(google)
    google.faults = {
        0: Fault(status=429, reason="rateLimitExceeded", retry_after="7"),
        1: Fault(status=503, retry_after="3"),
    }
    pull(signed)
    assert signed.slept == [7.0, 3.0]


def test_pauses_double_and_vary_where_the_server_says_nothing(google: Google) -> None:
    signed = Signed(google)
    google.always = Fault(status=403, reason="userRateLimitExceeded", retry_after="")
    with pytest.raises(SourceError, match="asked too often"):
        pull(signed)
    assert google.requests == [LISTED] * 5
    assert len(signed.slept) == 4
    for number, pause in enumerate(signed.slept):
        assert 2**number / 2 <= pause <= 2**number


def test_who_asks_to_wait_for_an_hour_is_asked_at_the_next_sync(google: Google) -> None:
    signed = Signed(google)
    google.always = Fault(status=429, reason="rateLimitExceeded", retry_after="3600")
    with pytest.raises(SourceError, match="too often"):
        pull(signed)
    assert (google.requests, signed.slept) == ([LISTED], [])


def test_what_cannot_pass_is_not_asked_again(google: Google) -> None:
    signed = Signed(google)
    google.always = Fault(status=403, reason="accessNotConfigured")
    with pytest.raises(SourceError, match="not switched on") as told:
        pull(signed)
    assert google.requests == [LISTED]
    assert "console.cloud.google.com" in told.value.sentence()


def test_a_server_that_never_answers_is_given_up_in_time(google: Google) -> None:
    signed = Signed(google, timeout=0.2)
    google.always = Fault(kind="stall")
    with pytest.raises(SourceError, match="too long to answer"):
        pull(signed)
    assert len(google.requests) == 2


def test_who_gave_up_once_does_not_wait_again_for_every_calendar(google: Google) -> None:
    signed = Signed(google)
    account = signed()
    google.always = Fault(status=503, retry_after="")
    for _ in range(3):
        with pytest.raises(SourceError):
            list(account.source(PRIMARY).pull(Reach(window=WINDOW, busy=WINDOW), None))
    assert len(google.requests) == 5 + 1 + 1


def test_the_network_of_a_hotel_is_told_from_google(google: Google) -> None:
    signed = Signed(google)
    google.always = Fault(kind="html")
    with pytest.raises(SourceError, match="does not speak its language"):
        pull(signed)


def test_an_access_token_that_google_no_longer_takes_is_renewed_once(google: Google) -> None:
    signed = Signed(google)
    google.oauth.expire()
    pull(signed)
    assert google.requests == [LISTED, "token", LISTED]
    google.reset()
    google.always = Fault(status=401, reason="authError")
    with pytest.raises(SignInNeeded):
        pull(signed)


def test_a_token_for_too_little_asks_for_a_new_sign_in(google: Google) -> None:
    signed = Signed(google)
    read_only = frozenset({"https://www.googleapis.com/auth/calendar.calendarlist.readonly"})
    google.oauth.access = {token: (grant, read_only) for token, (grant, _) in google.oauth.access.items()}
    with pytest.raises(SignInNeeded, match="was not allowed"):
        pull(signed)


def test_without_a_token_on_the_last_page_a_reading_does_not_count(google: Google) -> None:
    google.api.forgets_token = True
    with pytest.raises(SourceError, match="how to go on"):
        pull(Signed(google))


def test_an_address_that_grew_too_long_is_still_understood(google: Google) -> None:
    google.api.long_tokens = True
    signed = Signed(google)
    cursor = pull(signed)[-1].cursor
    pages = list(signed().source(PRIMARY).pull(Reach(window=WINDOW, busy=WINDOW), cursor))
    assert pages[-1].cursor == cursor
    assert google.requests == [LISTED, LISTED.replace("GET", "POST")]


def test_an_update_whose_answer_got_lost_is_known_for_our_own(google: Google) -> None:
    signed = Signed(google)
    sink = signed().sink(PRIMARY)
    assert sink is not None
    first = sink.create(a_reminder())
    google.reset()
    google.faults = {0: Fault(kind="lost")}
    second = sink.update(first, replace(a_reminder(), title="Thank Dana Whitfield"))
    assert second.title == "Thank Dana Whitfield"
    assert [name for name, _, _ in google.api.writes] == ["events.patch"]


def test_what_the_user_changed_in_this_moment_is_theirs(google: Google) -> None:
    signed = Signed(google)
    sink = signed().sink(PRIMARY)
    assert sink is not None
    first = sink.create(a_reminder())
    google.shelf.edit(google.primary, first.ref.event_id, summary="Mine")
    google.reset()
    with pytest.raises(PreconditionFailed):
        sink.update(first, replace(a_reminder(), title="Ours"))
    with pytest.raises(PreconditionFailed):
        sink.delete(first.ref, first.etag)
    assert google.api.writes == []


def test_a_reminder_that_is_made_a_meeting_while_it_is_brought_back_is_theirs(google: Google) -> None:
    @dataclass(frozen=True)
    class Invited(Fault):
        def body(self) -> bytes:
            google.shelf.edit(google.primary, name, status="confirmed", attendees=[{"email": "sam@friends.example"}])
            return super().body()

    sink = Signed(google)().sink(PRIMARY)
    assert sink is not None
    name = sink.create(a_reminder()).ref.event_id
    google.shelf.remove(google.primary, name)
    google.reset()
    google.faults = {2: Invited(status=412, reason="conditionNotMet")}  # it is inserted, looked at, confirmed
    with pytest.raises(Dismissed):
        sink.create(replace(a_reminder(), revive=True))
    assert [asked.split()[0] for asked in google.requests] == ["POST", "GET", "PATCH", "GET"]
    assert google.api.writes == []


def test_what_google_allows_nobody_but_the_organizer_fails_alone(google: Google) -> None:
    sink = Signed(google)().sink(PRIMARY)
    assert sink is not None
    google.always = Fault(status=403, reason="forbiddenForNonOrganizer")
    with pytest.raises(SourceError, match="does not allow this change") as caught:
        sink.create(a_reminder())
    assert not isinstance(caught.value, Closed)


def test_an_event_of_somebody_else_is_never_changed_even_without_a_version(google: Google) -> None:
    signed = Signed(google)
    sink = signed().sink(PRIMARY)
    assert sink is not None
    standee = sink.create(a_reminder())
    foreign = google.shelf.seed(
        google.primary, {"id": "theirs1", "start": {"date": "2026-12-01"}, "end": {"date": "2026-12-02"}}
    )
    ref = replace(standee.ref, event_id=EventId("theirs1"))
    google.reset()
    sink.delete(ref, ETag(""))
    with pytest.raises(PreconditionFailed):
        sink.update(replace(standee, ref=ref, etag=ETag("")), a_reminder())
    assert google.primary.events["theirs1"] == foreign
    assert google.api.writes == []


def test_a_calendar_that_went_away_is_named(world: World) -> None:
    world.reads = (PRIMARY, CalendarId("gone@group.calendar.google.com"))
    result = world.sync()
    assert "gone@group.calendar.google.com cannot be seen any more" in str(result.accounts[0].error)
    assert len(world.ours()) == 3


def test_sixty_reminders_are_written_in_two_batches(world: World) -> None:
    sink = world.signed().sink(PRIMARY)
    assert sink is not None
    with sink.batch() as answers:
        for number in range(60):
            sink.create(
                replace(
                    a_reminder(),
                    id=TouchpointId(f"{number:016x}"),
                    mark=replace(a_reminder().mark, id=TouchpointId(f"{number:016x}")),
                )
            )
    assert len(answers or ()) == 60
    assert len({own(event) for event in world.ours()}) == 60
    assert dict(world.google.kinds()) == {"batch": 2}


@pytest.mark.parametrize(
    ("given", "root"),
    [
        (None, "https://www.googleapis.com/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("http://127.0.0.1:8080/calendar/v3/", "http://127.0.0.1:8080/"),
        ("http://127.0.0.1:8080/calendar/v3", "http://127.0.0.1:8080/"),
        ("https://proxy.example/google/calendar/v3/", "https://proxy.example/google/"),
    ],
)
def test_the_end_point_may_name_the_api_or_its_root(given: str | None, root: str) -> None:
    assert root_of(given) == root


def test_a_grant_is_ended_where_it_was_given() -> None:
    registration = {"installed": {"token_uri": "https://oauth2.googleapis.com/token"}}
    assert revoke_uri(registration) == "https://oauth2.googleapis.com/revoke"
    local = {"installed": {"token_uri": "http://127.0.0.1:4102/oauth2/token"}}
    assert revoke_uri(local) == "http://127.0.0.1:4102/oauth2/revoke"
