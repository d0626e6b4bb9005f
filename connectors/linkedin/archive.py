"""LinkedIn's data archive: zip, folder or a single CSV of any era, read in memory as streams, in one pass.

Every table is told by its header, never by the name of its archive, and columns are found by name. What cannot be read
is said with its count; a table that is there and gives nothing at all is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from connectors.linkedin.members import Budget, Member, members, tables_in
from connectors.linkedin.messages import Threads
from connectors.linkedin.people import Gathering
from connectors.linkedin.tables import Table, expected, headers_seen, is_empty, layout, opened
from core.errors import SourceError
from core.ids import derive
from core.linkedin.values import CONNECTIONS, CONTACTS, INVITATIONS, MESSAGES, PROFILE, Archive, Profile

_NAMED_DAY = re.compile(r"LinkedInDataExport_(\d{2})-(\d{2})-(\d{4})", re.I)
WANTED = "Connections.csv, messages.csv, Invitations.csv or Profile.csv"
Progress = Callable[[str, int], None]


def quiet(_what: str, _rows: int) -> None:
    """Tell nobody."""


def read_archive(path: Path, *, own_name: str, progress: Progress = quiet) -> Archive:
    """Return what the archive at `path` holds; raise SourceError where it cannot be read or nothing in it can.

    `own_name` is the user's, for an archive that does not say whose it is. `progress` is told sort and row at times.
    """
    found, threads = Gathering(), Threads()
    sorts = _read_all(path, found, threads, only=None, progress=progress)
    return archive_of(
        found,
        threads,
        own_name=own_name,
        files={str(path): fingerprint(path)},
        sorts=dict.fromkeys(sorted(sorts), str(path)),
        as_of=named_day(path),
    )


def read_archives(sorts: Mapping[str, Path], *, own_name: str, progress: Progress = quiet) -> Archive:
    """Return what several archives hold together: of each only the sorts of tables that are its own in `sorts`."""
    found, threads = Gathering(), Threads()
    read: dict[str, str] = {}
    for path in dict.fromkeys(sorts.values()):
        # An older archive, there for its messages, must not say again where people worked then.
        own = frozenset(sort for sort, place in sorts.items() if place == path)
        read |= dict.fromkeys(_read_all(path, found, threads, only=own, progress=progress), str(path))
    paths = list(dict.fromkeys(sorts.values()))
    return archive_of(
        found,
        threads,
        own_name=own_name,
        files={str(path): fingerprint(path) for path in paths},
        sorts=read,
        as_of=max(filter(None, map(named_day, paths)), default=None),
    )


def _read_all(
    path: Path, found: Gathering, threads: Threads, *, only: frozenset[str] | None, progress: Progress
) -> set[str]:
    """Take in the archive at `path`, of it only what is in `only`; return the sorts of tables that it has."""
    budget = Budget()
    before = sum(found.counts.values()), sum(found.passed.values())
    with members(path) as tables:
        sorts = {_read(member, budget, found, threads, only=only, progress=progress) for member in tables} - {""}
        if not sorts:
            raise _nothing(path, tables)
    if only is None and before == (sum(found.counts.values()), sum(found.passed.values())):
        raise _no_row(path, tables)
    return sorts


def archive_of(
    found: Gathering,
    threads: Threads,
    *,
    own_name: str,
    files: dict[str, str],
    sorts: dict[str, str],
    as_of: date | None,
    digest: str = "",
) -> Archive:
    """Return what was gathered as one value, the user left out of it."""
    found.join_addresses()
    mine = threads.settle(found, own_name)
    warnings = []
    if mine is None:
        warnings.append(
            "it cannot be told which side of the messages is yours, so they were not used; "
            "connect an archive that holds Profile.csv or Invitations.csv beside them"
        )
    people: tuple[Profile, ...] = tuple(profile for profile in found.people.values() if profile.key != mine)
    return Archive(
        people=people,
        owner=next(iter(found.own_names), "") or (found.people[mine].name if mine and mine in found.people else ""),
        counts=found.counts,
        skipped=found.skipped(),
        warnings=tuple(warnings),
        files=files,
        sorts=sorts,
        as_of=as_of,
        digest=digest,
    )


def take(table: Table, found: Gathering, threads: Threads) -> None:
    """Take in one table of whatever sort."""
    if table.sort == CONNECTIONS:
        found.connections(table)
    elif table.sort == INVITATIONS:
        found.invitations(table)
    elif table.sort == MESSAGES:
        threads.read(table, found)
    elif table.sort == PROFILE:
        found.profile(table)
    elif table.sort == CONTACTS:
        found.contacts(table)


def fingerprint(path: Path) -> str:
    """Return what tells whether the archive at `path` is still the one that was read, empty where it is gone."""
    with suppress(OSError, SourceError):
        if path.is_dir():
            inside = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in tables_in(path)]
            return derive(repr(inside))
        here = path.stat()
        return f"{here.st_size}-{here.st_mtime_ns}"
    return ""


def named_day(path: Path) -> date | None:
    """Return the day of the export as the archive's own name says it."""
    found = _NAMED_DAY.search(path.name)
    if not found:
        return None
    month, day, year = map(int, found.groups())
    with suppress(ValueError):
        return date(year, month, day)
    return None


def _read(
    member: Member,
    budget: Budget,
    found: Gathering,
    threads: Threads,
    *,
    only: frozenset[str] | None,
    progress: Progress,
) -> str:
    """Take in one member and return its sort, empty where it is none; raise SourceError where it gives nothing."""
    how = layout(member, budget)
    if not how.sort:
        if expected(member.stem) and not is_empty(member, budget):
            raise _unknown(member.name, headers_seen(how))
        return ""
    if only is not None and how.sort not in only:
        return how.sort
    read, unread = sum(found.counts.values()), found.unread
    passed = sum(found.passed.values())
    with opened(member, how, budget, progress=progress) as table:
        take(table, found, threads)
    failed = found.unread - unread
    if failed and sum(found.counts.values()) == read and sum(found.passed.values()) - passed == failed:
        raise _unknown(member.name, ", ".join(cell.strip() for cell in how.header if cell.strip()))
    return how.sort


def _unknown(name: str, headers: str) -> SourceError:
    seen = f"its columns are: {headers}" if headers else "its first row is no header"
    return SourceError(
        f"{name} is not empty, and no row of it could be read; {seen}",
        next_step="Take the file from LinkedIn as it is, not saved again by another program.",
    )


def _no_row(path: Path, tables: list[Member]) -> SourceError:
    names = ", ".join(sorted(member.name for member in tables)[:8])
    return SourceError(
        f"{path} has headers and no row in any table that afterword reads; it holds: {names}",
        next_step="LinkedIn may not have finished it: ask for the larger archive, and connect that one.",
    )


def _nothing(path: Path, tables: list[Member]) -> SourceError:
    names = ", ".join(sorted(member.name for member in tables)[:8])
    holds = f"it holds: {names}" if names else "it holds no CSV that is read"
    return SourceError(
        f"{path} has nothing that afterword reads ({WANTED}); {holds}",
        next_step="In LinkedIn, ask for the larger archive, or tick Connections, Messages, Invitations and Profile.",
    )
