"""The plan (T1 to T9): from interviews, outcomes, what is remembered and the moment to every touchpoint. Pure.

Thank-yous stand by themselves. Check-ins are placed before keep-in-touch, since they have priority; what is fixed takes
its days before either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.model import (
    Busy,
    Interview,
    Me,
    Outcome,
    Past,
    Plan,
    Policy,
    ProcessId,
    Touchpoint,
    TouchpointKind,
    TouchpointStatus,
    aware,
)
from core.timeline import check_in, keep_in_touch
from core.timeline.business import BusinessDays
from core.timeline.check_in import line_of
from core.timeline.ending import followed, in_force
from core.timeline.memory import Memory, by_hand, stood_at
from core.timeline.noted import note_all, rounds_then
from core.timeline.quarters import Quarters
from core.timeline.rounds import Process, processes
from core.timeline.setting import Setting
from core.timeline.spacing import Board, settle
from core.timeline.steps import Step, touchpoint
from core.timeline.thank_you import thank_yous
from core.timeline.words import moment_words


def plan(
    *,
    interviews: Sequence[Interview],
    outcomes: Mapping[ProcessId, Outcome],
    past: Sequence[Past],
    policy: Policy,
    me: Me,
    busy: Sequence[Busy],
    now: datetime,
) -> Plan:
    """Return all touchpoints by due time, in the user's zone. The order of the inputs does not matter.

    Raises ValueError where `now` has no time zone.
    """
    zone, now = ZoneInfo(me.zone), aware(now).astimezone(UTC)
    known = followed(processes(interviews, zone=zone, now=now), outcomes)
    placed = {one.id for one in past if by_hand(one)}
    setting = Setting(
        now=now,
        zone=zone,
        policy=policy,
        days=BusinessDays(me.country, me.subdivision),
        quarters=Quarters(zone=zone, waking=(policy.waking_start, policy.waking_end), busy=busy),
        memory=Memory(past, interviews),
        outcomes=in_force(known, outcomes),
    )
    made = _planned(known, setting)
    # What the user placed keeps its days, but not where it is taken back, which is known once all is planned.
    while off := (placed & set(made.withdrawn)) - setting.off:
        setting = replace(setting, memory=Memory(past, interviews), off=setting.off | off, put_off={})
        made = _planned(known, setting)
    return made


def _planned(known: Sequence[Process], setting: Setting) -> Plan:
    touchpoints = [*thank_yous(known, setting), *_chains(known, setting)]
    touchpoints.sort(key=lambda one: (one.due.astimezone(UTC), one.id))
    return Plan(touchpoints=tuple(touchpoints), withdrawn=setting.memory.taken_back(setting.now))


def _chains(known: Sequence[Process], setting: Setting) -> Iterable[Touchpoint]:
    board = Board(setting.days, setting.policy, put_off=setting.put_off)
    waiting = {process.id: track for process in known if (track := check_in.check_ins(process, setting))}
    staying = [stay for process in known if (stay := keep_in_touch.keep_in_touch(process, setting))]
    by_id = {process.id: process for process in known}
    lines = {name: track.line for name, track in waiting.items() if track.steps}
    note_all(TouchpointKind.CHECK_IN, by_id, lines, board=board, setting=setting)
    lines = {stay.process.id: stay.line for stay in staying}
    note_all(TouchpointKind.KEEP_IN_TOUCH, by_id, lines, board=board, setting=setting)
    settle([check_in.chain(track, setting) for track in waiting.values()], board)
    last = {process: track.last for process, track in waiting.items()}
    settle([keep_in_touch.chain(stay, last.get(stay.process.id), setting) for stay in staying], board)
    for process in known:
        yield from _left_behind(process, setting)
    for track in waiting.values():
        yield from track.touchpoints
    for stay in staying:
        yield from stay.touchpoints


def _left_behind(process: Process, setting: Setting) -> Iterable[Touchpoint]:
    """Return what was sent or came due before a later round or an outcome ended its chain: it stays as a record."""
    for kind in (TouchpointKind.CHECK_IN, TouchpointKind.KEEP_IN_TOUCH):
        for past in setting.memory.unclaimed(kind, process.rounds):
            due = stood_at(past)
            if past.settled is None and due > setting.now:
                continue
            setting.memory.claim(past)
            line = line_of(kind, process, rounds_then(past, process, setting), setting)
            step = Step(line=line, number=past.number, id=past.id, past=past)
            why = f"it was due on {moment_words(due.astimezone(setting.zone))}, before things went on"
            status = past.settled or TouchpointStatus.ELAPSED
            yield touchpoint(step, due, why=why, variant="again", setting=setting, status=status)
