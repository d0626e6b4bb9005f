"""Literal texts without which a phrase cannot occur: a plain search for them is many times faster than the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

SHORTEST = 2
"""Letters that an anchor must have to be worth looking for; one where each stands for a syllable or a word."""

MOST = 40
"""Sets for one phrase; of further alternatives none is asked for, which only makes the answer less sharp."""
_MOST_ALONE = 150
"""The same where a phrase leaves one choice alone: most words for trades stand in such lists."""

_LONG = 4
"""Letters of an opening from which on it need not tell which of several words come next."""

_OPTIONAL = frozenset("?*{")
_HEX = {"x": 4, "u": 6, "U": 10}
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_PLACES = frozenset(("^", "$", r"\b", r"\B"))
_SYLLABLES = 0x1100
"""From here on stand the letters of Chinese, Japanese and Korean."""
_SIGNS = re.compile(r"[\\\[(|?*+{.^$]")
"""What makes an expression more than the letters it is written in."""
_PLAIN_CLASS = re.compile(r"\[([^\]\\^-]{1,4}|-[^\]\\^-]{1,3})\]")
"""A class of a few letters, each written out."""
_UNFOLDED = re.compile(r"([\u00df\u0130\u0149\u01f0\u0390\u03b0\u0587\u1e96-\u1e9e\u1f50-\u1ffc\ufb00-\ufb17])")
"""Among these are the letters that become several ones when they are folded."""
_LETTERS = re.compile(r"[^\\\[\]()|?*+{}.^$]+(?![?*{])")
"""Letters that stand for themselves, the last of them not made optional by what follows."""
_PARTS = re.compile(r"[\\\[(|]")
"""Where an expression has to be looked at for its bars."""
_BRACKETS = re.compile(r"\\.|\[.[^\]]*\]|[()]", re.S)
"""What tells where a group ends: brackets, but not those behind a backslash or among `[...]`."""


@lru_cache(maxsize=256)
def in_small(text: str) -> str:
    """Return `text` in small letters, one for each of its own, so that places in it are places in `text`.

    The same few texts of one invitation are asked for again and again.
    """
    small = text.casefold()
    return small if len(small) == len(text) else "".join(map(_in_small, _UNFOLDED.split(text)))


def _in_small(text: str) -> str:
    """Return `text` in small letters; a letter that would become several ones stays, or has a small one of its own."""
    return next((small for small in (text.casefold(), text.lower()) if len(small) == len(text)), text)


def anchors(expression: str) -> tuple[frozenset[str], ...] | None:
    """Return sets of case-folded texts: every match of `expression` holds all of at least one set. None: not sure.

    Understands the small part of regular expressions that phrases are written in; what it does not, it passes over.
    """
    if not _SIGNS.search(expression):
        small = in_small(expression)
        return (frozenset({small}),) if _telling(small) else None
    branches = _branches(expression)
    if len(branches) > 1:
        found = [anchors(branch) for branch in branches]
        return None if None in found else _without_more(needs for each in found for needs in each or ())
    atoms = _atoms(expression)
    needs = [frozenset(run for run in _runs(atoms) if _telling(run))]
    for group in _groups(atoms):
        inner = anchors(group)
        most = _MOST_ALONE if len(needs) == 1 else MOST
        if inner is not None and len(needs) * len(inner) <= most:
            needs = [known | more for known in needs for more in inner]
    return _without_more(needs) if all(needs) else None


def _without_more(needs: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the sets without those that ask for more than another one does."""
    sets = list(set(needs))
    if len(sets) == 1:
        return (sets[0],)
    sets.sort(key=lambda each: (len(each), sorted(each)))
    return tuple(each for place, each in enumerate(sets) if not any(other < each for other in sets[:place]))


def _telling(run: str) -> bool:
    return len(run) >= SHORTEST or (bool(run) and ord(run[0]) >= _SYLLABLES)


def _atoms(expression: str) -> list[tuple[str, bool]]:
    """Return the parts of one branch: letters, `[...]`, `(...)`, escapes, with whether each is surely there."""
    atoms: list[tuple[str, bool]] = []
    at = 0
    while at < len(expression):
        plain = _LETTERS.match(expression, at)
        if plain:
            atoms += [(letter, True) for letter in plain[0]]
            at = plain.end()
            continue
        stop = _end(expression, at)
        atom, behind = expression[at:stop], expression[stop : stop + 1]
        if atom not in _OPTIONAL:
            # A `+` is an atom of its own: it ends a run, for what it repeats may stand there more than once.
            atoms.append((atom, not behind or behind not in _OPTIONAL))
        at = expression.index("}", stop) + 1 if behind == "{" else stop
    return atoms


