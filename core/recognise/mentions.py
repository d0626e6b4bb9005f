"""The people whom the text of an invitation names: what speaks for each name is weighed, and every weight is data.

Every run of words with capitals may be a name, or hold one. The weights stand in `data/people.json`, learned from the
labelled examples (`python -m benchmarks.people`). Names in letters without capitals are found by their surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from core.recognise.display_names import person_name
from core.recognise.given import is_family, is_given
from core.recognise.grammar import choice, elided
from core.recognise.hosts import domains
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern
from core.recognise.listed import Mention, list_together, of_lists
from core.recognise.mentions_east import eastern_people
from core.recognise.mentions_placed import MOST, note_all, opening, stopwords
from core.recognise.mentions_small import small_names, with_capitals
from core.recognise.name_order import in_order
from core.recognise.names import (
    CJK,
    follows_title,
    is_organisation,
    is_team,
    is_title,
    name_words,
    same,
    shown,
    without_honorifics,
)
from core.recognise.nicknames import in_full
from core.recognise.no_person import is_no_person
from core.recognise.patterns import compiled
from core.recognise.people_text import told_of_people
from core.recognise.speaking import spoken
from core.recognise.spelling import spells
from core.recognise.told import titled, told
from core.recognise.weighing import weights, worth

_OFTEN = 3
BIAS = "bias"


def named_people(invitation: Invitation) -> tuple[str, ...]:
    """Return the names of those met from the text, the surest first."""
    return _named_people(spoken(), invitation)


@lru_cache(maxsize=4)
def _named_people(languages: tuple[str, ...], invitation: Invitation) -> tuple[str, ...]:
    """They are asked for more than once. `languages` are those spoken."""
    del languages
    told_weights = weights("people", circumstances(invitation))
    most = sum(max(told_weights.get(clue, 0.0), 0.0) for clue in RARE)
    likely = mentions(
        invitation,
        lambda clues: worth_of(clues, told_weights) + most > 0,
        lambda clues: worth_of(clues, told_weights) + LISTED > 0,
    )
    ranked = [*with_company((worth_of(mention.clues, told_weights), mention) for mention in likely)]
    chosen = [*apart(ranked)]
    # Who signs for the team is met where nobody else is, or where they say that they are there.
    if "joins" not in circumstances(invitation) and (others := [one for one in chosen if "signed" not in one.clues]):
        chosen = others
    if invitation.organizer is None and not (chosen or invitation.others):
        chosen = [*apart((much + ALONE if _heads_note(mention) else much, mention) for much, mention in ranked)]
    found = [mention.name for mention in chosen]
    if compiled(CJK).search(invitation.text):
        found += _eastern(invitation)
    if invitation.organizer is None:
        found += small_names(invitation)
    return tuple(dict.fromkeys(in_full(found, invitation.body)))


def worth_of(clues: Iterable[str], told_weights: Mapping[str, float]) -> float:
    """Return what `clues` weigh together: above zero it is somebody who is met."""
    return told_weights[BIAS] + worth(clues, told_weights)


def with_company(ranked: Iterable[tuple[float, Mention]]) -> Iterator[tuple[float, Mention]]:
    """Yield the mentions with what each is worth, more where one that is surely met stands in one list with it."""
    known = list(ranked)
    sure = {mention.name: mention for much, mention in known if much > SURE and " " in mention.name}
    for much, mention in known:
        # Behind one comma there may be what somebody does, and not behind the second: `Ana Ruiz, Bo Ek, ...`.
        third = any(not sure[name].behind.isdisjoint(sure) for name in mention.behind if name in sure)
        listed = " " in mention.name and (third or not sure.keys().isdisjoint(mention.beside))
        yield (much + LISTED if listed else much), mention


def _heads_note(mention: Mention) -> bool:
    """Return whether a mention is a given name in the title of a note, and nothing else besides."""
    return mention.clues >= {"given", "in.title"} and mention.clues.isdisjoint({"small.too", *AGAINST})


ALONE = 1.0
"""How much more somebody is worth whom the title of a note names, where it names nobody else."""
SURE = 0.5
"""What somebody is worth who is surely met."""
LISTED = 1.0
"""How much more somebody is worth who stands in one list with them."""


def apart(ranked: Iterable[tuple[float, Mention]]) -> Iterator[Mention]:
    """Yield the mentions worth more than nothing, the best first, without those that share words with a better one."""
    taken: list[Mention] = []
    for much, mention in sorted(ranked, key=lambda each: -each[0]):
        if much <= 0:
            return
        if not any(_overlap(mention, other) for other in taken):
            taken.append(mention)
            yield mention


def _overlap(one: Mention, other: Mention) -> bool:
    words, others = set(one.name.casefold().split()), set(other.name.casefold().split())
    if words <= others or others <= words:
        return True
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in one.places for b in other.places)


def _eastern(invitation: Invitation) -> list[str]:
    sender = shown(invitation.organizer.name) if invitation.organizer else ""
    found = [
        name
        for name in eastern_people(invitation)
        if not (sender and same(sender, name)) or _is_listed(name, invitation.body)
    ]
    kept = [name for name in dict.fromkeys(map(shown, found)) if name and not is_no_person(name, invitation)]
    # Where words are not parted, a part of a name may have been taken for one.
    return [name for name in kept if not any(name != other and name in other for other in kept)]


def _is_listed(name: str, text: str) -> bool:
    """Return whether a name is one of a list: then its bearer comes too, though they also send the invitation."""
    at = text.find(name)
    return at >= 0 and bool(_listed_in_east().match(text, at + len(name)))


@cache
def _listed_in_east() -> re.Pattern[str]:
    """Return what stands behind a name that is one of a list."""
    return re.compile(rf"(?:[(（][^()（）\n]*[)）])?(?:{choice('and_in_east')}、?|、|, )\s?{CJK}")


def circumstances(invitation: Invitation) -> tuple[str, ...]:
    """Return what holds of the whole invitation and changes what a clue weighs."""
    from core.recognise.people import is_person

    sender = invitation.organizer
    holds = {
        "note": sender is None,
        "sender": sender is not None and is_person(sender),
        "tool": sender is not None and not is_person(sender),
        "guests": any(is_person(guest) for guest in invitation.others),
        "joins": pattern("joining").occurs(invitation.body) or pattern("place", "awaits").occurs(invitation.body),
    }
    return tuple(name for name, so in holds.items() if so)


Holds = Callable[[Iterable[str]], bool]
"""What says of the clues to a name whether it may still be somebody's."""


