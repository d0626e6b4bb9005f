"""A home with a Google account on the test server, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.program import Program
from tests.connectors.google.world import own
from tests.servers.google import Google

ROOT = Path(__file__).resolve().parents[2]
TEAM = "team@group.calendar.google.com"


def registered(program: Program, google: Google) -> None:
    path = program.home / "credentials.json"
    path.write_text(json.dumps({"google": google.registration()}))


def connected(home: Program, *more: str) -> Program:
    answer = home("connect", "google", "--no-browser", *more)
    assert answer.status == 0, answer.err
    return home


def ours(google: Google, name: str = "primary") -> list[dict[str, Any]]:
    events = google.shelf.calendar(name).events.values()
    return [event for event in events if event["status"] != "cancelled" and own(event)]
