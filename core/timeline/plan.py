"""The plan (T1 to T9): from interviews, outcomes, what is remembered and the moment to every touchpoint. Pure.

Thank-yous stand by themselves. Check-ins are placed before keep-in-touch, since they have priority; what is fixed takes
its days before either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from core.timeline.check_in import line_of, note_all_fixed
from core.timeline.memory import Memory, stood_at
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
    zone = ZoneInfo(me.zone)
    setting = Setting(
        now=aware(now).astimezone(UTC),
        zone=zone,
        policy=policy,
        days=BusinessDays(me.country, me.subdivision),
        quarters=Quarters(zone=zone, waking=(policy.waking_start, policy.waking_end), busy=busy),
        memory=Memory(past, interviews),
        outcomes=outcomes,
    )
    known = processes(interviews, zone=zone, now=setting.now)
    touchpoints = [*thank_yous(known, setting), *_chains(known, setting)]
    touchpoints.sort(key=lambda one: (one.due.astimezone(UTC), one.id))
    return Plan(touchpoints=tuple(touchpoints), withdrawn=setting.memory.taken_back(setting.now))


def _chains(known: Sequence[Process], setting: Setting) -> Iterable[Touchpoint]:
    board = Board(setting.days, setting.policy, put_off=setting.put_off)
    waiting = {process.id: track for process in known if (track := check_in.check_ins(process, setting))}
    staying = [keep_in_touch.keep_in_touch(process, setting) for process in known]
    for track in waiting.values():
        note_all_fixed(track.line, check_in.remembered(track, setting), board=board, setting=setting)
    for stay in staying:
        note_all_fixed(stay.line, keep_in_touch.remembered(stay, setting), board=board, setting=setting)
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
            named = set(setting.memory.interviews(past))
            places = [place for place, one in enumerate(process.rounds) if one.interview.id in named]
            line = line_of(kind, process, process.rounds[: places[-1] + 1], setting)
            step = Step(line=line, number=past.number, id=past.id, past=past)
            why = f"it was due on {moment_words(due.astimezone(setting.zone))}, before things went on"
            status = past.settled or TouchpointStatus.ELAPSED
            yield touchpoint(step, due, why=why, variant="again", setting=setting, status=status)
