"""The drafts in a calendar file: mails that open as new messages, exchanged when the note changes and only then."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path

from connectors.blocks import unfold
from connectors.ics.component import render, stamp_of
from core.model import Draft, Reminder
from core.notes.eml import digest_of, mail_file
from tests.connectors.ics_write.samples import EVER, FOREIGN, file_sink, reminder

DRAFT = Draft(name="Dana Whitfield", email="dana@acme.example", subject="Thank you", body="Hi Dana,\n\ngrüße\n")
OTHER = replace(DRAFT, body="Hi Dana,\n\nthe second one\n")
THEIRS = b"ATTACH;FMTTYPE=application/pdf:https://files.example/slides.pdf\n"


def with_drafts(*drafts: Draft) -> Reminder:
    plain = reminder()
    return replace(plain, drafts=drafts, mark=replace(plain.mark, draft=digest_of(drafts)))


def attached(raw: bytes) -> list[bytes]:
    found = re.findall(rb"^ATTACH[^\r\n]*FMTTYPE=message/rfc822[^\r\n]*:([A-Za-z0-9+/=]+)\r?$", unfold(raw), re.M)
    return [base64.b64decode(value, validate=True) for value in found]


def test_each_draft_is_attached_inline(tmp_path: Path) -> None:
    want = with_drafts(DRAFT, OTHER)
    block = render(want, stamp=stamp_of(want), newline=b"\r\n")
    assert attached(block) == [mail_file(DRAFT), mail_file(OTHER)]
    assert max(map(len, block.split(b"\r\n"))) <= 75


def test_a_draft_that_did_not_change_keeps_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_text(FOREIGN)
    sink = file_sink(path)
    sink.create(with_drafts(DRAFT))
    before = path.read_bytes()
    (stands,) = sink.reminders(EVER)
    sink.update(stands, with_drafts(DRAFT))
    assert path.read_bytes() == before


def test_a_changed_draft_is_exchanged_and_what_the_user_attached_stays(tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_text(FOREIGN)
    sink = file_sink(path)
    sink.create(with_drafts(DRAFT, DRAFT))
    path.write_bytes(path.read_bytes().replace(b"UID:0123", THEIRS + b"UID:0123", 1))
    (stands,) = sink.reminders(EVER)
    sink.update(stands, with_drafts(OTHER))
    assert attached(path.read_bytes()) == [mail_file(OTHER)]
    assert THEIRS in path.read_bytes()
    (stands,) = sink.reminders(EVER)
    assert stands.mark == with_drafts(OTHER).mark
    sink.update(stands, with_drafts())
    assert attached(path.read_bytes()) == []
