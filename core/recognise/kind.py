"""What an event is to the user: the evidence for and against is weighed, and every piece of it can be read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from core.model import AttendeeType, Kind
from core.recognise import side
from core.recognise.company import agency_host, ats_sender
from core.recognise.invitation import Invitation
from core.recognise.keys import ats_of, is_free_mail, is_vendor, registrable
from core.recognise.lexicon import keys_of, pattern
from core.recognise.patterns import compiled
from core.recognise.people import is_person, label_line
from core.recognise.stage import topics

_ENOUGH = 3.0
_SOCIAL = 2.5
_AGENCY = 1.0
_JOB = 1.25
_PROMISE = 1.0
_MILD = 0.5
_TRAP_NAMES = {
    "research": "it is a research session",
    "workplace": "it is a matter of your own workplace",
    "interviewer": "you are on the hiring side",
    "media": "it is about the media or a show",
    "official": "an authority has invited you",
    "family": "it is a private or family matter",
    "practice": "it is practice or preparation",
    "noise": "it is a deadline, a hold or paperwork, not a talk",
    "crowd": "it is an event for many people",
    "commerce": "it is a sales talk",
    "third": "it is about somebody else",
    "lookalike": "the words mean something else here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece: how much it weighs for `interview` (or against, where negative), and in which words."""

    weight: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an event is, how sure that is (0 to 1), and why."""

    kind: Kind
    confidence: float
    reasons: tuple[str, ...]


def other_side(invitation: Invitation) -> Verdict | None:
    """Return the verdict where the user is on the side that hires, else None: decided before anything else."""
    why = side.hires(invitation)
    return Verdict(kind=Kind.NONE, confidence=0.03, reasons=(f"not counted: {why}",)) if why else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The evidence that can be seen before the fields are read: for an interview, for a talk of advice, and against."""

    hiring: tuple[Evidence, ...]
    talk: tuple[Evidence, ...]
    against: tuple[Evidence, ...]

    @property
    def lost(self) -> float:
        """What speaks against, together: zero or less."""
        return sum(each.weight for each in self.against)

    @property
    def social(self) -> float:
        """How much speaks of a talk for advice: half a trap matters less there."""
        return sum(each.weight for each in self.talk) + self.lost * 0.7


def gather(invitation: Invitation) -> Gathered:
    """Return the evidence of `invitation` that needs none of its fields."""
    hiring, against = tuple(_hiring(invitation)), tuple(_against(invitation))
    if not against and sum(each.weight for each in hiring) < _ENOUGH:
        hiring = (*hiring, *_mild(invitation))
    return Gathered(hiring=hiring, talk=tuple(_networking(invitation)), against=against)


def hopeless(gathered: Gathered) -> Verdict | None:
    """Return the verdict where no job, agency or promised date that a full reading may find could make it count.

    Most events with a word of hiring in them end here, before the fields are looked for.
    """
    best = sum(each.weight for each in gathered.hiring) + gathered.lost + _JOB + _PROMISE + _AGENCY
    social = gathered.social
    return None if best >= _ENOUGH or social >= _SOCIAL else _none(gathered.against, max(best, social))


def verdict(invitation: Invitation, gathered: Gathered, *, role: str | None, agency: bool, promised: bool) -> Verdict:
    """Return what `invitation` is to the user, leaving aside whether it still stands."""
    against, talk, social = gathered.against, gathered.talk, gathered.social
    hiring = [*gathered.hiring, *_of_fields(invitation, role, agency=agency, promised=promised)]
    score = sum(each.weight for each in hiring) + gathered.lost
    networks = social >= _SOCIAL and social > _formal(invitation, hiring)
    if networks and not _recruits(invitation, agency=agency):
        return Verdict(kind=Kind.NETWORKING, confidence=_sure(social, _SOCIAL), reasons=_say(talk))
    if score >= _ENOUGH:
        first = _first_talk(invitation, agency=agency)
        kind = Kind.RECRUITER if first else Kind.INTERVIEW
        reasons = _say(hiring)
        return Verdict(kind=kind, confidence=_sure(score, _ENOUGH), reasons=(*reasons, first) if first else reasons)
    return _none(against, max(score, social))


def _none(against: tuple[Evidence, ...], best: float) -> Verdict:
    reasons = tuple(f"not counted: {each.why}" for each in against) or (
        "not counted: too little in it speaks of a job interview",
    )
    return Verdict(kind=Kind.NONE, confidence=min(_sure(best, _ENOUGH), 0.49), reasons=reasons)


def _sure(score: float, threshold: float) -> float:
    """Return the logistic of how far a score lies over its threshold: 0.5 at the threshold."""
    return round(1 / (1 + math.exp(-0.9 * (score - threshold + 0.05))), 2)


