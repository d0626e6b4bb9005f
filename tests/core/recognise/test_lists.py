"""Who of a list is met: those in the middle, behind what somebody does, and not who was replaced or only signs."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

TOOL = "Bruket AB <noreply@teamtailor-mail.com>"


def met(**told: Any) -> set[str]:
    event = event_from({"id": "one", "title": "Interview", "to": ["Maya Lind <maya.lind@gmail.com>"], **told})
    return {person.name for person in read(event, me=MAYA, settled=Kind.INTERVIEW).people if person.attended}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leadership panel\nAna Ruiz, Linnea Castro, Piers Haddon", {"Ana Ruiz", "Linnea Castro", "Piers Haddon"}),
        (
            "Vous rencontrerez la directrice Agnès Colin et le responsable Malo Kervella.",
            {"Agnès Colin", "Malo Kervella"},
        ),
        ("Du möter platschef Solbritt Ekenäs och produktionsledare Arvid Holm.", {"Solbritt Ekenäs", "Arvid Holm"}),
        (
            "Panel: Ana Ruiz, Head of Ops, Bo Ek, Yard Manager, and Siân Pugh, Partner.",
            {"Ana Ruiz", "Bo Ek", "Siân Pugh"},
        ),
        ("Interviewers: Ana Ruiz; Dov Mendel (declined, replaced by Bo Ek)", {"Ana Ruiz", "Bo Ek"}),
        (
            "Ihr Gespräch für die Stelle Planerin.\n"
            "Teilnehmende: Anna Brandt, Ole Petersen (verhindert, vertreten durch Silke Maurer)",
            {"Anna Brandt", "Silke Maurer"},
        ),
        ("You will meet Bo Ek in place of Ana Ruiz.", {"Bo Ek"}),
        ("12:00 - 13:00: Crisis Scenario (case)\nInterviewer: Ana Ruiz, Planner", {"Ana Ruiz"}),
        (
            "Ana Ruiz, Planner\nBo Ek, Yard Manager\n\nSee you!\n\nPia Voss\nTalent Acquisition, Bruket",
            {"Ana Ruiz", "Bo Ek"},
        ),
        (
            "10:15 グループワーク（担当：佐伯 誠）\n11:15 個人面接（面接官：内田 茜、専務 大野 翔）",
            {"佐伯 誠", "内田 茜", "大野 翔"},
        ),
        ("10:00 직무 면접 (면접관: 김도윤)\n11:00 임원 면접 (담당: 박서준)", {"김도윤", "박서준"}),
        ("收到您投递的产品经理简历，本轮面试官：李思远。", {"李思远"}),
        ("See you then.\n--\nAna Ruiz and Bo Ek will both be there.", {"Ana Ruiz", "Bo Ek"}),
    ],
)
def test_all_of_a_list_who_come_are_met(text: str, names: set[str]) -> None:
    assert met(org=TOOL, text=text) == names


@pytest.mark.parametrize(
    "text",
    [
        "You will meet Ana Ruiz. I am only forwarding this (and booking the room).",
        "Sie treffen Ana Ruiz, ich selbst stelle nur den Raum bereit.",
        "Vous rencontrerez Ana Ruiz. Je vous laisse ensuite entre vous.",
        "Te recibirá Ana Ruiz. Yo solo reservo la sala.",
        "Você vai conhecer Ana Ruiz. Eu só reservo a sala.",
        "Incontrerai Ana Ruiz per la posizione di contabile. Io prenoto solo la sala.",
        "Je spreekt met Ana Ruiz, ik zorg voor de koffie en verdwijn weer.",
        "Du träffar Ana Ruiz. Jag ordnar bara rummet.",
        "Spotka się Pani z Ana Ruiz. Ja tylko rezerwuję salę.",
    ],
)
def test_who_only_books_the_room_is_not_met(text: str) -> None:
    assert met(org="Tova Berg <tova.berg@bruket.example>", text=text) == {"Ana Ruiz"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz will run the coding part, I'll watch.", {"Tova Berg", "Ana Ruiz"}),
        ("Omówimy zadanie (będę ja i Ana Ruiz, lektor).", {"Tova Berg", "Ana Ruiz"}),
    ],
)
def test_who_says_that_they_listen_is_met(text: str, names: set[str]) -> None:
    assert met(org="Tova Berg <tova.berg@bruket.example>", text=text) == names


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("2nd interview bruket", "meet owner mrs haddow and dr kapoor-lyons, bring cv", {"Haddow", "Kapoor-Lyons"}),
        ("Vorstellungsgespräch Bruket", "mit frau brandt, zeugnisse mitbringen", {"Brandt"}),
        ("call re. opportunity (recruiter, Fiona something)", "client is a fintech", {"Fiona"}),
        ("interview bruket", "ms teams, dr who mug as a gift", set()),
    ],
)
def test_a_note_names_people_by_title_or_behind_who_recruits(title: str, text: str, names: set[str]) -> None:
    assert met(title=title, text=text) == names
