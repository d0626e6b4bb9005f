"""Plan against calendar: the changes that make the calendar what the plan wants, field by field. Pure.

A three-way comparison: what we last wrote (the mark's digests), what stands there now, what the plan wants. A field
that still says what we wrote follows the plan; one that the user changed stays theirs for good (P3). The decision is
made here once; `core.sync.apply` only carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.model import QUARTER, Mark, Place, Reminder, Standee, TouchpointId, TouchpointStatus
from core.recognise.directives import answered, lift
from core.state import Settled
from core.sync.hand import TICK, same_moment, text_digest, text_is_ours, time_is_ours, title_is_ours
from core.sync.marks import digest, encode, split_tick

UNNAMED = "Follow up"
THEIRS = "theirs"
"""In place of a digest: equals no digest, so that the field is never taken for ours again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """Write a reminder that does not stand anywhere."""

    reminder: Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Change a standing reminder to `reminder`, which already holds what the user's hand keeps."""

    standee: Standee
    reminder: Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Write `reminder` to the calendar now chosen, then take it away where it stands."""

    standee: Standee
    reminder: Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Take a reminder away."""

    standee: Standee


Change = Create | Update | Move | Delete


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A reminder as the plan wants it. `fresh` is False where it must not be created if it does not stand.

    `answers` are the lines that say what was understood of the user's; `snoozed` is True where `snooze` chose the time.
    """

    reminder: Reminder
    fresh: bool = True
    answers: tuple[str, ...] = ()
    snoozed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The changes in the order in which they are to be made, and the reminders that are right as they stand.

    `stuck` are those that would be changed if their calendar could be written.
    """

    changes: tuple[Change, ...]
    kept: tuple[Standee, ...]
    stuck: tuple[Standee, ...] = ()


def reconcile(
    *,
    wanted: Mapping[TouchpointId, Wanted],
    standing: Sequence[Standee],
    withdrawn: frozenset[TouchpointId],
    settled: Mapping[TouchpointId, Settled],
    target: Place,
    unread: frozenset[Place],
    fixed: frozenset[Place] = frozenset(),
    apart: Callable[[Standee, Standee], bool] = lambda one, other: one.ref.place != other.ref.place,
    discreet: bool,
    veiled: bool = False,
    now: datetime,
) -> Verdict:
    """Return what to change. `unread` are calendars that could not be read in this sync: they are left alone.

    `fixed` are those that cannot be written, such as a feed of the very calendar in which the reminders stand: what
    stands there alone stays as it is. `apart` tells two events from one that is seen through two accounts.
    """
    changes: list[Change] = []
    kept: list[Standee] = []
    stuck: list[Standee] = []
    copies = _by_id(standee for standee in standing if standee.ref.place not in unread)
    for touchpoint, standees in copies.items():
        standee, *others = sorted(
            standees,
            key=lambda s: (s.ref.place != target, s.ref.place in fixed, not time_is_ours(s), s.ref.event_id),
        )
        # Case: a crash between the two halves of a move left it in both calendars.
        spare = [other for other in others if other.ref.place != standee.ref.place and apart(other, standee)]
        changes += [Delete(standee=other) for other in spare if other.ref.place not in fixed]
        change = decide(
            standee,
            wanted.get(touchpoint),
            withdrawn=touchpoint in withdrawn,
            settled=settled.get(touchpoint),
            target=target,
            discreet=discreet,
            veiled=veiled,
            now=now,
        )
        if change is not None and standee.ref.place in fixed:
            stuck.append(standee)
        elif change is None or (isinstance(change, Move) and target in unread):
            kept.append(standee)
        else:
            changes.append(change)
    stands = {standee.id for standee in standing}
    if target not in unread:
        changes += [
            Create(reminder=want.reminder)
            for touchpoint, want in wanted.items()
            if want.fresh and touchpoint not in stands and touchpoint not in settled and want.reminder.start >= now
        ]
    return Verdict(changes=tuple(sorted(changes, key=_order)), kept=(*kept, *stuck), stuck=tuple(stuck))


def _by_id(standing: Iterable[Standee]) -> Mapping[TouchpointId, list[Standee]]:
    copies: dict[TouchpointId, list[Standee]] = {}
    for standee in standing:
        copies.setdefault(standee.id, []).append(standee)
    return copies


def _order(change: Change) -> tuple[int, datetime, str]:
    """What misleads goes first, then what is due soonest: a run that is cut off at its limit did what matters."""
    if isinstance(change, Create):
        return 2, change.reminder.start, change.reminder.id
    return (0 if isinstance(change, Delete) else 1), change.standee.start, change.standee.id


def decide(
    standee: Standee,
    want: Wanted | None,
    *,
    withdrawn: bool,
    settled: Settled | None,
    target: Place,
    discreet: bool,
    veiled: bool = False,
    now: datetime,
) -> Change | None:
    """Return the change for one standing reminder, or None where it is right."""
    if standee.mark is None and want is None:
        return None  # it has lost its mark and the plan does not know it: the user's now
    future = standee.start > now
    if settled is not None and settled.status is TouchpointStatus.SKIPPED:
        return Delete(standee=standee)
    done = settled is not None and settled.status is TouchpointStatus.DONE
    if withdrawn and future and not done:
        return Delete(standee=standee)
    goal = merged(standee, want, done=done, discreet=discreet, veiled=veiled, now=now)
    if standee.ref.place != target:
        return Move(standee=standee, reminder=goal)
    return None if same(standee, goal) else Update(standee=standee, reminder=goal)


