"""A note, ready to send: opened, copied, or written as a mail file by the programs of the platform."""

from __future__ import annotations

import email
import json
import os
import subprocess
import sys
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cli.program import Answer, Program, interview
from tests.cli.steering import of_kind, synced

ROOT = Path(__file__).resolve().parent.parent.parent
PANEL = interview().replace(
    "DESCRIPTION", "ATTENDEE;CN=Kim Lund;PARTSTAT=ACCEPTED:mailto:kim.lund@acme.example\nDESCRIPTION"
)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that holds what the platform's tools were given, with nothing else on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    taker = f"#!{sys.executable}\nimport sys, pathlib\n"
    opener = taker + f"pathlib.Path({str(tmp_path / 'opened')!r}).open('a').write(sys.argv[1] + '\\n')\n"
    clip = taker + f"pathlib.Path({str(tmp_path / 'clipboard')!r}).write_bytes(sys.stdin.buffer.read())\n"
    for name, text in (("opener", opener), ("xclip", clip)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("BROWSER", f"{folder / 'opener'} %s")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return tmp_path


def installed(program: Program, *args: str) -> Answer:
    """Run the installed program in a process of its own: which opener there is, is found out once a process."""
    command = [sys.executable, "-m", "afterword", "--home", str(program.home), "--now", program.now, *args]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    return Answer(status=done.returncode, out=done.stdout, err=done.stderr)


def opened(folder: Path) -> list[str]:
    return (folder / "opened").read_text().splitlines()


def test_open_hands_the_mail_link_to_the_mail_program(program: Program, tools: Path) -> None:
    synced(program, tools)
    (thank_you,) = of_kind(program, "thank_you")
    document = installed(program, "draft", thank_you["id"], "--open", "--json").json()
    assert opened(tools) == document["opened"] == [thank_you["notes"][0]["links"]["mailto"]]


def test_open_uses_the_web_mail_of_the_connected_account_where_asked(program: Program, tools: Path) -> None:
    synced(program, tools)
    (thank_you,) = of_kind(program, "thank_you")
    assert program("draft", thank_you["id"], "--open", "--web").status == 2
    accounts = json.loads((program.home / "accounts.json").read_text())
    note = thank_you["notes"][0]
    for kind, identity, host in (
        ("google", "robin@example.net", "mail.google.com"),
        ("outlook", "robin@outlook.com", "outlook.live.com"),
        ("outlook", "robin@example.net", "outlook.office.com"),
    ):
        entry = {"name": "web", "kind": kind, "identity": identity}
        (program.home / "accounts.json").write_text(json.dumps({**accounts, "entries": [*accounts["entries"], entry]}))
        document = installed(program, "draft", thank_you["id"], "--web", "--json").json()
        assert opened(tools)[-1:] == document["opened"]
        address = urlsplit(document["opened"][0])
        fields = parse_qs(address.query)
        assert (address.scheme, address.hostname) == ("https", host)
        assert fields["to"] == [note["to"]["email"]]
        assert fields["body"] == [note["body"]]
        assert note["subject"] in (fields.get("su") or fields.get("subject") or [])


def test_copy_puts_the_text_on_the_clipboard(program: Program, tools: Path) -> None:
    synced(program, tools, PANEL)
    (thank_you,) = of_kind(program, "thank_you")
    first, second = thank_you["notes"]
    answer = program("draft", thank_you["id"], "--copy")
    assert (tools / "clipboard").read_text() == first["body"]
    assert "1 other note" in answer.err
    program.ok("draft", thank_you["id"], "--to", "kim", "--copy")
    assert (tools / "clipboard").read_text() == second["body"]


def test_without_a_clipboard_or_a_mail_program_one_sentence_says_what_to_do(
    program: Program, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced(program, tools)
    (thank_you,) = of_kind(program, "thank_you")
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setenv("BROWSER", "nothing-of-the-kind")
    for option in ("--copy", "--open"):
        answer = installed(program, "draft", thank_you["id"], option)
        assert answer.status == 1
        assert len(answer.err.splitlines()) == 1
        assert "--eml" in answer.err
        assert thank_you["notes"][0]["body"] in answer.out


def test_eml_is_a_message_still_to_be_sent(program: Program, tools: Path) -> None:
    synced(program, tools, PANEL)
    (thank_you,) = of_kind(program, "thank_you")
    document = program.ok("draft", thank_you["id"], "--eml", tools / "note.eml")
    assert document["eml"] == [str(tools / "note.eml"), str(tools / "note-2.eml")]
    for path, note in zip(document["eml"], thank_you["notes"], strict=True):
        raw = Path(path).read_bytes()
        assert b"\n" not in raw.replace(b"\r\n", b"")
        message = email.message_from_bytes(raw, policy=default)
        assert (message["X-Unsent"], message["From"]) == ("1", "robin@example.net")
        assert message["To"].addresses[0].addr_spec == note["to"]["email"]
        assert message["To"].addresses[0].display_name == note["to"]["name"]
        assert message["Subject"] == note["subject"]
        body = message.get_body()
        assert body is not None
        assert body.get_content().replace("\r\n", "\n").rstrip("\n") == note["body"]
    answer = program("draft", thank_you["id"], "--eml", tools / "no" / "where.eml")
    assert (answer.status, len(answer.err.splitlines())) == (1, 1)


def test_to_picks_one_note_and_says_whom_it_knows(program: Program, tools: Path) -> None:
    synced(program, tools, PANEL)
    (thank_you,) = of_kind(program, "thank_you")
    notes = program.ok("draft", thank_you["id"], "--to", "Kim Lund")["notes"]
    assert [note["to"]["name"] for note in notes] == ["Kim Lund"]
    assert program("draft", thank_you["id"], "--to", "nobody").status == 2
