"""Every run of words in a text that may be a job's title.

One that holds a word such titles are made of, or that stands where little else can: as the value of a label for jobs,
right behind words that name a job outright, before a gender marker or, where no spaces part words, a word for a post.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.recognise.company_spans import joints
from core.recognise.grammar import choice
from core.recognise.labels import inline_label, label_above, label_line
from core.recognise.lexicon import pattern, phrases, places_of
from core.recognise.names import CJK
from core.recognise.role_words import gender, head
from core.recognise.speaking import by_language
from core.recognise.tables import load
from core.recognise.tokens import CLOSES, HOUR, OPENS, in_east
from core.recognise.tokens import words as words_of

_MOST = 9
"""Words of a job's title, at most; letters of one that is written without spaces."""
_LONGEST_EAST = 24

_GAP = re.compile(rf"[)）]?[ ][-–—/·&+][ ]|\)?,[ ]|[ ]?/[ ]?|[ ]\(|\)[ ]|[ ]|[-–—][ ]|(?<={CJK})(?:・|[(（])|(?<=\w)（")
"""What may stand between two words of one title."""
_SIGNS = frozenset({"@", "|", "w/", "c/o"})
"""What stands between words like one, and ends no title."""
_BRACKET = re.compile(r"[()（）]")
_IN_BRACKET = re.compile(r"\([^()\n:]*$")
"""What is told in brackets may have a label: `Technician (Base: Hull)`."""
_KINDS = {
    "talk": ("interview",),
    "met": ("place", "met"),
    "post": ("labels", "role"),
    "stop": ("roles", "stops"),
    "lead": ("roles", "before"),
    "recruiter": ("recruiter",),
    "round": ("round",),
}
"""Kinds of words that speak for or against a run in which or beside which they stand."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where words of one kind begin, also in order, and where they end."""

    starts: frozenset[int]
    ends: frozenset[int]
    in_order: Sequence[int]

    @classmethod
    def of(cls, found: Sequence[tuple[int, int]]) -> Said:
        return cls(frozenset([a for a, _ in found]), frozenset([b for _, b in found]), sorted(a for a, _ in found))


@dataclass(frozen=True, slots=True)
class Text:
    """The title of an invitation, or its body, with the places that tell of jobs.

    `heads` are where words begin that titles are made of, `first_ends` where the first of those ends that begin there
    or later; in titles also words formed as the names of trades are. A run from one of `named` on, or up to one of
    `posts`, may be a title without such a word, and so may one from one of `led` on, where a job may stand as well as a
    firm (`interview for`), and from one of `values` on: there a label's value begins, which ends at one of `value_ends`
    where more stands behind it in its line, and its first clause at one of `clauses`.
    In scripts without spaces a run also begins at `opens` and ends at `closes`.
    """

    text: str
    title: bool
    heads: Sequence[int]
    first_ends: Sequence[int]
    head_ends: frozenset[int]
    named: Sequence[int]
    led: Sequence[int]
    posts: Sequence[int]
    values: Sequence[int]
    value_ends: frozenset[int]
    clauses: frozenset[int]
    opens: Sequence[int]
    closes: Sequence[int]
    said: Mapping[str, Said]

    @classmethod
    def of(cls, text: str, *, title: bool) -> Text:
        """Return a text with the places that tell of jobs."""
        heads = [*places_of(head(), text), *(span for part in _titles(text, whole=title) for span in part)]
        heads.sort()
        ends: list[int] = []
        for _, end in reversed(heads):
            ends.append(min(end, ends[-1]) if ends else end)
        named = sorted({_first_letter(text, end) for _, end in pattern("roles", "named").spans(text)})
        led = sorted({_first_letter(text, end) for _, end in pattern("roles", "led").spans(text)}.difference(named))
        posts = [match.start() for match in gender().finditer(text)]
        values, value_ends, clauses = _values(text)
        opens: list[int] = []
        closes: list[int] = []
        if in_east(text):
            after, talks = pattern("roles", "posts").spans(text), pattern("interview").spans(text)
            posts = sorted({*posts, *(_last_letter(text, start) for start, _ in after)})
            opens = sorted(
                {*named, *led, *(match.end() for match in _leads().finditer(text)), *(end for _, end in talks)}
            )
            closes = sorted(
                {*posts, *(match.start() for match in _follows().finditer(text)), *(start for start, _ in talks)}
            )
        starts, head_ends = [start for start, _ in heads], frozenset([end for _, end in heads])
        kinds = _KINDS if heads or named or led or posts or values else {}
        said = {name: Said.of(places_of(pattern(*path), text)) for name, path in kinds.items()}
        return cls(
            text,
            title,
            starts,
            ends[::-1],
            head_ends,
            named,
            led,
            posts,
            values,
            value_ends,
            clauses,
            opens,
            closes,
            said,
        )

    def begins_head(self, at: int) -> bool:
        """Return whether a word that titles are made of begins at a place."""
        return holds(self.heads, at, at)

    def holds_head(self, start: int, end: int) -> bool:
        """Return whether a word that titles are made of stands between two places."""
        at = bisect_left(self.heads, start)
        return at < len(self.heads) and self.first_ends[at] <= end

    def tells(self, start: int, end: int) -> bool:
        """Return whether anything between two places tells of a job."""
        outright = holds(self.named, start, end) or holds(self.led, start, end) or holds(self.posts, start, end)
        return outright or self.holds_head(start, end)

    def asks(self, end: int) -> bool:
        """Return whether what ends at a place is a question: `Which job are you applying for?`."""
        return not self.title and self.text.startswith(("?", "？"), end)

    def value(self, start: int, end: int) -> int:
        """Return where between two places the value of a label for jobs begins; -1 where none does."""
        found = within(self.values, start, end)
        return found[0] if found else -1


