"""The people whom the text of an invitation names: what speaks for each name is weighed, and every weight is data.

Every run of words with capitals may be a name, or hold one. The weights stand in `data/people.json`, learned from the
labelled examples (`python -m benchmarks.people`). Names in letters without capitals are found by their surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from core.recognise.display_names import person_name
from core.recognise.given import is_family, is_given
from core.recognise.hosts import domains
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern, phrases
from core.recognise.listed import Mention, list_together, of_lists
from core.recognise.mentions_east import eastern_people
from core.recognise.mentions_small import small_names, with_capitals
from core.recognise.name_order import in_order
from core.recognise.names import (
    CJK,
    NAME_WORD,
    PARTICLE,
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
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language, spoken
from core.recognise.spelling import spells
from core.recognise.tables import load
from core.recognise.told import Line, Told, before, behind, titled, told
from core.recognise.weighing import weights, worth

_RUN = re.compile(rf"(?<![\w'’.-]){NAME_WORD}(?:(?:[ ]{PARTICLE}){{0,2}}[ ]{NAME_WORD})*")
_MOST = 4
"""Words of a name, at most."""
_BESIDE = 8
"""Words of the same run before and behind a name that are looked at."""
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
    likely = mentions(invitation, lambda clues: worth_of(clues, told_weights) + most > 0)
    ranked = [*with_company((worth_of(mention.clues, told_weights), mention) for mention in likely)]
    found = [mention.name for mention in apart(ranked)]
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
    sure = {mention.name for much, mention in known if much > SURE and " " in mention.name}
    for much, mention in known:
        listed = " " in mention.name and not sure.isdisjoint(mention.beside)
        yield (much + LISTED if listed else much), mention


SURE = 1.0
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
    return at >= 0 and bool(compiled(_LISTED_IN_EAST).match(text, at + len(name)))


_LISTED_IN_EAST = rf"(?:[(（][^()（）\n]*[)）])?(?:과|와|と、?|和|与|與|、|, |및 )\s?{CJK}"
"""What stands behind a name that is one of a list."""


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


def mentions(invitation: Invitation, promising: Callable[[Iterable[str]], bool] | None = None) -> list[Mention]:
    """Return every name in title and body that may be somebody's, with all that speaks for and against it.

    Those are left out of which the clues that cost little are not `promising`.
    """
    body = compiled(r"(?<![A-Za-z])(dall|all|dell|nell|l|d)['’](?=[A-ZÀ-Þ])").sub(
        r"\1' ", without_honorifics(told_of_people(invitation))
    )
    title, body, whole = without_honorifics(invitation.title), compiled(r"^>\s?", re.M).sub("", body), invitation.text
    if invitation.organizer is None:
        title, body, whole = (with_capitals(text, invitation.me) for text in (title, body, whole))
    found: dict[str, Mention] = {}
    for where, text in (("t", titled(in_order(title))), ("b", told(in_order(body)))):
        for run in _RUN.finditer(text.text):
            line = text.line(run.start())
            shared = line.clues | text.sentence(run.start())
            for start, end, opens, clues in _parts(run):
                name = _bare(text.text[start:end])
                if len(name) > 1 and name.casefold() not in _stopwords():
                    mention = found.setdefault(name, Mention(name))
                    mention.places.append((where, start, start + len(name)))
                    mention.clues |= clues | shared
                    mention.clues.update(_of_place(text, line, opens, start + len(name)))
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
    kept = [mention for mention in found.values() if promising is None or promising(mention.clues)]
    for mention in kept:
        mention.clues.update(_of_name(mention.name, case))
    return kept


def _bare(name: str) -> str:
    return compiled(r"['’]s$").sub("", name.rstrip("."))


def _joined(run: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a word joins two names before the one at that place (`Ana Ruiz y Bo Ek`)."""
    return 0 < at < len(words) and run[words[at - 1].end() : words[at].start()].strip() in {"y", "e", "i"}


