"""T2, T4 and T6, clause by clause."""

from __future__ import annotations

from datetime import date

import pytest

from core.model import Channel, Directives, Kind, OutcomeWord, Part, Policy, Standing, TouchpointStatus
from tests.core.timeline.cases import DANA, NEW_YORK, at, check_ins, dues, interview, person, plan_of, remember

TALK = interview("2026-11-24 10:00", "2026-11-24 11:00")


def test_three_check_ins_count_business_days_across_holidays() -> None:
    made = check_ins(plan_of(TALK, me=NEW_YORK))
    assert dues(made) == ["2026-12-04 10:00", "2026-12-15 10:00", "2026-12-30 10:00"]
    assert [one.number for one in made] == [1, 2, 3]
    assert [one.variant for one in made] == ["first", "again", "closing"]
    assert made[0].why == ("last round Tue 24 Nov 2026 + 7 business days (26 Nov is a holiday) = Fri 4 Dec 2026, 10:00")
    assert (made[0].window.start, made[0].window.end) == (
        at("2026-12-04 09:00", NEW_YORK.zone),
        at("2026-12-04 20:00", NEW_YORK.zone),
    )


@pytest.mark.parametrize(
    ("promised", "due"),
    [
        (date(2026, 12, 4), "2026-12-07 10:00"),
        (date(2026, 12, 5), "2026-12-07 10:00"),
        (date(2026, 12, 9), "2026-12-10 10:00"),
        (date(2026, 11, 24), "2026-11-25 10:00"),
        (date(2026, 11, 20), "2026-12-03 10:00"),
        (date(9999, 12, 31), "2026-12-03 10:00"),
    ],
)
def test_the_first_is_on_the_business_day_after_the_promised_date(promised: date, due: str) -> None:
    made = check_ins(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", decision_by=promised)))
    assert dues(made)[0] == due


def test_the_users_own_note_of_the_date_goes_first() -> None:
    talk = interview(
        "2026-11-24 10:00",
        "2026-11-24 11:00",
        decision_by=date(2026, 12, 4),
        directives=Directives(decision_by=date(2026, 12, 9)),
    )
    assert dues(check_ins(plan_of(talk)))[0] == "2026-12-10 10:00"


def test_a_date_that_an_earlier_round_promised_holds_while_it_lies_ahead() -> None:
    earlier = interview("2026-11-10 10:00", "2026-11-10 11:00", name="e", decision_by=date(2026, 12, 9))
    assert dues(check_ins(plan_of(earlier, TALK)))[0] == "2026-12-10 10:00"
    before = interview("2026-11-10 10:00", "2026-11-10 11:00", name="e", decision_by=date(2026, 11, 18))
    assert dues(check_ins(plan_of(before, TALK)))[0] == "2026-12-03 10:00"


@pytest.mark.parametrize(
    ("busy", "due"),
    [
        ([("2026-12-03 10:00", "2026-12-03 10:30")], "2026-12-03 09:45"),
        ([("2026-12-03 09:30", "2026-12-03 10:30")], "2026-12-03 10:30"),
        ([("2026-12-03 08:00", "2026-12-03 11:05")], "2026-12-03 11:15"),
        ([("2026-12-03 08:00", "2026-12-03 21:00")], "2026-12-03 10:00"),
    ],
)
def test_it_moves_to_the_nearest_free_quarter_of_its_day(busy: list[tuple[str, str]], due: str) -> None:
    assert dues(check_ins(plan_of(TALK, busy=busy)))[0] == due


def test_the_next_counts_from_the_day_it_was_done() -> None:
    first = check_ins(plan_of(TALK))[0]
    done = remember(first, settled=TouchpointStatus.DONE, settled_on=date(2026, 12, 1))
    made = check_ins(plan_of(TALK, past=[done], now="2026-12-01 12:00"))
    assert made[0].status is TouchpointStatus.DONE
    assert dues(made)[:2] == ["2026-12-03 10:00", "2026-12-10 10:00"]


def test_the_next_counts_from_the_due_day_where_it_was_skipped_or_elapsed() -> None:
    first = check_ins(plan_of(TALK))[0]
    skipped = remember(first, settled=TouchpointStatus.SKIPPED, settled_on=date(2026, 12, 1))
    for past in (skipped, remember(first)):
        made = check_ins(plan_of(TALK, past=[past], now="2026-12-07 12:00"))
        assert dues(made)[:2] == ["2026-12-03 10:00", "2026-12-14 10:00"]


@pytest.mark.parametrize("now", ["2026-11-26 09:00", "2026-12-20 09:00"])
def test_a_later_round_on_the_calendar_starts_the_count_again(now: str) -> None:
    before = check_ins(plan_of(TALK))
    past = [remember(one) for one in before if one.due > at("2026-11-26 09:00")]
    later = interview("2026-12-16 10:00", "2026-12-16 11:00", name="b")
    made = plan_of(TALK, later, now=now, past=past)
    pending = [one for one in check_ins(made) if one.status is TouchpointStatus.PLANNED]
    assert dues(pending)[0] == "2026-12-29 10:00"
    assert set(made.withdrawn) == {one.id for one in past if one.due > at(now)}
    assert not set(made.withdrawn) & {one.id for one in made.touchpoints}


def test_what_came_due_before_a_later_round_stays_as_a_record() -> None:
    past = [remember(check_ins(plan_of(TALK))[0])]
    later = interview("2026-12-16 10:00", "2026-12-16 11:00", name="b")
    made = plan_of(TALK, later, now="2026-12-10 09:00", past=past)
    assert made.withdrawn == ()
    assert check_ins(made)[0].status is TouchpointStatus.ELAPSED
    assert [one.number for one in check_ins(made)] == [1, 1, 2, 3]


def test_a_cancelled_later_round_gives_the_count_back() -> None:
    later = interview("2026-12-16 10:00", "2026-12-16 11:00", name="b", standing=Standing.CANCELLED)
    assert check_ins(plan_of(TALK, later)) == check_ins(plan_of(TALK))


@pytest.mark.parametrize("word", list(OutcomeWord))
def test_any_outcome_ends_the_check_ins(word: OutcomeWord) -> None:
    past = [remember(one) for one in check_ins(plan_of(TALK))]
    made = plan_of(TALK, outcomes={"acme": (word, "2026-12-08")}, past=past, now="2026-12-08 12:00")
    assert [(one.number, one.status) for one in check_ins(made)] == [(1, TouchpointStatus.ELAPSED)]
    assert set(made.withdrawn) == {past[1].id, past[2].id}


def test_networking_talks_have_none_and_recruiters_have() -> None:
    for kind, count in ((Kind.NETWORKING, 0), (Kind.RECRUITER, 3)):
        assert len(check_ins(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", kind=kind)))) == count


def test_a_cancelled_interview_takes_its_future_touchpoints_back_and_leaves_past_ones() -> None:
    past = [remember(one) for one in plan_of(TALK).touchpoints]
    cancelled = interview("2026-11-24 10:00", "2026-11-24 11:00", standing=Standing.CANCELLED)
    made = plan_of(cancelled, past=past, now="2026-12-05 09:00")
    assert made.touchpoints == ()
    assert set(made.withdrawn) == {one.id for one in past if one.due > at("2026-12-05 09:00")}


def test_days_are_counted_from_the_last_day_of_an_onsite_of_several_days() -> None:
    onsite = interview("2026-11-23 00:00", "2026-11-25 00:00", all_day=True)
    assert dues(check_ins(plan_of(onsite)))[0] == "2026-12-03 10:00"


def test_a_policy_of_ones_own_is_followed() -> None:
    policy = Policy(check_in_business_days=(5, 5))
    assert dues(check_ins(plan_of(TALK, policy=policy))) == ["2026-12-01 10:00", "2026-12-08 10:00"]


RITA = person("Rita Recruiter", part=Part.RECRUITER, attended=False)
HUGO = person("Hugo Manager", part=Part.HIRING_MANAGER)
ORGA = person("Orga Nizer", attended=False)


@pytest.mark.parametrize(
    ("people", "chosen"),
    [
        ((DANA, HUGO, ORGA, RITA), RITA),
        ((DANA, ORGA, HUGO), HUGO),
        ((DANA, ORGA), ORGA),
        ((DANA,), DANA),
    ],
)
def test_the_addressee_is_who_is_nearest_to_the_decision(people: tuple, chosen: object) -> None:  # type: ignore[type-arg]
    made = check_ins(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", people=people)))
    assert {one.people for one in made} == {(chosen,)}


def test_an_organizer_who_took_part_goes_before_the_others_who_did() -> None:
    olga = person("Olga Nizer")
    talk = interview("2026-11-24 10:00", "2026-11-24 11:00", people=(DANA, olga), organizer=olga.email)
    assert {one.people for one in check_ins(plan_of(talk))} == {(olga,)}


def test_of_two_recruiters_it_is_the_one_of_the_latest_round() -> None:
    early = interview("2026-11-10 10:00", "2026-11-10 11:00", name="e", people=(RITA,))
    newer = person("Nora Newer", part=Part.COORDINATOR)
    late = interview("2026-11-24 10:00", "2026-11-24 11:00", people=(DANA, newer))
    assert check_ins(plan_of(early, late))[0].people == (newer,)
    assert check_ins(plan_of(early, TALK))[0].people == (RITA,)


@pytest.mark.parametrize("contact", ["Dana", "dana whitfield", "Whitfield", "dana@acme.example", "DANA"])
def test_who_said_they_would_be_in_touch_goes_first(contact: str) -> None:
    talk = interview(
        "2026-11-24 10:00", "2026-11-24 11:00", people=(RITA, HUGO, DANA), directives=Directives(contact=contact)
    )
    assert check_ins(plan_of(talk))[0].people == (DANA,)


def test_a_contact_whom_nobody_knows_is_a_new_person() -> None:
    talk = interview("2026-11-24 10:00", "2026-11-24 11:00", directives=Directives(contact="Ulf Berg"))
    (who,) = check_ins(plan_of(talk))[0].people
    assert (who.name, who.email) == ("Ulf Berg", "")
    mailed = interview("2026-11-24 10:00", "2026-11-24 11:00", directives=Directives(contact="Ulf B <Ulf@x.example>"))
    (who,) = check_ins(plan_of(mailed))[0].people
    assert (who.name, who.email) == ("Ulf B", "ulf@x.example")


def test_a_check_in_goes_by_linkedin_only_where_there_is_no_address() -> None:
    linked = person("Lin Ked", email="", linkedin="https://www.linkedin.com/in/lin")
    friend = person("Fay Friend", linkedin="https://www.linkedin.com/in/fay", connected=True)
    for who, by in ((linked, Channel.LINKEDIN), (friend, Channel.EMAIL)):
        assert check_ins(plan_of(interview("2026-11-24 10:00", "2026-11-24 11:00", people=(who,))))[0].channel is by
