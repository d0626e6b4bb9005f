"""What is known as JSON documents (section 6 of the contract) and, for people, as short words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.model import (
    Event,
    Interview,
    Kind,
    Note,
    Person,
    Reading,
    Ref,
    Standee,
    Standing,
    Touchpoint,
    TouchpointId,
    TouchpointStatus,
)

ADDED = "added"
"""The account of interviews that are on no calendar."""
SETTLED = (
    TouchpointStatus.DONE,
    TouchpointStatus.SKIPPED,
    TouchpointStatus.DISMISSED,
    TouchpointStatus.WITHDRAWN,
    TouchpointStatus.ELAPSED,
)


def local(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as ISO 8601 in the user's zone."""
    return moment.astimezone(zone).isoformat()


def interview_status(interview: Interview, now: datetime) -> str:
    """Return upcoming, past, cancelled, declined or maybe; what vanished before it took place counts as cancelled."""
    if interview.standing in (Standing.CANCELLED, Standing.DECLINED, Standing.MAYBE):
        return interview.standing.value
    if interview.end <= now:
        return "past"
    return "cancelled" if interview.standing is Standing.GONE else "upcoming"


def person_json(person: Person) -> dict[str, Any]:
    """Return one person as part of an interview."""
    return {
        "id": person.id or None,
        "name": person.name or None,
        "email": person.email or None,
        "linkedin": person.linkedin or None,
        "role": person.part.value if person.part else None,
    }


def ref_json(ref: Ref) -> dict[str, Any]:
    """Return where an event lies."""
    return {"account": ref.account, "calendar": ref.calendar, "event_id": ref.event_id}


def interview_json(interview: Interview, *, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Return one interview; `contacts` are those who organised and were not met."""
    said = interview.directives
    decision = said.decision_by or interview.decision_by
    return {
        "id": interview.id,
        "uid": interview.uid,
        "process": interview.process,
        "kind": interview.kind.value,
        "status": interview_status(interview, now),
        "title": interview.title,
        "company": interview.company,
        "role": interview.role,
        "stage": interview.stage.value if interview.stage else None,
        "people": [person_json(person) for person in interview.people if person.attended],
        "contacts": [person_json(person) for person in interview.people if not person.attended],
        "start": local(interview.start, zone),
        "end": local(interview.end, zone),
        "all_day": interview.all_day,
        "decision_by": decision.isoformat() if decision else None,
        "debrief": {
            "topics": list(said.topics),
            "idea": said.idea or None,
            "contact": said.contact or None,
            "promise": said.promise or None,
            "unread": list(said.unread),
        },
        "confidence": round(interview.confidence, 2),
        "reasons": list(interview.reasons),
        "sources": [ref_json(ref) for ref in interview.sources if ref.account != ADDED],
    }


def note_json(note: Note) -> dict[str, Any]:
    """Return one drafted note."""
    return {
        "to": {
            "id": note.to.id or None,
            "name": note.to.name or None,
            "email": note.to.email or None,
            "linkedin": note.to.linkedin or None,
        },
        "subject": note.subject,
        "body": note.body,
        "blanks": list(note.blanks),
        "warnings": list(note.warnings),
        "links": {"mailto": note.mailto, "linkedin": note.linkedin},
        "invitation": note.invitation or None,
    }


def touchpoint_json(
    touchpoint: Touchpoint, *, notes: Sequence[Note], standee: Standee | None, zone: ZoneInfo
) -> dict[str, Any]:
    """Return one touchpoint with its notes and where its reminder stands."""
    reminder = None
    if standee is not None:
        reminder = {**ref_json(standee.ref), "url": standee.url or None, "title": standee.title}
    return {
        "id": touchpoint.id,
        "kind": touchpoint.kind.value,
        "number": touchpoint.number,
        "process": touchpoint.process,
        "company": touchpoint.company,
        "role": touchpoint.role,
        "due": local(touchpoint.due, zone),
        "window": {
            "earliest": local(touchpoint.window.start, zone),
            "latest": local(touchpoint.window.end, zone),
        },
        "late": touchpoint.late,
        "pinned": touchpoint.pinned,
        "status": touchpoint.status.value,
        "channel": touchpoint.channel.value,
        "why": touchpoint.why,
        "interviews": sorted(touchpoint.basis),
        "notes": [note_json(note) for note in notes],
        "reminder": reminder,
    }


def people_json(interviews: Sequence[Interview], people: Iterable[Person]) -> list[dict[str, Any]]:
    """Return everybody met or in touch, with the interviews and companies they belong to."""
    theirs: dict[str, list[Interview]] = {}
    for interview in interviews:
        for person in interview.people:
            theirs.setdefault(person.id, []).append(interview)
    return [
        {
            **person_json(person),
            "companies": sorted({i.company for i in theirs.get(person.id, []) if i.company}),
            "interviews": [i.id for i in theirs.get(person.id, [])],
            "met": person.attended,
            "last_contact": person.last_contact.isoformat() if person.last_contact else None,
        }
        for person in people
    ]


def explain_json(event: Event, reading: Reading) -> dict[str, Any]:
    """Return what was read in one event; an event that does not count keeps no fields."""
    counts = reading.kind is not Kind.NONE
    met = [person for person in reading.people if person.attended] if counts else []
    return {
        "uid": event.uid,
        "kind": reading.kind.value,
        "company": reading.company if counts else None,
        "role": reading.role if counts else None,
        "stage": reading.stage.value if counts and reading.stage else None,
        "people": [{"name": person.name or None, "email": person.email or None} for person in met],
        "decision_by": reading.decision_by.isoformat() if counts and reading.decision_by else None,
        "confidence": round(reading.confidence, 2),
        "reasons": list(reading.reasons),
        "title": event.title,
    }


def with_withdrawn(planned: Sequence[Touchpoint], remembered: Sequence[Touchpoint]) -> tuple[Touchpoint, ...]:
    """Return the planned touchpoints and those that the plan has dropped since, by due time."""
    known = {touchpoint.id for touchpoint in planned}
    dropped = [t for t in remembered if t.status in SETTLED and t.id not in known]
    return tuple(sorted((*planned, *dropped), key=lambda touchpoint: (touchpoint.due, touchpoint.id)))


def standing_by_id(standees: Iterable[Standee]) -> Mapping[TouchpointId, Standee]:
    """Return the standing reminders by touchpoint."""
    return {standee.id: standee for standee in standees}


def day(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment in short words: `Tue 24 Nov 13:00`."""
    there = moment.astimezone(zone)
    return f"{there:%a} {there.day} {there:%b} {there:%H:%M}"


def kind_words(touchpoint: Touchpoint) -> str:
    """Return `thank-you`, `check-in 2`."""
    word = touchpoint.kind.value.replace("_", "-")
    return word if word == "thank-you" else f"{word} {touchpoint.number}"


def called(touchpoint: Touchpoint) -> str:
    """Return `thank-you to Dana Whitfield +1 · Acme`."""
    return f"{kind_words(touchpoint)} to {with_company(touchpoint.people, touchpoint.company)}"


def about(company: str | None, role: str | None) -> str:
    """Return company and role as one phrase."""
    return ", ".join(filter(None, (company, role))) or "unknown company"


def with_company(people: Sequence[Person], company: str | None) -> str:
    """Return whom and where: `Dana Whitfield +2 · Acme`."""
    return " · ".join(filter(None, (names(people), company))) or "?"


def names(people: Sequence[Person]) -> str:
    """Return the first name, and how many more."""
    shown = [person.name or person.email for person in people]
    rest = len(shown) - 1
    return ", ".join(shown[:1]) + (f" +{rest}" if rest > 0 else "")
