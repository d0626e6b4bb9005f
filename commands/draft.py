"""`draft`: the note of a touchpoint, ready to send."""

from __future__ import annotations

import click

from commands.context import global_options, session_of
from commands.known import Known
from commands.output import emit, json_option
from commands.show import print_note
from commands.views import note_json


@click.command()
@click.argument("wanted", metavar="ID")
@json_option
@global_options
@click.pass_context
def draft(ctx: click.Context, wanted: str, as_json: bool) -> None:
    """Print the note of a touchpoint, ready to send."""
    known = Known(session_of(ctx))
    touchpoint = known.touchpoint(wanted)
    notes = known.notes(touchpoint)
    if as_json:
        emit({"id": touchpoint.id, "notes": [note_json(note) for note in notes]})
        return
    for note in notes:
        print_note(note)
