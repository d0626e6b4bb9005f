"""By what name a reminder is known from whichever account it is reached: one for one event, another for another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from connectors.base import Account, Surroundings
from connectors.google import GoogleAccount
from connectors.ics import IcsAccount
from connectors.outlook import OutlookAccount
from connectors.tokens import TokenStore
from core.model import AccountName, CalendarId, ETag, EventId, Me, Ref, Standee, TouchpointId
from core.sync.sights import Sights
from tests.connectors.google.world import NOON

ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto")
KINDS = {"google": GoogleAccount, "ics": IcsAccount, "outlook": OutlookAccount}


def account(kind: str, name: str, settings: Mapping[str, str], home: Path) -> Account:
    """Return an account of these settings that is never asked anything."""
    around = Surroundings(me=ME, tokens=TokenStore(home / "tokens", keyring=lambda: None), credentials=lambda _: {})
    made: Account = KINDS[kind].opened(AccountName(name), settings, around)  # type: ignore[attr-defined]
    return made


def sight(name: str, calendar: str, event_id: str, etag: str = "") -> Standee:
    """Return a reminder as it is seen there."""
    ref = Ref(account=AccountName(name), calendar=CalendarId(calendar), event_id=EventId(event_id))
    return Standee(ref=ref, id=TouchpointId("t"), title="", text="", start=NOON, end=NOON, etag=ETag(etag))


def verdict(one: tuple[Account, Standee], other: tuple[Account, Standee]) -> tuple[bool, bool]:
    """Return whether both sights are surely one event, and whether they are surely two."""
    sights = Sights(accounts={each.name: each for each, _ in (one, other)})
    return sights.same(one[1], other[1]), sights.apart(one[1], other[1])


ONE, TWO, UNKNOWN = (True, False), (False, True), (False, False)
ROBIN, OTHERS = {"identity": "robin@example.net"}, {"identity": "robin@home.example"}


@pytest.mark.parametrize(
    ("settings", "calendar", "etag", "said"),
    [
        (ROBIN, "primary", "new", ONE),
        (OTHERS, "robin@example.net", "new", ONE),
        (OTHERS, "Robin@Example.net", "new", ONE),
        (OTHERS, "primary", "old", TWO),
        (OTHERS, "team@group.calendar.google.com", "old", TWO),
        ({}, "primary", "new", UNKNOWN),
        ({}, "primary", "old", ONE),
    ],
)
def test_google_knows_an_event_by_its_calendar(
    tmp_path: Path, settings: Mapping[str, str], calendar: str, etag: str, said: tuple[bool, bool]
) -> None:
    one = account("google", "one", ROBIN, tmp_path), sight("one", "primary", "e", "old")
    assert verdict(one, (account("google", "two", settings, tmp_path), sight("two", calendar, "e", etag))) == said


@pytest.mark.parametrize(
    ("settings", "calendar", "event", "said"),
    [
        (ROBIN, "main", "e", ONE),
        ({"identity": "Robin@example.net"}, "main", "e", ONE),
        (ROBIN, "main", "f", TWO),
        (ROBIN, "second", "f", TWO),
        (OTHERS, "theirs", "f", UNKNOWN),  # in the other mailbox, the event of a shared calendar has another id
        ({"identity": "robin@alias.example"}, "main", "e", ONE),
    ],
)
def test_outlook_knows_an_event_within_its_mailbox_alone(
    tmp_path: Path, settings: Mapping[str, str], calendar: str, event: str, said: tuple[bool, bool]
) -> None:
    one = account("outlook", "one", ROBIN, tmp_path), sight("one", "main", "e", "1")
    assert verdict(one, (account("outlook", "two", settings, tmp_path), sight("two", calendar, event, "1"))) == said


def test_a_file_is_known_by_whatever_path(tmp_path: Path) -> None:
    path, link, copy = tmp_path / "me.ics", tmp_path / "link.ics", tmp_path / "copy.ics"
    for each in (path, copy):
        each.write_text("")
    link.symlink_to(path)
    one = account("ics", "one", {"path": str(path)}, tmp_path), sight("one", "calendar", "t@afterword", "1")

    def other(event: str, **settings: str) -> tuple[bool, bool]:
        return verdict(one, (account("ics", "two", settings, tmp_path), sight("two", "calendar", event, "1")))

    assert other("t@afterword", path=str(link)) == ONE
    assert other("t@afterword", path=str(tmp_path / "." / "me.ics")) == ONE
    assert other("me.ics", path=str(tmp_path)) == ONE
    assert other("t@afterword", path=str(copy)) == TWO
    assert other("copy.ics", path=str(tmp_path)) == TWO
    assert other("u@afterword", path=str(tmp_path / ("x" * 300))) == TWO  # one that may not be looked at
    assert other("u@afterword", url="https://example.net/me.ics") == UNKNOWN


def test_a_service_and_a_file_are_two_places(tmp_path: Path) -> None:
    one = account("google", "one", ROBIN, tmp_path), sight("one", "primary", "e", "1")
    two = account("ics", "two", {"path": str(tmp_path / "me.ics")}, tmp_path), sight("two", "calendar", "e", "1")
    assert verdict(one, two) == TWO
