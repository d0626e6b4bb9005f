"""Whether the one who meets the user leads: by what the title says of them, or by the function under their name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.keys import fold
from core.recognise.lexicon import pattern
from core.recognise.patterns import replaced

_ASIDE = re.compile(r"[(（]$")
"""What stands before the function of somebody met, in a title, and may stand before the job as well."""
_BEHIND = 60
"""Letters behind a name in which a function is theirs."""


def leads(invitation: Invitation, role: str | None, people: Sequence[str]) -> bool:
    """Return whether who meets the user is likely the one whom the job reports to.

    A title names the function of whom it is with; one who invites to a talk with themselves signs with theirs. That
    an invitation by others names somebody's function does not say that the job is under them.
    """
    if len(people) > 1:
        return False
    title = replaced(role, " ", invitation.title) if role else invitation.title
    if _stands_behind(_with(), invitation.title) or _stands_behind(_ASIDE, title):
        return True
    return bool(people) and _signs(invitation, people[0])


@cache
def _with() -> re.Pattern[str]:
    """Return what stands before the function of somebody met, in a title."""
    return re.compile(rf"(?<!\w){choice('with', 'with_short')}\s(?:\w{{1,9}}\s){{0,2}}$", re.I)


def _stands_behind(sign: re.Pattern[str], title: str) -> bool:
    return any(sign.search(title[: match.start()]) for match in pattern("general", "chief").finditer(title))


def _signs(invitation: Invitation, name: str) -> bool:
    """Return whether `name` invites, and a function that leads stands behind their name at its last mention."""
    organizer = invitation.organizer
    if organizer is None or fold(name) != fold(organizer.name):
        return False
    at = invitation.body.rfind(name)
    behind = invitation.body[at + len(name) :][:_BEHIND] if at >= 0 else ""
    return bool(pattern("general", "chief").search("\n".join(behind.split("\n")[:2])))
