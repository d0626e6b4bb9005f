"""Who signs a letter that a tool or a mailbox sends: met where they write that they look forward to the talk."""

from __future__ import annotations

from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern
from core.recognise.names import NAME, is_organisation, is_team, is_title, people_in
from core.recognise.patterns import compiled

_AND = r"(?:,\s|\s(?:and|und|et|y|e|en|och|i|&)\s)"
_LAST = 7
"""Lines from the end among which a letter is signed."""


def signers(invitation: Invitation) -> list[str]:
    """Return the full names that a letter is signed with, where it says that they will be there."""
    if not pattern("place", "awaits").search(invitation.body) and not pattern("joining").search(invitation.body):
        return []
    lines = [line for line in invitation.lines if line][-_LAST:]
    for place in range(len(lines) - 1, -1, -1):
        behind = compiled(rf"(?:^|.*\s)(?:--|[–—])\s?(?P<who>{NAME}(?:{_AND}{NAME})*)").fullmatch(lines[place])
        who = behind["who"] if behind else lines[place] if place and _signs(lines[place]) else ""
        names = [name for name in people_in(who) if " " in name and not _is_none(name)]
        if names:
            below = " ".join(lines[place : place + 3])
            return [] if pattern("coordinator").search(below) else names
    return []


def _signs(line: str) -> bool:
    return bool(compiled(rf"{NAME}(?:\s?\([^()]*\))?(?:,\s[^,]{{3,40}})?,?").fullmatch(line))


def _is_none(name: str) -> bool:
    return is_title(name) or is_team(name) or is_organisation(name)
