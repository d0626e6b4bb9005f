"""Sightings for the identity tests: one call is one invitation in one calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from core.model import (
    AccountName,
    CalendarId,
    Directives,
    EventId,
    Kind,
    Part,
    Person,
    PersonId,
    Reading,
    Ref,
    Sighting,
    Stage,
    Standing,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SEEN = datetime(2026, 11, 20, 8, tzinfo=UTC)


def person(
    name: str, email: str = "", *, linkedin: str = "", part: Part | None = None, attended: bool = True
) -> Person:
    """Return a person as the reader gives one."""
    return Person(id=PersonId(email or name), name=name, email=email, linkedin=linkedin, part=part, attended=attended)


DANA = person("Dana Whitfield", "dana@acme.example", part=Part.INTERVIEWER)
LEE = person("Lee Park", "lee@acme.example", part=Part.INTERVIEWER)


def sighting(
    uid: str,
    *,
    day: float = 0,
    minutes: int = 60,
    account: str = "google",
    recurrence: str = "",
    title: str = "Interview",
    organizer: str = "",
    conference: str = "",
    sequence: int = 0,
    updated: datetime | None = None,
    first_seen: datetime = SEEN,
    all_day: bool = False,
    kind: Kind = Kind.INTERVIEW,
    standing: Standing = Standing.ON,
    company: str | None = "Acme",
    role: str | None = None,
    stage: Stage | None = None,
    people: tuple[Person, ...] = (),
    decision_by: date | None = None,
    confidence: float = 0.9,
    directives: Directives = Directives(),  # noqa: B008 - a frozen value
) -> Sighting:
    """Return a sighting that starts `day` days after NOON. One that does not stand reads NONE and keeps its kind."""
    stands = standing in (Standing.ON, Standing.GONE)
    start = NOON + timedelta(days=day)
    return Sighting(
        ref=Ref(account=AccountName(account), calendar=CalendarId("primary"), event_id=EventId(f"{uid}{recurrence}")),
        uid=uid,
        recurrence=recurrence,
        title=title,
        start=start,
        end=start + timedelta(minutes=minutes),
        all_day=all_day,
        organizer=organizer,
        conference=conference,
        sequence=sequence,
        updated=updated,
        first_seen=first_seen,
        reading=Reading(
            kind=kind if stands else Kind.NONE,
            would_be=Kind.NONE if stands else kind,
            standing=standing,
            company=company,
            role=role,
            stage=stage,
            people=people,
            decision_by=decision_by,
            confidence=confidence,
            directives=directives,
        ),
    )
