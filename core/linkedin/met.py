"""The people of the interviews as they are looked for: each once, with what tells them from a namesake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.ids import derive
from core.linkedin.names import Words, words
from core.linkedin.slugs import key
from core.model import Interview, Person, PersonId
from core.recognise.keys import ats_of, company_key, is_free_mail, is_vendor, registrable
from core.recognise.same_person import normal_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One person of the interviews. `key` is that of the profile which an invitation names, `domain` the registered
    name of their mail's domain where it tells an employer.
    """

    id: PersonId
    name: str
    words: Words
    email: str = ""
    key: str = ""
    companies: tuple[str, ...] = ()
    domain: str = ""
    signs: frozenset[str] = frozenset()

    @property
    def sign(self) -> str:
        """What a search for this person depends on: where it changes they are looked up again."""
        return derive("searched", " ".join(self.words), self.email, self.key, *sorted(map(company_key, self.companies)))


def everybody(interviews: Iterable[Interview]) -> tuple[Met, ...]:
    """Return the people of all interviews, each once, in the order in which they are first met."""
    found: dict[PersonId, tuple[Person, list[str]]] = {}
    for interview in interviews:
        for person in interview.people:
            _, companies = found.setdefault(person.id, (person, []))
            if interview.company and interview.company not in companies:
                companies.append(interview.company)
    return tuple(_met(person, companies) for person, companies in found.values())


def signs_of(person: Person, companies: Iterable[str]) -> frozenset[str]:
    """Return every id that this person may have, now or when more is known of them."""
    found = {str(person.id)} if person.id else set()
    if person.email:
        found.add(derive("person", person.email.casefold()))
    if profile := key(person.linkedin):
        found.add(derive("person", profile))
    name = normal_name(person.name)
    if name:
        found |= {derive("person", name, company_key(company)) for company in companies if company}
    return frozenset(found)


def _met(person: Person, companies: Sequence[str]) -> Met:
    return Met(
        id=person.id,
        name=person.name,
        words=words(person.name),
        email=person.email.casefold(),
        key=key(person.linkedin),
        companies=tuple(companies),
        domain=_employer(person.email),
        signs=signs_of(person, companies),
    )


def _employer(email: str) -> str:
    """Return `acme` for an address at `mail.acme.example`; empty where the domain tells no employer."""
    if not email or is_free_mail(email) or ats_of(email) or is_vendor(email):
        return ""
    return registrable(email).partition(".")[0]
