"""What can be seen in an invitation, by name: each signal says how much of it there is, and in which words.

What a signal weighs, and how it is told, stands in `data/signals.toml`, one table for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.model import Attendee
from core.recognise import side
from core.recognise.agency import ats_sender, speaks_of_agency
from core.recognise.ahead import done_ahead, written_to_other
from core.recognise.evidence import ROUNDS, Signal, distinct, quoted
from core.recognise.firm_alone import firm_of_note, firm_of_title, inviter_in_title, whose_interview
from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.keys import ats_of, fold, is_free_mail, is_vendor, registrable
from core.recognise.lexicon import pattern
from core.recognise.own_address import is_university
from core.recognise.patterns import compiled
from core.recognise.people import is_person, label_line
from core.recognise.phrases import Phrases, any_of
from core.recognise.quoted import answers_off
from core.recognise.role_spans import may_name_job
from core.recognise.role_words import is_role
from core.recognise.stage import topics
from core.recognise.tables import load
from core.recognise.vague import is_held
from core.recognise.wording import leaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known from beyond the event: the employers of processes under way, by mail domain, address at a free
    provider, or key of the name."""

    under_way: frozenset[str] = frozenset()


NOTHING = Known()
WORDING = ("wording.for", "wording.against")
"""What single words add beside all other signals; it is learned after those."""


def seen(invitation: Invitation, known: Known = NOTHING) -> Iterator[Signal]:
    """Yield the signals of `invitation` that need none of its fields; traps are in `traps`."""
    yield from _senders(invitation)
    yield from _words(invitation)
    yield from _build(invitation)
    beyond = tuple(_beyond(invitation, known))
    yield from _company_kept(invitation, under_way=any(signal.name == "under_way" for signal in beyond))
    yield from _talk(invitation)
    yield from beyond
    if lean := leaning(invitation):
        yield Signal(WORDING[lean < 0], amount=abs(lean))


def of_fields(invitation: Invitation, *, role: str | None, agency: bool, promised: bool) -> Iterator[Signal]:
    """Yield what the fields add that were read: a job, a promise, an agency."""
    if role and not label_line("role").search(invitation.body):
        titled = fold(role) in fold(invitation.title)
        yield Signal("role.title" if titled else "role.text", role)
        if titled and invitation.organizer is None and _all_of(invitation.title, role):
            yield Signal("role.alone", role)
    if promised and (match := pattern("promise").search(invitation.body)):
        yield Signal("promise", quoted(match))
    if agency and speaks_of_agency(invitation):
        yield Signal("agency")


def _all_of(title: str, role: str) -> bool:
    """Return whether a title says hardly more than `role`: that is whom one goes to see (`Tax consultant`)."""
    words = compiled(r"[^\W_]+")
    return len(set(words.findall(fold(title))) - set(words.findall(fold(role)))) < 2


def may_come(invitation: Invitation) -> Iterator[tuple[str, ...]]:
    """Yield which signals a full reading may yet find, one of each: of a job, a promise, an agency."""
    text = invitation.text
    if may_name_job(text):
        yield "role.title", "role.text"
    if pattern("promise").search(invitation.body):
        yield ("promise",)
    if speaks_of_agency(invitation) or pattern("client").search(text):
        yield ("agency",)


def _senders(invitation: Invitation) -> Iterator[Signal]:
    organizer = invitation.organizer
    if said := written_to_other(invitation):
        yield Signal("passed.on", said)
    if host := ats_sender(invitation):
        yield Signal("ats.sender", host)
    elif host := next((found for url in invitation.urls if (found := _linked(url, ats_of))), ""):
        yield Signal("ats.link", host)
    if host := next((found for url in invitation.urls if (found := _linked(url, _assessment))), ""):
        yield Signal("assessment.link", host)
    if organizer is None:
        yield from _of_note(invitation)
    elif is_free_mail(organizer.email):
        yield Signal("free.organizer")
    elif _outside(invitation):
        yield from _of_outsider(invitation, organizer)


def _of_note(invitation: Invitation) -> Iterator[Signal]:
    """What the user's own note says by how it begins and whom it names."""
    yield Signal("self.made")
    if any(is_person(guest) for guest in invitation.others) and not side.colleagues(invitation):
        yield Signal("own.invite")
    if match := pattern("agency").search(invitation.title):
        yield Signal("note.agency", quoted(match))
    if match := pattern("todo").match(invitation.title):
        yield Signal("todo", quoted(match))
    if said := firm_of_note(invitation):
        yield Signal("own.at", said)
    if said := whose_interview(invitation):
        yield Signal("note.somebody", said)
    if said := done_ahead(invitation):
        yield Signal("note.ahead", said)


