"""Invitations in which the word for an interview is all that speaks of a job; games, plays, and favours asked."""

from __future__ import annotations

import pytest

from core.model import Kind, Reading, Standing
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
IDA = "Ida Voss <ida.voss@nordhavn-group.example>"


def _read(title: str, text: str = "", sender: str = IDA) -> Reading:
    told = {"id": "one", "title": title, "to": [SELF], "text": text}
    return read(event_from({**told, "org": sender} if sender else told), me=MAYA)


@pytest.mark.parametrize("title", ["Interview", "Interview with Ferncombe", "Ferncombe interview"])
def test_where_nothing_explains_an_interview_the_user_is_asked(title: str) -> None:
    found = _read(title)
    assert (found.kind, found.standing, found.would_be) == (Kind.NONE, Standing.MAYBE, Kind.INTERVIEW)


@pytest.mark.parametrize(
    "title",
    [
        "Interview at Ferncombe",
        "Vorstellungsgespräch bei Ferncombe",
        "Entretien chez Ferncombe",
        "Intervju hos Ferncombe",
    ],
)
def test_an_interview_at_a_firm_is_one_whatever_domain_it_comes_from(title: str) -> None:
    found = _read(title)
    assert (found.kind, found.company) == (Kind.INTERVIEW, "Ferncombe")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Interview at Ferncombe", "You will be on air from nine; our listeners may call in."),
        ("Interview", "For our study on how people shop. You get a gift card of 40 dollars."),
        ("Entrevista", "Para el documental sobre el barrio."),
        ("Interview", "Für den Dokumentarfilm über den Hafen."),
        ("HOLD - Interview at Ferncombe", ""),
    ],
)
def test_what_explains_it_otherwise_is_no_maybe(title: str, text: str) -> None:
    found = _read(title, text)
    assert (found.kind, found.standing is Standing.MAYBE) == (Kind.NONE, False)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Final round!", "darts at the Mill, us against the bakers. Winners go to the county final"),
        ("Letzte Runde", "Kneipenquiz im Anker, wir gegen die Feuerwehr"),
        ("Dernier tour", "soirée quiz au Cheval Blanc, les gagnants passent en finale"),
    ],
)
def test_the_last_round_of_a_game_is_no_interview(title: str, text: str) -> None:
    assert _read(title, text, "").kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Lunch - who do you know?",
            "Not about you this time: I need a head of finance for a client, and you know all.",
        ),
        ("Point avec le cabinet Ferncombe", "Nous vous présentons trois profils pour le poste de chef comptable."),
        ("Termin mit Ferncombe", "Wir stellen Ihnen vier Kandidaten für die Stelle vor: Gespräche, die Sie führen."),
        (
            "Talk about the part",
            "So glad you play the Duke! Table read on Monday, then rehearsals in the village hall.",
        ),
        ("Call - Barn Cats", "Before we match you with a kitten a volunteer calls every applicant. You'll hear soon."),
    ],
)
def test_what_others_want_of_the_user_is_no_talk_about_a_job_of_theirs(title: str, text: str) -> None:
    assert _read(title, text).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Interview - Documentary Editor",
            "Hi Maya, we look forward to talking about the Documentary Editor position.",
        ),
        ("Interview: Dog Handler", "We would like to talk about the Dog Handler job. You will meet Bo Ek."),
        (
            "Final round - Stage Manager",
            "Last interview for the Stage Manager role at Ferncombe Theatre. You meet Bo Ek.",
        ),
    ],
)
def test_jobs_in_such_trades_are_jobs(title: str, text: str) -> None:
    assert _read(title, text).kind is Kind.INTERVIEW
