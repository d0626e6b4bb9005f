"""The requests of one account: signed, counted, and repeated with patience. Google's client sits on top of it.

The client's own transport (httplib2) sends a POST again without a word when a connection was closed, knows no
Retry-After, and counts nothing; so the client is given this in its place. Every request that goes through here may be
repeated: creates carry their own id, changes the version they were made for.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from connectors.base import UNFIT
from connectors.google.errors import is_passing, reason_of
from connectors.google.grant import Grant, sign_in
from connectors.http import LONGEST_WAIT, client, is_loopback, require_safe, retry_after, unreachable
from core.errors import SourceError, Unavailable

if TYPE_CHECKING:
    import httplib2
    import httpx

ENDPOINT = "https://www.googleapis.com/"
REVOKE = "https://oauth2.googleapis.com/revoke"
SERVICE_PATH = "calendar/v3/"
ATTEMPTS = 5
LONGEST_PAUSE = 32.0
"""Seconds: Google's own advice is to double the pause up to 32 or 64."""
TIMEOUT = 20.0
"""Seconds without any progress after which a request is given up."""
_EARLY = timedelta(minutes=4)
"""How long before its end an access token counts as over."""


class Wire:
    """One account's way to Google. `keep` is called with the grant whenever it was renewed or has ended."""

    def __init__(
        self,
        name: str,
        grant: Grant,
        registration: Mapping[str, Any],
        *,
        keep: Callable[[Grant], None],
        counted: Callable[[], None],
        sleep: Callable[[float], None] = time.sleep,
        timeout: float = TIMEOUT,
    ) -> None:
        self.name = name
        self.grant = grant
        self._installed: Mapping[str, Any] = registration["installed"]
        self._keep = keep
        self._sleep = sleep
        self._weary = False
        self._once = False
        self._client = client(timeout=timeout, counted=counted, attempts=1)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    # Google's client calls this in the place of httplib2.Http.request.
    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: object,
    ) -> tuple[httplib2.Response, bytes]:
        """Send one request of the API and return its answer, an error too; raise SourceError where there is none."""
        import httplib2

        unsigned = {key: value for key, value in (headers or {}).items() if key.lower() != "accept-encoding"}
        content = body.encode() if isinstance(body, str) else body
        answer = self._signed(method, uri, unsigned, content)
        told = {**answer.headers, "status": str(answer.status_code)}
        response = httplib2.Response(told)
        response.reason = answer.reason_phrase
        return response, answer.content

    @contextmanager
    def once(self) -> Iterator[None]:
        """Send what is inside the `with` once only: it has no id of its own, and a repetition would do it twice."""
        self._once = True
        try:
            yield
        finally:
            self._once = False

    def revoke(self, uri: str) -> None:
        """End the grant at Google; raise SourceError where that did not work. One that has ended already is fine."""
        form = urlencode({"token": self.grant.refresh_token}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._patient("POST", uri, headers, form, reads=False)
        if answer.status_code not in (200, 400):
            raise SourceError(f"{self.name}: Google did not end the sign-in (HTTP {answer.status_code})")

    def _signed(self, method: str, uri: str, headers: Mapping[str, str], body: bytes | None) -> httpx.Response:
        if not self.grant.access_token or self.grant.expires is None or self.grant.expires <= _now() + _EARLY:
            self._renew()
        answer = self._patient(method, uri, self._with_token(headers), body)
        if answer.status_code == 401:
            self._renew()
            answer = self._patient(method, uri, self._with_token(headers), body)
        return answer

    def _with_token(self, headers: Mapping[str, str]) -> dict[str, str]:
        return {**headers, "Authorization": f"Bearer {self.grant.access_token}"}

    def _patient(
        self, method: str, uri: str, headers: Mapping[str, str], body: bytes | None, *, reads: bool = True
    ) -> httpx.Response:
        """Send until there is an answer that stays, with pauses that double and vary, or as long as Google asks for.

        `reads` says that the answer has to be made of JSON or of parts.
        """
        import httpx

        require_safe(uri)
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._client.request(method, uri, headers=headers, content=body)
            except (httpx.TransportError, httpx.DecodingError) as err:
                if attempt >= self._attempts(err):
                    self._weary = True
                    raise self._no_answer(uri, err) from err
                self._sleep(_pause(attempt))
                continue
            wait = _wait(answer, attempt, reads=reads)
            if wait is None or attempt >= self._attempts():
                return self._last(answer, gave_up=wait is not None)
            self._sleep(wait)

    def _attempts(self, err: Exception | None = None) -> int:
        """One that gave up once asks the same server only once from then on; who is not there is not asked long."""
        import httpx

        if self._weary or self._once:
            return 1
        return 2 if isinstance(err, httpx.ConnectError | httpx.TimeoutException) else ATTEMPTS

    def _last(self, answer: httpx.Response, *, gave_up: bool) -> httpx.Response:
        if not gave_up:
            self._weary = self._weary and is_passing(answer.status_code, reason_of(answer.content))
            return answer
        self._weary = True
        if answer.is_success:
            raise Unavailable(
                f"{self.name}: what answers in Google's place does not speak its language",
                next_step="Check that this network asks for no sign-in of its own, then try again.",
            )
        return answer

    def _no_answer(self, uri: str, err: Exception) -> SourceError:
        found = unreachable(uri, err)
        return Unavailable(f"{self.name}: {found.message}", next_step=found.next_step)

    def _renew(self) -> None:
        """Get a new access token; raise SignInNeeded where the grant has ended, SourceError where nobody answers."""
        from google.auth.exceptions import GoogleAuthError, RefreshError
        from google.oauth2.credentials import Credentials

        credentials = Credentials(  # type: ignore[no-untyped-call]
            token=None,
            refresh_token=self.grant.refresh_token,
            token_uri=self._installed["token_uri"],
            client_id=self._installed["client_id"],
            client_secret=self._installed["client_secret"],
        )
        try:
            credentials.refresh(self._for_google_auth)  # type: ignore[no-untyped-call]
        except RefreshError as err:
            raise self._refused(err) from err
        except (GoogleAuthError, *UNFIT) as err:
            raise Unavailable(f"{self.name}: Google did not renew the sign-in", next_step="Try later.") from err
        expires = credentials.expiry
        self.grant = replace(
            self.grant,
            access_token=str(credentials.token),
            refresh_token=str(credentials.refresh_token),
            expires=expires.replace(tzinfo=UTC) if expires else _now() + timedelta(hours=1),
            ended=False,
        )
        self._keep(self.grant)

    def _for_google_auth(
        self, url: str, method: str = "GET", body: bytes | None = None, headers: Any = None, **_: object
    ) -> Any:
        """Send a request of google-auth (google.auth.transport.Request)."""
        from types import SimpleNamespace

        answer = self._patient(method, url, headers or {}, body)
        if is_passing(answer.status_code, reason_of(answer.content)):
            raise Unavailable(f"{self.name}: Google cannot renew the sign-in for now (HTTP {answer.status_code})")
        return SimpleNamespace(status=answer.status_code, headers=answer.headers, data=answer.content)

    def _refused(self, err: Exception) -> SourceError:
        told = err.args[1] if len(err.args) > 1 and isinstance(err.args[1], dict) else {}
        word = str(told.get("error", ""))
        if word in ("invalid_client", "deleted_client", "unauthorized_client"):
            return Unavailable(
                f"{self.name}: Google does not accept the app registration in credentials.json ({word})",
                next_step=f"Correct it, then run: afterword connect google --name {self.name}",
            )
        again = "eauth" in str(err.args[0])
        if not word and not again:
            return Unavailable(f"{self.name}: Google did not renew the sign-in", next_step="Try later.")
        self.grant = replace(self.grant, ended=True)
        self._keep(self.grant)
        if again:
            return sign_in(self.name, "has to be confirmed again: its organisation ends sign-ins after a while")
        return sign_in(self.name, "is signed out: Google has ended or revoked its sign-in")


def service(wire: Wire, endpoint: str | None) -> tuple[Any, str]:
    """Return Google's client on top of `wire`, and the address of its batches.

    `endpoint` is the API's root, with or without `/calendar/v3/`; None is Google's own. The document is the one that
    ships with the client, so that nothing is asked for; a changed root moves the batches along.
    """
    import logging

    from googleapiclient import discovery, discovery_cache

    # It warns of each refusal, with addresses that name calendars: what matters is said in our own sentences.
    logging.getLogger("googleapiclient").setLevel(logging.ERROR)
    document = json.loads(discovery_cache.get_static_doc("calendar", "v3"))
    root = root_of(endpoint)
    document["rootUrl"] = root
    made = discovery.build_from_document(document, http=wire, client_options={"api_endpoint": root + SERVICE_PATH})
    return made, root + str(document["batchPath"])


def root_of(endpoint: str | None) -> str:
    """Return the API's root with a slash at its end."""
    bare = (endpoint or ENDPOINT).rstrip("/")
    return bare.removesuffix(SERVICE_PATH.rstrip("/")).rstrip("/") + "/"


def revoke_uri(registration: Mapping[str, Any]) -> str:
    """Return where a grant is ended: beside the token address where that is not Google's own."""
    parts = urlsplit(str(registration["installed"]["token_uri"]))
    if not is_loopback(parts.hostname or ""):
        return REVOKE
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/revoke"


def _wait(answer: httpx.Response, attempt: int, *, reads: bool) -> float | None:
    """Return the seconds to wait before asking again, None where the answer stays."""
    if is_passing(answer.status_code, reason_of(answer.content)):
        asked = retry_after(answer.headers.get("Retry-After", ""), now=_now())
        if asked is None:
            return _pause(attempt)
        return asked if asked <= LONGEST_WAIT else None
    return _pause(attempt) if reads and _garbled(answer) else None


def _garbled(answer: httpx.Response) -> bool:
    """True where a success does not say what it should: half an answer, none at all, or somebody else's."""
    if not answer.is_success:
        return False
    if not answer.content:
        return answer.request.method != "DELETE"  # which alone has nothing to say
    if answer.headers.get("Content-Type", "").startswith("multipart/mixed"):
        return not answer.content.rstrip().endswith(b"--")
    try:
        return not isinstance(json.loads(answer.content), dict)
    except (ValueError, RecursionError):
        return True


def _pause(attempt: int) -> float:
    # Jitter keeps many clients from coming back at the same moment; nothing secret depends on it.
    return min(float(2 ** (attempt - 1)), LONGEST_PAUSE) * (0.5 + random.random() / 2)  # noqa: S311


def _now() -> datetime:
    return datetime.now(UTC)
