"""What the tests against the Microsoft server share: a world of its own, and the writer of its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.sync.ports import Sink
from tests.connectors.outlook.world import CALENDAR, World, world


@pytest.fixture
def one(tmp_path: Path) -> Iterator[World]:
    # The server complains of every write to an event with guests.
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def sink(one: World) -> Iterator[Sink]:
    account = one.open()
    found = account.sink(CALENDAR)
    assert found is not None
    yield found
    account.close()
