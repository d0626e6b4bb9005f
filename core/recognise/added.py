"""An interview or a talk that is on no calendar, as one that was seen: so that all later steps treat it alike. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from core.ids import derive
from core.model import (
    AccountName,
    Attendee,
    CalendarId,
    Event,
    EventId,
    Kind,
    Me,
    Person,
    PersonId,
    Reading,
    Ref,
    Sighting,
    Stage,
)
from core.recognise.moments import at
from core.recognise.read import read
from core.recognise.sentence import Told

ACCOUNT = AccountName("added")
"""In the place of an account: such an interview has no calendar."""
_SHORT = timedelta(minutes=30)
_LONG = timedelta(hours=1)


def times(said: Told, *, now: datetime, zone: tzinfo) -> tuple[datetime, datetime, bool]:
    """Return start, end and whether it is a whole day. Without a day and an hour it took place just now."""
    here = now.astimezone(zone)
    length = said.length or (_LONG if said.kind is Kind.INTERVIEW and said.stage is None else _SHORT)
    day = said.day or here.date()
    if said.start is None and day == here.date():
        end = here.replace(second=0, microsecond=0)
        return end - length, end, False
    if said.start is None:
        return at(day, time(0), zone), at(day + timedelta(days=1), time(0), zone), True
    start = at(day, said.start, zone)
    end = at(day, said.end, zone) if said.end else start + length
    return start, end if end > start else start + length, False


def sighting(said: Told, *, start: datetime, end: datetime, all_day: bool, now: datetime, me: Me) -> Sighting:
    """Return what was told as a sighting. The same words about the same hour always give the same interview."""
    uid = derive("added", start.isoformat(), said.company, said.role, *(p.email or p.name for p in said.people))
    kind = said.kind or (Kind.NETWORKING if said.past and not said.role else Kind.INTERVIEW)
    ref = Ref(account=ACCOUNT, calendar=CalendarId(ACCOUNT), event_id=EventId(uid))
    stage = said.stage or _stage(said, kind, ref, start=start, end=end, me=me)
    people = tuple(
        Person(
            id=PersonId(derive("person", one.email or one.name.casefold())),
            name=one.name,
            email=one.email.lower(),
            part=one.part,
        )
        for one in said.people
    )
    reading = Reading(
        kind=kind,
        company=said.company or None,
        role=said.role or None,
        stage=stage,
        people=people,
        confidence=1.0,
        reasons=("you added it",),
    )
    return Sighting(
        ref=ref,
        uid=uid,
        title=title(said, kind),
        start=start,
        end=end,
        all_day=all_day,
        first_seen=now,
        reading=reading,
    )


def title(said: Told, kind: Kind) -> str:
    """Return what to call it: `Phone screen · Acme, Backend Engineer`."""
    words = {Kind.INTERVIEW: "Interview", Kind.RECRUITER: "Talk with a recruiter", Kind.NETWORKING: "Talk"}
    about = ", ".join(filter(None, (said.company, said.role)))
    return " · ".join(filter(None, (said.what or words.get(kind, "Talk"), about)))


def _stage(said: Told, kind: Kind, ref: Ref, *, start: datetime, end: datetime, me: Me) -> Stage | None:
    """Return the stage that the recogniser would read in an invitation of these words."""
    guests = tuple(Attendee(name=one.name, email=one.email) for one in said.people)
    event = Event(ref=ref, uid=ref.event_id, start=start, end=end, title=said.what or "Interview", attendees=guests)
    found = read(event, me=me, settled=kind)
    return found.stage
