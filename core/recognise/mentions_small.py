"""Names in small letters, as in a note to oneself: `w/ noor haddadi and pim`, `gunnar (cto) & petra lindholm`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from core.recognise.given import is_family, is_given
from core.recognise.grammar import choice
from core.recognise.grammar import words as words_for
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern, phrases
from core.recognise.names import PARTICLE, is_organisation, is_title, people_in
from core.recognise.patterns import compiled
from core.recognise.role_words import vendor_names
from core.recognise.speaking import by_language
from core.recognise.tables import load

_MANY = 6
_LONG = 70
"""Letters from which on a line in small letters is a sentence and no list of names."""

_WORD = r"(?<![\w@.'’/-])(?:[a-zà-ÿ]\.|[a-zà-ÿ]+(?:['’-][a-zà-ÿ]+)*(?![\w@/]|['’-]\w))"
"""A word in small letters, or an initial."""
_SHORTEST = 3
"""Letters of a family name in small letters, at least."""
_MOST_PARTICLES = 2
"""Small words between a given name and the family name, at most."""


def with_capitals(text: str, mine: frozenset[str]) -> str:
    """Return a note with a capital for each word of a full name that it has in small letters, but the user's `mine`.

    A given name that many bear, with a family name behind it: `agathe pohl, my future boss`.
    """
    words = list(compiled(_WORD).finditer(text))
    places = set()
    for at, word in enumerate(words):
        first, last = word[0], _last(text, words, at)
        if last == at or first in mine or first in _plain() or not (first[-1] == "." or is_given(first.capitalize())):
            continue
        if _is_family(text, first, words[last]):
            places |= {at, last}
    pieces, done = [], 0
    for at in sorted(places):
        pieces += [text[done : words[at].start()], _capital(words[at][0])]
        done = words[at].end()
    return "".join((*pieces, text[done:]))


def _last(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Return which word is the last of a name that begins with the one at that place: particles may stand between."""
    last = at
    while last + 1 < len(words) and _follows(text, words, last + 1):
        last += 1
        if last - at > _MOST_PARTICLES or not compiled(PARTICLE).fullmatch(words[last][0]):
            break
    return last


