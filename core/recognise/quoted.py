"""What the user wrote themselves, quoted below an invitation or into a form: it promises and names nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.names import same, shown
from core.recognise.patterns import compiled

_ANSWER = re.compile(r"[^\n:：]{3,140}[?？]\s*[:：]\s*\S")
"""A line in which a form's question is answered."""


@lru_cache(maxsize=4)
def own_words_off(invitation: Invitation) -> str:
    """Return the body without mails of the user's own that are quoted in it."""
    kept: list[str] = []
    mine = quoted = False
    for line in invitation.lines:
        if match := _from().match(line):
            mine, quoted = invitation.is_me(compiled(r"\s*<.*").sub("", match["who"])), False
        elif _wrote().search(line):
            mine, quoted = _names_me(line, invitation), True
        elif quoted and line and not line.startswith(">"):
            mine = quoted = False
        if not mine:
            kept.append(line)
    return "\n".join(kept)


@lru_cache(maxsize=4)
def answers_off(invitation: Invitation) -> str:
    """Return the body without what the user answered to the questions of a booking form of somebody else's.

    `Anything I should know?: CV attached` is no host who sends a candidate's.
    """
    if invitation.organizer is None or not ("?" in invitation.body or "？" in invitation.body):
        return invitation.body
    return "\n".join([line for line in invitation.lines if not _ANSWER.match(line)])


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"^>*\s*{choice('mail_from')}\s?[:：]\s*(?P<who>.*)$")


@cache
def _wrote() -> re.Pattern[str]:
    return re.compile(rf"{choice('wrote')}\s?[:：]?\s*$")


@cache
def addressed() -> re.Pattern[str]:
    """Return a line of a quoted mail's head that says to whom it went."""
    return re.compile(rf"^>*\s*{choice('mail_to', 'mail_copy')}\s?[:：]")


def _names_me(line: str, invitation: Invitation) -> bool:
    return bool(invitation.owner) and invitation.owner in line


def forwarded_by(invitation: Invitation) -> str:
    """Return who wrote the first mail that is quoted with its head; empty where there is none or it is the user's."""
    for line in invitation.lines:
        match = _from().match(line)
        if match and (name := shown(compiled(r"\s*[<\[(].*").sub("", match["who"]))):
            return "" if invitation.is_me(name) else name
    return ""


def words_of_writers(invitation: Invitation) -> tuple[str, str]:
    """Return what the sender says, and what the first mail of somebody else says that is quoted with its head."""
    start, sender = 0, invitation.organizer.name if invitation.organizer else ""
    for line in invitation.body.split("\n"):
        match = _from().match(line)
        name = shown(compiled(r"\s*[<\[(].*").sub("", match["who"])) if match else ""
        if name and not (invitation.is_me(name) or (sender and same(name, shown(sender)))):
            return invitation.body[:start], invitation.body[start:]
        start += len(line) + 1
    return invitation.body, ""


def writer_at(invitation: Invitation, place: int) -> str:
    """Return who wrote what stands at a place of the body, in a mail that is quoted there; empty for the sender's."""
    own, told = words_of_writers(invitation)
    return forwarded_by(invitation) if told and place >= len(own) else ""


def forwarded_addresses(invitation: Invitation) -> list[str]:
    """Return the addresses in the text where a mail of somebody else is quoted in it with its head: the writer's."""
    if not forwarded_by(invitation):
        return []
    return [place.lower() for place in invitation.urls if "@" in place and "/" not in place]
