"""A feed is fetched with care: validators, limits, redirects, and one clear sentence for everything that fails."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from connectors.http import client, fetch, is_loopback, retry_after, shown
from connectors.ics import IcsAccount
from connectors.ics.feed import https_address
from core.errors import CursorExpired, SourceError
from core.model import AccountName
from core.sync.ports import Page
from tests.connectors.ics_read.reading import CALENDAR, ME, REACH, load, pull

ADDRESS = "https://me:secret@feeds.example/private/calendar.ics?token=hidden"
BODY = load("own_reminders_and_ordinary_events.ics")
Answer = Callable[[httpx.Request], httpx.Response]


class Server:
    """Answers from memory and remembers what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.asked: list[httpx.Request] = []
        self.slept: list[float] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answer(request)

    def client(self) -> httpx.Client:
        return client(transport=httpx.MockTransport(self), sleep=self.slept.append)

    def account(self, url: str = ADDRESS) -> IcsAccount:
        return IcsAccount(AccountName("feed"), {"url": url}, me=ME, http=self.client())


def always(status: int = 200, body: bytes = BODY) -> Answer:
    return lambda _: httpx.Response(status, content=body)


def tagged(request: httpx.Request) -> httpx.Response:
    if request.headers.get("If-None-Match") == '"v1"':
        return httpx.Response(304)
    return httpx.Response(200, content=BODY, headers={"ETag": '"v1"'})


def refusal(answer: Answer, url: str = ADDRESS) -> str:
    with pytest.raises(SourceError) as caught:
        pull(Server(answer).account(url))
    sentence = caught.value.sentence()
    assert "secret" not in sentence
    assert "private" not in sentence
    assert "hidden" not in sentence
    return sentence


def failing(err: Exception) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise err

    return answer


def test_a_feed_is_read_and_never_written() -> None:
    source = Server(tagged).account()
    page = pull(source)
    assert (page.seen, source.requests) == (8, 1)
    assert source.sink(CALENDAR) is None
    assert not source.calendars()[0].writable


def test_webcal_on_this_machine_means_http() -> None:
    assert https_address("webcal://127.0.0.1:8080/c.ics") == "http://127.0.0.1:8080/c.ics"
    assert https_address("webcals://127.0.0.1:8080/c.ics") == "https://127.0.0.1:8080/c.ics"


def test_webcal_means_https() -> None:
    server = Server(tagged)
    pull(server.account("webcal://feeds.example/c.ics"))
    assert str(server.asked[0].url) == "https://feeds.example/c.ics"


def test_a_feed_without_news_is_asked_once_with_its_validators() -> None:
    server = Server(tagged)
    source = server.account()
    page = pull(source)
    assert list(source.source(CALENDAR).pull(REACH, page.cursor)) == [Page(cursor=page.cursor, seen=8)]
    assert server.asked[-1].headers["If-None-Match"] == '"v1"'
    assert len(server.asked) == 2


def test_a_feed_without_validators_has_no_news_while_its_bytes_are_the_same() -> None:
    source = Server(always()).account()
    page = pull(source)
    assert list(source.source(CALENDAR).pull(REACH, page.cursor)) == [Page(cursor=page.cursor, seen=8)]


def test_a_feed_with_news_is_fetched_once_not_twice() -> None:
    bodies = iter([BODY, BODY.replace(b"Check in", b"Check-in")])
    server = Server(lambda _: httpx.Response(200, content=next(bodies)))
    account = server.account()
    page = pull(account)
    source = account.source(CALENDAR)
    with pytest.raises(CursorExpired):
        list(source.pull(REACH, page.cursor))
    (news,) = source.pull(REACH, None)
    assert "Check-in" in {event.title for event in news.events}
    assert len(server.asked) == 2


def test_a_cursor_that_reaches_too_short_fetches_the_whole_feed() -> None:
    server = Server(tagged)
    source = server.account()
    page = pull(source)
    later = replace(REACH, busy=replace(REACH.busy, end=REACH.busy.end + timedelta(days=30)))
    with pytest.raises(CursorExpired):
        list(source.source(CALENDAR).pull(later, page.cursor))
    assert len(server.asked) == 1


def test_the_address_is_shown_without_its_secrets() -> None:
    assert Server(tagged).account().check() == "https://feeds.example/…"
    assert shown("https://u:p@x.example:8443/a?b=c#d") == "https://x.example:8443/…"
    assert shown("https://x.example/") == "https://x.example"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "wants a sign-in"),
        (403, "refuses access"),
        (404, "knows no such calendar"),
        (410, "gone for good"),
        (500, "a problem of its own (HTTP 500)"),
        (503, "a problem of its own (HTTP 503)"),
    ],
)
def test_a_refusal_says_what_it_means(status: int, words: str) -> None:
    assert words in refusal(always(status))


