"""What other events say of one: `Dana / Robin` from a company with which a process is under way belongs to it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from core.model import Event, Kind, Me, Reading, Sighting, Standing
from core.recognise.edges import only_edges
from core.recognise.identity import marked
from core.recognise.invitation import Invitation, prepare
from core.recognise.keys import company_key, fold, is_free_mail, is_vendor, registrable
from core.recognise.language import languages_of
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.read import read
from core.recognise.signals import Known
from core.recognise.speaking import speaking
from core.recognise.tables import load

BEFORE = timedelta(days=21)
"""How long before a sure interview a vague meeting with the same employer may be one of its process."""
AFTER = timedelta(days=45)
"""How long after one."""
PEOPLE = 4
"""How many others such a meeting has at most: more are a meeting of an office."""
LONGEST = timedelta(hours=4)
SURE = 0.7
"""What an interview must be by itself to say anything of others."""
LENT = 0.6
"""The most that a meeting is which counts for its context alone, so that it says nothing of others in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the events of all calendars say together, and the user's marks on them.

    `employers` are those of processes under way, by mail domain, address at a free provider, or key of the name: when
    each was met. Of the `trusted` the user has marked a meeting as one that counts; `refused` sent what they marked as
    none. `kinds` are the marks themselves, by UID or id of the interview.
    """

    employers: Mapping[str, tuple[datetime, ...]]
    trusted: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    kinds: Mapping[str, Kind]


def context_of(sightings: Iterable[Sighting], *, me: Me, kinds: Mapping[str, Kind]) -> Context:
    """Return what `sightings` say of other events: with whom a sure interview stands in the calendar, and the marks."""
    employers: dict[str, set[datetime]] = {}
    trusted: set[str] = set()
    refused: set[str] = set()
    for sighting in sightings:
        reading, mark = sighting.reading, marked(sighting.uid, sighting.recurrence, kinds)
        if mark is Kind.NONE and _somebody(sighting.organizer):
            refused.add(sighting.organizer)
        sure = reading.kind in (Kind.INTERVIEW, Kind.RECRUITER) and reading.standing is Standing.ON
        if sure and reading.confidence >= SURE:
            signs = tuple(_signs(sighting, me))
            for sign in signs:
                employers.setdefault(sign, set()).add(sighting.start)
            trusted.update(signs if mark else ())
    starts = {sign: tuple(sorted(met)) for sign, met in employers.items()}
    return Context(employers=starts, trusted=frozenset(trusted), refused=frozenset(refused), kinds=kinds)


def in_context(event: Event, alone: Reading, *, me: Me, context: Context) -> Reading:
    """Return what `event` is, other events considered; `alone` is what it is by itself.

    What says nothing else belongs to a process under way: a title of names, small words and those of interviews, of
    one meeting with few people, all of them the employer's. Where the user has marked such a meeting, whatever may be
    one does. What a sender of refused events sends is a maybe at most: the user said what it is.
    """
    if alone.standing not in (Standing.ON, Standing.MAYBE) or marked(event.uid, event.recurrence, context.kinds):
        return alone
    if event.organizer and event.organizer.email in context.refused:
        return _doubted(alone)
    return _lent(event, alone, me, context) if alone.kind is Kind.NONE else alone


def waits_for(sighting: Sighting, employers: Collection[str], *, me: Me) -> bool:
    """Return whether a meeting that is a maybe would be judged anew, had one of `employers` a process under way."""
    waits = sighting.reading.standing is Standing.MAYBE
    return waits and any(sign in employers for sign in _signs(sighting, me))


def _doubted(alone: Reading) -> Reading:
    reasons = ("you have said of an event of this sender that it is none", *alone.reasons)
    if alone.kind is Kind.NONE:
        return Reading(kind=Kind.NONE, confidence=alone.confidence, reasons=reasons, directives=alone.directives)
    return replace(alone, kind=Kind.NONE, would_be=alone.kind, standing=Standing.MAYBE, reasons=reasons)


def _lent(event: Event, alone: Reading, me: Me, context: Context) -> Reading:
    if event.recurrence or event.all_day or event.end - event.start > LONGEST or not _touched(event, context):
        return alone
    invitation = prepare(event, me)
    near = {sign for sign in _employers(invitation) if _near(event.start, context.employers.get(sign, ()))}
    trusted = alone.standing is Standing.MAYBE and not near.isdisjoint(context.trusted)
    if not near or not (trusted or says_nothing(invitation, near)):
        return alone
    found = read(event, me=me, known=Known(under_way=frozenset(near)))
    return alone if found.kind is Kind.NONE else replace(found, confidence=min(found.confidence, LENT))


def says_nothing(invitation: Invitation, signs: Iterable[str]) -> bool:
    """Return whether a title is made of names and small words: the user's, the guests', the employers' in `signs`."""
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    names = {word for one in people for word in _words(f"{one.name} {one.email.partition('@')[0]}")}
    names |= set(invitation.me)
    employers = {sign.partition(".")[0].replace("-", "") for sign in signs}
    left = [
        word
        for word in _words(invitation.title)
        if word not in names and not (len(word) > 2 and any(word in employer for employer in employers))
    ]
    with speaking(languages_of(invitation.text)):
        return all(len(word) < 2 or word[0].isdigit() or word in _small() or only_edges(word) for word in left)


@cache
def _small() -> frozenset[str]:
    return frozenset(load("names")["saying_nothing"])


def _signs(sighting: Sighting, me: Me) -> Iterator[str]:
    """Yield by what the employer is told: the domains of who invited or is met, and the company's name."""
    work = {_employer(email) for email in me.emails}
    addresses = (sighting.organizer, *(p.email for p in sighting.reading.people if p.attended and p.email))
    yield from sorted({host for address in addresses if (host := _employer(address))} - work)
    if sighting.reading.company and len(key := company_key(sighting.reading.company)) > 3:
        yield key


def _touched(event: Event, context: Context) -> bool:
    """Return whether an address or, in a note, a word of the title is one of the employers': most events have none."""
    people = [*event.attendees, *([event.organizer] if event.organizer else [])]
    signs = {sign for one in people if (sign := _employer(one.email))}
    noted = () if signs else _joined(_words(event.title))
    return not signs.isdisjoint(context.employers) or not context.employers.keys().isdisjoint(noted)


def _employers(invitation: Invitation) -> frozenset[str]:
    """Return the one employer whose people alone are invited; for a note of the user's own, the names in its title."""
    people = [one for one in invitation.others if is_person(one)]
    if invitation.organizer is not None:
        people.append(invitation.organizer)
    if not people:
        return frozenset(_joined(_words(invitation.title)))
    signs = frozenset(sign for one in people if (sign := _employer(one.email)))
    return frozenset() if len(people) > PEOPLE or len(signs) != 1 or signs & invitation.work else signs


def _employer(address: str) -> str:
    """Return by what the employer behind an address is told; empty for a tool's, whoever uses it."""
    if not _somebody(address):
        return ""
    return address if is_free_mail(address) else registrable(address)


def _somebody(address: str) -> bool:
    """Return whether an address is one sender's own, not that of a tool through which many send."""
    return bool(address) and not is_vendor(address)


def _near(start: datetime, met: Iterable[datetime]) -> bool:
    return any(one - BEFORE <= start <= one + AFTER for one in met)


def _words(text: str) -> list[str]:
    return compiled(r"[^\W_]+").findall(fold(text))


def _joined(words: list[str]) -> Iterator[str]:
    """Yield the keys that up to three words of a title make together."""
    for size in (1, 2, 3):
        yield from ("".join(words[at : at + size]) for at in range(len(words) - size + 1))
