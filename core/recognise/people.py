"""Who meets the candidate, and who only organises it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from core.ids import derive
from core.model import Answer, Attendee, AttendeeType, Part, Person, PersonId
from core.recognise.display_names import name_and_firm, person_name
from core.recognise.expressions import union
from core.recognise.given import is_given
from core.recognise.grammar import words
from core.recognise.invitation import Invitation
from core.recognise.keys import (
    company_key,
    fold,
    is_free_mail,
    is_mailbox,
    is_notetaker,
    is_vendor,
    name_key,
    registrable,
)
from core.recognise.labels import inline_label, label_line
from core.recognise.lexicon import pattern, senders
from core.recognise.mentions import named_people
from core.recognise.names import (
    CJK,
    NAME,
    NAME_WORD,
    follows_title,
    is_organisation,
    is_team,
    is_title,
    name_words,
    same,
    without_honorifics,
)
from core.recognise.nicknames import in_two_alphabets
from core.recognise.parts import part_of
from core.recognise.patterns import compiled, places
from core.recognise.people_away import is_away, turned_to
from core.recognise.people_text import introduced
from core.recognise.quoted import addressed, forwarded_by, words_of_writers
from core.recognise.speaking import by_language, spoken

__all__ = ["inline_label", "is_person", "label_line", "people"]

_SIGNED = 8
"""Lines from the end, empty ones aside, in which a letter's sender says what they are."""
_PROSE = 80
"""Letters from which on a line is no part of a signature."""
_BESIDE = 120
"""Letters before a link in which the name that it belongs to may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One name with where it was seen; `met` is False for who only organises."""

    name: str
    email: str = ""
    part: Part | None = None
    met: bool = True


_CONTACT = re.compile(r"\W*contact\s*[:\uff1a]", re.I)


def people(invitation: Invitation, company: str | None, role: str | None = None) -> tuple[Person, ...]:
    """Return everybody of the meeting but the user: those met first, then who only organises (`attended` False)."""
    barred = [a for a in invitation.others if a.answer is Answer.DECLINED]
    guests = [guest for guest in invitation.others if guest not in barred and is_person(guest)]
    named = [
        name
        for name in named_people(invitation)
        if not invitation.is_me(name)
        and not _greets(name, invitation)
        and not _is_job(name, role)
        and (_is_addressed(name, invitation) or not _is_company(name, company))
        and not any(same(name, person_name(a)) for a in barred)
    ]
    found = [_guest(guest, invitation) for guest in guests]
    for name in named:
        _add(found, Found(name=name), invitation)
    _add_organizer(found, invitation)
    _add_introduced(found, invitation)
    _add_writer(found, invitation)
    _leave_out_writer(found, invitation)
    return tuple(_person(each, invitation, company) for each in sorted(found, key=lambda each: not each.met))


def _is_addressed(name: str, invitation: Invitation) -> bool:
    """Return whether a title stands before the name: of a family that its firm is called after."""
    return " " not in name and follows_title(name, invitation.body)


def _is_company(name: str, company: str | None) -> bool:
    """Return whether a name is a part of the company's, or the company's with a word more."""
    if not company:
        return False
    one, other = company_key(name), company_key(company)
    return one in other or (len(other) > 4 and one.startswith(other))


def _is_job(name: str, role: str | None) -> bool:
    """Return whether capitals that look like a name are the job's, or a part of it (`Fitter, Lower Limb`)."""
    words = compiled(r"\W+").sub(" ", fold(role or ""))
    return " " in name and f" {fold(name)} " in f" {words} " and not words.startswith(f"{fold(name)} ")


def _greets(name: str, invitation: Invitation) -> bool:
    """A greeting with capitals (`Guten Tag Robin Okafor`) looks like a name: it ends in the user's."""
    words = compiled(r"[^\W_]+").findall(fold(name))
    return len(words) > 1 and (words[-1] in invitation.me or words[0] in invitation.me)


