"""What names an interview and is none of the user's: done ahead of it, somebody else's, or of another sort."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import Kind, Standing
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
ANA = "Ana Ruiz <ana@kestrel.example>"


def kind(title: str, text: str = "", org: str = "") -> Kind:
    told: dict[str, Any] = {"id": "one", "title": title, "text": text}
    return read(event_from({**told, "org": org, "to": [SELF]} if org else told), me=MAYA).kind


@pytest.mark.parametrize(
    "title",
    [
        "warm up SQL before Kestrel interview",
        "pack + reread notes for Kestrel onsite",
        "haircut before Kestrel interview",
        "SQL auffrischen vor dem Interview bei Kestrel",
        "Anzug bügeln fürs Vorstellungsgespräch",
        "repasser la chemise pour entretien Kestrel",
        "repasar preguntas antes de la entrevista con Kestrel",
        "rever portfólio antes da entrevista Kestrel",
        "ripassare SQL prima del colloquio Kestrel",
        "CV printen voor sollicitatiegesprek Kestrel",
        "plugga inför intervjun på Kestrel",
        "powtórzyć pytania przed rozmową kwalifikacyjną",
        "面试前复习SQL",
        "面接前にSQL復習",
        "면접 전 SQL 복습",
    ],
)
def test_what_is_done_ahead_of_an_interview_is_none(title: str) -> None:
    assert kind(title) is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2nd interview Kestrel before board", "Ana Ruiz, CTO"),
        ("onsite at Kestrel for backend engineer", "4 people"),
        ("Kestrel - last interview before offer", "CEO"),
        ("Vorstellungsgespräch Kestrel vor Ort", "Frau Ruiz"),
        ("Entretien Kestrel pour poste de comptable", "Mme Ruiz"),
        ("면접 전형 - 케스트렐", "2차 면접"),
    ],
)
def test_what_the_interview_is_for_or_ahead_of_takes_nothing_from_it(title: str, text: str) -> None:
    assert kind(title, text) is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("title", "text", "org"),
    [
        (
            "Fwd: Your interview at Crumb & Kiln",
            "can you still drive me?\n> From: Crumb & Kiln <hr@crumb.example>\n> To: Sam Poe\n> Hi Sam,\n"
            "> Your interview for Night Shift Supervisor is confirmed. You will hear from us within one week.",
            "Sam Poe <sam.poe@gmail.com>",
        ),
        (
            "WG: Ihr Vorstellungsgespräch bei Backhaus Korn",
            "Kannst du mich hinbringen?\n\nVon: Backhaus Korn <hr@korn.example>\nAn: Jan Peters\n\n"
            "Hallo Jan, Ihr Vorstellungsgespräch als Bäcker ist am Montag um 9 Uhr. Sie hören von uns.",
            "Jan Peters <jan.peters@gmail.com>",
        ),
        (
            "Tr: Votre entretien chez Aubier",
            "tu peux garder Lou ?\n\nDe : Aubier <rh@aubier.example>\nÀ : Chloé Martin\n\n"
            "Bonjour Chloé, votre entretien pour le poste de vendeuse est confirmé. Réponse sous huit jours.",
            "Chloé Martin <chloe.martin@gmail.com>",
        ),
    ],
)
def test_what_was_written_to_who_passes_it_on_is_theirs(title: str, text: str, org: str) -> None:
    assert kind(title, text, org) is Kind.NONE


@pytest.mark.parametrize(
    "text",
    [
        "See below.\n\nFrom: Ana Ruiz <ana@kestrel.example>\nTo: Tom Hale\n"
        "Tom, I would like to meet Maya Lind for the Data Engineer job. Your interview room is 4.",
        "All set for the Data Engineer interview.\n\n> Tom, make it the three of us please.\n"
        ">> Dear Maya, the team was impressed by your application.",
    ],
)
def test_a_mail_to_who_interviews_the_user_takes_nothing_from_it(text: str) -> None:
    assert kind("Fwd: interview with Maya", text, "Tom Hale <tom@kestrel.example>") is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("Event Name: Bewerberbefragung (30 Min)\n\nSie haben sich kürzlich beworben? 40 € Wunschgutschein.", ANA),
        ("Event Name: Podcast guest interview\n\nHow did you get your first job?: by luck", ANA),
        ("Event Name: Mock interview\n\nWhich role are you preparing for?: Data Engineer", ANA),
        (
            "Event Name: First conversation (no obligation)\n\nWhich position are you in today?: salaried\n"
            "Mortimer is a certified financial planner. Retire before 60.",
            "Mortimer Glass <mort@glassfinancial.example>",
        ),
    ],
)
def test_what_a_scheduler_calls_the_talk_may_speak_against_it(text: str, org: str) -> None:
    assert kind(f"Maya Lind and {org.partition(' <')[0]}", text, org) is Kind.NONE


@pytest.mark.parametrize(
    ("event", "asked", "org", "want"),
    [
        ("Interview - Career Coach", "Which role is this for?: Career Coach", ANA, Kind.INTERVIEW),
        ("Technical interview", "Which role are you applying for?: UX Researcher", ANA, Kind.INTERVIEW),
        (
            "Office hours 1:1",
            "What about?: my next job: platform or product role",
            "Ana Ruiz <ana@example.com>",
            Kind.NETWORKING,
        ),
    ],
)
def test_what_a_scheduler_calls_the_talk_may_be_the_job(event: str, asked: str, org: str, want: Kind) -> None:
    assert kind("Maya Lind and Ana Ruiz", f"Event Name: {event}\n\n{asked}", org) is want


@pytest.mark.parametrize(
    ("title", "text", "org"),
    [
        ("Final round", "Board 7, you have White. Prize giving after.", "Don Valley Chess <pairings@dvchess.example>"),
        ("Endrunde", "Brett 3, du hast Weiß gegen Dr. Korn. Siegerehrung um 18 Uhr.", "SK Nord <turnier@sk.example>"),
        ("Ronda final", "Tablero 4, llevas blancas contra Soler. Entrega de premios después.", "Club <a@sur.example>"),
        ("Final round!", "Pub quiz, we defend the cup", ""),
    ],
)
def test_what_is_played_has_rounds_too(title: str, text: str, org: str) -> None:
    assert kind(title, text, org) is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Coffee chat: new grad wants advice from Maya",
            "Hi Maya! I graduate in April and want to know how you got into backend work.",
        ),
        (
            "Coffee",
            "I applied for the Data Engineer job on your team and was told I could ask you before my interview.",
        ),
        (
            "Kaffee",
            "Danke, dass du mir hilfst! Ich mache im März meinen Abschluss. Kannst du über meinen Lebenslauf schauen?",
        ),
        ("Café", "Merci de m’aider ! Je termine mes études en juin. Vous pourriez relire mon CV avant mon entretien ?"),
        ("Café", "Hola Maya, gracias por ayudarme. ¿Puedes revisar mi currículum antes de mi entrevista?"),
    ],
)
def test_who_asks_the_user_for_advice_gives_none(title: str, text: str) -> None:
    assert kind(title, text, "Lena Voss <lena.voss@gmail.com>") is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text", "org"),
    [
        ("Maya Lind (time off)", "Vacation - approved.", "Kestrel Time Off <notifications@app.bamboohr.com>"),
        ("Maya Lind (sick)", "Approved by Ana", "Kestrel HR <notifications@app.bamboohr.com>"),
        ("Payslip available", "", "Kestrel <no-reply@personio.de>"),
        ("Talent Event: Kestrel Women in Tech evening", "Breakouts with hiring managers.", "Kestrel <kes@avature.net>"),
        ("Soirée candidats Kestrel", "Rencontrez nos recruteurs. Inscription obligatoire.", ANA),
        ("Interview for unit 4B", "Your application for a 1-bedroom unit is through.", "Members <members@map.example>"),
        ("Nightshift with Cal", "You're the guest: how you got into the job.", "Cal Poe <cal@nightshiftpod.example>"),
        ("termin: zadanie rekrutacyjne Kestrel", "wysłać do północy", ""),
        ("Frist: Probeaufgabe Kestrel", "", ""),
        ("課題締切 ケストレル", "", ""),
    ],
)
def test_one_word_of_hiring_carries_nothing_alone(title: str, text: str, org: str) -> None:
    assert kind(title, text, org) is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text", "want"),
    [
        (
            "Charla rápida",
            "Soy de Adquisición de Talento en Kestrel. Veinte minutos para contarte la vacante.",
            Kind.RECRUITER,
        ),
        ("ご相談", "かささぎエージェントの森です。転職のご希望を30分ほど伺えればと存じます。", Kind.RECRUITER),
        ("Telefon", "Hubert z agencji Trop. Prowadzę nabór dla producenta okien: Kierownik logistyki.", Kind.RECRUITER),
        (
            "커피챗",
            "케스트렐에서 일한 지 6년 됐는데 편하게 물어보세요. 채용 얘기는 아니고 커리어 고민 들어드려요.",
            Kind.NETWORKING,
        ),
        (
            "Koffie",
            "Gaat niet om een vacature, ik vertel je graag hoe het is om bij Kestrel te werken.",
            Kind.NETWORKING,
        ),
    ],
)
def test_who_recruits_says_so_and_who_does_not_denies_it(title: str, text: str, want: Kind) -> None:
    assert kind(title, text, ANA) is want


@pytest.mark.parametrize(
    "text",
    [
        "Event Name: Interview round 2\n\nCanceled by: Maya Lind\nCancellation reason: another offer",
        "Nombre del evento: Entrevista técnica\n\nCancelado por: Ana Ruiz",
        "Ereignisname: Vorstellungsgespräch\n\nStorniert von: Ana Ruiz",
        "Nom de l’événement: Entretien technique\n\nAnnulé par : Ana Ruiz",
        "Händelsenamn: Intervju för tjänsten som utvecklare\n\nAvbokad av: Ana Ruiz",
        "イベント名: 面接\n\nキャンセル者: Ana Ruiz",
    ],
)
def test_who_cancelled_it_is_told_by_schedulers(text: str) -> None:
    told = {"id": "one", "title": "Maya Lind and Ana Ruiz - interview", "text": text, "org": ANA, "to": [SELF]}
    assert read(event_from(told), me=MAYA).standing is Standing.CANCELLED
