"""One sync is one straight line: pull, notice, merge, plan, reconcile, apply, commit.

Everything before `apply` is decided in pure functions; everything is remembered in one write at the end. A crash after
`apply` and before the commit repeats creates that meet their own first copy. A calendar that fails keeps what was last
read of it, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.config import Config
from core.ids import derive
from core.model import (
    AccountName,
    Event,
    Interview,
    Kind,
    Past,
    Reading,
    Standee,
    Touchpoint,
    TouchpointStatus,
    Window,
)
from core.recognise.read import read
from core.recognise.signals import Known
from core.state import Decisions, State
from core.sync.apply import Applied, apply
from core.sync.context import known_of
from core.sync.hand import Hand, notice, refs_of
from core.sync.outlook import Outlook, known_interviews, newly_ended, outlook, scheduled
from core.sync.ports import Reach, Sink
from core.sync.pull import Connected, Pulled, pull_all
from core.sync.reconcile import Change, Target, Verdict, decide, reconcile
from core.sync.result import SyncResult, account_results, interview_counts, reminder_counts
from core.sync.wanted import wanted_reminders

BEHIND = timedelta(days=180)
AHEAD = timedelta(days=365)
SLACK = timedelta(days=14)
READER = "3"
"""Raised whenever the recogniser changes: calendars are then read in full again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one sync is asked to do. `overrides` are the user's own note templates, by file name."""

    connected: Sequence[Connected]
    target: Target
    config: Config
    now: datetime
    overrides: Mapping[str, str]
    only: AccountName | None = None
    full: bool = False
    dry_run: bool = False
    accept: bool = False


def sync(
    request: Request, state: State, decisions: Decisions, *, commit: Callable[[State, Decisions], None]
) -> SyncResult:
    """Run one sync under the caller's lock and return what it did. `commit` is called once, in a dry run never."""
    config, now = request.config, request.now
    before = known_interviews(state.sightings, standees=state.standees, decisions=decisions, config=config)
    pulled = _pull(request, state, decisions)
    hand = _notice(state.standees, pulled, history=state.history, decisions=decisions, request=request)
    interviews = before
    if (pulled.sightings, pulled.standees) != (state.sightings, state.standees):
        interviews = known_interviews(pulled.sightings, standees=pulled.standees, decisions=decisions, config=config)
    decisions = _decided(decisions, hand, interviews, request)
    view = outlook(
        interviews,
        calendars=pulled.calendars,
        standees=pulled.standees,
        history=hand.history,
        decisions=decisions,
        config=config,
        now=now,
    )
    changer = _Changer(request, pulled, view, decisions)
    verdict = changer.verdict()
    changes = verdict.changes[: config.policy.changes_per_run]
    done = Applied()
    if not request.dry_run:
        done = changer.apply(changes)
        pulled, hand, decisions = _read_back(request, pulled, done, hand, decisions)
        hand = _pruned(hand, view, pulled)
        reader = reader_of(config, decisions)
        commit(_remembered(state, pulled, reader=reader, hand=hand, view=view, done=done, now=now), decisions)
    return SyncResult(
        dry_run=request.dry_run,
        accounts=account_results([c for c in request.connected if _told(c, request, pulled, done)], pulled, done),
        interviews=interview_counts(before, interviews, now),
        reminders=reminder_counts(verdict, changes, done, dry_run=request.dry_run),
        changes=changes,
        warnings=(*pulled.warnings, *_held_back(verdict, changes), *_not_understood(interviews)),
        outlook=view,
    )


def _told(connected: Connected, request: Request, pulled: Pulled, done: Applied) -> bool:
    """True where the result speaks of an account: it was asked for, or it went wrong."""
    name = connected.account.name
    return request.only in (None, name) or name in pulled.trouble or name in done.trouble


def reader_of(config: Config, decisions: Decisions) -> str:
    """Return what readings depend on beside the events: where it differs, calendars are read in full again."""
    me = config.me
    kinds = ",".join(f"{key}={kind}" for key, kind in sorted(decisions.kinds.items()))
    return derive(READER, me.name, me.zone, *me.emails, kinds)


def _pull(request: Request, state: State, decisions: Decisions) -> Pulled:
    config, now = request.config, request.now

    ordinary: dict[tuple[object, ...], Reading] = {}

    def reading(event: Event, known: Known) -> Reading:
        # The occurrences of a series say the same: one that is nothing to follow up is read once.
        said = (known, event.uid, event.title, event.description, event.location, event.organizer, event.attendees)
        if event.recurrence and said in ordinary:
            return ordinary[said]
        found = read(event, me=config.me, settled=settled_kind(event, decisions), known=known)
        if event.recurrence and found.kind is Kind.NONE and found.would_be is Kind.NONE:
            ordinary[said] = found
        return found

    reach = Reach(
        window=Window(start=now - BEHIND, end=now + AHEAD),
        busy=Window(start=now - timedelta(days=2), end=now + timedelta(days=config.policy.horizon_days) + SLACK),
    )
    return pull_all(
        request.connected,
        also={request.target, *refs_of(state.standees)},
        state=state,
        reach=reach,
        read=reading,
        full=request.full or state.reader != reader_of(config, decisions),
        only=request.only,
        accept=request.accept,
        now=now,
        known=_known_before(state, config, now),
        mine=frozenset(config.me.emails),
    )


def _known_before(state: State, config: Config, now: datetime) -> Known:
    """Return what earlier pulls say of the events of this one."""
    offices = [digest for calendar in state.calendars for digest in calendar.offices]
    return known_of(state.sightings, offices, now=now, mine=config.me.emails)


def settled_kind(event: Event, decisions: Decisions) -> Kind | None:
    """Return the user's own verdict on an event (`mark`), by its UID or the id of its interview."""
    return decisions.kinds.get(event.uid) or decisions.kinds.get(derive("interview", event.uid, event.recurrence))


