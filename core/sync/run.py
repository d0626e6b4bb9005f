"""One sync is one straight line: pull, notice, merge, plan, reconcile, apply, commit.

Everything before `apply` is decided in pure functions; everything is remembered in one write at the end. A crash after
`apply` and before the commit repeats creates that meet their own first copy. A calendar that fails keeps what was last
read of it, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.config import Config
from core.forget import markers, state_without
from core.ids import derive
from core.linkedin.nudge import nudges
from core.linkedin.overlay import search_for
from core.linkedin.values import Book
from core.model import AccountName, Event, Interview, Kind, Past, Place, Reading, Sighting, Standee, Window
from core.recognise.identity import marked
from core.restored import hearsay
from core.runs import Failing
from core.state import Decisions, State, Told
from core.sync.announce import Announced, announce
from core.sync.apply import Applied, apply
from core.sync.brakes import signed_out, spared, unwritable, within
from core.sync.hand import Hand, notice, refs_of, vanished
from core.sync.look_up import look_up
from core.sync.outlook import (
    Outlook,
    kept_words,
    known_people,
    met_in_calendars,
    newly_ended,
    outlook,
    with_refusals,
)
from core.sync.ports import Connected, Reach, Sink
from core.sync.pull import Pulled, of_what_is_read, pull_all
from core.sync.reconcile import Change, Verdict, decide, reconcile
from core.sync.remember import intending, mirrored, pruned, remembered, said_by, seen_again, taught, to_reread, tracing
from core.sync.result import SyncResult, account_results, interview_counts, reminder_counts, told_of
from core.sync.sights import Sights, seen_once
from core.sync.wanted import wanted_reminders

BEHIND = timedelta(days=180)
AHEAD = timedelta(days=365)
SLACK = timedelta(days=14)
READER = "23"
"""Raised whenever the recogniser changes: calendars are then read in full again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one sync is asked to do. `overrides` are the user's own note templates, by file name.

    `told` is what a command has just decided, where this sync is to carry it out. `failing` is who has failed before,
    None where nobody keeps count; of these `patient` leaves alone for now whom `core.runs.resting` names.
    """

    connected: Sequence[Connected]
    target: Place
    config: Config
    now: datetime
    overrides: Mapping[str, str]
    only: AccountName | None = None
    full: bool = False
    dry_run: bool = False
    accept: bool = False
    told: Told | None = None
    failing: Mapping[AccountName, Failing] | None = None
    patient: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The user's zone."""
        return ZoneInfo(self.config.me.zone)

    @property
    def today(self) -> date:
        """The user's day."""
        return self.now.astimezone(self.zone).date()


def sync(
    request: Request, state: State, decisions: Decisions, *, commit: Callable[[State, Decisions], None]
) -> SyncResult:
    """Run one sync under the caller's lock and return what it did.

    `commit` is called at the end, and before that where reminders are to be taken away: a crash right after must not
    look as if the user had deleted them. In a dry run it is never called.
    """
    config, now, today = request.config, request.now, request.today
    # What an event was of which the user has just said that it is none may be known from before alone.
    decisions = tracing(decisions, state.sightings)
    met = _met(state.sightings, state.standees, decisions, request)
    before = known_people(met, books=state.linkedin, decisions=decisions, config=config)
    pulled = _pulled_once(_pull(request, state, decisions), request)
    sure = replace(pulled, unread=pulled.unread | hearsay(state.calendars))
    hand = _notice(state.standees, sure, history=state.history, decisions=decisions, request=request)
    lost = vanished(state.standees, pulled.standees, pulled.unread)
    decisions = _kept(tracing(decisions, pulled.sightings), lost, request)
    if (pulled.sightings, pulled.standees) != (state.sightings, state.standees):
        met = _met(pulled.sightings, pulled.standees, decisions, request)
    pulled, books = _look_up(request, pulled, met, books=state.linkedin, decisions=decisions)
    interviews = known_people(met, books=books, decisions=decisions, config=config)
    decisions = _decided(decisions, hand, before, interviews, request)
    view = _planned(request, interviews, pulled, hand, decisions)
    changer = _Changer(request, pulled, view, decisions)
    verdict = changer.verdict()
    changes = within(verdict.changes, config.policy.changes_per_run)
    done, announced = Applied(), Announced(standing=pulled.notices)
    if not request.dry_run:
        intended = intending(decisions, changes, pulled, today)
        if set(intended.taken) - set(decisions.taken):
            commit(state, intended)
        done = changer.apply(changes)
        decisions = taught(intended, done, today)
        standing, pulled = pulled.standees, mirrored(pulled, done)
        decisions = _kept(decisions, vanished(standing, pulled.standees, ()), request)
        announced = changer.announce()
        pulled = replace(pulled, notices=announced.standing)
        pulled, hand, decisions = _read_back(request, pulled, done, hand, decisions, announced=announced)
        hand = pruned(hand, view, pulled)
        reader = reader_of(config, decisions, target=request.target)
        pulled = to_reread(pulled, reader == state.reader)
        fresh = remembered(
            state, pulled, reader=reader, hand=hand, view=view, done=done, books=books, told=request.told, now=now
        )
        commit(state_without(fresh, markers(decisions), now), decisions)
    return SyncResult(
        dry_run=request.dry_run,
        accounts=account_results([c for c in request.connected if _told(c, request, pulled, done)], pulled, done),
        interviews=interview_counts(before, interviews, now),
        reminders=reminder_counts(verdict, changes, done, dry_run=request.dry_run),
        changes=changes,
        warnings=(
            *pulled.warnings,
            *told_of(verdict, changes, interviews, limit=config.policy.changes_per_run, now=now),
            *nudges(books, view.plan.touchpoints, today),
        ),
        announced=frozenset(announced.accounts),
        outlook=view,
    )


