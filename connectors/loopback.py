"""The end of a sign-in in the browser: a server on this machine that waits for the one redirect (RFC 8252, 7.3)."""

from __future__ import annotations

import hmac
import queue
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>afterword</title>
<body style="font-family: system-ui; margin: 4em auto; max-width: 30em"><h1>{title}</h1><p>{text}</p></body></html>"""


class Redirects:
    """Waits for the redirect that carries the right state. Whatever else knocks (a favicon, a scan) is sent away."""

    def __init__(self, server: ThreadingHTTPServer, arrived: queue.Queue[Mapping[str, str]]) -> None:
        self._server, self._arrived = server, arrived
        self.state = ""

    @property
    def uri(self) -> str:
        """The address to which the service redirects."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def wait(self, seconds: float) -> Mapping[str, str] | None:
        """Return the parameters of the redirect, None where none came in time."""
        try:
            return self._arrived.get(timeout=seconds)
        except queue.Empty:
            return None


@contextmanager
def redirects() -> Iterator[Redirects]:
    """Listen on a free port of this machine; set `state` before the address is shown to anybody."""
    arrived: queue.Queue[Mapping[str, str]] = queue.Queue()
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    found = Redirects(server, arrived)
    server.RequestHandlerClass = _answering(found, arrived)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _answering(found: Redirects, arrived: queue.Queue[Mapping[str, str]]) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        timeout = 10

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the address holds a code."""

        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            ours = bool(found.state) and hmac.compare_digest(query.get("state", "").encode(), found.state.encode())
            if not ours:
                self._say(404, "Not found", "There is nothing here.")
                return
            denied = "error" in query
            title = "Not connected" if denied else "Almost done"
            self._say(200, title, "You can close this page and go back to the terminal.")
            arrived.put(query)

        def _say(self, status: int, title: str, text: str) -> None:
            body = PAGE.format(title=title, text=text).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

    return Answering
