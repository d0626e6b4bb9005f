"""The writing half of a sync: decided changes carried out one by one, each answer kept. The only place that writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.errors import Closed, Dismissed, PreconditionFailed, SourceError, Unavailable
from core.model import AccountName, EventId, Place, Ref, Reminder, Standee, TouchpointId, Window
from core.state import Wrote
from core.sync.ports import Answer, Sink
from core.sync.reconcile import Change, Create, Delete, Move, Update

AGAIN = 2
"""How often a change is tried when the event turns out to have changed since it was read."""


@dataclass(slots=True)
class Applied:
    """What was really done. `standing` are reminders as they stand after their change; `gone` those taken away.

    `dismissed` were not written, for their calendar remembers that the user deleted them.
    """

    standing: list[Standee] = field(default_factory=list)
    gone: list[Ref] = field(default_factory=list)
    wrote: list[Wrote] = field(default_factory=list)
    dismissed: list[Reminder] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    deleted: int = 0
    failed: int = 0
    trouble: dict[AccountName, SourceError] = field(default_factory=dict)
    unsure: set[Place] = field(default_factory=set)
    """Calendars in which a change failed and may have been made all the same."""
    down: set[AccountName] = field(default_factory=set)
    """Accounts of which a whole calendar could not be written, not only single reminders."""

    def absorb(self, other: Applied) -> None:
        """Add what another part of the run did."""
        self.standing += other.standing
        self.gone += other.gone
        self.wrote += other.wrote
        self.dismissed += other.dismissed
        self.created += other.created
        self.updated += other.updated
        self.deleted += other.deleted
        self.failed += other.failed
        self.unsure |= other.unsure
        self.down |= other.down
        for account, err in other.trouble.items():
            self.fail(account, err, times=0)

    def fail(self, account: AccountName, err: SourceError, *, times: int = 1, whole: bool = False) -> None:
        """Count `times` changes as not made, `whole` where that is all of a calendar.

        Of several reasons an account tells its first, or why it ended.
        """
        self.failed += times
        if whole or isinstance(err, Unavailable):
            self.down.add(account)
        if isinstance(err, Unavailable) or account not in self.trouble:
            self.trouble[account] = err

    def ended(self, account: AccountName) -> SourceError | None:
        """Return why the whole account cannot be used any more in this run, None where it can."""
        err = self.trouble.get(account)
        return err if isinstance(err, Unavailable) and not isinstance(err, Closed) else None


Redecide = Callable[[Standee], Change | None]


def apply(
    changes: Sequence[Change],
    *,
    sinks: Mapping[Place, Sink],
    target: Place,
    window: Window,
    redecide: Redecide,
    taken: Collection[TouchpointId] = (),
) -> Applied:
    """Carry out `changes`: first what goes to the calendar chosen for writing, then what is taken away elsewhere.

    In that order a reminder that moves to another calendar stands twice for a moment, but is never lost. `redecide`
    answers anew for an event that changed since it was read. `taken` are reminders that the program itself took away
    earlier: a calendar that remembers their deletion may bring them back.
    """
    arriving = [_arriving(change, taken) for change in changes if _goes_to(change, target)]
    done = _at(target, arriving, sinks, window, redecide)
    arrived = {standee.id for standee in done.standing}
    leaving: dict[Place, list[Change]] = {}
    for change in changes:
        if isinstance(change, Move) and change.standee.id in arrived:
            leaving.setdefault(change.standee.ref.place, []).append(Delete(standee=change.standee))
        elif isinstance(change, Delete | Update) and change.standee.ref.place != target:
            leaving.setdefault(change.standee.ref.place, []).append(change)
    for place, theirs in leaving.items():
        over = done.ended(place[0])
        if over is not None:
            done.fail(place[0], over, times=len(theirs))
        else:
            done.absorb(_at(place, theirs, sinks, window, redecide))
    return done


def _goes_to(change: Change, target: Place) -> bool:
    return isinstance(change, Create | Move) or change.standee.ref.place == target


def _arriving(change: Change, taken: Collection[TouchpointId]) -> Change:
    if isinstance(change, Move):
        # It stands elsewhere, so whoever deleted it here did not mean the reminder.
        return Create(reminder=replace(change.reminder, revive=True))
    if isinstance(change, Create) and change.reminder.id in taken:
        return Create(reminder=replace(change.reminder, revive=True))
    return change


def _at(
    place: Place, changes: Sequence[Change], sinks: Mapping[Place, Sink], window: Window, redecide: Redecide
) -> Applied:
    """Carry out the changes of one calendar. One that it refuses is one failure; where the whole calendar or account
    fails, what was answered up to there counts, and the rest is not tried.
    """
    done = Applied()
    if not changes:
        return done
    sink = sinks.get(place)
    if sink is None:
        err = SourceError(
            f"{place[0]}: the calendar {place[1]} cannot be written",
            next_step="Choose another with: afterword calendars use ACCOUNT/CALENDAR --write",
        )
        done.fail(place[0], err, times=len(changes), whole=True)
        return done
    said: list[tuple[Change, Answer | None]] = []
    try:
        with sink.batch() as late:
            for change in changes:
                said.append((change, _write(sink, change)))
                if isinstance(said[-1][1], Unavailable):
                    break
    except SourceError as err:
        # Nothing that a broken batch said can be relied on: the next sync reads what really stands.
        done.fail(place[0], err, times=len(changes), whole=True)
        return done
    spot = _Spot(account=place[0], sink=sink, window=window, redecide=redecide)
    for change, answer in said:
        _settle(spot, change, (late or {}).get(_event_id(change, answer), answer), done)
    done.failed += len(changes) - len(said)
    if done.failed:
        done.unsure.add(place)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """The calendar that is being written, and how to decide anew there."""

    account: AccountName
    sink: Sink
    window: Window
    redecide: Redecide


def _event_id(change: Change, answer: Answer | None) -> EventId:
    """Return the id under which a batch tells what came of a change."""
    if isinstance(change, Create | Move):
        return answer.ref.event_id if isinstance(answer, Standee) else EventId("")
    return change.standee.ref.event_id


def _settle(spot: _Spot, change: Change, answer: Answer | None, done: Applied) -> None:
    """Record what came of a change; where the event had changed meanwhile, look again and decide anew."""
    for _ in range(AGAIN - 1):
        if not isinstance(answer, PreconditionFailed):
            break
        over = done.trouble.get(spot.account)
        if isinstance(over, Unavailable):
            answer = over
            break
        try:
            again = _look_again(spot, change, done)
        except SourceError as err:
            answer = err
            break
        if again is None:
            return
        change, answer = again, _write(spot.sink, again)
    _record(spot.account, change, answer, done)


def _look_again(spot: _Spot, change: Change, done: Applied) -> Change | None:
    """Read the event afresh and decide anew; where it is gone the next sync takes that for the user's wish."""
    if isinstance(change, Create | Move):
        return None
    fresh = next((s for s in spot.sink.reminders(spot.window) if s.ref == change.standee.ref), None)
    if fresh is None:
        return None
    if fresh.mark is None:
        fresh = replace(fresh, mark=change.standee.mark)
    again = spot.redecide(fresh)
    if again is None:
        done.standing.append(fresh)
    return again


def _write(sink: Sink, change: Change) -> Answer | None:
    """Carry out one change; return how the reminder then stands, None where it is gone, or why it could not be."""
    try:
        if isinstance(change, Create):
            return sink.create(change.reminder)
        if isinstance(change, Update):
            return sink.update(change.standee, change.reminder)
        if isinstance(change, Delete):
            sink.delete(change.standee.ref, change.standee.etag)
    except (PreconditionFailed, Dismissed, SourceError) as err:
        return err
    return None


def _record(account: AccountName, change: Change, answer: Answer | None, done: Applied) -> None:
    before = None if isinstance(change, Create | Move) else change.standee
    if isinstance(answer, Dismissed) and isinstance(change, Create):
        done.dismissed.append(change.reminder)
    elif isinstance(answer, SourceError):
        done.fail(account, answer)
    elif isinstance(answer, Exception):
        done.failed += 1
    elif isinstance(answer, Standee):
        done.standing.append(answer)
        done.wrote.append(Wrote(id=answer.id, before=before, after=answer))
        done.created += before is None
        done.updated += before is not None
    elif before is not None:
        done.gone.append(before.ref)
        done.wrote.append(Wrote(id=before.id, before=before))
        done.deleted += 1
