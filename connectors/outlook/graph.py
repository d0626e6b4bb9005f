"""Microsoft Graph over HTTP: one client, its token, the `Prefer` headers, links that are used as they come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from connectors.http import Answered, ask, client
from connectors.outlook.refusals import graph_refused, sign_in_ended
from connectors.paging import Trail
from core.errors import SignInNeeded, SourceError, Unavailable

PREFER = 'odata.maxpagesize=50, outlook.timezone="UTC", outlook.body-content-type="text", IdType="ImmutableId"'
"""Goes with every request: an id or a time that was asked for otherwise would be another one."""
TIMEOUT = 60.0
PAGES = 2000
"""More pages than any calendar has, of some 50 events each."""

Resource = dict[str, Any]


class Graph:
    """The interface of one account at `endpoint()`. `token(fresh)` gives an access token, a new one where `fresh`.

    `sent` counts the requests that went out, repeated ones too.
    """

    def __init__(
        self,
        account: str,
        endpoint: Callable[[], str],
        token: Callable[[bool], str],
        *,
        counted: Callable[[], None],
        sleep: Callable[[float], None],
    ) -> None:
        self.account = account
        self.sent = 0
        self._endpoint, self._counted = endpoint, counted
        self._token = token
        self._http = client(timeout=TIMEOUT, headers={"Prefer": PREFER}, counted=self._count, sleep=sleep)

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Resource:
        """Return the resource at `path`; raise Absent, Refused, SignInNeeded or SourceError."""
        return self._named(self._object(self._call("GET", self._url(path, query))))

    def pages(self, path: str, query: Mapping[str, str] | None = None) -> Iterator[Resource]:
        """Yield the pages of a collection, each with its `value`."""
        yield from self.linked(self._url(path, query))

    def linked(self, url: str) -> Iterator[Resource]:
        """Yield the page at a link that Graph gave, and those behind it."""
        trail = Trail(most=PAGES)
        while True:
            page = self._object(self._call("GET", self._ours(url)))
            found = page.get("value")
            if not isinstance(found, list):
                raise self._unreadable()
            named = [each for each in found if isinstance(each, dict) and isinstance(each.get("id"), str)]
            yield {**page, "value": named}
            following = page.get("@odata.nextLink")
            if following is None:
                return
            if not isinstance(following, str):
                raise self._unreadable()
            if not trail.goes_on(following, (each["id"] for each in named)):
                break
            url = following
        raise SourceError(f"{self.account}: Microsoft's answer has no end", next_step="Try later: afterword sync")

    def post(self, path: str, body: Resource, *, repeatable: bool = False) -> Resource:
        """Create something and return it. `repeatable`: Graph knows a second one by its transactionId."""
        return self._named(self._object(self._call("POST", self._url(path), body=body, repeatable=repeatable)))

    def patch(self, path: str, body: Resource, *, etag: str = "") -> Resource:
        """Change something and return it; raise Conflict where it is not as `etag` says."""
        return self._named(self._object(self._call("PATCH", self._url(path), body=body, etag=etag, repeatable=True)))

    def delete(self, path: str, *, etag: str = "") -> None:
        """Delete something; raise Absent or Conflict."""
        answer = self._call("DELETE", self._url(path), etag=etag)
        # Graph answers with nothing; a network's own page, which comes as a success too, deleted nothing.
        if answer.body.strip():
            raise self._unreadable()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _count(self) -> None:
        self.sent += 1
        self._counted()

    @property
    def _base(self) -> str:
        return self._endpoint().rstrip("/")

    def _url(self, path: str, query: Mapping[str, str] | None = None) -> str:
        # Built here to the letter: the client's own way would write blanks as plus signs.
        asked = f"?{urlencode(query, quote_via=quote, safe='$')}" if query else ""
        return f"{self._base}{path}{asked}"

    def _ours(self, url: str) -> str:
        """Return a link that leads to the same server; the token goes nowhere else."""
        try:
            url.encode()
            there, here = urlsplit(url), urlsplit(self._base)
        except ValueError as err:
            raise self._unreadable() from err
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise SourceError(
                f"{self.account}: Microsoft's answer leads to another server, so it was not followed",
                next_step="Check graph_endpoint in credentials.json, then run: afterword sync --full",
            )
        return url

    def _call(
        self, method: str, url: str, *, body: object = None, etag: str = "", repeatable: bool = False
    ) -> Answered:
        for fresh in (False, True):
            try:
                headers = {"Authorization": f"Bearer {self._token(fresh)}"}
                if etag:
                    headers["If-Match"] = etag
                answer = ask(self._http, method, url, json=body, headers=headers, repeatable=repeatable)
            except SignInNeeded:
                raise
            except SourceError as err:
                # There was no answer that could be read: that is nothing about what was asked.
                raise Unavailable(err.message, next_step=err.next_step) from err
            if answer.status != 401:
                break
        if answer.status == 401:
            raise sign_in_ended(self.account)
        if not 200 <= answer.status < 300:
            raise graph_refused(self.account, answer.status, _code(answer.body))
        return answer

    def _object(self, answer: Answered) -> Resource:
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError) as err:
            raise self._unreadable() from err
        if not isinstance(found, dict):
            raise self._unreadable()
        return found

    def _named(self, found: Resource) -> Resource:
        if not isinstance(found.get("id"), str):
            raise self._unreadable()
        return found

    def _unreadable(self) -> SourceError:
        return Unavailable(
            f"{self.account}: what came back is not from Microsoft's calendar, perhaps from a network that wants a"
            " sign-in of its own",
            next_step="Check your network connection, then run: afterword sync",
        )


def part(name: str) -> str:
    """Return an id as one part of a path."""
    return quote(name, safe="", errors="replace")


def iso(moment: datetime) -> str:
    """Return a moment as a query gives it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _code(body: bytes) -> str:
    try:
        return str(json.loads(body)["error"]["code"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
