"""Promises P4 and P5 and rule T9, attacked with zones, clock changes, busy days, holidays and crowds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model import (
    Busy,
    Interview,
    InterviewId,
    Kind,
    Me,
    Outcome,
    OutcomeWord,
    Part,
    Past,
    Plan,
    Policy,
    ProcessId,
    Touchpoint,
    TouchpointKind,
    TouchpointStatus,
)
from core.timeline.business import BusinessDays
from core.timeline.plan import plan
from core.timeline.quarters import Quarters
from tests.core.timeline.cases import check_ins, in_touch, person, thanks, written

ZONES = (
    "UTC",
    "America/Toronto",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "Europe/Dublin",
    "Pacific/Kiritimati",
    "America/Scoresbysund",
)
CHANGES = (
    "2026-03-08 07:00",
    "2026-11-01 06:00",
    "2026-03-29 01:00",
    "2026-10-25 01:00",
    "2026-04-04 14:45",
    "2026-09-26 14:00",
    "2011-12-30 10:00",
)
POLICY = Policy()
WAKING = (POLICY.waking_start, POLICY.waking_end)
MODERATE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

zones = st.sampled_from(ZONES)
moments = st.builds(
    lambda change, minutes: datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-3000, 3000),
)


@st.composite
def busy_spans(draw: st.DrawFn, around: datetime) -> tuple[Busy, ...]:
    spans = draw(st.lists(st.tuples(st.integers(-600, 2400), st.sampled_from((5, 15, 60, 300, 1500))), max_size=12))
    return tuple(
        Busy(start=around + timedelta(minutes=start), end=around + timedelta(minutes=start + length))
        for start, length in spans
    )


def talk(name: str, process: str, end: datetime, *, seen: datetime, who: str, kind: Kind) -> Interview:
    return Interview(
        id=InterviewId(name),
        aliases=(InterviewId(name),),
        uid=name,
        process=ProcessId(process),
        kind=kind,
        people=(person(who, part=Part.RECRUITER),),
        start=end - timedelta(hours=1),
        end=end,
        first_seen=seen,
    )


def one_plan(
    interviews: Sequence[Interview],
    *,
    me: Me,
    now: datetime,
    busy: Sequence[Busy] = (),
    past: Sequence[Past] = (),
    outcomes: dict[ProcessId, Outcome] | None = None,
) -> Plan:
    return plan(interviews=interviews, outcomes=outcomes or {}, past=past, policy=POLICY, me=me, busy=busy, now=now)


@MODERATE
@given(st.data(), zones, moments, st.integers(-48, 20))
def test_a_thank_you_is_due_within_its_window_and_in_waking_hours(
    data: st.DataObject, zone: str, end: datetime, seen_after: int
) -> None:
    busy = data.draw(busy_spans(end))
    seen = end + timedelta(hours=seen_after)
    made = one_plan(
        [talk("a", "p", end, seen=seen, who="Ada Low", kind=Kind.INTERVIEW)], me=Me(zone=zone), now=seen, busy=busy
    )
    (thank_you,) = thanks(made)
    due, closes = thank_you.due.astimezone(UTC), end + timedelta(hours=24)
    assert end <= due <= closes
    assert not thank_you.late
    quarters = Quarters(zone=ZoneInfo(zone), waking=WAKING, busy=busy)
    since = max(end, seen)
    if quarters.next(since, until=closes, free=False) is not None:
        assert quarters.is_awake(due)
    if quarters.next(since, until=closes) is not None:
        assert quarters.is_free(due)


@MODERATE
@given(st.data(), zones, moments)
def test_no_free_quarter_lies_nearer_to_the_time_of_a_thank_you(data: st.DataObject, zone: str, end: datetime) -> None:
    busy = data.draw(busy_spans(end))
    seen = end - timedelta(days=9)
    made = one_plan(
        [talk("a", "p", end, seen=seen, who="Ada Low", kind=Kind.INTERVIEW)], me=Me(zone=zone), now=seen, busy=busy
    )
    (thank_you,) = thanks(made)
    free = one_plan([talk("a", "p", end, seen=seen, who="Ada Low", kind=Kind.INTERVIEW)], me=Me(zone=zone), now=seen)
    preferred, due = thanks(free)[0].due.astimezone(UTC), thank_you.due.astimezone(UTC)
    nearest = naive_nearest(preferred, end=end, zone=ZoneInfo(zone), busy=busy)
    assert due == (nearest or preferred)


def naive_nearest(preferred: datetime, *, end: datetime, zone: ZoneInfo, busy: Sequence[Busy]) -> datetime | None:
    """Try every minute of the window."""
    quarter = timedelta(minutes=15)
    found = []
    for minutes in range(24 * 60 + 1):
        start = end + timedelta(minutes=minutes)
        local, over = start.astimezone(zone), (start + quarter).astimezone(zone)
        awake = local.hour >= 9 and over.date() == local.date() and (over.hour, over.minute) <= (20, 0)
        on_the_clock = local.minute % 15 == 0 or start == preferred
        if awake and on_the_clock and not any(b.start < start + quarter and b.end > start for b in busy):
            found.append(start)
    if preferred in found:
        return preferred
    return min(found, key=lambda start: (abs(start - preferred), preferred - start), default=None)


@st.composite
def searches(draw: st.DrawFn) -> tuple[list[Interview], dict[ProcessId, Outcome], datetime, Me, tuple[Busy, ...]]:
    """A job search: many processes, few people, so that they get in each other's way."""
    zone = draw(zones)
    base = datetime(2026, 9, 1, 15, tzinfo=UTC)
    count = draw(st.integers(1, 14))
    interviews, outcomes = [], {}
    for number in range(count):
        process = ProcessId(f"p{number}")
        kind = draw(st.sampled_from((Kind.INTERVIEW, Kind.INTERVIEW, Kind.RECRUITER, Kind.NETWORKING)))
        for round_number in range(draw(st.integers(1, 2))):
            end = base + timedelta(days=draw(st.integers(0, 90)), minutes=draw(st.sampled_from((0, 7, 240))))
            seen = end + timedelta(days=draw(st.integers(-9, 3)), hours=draw(st.integers(0, 23)))
            who = draw(st.sampled_from(("Ada Low", "Bo Rask", "Cy Vance")))
            interviews.append(talk(f"{number}-{round_number}", process, end, seen=seen, who=who, kind=kind))
        word = draw(st.sampled_from((None, None, *OutcomeWord)))
        if word:
            on = (base + timedelta(days=draw(st.integers(60, 130)))).date()
            outcomes[process] = Outcome(word=word, on=on)
    now = base + timedelta(days=draw(st.integers(60, 200)), minutes=draw(st.integers(0, 1440)))
    interviews = [one for one in interviews if one.first_seen <= now]
    me = Me(zone=zone, country=draw(st.sampled_from(("", "US", "CA", "JP"))))
    return interviews, outcomes, now, me, draw(busy_spans(now + timedelta(days=1)))


