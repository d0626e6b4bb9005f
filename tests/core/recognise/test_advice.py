"""Talks for advice: with whom one is matched, with whom one studied, and with who has made the same change."""

from __future__ import annotations

import pytest

from core.model import Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
CIRCLE = "Larch Circle <hello@larchcircle.example>"
FRIEND = "Oriel Vance <oriel.vance@gmail.com>"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Women in Data: 1:1 match",
            "You have been matched with Oriel Vance (VP, Tarnbeck) for one career conversation.",
        ),
        (
            "Career 1:1 match",
            "You were matched through the mentoring circle (you = mentee). About your next career step.",
        ),
        (
            "1:1 Mentoring-Match",
            "Du wurdest mit Oriel Vance gematcht: ein Gespräch über deinen nächsten Karriereschritt.",
        ),
        ("Mentorat 1:1", "Vous avez été jumelé avec Oriel Vance, pour une conversation de carrière."),
        ("Mentoría 1:1", "Te hemos emparejado con Oriel Vance, para hablar de tu próximo paso profesional."),
        ("Mentoring match", "Je bent gekoppeld aan Oriel Vance voor één loopbaangesprek over jouw volgende stap."),
        ("Mentorskap 1:1", "Du har matchats med Oriel Vance för ett karriärsamtal om ditt nästa steg."),
        ("1:1 mentoring", "Zostałaś połączona z Oriel Vance na rozmowę o karierze i kolejnym kroku."),
    ],
)
def test_who_is_matched_with_a_mentor_is_advised(title: str, text: str) -> None:
    told = {"id": "one", "title": title, "org": CIRCLE, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.NETWORKING


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("1:1 match", "You have been matched with Bo in the club ladder, court 3, best of three."),
        ("Match your mentee", "You are a mentor, matched with Kim Wu (mentee). Talk about Kim's next career step."),
        ("1:1", "Weekly sync, your career goals, next quarter."),
    ],
)
def test_who_is_matched_otherwise_is_not(title: str, text: str) -> None:
    told = {"id": "one", "title": title, "org": CIRCLE, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Zoom: Oriel Vance x Maya Lind",
            "Hi Maya! Always nice to help a fellow grad. Happy to review your CV with you.",
        ),
        ("Telefonat Oriel / Maya", "Für eine ehemalige Kommilitonin immer gern! Ich schaue mir deinen Lebenslauf an."),
        ("Maya <> Oriel", "Toujours un plaisir d'aider une ancienne de l'école. On relit ton CV ensemble."),
        (
            "Charla Oriel / Maya",
            "Siempre es un placer ayudar a una excompañera de facultad. Miramos tu CV y te cuento el sector.",
        ),
        ("Maya / Oriel", "Volentieri per una ex compagna di università. Guardiamo insieme il tuo CV."),
        ("Oriel x Maya", "Altijd leuk om een oud-studiegenoot te helpen. Ik kijk mee naar je cv."),
        ("Austausch: Einstieg in die Medizintechnik", "Gern erzähle ich dir, wie mein Wechsel zu Larch lief."),
        ("Prat: vägen in i medtech", "Jag berättar gärna hur mitt byte till Larch gick."),
        ("Rozmowa: wejście w medtech", "Chętnie opowiem, jak wyglądało moje przejście do Larch."),
    ],
)
def test_who_studied_there_too_or_changed_before_advises(title: str, text: str) -> None:
    told = {"id": "one", "title": title, "org": FRIEND, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.NETWORKING


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi Maya, your alumni office matched us. Happy to talk about your next career move.", Kind.NETWORKING),
        ("Hallo Maya, das Alumnibüro hat uns gematcht. Zu deiner Karriere erzähle ich gern.", Kind.NETWORKING),
        ("Hi Maya, the alumni office matched us. I'd love your advice on my first career move.", Kind.NONE),
    ],
)
def test_of_two_who_were_matched_the_one_who_tells_is_the_mentor(text: str, kind: Kind) -> None:
    told = {"id": "one", "title": "Alumni mentoring: M. Lind / O. Vance", "org": FRIEND, "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is kind


def test_an_exploratory_talk_of_a_search_is_read() -> None:
    text = "Dear Maya, an exploratory talk on a search we run for Larch Rail.\nEva Fink, Partner, Fink Executive Search"
    told = {
        "id": "one",
        "title": "Sounding: Chief of Staff",
        "org": "Eva Fink <eva@fink-partner.example>",
        "to": [SELF],
    }
    assert read(event_from({**told, "text": text}), me=MAYA).kind is Kind.RECRUITER
