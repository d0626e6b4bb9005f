"""Which of the jobs that a text names is taken for the one it is about, where nothing says so outright."""

import pytest

from core.model import Kind
from core.recognise.invitation import Invitation, prepare
from core.recognise.read import read
from core.recognise.role_weighed import NOTHING, jobs, weighed, weights
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


def _invitation(text: str, title: str = "Call with Corrick") -> Invitation:
    org = "Tilda Moor <tilda@corrick.example>"
    return prepare(event_from({"id": "one", "title": title, "text": text, "org": org, "to": [SELF]}), MAYA)


def test_a_job_is_named_once_with_the_clues_of_all_its_mentions() -> None:
    (job,) = jobs(_invitation("Tide Systems Manager\nWe look for a Tide Systems Manager in Oslo."))
    assert job.name == "Tide Systems Manager"
    assert {"alone", "early", "again", "jobs.1"} <= job.clues.keys()


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("We talk about a Tide Engineer position.", "behind.position"),
        ("It is about: Tide Engineer", "sign.colon"),
        ("Weir Head and more.\nYour place as Tide Engineer", "ahead.as"),
    ],
)
def test_what_stands_beside_a_job_is_a_clue(text: str, clue: str) -> None:
    assert clue in next(job.clues for job in jobs(_invitation(text)) if job.name == "Tide Engineer")


@pytest.mark.parametrize("text", ["10:00 Tide Engineer", "You will see the Tide Engineer.", "Ana Ruiz\nHead of Tides"])
def test_what_somebody_holds_is_left_out(text: str) -> None:
    assert jobs(_invitation(text)) == []


def test_of_two_jobs_the_one_sought_is_read() -> None:
    text = "Bram runs our Weir Team and is a Principal Engineer.\nLet us talk about the Tide Systems Manager position."
    assert weighed(_invitation(text)) == "Tide Systems Manager"


def test_nothing_is_read_where_more_speaks_for_none() -> None:
    invitation = _invitation("It says Welder and Baker in the file.")
    (job,) = jobs(invitation)
    assert sum(weights().get(clue, 0.0) for clue in job.clues) < weights()[NOTHING]
    assert weighed(invitation) == ""


def test_one_small_word_alone_makes_no_interview_of_a_meeting() -> None:
    text = "Please say who takes which role in the exercise. Nothing to prepare, just be there."
    event = event_from(
        {"id": "one", "title": "Lunch with Osric", "text": text, "org": "Osric <o@corrick.example>", "to": [SELF]}
    )
    reading = read(event, me=MAYA)
    assert reading.kind is Kind.NONE
