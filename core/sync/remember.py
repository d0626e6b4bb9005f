"""What a sync remembers: its state and decisions after what was decided and after what was done. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from core.forget import markers
from core.linkedin.values import Book
from core.model import (
    Sighting,
    Standee,
    Touchpoint,
    TouchpointStatus,
)
from core.recognise.traces import traced
from core.said import Said
from core.state import Decisions, State, Told
from core.sync.apply import Applied
from core.sync.hand import Hand, dismissed
from core.sync.outlook import (
    Outlook,
    scheduled,
)
from core.sync.pull import Pulled
from core.sync.reconcile import Change, Delete, Move


def said_by(decisions: Decisions) -> Said:
    """Return what the user has said of events."""
    return Said(kinds=decisions.kinds, traces=decisions.traces, forgotten=markers(decisions))


def tracing(decisions: Decisions, sightings: Sequence[Sighting]) -> Decisions:
    """Return the decisions with what tells the events again that the user has marked, as `sightings` show them."""
    return replace(decisions, traces=traced(said_by(decisions), sightings))


def to_reread(pulled: Pulled, same_eyes: bool) -> Pulled:
    """Return what was pulled so that a calendar which this sync passed over is read in full next time, where the way
    of reading has changed.
    """
    if same_eyes:
        return pulled
    calendars = tuple(
        replace(calendar, cursor=None) if (calendar.account, calendar.calendar) in pulled.unread else calendar
        for calendar in pulled.calendars
    )
    return replace(pulled, calendars=calendars)


def intending(decisions: Decisions, changes: Sequence[Change], pulled: Pulled, today: date) -> Decisions:
    """Return the decisions with the reminders that are about to be taken away, be it from one of two places."""
    refs = {change.standee.ref for change in changes if isinstance(change, Delete | Move)}
    staying = {standee.id for standee in pulled.standees if standee.ref not in refs}
    leaving = {s.id: today for s in pulled.standees if s.ref in refs}
    kept = {id: on for id, on in decisions.taken.items() if id not in staying}
    return replace(decisions, taken={**kept, **leaving})


def taught(decisions: Decisions, done: Applied, today: date) -> Decisions:
    """Return the decisions with what the writing taught: what came back, and what its calendar knows as deleted.

    What was taken away in one place and stands in another counts as taken until it has been seen there since.
    """
    back = {standee.id for standee in done.standing} - {wrote.id for wrote in done.wrote if wrote.after is None}
    settled = {**decisions.settled, **{reminder.id: dismissed(reminder, today) for reminder in done.dismissed}}
    return replace(decisions, settled=settled, taken={id: on for id, on in decisions.taken.items() if id not in back})


def seen_again(decisions: Decisions, pulled: Pulled) -> Decisions:
    """Return the decisions without what counts as taken away but stands, as its calendar has just been read again."""
    standing = {s.id for s in pulled.standees if s.ref.place not in pulled.unread}
    return replace(decisions, taken={id: on for id, on in decisions.taken.items() if id not in standing})


def mirrored(pulled: Pulled, done: Applied) -> Pulled:
    """Return what was pulled with the reminders as the writes have left them."""
    if not done.wrote:
        return pulled
    gone, fresh = set(done.gone), {standee.ref: standee for standee in done.standing}
    kept = [s for s in pulled.standees if s.ref not in gone and s.ref not in fresh]
    return replace(pulled, standees=tuple(sorted((*kept, *fresh.values()), key=lambda s: (s.start, s.id))))


def remembered(
    state: State,
    pulled: Pulled,
    *,
    reader: str,
    hand: Hand,
    view: Outlook,
    done: Applied,
    books: tuple[Book, ...],
    told: Told | None,
    now: datetime,
) -> State:
    """Return the state to commit: the old one where nothing is new, not even the hour at which it ran."""
    fresh = State(
        reader=reader,
        synced_at=now,
        calendars=pulled.calendars,
        sightings=pulled.sightings,
        standees=pulled.standees,
        notices=pulled.notices,
        history=hand.history,
        touchpoints=_shown(view, state.touchpoints, pulled.standees),
        wrote=tuple(done.wrote) or state.wrote,
        linkedin=books,
        told=told if done.wrote else state.told,
    )
    return state if fresh == replace(state, synced_at=now) else fresh


def pruned(hand: Hand, view: Outlook, pulled: Pulled) -> Hand:
    """Return the hand without what was withdrawn and is gone: it must not look later as if it had come due."""
    standing = {standee.id for standee in pulled.standees}
    withdrawn = set(view.plan.withdrawn) - standing
    return replace(hand, history=tuple(past for past in hand.history if past.id not in withdrawn))


def _shown(view: Outlook, before: Sequence[Touchpoint], standees: Sequence[Standee]) -> tuple[Touchpoint, ...]:
    """Return the touchpoints to remember: those that stand or are settled, also after the plan has dropped them."""
    planned = {touchpoint.id for touchpoint in view.plan.touchpoints}
    standing = {standee.id for standee in standees}
    dropped = [_dropped(touchpoint, view) for touchpoint in before if touchpoint.id not in planned]
    kept = [
        scheduled(touchpoint, standing)
        for touchpoint in view.plan.touchpoints
        if touchpoint.id in standing or touchpoint.status is not TouchpointStatus.PLANNED
    ]
    return tuple(sorted((*kept, *dropped), key=lambda touchpoint: (touchpoint.due, touchpoint.id)))


def _dropped(touchpoint: Touchpoint, view: Outlook) -> Touchpoint:
    """Return a touchpoint that the plan no longer has: withdrawn, unless it had come to its end before."""
    open_still = touchpoint.status in (TouchpointStatus.PLANNED, TouchpointStatus.SCHEDULED)
    gone = touchpoint.id in view.plan.withdrawn
    status = TouchpointStatus.WITHDRAWN if gone or open_still else touchpoint.status
    return replace(touchpoint, status=status)
