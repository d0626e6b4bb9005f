"""By what two entries that stand at one hour, or stood there, are told to be copies of one meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from core.model import Person
from core.recognise.entries import Entry
from core.recognise.same_person import acquainted, normal_name, strangers

_AROUND = timedelta(hours=2)
"""How much longer than the talk a note about it may be."""


def overlap(one: Entry, other: Entry) -> bool:
    """True where both take place at once, for a moment at least."""
    a, b = one.lead, other.lead
    return a.start == b.start or (a.start < b.end and b.start < a.end)


def same_span(one: Entry, other: Entry) -> bool:
    """True where both begin and end together."""
    return (one.lead.start, one.lead.end) == (other.lead.start, other.lead.end)


def one_meeting(one: Entry, other: Entry) -> bool:
    """True where two entries that overlap are copies: nothing speaks against it, and a link, sender or name for it."""
    if not overlap(one, other) or one.lead.all_day != other.lead.all_day:
        return False
    linked = bool(one.link) and one.link == other.link
    if not companies_fit(one, other) and not _one_company(one, other, linked=linked):
        return False
    span, met = same_span(one, other), _met(one, other)
    apart = not met and strange(one, other)
    if not span and (apart or roles_differ(one, other)):
        return False
    titled = bool(one.title) and one.title == other.title
    if not one.company and not other.company:
        return one.lead.start == other.lead.start and (linked or titled or met) and not apart
    # Nobody is in two interviews of one company at once, and nobody holds two.
    at_once = span and one.company == other.company and not apart
    return linked or titled or met or bool(one.domains & other.domains) or at_once


def _met(one: Entry, other: Entry) -> bool:
    """True where the same people come: who has a part of a longer itinerary is in it too."""
    if not same_span(one, other):
        longer, shorter = sorted((one, other), key=_length, reverse=True)
        return bool(longer.people) and all(acquainted((person,), shorter.people) for person in longer.people)
    return acquainted(one.people, other.people)


def is_note_on(note: Entry, other: Entry) -> bool:
    """True where a note may be about another entry: of one company at one time, and nothing speaks against it.

    Its hours may be longer by the way there and back; one much longer may be about more than that.
    """
    named = bool(note.company and other.company) and companies_fit(note, other)
    if not named or not overlap(note, other) or not (note.lead.all_day or _length(note) - _length(other) <= _AROUND):
        return False
    return not roles_differ(note, other) and not strange(note, other)


def _length(entry: Entry) -> timedelta:
    return entry.lead.end - entry.lead.start


def strange(one: Entry, other: Entry) -> bool:
    """True where both name who comes, and nobody is in both."""
    return strangers(one.people, other.people)


def companies_fit(one: Entry, other: Entry) -> bool:
    """True where both may be of one company: one is not known, or its name begins the other's."""
    a, b = one.company, other.company
    return not a or not b or a.startswith(b) or b.startswith(a)


def roles_differ(one: Entry, other: Entry) -> bool:
    """True where both name the job, and not the same one."""
    return bool(one.role and other.role) and one.role != other.role


def _one_company(one: Entry, other: Entry, *, linked: bool) -> bool:
    """True where two names that begin at one minute stand for one company.

    Case: the family name of whoever comes was taken for the company of a short note. Case: capitals and what they
    stand for, with one conference link.
    """
    if one.lead.start != other.lead.start:
        return False
    if (is_name_of(one.company, one.people) or is_name_of(other.company, other.people)) and _met(one, other):
        return True
    if not linked:
        return False
    from core.recognise.spelling import abbreviates

    return abbreviates(one.firm, other.firm) or abbreviates(other.firm, one.firm)


def is_name_of(company: str, people: Iterable[Person]) -> bool:
    """True where a company's key is the name of one of the people, or part of it."""
    names = (normal_name(person.name) for person in people)
    return any(company == name.replace(" ", "") or company in name.split() for name in names)
