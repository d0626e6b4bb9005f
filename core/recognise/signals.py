"""What can be seen in an invitation, by name: each signal says how much of it there is, and in which words.

What a signal weighs, and how it is told, stands in `data/signals.toml`, one table for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from core.model import AttendeeType
from core.recognise import side
from core.recognise.company import agency_host, ats_sender
from core.recognise.invitation import Invitation
from core.recognise.keys import ats_of, fold, is_free_mail, is_vendor, registrable
from core.recognise.lexicon import Phrases, any_of, keys_of, load, pattern, senders
from core.recognise.patterns import compiled
from core.recognise.people import is_person, label_line
from core.recognise.role import is_role
from core.recognise.stage import topics

_PAIR = re.compile(r"<>|<->|↔|⇄|/|\+|\||\bx\b|×|&|\b(?:and|und|et|y|e|en|och|i|w|with|con|com|avec|mit|med|met|z)\b|·|-|–|—|、|,")
_WITH = re.compile(r"\b(?:with|mit|avec|con|com|met|med|z)\b[^.\n]*$", re.I)
_STAGES = ("technical", "onsite", "final", "take_home_review", "culture", "hiring_manager", "panel")
_LATE = ("final", "take_home_review", "onsite")
_FORMAL = ("technical", "culture", "panel", "hiring_manager")


_CONFIRMS = frozenset(
    "ats.sender ats.link hiring.mailbox hiring.title hiring.text recruiter client role.line role.title role.text "
    "round.title stage.text weak under_way".split()
)
"""What says that an interview is one for a job."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing seen: its name in `signals.toml`, how much of it there is (0 to some), and the words that say so."""

    name: str
    said: str = ""
    amount: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known from beyond the event: the employers (mail domains, keys of names) of processes under way, and
    the organizers of events that the user has marked as `none`."""

    under_way: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    office: frozenset[str] = frozenset()
    """Domains that are the user's own employer, whatever addresses they told us."""


NOTHING = Known()


def seen(invitation: Invitation, known: Known = NOTHING) -> Iterator[Signal]:
    """Yield the signals of `invitation` that need none of its fields; traps are in `traps`."""
    yield from _senders(invitation)
    yield from _words(invitation)
    yield from _build(invitation)
    yield from _company_kept(invitation)
    yield from _talk(invitation)
    yield from _beyond(invitation, known)


def of_fields(invitation: Invitation, *, role: str | None, agency: bool, promised: bool) -> Iterator[Signal]:
    """Yield what the fields add that were read: a job, a promise, an agency."""
    if role and not label_line("role").search(invitation.body):
        yield Signal("role.title" if fold(role) in fold(invitation.title) else "role.text", role)
    if promised and (match := pattern("promise").search(invitation.body)):
        yield Signal("promise", quoted(match))
    if agency and (pattern("agency").search(invitation.text) or agency_host(invitation)):
        yield Signal("agency")


def together(signals: Iterable[Signal]) -> Iterator[Signal]:
    """Yield what two signals say together that neither says alone."""
    found = {signal.name: signal for signal in signals}
    if "self.made" in found:
        if weak := found.get("weak"):
            yield Signal("note.weak", weak.said, weak.amount)
        if job := found.get("role.title") or found.get("role.text"):
            yield Signal("note.role", job.said)
        if recruiter := found.get("recruiter"):
            yield Signal("note.recruiter", recruiter.said)
        if career := found.get("career"):
            yield Signal("note.career", career.said, career.amount)
    elif "interview.title" in found and found.keys().isdisjoint(_CONFIRMS):
        yield Signal("interview.lone", found["interview.title"].said)
    if "free.organizer" in found and (career := found.get("career")):
        yield Signal("private.career", career.said)
    if "social.title" in found and (career := found.get("career")):
        yield Signal("social.career", career.said)
    if "alone" in found and (words := found.get("warm")):
        yield Signal("alone.warm", words.said)
    if "alone" in found and (words := found.get("career")):
        yield Signal("alone.career", words.said)


def traps(invitation: Invitation, role: str | None) -> Iterator[Signal]:
    """Yield what speaks against: words of the title and the text, those of the job and the sender's name left out."""
    title, body = _masked_title(invitation), _without(invitation.body, role)
    jobless = _without(title, role)
    for trap in keys_of("trap"):
        if match := pattern("trap", trap, "title").search(title):
            yield Signal(f"{trap}.title", quoted(match))
        elif found := _distinct(pattern("trap", trap, "hint"), jobless):
            yield Signal(f"{trap}.hint", found[0], min(len(found), 2))
        if found := _distinct(pattern("trap", trap, "text"), body):
            yield Signal(f"{trap}.text", found[0], min(len(found), 3))


