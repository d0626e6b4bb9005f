"""The drafted note of a touchpoint for each of its people: from what is known, with a visible blank for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from types import MappingProxyType

from core.errors import ConfigError
from core.model import Channel, Interview, Me, Note, Person, PersonId, Touchpoint, TouchpointKind
from core.notes import links, words
from core.notes.check import BLANK, INVITATION_LIMIT, LIMITS, check
from core.notes.facts import facts, form, is_among, names_role, of_the_day
from core.notes.remarks import About
from core.notes.speech import LANGUAGES, bare_role
from core.notes.strangers import NOBODY, Names, greets
from core.notes.templates import render
from core.recognise.language import language_of

_NONE: Mapping[str, str] = MappingProxyType({})


def draft(
    touchpoint: Touchpoint,
    *,
    rounds: Sequence[Interview],
    me: Me,
    now: datetime,  # noqa: ARG001 - the note is read when it is due, so it is worded from there
    overrides: Mapping[str, str] = _NONE,
    language: str = "",
    others: Names = NOBODY,
) -> tuple[Note, ...]:
    """Return one note per person of `touchpoint`, or one to nobody by name where none is known.

    `rounds` are the interviews of the process by start; `overrides` maps a template's file name to the user's own
    source: where such a one is wrong, the shipped one is used and a warning says so. `language` (ISO 639-1) takes the
    place of the invitation's. Each note carries what the check found in it; `others` are all
    the names that the user has to do with, of which those of other processes have no place here.
    """
    people = touchpoint.people or (Person(id=PersonId(""), name=""),)
    own = language_of_notes(touchpoint, rounds, language)
    notes = tuple(
        _note(touchpoint, person, index, rounds=rounds, me=me, overrides=overrides, language=own)
        for index, person in enumerate(people)
    )
    return _with_remarks(notes, about(touchpoint, rounds, me=me, language=own), others)


def checked_text(
    notes: Sequence[Note],
    touchpoint: Touchpoint,
    rounds: Sequence[Interview],
    *,
    me: Me,
    language: str = "",
    others: Names = NOBODY,
) -> tuple[Note, ...]:
    """Return `notes`, whose texts are the user's own, with what the check finds in them.

    Each is read in the language it is written in, which need not be that of the draft.
    """
    drafted_in = language_of_notes(touchpoint, rounds, language)
    written_in = language_of("\n".join(note.body for note in notes))
    own = drafted_in if greets(notes[0].body, drafted_in) or written_in not in LANGUAGES else written_in
    return _with_remarks(notes, about(touchpoint, rounds, me=me, language=own), others)


def language_of_notes(touchpoint: Touchpoint, rounds: Sequence[Interview], language: str = "") -> str:
    """Return the ISO 639-1 code that the notes are written in: `language`, else that of the invitation.

    One that says too little, a title alone, is in the language of the other rounds, the latest first.
    """
    met = of_the_day(touchpoint, rounds)
    told = (each.language for each in (*reversed(met), *reversed(rounds)) if each.language)
    return (language or next(told, "") or "en")[:2].lower()


def about(touchpoint: Touchpoint, rounds: Sequence[Interview], *, me: Me, language: str) -> About:
    """Return what the check has to know of the process that the notes of `touchpoint` are about."""
    said = [meeting.directives for meeting in rounds]
    talked_of = tuple(dict.fromkeys(text for one in said for text in (*one.topics, one.idea, one.promise) if text))
    people = [*touchpoint.people, *(person for meeting in rounds for person in meeting.people)]
    role, company = bare_role(words.flat(touchpoint.role, limit=60)), touchpoint.company or ""
    return About(
        kind=touchpoint.kind,
        language=language,
        role=role,
        names_role=names_role(touchpoint, rounds),
        talked_of=talked_of,
        own=(role, company, me.name, *talked_of, *(f"{p.name} {p.email} {p.moved_why}" for p in people)),
    )


def invitation(
    person: Person, touchpoint: Touchpoint, me: Me, overrides: Mapping[str, str] = _NONE, *, language: str = "en"
) -> str:
    """Return a LinkedIn invitation of at most INVITATION_LIMIT characters, shorter where names are long."""
    values = facts(touchpoint, person, 0, rounds=(), me=me, language=language) | {"pick": _picker(0)}
    for without in ((), ("company",), ("company", "signature"), ("company", "signature", "name")):
        emptied = values | dict.fromkeys(without, "")
        body = _rendered("linkedin_invitation.txt.j2", emptied, language=language, overrides=overrides)[1]
        if len(body) <= INVITATION_LIMIT:
            return body
    return ""


def template_name(touchpoint: Touchpoint, rounds: Sequence[Interview] = ()) -> str:
    """Return the file name of the template that a touchpoint is drafted with."""
    variant = form(touchpoint, rounds)
    if touchpoint.channel is Channel.EMAIL:
        return f"{touchpoint.kind.value}_{variant}.txt.j2"
    plain = touchpoint.kind is TouchpointKind.THANK_YOU and variant in ("first", "next_round", "panel")
    return f"linkedin_message_{touchpoint.kind.value}{'' if plain else f'_{variant}'}.txt.j2"


def _with_remarks(notes: Sequence[Note], about: About, others: Names) -> tuple[Note, ...]:
    return tuple(
        replace(note, warnings=(*note.warnings, *(remark.said for remark in theirs)))
        for note, theirs in zip(notes, check(notes, about, others=others), strict=True)
    )


def sample(
    name: str,
    touchpoint: Touchpoint,
    rounds: Sequence[Interview],
    *,
    me: Me,
    language: str,
    overrides: Mapping[str, str],
) -> tuple[str, str]:
    """Return (subject, body) of the template `name` alone; raise ConfigError where the user's own one is wrong."""
    person = touchpoint.people[0]
    known = facts(touchpoint, person, 0, rounds=rounds, me=me, language=language) | {"pick": _picker(0)}
    return render(name, known, language=language, overrides=overrides)


