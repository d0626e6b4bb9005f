"""One step of a chain of touchpoints to one person: what is fixed of it, what seeks its day, what it becomes.

Check-ins and keep-in-touch are such chains: each step counts from the day that the one before really got.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from core.ids import derive
from core.model import (
    Past,
    Person,
    PersonId,
    ProcessId,
    Touchpoint,
    TouchpointId,
    TouchpointKind,
    TouchpointStatus,
    Window,
)
from core.timeline.addressee import channel
from core.timeline.memory import by_hand, same_day, stood_at
from core.timeline.rounds import Round, basis_of
from core.timeline.setting import Setting, named
from core.timeline.spacing import Stands, Wish
from core.timeline.words import moment_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What all steps of one chain share. `rounds` are all that it follows from, `basis` those of the last day.

    `going_on` is what is remembered of the chain: its steps go on with that, by their numbers.
    """

    kind: TouchpointKind
    process: ProcessId
    rounds: tuple[Round, ...]
    basis: tuple[Round, ...]
    person: Person | None
    clock: time
    going_on: tuple[Past, ...] = ()

    @property
    def end(self) -> datetime:
        """The end of the last round (UTC)."""
        return max(one.end for one in self.basis)

    @property
    def person_id(self) -> PersonId | None:
        """Whom the caps are counted for."""
        return self.person.id if self.person else None

    @property
    def yearly(self) -> bool:
        """True where the cap of a year counts."""
        return self.kind is TouchpointKind.KEEP_IN_TOUCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One touchpoint to be: `past` is what is remembered of it."""

    line: Line
    number: int
    id: TouchpointId
    past: Past | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The day that the rule gives, with the rule in words, and the draft that fits. After `until` it is too late."""

    day: date
    why: str
    variant: str
    until: date | None = None


def step(line: Line, number: int, setting: Setting) -> Step:
    """Return the step with that number, going on with what is remembered of it."""
    anchor = min(one.interview.id for one in line.basis)
    derived = TouchpointId(derive(line.kind, anchor, str(number)))
    past = setting.memory.find(number, line.going_on, derived=derived)
    if past is not None:
        return Step(line=line, number=number, id=past.id, past=past)
    again = TouchpointId(derive(line.kind, anchor, str(number), "again"))
    return Step(line=line, number=number, id=setting.memory.fresh_id([derived, again]), past=None)


def fixed_at(past: Past | None, line: Line, setting: Setting) -> datetime | None:
    """Return where a touchpoint stands for good, or None where the rule still decides.

    For good is what the user placed, what they did, and what came due while its interview stayed where it was.
    """
    if past is None:
        return None
    if by_hand(past) or past.settled is TouchpointStatus.DONE:
        return stood_at(past)
    over = past.settled is not None or (past.written and stood_at(past) <= setting.now)
    # Case: a talk that was called off after the touchpoint on it had come due. Nothing has moved.
    apart = {one.interview.id for one in line.basis}.isdisjoint(setting.memory.interviews(past))
    return stood_at(past) if over and (apart or same_day(past, line.end, setting.zone)) else None


def is_over(past: Past, setting: Setting) -> bool:
    """True for a touchpoint that was sent, or whose time has come: whom it was for can change no more."""
    return past.settled is TouchpointStatus.DONE or stood_at(past) <= setting.now


def contact_day(past: Past | None, due: datetime, setting: Setting) -> date:
    """Return the day from which the next step counts: that on which it was done, else the day it was due."""
    if past is not None and past.settled is TouchpointStatus.DONE and past.settled_on:
        return past.settled_on
    return setting.local_day(due)


