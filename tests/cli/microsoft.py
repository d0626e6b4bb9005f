"""The whole program against a Microsoft of one mailbox: sign-in over https, calendars over http, both on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Answer, Program
from tests.servers.graph import Entra, Graph, Mailbox
from tests.servers.graph.invitations import ROUND, invite
from tests.servers.graph.mailbox import Kept, Resource

OWN = "String {9f0c6a1e-52d7-4a6b-8d1f-3b7e2c94a5d0} Name afterword"


@dataclass
class Microsoft:
    """Both servers and the program that is connected to them."""

    program: Program
    entra: Entra
    graph: Graph
    mailbox: Mailbox

    def sync(self, *args: str) -> Any:
        """Sync, expect success, and return the document."""
        return self.program.ok("sync", *args)

    def try_sync(self) -> Answer:
        """Sync, whatever comes of it."""
        return self.program("sync", "--json")

    def ours(self) -> list[Kept]:
        """Return our reminders that stand in the mailbox, by start."""
        return sorted((e for e in self.mailbox.events.values() if OWN in e.properties), key=lambda e: (e.start, e.id))

    def titles(self) -> list[str]:
        """Return the titles of our reminders."""
        return [str(kept.fields["subject"]) for kept in self.ours()]

    def foreign(self) -> dict[str, Resource]:
        """Return everything of the events that are not ours."""
        return {
            i: {**e.fields, "at": (e.start, e.end)} for i, e in self.mailbox.events.items() if OWN not in e.properties
        }


@contextmanager
def microsoft(program: Program, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Microsoft]:
    """Serve a mailbox and its sign-in, with credentials.json in the program's home that leads to both."""
    mailbox = Mailbox()
    entra = Entra()
    graph = Graph(mailbox, granted=entra.granted)
    assert entra.authority is not None
    entra.authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
    # A company's own certificates for other programs must not get in the way.
    (folder / "other.pem").write_bytes(b"")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(folder / "other.pem"))
    section = {"client_id": "afterword-tests", "authority": entra.address, "graph_endpoint": graph.address}
    (program.home / "credentials.json").write_text(json.dumps({"microsoft": section}))
    try:
        yield Microsoft(program, entra, graph, mailbox)
    finally:
        entra.close()
        graph.close()


def connected(world: Microsoft, *args: str) -> Any:
    """Sign in with a code, which the test's Entra accepts at once, and return the document."""
    answer = world.program("connect", "outlook", "--device-code", *args, "--json")
    assert answer.status == 0, answer.err
    return answer.json()


__all__ = ["OWN", "ROUND", "Microsoft", "connected", "invite", "microsoft"]
