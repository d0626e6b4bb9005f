"""Forgetting a person for good: what is kept of them are digests that tell them when they turn up again. Pure.

The digests are the ids that the person may get (from their address, profile, or name and company). Names in free text
are found by the digests of their words, so that not even the name need be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from core.ids import derive
from core.linkedin.met import signs_of
from core.linkedin.values import Pair
from core.model import Directives, Interview, Person, Sighting, Standee, Touchpoint
from core.recognise.keys import company_key
from core.recognise.same_person import is_full, normal_name
from core.said import Trace
from core.state import Decisions, Forgotten, State, Wrote

SOMEBODY = "somebody"
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:.]+")
_LONGEST = 4
"""Words of a name that are looked at together."""


def digests_of(person: Person, interviews: Iterable[Interview], sightings: Iterable[Sighting]) -> tuple[str, ...]:
    """Return what tells `person` when they turn up again, in an invitation or an export, sorted."""
    theirs = [interview for interview in interviews if any(each.id == person.id for each in interview.people)]
    companies = {interview.company or "" for interview in theirs}
    forms = _forms(normal_name(person.name))
    found = set(signs_of(person, companies))
    found |= {derive("name" if is_full(form) else "first name", form) for form in forms}
    found |= {derive("person", form, company_key(company)) for form in forms for company in companies if company}
    found |= {derive("person", form, interview.process) for form in forms for interview in theirs}
    sources = {source for interview in theirs for source in interview.sources}
    for sighting in sightings:
        for each in sighting.reading.people if sighting.ref in sources else ():
            own = each.email.casefold() == person.email.casefold() if each.email and person.email else False
            if own or normal_name(each.name) in forms:
                found |= {each.id} | set(signs_of(each, [sighting.reading.company or ""]))
    return tuple(sorted(found))


def is_forgotten(person: Person, companies: Iterable[str], digests: frozenset[str]) -> bool:
    """True where one of the person's ids is among `digests`."""
    return person.id in digests or not digests.isdisjoint(signs_of(person, companies))


def sightings_without(sightings: Sequence[Sighting], digests: frozenset[str]) -> tuple[Sighting, ...]:
    """Return the sightings without the people forgotten, nor their names and addresses in what is kept of the text."""
    return tuple(_sighting(sighting, digests) for sighting in sightings) if digests else tuple(sightings)


def interviews_without(interviews: Sequence[Interview], digests: frozenset[str]) -> tuple[Interview, ...]:
    """Return the interviews without the people forgotten: also who is only told when all events are seen together."""
    if not digests:
        return tuple(interviews)
    return tuple(
        replace(i, people=tuple(p for p in i.people if not is_forgotten(p, [i.company or ""], digests)))
        for i in interviews
    )


def state_without(state: State, digests: frozenset[str], now: datetime) -> State:
    """Return the state without them. Reminders to come keep their text, which the next sync writes anew."""
    if not digests:
        return state
    return replace(
        state,
        sightings=sightings_without(state.sightings, digests),
        touchpoints=tuple(_touchpoint(touchpoint, digests) for touchpoint in state.touchpoints),
        # What is to come keeps its text: were it not what we wrote, it would look like the user's own.
        standees=tuple(each if each.start > now else _standee(each, digests) for each in state.standees),
        wrote=tuple(_wrote(wrote, digests) for wrote in state.wrote),
    )


def decisions_without(decisions: Decisions, digests: frozenset[str], interviews: Iterable[Interview] = ()) -> Decisions:
    """Return the decisions without what was decided about them; `interviews` say which company a debrief is about."""
    companies = {name: each.company or "" for each in interviews for name in (each.id, *each.aliases)}
    return replace(
        decisions,
        added=sightings_without(decisions.added, digests),
        linked=_pairs(decisions.linked, digests),
        refused=_pairs(decisions.refused, digests),
        debriefs={key: _directives(said, companies.get(key, ""), digests) for key, said in decisions.debriefs.items()},
        traces={key: Trace() if trace.sender in digests else trace for key, trace in decisions.traces.items()},
    )


