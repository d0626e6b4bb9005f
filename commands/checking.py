"""The note check on the command line: of fresh drafts, of texts edited in the calendar, of a text in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commands.output import emit, plural, say
from commands.views import SETTLED, about, day
from core.errors import UsageProblem
from core.model import Note, Touchpoint

if TYPE_CHECKING:
    from commands.known import Known


def known_language(language: str | None, overrides: Mapping[str, str]) -> str:
    """Return the ISO 639-1 code that `--language` names, empty where none is given; raise UsageProblem."""
    from core.notes.speech import LANGUAGES

    code = (language or "").strip().lower().partition("-")[0].partition("_")[0]
    own = {name.partition("/")[0] for name in overrides if "/" in name}
    if code and code not in {*LANGUAGES, *own}:
        known = ", ".join(sorted({*LANGUAGES, *own}))
        raise UsageProblem(f'No drafts are written in "{language}"', next_step=f"Choose one of: {known}.")
    return code


def check_notes(known: Known, wanted: str | None, language: str, given: str | None, *, as_json: bool) -> None:
    """Print what is to be seen to in the notes of one touchpoint, or of all that are open."""
    shown = [known.touchpoint(wanted)] if wanted else [t for t in known.touchpoints if t.status not in SETTLED]
    checked = [(touchpoint, *_checked(known, touchpoint, language, given)) for touchpoint in shown]
    if as_json:
        documents = [_document(touchpoint, text, notes) for touchpoint, text, notes in checked]
        emit(documents[0] if wanted else documents)
        return
    for touchpoint, text, notes in checked:
        _print(known, touchpoint, text, notes)
    if not wanted:
        found = sum(bool(note.warnings) for _, _, notes in checked for note in notes)
        total = sum(len(notes) for _, _, notes in checked)
        say(f"{plural(total, 'note')}, {found} with something to see to.")


def _checked(known: Known, touchpoint: Touchpoint, language: str, given: str | None) -> tuple[str, tuple[Note, ...]]:
    """Return where the text checked is from (`draft`, `reminder` or `file`), and the notes with their warnings."""
    from core.notes.edited import edited_notes, given_note
    from core.sync.hand import text_is_ours

    drafted = known.notes(touchpoint, language)
    standee = known.standing.get(touchpoint.id)
    if given is not None:
        return "file", _again(known, touchpoint, (given_note(given, drafted[0]),), language)
    if standee is not None and standee.mark is not None and not text_is_ours(standee):
        theirs = edited_notes(standee.text, drafted)
        if theirs and any(_differs(note, drafted) for note in theirs):
            return "reminder", _again(known, touchpoint, theirs, language)
    return "draft", drafted


def _differs(note: Note, drafted: Sequence[Note]) -> bool:
    return not any(note.body == draft.body and note.subject == draft.subject for draft in drafted)


def _again(known: Known, touchpoint: Touchpoint, notes: Sequence[Note], language: str) -> tuple[Note, ...]:
    """Return the notes, their texts being the user's, with the warnings of the check."""
    from core.notes.draft import checked_text

    rounds = known.rounds.get(touchpoint.process, ())
    config = known.session.config
    return checked_text(
        notes, touchpoint, rounds, me=config.me, language=language or config.language, others=known.names()
    )


def _document(touchpoint: Touchpoint, text: str, notes: Sequence[Note]) -> dict[str, Any]:
    return {
        "id": touchpoint.id,
        "text": text,
        "notes": [
            {
                "to": {"name": note.to.name or None, "email": note.to.email or None},
                "blanks": list(note.blanks),
                "warnings": list(note.warnings),
            }
            for note in notes
        ],
    }


def _print(known: Known, touchpoint: Touchpoint, text: str, notes: Sequence[Note]) -> None:
    read = {"draft": "the draft", "reminder": "your text in the reminder", "file": "your text"}[text]
    when = day(touchpoint.due, known.session.zone)
    kind = touchpoint.kind.value.replace("_", "-")
    say(f"{kind} · {about(touchpoint.company, touchpoint.role)}, due {when}, id {touchpoint.id[:6]} ({read})")
    for note in notes:
        who = note.to.name or note.to.email or "[name]"
        if not note.warnings:
            say(f"  {who}: nothing to see to.")
        for warning in note.warnings:
            say(f"  {who}: {warning}")