def taken(one: Step, reason: Reason, setting: Setting) -> Generator[Wish | Stands, date, tuple[Touchpoint, date]]:
    """Take one step: return its touchpoint and the day from which the next counts."""
    line, past = one.line, one.past
    due = fixed_at(past, line, setting)
    if due is not None:
        yield Stands(
            wish=_wish(one, reason, setting), on=setting.local_day(due), contact=contact_day(past, due, setting)
        )
    if due is None and past is not None and past.settled:
        due = setting.hour_of(reason.day, line.clock)
    if due is None:
        day = yield _wish(one, reason, setting)
        due = setting.hour_of(day, line.clock)
        # What stands today and is still to come stays, although the hour of the rule has passed.
        if past is not None and past.written and due <= setting.now < stood_at(past):
            due = stood_at(past) if setting.local_day(stood_at(past)) == day else due
    why = _why(reason, due, one, setting)
    return touchpoint(one, due, why=why, variant=reason.variant, setting=setting), contact_day(past, due, setting)


def _wish(one: Step, reason: Reason, setting: Setting) -> Wish:
    line = one.line
    person = _whom(one, setting)
    wish = Wish(id=one.id, day=reason.day, person=person.id if person else None, yearly=line.yearly, until=reason.until)
    if one.past is None or not one.past.written or stood_at(one.past) <= setting.now:
        return wish
    hold, opens = hold_of(one, setting)
    return replace(wish, hold=hold, open=opens)


def hold_of(one: Step, setting: Setting) -> tuple[date, date]:
    """Return where the search for a day starts if the rule's day has passed while a reminder stands ahead, and the
    first day whose hour is still to come.
    """
    today = setting.today
    opens = today if setting.hour_of(today, one.line.clock) > setting.now else setting.days.add(today, 1)
    hold = setting.days.add(today, 1)
    if one.past is not None:
        hold = min(setting.local_day(stood_at(one.past)), hold)
    return hold, opens


def _whom(one: Step, setting: Setting) -> Person | None:
    """Return whom a step is for: what is over went to whom it was for then, unless it moves on with its interview."""
    past, then = one.past, None
    if past is not None and is_over(past, setting) and not _moves_on(past, one.line, setting):
        then = setting.memory.person(past)
    return then or one.line.person


def _moves_on(past: Past, line: Line, setting: Setting) -> bool:
    goes_on = any(past.id == one.id for one in line.going_on)
    return goes_on and past.settled is None and fixed_at(past, line, setting) is None


def _why(reason: Reason, due: datetime, one: Step, setting: Setting) -> str:
    line, past = one.line, one.past
    hour = setting.hour_of(reason.day, line.clock)
    said = f"{reason.why} = {moment_words(setting.quarters.at(reason.day, line.clock).astimezone(setting.zone))}"
    local = moment_words(due.astimezone(setting.zone))
    if past is not None and by_hand(past):
        return f"{said}; moved by you to {local}"
    if setting.local_day(due) != setting.local_day(hour):
        in_the_way = setting.put_off.get(one.id)
        if in_the_way:
            return f"{said}; {in_the_way}: the next day with room is {local}"
        if fixed_at(past, line, setting) is not None:
            return f"{said}; its reminder stood at {local}"
        return f"{said}; that has passed while its reminder stood ahead, so {local}"
    if due != setting.quarters.at(reason.day, line.clock):
        return f"{said}; a busy event is in the way, nearest free quarter {local}"
    return said


def touchpoint(
    one: Step, due: datetime, *, why: str, variant: str, setting: Setting, status: TouchpointStatus | None = None
) -> Touchpoint:
    """Return the touchpoint of a step that is due then (UTC)."""
    line, past = one.line, one.past
    company, role = named(line.rounds)
    people: Sequence[Person] = [person] if (person := _whom(one, setting)) else []
    waking = setting.waking(setting.local_day(due))
    return Touchpoint(
        id=one.id,
        kind=line.kind,
        number=one.number,
        process=line.process,
        company=company,
        role=role,
        due=due.astimezone(setting.zone),
        window=Window(start=waking.start.astimezone(setting.zone), end=waking.end.astimezone(setting.zone)),
        pinned=past is not None and by_hand(past),
        status=status or setting.status(past, due),
        channel=channel(line.kind, people),
        variant=variant,
        why=why,
        people=tuple(people),
        basis=basis_of(line.basis),
    )
