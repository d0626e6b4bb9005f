"""`draft`: the note of a touchpoint, ready to send: printed, opened in the mail program, copied, or as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from commands.checking import check_notes, known_language
from commands.completion import touchpoint_ids
from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.naming import Candidate, choose
from commands.outbox import NoWay, copy, open_link, web_composer
from commands.output import emit, json_option, plural, talk
from commands.show import print_note
from commands.views import note_json
from core.errors import UsageProblem
from core.model import Note


@click.command()
@click.argument("wanted", metavar="[ID]", required=False, shell_complete=touchpoint_ids)
@click.option("--to", "whom", metavar="NAME", help="Only the note to this person, where a touchpoint has several.")
@click.option("--open", "opening", is_flag=True, help="Open it in your mail program.")
@click.option("--web", is_flag=True, help="With --open: in the web mail of the connected account.")
@click.option("--copy", "copying", is_flag=True, help="Copy its text to the clipboard.")
@click.option("--eml", metavar="FILE", type=click.Path(dir_okay=False), help="Write it as a mail file.")
@click.option("--language", metavar="CODE", help="Write it in this language (en, de, fr, es, pt, it or nl).")
@click.option("--check", is_flag=True, help="Only say what to see to before sending; without an ID, in all.")
@click.option("--file", "given", type=click.File(encoding="utf-8"), help="With --check: a text of yours (- for stdin).")
@json_option
@global_options
@click.pass_context
def draft(
    ctx: click.Context,
    *,
    wanted: str | None,
    language: str | None,
    check: bool,
    given: TextIO | None,
    whom: str | None,
    opening: bool,
    web: bool,
    copying: bool,
    eml: str | None,
    as_json: bool,
) -> None:
    """Print the note of a touchpoint, ready to send. Nothing is sent.

    Of several notes, --open opens and --eml writes each, and --copy copies the first; --to picks one.

    --check reads the text that stands in the reminder where you have edited it. What it finds does not change the exit
    status: --json has it as "warnings".
    """
    session = session_of(ctx)
    known = Known(session)
    spoken = known_language(language, known.overrides)
    if given is not None and not (check and wanted):
        raise UsageProblem("--file needs --check and an ID", next_step="afterword draft ID --check --file FILE")
    if check:
        check_notes(known, wanted, spoken, _text_of(given), as_json=as_json)
        return
    if wanted is None:
        raise UsageProblem("The touchpoint to draft is missing", next_step="See: afterword touchpoints")
    touchpoint = known.next_touchpoint(wanted)
    notes = known.notes(touchpoint, spoken)
    if whom is not None:
        notes = (_to(whom, notes),)
    document: dict[str, Any] = {"id": touchpoint.id, "notes": [note_json(note) for note in notes]}
    if not as_json:
        for note in notes:
            print_note(note)
    if eml:
        document["eml"] = _write(Path(eml), notes, session)
    if copying:
        document["copied"] = _copy(notes)
    if opening or web:
        document["opened"] = [_open(note, session, web=web) for note in notes]
    if as_json:
        emit(document)


def _text_of(given: TextIO | None) -> str | None:
    """Return what a file holds; raise UsageProblem where it is no text."""
    try:
        return given.read() if given else None
    except UnicodeDecodeError as err:
        raise UsageProblem("The file to check is no text (UTF-8)", next_step="Save the note as plain text.") from err


def _to(whom: str, notes: Sequence[Note]) -> Note:
    people = [
        Candidate(
            ids=(note.to.id,), names=(note.to.name, note.to.email), words=note.to.name or note.to.email, value=note
        )
        for note in notes
    ]
    note: Note = choose(whom, people, what="person of this touchpoint", listing="show ID").value
    return note


def _write(path: Path, notes: Sequence[Note], session: Session) -> list[str]:
    """Write a file for each note: `panel.eml`, `panel-2.eml`, ...; return their paths."""
    from core.files import explain
    from core.files import replace as replace_file
    from core.notes.eml import eml

    sender = next(iter(session.config.me.emails), "")
    written = []
    for number, note in enumerate(notes, 1):
        place = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            replace_file(place.absolute(), eml(note, sender=sender))
        except OSError as err:
            message, next_step = explain(err, place)
            raise NoWay(message, next_step=next_step) from err
        written.append(str(place))
        talk(f"Wrote {place}.")
    return written


def _copy(notes: Sequence[Note]) -> str:
    """Copy the text of the first note; return whose it is."""
    copy(notes[0].body)
    more = f"; {plural(len(notes) - 1, 'other note')}: use --to NAME" if len(notes) > 1 else ""
    name = notes[0].to.name or notes[0].to.email
    talk(f"The text{f' to {name}' if name else ''} is on the clipboard{more}.")
    return name


def _open(note: Note, session: Session, *, web: bool) -> str:
    """Open one note: by its mail link, in web mail where asked for, by the LinkedIn profile where that is the way."""
    page = web_composer(note, session.accounts())
    if web and page is None:
        raise UsageProblem(
            "No connected account has web mail for this note", next_step="Leave out --web, or use --copy or --eml FILE."
        )
    address = page if web else note.mailto or note.linkedin
    if address is None:
        raise UsageProblem(
            f"There is no address to write to {note.to.name or 'this person'} at", next_step="Use --copy or --eml FILE."
        )
    try:
        open_link(address)
    except NoWay:
        if web or page is None:
            raise
        open_link(page)
        address = page
    if address in (note.mailto, note.linkedin) and "body=" not in address:
        _text_apart(note)
    return address


def _text_apart(note: Note) -> None:
    """Case: a link that holds no text, for the note is too long for one, or it goes by LinkedIn."""
    try:
        copy(note.body)
    except NoWay:
        talk("The text does not fit into the link: copy it from above, or use --eml FILE.")
    else:
        talk("The text does not fit into the link: it is on the clipboard, paste it.")
