"""From people of interviews to profiles: certain evidence links, weak evidence only suggests.

The rungs, surest first: the profile that the invitation names; the same e-mail address; the same full name and the same
company. Below them it is a question for the user: the same name alone, a variant or a slip of it at the same company,
or several profiles on one rung. A pair that the user refused never comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from core.linkedin import names
from core.linkedin.companies import OTHER, SAME, agree, key, words
from core.linkedin.met import Met
from core.linkedin.slugs import key as profile_key
from core.linkedin.values import Candidate, Pair, Profile

MOST = 8
"""Suggestions kept for one person: more namesakes than that are no help."""


@dataclass(slots=True)
class Index:
    """Profiles by everything that they are looked up by."""

    by_key: dict[str, Profile] = field(default_factory=dict)
    by_email: dict[str, list[Profile]] = field(default_factory=dict)
    by_name: dict[str, list[Profile]] = field(default_factory=dict)
    by_company: dict[str, list[Profile]] = field(default_factory=dict)

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> Index:
        """Return the index of `profiles`."""
        index = cls()
        for profile in profiles:
            index.by_key[profile.key] = profile
            for former in profile.former:
                index.by_key.setdefault(former, profile)
            for email in profile.emails:
                index.by_email.setdefault(email, []).append(profile)
            for form in _forms(names.words(profile.name)):
                index.by_name.setdefault(form, []).append(profile)
            for company in (profile.company, *profile.left):
                for form in _company_forms(company):
                    index.by_company.setdefault(form, []).append(profile)
        return index

    def named(self, met: Met) -> list[Profile]:
        """Return everybody of exactly this name."""
        if not names.is_full(met.words):
            return []
        found = {p.key: p for form in _forms(met.words) for p in self.by_name.get(form, ())}
        return [profile for profile in found.values() if names.same(met.words, names.words(profile.name))]

    def colleagues(self, met: Met) -> list[Profile]:
        """Return everybody at a company that may be one of this person's."""
        forms = [form for company in (*met.companies, met.domain) for form in _company_forms(company)]
        found = {p.key: p for form in forms for p in self.by_company.get(form, ())}
        return [profile for profile in found.values() if at_company(met, profile) != OTHER]


