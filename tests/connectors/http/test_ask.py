"""Asking an interface: what is repeated and what never is, how long is waited, and answers that break off."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from connectors.http import Answered, ask, client, retry_after
from core.errors import SourceError
from tests.servers.graph.wire import Asked, Served, Told


class Station:
    """Answers with what it is given, in that order, and with 200 from then on."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.asked: list[Asked] = []
        self.slept: list[float] = []
        self.served = Served(self._answer)

    def _answer(self, asked: Asked) -> Told:
        self.asked.append(asked)
        return self.told.pop(0) if self.told else Told(document={"fine": True})

    def ask(self, method: str = "GET", path: str = "/", **more: bool | int) -> Answered:
        with client(sleep=self.slept.append) as one:
            return ask(one, method, self.served.address + path, **more)  # type: ignore[arg-type]


@pytest.fixture
def station() -> Iterator[Station]:
    made = Station()
    yield made
    made.served.close()


def test_a_post_is_sent_again_only_where_that_is_said_to_be_safe(station: Station) -> None:
    station.told = [Told(broken="lost"), Told(status=503), Told(document={}, broken="truncated")]
    assert station.ask("POST", repeatable=True).status == 200
    station.told = [Told(broken="lost")]
    with pytest.raises(SourceError):
        station.ask("POST")
    station.told = [Told(status=503)]
    assert station.ask("PATCH").status == 503


def test_what_was_refused_for_its_number_is_always_sent_again_after_the_time_asked_for(station: Station) -> None:
    station.told = [Told(status=429, headers={"Retry-After": "2.128"})]
    assert station.ask("POST").status == 200
    assert station.slept == [2.128]


def test_a_wait_that_is_too_long_is_not_waited(station: Station) -> None:
    station.told = [Told(status=429, headers={"Retry-After": "3600"})]
    assert station.ask().status == 429
    assert station.slept == []


def test_an_answer_that_breaks_off_is_asked_for_again(station: Station) -> None:
    station.told = [Told(document={"value": list(range(500))}, broken="truncated")]
    assert station.ask().body == b'{"fine": true}'
    station.told = [Told(document={"value": list(range(500))}, broken="truncated")] * 4
    with pytest.raises(SourceError):
        station.ask()


def test_an_answer_without_end_is_given_up(station: Station) -> None:
    station.told = [Told(raw=b"x" * 5000)]
    with pytest.raises(SourceError, match="larger"):
        station.ask(limit=1000)


def test_an_address_is_used_as_it_is(station: Station) -> None:
    path = "/v1.0/me?$deltatoken=R0us~mci39O%2F!%27()*-_.x|y"
    station.ask(path=path)
    assert station.asked[0].path == path


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3.0), ("2.128", 2.128), ("Tue, 24 Nov 2026 17:00:09 GMT", 9.0), ("soon", None), ("-1", None), ("", None)],
)
def test_retry_after_is_read_in_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, now=datetime(2026, 11, 24, 17, tzinfo=UTC)) == seconds


def test_the_limit_counts_what_an_answer_unpacks_to() -> None:
    packed = gzip.compress(b"x" * 100_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    served = httpx.MockTransport(lambda _: httpx.Response(200, stream=httpx.ByteStream(packed), headers=headers))
    with client(transport=served) as one:
        whole = ask(one, "GET", "https://api.example/")
        assert (whole.body, whole.headers["Content-Type"]) == (b"x" * 100_000, "text/plain")
        with pytest.raises(SourceError, match="is larger than"):
            ask(one, "GET", "https://api.example/", limit=50_000)


def test_a_name_excepted_from_the_proxy_excepts_what_lies_below_it(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", station.served.address)
    monkeypatch.setenv("no_proxy", ".corp.example, other.example,*.wild.example,::1,[::2],10.0.0.7")
    with client(attempts=1) as one:
        assert one.get("http://calendar.example/").status_code == 200
        assert one.get("http://another.example/").status_code == 200
        asked = len(station.asked)
        below = ("calendar.corp.example", "corp.example", "other.example", "deep.other.example", "a.wild.example")
        for host in (*below, "[::1]:9"):
            with pytest.raises(httpx.ConnectError):
                one.get(f"http://{host}/")
        assert len(station.asked) == asked
