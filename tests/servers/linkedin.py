"""The Member Data Portability API as documented, on loopback: one element a page, counted by `start`, 404 at the end.

It is strict: another path, method, version header, parameter or token than documented is refused. `script` holds
answers to give before anything else, each a (status, headers, body).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATH = "/rest/memberSnapshotData"
DOMAINS = frozenset(
    {
        *("CONNECTIONS", "INBOX", "INVITATIONS", "PROFILE", "POSITIONS", "EDUCATION", "JOB_APPLICATIONS", "SAVED_JOBS"),
        *("RECOMMENDATIONS", "ENDORSEMENTS", "CONTACTS", "EMAIL_ADDRESSES", "PHONE_NUMBERS", "MEMBER_FOLLOWING"),
    }
)
Row = Mapping[str, str]
EXPIRED = {
    "status": 401,
    "serviceErrorCode": 65602,
    "code": "EXPIRED_ACCESS_TOKEN",
    "message": "The token used in the request has expired",
}


@dataclass
class LinkedIn:
    """One member's data: each domain as pages of rows. Use it as a context manager."""

    domains: dict[str, Sequence[Sequence[Row]]] = field(default_factory=dict)
    token: str = "AQX-good-token"  # noqa: S105 - it opens nothing
    script: list[tuple[int, Mapping[str, str], bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    repeats: bool = False
    """True where the last page is given again for every later `start`, as one author saw."""
    no_data_status: int = 404

    def __enter__(self) -> LinkedIn:
        """Start to serve."""
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                served.asked.append(self.path)
                status, headers, body = served.answer(self.path, dict(self.headers))
                self.send_response(status)
                promised = headers.get("Content-Length", str(len(body)))
                for name, value in {**headers, "Content-Type": "application/json", "Content-Length": promised}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                if promised != str(len(body)):
                    self.close_connection = True

            def do_POST(self) -> None:
                raise AssertionError("nothing may be written to LinkedIn")

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # a client that has heard enough hangs up

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path: str, headers: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body for one request."""
        if self.script:
            return self.script.pop(0)
        parts = urlsplit(path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if headers.get("Authorization") != f"Bearer {self.token}":
            return _json(401, EXPIRED)
        if headers.get("LinkedIn-Version") != "202312":
            return _json(
                426, {"status": 426, "code": "NONEXISTENT_VERSION", "message": "Requested version is not active"}
            )
        known = parts.path == PATH and asked.get("q") == "criteria" and set(asked) <= {"q", "domain", "start", "count"}
        if not known or asked.get("domain", "") not in DOMAINS or not asked.get("start", "").isdigit():
            return _json(400, {"status": 400, "message": "Invalid request"})
        return self._page(asked["domain"], int(asked["start"]))

    def _page(self, domain: str, start: int) -> tuple[int, Mapping[str, str], bytes]:
        pages = self.domains.get(domain, ())
        if start >= len(pages) and not (self.repeats and pages):
            return _json(
                self.no_data_status,
                {"message": "No data found for this domain and memberId", "status": self.no_data_status},
            )
        rows = pages[min(start, len(pages) - 1)]
        # `total` counts fewer pages than there are, and `next` is given although the end is told by an error.
        following = f"{PATH}?count=10&domain={domain}&q=criteria&start={start + 1}"
        paging = {
            "start": start,
            "count": 10,
            "links": [{"type": "application/json", "rel": "next", "href": following}],
            "total": 1,
        }
        elements = [{"snapshotDomain": domain, "snapshotData": list(rows)}]
        return _json(200, {"paging": paging, "elements": elements})


def _json(status: int, document: Any) -> tuple[int, Mapping[str, str], bytes]:
    return status, {}, json.dumps(document).encode()
