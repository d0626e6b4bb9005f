"""One local calendar file as it was read, with the changes to our events in it that are not yet written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from connectors.blocks import unfold
from connectors.ics import splice
from connectors.ics.component import render, stamp_of
from core import files
from core.errors import SourceError
from core.model import Reminder, TouchpointId
from core.sync.marks import DOMAIN

Signature = tuple[int, int, int] | None


class Changed(Exception):
    """Another program wrote the file since it was read."""


@dataclass(slots=True)
class Entry:
    """One of our events in a file: where it was read (None: new) and what it says now (None: taken out)."""

    uid: str
    id: TouchpointId
    was: splice.Own | None
    block: bytes | None


class Copy:
    """One calendar file as read, with changes to our events that are not yet written."""

    def __init__(self, path: Path, *, emails: Collection[str], blank: bytes | None = None) -> None:
        """Read `path`; where there is nothing, begin with `blank` if given. `emails` are the user's.

        Raises SourceError.
        """
        self.path, self._emails = path, emails
        try:
            self._signature = signature(path)
            self._raw = path.read_bytes() if self._signature is not None or blank is None else b""
        except OSError as err:
            raise complaint(err, path) from err
        if blank is not None and not self._raw.strip():
            self._raw = blank
        self.layout = splice.layout(self._raw, emails)
        self.entries = [Entry(own.uid, own.id, own, self._raw[own.start : own.stop]) for own in self.layout.own]

    def standing(self) -> list[Entry]:
        """Return our events as they would be written, in the order of the file."""
        return [entry for entry in self.entries if entry.block is not None]

    def named(self, uid: str) -> list[Entry]:
        """Return our events of this UID: one, or a series with its exceptions."""
        return [entry for entry in self.standing() if entry.uid == uid]

    def add(self, reminder: Reminder) -> Entry:
        """Add a reminder in the line endings of the file; raise SourceError where it is no whole calendar."""
        if self.layout.foot is None:
            raise SourceError(
                f"{self.path} is not a whole calendar file (BEGIN:VCALENDAR to END:VCALENDAR), so nothing was written",
                next_step="Repair or export it again, then run: afterword sync",
            )
        block = render(reminder, stamp=stamp_of(reminder), newline=splice.newline(self._raw, self.layout.foot))
        own = splice.layout(block, self._emails).own[0]
        entry = Entry(own.uid, own.id, None, block)
        self.entries.append(entry)
        return entry

    def content(self) -> bytes:
        """Return the bytes of the file with all changes made."""
        return splice.apply(self._raw, self._edits())

    def _edits(self) -> list[splice.Edit]:
        edits = []
        for entry in self.entries:
            if entry.was is None:
                if entry.block is not None:
                    edits.append(splice.insertion(self.layout, self._raw, entry.block))
            elif entry.block is None:
                edits.append(splice.removal(self._raw, entry.was))
            elif entry.block != self._raw[entry.was.start : entry.was.stop]:
                edits.append(splice.replacement(entry.was, entry.block))
        return edits

    def save(self, *, mode: int = 0o600, drop_empty: bool = False) -> None:
        """Write the file if anything differs; where `drop_empty`, delete it when no event of any kind is left.

        Raises Changed where another program wrote it since, SourceError where it cannot be written.
        """
        edits = self._edits()
        if not edits:
            return
        try:
            if drop_empty and not self.standing() and _holds_nothing(self.content()):
                self._unchanged()
                files.remove(self.path)
            else:
                files.replace(self.path, splice.pieces(self._raw, edits), mode=mode, before=self._unchanged)
        except OSError as err:
            raise complaint(err, self.path) from err

    def _unchanged(self) -> None:
        if signature(self.path) != self._signature:
            raise Changed


def _holds_nothing(content: bytes) -> bool:
    upper = content.upper()
    return not any(b"BEGIN:" + part in upper for part in (b"VEVENT", b"VTODO", b"VJOURNAL", b"VFREEBUSY"))


def may_hold_ours(path: Path) -> bool:
    """Return whether a file may hold an event of ours: the end of their UIDs stands in it, folded or not.

    Raises SourceError.
    """
    try:
        raw = path.read_bytes()
    except OSError as err:
        raise complaint(err, path) from err
    return DOMAIN.encode() in unfold(raw)


def signature(path: Path) -> Signature:
    """Return what changes when anybody writes the file: its time (ns), size (bytes) and inode; None where absent."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def complaint(err: OSError, path: Path) -> SourceError:
    message, next_step = files.explain(err, path)
    return SourceError(message, next_step=next_step)
