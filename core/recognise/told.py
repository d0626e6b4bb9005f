"""The texts that name people, cut into lines and sentences, and what each of these says of the names in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from core.recognise.grammar import choice
from core.recognise.labels import any_label, label_line
from core.recognise.lexicon import pattern, places_of
from core.recognise.names import NAME, is_team, title_spans
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load

_SENTENCE = re.compile(r"\n|(?<=[.!?;])\s")
_BULLETS = " *•->"
_SHORT = 40
"""Letters of a sentence that is no more than a few words."""
_LAST = 3
"""Lines from the end among which a letter is signed."""
_SIGNATURE = 3
"""Lines at the end that tell a signature: the last one of the letter, a name, and what they do who bear it."""
_NEAR = 14
_FAR = 40
"""Letters from words for meeting somebody to who is met: a function may stand between."""
_SAID = {
    "met": ("place", "met"),
    "holds": ("place", "holds"),
    "aids": ("place", "aids"),
    "who": ("place", "who"),
    "joining": ("joining",),
    "coordinator": ("coordinator",),
    "absent": ("absent",),
    "interview": ("interview",),
    "recruiter": ("recruiter",),
    "former": ("former",),
    "manager": ("manager",),
    "career": ("career",),
    "warm": ("warm",),
    "social": ("social",),
    "promise": ("promise",),
    "sequel": ("sequel",),
    "does": ("place", "does"),
}
"""Kinds of words that a sentence may hold; each is a clue to the names in it."""
_PLACED = frozenset({"does", "holds", "manager", "coordinator", "recruiter"})
"""Kinds of words of which it counts where they stand beside a name."""


_NOT_IN_ROWS = {"sentence.aids", "sentence.warm"}
"""What says nothing behind who is met in a schedule, where it is done then (`14:00 Ana Ruiz, your questions`)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it begins, where its words do between bullets, where the value of its label begins (-1 where it
    has none), and what it says of the names in it."""

    start: int
    first: int
    last: int
    value: int
    clues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """One text with what its lines and sentences say. `begins` tells where some kinds of words begin in it, `met` where
    words for meeting somebody end."""

    text: str
    lines: tuple[Line, ...]
    sentences: tuple[int, ...]
    of_sentences: tuple[frozenset[str], ...]
    begins: Mapping[str, Sequence[int]]
    met: Sequence[int]

    def says(self, kind: str, start: int, end: int) -> bool:
        """Return whether words of a kind begin between two places."""
        begins = self.begins.get(kind, ())
        at = bisect_left(begins, start)
        return at < len(begins) and begins[at] < end

    def line(self, at: int) -> Line:
        """Return the line in which a place stands."""
        return self.lines[bisect_right(self.lines, at, key=_start) - 1]

    def sentence(self, at: int) -> frozenset[str]:
        """Return what the sentence says in which a place stands."""
        return self.of_sentences[bisect_right(self.sentences, at) - 1]

    def leading(self, line: Line, start: int) -> Iterator[str]:
        """Yield how its line, and how words for meeting somebody, lead to a name."""
        if line.value > start:
            yield "in.label"
        at = bisect_right(self.met, start)
        if at and start - self.met[at - 1] < _FAR:
            between = self.text[self.met[at - 1] : start].strip(" :")
            yield "met.far" if len(between) >= _NEAR else "met.near" if between else "met.next"


def _start(line: Line) -> int:
    return line.start


def titled(text: str) -> Told:
    """Return the title of an invitation as a text of one line."""
    return _told(text, (Line(0, 0, len(text), -1, frozenset({"in.title"})),))


def told(text: str) -> Told:
    """Return the body of an invitation with what its lines and sentences say."""
    return _told(text, tuple(_lines(text.split("\n"))))


def _told(text: str, lines: tuple[Line, ...]) -> Told:
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    said: list[set[str]] = [set() for _ in starts]
    begins: dict[str, list[int]] = {"title": sorted([start for start, _ in title_spans(text)])}
    met: list[int] = []
    for name, clue, words in _kinds():
        spans = places_of(words, text)
        for start, _ in spans:
            said[bisect_right(starts, start) - 1].add(clue)
        if spans and name in _PLACED:
            begins[name] = sorted([start for start, _ in spans])
        if name == "met":
            met = sorted([end for _, end in spans])
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        if end - start < _SHORT:
            said[place].add("sentence.short")
        if said[place] & _NOT_IN_ROWS and _opens_row(lines[bisect_right(lines, start, key=_start) - 1], text):
            said[place] -= _NOT_IN_ROWS
    return Told(text, lines, tuple(starts), tuple(map(frozenset, said)), begins, met)


def _opens_row(line: Line, text: str) -> bool:
    """Return whether a line is a row of a schedule that begins with somebody's name."""
    told = row().match(text[line.start : line.last]) if "row" in line.clues else None
    return bool(told and compiled(NAME).match(told["rest"]))


@by_language
def _kinds() -> tuple[tuple[str, str, Phrases], ...]:
    """Return the kinds of words that a sentence may hold, each with the clue that it is to the names in it."""
    words = {name: pattern(*path) for name, path in _SAID.items()} | {"earlier": _earlier()}
    return tuple((name, f"sentence.{name}", each) for name, each in words.items())


