"""Who of the people met is the recruiter, the hiring manager or the coordinator: the words beside their name say it."""

from typing import Any

import pytest

from core.model import Kind, Part
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
SENDER = "Fernhollow <jobs@fernhollow.example>"


def parts(**told: Any) -> dict[str, Part | None]:
    event = event_from({"id": "one", "title": "Interview, Yard Planner", "org": SENDER, "to": [SELF], **told})
    return {person.name: person.part for person in read(event, me=MAYA, settled=Kind.INTERVIEW).people}


@pytest.mark.parametrize(
    "text",
    [
        "09:00 Site visit with Ana Ruiz\n10:00 Hiring manager - Bo Ek",
        "09:00 Site visit - Ana Ruiz\n10:00 Hiring manager: Bo Ek",
        "09:00 - 10:00 Site visit, Ana Ruiz, yard planner\n10:00 - 11:00 Hiring manager, Bo Ek",
        "You will meet these two.\nAna Ruiz, yard planner\nHiring manager: Bo Ek",
        "You will meet Ana Ruiz (yard planner) and Bo Ek (hiring manager).",
        "You will meet Ana Ruiz, yard planner, and the hiring manager, Bo Ek.",
        "You will meet Bo Ek (hiring manager) and Ana Ruiz.",
        "You will meet Bo Ek, hiring manager, and Ana Ruiz, yard planner.",
        "They are in on that day:\nBo Ek, hiring manager\nAna Ruiz, yard planner",
        "9.00 Uhr Rundgang mit Ana Ruiz\n10.00 Uhr Teamleiter: Bo Ek",
        "9h00 Visite avec Ana Ruiz\n10h00 Futur manager : Bo Ek",
        "Het gesprek is op dinsdag.\n09:00 Rondleiding - Ana Ruiz\n10:00 Leidinggevende - Bo Ek",
    ],
)
def test_the_manager_is_whose_own_row_says_so(text: str) -> None:
    assert parts(text=text) == {"Ana Ruiz": None, "Bo Ek": Part.HIRING_MANAGER}


@pytest.mark.parametrize(
    "text",
    [
        "09:00 Site visit - Ana Ruiz\n10:00 Recruiter - Bo Ek",
        "09:00 Site visit with Ana Ruiz\n10:00 Recruiter: Bo Ek",
        "You will meet Ana Ruiz, yard planner, and our recruiter Bo Ek.",
        "You will meet Bo Ek, our recruiter, and Ana Ruiz.",
        "9:00 Rundgang - Ana Ruiz\n10:00 Personalreferent: Bo Ek",
        "9:00 Visita - Ana Ruiz\n10:00 Reclutadora - Bo Ek",
    ],
)
def test_the_recruiter_is_whose_own_row_says_so(text: str) -> None:
    assert parts(text=text) == {"Ana Ruiz": None, "Bo Ek": Part.RECRUITER}


def test_a_first_name_alone_in_the_next_row_is_somebody_too() -> None:
    read_of = parts(text="Site visit - Ana Ruiz\nRecruiter call - Bo", to=[SELF, "Bo Ek <bo.ek@fernhollow.example>"])
    assert read_of["Ana Ruiz"] is None


@pytest.mark.parametrize(
    "text",
    [
        "I look forward to it.\n\nKind regards,\nAna Ruiz\nRecruiter, Fernhollow",
        "09:00 Ana Ruiz\nRecruiter\n10:00 Bo Ek\nyard planner",
        "You will meet Ana Ruiz (Recruiter).",
    ],
)
def test_the_line_below_a_name_says_what_its_bearer_is(text: str) -> None:
    assert parts(text=text, org="Ana Ruiz <ana.ruiz@fernhollow.example>")["Ana Ruiz"] is Part.RECRUITER


def test_an_assistant_to_somebody_makes_nobody_else_an_assistant() -> None:
    assert parts(text="You will meet Bo Ek. Questions to Ana Ruiz, assistant to Bo Ek.")["Bo Ek"] is None
    assert parts(text="You will meet Bo Ek.\nCoordinator: Ana Ruiz")["Bo Ek"] is None


def test_what_stands_in_brackets_behind_a_name_is_its_bearers() -> None:
    said = parts(text="You will meet Bo Ek (Manager, Clinical Applications - hiring manager) and Ana Ruiz.")
    assert (said["Bo Ek"], said["Ana Ruiz"]) == (Part.HIRING_MANAGER, None)


def test_of_a_talk_with_the_manager_the_only_one_named_is_it() -> None:
    assert parts(text="Type: Hiring manager\nWith: Bo Ek") == {"Bo Ek": Part.HIRING_MANAGER}
    assert Part.HIRING_MANAGER not in parts(text="Type: Hiring manager\nWith: Bo Ek, Ana Ruiz").values()


def test_whoever_stands_on_a_line_below_their_function_has_it() -> None:
    assert parts(text="Interviewers:\n\n- Bo Ek, planner") == {"Bo Ek": Part.INTERVIEWER}
    assert parts(text="Hiring manager:\nBo Ek") == {"Bo Ek": Part.HIRING_MANAGER}
