"""What is known and what follows from it: sightings and decisions in, interviews and the plan out. Pure.

The sync and every command that only shows something answer from here, so that they can never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.config import Config
from core.forget import interviews_without, markers, sightings_without
from core.linkedin.overlay import with_linkedin
from core.linkedin.values import Book
from core.model import (
    Busy,
    Directives,
    Interview,
    InterviewId,
    Outcome,
    Past,
    Plan,
    ProcessId,
    Sighting,
    Standee,
    Standing,
    Touchpoint,
    TouchpointId,
    TouchpointStatus,
)
from core.recognise.directives import merge, parse
from core.recognise.identity import interviews as merge_sightings
from core.state import CalendarState, Decisions, Ended
from core.sync.hand import first_noticed, same_moment, stray, text_is_ours
from core.timeline.plan import plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Everything that follows from what is known at one moment.

    `strays` are reminders whose interviews are not known any more and lie in the past: they are left as they are.
    """

    interviews: tuple[Interview, ...]
    plan: Plan
    outcomes: Mapping[ProcessId, Outcome]
    strays: frozenset[TouchpointId] = frozenset()

    def by_process(self) -> Mapping[ProcessId, tuple[Interview, ...]]:
        """Return the interviews of each process, by start."""
        rounds: dict[ProcessId, list[Interview]] = {}
        for interview in self.interviews:
            rounds.setdefault(interview.process, []).append(interview)
        return {process: tuple(theirs) for process, theirs in rounds.items()}


def known_interviews(
    sightings: Sequence[Sighting],
    *,
    standees: Sequence[Standee],
    decisions: Decisions,
    config: Config,
    books: Sequence[Book] = (),
) -> tuple[Interview, ...]:
    """Return the interviews, with what the user said of them and what LinkedIn knows of their people."""
    met = met_in_calendars(sightings, standees=standees, decisions=decisions, config=config)
    return known_people(met, books=books, decisions=decisions, config=config)


def met_in_calendars(
    sightings: Sequence[Sighting], *, standees: Sequence[Standee], decisions: Decisions, config: Config
) -> tuple[Interview, ...]:
    """Return the interviews, each with what the user said of it in a debrief or in a reminder's description.

    Their people are as the calendars tell them, less whoever is forgotten.
    """
    zone = ZoneInfo(config.me.zone)
    noticed = first_noticed(standee.mark for standee in standees if standee.mark)
    said = _said(standees, zone)
    forgotten = markers(decisions)
    merged = merge_sightings(sightings_without([*sightings, *decisions.added], forgotten), zone=zone)
    complete = tuple(_complete(interview, noticed, said, decisions.debriefs) for interview in merged)
    return interviews_without(complete, forgotten)


def known_people(
    met: Sequence[Interview], *, books: Sequence[Book], decisions: Decisions, config: Config
) -> tuple[Interview, ...]:
    """Return the interviews with what LinkedIn, and the user, know of their people."""
    return with_linkedin(
        met, books=books, linked=decisions.linked, refused=decisions.refused, zone=ZoneInfo(config.me.zone)
    )


def _complete(
    interview: Interview,
    noticed: Mapping[InterviewId, datetime],
    said: Mapping[InterviewId, Directives],
    debriefs: Mapping[InterviewId, Directives],
) -> Interview:
    moments = [interview.first_seen, *(noticed[alias] for alias in interview.aliases if alias in noticed)]
    directives = interview.directives
    for source in (debriefs, said):
        for alias in interview.aliases:
            if alias in source:
                directives = merge(directives, source[alias])
    return replace(interview, first_seen=min(moments), directives=directives)


def _said(standees: Iterable[Standee], zone: ZoneInfo) -> Mapping[InterviewId, Directives]:
    """Return what the user wrote into the descriptions of reminders, by the interviews those stand for.

    Relative days count from the reminder's own, so that they say the same at every sync.
    """
    found: dict[InterviewId, Directives] = {}
    for standee in standees:
        if standee.mark is None or text_is_ours(standee):
            continue
        directives = parse(standee.text, today=standee.start.astimezone(zone).date(), trusted=True)
        if directives != Directives():
            for interview in standee.mark.basis:
                found[interview] = merge(found.get(interview, Directives()), directives)
    return found


def outcomes_of(interviews: Sequence[Interview], ended: Sequence[Ended]) -> Mapping[ProcessId, Outcome]:
    """Return the outcome in force of each process: the last one given for any of its interviews."""
    process_of = {alias: interview.process for interview in interviews for alias in interview.aliases}
    found: dict[ProcessId, Outcome] = {}
    for end in ended:
        for interview in end.interviews:
            if interview in process_of:
                found[process_of[interview]] = end.outcome
                break
    return found


