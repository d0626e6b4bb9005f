"""What other events say of one: `Dana / Robin` from a company with which a process is under way belongs to it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from core.model import Event, Kind, Me, Reading, Sighting, Stage, Standing
from core.recognise.identity import marked
from core.recognise.invitation import Invitation, prepare
from core.recognise.keys import company_key, is_free_mail, is_vendor, registrable, words_of
from core.recognise.language import languages_of
from core.recognise.people import is_person
from core.recognise.read import read
from core.recognise.same_person import is_full, normal_name
from core.recognise.side import at_work
from core.recognise.signals import Known
from core.recognise.speaking import speaking
from core.recognise.traces import sender_of, sender_sign, title_sign, traced
from core.recognise.vague import is_held, is_reminder, is_small, means_nothing, says_nothing, without_small
from core.said import Said

BEFORE = timedelta(days=21)
"""How long before a sure interview a vague meeting with the same employer may be one of its process."""
AFTER = timedelta(days=45)
"""How long after one."""
PEOPLE = 4
"""How many others such a meeting has at most: more are a meeting of an office."""
LONGEST = timedelta(hours=4)
SURE = 0.7
"""What an interview must be by itself to say anything of others."""
UNSURE = 0.49
"""The most that a maybe is."""
LENT = 0.6
"""The most that a meeting is which counts for its context alone, so that it says nothing of others in turn."""
SHORT = 3
"""Letters of a company's name, at most, that may be other words of a title by chance."""
CERTAIN = 0.9
"""From this confidence on an interview stands, though the user has refused something else of its sender: of what is
labelled, four readings in 4474 are wrong there, and below it one in twelve."""
AHEAD = timedelta(days=2)
"""How long before an interview the user's own note reminds of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the events of all calendars say together, and the user's marks on them.

    `employers` are those of processes under way, by mail domain, address or full name of who invited or was met, or key
    of the name: when each was met. `rounds` are those times of them at which it was more than a recruiter's
    first talk. `companies` are their names, where one is known. Of the `trusted` the user
    has marked a meeting as one that counts. `senders` and `titles` are the user's last word on each, by what tells it
    again (`traces`): that has no time, and what counts is an employer as well. `refused` are those that do not.
    `kinds` are the marks themselves, by UID or id of the interview.
    """

    employers: Mapping[str, tuple[datetime, ...]]
    rounds: Mapping[str, tuple[datetime, ...]]
    companies: Mapping[str, str]
    trusted: frozenset[str] = frozenset()
    senders: Mapping[str, Kind]
    titles: Mapping[str, Kind]
    refused: frozenset[str] = frozenset()
    kinds: Mapping[str, Kind]


def context_of(sightings: Iterable[Sighting], *, me: Me, kinds: Said) -> Context:
    """Return what `sightings` say of other events: with whom a sure interview stands in the calendar, and the marks."""
    sightings = tuple(sightings)
    met: dict[str, set[datetime]] = {}
    rounds: dict[str, set[datetime]] = {}
    names: dict[str, dict[str, str]] = {}
    trusted: set[str] = set()
    for sighting in sorted(filter(_sure, sightings), key=lambda s: (-s.reading.confidence, s.start, s.ref.event_id)):
        signs = tuple(_signs(sighting, me))
        for sign in signs:
            met.setdefault(sign, set()).add(sighting.start)
            if sighting.reading.kind is Kind.INTERVIEW:
                rounds.setdefault(sign, set()).add(sighting.start)
            if (company := sighting.reading.company) and not _is_mailbox(sign):
                names.setdefault(sign, {}).setdefault(company_key(company), company)
        trusted.update(signs if marked(sighting.uid, sighting.recurrence, kinds.kinds) else ())
    senders: dict[str, Kind] = {}
    titles: dict[str, Kind] = {}
    for key, trace in traced(kinds, sightings).items():
        senders[trace.sender] = titles[trace.title] = kinds.kinds[key]
    said = {sign: kind for sign, kind in (*senders.items(), *titles.items()) if sign}
    counting = {sign: tuple[datetime, ...]() for sign, kind in said.items() if kind is not Kind.NONE}
    return Context(
        employers={**counting, **{sign: tuple(sorted(starts)) for sign, starts in met.items()}},
        rounds={sign: tuple(sorted(starts)) for sign, starts in rounds.items()},
        companies={sign: name for sign, called in names.items() if (name := _one_name(called))},
        trusted=frozenset(trusted),
        senders={sign: kind for sign, kind in senders.items() if sign},
        titles={sign: kind for sign, kind in titles.items() if sign},
        refused=frozenset(said.keys() - counting.keys()),
        kinds=kinds.kinds,
    )