def _whatever(_clues: Iterable[str]) -> bool:
    return True


def mentions(invitation: Invitation, promising: Holds = _whatever, likely: Holds = _whatever) -> list[Mention]:
    """Return every name in title and body that may be somebody's, with all that speaks for and against it.

    Those are left out of which the clues that cost little are not `promising`, and of the others those that are not
    `likely` before it is asked what else their words may be.
    """
    body = elided().sub(r"\1' ", without_honorifics(told_of_people(invitation)))
    title, body, whole = without_honorifics(invitation.title), compiled(r"^>\s?", re.M).sub("", body), invitation.text
    if invitation.organizer is None:
        title, body, whole = (with_capitals(text, invitation.me) for text in (title, body, whole))
    body = _no_names().sub(lambda said: said[0].lower(), body)
    title = compiled(r"^\W*\+?\d[\d ().-]{5,}\d(?=\s)").sub("", title)  # `555-0148 Tova` is a call with her
    found: dict[str, Mention] = {}
    for where, text in (("t", titled(in_order(title))), ("b", told(in_order(body)))):
        note_all(found, text, where)
        list_together(text, where, found.values())
    of_lists(found)
    small = frozenset(compiled(r"(?<!\w)[a-zà-ÿ]+(?!\w)").findall(whole))
    for mention in found.values():
        mention.clues.update(_of_words(mention, small))
        first, _, rest = mention.name.partition(" ")
        if rest and first in found:
            # `Leopold Achebe leads the team. Leopold does not take part.`
            mention.clues.update(f"again.{c}" for c in found[first].clues if c.startswith(("sentence.", "behind.")))
    case = _Case.of(invitation)
    kept = [mention for mention in found.values() if promising(mention.clues)]
    for mention in kept:
        mention.clues.update(_of_name(mention.name, case))
    kept = [mention for mention in kept if likely(mention.clues)]
    for mention in kept:
        mention.clues.update(_of_others(mention.name, invitation))
    return kept