def _parts_first_names(run: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether two first names are joined before the word at that place (`Quique y Dolors`): two people."""
    return _joined(run, words, at) and is_given(words[at - 1][0]) and (at == 1 or is_given(words[at][0]))


def _parts(run: re.Match[str]) -> Iterator[tuple[int, int, int, set[str]]]:
    """Yield where the parts of a run of capitals stand that may be a name, and what the rest of the run says.

    The third place is where the function begins that stands before the name, or the name itself.
    """
    said = run[0]
    words = [match for match in compiled(r"\S+").finditer(said) if match[0][0].isupper()]
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _MOST)):
            if any(_parts_first_names(said, words, at) for at in range(first + 1, last + 1)):
                break
            start, end = run.start() + words[first].start(), run.start() + words[last].end()
            ahead = [] if _joined(said, words, first) else words[max(0, first - _BESIDE) : first]
            rest = [] if _joined(said, words, last + 1) else words[last + 1 : last + 1 + _BESIDE]
            clues = set(_left_over([word[0] for word in ahead], [word[0] for word in rest]))
            # A function says where a name stands as its title does: `our director Ana Ruiz`.
            opens = run.start() + ahead[0].start() if "left.title" in clues else start
            yield start, end, opens, clues


def _left_over(before: list[str], behind: list[str]) -> Iterator[str]:
    """What the words say that stand in one run with a name, and would not belong to it."""
    if before and is_title(" ".join(before)):
        yield "left.title"
    elif before:
        yield "left.one" if len(before) == 1 else "left.more"
        if _leads().fullmatch(before[-1]):
            yield "left.lead"  # `Vienen Amaya y Bo`
        if is_given(before[-1]):
            yield "left.given"
    if behind:
        yield "right.one" if len(behind) == 1 else "right.more"
        if is_given(behind[0]):
            yield "right.given"


def _of_place(text: Told, line: Line, start: int, end: int) -> Iterator[str]:
    """Yield what the surroundings of one place say."""
    yield from text.around(line, start, end)
    yield from before(text.text, start)
    yield from behind(text.text, end)
    if told_behind := _BEHIND.match(text.text, end):
        yield from _function("behind", text, *told_behind.span(1))
    if below := _BELOW.match(text.text, end):
        yield from _function("below", text, *below.span(1))
    clause = max(0, start - _CLAUSE)
    ahead = compiled(r"[.!?\n,;:(]").split(text.text[clause:start])[-1]
    if text.says("title", start - len(ahead), start):
        yield "before.title"
    next_word = compiled(r"\s*").match(text.text, end)
    for kind in ("does", "holds"):
        if next_word and text.says(kind, next_word.end(), next_word.end() + 1):
            yield f"behind.{kind}"


_CLAUSE = 40
"""Letters before a name in which a function may stand."""
_BEHIND = re.compile(r"\s*[,(–—|:/-]\s*([^,()\n;]{2,45})")
_BELOW = re.compile(r"[ ]*\n([^\n]{2,50})")


def _function(where: str, text: Told, start: int, end: int) -> Iterator[str]:
    """What words right behind or below a name say that this person does."""
    for kind in ("title", "manager", "coordinator", "recruiter"):
        if text.says(kind, start, end):
            yield f"{where}.{kind}"


def _of_words(mention: Mention, small: frozenset[str]) -> Iterator[str]:
    """Yield what the words of a name are. `small` are the words that the text has in small letters."""
    name, words = mention.name, mention.name.split()
    big = sum(word[0].isupper() for word in words)
    yield f"words.{min(big, _MOST)}"
    if big < len(words):
        yield "particle"  # `Milan de Groot`
    if len(mention.places) > 1:
        yield "often" if len(mention.places) >= _OFTEN else "twice"
    if is_given(words[0]):
        yield "given"
    elif len(words) > 1:
        yield "unknown"
    if len(words) > 1 and is_given(words[-1]):
        yield "given.last"
    if is_family(words[-1]):
        yield "family" if len(words) > 1 else "family.alone"
    if "closed" in mention.clues and (is_given(words[0]) or is_family(words[-1])):
        yield "closed.name"  # whoever signs is somebody, and not thereby met
    if name.isupper() and len(name) > 1:
        yield "upper"
    if compiled(r"\b[A-Z]\.?$").search(name):
        yield "initial.last"
    if compiled(r"(?:[A-Z]\.[ -]?)+\S\S").match(name):
        yield "initial.first"
    yield from _opens(words[0])
    if words[0].casefold() in _stopwords():
        yield "stopword"
    if words[0].casefold() in small:
        yield "small.too"


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
"""Clues that cost time to look for and may speak for a name; those behind them only speak against it."""


def _of_name(name: str, case: _Case) -> Iterator[str]:
    """Yield what else in the invitation bears the name, and what else the words may be."""
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
    for what, holds in (("is.title", is_title), ("is.organisation", is_organisation), ("is.team", is_team)):
        if holds(name):
            yield what
    if is_no_person(name, case.invitation):
        yield "no.person"


@by_language
def _stopwords() -> frozenset[str]:
    return frozenset(word.lower() for word in phrases("stopwords"))


@lru_cache(maxsize=4096)
def _opens(word: str) -> tuple[str, ...]:
    """Return what the first word of a name says: it opens a sentence, or is a function."""
    kinds = (("lead", _leads()), ("rank", _ranks()))
    return tuple(kind for kind, words in kinds if words.fullmatch(word))


@cache
def _leads() -> Phrases:
    return any_of(load("names")["leads"])


@cache
def _ranks() -> Phrases:
    return any_of(load("names")["ranks"])