def quoted(match: re.Match[str]) -> str:
    """Return the words of a match on one line, at most 60 letters."""
    return " ".join(match.group(0).split())[:60]


def _distinct(words: Phrases, text: str) -> list[str]:
    return list(dict.fromkeys(quoted(match).casefold() for match in words.finditer(text)))


def _senders(invitation: Invitation) -> Iterator[Signal]:
    organizer = invitation.organizer
    if host := ats_sender(invitation):
        yield Signal("ats.sender", host)
    elif host := next((found for url in invitation.urls if (found := _linked(url, ats_of))), ""):
        yield Signal("ats.link", host)
    if host := next((found for url in invitation.urls if (found := _linked(url, _assessment))), ""):
        yield Signal("assessment.link", host)
    if organizer is None:
        yield Signal("self.made")
        if match := pattern("agency").search(invitation.title):
            yield Signal("note.agency", quoted(match))
        if match := pattern("todo").match(invitation.title):
            yield Signal("todo", quoted(match))
    elif is_free_mail(organizer.email):
        yield Signal("free.organizer")
    elif _outside(invitation):
        yield Signal("outside")
        if _hires(organizer.name, organizer.email):
            yield Signal("hiring.mailbox", organizer.name or organizer.email)
        if match := compiled(load("senders")["elsewhere"], re.I).search(organizer.email.partition("@")[2]):
            yield Signal("elsewhere", quoted(match))


def _linked(url: str, kind: object) -> str:
    match = compiled(r"https?://([^/:?#\s]+)").match(url)
    return str(kind(match[1])) if match and callable(kind) else ""


def _assessment(host: str) -> str:
    return next((domain for domain in load("senders")["assessment"] if f".{host}".endswith(f".{domain}")), "")


def _hires(name: str, email: str) -> bool:
    """Return whether the sender is a team or mailbox that recruits."""
    local = fold(email.partition("@")[0])
    return bool(_teams().search(name)) or bool(compiled(load("senders")["hiring_mailbox"], re.I).search(local))


@cache
def _teams() -> Phrases:
    return any_of(load("senders")["hiring_names"])


def _outside(invitation: Invitation) -> bool:
    """Return whether somebody at another organisation's own domain invites."""
    organizer = invitation.organizer
    return (
        organizer is not None
        and bool(organizer.email)
        and not is_free_mail(organizer.email)
        and registrable(organizer.email) not in invitation.work
    )


def _words(invitation: Invitation) -> Iterator[Signal]:
    """What title and text say in words of hiring."""
    title, body = invitation.title, invitation.body
    if match := pattern("interview").search(title):
        yield Signal("interview.title", quoted(match))
    elif match := stage_words(title):
        yield Signal("stage.title", quoted(match))
    if match := pattern("first_talk").search(title):
        yield Signal("first.title", quoted(match))
    if match := pattern("round").search(title):
        yield Signal("round.title", quoted(match))
    elif match := pattern("round").search(body):
        yield Signal("round.text", quoted(match))
    if match := pattern("interview").search(body):
        yield Signal("interview.text", quoted(match))
    elif match := stage_words(body):
        yield Signal("stage.text", quoted(match))
    if match := pattern("hiring").search(title):
        yield Signal("hiring.title", quoted(match))
    if found := _distinct(pattern("hiring"), body):
        yield Signal("hiring.text", found[0])
    if len(found) > 1:
        yield Signal("hiring.more", found[1], min(len(found) - 1, 3))
    if match := pattern("recruiter").search(f"{body}\n{title}"):
        yield Signal("recruiter", quoted(match))
    if match := pattern("client").search(body):
        yield Signal("client", quoted(match))
    if found := _distinct(pattern("weak"), invitation.text):
        yield Signal("weak", ", ".join(found[:4]), min(len(found), 5))
    if found := _distinct(pattern("loose"), body):
        yield Signal("loose", ", ".join(found[:3]), min(len(found), 3))
    if match := pattern("warm").search(body):
        yield Signal("warm", quoted(match))


def stage_words(text: str) -> re.Match[str] | None:
    """Return the first words of `text` that name a type of round."""
    return next((match for stage in _STAGES if (match := pattern("stages", stage).search(text))), None)


