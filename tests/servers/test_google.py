"""The test server itself: it refuses what Google refuses, so that a test against it says something."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.connectors.google.signed_in import granted
from tests.connectors.google.world import NOON, ordinary
from tests.servers.google import Google
from tests.servers.google.calendars import Calendar, when

EVENTS = "calendars/primary/events"
BODY = {"id": "abcde", "summary": "Thank Dana", "start": when(NOON), "end": when(NOON)}


class Client:
    """Asks as plainly as can be."""

    def __init__(self, google: Google, *, own: bool = False) -> None:
        self.google, self.token = google, granted(google, own=own).access_token

    def __call__(
        self, verb: str, path: str, body: Any = None, *, if_match: str = "", **query: str
    ) -> tuple[int, dict[str, Any]]:
        address = f"{self.google.url}/calendar/v3/{path}?{urlencode(query)}"
        asked = Request(address, method=verb, data=json.dumps(body).encode() if body is not None else None)
        asked.add_header("Authorization", f"Bearer {self.token}")
        if if_match:
            asked.add_header("If-Match", if_match)
        try:
            with urlopen(asked, timeout=10) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except HTTPError as err:
            with err:
                return err.code, json.loads(err.read())


@pytest.fixture
def google() -> Iterator[Google]:
    server = Google()
    yield server
    server.close()
    assert server.wrong == []


@pytest.fixture
def client(google: Google) -> Client:
    return Client(google)


def reason(answer: tuple[int, dict[str, Any]]) -> tuple[int, str]:
    return answer[0], answer[1]["error"]["errors"][0]["reason"]


@pytest.mark.parametrize(
    "query",
    [
        {"nonsense": "1"},
        {"maxResults": "many"},
        {"orderBy": "colour"},
        {"singleEvents": "yes"},
        {"timeMin": "2026-01-01T00:00:00"},
    ],
    ids=["unknown", "no number", "no word of the list", "no boolean", "no offset"],
)
def test_parameters_that_google_does_not_know_are_refused(client: Client, query: dict[str, str]) -> None:
    assert client("GET", EVENTS, **query)[0] == 400


@pytest.mark.parametrize(
    "name",
    [
        "iCalUID",
        "orderBy",
        "privateExtendedProperty",
        "q",
        "sharedExtendedProperty",
        "timeMin",
        "timeMax",
        "updatedMin",
    ],
)
def test_a_sync_token_allows_no_filter(client: Client, name: str) -> None:
    token = client("GET", EVENTS)[1]["nextSyncToken"]
    value = {"orderBy": "updated"}.get(name, "2026-01-01T00:00:00Z")
    assert client("GET", EVENTS, syncToken=token, **{name: value})[0] == 400
    assert client("GET", EVENTS, syncToken=token, showDeleted="false")[0] == 400
    assert client("GET", EVENTS, syncToken=token)[0] == 200


def test_a_sync_token_belongs_to_its_parameters_and_expires(google: Google, client: Client) -> None:
    token = client("GET", EVENTS, singleEvents="true", timeMin="2026-01-01T00:00:00Z")[1]["nextSyncToken"]
    assert client("GET", EVENTS, syncToken=token)[0] == 400
    assert client("GET", EVENTS, syncToken=token, singleEvents="true")[0] == 200
    google.primary.oldest = google.shelf.version + 1
    assert reason(client("GET", EVENTS, syncToken=token, singleEvents="true")) == (410, "fullSyncRequired")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "xyz!"}, "invalid"),
        ({"id": "abc"}, "invalid"),
        ({"id": "wxyz1"}, "invalid"),
        ({"start": None}, "invalid"),
        ({"colour": "red"}, "invalid"),
        ({"start": {"dateTime": "2026-12-01T10:00:00"}}, "required"),
        ({"start": {"date": "2026-12-01", "dateTime": "2026-12-01T10:00:00Z"}}, "invalid"),
        ({"attendees": [{"email": "dana@acme.example"}]}, "invalid"),
        ({"reminders": {"useDefault": True, "overrides": [{"method": "popup", "minutes": 0}]}}, "invalid"),
        ({"reminders": {"overrides": [{"method": "popup", "minutes": "0"}]}}, "invalid"),
    ],
)
def test_events_that_google_does_not_take_are_refused(client: Client, change: dict[str, Any], told: str) -> None:
    assert reason(client("POST", EVENTS, {**BODY, **change})) == (400, told)


def test_private_properties_are_cut_and_dropped_without_a_word(client: Client) -> None:
    private = {"short": "x" * 2000, "k" * 45: "dropped"}
    kept = client("POST", EVENTS, {**BODY, "extendedProperties": {"private": private}})[1]
    assert kept["extendedProperties"]["private"] == {"short": "x" * 1024}


def test_an_id_stays_reserved_when_its_event_is_deleted(google: Google, client: Client) -> None:
    assert client("POST", EVENTS, BODY)[0] == 200
    assert reason(client("POST", EVENTS, BODY)) == (409, "duplicate")
    assert client("DELETE", f"{EVENTS}/abcde")[0] == 204
    assert reason(client("DELETE", f"{EVENTS}/abcde")) == (410, "deleted")
    assert reason(client("POST", EVENTS, BODY)) == (409, "duplicate")
    assert client("GET", f"{EVENTS}/abcde")[1]["status"] == "cancelled"
    assert client("PATCH", f"{EVENTS}/abcde", {"status": "confirmed"})[1]["status"] == "confirmed"
    assert reason(client("GET", f"{EVENTS}/never")) == (404, "notFound")


def test_a_change_of_another_version_is_refused(client: Client) -> None:
    first = client("POST", EVENTS, BODY)[1]
    second = client("PATCH", f"{EVENTS}/abcde", {"summary": "Two"}, if_match=first["etag"])[1]
    assert second["etag"] != first["etag"]
    assert reason(client("PATCH", f"{EVENTS}/abcde", {"summary": "3"}, if_match=first["etag"])) == (
        412,
        "conditionNotMet",
    )
    assert reason(client("DELETE", f"{EVENTS}/abcde", if_match=first["etag"])) == (412, "conditionNotMet")


def test_deleted_events_are_told_to_a_sync_token_without_their_details(google: Google, client: Client) -> None:
    google.shelf.seed(google.primary, ordinary())
    token = client("GET", EVENTS)[1]["nextSyncToken"]
    google.shelf.remove(google.primary, "dentist1")
    (gone,) = client("GET", EVENTS, syncToken=token)[1]["items"]
    assert set(gone) == {"kind", "etag", "id", "status"}
    assert client("GET", EVENTS)[1]["items"] == []


def test_each_method_needs_its_scope(google: Google) -> None:
    client = Client(google, own=True)
    made = Calendar(id="made@group.calendar.google.com", summary="Afterword", made_by_app=True)
    google.shelf.calendars[made.id] = made
    assert client("GET", EVENTS)[0] == 200
    assert reason(client("POST", EVENTS, BODY)) == (403, "insufficientPermissions")
    assert client("POST", f"calendars/{made.id}/events", BODY)[0] == 200
    reader = Calendar(id="theirs@group.calendar.google.com", summary="Theirs", role="reader")
    google.shelf.calendars[reader.id] = reader
    assert Client(google)("POST", f"calendars/{reader.id}/events", BODY)[0] == 403


def test_who_is_not_signed_in_is_told_so(google: Google) -> None:
    client = Client(google)
    google.oauth.end()
    assert reason(client("GET", EVENTS)) == (401, "authError")
