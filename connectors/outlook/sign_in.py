"""Signing in to Microsoft with MSAL: in the browser, with a code on another device, and silently from then on.

The secret of an account is MSAL's own cache beside the access token now in use, so that an ordinary run needs neither
MSAL nor a request to be signed in. MSAL goes through our HTTP client: one place for certificates, proxies, time-outs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from connectors.base import UNFIT
from connectors.http import client, is_loopback, unreachable
from connectors.outlook.refusals import NOBODY_CAME, sign_in_ended, sign_in_refused
from connectors.outlook.secret import kept, opened
from core.errors import SourceError

if TYPE_CHECKING:
    import httpx
    import msal

AUTHORITY = "https://login.microsoftonline.com/common"
ENDPOINT = "https://graph.microsoft.com/v1.0"
CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
"""The directory of personal accounts."""
RIGHT = "Calendars.ReadWrite"
EARLY = 300.0
"""Seconds before its end from which an access token is no longer used."""
PATIENCE = 300.0
"""Seconds that a sign-in in the browser may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The user's app registration: section `microsoft` of credentials.json."""

    client_id: str
    authority: str = AUTHORITY
    endpoint: str = ENDPOINT

    @classmethod
    def of(cls, section: Mapping[str, Any]) -> Registration:
        """Return the registration that a checked section describes."""
        return cls(
            client_id=str(section["client_id"]).strip(),
            authority=str(section.get("authority") or AUTHORITY).rstrip("/"),
            endpoint=str(section.get("graph_endpoint") or ENDPOINT).rstrip("/"),
        )

    @property
    def scopes(self) -> list[str]:
        """What is asked for. Other clouds want the right named with their own host; a server here has none."""
        host = urlsplit(self.endpoint).hostname or ""
        if host == "graph.microsoft.com" or is_loopback(host):
            return [RIGHT]
        return [f"https://{host}/{RIGHT}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A sign-in: who, in which directory, and the secret that keeps it."""

    identity: str
    tenant: str
    secret: str


class SignIn:
    """Gets tokens for one account. `name` goes into sentences, empty before the account has one."""

    def __init__(
        self,
        registration: Registration,
        *,
        name: str = "",
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._registration, self._name = registration, name
        self._clock, self._sleep = clock, sleep

    def in_browser(self, show: Callable[[str], None], *, patience: float = PATIENCE) -> Signed:
        """Sign in where `show` opens or prints the address; wait on loopback at most `patience` seconds.

        Raises SourceError with what to do where Microsoft or the user refuses.
        """

        def sign(app: msal.PublicClientApplication) -> Mapping[str, Any]:
            from msal.oauth2cli import AuthCodeReceiver

            with AuthCodeReceiver() as receiver:
                flow = app.initiate_auth_code_flow(
                    self._registration.scopes,
                    redirect_uri=f"http://localhost:{receiver.get_port()}",
                    prompt="select_account",
                    response_mode="form_post",
                )
                show(self._address(str(flow["auth_uri"])))
                answer = receiver.get_auth_response(timeout=patience, state=flow["state"])
            if not answer:
                return {"error": NOBODY_CAME}
            found: Mapping[str, Any] = app.acquire_token_by_auth_code_flow(flow, answer)
            return found

        return self._signed(sign)

    def with_code(self, show: Callable[[str, str], None]) -> Signed:
        """Sign in on another device: `show` is given the address to open there and the code to enter."""

        def sign(app: msal.PublicClientApplication) -> Mapping[str, Any]:
            flow = app.initiate_device_flow(scopes=self._registration.scopes)
            if "user_code" not in flow:
                refused: Mapping[str, Any] = flow
                return refused
            show(str(flow["verification_uri"]), str(flow["user_code"]))
            found: Mapping[str, Any] = app.acquire_token_by_device_flow(flow)
            return found

        return self._signed(sign)

    def access_token(self, secret: str) -> str | None:
        """Return the access token that a secret holds, None where it has run out or holds none."""
        found = opened(secret)
        token, until = found.get("access_token"), found.get("until")
        if isinstance(token, str) and isinstance(until, int | float) and self._clock() < until - EARLY:
            return token
        return None

    def refreshed(self, secret: str) -> tuple[str, str]:
        """Return (a new access token, the secret to keep from now on) without the user; raise SignInNeeded."""
        import msal

        cache = msal.SerializableTokenCache()
        try:
            cache.deserialize(str(opened(secret).get("cache") or "{}"))
        except ValueError as err:
            raise sign_in_ended(self._name) from err

        def refresh(app: msal.PublicClientApplication) -> Mapping[str, Any] | None:
            accounts = app.get_accounts()
            if not accounts:
                raise sign_in_ended(self._name)
            found: Mapping[str, Any] | None = app.acquire_token_silent_with_error(
                self._registration.scopes, account=accounts[0], force_refresh=True
            )
            return found

        answer = self._asked(cache, refresh)
        if answer is None:
            raise sign_in_ended(self._name)
        if "access_token" not in answer:
            raise self._refused(answer, quiet=True)
        secret = self._secret(cache, answer)
        return str(answer["access_token"]), secret

    def _signed(self, sign: Callable[[msal.PublicClientApplication], Mapping[str, Any]]) -> Signed:
        import msal

        cache = msal.SerializableTokenCache()
        answer = self._asked(cache, sign) or {}
        if "access_token" not in answer:
            raise self._refused(answer, quiet=False)
        claims = answer.get("id_token_claims") or {}
        identity = str(claims.get("preferred_username") or claims.get("email") or "")
        return Signed(identity=identity, tenant=str(claims.get("tid") or ""), secret=self._secret(cache, answer))

    def _asked(
        self,
        cache: msal.SerializableTokenCache,
        ask: Callable[[msal.PublicClientApplication], Mapping[str, Any] | None],
    ) -> Mapping[str, Any] | None:
        """Build MSAL's application, which asks the network at once, and ask it; its errors end here."""
        import httpx
        import msal
        from msal.exceptions import MsalServiceError

        where = self._registration.authority
        with client(sleep=self._sleep) as http:
            try:
                app = msal.PublicClientApplication(
                    self._registration.client_id,
                    # It takes https alone; a server on this machine may speak plain http, and `_Plain` sees to that.
                    authority=_secured(where),
                    token_cache=cache,
                    # Whose the authority is, is the user's own setting: nobody else has to be asked.
                    instance_discovery=False,
                    http_client=_Plain(http) if where.startswith("http:") else http,
                )
                return ask(app)
            except httpx.HTTPError as err:
                raise unreachable(where, err) from err
            except SourceError:
                raise
            except (*UNFIT, RuntimeError, MsalServiceError) as err:
                raise self._strange() from err
            except OSError as err:
                raise SourceError(
                    f"{self._name or 'outlook'}: this computer gives no port to wait for the sign-in",
                    next_step="Close other programs that wait for one, or use: afterword connect outlook --device-code",
                ) from err

    def _refused(self, answer: Mapping[str, Any], *, quiet: bool) -> SourceError:
        registration = self._registration
        return sign_in_refused(
            answer, name=self._name, client_id=registration.client_id, authority=registration.authority, quiet=quiet
        )

    def _secret(self, cache: msal.SerializableTokenCache, answer: Mapping[str, Any]) -> str:
        try:
            until = self._clock() + float(answer.get("expires_in") or 0)
            answer["access_token"].encode("ascii")  # it goes into a header
        except UNFIT as err:
            raise self._strange() from err
        return kept(cache.serialize(), answer["access_token"], until)

    def _strange(self) -> SourceError:
        return SourceError(
            f"{self._name or 'outlook'}: {self._registration.authority} does not answer as Microsoft's sign-in does",
            next_step='Check "authority" in credentials.json and your network connection.',
        )

    def _address(self, url: str) -> str:
        return _plain(url) if self._registration.authority.startswith("http:") else url


class _Plain:
    """MSAL's HTTP client for an authority on this machine that speaks plain http: it is told https, and asked http."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def get(self, url: str, **more: Any) -> httpx.Response:
        """As httpx, the scheme aside."""
        return self._answered(self._http.get(_plain(url), **more))

    def post(self, url: str, **more: Any) -> httpx.Response:
        """As httpx, the scheme aside."""
        return self._answered(self._http.post(_plain(url), **more))

    def close(self) -> None:
        """The client is closed by who opened it."""

    def _answered(self, answer: httpx.Response) -> httpx.Response:
        import httpx

        host = f"{answer.url.host}:{answer.url.port}" if answer.url.port else answer.url.host
        text = answer.text.replace(f"http://{host}/", f"https://{host}/")
        return httpx.Response(answer.status_code, headers=_short(answer.headers), text=text, request=answer.request)


def _short(headers: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in headers.items() if k.lower() not in ("content-length", "content-encoding")}


def _plain(url: str) -> str:
    return f"http:{url.removeprefix('https:')}" if url.startswith("https:") else url


def _secured(url: str) -> str:
    return f"https:{url.removeprefix('http:')}" if url.startswith("http:") else url