def _end(expression: str, at: int) -> int:
    """Return where the part that begins at `at` ends."""
    letter = expression[at]
    if letter == "\\":
        return at + _HEX.get(expression[at + 1], 2)
    if letter == "[":
        return expression.index("]", at + 2) + 1
    if letter != "(":
        return at + 1
    depth = 0
    for bracket in _BRACKETS.finditer(expression, at):
        depth += (bracket[0] == "(") - (bracket[0] == ")")
        if depth == 0:
            return bracket.end()
    raise ValueError(f"a bracket is never closed: {expression}")


def _branches(expression: str) -> list[str]:
    """Return the alternatives of `expression`, parted at the bars that stand outside all brackets."""
    if "|" not in expression:
        return [expression]
    branches, start, at = [], 0, 0
    while found := _PARTS.search(expression, at):
        if found[0] == "|":
            branches.append(expression[start : found.start()])
            start = found.end()
        at = _end(expression, found.start())
    return [*branches, expression[start:]]


def _letter(atom: str) -> str:
    """Return the letter that an atom stands for, empty where it stands for several, for none, or for a place."""
    if atom[0] == "\\":
        return "" if atom[1].isalnum() else atom[1:]
    return atom if len(atom) == 1 and atom not in ".^$+" else ""


def _letters(atom: str) -> str:
    """Return the letters of a short class (`[- ]`), empty where it has more, or says which ones it has not."""
    plain = _PLAIN_CLASS.fullmatch(atom.replace(r"\x27", "'"))
    return plain[1] if plain else ""


def _runs(atoms: Iterable[tuple[str, bool]]) -> list[str]:
    """Return the longest stretches of letters that every match holds, case-folded."""
    runs, run = [], ""
    for atom, sure in atoms:
        if sure and (letter := _letter(atom)):
            run += letter
        elif run:
            runs.append(run)
            run = ""
    return [in_small(each) for each in (*runs, run)]


@cache
def openings(expression: str) -> tuple[str, ...] | None:
    """Return texts, case-folded: every match of `expression` begins with one of them. None: not sure."""
    found = {in_small(text) for text, _ in _grown(expression)}
    if not all(map(_telling, found)):
        return None
    shortest = tuple(each for each in sorted(found) if not any(each.startswith(other) for other in found - {each}))
    return shortest if len(shortest) <= MOST else None


def _grown(expression: str) -> set[tuple[str, bool]]:
    """Return with which texts the matches of `expression` begin, each with whether all of the match is told by it."""
    return {each for branch in _branches(expression) for each in _grown_along(_atoms(branch))}


def _grown_along(atoms: Sequence[tuple[str, bool]]) -> set[tuple[str, bool]]:
    """Return the same for one branch: texts grow atom by atom, up to where they are long or many enough."""
    done: set[str] = set()
    growing = {""}
    for atom, sure in atoms:
        if atom.startswith(_LOOKS) or atom in _PLACES:
            continue  # takes no letters
        letter, inside = _letter(atom), _inside(atom)
        if inside and min(map(len, growing)) >= _LONG:
            break
        ahead = {(one, True) for one in letter or _letters(atom)} or (_grown(inside) if inside else {("", False)})
        longer = {(text + more, whole) for text in growing for more, whole in ahead}
        if len(done) + len(longer) > MOST:
            break
        if not sure:
            # It may be missing, or stand there more than once.
            done |= {text for text, _ in longer}
        else:
            done |= {text for text, whole in longer if not whole}
            growing = {text for text, whole in longer if whole}
        if not growing:
            break
    else:
        return {*((text, False) for text in done), *((text, True) for text in growing)}
    return {(text, False) for text in done | growing}


def before_look_ahead(expression: str) -> str:
    """Return what stands before the look-ahead that ends `expression`; empty where none does."""
    last, _ = _atoms(expression)[-1]
    return expression[: -len(last)] if last.startswith(("(?=", "(?!")) and expression.endswith(last) else ""


def _groups(atoms: Iterable[tuple[str, bool]]) -> list[str]:
    """Return what stands inside the brackets that every match goes through, look-arounds left out."""
    return [inside for atom, sure in atoms if sure and (inside := _inside(atom))]


def _inside(atom: str) -> str:
    """Return what stands inside brackets, empty where the atom has none or looks around."""
    if not atom.startswith("("):
        return ""
    if not atom.startswith("(?"):
        return atom[1:-1]
    if atom.startswith("(?:"):
        return atom[3:-1]
    if atom.startswith("(?-i:"):
        return atom[5:-1]
    return atom[atom.index(">") + 1 : -1] if atom.startswith("(?P<") else ""
