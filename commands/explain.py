"""`explain`: for every event of a file, recognised or not, what was read, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from commands.context import global_options, session_of
from commands.output import emit, json_option, say, talk
from commands.views import about, day, explain_json
from core.errors import SourceError
from core.model import Event, Kind, Me, Reading
from core.sync.ports import Problem


@click.command()
@click.argument("file", metavar="FILE.ics", type=click.Path(path_type=Path))
@click.option("--me", "mine", metavar="EMAIL", multiple=True, help="An address under which you are invited.")
@json_option
@global_options
@click.pass_context
def explain(ctx: click.Context, file: Path, mine: tuple[str, ...], as_json: bool) -> None:
    """Say of every event in FILE.ics whether it is an interview, what was read in it, and why."""
    session = session_of(ctx)
    me = session.config.me
    if mine:
        me = replace(me, emails=tuple(dict.fromkeys((*me.emails, *(address.strip().lower() for address in mine)))))
    found = list(_readings(file, me))
    if as_json:
        emit([explain_json(event, reading) for event, reading in found])
        return
    for event, reading in found:
        _print(event, reading, session.zone)
    counted = sum(reading.kind is not Kind.NONE for _, reading in found)
    say(f"{counted} of {len(found)} events are interviews or talks to follow up.")


def _readings(file: Path, me: Me) -> Iterator[tuple[Event, Reading]]:
    from connectors.ics.explain import read_events
    from core.sync.context import read_together

    try:
        raw = file.read_bytes()
    except OSError as err:
        raise SourceError(
            f"{file} cannot be read ({err.strerror})", next_step="Name an .ics file that you may read."
        ) from err
    events: list[Event] = []
    for found in _named(read_events(raw, me=me), file):
        if isinstance(found, Problem):
            talk(f"afterword: {found.what}: {found.why}")
        else:
            events.append(found)
    yield from read_together(events, me=me)


def _named(found: Iterator[Event | Problem], file: Path) -> Iterator[Event | Problem]:
    """Yield what was found; an error about the whole file names it."""
    try:
        yield from found
    except SourceError as err:
        message = err.message.replace("that is", f"{file} is", 1)
        raise SourceError(message, next_step=err.next_step or "Name an .ics file.") from err


def _print(event: Event, reading: Reading, zone: ZoneInfo) -> None:
    say(f"{day(event.start, zone)}  {event.title or '(no title)'}")
    if reading.kind is Kind.NONE:
        say("    no interview")
    else:
        stage = f", {reading.stage.value.replace('_', ' ')}" if reading.stage else ""
        say(f"    {reading.kind.value}{stage} · {about(reading.company, reading.role)} · {reading.confidence:.0%} sure")
        met = ", ".join(person.name or person.email for person in reading.people if person.attended)
        if met:
            say(f"    with {met}")
        if reading.decision_by:
            say(f"    they decide by {reading.decision_by.isoformat()}")
    for reason in reading.reasons:
        say(f"    - {reason}")
