"""A note as a mail file (RFC 5322) that mail programs open as a message still to be sent (`X-Unsent: 1`)."""

from __future__ import annotations

from core.model import Note


def eml(note: Note, *, sender: str = "") -> bytes:
    """Return `note` as the bytes of an .eml file with CRLF line ends. It has no date: it is not sent yet.

    `sender` is the user's own address, empty to leave it to the mail program.
    """
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if sender:
        message["From"] = _address(Address, "", sender)
    if note.to.email:
        message["To"] = _address(Address, note.to.name, note.to.email)
    message["Subject"] = " ".join(note.subject.split())
    message.set_content(note.body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _address(make: type, name: str, email: str) -> object:
    """Return an address header; one that is none by the book stands there as plain text."""
    try:
        return make(display_name=" ".join(name.split()), addr_spec=email)
    except (ValueError, IndexError):
        return " ".join(email.split())
