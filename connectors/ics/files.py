"""A calendar in a file, or in a folder that holds one event per file (vdir), read from the disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from connectors.blocks import Malformed
from connectors.ics.ours import is_named_ours, part
from connectors.ics.read import Aside, Place, Reading, by_uid, read_calendar
from core.errors import SourceError
from core.model import AccountName, CalendarId, ETag, Event, EventId, Me
from core.sync.ports import Problem, Reach, nothing_aside

_Entry = tuple[str, int, int]
"""One file of a folder: its name, its time (ns) and its size (bytes)."""


class FileCalendar:
    """One `.ics` file. `may_be_absent`: a file of our own that is not written yet reads as an empty calendar.

    Where reminders are `written` into it, its fingerprint also tells whether anything but these has changed.
    """

    def __init__(
        self,
        path: Path,
        *,
        account: AccountName,
        calendar: CalendarId,
        may_be_absent: bool = False,
        written: bool = False,
    ) -> None:
        self._path = path
        self._may_be_absent = may_be_absent
        self._written = written
        self._place = Place(account=account, calendar=calendar, name=by_uid, etag=_etag)

    def fingerprint(self) -> str:
        """Return what tells this content from another without reading it; raise SourceError."""
        try:
            stat = self._path.stat()
        except FileNotFoundError as err:
            if self._may_be_absent:
                return "absent"
            raise absent(self._path) from err
        except OSError as err:
            raise unreadable(self._path, err) from err
        return f"{stat.st_mtime_ns}-{stat.st_size}-{stat.st_ino}"

    def news(self, fingerprint: str) -> bool:
        """True where the file is no longer the one that was read under `fingerprint`; raise SourceError."""
        return self.fingerprint() != _look(fingerprint)

    def ours(self, fingerprint: str, reach: Reach, me: Me) -> tuple[Reading, str] | None:
        """Return our reminders and the new fingerprint where nothing else changed since `fingerprint`, else None."""
        rest, before = _rest(fingerprint), self.fingerprint()
        if not rest or before == "absent":
            return None
        raw = read_bytes(self._path)
        try:
            parted = part(raw)
        except Malformed:
            return None
        if parted.rest != rest or self.fingerprint() != before:
            return None
        return _all_own(read_calendar(parted.ours, reach=reach, me=me, place=self._place), _joint(before, rest))

    def read(self, reach: Reach, me: Me) -> tuple[Reading, str]:
        """Return what the file holds and the fingerprint it was read under; raise SourceError.

        Somebody may be replacing the file meanwhile: where it changed under the read or ends too early, it is read
        once more.
        """
        try:
            return self._once(reach, me)
        except (_Changed, Malformed):
            pass
        try:
            return self._once(reach, me)
        except _Changed as err:
            raise SourceError(
                f"{self._path} keeps changing while it is read", next_step="Try again when nothing writes to it."
            ) from err
        except Malformed as err:
            raise malformed(str(self._path), err) from err

    def _once(self, reach: Reach, me: Me) -> tuple[Reading, str]:
        before = self.fingerprint()
        if before == "absent":
            return Reading(events=(), problems=(), seen=0, own=0, aside=nothing_aside), before
        raw = read_bytes(self._path)
        if self.fingerprint() != before:
            raise _Changed
        reading = read_calendar(raw, reach=reach, me=me, place=self._place)
        return reading, _joint(before, part(raw).rest) if self._written else before


class FolderCalendar:
    """A folder of `.ics` files. `may_be_empty`: one that reminders are written to may hold nothing yet."""

    def __init__(self, path: Path, *, account: AccountName, calendar: CalendarId, may_be_empty: bool = False) -> None:
        self._path = path
        self._account = account
        self._calendar = calendar
        self._may_be_empty = may_be_empty

    def fingerprint(self) -> str:
        """Return a digest over the names, times and sizes of the files; raise SourceError."""
        return _digest(self._list())

    def news(self, fingerprint: str) -> bool:
        """True where the files are no longer those that were read under `fingerprint`; raise SourceError."""
        return self.fingerprint() != _look(fingerprint)

    def ours(self, fingerprint: str, reach: Reach, me: Me) -> tuple[Reading, str] | None:
        """Return our reminders and the new fingerprint where nothing else changed since `fingerprint`, else None."""
        rest, listed = _rest(fingerprint), self._list()
        if not rest or _digest(_others(listed)) != rest:
            return None
        reading, _ = self._read([each for each in listed if is_named_ours(each[0])], reach, me)
        return _all_own(reading, _joint(_digest(listed), rest))

    def read(self, reach: Reach, me: Me) -> tuple[Reading, str]:
        """Return what the files hold and the fingerprint they were read under; raise SourceError.

        A file that is no calendar is a Problem and the others are read.
        """
        listed = self._list()
        reading, apart = self._read(listed, reach, me)
        if listed and len(reading.problems) >= len(listed) and not reading.seen:
            first = reading.problems[0]
            raise SourceError(
                f"none of the {len(listed)} .ics files in {self._path} can be read ({first.what}: {first.why})",
                next_step="Check that this is a calendar folder.",
            )
        return reading, _joint(_digest(listed), _digest(_others(listed)) if apart else "")

    def _read(self, listed: Sequence[_Entry], reach: Reach, me: Me) -> tuple[Reading, bool]:
        """Read these files; tell whether those named after reminders hold all of these, and nothing else."""
        events: list[Event] = []
        problems: list[Problem] = []
        aside: list[Aside] = []
        seen = own = 0
        apart = True
        for name, _, _ in listed:
            try:
                reading = self._file(name, reach, me)
            except _Gone:
                continue
            except (Malformed, SourceError) as err:
                why = f"line {err.line}: {err.why}" if isinstance(err, Malformed) else err.message
                problems.append(Problem(what=str(self._path / name), why=why, event_id=EventId(name)))
                continue
            events.extend(reading.events)
            problems.extend(Problem(what=f"{each.what} ({name})", why=each.why) for each in reading.problems)
            seen += reading.seen
            own += reading.own
            apart = apart and reading.own == (reading.seen if is_named_ours(name) else 0)
            if reading.aside is not nothing_aside:
                aside.append(reading.aside)
        reading = Reading(
            events=tuple(events),
            problems=tuple(problems),
            seen=seen,
            own=own,
            aside=lambda employers: tuple(event for each in aside for event in each(employers)),
        )
        return reading, apart

    def _file(self, name: str, reach: Reach, me: Me) -> Reading:
        try:
            return self._once(name, reach, me)
        except Malformed as err:
            if not err.cut_short:
                raise
        return self._once(name, reach, me)

    def _once(self, name: str, reach: Reach, me: Me) -> Reading:
        try:
            raw = (self._path / name).read_bytes()
        except FileNotFoundError as err:
            raise _Gone from err
        except OSError as err:
            raise unreadable(self._path / name, err) from err

        def named(uid: str, recurrence: str, alone: bool) -> str:
            return "/".join(part for part in (name, "" if alone else uid, recurrence) if part)

        def etag(blocks: Sequence[bytes]) -> ETag:
            del blocks
            return ETag(sha256(raw).hexdigest()[:16])

        place = Place(account=self._account, calendar=self._calendar, name=named, etag=etag)
        return read_calendar(raw, reach=reach, me=me, place=place)

    def _list(self) -> list[_Entry]:
        try:
            found = _ics_files(self._path)
            if not found:
                self._refuse_emptiness()
        except FileNotFoundError as err:
            raise absent(self._path) from err
        except OSError as err:
            raise unreadable(self._path, err) from err
        return found

    def _refuse_emptiness(self) -> None:
        inner = _folders_with_events(self._path)
        if inner:
            names = ", ".join(path.name for path in inner[:5])
            raise SourceError(
                f"{self._path} holds no events itself, but its folders do: {names}",
                next_step=f"Connect one of them, such as: afterword connect ics {inner[0]}",
            )
        if not self._may_be_empty:
            raise SourceError(
                f"there is no .ics file in {self._path}", next_step="Connect the folder that holds the event files."
            )


class _Changed(Exception):
    """The file changed while it was read."""


class _Gone(Exception):
    """The file was removed after it was listed: it is simply no longer there."""


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes; raise SourceError with one sentence."""
    try:
        return path.read_bytes()
    except FileNotFoundError as err:
        raise absent(path) from err
    except OSError as err:
        raise unreadable(path, err) from err