def _build(invitation: Invitation) -> Iterator[Signal]:
    """What the invitation is built of: a line for the job, interviewers, a greeting, a title of two names."""
    if label_line("role").search(invitation.body):
        yield Signal("role.line")
    if label_line("people").search(invitation.body):
        yield Signal("people.line")
    title = invitation.title
    if invitation.organizer and invitation.me and _PAIR.search(title) and _named(invitation, title):
        yield Signal("pair")
    head = "\n".join([line for line in invitation.lines if line][:2])[:120]
    if invitation.me and _named(invitation, head):
        yield Signal("greeted")
    if not invitation.body:
        yield Signal("bare")
    if any(is_role(part.strip(" ()")) for part in compiled(r"\s[-–—|/·:]\s|[:,|(（）)]").split(title)[:8] if part):
        yield Signal("job.title")


def _named(invitation: Invitation, text: str) -> bool:
    return not invitation.me.isdisjoint(compiled(r"[^\W_]+").findall(fold(text)))


def _company_kept(invitation: Invitation) -> Iterator[Signal]:
    """Who is invited beside the user, and under which of their addresses the user is."""
    others = [guest for guest in invitation.others if is_person(guest)]
    organizer = invitation.organizer
    host = registrable(organizer.email) if organizer and _outside(invitation) and not is_vendor(organizer.email) else ""
    if side.colleagues(invitation):
        yield Signal("colleagues")
    elif side.at_work(invitation):
        yield Signal("work.address")
    elif host and all(registrable(guest.email) == host for guest in others) and len(others) <= 6:
        yield Signal("alone")
        if len({guest.email for guest in others} | {organizer.email if organizer else ""}) > 2:
            yield Signal("several")
    if len(others) > 8:
        yield Signal("crowd")
    if invitation.event.recurrence:
        yield Signal("series")
    if _own_employer(invitation):
        yield Signal("employer.title")


def _own_employer(invitation: Invitation) -> bool:
    """Return whether the title names the user's own employer: then two companies meet, or it is about work."""
    labels = {host.partition(".")[0] for host in invitation.work}
    words = [word for word in compiled(r"[^\W_]+").findall(fold(invitation.title)) if len(word) > 3]
    return any(label.startswith(word) for label in labels for word in words)


def _talk(invitation: Invitation) -> Iterator[Signal]:
    """What speaks of a talk for advice rather than of a place to fill."""
    if match := pattern("informational").search(invitation.text):
        yield Signal("informational", quoted(match))
    if match := pattern("social").search(invitation.title):
        yield Signal("social.title", quoted(match))
    elif match := pattern("social").search(invitation.body):
        yield Signal("social.text", quoted(match))
    if found := _distinct(pattern("career"), invitation.text):
        yield Signal("career", ", ".join(found[:3]), min(len(found), 4))
    people = {guest.email for guest in invitation.others if is_person(guest)}
    if len(people | ({invitation.organizer.email} if invitation.organizer else set())) == 1:
        yield Signal("two")


def _beyond(invitation: Invitation, known: Known) -> Iterator[Signal]:
    """What other events and the user's own marks add."""
    organizer = invitation.organizer
    hosts = {registrable(guest.email) for guest in (*invitation.others, *([organizer] if organizer else ()))}
    if shared := sorted((hosts - {""}) & known.under_way):
        yield Signal("under_way", shared[0])
    elif organizer is None:
        words = compiled(r"[^\W_]+").findall(fold(invitation.title))
        joined = {"".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words))}
        if shared := sorted(name for name in joined & known.under_way if len(name) > 3):
            yield Signal("under_way", shared[0])
    if organizer and organizer.email in known.refused:
        yield Signal("refused", organizer.name or organizer.email)
    if organizer and registrable(organizer.email) in known.office:
        yield Signal("office", registrable(organizer.email))


