"""The one HTTP client: time-outs, retry with back-off (RFC 9110, 10.2.3 Retry-After), byte limits, redaction."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

from core.errors import SignInNeeded, SourceError

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds without any progress after which a request is given up."""
TOTAL = 120.0
"""Seconds that one download may take in all."""
LIMIT = 50 * 2**20
"""Bytes that one download may have, unpacked."""
ATTEMPTS = 4
LONGEST_WAIT = 60.0
REDIRECTS = 10

_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND", "REPORT"})
_PASSING = frozenset({429, 502, 503, 504})
_MEANINGS = {
    401: "wants a sign-in",
    403: "refuses access",
    404: "knows no such calendar",
    410: "says that this calendar is gone for good",
    429: "says that it is asked too often",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer to a download. `body` is None where nothing changed since the validators that were sent (304).

    `requests` counts redirects too.
    """

    body: bytes | None
    etag: str = ""
    modified: str = ""
    requests: int = 1


def client(
    *,
    timeout: float = TIMEOUT,
    headers: Mapping[str, str] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    transport: httpx.BaseTransport | None = None,
    counted: Callable[[], None] | None = None,
    attempts: int = ATTEMPTS,
) -> httpx.Client:
    """Return a client that repeats what is safe to repeat. Certificates follow SSL_CERT_FILE and SSL_CERT_DIR.

    `timeout` counts seconds without progress; `sleep` waits between attempts; `counted` is called for every request
    that goes out, repetitions included. `attempts` is 1 where the caller knows better what may be repeated.
    Redirects are followed by `fetch` alone, which checks each step.
    """
    import httpx

    def retrying(inner: httpx.BaseTransport) -> httpx.BaseTransport:
        return _retrying(inner, sleep=sleep, counted=counted, most=attempts)

    trust = httpx.create_ssl_context()
    return httpx.Client(
        timeout=timeout,
        headers={"User-Agent": "afterword (calendar client)", **(headers or {})},
        transport=retrying(transport or httpx.HTTPTransport(verify=trust)),
        mounts={} if transport else _proxies(retrying, trust),
        follow_redirects=False,
        # The environment's proxies are mounted above, behind the retry; passwords from .netrc are nobody's wish.
        trust_env=False,
    )


def fetch(
    client: httpx.Client,
    url: str,
    *,
    etag: str = "",
    modified: str = "",
    limit: int = LIMIT,
    total: float = TOTAL,
    clock: Callable[[], float] = time.monotonic,
) -> Fetched:
    """Download `url`, or learn that nothing changed since `etag` and `modified`; raise SourceError.

    At most `limit` bytes and `total` seconds. Every redirect must lead to https (or loopback) again.
    """
    import httpx

    validators = {"If-None-Match": etag, "If-Modified-Since": modified}
    sent = {name: value for name, value in validators.items() if value}
    until = clock() + total
    address = httpx.URL(url)
    for hop in range(1, REDIRECTS + 1):
        require_safe(str(address))
        try:
            with client.stream("GET", address, headers=sent) as response:
                if response.is_redirect and response.status_code != 304:
                    address = _next_address(address, response)
                    continue
                if response.status_code == 304 and sent:
                    return Fetched(body=None, etag=etag, modified=modified, requests=hop)
                if response.status_code != 200:
                    raise refused(str(address), response.status_code)
                body = _body(response, limit=limit, until=until, clock=clock)
                return Fetched(
                    body=body,
                    etag=response.headers.get("ETag", ""),
                    modified=response.headers.get("Last-Modified", ""),
                    requests=hop,
                )
        except (httpx.HTTPError, httpx.InvalidURL) as err:
            raise unreachable(str(address), err) from err
    raise SourceError(f"{shown(url)} redirects in a circle", next_step="Check the address in a browser.")


def shown(url: str) -> str:
    """Return an address as it may be shown and logged: without user, password, query and fragment (P6)."""
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return "the address"
    port = f":{address.port}" if address.port else ""
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{address.scheme}://{host}{port}{address.path}"


def require_safe(url: str) -> None:
    """Raise SourceError unless `url` is https, or plain http to this very machine."""
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL as err:
        raise SourceError("that is no web address", next_step="Give one that starts with https://.") from err
    if address.scheme == "https" and address.host:
        return
    if address.scheme == "http" and is_loopback(address.host):
        return
    if address.scheme == "http":
        raise SourceError(
            f"{shown(url)} is not encrypted (http), so anybody on the way could read your calendar",
            next_step="Use its https:// address.",
        )
    raise SourceError(f"{shown(url)} is no https address", next_step="Give one that starts with https://.")


def is_loopback(host: str) -> bool:
    """True where `host` is this machine by name or number."""
    if host.casefold().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refused(url: str, status: int) -> SourceError:
    """Return the error for an answer that is no success."""
    where = shown(url)
    if status >= 500:
        return SourceError(f"the server of {where} has a problem of its own (HTTP {status})", next_step="Try later.")
    meaning = _MEANINGS.get(status, "gives no calendar")
    message = f"the server of {where} {meaning} (HTTP {status})"
    if status == 401:
        return SignInNeeded(message, next_step="Connect it again with an address that includes the sign-in.")
    return SourceError(message, next_step="Copy the calendar's address anew, then connect it again.")


def unreachable(url: str, err: Exception) -> SourceError:
    """Return the error for a request that got no answer: the name, the connection, the certificate, the time."""
    import httpx

    where = shown(url)
    causes = list(_causes(err))
    certificate = next((each for each in causes if isinstance(each, ssl.SSLError)), None)
    text = " ".join(str(each) for each in causes)
    if isinstance(err, httpx.TimeoutException):
        return SourceError(f"{where} took too long to answer", next_step="Try later.")
    if certificate is not None or "CERTIFICATE" in text or "SSL" in text:
        return SourceError(
            f"the connection to {where} is not trusted: its certificate did not pass",
            next_step="Check the address and this machine's clock.",
        )
    if any(type(each).__name__ == "gaierror" for each in causes):
        return SourceError(
            f"the server of {where} was not found", next_step="Check the address and your network connection."
        )
    if any(isinstance(each, ConnectionRefusedError) for each in causes) or "refused" in text.casefold():
        return SourceError(
            f"the server of {where} refused the connection", next_step="Check the address, or try later."
        )
    return SourceError(f"{where} could not be reached", next_step="Check your network connection, or try later.")


def retry_after(value: str, *, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, 10.2.3), None where it says nothing usable."""
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _retrying(
    inner: httpx.BaseTransport, *, sleep: Callable[[float], None], counted: Callable[[], None] | None, most: int
) -> httpx.BaseTransport:
    import httpx

    class Retrying(httpx.BaseTransport):
        """Repeats a request that may be repeated, when the network or the server asks for it."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            attempts = most if request.method in _IDEMPOTENT else 1
            for attempt in range(1, attempts + 1):
                if counted is not None:
                    counted()
                try:
                    response = inner.handle_request(request)
                except (httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as err:
                    if attempt == attempts or any(isinstance(each, ssl.SSLError) for each in _causes(err)):
                        raise
                    sleep(_pause(attempt))
                    continue
                wait = _asked(response, attempt)
                if attempt == attempts or wait is None:
                    return response
                response.close()
                sleep(wait)
            raise AssertionError("unreachable: the last attempt returns or raises")

        def close(self) -> None:
            inner.close()

    return Retrying()


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


def _body(response: httpx.Response, *, limit: int, until: float, clock: Callable[[], float]) -> bytes:
    where = shown(str(response.url))
    too_large = SourceError(
        f"{where} is larger than {limit // 2**20} MB", next_step="Connect a calendar that holds fewer years."
    )
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > limit:
        raise too_large
    pieces, size = [], 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > limit:
            raise too_large
        if clock() > until:
            raise SourceError(f"{where} sends too slowly", next_step="Try later.")
        pieces.append(piece)
    return b"".join(pieces)


def _next_address(address: httpx.URL, response: httpx.Response) -> httpx.URL:
    following = address.join(response.headers.get("Location", ""))
    same = (following.scheme, following.host, following.port) == (address.scheme, address.host, address.port)
    if same and address.userinfo and not following.userinfo:
        return following.copy_with(username=address.username, password=address.password)
    return following


def _proxies(
    retrying: Callable[[httpx.BaseTransport], httpx.BaseTransport], trust: ssl.SSLContext
) -> dict[str, httpx.BaseTransport | None]:
    """Return the transports for the proxies that the environment names; this machine is never behind one."""
    from urllib.request import getproxies

    import httpx

    proxies = getproxies()
    mounts: dict[str, httpx.BaseTransport | None] = {
        f"{scheme}://": retrying(httpx.HTTPTransport(proxy=httpx.Proxy(proxies[scheme]), verify=trust))
        for scheme in ("http", "https")
        if proxies.get(scheme, "").startswith("http")
    }
    if not mounts:
        return {}
    excepted = [host.strip().lstrip(".") for host in proxies.get("no", "").split(",") if host.strip()]
    for host in ("localhost", "127.0.0.1", "[::1]", *excepted):
        mounts["all://" if host == "*" else f"all://{host}"] = None
    return mounts


def _causes(err: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while err is not None and id(err) not in seen:
        seen.add(id(err))
        yield err
        err = err.__cause__ or err.__context__
