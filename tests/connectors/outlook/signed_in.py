"""An account that is signed in to a mailbox on loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from connectors.base import Surroundings
from connectors.outlook import OutlookAccount
from connectors.tokens import TokenStore
from core.model import AccountName, Me
from tests.servers.graph import Graph, Mailbox


@contextmanager
def served(mailbox: Mailbox, *, page: int = 3) -> Iterator[Graph]:
    """Serve a mailbox, and complain at the end of what its client did wrong."""
    graph = Graph(mailbox, granted={"access-1"}, page=page)
    try:
        yield graph
    finally:
        graph.close()


def opener(graph: Graph, name: AccountName, home: Path, me: Me) -> Callable[[], OutlookAccount]:
    """Return a maker of accounts that are signed in, as several runs of the program would have them."""
    tokens = TokenStore(home / "tokens", keyring=lambda: None)
    secret = {"cache": "{}", "access_token": "access-1", "until": time.time() + 3600}
    tokens.save(name, json.dumps(secret))
    section = {"client_id": "c", "authority": "https://127.0.0.1:9/common", "graph_endpoint": graph.address}
    around = Surroundings(me=me, tokens=tokens, credentials=lambda _: section)
    return lambda: OutlookAccount.opened(name, {"identity": "robin@example.net"}, around)


@contextmanager
def outlook_account(mailbox: Mailbox, name: AccountName, home: Path, me: Me) -> Iterator[Callable[[], OutlookAccount]]:
    """Serve a mailbox and yield a maker of accounts on it; all of them are closed at the end."""
    opened: list[OutlookAccount] = []
    with served(mailbox) as graph:
        open_one = opener(graph, name, home, me)

        def made() -> OutlookAccount:
            opened.append(open_one())
            return opened[-1]

        yield made
        for account in opened:
            account.close()