def _follows(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether a bare space alone stands between a word and the one before it."""
    return text[words[at - 1].end() : words[at].start()] == " "


def _is_family(text: str, first: str, word: re.Match[str]) -> bool:
    """Return whether a word is known for a family name, or is no plain word and a name may end with it."""
    said = word[0]
    if len(said) < _SHORTEST or said in _plain():
        return False
    if any(is_family(part.capitalize()) for part in said.split("-")):
        return True
    return len(first) > _SHORTEST and bool(compiled(r"\s*(?:[,.;:()\n&+/]|$)|\s[-–—]").match(text, word.end()))


def _capital(word: str) -> str:
    return "-".join([part.capitalize() for part in word.split("-")])


@by_language
def _plain() -> frozenset[str]:
    """Return words that are no names: the small ones of the language, and those that invitations have often."""
    return frozenset((*phrases("stopwords"), *load("wording")))


def small_names(invitation: Invitation) -> list[str]:
    """Return the names in small letters in a note's title and text, with capitals."""
    found: list[str] = []
    for match in _with().finditer(invitation.text):
        who = _up_to().split(match["who"])[0]
        names = (people_in(who, lower=True) or _first_names(who)) if _may_be_names(who) else []
        listed = len(names) > 1
        found += [
            name
            for name in names
            if not is_title(name) and len(name.split()) < 4 and _may_be_somebody(name, listed=listed)
        ]
        function = compiled(r"\(([^()\n]+)\)").match(invitation.text, match.end())
        one = compiled(r"\s*([a-zà-ÿ]{3,})\s").fullmatch(match["who"])
        if not names and one and function and is_title(function[1]):
            found.append(one[1].capitalize())
    return [*found, *_with_functions(invitation.lines), *_in_brackets(invitation), *_with_titles(invitation)]


def _may_be_somebody(name: str, *, listed: bool) -> bool:
    """Return whether words got from small letters are no firm's, nor two that stand alone and are known for no name."""
    words = name.split()
    known = listed or len(words) != 2 or any(map(is_given, words)) or is_family(words[1])
    return known and not is_organisation(name)


def _with_titles(invitation: Invitation) -> list[str]:
    """Return the family names in small letters behind a title: `meet owner dr kapoor-lyons`."""
    return [
        _capital(match["who"])
        for match in _titled().finditer(invitation.text)
        if is_family(_capital(match["who"])) or not set(match["who"].split("-")) & _plain()
        if not (is_title(match["who"]) or is_organisation(match["who"]) or invitation.is_me(match["who"]))
        and not vendor_names().fullmatch(match["who"])
    ]


@cache
def _titled() -> re.Pattern[str]:
    """Return a title in small letters with the name in such behind it."""
    titles = "|".join(load("affixes")["addressed_in_notes"])
    return re.compile(rf"(?<![\w.@-])(?:{titles})\.?\s(?P<who>[a-zà-ÿ]{{3,}}(?:-[a-zà-ÿ]{{2,}})?)(?![\w@/'’-])")


def _in_brackets(invitation: Invitation) -> list[str]:
    """Return the given names that brackets in a note's title hold: behind a function, or told of in the text again.

    So it is with `call w headhunter (rufus, silverbirch search)`, and not with a town (`interview at acme (austin)`).
    """
    found: list[str] = []
    for match in compiled(r"\((?P<who>[^\W\d_]{3,})(?P<end>\s?[,;/|)])").finditer(invitation.title):
        who = match["who"]
        if not is_given(who.capitalize()) or who.lower() in _plain() or invitation.is_me(who):
            continue
        ahead = compiled(r"\S+\s?$").search(invitation.title[: match.start()].rstrip())
        function = bool(ahead and pattern("recruiter").search(ahead[0]))
        told = compiled(rf"(?<!\w){who}(?:\s?[=(]|\s{choice('is_what')}\s)", re.I)
        if function or told.search(invitation.body):
            found.append(who.capitalize())
    return [*found, *_behind_function(invitation)]


def _behind_function(invitation: Invitation) -> Iterator[str]:
    """Yield the given name behind who recruits in brackets of a note's title: `call (recruiter, Tova something)`."""
    for match in compiled(r"\((?P<does>[^(),]{3,30}),\s(?P<who>[^\W\d_]{3,})(?![\w-])").finditer(invitation.title):
        who = match["who"].capitalize()
        known = is_given(who) and match["who"].lower() not in _plain() and not invitation.is_me(who)
        if known and pattern("recruiter").occurs(match["does"]):
            yield who


@cache
def _with() -> re.Pattern[str]:
    """Return what says whom a note is about, with the names behind it."""
    short = choice("with_short", "with_in_notes")
    return re.compile(rf"(?<!\w)(?:{short}\s*|{choice('with')}\s+)(?P<who>[^.:;()\n\[]+)", re.I)


@cache
def _up_to() -> re.Pattern[str]:
    """Return what parts such names from what else is said."""
    return re.compile(rf"\s{choice('up_to')}\s|\s[-–—@]\s|\d|,|\s[-–—]")


@cache
def _joins() -> frozenset[str]:
    return frozenset((*words_for("and"), *words_for("and_also")))


def _may_be_names(who: str) -> bool:
    """Return whether words in small letters may be names: few, and none of the small ones of the language."""
    kept = [word for word in who.split() if word not in _joins()]
    return who.islower() and len(kept) < _MANY and not set(kept) & {word.lower() for word in phrases("stopwords")}


def _first_names(who: str) -> list[str]:
    """Return the given names that a list in small letters is made of (`timo & bram`); none where it has other words."""
    said = compiled(r"[^\W\d_]+|[^\w\s]").findall(who)
    kept = [word for word in said if word not in _joins() and word not in "&+,/"]
    known = all(is_given(word.capitalize()) and word not in _plain() for word in kept)
    return [word.capitalize() for word in kept] if known else []


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"\s[&+]\s|\s{choice('and')}\s|,")


def _with_functions(lines: tuple[str, ...]) -> list[str]:
    """Return the names of lists in which somebody has a function in brackets."""
    found: list[str] = []
    for line in lines:
        functions = compiled(r"[a-z]\s\(([^)]+)\)").findall(line) if len(line) < _LONG and line.islower() else []
        if any(map(is_title, functions)) and _listed().search(line):
            found += people_in(line, lower=True)
            found += [name.capitalize() for name in compiled(r"(?:^|[&+,]\s)([a-z]{3,})\s\(").findall(line)]
    return found
