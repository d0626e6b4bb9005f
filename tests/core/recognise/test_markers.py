"""A title that says of itself that it takes the place of an earlier invitation, in every language."""

from __future__ import annotations

import re
from time import process_time

import pytest

from core.model import Kind, Me, Reading
from core.recognise.invitation import split_prefix
from core.recognise.markers import bare_title, says_moved, surely_moved
from core.recognise.read import read
from core.recognise.tables import LANGUAGES, load
from tests.core.recognise.examples import event_from

TALK = "Interview with Acme: Backend Engineer"


@pytest.mark.parametrize(
    "title",
    [
        f"Rescheduled: {TALK}",
        f"{TALK} - RESCHEDULED",
        f"RESCHEDULED - {TALK}",
        f"RESCHEDULED – {TALK}",
        f"Reschedule: {TALK}",
        f"Rescheduled {TALK}",
        f"New date: {TALK}",
        f"{TALK} [NEW DATE]",
        f"{TALK} (new time)",
        f"[Moved] {TALK}",
        f"Verlegt: {TALK}",
        f"{TALK} – verschoben",
        f"[Neuer Termin] {TALK}",
        f"Reportée : {TALK}",
        f"{TALK} (nouvelle date)",
        f"{TALK} - reprogramada",
        f"Nueva fecha: {TALK}",
        f"Remarcada - {TALK}",
        f"[Novo horário] {TALK}",
        f"Spostato: {TALK}",
        f"{TALK} (nuova data)",
        f"Verzet - {TALK}",
        f"[Nieuwe datum] {TALK}",
        f"{TALK} - ombokad",
        f"[Ny tid] {TALK}",
        f"Przełożona: {TALK}",
        f"{TALK} (nowy termin)",
        f"【改期】{TALK}",
        f"{TALK}（时间调整）",
        f"【日程変更】{TALK}",
        f"【日時変更】{TALK}",
        f"[일정 변경] {TALK}",
        f"시간 변경: {TALK}",
    ],
)
def test_a_title_says_that_a_meeting_has_another_time(title: str) -> None:
    assert surely_moved(title)
    assert bare_title(title) == TALK.casefold()


@pytest.mark.parametrize("title", [f"Updated: {TALK}", f"【変更】{TALK}", f"[변경] {TALK}", f"【更新】{TALK}"])
def test_a_title_that_only_says_that_something_changed(title: str) -> None:
    assert says_moved(title)
    assert not surely_moved(title)
    assert bare_title(title) == TALK.casefold()


@pytest.mark.parametrize(
    "title",
    [
        TALK,
        "Interview to be rescheduled: Acme",
        "New Relic: technical interview",
        "Interview - New Relic",
        "Moved Studios interview",
        "Interview (new team)",
        "Updates: Acme interview",
    ],
)
def test_a_title_that_says_nothing_of_the_kind(title: str) -> None:
    assert not says_moved(title)
    assert bare_title(title) == title.casefold()


ASKED = {
    "en": "Interview Robin Okafor - Data Analyst",
    "de": "Vorstellungsgespräch Robin Okafor - Datenanalyst",
    "fr": "Entretien Robin Okafor - Analyste de données",
    "es": "Entrevista Robin Okafor - Analista de datos",
    "pt": "Entrevista Robin Okafor - Analista de dados",
    "it": "Colloquio Robin Okafor - Analista dati",
    "nl": "Sollicitatiegesprek Robin Okafor - Data-analist",
    "sv": "Anställningsintervju Robin Okafor - Dataanalytiker",
    "pl": "Rozmowa kwalifikacyjna Robin Okafor - Analityk danych",
    "zh": "面试 Robin Okafor - 数据分析师",
    "ja": "面接 Robin Okafor - データアナリスト",
    "ko": "면접 Robin Okafor - 데이터 분석가",
}
ROBIN = Me(name="Robin Okafor", emails=("robin@example.net",), zone="Europe/Berlin")


def spelled(word: str) -> str:
    """Return one of the ways in which a small regular expression is written."""
    word = re.sub(r"\(\?:[^()]*\)\?|.\?", "", word)
    return re.sub(r"\[(\w)\w*\]", r"\1", word)


