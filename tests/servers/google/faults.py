"""What can go wrong with one request, whatever it asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """The answer is an error: status, reason and message as Google words them."""

    def __init__(self, status: int, reason: str, message: str = "", **more: str) -> None:
        super().__init__(f"{status} {reason} {message}")
        self.status, self.reason = status, reason
        domain = more.pop("domain", "global")
        entry = {"domain": domain, "reason": reason, "message": message or reason, **more}
        self.envelope: Json = {"error": {"code": status, "message": message or reason, "errors": [entry]}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong.

    `kind`: status (refused before acting), lost (acts, then the connection is cut before the answer), cut (the
    connection is cut before acting), truncated (acts, half the answer arrives as if it were whole), html (acts, and
    somebody else answers), empty (acts, and says nothing but success), hang (acts, and never answers), stall (never
    answers, and does not act), acted (acts, then says `status`).
    """

    kind: str = "status"
    status: int = 503
    reason: str = "backendError"
    retry_after: str = "0"

    @property
    def acts(self) -> bool:
        """True where the server does what it was asked before it goes wrong."""
        return self.kind in ("lost", "truncated", "html", "empty", "hang", "acted")

    def body(self) -> bytes:
        """Return the error as Google would say it."""
        domain = "usageLimits" if "Exceeded" in self.reason else "global"
        return json.dumps(Refused(self.status, self.reason, domain=domain).envelope).encode()
