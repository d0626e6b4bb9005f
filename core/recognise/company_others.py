"""What an invitation's names of firms say of each other, and what its mail domains and people say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from core.model import Attendee
from core.recognise.given import is_given
from core.recognise.hosts import domains, spelling
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, fold, registrable, role_key
from core.recognise.mentions import named_people
from core.recognise.names import CJK, is_organisation, name_words, same
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.phrases import Phrases, any_of
from core.recognise.spelling import abbreviates, holds, resembles, spells
from core.recognise.tables import load

_OFTEN = 4
_TIMES = [f"often.{times}" for times in range(_OFTEN + 1)]
_TELLING = 3
"""Letters from which on a name that begins another one says the same."""
_CAPITALS = range(2, 7)
"""How many letters a name may have that is short for another."""
_TOLD = frozenset({"domain.resembles", "domain.spells"})
_KNOWN = frozenset({"is.organisation", "legal"})
"""What says that a name is whole."""
_BODIES = frozenset({"is.organisation", "is.institution", "legal"})
"""What says that a name is a firm's or a public body's."""
_CLIENTS = frozenset({"client.before", "client.behind"})
"""What says of a name that somebody else recruits for it."""
_SPELLED = frozenset({"domain.spells", "domain.resembles", "link.spells"})
"""What says that a name is that of who sends the invitation."""
_NO_CLIENT = frozenset({"barred", "in.job", "met", "shares.guest", "shares.me", "small", "small.first", "client.place"})
"""What says that a name there is no firm's, or no whole one."""
_ELSE = frozenset({"barred", "is.team", "is.title", "in.job", "met", "shares.guest", "shares.me", "at.place"})
"""What says that a name goes on in words for something else."""


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
    links, who is met, words of the names of guests, those names that addresses bear, the user's words and the job's."""

    hosts: tuple[str, ...]
    sender: str
    links: tuple[str, ...]
    met: tuple[str, ...]
    met_words: frozenset[str]
    guests: frozenset[str]
    bearers: frozenset[str]
    mine: frozenset[str]
    job: str

    @classmethod
    def of(cls, invitation: Invitation, role: str | None) -> Around:
        """Return what one invitation has."""
        hosts, organizer = domains(invitation), invitation.organizer
        people = (*invitation.others, *([organizer] if organizer else ()))
        persons = [one for one in people if is_person(one)]
        guests = [one.name for one in persons]
        sender, met = registrable(organizer.email) if organizer else "", named_people(invitation)
        return cls(
            hosts=hosts,
            sender=sender if sender in hosts else "",
            links=tuple(name for name in spelling(invitation) if name not in hosts),
            met=met,
            met_words=frozenset(fold(" ".join(met)).split()),
            guests=frozenset(fold(word) for name in guests for word in name.replace(",", " ").split()),
            bearers=frozenset(fold(one.name) for one in persons if _bears(one)),
            mine=invitation.me,
            job=company_key(role_key(role or "")),
        )


def compare(choices: Mapping[str, Choice], around: Around) -> None:
    """Add to each of the `choices` what the mail domains, the people and the others say of it."""
    names = (*around.hosts, *around.links)
    labels = {_plain(host.partition(".")[0]) for host in names}
    exact = {key for key, choice in choices.items() if choice.often and _plain(key) in labels}
    for key, choice in choices.items():
        if not choice.often:
            continue  # an address says nothing of itself
        choice.clues.add(_TIMES[min(choice.often, _OFTEN)])
        if names:
            choice.clues.update(_of_hosts(choice.name, around))
        choice.clues.update(_of_people(choice, around))
        if exact:
            choice.clues.add("domain.exact" if key in exact else "domain.exact.other")
    _by_length(choices)
    _by_letters(choices)
    _by_client(choices.values())
    _by_article(choices)


def _by_article(choices: Mapping[str, Choice]) -> None:
    """Say of a name that begins with an article whether a domain spells what is left of it, and not the whole."""
    for choice in choices.values():
        rest = choice.name.partition(" ")[2]
        if rest and "article.first" in choice.clues and "domain.exact" not in choice.clues:
            bare = choices.get(company_key(rest))
            if bare is not None and "domain.exact" in bare.clues:
                choice.clues.add("article.unspelled")


def _by_client(choices: Iterable[Choice]) -> None:
    """Say of the name that the sender's domain spells whether they recruit for another: that one is the employer."""
    own = [choice for choice in choices if not _SPELLED.isdisjoint(choice.clues)]
    theirs = {word for choice in own for word in name_words(choice.name).split() if len(word) >= _TELLING}
    for choice in own:
        choice.clues -= _CLIENTS
    if any(
        not _CLIENTS.isdisjoint(choice.clues)
        and _NO_CLIENT.isdisjoint(choice.clues)
        and theirs.isdisjoint(name_words(choice.name).split())
        for choice in choices
    ):
        for choice in own:
            choice.clues.add("client.other")