def merged(
    standee: Standee, wanted: Wanted | None, *, done: bool, discreet: bool, veiled: bool = False, now: datetime
) -> Reminder:
    """Return the reminder as it should stand: the plan's fields where ours still hold, the user's where they do not.

    A reminder that is done, or whose time has passed and is not planned anew, is a record: it changes no more, except
    that turning `discreet` on renames it, `veiled` takes our names out of its text, `done` puts its tick in front, and
    lines of the user's are answered.
    """
    want = wanted.reminder if wanted else None
    mark = _mark_of(standee, want)
    prefix, bare = split_tick(standee.title)
    if done and not prefix:
        prefix = TICK
    standing = Reminder(
        id=standee.id, title=prefix + bare, text=standee.text, start=standee.start, end=standee.end, mark=mark
    )
    if want is None or wanted is None:
        return _unnamed(standee, standing) if veiled else standing
    record = done or (standee.start <= now and want.start <= now)
    if title_is_ours(standee) and (discreet or not record):
        title = prefix + split_tick(want.title)[1]
        standing = replace(standing, title=title, mark=replace(mark, title=want.mark.title))
    if record and veiled and text_is_ours(standee):
        # Where others can read it, a record that moved there must not say more than the reminders of today.
        return replace(
            standing,
            text=_with_own_lines(standee, want.text),
            mark=replace(standing.mark, text=want.mark.text, draft=want.mark.draft),
        )
    if record:
        return _answered(standee, standing, wanted)
    return _follow(standee, standing, wanted)


def _unnamed(standee: Standee, standing: Reminder) -> Reminder:
    """Return a record that the plan no longer knows without what we once wrote of names into it."""
    mark = standing.mark
    if title_is_ours(standee):
        bare = split_tick(standing.title)
        standing = replace(standing, title=f"{bare[0]}{UNNAMED}", mark=replace(mark, title=digest(UNNAMED)))
    if text_is_ours(standee):
        standing = replace(
            standing, text=_with_own_lines(standee, ""), mark=replace(standing.mark, text=digest(""), draft="")
        )
    return standing


def _answered(standee: Standee, goal: Reminder, wanted: Wanted) -> Reminder:
    """Return `goal` with the answers to the lines that the user wrote, if any, and no other word changed."""
    text = answered(standee.text, wanted.answers) if lift(standee.text)[1] else standee.text
    if text == standee.text or not text_is_ours(standee):
        return replace(goal, text=text)
    return replace(goal, text=text, mark=replace(goal.mark, text=digest(lift(text)[0][0])))


def _with_own_lines(standee: Standee, text: str) -> str:
    """Return `text` with the user's own lines below: the reminder is the only place that remembers them."""
    own = [line for line in lift(standee.text)[1] if line not in text.splitlines()]
    return "\n\n".join(filter(None, (text, "\n".join(own))))


def _follow(standee: Standee, goal: Reminder, wanted: Wanted) -> Reminder:
    """Return `goal` with the plan's text and time, each only where the user has not put their own."""
    want = wanted.reminder
    was = goal.mark
    mark = replace(want.mark, title=was.title, text=was.text, start=was.start, end=was.end, draft=was.draft)
    # The drafts go along for a calendar to which this moves; where it stands, the mark says whether they change.
    goal = replace(goal, drafts=want.drafts)
    if text_is_ours(standee):
        goal = replace(goal, text=_with_own_lines(standee, want.text))
        mark = replace(mark, text=want.mark.text, draft=want.mark.draft)
    else:
        goal = replace(goal, text=answered(standee.text, wanted.answers))
    if wanted.snoozed and not same_moment(standee.start, want.start):
        goal = replace(goal, start=want.start, end=want.start + (standee.end - standee.start))
        mark = as_by_hand(mark, want.start)
    elif time_is_ours(standee):
        ours = standee.end - standee.start == mark.end - mark.start  # a length the user chose stays, too
        length = want.end - want.start if ours else standee.end - standee.start
        goal = replace(goal, start=want.start, end=want.start + length)
        mark = replace(mark, start=want.start, end=want.end)
    return replace(goal, mark=mark)


def as_by_hand(mark: Mark, start: datetime) -> Mark:
    """Return `mark` so that a reminder at `start` reads as moved there by the user: `snooze` is their hand too."""
    if not same_moment(mark.start, start):
        return mark
    return replace(mark, start=mark.start - QUARTER, end=mark.end - QUARTER)


def _mark_of(standee: Standee, want: Reminder | None) -> Mark:
    """Return what we last wrote. Where that is lost nothing tells ours from theirs, so all of it counts as theirs."""
    if standee.mark is not None:
        return standee.mark
    if want is None:
        raise ValueError(f"reminder {standee.id} has neither a mark nor a plan")
    return replace(want.mark, title=THEIRS, text=THEIRS)


def same(standee: Standee, goal: Reminder) -> bool:
    """True where writing `goal` would change nothing."""
    return (
        standee.title == goal.title
        and (standee.text == goal.text or text_digest(standee) == digest(goal.text))
        and same_moment(standee.start, goal.start)
        and same_moment(standee.end, goal.end)
        and (standee.mark is None or encode(standee.mark) == encode(goal.mark))
    )
