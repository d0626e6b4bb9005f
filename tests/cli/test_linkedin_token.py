"""LinkedIn's service through the command line: a token kept safe, asked once a day, and failing without harm."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.cli.linkedin import PROFILE, coffee, credentials, person, read_calendar, token
from tests.cli.program import Program, interview
from tests.servers.linkedin import LinkedIn


def test_a_token_is_asked_once_a_day_and_kept_out_of_everything_else(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {"First Name": "Dana", "Last Name": "Whitfield", "URL": PROFILE, "Company": "Acme"}
    with LinkedIn(
        domains={"PROFILE": [[{"First Name": "Robin", "Last Name": "O"}]], "CONNECTIONS": [[rows]]}
    ) as server:
        credentials(program, server.address)
        connected = token(program, f"{server.token}\n", monkeypatch=monkeypatch)
        assert connected.status == 0, connected.err
        assert connected.json()["identity"] == "Robin O"
        read_calendar(program, tmp_path)
        asked = len(server.asked)
        program.ok("sync")
        assert len(server.asked) == asked
        program.now = "2026-11-25T13:00:00-05:00"
        result = program.ok("sync")
        assert len(server.asked) == asked + 6
        assert next(a for a in result["accounts"] if a["kind"] == "linkedin")["requests"] == 6
        assert person(program)["connected"] is True
        assert server.token not in connected.out + "".join(p.read_text() for p in program.home.glob("*.json"))

        server.token = "AQX-another"  # noqa: S105
        program.now = "2026-11-27T13:00:00-05:00"
        answer = program("sync", "--json")
        assert answer.status == 3
        told = {account["kind"]: account for account in answer.json()["accounts"]}
        assert (told["linkedin"]["status"], told["ics"]["status"]) == ("sign_in_needed", "ok")
        assert "connect linkedin --token-stdin" in told["linkedin"]["error"]
        assert person(program)["connected"] is True
        assert _status(program) == "sign_in_needed"
        assert token(program, server.token, monkeypatch=monkeypatch).status == 0
        assert _status(program) == "ok"
        assert program.ok("sync")["status"] == "ok"
        program.ok("accounts", "remove", "linkedin")
        assert not list(program.home.glob("tokens/*"))


def test_a_token_that_is_refused_connects_nothing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    with LinkedIn() as server:
        credentials(program, server.address)
        answer = token(program, "AQX-wrong", monkeypatch=monkeypatch)
    assert answer.status == 3
    assert "AQX" not in answer.out + answer.err
    assert program.ok("accounts") == []
    assert not list(program.home.glob("tokens/*"))
    assert token(program, "two words", monkeypatch=monkeypatch).status == 2


def test_a_token_that_was_refused_once_counts_again_when_linkedin_takes_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkedIn(domains={"PROFILE": [[{"First Name": "Robin", "Last Name": "O"}]]}) as server:
        credentials(program, server.address)
        assert token(program, server.token, monkeypatch=monkeypatch).status == 0
        program.now = "2026-11-26T13:00:00-05:00"
        server.script = [(401, {}, b"{}")]
        assert program("sync").status == 3
        assert _status(program) == "sign_in_needed"
        assert program("sync").status == 0
        assert _status(program) == "ok"


def test_a_token_is_kept_for_no_account_where_the_end_point_is_wrong(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials(program, "http://portability.example")
    answer = token(program, "AQX-token", monkeypatch=monkeypatch)
    assert (answer.status, "expected an https address" in answer.err) == (1, True)
    assert program.ok("accounts") == []
    assert not list(program.home.glob("tokens/*"))


def _status(program: Program) -> str:
    (found,) = (account["status"] for account in program.ok("accounts") if account["kind"] == "linkedin")
    return str(found)


def test_the_service_failing_leaves_the_calendars_alone(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkedIn() as server:
        credentials(program, server.address)
        assert token(program, server.token, monkeypatch=monkeypatch).status == 0
        read_calendar(program, tmp_path)
        program.now = "2026-11-25T13:00:00-05:00"
        server.script = [(500, {}, b"")]
        answer = program("sync", "--json")
        assert (answer.status, answer.json()["status"]) == (4, "partial")
        assert answer.json()["interviews"]["total"] == 1


def test_a_service_that_fails_five_times_is_left_alone_for_an_hour(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkedIn() as server:
        credentials(program, server.address)
        assert token(program, server.token, monkeypatch=monkeypatch).status == 0
        read_calendar(program, tmp_path)
        program.ok("sync")
        server.script = [(500, {}, b"")] * 100
        for minute in (0, 10, 20, 30, 40):
            program.now = f"2026-11-27T13:{minute:02}:00-05:00"
            assert program("sync", "--quiet").err
        asked = len(server.asked)
        program.now = "2026-11-27T13:50:00-05:00"
        answer = program("sync", "--quiet")
        assert (answer.status, answer.err, len(server.asked)) == (4, "", asked)
        server.script = []
        program.now = "2026-11-27T14:41:00-05:00"
        assert program("sync", "--quiet").status == 0
        assert len(server.asked) > asked


def test_no_host_of_linkedin_is_ever_asked_but_the_configured_one(
    program: Program, tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def looked_up(host: str, *_: object, **__: object) -> Any:
        asked.add(str(host))
        raise socket.gaierror(socket.EAI_NONAME, "there is no network here")

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    read_calendar(program, tmp_path, interview(more=f"\\nProfile: {PROFILE}"), coffee())
    program.ok("connect", "linkedin", archive)
    for command in (
        ("sync",),
        ("sync", "--full"),
        ("people",),
        ("touchpoints",),
        ("people", "unlink", "Dana"),
        ("plan",),
    ):
        program.ok(*command)
    assert asked == set()
    assert token(program, "AQX-token", monkeypatch=monkeypatch).status == 1
    assert asked == {"api.linkedin.com"}
