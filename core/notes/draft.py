"""The drafted note of a touchpoint for each of its people: from what is known, with a visible blank for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.model import Channel, Interview, Kind, Me, Note, Person, PersonId, Touchpoint, TouchpointKind
from core.notes import links, words
from core.notes.templates import render

LIMITS = {TouchpointKind.THANK_YOU: (60, 120), TouchpointKind.CHECK_IN: (0, 80), TouchpointKind.KEEP_IN_TOUCH: (0, 90)}
"""Fewest and most words of a body, greeting and signature included."""

INVITATION_LIMIT = 200
"""Characters of a LinkedIn invitation note for free accounts."""

_NONE: Mapping[str, str] = MappingProxyType({})
_BLANK = re.compile(r"\[[^\[\]\n]+\]")
_MOVED = re.compile(r"\b(?:joined|now at|moved to|to) (?P<to>[^\W\d_][\w&'’. -]{1,50}?)(?=\s*(?:$|[.,;:(]))")
_PROMOTED = re.compile(r"\bis now .+ at ")
_VARIANTS = {
    TouchpointKind.THANK_YOU: ("first", "next_round", "panel", "late", "networking"),
    TouchpointKind.CHECK_IN: ("first", "again", "closing"),
    TouchpointKind.KEEP_IN_TOUCH: ("ended", "after_rejection", "networking", "job_change"),
}


def draft(
    touchpoint: Touchpoint,
    *,
    rounds: Sequence[Interview],
    me: Me,
    now: datetime,  # noqa: ARG001 - the note is read when it is due, so it is worded from there
    overrides: Mapping[str, str] = _NONE,
    language: str = "",
) -> tuple[Note, ...]:
    """Return one note per person of `touchpoint`, or one to nobody by name where none is known.

    `rounds` are the interviews of the process by start; `overrides` maps a template's file name to the user's own
    source. Raises ConfigError where such a template is wrong.
    """
    people = touchpoint.people or (Person(id=PersonId(""), name=""),)
    own = language or (rounds[-1].language if rounds else "") or "en"
    own = own[:2].lower()
    return tuple(
        _note(touchpoint, person, index, rounds=rounds, me=me, overrides=overrides, language=own)
        for index, person in enumerate(people)
    )


def invitation(person: Person, touchpoint: Touchpoint, me: Me, overrides: Mapping[str, str] = _NONE) -> str:
    """Return a LinkedIn invitation of at most INVITATION_LIMIT characters, shorter where names are long."""
    values = _facts(touchpoint, person, 0, rounds=(), me=me) | {"pick": _picker(0)}
    for without in ((), ("company",), ("company", "signature"), ("company", "signature", "name")):
        emptied = dict.fromkeys(without, "") | ({"name": "there"} if "name" in without else {})
        body = render("linkedin_invitation.txt.j2", values | emptied, language="en", overrides=overrides)[1]
        if len(body) <= INVITATION_LIMIT:
            return body
    return ""


def template_name(touchpoint: Touchpoint, rounds: Sequence[Interview] = ()) -> str:
    """Return the file name of the template that a touchpoint is drafted with."""
    known = _VARIANTS[touchpoint.kind]
    variant = touchpoint.variant if touchpoint.variant in known else known[0]
    if touchpoint.kind is TouchpointKind.THANK_YOU:
        that_day = of_the_day(touchpoint, rounds)
        if that_day and all(meeting.kind is Kind.NETWORKING for meeting in that_day):
            variant = "networking"
        elif that_day and touchpoint.channel is Channel.EMAIL and all(m.kind is Kind.RECRUITER for m in that_day):
            variant = "recruiter"
        elif touchpoint.late:
            variant = "late"
    if touchpoint.channel is Channel.LINKEDIN:
        if touchpoint.kind is TouchpointKind.THANK_YOU:
            suffix = f"_{variant}" if variant in ("late", "networking") else ""
        else:
            suffix = f"_{variant}"
        return f"linkedin_message_{touchpoint.kind.value}{suffix}.txt.j2"
    return f"{touchpoint.kind.value}_{variant}.txt.j2"


def _note(
    touchpoint: Touchpoint,
    person: Person,
    index: int,
    *,
    rounds: Sequence[Interview],
    me: Me,
    overrides: Mapping[str, str],
    language: str,
) -> Note:
    facts = _facts(touchpoint, person, index, rounds=rounds, me=me)
    name = template_name(touchpoint, rounds)
    most = LIMITS[touchpoint.kind][1]
    subject = body = ""
    # What is said at length would make the note too long: the least important goes first.
    for without in ((), ("promise",), ("promise", "topic"), ("promise", "topic", "idea")):
        values = facts | dict.fromkeys(without, "") | {"pick": _picker(index)}
        subject, body = render(name, values, language=language, overrides=overrides)
        if len(body.split()) <= most:
            break
    if touchpoint.channel is Channel.LINKEDIN:
        subject = ""
    return Note(
        to=person,
        subject=subject,
        body=body,
        blanks=tuple(dict.fromkeys(_BLANK.findall(f"{subject}\n{body}"))),
        warnings=_warnings(touchpoint, str(facts["role"]), str(facts["full_name"]), body, template=name),
        mailto=links.mailto(person.email, subject=subject, body=body) if person.email else None,
        linkedin=links.profile(person.linkedin) if person.linkedin else None,
        invitation=invitation(person, touchpoint, me, overrides) if _may_connect(person, touchpoint) else "",
    )


def _may_connect(person: Person, touchpoint: Touchpoint) -> bool:
    """True where a thank-you may suggest to connect: they are no connection and not invited yet."""
    if touchpoint.kind is not TouchpointKind.THANK_YOU or person.connected or person.invited or not person.attended:
        return False
    named = bool(words.salutation(person.name))
    return named and (links.profile(person.linkedin) is not None or person.stranger)


def _facts(
    touchpoint: Touchpoint, person: Person, index: int, *, rounds: Sequence[Interview], me: Me
) -> dict[str, object]:
    """Return the variables of a template, as `core.notes.templates` lists them."""
    due = touchpoint.due.astimezone(ZoneInfo(me.zone))
    today = due.date()
    own = _own_round(touchpoint, person, rounds)
    start = own.start if own else min(touchpoint.basis.values(), default=touchpoint.due)
    start = start.astimezone(due.tzinfo)
    role, company = words.flat(touchpoint.role, limit=60), words.flat(touchpoint.company, limit=50)
    said = own.directives if own else None
    topics = said.topics if said else ()
    decision, told_by = _decision(rounds)
    if decision and touchpoint.kind is TouchpointKind.THANK_YOU and decision <= today:
        decision = None  # a thank-you looks forward to the date: one that has come is the check-in's matter
    name = words.salutation(person.name)
    that_day = of_the_day(touchpoint, rounds)
    earlier = [r for r in rounds if r not in that_day and r.end < (own.start if own else touchpoint.due)]
    return {
        "name": name or "[name]",
        "who": name or "them",
        "full_name": words.person_name(person.name),
        "signature": words.flat(me.name, limit=60) or "[your name]",
        "role": role,
        "company": company,
        "position": words.position(role, company),
        "subject_position": role or company or "our conversation",
        "team": f"the team at {company}" if company else "your team",
        "session": words.session(own.stage if own else None, person.part),
        "when": words.relative(start, due=due),
        "on": words.relative(start, due=due),
        "earlier": words.relative(earlier[-1].start.astimezone(due.tzinfo), due=due) if earlier else "",
        "decision": words.day(decision, seen_from=today) if decision else "",
        "topic": words.phrase(topics[index % len(topics)]) if topics else "",
        "idea": words.phrase(said.idea) if said else "",
        "promise": words.phrase(said.promise) if said else "",
        "moved_to": _moved_to(person, touchpoint),
        "change": _change(person, touchpoint),
        "kind": touchpoint.kind.value,
        "variant": touchpoint.variant,
        "channel": touchpoint.channel.value,
        "late": touchpoint.late,
        "met": person.attended,
        "said": told_by is not None and person.attended and _is_among(person, told_by),
        "blank": lambda text: f"[{text}]",
    }


def _picker(index: int) -> Callable[..., str]:
    """Return `pick`: it turns with the person, and after a full turn each next call is one further along."""
    calls = count()

    def pick(*choices: str) -> str:
        turns = index // len(choices)
        return choices[(index + turns * next(calls)) % len(choices)]

    return pick


def of_the_day(touchpoint: Touchpoint, rounds: Sequence[Interview]) -> list[Interview]:
    """Return the interviews that `touchpoint` stands on, found by the id of any of their copies."""
    return [meeting for meeting in rounds if any(alias in touchpoint.basis for alias in (meeting.id, *meeting.aliases))]


def _is_among(person: Person, meeting: Interview) -> bool:
    return any(person.id == other.id for other in meeting.people)


def _own_round(touchpoint: Touchpoint, person: Person, rounds: Sequence[Interview]) -> Interview | None:
    """Return the last round that this person was in, of those the touchpoint stands on where there are any."""
    that_day = of_the_day(touchpoint, rounds) or list(rounds)
    with_them = [meeting for meeting in that_day if _is_among(person, meeting)]
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


def _change(person: Person, touchpoint: Touchpoint) -> str:
    """Return what to congratulate on: `move to Zenith`, or `new role as Head of Data` at the same company."""
    moved_to = _moved_to(person, touchpoint)
    if not moved_to:
        return ""
    return f"new role as {moved_to}" if _PROMOTED.search(person.moved_why) else f"move to {moved_to}"


def _warnings(touchpoint: Touchpoint, role: str, name: str, body: str, *, template: str) -> tuple[str, ...]:
    fewest, most = LIMITS[touchpoint.kind]
    length = len(body.split())
    found = []
    if not name:
        found.append("The person's name is not known.")
    # A talk with no position at hand, such as over coffee, has none to name.
    open_talk = any(word in template for word in ("keep_in_touch", "networking", "recruiter"))
    if not open_talk and not role:
        found.append("The note names no role.")
    if length < fewest:
        found.append(f"The note is short: {length} words, where {fewest} to {most} are usual.")
    if length > most:
        found.append(f"The note is long: {length} words, where {most} are the most.")
    return tuple(found)