def is_folder(path: Path) -> bool:
    """Return whether a folder is there; raise SourceError where the system does not let us look."""
    try:
        return path.is_dir()
    except OSError as err:
        raise unreadable(path, err) from err


def absent(path: Path) -> SourceError:
    """Return the error for a calendar that is not there."""
    return SourceError(f"there is no file or folder {path}", next_step="Check the path, or whether its disk is there.")


def unreadable(path: Path, err: OSError) -> SourceError:
    """Return the error for a file that the system does not let us read."""
    if isinstance(err, PermissionError):
        return SourceError(f"you may not read {path}", next_step="Give yourself permission to read it.")
    return SourceError(f"{path} cannot be read: {err.strerror or err}", next_step="Check the file and its disk.")


def malformed(where: str, err: Malformed) -> SourceError:
    """Return the error for bytes that are no calendar."""
    return SourceError(
        f"{where} is not a readable calendar: line {err.line}: {err.why}",
        next_step="Export it again, or connect another file.",
    )


def _etag(blocks: Sequence[bytes]) -> ETag:
    from connectors.ics.component import component_etag

    return component_etag(b"\n".join(blocks))


def is_event_file(name: str) -> bool:
    """True for a file of a folder that holds an event; hidden ones are other programs' half-written files."""
    return name.lower().endswith(".ics") and not name.startswith(".")


def _ics_files(folder: Path) -> list[_Entry]:
    """List the event files by name with their times and sizes."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_event_file(entry.name):
                try:
                    stat = entry.stat()
                except FileNotFoundError:
                    continue
                found.append((entry.name, stat.st_mtime_ns, stat.st_size))
    found.sort()
    return found


def _digest(listed: Sequence[_Entry]) -> str:
    return sha256("\n".join(f"{name}\t{time}\t{size}" for name, time, size in listed).encode()).hexdigest()[:24]


def _others(listed: Sequence[_Entry]) -> list[_Entry]:
    return [entry for entry in listed if not is_named_ours(entry[0])]


def _joint(look: str, rest: str) -> str:
    """Return a fingerprint: how the whole looks, and a digest of what is not ours, empty where that is not known."""
    return f"{look} {rest}".strip()


def _look(fingerprint: str) -> str:
    return fingerprint.partition(" ")[0]


def _rest(fingerprint: str) -> str:
    return fingerprint.partition(" ")[2]


def _all_own(reading: Reading, fingerprint: str) -> tuple[Reading, str] | None:
    """Return both where every event is a reminder: one to which the user has invited somebody is not, any more."""
    return (reading, fingerprint) if all(event.own for event in reading.events) else None


def _folders_with_events(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        inner = [Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    found = []
    for path in sorted(inner):
        try:
            if _ics_files(path):
                found.append(path)
        except OSError:
            continue
    return found
