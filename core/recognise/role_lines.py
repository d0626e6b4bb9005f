"""A job that stands by itself: at the start of a line, between commas, in brackets, behind a colon."""

from __future__ import annotations

import re
from itertools import pairwise

from core.recognise.invitation import Invitation
from core.recognise.labels import any_label
from core.recognise.lexicon import pattern, phrases, union
from core.recognise.names import NAME, NAME_WORD, is_organisation
from core.recognise.patterns import compiled
from core.recognise.role_notes import noted
from core.recognise.role_whole import opens_with_guest, whole
from core.recognise.role_words import capped, clean, edge_word, is_role, kept


def in_line(invitation: Invitation) -> str:
    """Return a job title that opens a line or a note by itself: `Platform Lead, second conversation`."""
    for plain, line in zip(invitation.lines, map(kept, invitation.lines), strict=True):
        if compiled(r"\W*\d{1,2}[:.h]\d\d").match(line) or _is_labelled_person(line) or _advertises(line):
            continue
        if match := capped("", r"(?=\s*(?:[,:.;(–—|]|\s-\s|$))").match(line):
            found = whole(match["role"], line, 0, invitation)
            if found and not edge_word(found) and not _signs(invitation, plain):
                return found
        if found := _between_commas(line):
            return found
    if found := _in_brackets(invitation) or _alone(invitation) or _announced(invitation):
        return found
    return noted(invitation) if invitation.organizer is None else ""


def _between_commas(line: str) -> str:
    """Return a job that is a part of a sentence by itself, behind no name (`6 months, DevOps Engineer, remote`)."""
    for sentence in compiled(r"(?<=[^A-Z\W])[.;!?]\s").split(line):
        parts = sentence.split(", ")
        for ahead, part in pairwise(parts):
            bare = part.strip(" .")
            if capped().fullmatch(bare) and not edge_word(bare) and not compiled(rf"{NAME_WORD}$").search(ahead):
                return clean(bare)
    return ""


def _alone(invitation: Invitation) -> str:
    """Return a job that is a whole sentence, or that stands behind the user's name (`Robin Okafor, Analyst`)."""
    special = r"(?:\s[-–]\s[A-Z]\w+(?:\s[A-Z]\w+)?)?"
    for line in filter(lambda line: not _advertises(line), invitation.lines):
        for sentence in compiled(r"(?<=[a-z)])[.!]\s").split(line)[:4]:
            bare = sentence.strip(" .!")
            if (
                len(bare) < 60
                and capped("", special).fullmatch(bare)
                and not edge_word(bare)
                and not _signs(invitation, line)
            ):
                return clean(bare)
    if invitation.owner and invitation.owner in invitation.text:
        own = capped(rf"{re.escape(invitation.owner)}(?:,|\s[-–—]|\sfor|\s\()\s?(?:the\s)?").search(invitation.text)
        if own and not edge_word(own["role"]):
            return clean(own["role"])
    return ""


def _announced(invitation: Invitation) -> str:
    """Return a job that stands behind a colon or a dash, and behind no name (`Call — Growth Analyst`)."""
    for line in invitation.lines:
        if not any(sign in line for sign in (": ", " - ", " – ", " — ")):
            continue
        start = 0
        for match in compiled(r"(?::|\s[-–—])\s(?P<role>[A-ZÀ-Þ][^.,;:\n–—]{3,60})").finditer(line):
            ahead = compiled(r"[:–—]").split(line[start : match.start()])[-1][-120:]
            start = match.end()
            if len(ahead) < 3:
                continue
            ahead = ahead.strip()
            stops = union((*phrases("place", "at"), *phrases("roles", "stops")))
            found = clean(compiled(rf"\s(?:{stops})\s|\s-\s(?={NAME}$)").split(match["role"])[0])
            person = compiled(NAME).match(found)
            named = compiled(rf"^{NAME}|{NAME}$").search(ahead) or (person and not is_role(person.group(0)))
            if (
                is_role(found)
                and not edge_word(found)
                and not named
                and not _is_labelled_person(line)
                and not opens_with_guest(ahead, invitation)
            ):
                firm = is_organisation(found) and not is_role(" ".join(found.split()[:2]))
                return found if len(found.split()) < 8 and not firm else ""
    return ""


def _advertises(line: str) -> bool:
    """Return whether a line, as below a signature, tells what posts are open at the sender's."""
    return pattern("roles", "adverts").occurs(line)


def _is_labelled_person(line: str) -> bool:
    match = any_label().match(line)
    return bool(match and compiled(rf"{NAME}").match(match["value"]) and not is_role(match["value"].split(",")[0]))


def _in_brackets(invitation: Invitation) -> str:
    """Return a job that stands alone in brackets, unless behind who holds it (`the brief of Alder Quay (VP, Data)`)."""
    for match in capped(r"\(", r"(?=\)|,|\sbeing\s|\sis\s|\sor\s)").finditer(invitation.body):
        found = whole(match["role"], invitation.body, match.start("role"), invitation)
        if (
            found
            and not edge_word(found)
            and not compiled(rf"{NAME_WORD}\s$").search(invitation.body[: match.start()][-20:].replace(".", ""))
        ):
            return found
        holder = compiled(rf"({NAME})\s$").search(invitation.body[: match.start()])
        if found and holder and is_organisation(holder[1]):
            return found
    return ""


def _signs(invitation: Invitation, line: str) -> bool:
    """Return whether the line is somebody's function under their name."""
    lines = invitation.lines
    index = lines.index(line)
    if index == 0:
        return False
    first_name = index > len(lines) // 2 and compiled(rf"\W*{NAME_WORD}[.,]?").fullmatch(lines[index - 1])
    return bool(first_name or compiled(rf"{NAME}(?: \(.*\))?,?").fullmatch(lines[index - 1]))