def _of_outsider(invitation: Invitation, organizer: Attendee) -> Iterator[Signal]:
    """What who invites from another organisation's domain says by its name."""
    yield Signal("outside")
    if not is_held(invitation.event, invitation.mine):
        if named := inviter_in_title(invitation):
            yield Signal("inviter.title", named)
        elif said := firm_of_title(invitation.title):
            yield Signal("place.title", said)
    if _hires(organizer.name, organizer.email):
        yield Signal("hiring.mailbox", organizer.name or organizer.email)
    local, _, host = organizer.email.partition("@")
    if (match := compiled(load("senders")["elsewhere"], re.I).search(host)) or (
        match := compiled(load("senders")["counter"], re.I).match(local)
    ):
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
    return organizer is not None and _by_other(invitation) and not is_free_mail(organizer.email)


def _by_other(invitation: Invitation) -> bool:
    """Return whether somebody invites who is no colleague, from wherever."""
    organizer = invitation.organizer
    return organizer is not None and bool(organizer.email) and registrable(organizer.email) not in invitation.work


_TITLE_WORDS = {"first.title": "first_talk", "hiring.title": "hiring", "round.title": "round"}
_BODY_WORDS = {"client": "client", "warm": "warm"}


def _words(invitation: Invitation) -> Iterator[Signal]:
    """What title and text say in words of hiring."""
    title, body = without_informational(invitation.title), invitation.body
    if recruits := _recruits(without_denied(f"{body}\n{title}")):
        yield Signal("recruiter", quoted(recruits))
    elif said := distinct(pattern("denied"), invitation.text):
        # Who recruits may have no place in mind yet.
        yield Signal("denied", said[0], min(len(said), 2))
        body = without_denied(body)
    for place, text in (("title", title), ("text", body)):
        if match := pattern("interview").search(text):
            if place == "title" or not _only_screens(invitation, text):
                yield Signal(f"interview.{place}", quoted(match))
            if place == "title" and stage_words(text):
                yield Signal("interview.stage", quoted(match))
        elif match := stage_words(text):
            yield Signal(f"stage.{place}", quoted(match))
    for name, words in _TITLE_WORDS.items():
        if match := pattern(words).search(title):
            yield Signal(name, quoted(match))
        elif name == "round.title" and (match := pattern(words).search(body)):
            yield Signal("round.text", quoted(match))
    for name, words in _BODY_WORDS.items():
        if match := pattern(words).search(body):
            yield Signal(name, quoted(match))
    yield from _counted(invitation.title, body)


def _recruits(text: str) -> re.Match[str] | None:
    """Return the first words for who recruits, left aside whom something is only known from (`according to the HR`)."""
    told = pattern("told_by")
    return next(
        (found for found in pattern("recruiter").finditer(text) if not _ends_with(told, text, found.start())), None
    )


def _ends_with(words: Phrases, text: str, at: int) -> bool:
    """Return whether `words` stand right before `at`, an article between them left aside."""
    before = text[max(0, at - 40) : at]
    return any(len(before[match.end() :].split()) < 2 for match in words.finditer(before))


def without_informational(title: str) -> str:
    """Return `title` without the words for a talk of advice: such an interview is none for a job."""
    return _blanked(pattern("informational"), title)


def without_denied(body: str) -> str:
    """Return `body` without what it says there is not: no opening is no job."""
    return _blanked(pattern("denied"), body)


def _only_screens(invitation: Invitation, body: str) -> bool:
    """Return whether a line names a talk with who recruits (`Talent Screen`), and nothing else an interview."""
    screen = pattern("screen")
    return screen.occurs(topics(invitation)) and not pattern("interview").occurs(_blanked(screen, body))


def _blanked(words: Phrases, text: str) -> str:
    for match in list(words.finditer(text)):
        text = f"{text[: match.start()]}{'·' * len(match[0])}{text[match.end() :]}"
    return text


def _counted(title: str, body: str) -> Iterator[Signal]:
    """What says more the more of it there is."""
    if found := distinct(pattern("hiring"), body):
        yield Signal("hiring.text", found[0])
    if len(found) > 1:
        yield Signal("hiring.more", found[1], min(len(found) - 1, 3))
    for name, text, most in (("weak", f"{title}\n{body}", 5), ("loose", body, 3)):
        if found := distinct(pattern(name), text):
            yield Signal(name, ", ".join(found[:4]), min(len(found), most))


def stage_words(text: str) -> re.Match[str] | None:
    """Return the first words of `text` that name a type of round."""
    return next((match for stage in ROUNDS if (match := pattern("stages", stage).search(text))), None)


def _build(invitation: Invitation) -> Iterator[Signal]:
    """What the invitation is built of: a line for the job, interviewers, a greeting, a title of two names."""
    if label_line("role").search(invitation.body):
        yield Signal("role.line")
    if label_line("people").search(invitation.body):
        yield Signal("people.line")
    title = invitation.title
    if invitation.organizer and invitation.me and _pair().search(title) and _named(invitation, title):
        yield Signal("pair")
    head = "\n".join([line for line in invitation.lines if line][:2])[:120]
    if invitation.me and _named(invitation, head):
        yield Signal("greeted")
    if any(is_role(part.strip(" ()")) for part in compiled(r"\s[-–—|/·:]\s|[:,|(（）)]").split(title)[:8] if part):
        yield Signal("job.title")


