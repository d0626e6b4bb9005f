"""What the calendars say of a meeting: all sightings of one UID are an entry, entries that are copies one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from core.model import Kind, Person, Sighting, Standing
from core.recognise.accents import without_accents
from core.recognise.keys import company_key, is_free_mail, is_vendor, registrable, role_key
from core.recognise.markers import bare_title

FALLEN = (Standing.CANCELLED, Standing.DECLINED, Standing.GONE, Standing.MAYBE, Standing.REFUSED)
"""How a meeting stands of which no entry is on: the first of these that one of them has."""
NEVER = datetime(1, 1, 1, tzinfo=UTC)
_QUERY_IS_NOISE = ("zoom.us", "zoom.com", "meet.google.com", "teams.microsoft.com", "teams.live.com", "whereby.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All sightings of one UID and occurrence. `lead` is the newest version that has the resolved `standing`.

    `newest` are the copies that stand so and of which none is known to be older than `lead`. `firm` is the company as
    it is written, `company` its key without accents; `people` are who comes by any of the copies.
    """

    copies: tuple[Sighting, ...]
    lead: Sighting
    newest: tuple[Sighting, ...]
    standing: Standing
    firm: str
    company: str
    role: str
    domains: frozenset[str]
    people: tuple[Person, ...]
    link: str
    title: str
    organizer: str

    @property
    def first_seen(self) -> datetime:
        """Return when the first of the copies was noticed."""
        return min(copy.first_seen for copy in self.copies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting: `current` are the entries that say how it stands, the best first; `replaced` were moved away."""

    current: tuple[Entry, ...]
    replaced: tuple[Entry, ...] = ()
    standing: Standing

    @property
    def lead(self) -> Sighting:
        """Return the copy whose time and title stand."""
        return self.current[0].lead

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return everything known of the meeting, what stands first."""
        return (*self.current, *self.replaced)


def uid_of(sighting: Sighting) -> str:
    """Return the event's UID, or where it has none its place, so that two without one stay apart."""
    ref = sighting.ref
    return sighting.uid or f"{ref.account}/{ref.calendar}/{ref.event_id}"


def domain_of(email: str) -> str:
    """Return the employer's domain that an address lies in; empty for free mail and for tools that send invitations."""
    return "" if not email or is_free_mail(email) or is_vendor(email) else registrable(email)


def key_of(s: Sighting) -> tuple[object, ...]:
    """Return by what sightings are put in order, so that the order in which they are read does not matter."""
    place = (s.ref.account, s.ref.calendar, s.ref.event_id)
    return (s.first_seen, s.uid, s.recurrence, place, s.start, s.end, s.sequence, s.updated or NEVER, s.title)


def _version(sighting: Sighting) -> tuple[int, datetime]:
    return (sighting.sequence, sighting.updated or NEVER)


def entry_of(copies: Sequence[Sighting]) -> Entry:
    standing = _standing(copies)
    # A reply of one's own changes nothing of the meeting: a declined copy may well be the newest version.
    counted = {standing, Standing.DECLINED} if standing is Standing.ON else {standing}
    lead = max((copy for copy in copies if copy.reading.standing in counted), key=_version)
    ranked = sorted(copies, key=lambda copy: (copy is not lead, -copy.reading.confidence))
    people = [person for copy in ranked for person in copy.reading.people]
    firm = next((copy.reading.company for copy in ranked if copy.reading.company), "")
    mails = {copy.organizer for copy in ranked} | {person.email for person in people}
    return Entry(
        copies=tuple(ranked),
        lead=lead,
        newest=tuple(c for c in ranked if c.reading.standing in counted and not _overtaken(c, lead)),
        standing=standing,
        firm=firm,
        company=without_accents(company_key(firm)) if firm else "",
        role=next((role_key(c.reading.role) for c in ranked if c.reading.role), ""),
        domains=frozenset(filter(None, map(domain_of, mails))),
        people=tuple(person for person in people if person.attended),
        link=next(filter(None, (_link(copy.conference) for copy in ranked)), ""),
        title=bare_title(lead.title),
        organizer=next((copy.organizer for copy in (lead, *ranked) if copy.organizer), ""),
    )


def official(entry: Entry) -> bool:
    """True where whoever holds or books the talk invites, not a tool for them, nor the user to themselves."""
    return bool(entry.organizer) and not is_vendor(entry.organizer)


def older(one: Sighting, other: Sighting) -> bool:
    """True where both say when they were changed, and `one` was changed before `other`."""
    return one.updated is not None and other.updated is not None and one.updated < other.updated


def _overtaken(one: Sighting, newer: Sighting) -> bool:
    """True where of two copies of one UID `one` is surely the older version."""
    return one.sequence < newer.sequence or (one.sequence == newer.sequence and older(one, newer))


def says_so(copy: Sighting) -> bool:
    """True where an event says itself that it is cancelled: one that is only gone keeps the kind it had (P7)."""
    return copy.reading.standing is Standing.CANCELLED and copy.reading.kind is Kind.NONE


def _standing(copies: Sequence[Sighting]) -> Standing:
    """Resolve one UID in several calendars: on where one has it, unless the organizer cancelled that version or later.

    That it is gone from one calendar is no word of the organizer's: it cancels only what was surely older.
    """
    on = max((_version(c) for c in copies if c.reading.standing is Standing.ON), default=None)
    if on and not any(
        _version(copy) > on or (_version(copy) == on and says_so(copy))
        for copy in copies
        if copy.reading.standing is Standing.CANCELLED
    ):
        return Standing.ON
    found = {copy.reading.standing for copy in copies}
    return next(standing for standing in FALLEN if standing in found)


def _link(conference: str) -> str:
    address = conference.strip().casefold().partition("#")[0]
    place, _, query = address.partition("?")
    place = place.rpartition("://")[2].rstrip("/")
    if "/" not in place:
        return ""
    host = place.partition("/")[0]
    return place if not query or host.endswith(_QUERY_IS_NOISE) else f"{place}?{query}"