def marks(*kinds: str) -> list[tuple[str, str]]:
    """Return each word of some tables with its language."""
    told = [(language, word) for kind in kinds for language, words in load("markers")[kind].items() for word in words]
    return [(language, spelled(word)) for language, word in dict.fromkeys(told)]


def invited(title: str) -> Reading:
    """Return what is read of an invitation of this title from Datanova."""
    to = ["Robin Okafor <robin@example.net>"]
    told = {"id": "one", "title": title, "org": "Lucía Gómez <lucia@datanova.example>", "to": to}
    return read(event_from(told), me=ROBIN)


SET_APART = ("updated", "moved", "confirmed", "reminder", "tentative", "hold")


@pytest.mark.parametrize("form", ["{word}: {title}", "[{word}] {title}", "{title} - {word}"])
def test_no_word_for_a_change_is_the_employer(form: str) -> None:
    read_as = {
        word: (reading.company, [person.name for person in reading.people])
        for language, word in marks(*SET_APART)
        if (reading := invited(form.format(word=word.capitalize(), title=ASKED[language]))).kind is not Kind.NONE
    }
    assert len(read_as) > len(ASKED)
    assert {word: found for word, found in read_as.items() if found != ("Datanova", ["Lucía Gómez"])} == {}


def test_no_word_for_what_was_done_with_an_invitation_is_the_employer() -> None:
    companies = {invited(f"{word.upper()}: {ASKED[language]}").company for language, word in marks("other")}
    assert companies == {"Datanova"}


@pytest.mark.parametrize("word", ["Confirmed", "Bestätigt", "Confirmado", "Potwierdzone"])
def test_a_word_at_the_end_of_a_title_that_says_that_it_stands_is_not_the_employer(word: str) -> None:
    assert invited(f"Interview Robin Okafor (Data Analyst) {word}").company == "Datanova"


def test_an_employer_may_be_called_as_a_word_for_a_change_is() -> None:
    """Its mail domain spells it."""
    told = {"id": "one", "title": "Interview - Reserva", "text": "For the Data Analyst position.", "to": []}
    assert read(event_from({**told, "org": "Ana Ruiz <ana@reserva.example>"}), me=ROBIN).company == "Reserva"


@pytest.mark.parametrize(
    ("title", "off", "bare"),
    [
        (f"Updated invitation: Rescheduled: {TALK}", "", TALK),
        (f"Updated invitation with note: {TALK} @ Mon 2 Mar 2026 10:00 - 11:00 (CET) (ana@acme.example)", "", TALK),
        (f"AW: Neue Uhrzeit - {TALK}", "", TALK),
        (f"{TALK} (new time)", "", TALK),
        (f"{TALK} [CONFIRMED]", "", TALK),
        (f"Erinnerung: {TALK}", "", TALK),
        (f"[Moved]: {TALK}", "", TALK),
        (f"Canceled event: {TALK}", "cancelled", TALK),
        (f"Updated: Abgesagt: {TALK}", "cancelled", TALK),
        (f"【キャンセル】{TALK}", "cancelled", TALK),
        (f"[Cancelled]: {TALK}", "cancelled", TALK),
        (f"Declined: {TALK}", "declined", TALK),
        (f"{TALK} - cancelled", "", f"{TALK} - cancelled"),
        (f"Hold: {TALK}", "", f"Hold: {TALK}"),
        ("New Relic: technical interview", "", "New Relic: technical interview"),
        ("Moved Studios interview", "", "Moved Studios interview"),
    ],
)
def test_a_title_is_parted_from_what_says_that_it_is_off_or_changed(title: str, off: str, bare: str) -> None:
    assert split_prefix(title) == (off, bare)


@pytest.mark.parametrize("name", sorted(load("markers")))
def test_every_language_has_its_words_in_every_table(name: str) -> None:
    table = load("markers")[name]
    assert set(table) == set(LANGUAGES)
    assert all(re.compile(word) for words in table.values() for word in words)


def test_marks_are_told_in_a_moment() -> None:
    titles = [f"{number} {title}" for number in range(500) for title in (TALK, f"Rescheduled: {TALK}", "Lunch - Ana")]
    split_prefix("Moved: one")
    began = process_time()
    for title in titles:
        split_prefix(title)
    assert process_time() - began < len(titles) / 5000