@cache
def _pair() -> re.Pattern[str]:
    """Return what may stand between two names in a title."""
    return re.compile(rf"<>|<->|↔|⇄|/|\+|\||×|&|\b(?:{choice('and', 'with')}|[wx])\b|·|-|–|—|、|,")


def _named(invitation: Invitation, text: str) -> bool:
    return not invitation.me.isdisjoint(compiled(r"[^\W_]+").findall(fold(text)))


def _company_kept(invitation: Invitation, *, under_way: bool) -> Iterator[Signal]:
    """Who is invited beside the user, and under which of their addresses the user is: that says little where a process
    with who invites is `under_way`.
    """
    others = [guest for guest in invitation.others if is_person(guest)]
    organizer = invitation.organizer
    host = registrable(organizer.email) if organizer and _outside(invitation) and not is_vendor(organizer.email) else ""
    if (organizer and not _outside(invitation)) and side.moves_within(invitation):
        yield Signal("internal")
    elif side.colleagues(invitation):
        yield Signal("colleagues")
    elif side.at_work(invitation):
        if not under_way:
            yield Signal("work.address")
        if said := _applied_from_work(invitation):
            yield Signal("work.applied", said)
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
    elif invitation.organizer and _employer_named(invitation):
        yield Signal("employer.text")


def _applied_from_work(invitation: Invitation) -> str:
    """Return the words by which outsiders turn to the user as to one who has applied to them."""
    courted = pattern("courted").search(invitation.body)
    sought = courted and _outside(invitation) and side.sole_guest(invitation) and not _employer_named(invitation)
    return quoted(courted) if courted and sought else ""


def _own_employer(invitation: Invitation) -> bool:
    """Return whether the title names the user's own employer: then two companies meet, or it is about work."""
    labels = _employers(invitation)
    title = compiled(r"\b(?:ex|former|formerly|previously)[- ]\w+").sub("", fold(invitation.title))
    words = [word for word in compiled(r"[^\W_]+").findall(title) if len(word) > 3 and word not in invitation.me]
    return any(label.startswith(word) for label in labels for word in words)


def _employers(invitation: Invitation) -> set[str]:
    """Return the first parts of the domains by which the user's employer may be named: no university's."""
    return {host.partition(".")[0] for host in invitation.work if not is_university(host)}


def _employer_named(invitation: Invitation) -> bool:
    """Return whether another's text names the user's employer in full: it turns to the user as one who works there."""
    labels = {label.replace("-", "") for label in _employers(invitation)}
    words = compiled(r"[^\W_]+").findall(fold(answers_off(invitation)))
    return any("".join(words[at : at + size]) in labels for size in (1, 2, 3) for at in range(len(words) - size + 1))


def _talk(invitation: Invitation) -> Iterator[Signal]:
    """What speaks of a talk for advice rather than of a place to fill."""
    told = f"{invitation.title}\n{answers_off(invitation)}"
    asked = distinct(pattern("asks"), told) if _by_other(invitation) else []
    if asked and not _greets_host(invitation):
        yield Signal("asks", asked[0], min(len(asked), 2))
    if match := pattern("informational").search(f"{invitation.title}\n{topics(invitation)}"):
        yield Signal("informational.title", quoted(match))
    if match := pattern("informational").search(invitation.text) or pattern("trap", "third", "advised").search(
        invitation.text
    ):
        yield Signal("informational", quoted(match))
    # A scheduler's title has two names alone: what the talk is stands in a line of the text.
    if match := pattern("social").search(f"{invitation.title}\n{topics(invitation)}"):
        yield Signal("social.title", quoted(match))
    elif match := pattern("social").search(invitation.body):
        yield Signal("social.text", quoted(match))
    # Who recruits asks about the next job, too, and gives no advice on it.
    if found := distinct(pattern("career"), _blanked(pattern("screen"), invitation.text)):
        yield Signal("career", ", ".join(found[:3]), min(len(found), 4))
    people = {guest.email for guest in invitation.others if is_person(guest)}
    if len(people | ({invitation.organizer.email} if invitation.organizer else set())) == 1:
        yield Signal("two")


def _greets_host(invitation: Invitation) -> bool:
    """Return whether the text turns to the organizer: then it is what the user wrote to them."""
    names = compiled(r"[^\W\d_]{2,}").findall(fold(invitation.organizer.name)) if invitation.organizer else []
    head = fold("\n".join([line for line in invitation.lines if line][:1]))[:30]
    return any(name in compiled(r"[^\W\d_]+").findall(head) for name in names[:2])


def _beyond(invitation: Invitation, known: Known) -> Iterator[Signal]:
    """What other events and the user's own marks add."""
    organizer = invitation.organizer
    people = (*invitation.others, *([organizer] if organizer else ()))
    signs = {sign for one in people for sign in (registrable(one.email), one.email) if sign}
    if shared := sorted(signs & known.under_way):
        yield Signal("under_way", shared[0])
    elif organizer is None:
        words = compiled(r"[^\W_]+").findall(fold(invitation.title))
        joined = {"".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words))}
        if shared := sorted(joined & known.under_way):
            yield Signal("under_way.noted", shared[0])
