"""What months do to a Google calendar: full reads of a window that has moved on, rounds sent anew, words taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.model import CalendarId, Window
from core.sync.gather import last_words
from core.sync.ports import Reach
from tests.connectors.google.signed_in import Signed
from tests.connectors.google.world import NOON, PRIMARY, World, interview, ordinary
from tests.servers.google import Google
from tests.servers.google.calendars import Calendar, when

OWN = CalendarId("own@group.calendar.google.com")
WINDOW = Window(start=NOON - timedelta(days=180), end=NOON + timedelta(days=365))


def test_records_of_half_a_year_ago_stay_records(world: World) -> None:
    world.clean()
    for n in range(12):
        world.google.shelf.seed(world.google.primary, ordinary(f"dentist{n}", start=NOON + timedelta(days=30 * n)))
    world.now = NOON + timedelta(days=230)
    world.sync(full=True)
    assert len(world.ours()) == 3
    assert world.decisions.settled == {}


def test_a_reminder_that_the_user_moved_far_ahead_stands(world: World) -> None:
    world.clean()
    event, far = world.ours()[1], NOON + timedelta(days=400)
    times = {"start": when(far), "end": when(far + timedelta(minutes=15))}
    world.google.shelf.edit(world.google.primary, event["id"], **times)
    world.clean()
    world.sync(full=True)
    assert len(world.ours()) == 3
    assert world.decisions.settled == {}


def test_a_calendar_of_old_reminders_alone_is_read_without_trouble() -> None:
    google = Google()
    google.shelf.seed(google.primary, interview())
    google.shelf.calendars[OWN] = Calendar(id=OWN, summary="Afterword")
    world = World(google=google, signed=Signed(google), target=OWN, reads=(PRIMARY, OWN))
    try:
        world.clean()
        for n in range(12):
            google.shelf.seed(google.primary, ordinary(f"dentist{n}", start=NOON + timedelta(days=30 * n)))
        for day in range(1, 300, 20):
            world.now = NOON + timedelta(days=day)
            result = world.sync()
            assert result.status == "ok", (day, result.accounts)
        assert world.decisions.settled == {}
    finally:
        google.close()


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_rounds_cancelled_and_sent_anew_take_their_reminders_along(rounds: int) -> None:
    google = Google()
    day = NOON + timedelta(days=3)
    for n in range(20):
        google.shelf.seed(google.primary, ordinary(f"dentist{n}", start=NOON + timedelta(days=n)))
    for n in range(rounds):
        google.shelf.seed(google.primary, interview(f"old{n}", start=day + timedelta(hours=n)))
    world = World(google=google, signed=Signed(google))
    world.clean()
    for n in range(rounds):
        google.shelf.remove(google.primary, f"old{n}")
        google.shelf.seed(google.primary, interview(f"new{n}", start=day + timedelta(days=1, hours=n)))
    world.clean()
    assert world.ours()[0]["start"]["dateTime"] > "2026-11-28"
    google.close()


def test_an_interview_deleted_while_its_pages_are_read_is_deleted(world: World) -> None:
    google, account = world.google, world.signed()
    for n in range(4):
        google.shelf.seed(google.primary, ordinary(f"dentist{n}"))
    google.api.page_size = 2
    reach = Reach(window=WINDOW, busy=WINDOW)
    asked: list[str] = []

    def meanwhile(method: str, answer: Any) -> Any:
        if method == "events.list" and method not in asked:
            asked.append(method)
            google.shelf.remove(google.primary, "round1")
            google.primary.events["round1"] = google.primary.events.pop("round1")  # listed by change: last
        return answer

    google.api.instead = meanwhile
    pages = list(account.source(PRIMARY).pull(reach, None))
    account.close()
    assert "round1" in {event.ref.event_id for event in pages[0].events}
    assert "round1" not in {event.ref.event_id for page in last_words(pages) for event in page.events}
