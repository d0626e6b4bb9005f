"""A title that says of itself that it takes the place of an earlier invitation, in every language."""

from __future__ import annotations

import pytest

from core.recognise.markers import bare_title, says_moved, surely_moved

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