def _lines(lines: Sequence[str]) -> Iterator[Line]:
    """Yield the lines with what they say by their place among the others, their label or their shape."""
    left = sum(1 for line in lines if line.strip())
    signed = _signature(lines)
    closing = next((at for at, line in enumerate(lines) if _closings().fullmatch(line.rstrip(",.! "))), len(lines))
    start, first_one = 0, True
    above: list[str] = []
    for place, line in enumerate(lines):
        clues, labelled = above, None
        if place > closing:
            clues.append("closed")
        if filled := bool(line.strip()):
            left -= 1
            clues += _of_place(first=first_one, left=left)
            clues += _of_shape(line)
            if "row" in clues and label_line("people").match("".join(lines[place + 1 : place + 2])):
                clues.append("row.session")  # who holds it stands below
            if place == signed:
                clues.append("signed")
            first_one = False
            labelled = any_label().match(line) if ":" in line or "：" in line else None
            clues += _of_label(line, labelled)
        value = start + labelled.start("value") if labelled else -1
        first = start + len(line) - len(line.lstrip(_BULLETS))
        yield Line(start, first, start + len(line.rstrip(_BULLETS)), value, frozenset(clues))
        start, above = start + len(line) + 1, _below(line, clues) if filled else ["below.blank"]


def _signature(lines: Sequence[str]) -> int:
    """Return the line with the name of who signs, with what they do on the last line below it; -1 where none does."""
    filled = [place for place, line in enumerate(lines) if line.strip()][-_SIGNATURE:]
    if len(filled) < _SIGNATURE or filled[1] != filled[2] - 1 or filled[0] == filled[1] - 1:
        return -1  # a name alone above one line, and an empty one above it
    above, name, below = (lines[place].strip() for place in filled)
    names = not above.endswith((":", "："))
    arranges = any(pattern(kind).occurs(below) for kind in ("recruiter", "coordinator")) or is_team(below)
    return filled[1] if names and arranges and compiled(NAME).fullmatch(name) else -1


def _of_place(*, first: bool, left: int) -> list[str]:
    """Return what a line says as the first, or as one with so few lines behind it."""
    return [*(["first"] if first else []), *(["last"] if left == 0 else ["near.end"] if left < _LAST else [])]


def _of_label(line: str, labelled: re.Match[str] | None) -> list[str]:
    """Return what the label of a line says, if it has one."""
    if label_line("people").match(line):
        return ["label.people"]
    if not labelled:
        return []
    return ["label.other", *(["label.coordinator"] if pattern("coordinator").search(labelled["label"]) else [])]


def _of_shape(line: str) -> Iterator[str]:
    if row().match(line):
        yield "row"
    if line.lstrip()[:1] in {"*", "•", "-", "–"}:
        yield "bullet"
    if "@" in line:
        yield "line.address"
    if "http" in line:
        yield "line.link"


@cache
def row() -> re.Pattern[str]:
    """Return a row of a schedule: `10:00 System design with Ana Ruiz`."""
    time = (
        rf"(?:[012]\d[0-5]\d(?=\s)|\d{{1,2}}(?:[:.hu]\d{{2}})?)\s*"
        rf"(?:(?:[ap](?:\.?\s?m)?\.?|h|{choice('o_clock_in_rows')})(?!\w))?(?:\s+(?-i:[A-Z]{{2,5}})\b)?"
    )
    span = rf"{time}(?:\s*(?:[-–—~〜～]|{choice('till_hour')})\s*{time})?"
    return re.compile(rf"^[\s>*•-]*{span}\s*(?:\([^)]*\))?\s*[:|,\-–—]?\s*(?P<rest>.*)$", re.I)


def _below(line: str, clues: Collection[str]) -> list[str]:
    """Return what a line says of the names below it. `clues` are those that it gives to its own names."""
    below = []
    if "label.people" in clues:
        below.append("below.people")
    if line.rstrip().endswith((":", "：")):
        below.append("below.colon")
    if "row" in clues:
        below.append("below.row")
    return below


@cache
def _closings() -> Phrases:
    return any_of(load("names")["closings"])


@cache
def _earlier() -> Phrases:
    return any_of(load("names")["earlier"])


def before(text: str, start: int) -> Iterator[str]:
    """Yield the sign and the word right before a name."""
    ahead = text[max(0, start - _FAR) : start].rstrip(" ")
    yield _sign("before", ahead[-1:])
    if word := compiled(r"[^\W\d_]+$").search(ahead, ahead.rfind(" ") + 1):
        yield f"before {word[0].casefold()}"
        if word[0][0].isupper():
            yield "before.capital"


def behind(text: str, end: int) -> Iterator[str]:
    """Yield the sign and the word right behind a name."""
    after = text[end : end + _FAR].lstrip(" ")
    yield _sign("behind", after[:1])
    if word := compiled(r"[^\W\d_]+").match(after):
        yield f"behind {word[0].casefold()}"


@lru_cache(maxsize=512)
def _sign(where: str, letter: str) -> str:
    if letter in {"", "\n"}:
        return f"{where}.edge"
    if letter in ".!?。":
        return f"{where}.stop"
    return f"{where}.word" if letter.isalpha() else f"{where}.{letter}"
