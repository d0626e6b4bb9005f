"""The server itself: HTTP on loopback in a thread, batches taken apart, faults put in, every request counted."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.google.api import Api, Ask
from tests.servers.google.calendars import Calendar, Shelf
from tests.servers.google.faults import Fault, Json, Refused
from tests.servers.google.oauth import CLIENT, SECRET, Denied, OAuth

BASE, BATCH = "/calendar/v3/", "/batch/calendar/v3"


@dataclass
class Reply:
    """One answer on its way."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Google:
    """The server as a test holds it. `faults` are by the number of the request (from 0) since `reset`."""

    def __init__(self, user: str = "robin@example.net") -> None:
        self.shelf = Shelf(user)
        self.api = Api(self.shelf)
        self.oauth = OAuth()
        self.requests: list[str] = []
        """Every request in order: token, revoke, auth, batch, or the method's verb and path."""
        self.faults: dict[int, Fault] = {}
        self.part_faults: dict[int, Fault] = {}
        """By the number of the batch's part since `reset`."""
        self.parts = 0
        self.always: Fault | None = None
        self.wrong: list[str] = []
        """What the server itself did wrong; a test ends by asserting that there is nothing."""
        self.at_end: list[Callable[[], None]] = []
        """What is called when the server closes: who is connected to it lets go."""
        self._lock = threading.RLock()
        self._released = threading.Event()
        self.hanging = threading.Event()
        """Set while a request waits for an answer that never comes."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _requests_of(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """The server's root."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def send_updates(self) -> list[str]:
        """What each write said about messages to guests."""
        return self.api.send_updates

    @property
    def primary(self) -> Calendar:
        """The user's own calendar."""
        return self.shelf.calendar("primary")

    def close(self) -> None:
        """Stop, and let go of every request that hangs."""
        for let_go in self.at_end:
            let_go()
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def reset(self) -> None:
        """Count anew, without faults."""
        self.faults, self.part_faults, self.parts, self.always = {}, {}, 0, None
        self.requests.clear()
        self.api.calls.clear()
        self.api.writes.clear()
        self.api.lists.clear()

    def kinds(self) -> Counter[str]:
        """Return how many requests of each kind came in."""
        return Counter(self.requests)

    def asked_api(self) -> int:
        """Return how many requests the calendar API had, batches as one each."""
        return sum(kind not in ("token", "revoke", "auth") for kind in self.requests)

    def registration(self) -> Json:
        """Return the section `google` of credentials.json that leads here."""
        return {
            "installed": {
                "client_id": CLIENT,
                "client_secret": SECRET,
                "auth_uri": f"{self.url}/o/oauth2/auth",
                "token_uri": f"{self.url}/token",
            },
            "api_endpoint": self.url,
        }

    # -- one request --------------------------------------------------------------------------------------------

    def serve(self, verb: str, target: str, headers: Any, body: bytes) -> Reply | str:
        """Return the answer, or `cut` or `hang` where none arrives."""
        path = urlsplit(target).path
        with self._lock:
            number = len(self.requests)
            self.requests.append(_kind(verb, path))
            fault = self.always or self.faults.get(number)
            if fault is not None and not fault.acts:
                return {"cut": "cut", "stall": "hang"}.get(fault.kind) or _said(fault)
            try:
                reply = self._reply(verb, target, headers, body)
            except AssertionError as err:
                self.wrong.append(str(err))
                raise
        if fault is None:
            return reply
        if fault.kind == "truncated":
            return Reply(reply.status, reply.body[: len(reply.body) // 2], reply.headers)
        if fault.kind == "empty":
            return Reply(200, b"", {})
        if fault.kind == "html":
            return Reply(
                200, b"<html><body>Sign in to the hotel's network</body></html>", {"Content-Type": "text/html"}
            )
        return _said(fault) if fault.kind == "acted" else {"lost": "cut"}.get(fault.kind, fault.kind)

    def _reply(self, verb: str, target: str, headers: Any, body: bytes) -> Reply:
        parts = urlsplit(target)
        if parts.path in ("/o/oauth2/auth", "/token", "/revoke"):
            return self._oauth(parts.path, parts.query, headers, body)
        scopes = self.oauth.scopes(headers["Authorization"] or "")
        if scopes is None:
            refused = Refused(401, "authError", "Invalid Credentials", locationType="header", location="Authorization")
            return _json(refused.envelope, 401)
        if parts.path == BATCH and verb == "POST":
            return self._batch(headers, body, scopes)
        if not parts.path.startswith(BASE):
            return _json(Refused(404, "notFound").envelope, 404)
        if headers["X-HTTP-Method-Override"] == "GET":
            verb, target, body = "GET", f"{parts.path}?{body.decode()}", b""
        return self._call(verb, target, headers, body, scopes)

    def _oauth(self, path: str, query: str, headers: Any, body: bytes) -> Reply:
        asked = {name: values[0] for name, values in parse_qs(query or body.decode(errors="replace")).items()}
        try:
            if path == "/o/oauth2/auth":
                return Reply(302, b"", {"Location": self.oauth.consent(asked)})
            if path == "/token":
                answer = self.oauth.token(asked, (headers["Authorization"] or "").removeprefix("Basic "))
                return _json(self.oauth.instead(answer))
            self.oauth.revoke(asked)
        except Denied as err:
            return _json(err.body, err.status)
        return _json({})

    def _call(self, verb: str, target: str, headers: Any, body: bytes, scopes: frozenset[str]) -> Reply:
        parts = urlsplit(target)
        try:
            try:
                said = json.loads(body) if body else None
            except ValueError:
                raise Refused(400, "parseError", "Parse Error") from None
            query = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
            ask = Ask(
                verb=verb,
                path=parts.path.removeprefix(BASE),
                query=query,
                body=said,
                if_match=headers["If-Match"] or "",
                scopes=scopes,
            )
            answer = self.api.answer(ask)
        except Refused as err:
            return _json(err.envelope, err.status)
        if answer is None:
            return Reply(204)
        reply = _json(answer)
        if isinstance(answer, dict) and isinstance(answer.get("etag"), str):
            reply.headers["ETag"] = answer["etag"]
        return reply

    def _batch(self, headers: Any, body: bytes, scopes: frozenset[str]) -> Reply:
        """Take a batch apart; its parts are not promised any order, so they are done from the last to the first."""
        whole = message_from_bytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
        parts: Any = whole.get_payload()
        if len(parts) > 1000:
            return _json(Refused(400, "badRequest", "more than 1000 parts").envelope, 400)
        pieces = []
        for part in reversed(parts):
            pieces.append(self._part(part, scopes))
        text = b"".join(b"--batch_of_answers\r\n" + piece + b"\r\n" for piece in pieces) + b"--batch_of_answers--\r\n"
        return Reply(200, text, {"Content-Type": "multipart/mixed; boundary=batch_of_answers"})

    def _part(self, part: Any, scopes: frozenset[str]) -> bytes:
        head, _, rest = part.get_payload(decode=True).replace(b"\r\n", b"\n").partition(b"\n")
        verb, target, _ = head.decode().split(" ")
        inner = message_from_bytes(rest)
        body: Any = inner.get_payload(decode=True) or b""
        fault = self.part_faults.get(self.parts)
        self.parts += 1
        if fault is not None and not fault.acts:
            reply = _said(fault)
        else:
            reply = self._call(verb, target, inner, body.strip(), scopes)
            reply = reply if fault is None else _said(fault)
        lines = [f"HTTP/1.1 {reply.status} Said", *(f"{name}: {value}" for name, value in reply.headers.items())]
        told = "\r\n".join([*lines, f"Content-Length: {len(reply.body)}", "", ""]).encode() + reply.body
        mark = " ".join(part["Content-ID"].split()).removeprefix("<")
        return f"Content-Type: application/http\r\nContent-ID: <response-{mark}\r\n\r\n".encode() + told


def _kind(verb: str, path: str) -> str:
    named = {"/token": "token", "/revoke": "revoke", "/o/oauth2/auth": "auth", BATCH: "batch"}
    return named.get(path) or f"{verb} {path.removeprefix(BASE)}"


def _json(body: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=UTF-8"})


def _said(fault: Fault) -> Reply:
    headers = {"Content-Type": "application/json; charset=UTF-8"}
    if fault.retry_after:
        headers["Retry-After"] = fault.retry_after
    return Reply(fault.status, fault.body(), headers)


def _requests_of(google: Google) -> type[BaseHTTPRequestHandler]:
    class Requests(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            reply = google.serve(self.command, self.path, self.headers, body)
            if isinstance(reply, str):
                if reply == "hang":
                    google.hanging.set()
                    google._released.wait(60)
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815

    return Requests
