"""How answers are printed: one JSON document or words on stdout, talk on stderr; colour on a terminal only."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from core.text import CONTROLS

if TYPE_CHECKING:
    from rich.console import Console

WHOLE = ("#", "When", "Due", "Id", "What", "Status", "Calendar", "E-mail", "Read", "Written", "Kind")


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`: exactly one JSON document on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with one JSON document.")(command)


def emit(document: Any) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(document, ensure_ascii=not speaks_unicode(), indent=2))


def speaks_unicode() -> bool:
    """Return whether stdout takes every letter; where it does not, JSON has escapes of its own."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").casefold().startswith("utf")


def say(line: str = "") -> None:
    """Print a line of the answer on stdout."""
    click.echo(_text(line))


def talk(line: str) -> None:
    """Print a line about the work on stderr."""
    click.echo(_text(line), err=True)


def _text(line: str) -> str:
    """Return a line without what would steer the terminal: much of it comes from invitations of strangers."""
    return CONTROLS.sub("", line)


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show on a terminal's stderr that work is under way; nowhere else."""
    # Where no console is attached, as under `pythonw.exe`, there is no stderr at all.
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(words):
        yield


@contextmanager
def counting(words: str) -> Iterator[Callable[[str, int], None]]:
    """Yield what to call with a sort of rows and how many were read; it shows on a terminal's stderr alone."""
    if not sys.stderr.isatty():
        yield lambda _sort, _rows: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{words} ...") as status:
        yield lambda sort, rows: status.update(f"{words}: {rows:,} {sort} ...")


def console() -> Console:
    """Return a console on stdout, plain where it is no terminal; with NO_COLOR not even bold or faint."""
    from rich.console import Console

    return Console(highlight=False, color_system=None if os.environ.get("NO_COLOR") else "auto")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", dim: Iterable[int] = ()) -> None:
    """Print a table; `dim` are the rows to show faintly. Cells are plain text, never markup."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    cells = [tuple(row) for row in rows]
    shown = Table(
        box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", padding=(0, 1, 0, 0),
        pad_edge=False,
    )  # fmt: skip
    screen = console()
    widest = [max((cell_len(row[n]) for row in cells), default=0) for n in range(len(columns))]
    widest = [max(width, len(column)) for width, column in zip(widest, columns, strict=True)]
    # What names a thing is never cut; what describes it shares the rest of a narrow terminal.
    kept = sum(width for width, column in zip(widest, columns, strict=True) if column in WHOLE)
    cut = {column: width for width, column in zip(widest, columns, strict=True) if column not in WHOLE}
    rooms = _rooms(cut, screen.width - kept - 2 * len(columns))
    for width, column in zip(widest, columns, strict=True):
        room = rooms.get(column, width)
        shown.add_column(column, overflow="ellipsis", no_wrap=True, min_width=room, max_width=room)
    faint = set(dim)
    for number, row in enumerate(cells):
        shown.add_row(*(Text(_text(cell)) for cell in row), style="dim" if number in faint else "")
    screen.print(shown)


def _rooms(wanted: Mapping[str, int], total: int) -> dict[str, int]:
    """Share out the columns of a narrow terminal: who wants little gets it, the others share what is left."""
    rooms: dict[str, int] = {}
    for number, column in enumerate(sorted(wanted, key=lambda each: wanted[each])):
        share = (total - sum(rooms.values())) // (len(wanted) - number)
        rooms[column] = min(wanted[column], max(8, share))
    return rooms


def plural(count: int, word: str) -> str:
    """Return `1 reminder`, `2 reminders`."""
    return f"{count} {word}{'' if count == 1 else 's'}"
