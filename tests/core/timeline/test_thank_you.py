"""T1, clause by clause."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from core.model import Channel, InterviewId, Kind, Me, Policy, Standing, TouchpointStatus
from tests.core.timeline.cases import DANA, TORONTO, at, dues, interview, person, plan_of, remember, thanks

MORNING = interview("2026-11-24 10:00", "2026-11-24 11:00")


def test_a_thank_you_is_due_two_hours_after_the_end() -> None:
    (one,) = thanks(plan_of(MORNING))
    assert dues([one]) == ["2026-11-24 13:00"]
    assert one.due.tzinfo is not None
    assert one.due.isoformat() == "2026-11-24T13:00:00-05:00"
    assert (one.window.start, one.window.end) == (MORNING.end, MORNING.end + timedelta(hours=24))
    assert (one.variant, one.late, one.status, one.people) == ("first", False, TouchpointStatus.PLANNED, (DANA,))
    assert one.why == "last round ends Tue 24 Nov 2026, 11:00 + 2 h = 13:00"
    assert one.basis == {"a": MORNING.end}


def test_two_hours_after_an_odd_minute_are_not_rounded() -> None:
    assert dues(thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:07")))) == ["2026-11-24 13:07"]


@pytest.mark.parametrize(
    ("end", "due"),
    [
        ("2026-11-24 17:45", "2026-11-24 19:45"),
        ("2026-11-24 17:46", "2026-11-25 09:00"),
        ("2026-11-24 18:30", "2026-11-25 09:00"),
        ("2026-11-24 06:30", "2026-11-24 09:00"),
        ("2026-11-27 18:00", "2026-11-28 09:00"),
        ("2026-12-25 11:00", "2026-12-25 13:00"),
    ],
)
def test_outside_waking_hours_it_is_the_next_nine_o_clock_weekend_and_holiday_or_not(end: str, due: str) -> None:
    assert dues(thanks(plan_of(interview(end[:10] + " 05:00", end)))) == [due]


@pytest.mark.parametrize(
    ("busy", "due"),
    [
        ([("2026-11-24 13:00", "2026-11-24 13:10")], "2026-11-24 13:15"),
        ([("2026-11-24 12:50", "2026-11-24 13:05")], "2026-11-24 13:15"),
        ([("2026-11-24 13:10", "2026-11-24 14:00")], "2026-11-24 12:45"),
        ([("2026-11-24 13:00", "2026-11-24 13:15"), ("2026-11-24 13:15", "2026-11-24 14:00")], "2026-11-24 12:45"),
        ([("2026-11-24 11:00", "2026-11-24 15:00")], "2026-11-24 15:00"),
        ([("2026-11-24 11:00", "2026-11-24 20:00")], "2026-11-25 09:00"),
        ([("2026-11-24 11:00", "2026-11-25 11:01")], "2026-11-24 13:00"),
        ([("2026-11-24 11:00", "2026-11-25 11:00")], "2026-11-25 11:00"),
        ([("2026-11-24 12:00", "2026-11-24 13:00"), ("2026-11-24 13:15", "2026-11-24 14:00")], "2026-11-24 13:00"),
        ([("2026-11-24 13:05", "2026-11-24 13:05")], "2026-11-24 13:00"),
    ],
)
def test_a_busy_event_moves_it_to_the_nearest_free_quarter(busy: list[tuple[str, str]], due: str) -> None:
    assert dues(thanks(plan_of(MORNING, busy=busy))) == [due]


def test_a_free_quarter_never_lies_before_the_end() -> None:
    short = interview("2026-11-24 11:30", "2026-11-24 12:55")
    made = plan_of(short, busy=[("2026-11-24 13:00", "2026-11-24 19:00")])
    assert dues(thanks(made)) == ["2026-11-24 19:00"]


def test_a_quarter_that_has_passed_is_no_alternative() -> None:
    busy = [("2026-11-24 13:00", "2026-11-24 14:00")]
    assert dues(thanks(plan_of(MORNING, busy=busy, now="2026-11-24 12:00"))) == ["2026-11-24 12:45"]
    assert dues(thanks(plan_of(MORNING, busy=busy, now="2026-11-24 12:50"))) == ["2026-11-24 14:00"]


def test_all_rounds_of_one_day_have_one_thank_you_after_the_last_of_them() -> None:
    second = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b", people=(person("Eli Ode"), DANA))
    made = plan_of(MORNING, second)
    (one,) = thanks(made)
    assert dues([one]) == ["2026-11-24 17:00"]
    assert [who.name for who in one.people] == ["Dana Whitfield", "Eli Ode"]
    assert one.variant == "panel"
    assert set(one.basis) == {"a", "b"}


def test_two_processes_on_one_day_have_a_thank_you_each() -> None:
    other = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b", process="zenith")
    assert dues(thanks(plan_of(MORNING, other))) == ["2026-11-24 13:00", "2026-11-24 17:00"]


def test_days_are_those_of_the_users_zone() -> None:
    late = interview("2026-11-24 22:00", "2026-11-24 23:00", name="b", zone="America/Los_Angeles")
    early = interview("2026-11-25 10:00", "2026-11-25 11:00")
    assert len(thanks(plan_of(late, early))) == 1
    assert len(thanks(plan_of(late, early, me=Me(zone="America/Los_Angeles")))) == 2


def test_a_later_day_is_a_next_round() -> None:
    made = plan_of(MORNING, interview("2026-12-02 10:00", "2026-12-02 11:00", name="b"))
    assert [one.variant for one in thanks(made)] == ["first", "next_round"]


def test_who_only_organised_has_not_been_met() -> None:
    scheduler = person("Sky Planner", attended=False)
    (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", people=(scheduler, DANA))))
    assert one.people == (DANA,)


def test_an_interview_with_nobody_known_still_has_one() -> None:
    (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", people=())))
    assert (one.people, one.channel) == ((), Channel.EMAIL)


def test_networking_talks_and_recruiters_are_thanked_too() -> None:
    for kind, variant in ((Kind.NETWORKING, "networking"), (Kind.RECRUITER, "first")):
        (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", kind=kind)))
        assert one.variant == variant


@pytest.mark.parametrize(
    ("seen", "due"),
    [
        ("2026-11-24 13:00", "2026-11-24 13:00"),
        ("2026-11-24 13:01", "2026-11-24 13:15"),
        ("2026-11-24 14:20", "2026-11-24 14:30"),
        ("2026-11-24 19:50", "2026-11-25 09:00"),
        ("2026-11-25 10:59", "2026-11-25 11:00"),
    ],
)
def test_first_seen_inside_the_window_it_is_the_next_free_quarter(seen: str, due: str) -> None:
    (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", seen=seen), now=seen))
    assert (dues([one]), one.late) == ([due], False)


def test_first_seen_inside_the_window_busy_quarters_are_passed_over() -> None:
    seen = "2026-11-24 14:20"
    found = interview("2026-11-24 10:00", "2026-11-24 11:00", seen=seen)
    assert dues(thanks(plan_of(found, now=seen, busy=[("2026-11-24 14:30", "2026-11-24 15:05")]))) == [
        "2026-11-24 15:15"
    ]


def test_where_waking_hours_leave_no_room_it_is_the_latest_moment_of_the_window() -> None:
    seen = "2026-11-24 21:00"
    found = interview("2026-11-24 07:00", "2026-11-24 08:30", seen=seen)
    assert dues(thanks(plan_of(found, now=seen))) == ["2026-11-25 08:30"]
    short = Policy(thank_you_window_hours=6)
    assert dues(thanks(plan_of(interview("2026-11-24 20:00", "2026-11-24 21:00"), policy=short))) == [
        "2026-11-25 03:00"
    ]
    assert dues(thanks(plan_of(interview("2026-11-24 18:00", "2026-11-24 19:00"), policy=short))) == [
        "2026-11-24 19:45"
    ]


@pytest.mark.parametrize(
    ("seen", "due"),
    [
        ("2026-11-25 11:01", "2026-11-25 11:15"),
        ("2026-11-28 21:30", "2026-11-29 09:00"),
        ("2026-12-01 11:00", "2026-12-01 11:00"),
    ],
)
def test_found_late_it_is_due_at_once(seen: str, due: str) -> None:
    (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", seen=seen), now=seen))
    assert (dues([one]), one.late, one.variant) == ([due], True, "late")
    assert one.window.start <= one.due <= one.window.end


def test_older_than_seven_days_there_is_none() -> None:
    seen = "2026-12-01 11:01"
    assert thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", seen=seen), now=seen)) == []


def test_a_round_found_late_that_ends_the_day_makes_the_day_late() -> None:
    known = remember(thanks(plan_of(MORNING))[0])
    seen = "2026-11-26 10:05"
    more = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b", seen=seen)
    (one,) = thanks(plan_of(MORNING, more, now=seen, past=[known]))
    assert (one.id, one.late, dues([one])) == (known.id, True, ["2026-11-26 10:15"])


def test_an_all_day_interview_is_thanked_for_the_next_morning() -> None:
    onsite = interview("2026-11-24 00:00", "2026-11-25 00:00", all_day=True)
    assert dues(thanks(plan_of(onsite))) == ["2026-11-25 09:00"]


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.DECLINED, Standing.GONE])
def test_what_does_not_stand_has_no_thank_you(standing: Standing) -> None:
    assert plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", standing=standing)).touchpoints == ()


def test_an_invitation_that_disappears_after_it_took_place_withdraws_nothing() -> None:
    known = remember(thanks(plan_of(MORNING))[0])
    gone = interview("2026-11-24 10:00", "2026-11-24 11:00", standing=Standing.GONE)
    made = plan_of(gone, now="2026-11-24 11:30", past=[known])
    assert [one.id for one in thanks(made)] == [known.id]
    assert made.withdrawn == ()


def test_the_window_is_elapsed_time_across_a_clock_change() -> None:
    saturday = interview("2026-10-31 17:00", "2026-10-31 18:00")
    (one,) = thanks(plan_of(saturday, now="2026-10-01 09:00"))
    assert dues([one]) == ["2026-11-01 09:00"]
    assert one.window.end.isoformat() == "2026-11-01T17:00:00-05:00"


def test_an_interview_in_another_zone_is_thanked_for_in_the_users_waking_hours() -> None:
    tokyo = interview("2026-11-24 10:00", "2026-11-24 11:00", zone="Asia/Tokyo")
    (one,) = thanks(plan_of(tokyo))
    assert tokyo.end.astimezone(at("2026-11-23 21:00").tzinfo) == at("2026-11-23 21:00")
    assert dues([one]) == ["2026-11-24 09:00"]


def test_it_goes_by_linkedin_only_where_nobody_has_an_address() -> None:
    profile = person("Lin Ked", email="", linkedin="https://www.linkedin.com/in/lin")
    (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", people=(profile,))))
    assert one.channel is Channel.LINKEDIN
    (one,) = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", people=(profile, DANA))))
    assert one.channel is Channel.EMAIL


def test_it_counts_as_elapsed_two_days_later() -> None:
    for now, status in (("2026-11-26 12:59", TouchpointStatus.PLANNED), ("2026-11-26 13:00", TouchpointStatus.ELAPSED)):
        (one,) = thanks(plan_of(MORNING, now=now, past=[remember(thanks(plan_of(MORNING))[0])]))
        assert (one.status, dues([one])) == (status, ["2026-11-24 13:00"])


def test_ids_never_come_from_times_and_follow_a_changed_interview_id() -> None:
    (one,) = thanks(plan_of(MORNING))
    (moved,) = thanks(plan_of(interview("2026-11-25 10:00", "2026-11-25 11:00")))
    assert moved.id == one.id
    renamed = interview("2026-11-24 10:00", "2026-11-24 11:00", name="z", aliases=(InterviewId("z"), InterviewId("a")))
    (same,) = thanks(plan_of(renamed, past=[remember(one)]))
    assert same.id == one.id
    assert plan_of(renamed, past=[remember(one)]).withdrawn == ()


def test_where_nothing_could_be_written_in_time_the_open_window_is_still_used() -> None:
    (one,) = thanks(plan_of(MORNING, now="2026-11-24 15:05"))
    assert dues([one]) == ["2026-11-24 15:15"]
    (over,) = thanks(plan_of(MORNING, now="2026-11-25 12:00"))
    assert dues([over]) == ["2026-11-24 13:00"]


def test_the_plan_is_in_the_users_zone() -> None:
    made = plan_of(MORNING, me=TORONTO, now=at("2026-11-20 09:00").astimezone(UTC))
    assert {str(one.due.tzinfo) for one in made.touchpoints} == {"America/Toronto"}
