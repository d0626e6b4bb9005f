"""The sign-in: the consent page (answered at once, as `consent` says), tokens, refresh, revoke. RFC 6749, RFC 7636."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from tests.servers.google.api import PREFIX
from tests.servers.google.faults import Json

CLIENT, SECRET = "cli.apps.googleusercontent.com", "GOCSPX-of-the-test-server"
LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|\[::1\]|localhost):\d+/?")


class Denied(Exception):
    """A token request is refused: (status, body)."""

    def __init__(
        self, error: str, description: str = "", *, status: int = 400, more: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.body: Json = {"error": error, "error_description": description or error, **(more or {})}


@dataclass
class OAuth:
    """One project with one desktop client. `refused` are scopes that the user unticks, by their last words."""

    deny: bool = False
    refused: frozenset[str] = frozenset()
    rotates: bool = False
    leaves_out_refresh: bool = False
    instead: Callable[[Any], Any] = lambda answer: answer
    """Puts something else in the place of tokens."""
    subtype: str = ""
    """Of the invalid_grant with which a dead grant is refused."""
    codes: dict[str, Json] = field(default_factory=dict)
    grants: dict[str, frozenset[str]] = field(default_factory=dict)
    """refresh token -> scopes."""
    access: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """access token -> (its refresh token, scopes)."""
    asked: list[dict[str, str]] = field(default_factory=list)
    """The queries of the consent page."""
    given: int = 0

    def consent(self, query: dict[str, str]) -> str:
        """Return the address to which the browser is sent on."""
        self.asked.append(query)
        for name, value in (("response_type", "code"), ("client_id", CLIENT), ("code_challenge_method", "S256")):
            if query.get(name) != value:
                raise Denied("invalid_request", f"{name}={query.get(name)}")
        if query.get("access_type") != "offline" or not query.get("state") or not query.get("code_challenge"):
            raise Denied("invalid_request", "access_type, state or code_challenge")
        redirect = query.get("redirect_uri", "")
        if not LOOPBACK.fullmatch(redirect):
            raise Denied("redirect_uri_mismatch", redirect)
        if self.deny:
            return f"{redirect}?{urlencode({'error': 'access_denied', 'state': query['state']})}"
        scopes = frozenset(s for s in query["scope"].split() if s.removeprefix(PREFIX) not in self.refused)
        self.given += 1
        code = f"4/code{self.given}"
        self.codes[code] = {**query, "granted": scopes}
        told = {"state": query["state"], "code": code, "scope": " ".join(sorted(scopes))}
        return f"{redirect}?{urlencode(told, quote_via=quote)}"

    def token(self, form: dict[str, str], basic: str) -> Json:
        """Answer a token request; the client signs in with Basic or in the body."""
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        if basic:
            client, _, secret = base64.b64decode(basic).decode().partition(":")
        if (client, secret) != (CLIENT, SECRET):
            raise Denied("invalid_client", "The OAuth client was not found.", status=401)
        if form.get("grant_type") == "authorization_code":
            return self._from_code(form)
        if form.get("grant_type") == "refresh_token":
            return self._from_refresh(form)
        raise Denied("unsupported_grant_type")

    def _from_code(self, form: dict[str, str]) -> Json:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != form.get("redirect_uri"):
            raise Denied("invalid_grant", "Malformed auth code.")
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            raise Denied("invalid_grant", "Invalid code verifier.")
        refresh = f"1//refresh{self.given}"
        self.grants[refresh] = asked["granted"]
        answer = self._access(refresh)
        return answer if self.leaves_out_refresh else answer | {"refresh_token": refresh}

    def _from_refresh(self, form: dict[str, str]) -> Json:
        scopes = self.grants.get(form.get("refresh_token", ""))
        if scopes is None:
            more = {"error_subtype": self.subtype} if self.subtype else {}
            raise Denied("invalid_grant", "Token has been expired or revoked.", more=more)
        if not frozenset(form.get("scope", "").split()) <= scopes:
            raise Denied("invalid_scope", "Bad scope.")
        refresh = form["refresh_token"]
        if not self.rotates:
            return self._access(refresh)
        self.given += 1
        fresh = f"1//refresh{self.given}"
        self.grants[fresh] = self.grants.pop(refresh)
        return self._access(fresh) | {"refresh_token": fresh}

    def _access(self, refresh: str) -> Json:
        self.given += 1
        token = f"ya29.access{self.given}"
        self.access[token] = (refresh, self.grants[refresh])
        scope = " ".join(sorted(self.grants[refresh]))
        return {"access_token": token, "expires_in": 3599, "scope": scope, "token_type": "Bearer"}

    def revoke(self, form: dict[str, str]) -> None:
        """End a grant, by either of its tokens."""
        token = form.get("token", "")
        refresh = self.access.get(token, (token, frozenset()))[0]
        if refresh not in self.grants:
            raise Denied("invalid_token", "Token expired or revoked")
        self.end(refresh)

    def end(self, refresh: str | None = None) -> None:
        """Let one grant be over, or all, as the user does in their account or time does after seven days."""
        for ended in [refresh] if refresh else list(self.grants):
            self.grants.pop(ended, None)
            self.access = {token: held for token, held in self.access.items() if held[0] != ended}

    def expire(self) -> None:
        """Let every access token be over; the grants go on."""
        self.access.clear()

    def scopes(self, authorization: str) -> frozenset[str] | None:
        """Return what a bearer may do, None where it may do nothing."""
        held: Any = self.access.get(authorization.removeprefix("Bearer "))
        return held[1] if held else None