@cache
def _no_names() -> re.Pattern[str]:
    """Return what looks like the first word of a name, and is how somebody speaks of themselves (`I'm Tova`), or what
    stands behind an hour: `13:30 Uhr Werksführung`.
    """
    return re.compile(rf"(?<!\w){choice('speaks')}(?= [A-ZÀ-Þ])|(?<=\d )(?i:{choice('o_clock_in_rows')})(?= [A-ZÀ-Þ])")


def _of_words(mention: Mention, small: frozenset[str]) -> list[str]:
    """Return what the words of a name are. `small` are the words that the text has in small letters."""
    name, words = mention.name, mention.name.split()
    first, several = words[0], len(words) > 1
    big = sum([word[0].isupper() for word in words]) if several else 1
    given, family = is_given(first), is_family(words[-1])
    clues = [_COUNTED[min(big, MOST)], *opening(first)]
    if big < len(words):
        clues.append("particle")  # `Milan de Groot`
    if len(mention.places) > 1:
        clues.append("often" if len(mention.places) >= _OFTEN else "twice")
    if given:
        clues.append("given")
    elif several:
        clues.append("unknown")
    if several and is_given(words[-1]):
        clues.append("given.last")
    if family:
        clues.append("family" if several else "family.alone")
    if (given or family) and "closed" in mention.clues:
        clues.append("closed.name")  # whoever signs is somebody, and not thereby met
    if name.isupper() and len(name) > 1:
        clues.append("upper")
    small_first = first.casefold()
    if small_first in stopwords():
        clues.append("stopword")
    if small_first in small:
        clues.append("small.too")
    return [*clues, *_initials(name)]


_COUNTED = tuple(f"words.{count}" for count in range(MOST + 1))


def _initials(name: str) -> Iterator[str]:
    """Yield whether one of the names stands as an initial, and where."""
    if not name[-1].islower() and compiled(r"\b[A-Z]\.?$").search(name):
        yield "initial.last"
    if name[1:2] == "." and compiled(r"(?:[A-Z]\.[ -]?)+\S\S").match(name):
        yield "initial.first"


@dataclass(frozen=True, slots=True)
class _Case:
    """What the names of one invitation are held against."""

    invitation: Invitation
    sender: str
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    addresses: tuple[str, ...]

    @classmethod
    def of(cls, invitation: Invitation) -> _Case:
        return cls(
            invitation,
            person_name(invitation.organizer) if invitation.organizer else "",
            tuple(person_name(guest) for guest in invitation.others),
            tuple(domains(invitation)),
            tuple(url.lower() for url in invitation.urls if "@" in url),
        )


RARE = ("sender", "sender.part", "guest", "domain", "location", "honorific", "address")
"""Clues that cost time to look for and may speak for a name."""
AGAINST = ("is.title", "is.organisation", "is.team", "no.person", "title.first")
"""Clues that cost time to look for and speak against a name."""


def _of_name(name: str, case: _Case) -> Iterator[str]:
    """Yield what else in the invitation bears the name."""
    if case.sender and same(case.sender, name):
        yield "sender"
    elif not set(case.sender.casefold().split()).isdisjoint(name.casefold().split()):
        yield "sender.part"
    if any(same(guest, name) for guest in case.guests):
        yield "guest"
    if any(spells(host, name) for host in case.hosts):
        yield "domain"
    if name in case.invitation.event.location:
        yield "location"
    if follows_title(name, case.invitation.text):
        yield "honorific"
    spelled = [word for word in name_words(name).split(" ") if len(word) > 2] if case.addresses else []
    if any(word in address for address in case.addresses for word in spelled):
        yield "address"


def _of_others(name: str, invitation: Invitation) -> Iterator[str]:
    """Yield what else than a name of somebody the words may be."""
    for what, holds in (("is.title", is_title), ("is.organisation", is_organisation), ("is.team", is_team)):
        if holds(name):
            yield what
    if is_no_person(name, invitation):
        yield "no.person"
    first, _, rest = name.partition(" ")
    if rest and not is_given(first) and is_title(first):
        yield "title.first"
