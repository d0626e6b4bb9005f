"""Which sightings are copies of one meeting: one UID in two calendars, two invitations to one hour, a moved meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from core.model import Sighting, Standing
from core.recognise.joining import Joining
from core.recognise.keys import company_key, is_free_mail, is_vendor, registrable, role_key
from core.recognise.markers import bare_title, says_moved

_FALLEN = (Standing.CANCELLED, Standing.DECLINED, Standing.GONE, Standing.MAYBE, Standing.REFUSED)
"""How a meeting stands of which no entry is on: the first of these that one of them has."""
MOVE_WITHIN = timedelta(days=14)
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_QUERY_IS_NOISE = ("zoom.us", "zoom.com", "meet.google.com", "teams.microsoft.com", "teams.live.com", "whereby.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All sightings of one UID and occurrence. `lead` is the newest version that has the resolved `standing`."""

    copies: tuple[Sighting, ...]
    lead: Sighting
    standing: Standing
    company: str
    role: str
    domains: frozenset[str]
    emails: frozenset[str]
    names: frozenset[str]
    link: str
    title: str

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


def meetings(sightings: Iterable[Sighting]) -> list[Meeting]:
    """Merge copies. The order of the input does not matter where no (ref, recurrence) is given twice."""
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in sorted(sightings, key=_key):
        groups.setdefault((uid_of(sighting), sighting.recurrence), []).append(sighting)
    return _without_moves(_overlaid([_entry(copies) for copies in groups.values()]))


def uid_of(sighting: Sighting) -> str:
    """Return the event's UID, or where it has none its place, so that two without one stay apart."""
    ref = sighting.ref
    return sighting.uid or f"{ref.account}/{ref.calendar}/{ref.event_id}"


def domain_of(email: str) -> str:
    """Return the employer's domain that an address lies in; empty for free mail and for tools that send invitations."""
    return "" if not email or is_free_mail(email) or is_vendor(email) else registrable(email)


def _key(s: Sighting) -> tuple[object, ...]:
    place = (s.ref.account, s.ref.calendar, s.ref.event_id)
    return (s.first_seen, s.uid, s.recurrence, place, s.start, s.end, s.sequence, s.updated or _NEVER, s.title)


def _version(sighting: Sighting) -> tuple[int, datetime]:
    return (sighting.sequence, sighting.updated or _NEVER)


def _entry(copies: Sequence[Sighting]) -> Entry:
    standing = _standing(copies)
    # A reply of one's own changes nothing of the meeting: a declined copy may well be the newest version.
    counted = {standing, Standing.DECLINED} if standing is Standing.ON else {standing}
    lead = max((copy for copy in copies if copy.reading.standing in counted), key=_version)
    ranked = sorted(copies, key=lambda copy: (copy is not lead, -copy.reading.confidence))
    people = [person for copy in ranked for person in copy.reading.people]
    mails = {copy.organizer for copy in ranked} | {person.email for person in people}
    return Entry(
        copies=tuple(ranked),
        lead=lead,
        standing=standing,
        company=next((company_key(c.reading.company) for c in ranked if c.reading.company), ""),
        role=next((role_key(c.reading.role) for c in ranked if c.reading.role), ""),
        domains=frozenset(filter(None, map(domain_of, mails))),
        emails=frozenset(person.email.casefold() for person in people if person.attended and person.email),
        names=frozenset(person.name.casefold() for person in people if person.attended and person.name),
        link=next(filter(None, (_link(copy.conference) for copy in ranked)), ""),
        title=bare_title(lead.title),
    )


def _standing(copies: Sequence[Sighting]) -> Standing:
    """Resolve one UID in several calendars: on where one has it, unless the organizer's newer version is cancelled."""
    versions = {
        standing: max((_version(c) for c in copies if c.reading.standing is standing), default=None)
        for standing in (Standing.ON, *_FALLEN)
    }
    on, cancelled = versions[Standing.ON], versions[Standing.CANCELLED]
    if on and not (cancelled and cancelled > on):
        return Standing.ON
    return next(s for s in _FALLEN if versions[s])


def _link(conference: str) -> str:
    address = conference.strip().casefold().partition("#")[0]
    place, _, query = address.partition("?")
    place = place.rpartition("://")[2].rstrip("/")
    if "/" not in place:
        return ""
    host = place.partition("/")[0]
    return place if not query or host.endswith(_QUERY_IS_NOISE) else f"{place}?{query}"


def _overlaid(entries: list[Entry]) -> list[Meeting]:
    """Join the entries of different UIDs that are one meeting at one time."""
    entries = sorted(entries, key=lambda e: (e.lead.start, _key(e.copies[0])))
    joining = Joining(len(entries))
    near = _neighbours(entries)
    blocks = {i for i, others in near.items() if _spans_several(entries, others)}
    for i, others in near.items():
        for j in others:
            # An itinerary over a whole loop is a copy of none of its rounds, only of another itinerary.
            if (i in blocks) == (j in blocks) and (i not in blocks or _same_span(entries[i], entries[j])):
                joining.join(i, j)
    return [_meeting([entries[i] for i in group]) for group in joining.groups()]