def newly_ended(
    interviews: Sequence[Interview], ended: Sequence[Ended], *, now: datetime, zone: ZoneInfo
) -> tuple[Ended, ...]:
    """Return the outcomes written in descriptions that are not recorded yet, as of the local day of `now`."""
    said = {(alias, end.outcome.word) for end in ended for alias in end.interviews}
    fresh: list[Ended] = []
    for interview in interviews:
        word = interview.directives.outcome
        rounds = tuple(i.id for i in interviews if i.process == interview.process) if word else ()
        if word and not any((alias, word) in said for alias in (*rounds, *interview.aliases)):
            fresh.append(Ended(outcome=Outcome(word=word, on=now.astimezone(zone).date()), interviews=rounds))
            said.update((alias, word) for alias in rounds)
    return tuple(fresh)


def outlook(
    interviews: tuple[Interview, ...],
    *,
    calendars: Sequence[CalendarState],
    standees: Sequence[Standee],
    history: Sequence[Past],
    decisions: Decisions,
    config: Config,
    now: datetime,
) -> Outlook:
    """Plan as of `now`. A touchpoint whose reminder stands reads SCHEDULED."""
    known = frozenset(alias for interview in interviews for alias in interview.aliases)
    strays = frozenset(past.id for past in history if stray(past, known) and _over(past, now))
    outcomes = outcomes_of(interviews, decisions.ended)
    busy = busy_spans(calendars)

    def planning(past: Sequence[Past]) -> Plan:
        return plan(
            interviews=interviews,
            outcomes=outcomes,
            past=past,
            policy=config.policy,
            me=config.me,
            busy=busy,
            now=now,
        )

    known_past = [past for past in history if past.id not in strays]
    planned = planning(known_past)
    if unmarked := _unmarked(standees, history, planned):
        planned = planning([*known_past, *unmarked])
    standing = {standee.id for standee in standees}
    touchpoints = tuple(scheduled(touchpoint, standing) for touchpoint in planned.touchpoints)
    return Outlook(
        interviews=interviews, plan=replace(planned, touchpoints=touchpoints), outcomes=outcomes, strays=strays
    )


def _unmarked(standees: Sequence[Standee], history: Sequence[Past], planned: Plan) -> tuple[Past, ...]:
    """Return what is to be remembered of reminders whose mark a client has dropped, with no state to recall it.

    What they stand for is in the plan; where they stand is the user's word.
    """
    remembered = {past.id for past in history}
    starts = {s.id: s.start for s in standees if s.mark is None and s.id not in remembered}
    return tuple(
        Past(
            id=touchpoint.id,
            kind=touchpoint.kind,
            number=touchpoint.number,
            basis=touchpoint.basis,
            due=starts[touchpoint.id],
            late=touchpoint.late,
            pinned=not same_moment(starts[touchpoint.id], touchpoint.due),
        )
        for touchpoint in planned.touchpoints
        if touchpoint.id in starts
    )


def busy_spans(calendars: Iterable[CalendarState]) -> tuple[Busy, ...]:
    """Return the busy spans of all calendars, sorted, each once."""
    spans = {(span.start, span.end) for calendar in calendars for spans in calendar.busy.values() for span in spans}
    return tuple(Busy(start=start, end=end) for start, end in sorted(spans))


def _over(past: Past, now: datetime) -> bool:
    return all(end <= now for end in past.basis.values())


def scheduled(touchpoint: Touchpoint, standing: set[TouchpointId]) -> Touchpoint:
    """Return a planned touchpoint as SCHEDULED where its reminder stands."""
    if touchpoint.status is TouchpointStatus.PLANNED and touchpoint.id in standing:
        return replace(touchpoint, status=TouchpointStatus.SCHEDULED)
    return touchpoint


def first_seen(touchpoint: Touchpoint, interviews: Iterable[Interview]) -> datetime | None:
    """Return when the first interview that a touchpoint stands on was noticed."""
    moments = [i.first_seen for i in interviews if set(i.aliases) & set(touchpoint.basis)]
    return min(moments, default=None)


def stands(interview: Interview, now: datetime) -> bool:
    """True where an interview counts: on the calendar, or gone from it only after it took place (T9)."""
    if interview.standing is Standing.GONE:
        return interview.end <= now
    return interview.standing is Standing.ON