def _planned(
    request: Request, interviews: tuple[Interview, ...], pulled: Pulled, hand: Hand, decisions: Decisions
) -> Outlook:
    return outlook(
        interviews,
        calendars=pulled.calendars,
        standees=pulled.standees,
        history=hand.history,
        decisions=decisions,
        config=request.config,
        now=request.now,
    )


def _look_up(
    request: Request, pulled: Pulled, met: Sequence[Interview], *, books: Sequence[Book], decisions: Decisions
) -> tuple[Pulled, tuple[Book, ...]]:
    """Return what was pulled with the trouble of looking people up, and what is known of them now."""
    looked = look_up(
        request.connected,
        search_for(met, linked=decisions.linked, refused=decisions.refused),
        books,
        only=request.only,
        resting={name for name, trouble in pulled.trouble.items() if trouble.rested},
        now=request.now,
        zone=request.zone,
    )
    joined = replace(
        pulled, trouble={**pulled.trouble, **looked.trouble}, warnings=(*pulled.warnings, *looked.warnings)
    )
    return joined, looked.books


def _met(
    sightings: Sequence[Sighting], standees: Sequence[Standee], decisions: Decisions, request: Request
) -> tuple[Interview, ...]:
    return met_in_calendars(sightings, standees=standees, decisions=decisions, config=request.config, now=request.now)


def _kept(decisions: Decisions, gone: Sequence[Standee], request: Request) -> Decisions:
    """Return the decisions with the facts that the user wrote into reminders which are gone now."""
    debriefs = kept_words(gone, decisions.debriefs, config=request.config, now=request.now) if gone else None
    return replace(decisions, debriefs=debriefs) if debriefs else decisions


def _told(connected: Connected, request: Request, pulled: Pulled, done: Applied) -> bool:
    """True where the result speaks of an account: it was asked for, or it went wrong."""
    name = connected.account.name
    return request.only in (None, name) or name in pulled.trouble or name in done.trouble


def reader_of(config: Config, decisions: Decisions, *, target: Place) -> str:
    """Return what readings depend on beside the events: where it differs, calendars are read in full again. A `target`
    chosen just now may hold, unnamed by any news, what is remembered as another account sees it.
    """
    me = config.me
    kinds = ",".join(f"{key}={kind}" for key, kind in decisions.kinds.items())
    return derive(READER, me.name, me.zone, *me.emails, me.country, kinds, *target)


def _pull(request: Request, state: State, decisions: Decisions) -> Pulled:
    config, now = request.config, request.now
    ordinary: dict[tuple[object, ...], Reading] = {}

    def reading(event: Event) -> Reading:
        # Where nothing is new there is nothing to read: the reader is the largest part of the program.
        from core.recognise.read import read

        # The occurrences of a series say the same: one that is nothing to follow up is read once.
        said = (event.uid, event.title, event.description, event.location, event.organizer, event.attendees)
        if event.recurrence and said in ordinary:
            return ordinary[said]
        found = read(event, me=config.me, settled=marked(event.uid, event.recurrence, decisions.kinds))
        if event.recurrence and found.kind is Kind.NONE and found.would_be is Kind.NONE:
            ordinary[said] = found
        return found

    reach = Reach(
        window=Window(start=now - BEHIND, end=now + AHEAD),
        busy=Window(start=now - timedelta(days=2), end=now + timedelta(days=config.policy.horizon_days) + SLACK),
        uids=frozenset(uid for uid, kind in decisions.kinds.items() if kind is not Kind.NONE),
    )
    return pull_all(
        request.connected,
        also={request.target, *refs_of(state.standees)},
        # What the user marked as nothing is not missed: a calendar without it has lost nothing.
        state=replace(state, sightings=with_refusals(state.sightings, decisions.kinds)),
        reach=reach,
        read=reading,
        full=request.full or state.reader != reader_of(config, decisions, target=request.target),
        only=request.only,
        accept=request.accept,
        now=now,
        me=config.me,
        kinds=said_by(decisions),
        resting=spared(request.failing, now=now, zone=request.zone) if request.patient else {},
    )


