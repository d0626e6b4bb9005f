"""To whom a check-in or keep-in-touch goes, and by which channel (T2, T3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from email.utils import parseaddr

from core.ids import derive
from core.model import Channel, Interview, Part, Person, PersonId, TouchpointKind
from core.timeline.rounds import Round


def _organizes(person: Person, interview: Interview) -> bool:
    """True for who only organizes, and for an organizer who took part as well."""
    only = not person.attended and person.part is None
    return only or (person.email != "" and person.email == interview.organizer)


_PREFERENCE: tuple[Callable[[Person, Interview], bool], ...] = (
    lambda person, _: person.part in (Part.RECRUITER, Part.COORDINATOR),
    lambda person, _: person.part is Part.HIRING_MANAGER,
    _organizes,
    lambda person, _: person.attended,
    lambda *_: True,
)
"""After whom the user named: recruiter or coordinator, hiring manager, organizer, the last person met."""


def addressee(rounds: Sequence[Round]) -> Person | None:
    """Return the one person to write to after these rounds (earliest first), or None where nobody is known."""
    latest_first = rounds[::-1]
    for one in latest_first:
        if one.interview.directives.contact.strip():
            return _named(one.interview.directives.contact, latest_first)
    for wanted in _PREFERENCE:
        for one in latest_first:
            for person in one.interview.people:
                if wanted(person, one.interview):
                    return person
    return None


def channel(kind: TouchpointKind, people: Sequence[Person]) -> Channel:
    """Return by what to write: keep-in-touch goes by LinkedIn to a connection, all else by e-mail if there is one."""
    if not people:
        return Channel.EMAIL
    if kind is TouchpointKind.KEEP_IN_TOUCH and people[0].connected:
        return Channel.LINKEDIN
    reachable = any(person.email for person in people) or not any(person.linkedin for person in people)
    return Channel.EMAIL if reachable else Channel.LINKEDIN


def _named(contact: str, latest_first: Sequence[Round]) -> Person:
    """Return whom the user means by `contact`: a name, a part of one, or an address; a new person if nobody fits."""
    name, email = parseaddr(contact) if "@" in contact else (contact, "")
    people = [person for one in latest_first for person in one.interview.people]
    for person in people:
        if email and person.email == email.lower():
            return person
    words = _words(name)
    for fits in (words.__eq__, words.__le__):
        for person in people:
            if words and fits(_words(person.name)):
                return person
    company = latest_first[0].interview.company or ""
    sign = (email.lower(),) if email else (" ".join(contact.casefold().split()), company)
    return Person(id=PersonId(derive("person", *sign)), name=name.strip() or email, email=email.lower(), attended=False)


def _words(name: str) -> frozenset[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", bare))
