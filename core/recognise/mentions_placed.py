"""Names where they stand: each part of a run of capitals that may be one, with what is said around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from core.recognise.given import is_given
from core.recognise.grammar import words as use_words
from core.recognise.lexicon import phrases
from core.recognise.listed import Mention
from core.recognise.names import NAME_WORD, PARTICLE, is_title
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load
from core.recognise.told import Line, Told, before, behind

_RUN = re.compile(rf"(?<![\w'’.-]){NAME_WORD}(?:(?:[ ]{PARTICLE}){{0,2}}[ ]{NAME_WORD})*")
MOST = 4
"""Words of a name, at most."""
_BESIDE = 8
"""Words of the same run before and behind a name that are looked at."""
_CLAUSE = 40
"""Letters before a name in which a function may stand."""
_STOP = re.compile(r"[.!?\n,;:(]")
_IN_BRACKETS = re.compile(r"\([^()\n]*,\s$")
_NEXT = re.compile(r"\s*")
_BEHIND = re.compile(r"\s*[,(–—|:/-]\s*([^,()\n;]{2,45})")
_BELOW = re.compile(r"[ ]*\n([^\n]{2,50})")

Word = tuple[int, int, str]
"""A word with capitals: where it stands (from, to), and what it is."""


def note_all(found: dict[str, Mention], text: Told, where: str) -> None:
    """Note in `found` each name in a text (`b` for body or `t` for title) that may be somebody's."""
    for run in _RUN.finditer(text.text):
        _note_parts(found, text, where, run)


def _note_parts(found: dict[str, Mention], text: Told, where: str, run: re.Match[str]) -> None:
    """Note each part of a run of capitals that may be a name, with what is said of it at this place.

    What stands ahead of a part goes by its first word alone, and what behind it by its last.
    """
    line, sentence = text.line(run.start()), text.sentence(run.start())
    words = _words(run)
    after: list[tuple[int, Sequence[str]]] = []
    no_names = stopwords()
    for first, (start, _, _) in enumerate(words):
        opens, ahead = _ahead(text, line, words, first)
        for last in range(first, min(len(words), first + MOST)):
            if last > first and _parts_first_names(text.text, words, last):
                break
            if last == len(after):
                after.append(_after(text, words, last))
            end, behind_it = after[last]
            name = text.text[start:end]
            if len(name) > 1 and name.casefold() not in no_names:
                mention = found.get(name)
                if mention is None:
                    mention = found[name] = Mention(name)
                mention.places.append((where, start, end))
                mention.clues.update(line.clues, sentence, ahead, behind_it)
                if opens == line.first:
                    mention.clues.add("line.alone" if end == line.last else "line.starts")


def _words(run: re.Match[str]) -> list[Word]:
    """Return the words of a run that have capitals, with their places in the text."""
    words = []
    start = run.start()
    for word in run[0].split(" "):
        if word[0].isupper():
            words.append((start, start + len(word), word))
        start += len(word) + 1
    return words


def _joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether a word joins two names before the one at that place (`Ana Ruiz y Bo Ek`)."""
    return 0 < at < len(words) and text[words[at - 1][1] : words[at][0]].strip() in {"y", "e", "i"}


def _parts_first_names(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether two first names are joined before the word at that place (`Quique y Dolors`): two people."""
    return _joined(text, words, at) and is_given(words[at - 1][2]) and (at == 1 or is_given(words[at][2]))


def _ahead(text: Told, line: Line, words: Sequence[Word], first: int) -> tuple[int, Sequence[str]]:
    """Return where the function begins that stands before a name, or the name itself, and what is said ahead of it."""
    rest = [] if _joined(text.text, words, first) else words[max(0, first - _BESIDE) : first]
    clues = _left_over([word for _, _, word in rest]) if rest else []
    # A function says where a name stands as its title does: `our director Ana Ruiz`.
    opens = rest[0][0] if "left.title" in clues else words[first][0]
    own = list(text.leading(line, words[first][0])) if opens < words[first][0] else []
    # Words for meeting may take the function along: `mit unserem Planer Bo Ek`.
    clues += own if "met.next" in own else text.leading(line, opens)
    clues += before(text.text, opens)
    clues += [clue for clue, words in _led_by().items() if words.search(text.text, max(0, opens - _CLAUSE), opens)]
    if (unit := _IN_BRACKETS.search(text.text, max(0, opens - _CLAUSE), opens)) and text.says("title", *unit.span()):
        clues.append("bracket.unit")  # `Ana Ruiz (head of design, Card Issuing)`
    if text.says("title", opens - _CLAUSE, opens):
        clause = _STOP.split(text.text[max(0, opens - _CLAUSE) : opens])[-1]
        if text.says("title", opens - len(clause), opens):
            clues.append("before.title")
    return opens, clues


