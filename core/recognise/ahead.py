"""What is no interview though it names one: what is done ahead of it, and what was written to somebody else."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.evidence import ROUNDS
from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.keys import fold
from core.recognise.lexicon import pattern
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases
from core.recognise.quoted import own_words_off

_OTHER_TALKS = ("first_talk", "recruiter", "social", "informational")
_GREETING = 30
"""Letters of a line in which somebody is greeted by name."""


def done_ahead(invitation: Invitation) -> str:
    """Return the words by which a title of the user's own notes something to do ahead of an interview.

    `Warm up SQL before the Acme interview`, `pack for the onsite`: the interview itself has its own entry, or none yet.
    """
    title = invitation.title
    named = [match for words in _rounds() for match in words.finditer(title)]
    if invitation.organizer is not None or not named:
        return ""
    at = min(match.start() for match in named)
    front = title[:at]
    if any(pattern(words).occurs(front) for words in _OTHER_TALKS):
        return ""
    if match := _ahead().search(front):
        return match[1]
    if (match := _purpose().search(front)) and pattern("todo").occurs(front[: match.start()]):
        return match[1]
    # In the East what is ahead of an interview is said behind that word.
    behind = [_behind().match(title[match.end() :]) for match in named]
    return " ".join(behind[0][0].split()) if behind[0] and all(behind) else ""


def _rounds() -> tuple[Phrases, ...]:
    return (pattern("interview"), *(pattern("stages", stage) for stage in ROUNDS))


@cache
def _ahead() -> re.Pattern[str]:
    """Return what says `before`, and up to some words behind it: whose interview it is."""
    return re.compile(rf"(?<!\w)({choice('ahead_of')})(?:\s+[^\s.!?;:]+){{0,5}}\s+$", re.I)


@cache
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({choice('purpose')})(?:\s+[^\s.!?;:]+){{0,5}}\s+$", re.I)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(choice("ahead_of_in_east"))


def written_to_other(invitation: Invitation) -> str:
    """Return the words of a quoted mail that ask who passes it on to an interview of theirs, and not the user."""
    organizer = invitation.organizer
    names = set(_names(organizer.name if organizer else "")) - invitation.me
    if not names or invitation.is_me(organizer.name if organizer else ""):
        return ""
    mine = invitation.me - set(_names(organizer.name if organizer else ""))
    addressed, said = False, ""
    for line in own_words_off(invitation).split("\n"):
        if _to().match(line):
            addressed = not names.isdisjoint(_names(line))
        elif line.startswith(">") and not names.isdisjoint(_names(line[:_GREETING])[:3]):
            addressed = True
        if invitation.owner and fold(invitation.owner) in fold(line):
            return ""
        if line.startswith(">") and not mine.isdisjoint(_names(line[:_GREETING])[:3]):
            addressed = False
        match = pattern("trap", "third", "theirs").search(line) if addressed else None
        said = said or (match[0] if match else "")
    return said


def _names(text: str) -> list[str]:
    return compiled(r"[^\W\d_]{2,}").findall(fold(text))


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"^>*\s*{choice('mail_to')}\s?[:：]")