def text_without(text: str, digests: frozenset[str], *, company: str = "", ours: bool = False) -> str:
    """Return `text` with the names and addresses of people forgotten replaced by SOMEBODY.

    A first name alone counts in texts about their company, and in those that are `ours`.
    """
    text = _ADDRESS.sub(lambda found: SOMEBODY if derive("person", found[0].casefold()) in digests else found[0], text)
    words = list(_WORD.finditer(text))
    pieces, end, at = [], 0, 0
    while at < len(words):
        length = _name_at(words[at : at + _LONGEST], digests, company, ours=ours)
        if length:
            pieces += [text[end : words[at].start()], SOMEBODY]
            end = words[at + length - 1].end()
        at += length or 1
    return "".join((*pieces, text[end:]))


def _forms(name: str) -> set[str]:
    """Return the ways in which invitations shorten a full name."""
    words = name.split()
    if not words:
        return set()
    return {name, words[0], f"{words[0]} {words[-1]}", f"{words[0]} {words[-1][0]}"}


def _name_at(words: Sequence[re.Match[str]], digests: frozenset[str], company: str, *, ours: bool) -> int:
    """Return how many of the words, from the first on, are a name that is forgotten; 0 for none."""
    for length in range(len(words), 0, -1):
        name = normal_name(" ".join(word[0] for word in words[:length]))
        signs = {derive("name", name)}
        signs |= {derive("person", name, company_key(company))} if company else set()
        signs |= {derive("first name", name)} if ours else set()
        if not signs.isdisjoint(digests):
            return length
    return 0


def _sighting(sighting: Sighting, digests: frozenset[str]) -> Sighting:
    reading = sighting.reading
    company = reading.company or ""
    kept = tuple(person for person in reading.people if not is_forgotten(person, [company], digests))
    title = text_without(sighting.title, digests, company=company)
    organizer = "" if derive("person", sighting.organizer.casefold()) in digests else sighting.organizer
    if kept == reading.people and title == sighting.title and organizer == sighting.organizer:
        return sighting
    return replace(
        sighting,
        title=title,
        organizer=organizer,
        reading=replace(
            reading,
            people=kept,
            reasons=tuple(text_without(reason, digests, company=company) for reason in reading.reasons),
            directives=_directives(reading.directives, company, digests),
        ),
    )


def _directives(said: Directives, company: str, digests: frozenset[str]) -> Directives:
    def rest(text: str) -> str:
        return text_without(text, digests, company=company)

    return replace(
        said,
        contact=said.contact if rest(said.contact) == said.contact else "",
        topics=tuple(map(rest, said.topics)),
        idea=rest(said.idea),
        promise=rest(said.promise),
        unread=tuple(map(rest, said.unread)),
    )


def _touchpoint(touchpoint: Touchpoint, digests: frozenset[str]) -> Touchpoint:
    company = touchpoint.company or ""
    kept = tuple(person for person in touchpoint.people if not is_forgotten(person, [company], digests))
    return replace(touchpoint, people=kept, why=text_without(touchpoint.why, digests, company=company))


def _standee(standee: Standee, digests: frozenset[str]) -> Standee:
    return replace(
        standee,
        title=text_without(standee.title, digests, ours=True),
        text=text_without(standee.text, digests, ours=True),
    )


def _wrote(wrote: Wrote, digests: frozenset[str]) -> Wrote:
    before, after = (_standee(each, digests) if each else None for each in (wrote.before, wrote.after))
    return replace(wrote, before=before, after=after)


def _pairs(pairs: Sequence[Pair], digests: frozenset[str]) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if digests.isdisjoint({pair.person, *pair.signs}))


def markers(decisions: Decisions) -> frozenset[str]:
    """Return the digests of everybody forgotten."""
    return frozenset(digest for person in decisions.forgotten for digest in person.digests)


def added(decisions: Decisions, digests: Sequence[str], interviews: Iterable[Interview]) -> Decisions:
    """Return the decisions with one more person forgotten, and nothing else of theirs."""
    known = decisions_without(decisions, frozenset(digests), interviews)
    return replace(known, forgotten=(*known.forgotten, Forgotten(digests=tuple(digests))))