def _left_over(words: list[str]) -> list[str]:
    """Return what the words say that stand before a name in its run, and would not belong to it."""
    if is_title(" ".join(words)):
        return ["left.title"]
    clues = ["left.one" if len(words) == 1 else "left.more"]
    if "lead" in opening(words[-1]):
        clues.append("left.lead")  # `Vienen Amaya y Bo`
    if is_given(words[-1]):
        clues.append("left.given")
    return clues


def _after(text: Told, words: Sequence[Word], last: int) -> tuple[int, Sequence[str]]:
    """Return where a name ends whose last word this is, and what is said behind it."""
    start, _, word = words[last]
    end = start + len(_bare(word))
    clues = [*behind(text.text, end)]
    rest = len(words) - last - 1 if not _joined(text.text, words, last + 1) else 0
    if rest:
        clues.append("right.one" if rest == 1 else "right.more")
        if is_given(words[last + 1][2]):
            clues.append("right.given")
    if _with_me().match(text.text, end):
        clues.append("with.me")
    if told_behind := _BEHIND.match(text.text, end):
        clues += _function("behind", text, *told_behind.span(1))
    if below := _BELOW.match(text.text, end):
        clues += _function("below", text, *below.span(1))
    for kind in ("does", "holds"):
        if kind in text.begins and (next_word := _NEXT.match(text.text, end)):
            at = next_word.end()
            clues += [f"behind.{kind}"] if text.says(kind, at, at + 1) else []
    return end, clues


def _function(where: str, text: Told, start: int, end: int) -> list[str]:
    """Return what words right behind or below a name say that this person does."""
    kinds = ("title", "manager", "coordinator", "recruiter")
    return [f"{where}.{kind}" for kind in kinds if text.says(kind, start, end)]


def _bare(name: str) -> str:
    return compiled(r"['’]s$").sub("", name.rstrip(".")) if name[-1] in ".s" else name


@by_language
def stopwords() -> frozenset[str]:
    """Return the small words of the languages spoken."""
    return frozenset(word.lower() for word in phrases("stopwords"))


@by_language
def opening(word: str) -> tuple[str, ...]:
    """Return what the first word of a name says: it opens a sentence, or is a function.

    A given name that opens one in another language is a name (`Per`).
    """
    kinds = (("lead", _leads()), ("rank", _ranks()))
    told = tuple(kind for kind, words in kinds if words.fullmatch(word))
    small = word.casefold()
    return () if told and is_given(word) and small not in stopwords() and small not in use_words("pronouns") else told


@cache
def _leads() -> Phrases:
    return any_of(load("names")["leads"])


@cache
def _ranks() -> Phrases:
    return any_of(load("names")["ranks"])


@cache
def _led_by() -> dict[str, re.Pattern[str]]:
    """Return what stands right before the name of one of the family, or of who only brought two together."""
    kinds = {"before.kin": "kin", "brought.together": "brought_together"}
    return {clue: re.compile(rf"(?<!\w)(?:{'|'.join(load('names')[name])})\s$", re.I) for clue, name in kinds.items()}


@cache
def _with_me() -> re.Pattern[str]:
    """Return what stands behind a name in a list that ends with the sender: `Ana Ruiz, Bo Ek and me`."""
    does = r"(?:\s?\([^()\n]{2,40}\))?"
    others = rf"(?:,\s{NAME_WORD}(?:[ ]{NAME_WORD}){{0,2}}{does}){{0,3}}"
    return re.compile(rf"{does}{others},?\s(?i:{'|'.join(load('names')['and_me'])})(?!\w)")
