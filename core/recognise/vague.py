"""Titles that say nothing of what a meeting is about: names and small words, or a hold on the hour. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache

from core.model import Answer, Event
from core.recognise.edges import only_edges
from core.recognise.held import finder
from core.recognise.invitation import Invitation, split_prefix
from core.recognise.keys import fold, name_key, words_of
from core.recognise.language import languages_of
from core.recognise.markers import words_before
from core.recognise.patterns import compiled
from core.recognise.speaking import speaking
from core.recognise.tables import load
from core.recognise.traces import sender_sign

_ADDRESSES = re.compile(r"(?<![^\s:;,<>\"()])[^\s:;,<>\"()]+@[^\s:;,<>\"()]+")


def says_nothing(invitation: Invitation, signs: Iterable[str]) -> bool:
    """Return whether a title is made of names and small words: the user's, the guests', the employers' in `signs`."""
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    names = {word for one in people for word in words_of(f"{one.name} {one.email.partition('@')[0]}")}
    names |= set(invitation.me)
    employers = {sign.partition(".")[0].replace("-", "") for sign in signs}
    left = [
        word
        for word in words_of(invitation.title)
        if names.isdisjoint((word, name_key(word)))
        and word not in employers
        and not (len(word) > 2 and any(word in employer for employer in employers))
    ]
    with speaking(languages_of(invitation.text)):
        return all(map(is_small, left))


def may_belong(employers: Collection[str], *, user: str) -> Callable[[str], bool]:
    """Return what tells whether a text (case-folded, its first line the title) may be of a meeting with one of
    `employers` that says nothing.

    They are told by domain, address or name, in a title by the key of the name, and senders of whom the user has said
    something by what stands for them (`context.Context`). It is asked before anything is parsed, and says yes wherever
    `says_nothing` would, and to all that one of these addresses takes part in. `user` is the user's name.
    """
    return _belonging(frozenset(employers), user)


@lru_cache(maxsize=4)
def _belonging(employers: frozenset[str], user: str) -> Callable[[str], bool]:
    """It is asked for once for each file of a folder."""
    find = finder(employers)
    labels = "\n".join(sign.partition(".")[0].replace("-", "") for sign in sorted(employers))
    mine = frozenset(words_of(user))

    def belongs(text: str) -> bool:
        title, _, rest = text.partition("\n")
        if any(each in employers or sender_sign(each) in employers for each in _ADDRESSES.findall(rest)):
            return True
        words = words_of(split_prefix(title)[1])
        if not (find(rest) or find("".join(words))):
            return False
        people = frozenset(words_of("\n".join([line for line in rest.split("\n") if "@" in line])))
        left = [word for word in words if not (word in mine or word in labels or {word, name_key(word)} & people)]
        with speaking(languages_of(text)):
            return all(map(is_small, left))

    return belongs


def means_nothing(title: str) -> bool:
    """Return whether `title` has not even a name in it: many events are called so."""
    with speaking(languages_of(title)):
        return all(map(is_small, words_of(title)))


def without_small(title: str) -> str:
    """Return `title` without those words: where nothing else is said, none of them is held against it."""
    return compiled(r"[^\W_]+").sub(lambda word: "" if fold(word[0]) in _small() else word[0], title)


def is_small(word: str) -> bool:
    """Return whether a folded word says nothing by itself: of any meeting, of interviews, a number, a single letter."""
    return len(word) < 2 or word[0].isdigit() or word in _small() or only_edges(word)


def is_held(event: Event, mine: frozenset[str]) -> bool:
    """Return whether the title says that this is a reminder of something else, or a hold on the hour for it.

    `Tentative:` is what calendar programs put before it where that is the user's own answer.
    """
    if is_reminder(event.title) or _standing_for(("hold",)).search(event.title):
        return True
    answers = {one.answer for one in event.attendees if one.is_self or one.email in mine} | {event.answer}
    return Answer.TENTATIVE not in answers and bool(_standing_for(("tentative",)).search(event.title))


def is_reminder(title: str) -> bool:
    """Return whether `title` says that it reminds of something else."""
    return bool(_standing_for(("reminder",)).search(title))


@cache
def _small() -> frozenset[str]:
    return frozenset(load("names")["saying_nothing"])


@cache
def _standing_for(tables: tuple[str, ...]) -> re.Pattern[str]:
    """Return words of the tables before a title, behind it, or in brackets."""
    words = words_before(*tables)
    return re.compile(
        rf"^\W*(?:{words})\s?(?:[:\uff1a]|\s[-–—]\s)|[\[(【（](?:{words})[\])】）]|\s[-–—]\s(?:{words})\W*$", re.I
    )
