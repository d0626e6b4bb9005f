"""Lays what LinkedIn knows over the people of the interviews: profile, last exchange, change of job. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from core.linkedin.book import together
from core.linkedin.ladder import Index, Search, is_refused
from core.linkedin.met import everybody
from core.linkedin.slugs import key
from core.linkedin.values import CONNECTIONS, Book, Pair, Profile
from core.model import Interview, Person, PersonId


def search_for(interviews: Iterable[Interview], *, linked: Sequence[Pair], refused: Sequence[Pair]) -> Search:
    """Return the search for everybody of `interviews`, as they are before anything is laid over them."""
    return Search(people=everybody(interviews), chosen=linked, refused=refused)


def with_linkedin(
    interviews: Sequence[Interview],
    *,
    books: Sequence[Book],
    linked: Sequence[Pair],
    refused: Sequence[Pair],
    zone: tzinfo,
) -> tuple[Interview, ...]:
    """Return the interviews with what is known of their people; days are those of `zone`.

    Only certain links count here; what is merely suggested changes nothing.
    """
    if not (books or linked or refused):
        return tuple(interviews)
    search = search_for(interviews, linked=linked, refused=refused)
    index = Index.of(together(books))
    complete = any(CONNECTIONS in book.sorts for book in books)
    links = {met.id: found.profile for met in search.people if (found := search.link(met, index)) is not None}
    ids = _ids(interviews, links)
    known = {
        met.id: _Knowledge(
            profile=links.get(met.id),
            stranger=complete and not index.named(met),
            refused=search.of(met, refused),
            id=ids.get(met.id, met.id),
            zone=zone,
        )
        for met in search.people
    }
    return tuple(
        replace(interview, people=tuple(known[person.id].over(person) for person in interview.people))
        for interview in interviews
    )


class _Knowledge:
    """What is known of one person."""

    def __init__(
        self, *, profile: Profile | None, stranger: bool, refused: Sequence[Pair], id: PersonId, zone: tzinfo
    ) -> None:
        self.profile, self.stranger, self.refused, self.id, self.zone = profile, stranger, refused, id, zone

    def over(self, person: Person) -> Person:
        """Return `person` with it."""
        profile = self.profile
        if profile is None:
            own = person.linkedin
            if own and is_refused(Profile(key=key(own)), self.refused):
                own = ""
            return replace(person, linkedin=own, stranger=self.stranger)
        reply, sent = _local(profile.last_in, self.zone), _local(profile.last_out, self.zone)
        return replace(
            person,
            id=self.id,
            linkedin=profile.address or person.linkedin,
            connected=profile.connected,
            invited=profile.invited_on is not None and not profile.connected,
            last_contact=max(filter(None, (reply, sent)), default=None),
            last_reply=reply,
            moved_on=profile.moved_on,
            moved_why=profile.moved_why,
            moved_to=profile.moved_to,
        )


def _ids(interviews: Sequence[Interview], links: Mapping[PersonId, Profile]) -> Mapping[PersonId, PersonId]:
    """Return one id for all who have one profile, unless they sit in one interview: then one link must be wrong."""
    circles: dict[str, list[PersonId]] = {}
    for interview in interviews:
        for person in interview.people:
            theirs = circles.setdefault(links[person.id].key, []) if person.id in links else []
            if person.id in links and person.id not in theirs:
                theirs.append(person.id)
    found: dict[PersonId, PersonId] = {}
    for several in circles.values():
        if len(several) > 1 and all(sum(person.id in several for person in i.people) < 2 for i in interviews):
            found.update(dict.fromkeys(several, several[0]))
    return found


def _local(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
