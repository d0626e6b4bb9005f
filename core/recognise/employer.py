"""Which of the names in an invitation is the employer's: what speaks for each is weighed, and every weight is data.

The weights stand in `data/employer.toml`, learned from the labelled examples (`python -m benchmarks.employers`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.recognise.given import is_given
from core.recognise.hosts import domains, spelling
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, fold
from core.recognise.mentions import named_people
from core.recognise.names import LEGAL_FORM, is_organisation, is_title, same
from core.recognise.namings import Naming
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.spelling import resembles, spells
from core.recognise.tables import load

NOTHING = "nothing"
"""What counts for it that none of the names is the employer's."""
_OF_PEOPLE = frozenset({"works", "signature", "body", "for", "applied", "aside", "title", "team", "invites"})
_OFTEN = 3
_TELLING = 4
"""Letters from which on a name that begins another one says the same."""
_LONG = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One name that may be the employer's, and the kinds of places in which it stands."""

    name: str
    key: str
    places: frozenset[str]
    families: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the names of one invitation are held against."""

    invitation: Invitation
    choices: tuple[Choice, ...]
    hosts: tuple[str, ...]
    told: tuple[str, ...]
    """Names of rooms, tenants and sites in links, which may spell the employer's name too."""
    persons: tuple[str, ...]
    doors: frozenset[str]
    guests: frozenset[str]
    circumstances: frozenset[str]
    """Those of `Weights` that hold."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What one clue weighs: always, and what is added where an agency stands between (`agency`), where the talk is
    for advice (`advice`), and where no mail domain spells any of the names (`strange`)."""

    usual: float = 0.0
    agency: float = 0.0
    advice: float = 0.0
    strange: float = 0.0


@cache
def weights() -> dict[str, Weights]:
    """Return the weights of all clues by name."""
    return {name: Weights(**told) for name, told in load("employer").items()}


def case_of(invitation: Invitation, found: Sequence[Naming], *, agency: bool, advice: bool) -> Case:
    """Return the names of `found`, each with all its places, and what they are held against."""
    together: dict[str, list[Naming]] = {}
    for naming in found:
        together.setdefault(company_key(naming.name), []).append(naming)
    people = (*invitation.others, *([invitation.organizer] if invitation.organizer else ()))
    hosts = tuple(domains(invitation))
    told = tuple(name for name in spelling(invitation) if name not in hosts)
    names = [naming.name for naming in found if naming.place != "host"]
    strange = not any(spells(host, name) for host in (*hosts, *told) for name in names)
    holds = {"agency": agency, "advice": advice, "strange": strange}
    return Case(
        invitation=invitation,
        choices=tuple(
            Choice(
                name=named[0].name,
                key=key,
                places=frozenset(naming.place for naming in named),
                families=frozenset(naming.family for naming in named),
            )
            for key, named in together.items()
            if key
        ),
        hosts=hosts,
        told=told,
        persons=named_people(invitation),
        doors=frozenset(naming.name for naming in found if naming.place == "location"),
        guests=frozenset(fold(word) for one in people if is_person(one) for word in one.name.replace(",", " ").split()),
        circumstances=frozenset(name for name, so in holds.items() if so),
    )


def best(case: Case) -> Choice | None:
    """Return the name that most speaks for; None where more speaks for none of them."""
    told = [(dict(clues(choice, case)), choice) for choice in case.choices]
    worth = [(_worth(amounts, case), choice) for amounts, choice in told if not _only_met(amounts, choice)]
    most, choice = max(worth, key=lambda each: each[0], default=(0.0, None))
    return choice if most >= _worth({NOTHING: 1.0}, case) else None


def _only_met(amounts: Mapping[str, float], choice: Choice) -> bool:
    """Return whether it is somebody met, named only where people are."""
    return "met.alone" in amounts and choice.places <= _OF_PEOPLE


def _worth(amounts: Mapping[str, float], case: Case) -> float:
    told, total = weights(), 0.0
    for name, amount in amounts.items():
        each = told.get(name, Weights())
        total += amount * (each.usual + sum(getattr(each, one) for one in case.circumstances))
    return total


def clues(choice: Choice, case: Case) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against `choice`, with how much of it there is."""
    for place in choice.places:
        yield place, 1.0
    said = _domain(choice.name, case) if choice.places != {"host"} else ""
    if said:
        yield said, 1.0
    yield from _others(choice, case)
    yield from _in_text(choice.name, case.invitation)
    yield from _form(choice)
    if _is_met(choice.name, case.persons, case.doors):
        # A firm may bear its owner's name: then its domain spells it.
        yield "met" if said.endswith(("spells", "resembles")) else "met.alone", 1.0
    if any(fold(word) in case.guests for word in choice.name.split()):
        yield "shares.name", 1.0


def _domain(name: str, case: Case) -> str:
    """Say what mail domains and links tell of a name: one spells it, is made of parts of it, or there are others."""
    for place, known in (("domain", case.hosts), ("link", case.told)):
        if any(spells(each, name) for each in known):
            return f"{place}.spells"
        if any(resembles(each, name) for each in known):
            return f"{place}.resembles"
    return "domain.other" if case.hosts else ""


def _others(choice: Choice, case: Case) -> Iterator[tuple[str, float]]:
    """What the other names say: how many further families of places agree, and whether it is a part of another."""
    agreeing: set[str] = set()
    for other in case.choices:
        if other is choice or _agree(choice.key, other.key):
            agreeing |= other.families
        if other is not choice and choice.key in other.key:
            yield "part.of", 1.0
        elif other is not choice and other.key in choice.key and len(other.key) >= _TELLING:
            yield "holds", 1.0
    yield "agree", float(len(agreeing) - 1)


def _agree(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.startswith(short)


def _in_text(name: str, invitation: Invitation) -> Iterator[tuple[str, float]]:
    """Where and how often the text has the name."""
    if name in invitation.title:
        yield "titled", 1.0
    yield "often", float(min(invitation.body.count(name), _OFTEN))
    lines = ("", *invitation.lines, "")
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line == name:
            # Who signs stands below the closing words, and above what they do.
            yield ("line.signs" if above.endswith(",") else "line.above" if is_title(below) else "line"), 1.0
        elif line.endswith(name) and line[: -len(name)].rstrip(" ").endswith((",", "|", "·", "–", "—", "-")):
            yield "line.end", 1.0


def _form(choice: Choice) -> Iterator[tuple[str, float]]:
    """How the name is written."""
    name = choice.name
    if name.isascii() and name.islower():
        yield "small", 1.0
    if is_organisation(name):
        yield "organisation", 1.0
    if compiled(rf"(?:{LEGAL_FORM})$").search(name):
        yield "legal", 1.0
    if "&" in name or "+" in name or " and " in name:
        yield "and", 1.0
    if is_given(name):
        yield "given", 1.0
    yield "long", min(len(choice.key), _LONG) / 10


def _is_met(name: str, persons: Sequence[str], doors: Collection[str]) -> bool:
    """Return whether somebody met is called so, and no place: a firm may bear its owner's name on its door."""
    return name not in doors and not is_organisation(name) and any(same(name, one) for one in persons)
