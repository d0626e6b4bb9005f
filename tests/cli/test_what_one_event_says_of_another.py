"""Vague events beside clear ones, events in doubt, and the user's word on them, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.model import Kind
from core.state import Decisions
from core.store import Home, commit_decisions
from tests.cli.program import Program, calendar, interview

VAGUE = """\
BEGIN:VEVENT
UID:{uid}
DTSTART;TZID=America/Toronto:20261126T100000
DTEND;TZID=America/Toronto:20261126T103000
SUMMARY:{title}
ORGANIZER;CN={name}:mailto:{email}
ATTENDEE;CN=Robin Okafor;PARTSTAT=ACCEPTED:mailto:robin@example.net
DESCRIPTION:{text}
END:VEVENT
"""


def vague(uid: str, *, title: str, name: str = "Dana", email: str = "dana@acme.example", text: str = "See you") -> str:
    return VAGUE.format(uid=uid, title=title, name=name, email=email, text=text)


def synced(program: Program, tmp_path: Path, *events: str) -> Program:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(*events))
    program.ok("connect", "ics", path, "--write", "--name", "work")
    program.ok("sync")
    return program


def uids(program: Program, *options: str) -> set[str]:
    return {found["uid"] for found in program.ok("interviews", *options)}


def test_a_vague_title_from_a_company_with_a_process_under_way_belongs_to_it(program: Program, tmp_path: Path) -> None:
    known = synced(program, tmp_path, interview(), vague("v", title="Dana / Robin")).ok("interviews")
    assert {found["uid"] for found in known} == {"round-1", "v"}
    assert len({found["process"] for found in known}) == 1
    reasons = next(found["reasons"] for found in known if found["uid"] == "v")
    assert any("under way" in reason for reason in reasons)


def test_the_same_title_from_elsewhere_is_no_interview(program: Program, tmp_path: Path) -> None:
    event = vague("v", title="Dana / Robin", email="dana@elsewhere.example")
    assert uids(synced(program, tmp_path, interview(), event)) == {"round-1"}


def test_what_is_in_doubt_is_listed_apart_and_never_planned_for(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path, vague("n", title="Dana / Robin"))
    assert uids(program) == set()
    doubtful = program.ok("interviews", "--maybe")
    assert [(found["uid"], found["status"]) for found in doubtful] == [("n", "maybe")]
    assert doubtful[0]["reasons"][0].startswith("maybe a ")
    assert program.ok("touchpoints", "--all") == []


@pytest.mark.parametrize(("kind", "counted"), [(Kind.INTERVIEW, {"n"}), (Kind.NONE, set())])
def test_the_users_word_settles_what_is_in_doubt(
    program: Program, tmp_path: Path, kind: Kind, counted: set[str]
) -> None:
    synced(program, tmp_path, vague("n", title="Dana / Robin"))
    decide(program, n=kind)
    program.ok("sync")
    assert uids(program) == counted
    assert uids(program, "--maybe") == set()


def test_the_next_event_of_an_organizer_who_was_refused_counts_for_less(program: Program, tmp_path: Path) -> None:
    text = "Hi Robin\\, looking forward to our talk"
    first, second = (vague(uid, title="Dana / Robin", text=text) for uid in ("one", "two"))
    later = second.replace("20261126", "20261201")
    assert uids(synced(program, tmp_path, first, later)) == {"one", "two"}
    decide(program, one=Kind.NONE)
    program.ok("sync")
    assert uids(program) == set()


def decide(program: Program, **kinds: Kind) -> None:
    """Write the user's word among the decisions, as `mark` does."""
    commit_decisions(Home(program.home), Decisions(kinds=kinds))
