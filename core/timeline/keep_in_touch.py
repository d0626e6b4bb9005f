"""Keep-in-touch (T3): now and then, once a process has ended or a networking talk took place; four a year a person."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.model import Outcome, OutcomeWord, Past, Touchpoint, TouchpointKind, TouchpointStatus
from core.timeline.check_in import line_of
from core.timeline.ending import ENDED
from core.timeline.memory import stood_at
from core.timeline.rounds import Process, Round, last_day_rounds
from core.timeline.setting import Setting
from core.timeline.spacing import Chain, Stands, Wish
from core.timeline.steps import Line, Reason, Step, fixed_at, hold_of, step, taken
from core.timeline.words import day_words, holiday_words

KIND = TouchpointKind.KEEP_IN_TOUCH
_REPLY_WITHIN = 10
"""Business days in which a rejection is answered; later the answer would only be odd."""


@dataclass(slots=True, kw_only=True)
class KeepInTouch:
    """The keep-in-touch of one process. `touchpoints` is filled by `chain`."""

    process: Process
    line: Line
    touchpoints: list[Touchpoint] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """From which day on, and why."""

    on: date
    why: str
    variant: str


def keep_in_touch(process: Process, setting: Setting) -> KeepInTouch | None:
    """Return the keep-in-touch that a process may have, not yet started; None where there is nobody to go on with."""
    outcome = setting.outcomes.get(process.id)
    rounds = _met(process, outcome, setting)
    if not rounds or (outcome is not None and outcome.word not in ENDED):
        return None
    line = line_of(KIND, process, rounds, setting, going_on=_going_on(process, last_day_rounds(rounds), setting))
    return KeepInTouch(process=process, line=line)


def _met(process: Process, outcome: Outcome | None, setting: Setting) -> tuple[Round, ...]:
    """Return the talks after which people are kept in touch with: those that took place before the end of a process.

    An informational talk starts the wait by itself, so that one to come counts as well.
    """
    if outcome is None and not process.is_application:
        return process.rounds
    over = (one for one in process.talks if one.end <= setting.now)
    return tuple(one for one in over if outcome is None or one.day <= outcome.on)


def _going_on(process: Process, basis: tuple[Round, ...], setting: Setting) -> tuple[Past, ...]:
    """Return what is remembered of the numbers of a process, also of those written for a talk that is called off now.

    A number is written once, wherever the last talk moves. Only a further talk that came after it starts them again.
    """
    last, since = {one.interview.id for one in basis}, min(one.day for one in basis)
    return tuple(
        past
        for past in setting.memory.of_process(KIND, process.id)
        if not last.isdisjoint(setting.memory.interviews(past)) or _day_of(past, setting) >= since
    )


def _day_of(past: Past, setting: Setting) -> date:
    """Return the day on which it was settled, else the one on which it stands."""
    return past.settled_on if past.settled and past.settled_on else setting.local_day(stood_at(past))


def chain(track: KeepInTouch, last_check_in: date | None, setting: Setting) -> Chain:
    """Plan the keep-in-touch of one process: all that is over, and the one that is next."""
    start = _start(track, last_check_in, setting)
    gaps = setting.policy.keep_in_touch_days
    if start is None or setting.policy.keep_in_touch_per_year <= 0:
        return
    before, what = start.on, start.why
    outcome = setting.outcomes.get(track.process.id)
    if outcome is not None and outcome.word is OutcomeWord.REJECTED:
        replied = yield from _gracious(track, outcome, setting)
        if replied is not None:
            before, is_open = replied
            what = f"the reply to the rejection on {day_words(before)}"
            if is_open:
                return
    for number, gap in enumerate(gaps, start=1):
        one = step(track.line, number, setting)
        reason = _reason(one, before, gap=gap, what=what, start=start, setting=setting)
        touchpoint, day = yield from taken(one, reason, setting)
        track.touchpoints.append(touchpoint)
        if _is_open(touchpoint):
            return
        before = max(before, day)
        what = f"keep-in-touch {number} on {day_words(before)}"


def _start(track: KeepInTouch, last_check_in: date | None, setting: Setting) -> Start | None:
    outcome = setting.outcomes.get(track.process.id)
    if outcome is not None:
        why = f"the process ended ({outcome.word.replace('_', ' ')}) on {day_words(outcome.on)}"
        return Start(on=outcome.on, why=why, variant="ended")
    if not track.process.is_application:
        talk = track.line.basis[-1].last_day
        return Start(on=talk, why=f"the talk on {day_words(talk)}", variant="networking")
    if last_check_in is None:
        return None
    silence = setting.policy.ended_after_business_days
    on = setting.days.add(last_check_in, silence)
    if on > setting.today:
        return None
    free = holiday_words(setting.days.holidays(last_check_in, on))
    why = (
        f"the last check-in on {day_words(last_check_in)} + {silence} business days{free} = {day_words(on)} without an"
        " outcome"
    )
    return Start(on=on, why=why, variant="ended")


def _gracious(
    track: KeepInTouch, outcome: Outcome, setting: Setting
) -> Generator[Wish | Stands, date, tuple[date, bool] | None]:
    """Take number 0, the reply to a rejection; return its day and whether it is still open.

    None where others to the same person leave no day for it before it would be too late.
    """
    one = step(track.line, 0, setting)
    day = setting.days.add(outcome.on, 1)
    free = holiday_words(setting.days.holidays(outcome.on, day))
    why = f"rejected on {day_words(outcome.on)}, the next business day{free}"
    until = setting.days.add(outcome.on, _REPLY_WITHIN)
    stands = one.past is not None and (one.past.settled or fixed_at(one.past, one.line, setting) is not None)
    reason = Reason(day=day, why=why, variant="after_rejection", until=until)
    touchpoint, day = yield from taken(one, reason, setting)
    if not stands and day > until:
        if one.past is not None:
            setting.memory.release(one.past)
        return None
    track.touchpoints.append(touchpoint)
    return max(outcome.on, day), _is_open(touchpoint)


def _reason(one: Step, before: date, *, gap: int, what: str, start: Start, setting: Setting) -> Reason:
    """Return the day that the wait gives; a message exchanged restarts it, a job change cuts it short."""
    person = one.line.person
    since, why = before, what
    if person is not None and person.last_contact and before < person.last_contact <= setting.today:
        since, why = person.last_contact, f"a message exchanged on {day_words(person.last_contact)}"
    counted = since + timedelta(days=gap)
    day = setting.days.on_or_after(counted)
    why = f"{why} + {gap} days"
    if day != counted:
        free = holiday_words(setting.days.holidays(counted - timedelta(days=1), day))
        why = f"{why} = {day_words(counted)}, the next business day{free}"
    ordinary = Reason(day=day, why=why, variant=start.variant)
    if person is None or person.moved_on is None or not before <= person.moved_on <= setting.today:
        return ordinary
    early = _brought_forward(one, person.moved_on, ordinary.day, setting)
    if early >= ordinary.day:
        return ordinary
    news = person.moved_why or f"{person.name} has changed jobs"
    noticed = f"noticed on {day_words(person.moved_on)}"
    free = holiday_words(setting.days.holidays(person.moved_on, early))
    return Reason(day=early, why=f"{news}; {noticed}, the next business day{free}", variant="job_change")


def _brought_forward(one: Step, moved_on: date, ordinary: date, setting: Setting) -> date:
    """Return the business day after a job change was noticed. Where that has passed but the wait has not, it is the
    next one to come, or the one on which the reminder already stands.
    """
    early = setting.days.add(moved_on, 1)
    passed = setting.hour_of(early, one.line.clock) <= setting.now < setting.hour_of(ordinary, one.line.clock)
    if not passed or fixed_at(one.past, one.line, setting) is not None:
        return early
    return hold_of(one, setting)[0]


def _is_open(touchpoint: Touchpoint) -> bool:
    return touchpoint.status is TouchpointStatus.PLANNED
