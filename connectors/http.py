"""The one HTTP client: time-outs, byte limits, redaction, and the patience of `connectors/retry.py`."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

from connectors.retry import ATTEMPTS, LONGEST_WAIT, REPEATABLE, TOO_MANY, WHOLE, causes_of, retry_after, retrying
from core.errors import SignInNeeded, SourceError

if TYPE_CHECKING:
    import httpx

TIMEOUT = 30.0
"""Seconds without any progress after which a request is given up."""
TOTAL = 120.0
"""Seconds that one download may take in all."""
LIMIT = 50 * 2**20
"""Bytes that one download may have, unpacked."""
REDIRECTS = 10

ANSWER_LIMIT = 20 * 2**20

_MEANINGS = {
    401: "wants a sign-in",
    403: "refuses access",
    404: "knows no such calendar",
    410: "says that this calendar is gone for good",
    429: "says that it is asked too often",
}

__all__ = [
    "LONGEST_WAIT",
    "TOO_MANY",
    "Answered",
    "Fetched",
    "ask",
    "client",
    "fetch",
    "is_loopback",
    "refused",
    "require_safe",
    "retry_after",
    "shown",
    "unreachable",
]


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

    def patient(inner: httpx.BaseTransport) -> httpx.BaseTransport:
        return retrying(inner, sleep=sleep, counted=counted, most=attempts)

    trust = _trust(os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", ""))
    return httpx.Client(
        timeout=timeout,
        headers={"User-Agent": "afterword (calendar client)", **(headers or {})},
        transport=patient(transport or httpx.HTTPTransport(verify=trust)),
        mounts={} if transport else _proxies(patient, trust),
        follow_redirects=False,
        # The environment's proxies are mounted above, behind the retry; passwords from .netrc are nobody's wish.
        trust_env=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One whole answer to `ask`. `url` is where it came from, as it may be shown."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def ask(
    client: httpx.Client,
    method: str,
    url: str,
    *,
    json: object = None,
    headers: Mapping[str, str] | None = None,
    repeatable: bool = False,
    limit: int = ANSWER_LIMIT,
) -> Answered:
    """Send one request to an interface and return its whole answer, whatever its status; raise SourceError.

    `url` is used exactly as it is. `repeatable` says that a POST or PATCH may be sent again when its answer was lost.
    """
    import httpx

    require_safe(url)
    extensions = {REPEATABLE: repeatable, WHOLE: limit}
    try:
        response = client.request(method, url, json=json, headers=headers, extensions=extensions)
    except (httpx.HTTPError, httpx.InvalidURL) as err:
        raise unreachable(url, err) from err
    return Answered(
        status=response.status_code, headers=response.headers, body=response.content, url=shown(str(response.url))
    )


@cache
def _trust(file: str, folder: str) -> ssl.SSLContext:
    """Return whom to trust, as these two variables of the environment say; read once for all clients."""
    import httpx

    del file, folder
    return httpx.create_ssl_context()


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

    At most `limit` bytes and `total` seconds. Every redirect must lead to https again; only this machine may send to
    itself, so that no server of others reaches what listens here alone.
    """
    import httpx

    validators = {"If-None-Match": etag, "If-Modified-Since": modified}
    sent = {name: value for name, value in validators.items() if value}
    until = clock() + total
    address = httpx.URL(url)
    here = is_loopback(address.host)
    for hop in range(1, REDIRECTS + 1):
        require_safe(str(address))
        if is_loopback(address.host) and not here:
            raise SourceError(
                f"{shown(url)} sends to this very machine, where no calendar of others is",
                next_step="Check the address in a browser.",
            )
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
    """Return an address as it may be shown and logged: its host alone (P6).

    A published calendar's secret is a part of its path (Google, Outlook, iCloud), of its query, or its user.
    """
    import httpx

    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        return "the address"
    port = f":{address.port}" if address.port else ""
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{address.scheme}://{host}{port}{'/…' if address.path.strip('/') else ''}"


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
    causes = list(causes_of(err))
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
    patient: Callable[[httpx.BaseTransport], httpx.BaseTransport], trust: ssl.SSLContext
) -> dict[str, httpx.BaseTransport | None]:
    """Return the transports for the proxies that the environment names; this machine is never behind one."""
    from urllib.request import getproxies

    import httpx

    proxies = getproxies()
    mounts: dict[str, httpx.BaseTransport | None] = {
        f"{scheme}://": patient(httpx.HTTPTransport(proxy=httpx.Proxy(proxies[scheme]), verify=trust))
        for scheme in ("http", "https")
        if proxies.get(scheme, "").startswith("http")
    }
    if not mounts:
        return {}
    named = (host.strip() for host in proxies.get("no", "").split(","))
    mounts |= dict.fromkeys(map(_excepted, ("localhost", "127.0.0.1", "::1", *filter(None, named))))
    return mounts


def _excepted(host: str) -> str:
    """Return the pattern of a host that is reached directly. A name excepts what lies below it, as curl reads it."""
    name = host.lstrip("*").lstrip(".")
    if name.count(":") > 1:
        return f"all://[{name.strip('[]')}]"
    return f"all://{name}" if name[:1].isdigit() else f"all://*{name}" if name else "all://"
