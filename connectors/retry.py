"""Sending again what may be sent again: back-off, Retry-After (RFC 9110, 10.2.3), answers that break off."""

from __future__ import annotations

import random
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from core.errors import SourceError

if TYPE_CHECKING:
    import httpx

ATTEMPTS = 4
LONGEST_WAIT = 60.0

REPEATABLE = "repeatable"
"""Request extension: True where a POST or PATCH may be sent again, since its server tells that it is the same one."""
WHOLE = "whole"
"""Request extension: the bytes that an answer may have. It is then read before it counts as having arrived."""

_AHEAD: ContextVar[list[float] | None] = ContextVar("ahead", default=None)
_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND", "REPORT"})
_SECONDS = re.compile(r"\d{1,9}(?:\.\d+)?")
TOO_MANY = 429
_PASSING = frozenset({TOO_MANY, 502, 503, 504})


def retry_after(value: str, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, 10.2.3), None where it says nothing usable."""
    value = value.strip()
    # The RFC knows whole seconds only; Microsoft sends such as 2.128.
    if _SECONDS.fullmatch(value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def retrying(
    inner: httpx.BaseTransport, *, sleep: Callable[[float], None], counted: Callable[[], None] | None, most: int
) -> httpx.BaseTransport:
    """Return `inner` with patience: `most` attempts, `sleep` between them, `counted` called for each."""
    import httpx

    class Retrying(httpx.BaseTransport):
        """Repeats a request that may be repeated, when the network or the server asks for it."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            repeatable = request.method in _IDEMPOTENT or bool(request.extensions.get(REPEATABLE))
            limit = request.extensions.get(WHOLE)
            for attempt in range(1, most + 1):
                if counted is not None:
                    counted()
                try:
                    response = inner.handle_request(request)
                    _heard(response)
                    if limit is not None:
                        response = _whole(response, limit=limit)
                except (httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as err:
                    certificate = any(isinstance(each, ssl.SSLError) for each in causes_of(err))
                    if attempt == most or not repeatable or certificate:
                        raise
                    sleep(_pause(attempt))
                    continue
                # What was refused for its number (429) was not carried out, so that much may always be repeated.
                again = repeatable or response.status_code == TOO_MANY
                wait = _asked(response, attempt) if again and attempt < most else None
                if wait is None:
                    return response
                response.close()
                sleep(wait)
            raise AssertionError("unreachable: the last attempt returns or raises")

        def close(self) -> None:
            inner.close()

    return Retrying()


@contextmanager
def listening() -> Iterator[list[float]]:
    """Gather by how many seconds the servers' clocks are ahead of ours: a figure for each answer inside the `with`."""
    ahead: list[float] = []
    token = _AHEAD.set(ahead)
    try:
        yield ahead
    finally:
        _AHEAD.reset(token)


def _heard(response: httpx.Response) -> None:
    """Note the server's clock (RFC 9110, 6.6.1 Date), where anybody listens; what a cache has kept tells none."""
    ahead = _AHEAD.get()
    if ahead is None or "Age" in response.headers:
        return
    try:
        moment = parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError):
        return
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    ahead.append((moment - datetime.now(UTC)).total_seconds())


def _whole(response: httpx.Response, *, limit: int) -> httpx.Response:
    """Return the answer with its body already here, unpacked; raise SourceError where it has over `limit` bytes.

    One that breaks off raises what httpx raises, in time to be asked for again.
    """
    import httpx

    pieces, size = [], 0
    try:
        for piece in response.iter_bytes():
            size += len(piece)
            if size > limit:
                raise SourceError(f"an answer is larger than {limit // 2**20} MB", next_step="Try later.")
            pieces.append(piece)
    finally:
        response.close()
    packed = ("content-encoding", "content-length", "transfer-encoding")
    return httpx.Response(
        response.status_code,
        headers=[(name, value) for name, value in response.headers.multi_items() if name not in packed],
        stream=httpx.ByteStream(b"".join(pieces)),
        extensions=response.extensions,
    )


def _asked(response: httpx.Response, attempt: int) -> float | None:
    """Return how long to wait before asking again, None where that makes no sense or would take too long."""
    if response.status_code not in _PASSING:
        return None
    wanted = retry_after(response.headers.get("Retry-After", ""), now=datetime.now(UTC))
    if wanted is None:
        return _pause(attempt)
    return wanted if wanted <= LONGEST_WAIT else None


def _pause(attempt: int) -> float:
    # Jitter keeps many clients from coming back at the same moment; nothing secret depends on it.
    return float(2 ** (attempt - 1)) * (0.5 + random.random() / 2)  # noqa: S311


def causes_of(err: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what led to it."""
    seen: set[int] = set()
    while err is not None and id(err) not in seen:
        seen.add(id(err))
        yield err
        err = err.__cause__ or err.__context__
