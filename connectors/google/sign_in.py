"""Signing in to Google in the browser: the flow for installed apps, with PKCE, on the loopback.

https://developers.google.com/identity/protocols/oauth2/native-app
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from connectors.base import UNFIT
from connectors.google import scopes
from connectors.google.grant import Grant
from connectors.http import is_loopback
from connectors.loopback import Redirects, redirects
from core.errors import SourceError

PATIENCE = 300.0
"""Seconds that the user has in the browser."""
EXCHANGE = 30.0
"""Seconds for Google to change the code into tokens."""
STEPS = (
    "Create a project: https://console.cloud.google.com/projectcreate",
    "Switch on the Google Calendar API in it: https://console.cloud.google.com/apis/library/calendar-json.googleapis.com",
    "Fill in the consent screen, audience External, with your own address: https://console.cloud.google.com/auth/branding",
    'Publish the app ("In production", no verification needed for yourself): https://console.cloud.google.com/auth/audience'
    ' - an app left in "Testing" signs its users out after 7 days.',
    'Create a client of type "Desktop app" and download its JSON: https://console.cloud.google.com/auth/clients',
    'Put what was downloaded inside "google": {{ }} in {path} (credentials.example.json shows the shape).',
)
"""How to get an app registration, in order."""


def steps(path: object) -> tuple[str, ...]:
    """Return the numbered steps to an app registration in the credentials file at `path`."""
    return tuple(f"{number}. {step.format(path=path)}" for number, step in enumerate(STEPS, 1))


def sign_in(
    registration: Mapping[str, Any], *, own: bool, show: Callable[[str], None], patience: float = PATIENCE
) -> Grant:
    """Let the user sign in, and return what Google gave.

    `show` brings the address before the user and returns at once; `patience` is how many seconds they then have.
    Raises SourceError where they refuse, allow less than is needed, take too long, or Google gives no lasting sign-in.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow

    installed = dict(registration["installed"])
    flow = InstalledAppFlow.from_client_config({"installed": installed}, list(scopes.wanted(own=own)))
    with redirects() as listening:
        flow.redirect_uri = listening.uri
        with _relaxed(str(installed["auth_uri"])):
            # `consent` because Google gives the lasting token only with it when somebody signs in again.
            address, listening.state = flow.authorization_url(prompt="consent", access_type="offline")
        show(address)
        code = _code(listening, patience)
    token = _exchanged(flow, code, installed)
    # A server that grants all that was asked for need not say so (RFC 6749, 5.1).
    granted = tuple(_words(token.get("scope"))) or scopes.wanted(own=own)
    lacking = scopes.missing(granted, own=own)
    if lacking:
        raise SourceError(
            f"Google was not allowed to {' and to '.join(lacking)}, so nothing was connected",
            next_step="Run it again and tick every box on Google's page.",
        )
    if not token.get("refresh_token"):
        raise SourceError(
            "Google gave a sign-in that ends in an hour, so nothing was connected",
            next_step="Remove afterword at https://myaccount.google.com/connections, then run it again.",
        )
    return Grant(
        refresh_token=str(token["refresh_token"]),
        access_token=str(token["access_token"]),
        expires=_moment(token.get("expires_at")),
        scopes=granted,
    )


def _moment(ends: Any) -> datetime | None:
    """Return when an access token ends, None where that is not told: it is then renewed at once."""
    try:
        return datetime.fromtimestamp(float(ends), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _code(listening: Redirects, patience: float) -> str:
    answer = listening.wait(patience)
    if answer is None:
        raise SourceError(
            f"nobody signed in to Google within {round(patience / 60) or 1} minutes",
            next_step="Run it again; where Google showed an error on its page, its words say what to correct.",
        )
    if answer.get("error") == "access_denied":
        raise SourceError(
            "the sign-in to Google was refused on its page, so nothing was connected",
            next_step="Run it again and allow it; an app in Testing takes only its test users.",
        )
    if "code" not in answer:
        word = "".join(c for c in answer.get("error", "no code") if c.isalnum() or c in "_ ")[:60]
        raise SourceError(f"Google ended the sign-in ({word})", next_step="Run it again.")
    return answer["code"]


def _exchanged(flow: Any, code: str, installed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Change the code into tokens; raise SourceError."""
    import requests
    from oauthlib.oauth2 import OAuth2Error

    try:
        with _relaxed(str(installed["token_uri"])):
            # In the body, where every server reads them; the library's own way is a header.
            token: Mapping[str, Any] = flow.fetch_token(code=code, include_client_id=True, timeout=EXCHANGE)
    except OAuth2Error as err:
        step = "Check client_id and client_secret in credentials.json, then run it again."
        raise SourceError(f"Google did not accept the sign-in ({err.error})", next_step=step) from err
    except (requests.RequestException, *UNFIT) as err:
        raise SourceError(
            "Google's answer to the sign-in did not arrive",
            next_step="Check your network connection, then run it again.",
        ) from err
    return token


@contextmanager
def _relaxed(uri: str) -> Iterator[None]:
    """Let the user tick fewer boxes without an exception, and let a server on this machine speak plain http."""
    wanted = {"OAUTHLIB_RELAX_TOKEN_SCOPE": "1"}
    parts = urlsplit(uri)
    if parts.scheme == "http" and is_loopback(parts.hostname or ""):
        wanted["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _words(scope: object) -> list[str]:
    return scope.split() if isinstance(scope, str) else [str(word) for word in scope] if isinstance(scope, list) else []
