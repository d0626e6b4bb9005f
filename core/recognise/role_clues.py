"""What speaks for a run of words being the job that an invitation is about: the words in it and beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from core.recognise.given import is_given
from core.recognise.grammar import choice
from core.recognise.hosts import domains
from core.recognise.invitation import Invitation
from core.recognise.labels import inline_label, label_line
from core.recognise.names import LEGAL_FORM, is_organisation, is_title
from core.recognise.patterns import compiled
from core.recognise.role_spans import Text, holds, spans
from core.recognise.role_words import clean, is_role
from core.recognise.spelling import abbreviates, resembles, spells
from core.recognise.tables import load
from core.recognise.tokens import in_east
from core.recognise.told import before, behind

_FAR = 40
"""Letters beside a run within which a word is a clue."""
_MANY_WORDS = 8
_MANY_BEHIND = 4
LED = "led"
"""Words stand before a run that lead to a job, or to a firm (`interview for`)."""
SIGNED, MET = "name.above", "label.met"
"""What begins below a name, or stands in a line that tells who is met, is what somebody is."""
GIVEN_BEFORE = "given.before"
"""In brackets behind a given name alone stands what that one is."""
NAME_BEFORE, FIRM_BEFORE = "name.before", "firm.before"
"""What is set apart behind a person's name is what they are; behind a firm's it may be the job."""
_AT_ONCE = 2
"""Signs that may open the value of a label: a bracket, a quotation mark."""
_PAIRS = {"(": ")", "（": "）", '"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’", "'": "'", "「": "」", "『": "』"}
"""Signs that enclose words, each with those that close it."""
_BRACKETS = "(（"


def runs(text: Text) -> Iterator[tuple[str, tuple[Iterable[str], ...]]]:
    """Yield the runs of words that may be a job's title, each with what speaks for or against it at its place."""
    line = 0
    for each in text.text.split("\n"):
        stop = line + len(each)
        value = text.value(line, stop)
        met: Sequence[tuple[int, int]] | None = None
        ahead: dict[int, list[str]] = {}
        after: dict[int, list[str]] = {}
        for start, end in spans(text, line, stop):
            met = _of_people(each) if met is None else met
            if start not in ahead:
                ahead[start] = [*_before(text, line, start, value)]
            if end not in after:
                after[end] = [*_behind(text, end, stop)]
            whole = [*_enclosed(text, start, end)]
            if value >= 0 and 0 <= start - value < _AT_ONCE:
                if "line.ends" in after[end] or end in text.value_ends:
                    whole.append("label.all")
                if end in text.clauses:
                    whole.append("label.clause")
            if any(begin <= start - line < end for begin, end in met):
                whole.append(MET)
            yield text.text[start:end], (ahead[start], after[end], whole, _inside(text, start, end))
        line = stop + 1


def _inside(text: Text, start: int, end: int) -> list[str]:
    return [f"{kind}.inside" for kind, said in text.said.items() if holds(said.in_order, start, end - 1)]


def _enclosed(text: Text, start: int, end: int) -> Iterator[str]:
    """Which signs enclose a run: brackets, or quotation marks."""
    said = text.text
    opened, behind = said[max(0, start - 1) : start], said[end : end + 1]
    if behind and behind in _PAIRS.get(opened, ""):
        if opened in _BRACKETS:
            yield "title.bracket.all" if text.title else "bracket.all"
        elif not said[start].islower():
            yield "quoted.all"
    run = said[start:end]
    plain = not text.title and run[0].isalpha() and "(" not in run and not is_given(run.rpartition(" ")[2])
    if plain and _opens_sentence().search(said, max(0, start - 4), start) and _closes().match(said, end):
        yield "sentence.all"
    if start in text.said["talk"].starts and said.count(" ", start, end) > 1:
        yield "talk.first"  # `Interview Night Porter`


@cache
def _opens_sentence() -> re.Pattern[str]:
    return re.compile(r"(?:^|[.!?;\n]\s?\(?)$")


@cache
def _closes() -> re.Pattern[str]:
    return re.compile(r"\)?(?:$|\n|[.!?;](?:\s|$))")


def _before(text: Text, line: int, start: int, value: int) -> Iterator[str]:
    """What stands before a run."""
    yield "at.title" if text.title else "at.text"
    mark = "title." if text.title else ""
    near = text.text[max(line, start - 2) : start]
    for clue in before(text.text, start):
        yield f"{mark}{_in_east(clue, near[-1:], near)}"
    ahead = text.text[max(line, start - _FAR) : start]
    words = compiled(r"[^\W\d_]+").findall(ahead)
    if len(words) > 1:
        yield f"before {words[-2].lower()} {words[-1].lower()}"
        yield from _beside_name(text, ahead, words)
    if words and words[-1][0].isupper() and compiled(r"[^\W\d_],\s$").search(ahead):
        yield "comma.before"
    if in_east(ahead[-1:]):
        yield from (f"before {ahead[-1]}", f"before {ahead[-2:]}")
    if ahead.endswith(" ") and start - 1 in text.head_ends:
        yield "before.head"
    stood = line + len(text.text[line:start].rstrip(" -–—:|([\"“„«'‘「『【：（*•"))
    for kind, said in text.said.items():
        if stood in said.ends or start in said.ends:
            yield f"{mark}{kind}.before"
    yield from _behind_post(text, ahead, start)
    yield from _at(text, line, start, value)


