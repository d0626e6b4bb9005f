"""What holds for every test: no network but loopback, and nobody's real home, zone or language."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# A shared machine may pause for a second at any time: an example is slow only where it never ends.
settings.register_profile(
    "afterword", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("afterword")


def pytest_configure() -> None:
    """Start from an environment that says nothing about its user."""
    for name in ("AFTERWORD_HOME", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _only_loopback(socket_enabled: None) -> None:
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
