"""A server that speaks Google's OAuth and Calendar v3 over real HTTP on loopback, as strict as Google is."""

from tests.servers.google.faults import Fault
from tests.servers.google.http import Google

__all__ = ["Fault", "Google"]
