"""`backup`, `restore`, `forget --all`: the user's data is theirs, whole, verified, and gone when they say so."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from connectors.tokens import TokenStore
from core.model import AccountName
from core.store import Home, lock
from tests.cli.program import Program, calendar, interview
from tests.cli.steering import rewrite

OLD = Path(__file__).resolve().parents[1] / "data" / "backup"


@pytest.fixture
def lived_in(program: Program, tmp_path: Path) -> Program:
    """Return a home with reminders in a file, a decision, a template, a sign-in and an app registration."""
    (tmp_path / "mine.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "mine.ics", "--name", "mine", "--write")
    program.ok("sync")
    program.ok("skip", program.ok("touchpoints")[0]["id"])
    (program.home / "templates" / "en").mkdir(parents=True)
    (program.home / "templates" / "en" / "mine.txt.j2").write_text("Subject: x\n\nHello")
    (program.home / "credentials.json").write_text('{"linkedin": {"client_id": "a", "client_secret": "hush-hush"}}')
    TokenStore(program.home / "tokens", keyring=lambda: None).save(AccountName("mine"), "token-of-mine")
    return program


def contents(home: Path) -> dict[str, bytes]:
    """Return every file of a home that is not about this very moment."""
    passing = ("afterword.lock", "afterword.lock.pid", "runs.json")
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.name not in passing and "logs" not in path.parts
    }


def known(program: Program) -> tuple[Any, ...]:
    """Return what the program says it knows."""
    return tuple(program.ok(*words) for words in (("accounts",), ("interviews",), ("touchpoints", "--all")))


def rezipped(
    content: bytes, *, manifest: Mapping[str, Any] | None = None, files: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a backup with parts of its manifest, or files, in place of its own; its digests are right again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    listed = {**json.loads(held.pop("afterword-backup.json")), **(manifest or {})}
    held.update(files or {})
    listed["files"] = {name: {"sha256": sha256(part).hexdigest(), "size": len(part)} for name, part in held.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("afterword-backup.json", json.dumps(listed))
        for name, part in held.items():
            archive.writestr(name, part)
    return stream.getvalue()


def test_a_backup_restored_elsewhere_knows_the_same_and_writes_nothing_new(lived_in: Program, tmp_path: Path) -> None:
    before = known(lived_in)
    lived_in.ok("backup", tmp_path / "all.zip")
    standing = (tmp_path / "mine.ics").read_bytes()
    elsewhere = replace(lived_in, home=tmp_path / "elsewhere")
    told = elsewhere.ok("restore", tmp_path / "all.zip")
    assert told["kept_aside"] is None
    assert known(elsewhere) == before
    result = elsewhere.ok("sync")
    assert (result["reminders"]["created"], result["reminders"]["deleted"]) == (0, 0)
    assert (tmp_path / "mine.ics").read_bytes() == standing
    assert known(elsewhere) == before


def test_a_backup_holds_no_sign_in_and_is_for_its_owner_only(lived_in: Program, tmp_path: Path) -> None:
    told = lived_in.ok("backup", tmp_path / "all.zip")
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    assert "templates/en/mine.txt.j2" in told["files"]
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"token-of-mine" not in everything
    assert b"hush-hush" not in everything


def test_what_a_restore_replaces_is_kept_aside_and_sign_ins_stay(lived_in: Program, tmp_path: Path) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    lived_in.ok("outcome", "Acme", "rejected")
    (lived_in.home / "templates" / "later.txt.j2").write_text("Subject: y\n\nLater")
    before = contents(lived_in.home)
    told = lived_in.ok("restore", tmp_path / "all.zip")
    aside = Path(told["kept_aside"])
    assert {name: held for name, held in before.items() if "tokens" not in name and name != "credentials.json"} == {
        name: held for name, held in contents(aside).items() if name != "runs.json"
    }
    assert (lived_in.home / "tokens" / "mine.token").read_text() == "token-of-mine"
    assert (lived_in.home / "credentials.json").exists()
    assert not (lived_in.home / "templates" / "later.txt.j2").exists()
    assert not (lived_in.home / "restoring").exists()


def test_a_reminder_deleted_since_the_backup_does_not_come_back(lived_in: Program, tmp_path: Path) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    gone = next(one for one in lived_in.ok("touchpoints") if one["reminder"])
    text = (tmp_path / "mine.ics").read_text()
    blocks = text.split("BEGIN:VEVENT")
    kept = [block for block in blocks if f"UID:{gone['id']}@afterword" not in block]
    assert len(kept) == len(blocks) - 1
    (tmp_path / "mine.ics").write_text("BEGIN:VEVENT".join(kept))
    lived_in.ok("restore", tmp_path / "all.zip")
    assert lived_in.ok("sync")["reminders"]["created"] == 0
    assert gone["id"] not in (tmp_path / "mine.ics").read_text()


@pytest.mark.parametrize("noticed", [True, False])
def test_the_calendar_in_the_home_does_not_go_back_either(program: Program, tmp_path: Path, noticed: bool) -> None:
    (tmp_path / "mine.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "mine.ics")
    program.ok("sync")
    program.ok("backup", tmp_path / "all.zip")
    gone, moved, *_ = program.ok("touchpoints")
    own = program.home / "afterword.ics"
    blocks = own.read_bytes().split(b"BEGIN:VEVENT")
    own.write_bytes(b"BEGIN:VEVENT".join(block for block in blocks if f"UID:{gone['id']}".encode() not in block))
    for line in ("DTSTART", "DTEND"):
        rewrite(own, moved["id"], line, lambda old: re.sub(r"T\d{6}", "T181500", old))
    after = own.read_bytes()
    if noticed:
        program.ok("sync")
    told = program.ok("restore", tmp_path / "all.zip")
    assert ("afterword.ics" in told["restored"], own.read_bytes()) == (False, after)
    for _ in range(2):
        assert program.ok("sync", "--full")["reminders"]["created"] == 0
    found = {one["id"]: one for one in program.ok("touchpoints", "--all")}
    assert found[gone["id"]]["status"] == "dismissed"
    assert "T13:15:00-05:00" in found[moved["id"]]["due"]


def test_a_home_that_lost_its_calendar_gets_that_of_the_backup(program: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "mine.ics")
    program.ok("sync")
    program.ok("backup", tmp_path / "all.zip")
    before = (known(program), (program.home / "afterword.ics").read_bytes())
    (program.home / "afterword.ics").unlink()
    program.ok("restore", tmp_path / "all.zip")
    program.ok("sync")
    assert (known(program), (program.home / "afterword.ics").read_bytes()) == before


@pytest.mark.parametrize("command", ["purge", "undo"])
def test_what_the_program_removed_since_the_backup_comes_back(program: Program, tmp_path: Path, command: str) -> None:
    (tmp_path / "mine.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "mine.ics", "--name", "mine", "--write")
    program.ok("sync")
    before = (known(program), (tmp_path / "mine.ics").read_bytes())
    program.ok("backup", tmp_path / "all.zip")
    assert program.ok(command, "--yes")["removed"] == 3
    program.ok("restore", tmp_path / "all.zip")
    assert program.ok("sync")["reminders"]["created"] == 3
    assert (known(program), (tmp_path / "mine.ics").read_bytes()) == before


def test_a_restore_over_a_damaged_home_takes_the_backup_at_its_word(lived_in: Program, tmp_path: Path) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    for name in ("state.json", "decisions.json", "accounts.json"):
        (lived_in.home / name).write_text("{half of")
    lived_in.ok("restore", tmp_path / "all.zip")
    assert (lived_in.ok("sync")["reminders"]["created"], len(lived_in.ok("interviews"))) == (0, 1)


def test_a_damaged_backup_is_refused_wherever_it_is_damaged(lived_in: Program, tmp_path: Path) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    whole = (tmp_path / "all.zip").read_bytes()
    before = contents(lived_in.home)
    bad = tmp_path / "bad.zip"
    cases = [whole[:length] for length in range(0, len(whole) - 1, len(whole) // 20)]
    cases += [whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in range(0, len(whole), len(whole) // 60)]
    refused = 0
    for case in cases:
        bad.write_bytes(case)
        answer = lived_in("restore", bad)
        assert "Traceback" not in answer.err
        if answer.status == 0:
            # Only where the damage lies in what a zip says about its files and not in them.
            assert {
                n: c for n, c in contents(lived_in.home).items() if "before-restore" not in n
            }.keys() == before.keys()
            continue
        refused += 1
        assert answer.status == 1
        assert answer.err.count("\n") == 1
        assert "damaged" in answer.err or "newer" in answer.err
    assert refused > len(cases) * 0.7
    bad.write_bytes(whole[: len(whole) // 2])
    after = contents(lived_in.home)
    assert lived_in("restore", bad).status == 1
    assert contents(lived_in.home) == after


@pytest.mark.parametrize("key", ["format", "schema"])
def test_a_newer_backup_is_refused_and_says_so(lived_in: Program, tmp_path: Path, key: str) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    newer = rezipped((tmp_path / "all.zip").read_bytes(), manifest={key: 99})
    (tmp_path / "newer.zip").write_bytes(newer)
    before = contents(lived_in.home)
    answer = lived_in("restore", tmp_path / "newer.zip")
    assert (answer.status, "newer" in answer.err) == (1, True)
    assert contents(lived_in.home) == before


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("state.json", b'{"meta": {}}'),
        ("decisions.json", b"[]"),
        ("accounts.json", b'{"entries": [{"name": "../x"}]}'),
        ("config.toml", b"[me\n"),
        ("../escaped.txt", b"x"),
        ("templates/../../escaped.j2", b"x"),
        ("tokens/mine.token", b"x"),
        ("credentials.json", b"{}"),
    ],
)
def test_a_backup_with_a_file_that_cannot_be_is_refused(
    lived_in: Program, tmp_path: Path, name: str, held: bytes
) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    forged = rezipped((tmp_path / "all.zip").read_bytes(), files={name: held})
    (tmp_path / "forged.zip").write_bytes(forged)
    before = contents(lived_in.home)
    answer = lived_in("restore", tmp_path / "forged.zip")
    assert answer.status == 1
    assert answer.err.count("\n") == 1
    assert contents(lived_in.home) == before
    assert not list(tmp_path.rglob("escaped*"))


def test_a_backup_of_the_first_layout_is_restored(program: Program) -> None:
    told = program.ok("restore", OLD / "first-layout.zip")
    assert "state.json" in told["restored"]
    assert program.ok("accounts")[0]["name"] == "old"
    assert '"schema":1' in (program.home / "state.json").read_text()


def test_a_restore_waits_for_nobody_who_syncs(lived_in: Program, tmp_path: Path) -> None:
    lived_in.ok("backup", tmp_path / "all.zip")
    before = contents(lived_in.home)
    with lock(Home(lived_in.home)):
        assert lived_in("restore", tmp_path / "all.zip").status == 5
    assert contents(lived_in.home) == before


def test_a_backup_never_takes_the_place_of_another_file(lived_in: Program, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("mine")
    assert lived_in("backup", tmp_path / "letter.zip").status == 2
    assert (tmp_path / "letter.zip").read_text() == "mine"
    lived_in.ok("backup", tmp_path / "all.zip")
    lived_in.now = (datetime.fromisoformat(lived_in.now) + timedelta(days=1)).isoformat()
    lived_in.ok("backup", tmp_path / "all.zip")
    assert lived_in("backup", tmp_path / "no" / "such" / "folder.zip").status == 1
    assert lived_in("restore", tmp_path / "none.zip").status == 1


def test_forgetting_all_removes_the_home_and_leaves_the_reminders(lived_in: Program, tmp_path: Path) -> None:
    standing = (tmp_path / "mine.ics").read_bytes()
    told = lived_in.ok("forget", "--all", "--yes")
    assert not lived_in.home.exists()
    assert told["left"] == []
    assert (tmp_path / "mine.ics").read_bytes() == standing


def test_forgetting_the_reminders_too_leaves_the_calendar_as_it_was_before(lived_in: Program, tmp_path: Path) -> None:
    assert b"@afterword" in (tmp_path / "mine.ics").read_bytes()
    told = lived_in.ok("forget", "--all", "--reminders", "--yes")
    assert told["reminders_removed"] == 2
    assert (tmp_path / "mine.ics").read_bytes() == calendar(interview())
    assert not lived_in.home.exists()


@pytest.mark.parametrize("how", ["read-only", "away"])
def test_nothing_is_forgotten_while_a_reminder_cannot_be_removed(lived_in: Program, tmp_path: Path, how: str) -> None:
    if how == "read-only":
        (tmp_path / "mine.ics").chmod(0o400)
    else:
        (tmp_path / "mine.ics").unlink()
    before = contents(lived_in.home)
    answer = lived_in("forget", "--all", "--reminders", "--yes")
    assert answer.status == 1
    assert "mine" in answer.err
    assert contents(lived_in.home) == before


def test_only_who_signed_in_somewhere_is_sent_to_the_settings_there(lived_in: Program) -> None:
    answer = lived_in("forget", "--all", "--yes")
    assert answer.status == 0
    assert answer.out == f"Everything of {lived_in.home} is removed.\n"


def test_a_strangers_file_in_the_home_stays(lived_in: Program) -> None:
    (lived_in.home / "thesis.tex").write_text("ten years of work")
    (lived_in.home / "photos").mkdir()
    told = lived_in.ok("forget", "--all", "--yes")
    assert [Path(path).name for path in told["left"]] == ["photos", "thesis.tex"]
    assert sorted(path.name for path in lived_in.home.iterdir()) == ["photos", "thesis.tex"]


def test_without_a_yes_nothing_is_forgotten(lived_in: Program) -> None:
    before = contents(lived_in.home)
    answer = lived_in("forget", "--all")
    assert answer.status == 2
    assert "--yes" in answer.err
    assert lived_in("forget").status == 2
    assert contents(lived_in.home) == before


def test_a_broken_home_can_be_forgotten_too(lived_in: Program) -> None:
    (lived_in.home / "config.toml").write_text("[me")
    (lived_in.home / "accounts.json").write_text("{")
    (lived_in.home / "state.json").write_text("{")
    assert lived_in("forget", "--all", "--yes").status == 0
    assert not lived_in.home.exists()


def test_a_broken_account_is_named_and_keeps_no_reminder_of_the_others(lived_in: Program) -> None:
    path = lived_in.home / "accounts.json"
    known = json.loads(path.read_text())
    known["entries"].append({"name": "broken", "kind": "ics", "settings": {}})
    path.write_text(json.dumps(known))
    answer = lived_in("forget", "--all", "--reminders", "--yes")
    assert (answer.status, answer.out) == (1, "")
    assert "2 reminders removed" in answer.err
    assert "broken" in answer.err
