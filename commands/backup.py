"""`backup` and `restore`: everything of one user in one file, without any sign-in."""

from __future__ import annotations

from pathlib import Path

import click

from afterword import __version__
from commands.context import WAIT, global_options, session_of
from commands.output import emit, json_option, plural, say
from core import files
from core.errors import StateError, UsageProblem
from core.store import lock

LARGEST = 512 * 2**20


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@global_options
@click.pass_context
def backup(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Write everything but sign-ins and app registrations into FILE, a zip that only you can read.

    It holds the people you met and the links of published calendars: keep it as you would keep letters.
    """
    from core.backup import packed, unpacked

    session = session_of(ctx)
    if not session.home.path.is_dir():
        raise UsageProblem(
            f"There is nothing to back up in {session.home.path}", next_step="Begin with: afterword init"
        )
    with lock(session.home, timeout=WAIT):
        content = packed(session.home, now=session.now, version=__version__)
    held = unpacked(content, name=file.name)
    _refuse_to_replace(file)
    try:
        files.replace(file.absolute(), content, mode=0o600)
    except OSError as err:
        message, next_step = files.explain(err, file)
        raise StateError(message, next_step=next_step) from err
    if as_json:
        emit({"file": str(file.absolute()), "files": sorted(held.contents), "bytes": len(content)})
        return
    say(f"Wrote {plural(len(held.contents), 'file')} into {file}, {len(content)} bytes.")
    say("It holds no sign-ins and no app registrations (credentials.json): after a restore elsewhere, connect again.")


def _refuse_to_replace(file: Path) -> None:
    """Raise UsageProblem where FILE is there and is no backup: somebody's own file is never overwritten."""
    from core.backup import unpacked

    if not file.exists():
        return
    try:
        unpacked(_content(file), name=file.name)
    except StateError as err:
        raise UsageProblem(
            f"{file} is there already and is no backup of this version", next_step="Choose another name."
        ) from err


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@global_options
@click.pass_context
def restore(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Put the home back as it was when FILE was written; what is there now is kept aside.

    FILE is verified first, and refused where it is damaged or from a newer version. Sign-ins stay as they are, and so
    do the calendars, that in the home among them: a reminder that you have deleted since then stays deleted, as far as
    this home or the calendar knows of it; one that undo or purge removed comes back with the next sync.
    """
    from core.backup import restore as put_back
    from core.backup import unpacked

    session = session_of(ctx)
    held = unpacked(_content(file), name=file.name)
    with lock(session.home, timeout=WAIT):
        done = put_back(session.home, held, now=session.now)
    again = [entry for entry in done.accounts.entries if not session.signed_in(entry)]
    if as_json:
        emit(
            {
                "restored": sorted(done.parts),
                "created": held.created.isoformat(),
                "kept_aside": str(done.aside) if done.aside else None,
                "sign_in_needed": [entry.name for entry in again],
            }
        )
        return
    say(f"Restored {plural(len(done.parts), 'file')} of {held.created:%d %b %Y %H:%M} into {session.home.path}.")
    if done.aside:
        say(f"What was there before is kept in {done.aside}.")
    for entry in again:
        say(f"{entry.name} needs signing in again: afterword connect {entry.kind} --name {entry.name}")
    say("Next: afterword sync")


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise StateError(f"{file} is too large for a backup of afterword", next_step="Check the path.")
        return file.read_bytes()
    except OSError as err:
        message, _ = files.explain(err, file)
        raise StateError(message, next_step="Check the path; nothing was changed.") from err
