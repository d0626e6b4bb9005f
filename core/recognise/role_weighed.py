"""Which of the jobs that a text names it is about: what speaks for each is weighed, and every weight is data.

The weights stand in `data/role.toml`, learned from the labelled examples (`python -m benchmarks.roles`). Asked where no
line, title or turn of phrase says outright which job it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from core.recognise.invitation import Invitation
from core.recognise.keys import role_key
from core.recognise.labels import label_line
from core.recognise.lexicon import by_language, keys_of, pattern, phrases, union
from core.recognise.names import CJK, NAME, NAME_WORD, is_organisation
from core.recognise.patterns import compiled
from core.recognise.role_whole import whole
from core.recognise.role_words import capped, edge_word, has_form, is_role, kept
from core.recognise.tables import load

NOTHING = "nothing"
"""What counts for it that the text is about none of the jobs in it."""
_CLOCK = r"\W*\d{1,2}(?:[:.h]\d\d|\s?[ap]m)(?!\w)"
_AHEAD = 40
"""Letters before a job in which a word says that somebody holds it (`as the`, `I'm a`)."""
_BESIDE = 12
"""Letters that a word beside a job has at the most to be a clue by itself."""
_TURNED = 60
_OTHERS = frozenset({"advert", "clock", "line.people", "under.name"})
"""Any of these says that a line tells of other people or posts."""
_HELD = frozenset({"held", "name.comma"})
"""Any of these says that somebody has the job: unless words of an opening stand before it."""
_MOST_WORDS = 8
_MANY_WORDS = 4
_MANY_JOBS = 5
_FEW_LINES = 4
_LATE = 0.7


@dataclass(frozen=True, slots=True)
class Job:
    """One job that the text names, and what speaks for or against it."""

    name: str
    clues: Mapping[str, float]


@cache
def weights() -> Mapping[str, float]:
    """Return the weights of all clues by name."""
    return {name: float(weight) for name, weight in load("role").items()}


def weighed(invitation: Invitation) -> str:
    """Return the job for which most speaks; an empty text where more speaks for none."""
    worth = [(sum(weights().get(clue, 0.0) for clue in job.clues), job.name) for job in jobs(invitation)]
    most, name = max(worth, key=lambda each: each[0], default=(0.0, ""))
    return name if most > weights()[NOTHING] else ""


def jobs(invitation: Invitation) -> list[Job]:
    """Return the jobs that title and text name, each once, with the clues of all its mentions."""
    named: dict[str, str] = {}
    clues: dict[str, dict[str, float]] = {}
    for place, line in enumerate((invitation.title, *invitation.lines), -1):
        if not is_role(line):
            continue
        for name, found in _mentions(invitation, line, place):
            key = role_key(name)
            named.setdefault(key, name)
            clues.setdefault(key, {}).update(dict.fromkeys(found, 1.0))
    for key, told in clues.items():
        told[f"jobs.{min(len(clues), _MANY_JOBS)}"] = 1.0
        if any(key != other and key in other for other in clues):
            told["part.of"] = 1.0
        if any(key != other and other in key for other in clues):
            told["holds"] = 1.0
    return [Job(named[key], told) for key, told in clues.items()]


def _mentions(invitation: Invitation, plain: str, place: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the jobs in one line with their clues. `place` counts the lines of the text; the title is at -1."""
    line = kept(plain)
    around: list[str] = []
    for match in capped().finditer(line):
        name = _last(whole(match["role"], line, match.start("role"), invitation))
        start = line.rfind(name, 0, match.end()) if _fits(name) else -1
        if start < 0:
            continue
        around = around or list(_of_line(invitation, plain, place))
        found = [*around, *_beside(line[:start], line[match.end() :], invitation), *_form(name, invitation)]
        if _OTHERS.isdisjoint(found) and ("opened" in found or _HELD.isdisjoint(found)):
            yield name, found


def _last(found: str) -> str:
    """Return the last piece between dashes that is a job (`Interviews - Dredging Engineer - Ana Ruiz`)."""
    return next((part for part in reversed(found.split(" - ")) if is_role(part)), found)


def _fits(found: str) -> bool:
    words = found.split()
    if not words or edge_word(found) or len(words) > _MOST_WORDS:
        return False
    if compiled(rf"{CJK}+ {NAME}").fullmatch(found):
        return False  # a function and who holds it: `合伙人 Victor Tam`
    return not (is_organisation(found) and words[-1].endswith("s") and is_role(words[-1]))


def _of_line(invitation: Invitation, line: str, place: int) -> Iterator[str]:
    """What the line tells of in which a job stands: other people or posts, or openings."""
    yield from _of_place(invitation, line, place) if place >= 0 else ("title",)
    if pattern("roles", "adverts").occurs(line):
        yield "advert"
    if any(not is_role(name) and not invitation.is_me(name) for name in compiled(NAME).findall(line)):
        yield "names"
    if compiled(_TURNED_TO, re.I).search(line):
        yield "turned.line"
    if pattern("interview").search(line):
        yield "talk"
    if pattern("roles", "named").occurs(line):
        yield "opening.named"


