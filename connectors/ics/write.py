"""Writes reminders into local calendars: one file, or a folder with a file per event (vdir). Only our own are touched.

Every write reads the file afresh, changes our events in its bytes and replaces it in one step; where another program
changed it in between, all of that is done again. The caller holds the home's lock, so no lock file is left here.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from connectors.ics.component import component_etag, revise, standee
from connectors.ics.copy import Changed, Copy, Entry, Signature, complaint, may_hold_ours, signature
from connectors.ics.files import is_event_file
from connectors.ics.ours import is_named_ours, names_for
from core.errors import PreconditionFailed, SourceError
from core.model import AccountName, CalendarId, ETag, EventId, Me, Ref, Reminder, Standee, TouchpointId, Window

_TRIES = 5
_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//afterword//EN\r\n"
_NAME = b"X-WR-CALNAME:Afterword\r\n"
_FOOT = b"END:VCALENDAR\r\n"

T = TypeVar("T")


class _Writer(ABC):
    """What the file and the folder have in common: how one of our events becomes a Standee, and the checks."""

    def __init__(self, path: Path, *, account: AccountName, calendar: CalendarId, me: Me) -> None:
        self.path = path
        self._account = account
        self._calendar = calendar
        self._zone = ZoneInfo(me.zone)
        self._emails = frozenset(me.emails)

    @abstractmethod
    def _name(self, copy: Copy, uid: str) -> EventId:
        """Return the id under which the reader, too, knows the event `uid` of this file."""

    @abstractmethod
    def _etag(self, copy: Copy, uid: str) -> ETag:
        """Return the etag that the reader, too, gives the event `uid` of this file."""

    def _standee(self, copy: Copy, entry: Entry) -> Standee:
        ref = Ref(account=self._account, calendar=self._calendar, event_id=self._name(copy, entry.uid))
        etag = self._etag(copy, entry.uid)
        block = entry.block or b""
        return standee(block, ref=ref, zone=self._zone, emails=self._emails, etag=etag, zones=copy.layout.zones)

    def _within(self, copy: Copy, window: Window) -> Iterator[Standee]:
        seen: set[str] = set()
        for entry in copy.standing():
            if entry.uid in seen:
                continue
            seen.add(entry.uid)
            # One that cannot be read is named by the reader; here it must not hide the others.
            with suppress(ValueError):
                found = self._standee(copy, entry)
                if found.start < window.end and found.end >= window.start:
                    yield found

    def _created(self, copy: Copy, reminder: Reminder) -> Standee:
        standing = [entry for entry in copy.standing() if entry.id == reminder.id]
        entry = standing[0] if standing else copy.add(reminder)
        try:
            return self._standee(copy, entry)
        except ValueError as err:
            raise SourceError(
                f'the reminder "{reminder.title}" in {copy.path} has no start that can be read: {err}',
                next_step="Delete or repair it, then run: afterword sync",
            ) from err

    def _updated(self, copy: Copy, entries: list[Entry], stands: Standee, reminder: Reminder) -> Standee:
        entry = next((entry for entry in entries if entry.id == stands.id), None)
        if entry is None or entry.block is None:
            raise PreconditionFailed
        if stands.etag and self._etag(copy, entry.uid) != stands.etag:
            raise PreconditionFailed
        try:
            entry.block = revise(entry.block, stands=self._standee(copy, entry), reminder=reminder)
        except ValueError as err:
            raise PreconditionFailed from err
        return self._standee(copy, entry)

    def _deleted(self, copy: Copy, entries: list[Entry], etag: ETag) -> None:
        if etag and entries and self._etag(copy, entries[0].uid) != etag:
            raise PreconditionFailed
        for entry in entries:
            entry.block = None


class FileSink(_Writer):
    """Writes into one `.ics` file. An event's id there is its UID; its etag names the bytes of its VEVENT.

    `make` allows to begin a file that is not there; without it a missing file is a SourceError.
    """

    def __init__(self, path: Path, *, account: AccountName, calendar: CalendarId, me: Me, make: bool = True) -> None:
        super().__init__(path, account=account, calendar=calendar, me=me)
        self._blank = _HEAD + _NAME + _FOOT if make else None
        self._held: Copy | None = None
        self._steps: list[Callable[[Copy], object]] = []

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`."""
        yield from self._within(self._held or self._copy(), window)

    def create(self, reminder: Reminder) -> Standee:
        """Write a new reminder; where its id already stands, return what stands, unchanged."""
        return self._do(lambda copy: self._created(copy, reminder))

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change what differs; raise PreconditionFailed where the event is not as `standee.etag` says."""
        found = standee.ref.event_id
        return self._do(lambda copy: self._updated(copy, _series(copy, found), standee, reminder))

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove it; absent is success; raise PreconditionFailed where it is not as `etag` (if any) says."""
        self._do(lambda copy: self._deleted(copy, _series(copy, ref.event_id), etag))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write all changes made inside the `with` at once when it ends, also when it ends with an error.

        Where another program writes the file meanwhile, the changes are made again on what it wrote, except those
        whose event it changed: the next sync sees these as edits by hand. Raises SourceError where nothing could be
        written.
        """
        if self._held is not None:
            yield
            return
        self._held = self._copy()
        try:
            yield
        finally:
            copy, steps = self._held, self._steps
            self._held, self._steps = None, []
            self._finish(copy, steps)

    def _finish(self, copy: Copy, steps: list[Callable[[Copy], object]]) -> None:
        for _ in range(_TRIES):
            try:
                copy.save()
            except Changed:
                copy = self._copy()
                for step in steps:
                    with suppress(PreconditionFailed):
                        step(copy)
            else:
                return
        raise _busy(self.path)

    def _do(self, step: Callable[[Copy], T]) -> T:
        if self._held is not None:
            result = step(self._held)
            self._steps.append(step)
            return result
        return _settled(self._copy, step, save=Copy.save)

    def _copy(self) -> Copy:
        return Copy(self.path, emails=self._emails, blank=self._blank)

    def _name(self, copy: Copy, uid: str) -> EventId:
        del copy
        return EventId(uid)

    def _etag(self, copy: Copy, uid: str) -> ETag:
        return component_etag(b"\n".join(each.block or b"" for each in copy.named(uid)))


class FolderSink(_Writer):
    """Writes into a folder with one file per event. An event's id there is its file's name; its etag names the file.

    A new reminder is `<id>.ics`; one that another program renamed is found by what is in it.
    """

    def __init__(self, path: Path, *, account: AccountName, calendar: CalendarId, me: Me) -> None:
        super().__init__(path, account=account, calendar=calendar, me=me)
        self._known: dict[str, tuple[Signature, frozenset[TouchpointId]]] = {}
        self._unread: dict[str, SourceError] = {}
        self._held: dict[str, frozenset[TouchpointId]] | None = None

    def reminders(self, window: Window) -> Iterator[Standee]:
        """Yield our reminders that overlap `window`; raise SourceError only behind the last one that can be read."""
        for name in sorted(name for name, ids in self._look().items() if ids):
            with suppress(FileNotFoundError):
                yield from self._within(self._copy(name), window)
        for err in self._unread.values():
            raise err

    def create(self, reminder: Reminder) -> Standee:
        """Write a new reminder; where its id already stands, return what stands, unchanged."""
        known = self._held or self._look()
        if self._held is not None:
            self._held = known
        name = next((name for name in sorted(known) if reminder.id in known[name]), None)
        if name is None:
            names = names_for(reminder.id)
            if names[0] in self._unread:
                raise self._unread[names[0]]  # it may well be this very reminder
            # A file of this name with somebody else's event in it stays as it is.
            name = next(name for name in names if name not in known)
        created = self._do(name, lambda copy: self._created(copy, reminder))
        known[name] = known.get(name, frozenset()) | {reminder.id}
        return created

    def update(self, standee: Standee, reminder: Reminder) -> Standee:
        """Change what differs; raise PreconditionFailed where the event is not as `standee.etag` says."""
        name, uid = _file_and_uid(standee.ref.event_id)
        if not (self.path / name).exists():
            raise PreconditionFailed
        return self._do(name, lambda copy: self._updated(copy, _chosen(copy, uid), standee, reminder))

    def delete(self, ref: Ref, etag: ETag) -> None:
        """Remove it; absent is success; raise PreconditionFailed where it is not as `etag` (if any) says."""
        name, uid = _file_and_uid(ref.event_id)
        if (self.path / name).exists():
            self._do(name, lambda copy: self._deleted(copy, _chosen(copy, uid), etag))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Gather nothing, for each reminder is a file of its own, but list the folder once for all of them."""
        self._held = {}
        try:
            yield
        finally:
            self._held = None

    def _copy(self, name: str) -> Copy:
        return Copy(self.path / name, emails=self._emails, blank=_HEAD + _FOOT)

    def _do(self, name: str, step: Callable[[Copy], T]) -> T:
        # A server that keeps this folder may run as another user: a new file is as readable as the old ones.
        mode = 0o600
        for other in list(self._known)[:1]:
            with suppress(OSError):
                mode = (self.path / other).stat().st_mode & 0o666 | 0o600
        return _settled(lambda: self._copy(name), step, save=lambda copy: copy.save(mode=mode, drop_empty=True))

    def _look(self) -> dict[str, frozenset[TouchpointId]]:
        """Return which of our reminders each file of the folder holds; only files that changed are read again.

        One that cannot be read keeps nobody from the others.
        """
        try:
            with os.scandir(self.path) as listed:
                names = sorted(entry.name for entry in listed if is_event_file(entry.name))
            found = {name: signature(self.path / name) for name in names}
        except OSError as err:
            raise complaint(err, self.path) from err
        known, self._known, self._unread = self._known, {}, {}
        for name, sign in found.items():
            held = known.get(name)
            try:
                if held is None or held[0] != sign:
                    ours = is_named_ours(name) or may_hold_ours(self.path / name)
                    held = (sign, frozenset(entry.id for entry in self._copy(name).entries) if ours else frozenset())
            except SourceError as err:
                self._unread[name] = err
                held = (None, frozenset())
            self._known[name] = held
        return {name: ids for name, (_, ids) in self._known.items()}

    def _name(self, copy: Copy, uid: str) -> EventId:
        alone = copy.layout.others == 0 and len({each.uid for each in copy.standing()}) == 1
        return EventId(copy.path.name if alone else f"{copy.path.name}/{uid}")

    def _etag(self, copy: Copy, uid: str) -> ETag:
        del uid
        return ETag(sha256(copy.content()).hexdigest()[:16])


def _settled(read: Callable[[], Copy], step: Callable[[Copy], T], *, save: Callable[[Copy], None]) -> T:
    """Read, change and write one file; all of it again where another program wrote in between."""
    for _ in range(_TRIES):
        copy = read()
        result = step(copy)
        try:
            save(copy)
        except Changed:
            continue
        return result
    raise _busy(copy.path)


def _series(copy: Copy, event_id: str) -> list[Entry]:
    """Return our events that `event_id` names: a UID, or a UID and an occurrence where a user made it recur."""
    return copy.named(event_id) or copy.named(event_id.rpartition("/")[0])


def _chosen(copy: Copy, uid: str) -> list[Entry]:
    return (_series(copy, uid) if uid else []) or (copy.standing() if not copy.layout.others else [])


def _file_and_uid(event_id: str) -> tuple[str, str]:
    name, _, rest = event_id.partition("/")
    return name, rest


def _busy(path: Path) -> SourceError:
    return SourceError(f"{path} is being changed by another program", next_step="Run it again: afterword sync")
