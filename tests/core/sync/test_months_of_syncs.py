"""A machine left to itself: it sleeps, its clock jumps, it travels; accounts fail and come back. Nothing pours out, is
lost or doubled, and what the user did stays done.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar
from core.errors import SignInNeeded, SourceError
from core.model import AccountName, CalendarId, Event, EventId
from core.state import State
from core.sync.announce import is_notice
from tests.core.sync.world import ACCOUNT, CALENDAR, ME, NOON, World, interview, ordinary

OTHER = AccountName("home")
ZONE = ZoneInfo(ME.zone)
DOWN = SourceError("home: no answer", next_step="Try later.")
OUT = SignInNeeded("home: signed out", next_step="Sign in again.")


class Months:
    """A world in which a seed decides what happens between two syncs."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same months for the same seed
        self.world = World()
        self.world.accounts[OTHER] = MemoryAccount(OTHER, {CALENDAR: MemoryCalendar()})
        self.now = NOON
        self.met = 0
        self.deleted: set[str] = set()
        self.ticked: set[str] = set()
        for account in (ACCOUNT, OTHER):
            self.calendar(account).put(standup(account))

    def calendar(self, account: AccountName) -> MemoryCalendar:
        """Return the one calendar of an account."""
        return self.world.accounts[account].held[CALENDAR]

    def pass_time(self) -> None:
        """Let a quarter of an hour pass, or a night, or a holiday with the lid closed."""
        self.now += timedelta(minutes=self.chance.choice((15, 15, 15, 60, 480, 1440, 9000, 30000)))

    def clock(self) -> datetime:
        """Return what the machine takes for now: mostly right, at times behind or ahead, in whatever zone it is in."""
        wrong = self.chance.choice((0, 0, 0, 0, -90, 90, -1440, 1440))
        abroad = timezone(timedelta(hours=self.chance.randrange(-11, 14)))
        return (self.now + timedelta(minutes=wrong)).astimezone(abroad)

    def invite(self) -> None:
        """Invite the user to one more interview at one more company."""
        self.met += 1
        account = self.chance.choice((ACCOUNT, OTHER))
        company = f"Firm{self.met}"
        start = self.now + timedelta(minutes=15 * self.chance.randrange(1, 800))
        self.calendar(account).put(
            replace(
                interview(
                    f"{company}@{company.lower()}.example",
                    account=account,
                    start=start,
                    title=f"Technical Interview - Backend Engineer at {company}",
                    people=((f"Ada Nr{self.met}", f"ada@{company.lower()}.example"),),
                ),
                organizer=None,
            )
        )

    def fail(self) -> None:
        """Let the second account go down or lose its sign-in for some tries, or come back."""
        err = self.chance.choice((DOWN, OUT))
        self.calendar(OTHER).faults["pull"] = [err] * self.chance.choice((0, 1, 6, 12))

    def meddle(self) -> None:
        """Let the user delete a reminder or tick it off."""
        standing = self.reminders()
        if not standing:
            return
        event = self.chance.choice(standing)
        if self.chance.random() < 0.5:
            self.calendar(ACCOUNT).remove(event.ref.event_id)
            self.deleted.add(event.own)
        else:
            self.calendar(ACCOUNT).put(replace(event, title=f"✓ {event.title.removeprefix('✓ ')}"))
            self.ticked.add(event.own)

    def reminders(self) -> list[Event]:
        """Return the reminders that stand, notices aside."""
        return [event for event in self.world.standing() if not is_notice(event.own)]

    def sync(self) -> None:
        """Run one unattended sync by the machine's clock."""
        self.world.now = self.clock()
        self.world.unattended()


def standup(account: AccountName) -> Event:
    """Return an ordinary event, so that a calendar never reads empty."""
    event = ordinary("standup", start=NOON - timedelta(days=3))
    return replace(event, ref=replace(event.ref, account=account))


def lived(seed: int, *, steps: int) -> Iterator[Months]:
    """Yield the months after each sync."""
    months = Months(seed)
    for _ in range(steps):
        months.pass_time()
        happening = months.chance.choice((months.invite, months.invite, months.fail, months.meddle, lambda: None))
        happening()
        months.sync()
        yield months


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_doubled_and_what_the_user_did_stays_done(seed: int) -> None:
    for months in lived(seed, steps=35):
        standing = Counter(event.own for event in months.reminders())
        assert max(standing.values(), default=0) == 1 or not standing
        assert not months.deleted & set(standing)
        kept = {event.own for event in months.reminders() if event.title.startswith("✓")}
        assert months.ticked - months.deleted <= kept


