"""What is known and what follows from it: sightings and decisions in, interviews and the plan out. Pure.

The sync and every command that only shows something answer from here, so that they can never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
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
    Kind,
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
from core.recognise.directives import merge, over, parse
from core.recognise.identity import interviews as merge_sightings
from core.recognise.identity import marked
from core.state import CalendarState, Decisions, Ended
from core.sync.hand import first_noticed, same_moment, stray
from core.sync.marks import digest
from core.timeline.ending import in_force
from core.timeline.plan import plan
from core.timeline.rounds import processes


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
    now: datetime,
    books: Sequence[Book] = (),
) -> tuple[Interview, ...]:
    """Return the interviews, with what the user said of them and what LinkedIn knows of their people."""
    met = met_in_calendars(sightings, standees=standees, decisions=decisions, config=config, now=now)
    return known_people(met, books=books, decisions=decisions, config=config)


def met_in_calendars(
    sightings: Sequence[Sighting],
    *,
    standees: Sequence[Standee],
    decisions: Decisions,
    config: Config,
    now: datetime,
) -> tuple[Interview, ...]:
    """Return the interviews, each with what the user said of it in a debrief or in a reminder's description.

    Their people are as the calendars tell them, less whoever is forgotten.
    """
    noticed = first_noticed(standee.mark for standee in standees if standee.mark)
    said = said_in(standees, config=config, now=now)
    forgotten = markers(decisions)
    counted = counted_sightings(sightings, decisions.kinds)
    added = [_marked(sighting, decisions.kinds) for sighting in decisions.added]
    merged = merge_sightings(sightings_without([*counted, *added], forgotten), zone=ZoneInfo(config.me.zone))
    complete = tuple(_complete(interview, noticed, said, decisions) for interview in merged)
    return interviews_without(complete, forgotten)


def known_people(
    met: Sequence[Interview], *, books: Sequence[Book], decisions: Decisions, config: Config
) -> tuple[Interview, ...]:
    """Return the interviews with what LinkedIn, and the user, know of their people."""
    return with_linkedin(
        met, books=books, linked=decisions.linked, refused=decisions.refused, zone=ZoneInfo(config.me.zone)
    )


def counted_sightings(sightings: Sequence[Sighting], kinds: Mapping[str, Kind]) -> tuple[Sighting, ...]:
    """Return the sightings without those of events that the user has marked as nothing to them."""
    return tuple(s for s in sightings if marked(s.uid, s.recurrence, kinds) is not Kind.NONE)


def with_refusals(sightings: Sequence[Sighting], kinds: Mapping[str, Kind]) -> tuple[Sighting, ...]:
    """Return the sightings, those of events that the user has marked as nothing as refused: none of them is missed."""
    return tuple(
        _refused(s) if marked(s.uid, s.recurrence, kinds) is Kind.NONE and s.reading.kind is not Kind.NONE else s
        for s in sightings
    )


def _refused(sighting: Sighting) -> Sighting:
    reading = sighting.reading
    return replace(sighting, reading=replace(reading, kind=Kind.NONE, would_be=reading.kind, standing=Standing.REFUSED))


def _marked(added: Sighting, kinds: Mapping[str, Kind]) -> Sighting:
    """Return an interview that is on no calendar as the user has marked it since."""
    kind = marked(added.uid, added.recurrence, kinds)
    return added if kind is None else replace(added, reading=replace(added.reading, kind=kind))


def _complete(
    interview: Interview,
    noticed: Mapping[InterviewId, datetime],
    said: Mapping[InterviewId, Directives],
    decisions: Decisions,
) -> Interview:
    moments = [interview.first_seen, *(noticed[alias] for alias in interview.aliases if alias in noticed)]
    written = _of_aliases(interview.aliases, said, interview.directives)
    told = _of_aliases(interview.aliases, decisions.debriefs)
    directives = over(written, told, _of_aliases(interview.aliases, decisions.overruled))
    return replace(interview, first_seen=min(moments), directives=directives)


def _of_aliases(
    aliases: Iterable[InterviewId], source: Mapping[InterviewId, Directives], first: Directives | None = None
) -> Directives:
    directives = first or Directives()
    for alias in aliases:
        if alias in source:
            directives = merge(directives, source[alias])
    return directives


def said_in(standees: Iterable[Standee], *, config: Config, now: datetime) -> Mapping[InterviewId, Directives]:
    """Return what the user wrote into the descriptions of reminders, by the interviews those stand for.

    Relative days count from the reminder's own day or from today, whichever is earlier; once answered in the
    reminder's text, they mean what the answer says.
    """
    zone, found = ZoneInfo(config.me.zone), dict[InterviewId, Directives]()
    for standee in standees:
        if standee.mark is None or digest(standee.text) == standee.mark.text:
            continue
        seen_from = min(standee.start, now).astimezone(zone).date()
        directives = parse(standee.text, today=seen_from, country=config.me.country, trusted=True)
        if directives != Directives():
            for interview in standee.mark.basis:
                found[interview] = merge(found.get(interview, Directives()), directives)
    return found


def outcomes_of(interviews: Sequence[Interview], ended: Sequence[Ended]) -> Mapping[ProcessId, Outcome]:
    """Return the last outcome given for any interview of each process, with the interviews that were known then."""
    process_of = {alias: interview.process for interview in interviews for alias in interview.aliases}
    found: dict[ProcessId, Outcome] = {}
    for end in ended:
        for interview in end.interviews:
            if interview in process_of:
                found[process_of[interview]] = replace(end.outcome, known=end.interviews)
                break
    return found


def kept_words(
    gone: Sequence[Standee], debriefs: Mapping[InterviewId, Directives], *, config: Config, now: datetime
) -> Mapping[InterviewId, Directives]:
    """Return the debriefs with what the user had written into reminders that are gone: it stays known."""
    found = dict(debriefs)
    for interview, words in said_in(gone, config=config, now=now).items():
        fact = replace(words, unread=())
        if fact != Directives():
            found[interview] = merge(fact, found.get(interview, Directives()))
    return found


def newly_ended(
    interviews: Sequence[Interview],
    ended: Sequence[Ended],
    *,
    before: Sequence[Interview],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Ended, ...]:
    """Return the outcomes written in descriptions that are not recorded yet, as of the local day of `now`.

    A word that is in force says nothing new. One that was recorded once and is in force no more, since a later round or
    another word came after it, counts again where the interview did not say it `before`, at the last sync.
    """
    recorded = {(alias, end.outcome.word): end.outcome.on for end in ended for alias in end.interviews}
    earlier = {alias: interview.directives.outcome for interview in before for alias in interview.aliases}
    standing = in_force(processes(interviews, zone=zone, now=now), outcomes_of(interviews, ended))
    words = {process: outcome.word for process, outcome in standing.items()}
    fresh: list[Ended] = []
    for interview in interviews:
        word = interview.directives.outcome
        if word is None or words.get(interview.process) is word:
            continue
        rounds = tuple(i.id for i in interviews if i.process == interview.process)
        since = [recorded[alias, word] for alias in (*rounds, *interview.aliases) if (alias, word) in recorded]
        said = {earlier[alias] for alias in interview.aliases if alias in earlier}
        # Case: the state is lost. What a record names was known when it was made, and what is older was meant by it.
        named = any((alias, word) in recorded for alias in interview.aliases)
        new = not named and interview.start.astimezone(zone).date() > max(since, default=date.min)
        if not since or (word not in said if said else new):
            fresh.append(Ended(outcome=Outcome(word=word, on=now.astimezone(zone).date()), interviews=rounds))
            words[interview.process] = word
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
    # What the user has marked as no interview is no stray: its reminders are to go.
    known |= {InterviewId(name) for name, kind in decisions.kinds.items() if kind is Kind.NONE}
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
    """Return when the interview that a touchpoint waits for was noticed: of those it stands on, the one to end last."""
    stood_on = [i for i in interviews if set(i.aliases) & set(touchpoint.basis)]
    last = max((i.end.astimezone(UTC) for i in stood_on), default=None)
    return min((i.first_seen for i in stood_on if i.end.astimezone(UTC) == last), default=None)


def stands(interview: Interview, now: datetime) -> bool:
    """True where an interview counts: on the calendar, or gone from it only after it took place (T9)."""
    if interview.standing is Standing.GONE:
        return interview.end <= now
    return interview.standing is Standing.ON