def in_context(event: Event, alone: Reading, *, me: Me, context: Context) -> Reading:
    """Return what `event` is, other events considered; `alone` is what it is by itself.

    What says nothing else belongs to a process under way: a title of names, small words and those of interviews, of
    one meeting with few people, all of them the employer's. Where the user has marked such a meeting, whatever may be
    one does. What they have marked settles others of the same title by the same sender; of what else a sender of
    refused events sends, only what is certain by itself counts. What says something else may belong to the process all
    the same where who is invited was in it before: that is asked. So is what says nothing at the user's work address,
    where they may well work with the employer.
    """
    if alone.standing not in (Standing.ON, Standing.MAYBE) or marked(event.uid, event.recurrence, context.kinds):
        return alone
    sender = sender_of(event, me)
    kind = context.titles.get(title_sign(sender, event.title)) if context.titles else None
    if kind is not None and (kind is Kind.NONE or not event.recurrence):
        return _settled(event, kind, me)
    if alone.kind is not Kind.NONE and _reminds(event, alone, me, context):
        return replace(alone, kind=Kind.NONE, reasons=("it reminds of an interview", *alone.reasons))
    word = context.senders.get(sender_sign(sender)) if context.senders and sender else None
    found = _lent(event, alone, me, context, word) if alone.kind is Kind.NONE else alone
    if found.kind is Kind.RECRUITER and found.confidence < SURE and word is not Kind.RECRUITER:
        found = _past_the_first(event, found, me, context)
    doubted = word is Kind.NONE and found.kind is not Kind.NONE and found.confidence < CERTAIN
    return _doubted(found) if doubted else found


def waits_for(sighting: Sighting, now: Context, *, before: Context, me: Me) -> bool:
    """Return whether a meeting is to be judged anew: its employer interviews near it `now`, and did not `before`."""
    signs = set(_signs(sighting, me))
    signs |= {_label(sign) for sign in signs if "." in sign}

    def near(context: Context) -> set[str]:
        return {sign for sign in signs if _near(sighting.start, context.employers.get(sign, ()))}

    return not near(now) <= near(before)


def _settled(event: Event, kind: Kind, me: Me) -> Reading:
    """Return the reading of an event whose title the user has marked before, by the same sender."""
    found = read(event, me=me, settled=kind)
    told = f"you marked another one of this title by this sender as {kind.value}"
    return replace(found, reasons=(told, *found.reasons[1:]))


def _doubted(found: Reading) -> Reading:
    reasons = ("you have said of an event of this sender that it is none", *found.reasons)
    return replace(found, kind=Kind.NONE, would_be=found.kind, standing=Standing.MAYBE, reasons=reasons)


def _reminds(event: Event, alone: Reading, me: Me, context: Context) -> bool:
    """Return whether this is a note of the user's own that reminds of an interview soon after it."""
    if sender_of(event, me) or not alone.company or not is_reminder(event.title):
        return False
    starts = context.employers.get(company_key(alone.company), ())
    return any(event.start < start <= event.start + AHEAD for start in starts)


