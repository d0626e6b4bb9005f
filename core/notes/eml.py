"""A drafted note as a mail file (RFC 5322) that opens as a new message: `X-Unsent: 1` is how Outlook is told so.

The same draft gives the same bytes: it has no date and no message id, for it is not sent yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from core.model import Draft, Note
from core.notes import words

MOST = 10
"""How many drafts are attached to one reminder; all of them are in its text."""
LIMIT = 100_000
"""Characters of a body beyond which (a template of the user's own) it is not attached."""


def drafts_of(notes: Sequence[Note]) -> tuple[Draft, ...]:
    """Return those of `notes` that are mails: a LinkedIn message has no subject."""
    mails = [note for note in notes if note.subject and len(note.body) <= LIMIT]
    return tuple(map(_draft, mails[:MOST]))


def digest_of(drafts: Sequence[Draft]) -> str:
    """Return 12 hex digits that name the drafts, empty where there are none."""
    if not drafts:
        return ""
    said = "\x1e".join("\x1f".join((d.name, d.email, d.subject, d.body)) for d in drafts)
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def file_names(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Return the name of each draft's file: it names nobody, for a calendar may be seen by others."""
    return tuple(f"afterword-draft{f'-{place}' if place > 1 else ''}.eml" for place in range(1, len(drafts) + 1))


def is_our_file(name: str) -> bool:
    """True where an attachment of this name is one of ours."""
    return name.startswith("afterword-draft") and name.endswith(".eml")


def eml(note: Note, *, sender: str = "") -> bytes:
    """Return `note` as a mail file; `sender` is the user's own address, empty to leave it to the mail program."""
    return mail_file(_draft(note), sender=sender)


def mail_file(draft: Draft, *, sender: str = "") -> bytes:
    """Return the mail file: lines ended by CRLF, UTF-8 in quoted-printable, so that every program reads it."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    if sender and (own := _address("", sender)) is not None:
        message["From"] = own
    if (to := _address(draft.name, draft.email)) is not None:
        message["To"] = to
    message["Subject"] = " ".join(_sound(draft.subject).split())
    message["X-Unsent"] = "1"
    message.set_content(_sound(draft.body), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _draft(note: Note) -> Draft:
    return Draft(
        name=words.person_name(note.to.name), email=note.to.email, subject=words.flat(note.subject), body=note.body
    )


def _address(name: str, email: str) -> object | None:
    """Return an address header, None where `email` is no address by the book."""
    from email.headerregistry import Address

    name = " ".join(_sound(name).split())
    for shown in (name, ""):
        try:
            return Address(display_name=shown, addr_spec=email)
        except (ValueError, IndexError, AttributeError):  # what the parser makes of an address that is none
            continue
    return None


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
