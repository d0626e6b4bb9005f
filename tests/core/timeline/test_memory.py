"""P3 and T9: what was written, moved, ticked off or deleted before, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pytest

from core.model import InterviewId, OutcomeWord, Part, TouchpointStatus
from tests.core.timeline.cases import DANA, at, check_ins, dues, in_touch, interview, person, plan_of, remember, thanks

TALK = interview("2026-11-24 10:00", "2026-11-24 11:00")
MOVED = interview("2026-11-26 14:00", "2026-11-26 15:00")
DISMISSED, DONE = TouchpointStatus.DISMISSED, TouchpointStatus.DONE


def test_a_moved_interview_moves_its_touchpoints_and_keeps_their_ids() -> None:
    before = plan_of(TALK)
    after = plan_of(MOVED, past=[remember(one) for one in before.touchpoints])
    assert dues(after.touchpoints)[:2] == ["2026-11-26 17:00", "2026-12-07 10:00"]
    assert {one.id for one in after.touchpoints} == {one.id for one in before.touchpoints}
    assert after.withdrawn == ()


def test_a_postponed_interview_whose_reminder_has_fired_is_planned_anew() -> None:
    past = [remember(thanks(plan_of(TALK))[0])]
    (one,) = thanks(plan_of(MOVED, past=past, now="2026-11-24 14:00"))
    assert (one.id, dues([one])) == (past[0].id, ["2026-11-26 17:00"])


def test_an_interview_moved_back_in_time_does_not_put_its_reminder_into_the_past() -> None:
    past = [remember(thanks(plan_of(MOVED))[0])]
    now = "2026-11-24 16:20"
    (one,) = thanks(plan_of(TALK, past=past, now=now))
    assert (dues([one]), one.late) == (["2026-11-24 16:30"], False)
    (again,) = thanks(plan_of(TALK, past=[remember(one)], now="2026-11-24 16:21"))
    assert again == one


def test_an_interview_moved_back_too_far_takes_its_reminder_back() -> None:
    past = remember(thanks(plan_of(MOVED))[0])
    made = plan_of(interview("2026-11-10 10:00", "2026-11-10 11:00"), past=[past], now="2026-11-24 09:00")
    assert thanks(made) == []
    assert made.withdrawn == (past.id,)


def test_a_reminder_moved_by_hand_stays_wherever_its_interview_moves() -> None:
    for one in plan_of(TALK).touchpoints:
        past = remember(one, due=at("2026-12-06 22:22"), pinned=True)
        made = {t.id: t for t in plan_of(MOVED, past=[past]).touchpoints}
        assert made[one.id].due == at("2026-12-06 22:22")
        assert made[one.id].pinned
        assert "moved by you" in made[one.id].why


def test_a_snooze_is_a_move_by_hand() -> None:
    first = check_ins(plan_of(TALK))[0]
    past = remember(first, snoozed=at("2026-12-09 08:00").astimezone(UTC))
    made = check_ins(plan_of(TALK, past=[past]))
    assert dues(made)[:2] == ["2026-12-09 08:00", "2026-12-18 10:00"]
    assert made[0].pinned


@pytest.mark.parametrize("status", [DISMISSED, TouchpointStatus.SKIPPED, DONE])
def test_what_is_settled_stays_settled_wherever_the_interview_moves(status: TouchpointStatus) -> None:
    past = [remember(one, settled=status, settled_on=date(2026, 11, 24)) for one in plan_of(TALK).touchpoints]
    made = plan_of(MOVED, past=past, now="2026-11-25 09:00")
    assert {one.status for one in made.touchpoints} == {status}
    assert made.withdrawn == ()


def test_a_deleted_thank_you_is_dead_for_each_of_its_rounds() -> None:
    second = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b")
    past = remember(thanks(plan_of(TALK, second))[0], settled=DISMISSED, settled_on=date(2026, 11, 20))
    apart = interview("2026-11-27 14:00", "2026-11-27 15:00", name="b")
    assert [one.status for one in thanks(plan_of(TALK, apart, past=[past]))] == [DISMISSED]


def test_a_day_that_becomes_two_keeps_the_id_for_one_and_finds_another_for_the_other() -> None:
    second = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b")
    known = remember(thanks(plan_of(TALK, second))[0])
    apart = interview("2026-11-27 14:00", "2026-11-27 15:00", name="b")
    first, other = thanks(plan_of(TALK, apart, past=[known]))
    assert first.id == known.id
    assert other.id != known.id
    assert dues([first, other]) == ["2026-11-24 13:00", "2026-11-27 17:00"]


def test_two_days_that_become_one_keep_one_reminder_and_take_the_other_back() -> None:
    apart = interview("2026-11-27 14:00", "2026-11-27 15:00", name="b")
    known = [remember(one) for one in thanks(plan_of(TALK, apart))]
    together = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b")
    made = plan_of(TALK, together, past=known)
    (one,) = thanks(made)
    assert dues([one]) == ["2026-11-24 17:00"]
    assert {one.id, *made.withdrawn} == {past.id for past in known}


def test_copies_that_prove_to_be_one_interview_keep_what_the_user_settled() -> None:
    known = thanks(plan_of(TALK))[0]
    copy = thanks(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", name="c")))[0]
    merged = interview("2026-11-24 10:00", "2026-11-24 11:00", aliases=(InterviewId("a"), InterviewId("c")))
    made = plan_of(merged, past=[remember(known), remember(copy, settled=DISMISSED, settled_on=date(2026, 11, 20))])
    assert [(one.id, one.status) for one in thanks(made)] == [(copy.id, DISMISSED)]
    assert made.withdrawn == (known.id,)


def test_what_has_come_due_is_frozen() -> None:
    past = [remember(one) for one in plan_of(TALK).touchpoints]
    busy = [("2026-11-24 12:00", "2026-11-24 15:00"), ("2026-12-03 09:00", "2026-12-03 12:00")]
    made = plan_of(TALK, past=past, busy=busy, now="2026-12-03 10:00")
    assert dues(made.touchpoints)[:2] == ["2026-11-24 13:00", "2026-12-03 10:00"]


def test_a_busy_event_that_comes_up_moves_what_is_still_ahead() -> None:
    past = [remember(one) for one in plan_of(TALK).touchpoints]
    busy = [("2026-11-24 13:00", "2026-11-24 15:00"), ("2026-12-03 10:00", "2026-12-03 12:00")]
    assert dues(plan_of(TALK, past=past, busy=busy).touchpoints)[:2] == ["2026-11-24 12:45", "2026-12-03 09:45"]


def test_a_date_noted_too_late_does_not_put_the_check_in_into_the_past() -> None:
    past = [remember(one) for one in check_ins(plan_of(TALK))]
    noted = interview("2026-11-24 10:00", "2026-11-24 11:00", decision_by=date(2026, 11, 30))
    made = check_ins(plan_of(noted, past=past, now="2026-12-01 12:00"))
    assert dues(made)[0] == "2026-12-02 10:00"
    again = check_ins(plan_of(noted, past=[remember(one) for one in made], now="2026-12-02 09:59"))
    assert dues(again) == dues(made)


def test_the_hour_of_a_first_sync_decides_nothing_about_check_ins() -> None:
    early, late = (dues(check_ins(plan_of(TALK, now=now))) for now in ("2026-11-24 12:00", "2027-03-01 12:00"))
    assert early == late


def test_elapsed_check_ins_are_counted_as_sent() -> None:
    made = check_ins(plan_of(TALK, now="2026-12-05 10:00"))
    assert [one.status for one in made] == [
        TouchpointStatus.ELAPSED,
        TouchpointStatus.PLANNED,
        TouchpointStatus.PLANNED,
    ]
    assert check_ins(plan_of(TALK, now="2026-12-05 09:59"))[0].status is TouchpointStatus.PLANNED


def test_a_done_check_in_is_still_known_after_the_outcome() -> None:
    first = remember(check_ins(plan_of(TALK))[0], settled=DONE, settled_on=date(2026, 12, 3))
    made = plan_of(TALK, past=[first], outcomes={"acme": (OutcomeWord.OFFER, "2026-12-04")}, now="2026-12-04 09:00")
    assert [(one.id, one.status) for one in check_ins(made)] == [(first.id, DONE)]


def test_ids_do_not_depend_on_when_the_plan_is_made() -> None:
    plans = [plan_of(TALK, now=at("2026-11-20 09:00") + timedelta(days=days)) for days in (0, 30, 90)]
    ids = [{one.id for one in made.touchpoints} for made in plans]
    assert ids[0] <= ids[1] <= ids[2]


def test_the_last_person_met_is_asked_where_nobody_else_is_known() -> None:
    early = interview("2026-11-10 10:00", "2026-11-10 11:00", name="e", people=(person("Old Face"),))
    assert check_ins(plan_of(early, TALK))[0].people[0].name == "Dana Whitfield"


def test_what_the_user_moved_keeps_no_day_once_a_later_round_takes_it_back() -> None:
    later = interview("2026-12-09 10:00", "2026-12-09 11:00", name="b")
    said = {"acme": (OutcomeWord.NO_RESPONSE, "2026-11-28")}
    (ended,) = in_touch(plan_of(TALK, now="2026-11-28 12:00", outcomes=said))
    moved = remember(ended, due=at("2026-12-21 10:00"), pinned=True)
    made = plan_of(TALK, later, now="2026-12-09 08:00", outcomes=said, past=[moved])
    assert made.withdrawn == (moved.id,)
    assert dues(check_ins(made))[:2] == ["2026-12-18 10:00", "2026-12-31 10:00"]
    # Where it goes on, it keeps its days.
    elsewhere = interview("2026-12-09 10:00", "2026-12-09 11:00", name="c", process="other")
    made = plan_of(TALK, elsewhere, now="2026-12-09 08:00", outcomes=said, past=[moved])
    assert made.withdrawn == ()
    assert dues(check_ins(made))[:1] == ["2026-12-30 10:00"]


def test_a_check_in_that_moves_on_after_its_time_is_for_whom_it_is_for_now() -> None:
    lena = person("Lena Fox", part=Part.RECRUITER)
    other = interview("2026-11-24 14:00", "2026-11-24 15:00", name="b")
    before = check_ins(plan_of(TALK, other))[0]
    past = [remember(before, person=DANA.id)]
    moved = interview("2026-12-03 14:00", "2026-12-03 15:00", name="b", people=(lena,))
    made = check_ins(plan_of(TALK, moved, now="2026-12-08 12:00", past=past))[0]
    assert (made.id, dues([made]), made.people) == (before.id, ["2026-12-14 10:00"], (lena,))
