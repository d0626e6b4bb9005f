"""Taking back what the last sync wrote: decided from its journal and what stands now, then done place by place.

What was created is removed, what was changed gets its former title, text and time, what was removed comes back. What
the user changed since then is left alone. A reminder put back keeps the mark of our last write: so every field that the
sync would change again reads as the user's own, and stays. Only where a command's decision is taken back with it, it
gets its former mark too, since nothing would change it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import Closed, PreconditionFailed, SourceError, Unavailable
from core.model import AccountName, EventId, Place, Reminder, Standee, TouchpointId
from core.state import Decisions, Told, Wrote
from core.sync.hand import same_moment
from core.sync.marks import digest
from core.sync.ports import Answer, Sink


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change to take back. `now` is how the reminder stands, None where it is gone."""

    wrote: Wrote
    now: Standee | None = None

    @property
    def place(self) -> Place:
        """The calendar it is in."""
        standee = self.wrote.after or self.wrote.before
        if standee is None:
            raise ValueError(f"a change of nothing: {self.wrote.id}")
        return standee.ref.place

    @property
    def removes(self) -> bool:
        """True where the sync created it."""
        return self.wrote.before is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What to take back, what is left alone, and of which touchpoints no reminder will be left."""

    todo: tuple[Step, ...]
    left: tuple[Wrote, ...]
    skipped: tuple[Standee, ...]


@dataclass(slots=True)
class Undone:
    """What was really done. `again` are the changes that could not be taken back: they stay in the journal."""

    removed: list[Standee] = field(default_factory=list)
    restored: list[Standee] = field(default_factory=list)
    recreated: list[Standee] = field(default_factory=list)
    left: list[Wrote] = field(default_factory=list)
    again: list[Wrote] = field(default_factory=list)
    trouble: dict[AccountName, SourceError] = field(default_factory=dict)


def places_of(wrote: Sequence[Wrote]) -> tuple[Place, ...]:
    """Return the calendars that a journal speaks of."""
    standees = (change.after or change.before for change in wrote)
    return tuple(dict.fromkeys(s.ref.place for s in standees if s))


def decide(wrote: Sequence[Wrote], standing: Mapping[Place, Sequence[Standee]]) -> Steps:
    """Compare the journal with what stands. A place that is not in `standing` could not be read: it is tried anyway."""
    moved = {c.id for c in wrote if c.before is None} & {c.id for c in wrote if c.after is None}
    todo: list[Step] = []
    left: list[Wrote] = []
    for change in wrote:
        step = Step(wrote=change)
        if step.place not in standing:
            todo.append(step)
            continue
        now = _found(change, standing[step.place])
        if change.after is None:
            # Where something stands again, the user has brought it back; without a mark it would not be known as ours.
            if now is None and change.before is not None and change.before.mark is not None:
                todo.append(step)
            else:
                left.append(change)
        elif now is not None and _as_written(now, change.after):
            todo.append(replace(step, now=now))
        elif now is not None:
            left.append(change)
    gone = (step.now for step in todo if step.removes and step.wrote.id not in moved)
    return Steps(todo=tuple(todo), left=tuple(left), skipped=tuple(standee for standee in gone if standee))


def _found(change: Wrote, standing: Sequence[Standee]) -> Standee | None:
    wanted = change.after or change.before
    same = [s for s in standing if s.id == change.id]
    return next((s for s in same if wanted and s.ref == wanted.ref), next(iter(same), None))


def _as_written(now: Standee, after: Standee) -> bool:
    """True where the user has changed nothing since."""
    texts = {digest(after.text), after.mark.text if after.mark else ""}
    return (
        now.title == after.title
        and digest(now.text) in texts
        and same_moment(now.start, after.start)
        and same_moment(now.end, after.end)
    )


def undo(steps: Steps, sinks: Mapping[Place, Sink | SourceError], *, decided: bool) -> Undone:
    """Carry the steps out: what comes back first, then what goes, so that a move back never loses a reminder.

    `decided` says that a command's decision is taken back, too.
    """
    done = Undone(left=list(steps.left))
    for removing in (False, True):
        for place in dict.fromkeys(step.place for step in steps.todo):
            theirs = [step for step in steps.todo if step.place == place and step.removes is removing]
            # Case: a reminder that could not be put back where it came from stays where it went.
            stuck = {change.id for change in done.again}
            done.again += [step.wrote for step in theirs if step.wrote.id in stuck]
            _at(sinks[place], [s for s in theirs if s.wrote.id not in stuck], done, place[0], decided=decided)
    return done


def _at(sink: Sink | SourceError, steps: Sequence[Step], done: Undone, account: AccountName, *, decided: bool) -> None:
    """Carry out the steps of one calendar. One that it refuses is left for another time; where the whole calendar or
    account fails, what was answered up to there counts, and the rest is left.
    """
    if not steps:
        return
    over = done.trouble.get(account)
    if isinstance(over, Unavailable) and not isinstance(over, Closed):
        sink = over
    here = Undone()
    try:
        if isinstance(sink, SourceError):
            raise sink
        with sink.batch() as late:
            for place, step in enumerate(steps):
                try:
                    _one(sink, step, here, decided=decided)
                except SourceError as err:
                    here.trouble.setdefault(account, err)
                    here.again.append(step.wrote)
                    if isinstance(err, Unavailable):
                        here.trouble[account] = err
                        here.again += [later.wrote for later in steps[place + 1 :]]
                        break
        _amend(here, steps, late or {}, account)
    except SourceError as err:
        done.trouble[account] = err
        done.again += [step.wrote for step in steps]
        return
    done.removed += here.removed
    done.restored += here.restored
    done.recreated += here.recreated
    done.left += here.left
    done.again += here.again
    done.trouble.update(here.trouble)


def _amend(here: Undone, steps: Sequence[Step], late: Mapping[EventId, Answer], account: AccountName) -> None:
    """Put what a batch really did in the place of what its calls said."""
    wrote = {step.wrote.id: step.wrote for step in steps}
    for did in (here.removed, here.restored, here.recreated):
        for standee in tuple(did):
            answer = late.get(standee.ref.event_id, standee)
            if isinstance(answer, Standee):
                did[did.index(standee)] = answer
                continue
            did.remove(standee)
            if isinstance(answer, PreconditionFailed):
                here.left.append(wrote[standee.id])
                continue
            here.again.append(wrote[standee.id])
            if isinstance(answer, SourceError):
                here.trouble[account] = answer


def _one(sink: Sink, step: Step, done: Undone, *, decided: bool) -> None:
    before, now = step.wrote.before, step.now
    try:
        if now is None:
            if before is not None and before.mark is not None:
                done.recreated.append(sink.create(_reminder(before, before)))
        elif before is None:
            sink.delete(now.ref, now.etag)
            done.removed.append(now)
        else:
            done.restored.append(sink.update(now, _reminder(before, before if decided else now)))
    except PreconditionFailed:
        done.left.append(step.wrote)  # the user changed it at this very moment


def _reminder(before: Standee, marked: Standee) -> Reminder:
    mark = marked.mark or before.mark
    if mark is None:
        raise PreconditionFailed
    return Reminder(
        id=before.id,
        title=before.title,
        text=before.text,
        start=before.start,
        end=before.end,
        mark=mark,
        revive=True,  # the sync that is taken back had removed it, not the user
    )


MAPPINGS = ("settled", "snoozed", "kinds", "debriefs", "overruled")
ORDERED = ("kinds",)
"""Those mappings of which the last entry counts most."""
ROWS = ("ended", "added")


def told(before: Decisions, after: Decisions) -> Told:
    """Return what a command decided, as the parts of the decisions in which `after` differs from `before`.

    Where the order counts, the whole of a part that differs.
    """
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for name in MAPPINGS:
        was, now = getattr(before, name), getattr(after, name)
        changed = {key for key in {*was, *now} if was.get(key) != now.get(key)}
        if name in ORDERED and list(was.items()) != list(now.items()):
            changed = {*was, *now}
        old[name] = {key: value for key, value in was.items() if key in changed}
        new[name] = {key: value for key, value in now.items() if key in changed}
    for name in ROWS:
        was, now = getattr(before, name), getattr(after, name)
        old[name] = tuple(one for one in was if one not in now)
        new[name] = tuple(one for one in now if one not in was)
    return Told(before=Decisions(**old), after=Decisions(**new))


def changes_reading(said: Told) -> bool:
    """True where a command's decision changes how calendars are read: a mark."""
    return bool(said.before.kinds or said.after.kinds)


