"""Which meetings are the old copies of others: moved, given to somebody else, or left behind where another stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import combinations

from core.model import Sighting, Stage, Standing
from core.recognise.alike import is_note_on, one_meeting, roles_differ
from core.recognise.entries import Entry, Meeting, official, older
from core.recognise.keys import fold
from core.recognise.lexicon import pattern
from core.recognise.markers import says_moved, surely_moved
from core.recognise.same_person import acquainted

MOVE_WITHIN = timedelta(days=14)
_OFTEN = frozenset({Stage.TECHNICAL, Stage.CULTURE, Stage.PANEL, Stage.OTHER})
"""Stages of which a process may well have several rounds; OTHER is not known."""


class _Sure(IntEnum):
    """How sure it is that one meeting took another's place."""

    NO = 0
    INSTEAD = 1
    """It says so and has title and job in common, but somebody else comes."""
    ALIKE = 2
    """It is the only round of its stage with its people, under another title."""
    SAME = 3
    """Title and people are the same."""
    LEFT = 4
    """A copy of the same meeting was moved, this one was not."""


def without_moves(found: Sequence[Meeting]) -> list[Meeting]:
    """Fold the old copies of a moved meeting into its new one, where there is no doubt which that is."""
    certain = _certain(found)
    replaced: dict[int, list[Entry]] = {}
    for old, new in certain.items():
        last = new
        while last in certain:
            last = certain[last]
        replaced.setdefault(last, []).extend(found[old].entries)
    return [
        replace(meeting, replaced=tuple(replaced.get(i, ()))) for i, meeting in enumerate(found) if i not in certain
    ]


def _certain(found: Sequence[Meeting]) -> dict[int, int]:
    """Return by each old meeting the one that took its place. No chain of them is a circle: each is a newer word."""
    moves = _moves(found)
    left = _one_each((old, new) for (old, new), sure in moves.items() if sure is _Sure.LEFT)
    others = {move: sure for move, sure in moves.items() if sure is not _Sure.LEFT and left.keys().isdisjoint(move)}
    surest = {new: max(sure for (_, to), sure in others.items() if to == new) for _, new in others}
    steps = _steps({move for move, sure in others.items() if sure == surest[move[1]]})
    sources = Counter(new for old, new in steps if found[old].standing is Standing.ON)
    moved = _one_each(steps)
    return left | {
        old: new for old, new in moved.items() if found[old].standing is not Standing.ON or sources[new] == 1
    }


def _one_each(moves: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the moves of what can have gone to one place only."""
    known = sorted(moves)
    targets = Counter(old for old, _ in known)
    return {old: new for old, new in known if targets[old] == 1}


def _steps(moves: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the moves without those that lead over another: what was moved twice went from the second to the third."""
    onward: dict[int, set[int]] = {}
    for old, new in moves:
        onward.setdefault(old, set()).add(new)
    return sorted(
        (old, new) for old, new in moves if not any(new in onward.get(between, ()) for between in onward[old] - {new})
    )


def _moves(found: Sequence[Meeting]) -> Mapping[tuple[int, int], _Sure]:
    by_company: dict[str, list[int]] = {}
    for i, meeting in enumerate(found):
        if company := next((entry.company for entry in meeting.current if entry.company), ""):
            by_company.setdefault(company, []).append(i)
    pairs = (
        move
        for members in by_company.values()
        for one, other in combinations(members, 2)
        for move in ((one, other), (other, one))
    )
    return {move: sure for move in pairs if (sure := _moved(found[move[0]], found[move[1]])) is not _Sure.NO}


def _moved(old: Meeting, new: Meeting) -> _Sure:
    if _left_behind(old, new):
        return _Sure.LEFT
    if new.standing is not Standing.ON or abs(new.lead.start - old.lead.start) > MOVE_WITHIN:
        return _Sure.NO
    if old.standing is Standing.CANCELLED:
        return _alike(old, new) if _booked_after(old, new) else _Sure.NO
    if old.standing is not Standing.ON or not _says_newly(old, new):
        return _Sure.NO
    return _alike(old, new) or (_Sure.INSTEAD if _instead(old, new) else _Sure.NO)


def _left_behind(old: Meeting, new: Meeting) -> bool:
    """True where a copy that a tool or the user made still stands where the invitation stood before it was moved."""
    moved = [entry for entry in new.current if entry.lead.was and official(entry)]
    if not moved or old.standing is not Standing.ON or any(map(official, old.current)) or older(new.lead, old.lead):
        return False
    before = [_at(entry, start) for entry in moved for start in entry.lead.was]
    return any(
        one_meeting(there, entry) or (not entry.organizer and is_note_on(entry, there))
        for there in before
        for entry in old.current
    )


def _at(entry: Entry, start: datetime) -> Entry:
    lead = entry.lead
    return replace(entry, lead=replace(lead, start=start, end=start + (lead.end - lead.start)))


def _says_newly(old: Meeting, new: Meeting) -> bool:
    """True where `new` says that it was moved, and is known to be the newer of two that say so."""
    if not _says(new) or older(new.lead, old.lead) or (_says(old) and not older(old.lead, new.lead)):
        return False
    learned, before = (min(entry.first_seen for entry in meeting.current) for meeting in (new, old))
    # A text may also be that of the old one, which says where it went; a title is that of the new one.
    if not any(says_moved(copy.title) for copy in _newest(new)) and not (
        new.lead.start > old.lead.start or learned > before
    ):
        return False
    # What was moved after it took place took place: then the newer one is another round.
    return min(learned, new.lead.updated or learned) < old.lead.start


def _says(meeting: Meeting, *, surely: bool = False) -> bool:
    """True where a copy says by its title or text that it takes another's place."""
    says = surely_moved if surely else says_moved
    return any(copy.reading.replaces or says(copy.title) for copy in _newest(meeting))


def _newest(meeting: Meeting) -> Iterable[Sighting]:
    return (copy for entry in meeting.current if entry.standing is meeting.standing for copy in entry.newest)


def _alike(old: Meeting, new: Meeting) -> _Sure:
    """Return how far two meetings of one company, for one job and with the same people, are the same round."""
    a, b = old.current[0], new.current[0]
    if _of_two_rounds(a, b) or ((a.people or b.people) and not acquainted(a.people, b.people)):
        return _Sure.NO
    if a.title and a.title == b.title:
        return _Sure.SAME
    stage = a.lead.reading.stage
    once = stage is not None and stage not in _OFTEN and stage is b.lead.reading.stage
    return _Sure.ALIKE if once and _numbered(a.title) == _numbered(b.title) else _Sure.NO


def _of_two_rounds(one: Entry, other: Entry) -> bool:
    """True where job or stage tell two meetings apart."""
    stages = {entry.lead.reading.stage for entry in (one, other)} - {None, Stage.OTHER}
    return roles_differ(one, other) or len(stages) > 1


def _numbered(title: str) -> frozenset[str]:
    """Return the words of a title that say that it is a later round (`second`, `round 3`), in any language."""
    return frozenset(fold(match[0]) for match in pattern("later").finditer(title))


def _instead(old: Meeting, new: Meeting) -> bool:
    """True where it is the same but for who comes, and surely says that it takes another's place."""
    a, b = old.current[0], new.current[0]
    if a.title != b.title or _of_two_rounds(a, b):
        return False
    return bool(a.title and a.role and b.role) and _says(new, surely=True)


def _booked_after(old: Meeting, new: Meeting) -> bool:
    before, after = (min(entry.first_seen for entry in meeting.current) for meeting in (old, new))
    return after >= before and (new.lead.start > old.lead.start or older(old.lead, new.lead))
