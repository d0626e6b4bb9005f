"""A title that says nothing belongs to the process under way with the people invited, and to nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from connectors.memory import MemoryAccount, MemoryCalendar
from core.model import AccountName, Answer, Attendee, CalendarId, Event, EventId, Kind, Sighting, Stage, Standing
from tests.core.sync.world import ACCOUNT, NOON, World, interview

DANA = Attendee(name="Dana Whitfield", email="dana.whitfield@acme.example")
ROBIN = Attendee(name="Robin Okafor", email="robin@example.net")
VAGUE = "dana@acme.example"


def vague(title: str = "Dana / Robin", **changes: Any) -> Event:
    """Return a meeting with somebody at Acme, whose title says nothing."""
    start = changes.pop("start", NOON + timedelta(days=6))
    event = interview(VAGUE, start=start, minutes=30, title=title, description="")
    return replace(event, **{"organizer": DANA, "attendees": (ROBIN, DANA), **changes})


def found(*events: Event) -> dict[str, Sighting]:
    """Return what a first sync of `events` recognises, by UID."""
    world = World()
    for event in events:
        world.calendar.put(event)
    world.sync()
    return {sighting.uid: sighting for sighting in world.state.sightings if sighting.reading.kind is not Kind.NONE}


@pytest.mark.parametrize("title", ["Dana / Robin", "Acme <> Robin", "Dana <> Robin chat", "Robin & Dana: catch-up"])
def test_a_vague_title_belongs_to_the_process_with_its_people(title: str) -> None:
    seen = found(interview(), vague(title))
    assert seen[VAGUE].reading.kind is Kind.INTERVIEW
    assert any("a process with them is under way" in reason for reason in seen[VAGUE].reading.reasons)


def test_it_is_a_round_of_that_process_and_is_followed_up() -> None:
    world = World()
    world.calendar.put(interview())
    world.calendar.put(vague())
    result = world.sync()
    assert result.outlook is not None
    rounds = result.outlook.interviews
    assert len(rounds) == 2
    assert len({each.process for each in rounds}) == 1
    assert {each.company for each in rounds} == {"Acme"}


def test_by_itself_it_is_nothing() -> None:
    assert VAGUE not in found(vague())
    assert VAGUE not in found(interview(people=()), vague(organizer=None, attendees=()))


@pytest.mark.parametrize(
    "other",
    [
        vague(recurrence="2026-11-30T17:00:00+00:00"),
        vague(start=NOON + timedelta(days=120)),
        vague("Invoice review: Dana / Robin"),
        vague("Dana / Robin: quarterly numbers"),
        vague("Mentoring: Dana / Robin"),
        vague(attendees=(ROBIN, DANA, Attendee(name="Al Fox", email="al@elsewhere.example"))),
        vague(
            "Catch-up", attendees=(ROBIN, *(Attendee(name=f"P{n} Q{n}", email=f"p{n}@acme.example") for n in range(6)))
        ),
        replace(vague(), start=NOON + timedelta(days=6), end=NOON + timedelta(days=6, hours=7)),
    ],
    ids=["a series", "months later", "about an invoice", "about numbers", "mentoring", "others", "many", "long"],
)
def test_what_says_something_else_or_is_of_another_shape_is_left(other: Event) -> None:
    assert VAGUE not in found(interview(), other)


def test_an_employer_whose_own_people_are_invited_is_not_hiring() -> None:
    world = World()
    world.config = replace(
        world.config, me=replace(world.config.me, emails=("robin@example.net", "robin@acme.example"))
    )
    world.calendar.put(interview(people=()))
    world.calendar.put(vague())
    world.sync()
    assert VAGUE not in {sighting.uid for sighting in world.state.sightings}


def test_what_counts_for_its_context_alone_says_nothing_of_others() -> None:
    far = replace(vague(start=NOON + timedelta(days=70)), uid="far@acme.example")
    far = replace(far, ref=replace(far.ref, event_id=EventId("far@acme.example")))
    seen = found(interview(), vague(start=NOON + timedelta(days=40)), far)
    assert VAGUE in seen
    assert far.uid not in seen


def test_it_holds_across_accounts_and_from_one_sync_to_the_next() -> None:
    other = MemoryAccount(AccountName("home"), {CalendarId("own"): MemoryCalendar()})
    world = World()
    world.accounts[other.name] = other
    world.calendar.put(interview())
    world.sync()
    meeting = vague()
    next(iter(other.held.values())).put(
        replace(meeting, ref=replace(meeting.ref, account=other.name, calendar=CalendarId("own")))
    )
    world.later(minutes=15)
    world.sync()
    assert VAGUE in {sighting.uid for sighting in world.state.sightings}
    writes = next(iter(world.accounts[ACCOUNT].held.values())).writes.copy()
    world.later(minutes=15)
    world.sync(full=True)
    assert VAGUE in {sighting.uid for sighting in world.state.sightings}
    assert next(iter(world.accounts[ACCOUNT].held.values())).writes == writes


@pytest.mark.parametrize("known", [False, True], ids=["a new employer", "one that interviewed months ago"])
@pytest.mark.parametrize("elsewhere", [False, True], ids=["in one calendar", "in the calendar of another account"])
def test_what_came_before_the_interview_that_explains_it_is_judged_anew(elsewhere: bool, known: bool) -> None:
    other = MemoryAccount(AccountName("home"), {CalendarId("own"): MemoryCalendar()})
    world = World()
    world.accounts[other.name] = other
    if known:
        world.calendar.put(interview("old", start=NOON - timedelta(days=120)))
    world.calendar.put(vague())
    world.sync()
    assert [s.reading.standing for s in world.state.sightings if s.uid == VAGUE] == [Standing.MAYBE]
    sure = interview()
    if elsewhere:
        ref = replace(sure.ref, account=other.name, calendar=CalendarId("own"))
        next(iter(other.held.values())).put(replace(sure, ref=ref))
    else:
        world.calendar.put(sure)
    world.later(minutes=15)
    world.sync()
    seen = {sighting.uid: sighting.reading for sighting in world.state.sightings}
    assert (seen[VAGUE].kind, seen[VAGUE].standing) == (Kind.INTERVIEW, Standing.ON)
    world.later(minutes=15)
    world.sync(full=True)
    assert {sighting.uid: sighting.reading for sighting in world.state.sightings} == seen


def test_a_calendar_is_read_whole_for_the_first_round_near_what_waits_and_for_no_other() -> None:
    world = World()
    world.calendar.put(vague("Dana / Robin: quarterly numbers"))
    world.sync()
    assert [s.reading.standing for s in world.state.sightings] == [Standing.MAYBE]
    named = []
    for days in (100, 3, 4):
        world.calendar.put(interview(f"in-{days}-days", start=NOON + timedelta(days=days)))
        named.append(world.sync().accounts[0].events_changed)
    assert named == [1, 3, 1]


def test_a_note_of_ones_own_with_the_employers_name_counts() -> None:
    note = vague("Acme 2pm", organizer=None, attendees=())
    assert VAGUE in found(interview(), note)
    assert VAGUE not in found(note)
    assert VAGUE not in found(interview(), vague("Acme taxes", organizer=None, attendees=()))


TOOL = Attendee(name="Brightwater", email="no-reply@ashbyhq.com")
LEA = Attendee(name="Lea Roth", email="lea@brightwater.example")


def through_a_tool(company: str = "Brightwater") -> Event:
    """Return an invitation by an applicant-tracking system, which tells the employer by name alone."""
    first = interview(
        title=f"Interview with {company}", description="Role: Data Analyst\nInterviewer: Lea Roth", people=()
    )
    return replace(first, organizer=replace(TOOL, name=company))


def test_an_employer_known_by_name_alone_is_told_by_its_mail_domain() -> None:
    later = vague("Mia / Robin", organizer=replace(LEA, name="Mia Ost", email="mia@brightwater.example"), attendees=())
    seen = found(through_a_tool(), later)
    assert seen[VAGUE].reading.company == "Brightwater"
    assert VAGUE not in found(through_a_tool("Umbrella"), later)


def test_who_was_met_is_told_by_their_full_name_wherever_they_write_from() -> None:
    later = vague("Lea / Robin", organizer=replace(LEA, email="lea@bw-group.example"), attendees=())
    seen = found(through_a_tool(), later)
    assert seen[VAGUE].reading.company == "Brightwater"
    assert VAGUE not in found(
        through_a_tool(), replace(later, organizer=replace(LEA, name="Lea", email="lea@bw.example"))
    )


@pytest.mark.parametrize(
    "title",
    [
        "Reminder: Dana / Robin",
        "[Hold] Dana / Robin",
        "Tentative: Acme interview",
        "(tentative) Acme <> Robin",
        "Placeholder - Acme interview",
        "Acme <> Robin (TBC)",
        "【仮】Acme 面接",
        "Erinnerung: Dana / Robin",
        "Rappel : Dana / Robin",
        "À confirmer : Acme / Robin",
    ],
)
def test_a_reminder_or_a_hold_is_lent_nothing(title: str) -> None:
    assert VAGUE not in found(interview(), vague(title))
    assert VAGUE not in found(interview(), vague(title, organizer=None, attendees=()))


def test_what_the_user_has_answered_with_a_maybe_is_no_hold() -> None:
    answered = replace(ROBIN, answer=Answer.TENTATIVE)
    assert VAGUE in found(interview(), vague("Tentative: Dana / Robin", attendees=(answered, DANA)))
    assert VAGUE not in found(interview(), vague("Hold: Dana / Robin", attendees=(answered, DANA)))


@pytest.mark.parametrize("hours", [-4, -28])
def test_a_note_that_reminds_of_an_interview_is_none_of_its_own(hours: int) -> None:
    official = interview()
    start = official.start + timedelta(hours=hours)
    note = vague("Reminder: Interview at Acme", organizer=None, attendees=(), start=start)
    assert VAGUE in found(note)
    assert found(official, note).keys() == {official.uid}
    assert VAGUE in found(official, vague("Reminder: Interview at Umbrella", organizer=None, attendees=(), start=start))


@pytest.mark.parametrize("title", ["Acme coffee", "Acme 打ち合わせ", "Coffee w/ Acme"])
def test_what_is_lent_is_at_the_employer_that_lends_it(title: str) -> None:
    note = vague(title, organizer=None, attendees=())
    assert found(interview(), note)[VAGUE].reading.company == "Acme"
    assert found(interview(), vague(title))[VAGUE].reading.company == "Acme"


JO = Attendee(name="Jo Agent", email="jo@talentbridge.example")


def of_an_agency(*clients: str) -> list[Event]:
    """Return interviews with clients of one agency, which its consultant sends."""
    return [
        replace(
            interview(client, title=f"{client} - first interview - Robin Okafor", people=()),
            organizer=JO,
            attendees=(ROBIN, JO),
            description=f"Role: Backend Engineer. You will meet Tom Reed from {client}.",
            start=NOON + timedelta(days=number),
            end=NOON + timedelta(days=number, hours=1),
        )
        for number, client in enumerate(clients, 1)
    ]


def test_of_an_agencys_clients_none_is_guessed_to_be_the_employer() -> None:
    seen = found(*of_an_agency("Borealis", "Umbrella"), vague("Coffee", organizer=JO, attendees=(ROBIN, JO)))
    assert seen[VAGUE].reading.company not in ("Borealis", "Umbrella", "Coffee")


def test_a_round_that_is_gone_from_the_calendar_since_it_took_place_still_counts_for_others() -> None:
    world = World()
    world.calendar.put(interview())
    world.sync()
    world.now = NOON + timedelta(days=2)
    world.calendar.remove(interview().ref.event_id)
    world.calendar.put(vague())
    world.sync()
    assert {s.uid: s.reading.kind for s in world.state.sightings}[VAGUE] is Kind.INTERVIEW


def test_a_round_called_off_before_does_not() -> None:
    world = World()
    world.calendar.put(interview())
    world.sync()
    world.calendar.remove(interview().ref.event_id)
    world.calendar.put(vague())
    world.later(minutes=15)
    world.sync()
    assert {s.uid: s.reading.kind for s in world.state.sightings}[VAGUE] is Kind.NONE


@pytest.mark.parametrize(
    "title",
    [
        "Appel rapide Robin / Dana",
        "Llamada rápida - Dana / Robin",
        "Visio Dana / Robin",
        "Prochaines étapes - Robin / Dana",
        "Próximos pasos: Dana / Robin",
        "Online-Termin Dana / Robin",
        "Zweiter Termin: Dana / Robin",
        "Besprechung",
        "Videochiamata Dana / Robin",
        "Videogesprek Dana / Robin",
        "Videomöte Dana / Robin",
        "Reunião rápida Dana / Robin",
        "Spotkanie online Dana / Robin",
        "お打ち合わせ Dana / Robin",
        "WEB会議 Acme",
        "Dana様 打ち合わせ",
        "Suite de nos échanges",
        "Rückfragen",
        "Acme MTG",
        "视频会议 Dana / Robin",
        "화상회의 Dana / Robin",
        "Microsoft Teams meeting",
        "Google Meet: Dana / Robin",
        "Follow-up: Dana / Robin",
        "Acme follow-up call",
    ],
)
def test_small_words_of_any_language_say_nothing(title: str) -> None:
    assert found(interview(), vague(title))[VAGUE].reading.company == "Acme"


@pytest.mark.parametrize(
    "title",
    [
        "Chase invoice: Dana / Robin",
        "Thank you / follow-up: Dana / Robin",
        "Besprechung Rechnung Dana / Robin",
        "Próximos pasos de la mudanza",
        "Google Ads: Dana / Robin",
        "見積 打ち合わせ Dana / Robin",
    ],
)
def test_one_word_more_says_something(title: str) -> None:
    assert VAGUE not in found(interview(), vague(title))


def test_what_the_user_notes_down_as_a_follow_up_is_something_to_do() -> None:
    assert VAGUE not in found(interview(), vague("Acme follow-up", organizer=None, attendees=()))


@pytest.mark.parametrize("title", ["Intro call Dana / Robin", "Kennenlernen Dana / Robin", "Dana / Robin: intro"])
def test_after_an_interview_no_talk_with_the_employer_is_the_first(title: str) -> None:
    first = interview()
    after = found(first, vague(title))[VAGUE].reading
    assert (after.kind, after.stage) == (Kind.INTERVIEW, Stage.OTHER)
    before = found(first, vague(title, start=first.start - timedelta(days=2)))[VAGUE].reading
    assert (before.kind, before.stage) == (Kind.RECRUITER, Stage.RECRUITER_SCREEN)


def test_after_a_recruiters_first_talk_alone_there_may_be_another() -> None:
    screen = interview(title="Recruiter screen - Backend Engineer at Acme")
    seen = found(screen, vague("Intro call Dana / Robin"))
    assert [s.reading.kind for s in seen.values()] == [Kind.RECRUITER, Kind.RECRUITER]


def test_an_agencys_consultant_may_have_a_first_talk_about_another_client() -> None:
    intro = vague("Intro call Jo / Robin", organizer=JO, attendees=(ROBIN, JO))
    assert found(*of_an_agency("Borealis", "Umbrella"), intro)[VAGUE].reading.kind is Kind.RECRUITER


def test_what_is_surely_a_recruiters_first_talk_stays_one() -> None:
    screen = vague("Recruiter screen - Dana / Robin", description="Hi Robin, I recruit at Acme. Role: Data Analyst")
    assert found(interview(), screen)[VAGUE].reading.kind is Kind.RECRUITER
