"""Times the recogniser alone, on one core: prints how many events a second pass the sieve, and are read in full.

The sieve is measured on the bytes of the calendar named as the first argument, the reading on all labelled events that
the sieve lets through.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.score import OWNER, labelled_sets
from connectors.blocks import Sheet
from connectors.ics.explain import read_events
from connectors.ics.scan import scan
from core.model import Event, Window
from core.recognise.read import read
from core.recognise.sieve import event_text, worth_reading
from core.sync.ports import Reach

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
ROUNDS = 3


def candidates() -> list[Event]:
    """Return the labelled events that are worth a full reading."""
    calendars = [path.read_bytes() for path, _ in labelled_sets().values()]
    found = [event for raw in calendars for event in read_events(raw, me=OWNER) if isinstance(event, Event)]
    return [event for event in found if worth_reading(event_text(event))]


def sieved(raw: bytes) -> int:
    """Put a whole calendar through the sieve; return how many events it holds."""
    window = Window(start=NOW - timedelta(days=180), end=NOW + timedelta(days=365))
    return scan(Sheet(raw), Reach(window=window, busy=window), worth=worth_reading).seen


def fastest(action: Callable[[], object]) -> float:
    """Return the least processor time that `action` took, in seconds; what it loads is loaded before."""
    action()
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        action()
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    """Print both figures."""
    raw, events = Path(sys.argv[1]).read_bytes(), candidates()
    through = sieved(raw) / fastest(lambda: sieved(raw))
    read_in_full = len(events) / fastest(lambda: [read(event, me=OWNER) for event in events])
    print(through, read_in_full, len(events))


if __name__ == "__main__":
    main()
