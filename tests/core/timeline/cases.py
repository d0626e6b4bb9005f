"""The short way to say an interview, and to plan with it, for the tests of the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.ids import derive
from core.model import (
    Busy,
    Interview,
    InterviewId,
    Kind,
    Me,
    Outcome,
    OutcomeWord,
    Past,
    Person,
    PersonId,
    Plan,
    Policy,
    ProcessId,
    Touchpoint,
    TouchpointKind,
    TouchpointStatus,
)
from core.timeline.plan import plan

TORONTO = Me(name="Robin Okafor", zone="America/Toronto", country="CA", subdivision="ON")
NEW_YORK = Me(name="Robin Okafor", zone="America/New_York", country="US")
LONG_AGO = "2026-01-01 09:00"


def at(text: str, zone: str = "America/Toronto") -> datetime:
    """Return the moment at which the clocks of `zone` show `text`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def person(name: str, **more: Any) -> Person:
    """Return somebody with an address of their own, unless `email` says otherwise."""
    email = more.pop("email", f"{name.split(maxsplit=1)[0].lower()}@acme.example")
    return Person(id=PersonId(derive("person", name)), name=name, email=email, **more)


DANA = person("Dana Whitfield")


def interview(start: str, end: str, *, name: str = "a", process: str = "acme", **more: Any) -> Interview:
    """Return an interview at these wall times of `zone` (Toronto), first seen long before unless `seen` says when."""
    zone = more.pop("zone", "America/Toronto")
    return Interview(
        id=InterviewId(name),
        aliases=more.pop("aliases", (InterviewId(name),)),
        uid=f"{name}@example",
        process=ProcessId(process),
        kind=more.pop("kind", Kind.INTERVIEW),
        company=more.pop("company", "Acme"),
        role=more.pop("role", "Backend Engineer"),
        people=tuple(more.pop("people", (DANA,))),
        start=at(start, zone),
        end=at(end, zone),
        first_seen=at(more.pop("seen", LONG_AGO), zone),
        **more,
    )


def plan_of(
    *interviews: Interview,
    now: str | datetime = "2026-11-20 09:00",
    me: Me = TORONTO,
    outcomes: Mapping[str, tuple[OutcomeWord, str]] | None = None,
    known: Iterable[str] = (),
    past: Iterable[Past] = (),
    busy: Iterable[tuple[str, str]] = (),
    policy: Policy | None = None,
) -> Plan:
    """Plan as of `now`, all times as wall times of the user's zone. `known` are the interviews known at the outcome."""
    said, then = (outcomes or {}).items(), tuple(InterviewId(name) for name in known)
    return plan(
        interviews=interviews,
        outcomes={
            ProcessId(process): Outcome(word=word, on=datetime.fromisoformat(on).date(), known=then)
            for process, (word, on) in said
        },
        past=tuple(past),
        policy=policy or Policy(),
        me=me,
        busy=tuple(Busy(start=at(start, me.zone), end=at(end, me.zone)) for start, end in busy),
        now=at(now, me.zone) if isinstance(now, str) else now,
    )


def of_kind(made: Plan, kind: TouchpointKind) -> list[Touchpoint]:
    """Return the touchpoints of one kind, by due time."""
    return [one for one in made.touchpoints if one.kind is kind]


def thanks(made: Plan) -> list[Touchpoint]:
    """Return the thank-yous."""
    return of_kind(made, TouchpointKind.THANK_YOU)


def check_ins(made: Plan) -> list[Touchpoint]:
    """Return the check-ins."""
    return of_kind(made, TouchpointKind.CHECK_IN)


def in_touch(made: Plan) -> list[Touchpoint]:
    """Return the keep-in-touch."""
    return of_kind(made, TouchpointKind.KEEP_IN_TOUCH)


def dues(touchpoints: Iterable[Touchpoint]) -> list[str]:
    """Return when they are due, as `2026-11-24 13:00` on the user's wall clock."""
    return [one.due.strftime("%Y-%m-%d %H:%M") for one in touchpoints]


def remember(touchpoint: Touchpoint, **more: Any) -> Past:
    """Return what a sync remembers of a touchpoint whose reminder it wrote."""
    known = Past(
        id=touchpoint.id,
        kind=touchpoint.kind,
        number=touchpoint.number,
        basis=touchpoint.basis,
        due=touchpoint.due,
        late=touchpoint.late,
    )
    return replace(known, **more)


def written(made: Plan, now: datetime) -> tuple[Past, ...]:
    """Return what a sync at `now` remembers: a reminder for all that lies ahead within the horizon."""
    ahead = (
        one for one in made.touchpoints if now <= one.due.astimezone(UTC) and one.status is TouchpointStatus.PLANNED
    )
    return tuple(remember(one) for one in ahead if (one.due - now).days < 30)