def _bears(person: Attendee) -> bool:
    """Return whether the address bears the family name, or a given one: then the name is no firm's."""
    if " " not in person.name or is_organisation(person.name):
        return False
    if compiled(rf"{CJK}{{1,3}} {CJK}{{1,3}}").fullmatch(person.name):
        return True  # no address is in such letters
    local = person.email.partition("@")[0]
    first, *_, last = name_words(person.name).split()
    return (len(last) >= _TELLING and last in local) or (first in local and is_given(person.name))


def _plain(name: str) -> str:
    """Return the plain letters and digits of a name; a text that is no domain's where it has none."""
    if name.isascii() and name.isalnum():
        return name.lower()
    return compiled(r"[^a-z0-9]").sub("", name.casefold()) or "?"


def _of_hosts(name: str, around: Around) -> list[str]:
    """What mail domains and links tell of a name: one spells it, is made of parts of it, or there are others."""
    initials = _initials(name)
    told = {h: _spelled(h, name) for h in (*around.hosts, *around.links) if h[:1] in initials or holds(h, name)}
    clues = [f"domain.{_best(told, around.hosts)}"] if around.hosts else []
    if around.sender:
        clues.append(f"sender.domain.{told.get(around.sender, 'other')}")
    linked = _best(told, around.links) if told else "other"
    return clues if linked == "other" else [*clues, f"link.{linked}"]


@lru_cache(maxsize=4096)
def _initials(name: str) -> frozenset[str]:
    """Return the letters that a domain may begin with which is made of a name."""
    return frozenset(compiled(r"(?<![a-z0-9])[a-z0-9]").findall(name_words(name)))


@lru_cache(maxsize=4096)
def _spelled(host: str, name: str) -> str:
    return "spells" if spells(host, name) else "resembles" if resembles(host, name) else "other"


def _best(told: Mapping[str, str], hosts: Sequence[str]) -> str:
    found = [told[host] for host in hosts if host in told]
    return "spells" if "spells" in found else "resembles" if "resembles" in found else "other"


def _of_people(choice: Choice, around: Around) -> list[str]:
    words, clues = fold(choice.name).split(), []
    if not around.met_words.isdisjoint(words):
        if "is.organisation" not in choice.clues and any(same(choice.name, one) for one in around.met):
            # A firm may bear its owner's name: then its domain spells it.
            clues.append("met.spelled" if "domain.spells" in choice.clues else "met")
        if any(" " in one and one in choice.name and one != choice.name for one in around.met):
            clues.append("met.within")
    if not around.guests.isdisjoint(words):
        clues.append("shares.guest")
        if fold(choice.name) in around.bearers and "domain.spells" not in choice.clues:
            clues.append("guest.all")
    if not around.mine.isdisjoint(words):
        clues.append("shares.me")
    if around.job and choice.key in around.job:
        clues.append("in.job")
        if choice.key != around.job and around.job.endswith(choice.key):
            clues.append("job.ends")  # `Ledger & Billing` of `Staff Engineer, Ledger & Billing`
    return clues


