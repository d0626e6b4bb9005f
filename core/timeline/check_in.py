"""Check-ins (T2): three at most, after the promised date or some silence, counted anew from every later round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from core.model import Past, Touchpoint, TouchpointKind
from core.timeline.addressee import addressee
from core.timeline.rounds import LAST_YEAR, Process, Round, last_day_rounds
from core.timeline.setting import Setting
from core.timeline.spacing import Chain
from core.timeline.steps import Line, Reason, Step, fixed_at, step, taken
from core.timeline.words import day_words, holiday_words

KIND = TouchpointKind.CHECK_IN


@dataclass(slots=True, kw_only=True)
class CheckIns:
    """The check-ins of one process. `steps` are empty where an outcome has ended them; `last` is filled by `chain`."""

    process: Process
    line: Line
    steps: tuple[Step, ...]
    touchpoints: list[Touchpoint] = field(default_factory=list)
    last: date | None = None
    """The day of the last check-in, once all are planned."""


def check_ins(process: Process, setting: Setting) -> CheckIns | None:
    """Return the check-ins that a process has, not yet on their days; None where it never has any."""
    if not process.is_application:
        return None
    basis = last_day_rounds(process.talks)
    line = line_of(KIND, process, process.talks, setting, going_on=setting.memory.of(KIND, basis))
    count = 0 if process.id in setting.outcomes else len(setting.policy.check_in_business_days)
    steps = tuple(step(line, number, setting) for number in range(1, count + 1))
    return CheckIns(process=process, line=line, steps=steps)


def line_of(
    kind: TouchpointKind,
    process: Process,
    rounds: tuple[Round, ...],
    setting: Setting,
    *,
    going_on: tuple[Past, ...] = (),
) -> Line:
    """Return what the touchpoints of one kind share, that follow from these rounds."""
    policy = setting.policy
    return Line(
        kind=kind,
        process=process.id,
        rounds=rounds,
        basis=last_day_rounds(rounds),
        person=addressee(rounds),
        clock=policy.check_in_time if kind is KIND else policy.keep_in_touch_time,
        going_on=going_on,
    )


def chain(track: CheckIns, setting: Setting) -> Chain:
    """Plan the check-ins of one process one after the other; one that a message has answered is left out."""
    day, what = track.line.basis[-1].last_day, ""
    for one in track.steps:
        if (answered := _answered_on(one, day, setting)) is not None:
            day, what = answered, f"a message exchanged on {day_words(answered)}"
            continue
        reason = _first(track, setting) if one.number == 1 else _next(one, day, what, setting)
        touchpoint, day_of_it = yield from taken(one, reason, setting)
        track.touchpoints.append(touchpoint)
        day = max(day, day_of_it)
        what = f"check-in {one.number} on {day_words(day)}"
    track.last = day


def _answered_on(one: Step, before: date, setting: Setting) -> date | None:
    """Return the day of a message exchanged that makes this check-in needless; None where there is none, or it stands.

    What they wrote after the one before answers it, after a promised date only what came from that date on. What the
    user wrote is as good as the check-in, but on the day after the talk it is the thank-you. The next then counts from
    the exchange.
    """
    person, past = one.line.person, one.past
    if person is None or (past is not None and past.settled) or fixed_at(past, one.line, setting) is not None:
        return None
    promised = decision_by(one.line) if one.number == 1 else None
    since = before if promised is None else max(before, promised - timedelta(days=1))
    sent = person.last_contact if person.last_contact != person.last_reply else None
    days = [(person.last_reply, since), (sent, since + timedelta(days=1) if one.number == 1 else since)]
    found = max((on for on, after in days if on and after < on <= setting.today), default=None)
    if found is not None and past is not None:
        setting.memory.release(past)
    return found


def _first(track: CheckIns, setting: Setting) -> Reason:
    days, last_day = setting.days, max(one.last_day for one in track.line.basis)
    promised = decision_by(track.line)
    if promised is not None:
        day = days.add(promised, 1)
        free = holiday_words(days.holidays(promised, day))
        why = f"a decision was promised by {day_words(promised)}, the first business day after{free}"
        return Reason(day=day, why=why, variant="first")
    gap = setting.policy.check_in_business_days[0]
    day = days.add(last_day, gap)
    why = f"last round {day_words(last_day)} + {gap} business days{holiday_words(days.holidays(last_day, day))}"
    return Reason(day=day, why=why, variant="first")


def _next(one: Step, before: date, what: str, setting: Setting) -> Reason:
    gaps = setting.policy.check_in_business_days
    gap = gaps[one.number - 1]
    day = setting.days.add(before, gap)
    holidays = holiday_words(setting.days.holidays(before, day))
    why = f"{what} + {gap} business days{holidays}"
    return Reason(day=day, why=why, variant="closing" if one.number == len(gaps) else "again")


def decision_by(line: Line) -> date | None:
    """Return the date promised for a decision: what the user noted goes before what the invitation says.

    A date before the last round is out of date; one that an earlier round promised still holds while it lies ahead.
    """
    last = line.basis[-1]
    for one in reversed(line.rounds):
        for promised in (one.interview.directives.decision_by, one.interview.decision_by):
            if promised is None or promised.year > LAST_YEAR:
                continue
            if promised > last.last_day or (promised == last.last_day and one in line.basis):
                return promised
    return None