@by_language
def is_person(attendee: Attendee) -> bool:
    """Return whether an attendee is a human being: no room, bot, group calendar, mailbox or vendor."""
    if attendee.type is not AttendeeType.PERSON or is_vendor(attendee.email) or is_notetaker(attendee.email):
        return False
    host = attendee.email.partition("@")[2]
    if senders().resource_hosts & set(host.split(".")):
        return False
    if _spelled_out(attendee) or name_and_firm(attendee)[0]:
        return True
    if attendee.name and "@" not in attendee.name and (is_team(attendee.name) or _firm(attendee)):
        return False
    if not is_mailbox(attendee.email):
        return True
    # Somebody's name is shown for the one address of a small firm: `Ana Ruiz <office@...>`.
    name = attendee.name
    return " " in name and is_given(name) and "@" not in name and not is_title(name)


def _firm(attendee: Attendee) -> bool:
    """Return whether a display name is that of a firm: by its words, or by the domain that spells it out in full."""
    if is_organisation(attendee.name) or compiled(r"\s[/&]\s").search(attendee.name):
        return True
    if "," in attendee.name:
        return False
    label = registrable(attendee.email).partition(".")[0].replace("-", "")
    key = compiled(r"[^a-z0-9]").sub("", name_words(attendee.name))
    local = compiled(r"[a-z]+").findall(attendee.email.partition("@")[0])
    mine = any(word.startswith(one) for one in local if len(one) > 2 for word in name_words(attendee.name).split(" "))
    return len(key) > 3 and label.startswith(key) and not mine and not is_free_mail(attendee.email)


def _spelled_out(attendee: Attendee) -> bool:
    """Return whether `Last, First` stands in the address too: a family name may be a word for a room (`Sala`)."""
    words = compiled(r"[a-z]+").findall(name_words(attendee.name))
    return attendee.name.count(",") == 1 and len(words) == 2 and all(w in attendee.email.split("@")[0] for w in words)


def _guest(guest: Attendee, invitation: Invitation) -> Found:
    name = _called(guest, invitation)
    organizes = invitation.organizer is not None and guest.email == invitation.organizer.email
    excused = guest.answer is Answer.ACCEPTED and not organizes
    away = is_away(invitation, name, first_person=organizes, excused=excused)
    return Found(name=name, email=guest.email, met=not away, part=_part(invitation, name))


def _add(found: list[Found], new: Found, invitation: Invitation) -> None:
    """Add a name from the text, unless it is already there (then the fuller form stays)."""
    new = replace(new, name=_in_full(new.name, invitation))
    for index, old in enumerate(found):
        if _one_person(old, new.name, invitation):
            if len(new.name) > len(old.name) and not old.email:
                found[index] = replace(old, name=new.name, email=_written(new.name, invitation))
            elif old.email and _says_more(new.name, old.name):
                found[index] = replace(old, name=new.name)
            return
    organizer = invitation.organizer
    organizes = organizer is not None and same(person_name(organizer), new.name) and is_person(organizer)
    email = organizer.email if organizer and organizes else _written(new.name, invitation)
    name = _called(organizer, invitation) if organizer and organizes and organizer.name else new.name
    part = _part(invitation, name)
    arranges = organizes and part is Part.COORDINATOR and not _joins(invitation)
    away = arranges or is_away(invitation, name, first_person=organizes) or _is_contact(name, invitation)
    away = away or turned_to(name, invitation)
    found.append(Found(name=name, email=email, met=not away, part=part))


def _one_person(old: Found, name: str, invitation: Invitation) -> bool:
    """Return whether a name is that of somebody found before: in another order, case or alphabet."""
    if same(old.name, name) or (old.email and _inflected(old.name, name)):
        return True
    told = "\n".join((invitation.text, *(one.name for one in invitation.others)))
    return in_two_alphabets(old.name, name, told) or in_two_alphabets(name, old.name, told)


def _is_contact(name: str, invitation: Invitation) -> bool:
    """Return whether a name stands on no other line than one that says who will be in touch (see `directives.py`), or
    whom a quoted mail went to.
    """
    lines = [line for line in (invitation.title, *invitation.lines) if any(places(name, line))]
    heads = (_CONTACT, addressed()) if forwarded_by(invitation) else (_CONTACT,)
    return bool(lines) and all(any(head.match(line) for head in heads) for line in lines)