def _behind_post(text: Text, ahead: str, start: int) -> Iterator[str]:
    """How a word for a post leads to a run: with its number between, or as a label that has no colon."""
    posts = text.said["post"].ends if "post" in text.said else ()
    if (number := _number_ends().search(ahead)) and start - len(ahead) + number.start() in posts:
        yield "post.number"
    alone = start - 1 in posts and compiled(r"(?:^|[.!?;\n]\s?)[^\W\d_]+\s$").search(ahead)
    if alone and not text.title and text.text[start : text.text.find(" ", start)] not in load("names")["joints"]:
        yield "post.first"


@cache
def _number_ends() -> re.Pattern[str]:
    """Return the number of a vacancy that is set apart before its title: `26-114, `."""
    return re.compile(rf"\s(?:{choice('number_short')}\.?\s?)?#?[\w/.-]*\d[\w/.-]*(?:[,:]| [-–—])\s$", re.I)


def _beside_name(text: Text, ahead: str, words: Sequence[str]) -> Iterator[str]:
    """Whose name stands before a run that is set apart behind it."""
    if words[-2][0].isupper() and words[-1][0].isupper() and compiled(r"[,(–—-]\s?$").search(ahead):
        yield FIRM_BEFORE if _firm_ends().search(ahead) else NAME_BEFORE
    elif _name_and_article().search(ahead):
        yield "name.before.article"  # `Ana Ruiz, the night manager`
    elif not text.title and ahead.endswith(f"{words[-1]} (") and is_given(words[-1]):
        yield GIVEN_BEFORE


def _at(text: Text, line: int, start: int, value: int) -> Iterator[str]:
    """Where a run begins: at a word for jobs, at one that leads to them, in its line, and in a label's value."""
    if text.begins_head(start):
        yield "starts.head"
    if start in text.named:
        yield "named"
    elif start in text.led:
        yield LED
    if start == line:
        yield "line.starts"
        if _is_name(_above(text.text, line)):
            yield SIGNED
    if 0 <= value <= start:
        yield "label.starts" if start - value < _AT_ONCE else "label"


def _of_people(line: str) -> Sequence[tuple[int, int]]:
    """Return where in a line the values of labels for those who are met begin and end."""
    whole = label_line("people").match(line)
    return [each.span("value") for each in ([whole] if whole else inline_label("people").finditer(line))]


def _above(text: str, line: int) -> str:
    """Return the line above the one that begins at `line`, unless it is too long for a name."""
    end = line - 1
    return text[max(text.rfind("\n", max(0, end - _FAR), end), end - _FAR) + 1 : max(0, end)]


def _is_name(line: str) -> bool:
    """Return whether a line is a name, or the letters for one, as stands under a letter."""
    return bool(compiled(r"(?:[A-ZÀ-Þ]\.\s?){1,3}|[A-ZÀ-Þ]{1,2}").fullmatch(line)) or is_given(line)


@cache
def _firm_ends() -> re.Pattern[str]:
    """Return how a firm's name ends before what is set apart, in a legal form or partners: `Larch AG, ` is nobody's."""
    partners = r"[^\W\d_a-zà-ÿ]\w+ & [^\W\d_a-zà-ÿ]\w+"
    return re.compile(rf"(?<!\w)(?:{LEGAL_FORM}|{partners})\s?[,(–—-]\s?$")


@cache
def _name_and_article() -> re.Pattern[str]:
    """Return a name of two words with an article behind its comma."""
    name = r"(?-i:[^\W\d_a-zà-ÿ][\w'’-]+ [^\W\d_a-zà-ÿ][\w'’-]+)"
    return re.compile(rf"{name}, (?:{'|'.join(load('names')['articles'])}) $", re.I)


def _in_east(clue: str, next_to: str, near: str) -> str:
    """Return a clue of a word beside a run; letters of the east are told apart, for there words have no edges."""
    if not in_east(near) or not clue.endswith(".word"):
        return clue
    return f"{clue.removesuffix('word')}{'spaced' if next_to.isspace() else 'east'}"


def _behind(text: Text, end: int, stop: int) -> Iterator[str]:
    """What stands behind a run."""
    mark = "title." if text.title else ""
    for clue in behind(text.text, end):
        yield f"{mark}{_in_east(clue, text.text[end : end + 1], text.text[end : min(stop, end + 2)])}"
    then = stop - len(text.text[end:stop].lstrip(" -–—:|)]\"”»'’」』】）*.,"))
    for kind, said in text.said.items():
        if then in said.starts:
            yield f"{mark}{kind}.behind"
    if end in text.head_ends:
        yield "ends.head"
    if end in text.posts:
        yield "marker.behind"
    yield from _next(text, end, stop)
    yield from _piece(text.text[end : min(stop, end + _FAR)])


