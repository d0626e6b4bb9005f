"""The people in the rows of a schedule: `10:00 System design with Ana Ruiz`, `9:00 Ana Ruiz, VP`."""

from __future__ import annotations

import re

from core.recognise.labels import label_line
from core.recognise.lexicon import pattern, phrases, union
from core.recognise.names import CJK, NAME, NAME_WORD, is_title, people_in, without_credentials
from core.recognise.patterns import compiled

_AND = r"(?:,\s(?:(?:and|und|et|y|e|en|och|i|oraz)\s)?|\s(?:and|und|et|e|y|en|och|i|oraz|ed|&|\+)\s)"
_CELLS = re.compile(r"\s*\|\s*|\s+[-–—·]\s+|:\s+")
_TIME = (
    r"(?:[012]\d[0-5]\d(?=\s)|\d{1,2}(?:[:.hu]\d{2})?)\s*(?:(?:[ap](?:\.?\s?m)?\.?|Uhr|uur|h|Std)(?!\w))?"
    r"(?:\s+(?-i:[A-Z]{2,5})\b)?"
)
ROW = re.compile(
    rf"^[\s>*•-]*{_TIME}(?:\s*(?:-|–|—|to|bis|à|a|~|〜|～)\s*{_TIME})?\s*(?:\([^)]*\))?\s*[:|,\-–—]?\s*(?P<rest>.*)$",
    re.I,
)


def of_row(rest: str, below: list[str], *, names_last: bool) -> list[str]:
    """Return the names of one row of a schedule, or of the lines below a bare time; who checks in is not met yet.

    `names_last`: other rows show that what is done stands before a dash, and who does it behind.
    """
    if pattern("coordinator").search(rest):
        return []
    if compiled(r"\W*(?:check-?in|arrival|arrive|sign-?in|registration|ankunft|anmeldung|accueil)(?!\w)", re.I).match(
        rest
    ):
        return []
    if small := compiled(r"([a-zà-ÿ]{3,12})\s(?:-|\()|\bw/\s?([a-zà-ÿ]{3,12})").match(rest) or compiled(
        r".*\bw/\s?()([a-z]{3,12})"
    ).match(rest):
        name = small[1] or small[2]
        return [] if is_title(name) or _BREAKS.search(name) else [name.capitalize()]
    labelled = bool(below) and label_line("people").match(below[0])
    behind = _CELLS.split(rest, maxsplit=1)[-1] if names_last else rest
    names = [] if labelled else _row_names(behind if compiled(NAME).match(behind) else rest)
    if names or labelled:
        return names
    return _after_topic(below) if rest.strip() else _after_row(below)


_BREAKS = re.compile(r"lunch|break|tour|wrap|coffee|team|welcome|intro|done|pause|start|test|close|home|tacos", re.I)


def names_last(lines: list[str]) -> bool:
    """Return whether in the rows of a schedule names stand behind topics: some row has a topic that is none."""
    cells = [_CELLS.split(row["rest"], maxsplit=1) for line in lines if (row := ROW.match(line))]
    pairs = [(one[0].strip(), one[1].strip()) for one in cells if len(one) == 2]
    named = [(bool(compiled(NAME).fullmatch(a)) and not is_title(a), bool(compiled(NAME).match(b))) for a, b in pairs]
    return any(not first and second for first, second in named) and not any(
        first and not second for first, second in named
    )


def _row_names(rest: str) -> list[str]:
    """Return names of one row: behind `with`, before commas, in a cell of their own, or before a topic."""
    match = compiled(rf"(?P<who>{NAME}),\s(?P<function>[^,]+)(?:,\s[^,]+)?$").match(rest)
    who = without_credentials(match["who"]) if match else ""
    if match and not is_title(who) and _is_function(match["function"]):
        return people_in(who)
    if match := compiled(rf"{union(phrases('place', 'met'))}\s+(?P<who>.+)$", re.I).search(rest):
        names = people_in(match["who"])
        if names:
            return [name for name in names if " " in name] or names
    if match := compiled(rf"[a-zà-ÿ]\s[-–—+]\s(?P<who>{NAME_WORD})$").search(rest):
        return [name for name in people_in(match["who"]) if not is_title(name) and not _BREAKS.search(name)]
    if match := compiled(rf",\s(?P<who>{NAME_WORD})\s\(").search(rest):
        return people_in(match["who"])
    if match := compiled(rf"(?:[,|]|\s[-–—])\s(?P<who>{NAME}(?:{_AND}{NAME})*)$").search(rest):
        names = [name for name in people_in(match["who"]) if not is_title(name)]
        if names:
            return names
    cells = [
        cell
        for cell in compiled(r"\s*\|\s*|\s+[-–—·]\s+|:\s+|\t|\s{2,}|\s+\((?=[^)]*\))|\)").split(rest)
        if cell.strip()
    ]
    found: list[str] = []
    for cell in cells:
        names = people_in(cell)
        if (
            names
            and all(" " in name or compiled(CJK).search(name) for name in names)
            and (not is_title(cell.split(",")[0]) or cell.endswith(f" {names[0]}"))
        ):
            found += names
    return found


def _is_function(words: str) -> bool:
    """Return whether what stands behind a name is what that person does: no other name, and no address."""
    return is_title(words) or not compiled(rf"{NAME}|.*\d").match(words)


def _after_row(lines: list[str]) -> list[str]:
    """Under a bare time: the topic, then the names."""
    for line in lines:
        names = [name for name in people_in(line) if " " in name]
        if names and not is_title(line.split(",")[0]) and not pattern("interview").search(line):
            return names
    return []


def _after_topic(lines: list[str]) -> list[str]:
    """Under a time with its topic: a line of nothing but names."""
    if not lines or not compiled(rf"^{NAME}(?:\s*[,(]|\s*$)").match(lines[0]) or is_title(lines[0].split(",")[0]):
        return []
    return [name for name in people_in(lines[0]) if " " in name]