def within(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Return those of the sorted `places` that stand between two others."""
    at = bisect_left(places, start)
    return places[at : bisect_left(places, end + 1, at)] if at < len(places) else ()


def holds(places: Sequence[int], start: int, end: int) -> bool:
    """Return whether any of the sorted `places` stands between two others."""
    if not places:
        return False
    at = bisect_left(places, start)
    return at < len(places) and places[at] <= end


def may_name_job(text: str) -> bool:
    """Return whether any run of words in `text` may be a job's title."""
    told = any(pattern("roles", kind).occurs(text) for kind in ("heads", "named", "led", "posts", "endings"))
    return told or bool(gender().search(text)) or bool(_values(text)[0])


_CLOCK = re.compile(rf"{HOUR}|\d{{1,2}}(?:[:.]\d{{2}})? ?(?:h|hrs?)", re.I)
"""A time of day: no title goes on beyond it."""
_CLAUSE = re.compile(r"[^\n.,;:()|]+(?<! )")
"""What a label says at least."""


def _values(text: str) -> tuple[list[int], frozenset[int], frozenset[int]]:
    """Return where the values of labels for jobs begin, where those end that stand within a line, and where the first
    clause of any ends."""
    lines = [match.start("value") for label in (label_line, label_above) for match in label("role").finditer(text)]
    within_lines = {match.start("value") for match in inline_label("role").finditer(text)}.difference(lines)
    values = sorted([*lines, *within_lines])
    clauses = {at: match.end() for at in values if (match := _CLAUSE.match(text, at))}
    whole = [end for at, end in clauses.items() if at in within_lines and not text.startswith((",", " ("), end)]
    return values, frozenset(whole), frozenset(clauses.values())


def _titles(text: str, *, whole: bool) -> Iterator[list[tuple[int, int]]]:
    """Yield where words formed as the names of trades stand in a title, or in the subject line of a mail."""
    formed = pattern("roles", "endings")
    if whole:
        yield formed.spans(text)
        return
    for line in label_line("subject").finditer(text):
        shift = line.start("value")
        yield [(start + shift, end + shift) for start, end in formed.spans(line["value"])]


def _first_letter(text: str, at: int) -> int:
    """Return where the next word begins, behind the signs that open it."""
    while at < len(text) and (text[at] == " " or text[at] in OPENS):
        at += 1
    return at


def _last_letter(text: str, at: int) -> int:
    """Return where the word before a place ends, before the signs that close it."""
    while at and text[at - 1] in CLOSES:
        at -= 1
    return at


def spans(text: Text, line: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where runs of words that may be a job's title begin and end in the line from `line` to `stop`."""
    value = text.value(line, stop)
    if value < 0 and not text.tells(line, stop):
        return
    words = list(words_of(text.text, line, stop))
    named = frozenset([*within(text.named, line, stop), *within(text.led, line, stop)])
    posts = frozenset(within(text.posts, line, stop))
    whole = not text.opens and not text.closes and not _BRACKET.search(text.text, line, stop)
    small, outside = joints(), _outside()
    beside = small | outside
    for first, (begin, until) in enumerate(words):
        start = elided.end() if (elided := _elided().match(text.text, begin, until)) else begin
        outright = start in named or (value >= 0 and start - value in (0, 1, 2))
        if text.text[begin:until] in beside:
            continue
        upto = min(len(words), first + _MOST)
        # Most words have none beside them that a title is made of, or that names one.
        if not outright and not text.tells(begin, words[upto - 1][1] + 1):
            continue
        for last in range(first, upto):
            if last > first and not _goes_on(text.text, words[last - 1], words[last]):
                break
            said = text.text[slice(*words[last])]
            if said in outside or _CLOCK.fullmatch(said):
                break
            if said in _SIGNS or said in small or _is_numbered(text.text, words[last]):
                continue
            cuts = [(start, words[last][1])] if whole else _cut(text, (start, until), words[last])
            for a, b in cuts:
                told = text.holds_head(a, b) or ((outright or b in posts or a in named) and not text.asks(b))
                if told and not is_no_job(text.text[a:b]):
                    yield a, b


@by_language
def _outside() -> frozenset[str]:
    """Return words that stand beside a job, in small letters, and never within its title: `you`, `will`, `at`."""
    return frozenset(phrases("roles", "outside"))


@cache
def _elided() -> re.Pattern[str]:
    return re.compile(rf"{choice('elided')}['’](?=\w)", re.I)


def _goes_on(text: str, before: tuple[int, int], word: tuple[int, int]) -> bool:
    """Return whether a title may go on from one word to the next: no sentence ends between them."""
    gap = text[before[1] : word[0]]
    if gap == " ":
        return True
    if _GAP.fullmatch(text, before[1], word[0]):
        return True
    if gap == ": ":
        return bool(_IN_BRACKET.search(text, max(0, before[0] - _LONGEST_EAST), before[1]))
    if gap not in {". ", ". (", "., "}:
        return False
    last = text[before[0] : before[1]]
    if gap == ". " and (text[word[0]].islower() or (text[word[0]].isdigit() and _number().fullmatch(last))):
        return True
    return bool(_short().fullmatch(last))


def _is_numbered(text: str, word: tuple[int, int]) -> bool:
    """Return whether a word is the short one for the number behind it, with which no title ends."""
    return bool(_number().fullmatch(text, *word)) and text[word[1] :][:3].lstrip(". ")[:1].isdigit()


@cache
def _number() -> re.Pattern[str]:
    """Return the short word for a number (`Engineer No. 3`)."""
    return re.compile(choice("number_short"), re.I)


@cache
def _short() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["short_forms"]), re.I)


