"""Which way single words lean, beside all other signals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.wording import Example, learn, wrong
from core.model import Kind
from core.recognise.invitation import Invitation, prepare
from core.recognise.kind import weights
from core.recognise.read import read, signals_of
from core.recognise.role_words import is_role
from core.recognise.signals import WORDING
from core.recognise.tables import load
from core.recognise.wording import FEWEST, MOST, leaning, words_in, words_of
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


def _invitation(title: str, text: str) -> Invitation:
    return prepare(event_from({"id": "one", "title": title, "text": text}), MAYA)


@pytest.mark.parametrize(
    ("text", "words"),
    [("Tide Engineer, 2nd talk", ["tide", "engineer", "nd", "talk"]), ("二面邀请", ["二面", "面邀", "邀请"]), ("", [])],
)
def test_words_are_folded_and_parted(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


def test_a_few_words_say_nothing() -> None:
    assert words_in(_invitation("Robin <> Dana chat", "see you")) == frozenset()
    assert leaning(_invitation("Robin <> Dana chat", "see you")) == 0


def test_the_users_own_name_is_no_word() -> None:
    text = "tide weir lock moor dune reef cove quay pier mole bund dyke sluice basin canal ferry"
    assert {"maya", "lind"}.isdisjoint(words_in(_invitation("Maya Lind", text)))
    assert len(words_in(_invitation("Maya Lind", text))) >= FEWEST


@given(st.lists(st.sampled_from([*load("wording"), "tide", "weir"]), max_size=40))
def test_the_words_lean_by_the_sum_of_what_they_weigh(words: list[str]) -> None:
    invitation = _invitation("", " ".join(words))
    weighed = sum(load("wording").get(word, 0.0) for word in words_in(invitation))
    assert leaning(invitation) == pytest.approx(max(-MOST, min(weighed, MOST)))


def test_a_word_learns_what_the_other_signals_leave_open() -> None:
    found = [Example("one", frozenset({"screening", "tide"}), -0.5, wanted=True) for _ in range(30)]
    found += [Example("one", frozenset({"curling", "tide"}), 0.5, wanted=False) for _ in range(30)]
    found += [Example("one", frozenset({"seldom"}), 0.5, wanted=False) for _ in range(3)]
    learned = learn(found)
    assert learned["screening"] > 0.5 > -0.5 > learned["curling"]
    assert abs(learned["tide"]) < 0.1
    assert "seldom" not in learned
    assert wrong(found[:60], {}) == (30, 30)
    assert wrong(found[:60], learned) == (0, 0)


def test_names_pronouns_and_small_words_are_not_learned() -> None:
    found = [Example("one", frozenset({"she", "the", "maria", "screening"}), 0.0, wanted=True) for _ in range(20)]
    assert set(learn(found)) == {"screening"}


def test_what_the_words_say_is_told_without_the_words() -> None:
    text = "We would like to talk with you about your application and the next steps; please tell us what suits you."
    event = event_from(
        {"id": "one", "title": "Interview - Tide Engineer", "text": text, "org": "Corrick <hr@corrick.example>"}
    )
    reading = read(event, me=MAYA)
    assert reading.kind is Kind.INTERVIEW
    assert any(reason.startswith("taken together") for reason in reading.reasons)


def test_both_ways_of_leaning_have_their_weight() -> None:
    assert [weights()[name].hiring for name in WORDING] == [1.0, -1.0]


@pytest.mark.parametrize("small", ["hiring", "role", "position"])
def test_words_alone_make_no_interview(small: str) -> None:
    told = {"id": "one", "title": "Floor plan", "org": "Nell Odom <nell@corrick.example>", "to": [SELF]}
    empty = signals_of(event_from(told), me=MAYA)
    most = sorted(load("wording"), key=load("wording").__getitem__, reverse=True)
    # Words that are no signal by themselves, and no job.
    plain = [word for word in most[:120] if signals_of(event_from({**told, "text": word}), me=MAYA) == empty]
    event = event_from({**told, "text": " ".join([*(word for word in plain if not is_role(word)), small])})
    assert leaning(prepare(event, MAYA)) == MOST
    assert read(event, me=MAYA).kind is Kind.NONE
