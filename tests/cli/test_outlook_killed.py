"""The program killed for real in the middle of a write: the next run makes it good, with nothing double."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.microsoft import Microsoft, connected, invite
from tests.servers.graph.wire import Asked

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("write", [1, 2, 3, 5])
def test_a_kill_at_a_write_is_made_good_by_the_next_run(world: Microsoft, write: int) -> None:
    invite(world.mailbox)
    connected(world)
    home = ["--home", str(world.program.home), "--now", world.program.now]
    running = subprocess.Popen(
        [sys.executable, "-m", "afterword", *home, "sync"],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    writes = 0

    def kill(asked: Asked) -> None:
        nonlocal writes
        writes += asked.method != "GET"
        if writes == write:
            # The write is carried out, and nobody is there to hear of it.
            running.kill()
            running.wait()

    world.graph.before = kill
    assert running.wait(timeout=60) != 0
    world.graph.before = lambda _: None
    world.sync()
    assert world.titles() == [
        "Thank Dana Whitfield · Acme, Backend Engineer",
        "Check in with Jo Park · Acme, Backend Engineer",
        "Check in with Jo Park · Acme, Backend Engineer",
    ]
    assert all(len(kept.attachments) == 1 for kept in world.ours())
    assert world.sync()["reminders"]["unchanged"] == 3