def _by_length(choices: Mapping[str, Choice]) -> None:
    """Say of each name whether a longer one begins with it or a shorter one is its beginning, and how those stand."""
    keys = sorted(choices)
    for place, key in enumerate(keys):
        if len(key) < _TELLING:
            continue
        for at in range(place + 1, len(keys)):
            if not keys[at].startswith(key):
                break
            short, long = choices[key].clues, choices[keys[at]].clues
            shorter, longer = _standing("shorter", short), _standing("longer", long)
            long.update(shorter)
            short.update(longer)
            if _is_hiring_team(choices[keys[at]], choices[key]):
                long.add("team.extends")  # `Silver Larch Recruiting`
    for choice in choices.values():
        choice.clues.update(_together(choice.clues))


def _is_hiring_team(longer: Choice, choice: Choice) -> bool:
    """Return whether a name is one with words for a hiring team, and that one stands alone too or is a firm's."""
    alone = choice.often > longer.often or not _BODIES.isdisjoint(choice.clues)
    more = longer.name[len(choice.name) :].strip(" ,|-–—")
    return alone and longer.name.startswith(choice.name) and bool(more and _hiring_teams().fullmatch(more))


@cache
def _hiring_teams() -> Phrases:
    return any_of(load("names")["hiring_teams"])


def _standing(which: str, clues: set[str]) -> list[str]:
    """Return how a name stands that is longer or shorter than another."""
    return [which, *(f"{which}.{how}" for how in ("full", "alone", "title.part") if how in clues)]


def _together(clues: set[str]) -> list[str]:
    """What it says together how a name stands, and how those that begin with it or that it begins with do."""
    full, longer, shorter = "full" in clues, "longer.full" in clues, "shorter.full" in clues
    found = ["full.within" if longer else "full.longest"] if full else []
    if shorter:
        if full:
            found.append("full.extends")
        elif not longer:
            found.append("beyond.full")
        if "is.organisation" in clues:
            found.append("organisation.extends")
    if "title.part" in clues and "shorter" in clues:
        found.append("part.extends")
    return found


def _by_letters(choices: Mapping[str, Choice]) -> None:
    """Say which names are short for others, and which is only what a mail domain says of another."""
    for short in choices.values():
        if len(short.name) in _CAPITALS and compiled(r"[A-ZÀ-Þ]+").fullmatch(short.name):
            for other in choices.values():
                begins = other.name[0].casefold() == short.name[0].casefold() and " " in other.name
                if begins and abbreviates(short.name, other.name):
                    short.clues.add("abbreviates")
                    other.clues.add("spelled.out")
    if any(each.often and not _TOLD.isdisjoint(each.clues) for each in choices.values()):
        for choice in choices.values():
            if not choice.often:
                choice.clues.add("host.named")


def in_full(choice: Choice, choices: Iterable[Choice]) -> str:
    """Return the whole name of a firm of which `choice` is a part: its first words, or what its mail domain says.

    `Tellurian` is whole as `Tellurian Maps` where the domain is tellurianmaps.example or where maps are a kind of firm,
    and no firm calls itself `Kestnerstaffing` that sends as `Kestner Technical Staffing`.
    """
    whole = [each for each in choices if each.often and each is not choice and _is_whole(each)]
    if not choice.often:
        found = [each for each in whole if {"at.sender", "full.longest", "domain.resembles"} <= each.clues]
    elif "domain.exact" in choice.clues:
        found = []
    else:
        found = [each for each in whole if _extends(each, choice)]
    return max(found, key=lambda each: (len(each.name), each.name)).name if found else choice.name


def _is_whole(choice: Choice) -> bool:
    """Return whether a name stands whole: alone, or at the start of the sender's (`Wild Goose Airways Hiring`)."""
    return "full" in choice.clues or {"sender.starts", "is.organisation"} <= choice.clues


def _extends(longer: Choice, choice: Choice) -> bool:
    """Return whether a name is another one with more words: all that a domain spells, or one for a kind of firm."""
    more = longer.name[len(choice.name) :]
    if not more.startswith(" ") or longer.name[: len(choice.name)] != choice.name:
        return False
    if "domain.exact" in longer.clues:
        return True
    kind = "is.organisation" in longer.clues and more[1:].istitle() and " " not in more[1:]
    return kind and _KNOWN.isdisjoint(choice.clues) and _ELSE.isdisjoint(longer.clues)