def contacts(made: Plan) -> list[Touchpoint]:
    return [one for one in made.touchpoints if one.kind is not TouchpointKind.THANK_YOU]


@MODERATE
@given(searches())
def test_the_caps_and_the_spacing_hold_over_all_processes_and_people(
    search: tuple[list[Interview], dict[ProcessId, Outcome], datetime, Me, tuple[Busy, ...]],
) -> None:
    interviews, outcomes, now, me, busy = search
    made = one_plan(interviews, me=me, now=now, busy=busy, outcomes=outcomes)
    days = BusinessDays(me.country)
    load = Counter(one.due.date() for one in contacts(made))
    assert max(load.values(), default=0) <= POLICY.per_day
    assert all(days.is_business(day) for day in load)
    assert max(Counter(one.process for one in check_ins(made)).values(), default=0) <= 3
    met: dict[str, list[Touchpoint]] = {}
    for one in contacts(made):
        met.setdefault(one.people[0].id, []).append(one)
    for touchpoints in met.values():
        dates = sorted(one.due.date() for one in touchpoints)
        assert all(days.between(a, b) >= 5 for a, b in pairwise(dates))
        staying = sorted(one.due.date() for one in touchpoints if one.kind is TouchpointKind.KEEP_IN_TOUCH)
        assert all(b - a >= timedelta(days=365) for a, b in zip(staying, staying[4:], strict=False))
    is_open = Counter(one.process for one in in_touch(made) if one.status is TouchpointStatus.PLANNED)
    assert max(is_open.values(), default=0) <= 1


@MODERATE
@given(searches(), st.randoms(use_true_random=False))
def test_the_same_input_in_any_order_gives_the_same_plan(
    search: tuple[list[Interview], dict[ProcessId, Outcome], datetime, Me, tuple[Busy, ...]], rng: random.Random
) -> None:
    interviews, outcomes, now, me, busy = search
    made = one_plan(interviews, me=me, now=now, busy=busy, outcomes=outcomes)
    past = list(written(made, now))
    made = one_plan(interviews, me=me, now=now, busy=busy, outcomes=outcomes, past=past)
    mixed = [rng.sample(list(these), len(these)) for these in (interviews, busy, past)]
    turned = dict(rng.sample(list(outcomes.items()), len(outcomes)))
    again = plan(interviews=mixed[0], busy=mixed[1], past=mixed[2], outcomes=turned, policy=POLICY, me=me, now=now)  # type: ignore[arg-type]
    assert again == made
    assert [repr(one) for one in again.touchpoints] == [repr(one) for one in made.touchpoints]


@MODERATE
@given(searches(), st.sampled_from((1, 14, 60, 1440, 4320)))
def test_a_second_plan_moves_nothing_that_stands(
    search: tuple[list[Interview], dict[ProcessId, Outcome], datetime, Me, tuple[Busy, ...]], minutes: int
) -> None:
    interviews, outcomes, now, me, busy = search
    made = one_plan(interviews, me=me, now=now, busy=busy, outcomes=outcomes)
    past = written(made, now)
    assert len({one.id for one in made.touchpoints}) == len(made.touchpoints)
    later = one_plan(interviews, me=me, now=now + timedelta(minutes=minutes), busy=busy, outcomes=outcomes, past=past)
    dues = {one.id: (one.due, one.why, one.variant) for one in later.touchpoints}
    first = {one.id: (one.due, one.why, one.variant) for one in made.touchpoints}
    standing = {one.id for one in past}
    assert {name: dues.get(name) for name in standing} == {name: first[name] for name in standing}
    assert not later.withdrawn


@MODERATE
@given(
    st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    st.integers(1, 40),
    st.sampled_from((("US", ""), ("CA", "ON"), ("GB", "SCT"), ("JP", ""), ("", ""), ("XX", ""))),
)
def test_business_days_agree_with_counting_day_by_day(day: date, count: int, place: tuple[str, str]) -> None:
    days = BusinessDays(*place)
    found, left = day, count
    while left:
        found += timedelta(days=1)
        left -= days.is_business(found)
    assert days.add(day, count) == found
    assert days.between(day, found) == count
    nearest = day
    while not days.is_business(nearest):
        nearest += timedelta(days=1)
    assert days.on_or_after(day) == nearest