def _cut(text: Text, first: tuple[int, int], last: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the run from one word to another; where no spaces part words, also what stands between its particles."""
    (start, until), (begin, end) = first, last
    open_brackets = _opened(text.text, start, end)
    if open_brackets == 1 and text.text[end : end + 1] in {")", "）"}:
        end, open_brackets = end + 1, 0
    if open_brackets:
        return
    yield start, end
    if not text.opens and not text.closes:
        return
    for one in (start, *within(text.opens, start + 1, until - 1)):
        last_end = min(end - 1, one + _LONGEST_EAST)
        for other in (*within(text.closes, max(begin, one) + 1, last_end), end):
            new = (one, other) != (start, end) and 1 < other - one <= _LONGEST_EAST
            if new and not _opened(text.text, one, other) and not _leads().fullmatch(text.text, one, other):
                yield one, other


def is_no_job(run: str) -> bool:
    """Return whether words in letters of the east are a part of a sentence, and no job."""
    return in_east(run) and bool(_no_job().search(run))


@cache
def _no_job() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["no_job_in_east"]))


def _opened(text: str, start: int, end: int) -> int:
    """Return how many brackets between two places are opened there and not closed."""
    opened = text.count("(", start, end) - text.count(")", start, end)
    return opened + text.count("（", start, end) - text.count("）", start, end)


@cache
def _leads() -> re.Pattern[str]:
    """Return what may stand right before a title where no space does."""
    return re.compile("|".join(load("names")["leads_in_east"]))


@cache
def _follows() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["follows_in_east"]))
