"""What tells a first talk with who recruits from an interview proper: who is met, and what the round is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.model import Attendee, AttendeeType
from core.recognise.agency import agency_host
from core.recognise.evidence import Signal, quoted
from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.keys import fold, is_vendor
from core.recognise.lexicon import pattern
from core.recognise.patterns import compiled
from core.recognise.people import is_person, label_line, people
from core.recognise.recruits import in_title, meets_alone, says_so
from core.recognise.stage import only_later, present, topics
from core.recognise.traps import without

_PROCESS = re.compile(r"(?:(?:>|→|->|=>|»|›)[^>→»›\n]*){2,}")
"""The rounds of a whole process in one line (`phone > panel > offer`): most of them are not this one."""
_STEP = re.compile(r"[>→»›]")
_LATE = ("final", "take_home_review", "onsite")
_FORMAL = ("technical", "culture", "panel", "hiring_manager")


def first(invitation: Invitation, role: str | None) -> Iterator[Signal]:
    """Yield what tells a first talk with who recruits from an interview proper; the words of the job say nothing."""
    head = without(f"{invitation.title}\n{topics(invitation)}", role)
    body = without(present("\n".join([line for line in invitation.lines if not _of_process(line)])), role)
    if match := pattern("screen").search(head):
        yield Signal("screen.head", quoted(match))
    elif match := pattern("screen").search(body):
        yield Signal("screen.text", quoted(match))
    if pattern("later").search(head) or any(pattern("stages", stage).search(head) for stage in _LATE):
        yield Signal("late.head")
    elif said := _went_before(body):
        yield Signal("late.text", said)
    if any(pattern("stages", stage).search(head) for stage in _FORMAL):
        yield Signal("formal.head")
    if match := pattern("first_talk").search(topics(invitation)):
        yield Signal("first.topic", quoted(match))
    meets = list(_who_meets(invitation, head, body))
    yield from meets
    if not any(signal.name == "recruiter.alone" for signal in meets):
        yield from _rounds_told(invitation, body, role)


def _of_process(line: str) -> bool:
    return _STEP.search(line) is not None and _PROCESS.search(line) is not None


def _rounds_told(invitation: Invitation, body: str, role: str | None) -> Iterator[Signal]:
    """Yield the rounds that the text tells; who recruits tells of those to come, and is asked nothing of them here."""
    if invitation.organizer is None and any(pattern("stages", stage).search(body) for stage in (*_LATE, *_FORMAL)):
        yield Signal("formal.note")
    if pattern("stages", "hiring_manager").search(body) or pattern("manager").search(body):
        yield Signal("manager.text")
    if pattern("stages", "technical").search(without(_unsigned(invitation), role)):
        yield Signal("technical.text")


def _who_meets(invitation: Invitation, head: str, body: str) -> Iterator[Signal]:
    """Yield what says that one who leads meets the user, or who does not, or who recruits."""
    if _chief_in_title(invitation.title):
        yield Signal("chief.title")
    others = not pattern("screen").search(head) and not _writes(invitation) and _others_meet(invitation)
    if others:
        yield Signal("others.meet")
    if pattern("absent").search(body):
        yield Signal("absent")
        return
    found = list(_recruiters(invitation, body))
    yield from found
    # What a system signs with is no function of whom one meets.
    told = found if not _by_system(invitation) else [signal for signal in found if signal.name != "recruiter.signs"]
    if not others and told and meets_alone(invitation):
        yield Signal("recruiter.alone", next((signal.said for signal in told if signal.said), ""))


def _writes(invitation: Invitation) -> bool:
    """Return whether who recruits wrote the text, though a system sent it: a name in it is theirs."""
    return (invitation.organizer is None or _by_system(invitation)) and bool(says_so(invitation))


def _by_system(invitation: Invitation) -> bool:
    organizer = invitation.organizer
    return organizer is not None and (is_vendor(organizer.email) or not is_person(organizer))


def _chief_in_title(title: str) -> bool:
    """Return whether a title says that whom the talk is with leads (`Chat with Ada (plant manager)`)."""
    aside = _with_aside().search(title)
    return aside is not None and pattern("general", "chief").occurs(aside[1])


@cache
def _with_aside() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){choice('with', 'with_short')}\s[^()]{{2,40}}\(([^()]+)\)", re.I)


@cache
def _with() -> re.Pattern[str]:
    return re.compile(rf"\b{choice('with')}\b[^.\n]*$", re.I)


def _went_before(body: str) -> str:
    """Return the words of a sentence by which this is not the first talk; what may come after it does not count."""
    if not (pattern("later").occurs(body) or pattern("stages", "final").occurs(body)):
        return ""
    for sentence in compiled(r"[.!?。！？\n]+").split(body):
        match = pattern("later").search(sentence) or pattern("stages", "final").search(sentence)
        if match and not pattern("thereafter").search(sentence):
            return quoted(match)
    return ""


def _recruiters(invitation: Invitation, body: str) -> Iterator[Signal]:
    """Who recruits and meets the user: by the line of who takes part, by a `with`, or by their signature."""
    recruits = pattern("recruiter")
    lines = [match.group(0) for match in label_line("people").finditer(body)]
    ahead = [body[max(0, match.start() - 70) : match.start()] for match in recruits.finditer(body)]
    if any(map(recruits.search, lines)) or any(_with().search(words) for words in ahead):
        yield Signal("recruiter.meets")
    if said := says_so(invitation):
        yield Signal("recruiter.self", said)
    if said := in_title(invitation):
        yield Signal("recruiter.title", said)
    organizer = invitation.organizer
    known = [one for one in invitation.others if is_person(one)] + ([organizer] if organizer else [])
    if any(recruits.search(_signature(invitation, one.name)) for one in known):
        yield Signal("recruiter.signs")


def _signature(invitation: Invitation, name: str) -> str:
    """Return what stands behind the last mention of a person, where signatures have their functions."""
    words = name.replace(",", " ").split()
    at = max((invitation.body.rfind(word) for word in words if len(word) > 2), default=-1)
    return invitation.body[at : at + 100] if at >= 0 else ""


def _unsigned(invitation: Invitation) -> str:
    """The text without lines that are short (signatures and their functions) and those of a whole process."""
    return "\n".join([line for line in invitation.lines if len(line) > 45 and not _of_process(line)])


def _others_meet(invitation: Invitation) -> bool:
    """Return whether the organizer sends the user to somebody else, who does not recruit."""
    organizer = invitation.organizer
    match = label_line("people").search(invitation.body)
    if match and match["value"].strip() and not pattern("recruiter").search(match.group(0)):
        if _agency_itself(invitation):
            return False
        first = match["value"].strip().split(" ")[0]
        return organizer is None or first.casefold() not in organizer.name.casefold()
    guests = [
        a
        for a in invitation.others
        if is_person(a)
        and a.type is AttendeeType.PERSON
        and (organizer is None or a.email != organizer.email)
        and not pattern("coordinator").occurs(a.name)
    ]
    if organizer is None or is_vendor(organizer.email):
        return False
    names = [guest.name for guest in guests] or _met_instead(invitation, organizer)
    names = [name for name in names if not only_later(name, invitation.body)]
    return bool(names) and not any(pattern("recruiter").search(_near(invitation, name)) for name in names)


def _agency_itself(invitation: Invitation) -> bool:
    """Return whether an agency's mailbox invites for itself: whom one meets there are its own people."""
    organizer = invitation.organizer
    by_mailbox = organizer is not None and not is_person(organizer) and agency_host(invitation)
    return by_mailbox and not pattern("client").occurs(invitation.body)


def _met_instead(invitation: Invitation, organizer: Attendee) -> list[str]:
    """Return who meets the user in the place of an organizer who recruits, as the text tells."""
    signed = _signature(invitation, organizer.name)
    # An agency's consultants say for whom they write, and sign.
    for_client = bool(signed) and pattern("client").occurs(invitation.body)
    if not (for_client or agency_host(invitation) or pattern("recruiter").search(signed)):
        return []
    own = frozenset(fold(organizer.name).split())
    names = [person.name for person in people(invitation, None) if person.attended]
    return [] if any(own & frozenset(fold(name).split()) for name in names) else names


def _near(invitation: Invitation, name: str) -> str:
    first = name.rsplit(",", maxsplit=1)[-1].split(" ", maxsplit=1)[0] if name else ""
    at = invitation.body.find(first) if first else -1
    around = invitation.body[max(0, at - 30) : at + 80] if at >= 0 else ""
    # What stands behind who invites is theirs.
    return around.split(invitation.organizer.name)[0] if invitation.organizer and invitation.organizer.name else around