def _next(text: Text, end: int, stop: int) -> Iterator[str]:
    """What the words behind a run are."""
    left = text.text[end:stop]
    after = left[:_FAR]
    words = compiled(r"[^\W\d_]+").findall(after)
    if len(words) > 1:
        yield f"behind {words[0].lower()} {words[1].lower()}"
    if in_east(after[:1]):
        yield from (f"behind {after[0]}", f"behind {after[:2]}")
    if after.startswith(" ") and words and after[1:2].isalpha():
        if words[0][0].isupper():
            yield "behind.capital"
        elif end + 1 not in text.said["stop"].starts:
            yield "behind.small"  # the title may go on
        if text.begins_head(end + 1):
            yield "behind.head"
    if not left.strip(" .,;!)"):
        yield "line.ends"


def _piece(after: str) -> Iterator[str]:
    """What stands behind a run in brackets, or behind a comma."""
    if inside := compiled(r"\s?\(([^)]*)\)").match(after):
        kind = "digit" if compiled(r"\d|[mwfdx]/").search(inside[1]) else _kind(inside[1])
        yield f"bracket.{kind}{'.words' if ' ' in inside[1] else ''}"
        if kind == "small" and inside[1].isalpha() and not in_east(inside[1]) and clean(f"X ({inside[1]})") != "X":
            yield "bracket.word"  # no condition: it tells which of such jobs is meant
    if part := compiled(r",\s(?P<first>\S+)").match(after):
        yield f"comma.{_kind(part['first'])}"
        if piece := compiled(r",\s([^,.;()]{2,40}?)(?:[.,;)]|\s[-–—:]|$)").match(after):
            yield f"comma.{_kind(part['first'])}.{min(_MANY_BEHIND, len(piece[1].split()))}"
            if part["first"][0].islower() and piece[0].endswith((".", ":")) and " " not in piece[1]:
                yield "comma.small.stop"
    if _pair().match(after):
        yield "pair.behind"  # `Clerk, homes and land.`


@cache
def _pair() -> re.Pattern[str]:
    """Return two words in small letters up to the end of the sentence, of which only the last may stand there."""
    word = r"(?!\d)[^\W\dA-ZÀ-Þ]\w+"
    return re.compile(rf"(?:, {word})? {choice('and')} {word}(?=[.;\n]|$)")


def _kind(word: str) -> str:
    return "capital" if word[:1].isupper() else "digit" if word[:1].isdigit() else "small"


def of_words(name: str) -> frozenset[str]:
    """Return what the words of a run say by themselves."""
    east = in_east(name)
    found = {"east"} if east else set(_lettered(name))
    pieces = compiled(r"[^\W\d_]+|[&/,()+#-]").findall(name.lower())
    words = [word for word in pieces if word.isalpha()]
    if words:
        found |= {f"first {words[0]}", f"last {words[-1]}"}
    found |= {f"in {word}" for word in pieces}
    if east:
        found |= {f"first {name[0]}", f"first {name[:2]}", f"last {name[-1]}", f"last {name[-2:]}"}
        if is_organisation(name.partition(" ")[0]):
            found.add("firm.first")
    found.add(f"words.{min(len(words), _MANY_WORDS)}")
    parts = compiled(r",\s|\s[-–]\s").split(name) if {",", "-", "–"}.intersection(name) else ()
    if any(is_title(part) for part in parts[1:]):
        found.add("is.title.behind")
    return frozenset(found)


def _lettered(name: str) -> Iterator[str]:
    """Yield where a run has capitals."""
    big = [word[0].isupper() for word in compiled(r"[^\W\d_]+").findall(name)]
    if not big:
        return
    if all(big):
        yield "capitals.all"
    elif not any(big):
        yield "capitals.none"
    elif big[0]:
        yield "capitals.ends" if big[-1] else "capitals.first"
    else:
        yield "capitals.later"


def named_by_domain(name: str, invitation: Invitation) -> bool:
    """Return whether a mail domain spells a run, or a word of it: then a company's name stands in it."""
    hosts = domains(invitation)
    return bool(hosts) and any(_spelled(each, hosts) for each in {name, *name.split()})


def without_firm(name: str, invitation: Invitation) -> str:
    """Return a job without the firm's short name before it, which the text gives in brackets behind the whole one.

    A mail domain begins with it: `NWC Platform Lead`, where `Northway Cartographics (NWC)` signs at nwcarto.example.
    """
    short, _, job = name.partition(" ")
    if not job or not compiled(r"[A-ZÀ-Þ]{2,6}").fullmatch(short) or not is_role(job):
        return name
    if not any(host.startswith(short.lower()) for host in domains(invitation)):
        return name
    given = compiled(rf"(?P<whole>[^\n,;:.()]+?)\s?[(（]{short}[)）]").finditer(invitation.text)
    return job if any(abbreviates(short, match["whole"].strip()) for match in given) else name


@lru_cache(maxsize=4096)
def _spelled(name: str, hosts: tuple[str, ...]) -> bool:
    return any(spells(host, name) or resembles(host, name) for host in hosts)