def _says_more(told: str, shown: str) -> bool:
    """Return whether the text gives a guest's name in full, or with the accents that the calendar leaves out."""
    if name_words(told) == name_words(shown):
        return shown.isascii() and not told.isascii()
    words = shown.replace(".", " ").split()
    return len(told.split()) > 1 and same(told, shown) and (len(words) == 1 or any(len(word) == 1 for word in words))


def _inflected(one: str, other: str) -> bool:
    """Return whether a text in Polish gives a guest's name in another case: `z Grzegorzem Wnukiem`."""
    if "pl" not in spoken():
        return False
    words, others = name_words(one).split(" "), name_words(other).split(" ")
    return len(words) == len(others) and all(
        a.startswith(b[: max(3, min(len(a), len(b)) - 2)]) and abs(len(a) - len(b)) < 4
        for a, b in zip(words, others, strict=True)
    )


def _called(attendee: Attendee, invitation: Invitation) -> str:
    """Return an attendee's name, as the text gives it where the calendar has only an address, a part or an initial."""
    name = person_name(attendee)
    words, spelled = name.split(), not attendee.name or "@" in attendee.name
    if not spelled and len(words) > 1 and all(len(word.strip(".")) > 1 for word in words):
        return name
    told = compiled(NAME).findall(without_honorifics(invitation.body))
    return next((one for one in told if len(one) > len(name) and same(name, one) and not is_title(one)), name)


def _in_full(name: str, invitation: Invitation) -> str:
    """Return a first name with the family name that the text gives it elsewhere."""
    if " " in name or not name.isalpha() or compiled(CJK).search(name):
        return name
    text, behind = invitation.text, compiled(rf" (?:{NAME_WORD}|[A-HJ-ZÀ-Þ](?=\s?[,;)\n+&/]|$))")
    ends = [
        end
        for start, end in places(name, text)
        if text.startswith(name, start) and not text[start - 1 : start].isalnum()
    ]
    full = next((name + found[0] for end in ends if (found := behind.match(text, end))), "")
    if full and not is_title(full) and not is_organisation(full):
        return compiled(r"['’]s$").sub("", full)
    return name


def _written(name: str, invitation: Invitation) -> str:
    """Return the address in the text that spells this name, if there is just one."""
    words = compiled(r"[a-z]+").findall(name_words(name))
    if not words:
        return ""
    fitting = set()
    for place in invitation.urls:
        local, at, _ = place.lower().partition("@")
        if not at or "/" in place or place.lower() in invitation.mine or is_vendor(place):
            continue
        pieces = compiled(r"[a-z]+").findall(local)
        short = {words[0], words[0][0] + words[-1], words[-1], words[0] + words[-1], words[0] + words[-1][0]}
        if set(words) <= set(pieces) or "".join(pieces) in short or pieces == [words[0][0], words[-1]]:
            fitting.add(place.lower())
    return fitting.pop() if len(fitting) == 1 else ""


def _add_organizer(found: list[Found], invitation: Invitation) -> None:
    """Add who sends the invitation: met if the text says so, or if it names nobody else."""
    organizer = invitation.organizer
    if organizer is None or not is_person(organizer):
        return
    name = _called(organizer, invitation)
    if any(each.email == organizer.email or same(each.name, name) for each in found) or invitation.is_me(name):
        return
    away = is_away(invitation, name, first_person=True)
    alone = not any(each.met for each in found)
    met = not away and (alone or _joins(invitation))
    found.append(Found(name=name, email=organizer.email, met=met, part=_part(invitation, name)))


def _add_introduced(found: list[Found], invitation: Invitation) -> None:
    """Add who says in the text who they are (`I'm Tova, recruiter`), where nobody else is met and a tool sends it."""
    organizer = invitation.organizer
    if organizer is None or is_person(organizer) or any(each.met for each in found):
        return
    name = introduced(invitation)
    part = _part(invitation, name) if name else None
    if not name or part is Part.COORDINATOR or is_away(invitation, name, first_person=True):
        return
    found[:] = [each for each in found if not same(each.name, name)]
    found.append(Found(name=name, email=_written(name, invitation), part=part))


