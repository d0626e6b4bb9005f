"""A test server for each test, which must have done nothing wrong itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.google import Google


@pytest.fixture
def google() -> Iterator[Google]:
    """Return a server with one user, robin@example.net, and an empty primary calendar."""
    server = Google()
    yield server
    server.close()
    assert server.wrong == []
