"""A Microsoft Graph and an Entra on loopback, strict to what Microsoft documents and users have observed."""

from tests.servers.graph.entra import Entra
from tests.servers.graph.mailbox import Mailbox
from tests.servers.graph.service import Graph

__all__ = ["Entra", "Graph", "Mailbox"]
