"""What a talk is for where the text says it plainly: a job by its name, or a step of those who fill one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.evidence import Signal, quoted
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern
from core.recognise.role_spans import may_name_job

_NEAR = 60
"""Letters before a job in which the words stand that lead to it."""


def aims(invitation: Invitation, role: str | None) -> Iterator[Signal]:
    """Yield the words by which the text says that this talk is for the job `role`, or a step on the way to one."""
    if match := _aimed(invitation, role):
        yield Signal("aim", quoted(match))


def is_aimed(invitation: Invitation, role: str | None) -> bool:
    """Return whether the text says plainly that a job is what the talk is for (see `aims`)."""
    return _aimed(invitation, role) is not None


def may_aim(invitation: Invitation) -> bool:
    """Return whether the text may say so once the job is read."""
    body = invitation.body
    if pattern("aim", "process").occurs(body):
        return True
    words = (pattern("aim", "before"), pattern("aim", "after"))
    return any(each.occurs(body) for each in words) and may_name_job(body)


def _aimed(invitation: Invitation, role: str | None) -> re.Match[str] | None:
    body = invitation.body
    if match := pattern("aim", "process").search(body):
        return match
    if not role:
        return None
    for named in re.finditer(re.escape(role), body, re.I):
        before = body[max(0, named.start() - _NEAR) : named.start()].rstrip()
        for match in pattern("aim", "before").finditer(before):
            if match.end() == len(before):
                return match
        behind = body[named.end() :][:_NEAR].lstrip()
        if (match := pattern("aim", "after").search(behind)) and match.start() == 0:
            return match
    return None
