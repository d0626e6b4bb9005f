"""Every run of words that may be a job's title, and none that cannot."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recognise.role_spans import Text, spans

IN_TIME = 20.0
"""Seconds of the processor: many times what it takes, a fraction of what it took when it grew with the square."""


def _runs(text: str, *, title: bool = False) -> list[str]:
    held = Text.of(text, title=title)
    return [text[start:end] for start, end in spans(held, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("We seek a Tide Systems Engineer, Locks for Oslo", "Tide Systems Engineer, Locks"),
        ("your place as Engineer (Tides) here", "Engineer (Tides)"),
        ("Poste : chef d'atelier à Lyon", "chef d'atelier"),
        ("the position of Harp Tuner", "Harp Tuner"),
        ("Position: Lots", "Lots"),
        # Labels within a line, and words that name a job outright.
        ("Unser Mandant sucht Verstärkung (Stelle: Nordlichtwart), gern bald", "Nordlichtwart"),
        ("Rozmowa o pracy. Wakat: Zaklinacz fal", "Zaklinacz fal"),
        ("Hej! Tjänsten heter alltså Ishavsvakare.", "Ishavsvakare"),
        ("Convocatoria del proceso selectivo de Farero del Norte", "Farero del Norte"),
        ("Annonce : Souffleuse de bulles", "Souffleuse de bulles"),
        ("We praten over de job van Wolkenteller", "Wolkenteller"),
        ("Deichfachangestellte (m/w/d)", "Deichfachangestellte"),
        ("感谢您应聘我司制图员岗位", "制图员"),
        ("弊社のフロントエンドエンジニアのポジション", "フロントエンドエンジニア"),
    ],
)
def test_a_run_is_found(text: str, run: str) -> None:
    assert run in _runs(text)


@pytest.mark.parametrize("text", ["See you on Monday.", "", "Bring your laptop. Thanks!", "您好"])
def test_where_nothing_tells_of_a_job_there_is_no_run(text: str) -> None:
    assert _runs(text) == []


@pytest.mark.parametrize(
    ("text", "run"),
    [("Ask the engineer. Manager Ana comes", "engineer. Manager"), ("Engineer (Tides", "Engineer (Tides")],
)
def test_no_run_goes_over_the_end_of_a_sentence_or_holds_half_a_bracket(text: str, run: str) -> None:
    assert run not in _runs(text)


def test_words_formed_as_trades_are_count_in_titles_alone() -> None:
    assert "Klavierstimmerin" in _runs("Klavierstimmerin, Gespräch", title=True)
    assert _runs("Klavierstimmerin, Gespräch") == []


@given(st.text(alphabet="aE ()-,.:|'’\nEngineer Positn制图员岗位のd/w", max_size=60), st.booleans())
def test_every_run_is_a_piece_of_the_text_without_space_around_it(text: str, title: bool) -> None:
    held = Text.of(text, title=title)
    for line in _lines(text):
        for start, end in spans(held, *line):
            assert line[0] <= start < end <= line[1]
            assert text[start:end] == text[start:end].strip()
            assert text.count("(", start, end) == text.count(")", start, end)


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def test_long_text_without_spaces_is_read_in_time() -> None:
    text = "岗位的工程师招聘在公司的" * 2_000
    held = Text.of(text, title=False)
    found = [*spans(held, 0, len(text))]
    assert 0 < len(found) < 50 * len(text)
    assert max(end - start for start, end in found if (start, end) != (0, len(text))) <= 24


def test_a_long_row_of_spaces_is_gone_through_in_time() -> None:
    began = process_time()
    Text.of(f"Analyst{' ' * 80_000}for us", title=False)
    assert process_time() - began < IN_TIME
