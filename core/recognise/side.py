"""Whose side the calendar's owner is on: the candidate's, or the one that hires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.recognise.expressions import union
from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.keys import fold, is_free_mail, is_vendor, registrable
from core.recognise.lexicon import pattern, phrases
from core.recognise.own_address import is_private, is_university
from core.recognise.patterns import compiled
from core.recognise.people import is_person, label_line
from core.recognise.quoted import answers_off
from core.recognise.tables import load

_JUST = 12
"""Letters before words in which they are denied."""
_NAME = 24
"""Letters before words in which whose name they follow stands."""


def hires(invitation: Invitation) -> str:
    """Return in plain words why the user is not the candidate here, or an empty text where they may be."""
    if any(_kit().search(url) for url in invitation.urls):
        return "you are interviewing somebody (the text links to an interview kit or a feedback form)"
    for match in label_line("candidate").finditer(invitation.body):
        name = match["value"].strip()
        if name and not (invitation.me and any(word in name.casefold() for word in invitation.me)):
            return f"you are interviewing somebody (the candidate is {name})"
    if _asks(invitation):
        return "you are interviewing somebody (the text names you as who asks)"
    if _named_in_title(invitation):
        return "you are interviewing somebody (the title names another candidate)"
    # Who is turned to as a candidate may be asked for feedback too, or hear of somebody that listens in.
    said = _told_to_interview(invitation)
    if said and not pattern("courted").occurs(invitation.body):
        return f'you are on the hiring side (the text says "{said.group(0)}")'
    return _own_company(invitation)


def _asks(invitation: Invitation) -> bool:
    """Return whether a line names the user, in full, as one of those who ask: `Interviewer: Robin Okafor`."""
    between = compiled(rf"[,;/&(（、，]|(?<!\w){choice('and')}(?!\w)")
    parts = [part for match in label_line("asks").finditer(invitation.body) for part in between.split(match["value"])]
    return any(len(part.split()) > 1 and invitation.is_me(part) for part in parts) or _takes_part(invitation)


def _takes_part(invitation: Invitation) -> bool:
    """Return whether the text gives the user, by name, a part of the questions (`Robin asks the budget questions`)."""
    words = compiled(r"[^\W_]+")
    before = (words.findall(fold(invitation.body[: match.start()][-_NAME:])) for match in _parts_given(invitation))
    return any(named and named[-1] in invitation.me for named in before)


def _parts_given(invitation: Invitation) -> Iterator[re.Match[str]]:
    return pattern("trap", "interviewer", "takes").finditer(invitation.body)


def _told_to_interview(invitation: Invitation) -> re.Match[str] | None:
    """Return the first words of the text that tell the user to interview somebody, and are not denied."""
    body = answers_off(invitation)
    told = pattern("trap", "interviewer", "text").finditer(body)
    return next((match for match in told if not _negated().search(body[: match.start()][-_JUST:])), None)


@cache
def _kit() -> re.Pattern[str]:
    """Return addresses that only those see who hire."""
    return re.compile("|".join(load("senders")["kits"]), re.I)


@cache
def _negated() -> re.Pattern[str]:
    """Return what stands before words that then say the opposite: `I do not sit on the panel`."""
    return re.compile(rf"(?<!\w){choice('not')}\s$", re.I)


def denies_to_interview(invitation: Invitation) -> bool:
    """Return whether the text has words that tell the user to interview somebody, all of them denied."""
    said = pattern("trap", "interviewer", "text").occurs(answers_off(invitation))
    return said and _told_to_interview(invitation) is None


def _named_in_title(invitation: Invitation) -> bool:
    match = compiled(rf"(?:{union(phrases('labels', 'candidate'))})\s*[:：]\s*(?P<name>[^\W\d_][^|\n(]*)", re.I).search(
        invitation.title
    )
    return bool(match and invitation.me and not any(word in match["name"].casefold() for word in invitation.me))


def _own_company(invitation: Invitation) -> str:
    organizer = invitation.organizer
    if organizer is None:
        return _invites_at_work(invitation)
    if is_vendor(organizer.email):
        return ""
    host = registrable(organizer.email)
    if host and host in invitation.work and not moves_within(invitation):
        return f"your own company ({host}) organised it"
    return ""


def _invites_at_work(invitation: Invitation) -> str:
    """Return in plain words that the user holds an interview, which they invite to from their work address."""
    organizer = invitation.event.organizer
    at_work = organizer is not None and registrable(organizer.email) in invitation.work and invitation.others
    if at_work and (said := pattern("interview").search(invitation.title)):
        return f'you invite to it from your work address ("{said.group(0)}")'
    return ""


def moves_within(invitation: Invitation) -> bool:
    """Return whether the user applies for another place at their own company, which then is the one that hires."""
    return bool(pattern("internal").search(invitation.text))


def colleagues(invitation: Invitation) -> bool:
    """Return whether somebody else of the user's own company is invited too: then it is about work."""
    hosts = [registrable(a.email) for a in invitation.others if is_person(a)]
    return any(host in invitation.work for host in hosts if host)


def sole_guest(invitation: Invitation) -> bool:
    """Return whether the user is the only guest of those who invite: what is said to a guest is said to them."""
    sender = registrable(invitation.organizer.email) if invitation.organizer else ""
    return bool(sender) and all(registrable(guest.email) == sender for guest in invitation.others if is_person(guest))


def at_work(invitation: Invitation) -> bool:
    """Return whether the user is invited at an address that is one of their work for sure.

    It is where they have a private one beside it, or where another guest has: who hires meets a candidate there. A
    university's says nothing, for those who study there have one too, nor does the only address that is known.
    """
    addresses = [a.email for a in invitation.event.attendees if a.email in invitation.mine]
    if not addresses or any(registrable(address) not in invitation.work for address in addresses):
        return False
    organizer = invitation.organizer.email if invitation.organizer else ""
    if any(is_free_mail(guest.email) and guest.email != organizer for guest in invitation.others if is_person(guest)):
        return True
    private = any(is_private(each, invitation.me) for each in invitation.mine)
    return private and not any(is_university(address) for address in addresses)
