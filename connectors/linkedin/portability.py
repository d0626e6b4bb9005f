"""The Member Data Portability API: a member's own data in snapshots, page by page (LinkedIn, DMA, version 202312).

`start` counts pages, `total` does not count them all: pages are asked for until LinkedIn says that there are no more.
Domain names are case-sensitive; rows are flat, with the keys of the archive's columns. Only GET is ever sent, and only
to the one end point; links in answers are not followed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from connectors.http import client, require_safe, unreachable
from connectors.linkedin.archive import archive_of, take
from connectors.linkedin.messages import Threads
from connectors.linkedin.people import Gathering
from connectors.linkedin.tables import fits, folded, rows_of
from core.errors import SignInNeeded, SourceError
from core.ids import derive
from core.linkedin.values import CONNECTIONS, INVITATIONS, MESSAGES, PROFILE, Archive
from core.model import AccountName

if TYPE_CHECKING:
    import httpx

ENDPOINT = "https://api.linkedin.com"
VERSION = "202312"
DOMAINS: Mapping[str, str] = {
    PROFILE: "PROFILE",
    CONNECTIONS: "CONNECTIONS",
    INVITATIONS: "INVITATIONS",
    MESSAGES: "INBOX",
}
PAGES = 2_000
PAGE_LIMIT = 50 * 2**20
_NO_MORE = "no data found"
ANOTHER = (
    "Make a new token at linkedin.com/developers (Docs and tools, OAuth Token Tools, scope "
    "r_dma_portability_self_serve), then pipe it into: afterword connect linkedin --token-stdin"
)

NOT_READY = (
    "LinkedIn has no data to give yet; it takes hours, sometimes days, after a token is made. Sync asks again in a day"
)
_MEANINGS: Mapping[int, tuple[str, str]] = {
    403: ("refuses this token: the portability scope or your consent is missing", ANOTHER),
    426: (
        "gives the app of this token no access to the Member Data Portability API",
        'Request "Member Data Portability API (Member)" for it at linkedin.com/developers.',
    ),
    429: ("says that it is asked too often today", "It answers again from 00:00 UTC on."),
}


class NoData(Exception):
    """LinkedIn has no page there: the end of a domain, or a domain that is empty or not prepared yet."""


class Portability:
    """One member's data. `requests` counts what went out."""

    def __init__(
        self, account: AccountName, token: str, *, endpoint: str = ENDPOINT, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        require_safe(endpoint)
        self._account, self._endpoint = account, endpoint.rstrip("/")
        self.requests = 0
        headers = {
            "Authorization": f"Bearer {token}",
            "LinkedIn-Version": VERSION,
            "Accept": "application/json",
        }
        self._client = client(headers=headers, counted=self._counted, sleep=sleep)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def read(self, *, own_name: str, progress: Callable[[str, int], None]) -> Archive:
        """Return everything that is used of a member's data; raise SignInNeeded, SourceError.

        The profile is asked for first: where that answers and another domain has nothing, it is empty.
        """
        found, threads, sorts = Gathering(), Threads(), {}
        digests = []
        for sort, domain in DOMAINS.items():
            rows = list(self._rows(domain, lambda count, sort=sort: progress(sort, count)))  # type: ignore[misc]
            if not rows:
                continue
            columns = {folded(key) for row in rows for key in row}
            if not fits(columns, sort):
                keys = ", ".join(sorted({key for row in rows for key in row})[:20])
                raise SourceError(
                    f"{self._account}: LinkedIn gives {domain} in a form that is not known; its keys are: {keys}",
                    next_step="Connect the data archive in its place: afterword connect linkedin ARCHIVE",
                )
            digests.append(_digest(rows))
            take(rows_of(rows, name=domain, sort=sort), found, threads)
            sorts[sort] = domain
        archive = archive_of(
            found,
            threads,
            own_name=own_name,
            files={},
            sorts=sorts,
            as_of=None,
            digest=derive(*digests) if digests else "",
        )
        return archive if sorts else replace(archive, warnings=(NOT_READY,))

    def _rows(self, domain: str, progress: Callable[[int], None]) -> Iterator[Mapping[str, str]]:
        """Yield the rows of one domain, each once, over all its pages."""
        pages, known = set[str](), set[str]()
        for start in range(PAGES):
            try:
                rows = self._page(domain, start)
            except NoData:
                return
            page = _digest(rows)
            if not rows or page in pages:
                return
            pages.add(page)
            for row in rows:
                canonical = json.dumps(row, sort_keys=True)
                if canonical not in known:
                    known.add(canonical)
                    yield row
            progress(len(known))

    def _page(self, domain: str, start: int) -> list[Mapping[str, str]]:
        document = self._get(f"/rest/memberSnapshotData?q=criteria&domain={domain}&start={start}")
        try:
            elements = [each for each in document["elements"] if each["snapshotDomain"] == domain]
            rows = [row for element in elements for row in element["snapshotData"]]
            return [{str(key): _text(value) for key, value in row.items()} for row in rows]
        except (KeyError, TypeError, AttributeError) as err:
            raise self._strange() from err

    def _get(self, path: str) -> Any:
        import httpx

        url = self._endpoint + path
        try:
            with self._client.stream("GET", url) as response:
                content = self._content(response)
        except httpx.HTTPError as err:
            failure = unreachable(url, err)
            raise SourceError(f"{self._account}: {failure.message}", next_step=failure.next_step) from err
        try:
            document = json.loads(content)
        except (ValueError, RecursionError) as err:
            if response.status_code == 200:
                raise self._strange() from err
            document = {}
        if response.status_code != 200:
            raise self._refusal(response.status_code, document)
        return document

    def _content(self, response: httpx.Response) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_bytes():
            size += len(piece)
            if size > PAGE_LIMIT:
                raise SourceError(
                    f"{self._account}: LinkedIn sends more than {PAGE_LIMIT >> 20} MB at once", next_step="Try later."
                )
            pieces.append(piece)
        return b"".join(pieces)

    def _refusal(self, status: int, document: Any) -> Exception:
        """Return what an answer that is no success means. Its own text is never repeated: it may hold a secret."""
        said = str(document.get("message", "")) if isinstance(document, dict) else ""
        if status in (400, 404) and _NO_MORE in said.casefold():
            return NoData()
        if status == 401:
            return SignInNeeded(f"{self._account}: LinkedIn no longer accepts the token", next_step=ANOTHER)
        what, next_step = _MEANINGS.get(status, (f"does not answer as documented (HTTP {status})", "Try later."))
        if status >= 500:
            what = f"has a problem of its own (HTTP {status})"
        return SourceError(f"{self._account}: LinkedIn {what}", next_step=next_step)

    def _strange(self) -> SourceError:
        return SourceError(
            f"{self._account}: LinkedIn's answer is cut short or not in the documented form", next_step="Try later."
        )

    def _counted(self) -> None:
        self.requests += 1


def _digest(rows: list[Mapping[str, str]]) -> str:
    return derive(json.dumps(rows, sort_keys=True))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