@pytest.mark.parametrize("seed", range(4))
def test_a_wake_up_pours_nothing_out(seed: int) -> None:
    before: set[str] = set()
    for months in lived(seed, steps=35):
        fresh = [event for event in months.reminders() if event.own not in before]
        before |= {event.own for event in fresh}
        assert all(event.start >= months.world.now for event in fresh)
        paced = [event for event in fresh if not event.title.startswith("Thank")]
        days = Counter(event.start.astimezone(ZONE).date() for event in paced)
        assert max(days.values(), default=0) <= months.world.config.policy.per_day


@pytest.mark.parametrize("seed", range(4))
def test_reminders_keep_to_the_users_zone_wherever_the_machine_is(seed: int) -> None:
    for months in lived(seed, steps=25):
        policy = months.world.config.policy
        for event in months.world.standing():
            if event.title.startswith(("Check in", "Keep in touch")) or is_notice(event.own):
                at = event.start.astimezone(ZONE).time()
                assert policy.waking_start <= at <= policy.waking_end


@pytest.mark.parametrize("seed", range(4))
def test_a_sync_right_after_a_sync_changes_nothing(seed: int) -> None:
    for months in lived(seed, steps=20):
        months.calendar(OTHER).faults.clear()
        months.world.now = months.now
        months.world.failing = {}
        months.world.unattended()
        state, writes = months.world.state, list(months.calendar(ACCOUNT).writes)
        for minutes in (0, 1):
            months.world.now = months.now.astimezone(timezone(timedelta(hours=9))) + timedelta(minutes=minutes)
            months.world.unattended()
        assert months.calendar(ACCOUNT).writes == writes
        assert replace(months.world.state, synced_at=None) == replace(state, synced_at=None)


@pytest.mark.parametrize("seed", range(4))
def test_a_lost_state_finds_every_reminder_again(seed: int) -> None:
    *_, months = lived(seed, steps=25)
    months.calendar(OTHER).faults.clear()
    months.world.now, months.world.failing = months.now, {}
    months.world.unattended()
    before = {event.own: event.start for event in months.reminders()}
    months.world.state, months.world.failing = State(), {}
    months.world.unattended()
    after = {event.own: event.start for event in months.reminders()}
    assert {own: at for own, at in after.items() if own in before} == before
    assert not months.deleted & set(after)


def test_a_week_of_sleep_is_one_sync() -> None:
    world = World()
    for number in range(8):
        world.calendar.put(
            replace(
                interview(
                    f"round@firm{number}.example",
                    start=NOON + timedelta(days=number % 5, hours=2),
                    title=f"Technical Interview - Backend Engineer at Firm{number}",
                    people=((f"Ada Nr{number}", f"ada@firm{number}.example"),),
                ),
                organizer=None,
                ref=replace(interview().ref, event_id=EventId(f"firm{number}")),
            )
        )
    world.unattended()
    before = {event.own for event in world.standing()}
    world.later(days=9)
    result = world.unattended()
    assert result.reminders.created <= world.config.policy.per_day * 30
    fresh = [event for event in world.standing() if event.own not in before]
    assert all(event.start >= world.now for event in fresh)
    again = world.unattended()
    assert (again.reminders.created, again.reminders.updated, again.reminders.deleted) == (0, 0, 0)


@pytest.mark.parametrize(
    "at", [datetime(2026, 10, 31, 12, tzinfo=UTC), datetime(2026, 3, 7, 12, tzinfo=UTC)], ids=["autumn", "spring"]
)
def test_the_night_the_clocks_change_moves_nothing(at: datetime) -> None:
    world = World(now=at)
    world.calendar.put(interview(start=at + timedelta(hours=3)))
    world.calendar.put(standup(ACCOUNT))
    world.unattended()
    before = [(event.own, event.start) for event in world.standing()]
    writes = list(world.calendar.writes)
    for _ in range(4 * 30):
        world.later(minutes=15)
        world.unattended()
    assert [(event.own, event.start) for event in world.standing()] == before
    assert world.calendar.writes == writes


def test_a_calendar_in_the_account_that_is_written_to_and_fails_loses_nothing() -> None:
    held = {CalendarId("read"): MemoryCalendar(), CALENDAR: MemoryCalendar()}
    world = World(accounts={ACCOUNT: MemoryAccount(ACCOUNT, held)})
    held[CalendarId("read")].put(interview(calendar=CalendarId("read")))
    world.unattended()
    before = world.standing(held[CALENDAR])
    assert len(before) == 3
    for calendar in held.values():
        calendar.faults["pull"] = [DOWN] * 30
    for _ in range(40):
        world.later(minutes=15)
        world.unattended()
    held[CalendarId("read")].faults.clear()
    held[CALENDAR].faults.clear()
    world.later(hours=1)
    assert world.unattended().status == "ok"
    assert [event.own for event in world.standing(held[CALENDAR])][: len(before)] == [event.own for event in before]
