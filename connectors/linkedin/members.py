"""The tables of an archive: a zip, a folder or a single CSV, opened in memory only and within limits.

Nothing is ever extracted. Names that are absolute or climb (`..`) are passed over, as are links; a member is read as a
stream, so that what it says of its size is never believed.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from core.errors import SourceError
from core.files import explain

MEMBER_LIMIT = 512 * 2**20
"""Bytes of one table, unpacked: ten times what a very busy member's messages take."""
TOTAL_LIMIT = 1024 * 2**20
"""Bytes of all tables of one archive together, unpacked."""
MOST_MEMBERS = 5_000
MOST_ROWS = 1_000_000
"""Rows of one table: LinkedIn allows 30,000 connections, and nobody wrote a million messages."""
DEPTH = 5
"""Folders deep: real exports have two, a wrapper folder of the user's own makes three."""

PRIVATE = frozenset(
    {
        *("logins", "registration", "privateidentityasset", "verifications", "securitychallenges", "adtargeting"),
        *("inferencesaboutyou", "receipts", "receiptsv2", "lanadsengagement", "adsclicked", "searchqueries"),
        *("guidemessages", "learningcoachmessages", "learningroleplaymessages", "coachmessages", "phonenumbers"),
    }
)
"""Tables that are never opened, by their stem: private beyond what is needed, or talks with a machine."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, NotImplementedError),
    *(UnicodeDecodeError, OverflowError),
)
_AGAIN = "Download it again from LinkedIn (Settings, Data privacy, Get a copy of your data)."


class TooLarge(Exception):
    """A table, or all together, have more than any export. Never shown to a user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One CSV. `stem` is its name folded: `Company_Follows_123.csv` and `Company Follows.csv` are `companyfollows`."""

    name: str
    stem: str
    open: Callable[[], IO[bytes]]


class Budget:
    """How many bytes may still be read of one archive, and how many rows one table of it may have."""

    def __init__(self, total: int = TOTAL_LIMIT, *, rows: int = MOST_ROWS) -> None:
        self.left = total
        self.rows = rows

    def spend(self, count: int) -> None:
        """Take note of bytes read; raise TooLarge where there is nothing left for them."""
        self.left -= count
        if self.left < 0:
            raise TooLarge


class Capped(io.RawIOBase):
    """A stream that stops at its limits, whatever its archive says of sizes."""

    def __init__(self, inner: IO[bytes], budget: Budget, *, limit: int = MEMBER_LIMIT) -> None:
        self._inner, self._budget, self._own = inner, budget, Budget(limit)

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer`; raise TooLarge."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._inner.read(len(view))
        self._own.spend(len(piece))
        self._budget.spend(len(piece))
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close what it reads."""
        if not self.closed:
            self._inner.close()
        super().close()


def stem_of(name: str) -> str:
    """Return the folded name of a table: lower case, no spaces and underscores, without the member's number."""
    bare = re.sub(r"\.csv$", "", name, flags=re.I)
    bare = re.sub(r"\s*\(\d+\)$", "", bare)
    return re.sub(r"[\s_]+", "", re.sub(r"_\d+$", "", bare)).lower()


@contextmanager
def members(path: Path) -> Iterator[list[Member]]:
    """Yield the tables at `path`, private ones left out; raise SourceError where it cannot be read or is no archive.

    Also what goes wrong while they are read, inside the `with`, leaves as one SourceError.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield _wanted(list(_in_folder(path)))
        elif not stat.S_ISREG(mode):
            raise SourceError(f"{path} is neither a file nor a folder", next_step=_AGAIN)
        elif _looks_zipped(path):
            with zipfile.ZipFile(path) as archive:
                yield _wanted(list(_in_zip(archive, path)))
        else:
            yield _wanted([Member(name=path.name, stem=stem_of(path.name), open=lambda: path.open("rb"))])
    except FileNotFoundError as err:
        raise SourceError(f"{path} does not exist", next_step="Check the path, or download the archive again.") from err
    except TooLarge as err:
        raise SourceError(
            f"{path} holds more than any LinkedIn archive does, so it was not read on", next_step=_AGAIN
        ) from err
    except _DAMAGE as err:
        raise SourceError(f"{path} is damaged or was not downloaded to its end", next_step=_AGAIN) from err
    except RuntimeError as err:
        if "password" not in str(err) and "encrypted" not in str(err):
            raise
        raise SourceError(
            f"{path} is locked with a password", next_step="Unpack it yourself, then connect the folder."
        ) from err
    except OSError as err:
        if err.errno is None:  # bzip2 says so of its own damage
            raise SourceError(f"{path} is damaged or was not downloaded to its end", next_step=_AGAIN) from err
        message, next_step = explain(err, path)
        raise SourceError(message, next_step=next_step) from err


def _wanted(found: list[Member]) -> list[Member]:
    return [member for member in found if member.stem not in PRIVATE]


def _looks_zipped(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(4)
    # A zip cut short has its head and no directory: it must be told as damaged, not as a strange CSV.
    return head[:2] == b"PK" or zipfile.is_zipfile(path)


def _in_zip(archive: zipfile.ZipFile, path: Path) -> Iterator[Member]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise SourceError(f"{path} holds {len(entries)} files, more than any LinkedIn archive has", next_step=_AGAIN)
    inner = [entry.filename for entry in entries if entry.filename.lower().endswith(".zip")]
    tables = [entry for entry in entries if _is_table(entry.filename) and not entry.is_dir()]
    if any(entry.file_size > MEMBER_LIMIT for entry in tables):
        raise TooLarge  # what it says of itself may be less than the truth, but is surely enough
    if inner and not tables:
        raise SourceError(
            f"{path} holds another archive inside it", next_step="Unpack it once, then connect the archive inside."
        )
    for entry in tables:
        name = PurePosixPath(entry.filename.replace("\\", "/")).name
        yield Member(name=name, stem=stem_of(name), open=lambda entry=entry: archive.open(entry))  # type: ignore[misc]


def _is_table(name: str) -> bool:
    """True for a CSV at a place inside the archive; what a Mac puts beside files is none."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or len(parts) > DEPTH:
        return False
    return parts[-1].lower().endswith(".csv") and not parts[-1].startswith("._") and "__MACOSX" not in parts


def _in_folder(folder: Path) -> Iterator[Member]:
    for path in tables_in(folder):
        yield Member(name=path.name, stem=stem_of(path.name), open=lambda path=path: path.open("rb"))  # type: ignore[misc]


def tables_in(folder: Path) -> Iterator[Path]:
    """Yield the CSVs of an unpacked archive, sorted, whatever folder of the user's own they stand in.

    Raise SourceError where there are more files than any archive has. Links are not followed.
    """
    seen = 0
    for place, below, names in os.walk(folder):
        if len(Path(place).relative_to(folder).parts) >= DEPTH - 1:
            below.clear()
        below.sort()
        for name in sorted(names):
            seen += 1
            if seen > MOST_MEMBERS:
                raise SourceError(
                    f"{folder} holds more than {MOST_MEMBERS} files, so it is no unpacked LinkedIn archive",
                    next_step="Connect the folder with Connections.csv in it.",
                )
            path = Path(place, name)
            if _is_table(name) and stat.S_ISREG(path.lstat().st_mode):
                yield path
