"""What speaks against an event: words of the traps, read past the names and the job that only look like them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from core.model import Standing
from core.recognise.agency import ats_sender
from core.recognise.aim import is_aimed, may_aim
from core.recognise.evidence import Signal, distinct, quoted
from core.recognise.firm_alone import place_in_note
from core.recognise.invitation import Invitation
from core.recognise.keys import fold, is_free_mail, is_vendor, registrable
from core.recognise.labels import label_line
from core.recognise.lexicon import keys_of, pattern
from core.recognise.patterns import compiled, replaced
from core.recognise.phrases import Phrases
from core.recognise.role_spans import may_name_job
from core.recognise.side import denies_to_interview, sole_guest
from core.recognise.sought import sought
from core.recognise.speaking import by_language, spoken
from core.recognise.standing import standing_of
from core.recognise.tables import load

_WHERE = ("title", "place", "day", "unless", "hint", "text")
"""Where words of a trap count: `place` and `unless` are where some have business, and where others apply."""
_NAMED = frozenset(("research", "media", "practice", "service", "commerce"))
"""Traps of words that say as much in the name of a bookable talk: many have office hours or a mentor for one alone."""
_TRADED = ("research", "media", "official", "lookalike", "service", "commerce")
"""Traps of words for what some firms deal in, and others go and see them for."""
PLACES = frozenset(("family", "service", "official", "lookalike", "commerce"))
"""Traps of words for places, goods and trades: firms are called by them."""


def traps(invitation: Invitation, role: str | None) -> tuple[Signal, ...]:
    """Return what speaks against: words of the title and the text, those of the job and the sender's name left out.

    A school, a practice or a theatre is where some are pupils, patients or guests, and where others apply for a job:
    where one is spoken of, such places say little.
    """
    title, whole = _joined(masked_title(invitation)), _masked_body(invitation)
    body = _joined(without(whole, role))
    sought = bool(ats_sender(invitation)) or pattern("applies").occurs(invitation.text)
    sought = sought or pattern("recruiter").occurs(invitation.title)
    applies = _names_no_place(role) or sought
    jobless = without(title, role)
    # What a job is called (`Mortgage Adviser`) is no trap where an interview for it is spoken of.
    hired = pattern("interview").occurs(jobless) and (sought or pattern("hiring").occurs(whole))
    strict = jobless if hired else title
    caught = _caught(spoken(), strict, jobless, body, applies)
    besides = (
        *_of_topic(invitation, role, {each.name for each in caught}),
        *_of_host(invitation),
        *_sought(invitation),
        *_to_vouch(invitation),
    )
    left = _of_trade((*caught, *besides)) if is_aimed(invitation, role) else (*caught, *besides)
    return _but_for_the_user(invitation, left)


def _of_trade(caught: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """Return traps where the text says that the talk is for a job: what the title says is what that firm deals in.

    `Podcast interview` is one about the place in a podcast's team, `Customer call` a call that is played.
    """
    named = {trap for trap in _TRADED if any(each.name == f"{trap}.title" for each in caught)}
    kept = [each for each in caught if each.name.partition(".")[0] not in named]
    said = [each for each in caught if each.name in {f"{trap}.title" for trap in named}]
    return (*kept, *(Signal(each.name.replace(".title", ".hint"), each.said) for each in said))


def _of_host(invitation: Invitation) -> Iterator[Signal]:
    """Yield what is played, sung or raced where the name of who invites says it (`Don Valley Chess`)."""
    name = invitation.organizer.name if invitation.organizer else ""
    words = (pattern("trap", "family", where) for where in ("title", "unless", "hint"))
    if match := next((found for each in words if (found := each.search(name))), None):
        yield Signal("family.host", quoted(match))


def _sought(invitation: Invitation) -> Iterator[Signal]:
    """Yield what says that something else than a job is applied for; the sender's name says nothing."""
    yield from sought(_joined(masked_title(invitation)), _masked_body(invitation))


def _to_vouch(invitation: Invitation) -> Iterator[Signal]:
    """Yield the words by which the user is asked about somebody who named them: whatever job that one is to have."""
    if match := pattern("trap", "third", "vouch").search(invitation.body):
        yield Signal("third.vouch", quoted(match))


def _of_topic(invitation: Invitation, role: str | None, known: Collection[str]) -> Iterator[Signal]:
    """Yield what a scheduler's line says that names the talk (`Event Name: Mock interview`), as its title does not."""
    named = "\n".join([match["value"] for match in label_line("event").finditer(_masked_body(invitation))])
    for trap, words in _words() if named else ():
        if trap in _NAMED and f"{trap}.title" not in known and (match := words["title"].search(without(named, role))):
            yield Signal(f"{trap}.title", quoted(match))


def sure_traps(invitation: Invitation) -> tuple[Signal, ...]:
    """Return those traps that hold whatever the job turns out to be: no words of lines in which one may stand count."""
    if label_line("role").search(invitation.body):
        return ()
    title, body = _joined(masked_title(invitation)), _joined(_masked_body(invitation))
    plain = "" if may_name_job(title) or may_aim(invitation) else title
    lines = "\n".join(["" if may_name_job(line) else line for line in body.split("\n")])
    return _but_for_the_user(
        invitation, (*_traps(plain, plain, lines, applies=True), *_sought(invitation), *_to_vouch(invitation))
    )


