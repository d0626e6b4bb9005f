"""An account that is signed in to a mailbox on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from connectors.base import Surroundings
from connectors.outlook import OutlookAccount
from connectors.outlook.sign_in import Registration, SignIn
from connectors.tokens import TokenStore
from core.model import AccountName, Me
from tests.servers.graph import Entra, Graph, Mailbox

Opener = Callable[[], OutlookAccount]


@contextmanager
def served(mailbox: Mailbox, *, page: int = 3) -> Iterator[tuple[Graph, Entra]]:
    """Serve a mailbox and its sign-in over plain http, and complain at the end of what their client did wrong."""
    entra = Entra(tls=False)
    graph = Graph(mailbox, granted=entra.granted, page=page)
    try:
        yield graph, entra
    finally:
        entra.close()
        graph.close()


def opener(graph: Graph, entra: Entra, name: AccountName, home: Path, me: Me) -> Opener:
    """Sign in and return a maker of accounts, as several runs of the program would have them."""
    section = {"client_id": "c", "authority": entra.address, "graph_endpoint": graph.address}
    tokens = TokenStore(home / "tokens", keyring=lambda: None)
    tokens.save(name, SignIn(Registration.of(section)).with_code(lambda *_: None).secret)
    around = Surroundings(me=me, tokens=tokens, credentials=lambda _: section)
    return lambda: OutlookAccount(name, {"identity": "robin@example.net"}, around, sleep=lambda _: None)


@contextmanager
def outlook_account(mailbox: Mailbox, name: AccountName, home: Path, me: Me) -> Iterator[Opener]:
    """Serve a mailbox and yield a maker of accounts on it; all of them are closed at the end."""
    opened: list[OutlookAccount] = []
    with served(mailbox) as (graph, entra):
        open_one = opener(graph, entra, name, home, me)

        def made() -> OutlookAccount:
            opened.append(open_one())
            return opened[-1]

        yield made
        for account in opened:
            account.close()
