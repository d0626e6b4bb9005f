"""What one event says of another: whom the user is in a process with, whom they have refused, where they work. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from core.ids import derive
from core.model import Event, EventId, Kind, Me, Reading, Sighting, Standing
from core.recognise.copies import domain_of
from core.recognise.keys import company_key, is_free_mail, is_vendor, registrable
from core.recognise.read import read
from core.recognise.signals import Known

UNDER_WAY = timedelta(days=120)
"""How long after its last round a process may still bring another."""
MANY = 30
"""Events of one organisation from which on it is the user's own, if few of them are interviews: nobody who applies
somewhere has that many meetings there."""
_PARTS = 4
_SHORTEST = 4


def known_of(
    sightings: Iterable[Sighting], offices: Iterable[str], *, now: datetime, mine: Iterable[str] = ()
) -> Known:
    """Return what the sightings tell of other events; `offices` are digests of domains, `mine` the user's addresses."""
    ours = frozenset(map(registrable, mine))
    names: set[str] = set()
    refused: set[str] = set()
    for sighting in sightings:
        if sighting.reading.standing is Standing.REFUSED:
            refused.add(sighting.organizer)
        elif _under_way(sighting, now):
            names |= _employers(sighting.organizer, sighting.reading)
    return Known(under_way=frozenset(names) - ours, refused=frozenset(refused) - {""}, office=frozenset(offices))


def _under_way(sighting: Sighting, now: datetime) -> bool:
    return sighting.reading.kind in (Kind.INTERVIEW, Kind.RECRUITER) and sighting.end + UNDER_WAY > now


def _employers(organizer: str, reading: Reading) -> set[str]:
    """Return the domains of who sent it and who comes, and the names of the company: as written, and as its key."""
    addresses = (organizer, *(person.email for person in reading.people))
    domains = {domain for address in addresses if (domain := domain_of(address))}
    company = reading.company or ""
    return domains | {name for name in (company.casefold(), company_key(company)) if len(name) >= _SHORTEST}


def offices(events: Iterable[Event], readings: Mapping[EventId, Reading]) -> tuple[str, ...]:
    """Return digests of the domains of so many ordinary meetings that they must be the user's own employer's.

    Nothing is kept of the meetings but this.
    """
    met: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for event in events:
        host = _host(event)
        reading = readings.get(event.ref.event_id)
        if host and reading is not None:
            met[host] += 1
            counted[host] += reading.kind is not Kind.NONE
    return tuple(
        sorted(derive(host) for host, count in met.items() if count >= MANY and counted[host] * _PARTS < count)
    )


def _host(event: Event) -> str:
    address = event.organizer.email if event.organizer and not event.organizer.is_self else ""
    return "" if not address or is_free_mail(address) or is_vendor(address) else registrable(address)


def joined(one: Known, other: Known) -> Known:
    """Return what either says."""
    return Known(
        under_way=one.under_way | other.under_way,
        refused=one.refused | other.refused,
        office=one.office | other.office,
    )


def read_together(events: Sequence[Event], *, me: Me) -> list[tuple[Event, Reading]]:
    """Return each event with its reading, those of one process heard together as in a sync."""
    places = {place: read(event, me=me) for place, event in enumerate(events)}
    known = Known(under_way=_taught(events, places) - frozenset(map(registrable, me.emails)))
    for place, event in enumerate(events):
        if places[place].kind is Kind.NONE and concerns(event, known):
            places[place] = read(event, me=me, known=known)
    return [(event, places[place]) for place, event in enumerate(events)]


def _taught(events: Sequence[Event], readings: Mapping[int, Reading]) -> frozenset[str]:
    names: set[str] = set()
    for place, event in enumerate(events):
        if readings[place].kind in (Kind.INTERVIEW, Kind.RECRUITER):
            organizer = event.organizer.email if event.organizer and not event.organizer.is_self else ""
            names |= _employers(organizer, readings[place])
    return frozenset(names)


def concerns(event: Event, fresh: Known) -> bool:
    """Return whether `event` may be judged otherwise now that `fresh` is known beside what was."""
    people = (*event.attendees, *([event.organizer] if event.organizer else ()))
    hosts = {registrable(one.email) for one in people if one.email}
    if hosts & fresh.under_way or (_host(event) and derive(_host(event)) in fresh.office):
        return True
    if event.organizer and event.organizer.email in fresh.refused:
        return True
    title = event.title.casefold()
    return not event.attendees and any(name in title for name in fresh.under_way)


def beyond(known: Known, before: Known) -> Known:
    """Return what `known` has that `before` had not."""
    return Known(
        under_way=known.under_way - before.under_way,
        refused=known.refused - before.refused,
        office=known.office - before.office,
    )
