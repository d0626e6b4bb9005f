"""Who of those named in an invitation is not in the meeting, as the text says it."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.display_names import person_name
from core.recognise.expressions import union
from core.recognise.grammar import choice, words
from core.recognise.invitation import Invitation
from core.recognise.keys import fold
from core.recognise.lexicon import pattern
from core.recognise.markers import says_moved
from core.recognise.mentions import named_people
from core.recognise.names import CJK, NAME, NAME_WORD, same
from core.recognise.patterns import compiled, places
from core.recognise.quoted import writer_at
from core.recognise.standing import replaces_earlier
from core.recognise.tables import load, texts_in


def is_away(invitation: Invitation, name: str, *, first_person: bool, excused: bool = False) -> bool:
    """Return whether the text says that this person is not in the meeting.

    Who accepted is `excused`: of a meeting that was moved, it may say why they could not come before.
    """
    first = fold(name).split(" ")[0]
    for match in pattern("absent").finditer(invitation.body):
        if _is_asked(invitation.body, match) or (excused and _tells_of_move(invitation.body, match)):
            continue
        if _tells_of_hiring(invitation.body, match) and _is_alone(name, invitation):
            continue
        start = max(invitation.body.rfind(stop, 0, match.start()) for stop in ("\n", ". ", "; "))
        before = fold(invitation.body[start + 1 : match.end()])
        clause = invitation.body[start + 1 : match.start()]
        if _first_person().search(match.group(0)) or _of_sender(clause):
            writer = writer_at(invitation, match.start())
            if same(writer, name) if writer else first_person:
                return True
            continue
        pronoun = _pronoun().match(f"{clause}{match[0]}")
        if pronoun and not compiled(NAME_WORD).search(clause, pronoun.end()):
            if same(_named_last(invitation.body[: start + 1]), name):
                return True
            continue
        named = first in compiled(r"[^\W_]+").findall(before)
        others = [each for each in compiled(NAME).findall(clause) if not same(each, name)]
        if named or (first_person and not others):
            return True
    moved = excused and (says_moved(invitation.event.title) or replaces_earlier(invitation.body))
    return not moved and any(same(name, ill) for ill in _missing(invitation.body, excused=excused))


@cache
def _first_person() -> re.Pattern[str]:
    return re.compile(union(words("me")), re.I)


def _of_sender(clause: str) -> bool:
    """Return whether the last part of a clause is about who writes (`You meet Ana Ruiz, I only book`)."""
    last = clause.rpartition(",")[2].strip()
    return "," in clause and bool(_first_person().match(last)) and not compiled(NAME_WORD).search(last, 1)


@cache
def _pronoun() -> re.Pattern[str]:
    """Return how a clause begins that goes on about who was named last."""
    return re.compile(rf"\s*\(?{choice('pronouns')}(?!\w)", re.I)


@cache
def _supposing() -> re.Pattern[str]:
    """Return what says what to do where the user cannot come: nobody else is away (`If you can't make it`)."""
    return re.compile(union(words("supposing")))


def _tells_of_hiring(body: str, match: re.Match[str]) -> bool:
    """Return whether a sentence says of somebody that they have no say in who is hired, and nothing of the talk."""
    stop = compiled(r"[.,;!?。，、\n]")
    clause = match[0] + stop.split(body[match.end() :])[0]
    if compiled(CJK).search(clause):
        clause = stop.split(body[: match.start()])[-1] + clause
    return bool(_hiring().search(clause)) and not pattern("interview").search(clause)


def _is_alone(name: str, invitation: Invitation) -> bool:
    """Return whether nobody else than the user and who bears this name is asked or named."""
    told = [*(person_name(one) for one in invitation.others), *named_people(invitation)]
    return all(same(one, name) or invitation.is_me(one) for one in told)


@cache
def _hiring() -> re.Pattern[str]:
    return re.compile(union(words("hiring")), re.I)


def turned_to(name: str, invitation: Invitation) -> bool:
    """Return whether a name stands nowhere but where the user may turn to it (`If you need help, tell Bo Ek`)."""
    text = invitation.text
    turns = [match.end() for match in _turn_to().finditer(text)] if name in text else []
    return bool(turns) and all(start in turns for start, _ in places(name, text))


@cache
def _turn_to() -> re.Pattern[str]:
    """Return what says to whom the user may turn, up to the name: where it supposes something, or questions."""
    supposed, verb, asks = (union(words(use)) for use in ("in_case", "turn_to", "has_questions"))
    said = r"[^.!?;\n]{3,90}?"
    turns = rf"(?i:{supposed})\s{said}(?i:{verb})(?:\s[a-zà-ÿ]+){{0,3}}?,?\s|(?i:{asks})\s?[:?–—-]\s"
    return re.compile(rf"(?im:^|(?<=[.!?;]\s))(?:{turns})(?=[A-ZÀ-Þ])")


def _named_last(text: str) -> str:
    """Return who is named last in the last line of `text`; empty where nobody is."""
    told = compiled(rf"{NAME}|{NAME_WORD}").findall(text.rstrip(" .;\n").rpartition("\n")[2])
    return told[-1] if told else ""


def _is_asked(body: str, match: re.Match[str]) -> bool:
    """Return whether a sentence supposes that the user is away (`If you can't make it`), or asks them."""
    before = compiled(r"[.!?;\n]").split(body[max(0, match.start() - 60) : match.start()])[-1]
    behind = compiled(r"[.!;\n]").split(body[match.end() : match.end() + 40])[0]
    return bool(_supposing().search(fold(before))) or ("?" in behind and not before.strip())


def _missing(body: str, *, excused: bool) -> list[str]:
    """Return who is ill or away: the name next before it (`Ana steps in for Bo Ek, who is away`)."""
    found: list[str] = []
    for match in pattern("missing").finditer(body):
        if excused and _tells_of_move(body, match):
            continue
        clause = compiled(r"[.;!?\n]\s?").split(body[max(0, match.start() - 60) : match.start()])[-1]
        if _pronoun().fullmatch(clause.rstrip()):
            found.append(_named_last(body[: match.start() - len(clause)]))  # `Meet Bo Ek, not Ana. She is ill.`
        else:
            found += compiled(rf"{NAME}|{NAME_WORD}").findall(clause)[-1:]
    stood_for = (
        compiled(rf"\s?(?:{NAME}|{NAME_WORD})").match(body, match.end()) for match in _instead().finditer(body)
    )
    return [*found, *(name[0].strip() for name in stood_for if name)]


@cache
def _instead() -> re.Pattern[str]:
    """Return what stands before the name of somebody whom another replaces."""
    return re.compile(rf"(?<!\w){choice('instead_of')}(?![^\W\d_])", re.I)


def _tells_of_move(body: str, match: re.Match[str]) -> bool:
    """Return whether the sentence of a match says that the meeting was moved (`Bo is ill, hence the new time`)."""
    stop = compiled(r"[.!?\n]")
    sentence = stop.split(body[: match.start()])[-1] + stop.split(body[match.start() :])[0]
    return bool(_moved().search(sentence))


@cache
def _moved() -> re.Pattern[str]:
    return re.compile(union(frozenset(texts_in(load("markers")["moved"]))), re.I)
