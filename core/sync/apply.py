"""The writing half of a sync: decided changes carried out one by one, each answer kept. The only place that writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.errors import PreconditionFailed, SourceError
from core.model import AccountName, Ref, Standee, Window
from core.state import Wrote
from core.sync.ports import Sink
from core.sync.reconcile import Change, Create, Delete, Move, Target, Update

AGAIN = 2
"""How often a change is tried when the event turns out to have changed since it was read."""


@dataclass(slots=True)
class Applied:
    """What was really done. `standing` are reminders as they stand after their change; `gone` those taken away."""

    standing: list[Standee] = field(default_factory=list)
    gone: list[Ref] = field(default_factory=list)
    wrote: list[Wrote] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    deleted: int = 0
    failed: int = 0
    trouble: dict[AccountName, SourceError] = field(default_factory=dict)

    def absorb(self, other: Applied) -> None:
        """Add what another part of the run did."""
        self.standing += other.standing
        self.gone += other.gone
        self.wrote += other.wrote
        self.created += other.created
        self.updated += other.updated
        self.deleted += other.deleted
        self.failed += other.failed
        self.trouble.update(other.trouble)


Redecide = Callable[[Standee], Change | None]


def apply(
    changes: Sequence[Change], *, sinks: Mapping[Target, Sink], target: Target, window: Window, redecide: Redecide
) -> Applied:
    """Carry out `changes`: first what goes to the calendar chosen for writing, then what is taken away elsewhere.

    In that order a reminder that moves to another calendar stands twice for a moment, but is never lost. `redecide`
    answers anew for an event that changed since it was read.
    """
    done = _at(target, [_arriving(change) for change in changes if _goes_to(change, target)], sinks, window, redecide)
    arrived = {standee.id for standee in done.standing}
    leaving: dict[Target, list[Change]] = {}
    for change in changes:
        if isinstance(change, Move) and change.standee.id in arrived:
            leaving.setdefault(_place(change.standee.ref), []).append(Delete(standee=change.standee))
        elif isinstance(change, Delete | Update) and _place(change.standee.ref) != target:
            leaving.setdefault(_place(change.standee.ref), []).append(change)
    for place, theirs in leaving.items():
        done.absorb(_at(place, theirs, sinks, window, redecide))
    return done


def _place(ref: Ref) -> Target:
    return ref.account, ref.calendar


def _goes_to(change: Change, target: Target) -> bool:
    return isinstance(change, Create | Move) or _place(change.standee.ref) == target


def _arriving(change: Change) -> Change:
    return Create(reminder=change.reminder) if isinstance(change, Move) else change


def _at(
    place: Target, changes: Sequence[Change], sinks: Mapping[Target, Sink], window: Window, redecide: Redecide
) -> Applied:
    """Carry out the changes of one calendar; a failure there fails what is left of them, and nothing else."""
    done = Applied()
    if not changes:
        return done
    sink = sinks.get(place)
    if sink is None:
        done.failed = len(changes)
        done.trouble[place[0]] = SourceError(
            f"{place[0]}: the calendar {place[1]} cannot be written",
            next_step="Choose another with: afterword calendars use ACCOUNT/CALENDAR --write",
        )
        return done
    try:
        with sink.batch():
            for change in changes:
                _one(sink, change, done, window, redecide)
    except SourceError as err:
        # Nothing that a broken batch said can be relied on: the next sync reads what really stands.
        return Applied(failed=len(changes), trouble={place[0]: err})
    return done


def _one(sink: Sink, change: Change, done: Applied, window: Window, redecide: Redecide) -> None:
    current: Change | None = change
    for _ in range(AGAIN):
        if current is None:
            return
        try:
            _write(sink, current, done)
        except PreconditionFailed:
            current = _look_again(sink, current, done, window, redecide)
        else:
            return
    done.failed += current is not None


def _look_again(sink: Sink, change: Change | None, done: Applied, window: Window, redecide: Redecide) -> Change | None:
    """Read the event afresh and decide anew; where it is gone the next sync takes that for the user's wish."""
    if change is None or isinstance(change, Create | Move):
        return None
    fresh = next((s for s in sink.reminders(window) if s.ref == change.standee.ref), None)
    if fresh is None:
        return None
    if fresh.mark is None:
        fresh = replace(fresh, mark=change.standee.mark)
    again = redecide(fresh)
    if again is None:
        done.standing.append(fresh)
    return again


def _write(sink: Sink, change: Change, done: Applied) -> None:
    if isinstance(change, Create):
        standee = sink.create(change.reminder)
        done.standing.append(standee)
        done.wrote.append(Wrote(id=standee.id, after=standee))
        done.created += 1
    elif isinstance(change, Update):
        standee = sink.update(change.standee, change.reminder)
        done.standing.append(standee)
        done.wrote.append(Wrote(id=standee.id, before=change.standee, after=standee))
        done.updated += 1
    elif isinstance(change, Delete):
        sink.delete(change.standee.ref, change.standee.etag)
        done.gone.append(change.standee.ref)
        done.wrote.append(Wrote(id=change.standee.id, before=change.standee))
        done.deleted += 1
