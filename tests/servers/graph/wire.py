"""A server on loopback in threads of its own: whole answers, broken ones, and none at all."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class Asked:
    """One request as it came in. `path` is raw, its query included."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Told:
    """One answer. `broken` is how it goes wrong on the wire: `lost` (nothing comes back) or `truncated`."""

    status: int = 200
    document: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str = "application/json"
    broken: str = ""


class Served:
    """Runs `answer` for every request until it is closed."""

    def __init__(self, answer: Callable[[Asked], Told], *, context: ssl.SSLContext | None = None) -> None:
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                with served.lock:
                    served.flying += 1
                    served.most = max(served.most, served.flying)
                try:
                    told = answer(Asked(self.command, self.path, headers, self.rfile.read(length)))
                finally:
                    with served.lock:
                        served.flying -= 1
                self._tell(told)

            def _tell(self, told: Told) -> None:
                body = told.raw
                if body is None:
                    body = b"" if told.document is None else json.dumps(told.document).encode()
                if told.broken:
                    self.close_connection = True
                if told.broken == "lost":
                    return
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                if body:
                    self.send_header("Content-Type", told.content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if told.broken == "truncated" else body)

            do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _serve  # noqa: N815 - the names that http.server calls

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.lock = threading.Lock()
        self.flying = self.most = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.scheme = "https" if context else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
