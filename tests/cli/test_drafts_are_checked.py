"""`draft` in every language, and the check of fresh drafts, of texts edited in the calendar and of a file."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from core.notes.speech import LANGUAGES
from tests.cli.program import Program, calendar, interview

GLOBEX = (
    interview(
        uid="round-2",
        start="20261125T140000",
        end="20261125T150000",
        title="Technical Interview - Data Analyst at Globex",
    )
    .replace("Dana Whitfield", "Maria Lindqvist")
    .replace("dana.whitfield@acme", "maria@globex")
)
MINE = """\
Hi Dana,

Thank you for taking the time to talk with me about the Backend Engineer position. I especially enjoyed hearing how \
you moved the invoices to the new ledger without a single night of downtime, and how Globex does it.

Having led a similar migration at a bank, I could help with the reconciliation. Please answer as soon as possible.

Best regards,
Robin Okafor
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview(), GLOBEX))
    return path


@pytest.fixture
def synced(program: Program, file: Path) -> Program:
    program.ok("connect", "ics", file, "--write", "--name", "work")
    program.ok("sync")
    return program


def thank_you(program: Program) -> Any:
    return next(t for t in program.ok("touchpoints") if t["kind"] == "thank_you" and t["company"] == "Acme")


def test_the_warnings_stand_above_the_note(synced: Program) -> None:
    answer = synced("draft", thank_you(synced)["id"])
    assert answer.status == 0
    assert (
        answer.out.index("! Still to fill in: [") < answer.out.index("To: Dana Whitfield <") < answer.out.index("Hi ")
    )


def test_a_draft_is_in_the_language_asked_for(synced: Program) -> None:
    begins = {
        language: synced.ok("draft", thank_you(synced)["id"], "--language", language)["notes"][0]["body"].split()[0]
        for language in LANGUAGES
    }
    assert list(begins.values()) == ["Hi", "Guten", "Bonjour", "Hola,", "Olá,", "Gentile", "Beste"]


def test_a_language_without_drafts_is_wrong_usage_and_one_with_own_templates_is_not(synced: Program) -> None:
    answer = synced("draft", thank_you(synced)["id"], "--language", "sv")
    assert answer.status == 2
    assert "Choose one of: de, en, es, fr, it, nl, pt." in answer.err
    folder = synced.home / "templates" / "sv"
    folder.mkdir(parents=True)
    (folder / "thank_you_first.txt.j2").write_text("Subject: Tack\n\nHej {{ name }}!", encoding="utf-8")
    note = synced.ok("draft", thank_you(synced)["id"], "--language", "sv")["notes"][0]
    assert (note["subject"], note["body"]) == ("Tack", "Hej Dana!")


def test_the_language_of_the_invitation_and_the_setting(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    more = "\\nWir freuen uns auf das Gespräch mit Ihnen und nehmen uns eine Stunde Zeit für Ihre Fragen."
    path.write_bytes(calendar(interview(title="Vorstellungsgespräch - Backend Engineer bei Acme", more=more)))
    program.ok("connect", "ics", path, "--write", "--name", "work")
    program.ok("sync")
    assert program.ok("touchpoints")[0]["notes"][0]["body"].startswith("Guten Tag Dana Whitfield,")
    assert re.search(r"SUMMARY:Thank Dana Whitfield · Acme", path.read_text(encoding="utf-8"))
    config = program.home / "config.toml"
    config.write_text(config.read_text() + 'language = "it"\n')
    program.ok("sync")
    assert program.ok("touchpoints")[0]["notes"][0]["body"].startswith("Gentile Dana Whitfield,")
    assert re.search(r"SUMMARY:Ringraziare Dana Whitfield · Acme", path.read_text(encoding="utf-8"))


def test_the_check_alone_prints_no_note_and_never_fails(synced: Program) -> None:
    answer = synced("draft", "--check", thank_you(synced)["id"])
    assert answer.status == 0
    assert "Dana Whitfield: Still to fill in: [" in answer.out
    assert "(the draft)" in answer.out
    assert "Best regards" not in answer.out
    document = synced.ok("draft", "--check", thank_you(synced)["id"])
    assert document["text"] == "draft"
    assert document["notes"][0]["warnings"][0].startswith("Still to fill in:")


def test_the_check_without_an_id_reads_every_open_note(synced: Program) -> None:
    documents = synced.ok("draft", "--check")
    assert {document["id"] for document in documents} == {t["id"] for t in synced.ok("touchpoints")}
    assert synced("draft", "--check").out.rstrip().endswith("with something to see to.")


def test_a_text_edited_in_the_calendar_is_what_is_checked(synced: Program, file: Path) -> None:
    wanted = thank_you(synced)
    before = file.read_bytes()
    unfolded = before.replace(b"\r\n ", b"").replace(b"\n ", b"")
    edited = unfolded.replace(b"[what you would bring to the team]", b"a decade of work at Globex", 1)
    assert edited != unfolded
    file.write_bytes(edited)
    synced.ok("sync")
    document = synced.ok("draft", "--check", wanted["id"])
    assert document["text"] == "reminder"
    assert any('"Globex"' in warning for warning in document["notes"][0]["warnings"])
    assert "[what you would bring to the team]" not in document["notes"][0]["blanks"]
    assert synced.ok("draft", wanted["id"])["notes"][0]["blanks"] == wanted["notes"][0]["blanks"]


def test_a_text_in_a_file_or_on_stdin_is_checked(
    synced: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text(MINE, encoding="utf-8")
    wanted = thank_you(synced)["id"]
    found = synced.ok("draft", wanted, "--check", "--file", mine)["notes"][0]["warnings"]
    assert len(found) == 2
    assert '"Globex"' in found[0]
    assert found[1] == 'It sounds pushy: "as soon as possible".'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(MINE.replace("Globex", "Acme").encode()), "utf-8"))
    assert synced("draft", wanted, "--check", "--file", "-").out.count("\n") == 2


def test_a_text_is_checked_in_the_language_it_is_written_in(synced: Program, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("Guten Tag Dana Whitfield,\n\nbitte antworten Sie mir so schnell wie möglich auf die Nachricht.\n")
    found = synced.ok("draft", thank_you(synced)["id"], "--check", "--file", mine)["notes"][0]["warnings"]
    assert 'It sounds pushy: "so schnell wie möglich".' in found


@pytest.mark.parametrize("options", [["--file", "mine.txt"], ["--check", "--file", "mine.txt"], []])
def test_an_option_out_of_place_is_wrong_usage(
    synced: Program, tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text("Hi")
    monkeypatch.chdir(tmp_path)
    answer = synced("draft", *options)
    assert answer.status == 2
    assert "Traceback" not in answer.err


def test_a_name_of_another_process_stands_in_the_warnings_of_touchpoints(synced: Program) -> None:
    folder = synced.home / "templates"
    folder.mkdir()
    (folder / "thank_you_first.txt.j2").write_text("Subject: x\n\nHi {{ name }}, I loved Globex and {{ role }}.")
    warnings = thank_you(synced)["notes"][0]["warnings"]
    assert any('It names "Globex"' in warning for warning in warnings)
    other = next(t for t in synced.ok("touchpoints") if t["company"] == "Globex" and t["kind"] == "thank_you")
    assert not any("It names" in warning for warning in other["notes"][0]["warnings"])
