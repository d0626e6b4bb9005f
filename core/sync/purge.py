"""Removing every reminder that this program ever wrote, found by its marks in the calendars alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from core.errors import PreconditionFailed, SourceError
from core.model import AccountName, Standee, Window
from core.sync.ports import Sink
from core.sync.reconcile import Target

EVER = Window(start=datetime(2000, 1, 1, tzinfo=UTC), end=datetime(2100, 1, 1, tzinfo=UTC))
"""Longer than any reminder can have been written for."""
TRIES = 3


@dataclass(slots=True)
class Purged:
    """What was removed, by how it last stood, and which accounts could not be cleared."""

    removed: list[Standee] = field(default_factory=list)
    trouble: dict[AccountName, SourceError] = field(default_factory=dict)


def purge(sinks: Mapping[Target, Sink]) -> Purged:
    """Remove our reminders from every calendar in `sinks`; one that fails does not keep the others."""
    done = Purged()
    for (account, _), sink in sinks.items():
        try:
            done.removed += _cleared(sink)
        except SourceError as err:
            done.trouble[account] = err
    return done


def _cleared(sink: Sink) -> list[Standee]:
    """Remove all of one calendar; what a user changes meanwhile is read and removed again."""
    removed: dict[object, Standee] = {}
    for _ in range(TRIES):
        standing = list(sink.reminders(EVER))
        if not standing:
            break
        asked: list[Standee] = []
        with sink.batch() as late:
            for standee in standing:
                try:
                    sink.delete(standee.ref, standee.etag)
                except PreconditionFailed:
                    continue
                asked.append(standee)
        refused = {id: answer for id, answer in (late or {}).items() if isinstance(answer, Exception)}
        removed.update((standee.ref, standee) for standee in asked if standee.ref.event_id not in refused)
        for answer in refused.values():
            if not isinstance(answer, PreconditionFailed):
                raise answer
    return list(removed.values())
