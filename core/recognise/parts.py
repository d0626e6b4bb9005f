"""What somebody named in an invitation is to the user: the words beside their own name say it, nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from core.model import Part
from core.recognise.expressions import union
from core.recognise.grammar import choice
from core.recognise.invitation import Invitation
from core.recognise.labels import any_label
from core.recognise.lexicon import pattern, phrases
from core.recognise.names import CJK, NAME, without_honorifics
from core.recognise.patterns import compiled, places
from core.recognise.speaking import by_language
from core.recognise.stage import topics
from core.recognise.told import row

_BEHIND = 70
_AHEAD = 22
"""Letters behind and ahead of a name in which a function may stand."""
_HOUR = re.compile(r"\d[:.h]\d\d")
_LEADS = re.compile(r"\s*[:：]?\s*")
"""What stands between a function and the name behind it, where the one before is surely somebody else's."""
_LABELS = re.compile(r"\s*[:：,(–—-]?\s*")
"""The same where there is no name before."""


def part_of(name: str, others: Iterable[str], invitation: Invitation) -> Part | None:
    """Return what the words beside a name (or on the line below it) say that this person is.

    `others` are whom else the invitation names: what stands beside their names is theirs.
    """
    body, beside = invitation.body, _forms(name, others)
    alone = not any(_named(body, beside))
    leads = alone and pattern("manager").occurs(topics(invitation))  # `Type: Hiring manager`
    for start, end in places(name, body):
        behind, ahead = _behind(body, end, beside), _ahead(body, start, beside)
        if pattern("coordinator").search(behind):
            return Part.COORDINATOR
        if pattern("manager").search(behind) or pattern("manager").search(ahead) or leads:
            return Part.HIRING_MANAGER
        if pattern("recruiter").search(behind) or _ends(ahead, "recruiter", _LABELS):
            return Part.RECRUITER
        if _label().search(ahead):
            return Part.INTERVIEWER
    return None


def _forms(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the names of others as a line may have them: in full, or the first one alone."""
    mine = {name, *name.split()}
    forms = dict.fromkeys(form for other in others for form in (other, other.split(" ")[0]))
    return tuple(form for form in forms if len(form) > 1 and form not in mine)


def _behind(body: str, end: int, others: Sequence[str]) -> str:
    """Return what stands behind a name, and on the line below unless that is a row of its own."""
    line, _, below = body[end : end + _BEHIND].partition("\n")
    below = below.partition("\n")[0]
    own = compiled(r"\s?[(（][^()（）]*[)）]|").match(line)
    first = own.end() if own else 0
    if next_one := min(_named(line[first:], others), default=None):
        line = line[: first + _parted(line[first : first + next_one[0]])[0]]
    elif below and not (row().match(below) or any_label().match(below) or any(_named(below, others))):
        line = f"{line}\n{below}"
    line = _HOUR.split(line)[0]
    return line if compiled(r"[,;\n(]").search(line[:2]) else compiled(NAME).split(line)[0]


def _ahead(body: str, start: int, others: Sequence[str]) -> str:
    """Return what stands ahead of a name: on its line, or the label above it."""
    above, _, line = body[:start].rpartition("\n")
    if last := max(_named(line, others), default=None):
        line = line[last[1] :]
        return line[_parted(line)[1] :][-_AHEAD:]
    if compiled(r"\w").search(without_honorifics(f"{line}X")[:-1]):
        return line[-_AHEAD:]
    above, _, label = above.rstrip("\n").rpartition("\n")
    named = any(_named(label, others)) or any(_named(above.rpartition("\n")[2], others))
    return "" if named and not label.endswith((":", "：")) else f"{label[-_AHEAD:]}\n"


def _named(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of the names stands in `text`: with its capitals, and as a word of its own."""
    for name in names:
        for start, end in places(name, text):
            parted = not (text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha())
            if text[start:end] == name and (parted or compiled(CJK).search(name)):
                yield start, end


def _parted(between: str) -> tuple[int, int]:
    """Return where what belongs to the first of two names on one line ends, and where the second one's begins."""
    ends = [match.start() for match in (_HOUR.search(between), _joins().search(between)) if match]
    tail = max(between.rfind(sign) for sign in ",;)") + 1
    # `Ana Ruiz, planner, our recruiter Bo Ek`
    if any(_ends(between[tail:], kind, _LEADS) for kind in ("manager", "recruiter", "coordinator")):
        ends.append(tail)
    if ends:
        return min(ends), min(ends)
    return len(between), len(between) if between.lstrip()[:1] in {",", "(", "-", "–", "—", ":"} else 0


def _ends(text: str, kind: str, then: re.Pattern[str]) -> bool:
    """Return whether words for a function stand at the end of `text`, with nothing but `then` behind them."""
    return any(then.fullmatch(text, end) for _, end in pattern(kind).spans(text))


@cache
def _joins() -> re.Pattern[str]:
    """Return where another begins to be spoken of: `Ana Ruiz (planner) and the hiring manager, Bo Ek`."""
    return re.compile(rf"(?:^|[,;)])\s*(?:{choice('and', 'and_also')}|[&+])\s", re.I)


@by_language
def _label() -> re.Pattern[str]:
    """Return the label of a line that names people, right before the name."""
    return re.compile(rf"{union(phrases('labels', 'people'))}\s*[:：]\s*$", re.I)
