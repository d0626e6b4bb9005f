"""From the bytes of a CSV to a table of columns by name: encodings, delimiters, preambles, limits.

Genuine exports are UTF-8 with commas; what Excel saved again may be UTF-16 with tabs, or cp1252 with semicolons. The
header is searched, never assumed: before it stand the notes of LinkedIn, behind it columns that come and go.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import IO

from connectors.linkedin.members import Budget, Capped, Member, TooLarge
from core.errors import SourceError
from core.linkedin.values import CONNECTIONS, CONTACTS, INVITATIONS, MESSAGES, PROFILE

FIELD_LIMIT = 8 * 2**20
"""Characters of one field: a thousand times the longest message that can be sent."""
_UNCLOSED = "unclosed quote"
_END = "\ufdd0afterword\ufdd0"
"""Stands behind the last line: it holds signs that are no characters, so that no export can have it."""
_HEAD = 256 * 2**10
_HEADER_ROWS = 40
_DELIMITERS = (",", "\t", ";")
_SORTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    CONNECTIONS: (frozenset({"firstname", "connectedon"}), frozenset()),
    INVITATIONS: (frozenset({"from", "to", "sentat", "direction"}), frozenset()),
    MESSAGES: (frozenset({"from", "to", "date"}), frozenset({"conversationid", "direction", "content", "folder"})),
    PROFILE: (frozenset({"firstname", "lastname", "headline"}), frozenset()),
    CONTACTS: (frozenset({"emails"}), frozenset({"profiles"})),
}
"""sort -> the columns that it must have, and those of which one is enough."""
_DOUBLY = re.compile("[\u00c2-\u00c5\u00d0\u00d1\u00e0-\u00ef][\u0080-\u00bf\u0152-\u2122]")
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Signs that steer a terminal or turn the direction of what follows: members write what they like into their names."""
_TELLTALE = ("Ã", "Â", "Ä", "Å", "Ð", "Ñ", "â", "å", "æ", "ç", "è", "é", "ã", "ê", "ë", "ì", "í", "î", "ï", "à")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a known sort. `columns` are folded names, `rows` can be read once and are as wide as `columns`."""

    name: str
    sort: str
    columns: tuple[str, ...]
    rows: Iterator[Sequence[str]]

    def place(self, *names: str) -> int:
        """Return where the first of `names` stands; the place past the last column, which is always empty, if none."""
        return next((self.columns.index(name) for name in names if name in self.columns), len(self.columns))

    def has(self, name: str) -> bool:
        """True where there is such a column."""
        return name in self.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one CSV is written: `row` is the number of its header. `sort` is empty where none was found."""

    sort: str
    delimiter: str
    row: int
    columns: tuple[str, ...]
    encoding: str
    header: tuple[str, ...] = ()
    """The same cells as they stand in the file."""


def folded(name: str) -> str:
    """Return a column's name for comparison: letters and digits in lower case."""
    return "".join(c for c in name.casefold() if c.isalnum())


def layout(member: Member, budget: Budget) -> Layout:
    """Return how the table of `member` is written; `sort` is empty where it is none of ours."""
    with member.open() as inner, io.BufferedReader(Capped(inner, budget)) as stream:
        head = stream.read(_HEAD)
    encoding = _encoding(head)
    text = head.decode(encoding, _fallback(encoding))
    best = Layout(sort="", delimiter=",", row=0, columns=(), encoding=encoding)
    with _field_limit():
        for delimiter in _DELIMITERS:
            rows = list(_first_rows(text, delimiter))
            for number, row in enumerate(rows):
                names = tuple(folded(cell) for cell in row)
                if sort := _sort_of(names):
                    return Layout(
                        sort=sort,
                        delimiter=delimiter,
                        row=number,
                        columns=names,
                        encoding=encoding,
                        header=tuple(row),
                    )
            filled = [row for row in rows if any(cell.strip() for cell in row)]
            # LinkedIn's notes above a header are rows of one cell.
            first = next((row for row in filled if sum(map(bool, row)) > 1), (filled or [[]])[0])
            if len(first) > len(best.header):
                best = Layout(sort="", delimiter=delimiter, row=0, columns=(), encoding=encoding, header=tuple(first))
    return best


def is_empty(member: Member, budget: Budget) -> bool:
    """True where a file holds nothing but white space."""
    with member.open() as inner, io.BufferedReader(Capped(inner, budget)) as stream:
        return not stream.read(_HEAD).strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe")


def headers_seen(found: Layout) -> str:
    """Return the first row as words where it can only be a header; a row of values is never shown."""
    cells = [cell.strip() for cell in found.header]
    speaking = [cell for cell in cells if cell]
    is_header = len(speaking) > 1 and not any(re.search(r"[\d@]|://|[.!?]\s", c) or len(c) > 40 for c in speaking)
    return ", ".join(speaking[:30]) if is_header else ""


def expected(stem: str) -> str:
    """Return the sort that a file's name promises, empty for none."""
    return stem if stem in _SORTS else ""


