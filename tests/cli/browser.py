"""A user who opens the address that the program prints, and does on the page what the server's `consent` says."""

from __future__ import annotations

import io
import re
import threading
from contextlib import suppress
from urllib.request import urlopen


class Browser(io.StringIO):
    """A stdout that a user watches: an address alone on its line is opened. `before` are opened first, as strays."""

    strays: tuple[str, ...] = ()

    def write(self, text: str) -> int:
        """Keep what is printed, and follow an address."""
        for line in text.splitlines():
            if re.fullmatch(r"http://127\.0\.0\.1:\d+/\S+", line):
                threading.Thread(target=self._open, args=(line,), daemon=True).start()
        return super().write(text)

    def _open(self, address: str) -> None:
        port = re.search(r"redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A(\d+)", address)
        for stray in self.strays:
            if port:
                visit(f"http://127.0.0.1:{port[1]}{stray}")
        visit(address)


def visit(address: str) -> None:
    """Open an address and follow where it leads; what the page says does not matter."""
    with suppress(OSError), urlopen(address, timeout=10) as answer:
        answer.read()