def _add_writer(found: list[Found], invitation: Invitation) -> None:
    """Add who says in a mail that the sender forwards that they are there (`Just me, they would report to me`)."""
    organizer = invitation.organizer
    writer = forwarded_by(invitation) if organizer else ""
    if organizer is None or not is_given(writer) or same(writer, person_name(organizer)):
        return
    if any(each.met and same(each.name, writer) for each in found) or not _says_joins(words_of_writers(invitation)[1]):
        return
    others = [each for each in found if not same(each.name, writer)]
    found[:] = [replace(each, met=each.met and each.email != organizer.email) for each in others]
    found.append(Found(name=writer, email=_written(writer, invitation), part=_part(invitation, writer)))


def _leave_out_writer(found: list[Found], invitation: Invitation) -> None:
    """Let who wrote a mail that the user has put down only organise what it says others hold."""
    writer = forwarded_by(invitation) if invitation.organizer is None else ""
    if not writer or _joins(invitation) or any(same(person_name(one), writer) for one in invitation.others):
        return
    if any(each.met and " " in each.name and not same(each.name, writer) for each in found):
        found[:] = [replace(each, met=each.met and not same(each.name, writer)) for each in found]


def _joins(invitation: Invitation) -> bool:
    """Return whether the sender says that they are there themselves, or the title is of them and the user."""
    organizer = invitation.organizer
    name = person_name(organizer) if organizer else ""
    signed = "\n".join([line for line in invitation.lines if 0 < len(line) < _PROSE and line[0] != ">"][-_SIGNED:])
    if " " in name and name in invitation.title:
        return not pattern("coordinator").search(signed)
    said = words_of_writers(invitation)[0] if organizer else invitation.body
    return _says_joins(said) and not pattern("coordinator").search(signed)


def _says_joins(said: str) -> bool:
    """Return whether somebody says that they are there themselves, and not only afterwards."""
    for match in pattern("joining").finditer(said):
        behind = compiled(r"[.!?\n]").split(said[match.start() : match.end() + 60])[0]
        if not _afterwards().search(behind):
            return True
    return False


@cache
def _afterwards() -> re.Pattern[str]:
    """Return what says of a sender that they speak to the user later, and are not there."""
    return re.compile(union(words("afterwards")), re.I)


def _part(invitation: Invitation, name: str) -> Part | None:
    """Return what the text says that this person is, and nobody else of those it names."""
    known = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    named = (*(person_name(one) for one in known if is_person(one)), *named_people(invitation))
    others = [other for other in named if not (same(other, name) or invitation.is_me(other))]
    return part_of(name, others, invitation)


def _person(each: Found, invitation: Invitation, company: str | None) -> Person:
    part, met = each.part, each.met
    if part is Part.COORDINATOR and len(invitation.others) != 1 and not each.met:
        met = False
    basis = each.email or f"{name_key(each.name)}|{company_key(company or '')}"
    return Person(
        id=PersonId(derive("person", basis)),
        name=each.name,
        email=each.email,
        linkedin=_profile(each.name, invitation),
        part=part,
        attended=met,
    )


def _profile(name: str, invitation: Invitation) -> str:
    """Return the LinkedIn profile whose slug spells this person's name, else the one that stands beside it."""
    words = compiled(r"[a-z]+").findall(name_words(name))
    links = compiled(r"linkedin\.com/in/([\w%\-]+)", re.I)
    for url in invitation.urls:
        match = links.search(url)
        if match and len(words) > 1 and all(word in match[1].lower() for word in words):
            return f"https://www.linkedin.com/in/{match[1]}"
    text = invitation.event.description
    for match in links.finditer(text):
        ahead = compiled(r"\S*$").sub("", text[max(0, match.start() - _BESIDE) : match.start()]).rstrip()
        # What stands between them: nothing but a title in brackets, a bracket, a comma, one line end.
        beside = compiled(r"(?:\s?\([^()\n]*\))?[\s,:(–—-]{0,4}(?:LinkedIn:?)?$", re.I)
        if len(words) > 1 and any(beside.match(ahead, end) for _, end in places(name, ahead)):
            return f"https://www.linkedin.com/in/{match[1]}"
    return ""
