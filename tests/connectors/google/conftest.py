"""A test server for each test, which must have done nothing wrong itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.connectors.google.signed_in import Signed
from tests.connectors.google.world import World, interview, ordinary
from tests.servers.google import Google


@pytest.fixture
def google() -> Iterator[Google]:
    """Return a server with one user, robin@example.net, and an empty primary calendar."""
    server = Google()
    yield server
    server.close()
    assert server.wrong == []


@pytest.fixture
def world(google: Google) -> World:
    """Return an account with one interview two hours from now, and an ordinary entry."""
    google.shelf.seed(google.primary, interview())
    google.shelf.seed(google.primary, ordinary())
    return World(google=google, signed=Signed(google))