def _note(
    touchpoint: Touchpoint,
    person: Person,
    index: int,
    *,
    rounds: Sequence[Interview],
    me: Me,
    overrides: Mapping[str, str],
    language: str,
) -> Note:
    known = facts(touchpoint, person, index, rounds=rounds, me=me, language=language)
    name = template_name(touchpoint, rounds)
    most = LIMITS[touchpoint.kind][1]
    before = _times_before(touchpoint, rounds)
    subject = body = wrong = ""
    # What is said at length would make the note too long: the least important goes first.
    for without in ((), ("promise",), ("promise", "topic"), ("promise", "topic", "idea")):
        values = known | dict.fromkeys(without, "") | {"pick": _picker(index, before)}
        subject, body, wrong = _rendered(name, values, language=language, overrides=overrides)
        if len(body.split()) <= most:
            break
    if touchpoint.channel is Channel.LINKEDIN:
        subject = ""
    return Note(
        to=person,
        subject=subject,
        body=body,
        blanks=tuple(dict.fromkeys(BLANK.findall(f"{subject}\n{body}"))),
        warnings=(wrong,) if wrong else (),
        mailto=links.mailto(person.email, subject=subject, body=body) if person.email else None,
        linkedin=links.profile(person.linkedin) if person.linkedin else None,
        invitation=invitation(person, touchpoint, me, overrides, language=language)
        if _may_connect(person, touchpoint)
        else "",
    )


def _may_connect(person: Person, touchpoint: Touchpoint) -> bool:
    """True where a thank-you may suggest to connect: they are no connection and not invited yet."""
    if touchpoint.kind is not TouchpointKind.THANK_YOU or person.connected or person.invited or not person.attended:
        return False
    named = bool(words.salutation(person.name))
    return named and (links.profile(person.linkedin) is not None or person.stranger)


def _rendered(
    name: str, values: Mapping[str, object], *, language: str, overrides: Mapping[str, str]
) -> tuple[str, str, str]:
    """Return subject and body, and what is wrong with the user's own template, where the shipped one stood in."""
    try:
        return *render(name, values, language=language, overrides=overrides), ""
    except ConfigError as err:
        return *render(name, values, language=language, overrides=_NONE), err.sentence()


def _times_before(touchpoint: Touchpoint, rounds: Sequence[Interview]) -> int:
    """Return how often anybody of `touchpoint` was written to in this way before: the words are not to be the same.

    One number for all its people, or two of them might get the same words.
    """
    if touchpoint.kind is not TouchpointKind.THANK_YOU:
        return max(touchpoint.number - 1, 0)
    first = min((meeting.start for meeting in of_the_day(touchpoint, rounds)), default=touchpoint.due)
    earlier = [meeting for meeting in rounds if meeting.end <= first]
    return max((sum(is_among(person, met) for met in earlier) for person in touchpoint.people), default=0)


def _picker(index: int, before: int = 0) -> Callable[..., str]:
    """Return `pick`: it turns with the person and with the times `before`, so that three in a row share no sentence.

    After a full turn each next call is one further along.
    """
    calls = count()

    def pick(*choices: str) -> str:
        turns = index // len(choices) + before // len(choices)
        return choices[(index + before + turns * next(calls)) % len(choices)]

    return pick
