"""A sync with Google: what it reads and writes, how many requests that takes, and that the user's hand wins."""

from __future__ import annotations

from datetime import timedelta

from core.model import AccountName, CalendarId, TouchpointStatus
from tests.connectors.google.signed_in import Signed
from tests.connectors.google.world import NOON, World, interview, own, told
from tests.servers.google import Fault, Google
from tests.servers.google.calendars import Calendar, when


def test_a_first_sync_writes_private_free_reminders_and_touches_nothing_else(world: World) -> None:
    before = world.foreign()
    result = world.sync()
    assert (result.status, result.reminders.created, result.interviews.total) == ("ok", 3, 1)
    assert world.foreign() == before
    assert len(world.ours()) == 3
    for event in world.ours():
        assert (event["visibility"], event["transparency"]) == ("private", "transparent")
        assert event["reminders"] == {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]}
        assert "attendees" not in event
        assert set(event["extendedProperties"]["private"]) == {"afterword", "afterwordMark"}
    assert world.ours()[0]["summary"] == "Thank Dana Whitfield · Acme, Backend Engineer"
    assert world.ours()[0]["start"]["dateTime"] == "2026-11-24T17:00:00-05:00"
    assert all(query == "none" for query in world.google.send_updates)


def test_a_first_sync_costs_its_pages_one_batch_and_one_look_back(world: World) -> None:
    world.sync()
    kinds = dict(world.google.kinds())
    assert kinds == {"GET calendars/primary/events": 2, "batch": 1}
    many = len(world.ours())
    assert world.google.asked_api() <= 1 + many + 5


def test_a_sync_without_news_costs_one_request_and_changes_nothing(world: World) -> None:
    world.sync()
    state = world.state
    for _ in range(3):
        world.google.reset()
        world.now += timedelta(minutes=15)
        result = world.sync()
        assert world.google.requests == ["GET calendars/primary/events"]
        assert (result.accounts[0].requests, result.accounts[0].events_changed) == (1, 0)
        assert world.google.api.writes == []
    assert world.state is state


def test_a_month_of_quiet_syncs_reads_in_full_once(world: World) -> None:
    world.sync()
    world.google.reset()
    for _ in range(32):
        world.now += timedelta(days=1)
        world.sync()
    lists = [query for query in world.google.api.lists if "syncToken" not in query]
    assert len(lists) == 1


def test_pages_are_followed_to_the_last_and_the_token_comes_from_there(world: World) -> None:
    for number in range(7):
        start = NOON + timedelta(days=number + 2)
        world.google.shelf.seed(world.google.primary, interview(f"other{number}", company=f"firm{number}", start=start))
    world.google.api.page_size = 3
    assert world.sync().interviews.total == 8
    world.google.reset()
    world.google.shelf.edit(world.google.primary, "other3", summary="Final Interview - Backend Engineer at Acme")
    assert world.sync().interviews.changed == 1
    assert world.google.kinds()["GET calendars/primary/events"] == 2 - (not world.google.api.writes)


def test_an_expired_token_leads_to_a_full_read_that_changes_nothing(world: World) -> None:
    world.sync()
    before = [told(event) for event in world.ours()]
    world.google.reset()
    world.google.primary.oldest = 10_000
    result = world.sync()
    assert world.google.requests == ["GET calendars/primary/events"] * 2
    assert (result.status, result.reminders.unchanged) == ("ok", 3)
    assert [told(event) for event in world.ours()] == before


def test_a_token_that_does_not_fit_is_healed_by_a_full_read(world: World) -> None:
    world.sync()
    world.google.reset()
    world.google.faults = {0: Fault(status=400, reason="badRequest")}
    assert (world.sync().status, len(world.ours())) == ("ok", 3)
    assert world.google.requests == ["GET calendars/primary/events"] * 2


def test_a_full_read_that_google_refuses_is_an_error_and_no_circle(world: World) -> None:
    world.google.always = Fault(status=410, reason="fullSyncRequired")
    result = world.sync()
    assert result.status == "failed"
    assert len(world.google.requests) == 1


def test_each_occurrence_of_a_series_is_an_event_and_a_cancelled_one_is_gone(world: World) -> None:
    starts = [NOON + timedelta(days=7 * number, hours=3) for number in range(1, 5)]
    master = interview("weekly", title="Interview loop with Globex", company="globex")
    world.google.shelf.series(world.google.primary, master, starts, length=timedelta(hours=1))
    assert world.sync().interviews.total == 5
    gone = next(name for name in world.google.primary.events if name.startswith("weekly_20261222"))
    world.google.shelf.remove(world.google.primary, gone)
    result = world.sync()
    assert (result.interviews.withdrawn, result.interviews.total) == (1, 4)


