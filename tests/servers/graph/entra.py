"""A sign-in service: discovery, authorize with form_post, device codes, tokens that rotate, refusals by number."""

from __future__ import annotations

import base64
import json
import ssl
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import trustme

from tests.servers.graph.wire import Asked, Served, Told

WORK, PERSONAL = "72f988bf-0000-4000-8000-2d7cd011db47", "9188040d-6c67-4c5b-b112-36a304b66dad"


class Entra:
    """Signs one user in. `granted` are the access tokens that hold now; `refuses` is what it says instead."""

    def __init__(self, *, tls: bool = True) -> None:
        self.authority = trustme.CA() if tls else None
        context = None
        if self.authority is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        self.user, self.tenant = "robin@example.net", WORK
        self.granted: set[str] = set()
        self.refresh: set[str] = set()
        self.refuses: dict[str, object] | None = None
        self.pending = 0
        """How often a device code is answered with `authorization_pending` first."""
        self.lives = 3600
        self.instead: Callable[[Any], Any] = lambda answer: answer
        """Puts something else in the place of tokens."""
        self.asked: list[str] = []
        self.scopes: list[str] = []
        self.challenges: dict[str, dict[str, str]] = {}
        self._number = 0
        self._served = Served(self._answer, context=context)
        self.close = self._served.close

    @property
    def address(self) -> str:
        """The authority as it goes into credentials.json."""
        return f"{self._served.address}/common"

    def revoke(self) -> None:
        """End every sign-in, as an administrator or the user does."""
        self.granted.clear()
        self.refresh.clear()

    def expire(self) -> None:
        """Let the access tokens run out; refreshing still works."""
        self.granted.clear()

    def visit(self, url: str) -> tuple[str, dict[str, str]]:
        """Do what a browser does at the address of a sign-in: return where the form goes and what is in it."""
        asked = dict(parse_qsl(urlsplit(url).query))
        assert asked["response_mode"] == "form_post"
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"].startswith("http://localhost")
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked
        if self.refuses:
            error = {"error": str(self.refuses["error"]), "error_description": str(self.refuses["error_description"])}
            return asked["redirect_uri"], {**error, "state": asked["state"]}
        return asked["redirect_uri"], {"code": code, "state": asked["state"], "session_state": "s"}

    def _answer(self, asked: Asked) -> Told:
        path = urlsplit(asked.path).path
        self.asked.append(path.rsplit("/", 1)[-1])
        form = dict(parse_qsl(asked.body.decode()))
        if path.endswith("openid-configuration"):
            return Told(document=self._discovery())
        if path.endswith("/devicecode"):
            self.scopes = form["scope"].split()
            if self.refuses:
                return Told(status=400, document=self.refuses)
            page = {"verification_uri": "https://microsoft.example/devicelogin", "user_code": "ABCD-EFGH"}
            return Told(document=page | {"device_code": "D", "expires_in": 900, "interval": 0, "message": "open it"})
        if path.endswith("/token"):
            return self._token(form)
        return Told(status=404, document={"error": "not_found"})

    def _discovery(self) -> dict[str, str]:
        base = f"{self._served.address}/common/oauth2/v2.0"
        return {
            "issuer": f"{self._served.address}/common/v2.0",
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "device_authorization_endpoint": f"{base}/devicecode",
        }

    def _token(self, form: dict[str, str]) -> Told:
        if self.refuses:
            return Told(status=400, document=self.refuses)
        nonce = None
        grant = form["grant_type"]
        if grant == "refresh_token":
            if form["refresh_token"] not in self.refresh:
                return Told(status=400, document=refusal("invalid_grant", 50173, "The session was revoked."))
            self.refresh.discard(form["refresh_token"])
        elif grant == "authorization_code":
            nonce = self.challenges[form["code"]]["nonce"]
            assert form["code_verifier"]
        elif self.pending:
            self.pending -= 1
            return Told(status=400, document=refusal("authorization_pending", 70016, "Pending."))
        self._number += 1
        access, refresh = f"access-{self._number}", f"refresh-{self._number}"
        self.granted.add(access)
        self.refresh.add(refresh)
        claims = {
            "sub": "s", "oid": "o", "tid": self.tenant, "preferred_username": self.user, "aud": form["client_id"],
            "iss": "x", "iat": int(time.time()), "exp": int(time.time()) + 3600, "nonce": nonce,
        }  # fmt: skip
        answer = {
            "token_type": "Bearer", "access_token": access, "refresh_token": refresh, "expires_in": self.lives,
            "scope": form.get("scope", ""), "id_token": f"e30.{_encoded(claims)}.x",
            "client_info": _encoded({"uid": "o", "utid": self.tenant}),
        }  # fmt: skip
        return Told(document=self.instead(answer))


def refusal(error: str, number: int, words: str) -> dict[str, object]:
    """Return what Entra answers where it refuses."""
    return {
        "error": error,
        "error_description": f"AADSTS{number}: {words} Trace ID: 1 Correlation ID: 2 Timestamp: 2026-11-24 17:00:00Z",
        "error_codes": [number],
    }


def _encoded(claims: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()


__all__ = ["PERSONAL", "WORK", "Entra", "refusal"]
