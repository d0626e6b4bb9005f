"""Thank-yous (T1): one a process and local day, within 24 hours of the end of the day's last round, in waking hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from core.ids import derive
from core.model import Kind, Past, Touchpoint, TouchpointId, TouchpointKind, Window
from core.timeline.addressee import channel
from core.timeline.memory import DEAD, by_hand, same_end, stood_at
from core.timeline.rounds import Process, Round, basis_of, people_of
from core.timeline.setting import Setting, named
from core.timeline.words import clock_words, moment_words

KIND = TouchpointKind.THANK_YOU


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rounds of one process on one local day. `end` is that of the last to end, `seen` when it was first seen."""

    process: Process
    rounds: tuple[Round, ...]
    end: datetime
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a thank-you is due (UTC), and why."""

    due: datetime
    late: bool
    why: str


def thank_yous(processes: Iterable[Process], setting: Setting) -> tuple[Touchpoint, ...]:
    """Return the thank-yous of all processes, settled and elapsed ones among them."""
    groups = [group for process in processes for group in _groups(process)]
    kept = _continued(groups, setting)
    planned = (_planned(group, kept.get(place), setting) for place, group in enumerate(groups))
    return tuple(touchpoint for touchpoint in planned if touchpoint is not None)


def _groups(process: Process) -> Iterable[Group]:
    for _, same_day in groupby(process.rounds, lambda one: one.day):
        rounds = tuple(same_day)
        end = max(one.end for one in rounds)
        seen = min(one.interview.first_seen for one in rounds if one.end == end).astimezone(UTC)
        yield Group(process=process, rounds=rounds, end=end, seen=seen)


def _continued(groups: Sequence[Group], setting: Setting) -> dict[int, Past]:
    """Match what is remembered with the groups that go on with it, the surest matches first.

    Case: two days become one (an interview moved), or one becomes two. A deleted reminder rules a group that it stood
    for in full; one that stood for a part of it yields to a reminder that is still open. Of two halves of a day it goes
    on with the one that is still on that day; the other has a thank-you of its own.
    """
    matches = []
    for place, group in enumerate(groups):
        members = {one.interview.id for one in group.rounds}
        names = {_id(alias) for one in group.rounds for alias in (one.interview.id, *one.interview.aliases)}
        for past in setting.memory.of(KIND, group.rounds):
            shared = members & set(setting.memory.interviews(past))
            rank = (0 if shared == members else 2) if past.settled else 1
            # Ids are digests and tell nothing: they decide last, so that all else is the same whatever they are.
            stays = _on_its_day(past, group, setting)
            nearest = (not by_hand(past), not stays, -len(shared), group.rounds[0].start, stood_at(past))
            matches.append(((rank, *nearest, past.id not in names, past.id, place), place, past))
    kept: dict[int, Past] = {}
    claimed: set[TouchpointId] = set()
    for _, place, past in sorted(matches, key=lambda match: match[0]):
        if place not in kept and past.id not in claimed:
            kept[place] = setting.memory.claim(past)
            claimed.add(past.id)
    return kept


def _on_its_day(past: Past, group: Group, setting: Setting) -> bool:
    """True where a round that a thank-you stood for still ends on the local day on which it ended then."""
    ends, day = setting.memory.ends(past), setting.local_day
    return any(day(one.end) == day(then) for one in group.rounds if (then := ends.get(one.interview.id)))


def _id(interview: str) -> TouchpointId:
    return TouchpointId(derive(KIND, interview))


def _planned(group: Group, past: Past | None, setting: Setting) -> Touchpoint | None:
    if past is None and all(_dealt_with(one, setting) for one in group.rounds):
        return None
    timing = _timing(group, past, setting)
    if timing is None:
        if past is not None:
            setting.memory.release(past)
        return None
    people = people_of(group.rounds, met=True)
    company, role = named(group.rounds)
    return Touchpoint(
        id=past.id if past else _fresh_id(group, setting),
        kind=KIND,
        number=1,
        process=group.process.id,
        company=company,
        role=role,
        due=timing.due.astimezone(setting.zone),
        window=_window(group, late=timing.late, setting=setting),
        late=timing.late,
        pinned=past is not None and by_hand(past),
        status=setting.status(past, timing.due),
        channel=channel(KIND, people),
        variant=_variant(group, late=timing.late, met=len(people)),
        why=timing.why,
        people=people,
        basis=basis_of(group.rounds),
    )


def _fresh_id(group: Group, setting: Setting) -> TouchpointId:
    members = sorted(one.interview.id for one in group.rounds)
    again = TouchpointId(derive(KIND, members[0], "again"))
    return setting.memory.fresh_id([*map(_id, members), again])


def _dealt_with(one: Round, setting: Setting) -> bool:
    """True where the user deleted a thank-you that stood for this round, or sent one once the round was over."""
    return any(
        past.settled in DEAD
        or (past.settled is not None and past.settled_on is not None and past.settled_on >= one.day)
        for past in setting.memory.of(KIND, [one])
    )


def _variant(group: Group, *, late: bool, met: int) -> str:
    if late:
        return "late"
    if all(one.interview.kind is Kind.NETWORKING for one in group.rounds):
        return "networking"
    if met > 1:
        return "panel"
    return "first" if group.process.rounds[0].day == group.rounds[0].day else "next_round"


def _window(group: Group, *, late: bool, setting: Setting) -> Window:
    closes = group.end + timedelta(hours=setting.policy.thank_you_window_hours)
    start, end = group.end, closes
    if late:
        start, end = max(group.seen, closes), group.end + timedelta(days=setting.policy.thank_you_late_days)
    return Window(start=start.astimezone(setting.zone), end=max(start, end).astimezone(setting.zone))


def _timing(group: Group, past: Past | None, setting: Setting) -> Timing | None:
    """Return when it is due: what stands and is right, stays; all else follows the rule."""
    ruled = _ruled(group, group.seen, setting)
    if past is None or not (past.written or past.settled or by_hand(past)):
        return _caught_up(group, ruled, setting)
    how = _how_it_stays(past, group, ruled, setting)
    if how:
        return _kept(past, ruled, how, setting)
    if ruled is None or ruled.due > setting.now or stood_at(past) <= setting.now:
        return ruled
    return _again(group, ruled, setting)


def _how_it_stays(past: Past, group: Group, ruled: Timing | None, setting: Setting) -> str:
    """Return why a reminder stays where it stands, in words, or nothing where the rule decides anew."""
    stands, passed = stood_at(past), "that has passed, so"
    if by_hand(past):
        return "moved by you to"
    if past.settled:
        return "its reminder stood at"
    if not same_end(past, group.end):
        return ""
    if ruled is None or stands <= setting.now:
        return passed
    # Case: the rule's time has passed, and what was found instead still lies ahead. It stays while it is right.
    free, awake = setting.quarters.is_free(stands), setting.quarters.is_awake(stands)
    return passed if ruled.due <= setting.now and free and (awake or not past.late) else ""


def _kept(past: Past, ruled: Timing | None, how: str, setting: Setting) -> Timing:
    due = stood_at(past)
    why = ruled.why if ruled else "the interview ended more than the days of a late thank-you ago"
    if ruled is None or due != ruled.due:
        why = f"{why}; {how} {moment_words(due.astimezone(setting.zone))}"
    return Timing(due=due, late=past.late, why=why)


def _caught_up(group: Group, ruled: Timing | None, setting: Setting) -> Timing | None:
    """Case: no reminder stands and its time has passed. While the window is open, it is not too late."""
    policy = setting.policy
    if ruled is None or ruled.due > setting.now:
        return ruled
    closes = group.end + timedelta(hours=policy.thank_you_window_hours)
    if ruled.late:
        closes = group.end + timedelta(days=policy.thank_you_late_days)
    # Seen at this very moment: the rule has just given the quarter that begins now.
    if setting.now > closes or ruled.due == setting.now:
        return ruled
    return _again(group, ruled, setting)


def _again(group: Group, ruled: Timing, setting: Setting) -> Timing | None:
    """Return the timing as if the interview had only now been seen."""
    anew = _ruled(group, setting.now, setting)
    if anew is None:
        return None
    why = f"{ruled.why}; that has passed, so {moment_words(anew.due.astimezone(setting.zone))}"
    return Timing(due=anew.due, late=anew.late, why=why)


def _ruled(group: Group, seen: datetime, setting: Setting) -> Timing | None:
    """Return what T1 says for an interview first seen at `seen`, or None where that is too late for any thank-you."""
    policy, quarters = setting.policy, setting.quarters
    closes = group.end + timedelta(hours=policy.thank_you_window_hours)
    first = group.end + timedelta(hours=policy.thank_you_after_hours)
    preferred = first if quarters.is_awake(first) else quarters.waking_up(first)
    if seen > closes:
        return _late(group, seen, setting)
    if preferred is not None and seen > preferred:
        due = quarters.next(seen, until=closes) or quarters.next(seen, until=closes, free=False) or closes
        missed = f"after the time for it ({_words(preferred, setting)})"
        return _said(due, f"first seen {_words(seen, setting)}, {missed}: next free quarter", setting)
    why = f"last round ends {_words(group.end, setting)} + {policy.thank_you_after_hours} h"
    if preferred is None or preferred > closes:
        due = quarters.last(closes, since=group.end) or quarters.last(closes, since=group.end, free=False) or closes
        closing = f"last moment before the window closes at {_words(closes, setting)}:"
        return _said(due, f"{why} leaves waking hours; {closing}", setting)
    why = f"{why} = {clock_words(first.astimezone(setting.zone))}"
    if preferred != first:
        why = f"{why}, outside waking hours; next start of them"
    if quarters.is_free(preferred):
        return Timing(due=preferred, late=False, why=why if preferred == first else _ended(why, preferred, setting))
    since = max(group.end, setting.now) if preferred > setting.now else group.end
    free = quarters.nearest(preferred, since=since, until=closes)
    if free is None:
        return _said(preferred, f"{why}; no quarter is free, so", setting)
    return _said(free, f"{why}; a busy event is in the way, nearest free quarter", setting)


def _late(group: Group, seen: datetime, setting: Setting) -> Timing | None:
    if seen > group.end + timedelta(days=setting.policy.thank_you_late_days):
        return None
    until = seen + timedelta(days=14)
    free = setting.quarters.next(seen, until=until) or setting.quarters.next(seen, until=until, free=False)
    due = free or seen
    closed = group.end + timedelta(hours=setting.policy.thank_you_window_hours)
    why = f"first seen {_words(seen, setting)}, after the window had closed ({_words(closed, setting)}); due at once:"
    return Timing(due=due, late=True, why=_ended(why, due, setting))


def _said(due: datetime, why: str, setting: Setting) -> Timing:
    return Timing(due=due, late=False, why=_ended(why, due, setting))


def _ended(why: str, due: datetime, setting: Setting) -> str:
    return f"{why} {_words(due, setting)}"


def _words(moment: datetime, setting: Setting) -> str:
    return moment_words(moment.astimezone(setting.zone))