def _neighbours(entries: Sequence[Entry]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = {i: [] for i in range(len(entries))}
    running: list[int] = []
    for j, entry in enumerate(entries):
        running = [i for i in running if entries[i].lead.end > entry.lead.start or _same_span(entries[i], entry)]
        for i in running:
            if _one_meeting(entries[i], entry):
                near[i].append(j)
                near[j].append(i)
        running.append(j)
    return near


def _spans_several(entries: Sequence[Entry], others: Sequence[int]) -> bool:
    return any(not _overlap(entries[i], entries[j]) for i, j in combinations(others, 2))


def _overlap(one: Entry, other: Entry) -> bool:
    a, b = one.lead, other.lead
    return a.start == b.start or (a.start < b.end and b.start < a.end)


def _same_span(one: Entry, other: Entry) -> bool:
    return (one.lead.start, one.lead.end) == (other.lead.start, other.lead.end)


def _one_meeting(one: Entry, other: Entry) -> bool:
    """True where two entries that overlap are copies: nothing speaks against it, and a link, sender or title for it."""
    if not _overlap(one, other) or one.lead.all_day != other.lead.all_day or not _companies_fit(one, other):
        return False
    span = _same_span(one, other)
    if not span and (_strangers(one, other) or (one.role and other.role and one.role != other.role)):
        return False
    linked = bool(one.link) and one.link == other.link
    titled = bool(one.title) and one.title == other.title
    if not one.company and not other.company:
        return one.lead.start == other.lead.start and (linked or titled) and not _strangers(one, other)
    # Nobody is in two interviews of one company at once.
    at_once = span and one.company == other.company and not _strangers(one, other)
    return linked or titled or bool(one.domains & other.domains) or at_once


def _companies_fit(one: Entry, other: Entry) -> bool:
    a, b = one.company, other.company
    return not a or not b or a.startswith(b) or b.startswith(a)


def _strangers(one: Entry, other: Entry) -> bool:
    """True where both name who comes, and nobody is in both."""
    if one.emails and other.emails:
        return not one.emails & other.emails
    return bool(one.names and other.names) and not one.names & other.names


def _meeting(entries: Sequence[Entry]) -> Meeting:
    standing = _overlaid_standing(entries)
    ranked = sorted(
        entries,
        key=lambda e: (
            e.standing is not standing,
            not e.lead.organizer,
            -len(e.emails | e.names),
            -e.lead.reading.confidence,
            -(e.lead.updated or _NEVER).timestamp(),
            _key(e.lead),
        ),
    )
    return Meeting(current=tuple(ranked), standing=standing)


def _overlaid_standing(entries: Sequence[Entry]) -> Standing:
    found = {entry.standing for entry in entries}
    if Standing.ON in found:
        # An entry of the user's own beside the organizer's cancelled one is a note about what is off; an invitation
        # beside it is the one sent anew.
        invited = any(entry.standing is Standing.ON and entry.lead.organizer for entry in entries)
        called_off = any(entry.standing is Standing.CANCELLED and entry.lead.organizer for entry in entries)
        return Standing.ON if invited or not called_off else Standing.CANCELLED
    return next(s for s in _FALLEN if s in found)


def _without_moves(found: list[Meeting]) -> list[Meeting]:
    """Fold the old copy of a moved meeting into its new one, where there is no doubt which that is."""
    moves = _moves(found)
    targets = Counter(old for old, _ in moves)
    sources = Counter(new for old, new in moves if found[old].standing is Standing.ON)
    certain = {
        old: new
        for old, new in moves
        if targets[old] == 1 and (found[old].standing is not Standing.ON or sources[new] == 1)
    }
    replaced: dict[int, list[Entry]] = {}
    for old, new in certain.items():
        # What was moved again keeps its own old copies apart.
        if new not in certain:
            replaced.setdefault(new, []).extend(found[old].entries)
    return [
        replace(meeting, replaced=tuple(replaced.get(i, ())))
        for i, meeting in enumerate(found)
        if certain.get(i) is None or certain[i] in certain
    ]


def _moves(found: Sequence[Meeting]) -> list[tuple[int, int]]:
    by_company: dict[str, list[int]] = {}
    for i, meeting in enumerate(found):
        if company := _company(meeting):
            by_company.setdefault(company, []).append(i)
    return [
        (old, new)
        for members in by_company.values()
        for one, other in combinations(members, 2)
        for old, new in ((one, other), (other, one))
        if _moved(found[old], found[new])
    ]


def _company(meeting: Meeting) -> str:
    return next((entry.company for entry in meeting.current if entry.company), "")


def _moved(old: Meeting, new: Meeting) -> bool:
    if new.standing is not Standing.ON or abs(new.lead.start - old.lead.start) > MOVE_WITHIN or not _alike(old, new):
        return False
    if old.standing is Standing.CANCELLED:
        return _booked_after(old, new)
    said = says_moved(new.lead.title) and not says_moved(old.lead.title)
    # What was moved after it took place took place: then the newer one is another round.
    learned = min(entry.first_seen for entry in new.current)
    known = min(learned, new.lead.updated or learned)
    return old.standing is Standing.ON and said and not _older(new.lead, old.lead) and known < old.lead.start


def _alike(old: Meeting, new: Meeting) -> bool:
    """True where two meetings of one company have role, people, and stage or title in common."""
    a, b = old.current[0], new.current[0]
    stage, other_stage = a.lead.reading.stage, b.lead.reading.stage
    if (a.role and b.role and a.role != b.role) or _strangers(a, b) or (stage and other_stage and stage != other_stage):
        return False
    met = bool(a.emails & b.emails or a.names & b.names) or not (a.emails or a.names or b.emails or b.names)
    return met and ((bool(a.title) and a.title == b.title) or (stage is not None and stage == other_stage))


def _booked_after(old: Meeting, new: Meeting) -> bool:
    before, after = (min(entry.first_seen for entry in meeting.current) for meeting in (old, new))
    return after >= before and (new.lead.start > old.lead.start or _older(old.lead, new.lead))


def _older(one: Sighting, other: Sighting) -> bool:
    """True where both say when they were changed, and `one` was changed before `other`."""
    return one.updated is not None and other.updated is not None and one.updated < other.updated
