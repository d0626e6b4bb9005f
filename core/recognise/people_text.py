"""The text in which people are looked for: without the user's own mails, footers, and lines about other things."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.expressions import union
from core.recognise.given import is_given
from core.recognise.grammar import words
from core.recognise.invitation import Invitation
from core.recognise.labels import label_line
from core.recognise.lexicon import pattern
from core.recognise.names import NAME, NAME_WORD, is_title
from core.recognise.patterns import compiled
from core.recognise.quoted import own_words_off

_NOT_PEOPLE = ("other", "role", "company", "candidate")
_FOOTER = "--"


def told_of_people(invitation: Invitation) -> str:
    """Return the body without what names no people: footers, and what labels of places, jobs and firms say."""
    kept: list[str] = []
    footer = False
    for line in own_words_off(invitation).split("\n"):
        footer = footer or line == _FOOTER
        if not footer:
            kept.append(_unlabelled(line))
        elif pattern("place", "holds").occurs(line) and compiled(NAME).match(line):
            kept.append(line)  # `Ana Ruiz and Bo Ek will both be there.`
    return "\n".join(kept)


def _unlabelled(line: str) -> str:
    """Return what a line tells beyond the place, the job or the firm that its label announces."""
    line = _in_columns(line)
    if not compiled(r"[:：=]").search(line) or label_line("people").match(line):
        return line
    for kind in _NOT_PEOPLE:
        if match := label_line(kind).match(line):
            value = str(match["value"])
            return line if _leads_to_people(value) else _behind_sentence(value)
    return line


def _in_columns(line: str) -> str:
    """Return a line whose label and value spaces alone keep apart (`面接官   佐伯 誠`) with a colon between them."""
    if "  " not in line and "\u3000" not in line:
        return line
    labelled = compiled(r"^(\W*[^\W\d_][^:：\n]{1,24}?)(?: {2,}|\u3000+ *)(?=\S)").sub(r"\1: ", line)
    return labelled if any(label_line(kind).match(labelled) for kind in ("people", *_NOT_PEOPLE)) else line


def _leads_to_people(value: str) -> bool:
    """Return whether a value says who is met after all: `at reception, ask for Ana Ruiz`, `Ana Ruiz will ring you`."""
    if compiled(rf"{NAME}\s[a-zà-ÿ]").match(value):
        return True
    return any(compiled(rf"[\s:]+{NAME}").match(value, met.end()) for met in pattern("place", "met").finditer(value))


def _behind_sentence(value: str) -> str:
    return compiled(r"(?<=[^\W\d_]{3})[.!?]\s|[。；;]").sub("\n", value, count=1).partition("\n")[2]


def introduced(invitation: Invitation) -> str:
    """Return who says in the text who they are (`I'm Tova, recruiter at Acme`); empty where nobody does."""
    for match in _introduces().finditer(invitation.body):
        name = match["name"]
        if is_given(name) and not invitation.is_me(name) and not is_title(name):
            return name
    return ""


@cache
def _introduces() -> re.Pattern[str]:
    """Return what somebody says of who they are, with the name."""
    return re.compile(rf"(?i:{union(words('introduces'))})\s(?P<name>{NAME}|{NAME_WORD}(?=\s?[,.(–—-]|\s[a-zà-ÿ]))")