def _notice(
    before: Sequence[Standee], pulled: Pulled, *, history: Sequence[Past], decisions: Decisions, request: Request
) -> Hand:
    return notice(
        before=before,
        now_standing=pulled.standees,
        unread=pulled.unread,
        history=history,
        settled=decisions.settled,
        snoozed=decisions.snoozed,
        now=request.now,
        zone=ZoneInfo(request.config.me.zone),
    )


def _decided(decisions: Decisions, hand: Hand, interviews: Sequence[Interview], request: Request) -> Decisions:
    """Return the decisions with what the user's hand has settled and what their descriptions say ended."""
    zone = ZoneInfo(request.config.me.zone)
    ended = newly_ended(interviews, decisions.ended, now=request.now, zone=zone)
    return replace(decisions, settled=hand.settled, ended=(*decisions.ended, *ended))


class _Changer:
    """The changes of one sync: decided once, carried out, and decided anew for an event that changed meanwhile."""

    def __init__(self, request: Request, pulled: Pulled, view: Outlook, decisions: Decisions) -> None:
        self.request, self.pulled, self.view, self.decisions = request, pulled, view, decisions
        self.wanted = wanted_reminders(
            view,
            standing=frozenset(standee.id for standee in pulled.standees),
            config=request.config,
            overrides=request.overrides,
            now=request.now,
        )
        self.withdrawn = frozenset(view.plan.withdrawn)

    def verdict(self) -> Verdict:
        return reconcile(
            wanted=self.wanted,
            standing=self.pulled.standees,
            withdrawn=self.withdrawn,
            settled=self.decisions.settled,
            target=self.request.target,
            unread=self.pulled.unread,
            discreet=self.request.config.discreet,
            now=self.request.now,
        )

    def again(self, standee: Standee) -> Change | None:
        return decide(
            standee,
            self.wanted.get(standee.id),
            withdrawn=standee.id in self.withdrawn,
            settled=self.decisions.settled.get(standee.id),
            target=self.request.target,
            discreet=self.request.config.discreet,
            now=self.request.now,
        )

    def apply(self, changes: Sequence[Change]) -> Applied:
        now = self.request.now
        return apply(
            changes,
            sinks=self._sinks(),
            target=self.request.target,
            window=Window(start=now - BEHIND, end=now + AHEAD),
            redecide=self.again,
        )

    def _sinks(self) -> Mapping[Target, Sink]:
        places = {self.request.target, *refs_of(self.pulled.standees)}
        accounts = {one.account.name: one.account for one in self.request.connected}
        found = {place: accounts[place[0]].sink(place[1]) for place in places if place[0] in accounts}
        return {place: sink for place, sink in found.items() if sink is not None}


def _read_back(
    request: Request, pulled: Pulled, done: Applied, hand: Hand, decisions: Decisions
) -> tuple[Pulled, Hand, Decisions]:
    """Read the calendars that were written once more: what stands there, not what was sent, is remembered.

    So the next sync without news finds the very cursor it left, and a reminder that the user deletes in this moment is
    noticed. Where the reading fails, what the writes answered has to do.
    """
    if not done.wrote:
        return pulled, hand, decisions
    gone, fresh = set(done.gone), {standee.ref: standee for standee in done.standing}
    kept = [s for s in pulled.standees if s.ref not in gone and s.ref not in fresh]
    mirror = tuple(sorted((*kept, *fresh.values()), key=lambda standee: (standee.start, standee.id)))
    again = _pull_written(request, replace(pulled, standees=mirror), {(r.account, r.calendar) for r in (*fresh, *gone)})
    hand = _notice(mirror, again, history=hand.history, decisions=decisions, request=request)
    after = replace(again, unread=pulled.unread, changed=pulled.changed, trouble=pulled.trouble)
    return after, hand, replace(decisions, settled=hand.settled)


def _pull_written(request: Request, pulled: Pulled, written: set[Target]) -> Pulled:
    """Pull only the calendars in `written`, since the cursors that `pulled` left."""
    state = State(calendars=pulled.calendars, sightings=pulled.sightings, standees=pulled.standees)
    return pull_all(
        [replace(one, reads=()) for one in request.connected],
        also=written,
        state=state,
        reach=pulled.reach,
        read=pulled.read,
        full=False,
        only=None,
        accept=False,
        now=request.now,
        known=pulled.known,
        mine=frozenset(request.config.me.emails),
    )


def _remembered(
    state: State, pulled: Pulled, *, reader: str, hand: Hand, view: Outlook, done: Applied, now: datetime
) -> State:
    """Return the state to commit: the old one where nothing is new, not even the hour at which it ran."""
    fresh = State(
        reader=reader,
        synced_at=now,
        calendars=pulled.calendars,
        sightings=pulled.sightings,
        standees=pulled.standees,
        history=hand.history,
        touchpoints=_shown(view, state.touchpoints, pulled.standees),
        wrote=tuple(done.wrote) or state.wrote,
    )
    return state if fresh == replace(state, synced_at=now) else fresh


def _pruned(hand: Hand, view: Outlook, pulled: Pulled) -> Hand:
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


def _held_back(verdict: Verdict, changes: Sequence[Change]) -> tuple[str, ...]:
    left = len(verdict.changes) - len(changes)
    if not left:
        return ()
    return (f"one run makes at most {len(changes)} changes; {left} more are left for the next: afterword sync",)


def _not_understood(interviews: Sequence[Interview]) -> tuple[str, ...]:
    return tuple(
        f'{interview.title or interview.company or interview.id}: could not read the line "{line}"'
        for interview in interviews
        for line in interview.directives.unread
    )