def _but_for_the_user(invitation: Invitation, caught: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """Leave out what is said of the user: a candidate does not hire, and who is advised is no third person."""
    besides: tuple[str, ...] = ("interviewer.text",) if pattern("courted").occurs(invitation.body) else ()
    besides += ("interviewer.text",) if denies_to_interview(invitation) else ()
    if _advised(invitation):
        # Two who meet for advice meet alone (`Mentoring 1:1`), which is no matter of work where another invites.
        besides += ("third.", "workplace.title") if invitation.organizer else ("third.",)
    if any(each.name == "void.text" for each in caught) and standing_of(invitation)[0] is not Standing.ON:
        # What is off says why (`the place is filled`), and was an interview.
        besides += ("void.text",)
    left = [each for each in caught if not (besides and each.name.startswith(besides))]
    return tuple(each for each in left if not _turns_to_user(invitation, each))


def _turns_to_user(invitation: Invitation, signal: Signal) -> bool:
    """Return whether words for somebody else's application are said to the user: `Ihre Bewerbung`, `su candidatura`."""
    alone = signal.name == "third.text" and signal.amount == 1 and sole_guest(invitation)
    return alone and bool(pattern("courted").match(signal.said))


def _advised(invitation: Invitation) -> bool:
    """Return whether the text says that the user is the one who is advised (`your mentor`, `Mentee: ...`)."""
    if pattern("trap", "third", "advised").occurs(invitation.text):
        return True
    behind = (invitation.body[match.end() :] for match in pattern("trap", "third", "own").finditer(invitation.body))
    named = (compiled(r"\s?[:：]\s*([^\n,(]+)").match(text) for text in behind)
    return any(match is not None and invitation.is_me(match[1]) for match in named)


def _names_no_place(role: str | None) -> bool:
    """Return whether `role` is a job, and not somebody to go and see (`Dentist Dr. ...`)."""
    if role is None:
        return False
    places = (pattern("trap", trap, "unless").match(role) for trap in keys_of("trap"))
    return not any(place and _somebody().match(role[place.end() :]) for place in places)


@cache
def _somebody() -> re.Pattern[str]:
    """Return what follows on the profession of somebody whom one goes to see: nothing, or how they are addressed."""
    return re.compile(rf"\s*(?:$|(?:{'|'.join(load('affixes')['addressed_behind_trade'])})\b)", re.I)


def _joined(text: str) -> str:
    """Return `text` with plain hyphens between letters, whatever dashes stand there (`Parent–Teacher`)."""
    return compiled(r"(?<=\w)[‐‑–—](?=\w)").sub("-", text)


@lru_cache(maxsize=4)
def _caught(languages: tuple[str, ...], title: str, jobless: str, body: str, applies: bool) -> tuple[Signal, ...]:
    """Return the traps of an invitation; it is asked for them more than once. `languages` are those spoken."""
    del languages
    return tuple(_traps(title, jobless, body, applies))


@by_language
def _words() -> tuple[tuple[str, dict[str, Phrases]], ...]:
    """Return the words of each trap by where they count."""
    return tuple((trap, {where: pattern("trap", trap, where) for where in _WHERE}) for trap in keys_of("trap"))


def _traps(title: str, jobless: str, body: str, applies: bool) -> Iterator[Signal]:
    # `Interview at Acme Pottery` is at a firm that is called so.
    place = place_in_note(title)
    for trap, words in _words():
        said = words["title"].search(without(title, place) if trap in PLACES else title)
        said = said or (None if applies else words["place"].search(without(title, place)))
        if match := said or _first_day(words["day"], title):
            yield Signal(f"{trap}.title", quoted(match))
        elif match := words["unless"].search(jobless if applies else title) or words["place"].search(jobless):
            yield Signal(f"{trap}.hint", quoted(match), 1 if applies else 2)
        elif found := distinct(words["hint"], jobless):
            yield Signal(f"{trap}.hint", found[0], min(len(found), 2))
        found = distinct(words["text"], body)
        if not applies:
            found += distinct(words["unless"], body)
        if found:
            yield Signal(f"{trap}.text", found[0], min(len(found), 3))


def _first_day(words: Phrases, title: str) -> re.Match[str] | None:
    """Return the words for a first day at work, but of a title that speaks of interviews: those may take some days."""
    match = words.search(title)
    onsite = pattern("stages", "onsite").search(title) if match else None
    asked = match and (pattern("interview").occurs(title) or (onsite and onsite.start() < match.start()))
    return None if asked else match


def without(text: str, role: str | None) -> str:
    """Return `text` without the words of the job, with or without what it says in brackets."""
    return replaced(role.partition(" (")[0], "·", replaced(role, "·", text)) if role else text


def masked_title(invitation: Invitation) -> str:
    """Return the title without the name that the sender's domain spells.

    `Ombra Health` from ombra.example is no matter of health.
    """
    labels = _labels(invitation)
    return _mask(invitation.title, labels) if labels else invitation.title


@lru_cache(maxsize=4)
def _masked_body(invitation: Invitation) -> str:
    """Return the body without the names that the domains of its people spell, each line by itself."""
    labels = _labels(invitation)
    if not labels:
        return invitation.body
    return "\n".join([_mask(line, labels) for line in invitation.body.split("\n")])


def _labels(invitation: Invitation) -> set[str]:
    """Return the first parts of the mail domains of those who are no guests of the user's own firm."""
    organizer = invitation.organizer
    people = (*invitation.others, *([organizer] if organizer else ()))
    hosts = {registrable(one.email) for one in people if not is_free_mail(one.email) and not is_vendor(one.email)}
    return {host.partition(".")[0].replace("-", "") for host in hosts - {""} - invitation.work}


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
            if joined == label and stop - at == 1:
                stop += _goes_on(title, words, stop)
            end = words[stop - 1].end()
            return title[: word.start()] + "·" * (end - word.start()) + title[end:]
    return title


def _goes_on(title: str, words: list[re.Match[str]], at: int) -> bool:
    """Return whether the word at that place belongs to the name before it: a capital behind a bare space."""
    return at < len(words) and words[at][0][:1].isupper() and title[words[at - 1].end() : words[at].start()] == " "