def first(invitation: Invitation, role: str | None) -> Iterator[Signal]:
    """Yield what tells a first talk with who recruits from an interview proper; the words of the job say nothing."""
    head = _without(f"{invitation.title}\n{topics(invitation)}", role)
    body = _without(invitation.body, role)
    if match := pattern("screen").search(head):
        yield Signal("screen.head", quoted(match))
    elif match := pattern("screen").search(body):
        yield Signal("screen.text", quoted(match))
    if pattern("later").search(head) or any(pattern("stages", stage).search(head) for stage in _LATE):
        yield Signal("late.head")
    if any(pattern("stages", stage).search(head) for stage in _FORMAL):
        yield Signal("formal.head")
    if pattern("stages", "hiring_manager").search(body) or pattern("manager").search(body):
        yield Signal("manager.text")
    if pattern("stages", "technical").search(_without(_unsigned(invitation), role)):
        yield Signal("technical.text")
    if match := pattern("first_talk").search(topics(invitation)):
        yield Signal("first.topic", quoted(match))
    if _others_meet(invitation):
        yield Signal("others.meet")
    if pattern("absent").search(body):
        yield Signal("absent")
    yield from _recruiters(invitation, body)


def _recruiters(invitation: Invitation, body: str) -> Iterator[Signal]:
    """Who recruits and meets the user: by the line of who takes part, by a `with`, or by their signature."""
    recruits = pattern("recruiter")
    lines = [match.group(0) for match in label_line("people").finditer(body)]
    ahead = [body[max(0, match.start() - 30) : match.start()] for match in recruits.finditer(body)]
    if any(map(recruits.search, lines)) or any(_WITH.search(words) for words in ahead):
        yield Signal("recruiter.meets")
    organizer = invitation.organizer
    people = [one for one in (organizer, *invitation.others) if one is not None and is_person(one)]
    if any(recruits.search(_signature(invitation, one.name)) for one in people):
        yield Signal("recruiter.signs")


def _signature(invitation: Invitation, name: str) -> str:
    """Return what stands behind the last mention of a person, where signatures have their functions."""
    words = name.replace(",", " ").split()
    at = max((invitation.body.rfind(word) for word in words if len(word) > 2), default=-1)
    return invitation.body[at : at + 100] if at >= 0 else ""


def _unsigned(invitation: Invitation) -> str:
    """The text without lines that are short: signatures and their functions."""
    return "\n".join(line for line in invitation.lines if len(line) > 45)


def _others_meet(invitation: Invitation) -> bool:
    """Return whether the organizer sends the user to somebody else, who does not recruit."""
    organizer = invitation.organizer
    match = label_line("people").search(invitation.body)
    if match and match["value"].strip() and not pattern("recruiter").search(match["value"]):
        first = match["value"].strip().split(" ")[0]
        return organizer is None or first.casefold() not in organizer.name.casefold()
    guests = [
        a
        for a in invitation.others
        if is_person(a) and a.type is AttendeeType.PERSON and (organizer is None or a.email != organizer.email)
    ]
    if organizer is None or is_vendor(organizer.email):
        return False
    return bool(guests) and not any(pattern("recruiter").search(_near(invitation, guest.name)) for guest in guests)


def _near(invitation: Invitation, name: str) -> str:
    first = name.rsplit(",", maxsplit=1)[-1].split(" ", maxsplit=1)[0] if name else ""
    at = invitation.body.find(first) if first else -1
    return invitation.body[at : at + 80] if at >= 0 else ""


def _masked_title(invitation: Invitation) -> str:
    """Return the title without the name that the sender's domain spells.

    `Ombra Health` from ombra.example is no matter of health.
    """
    title, organizer = invitation.title, invitation.organizer
    people = (*invitation.others, *([organizer] if organizer else ()))
    hosts = {registrable(one.email) for one in people if not is_free_mail(one.email) and not is_vendor(one.email)}
    labels = {host.partition(".")[0].replace("-", "") for host in hosts - {""} - invitation.work}
    return _mask(title, labels) if labels else title


def _mask(title: str, labels: Iterable[str]) -> str:
    words = list(compiled(r"[^\W_]+").finditer(title))
    for label in labels:
        for at, word in enumerate(words):
            joined, stop = "", at
            while stop < len(words) and label.startswith(joined + fold(words[stop][0])):
                joined += fold(words[stop][0])
                stop += 1
            if joined != label and not (len(joined) > 3 and stop - at > 1):
                continue
            if joined == label and stop < len(words) and words[stop][0][:1].isupper() and title[words[stop].start() - 1] == " ":
                stop += stop - at == 1
            end = words[stop - 1].end()
            return title[: word.start()] + "·" * (end - word.start()) + title[end:]
    return title


def _without(text: str, role: str | None) -> str:
    return compiled(re.escape(role), re.I).sub("·", text) if role else text


def amounts(signals: Iterable[Signal]) -> Mapping[str, float]:
    """Return the signals by name, for weighing."""
    return {signal.name: signal.amount for signal in signals}
