"""The mail file of a draft: opens as a new message, and is the same bytes for the same draft."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

from core.model import Draft
from core.notes.eml import digest_of, file_names, is_our_file, mail_file

DRAFT = Draft(
    name="Dana Whitfield", email="dana@acme.example", subject="Thank you – great to meet", body="Hi Dana,\n\nGrüße\n"
)


def test_it_opens_as_a_new_message_with_everything_in_it() -> None:
    message = message_from_bytes(mail_file(DRAFT), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "Dana Whitfield <dana@acme.example>"
    assert message["Subject"] == "Thank you – great to meet"
    assert message.get_content().replace("\r\n", "\n") == DRAFT.body
    assert message["From"] is message["Date"] is message["Message-ID"] is None


def test_the_same_draft_gives_the_same_ascii_bytes_with_crlf_alone() -> None:
    raw = mail_file(DRAFT)
    assert raw == mail_file(DRAFT)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_odd_names_and_addresses_never_break_a_header() -> None:
    odd = Draft(name='O"Hara, Dana\n<x>', email="dana@acme.example", subject="One\r\nBcc: spy@evil.example", body="x")
    message = message_from_bytes(mail_file(odd), policy=default)
    assert [address.addr_spec for address in message["To"].addresses] == ["dana@acme.example"]
    assert message["Bcc"] is None
    for email in ("", "no address", "a@b\r\nBcc: c@d"):
        nobody = message_from_bytes(mail_file(Draft(name="Dana", email=email, subject="s", body="b")), policy=default)
        assert nobody["To"] is nobody["Bcc"] is None
        assert nobody["X-Unsent"] == "1"


def test_a_digest_names_the_drafts_and_nothing_is_nothing() -> None:
    assert digest_of(()) == ""
    assert digest_of((DRAFT,)) != digest_of((DRAFT, DRAFT))
    assert [is_our_file(name) for name in (*file_names((DRAFT, DRAFT)), "slides.pdf")] == [True, True, False]
