"""Who is who: one person told from the many ways in which invitations name them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from core.ids import derive
from core.model import Interview, Part, Person, PersonId, Standing
from core.recognise.joining import Joining
from core.recognise.keys import company_key, without_title_behind
from core.recognise.tables import load

_FULL = 2
"""Words of a name with a given and a family name, at least."""
_PART_ORDER = (Part.HIRING_MANAGER, Part.RECRUITER, Part.INTERVIEWER, Part.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as one event names them. `event`, `process` and `company` tell how near two mentions are."""

    person: Person
    event: str
    process: str
    company: str


@lru_cache(maxsize=8192)
def normal_name(name: str) -> str:
    """Return `name` for comparison: lower case, no accents, titles or punctuation, `Last, First` turned round."""
    name = without_title_behind(name.strip())
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma and first.strip() else name
    bare = "".join(c for c in unicodedata.normalize("NFKD", turned.casefold()) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", bare)).split()
    kept = [word for word in words if word not in load("names")["honorifics"]]
    while len(kept) > _FULL and kept[0] in load("names")["honorifics_first"]:
        kept.pop(0)
    return " ".join(kept)


def is_full(name: str) -> bool:
    """True where a normal name has a family name too; Chinese, Japanese and Korean ones are written in one word."""
    return " " in name or (len(name) >= 3 and name[0] >= "\u3040")


def profile_slug(linkedin: str) -> str:
    """Return the part of a LinkedIn address that names the person, lower case; empty where there is none."""
    _, found, rest = linkedin.partition("/in/")
    return rest.split("?")[0].split("#")[0].split("/")[0].casefold() if found else ""


def unite(copies: Sequence[Sequence[Person]], also: Sequence[Sequence[Person]] = ()) -> tuple[Person, ...]:
    """Merge the people of several copies of one meeting, in the order in which they are first named.

    `also` are those of copies that no longer say who comes: they only tell more of whoever does.
    """
    mentions = _of_copies([*copies, *also])
    said = sum(map(len, copies))
    return tuple(
        _coming([mentions[i].person for i in group], said=sum(i < said for i in group))
        for group in _same(mentions)
        if group[0] < said
    )


def acquainted(one: Sequence[Person], other: Sequence[Person]) -> bool:
    """True where somebody named in one copy of a meeting is named in the other too."""
    if not one or not other:
        return False
    if {a.email.casefold() for a in one if a.email} & {b.email.casefold() for b in other if b.email}:
        return True
    return any(group[0] < len(one) <= group[-1] for group in _same(_of_copies([one, other])))


def strangers(one: Sequence[Person], other: Sequence[Person]) -> bool:
    """True where both name who comes, and nobody is in both.

    Of whom one knows only the address and the other only the name, nothing can be said.
    """
    nameless = any(not a.name for a in one) and any(not b.email for b in other)
    unaddressed = any(not b.name for b in other) and any(not a.email for a in one)
    return bool(one and other) and not (nameless or unaddressed or acquainted(one, other))


def _of_copies(copies: Iterable[Sequence[Person]]) -> list[Mention]:
    return [
        Mention(person, event=str(number), process="", company="")
        for number, people_of_copy in enumerate(copies)
        for person in people_of_copy
    ]


def _coming(same: Sequence[Person], *, said: int) -> Person:
    """Return one person, of whom the first `said` mentions tell whether they come, and as what if they say so."""
    return replace(
        _one(same),
        attended=any(person.attended for person in same[:said]),
        part=_best_part(same[:said]) or _best_part(same),
    )


def across(interviews: Sequence[Interview]) -> list[Interview]:
    """Give each person one id in all `interviews`, and fill in what other events say of them.

    `interviews` are in their final order and have their processes. Name, e-mail and profile come from every event of
    the person, what they did only from the same process.
    """
    mentions = [
        Mention(person, event=interview.id, process=interview.process, company=company_key(interview.company or ""))
        for interview in interviews
        for person in interview.people
    ]
    known: list[Person] = [mention.person for mention in mentions]
    for group in _same(mentions):
        members = [mentions[i] for i in group]
        merged = _one([member.person for member in members])
        merged = replace(merged, id=_person_id(merged, members))
        for i in group:
            known[i] = _filled(mentions[i], merged, members)
    people_left = iter(known)
    return [
        replace(interview, people=_distinct([next(people_left) for _ in interview.people])) for interview in interviews
    ]


def people(interviews: Iterable[Interview]) -> tuple[Person, ...]:
    """Return everybody met or in touch, each once, sorted by name. Who was only in a cancelled talk was not met."""
    found: dict[PersonId, list[Person]] = {}
    for interview in sorted(interviews, key=lambda i: (i.start, i.id)):
        held = interview.standing in (Standing.ON, Standing.GONE)
        for person in interview.people:
            found.setdefault(person.id, []).append(replace(person, attended=person.attended and held))
    return tuple(sorted(map(_one, found.values()), key=lambda person: (person.name.casefold(), person.id)))


def _same(mentions: Sequence[Mention]) -> list[list[int]]:
    joining = Joining(len(mentions))
    _join_by_address(mentions, joining)
    _join_by_name(mentions, joining)
    _join_short_names(mentions, joining)
    return joining.groups()


def _join_by_address(mentions: Sequence[Mention], joining: Joining) -> None:
    first: dict[str, int] = {}
    for i, mention in enumerate(mentions):
        for sign in (mention.person.email.casefold(), profile_slug(mention.person.linkedin)):
            if sign:
                joining.join(first.setdefault(sign, i), i)


def _join_by_name(mentions: Sequence[Mention], joining: Joining) -> None:
    met: dict[tuple[str, str, str], list[int]] = {}
    for i, mention in enumerate(mentions):
        name = normal_name(mention.person.name)
        if not name:
            continue
        circles = [("process", mention.process)]
        if mention.company and is_full(name):
            circles.append(("company", mention.company))
        for circle in circles:
            namesakes = met.setdefault((*circle, name), [])
            for other in namesakes:
                if not _clash(mentions, joining.members(other), joining.members(i), certain=is_full(name)):
                    joining.join(other, i)
                    break
            namesakes.append(i)


def _clash(mentions: Sequence[Mention], one: list[int], other: list[int], *, certain: bool) -> bool:
    """True where two groups of one name must be two people: both have addresses and they met in one event."""
    if one[0] == other[0] or not (_addresses(mentions, one) and _addresses(mentions, other)):
        return False
    return not certain or bool({mentions[i].event for i in one} & {mentions[i].event for i in other})


def _addresses(mentions: Sequence[Mention], group: list[int]) -> set[str]:
    return {mentions[i].person.email.casefold() for i in group if mentions[i].person.email}


def _join_short_names(mentions: Sequence[Mention], joining: Joining) -> None:
    """Join "Dana" or "Dana W." to the only person of that name in the process."""
    full: dict[str, list[tuple[str, int]]] = {}
    for i, mention in enumerate(mentions):
        name = normal_name(mention.person.name)
        if len(name.split()) > 1:
            full.setdefault(mention.process, []).append((name, i))
    # "Dana W." finds its person first: then "Dana" has one person less to be.
    for i in sorted(range(len(mentions)), key=lambda i: -len(mentions[i].person.name.split())):
        name = normal_name(mentions[i].person.name)
        if not name:
            continue
        fits = {joining.root(j) for long, j in full.get(mentions[i].process, ()) if _shortens(name, long)}
        fits.discard(joining.root(i))
        if len(fits) == 1:
            (match,) = fits
            if not _clash(mentions, joining.members(match), joining.members(i), certain=False):
                joining.join(match, i)


def _shortens(short: str, long: str) -> bool:
    """True where one name may stand for the other: words of it are left out or shortened (`Dave Stone`)."""
    few, many = short.split(), long.split()
    if len(few) > len(many) or few == many:
        return False
    initial = len(few) == 2 and len(few[1]) == 1 and many[-1].startswith(few[1])
    return (len(few) == 1 or initial or few[-1] == many[-1]) and _one_given(few[0], many[0])


def _one_given(one: str, other: str) -> bool:
    """True where two given names are one, or one is short for the other (`Dave`, `David`)."""
    if one == other:
        return True
    short: dict[str, list[str]] = load("short_names")
    return other in short.get(one, ()) or one in short.get(other, ())


def _one(same: Sequence[Person]) -> Person:
    """Return what all the mentions of one person say together, the earliest first where they differ."""
    moved = max(same, key=lambda person: person.moved_on or date.min)
    return Person(
        id=same[0].id,
        name=_best_name([person.name for person in same]),
        email=next((person.email for person in same if person.email), ""),
        linkedin=next((person.linkedin for person in same if person.linkedin), ""),
        part=_best_part(same),
        attended=any(person.attended for person in same),
        connected=any(person.connected for person in same),
        last_contact=max((p.last_contact for p in same if p.last_contact), default=None),
        last_reply=max((p.last_reply for p in same if p.last_reply), default=None),
        invited=any(person.invited for person in same),
        stranger=all(person.stranger for person in same),
        moved_on=moved.moved_on,
        moved_why=moved.moved_why,
        moved_to=moved.moved_to,
    )


def _best_name(names: list[str]) -> str:
    full = [name for name in names if " " in normal_name(name) and "@" not in name]
    initial_only = [name for name in full if len(normal_name(name).split()[-1]) == 1]
    counted = Counter([name for name in full if name not in initial_only] or full or [name for name in names if name])
    # most_common keeps the order of first mention among equals.
    return counted.most_common(1)[0][0] if counted else ""


def _best_part(same: Sequence[Person]) -> Part | None:
    parts = {person.part for person in same}
    return next((part for part in _PART_ORDER if part in parts), None)


def _person_id(merged: Person, members: Sequence[Mention]) -> PersonId:
    sign = merged.email.casefold() or profile_slug(merged.linkedin)
    if sign:
        return PersonId(derive("person", sign))
    place = next((member.company for member in members if member.company), members[0].process)
    return PersonId(derive("person", normal_name(merged.name), place))


def _filled(mention: Mention, merged: Person, members: Sequence[Mention]) -> Person:
    nearby = [member.person for member in members if member.process == mention.process]
    return replace(merged, part=mention.person.part or _best_part(nearby), attended=mention.person.attended)


def _distinct(named: Sequence[Person]) -> tuple[Person, ...]:
    found: dict[PersonId, list[Person]] = {}
    for person in named:
        found.setdefault(person.id, []).append(person)
    return tuple(map(_one, found.values()))
