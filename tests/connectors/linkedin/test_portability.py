"""The portability API: pages until LinkedIn says that there are no more, and every refusal as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from connectors.linkedin.portability import NOT_READY, Portability
from core.errors import SignInNeeded, SourceError
from core.linkedin.values import Archive
from core.model import AccountName
from tests.servers.linkedin import LinkedIn, Row

DANA: Row = {
    "First Name": "Dana",
    "Last Name": "Whitfield",
    "URL": "https://www.linkedin.com/in/dana-whitfield-7",
    "Company": "Acme, Inc.",
    "Position": "Engineering Manager",
    "Connected On": "08 Feb 2026",
}
INES: Row = {**DANA, "First Name": "Ines", "Last Name": "Okafor", "URL": "https://www.linkedin.com/in/ines-okafor"}
PROFILE: Row = {"First Name": "Robin", "Last Name": "Okafor", "Headline": "Engineer"}


@pytest.fixture
def server() -> Iterator[LinkedIn]:
    with LinkedIn(domains={"PROFILE": [[PROFILE]], "CONNECTIONS": [[DANA], [INES]]}) as served:
        yield served


def read(server: LinkedIn, *, token: str = "AQX-good-token") -> Archive:  # noqa: S107 - it opens nothing
    slept: list[float] = []
    service = Portability(AccountName("linkedin"), token, endpoint=server.address, sleep=slept.append)
    try:
        return service.read(own_name="", progress=lambda _sort, _rows: None)
    finally:
        service.close()


def test_pages_are_asked_for_until_there_are_no_more_whatever_total_says(server: LinkedIn) -> None:
    archive = read(server)
    assert {profile.name for profile in archive.people} == {"Dana Whitfield", "Ines Okafor"}
    assert archive.owner == "Robin Okafor"
    assert [path.rpartition("=")[2] for path in server.asked if "domain=CONNECTIONS" in path] == ["0", "1", "2"]
    assert {profile.connected_on for profile in archive.people} == {date(2026, 2, 8)}


@pytest.mark.parametrize("status", [404, 400])
def test_the_end_is_told_by_its_message_not_by_its_status(status: int, server: LinkedIn) -> None:
    server.no_data_status = status
    assert len(read(server).people) == 2


def test_a_last_page_that_comes_again_and_again_ends_the_reading(server: LinkedIn) -> None:
    server.repeats = True
    assert len(read(server).people) == 2
    assert len(server.asked) < 12


def test_an_account_that_is_not_prepared_yet_is_empty_and_no_error(server: LinkedIn) -> None:
    server.domains = {}
    assert read(server) == Archive(warnings=(NOT_READY,))


def test_messages_and_invitations_are_read_by_the_keys_of_the_archive(server: LinkedIn) -> None:
    robin = "https://www.linkedin.com/in/robin-okafor-1"
    server.domains["INVITATIONS"] = [
        [{"From": "Robin Okafor", "To": "Jo Park", "Sent At": "1/29/26, 2:37 PM", "Direction": "OUTGOING",
          "inviterProfileUrl": robin, "inviteeProfileUrl": "https://www.linkedin.com/in/jo-park"}]
    ]  # fmt: skip
    server.domains["INBOX"] = [
        [{"CONVERSATION ID": "2-A", "FROM": "Dana Whitfield", "SENDER PROFILE URL": DANA["URL"], "TO": "Robin Okafor",
          "RECIPIENT PROFILE URLS": robin, "DATE": "2026-03-01 14:03:22 UTC", "CONTENT": "secret", "FOLDER": "INBOX"}]
    ]  # fmt: skip
    archive = read(server)
    dana, jo = (next(p for p in archive.people if p.name == name) for name in ("Dana Whitfield", "Jo Park"))
    assert dana.last_in is not None
    assert jo.invited_on == date(2026, 1, 29)
    assert "secret" not in repr(archive)


def test_an_ended_token_asks_for_a_new_one(server: LinkedIn) -> None:
    with pytest.raises(SignInNeeded, match="no longer accepts the token") as failed:
        read(server, token="AQX-old-token")  # noqa: S106
    assert "--token-stdin" in failed.value.next_step
    assert "AQX" not in failed.value.sentence()


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (403, "scope or your consent is missing"),
        (426, "no access to the Member Data Portability API"),
        (500, "a problem of its own"),
        (418, "does not answer as documented"),
        (302, "does not answer as documented"),
        (404, "does not answer as documented"),
    ],
)
def test_every_refusal_is_one_sentence(status: int, says: str, server: LinkedIn) -> None:
    elsewhere = {"Location": "https://www.linkedin.com/login"}
    server.script = [(status, elsewhere, b'{"message": "Bearer AQX-good-token is wrong"}')]
    with pytest.raises(SourceError, match=says) as failed:
        read(server)
    assert "AQX" not in failed.value.sentence()
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_passing_refusal_is_waited_for_and_a_lasting_one_is_said(status: int, server: LinkedIn) -> None:
    busy = (status, {"Retry-After": "1"}, b"{}")
    server.script = [busy, busy]
    assert len(read(server).people) == 2
    server.script = [busy] * 4
    with pytest.raises(SourceError, match=r"asked too often|problem of its own"):
        read(server)


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b'{"elements": [{"snapshotDomain": "PROFILE", "snapsho'),
        (200, {"Content-Length": "5000"}, b'{"elements": ['),
        (200, {}, b"[]"),
        (200, {}, b'{"elements": [{"snapshotDomain": "PROFILE", "snapshotData": ["x"]}]}'),
        (200, {}, b"\xff\xfe"),
        (200, {}, b"[" * 100_000),
    ],
)
def test_a_cut_or_strange_answer_is_one_sentence(answer: tuple[int, dict[str, str], bytes], server: LinkedIn) -> None:
    server.script = [answer]
    with pytest.raises(SourceError):
        read(server)


def test_rows_of_unknown_keys_stop_the_reading_and_show_keys_alone(server: LinkedIn) -> None:
    server.domains["CONNECTIONS"] = [[{"Vorname": "Geheim", "Nachname": "Auch"}]]
    with pytest.raises(SourceError, match="Nachname, Vorname") as failed:
        read(server)
    assert "Geheim" not in failed.value.sentence()


def test_only_the_configured_end_point_is_ever_asked_and_only_https_or_loopback_may_be() -> None:
    with pytest.raises(SourceError, match="not encrypted"):
        Portability(AccountName("linkedin"), "t", endpoint="http://api.linkedin.example")