def _lent(event: Event, alone: Reading, me: Me, context: Context, word: Kind | None) -> Reading:
    """Return the reading of an event that is none by itself, in the light of a process that is under way.

    `word` is the user's last word on its sender.
    """
    if event.recurrence or event.all_day or event.end - event.start > LONGEST or not _touched(event, context):
        return alone
    invitation = prepare(event, me)
    own, claims = _employer_of(invitation)
    near = {sign for sign in claims if _near(event.start, context.employers.get(sign, ()))}
    counts = bool(own) and word not in (None, Kind.NONE)
    if is_held(event, invitation.mine) or not (near or counts):
        return alone
    known = _called(near, context)
    vague = says_nothing(invitation, own | near | known.keys())
    trusted = alone.standing is Standing.MAYBE and (counts or not near.isdisjoint(context.trusted))
    working = at_work(invitation)
    sure = trusted or (vague and (counts or not working))
    unsaid = alone.standing is Standing.ON and word not in (Kind.NONE, Kind.NETWORKING)
    asks = unsaid and (vague or not working) and _met_before(event, near, context)
    if not (sure or asks):
        return alone
    if word is Kind.NETWORKING:
        found = _settled(event, word, me) if vague else replace(alone, kind=alone.would_be, would_be=Kind.NONE)
        found = replace(found, standing=Standing.ON, reasons=(_TALK, *alone.reasons))
    else:
        # What the user notes down as a follow-up is something to do; what others invite to is a talk.
        bare = replace(event, title=without_small(event.title)) if own and vague else event
        found = read(bare, me=me, known=Known(under_way=own or frozenset(near)))
    if not sure or found.kind is Kind.NONE:
        found = _unsure(found)
        if found.would_be is Kind.NONE or not asks:
            return alone
    return replace(found, company=_company(found, known, event, own), confidence=min(found.confidence, LENT))


def _met_before(event: Event, near: Iterable[str], context: Context) -> bool:
    """Return whether somebody invited was in a sure interview before, or sent it: by their address."""
    return any("@" in sign and context.employers[sign][0] <= event.start for sign in near)


def _unsure(found: Reading) -> Reading:
    """Return as a maybe what counts, or may, with a process in mind alone."""
    kind = found.kind if found.kind is not Kind.NONE else found.would_be
    confidence = min(found.confidence, UNSURE)
    reasons = found.reasons if found.kind is Kind.NONE else (_MAYBE_ROUND, *found.reasons)
    return replace(
        found, kind=Kind.NONE, would_be=kind, standing=Standing.MAYBE, confidence=confidence, reasons=reasons
    )


def _past_the_first(event: Event, found: Reading, me: Me, context: Context) -> Reading:
    """Return what may be a recruiter's first talk as a round, where the employer has held an interview before it and
    the title says nothing else; of an agency's, another client's first talk may be to come.
    """
    invitation = prepare(event, me)
    _, claims = _employer_of(invitation)
    before = {sign: [start for start in context.rounds.get(sign, ()) if start < event.start] for sign in claims}
    held = {sign for sign, starts in before.items() if _near(event.start, starts)}
    known = _called(held, context)
    if not _one_name(known) or not says_nothing(invitation, held | known.keys()):
        return found
    return replace(found, kind=Kind.INTERVIEW, stage=Stage.OTHER)


_MAYBE_ROUND = "maybe a round of a process that is under way, too unsure to act on"
_TALK = "you marked another one of this sender as networking"


def _company(found: Reading, known: Mapping[str, str], event: Event, own: Iterable[str]) -> str | None:
    """Return the employer's name: of the process that an event belongs to, where one is `known`, and never a title that
    says nothing.
    """
    if name := _one_name(known):
        return name
    key = company_key(found.company) if found.company else ""
    from_title = key in _joined(words_of(event.title)) and key not in {_label(sign) for sign in own}
    return None if from_title else found.company


def _sure(sighting: Sighting) -> bool:
    """Return whether an interview says something of others: it stands, or was taken from the calendar afterwards."""
    reading = sighting.reading
    hiring = reading.kind in (Kind.INTERVIEW, Kind.RECRUITER) and reading.confidence >= SURE
    return hiring and reading.standing in (Standing.ON, Standing.GONE)


def _signs(sighting: Sighting, me: Me) -> Iterator[str]:
    """Yield by what the employer is told: domain, address and name of who invited or is met, and the company's name."""
    work = {_employer(email) for email in me.emails}
    met = [person for person in sighting.reading.people if person.attended]
    hosts = {each: _employer(each) for each in (sighting.organizer, *(person.email for person in met if person.email))}
    yield from sorted({sign for each, host in hosts.items() if host and host not in work for sign in (host, each)})
    yield from sorted(filter(is_full, {normal_name(person.name) for person in met}))
    if sighting.reading.company and _tells(key := company_key(sighting.reading.company)):
        yield key