def _of_place(invitation: Invitation, line: str, place: int) -> Iterator[str]:
    lines = invitation.lines
    if compiled(_CLOCK).match(line):
        yield "clock"
    alone = r"(?:\s\(.*\))?[.,]?"
    above = compiled(rf"\W*(?P<name>{NAME}|{NAME_WORD}){alone}").fullmatch(lines[place - 1]) if place > 0 else None
    if above and not invitation.is_me(above["name"]) and not line.endswith((".", "!", "?")):
        yield "under.name"
    if place + 1 < len(lines) and compiled(rf"\W*{NAME}{alone}").fullmatch(lines[place + 1]):
        yield "above.name"
    opens = compiled(rf"\W*(?P<name>{NAME})\s?(?:[,|(–—-]|\s-\s)").match(line)
    if opens and not is_role(opens["name"]):
        yield "behind.name"
    if label_line("people").match(line):
        yield "line.people"
    if label_line("role").match(line):
        yield "line.role"
    if place < 2:
        yield "early"
    elif place >= _LATE * len(lines) and len(lines) > _FEW_LINES:
        yield "late"


def _beside(ahead: str, behind: str, invitation: Invitation) -> Iterator[str]:
    """What stands right before and behind a job: words, signs, names, whoever is turned to."""
    if _opening().search(ahead):
        yield "opened"
    for name, words in zip(("held", "held.near", "ours"), _holders(), strict=True):
        if words.search(ahead[-_AHEAD:]):
            yield name
    yield from _names_beside(ahead, behind, invitation)
    unsaid_before, unsaid_behind = ahead.strip(' -*•·"“„«「'), behind.strip(' .,;:!)"”»」')
    if not unsaid_before:
        yield "starts"
    if not unsaid_behind:
        yield "ends" if unsaid_before else "alone"
    if compiled(_TURNED_TO, re.I).search(ahead[-_TURNED:]):
        yield "turned"
    if (sign := ahead.rstrip()[-1:]) in _SIGNS:
        yield f"sign.{_SIGNS[sign]}"
    if ahead.endswith(('"', "“", "„", "«", "「")):
        yield "sign.quote"
    if (sign := behind.lstrip()[:1]) in _SIGNS_BEHIND:
        yield f"then.{_SIGNS_BEHIND[sign]}"
    for side, next_to in (("ahead", ahead.split()[-1:]), ("behind", behind.split()[:1])):
        word = next_to[0].lower().strip("(),.:!") if next_to else ""
        if word.isalpha() and len(word) < _BESIDE:
            yield f"{side}.{word}"
    if pattern("interview").search(behind[:14]):
        yield "talk.behind"


_TURNED_TO = r"\b(?:you|your|du|dein\w*|ihre?|sie|vous|votre|tu|su|lei|suo|você)\b"
_SIGNS = {"(": "bracket", ":": "colon", "：": "colon", "-": "dash", "–": "dash", "—": "dash", "|": "dash", "·": "dash"}
_SIGNS_BEHIND = {
    ")": "bracket",
    ":": "colon",
    ",": "comma",
    ".": "stop",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "|": "dash",
}


def _names_beside(ahead: str, behind: str, invitation: Invitation) -> Iterator[str]:
    """Whose job it may be: a name, in front of it or behind."""
    before = compiled(rf"(?P<name>{NAME})['’]?s?\W*$").search(ahead)
    after = compiled(rf"[,:(]?\s(?P<name>{NAME})").match(behind)
    if before and invitation.is_me(before["name"]):
        yield "name.own"
    elif before:
        yield "name.firm" if is_organisation(before["name"]) else "name.before"
    elif after and not is_organisation(after["name"]):
        yield "name.behind"
    last = compiled(rf"({NAME_WORD}(?:\s{NAME_WORD})?)(?:,\s|\s?\()$").search(ahead)
    if last and not _names_talk(last[1]):
        yield "name.comma"


def _form(name: str, invitation: Invitation) -> Iterator[str]:
    """How a job is written, and how often."""
    yield f"words.{min(len(name.split()), _MANY_WORDS)}"
    if invitation.organizer is None:
        yield "note"
    if name.islower():
        yield "small" if invitation.organizer else "small.own"
    if has_form(name):
        yield "formed"
    if invitation.text.lower().count(name.lower()) > 1:
        yield "again"


def _names_talk(text: str) -> bool:
    """Return whether it is what takes place and not who is there (`Portfolio Panel, Product Designer`)."""
    return pattern("interview").occurs(text) or any(pattern("stages", each).occurs(text) for each in keys_of("stages"))


@by_language
def _holders() -> tuple[re.Pattern[str], ...]:
    """Return what stands before a job that is somebody's: `I'm a`, `with`, `our`, but not `our next`."""
    ours, sought = union(phrases("roles", "ours")), union(phrases("roles", "sought"))
    holders = union(phrases("roles", "holders"))
    held = compiled(rf"{holders}\s+(?:{ours}\s+)?$", re.I)
    near = compiled(rf"(?<!\w){holders}\s[^.!?]*$", re.I)
    return held, near, compiled(rf"{ours}\s+(?!{sought})(?:[^\W\d_]+\s)?$", re.I)


@by_language
def _opening() -> re.Pattern[str]:
    """Return what stands before a job in small letters alone, which is else anybody's: `as our`, `candidate for`."""
    weak = {"the", "our", "re", "saw(?: (?:the|your|an?))?"}
    words = tuple(word for word in phrases("roles", "before") if word not in weak)
    return compiled(rf"{union(words)}\s+$", re.I)