def test_an_interview_that_was_called_off_while_the_machine_slept_gets_no_thank_you(world: World) -> None:
    world.sync()
    world.google.shelf.remove(world.google.primary, "round1")
    world.now += timedelta(hours=4)
    world.sync()
    assert world.ours() == []


def test_an_interview_cleared_away_after_it_took_place_keeps_its_reminders(world: World) -> None:
    world.sync()
    world.google.shelf.remove(world.google.primary, "round1")
    event = world.google.primary.events["round1"]
    event["updated"] = "2026-11-24T20:30:00.000Z"
    world.now += timedelta(hours=4)
    world.sync()
    assert len(world.ours()) == 3


def test_a_reminder_that_the_user_moves_stays_where_they_put_it(world: World) -> None:
    world.sync()
    first = world.ours()[0]
    start = NOON + timedelta(hours=8)
    world.google.shelf.edit(
        world.google.primary, first["id"], start=when(start), end=when(start + timedelta(minutes=15))
    )
    for _ in range(2):
        result = world.sync()
        assert result.reminders.updated == 0
    assert world.google.primary.events[first["id"]]["start"] == when(start)


def test_text_that_the_user_edits_is_kept_and_still_moves_with_its_interview(world: World) -> None:
    world.sync()
    first = world.ours()[0]
    mine = "<p>My own words &amp; thanks</p>"
    world.google.shelf.edit(world.google.primary, first["id"], description=mine)
    later = NOON + timedelta(hours=3)
    world.google.shelf.edit(world.google.primary, "round1", start=when(later), end=when(later + timedelta(hours=1)))
    world.sync()
    event = world.google.primary.events[first["id"]]
    assert event["description"] == mine
    assert event["start"]["dateTime"] == "2026-11-24T18:00:00-05:00"
    (patch,) = [body for name, _, body in world.google.api.writes if name == "events.patch" and "start" in body][:1]
    assert "description" not in patch
    assert "summary" not in patch


def test_a_tick_in_the_title_settles_it(world: World) -> None:
    world.sync()
    first = world.ours()[0]
    world.google.shelf.edit(world.google.primary, first["id"], summary=f"✓ {first['summary']}")
    world.sync()
    assert world.decisions.settled[next(t.id for t in world.state.touchpoints if t.id == own(first))].status is (
        TouchpointStatus.DONE
    )


def test_a_deleted_reminder_stays_deleted_even_when_every_file_is_lost(world: World) -> None:
    world.sync()
    first, *rest = world.ours()
    world.google.shelf.remove(world.google.primary, first["id"])
    world.sync()
    assert [own(event) for event in world.ours()] == [own(event) for event in rest]
    world.forget()
    world.google.reset()
    result = world.sync()
    assert (result.status, result.reminders.created, result.reminders.failed) == ("ok", 0, 0)
    assert [own(event) for event in world.ours()] == [own(event) for event in rest]
    assert world.decisions.settled[next(iter(world.decisions.settled))].status is TouchpointStatus.DISMISSED
    world.google.reset()
    world.sync()
    assert world.google.api.writes == []
    assert world.google.asked_api() == 1


def test_a_lost_state_finds_its_reminders_again_and_writes_nothing(world: World) -> None:
    world.sync()
    before = world.google.primary.events.copy()
    world.forget()
    world.google.reset()
    result = world.sync()
    assert (result.reminders.created, result.reminders.updated, result.reminders.unchanged) == (0, 0, 3)
    assert world.google.primary.events == before


def test_what_the_program_withdrew_comes_back_with_its_interview(world: World) -> None:
    world.sync()
    before = [told(event) for event in world.ours()]
    event = world.google.primary.events["round1"]
    world.google.shelf.remove(world.google.primary, "round1")
    world.sync()
    assert world.ours() == []
    world.google.shelf.put(world.google.primary, {**event, "status": "confirmed"})
    world.sync()
    assert [told(event) for event in world.ours()] == before
    assert len(world.ours()) == len({own(event) for event in world.ours()})


def test_where_google_forbids_to_bring_an_event_back_the_next_generation_is_written(world: World) -> None:
    world.google.api.can_revive = False
    world.google.api.strips = True
    test_what_the_program_withdrew_comes_back_with_its_interview(world)
    assert all(event["id"].endswith("g1") for event in world.ours())
    world.sync()
    world.forget()
    world.google.reset()
    assert world.sync().reminders.unchanged == 3
    assert world.google.api.writes == []


