"""Reading a calendar: what delta leaves open is asked for, and nothing more than that."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connectors.base import CursorExpired, Page, Reach, SourceError
from core.model import Answer, Cursor, Event, EventStatus, Window
from tests.connectors.outlook.world import CALENDAR, NOON, World
from tests.servers.graph.invitations import ROUND, invite
from tests.servers.graph.mailbox import Kept, Occurrence, Resource

REACH = Reach(
    window=Window(start=NOON - timedelta(days=180), end=NOON + timedelta(days=365)),
    busy=Window(start=NOON, end=NOON + timedelta(days=44)),
)
FAR = NOON + timedelta(days=700)


def pull(one: World, cursor: Cursor | None = None, *, reach: Reach = REACH) -> Page:
    account = one.open()
    try:
        (page,) = account.source(CALENDAR).pull(reach, cursor)
    finally:
        account.close()
    return page


def titles(page: Page) -> list[tuple[str, datetime]]:
    return sorted((event.title, event.start.astimezone(UTC)) for event in page.events)


def only(page: Page) -> Event:
    (event,) = page.events
    return event


def test_an_invitation_is_read_in_full(one: World) -> None:
    invite(
        one.mailbox,
        onlineMeeting={"joinUrl": "https://teams.microsoft.com/l/meetup-join/1"},
        location={"displayName": "Room 5"},
        showAs="tentative",
    )
    event = only(pull(one))
    assert event.title == "Technical Interview - Backend Engineer at Acme"
    assert event.description == "Role: Backend Engineer\nInterviewer: Dana Whitfield"
    assert (event.start, event.end) == (ROUND, ROUND + timedelta(hours=1))
    assert str(event.start.tzinfo) == "America/New_York"
    assert event.organizer is not None
    assert (event.organizer.name, event.organizer.email) == ("Jo Park", "jo.park@acme.example")
    assert [(a.name, a.answer) for a in event.attendees] == [
        ("Robin Okafor", Answer.ACCEPTED),
        ("Dana Whitfield", Answer.ACCEPTED),
    ]
    assert (event.answer, event.opaque, event.own) == (Answer.ACCEPTED, True, "")
    assert (event.conference, event.location) == ("https://teams.microsoft.com/l/meetup-join/1", "Room 5")


def test_html_becomes_text(one: World) -> None:
    one.mailbox.add("A", ROUND, body="<html><body><p>Role: <b>Engineer</b></p></body></html>", content_type="html")
    assert only(pull(one)).description == "Role: Engineer"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("Europe/Warsaw", "Europe/Warsaw"),
        ("tzone://Microsoft/Custom", "America/Toronto"),
        ("tzone://Microsoft/Utc", "America/Toronto"),
        ("Customized Time Zone", "America/Toronto"),
        ("", "America/Toronto"),
    ],
)
def test_a_zone_of_any_name_is_understood_or_the_users_own(one: World, name: str, shown: str) -> None:
    one.mailbox.add("A", ROUND, originalStartTimeZone=name)
    event = only(pull(one))
    assert (event.start, str(event.start.tzinfo)) == (ROUND, shown)


def test_a_whole_day_is_a_date_in_the_users_zone(one: World) -> None:
    one.mailbox.add("Holiday", datetime(2026, 12, 24, tzinfo=UTC), minutes=2 * 24 * 60, isAllDay=True)
    event = only(pull(one))
    assert event.all_day
    assert event.start.isoformat() == "2026-12-24T00:00:00-05:00"
    assert event.end.isoformat() == "2026-12-26T00:00:00-05:00"


def test_cancelled_declined_and_free_are_told(one: World) -> None:
    invite(one.mailbox, isCancelled=True, showAs="free")
    event = only(pull(one))
    assert (event.status, event.opaque) == (EventStatus.CANCELLED, False)


def test_bare_occurrences_are_filled_from_their_series_which_is_none_itself(one: World) -> None:
    # It began long ago: Graph shows the series with its first, old date.
    series = one.mailbox.add_series("Standup", ROUND - timedelta(days=7 * 60), times=64, body="Bring news")
    page = pull(one)
    starts = [o.start for o in series.occurrences if o.end > REACH.window.start - timedelta(days=8)]
    assert titles(page)[-1] == ("Standup", series.occurrences[-1].start)
    assert {event.title for event in page.events} == {"Standup"}
    assert {event.description for event in page.events} == {"Bring news"}
    assert {event.start for event in page.events} <= set(starts)
    assert {event.uid for event in page.events} == {f"uid-{series.id}"}
    assert len({event.recurrence for event in page.events}) == len(page.events)
    assert series.id not in {event.ref.event_id for event in page.events}


def test_an_exception_keeps_the_name_of_the_day_it_was_moved_from(one: World) -> None:
    series = one.mailbox.add_series("Standup", ROUND, times=2)
    moved = series.occurrences[1]
    moved.changes = {"subject": "Standup, late", "originalStart": moved.start}
    moved.start += timedelta(hours=3)
    moved.end += timedelta(hours=3)
    event = next(e for e in pull(one).events if e.title == "Standup, late")
    assert event.recurrence == (ROUND + timedelta(days=7)).isoformat()
    assert event.uid == f"uid-{series.id}"


def test_without_news_one_request_is_made(one: World) -> None:
    for number in range(8):
        one.mailbox.add(f"E{number}", ROUND + timedelta(days=number))
    first = pull(one)
    one.graph.since()
    second = pull(one, first.cursor)
    assert (second.events, second.deleted, second.cursor) == ((), (), first.cursor)
    assert one.graph.number == 1


def test_a_changed_event_is_news_once_although_it_comes_twice(one: World) -> None:
    kept = one.mailbox.add("Before", ROUND)
    cursor = pull(one).cursor
    one.mailbox.change(kept.id, subject="After")
    assert [event.title for event in pull(one, cursor).events] == ["After"]


def test_a_deleted_event_is_deleted_and_one_that_only_left_the_window_is_moved(one: World) -> None:
    gone, moved = one.mailbox.add("Gone", ROUND), one.mailbox.add("Moved", ROUND)
    cursor = pull(one).cursor
    one.mailbox.delete(gone.id)
    one.mailbox.move(moved.id, FAR)
    page = pull(one, cursor)
    assert page.deleted == (gone.id,)
    assert titles(page) == [("Moved", FAR.astimezone(UTC))]
    one.mailbox.move(moved.id, ROUND + timedelta(hours=1))
    assert titles(pull(one, page.cursor)) == [("Moved", ROUND + timedelta(hours=1))]


def test_an_event_that_now_lies_in_another_calendar_is_gone_from_this_one(one: World) -> None:
    kept = one.mailbox.add("Moved", ROUND)
    cursor = pull(one).cursor
    one.mailbox.add_calendar("other", "Other")
    # An immutable id stays the same wherever the event goes.
    one.mailbox.gone[kept.id] = ("cal-main", one.mailbox.tick())
    kept.calendar = "other"
    assert pull(one, cursor).deleted == (kept.id,)


def test_tombstones_of_what_was_never_here_are_passed_over_without_a_question(one: World) -> None:
    cursor = pull(one).cursor
    far = one.mailbox.add("Far", FAR)
    one.mailbox.touch(far)
    one.graph.since()
    page = pull(one, cursor)
    assert (page.events, page.deleted) == ((), ())
    assert one.graph.number == 1


def test_an_occurrence_cancelled_without_a_trace_is_found_gone(one: World) -> None:
    series = one.mailbox.add_series("Standup", ROUND, times=4)
    cursor = pull(one).cursor
    series.occurrences[2].cancelled = True
    one.mailbox.touch(series)
    page = pull(one, cursor)
    assert page.deleted == (series.occurrences[2].id,)
    assert len(page.events) == 3


def test_one_moved_occurrence_takes_no_other_away(one: World) -> None:
    series = one.mailbox.add_series("Standup", ROUND, times=3)
    cursor = pull(one).cursor
    moved = series.occurrences[1]
    moved.changes = {"originalStart": moved.start}
    moved.start, moved.end = moved.start + timedelta(hours=1), moved.end + timedelta(hours=1)
    one.mailbox.touch(series)
    page = pull(one, cursor)
    assert page.deleted == ()
    assert moved.start in {event.start for event in page.events}


def test_a_deleted_series_takes_all_its_occurrences_along(one: World) -> None:
    series = one.mailbox.add_series("Standup", ROUND, times=3)
    cursor = pull(one).cursor
    one.mailbox.delete(series.id)
    assert sorted(pull(one, cursor).deleted) == [o.id for o in series.occurrences]


def test_a_single_event_that_becomes_a_series_is_replaced_by_its_occurrences(one: World) -> None:
    kept = one.mailbox.add("Standup", ROUND)
    cursor = pull(one).cursor
    kept.occurrences = [Occurrence("o1", kept.start, kept.end)]
    one.mailbox.change(kept.id, type="seriesMaster")
    page = pull(one, cursor)
    assert page.deleted == (kept.id,)
    assert [event.ref.event_id for event in page.events] == ["o1"]


def test_a_lost_place_makes_the_caller_begin_anew(one: World) -> None:
    kept = one.mailbox.add("A", ROUND)
    cursor = pull(one).cursor
    one.graph.rounds.forget()
    with pytest.raises(CursorExpired):
        pull(one, cursor)
    assert [event.ref.event_id for event in pull(one).events] == [kept.id]
    with pytest.raises(CursorExpired):
        pull(one, Cursor("not a cursor"))


def test_a_place_lost_within_the_first_round_begins_it_once_more(one: World) -> None:
    for number in range(7):
        one.mailbox.add(f"E{number}", ROUND + timedelta(days=number))

    def forget(_: object) -> None:
        if one.graph.number == 2:
            one.graph.rounds.forget()

    one.graph.before = forget
    assert len(pull(one).events) == 7
    one.graph.before = lambda _: one.graph.rounds.forget()
    with pytest.raises(SourceError):
        pull(one)


def test_a_full_round_after_a_lost_place_deletes_nothing_by_itself(one: World) -> None:
    invite(one.mailbox)
    one.sync()
    one.graph.rounds.forget()
    done = one.sync()
    assert (done.status, done.reminders.deleted, done.reminders.unchanged) == ("ok", 0, 3)


def test_a_window_that_moves_too_far_asks_for_a_new_round(one: World) -> None:
    cursor = pull(one).cursor
    for days, expired in ((0, False), (6, False), (10, True), (-20, True)):
        moved = Window(start=REACH.window.start + timedelta(days=days), end=REACH.window.end + timedelta(days=days))
        if expired:
            with pytest.raises(CursorExpired):
                pull(one, cursor, reach=replace(REACH, window=moved))
        else:
            pull(one, cursor, reach=replace(REACH, window=moved))


def test_a_link_to_another_server_is_not_followed(one: World) -> None:
    cursor = pull(one).cursor
    assert cursor is not None
    host = one.graph.address.removeprefix("http://").split("/")[0]
    with pytest.raises(SourceError, match="another server"):
        pull(one, Cursor(cursor.replace(host, "evil.example")))


def test_an_odd_event_is_read_as_far_as_it_goes(one: World) -> None:
    odd = one.mailbox.add("Odd", ROUND)
    odd.fields |= {"attendees": [None, {"emailAddress": None}], "organizer": None, "location": None, "body": None}
    odd.fields |= {"responseStatus": None, "iCalUId": None, "lastModifiedDateTime": None, "categories": []}
    event = only(pull(one))
    assert (event.title, event.uid, event.description) == ("Odd", odd.id, "")


def test_an_event_that_cannot_be_read_is_named_and_the_rest_is_read(one: World) -> None:
    one.mailbox.add("Fine", ROUND)
    broken = one.mailbox.add("Broken", ROUND, isAllDay=False)
    shown = one.mailbox.shown

    def timeless(kept: Kept) -> Resource:
        return shown(kept) | ({"start": None, "end": None} if kept is broken else {})

    one.mailbox.shown = timeless  # type: ignore[method-assign]
    page = pull(one)
    assert [event.title for event in page.events] == ["Fine"]
    assert [(problem.what, problem.why) for problem in page.problems] == [('"Broken"', "its times cannot be read")]


def test_the_cursor_says_nothing_of_any_event_but_ids(one: World) -> None:
    one.mailbox.add_series("Oncology", ROUND, times=2, body="secret words")
    one.mailbox.add("Oncology follow-up", ROUND)
    cursor = pull(one).cursor or ""
    assert "ncology" not in cursor
    assert "secret" not in cursor


def test_our_own_are_found_with_their_marks_whether_or_not_the_server_knows_the_query(one: World) -> None:
    invite(one.mailbox)
    one.sync()
    for knows in (True, False):
        one.graph.knows_any_filter = knows
        page = pull(one)
        ours = [event for event in page.events if event.own]
        assert len(ours) == 3
        assert all(event.mark and event.said for event in ours)


def test_our_own_are_found_outside_the_window_and_without_their_category(one: World) -> None:
    invite(one.mailbox)
    one.sync()
    cursor = next(c.cursor for c in one.state.calendars)
    first, second, _ = one.ours()
    one.mailbox.move(first.id, FAR)
    one.mailbox.change(second.id, categories=[], transactionId=None)
    page = pull(one, cursor)
    assert {event.ref.event_id for event in page.events if event.own} == {first.id, second.id}
    assert first.id in {event.ref.event_id for event in pull(one).events if event.own}


def test_a_draft_is_what_a_mail_program_opens(one: World) -> None:
    invite(one.mailbox)
    one.sync()
    (attached,) = one.ours()[0].attachments.values()
    assert base64.b64decode(attached["contentBytes"]).startswith(b"To: Dana Whitfield <dana@acme.example>\r\n")
    assert attached["contentType"] == "message/rfc822"


def test_of_an_event_that_is_there_and_removed_in_one_round_only_the_event_itself_tells(one: World) -> None:
    kept = one.mailbox.add("Interview with Acme", ROUND)
    stale = one.mailbox.shown(kept)
    cursor = pull(one).cursor
    one.mailbox.delete(kept.id)
    one.graph.rounds.also = [stale]
    page = pull(one, cursor)
    assert (page.events, page.deleted) == ((), (kept.id,))
    one.graph.rounds.also = []
    other = one.mailbox.add("Interview with Globex", ROUND)
    one.graph.rounds.also = [{"id": other.id, "@removed": {"reason": "deleted"}}]
    assert only(pull(one)).title == "Interview with Globex"
    assert only(pull(one, cursor)).title == "Interview with Globex"


def test_an_old_word_that_a_later_round_replays_changes_nothing(one: World) -> None:
    kept = one.mailbox.add("Interview with Acme", ROUND)
    stale = one.mailbox.shown(kept)
    cursor = pull(one).cursor
    one.mailbox.move(kept.id, ROUND + timedelta(days=1))
    changed = pull(one, cursor)
    assert only(changed).start == ROUND + timedelta(days=1)
    one.graph.rounds.also = [stale]
    one.graph.since()
    assert pull(one, changed.cursor).events == ()
    assert dict(one.graph.counts) == {"delta": 1}


def test_a_calendar_in_which_only_old_reminders_stand_is_read_without_trouble(one: World) -> None:
    invite(one.mailbox)
    one.sync()
    one.now = NOON + timedelta(days=230)
    for _ in range(2):
        result = one.sync()
        assert result.status == "ok", result.accounts
    assert (len(one.ours()), one.decisions.settled) == (3, {})
