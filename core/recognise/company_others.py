"""What an invitation's names of firms say of each other, and what its mail domains and people say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.recognise.hosts import domains, spelling
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, fold, registrable, role_key
from core.recognise.mentions import named_people
from core.recognise.names import name_words, same
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.spelling import abbreviates, resembles, spells

_OFTEN = 4
_TELLING = 3
"""Letters from which on a name that begins another one says the same."""


@dataclass(slots=True)
class Choice:
    """One name that may be the employer's, as first written, how often it stands there, and what speaks for it."""

    name: str
    key: str
    often: int = 0
    clues: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Around:
    """What the names of one invitation are held against: mail domains (`sender` is that of who invites), names in
    links, who is met, words of the names of guests, the user's words and the job's."""

    hosts: tuple[str, ...]
    sender: str
    links: tuple[str, ...]
    met: tuple[str, ...]
    met_words: frozenset[str]
    guests: frozenset[str]
    mine: frozenset[str]
    job: str

    @classmethod
    def of(cls, invitation: Invitation, role: str | None) -> Around:
        """Return what one invitation has."""
        hosts, organizer = domains(invitation), invitation.organizer
        people = (*invitation.others, *([organizer] if organizer else ()))
        guests = [one.name for one in people if is_person(one)]
        sender, met = registrable(organizer.email) if organizer else "", named_people(invitation)
        return cls(
            hosts=hosts,
            sender=sender if sender in hosts else "",
            links=tuple(name for name in spelling(invitation) if name not in hosts),
            met=met,
            met_words=frozenset(fold(" ".join(met)).split()),
            guests=frozenset(fold(word) for name in guests for word in name.replace(",", " ").split()),
            mine=invitation.me,
            job=company_key(role_key(role or "")),
        )


def compare(choices: Mapping[str, Choice], around: Around) -> None:
    """Add to each of the `choices` what the mail domains, the people and the others say of it."""
    labels = {_plain(host.partition(".")[0]) for host in (*around.hosts, *around.links)}
    exact = {key for key, choice in choices.items() if choice.often and _plain(key) in labels}
    for key, choice in choices.items():
        if not choice.often:
            continue  # an address says nothing of itself
        choice.clues.add(f"often.{min(choice.often, _OFTEN)}")
        choice.clues.update(_of_hosts(choice.name, around))
        choice.clues.update(_of_people(choice, around))
        if exact:
            choice.clues.add("domain.exact" if key in exact else "domain.exact.other")
    _by_length(choices)
    _by_letters(choices)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Return the plain letters and digits of a name; a text that is no domain's where it has none."""
    return compiled(r"[^a-z0-9]").sub("", name.casefold()) or "?"


def _of_hosts(name: str, around: Around) -> Iterator[str]:
    """What mail domains and links tell of a name: one spells it, is made of parts of it, or there are others."""
    if not (around.hosts or around.links):
        return
    begin = _initials(name)
    told = {host: _spelled(host, name) if host[:1] in begin else "other" for host in (*around.hosts, *around.links)}
    if around.hosts:
        yield f"domain.{_best([told[host] for host in around.hosts])}"
    if around.sender:
        yield f"sender.domain.{told[around.sender]}"
    linked = _best([told[name] for name in around.links])
    if linked != "other":
        yield f"link.{linked}"


@lru_cache(maxsize=4096)
def _initials(name: str) -> frozenset[str]:
    """Return the letters that a domain may begin with which is made of a name."""
    return frozenset(word[0] for word in compiled(r"[a-z0-9]+").findall(name_words(name)))


@lru_cache(maxsize=4096)
def _spelled(host: str, name: str) -> str:
    return "spells" if spells(host, name) else "resembles" if resembles(host, name) else "other"


def _best(told: Sequence[str]) -> str:
    return next((how for how in ("spells", "resembles") if how in told), "other")


def _of_people(choice: Choice, around: Around) -> Iterator[str]:
    words = fold(choice.name).split()
    met = around.met if not around.met_words.isdisjoint(words) else ()
    if "is.organisation" not in choice.clues and any(same(choice.name, one) for one in met):
        # A firm may bear its owner's name: then its domain spells it.
        yield "met.spelled" if "domain.spells" in choice.clues else "met"
    if any(" " in one and one in choice.name and one != choice.name for one in met):
        yield "met.within"
    if not around.guests.isdisjoint(words):
        yield "shares.guest"
    if not around.mine.isdisjoint(words):
        yield "shares.me"
    if around.job and choice.key in around.job:
        yield "in.job"


def _by_length(choices: Mapping[str, Choice]) -> None:
    """Say of each name whether a longer one begins with it or a shorter one is its beginning, and how those stand."""
    keys = sorted(choices)
    for at, key in enumerate(keys):
        if len(key) < _TELLING:
            continue
        for other in keys[at + 1 :]:
            if not other.startswith(key):
                break
            choices[other].clues.update(f"shorter{how}" for how in _standing(choices[key]))
            choices[key].clues.update(f"longer{how}" for how in _standing(choices[other]))
    for choice in choices.values():
        choice.clues.update(_together(choice.clues))


def _standing(choice: Choice) -> Iterator[str]:
    """Yield how a name stands that is longer or shorter than another."""
    yield ""
    for how in ("full", "alone", "title.part"):
        if how in choice.clues:
            yield f".{how}"


def _together(clues: set[str]) -> list[str]:
    """What it says together how a name stands, and how those that begin with it or that it begins with do."""
    full, longer, shorter = "full" in clues, "longer.full" in clues, "shorter.full" in clues
    pairs = {
        "full.longest": full and not longer,
        "full.within": full and longer,
        "full.extends": full and shorter,
        "beyond.full": not full and not longer and shorter,
        "organisation.extends": "is.organisation" in clues and shorter,
        "part.extends": "title.part" in clues and "shorter" in clues,
    }
    return [clue for clue, so in pairs.items() if so]


def _by_letters(choices: Mapping[str, Choice]) -> None:
    """Say which names are short for others, and which is only what a mail domain says of another."""
    for short in choices.values():
        if compiled(r"[A-ZÀ-Þ]{2,6}").fullmatch(short.name):
            for other in choices.values():
                begins = other.name[0].casefold() == short.name[0].casefold() and " " in other.name
                if begins and abbreviates(short.name, other.name):
                    short.clues.add("abbreviates")
                    other.clues.add("spelled.out")
    named = any(each.often and each.clues & {"domain.resembles", "domain.spells"} for each in choices.values())
    for choice in choices.values():
        if named and not choice.often:
            choice.clues.add("host.named")