def taken_back(decisions: Decisions, said: Told) -> Decisions:
    """Return the decisions without what a command decided, as far as nothing has been decided about it since."""
    fields: dict[str, Any] = {}
    for name in MAPPINGS:
        now, old, new = dict(getattr(decisions, name)), getattr(said.before, name), getattr(said.after, name)
        if name in ORDERED and list(now.items()) == list(new.items()):
            fields[name] = old
            continue
        for key in {*old, *new}:
            # A snooze that was carried out is no longer there: that is no later decision.
            if old.get(key) == new.get(key) or now.get(key) not in (new.get(key), None):
                continue
            if key in old:
                now[key] = old[key]
            else:
                now.pop(key, None)
        fields[name] = now
    for name in ROWS:
        kept = [one for one in getattr(decisions, name) if one not in getattr(said.after, name)]
        fields[name] = (*kept, *(one for one in getattr(said.before, name) if one not in kept))
    return replace(decisions, **fields)


def without(standees: Sequence[Standee], done: Undone) -> tuple[Standee, ...]:
    """Return the known reminders as the undoing has left them."""
    gone = {standee.ref for standee in done.removed}
    fresh = {standee.ref: standee for standee in (*done.restored, *done.recreated)}
    kept = [standee for standee in standees if standee.ref not in gone and standee.ref not in fresh]
    return tuple(sorted((*kept, *fresh.values()), key=lambda s: (s.start, s.id)))


def ids(standees: Sequence[Standee]) -> tuple[TouchpointId, ...]:
    """Return the touchpoints of reminders, each once."""
    return tuple(dict.fromkeys(standee.id for standee in standees))
