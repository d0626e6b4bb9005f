"""What is remembered and stands for good, put on the board before anything seeks its day (T5, T7, T8).

Whoever was written to counts as they were then: a later round or another contact does not change who got a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.model import Past, PersonId, ProcessId, TouchpointKind
from core.timeline.addressee import addressee
from core.timeline.memory import DEAD, stood_at
from core.timeline.rounds import Process, Round
from core.timeline.setting import Setting
from core.timeline.spacing import Board
from core.timeline.steps import Line, contact_day, fixed_at, is_over


def note_all(
    kind: TouchpointKind,
    processes: Mapping[ProcessId, Process],
    lines: Mapping[ProcessId, Line],
    *,
    board: Board,
    setting: Setting,
) -> None:
    """Put everything of one kind that stands for good on the board; what the user deleted or skipped was never sent,
    and what this plan takes back never will be.

    `lines` are the chains that go on, by their process. What belongs to none of them counts where it was sent or has
    come due.
    """
    for past in setting.memory.all(kind):
        if past.settled in DEAD or past.id in setting.off:
            continue
        name = setting.memory.process(past)
        line = lines.get(name) if name else None
        due = _stands(past, line, setting)
        if due is None:
            continue
        board.occupy(setting.local_day(due))
        for person in _whom(past, processes.get(name) if name else None, line, setting):
            board.contact(person, contact_day(past, due, setting), yearly=kind is TouchpointKind.KEEP_IN_TOUCH)


def rounds_then(past: Past, process: Process, setting: Setting) -> tuple[Round, ...]:
    """Return the rounds of a process up to the last on which a touchpoint stood: all that was known of it then."""
    named = set(setting.memory.interviews(past))
    places = [place for place, one in enumerate(process.rounds) if one.interview.id in named]
    return process.rounds[: places[-1] + 1] if places else process.rounds


def _stands(past: Past, line: Line | None, setting: Setting) -> datetime | None:
    if line is not None and any(past.id == one.id for one in line.going_on):
        return fixed_at(past, line, setting)
    return stood_at(past) if past.settled or stood_at(past) <= setting.now else None


def _whom(past: Past, process: Process | None, line: Line | None, setting: Setting) -> Iterable[PersonId]:
    """Return for whom it counts. Where it is not remembered, or they are not known by that id any more, it is whom the
    rounds of that time give.
    """
    if line is not None and not is_over(past, setting):
        return [line.person.id] if line.person else []
    then = [past.person] if past.person else []
    if setting.memory.person(past) is None and process is not None:
        person = addressee(rounds_then(past, process, setting))
        then += [person.id] if person else []
    return dict.fromkeys(then)