def _is_mailbox(sign: str) -> bool:
    """Return whether a sign is the address of one person of an employer's, and not all that tells the employer."""
    return "@" in sign and _employer(sign) != sign


def _tells(key: str) -> bool:
    """Return whether the key of a company tells it in a note: a short one may be a word that says nothing."""
    return len(key) > SHORT or (len(key) > 1 and not means_nothing(key))


def _called(signs: Iterable[str], context: Context) -> dict[str, str]:
    """Return the names of the employers told by `signs`, by key."""
    return {company_key(name): name for sign in sorted(signs) if (name := context.companies.get(sign))}


def _one_name(names: Mapping[str, str]) -> str:
    """Return the name of a company from those that are read of it, by key, the surest first; empty where they are
    several: then it is an agency's clients that are named.
    """
    one = all(longer.startswith(shorter) for shorter, longer in pairwise(sorted(names, key=len)))
    return next(iter(names.values()), "") if one else ""


def _touched(event: Event, context: Context) -> bool:
    """Return whether somebody invited or, in a note, a word of the title is an employer's: most events have none."""
    people = [*event.attendees, *([event.organizer] if event.organizer else [])]
    signs = {sign for one in people for sign in _claims(one.name, one.email)}
    noted = () if any(_employer(one.email) for one in people) else _joined(words_of(event.title))
    return not context.employers.keys().isdisjoint(signs) or not context.employers.keys().isdisjoint(noted)


def _employer_of(invitation: Invitation) -> tuple[frozenset[str], frozenset[str]]:
    """Return the sign of the one employer whose people alone are invited, and all by which these may be told.

    In a note of the user's own it is told by the names in the title alone, of words that are not those of any meeting.
    """
    people = [one for one in invitation.others if is_person(one)]
    if invitation.organizer is not None:
        people.append(invitation.organizer)
    if not people:
        words = words_of(invitation.title)
        with speaking(languages_of(invitation.title)):
            small = frozenset(filter(is_small, words))
        return frozenset(), frozenset(_joined(words, idle=small))
    signs = frozenset(sign for one in people if (sign := _employer(one.email)))
    if len(people) > PEOPLE or len(signs) != 1 or signs & invitation.work:
        return frozenset(), frozenset()
    return signs, frozenset(sign for one in people for sign in _claims(one.name, one.email))


@lru_cache(maxsize=4096)
def _claims(name: str, email: str) -> tuple[str, ...]:
    """Return all by which the employer of somebody may be told: domain or address, the name that the domain spells,
    their own name, and the user's word on them. Most are invited many times.
    """
    sign, full = _employer(email), normal_name(name)
    if not sign:
        return ()
    return tuple(filter(None, (sign, email, _label(sign), full if is_full(full) else "", sender_sign(email))))


def _label(sign: str) -> str:
    """Return the name that a mail domain spells (`acme.example` may be the company `acme`); empty for an address."""
    return "" if "@" in sign else sign.partition(".")[0].replace("-", "")


def _employer(address: str) -> str:
    """Return by what the employer behind an address is told; empty for a tool's, whoever uses it."""
    if not address or is_vendor(address):
        return ""
    return address if is_free_mail(address) else registrable(address)


def _near(start: datetime, met: Iterable[datetime]) -> bool:
    return any(one - BEFORE <= start <= one + AFTER for one in met)


def _joined(words: Sequence[str], *, idle: Collection[str] = frozenset()) -> Iterator[str]:
    """Yield the keys that up to three words of a title make together, not all of them `idle`; a short one stands as a
    word of its own.
    """
    for size in (1, 2, 3):
        runs = (words[at : at + size] for at in range(len(words) - size + 1))
        keys = ("".join(run) for run in runs if not all(word in idle for word in run))
        yield from (key for key in keys if size == 1 or len(key) > SHORT)
