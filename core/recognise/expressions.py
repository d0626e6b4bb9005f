"""The regular expression of a phrase of the data files, and that of many: with edges where the script has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from core.recognise.anchors import before_look_ahead

_LOOK_AHEAD = re.compile(r"\(\?[=!][^()]*\)$")


Rank = tuple[bool, int, str]


@cache
def union(words: tuple[str, ...] | frozenset[str]) -> str:
    """Return one regular expression for `words`, longest first, so that the fuller phrase wins.

    Words that start at an edge share one look-behind, and those of one first letter stand together: most letters of a
    text are then passed over at once.
    """
    ordered = sorted(set(words), key=rank)
    letters: dict[str, list[str]] = {}
    for word in ordered:
        if has_edges(word[0]):
            letters.setdefault(_letter(word), []).append(word)
    edged = [_under(letter, group) for letter, group in letters.items()]
    parts = [rf"(?<!\w)(?=\w)(?:{'|'.join(edged)})"] if edged else []
    other = [_closed(word) for word in ordered if not has_edges(word[0])]
    return f"(?:{'|'.join([*parts, *other])})" if ordered else r"(?!)"


@cache
def rank(word: str) -> Rank:
    """Return by what phrases are put in the order in which they count at one place of a text."""
    return not has_edges(word[0]), -len(word), word


def expression(word: str) -> str:
    """Return the regular expression of one phrase."""
    return (r"(?<!\w)(?=\w)" if has_edges(word[0]) else "") + _closed(word)


def _letter(word: str) -> str:
    """Return the letter with which every match of `word` begins, empty where there may be several."""
    plain = word[1:2] not in {"?", "*", "+", "{", "|"} and not _splits(word)
    return word[0] if plain else ""


def by_first_letter(words: Sequence[str]) -> str:
    """Return a choice of `words`, those of one first letter together: most of a text is then passed over at once.

    Words of two letters never match at one place, so that it is no matter which of them comes first.
    """
    letters: dict[str, list[str]] = {}
    for word in words:
        letters.setdefault(_letter(word), []).append(word)
    return "|".join(
        f"{letter}(?:{'|'.join(word[1:] for word in group)})" if letter else "|".join(group)
        for letter, group in letters.items()
    )


def _under(letter: str, words: Sequence[str]) -> str:
    """Return the alternatives that share a first letter, which then stands before them once."""
    each = [_closed(word) for word in words]
    return f"{letter}(?:{'|'.join(one[:3] + one[4:] for one in each)})" if letter else "|".join(each)


def _splits(word: str) -> bool:
    """Return whether a pattern has a bar outside all brackets."""
    depth = 0
    for letter in word:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            return True
    return False


def _closed(word: str) -> str:
    # What begins with any letters, or with one of several words, begins with a word.
    start = r"(?<!\w)" if word.startswith((r"\w*", r"\w+")) or _chooses_words(word) else ""
    return f"{start}(?:{word})" + (r"(?!\w)" if ends_at_edge(word) else "")


def _chooses_words(word: str) -> bool:
    """Return whether a phrase begins with a choice of words that have edges: `(?:his|her) interview`."""
    choice = word.replace("(?-i:", "(?:", 1) if word.startswith("(?-i:") else word
    first = choice.lstrip("(?:")
    return choice.startswith("(?:") and (first.startswith((r"\d", r"\w")) or has_edges(first[:1] or "."))


def ends_at_edge(word: str) -> bool:
    """Return whether a phrase ends in a letter that has an edge, or in a choice or repetition of such."""
    if word.endswith((r"(?!\w)", r"\w*", r"\w+")) or _LOOK_AHEAD.search(word):
        return False
    at_edge = has_edges(word[-1]) or (word[-1] in ")?" and has_edges(word.rstrip(")?")[-1:] or "."))
    # What is looked for behind a space has no edge before it: `our (?=(?:cook|chef)(?!\w))`.
    return at_edge and not before_look_ahead(word).rstrip(")?").endswith(" ")


def has_edges(letter: str) -> bool:
    """Chinese, Japanese and Korean run words together: an edge there would miss them."""
    return letter.isalnum() and ord(letter) < 0x1100
