"""Who is away, and who was: an excuse for the old time of a moved meeting says nothing of the new one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.model import Answer, Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SENDER = "Tove Lund <tove.lund@fernhollow.example>"
GUESTS = ["Maya Lind <maya.lind@gmail.com>", "Karl Voss <karl.voss@fernhollow.example>"]
JOB = "Interview for Yard Planner with Karl Voss."


def comes(answer: Answer, **told: Any) -> bool:
    """Return whether Karl is met, who answered so."""
    event = event_from({"id": "one", "title": "Interview, Yard Planner", "org": SENDER, "to": GUESTS, **told})
    guests = tuple(replace(one, answer=answer) if one.name == "Karl Voss" else one for one in event.attendees)
    read_of = read(replace(event, attendees=guests), me=MAYA, settled=Kind.INTERVIEW)
    return any(person.name == "Karl Voss" and person.attended for person in read_of.people)


EXCUSES = [
    {"text": f"Karl is travelling on Monday, so we moved it to Tuesday. {JOB}"},
    {"title": "Rescheduled: Interview, Yard Planner", "text": f"Karl is ill on Monday. {JOB}"},
    {"title": "Interview, Yard Planner (new time)", "text": f"Karl is on leave till Monday. {JOB}"},
    {"text": f"Karl can't make it on Monday, hence the new time. {JOB}"},
    {"text": f"Karl is ill today. We have rescheduled your interview. {JOB}"},
    {
        "title": "Verschoben: Vorstellungsgespräch",
        "text": "Karl Voss ist am Montag leider krank. Wir freuen uns auf das Gespräch mit Ihnen am Dienstag.",
    },
    {
        "title": "Reporté : Entretien",
        "text": "Karl Voss est en déplacement lundi. Nous vous attendons mardi pour votre entretien.",
    },
]


@pytest.mark.parametrize("told", EXCUSES)
def test_who_was_away_at_the_old_time_and_accepted_the_new_one_is_met(told: dict[str, str]) -> None:
    assert comes(Answer.ACCEPTED, **told)
    assert not comes(Answer.DECLINED, **told)


@pytest.mark.parametrize(
    "told",
    [
        {"text": f"Karl is ill, Bo Ek takes his place. {JOB}"},
        {"text": "You will meet Bo Ek. Karl won't be joining."},
        {"title": "Rescheduled: Interview, Yard Planner", "text": "You will meet Bo Ek. Karl won't be joining."},
        {"title": "Rescheduled: Interview, Yard Planner", "text": "You will meet Bo Ek. Karl is on copy only."},
    ],
)
def test_who_is_away_is_not_met_though_the_calendar_says_accepted(told: dict[str, str]) -> None:
    assert not comes(Answer.ACCEPTED, **told)


def test_who_only_arranges_a_moved_meeting_is_not_met() -> None:
    text = "I am only coordinating. Bo Ek was ill, so we moved it to Tuesday. You will meet Bo Ek."
    event = event_from({"id": "one", "title": "Moved: Interview", "org": SENDER, "to": [*GUESTS, SENDER], "text": text})
    guests = tuple(replace(one, answer=Answer.ACCEPTED) for one in event.attendees)
    met = read(replace(event, attendees=guests), me=MAYA, settled=Kind.INTERVIEW).people
    assert not any(person.name == "Tove Lund" and person.attended for person in met)


def met(text: str, *, kind: Kind = Kind.INTERVIEW, guests: tuple[str, ...] = (), org: str = SENDER) -> set[str]:
    """Return who is met of a sender, who may be a guest too, and the other guests."""
    to = ["Maya Lind <maya.lind@gmail.com>", *guests]
    event = event_from({"id": "one", "title": "Meeting, Yard Planner", "org": org, "to": to, "text": text})
    return {person.name for person in read(event, me=MAYA, settled=kind).people if person.attended}


@pytest.mark.parametrize(
    "text",
    [
        "Ask me anything before you apply. I'm not on the hiring team.",
        "Ask me anything. I'm only an engineer, not involved in hiring.",
        "Posez toutes vos questions, je ne participe pas au recrutement.",
        "Pregunta lo que quieras, no participo en los procesos de selección.",
        "Chiedi pure, non partecipo alle selezioni.",
        "Pode perguntar tudo, não participo do recrutamento.",
        "Vraag gerust, ik ben niet bij de werving betrokken.",
        "Fråga på, jag är inte med i rekryteringen.",
        "Pytaj śmiało, nie uczestniczę w rekrutacji.",
    ],
)
def test_who_has_no_part_in_hiring_is_met_all_the_same(text: str) -> None:
    assert met(text, kind=Kind.NETWORKING) == {"Tove Lund"}


@pytest.mark.parametrize(
    "text",
    [
        "Your interview is with Karl Voss. I'm not on the hiring panel.",
        "Your interview is with Karl Voss. I'm not on the hiring team.",
        "I will not be part of the interview or of the hiring decision.",
        "Je spreekt met Karl Voss. Groet, Tove Lund (ik schuif niet aan)",
        "Je spreekt met Karl Voss. Ik zit er zelf niet bij. Tove",
        "Sie sprechen mit Karl Voss. Ich sitze nicht dabei. Tove Lund",
        "Du träffar Karl Voss. Jag sitter inte med. Tove Lund",
    ],
)
def test_who_has_no_part_in_an_interview_is_away(text: str) -> None:
    assert "Tove Lund" not in met(text, guests=(SENDER, GUESTS[1]))


@pytest.mark.parametrize(
    "text",
    [
        "Spotkanie poprowadzi Karl Voss, ja tylko organizuję.",
        "Spotkanie poprowadzi Karl Voss, tylko organizuję.",
        "La entrevista será con Karl Voss, solo coordino.",
        "A entrevista será com Karl Voss, só organizo.",
        "Il colloquio è con Karl Voss, organizzo solo.",
        "Das Gespräch führt Karl Voss, koordiniere nur.",
    ],
)
def test_who_speaks_of_themselves_says_nothing_of_who_is_named_before(text: str) -> None:
    assert met(text, guests=(SENDER, GUESTS[1])) == {"Karl Voss"}


@pytest.mark.parametrize(
    "text",
    [
        "If you need any accommodation please tell your recruiter, Jess Marlowe.",
        "Falls Sie Fragen haben, wenden Sie sich bitte an unsere Recruiterin Jess Marlowe.",
        "Si vous avez besoin d'un aménagement, contactez notre recruteuse Jess Marlowe.",
        "Si necesitas alguna adaptación, avisa a tu reclutadora, Jess Marlowe.",
        "Please bring your badge. Questions: Jess Marlowe, recruiting assistant, 555-0142.",
        "Rückfragen zum Termin: Jess Marlowe, Assistenz Recruiting",
        "Dudas: Jess Marlowe, asistente de selección",
    ],
)
def test_whom_the_user_may_turn_to_is_not_met(text: str) -> None:
    said = f"You will meet Karl Voss, Head of Planning.\n\n{text}"
    assert met(said, org="Fernhollow <jobs@fernhollow.example>") == {"Karl Voss"}


def test_who_wrote_a_forwarded_mail_is_not_met_where_others_call() -> None:
    head = "From: Lund, Tove <tove.lund@fernhollow.example>\nTo: Maya Lind\n\n"
    mine, closing = "Maya Lind <maya.lind@gmail.com>", "\n\nTove Lund\nHuman Resources Generalist"
    assert met(f"{head}Maya,\nKarl Voss, our yard manager, will call you.{closing}", org=mine) == {"Karl Voss"}
    assert "Tove Lund" in met(f"{head}Maya,\nyou will speak with Karl Voss and me.{closing}", org=mine)
    assert met(f"{head}Maya,\nI will call you at ten.{closing}", org=mine) == {"Tove Lund"}


def test_an_own_domain_is_no_firm_where_the_address_shortens_the_name() -> None:
    assert met("See you then.", org="Jessamyn Frye <jess@jessamynfrye.example>") == {"Jessamyn Frye"}


@pytest.mark.parametrize(
    "text",
    [
        "You will meet Karl Voss. My colleague Jess Marlowe set this up and isn't on the call.",
        "An earlier mail listed Jess Marlowe. She is travelling, so you will meet Karl Voss.",
        "I have taken Jess Marlowe off the list, she has left the company. You will meet Karl Voss.",
        "Interviewer: Karl Voss (previously Jess Marlowe)",
        "You will meet Karl Voss. Scheduling by Jess (recruiting coordinator).",
        "Interviewer: Karl Voss\nCc: Jess Marlowe (HR, for information)",
        "Sie sprechen mit Karl Voss.\n\nJess Marlowe, Personalreferentin (nicht im Gespräch dabei)",
        "Sie sprechen mit Karl Voss. Jess Marlowe hat das Unternehmen verlassen.",
        "Vous rencontrerez Karl Voss ; mon associée Jess Marlowe est en copie.",
        "Hablarás con Karl Voss. Pongo en copia a Jess Marlowe, Jess Marlowe va en copia.",
    ],
)
def test_who_is_told_of_and_does_not_come_is_not_met(text: str) -> None:
    assert met(
        text, guests=("Jess Marlowe <jess@fernhollow.example>",), org="Fernhollow <jobs@fernhollow.example>"
    ) == {"Karl Voss"}


def test_somebodys_earlier_work_does_not_keep_them_away() -> None:
    text = "With: Karl Voss (head of yards). Previously Karl ran the docks, ask him about it."
    assert met(text) == {"Karl Voss"}


def test_who_walks_the_user_up_and_then_leaves_is_away() -> None:
    text = "You meet Karl Voss. Ask for me and I will walk you up, but I do not sit in on the interview."
    assert met(text, guests=(GUESTS[1],)) == {"Karl Voss"}
    assert met("If you do not sit in on the interview, tell me. I will ask the questions.") == {"Tove Lund"}


def test_who_writes_in_a_mail_that_is_passed_on_speaks_of_themselves() -> None:
    text = (
        "Robin, anbei der Termin beim Kunden.\n\nVon: Rieke Hansen <rieke.hansen@kranich.example>\nAn: Tove Lund\n\n"
        "das Fachgespräch führen unsere Ingenieure Karl Voss und Pia Strobl. Ich bin im Urlaub.\nRieke Hansen"
    )
    assert met(text) == {"Karl Voss", "Pia Strobl"}
