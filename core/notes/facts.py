"""What a draft can say: the facts of a touchpoint for one of its people, in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from core.model import Interview, Kind, Me, Person, Touchpoint, TouchpointKind
from core.notes import words
from core.notes.speech import bare_role, speech

_MOVED = re.compile(r"\b(?:joined|now at|moved to|to) (?P<to>[^\W\d_][\w&'’. -]{1,50}?)(?=\s*(?:$|[.,;:(]))")
_PROMOTED = re.compile(r"\bis now .+ at ")
VARIANTS = {
    TouchpointKind.THANK_YOU: ("first", "next_round", "panel", "late", "networking"),
    TouchpointKind.CHECK_IN: ("first", "again", "closing"),
    TouchpointKind.KEEP_IN_TOUCH: ("ended", "after_rejection", "networking", "job_change"),
}


def facts(
    touchpoint: Touchpoint, person: Person, index: int, *, rounds: Sequence[Interview], me: Me, language: str
) -> dict[str, object]:
    """Return the variables of a template, as `core.notes.templates` lists them."""
    own_way = speech(language)
    due = touchpoint.due.astimezone(ZoneInfo(me.zone))
    today = due.date()
    own = _own_round(touchpoint, person, rounds)
    start = own.start if own else min(touchpoint.basis.values(), default=touchpoint.due)
    on = own_way.relative(start.astimezone(due.tzinfo), due=due)
    role, company = bare_role(words.flat(touchpoint.role, limit=60)), words.company_name(touchpoint.company)
    said = own.directives if own else None
    topics = said.topics if said else ()
    decision, told_by = _decision(rounds)
    if decision and touchpoint.kind is TouchpointKind.THANK_YOU and decision <= today:
        decision = None  # a thank-you looks forward to the date: one that has come is the check-in's matter
    name = own_way.greeted(person.name)
    that_day = of_the_day(touchpoint, rounds)
    earlier = [r for r in rounds if r not in that_day and r.end < (own.start if own else touchpoint.due)]
    stage, part = own.stage if own else None, person.part
    named = role or (own_way.blank("role") if names_role(touchpoint, rounds) else "")
    return {
        "name": name or own_way.blank("name"),
        "who": name or own_way.them,
        "full_name": words.person_name(person.name),
        "signature": words.flat(me.name, limit=60) or own_way.blank("signature"),
        "role": role,
        "company": company,
        "position": own_way.open_position() if _is_open(touchpoint, rounds) else own_way.position(named, company),
        "subject_position": role or company or own_way.our_conversation,
        "at": own_way.at(company),
        "team": own_way.team(company),
        "session": own_way.session(stage, part),
        "during": own_way.session(stage, part, during=True),
        "when": on,
        "on": on,
        "of": own_way.of(on),
        "earlier": own_way.relative(earlier[-1].start.astimezone(due.tzinfo), due=due) if earlier else "",
        "again": any(is_among(person, meeting) for meeting in earlier),
        "decision": own_way.day(decision, seen_from=today) if decision else "",
        "by": own_way.day(decision, seen_from=today, form="by") if decision else "",
        "around": own_way.day(decision, seen_from=today, form="around") if decision else "",
        "topic": own_way.phrase(topics[index % len(topics)]) if topics else "",
        "idea": own_way.phrase(said.idea) if said else "",
        "promise": own_way.phrase(said.promise) if said else "",
        "moved_to": _moved_to(person, touchpoint),
        "promoted": bool(_PROMOTED.search(person.moved_why)),
        "kind": touchpoint.kind.value,
        "variant": form(touchpoint, rounds),
        "channel": touchpoint.channel.value,
        "late": touchpoint.late,
        "open": _is_open(touchpoint, rounds),
        "met": person.attended,
        "said": told_by is not None and person.attended and is_among(person, told_by),
        "blank": lambda text: f"[{text}]",
    }


def names_role(touchpoint: Touchpoint, rounds: Sequence[Interview]) -> bool:
    """True where a note names a position: a talk with none at hand, such as over coffee, has none to name."""
    if touchpoint.kind is TouchpointKind.KEEP_IN_TOUCH or form(touchpoint, rounds) == "networking":
        return False
    return not _is_open(touchpoint, rounds)


def _is_open(touchpoint: Touchpoint, rounds: Sequence[Interview]) -> bool:
    """True where there were only talks with a recruiter so far, and of no position."""
    met = of_the_day(touchpoint, rounds) if touchpoint.kind is TouchpointKind.THANK_YOU else rounds
    return not touchpoint.role and bool(met) and all(meeting.kind is Kind.RECRUITER for meeting in met)


def form(touchpoint: Touchpoint, rounds: Sequence[Interview] = ()) -> str:
    """Return the variant that a touchpoint is drafted in: what the plan says, and for a thank-you who was met how."""
    known = VARIANTS[touchpoint.kind]
    variant = touchpoint.variant if touchpoint.variant in known else known[0]
    if touchpoint.kind is TouchpointKind.THANK_YOU:
        kinds = {meeting.kind for meeting in of_the_day(touchpoint, rounds)}
        if kinds == {Kind.NETWORKING}:
            return "networking"
        if kinds == {Kind.RECRUITER}:
            return "recruiter"
        return "late" if touchpoint.late else variant
    return variant


def of_the_day(touchpoint: Touchpoint, rounds: Sequence[Interview]) -> list[Interview]:
    """Return the interviews that `touchpoint` stands on, found by the id of any of their copies."""
    return [meeting for meeting in rounds if any(alias in touchpoint.basis for alias in (meeting.id, *meeting.aliases))]


def is_among(person: Person, meeting: Interview) -> bool:
    return any(person.id == other.id for other in meeting.people)


def _own_round(touchpoint: Touchpoint, person: Person, rounds: Sequence[Interview]) -> Interview | None:
    """Return the last round that this person was in, of those the touchpoint stands on where there are any."""
    that_day = of_the_day(touchpoint, rounds) or list(rounds)
    with_them = [meeting for meeting in that_day if is_among(person, meeting)]
    return next(reversed(with_them or that_day), None)


def _decision(rounds: Sequence[Interview]) -> tuple[date | None, Interview | None]:
    for meeting in reversed(rounds):
        if day := meeting.directives.decision_by or meeting.decision_by:
            return day, meeting
    return None, None


def _moved_to(person: Person, touchpoint: Touchpoint) -> str:
    if touchpoint.variant != "job_change":
        return ""
    if person.moved_to:
        return words.flat(person.moved_to, limit=50)
    found = _MOVED.findall(person.moved_why)
    return words.flat(found[-1], limit=50) if found else ""