def test_failures_of_the_network_are_told_apart() -> None:
    def caused(cause: Exception) -> httpx.ConnectError:
        err = httpx.ConnectError("failed")
        err.__cause__ = cause
        return err

    assert "was not found" in refusal(failing(caused(socket.gaierror(-2, "Name or service not known"))))
    assert "refused the connection" in refusal(failing(caused(ConnectionRefusedError())))
    assert "certificate did not pass" in refusal(failing(caused(ssl.SSLCertVerificationError("bad"))))
    assert "took too long" in refusal(failing(httpx.ReadTimeout("slow")))
    assert "could not be reached" in refusal(failing(httpx.ReadError("broken")))


def test_a_web_page_in_the_place_of_a_calendar_is_told() -> None:
    assert "answered with a web page, not a calendar" in refusal(always(body=load("whole_web_page.ics")))
    assert "is not a readable calendar: line 1" in refusal(always(body=b"hello"))


def test_plain_http_is_refused_but_on_this_machine() -> None:
    assert "is not encrypted" in refusal(tagged, "http://feeds.example/c.ics")
    assert pull(Server(tagged).account("http://127.0.0.1:8000/c.ics")).seen == 8
    assert is_loopback("localhost")
    assert not is_loopback("localhost.example")


def test_a_redirect_is_followed_but_never_to_plain_http_and_never_in_a_circle() -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/new":
            return httpx.Response(200, content=BODY)
        return httpx.Response(301, headers={"Location": "/new"})

    source = Server(moved).account()
    assert (pull(source).seen, source.requests) == (8, 2)
    assert "is not encrypted" in refusal(lambda _: httpx.Response(302, headers={"Location": "http://a.example/"}))
    assert "redirects in a circle" in refusal(
        lambda request: httpx.Response(302, headers={"Location": str(request.url)})
    )


def test_no_server_of_others_leads_to_what_listens_on_this_machine_alone() -> None:
    inside = Server(lambda _: httpx.Response(302, headers={"Location": "http://127.0.0.1:8080/admin?reset=1"}))
    with pytest.raises(SourceError, match="sends to this very machine"):
        pull(inside.account())
    assert [request.url.host for request in inside.asked] == ["feeds.example"]

    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/new":
            return httpx.Response(200, content=BODY)
        return httpx.Response(302, headers={"Location": "http://localhost:8000/new"})

    assert pull(Server(moved).account("http://127.0.0.1:8000/c.ics")).seen == 8


def test_a_password_does_not_follow_a_redirect_to_another_host() -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.host == "other.example":
            return httpx.Response(200, content=BODY)
        return httpx.Response(302, headers={"Location": "https://other.example/c.ics"})

    server = Server(moved)
    pull(server.account())
    assert "Authorization" in server.asked[0].headers
    assert "Authorization" not in server.asked[1].headers


def test_too_many_bytes_and_too_many_seconds_are_refused() -> None:
    def drops() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    def endless(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=drops())

    with pytest.raises(SourceError, match="is larger than"):
        fetch(Server(endless).client(), ADDRESS, limit=5000)
    with pytest.raises(SourceError, match="is larger than"):
        fetch(Server(always()).client(), ADDRESS, limit=10)
    seconds = iter(range(0, 10_000, 50))
    with pytest.raises(SourceError, match="sends too slowly"):
        fetch(Server(endless).client(), ADDRESS, clock=lambda: float(next(seconds)))


def test_a_passing_failure_is_tried_again_after_the_time_asked_for() -> None:
    answers = iter(
        [httpx.Response(503, headers={"Retry-After": "7"}), httpx.Response(429), httpx.Response(200, content=BODY)]
    )
    server = Server(lambda _: next(answers))
    assert pull(server.account()).seen == 8
    assert server.slept[0] == 7
    assert 0 < server.slept[1] <= 2


def test_a_lost_connection_is_tried_again_but_a_post_is_not_repeated() -> None:
    answers: Iterator[httpx.Response | Exception] = iter(
        [httpx.ConnectError("lost"), httpx.Response(200, content=BODY)]
    )

    def answer(request: httpx.Request) -> httpx.Response:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    assert pull(Server(answer).account()).seen == 8
    server = Server(always(503))
    assert server.client().post("https://feeds.example/").status_code == 503
    assert len(server.asked) == 1


def test_a_wait_longer_than_a_minute_is_not_waited_for() -> None:
    server = Server(lambda _: httpx.Response(503, headers={"Retry-After": "3600"}))
    with pytest.raises(SourceError):
        pull(server.account())
    assert server.slept == []


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert retry_after("30", now=now) == 30
    assert retry_after("Tue, 24 Nov 2026 12:00:30 GMT", now=now) == 30
    assert retry_after("soon", now=now) is None
