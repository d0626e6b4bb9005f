"""Names in small letters, as in a note to oneself: `w/ noor haddadi and pim`, `gunnar (cto) & petra lindholm`."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.lexicon import phrases
from core.recognise.names import is_organisation, is_title, people_in
from core.recognise.patterns import compiled

_JOINS = frozenset({"and", "und", "et", "y", "e", "en", "och", "i", "oraz", "ed"})
_WITH = r"(?<!\w)(?:(?:w/|m\.|c/)\s*|(?:with|mit|avec|con|com|met|med|z)\s+)(?P<who>[^.:;()\n\[]+)"
_UP_TO = (
    r"\s(?:from|at|von|bei|de|chez|about|über|om|på|för|for|on|to|zu|re|in|voor|pour|para|per)\s"
    r"|\s[-–—@]\s|\d|,|\s[-–—]"
)
_MANY = 6
_LONG = 70
"""Letters from which on a line in small letters is a sentence and no list of names."""


def small_names(invitation: Invitation) -> list[str]:
    """Return the names in small letters in a note's title and text, with capitals."""
    found: list[str] = []
    for match in compiled(_WITH, re.I).finditer(invitation.text):
        who = compiled(_UP_TO).split(match["who"])[0]
        names = people_in(who, lower=True) if _may_be_names(who) else []
        found += [name for name in names if not is_title(name) and len(name.split()) < 4 and not is_organisation(name)]
        function = compiled(r"\(([^()\n]+)\)").match(invitation.text, match.end())
        one = compiled(r"\s*([a-zà-ÿ]{3,})\s").fullmatch(match["who"])
        if not names and one and function and is_title(function[1]):
            found.append(one[1].capitalize())
    return [*found, *_with_functions(invitation.lines)]


def _may_be_names(who: str) -> bool:
    """Return whether words in small letters may be names: few, and none of the small ones of the language."""
    words = [word for word in who.split() if word not in _JOINS]
    return who.islower() and len(words) < _MANY and not set(words) & {word.lower() for word in phrases("stopwords")}


def _with_functions(lines: tuple[str, ...]) -> list[str]:
    """Return the names of lists in which somebody has a function in brackets."""
    found: list[str] = []
    for line in lines:
        functions = compiled(r"[a-z]\s\(([^)]+)\)").findall(line) if len(line) < _LONG and line.islower() else []
        if any(map(is_title, functions)) and compiled(r"\s[&+]\s|\sand\s|,").search(line):
            found += people_in(line, lower=True)
            found += [name.capitalize() for name in compiled(r"(?:^|[&+,]\s)([a-z]{3,})\s\(").findall(line)]
    return found