def _pulled_once(pulled: Pulled, request: Request) -> Pulled:
    return seen_once(of_what_is_read(pulled, request.connected), request.connected, target=request.target)


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
        taken=decisions.taken,
        now=request.now,
        zone=request.zone,
    )


def _decided(
    decisions: Decisions, hand: Hand, before: Sequence[Interview], interviews: Sequence[Interview], request: Request
) -> Decisions:
    """Return the decisions with what the user's hand has settled and what their descriptions say ended."""
    ended = newly_ended(interviews, decisions.ended, before=before, now=request.now, zone=request.zone)
    return replace(decisions, settled=hand.settled, snoozed=hand.snoozed, ended=(*decisions.ended, *ended))


class _Changer:
    """The changes of one sync: decided once, carried out, and decided anew for an event that changed meanwhile."""

    def __init__(self, request: Request, pulled: Pulled, view: Outlook, decisions: Decisions) -> None:
        self.request, self.pulled, self.view, self.decisions = request, pulled, view, decisions
        self.wanted = wanted_reminders(
            view,
            standing=frozenset(standee.id for standee in pulled.standees),
            config=request.config,
            overrides=request.overrides,
            snoozed=frozenset(decisions.snoozed),
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
            fixed=self._fixed(),
            apart=Sights.of(self.request.connected).apart,
            discreet=bool(self.request.config.discreet),
            veiled=self.request.config.veiled,
            now=self.request.now,
        )

    def again(self, standee: Standee) -> Change | None:
        return decide(
            standee,
            self.wanted.get(standee.id),
            withdrawn=standee.id in self.withdrawn,
            settled=self.decisions.settled.get(standee.id),
            target=self.request.target,
            discreet=bool(self.request.config.discreet),
            veiled=self.request.config.veiled,
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
            taken=self.decisions.taken,
        )

    def announce(self) -> Announced:
        """Tell of sign-ins that have ended, and take back what was told of those that hold again."""
        request, pulled = self.request, self.pulled
        if request.failing is None:
            return Announced(standing=pulled.notices)
        names = {one.account.name for one in request.connected}
        asked = {name for name in names if request.only in (None, name)}
        return announce(
            pulled.notices,
            ended=signed_out(pulled.trouble, request.failing, now=request.now),
            holding=asked - set(pulled.trouble),
            connected=names,
            sinks=self._sinks(),
            target=None if request.target in pulled.unread else request.target,
            config=request.config,
            window=Window(start=request.now - BEHIND, end=request.now + AHEAD),
            now=request.now,
        )

    def _fixed(self) -> frozenset[Place]:
        """Return the calendars other than the one written to in which reminders stand and which cannot be written."""
        others = refs_of(self.pulled.standees) - {self.request.target} - self.pulled.unread
        return unwritable(others, self.request.connected)

    def _sinks(self) -> Mapping[Place, Sink]:
        places = {self.request.target, *refs_of(self.pulled.standees), *refs_of(self.pulled.notices)}
        accounts = {one.account.name: one.account for one in self.request.connected}
        found = {place: accounts[place[0]].sink(place[1]) for place in places if place[0] in accounts}
        return {place: sink for place, sink in found.items() if sink is not None}


def _read_back(
    request: Request, pulled: Pulled, done: Applied, hand: Hand, decisions: Decisions, *, announced: Announced
) -> tuple[Pulled, Hand, Decisions]:
    """Read the calendars that were written once more: what stands there, not what was sent, is remembered.

    So the next sync without news finds the very cursor it left, and a reminder that the user deletes in this moment is
    noticed. So is one that stands although its writing was said to have failed. Where the reading fails, what the
    writes answered has to do.
    """
    if not done.wrote and not announced.places and not done.unsure:
        return pulled, hand, decisions
    written = {ref.place for ref in (*done.gone, *(standee.ref for standee in done.standing))}
    written |= announced.places | done.unsure
    written = {place for place in written if done.ended(place[0]) is None}
    again = _pulled_once(_pull_written(request, pulled, decisions, written), request)
    hand = _notice(pulled.standees, again, history=hand.history, decisions=decisions, request=request)
    decisions = seen_again(decisions, again)
    said = tuple(dict.fromkeys((*pulled.warnings, *again.warnings)))
    after = replace(again, unread=pulled.unread, changed=pulled.changed, trouble=pulled.trouble, warnings=said)
    return after, hand, replace(decisions, settled=hand.settled, snoozed=hand.snoozed)


def _pull_written(request: Request, pulled: Pulled, decisions: Decisions, written: set[Place]) -> Pulled:
    """Pull only the calendars in `written`, since the cursors that `pulled` left."""
    state = State(
        calendars=pulled.calendars, sightings=pulled.sightings, standees=pulled.standees, notices=pulled.notices
    )
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
        me=request.config.me,
        kinds=said_by(decisions),
    )
