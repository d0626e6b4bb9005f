"""Whether an event stands: cancelled, declined by the user, or on."""

from __future__ import annotations

import re

from core.model import Answer, EventStatus, Standing
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern

_SENTENCE = re.compile(r"[.!?。！？\n]")


def standing_of(invitation: Invitation) -> tuple[Standing, str]:
    """Return how the event stands, and the evidence in plain words where it does not."""
    event = invitation.event
    if event.status is EventStatus.CANCELLED:
        return Standing.CANCELLED, "the event is cancelled"
    if _declined(invitation):
        return Standing.DECLINED, "you declined it"
    if invitation.prefix == "declined":
        return Standing.DECLINED, "the title says that it was declined"
    why = _called_off(invitation)
    return (Standing.CANCELLED, why) if why else (Standing.ON, "")


def replaces_earlier(text: str) -> bool:
    """Return whether a text says that its invitation takes the place of an earlier one."""
    return pattern("replaces").occurs(text) or pattern("earlier").occurs(text)


def _declined(invitation: Invitation) -> bool:
    """True where the user declined with one of their addresses and accepts with none of them."""
    event = invitation.event
    answers = {a.answer for a in event.attendees if a.email in invitation.mine or a.is_self} | {event.answer}
    return Answer.DECLINED in answers and answers.isdisjoint({Answer.ACCEPTED, Answer.TENTATIVE})


def _called_off(invitation: Invitation) -> str:
    """Return in plain words how title or text say that it is off, or an empty text."""
    if invitation.prefix == "cancelled":
        return "the title says that it is cancelled"
    if (match := pattern("off").search(invitation.title)) and not pattern("replaces").occurs(invitation.title):
        return f'the title says that it is off ("{match.group(0)}")'
    for match in pattern("off_text").finditer(invitation.body):
        before = _SENTENCE.split(invitation.body[: match.start()])[-1]
        behind = _SENTENCE.split(invitation.body[match.start() :])[0]
        if not pattern("thereafter").search(before) and not pattern("earlier").occurs(before + behind):
            return f'the text says that it is off ("{match.group(0)}")'
    return ""
