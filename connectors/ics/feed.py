"""A calendar behind an https or webcal address, read with its validators (RFC 9110, 13: ETag, Last-Modified)."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.blocks import Malformed
from connectors.http import Fetched, fetch, is_loopback, require_safe, shown
from connectors.ics.files import malformed
from connectors.ics.read import Place, Reading, by_uid, read_calendar
from core.errors import SourceError
from core.model import AccountName, CalendarId, ETag, Me
from core.sync.ports import Reach

if TYPE_CHECKING:
    import httpx


def https_address(url: str) -> str:
    """Return the address to ask: webcal and webcals mean https. Raise SourceError for one that is not safe.

    A server on this very machine seldom has a certificate: there webcal means http, and webcals https.
    """
    scheme, separator, rest = url.strip().partition("://")
    if separator and scheme.casefold() in ("webcal", "webcals"):
        plain = scheme.casefold() == "webcal" and is_loopback(_host(f"http://{rest}"))
        url = f"{'http' if plain else 'https'}://{rest}"
    require_safe(url.strip())
    return url.strip()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""  # `require_safe` says what is wrong with it


class FeedCalendar:
    """One feed. Its body is never stored: what the sync keeps of it is enough when nothing changed (P6)."""

    def __init__(
        self,
        url: str,
        *,
        account: AccountName,
        calendar: CalendarId,
        client: Callable[[], httpx.Client],
        counted: Callable[[int], None],
    ) -> None:
        self._url = https_address(url)
        self._place = Place(account=account, calendar=calendar, name=by_uid, etag=_etag)
        self._client = client
        self._counted = counted
        self._ahead: Fetched | None = None

    def news(self, fingerprint: str) -> bool:
        """Ask whether the feed differs from `fingerprint`. What came in answer is used by the next `read`."""
        known = _validators(fingerprint)
        fetched = self._fetch(etag=known.get("etag", ""), modified=known.get("modified", ""))
        if fetched.body is None or _digest(fetched.body) == known.get("digest"):
            return False
        self._ahead = fetched
        return True

    def ours(self, fingerprint: str, reach: Reach, me: Me) -> None:
        """Return None: nobody writes reminders into a feed."""
        del fingerprint, reach, me

    def read(self, reach: Reach, me: Me) -> tuple[Reading, str]:
        """Return what the feed holds and its fingerprint; raise SourceError."""
        fetched, self._ahead = self._ahead or self._fetch(), None
        body = fetched.body or b""
        where = shown(self._url)
        if body.lstrip()[:1] == b"<":
            raise SourceError(
                f"{where} answered with a web page, not a calendar",
                next_step="Copy the calendar's own address; it often ends in .ics.",
            )
        try:
            reading = read_calendar(body, reach=reach, me=me, place=self._place)
        except Malformed as err:
            raise malformed(where, err) from err
        validators = {"etag": fetched.etag, "modified": fetched.modified, "digest": _digest(body)}
        return reading, json.dumps(validators, sort_keys=True)

    def _fetch(self, *, etag: str = "", modified: str = "") -> Fetched:
        fetched = fetch(self._client(), self._url, etag=etag, modified=modified)
        self._counted(fetched.requests)
        return fetched


def _validators(fingerprint: str) -> dict[str, str]:
    try:
        found = json.loads(fingerprint)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:24]


def _etag(blocks: object) -> ETag:
    # A feed is never written to, so nobody asks whether one of its events changed.
    del blocks
    return ETag("")
