"""A person who is forgotten leaves no trace, and no later command brings them back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.linkedin import read_calendar, touchpoints
from tests.cli.program import Program, interview


def test_a_person_forgotten_leaves_no_trace_and_stays_forgotten(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    event = interview(title="Interview with Dana Whitfield - Backend Engineer at Acme")
    read_calendar(program, tmp_path, event, interview(uid="b", start="20261118T140000", end="20261118T150000"))
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    program.ok("people", "link", "Dana", "dana-whitfield-7")
    assert "dana.whitfield@acme.example" in _remembered(program)
    program.ok("forget", "Dana")
    for again in ((), ("sync", "--full"), ("connect", "linkedin", archive), ("sync", "--full")):
        if again:
            program.ok(*again)
        held = _remembered(program)
        for trace in ("dana.whitfield", "Whitfield", "whitfield-7", "Dana"):
            assert trace.casefold() not in held.casefold(), again
        assert "Dana Whitfield" not in [each["name"] for each in program.ok("people")]
        assert len(program.ok("interviews")) == 2
    for thanks in touchpoints(program, "thank_you"):
        assert "Dana Whitfield" not in [note["to"]["name"] for note in thanks["notes"]]
    assert "Jo Park" in [each["name"] for each in program.ok("people")]


def _remembered(program: Program) -> str:
    """Return the state and the decisions as text."""
    return (program.home / "state.json").read_text() + (program.home / "decisions.json").read_text()


def test_forgetting_somebody_unknown_is_a_wrong_name(program: Program) -> None:
    assert program("forget", "Nobody").status == 2
    assert program("forget").status == 2


def test_undo_brings_nobody_back_who_was_forgotten(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    program.ok("people", "link", "Dana", "dana-whitfield-7")
    program.ok("forget", "Dana")
    assert program("undo", "--yes").status == 0
    program.ok("sync")
    assert "whitfield" not in _remembered(program).casefold()
    assert [each["name"] for each in program.ok("people")] == ["Jo Park"]
