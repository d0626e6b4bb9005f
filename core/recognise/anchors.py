"""Literal texts without which a phrase cannot occur: a plain search for them is many times faster than the pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from core.recognise.tables import load, texts_in

SHORTEST = 2
"""Letters that an anchor must have to be worth looking for; one where each stands for a syllable or a word."""

MOST = 40
"""Sets for one phrase; of further alternatives none is asked for, which only makes the answer less sharp."""

_ESCAPED = frozenset("wWdDsSbB")
_OPTIONAL = frozenset("?*{")
_HEX = {"x": 4, "u": 6, "U": 10}
_SYLLABLES = 0x1100
"""From here on stand the letters of Chinese, Japanese and Korean."""


@cache
def anchors(expression: str) -> tuple[frozenset[str], ...] | None:
    """Return sets of case-folded texts: every match of `expression` holds all of at least one set. None: not sure.

    Understands the small part of regular expressions that phrases are written in; what it does not, it passes over.
    """
    branches = _branches(expression)
    if len(branches) > 1:
        found = [anchors(branch) for branch in branches]
        return None if None in found else _without_more(needs for each in found for needs in each or ())
    runs = frozenset(run for run in _runs(expression) if _telling(run))
    needs = [runs]
    for group in _groups(expression):
        inner = anchors(group)
        if inner is not None and len(needs) * len(inner) <= MOST:
            needs = [known | more for known in needs for more in inner]
    return _without_more(needs) if all(needs) else None


def _without_more(needs: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the sets without those that ask for more than another one does."""
    sets = sorted(set(needs), key=lambda each: (len(each), sorted(each)))
    return tuple(each for place, each in enumerate(sets) if not any(other < each for other in sets[:place]))


def _telling(run: str) -> bool:
    return len(run) >= SHORTEST or (bool(run) and ord(run[0]) >= _SYLLABLES)


def _atoms(expression: str) -> list[tuple[str, bool]]:
    """Return the parts of one branch: letters, `[...]`, `(...)`, escapes, with whether each is surely there."""
    atoms: list[tuple[str, bool]] = []
    at = 0
    while at < len(expression):
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
    depth, place = 0, at
    while place < len(expression):
        if expression[place] in "\\[":
            place = _end(expression, place)
            continue
        depth += (expression[place] == "(") - (expression[place] == ")")
        place += 1
        if depth == 0:
            return place
    raise ValueError(f"a bracket is never closed: {expression}")


def _branches(expression: str) -> list[str]:
    """Return the alternatives of `expression`, parted at the bars that stand outside all brackets."""
    branches, start, at = [], 0, 0
    while at < len(expression):
        if expression[at] == "|":
            branches.append(expression[start:at])
            start = at + 1
        at = _end(expression, at)
    return [*branches, expression[start:]]


def _runs(expression: str) -> list[str]:
    """Return the longest stretches of letters that every match holds, case-folded."""
    runs, run = [], ""
    for atom, sure in _atoms(expression):
        literal = atom[1:] if atom[0] == "\\" and atom[1] not in _ESCAPED and not atom[1].isalnum() else atom
        if sure and len(literal) == 1 and (literal not in ".^$+" or atom[0] == "\\"):
            run += literal
        else:
            runs.append(run)
            run = ""
    return [each.casefold() for each in (*runs, run)]


def _groups(expression: str) -> list[str]:
    """Return what stands inside the brackets that every match goes through, look-arounds left out."""
    found = []
    for atom, sure in _atoms(expression):
        if sure and atom[0] == "(":
            if not atom.startswith("(?"):
                found.append(atom[1:-1])
            elif atom.startswith("(?:"):
                found.append(atom[3:-1])
            elif atom.startswith("(?P<"):
                found.append(atom[atom.index(">") + 1 : -1])
    return found


class Anchored:
    """A set of phrases, told at once from any text that holds none of them.

    Where all their anchors are among the words of `languages`, a text is searched once for all such sets together.
    """

    __slots__ = ("_alone", "_finder", "_keys", "_languages", "_together", "_unsure")

    def __init__(self, expressions: Iterable[str], languages: tuple[str, ...] = ()) -> None:
        expressions = tuple(expressions)
        self._unsure = tuple(at for at, phrase in enumerate(expressions) if anchors(phrase) is None)
        self._alone: dict[str, list[int]] = {}
        self._together: dict[str, list[tuple[frozenset[str], int]]] = {}
        texts: set[str] = set()
        for at, phrase in enumerate(expressions):
            for needs in anchors(phrase) or ():
                texts |= needs
                # The longest is the rarest, so the others are seldom asked for.
                rarest = max(needs, key=len)
                if len(needs) == 1:
                    self._alone.setdefault(rarest, []).append(at)
                else:
                    self._together.setdefault(rarest, []).append((needs, at))
        self._keys = frozenset((*self._alone, *self._together))
        shared = bool(languages) and all(any(text in _vocabulary(name)[0] for name in languages) for text in texts)
        self._languages = languages if shared else ()
        self._finder = None if shared else finder(texts)

    def may_be_in(self, text: str) -> bool:
        """Tell whether `text` holds all that at least one of the phrases cannot do without."""
        return bool(self.possible(text))

    def possible(self, text: str) -> Sequence[int]:
        """Return the places of the phrases that `text` may hold, in their order."""
        present = frozenset(self._finder(folded(text))) if self._finder else _present(self._languages, text)
        if self._keys.isdisjoint(present):
            return self._unsure
        found: set[int] = set()
        for key in self._keys & present:
            found.update(self._alone.get(key, ()))
            for needs, at in self._together.get(key, ()):
                if needs <= present:
                    found.add(at)
        if not found:
            return self._unsure
        return sorted(found.union(self._unsure) if self._unsure else found)


def finder(texts: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what lists which of `texts` another text holds, all looked for in one pass (Aho and Corasick, 1975)."""
    from ahocorasick_rs import AhoCorasick

    patterns = sorted(texts)
    automaton = AhoCorasick(patterns, store_patterns=True)
    return lambda text: automaton.find_matches_as_strings(text, overlapping=True)


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """Return `text` case-folded; the same few texts of one invitation are asked for again and again."""
    return text.casefold()


@cache
def _vocabulary(language: str) -> tuple[frozenset[str], Callable[[str], list[str]]]:
    """Return the anchors of all words of a language, and what finds them."""
    texts = frozenset(text for phrase in texts_in(load(language)) for needs in anchors(phrase) or () for text in needs)
    return texts, finder(texts)


@lru_cache(maxsize=1024)
def _present(languages: tuple[str, ...], text: str) -> frozenset[str]:
    """Return the anchors of these languages that `text` holds."""
    return frozenset().union(*[_held(name, text) for name in languages])


@lru_cache(maxsize=1024)
def _held(language: str, text: str) -> frozenset[str]:
    return frozenset(_vocabulary(language)[1](folded(text)))
