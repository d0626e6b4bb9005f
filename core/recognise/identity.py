"""From sightings to interviews: copies merged, people told apart, rounds gathered into processes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from core.ids import derive
from core.model import Directives, Interview, InterviewId, Kind, Person, ProcessId, Sighting, Stage, Standing
from core.recognise.alike import is_name_of
from core.recognise.copies import is_of, meetings
from core.recognise.directives import merge
from core.recognise.entries import Meeting, uid_of
from core.recognise.keys import company_key
from core.recognise.processes import Round, assign
from core.recognise.same_person import across, people, unite

__all__ = ["doubtful", "interviews", "people"]

_ASIDE = frozenset({Standing.MAYBE, Standing.REFUSED})
"""Sightings that are remembered and do not count."""


def interviews(sightings: Iterable[Sighting], *, zone: tzinfo) -> tuple[Interview, ...]:
    """Return every interview once, with people and process, sorted by (start, id); times are in `zone`.

    The order of `sightings` does not matter. Those that neither are nor would be interviews, and those that are
    in doubt or refused, are passed over.
    """
    return _merged(meetings(_counted(sightings)), zone)


def doubtful(sightings: Iterable[Sighting], *, zone: tzinfo) -> tuple[Interview, ...]:
    """Return what may be interviews and is too unsure to act on, each once; the user settles them.

    What is of an interview that stands is settled by that.
    """
    sightings = list(sightings)
    sure = meetings(_counted(sightings))
    doubts = meetings(s for s in sightings if s.reading.standing is Standing.MAYBE)
    return _merged([doubt for doubt in doubts if not any(is_of(doubt, each) for each in sure)], zone)


def _counted(sightings: Iterable[Sighting]) -> list[Sighting]:
    return [s for s in sightings if _kind(s) is not Kind.NONE and s.reading.standing not in _ASIDE]


def _merged(found: Iterable[Meeting], zone: tzinfo) -> tuple[Interview, ...]:
    rounds = [
        Round(
            _interview(meeting, zone),
            frozenset(domain for entry in meeting.entries for domain in entry.domains),
        )
        for meeting in found
    ]
    return tuple(across(assign(rounds, zone=zone)))


def _kind(sighting: Sighting) -> Kind:
    return sighting.reading.kind if sighting.reading.kind is not Kind.NONE else sighting.reading.would_be


def _interview(meeting: Meeting, zone: tzinfo) -> Interview:
    copies = _by_trust(meeting)
    readings = [copy.reading for copy in copies]
    canonical = min(copies, key=lambda copy: (copy.first_seen, uid_of(copy), copy.recurrence))
    lead, coming = meeting.lead, _people(meeting, copies)
    return Interview(
        id=_id(canonical),
        aliases=tuple(sorted({_id(copy) for copy in copies})),
        uid=canonical.uid,
        process=ProcessId(""),
        kind=_kind(copies[0]),
        standing=meeting.standing,
        company=_company([reading.company for reading in readings if reading.company], coming),
        role=next((reading.role for reading in readings if reading.role), None),
        stage=_stage([reading.stage for reading in readings]),
        people=coming,
        start=lead.start.astimezone(zone),
        end=lead.end.astimezone(zone),
        all_day=lead.all_day,
        title=lead.title,
        decision_by=next((reading.decision_by for reading in readings if reading.decision_by), None),
        confidence=max(reading.confidence for reading in readings),
        reasons=readings[0].reasons,
        language=next((reading.language for reading in readings if reading.language), ""),
        organizer=next((copy.organizer for copy in copies if copy.organizer), ""),
        first_seen=canonical.first_seen,
        sources=tuple(sorted((copy.ref for copy in copies), key=lambda r: (r.account, r.calendar, r.event_id))),
        directives=_directives(copies),
    )


def _id(sighting: Sighting) -> InterviewId:
    return InterviewId(derive("interview", uid_of(sighting), sighting.recurrence))


def _by_trust(meeting: Meeting) -> list[Sighting]:
    """Return all copies: those of the current entries that stand as the meeting does, the surest and fullest first."""

    def trust(copy: Sighting) -> tuple[bool, float, int]:
        reading = copy.reading
        filled = sum(map(bool, (reading.company, reading.role, reading.stage, reading.people, reading.decision_by)))
        return (reading.standing is not meeting.standing, -reading.confidence, -filled)

    current = [copy for entry in meeting.current for copy in entry.copies]
    replaced = [copy for entry in meeting.replaced for copy in entry.copies]
    return sorted(current, key=trust) + sorted(replaced, key=trust)


def _company(companies: Sequence[str], coming: Sequence[Person]) -> str | None:
    """Return the first company; the name of somebody who comes is one only where no other is known."""
    firms = [company for company in companies if not is_name_of(company_key(company), coming)]
    return next(iter(firms or companies), None)


def _people(meeting: Meeting, copies: Sequence[Sighting]) -> tuple[Person, ...]:
    """Return who comes: the newest copies that stand say it, the others only tell more of them.

    A meeting that was called off and sent again, moved or given to somebody else has copies that name who does not
    come any more. Where the newest name nobody, the next older ones are believed.
    """
    newest = [copy for entry in meeting.current if entry.standing is meeting.standing for copy in entry.newest]
    current = [copy for entry in meeting.current for copy in entry.copies]
    said: list[Sighting] = []
    for tier in (newest, current, copies):
        said += [copy for copy in copies if copy in tier and copy not in said]
        if any(person.attended for copy in said for person in copy.reading.people):
            break
    return unite([copy.reading.people for copy in said], [copy.reading.people for copy in copies if copy not in said])


def _stage(stages: Sequence[Stage | None]) -> Stage | None:
    known = [stage for stage in stages if stage]
    return next((stage for stage in known if stage is not Stage.OTHER), known[0] if known else None)


def _directives(copies: Sequence[Sighting]) -> Directives:
    """Merge what the user wrote into the copies; what was written later counts more."""

    def written(copy: Sighting) -> tuple[datetime, datetime, str, str]:
        return (copy.updated or copy.first_seen, copy.first_seen, copy.uid, copy.ref.event_id)

    merged = Directives()
    for copy in sorted(copies, key=written):
        merged = merge(merged, copy.reading.directives)
    return merged


def marked(uid: str, recurrence: str, kinds: Mapping[str, Kind]) -> Kind | None:
    """Return the user's own verdict on an event (`mark`), by its UID or the id of its interview."""
    return kinds.get(uid) or kinds.get(derive("interview", uid, recurrence))