def at_company(met: Met, profile: Profile) -> int:
    """Return how well a profile's company agrees with what is known of a person: SAME, MAYBE or OTHER."""
    known = [company for company in (*met.companies, met.domain) if company]
    theirs = (profile.company, *profile.left)
    return max((agree(one, other) for one in known for other in theirs), default=OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom profiles are searched for, and which pairs the user decided on."""

    people: Sequence[Met]
    chosen: Sequence[Pair] = ()
    refused: Sequence[Pair] = ()

    @property
    def signs(self) -> tuple[str, ...]:
        """What this search depends on, sorted: with it a later one knows whom it need not look up again."""
        return tuple(sorted({met.sign for met in self.people} | {pair.profile for pair in self.chosen}))

    def link(self, met: Met, index: Index) -> Candidate | None:
        """Return the one profile that surely is this person's, None where there is none or more than one."""
        return link(met, index, chosen=self.of(met, self.chosen), refused=self.of(met, self.refused))

    def suggestions(self, met: Met, index: Index) -> tuple[Candidate, ...]:
        """Return the profiles that may be this person's, likeliest first; none for one who is linked."""
        if self.link(met, index) is not None:
            return ()
        return suggestions(met, index, refused=self.of(met, self.refused))

    def of(self, met: Met, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs that are about this person: by id, or by a sign where nobody has that id any more."""
        mine = [pair for pair in pairs if pair.person == met.id or met.signs & set(pair.signs)]
        if all(pair.person == met.id for pair in mine):
            return mine
        ids = {each.id for each in self.people}
        return [pair for pair in mine if pair.person == met.id or pair.person not in ids]


def link(met: Met, index: Index, *, chosen: Sequence[Pair], refused: Sequence[Pair]) -> Candidate | None:
    """Return the one profile that surely is this person's; `chosen` and `refused` are the pairs about them."""
    if chosen:
        return Candidate(profile=_chosen(chosen[-1], index), why="you linked them", certain=True)
    for rung in (_by_address, _by_email, _by_name_and_company):
        found = [candidate for candidate in rung(met, index) if not is_refused(candidate.profile, refused)]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def suggestions(met: Met, index: Index, *, refused: Sequence[Pair]) -> tuple[Candidate, ...]:
    """Return the profiles that may be this person's, likeliest first."""
    found: dict[str, Candidate] = {}
    for candidate in (*_by_email(met, index), *_by_name(met, index), *_by_variant(met, index)):
        if not is_refused(candidate.profile, refused):
            found.setdefault(candidate.profile.key, replace(candidate, certain=False))
    return tuple(found.values())[:MOST]


def relevant(search: Search, index: Index) -> list[Profile]:
    """Return the profiles that are linked to, or may be, somebody searched for: all that is worth keeping."""
    found: dict[str, Profile] = {}
    for met in search.people:
        linked = search.link(met, index)
        theirs = (linked,) if linked is not None else search.suggestions(met, index)
        found.update((each.profile.key, each.profile) for each in theirs)
    return list(found.values())


def is_refused(profile: Profile, refused: Sequence[Pair]) -> bool:
    """True where one of these pairs names this profile."""
    keys = {profile.key, *profile.former}
    return any((profile_key(pair.profile) or pair.profile) in keys for pair in refused)


def _chosen(pair: Pair, index: Index) -> Profile:
    wanted = profile_key(pair.profile) or pair.profile
    known = index.by_key.get(wanted)
    return known or Profile(key=wanted, address=pair.profile if profile_key(pair.profile) else "")


def _by_address(met: Met, index: Index) -> list[Candidate]:
    profile = index.by_key.get(met.key) if met.key else None
    return [Candidate(profile=profile, why="the invitation names this profile", certain=True)] if profile else []


def _by_email(met: Met, index: Index) -> list[Candidate]:
    found = index.by_email.get(met.email, ()) if met.email else ()
    return [Candidate(profile=each, why="the same e-mail address", certain=True) for each in found]


def _by_name_and_company(met: Met, index: Index) -> list[Candidate]:
    return [
        Candidate(profile=each, why=f"the same name, at {each.company}", certain=True)
        for each in index.named(met)
        if at_company(met, each) == SAME
    ]


def _by_name(met: Met, index: Index) -> list[Candidate]:
    found = sorted(index.named(met), key=lambda each: (-at_company(met, each), each.key))
    alone = "" if len(found) > 1 else ", the only one of that name"
    return [Candidate(profile=each, why=f"the same name{_where(each)}{alone}") for each in found]


def _by_variant(met: Met, index: Index) -> list[Candidate]:
    found: list[tuple[int, Candidate]] = []
    for profile in index.colleagues(met):
        theirs = names.words(profile.name)
        if names.same(met.words, theirs):
            continue
        if how := names.variant(met.words, theirs):
            found.append((0, Candidate(profile=profile, why=f"{how}{_where(profile)}")))
        elif names.alike(met.words, theirs):
            found.append((1, Candidate(profile=profile, why=f"a name that differs by a slip{_where(profile)}")))
    return [candidate for _, candidate in sorted(found, key=lambda each: (each[0], each[1].profile.key))]


def _where(profile: Profile) -> str:
    if profile.company:
        return f", at {profile.company}"
    return "" if profile.connected else ", seen in messages or invitations"


def _forms(name: names.Words) -> Iterable[str]:
    if not names.is_full(name):
        return ()
    return {" ".join(name), *(names.joined(name) if name[0][0] >= "\u3040" else ())}


def _company_forms(company: str) -> Iterable[str]:
    """Return what two names that may be one company's have in common: the key, or the first word."""
    if not company:
        return ()
    return {key(company), *words(company)[:1]}
