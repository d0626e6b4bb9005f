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
