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
    if event.answer is Answer.DECLINED or any(
        a.answer is Answer.DECLINED for a in event.attendees if a.email in invitation.mine or a.is_self
    ):
        return Standing.DECLINED, "you declined it"
    if invitation.prefix == "declined":
        return Standing.DECLINED, "the title says that it was declined"
    why = _called_off(invitation)
    return (Standing.CANCELLED, why) if why else (Standing.ON, "")


def _called_off(invitation: Invitation) -> str:
    """Return in plain words how title or text say that it is off, or an empty text."""
    if invitation.prefix == "cancelled":
        return "the title says that it is cancelled"
    if match := pattern("off").search(invitation.title):
        return f'the title says that it is off ("{match.group(0)}")'
    for match in pattern("off_text").finditer(invitation.body):
        before = _SENTENCE.split(invitation.body[: match.start()])[-1]
        if not pattern("thereafter").search(before):
            return f'the text says that it is off ("{match.group(0)}")'
    return ""
