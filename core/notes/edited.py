"""The notes as they stand in a reminder's text that the user has edited: `core.notes.reminder` read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.model import Note
from core.notes import words
from core.notes.check import BLANK, check_invitation
from core.notes.speech import LANGUAGES, speech

_DIRECTIVE = re.compile(
    r"\s*(?:[✓?]\s|(?:outcome|decision[\s_-]*(?:by|date)|contact|topics?|idea|promised?)\s*[:\uff1a])", re.I
)


def edited_notes(text: str, drafted: Sequence[Note]) -> tuple[Note, ...]:
    """Return `drafted` with subject and body as the user left them in `text`; those not found there are left out.

    What is to be seen to in a LinkedIn invitation stands in the note's warnings. Where the user kept none of the `To:`
    lines, all that stands between our own first and last lines is one note.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    heads = [number for number, line in enumerate(lines) if _begins(line, "to")]
    found = []
    if not heads:
        body = [line for line in lines if not _begins(line, "why_now")]
        return tuple(_with_text(note, "", _letter(body)) for note in drafted[:1] if _letter(body))
    left = list(drafted)
    for start, end in zip(heads, (*heads[1:], len(lines)), strict=True):
        to = next((note for note in left if _is_to(lines[start], note)), left[0] if left else None)
        if to is None:
            break
        left.remove(to)
        rest = lines[start + 1 : end]
        subject = next((_after_colon(line) for line in rest[:1] if _begins(line, "subject")), "")
        found.append(_with_text(to, subject, _letter(rest[1:] if subject else rest)))
    return tuple(replace(note, warnings=_of_invitations(lines, note)) for note in found)


def given_note(text: str, drafted: Note) -> Note:
    """Return `drafted` with the text the user gives instead; a first line `Subject: ...` is the subject."""
    first, _, rest = text.replace("\r\n", "\n").strip().partition("\n")
    if _begins(first, "subject"):
        return _with_text(drafted, _after_colon(first), rest.strip())
    return _with_text(drafted, "", text.replace("\r\n", "\n").strip())


def _with_text(note: Note, subject: str, body: str) -> Note:
    blanks = tuple(dict.fromkeys(BLANK.findall(f"{subject}\n{body}")))
    return replace(note, subject=subject, body=body, blanks=blanks, warnings=())


def _of_invitations(lines: Sequence[str], note: Note) -> tuple[str, ...]:
    invitations = [line.partition(": ")[2] for line in lines if _begins(line, "connect") and _is_to(line, note)]
    return tuple(remark.said for text in invitations for remark in check_invitation(text))


def _letter(lines: Sequence[str]) -> str:
    """Return the lines up to the first of ours that follow the notes."""
    ours = tuple(begin for language in LANGUAGES for begin in speech(language).frame_lines())
    kept: list[str] = []
    for line in lines:
        if line.startswith(ours) or _DIRECTIVE.match(line):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _begins(line: str, part: str) -> bool:
    return any(line.startswith(speech(language).frame_begin(part)) for language in LANGUAGES)


def _after_colon(line: str) -> str:
    return line.partition(":")[2].strip()


def _is_to(line: str, note: Note) -> bool:
    name = words.person_name(note.to.name)
    return bool((name and name in line) or (note.to.email and note.to.email in line))