def test_another_calendar_chosen_moves_the_reminders_there_and_back(world: World) -> None:
    other = Calendar(id="followups@group.calendar.google.com", summary="Follow-ups")
    world.google.shelf.calendars[other.id] = other
    world.sync()
    before = [told(event) for event in world.ours()]
    world.target = CalendarId(other.id)
    world.sync()
    assert [told(event) for event in world.ours(other)] == before
    assert world.ours(world.google.primary) == []
    world.target = CalendarId("primary")
    world.sync()
    assert [told(event) for event in world.ours(world.google.primary)] == before
    assert world.ours(other) == []
    result = world.clean()
    assert result.reminders.unchanged == 3


def test_a_client_that_drops_our_properties_does_not_make_a_second_reminder(world: World) -> None:
    world.sync()
    first = world.ours()[0]
    stripped = {name: value for name, value in first.items() if name != "extendedProperties"}
    world.google.shelf.put(world.google.primary, stripped)
    world.sync()
    world.forget()
    world.sync()
    standing = [e for e in world.google.primary.events.values() if e["summary"] == first["summary"]]
    assert len(standing) == 1


def test_one_interview_in_two_accounts_is_followed_up_once(world: World) -> None:
    other = Google("robin@work.example")
    try:
        other.shelf.seed(other.primary, interview("copy1", iCalUID="round1@acme.example"))
        world.others = (Signed(other, name=AccountName("work")),)
        result = world.sync()
        assert (result.status, result.interviews.total, result.reminders.created) == ("ok", 1, 3)
        assert other.api.writes == []
        other.oauth.end()
        other.oauth.expire()
        world.google.shelf.seed(world.google.primary, interview("round2", start=NOON + timedelta(days=2)))
        result = world.sync()
        assert (result.exit_status, [account.status for account in result.accounts]) == (3, ["ok", "sign_in_needed"])
        assert result.interviews.total == 2
    finally:
        other.close()
    assert other.wrong == []


def test_a_withdrawal_whose_answer_never_came_is_not_taken_for_the_users_wish(world: World) -> None:
    world.sync()
    before = [told(event) for event in world.ours()]
    event = world.google.primary.events["round1"]
    world.google.shelf.remove(world.google.primary, "round1")
    world.google.reset()
    world.google.faults = dict.fromkeys(range(1, 100), Fault(kind="lost"))
    assert world.sync().reminders.failed == 3
    assert world.ours() == []
    world.google.reset()
    world.google.shelf.put(world.google.primary, {**event, "status": "confirmed"})
    world.sync()
    assert [told(event) for event in world.ours()] == before


def test_events_that_cannot_be_read_are_named_and_kill_nothing(world: World) -> None:
    shelf, primary = world.google.shelf, world.google.primary
    zone = {"dateTime": "2026-11-30T10:00:00+01:00", "timeZone": "Mars/Olympus"}
    shelf.seed(primary, interview("strange1", company="globex", start=NOON + timedelta(days=6)) | {"start": zone})
    shelf.seed(primary, {"id": "hidden1", "start": when(NOON), "end": when(NOON), "visibility": "private"})
    broken = shelf.seed(primary, interview("broken1"))
    broken["start"] = {"dateTime": "2026-99-99T00:00:00-05:00"}
    world.google.api.wild.add("broken1")
    result = world.sync()
    assert result.status == "ok"
    assert result.interviews.total == 2
    (warning,) = result.warnings
    assert warning.startswith('google: "Technical Interview')


def test_an_interview_that_becomes_unreadable_keeps_its_reminders(world: World) -> None:
    world.sync()
    event = world.google.shelf.edit(world.google.primary, "round1")
    world.google.primary.events["round1"] = event | {"start": {"dateTime": "2026-99-99T00:00:00-05:00"}}
    world.google.api.wild.add("round1")
    world.sync(full=True)
    assert len(world.ours()) == 3


def test_a_calendar_that_suddenly_reads_empty_is_reported_and_not_obeyed(world: World) -> None:
    world.sync()
    held = dict(world.google.primary.events)
    world.google.primary.events.clear()
    world.google.primary.oldest = 10_000
    world.google.reset()
    result = world.sync()
    assert (result.status, result.accounts[0].status) == ("partial", "failed")
    assert "reads empty" in str(result.accounts[0].error)
    assert world.google.api.writes == []
    world.google.primary.events.update(held)
    assert world.clean().reminders.unchanged == 3


def test_a_reminder_to_which_the_user_invites_somebody_is_theirs_from_then_on(world: World) -> None:
    world.clean()
    theirs = world.ours()[0]["id"]
    world.google.shelf.edit(world.google.primary, theirs, attendees=[{"email": "sam@friends.example"}])
    world.sync()
    world.google.reset()
    world.google.shelf.remove(world.google.primary, "round1")
    assert world.sync().reminders.deleted == 2
    assert [event["id"] for event in world.ours()] == [theirs]
    assert theirs not in {event_id for _, event_id, _ in world.google.api.writes}
