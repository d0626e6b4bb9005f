"""A job search lived through: sync after sync, interviews that move, a user who ticks, drags and deletes (P3)."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.model import (
    Interview,
    Kind,
    Me,
    Outcome,
    OutcomeWord,
    Past,
    Plan,
    Policy,
    ProcessId,
    Standing,
    TouchpointId,
    TouchpointKind,
    TouchpointStatus,
)
from core.timeline.plan import plan
from tests.core.timeline.cases import remember
from tests.core.timeline.test_properties import talk

ME = Me(zone="America/Toronto", country="CA", subdivision="ON")
START = datetime(2026, 3, 2, 15, tzinfo=UTC)
SETTLED = (TouchpointStatus.DONE, TouchpointStatus.SKIPPED, TouchpointStatus.DISMISSED)


class Life:
    """What the world and the calendar hold at one moment."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - the same life for the same seed
        self.now = START
        self.interviews: list[Interview] = []
        self.outcomes: dict[ProcessId, Outcome] = {}
        self.past: dict[TouchpointId, Past] = {}

    def plan(self) -> Plan:
        return plan(
            interviews=self.interviews,
            outcomes=self.outcomes,
            past=list(self.past.values()),
            policy=Policy(),
            me=ME,
            busy=(),
            now=self.now,
        )

    def happen(self) -> None:
        """Let some hours pass, and something happen in them."""
        rng = self.rng
        self.now += timedelta(minutes=rng.choice((15, 60, 600, 1440, 4000)))
        for _ in range(rng.randrange(3)):
            number = len(self.interviews)
            end = self.now + timedelta(hours=rng.randrange(-200, 400))
            kind = rng.choice((Kind.INTERVIEW, Kind.RECRUITER, Kind.NETWORKING))
            process = f"p{rng.randrange(number // 2 + 1)}"
            who = rng.choice(("Ada Low", "Bo Rask", "Cy Vance", "Di Moss", "Ed Nox"))
            self.interviews.append(talk(f"i{number}", process, end, seen=self.now, who=who, kind=kind))
        if self.interviews and rng.random() < 0.3:
            place = rng.randrange(len(self.interviews))
            self.interviews[place] = self.changed(self.interviews[place])
        if self.interviews and rng.random() < 0.1:
            process_id = rng.choice(self.interviews).process
            on = self.now.date()
            self.outcomes[process_id] = Outcome(word=rng.choice(list(OutcomeWord)), on=on)

    def changed(self, one: Interview) -> Interview:
        """Return the interview moved, or called off before it took place."""
        if one.end > self.now and self.rng.random() < 0.3:
            return replace(one, standing=Standing.CANCELLED)
        by = timedelta(hours=self.rng.randrange(-100, 100))
        return replace(one, start=one.start + by, end=one.end + by)

    def sync(self, made: Plan) -> None:
        """Write what is due from now on within the horizon, and take back what was withdrawn."""
        for name in made.withdrawn:
            del self.past[name]
        for one in made.touchpoints:
            ahead = self.now <= one.due <= self.now + timedelta(days=30)
            is_open = one.status is TouchpointStatus.PLANNED
            if is_open and ahead and not one.pinned:
                self.past[one.id] = remember(one)

    def meddle(self) -> None:
        """Let the user tick one off, delete one or drag one."""
        pending = [past for past in self.past.values() if past.settled is None]
        if not pending or self.rng.random() < 0.5:
            return
        past = self.rng.choice(sorted(pending, key=lambda one: one.id))
        if self.rng.random() < 0.3:
            self.past[past.id] = replace(past, due=self.now + timedelta(hours=self.rng.randrange(500)), pinned=True)
        else:
            self.past[past.id] = replace(past, settled=self.rng.choice(SETTLED), settled_on=self.now.date())


@pytest.mark.parametrize("seed", range(12))
def test_the_users_hand_wins_and_nothing_moves_into_the_past(seed: int) -> None:
    life = Life(seed)
    for _ in range(40):
        life.happen()
        made = life.plan()
        planned = {one.id: one for one in made.touchpoints}
        assert len(planned) == len(made.touchpoints)
        assert not set(made.withdrawn) & set(planned)
        for past in life.past.values():
            now_planned = planned.get(past.id)
            if past.settled is not None:
                assert past.id not in made.withdrawn
                assert now_planned is None or now_planned.status is past.settled
            elif past.pinned:
                assert now_planned is None or now_planned.due == past.due
            elif past.due > life.now:
                assert past.id in made.withdrawn or planned[past.id].due >= life.now
        held = Counter(one.due.date() for one in made.touchpoints if is_ours_to_place(one.id, life, made))
        assert max(held.values(), default=0) <= 5
        life.sync(made)
        again = life.plan()
        assert {one.id: one.due for one in again.touchpoints} == {one.id: one.due for one in made.touchpoints}
        assert again.withdrawn == ()
        life.meddle()


def is_ours_to_place(name: TouchpointId, life: Life, made: Plan) -> bool:
    """True for what the plan put on a day that still lies ahead, thank-yous aside."""
    (one,) = (one for one in made.touchpoints if one.id == name)
    return (
        one.kind is not TouchpointKind.THANK_YOU
        and one.status is TouchpointStatus.PLANNED
        and not one.pinned
        and one.due > life.now
    )