@contextmanager
def opened(member: Member, found: Layout, budget: Budget, *, progress: Callable[[str, int], None]) -> Iterator[Table]:
    """Yield the table of `member`, its rows read as a stream.

    Raise SourceError for a field beyond FIELD_LIMIT, and for a quote that is open at the end: all behind it is lost.
    """
    with member.open() as inner, io.BufferedReader(Capped(inner, budget), 2**18) as stream:
        text = io.TextIOWrapper(stream, found.encoding, errors=_fallback(found.encoding), newline="")
        with _field_limit():
            try:
                yield Table(
                    name=member.name,
                    sort=found.sort,
                    columns=found.columns,
                    rows=_rows(text, found, partial(progress, found.sort), most=budget.rows),
                )
            except csv.Error as err:
                if str(err) == _UNCLOSED:
                    raise SourceError(
                        f"{member.name} has a quotation mark that is never closed, so it is damaged or was not "
                        "downloaded to its end",
                        next_step="Download the archive again.",
                    ) from err
                raise SourceError(
                    f"{member.name} has a field of more than {FIELD_LIMIT >> 20} million characters, "
                    "which no LinkedIn export has",
                    next_step="Download the archive again.",
                ) from err


def rows_of(mappings: Iterable[Mapping[str, str]], *, name: str, sort: str) -> Table:
    """Return a table of what a service gives as rows with keys; keys compare as columns do."""
    folded_rows = [{folded(key): value for key, value in row.items()} for row in mappings]
    columns = tuple(dict.fromkeys(key for row in folded_rows for key in row))
    return Table(
        name=name,
        sort=sort,
        columns=columns,
        rows=iter([[*(row.get(column, "") for column in columns), ""] for row in folded_rows]),
    )


def fits(columns: Iterable[str], sort: str) -> bool:
    """True where `columns` (folded) hold something that a table of `sort` has: enough for a service's rows."""
    must, may = _SORTS[sort]
    more = {CONNECTIONS: {"url", "lastname"}, INVITATIONS: {"inviterprofileurl", "inviteeprofileurl"}}.get(sort, set())
    return bool(set(columns) & (must | may | more))


@lru_cache(maxsize=1 << 15)
def mended(text: str) -> str:
    """Return `text` in one line, with what was encoded twice (`JosÃ©`) repaired and no steering signs."""
    text = " ".join(text.split())
    if any(sign in text for sign in _TELLTALE) and _DOUBLY.search(text):
        for encoding in ("cp1252", "latin-1"):
            with suppress(UnicodeError):
                text = text.encode(encoding).decode("utf-8")
                break
    return text if text.isprintable() else _STEERING.sub("", text)


def _rows(text: IO[str], found: Layout, progress: Callable[[int], None], *, most: int) -> Iterator[Sequence[str]]:
    width = len(found.columns)
    reader = csv.reader(_lines(text), delimiter=found.delimiter)
    for number, row in enumerate(islice(reader, found.row + 1, None), 1):
        if row and row[-1].endswith(_END):
            if row != [_END]:
                raise csv.Error(_UNCLOSED)
            return
        if number > most:
            raise TooLarge
        if not any(row):
            continue
        if len(row) == width:
            row.append("")
        else:
            row = [*row[:width], *[""] * (width + 1 - min(len(row), width))]  # noqa: PLW2901 - the same row, made fit
        yield row
        if number % 5_000 == 0:
            progress(number)


def _lines(text: IO[str]) -> Iterator[str]:
    """Yield the lines, then a row of its own that tells whether a quote is still open; raise csv.Error for a long one.

    A line is held up to FIELD_LIMIT at the most.
    """
    while line := text.readline(FIELD_LIMIT):
        if len(line) == FIELD_LIMIT and not line.endswith(("\r", "\n")):
            raise csv.Error(f"a line of more than {FIELD_LIMIT} characters")
        yield line
    yield _END


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for _ in range(_HEADER_ROWS):
        try:
            yield next(reader)
        except (StopIteration, csv.Error):
            return


def _sort_of(names: Sequence[str]) -> str:
    have = frozenset(names)
    return next((s for s, (must, may) in _SORTS.items() if must <= have and (not may or may & have)), "")


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _fallback(encoding: str) -> str:
    if encoding == "utf-16":
        return "replace"
    codecs.register_error("afterword-cp1252", _as_cp1252)
    return "afterword-cp1252"


def _as_cp1252(err: UnicodeError) -> tuple[str, int]:
    """Read the one byte that is no UTF-8 as Windows would; Excel saves so."""
    if not isinstance(err, UnicodeDecodeError):
        raise err
    byte = err.object[err.start : err.start + 1]
    try:
        return byte.decode("cp1252"), err.start + 1
    except UnicodeDecodeError:
        return byte.decode("latin-1"), err.start + 1


@contextmanager
def _field_limit() -> Iterator[None]:
    before = csv.field_size_limit(FIELD_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)
