"""Names as one says them: given name first, without quotation marks, whatever order a list or a form puts them in."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.given import is_given
from core.recognise.labels import label_line
from core.recognise.names import NAME_WORD, PARTICLE, is_title, name_words, without_credentials
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.tables import load

_LAST = rf"(?:{PARTICLE}[ ]){{0,2}}{NAME_WORD}(?:[ ]{NAME_WORD})?"
_FIRST = rf"{NAME_WORD}(?:[ ]{NAME_WORD})?"
_BEHIND = r"(?:[ ]*\([^()]*\))?"
_PAIR = re.compile(rf"(?P<last>{_LAST}),[ ](?P<first>{_FIRST})(?P<behind>{_BEHIND})")
_PAIRS = rf"{_LAST},[ ]{_FIRST}{_BEHIND}(?:[ ]*;[ ]*{_LAST},[ ]{_FIRST}{_BEHIND})*"
_LIST = re.compile(rf"^(?P<lead>(?:.*?(?:[:：|]|[ ][-–—]))?[ >*•-]*)(?P<pairs>{_PAIRS})(?P<end>[ ]*[.;]?)$")
"""The lead is a label, a bullet or the first columns of a row."""
_CAPITALS = re.compile(
    r"(?<![\w'’.-])(?P<last>(?:[A-ZÀ-Þ]{2,}[ ])?[A-ZÀ-Þ]['’]?[A-ZÀ-Þ]{2,}(?:['’-][A-ZÀ-Þ]{2,})*)(?P<comma>,?)[ ]"
    r"(?P<first>[A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-ZÀ-Þ][a-zà-ÿ]+)?)(?![\w'’-])"
)
_TWO_CAPITALS = re.compile(r"[A-ZÀ-Þ]['’]?[A-ZÀ-Þ]")
_QUOTED = re.compile(
    rf"(?:(?<![\w'’.-])(?P<first>{NAME_WORD})[ ])?(?<!\w)[\"“”„«‘](?P<nick>{NAME_WORD})[\"“”»’](?=[ ][A-ZÀ-Þ])"
)
_QUOTES = re.compile(r"[\"“”„«‘]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = 4
"""Letters from which on capitals are no short form of something else."""
_LONGEST = 300
"""Letters of a line that lists people, at most."""


def in_order(text: str) -> str:
    """Return `text` with given names before family names in lists (`Ruiz, Ana; Ek, Bo`), and where one is in capitals.

    Left out are degrees, the marks around a nickname, and the nickname behind a given name: `Robert "Bob" Ek, PhD`.
    """
    text = without_credentials(text)
    if _QUOTES.search(text):
        text = _QUOTED.sub(_unquoted, text)
    if "," in text:
        text = "\n".join([_listed(line) for line in text.split("\n")])
    return _CAPITALS.sub(_said, text) if _TWO_CAPITALS.search(text) else text


def as_in_address(name: str, address: str) -> str:
    """Return a name with its two parts in the order of the mail address, where that puts the given name first:
    `Rossi Anna` of anna.rossi@firm.example.
    """
    last, _, first = name.partition(" ")
    turned = [name_words(first), name_words(last)]
    if not first or compiled(r"[._-]").split(address.casefold().partition("@")[0]) != turned:
        return name
    # Addresses put the family name first more seldom than directories do.
    return name if is_given(last) else f"{first} {last}"


def _unquoted(match: re.Match[str]) -> str:
    first = match["first"]
    return match["nick"] if first is None else first if is_given(first) else f"{first} {match['nick']}"


def _listed(line: str) -> str:
    match = _LIST.match(line) if "," in line and len(line) < _LONGEST else None
    if match is None or (":" in match["lead"] and not label_line("people").match(line)):
        return line
    pairs = list(_PAIR.finditer(match["pairs"]))
    # One pair alone may be two people: then the first word is a given name, or neither is.
    if not any(map(_is_turned, pairs)):
        return line
    turned = "; ".join(f"{pair['first']} {_in_small(pair['last'])}{pair['behind']}" for pair in pairs)
    return f"{match['lead']}{turned}{match['end']}"


def _is_turned(pair: re.Match[str]) -> bool:
    """Return whether the family name stands first, by the given names that are common: `Ruiz, Ana`."""
    last, first = pair["last"].split(), pair["first"].split()
    two_names = sum(word[0].isupper() for word in last) > 1 and len(first) > 1
    other = any(word.endswith(("'s", "’s")) or (word.isupper() and len(word) < _LONG) for word in last)
    other = other or _closings().fullmatch(pair["last"]) is not None  # `Groeten, Ana Ruiz`
    return not two_names and not other and is_given(first[0]) and not any(map(is_given, last))


@cache
def _closings() -> Phrases:
    return any_of(load("names")["closings"])


def _said(match: re.Match[str]) -> str:
    last, first = match["last"], match["first"]
    known = is_given(compiled(r"[ -]").split(first)[0])
    tells = (known, len(last) >= _LONG, bool(match["comma"]))
    if (
        sum(tells) < len(tells) - 1
        or is_title(last)
        or is_title(first)
        or any(is_given(word.capitalize()) for word in last.split())
    ):
        return match[0]
    return f"{first} {_in_small(last)}"


def _in_small(last: str) -> str:
    """Return a family name in capitals as one writes it: `LE GUEN` -> `Le Guen`."""
    return _LETTERS.sub(lambda word: word[0].capitalize(), last) if last.isupper() else last
