"""A published calendar on loopback, by a server whose clock and answers a test sets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Feed(ThreadingHTTPServer):
    """Serves `body` with `status` at any path; its clock is `ahead` of the machine's."""

    body = b""
    status = 200
    ahead = timedelta()
    asked = 0

    @property
    def url(self) -> str:
        """Where the calendar is."""
        return f"http://127.0.0.1:{self.server_address[1]}/mine.ics"


class _Answer(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        """Answer one request."""
        self.server.asked += 1
        self.send_response_only(self.server.status)
        self.send_header("Date", format_datetime(datetime.now(UTC) + self.server.ahead, usegmt=True))
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def feed(body: bytes) -> Iterator[Feed]:
    """Run the server inside the `with`."""
    server = Feed(("127.0.0.1", 0), _Answer)
    server.body = body
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