def _say(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(each.why for each in evidence if each.weight > 0)


def _quoted(match: re.Match[str]) -> str:
    return compiled(r"\s+").sub(" ", match.group(0)).strip()[:60]


def _hiring(invitation: Invitation) -> Iterator[Evidence]:
    if host := ats_sender(invitation):
        yield Evidence(weight=3, why=f"the organizer writes from an applicant-tracking system ({host})")
    elif host := next((found for url in invitation.urls if (found := _link_ats(url))), ""):
        yield Evidence(weight=2, why=f"the text links to an applicant-tracking system ({host})")
    yield from _titled(invitation)
    if match := pattern("interview").search(invitation.body):
        yield Evidence(weight=1.5, why=f'the text says "{_quoted(match)}"')
    matches = {_quoted(m).casefold(): m for m in pattern("hiring").finditer(invitation.body)}
    for match in list(matches.values())[:2]:
        yield Evidence(weight=1.25, why=f'the text says "{_quoted(match)}"')
    if match := pattern("recruiter").search(f"{invitation.body}\n{invitation.title}"):
        yield Evidence(weight=2, why=f'somebody who recruits takes part ("{_quoted(match)}")')
    if match := pattern("client").search(invitation.body):
        yield Evidence(weight=1, why=f'an agency writes ("{_quoted(match)}")')
    yield from _structure(invitation)


def _link_ats(url: str) -> str:
    match = compiled(r"https?://([^/:?#\s]+)").match(url)
    return ats_of(match[1]) if match else ""


def _titled(invitation: Invitation) -> Iterator[Evidence]:
    if match := pattern("interview").search(invitation.title):
        yield Evidence(weight=2.5, why=f'the title says "{_quoted(match)}"')
    elif match := _stage_words(invitation.title):
        yield Evidence(weight=1.25, why=f'the title says "{_quoted(match)}"')
    elif match := pattern("first_talk").search(invitation.title):
        yield Evidence(weight=0.5, why=f'the title says "{_quoted(match)}"')
    if match := pattern("hiring").search(invitation.title):
        yield Evidence(weight=1.5, why=f'the title says "{_quoted(match)}"')


def _of_fields(invitation: Invitation, role: str | None, *, agency: bool, promised: bool) -> Iterator[Evidence]:
    """What the fields add that were read: a job, a promise, an agency."""
    if role and not label_line("role").search(invitation.body):
        yield Evidence(weight=_JOB, why=f"it names a job ({role})")
    if promised and (match := pattern("promise").search(invitation.body)):
        yield Evidence(weight=_PROMISE, why=f'a decision is promised ("{_quoted(match)}")')
    if agency and (pattern("agency").search(invitation.text) or agency_host(invitation)):
        yield Evidence(weight=_AGENCY, why="it comes from an agency that recruits")


def _structure(invitation: Invitation) -> Iterator[Evidence]:
    """What the invitation is built of: a line for the job, interviewers, and who invites whom."""
    if label_line("role").search(invitation.body):
        yield Evidence(weight=1.75, why="a line of the text names the position")
    if match := label_line("people").search(invitation.body):
        yield Evidence(weight=0.75, why="a line of the text names who takes part")
    if (match := _stage_words(invitation.body)) and not pattern("interview").search(invitation.body):
        yield Evidence(weight=1, why=f'the text says "{_quoted(match)}"')
    organizer = invitation.organizer
    if _outside(invitation):
        yield Evidence(weight=0.5, why="somebody of another organisation invites you")
    if (
        organizer is not None
        and compiled(r"<>|/|\+|\bx\b|&| and ").search(invitation.title)
        and any(word in invitation.title.casefold() for word in invitation.me)
    ):
        yield Evidence(weight=0.5, why="the title sets your name beside another")


def _outside(invitation: Invitation) -> bool:
    """Return whether somebody at another organisation's own domain invites."""
    organizer = invitation.organizer
    return (
        organizer is not None
        and bool(organizer.email)
        and not is_free_mail(organizer.email)
        and registrable(organizer.email) not in invitation.work
    )


def _mild(invitation: Invitation) -> Iterator[Evidence]:
    """What tips the scale of an invitation from outside that nothing speaks against."""
    organizer = invitation.organizer
    if organizer is None or not _outside(invitation) or side.at_work(invitation) or is_vendor(organizer.email):
        return
    found = {_quoted(m).casefold() for m in pattern("weak").finditer(invitation.text)}
    if len(found) > 1:
        words = ", ".join(sorted(found)[:4])
        yield Evidence(weight=_MILD * min(len(found), 4), why=f"it speaks of a job in small words ({words})")
    host = registrable(organizer.email)
    if sum(registrable(guest.email) == host for guest in invitation.others if is_person(guest)) > 1:
        yield Evidence(weight=0.75, why="several people of one organisation meet you alone")


def _stage_words(text: str) -> re.Match[str] | None:
    for stage in ("technical", "onsite", "final", "take_home_review", "culture", "hiring_manager", "panel"):
        if match := pattern("stages", stage).search(text):
            return match
    return None


def _against(invitation: Invitation) -> Iterator[Evidence]:
    for trap in keys_of("trap"):
        if match := pattern("trap", trap, "title").search(invitation.title):
            yield Evidence(weight=_title_weight(trap), why=f'{_TRAP_NAMES[trap]} (the title says "{_quoted(match)}")')
        if trap != "interviewer":
            found = {_quoted(m).casefold() for m in pattern("trap", trap, "text").finditer(invitation.body)}
            if found:
                yield Evidence(
                    weight=-2.0 * min(len(found), 2), why=f'{_TRAP_NAMES[trap]} (the text says "{min(found)}")'
                )
    if side.colleagues(invitation):
        yield Evidence(weight=-4, why="colleagues of yours are invited too")
    elif side.at_work(invitation):
        yield Evidence(weight=-1.5, why="you are invited at your work address")


@cache
def _title_weight(trap: str) -> float:
    return {"commerce": -3, "family": -3, "noise": -4, "third": -4, "media": -3, "crowd": -4, "lookalike": -4}.get(
        trap, -5
    )


def _networking(invitation: Invitation) -> Iterator[Evidence]:
    if match := pattern("informational").search(invitation.text):
        yield Evidence(weight=3, why=f'it is a talk for advice ("{_quoted(match)}")')
    if match := pattern("social").search(invitation.title):
        yield Evidence(weight=1.25, why=f'the title says "{_quoted(match)}"')
    found = {_quoted(m).casefold(): m for m in pattern("career").finditer(invitation.text)}
    if found and not pattern("social").search(invitation.title) and len(invitation.others) <= 1:
        yield Evidence(weight=1.25, why="it is a talk between two")
    for match in list(found.values())[:3]:
        yield Evidence(weight=1.25, why=f'it is about your career ("{_quoted(match)}")')


def _formal(invitation: Invitation, hiring: list[Evidence]) -> float:
    """How much speaks of a formal interview: a stray word of hiring does not make one of a coffee."""
    formal = sum(each.weight for each in hiring)
    if pattern("informational").search(invitation.text):
        formal -= 4.5
    return formal + (2 if ats_sender(invitation) else 0)


def _recruits(invitation: Invitation, *, agency: bool) -> bool:
    return bool(pattern("recruiter").search(invitation.text)) or (
        agency and bool(pattern("client").search(invitation.text))
    )


def _first_talk(invitation: Invitation, *, agency: bool) -> str:
    """Return why this is a first talk with who recruits, or an empty text for an interview proper."""
    head = f"{invitation.title}\n{topics(invitation)}"
    late = bool(pattern("later").search(head)) or any(
        pattern("stages", stage).search(head) for stage in ("final", "take_home_review", "onsite")
    )
    formal = late or _formal_head(head)
    if (match := pattern("screen").search(head)) and not formal:
        return f'it is a first talk ("{_quoted(match)}")'
    if formal or _others_meet(invitation):
        return ""
    recruits = pattern("recruiter").search(invitation.text)
    later = pattern("stages", "hiring_manager").search(invitation.body) or pattern("stages", "technical").search(
        _unsigned(invitation)
    )
    if recruits and (pattern("first_talk").search(invitation.title) or not later):
        return f'it is held by who recruits ("{_quoted(recruits)}")'
    if match := pattern("screen").search(invitation.text):
        return f'it is a first talk ("{_quoted(match)}")'
    if agency and not pattern("absent").search(invitation.body):
        return "it is a talk with an agency"
    return ""


def _formal_head(head: str) -> bool:
    return any(pattern("stages", stage).search(head) for stage in ("technical", "culture", "panel", "hiring_manager"))


def _unsigned(invitation: Invitation) -> str:
    """The text without lines that are short: signatures and their functions."""
    return "\n".join(line for line in invitation.lines if len(line) > 45)


def _others_meet(invitation: Invitation) -> bool:
    """Return whether the organizer sends the user to somebody else."""
    organizer = invitation.organizer
    guests = [
        a
        for a in invitation.others
        if is_person(a) and a.type is AttendeeType.PERSON and (organizer is None or a.email != organizer.email)
    ]
    if organizer is None or is_vendor(organizer.email):
        return False
    recruiting = any(pattern("recruiter").search(_near(invitation, guest.name)) for guest in guests)
    return bool(guests and not recruiting) or bool(pattern("absent").search(invitation.body))


def _near(invitation: Invitation, name: str) -> str:
    first = name.rsplit(",", maxsplit=1)[-1].split(" ", maxsplit=1)[0] if name else ""
    at = invitation.body.find(first) if first else -1
    return invitation.body[at : at + 80] if at >= 0 else ""
