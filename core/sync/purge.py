"""Removing every reminder that this program ever wrote, found by its marks in the calendars alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from core.errors import Closed, PreconditionFailed, SourceError, Unavailable
from core.model import AccountName, Place, Ref, Standee, Window
from core.sync.ports import Sink

EVER = Window(start=datetime(2000, 1, 1, tzinfo=UTC), end=datetime(2100, 1, 1, tzinfo=UTC))
"""Longer than any reminder can have been written for."""
TRIES = 3


@dataclass(slots=True)
class Purged:
    """What was removed, by how it last stood, and which accounts could not be cleared."""

    removed: list[Standee] = field(default_factory=list)
    trouble: dict[AccountName, SourceError] = field(default_factory=dict)


def purge(sinks: Mapping[Place, Sink]) -> Purged:
    """Remove our reminders from every calendar in `sinks`; one that stays, or a calendar that fails, does not keep the
    others. An account that cannot be used at all is not asked again.
    """
    done = Purged()
    for (account, calendar), sink in sinks.items():
        over = done.trouble.get(account)
        if isinstance(over, Unavailable) and not isinstance(over, Closed):
            continue
        removed, err = _cleared(sink, f"{account}: the calendar {calendar}")
        done.removed += removed
        if err is not None and (isinstance(err, Unavailable) or account not in done.trouble):
            done.trouble[account] = err
    return done


def _cleared(sink: Sink, called: str) -> tuple[list[Standee], SourceError | None]:
    """Remove all of one calendar; return what was removed, and why something stays.

    What a user changes meanwhile is read and removed again.
    """
    removed: dict[Ref, Standee] = {}
    refused: dict[Ref, SourceError] = {}
    changing = 0
    for _ in range(TRIES):
        standing, unread = _standing(sink)
        left = [standee for standee in standing if standee.ref not in refused]
        gone, staying, err = _removed(sink, left)
        removed.update((standee.ref, standee) for standee in gone)
        refused |= staying
        changing = len(left) - len(gone) - len(staying)
        if err is not None or unread is not None:
            return list(removed.values()), err or unread
        if not left:
            break
    busy = SourceError(f"{called} kept changing while its reminders were removed") if changing else None
    return list(removed.values()), next(iter(refused.values()), busy)


def _standing(sink: Sink) -> tuple[list[Standee], SourceError | None]:
    """Return our reminders as far as they can be read, and why no more of them can."""
    found: list[Standee] = []
    try:
        found.extend(sink.reminders(EVER))
    except SourceError as err:
        return found, err
    return found, None


def _removed(
    sink: Sink, standing: Sequence[Standee]
) -> tuple[list[Standee], dict[Ref, SourceError], SourceError | None]:
    """Remove reminders; return those that went, why others stay, and what kept the whole calendar from it, if anything.

    One that changed since it was read is in none of them.
    """
    asked: list[Standee] = []
    staying: dict[Ref, SourceError] = {}
    over: SourceError | None = None
    try:
        with sink.batch() as late:
            for standee in standing:
                try:
                    sink.delete(standee.ref, standee.etag)
                except PreconditionFailed:
                    continue
                except Unavailable as err:
                    over = err
                    break
                except SourceError as err:
                    staying[standee.ref] = err
                    continue
                asked.append(standee)
    except SourceError as err:
        return [], staying, err  # a broken batch has surely done nothing that can be told
    answers = late or {}
    for standee in asked:
        answer = answers.get(standee.ref.event_id)
        if isinstance(answer, SourceError):
            staying[standee.ref] = answer
    gone = [s for s in asked if not isinstance(answers.get(s.ref.event_id), Exception)]
    return gone, staying, over
