"""A home in one file and back: a zip whose manifest names every file with its digest, so that damage cannot pass.

What the user made or decided is in it, and what was read; no sign-in and no app registration (P6): those are asked for
again. Links to published calendars are in it, for without them the accounts would be lost.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from core import files
from core.accounts import Accounts
from core.config import load_config
from core.errors import AfterwordError, StateError
from core.migrations import SCHEMA
from core.restored import restored_decisions, restored_state
from core.state import Decisions, State
from core.store import Home, commit, commit_decisions, load, load_accounts, load_decisions, save_accounts

FORMAT = 1
"""The layout of the zip."""
MANIFEST = "afterword-backup.json"
SINGLE = ("config.toml", "accounts.json", "state.json", "decisions.json", "afterword.ics")
LARGEST = 256 * 2**20
"""Bytes that one file of a backup may have, unpacked."""
_STEP = "Nothing was changed. Use another copy of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds: each file's content by its path below the home, with `/` between."""

    contents: Mapping[str, bytes]
    created: datetime
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore put back: the accounts, the files by their paths below the home, and where the old ones are kept,
    None where there were none.
    """

    accounts: Accounts
    parts: tuple[str, ...]
    aside: Path | None


def packed(home: Home, *, now: datetime, version: str) -> bytes:
    """Return the home as one zip; the caller holds its lock. Raises StateError where a file of it cannot be read."""
    contents: dict[str, bytes] = {}
    for path in _kept(home):
        try:
            contents[path.relative_to(home.path).as_posix()] = path.read_bytes()
        except OSError as err:
            message, next_step = files.explain(err, path)
            raise StateError(message, next_step=next_step) from err
    sums = {part: {"sha256": sha256(held).hexdigest(), "size": len(held)} for part, held in contents.items()}
    manifest = {"format": FORMAT, "schema": SCHEMA, "version": version, "created": now.isoformat(), "files": sums}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _kept(home: Home) -> list[Path]:
    """Return the files of a home that a backup takes along."""
    single = [home.path / name for name in SINGLE if (home.path / name).is_file()]
    templates = (
        sorted(path for path in home.templates.rglob("*.j2") if path.is_file()) if home.templates.is_dir() else []
    )
    return [*single, *templates]


def unpacked(content: bytes, *, name: str) -> Backup:
    """Return what the backup file `name` holds; raise StateError where it is damaged, no backup, or a newer one's."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _opened(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as err:
        raise StateError(f"{name} is damaged or no backup of afterword", next_step=_STEP) from err
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as err:
        raise StateError(f"{name} is damaged or no backup of afterword", next_step=_STEP) from err


def _opened(archive: zipfile.ZipFile, name: str) -> Backup:
    manifest = json.loads(_read(archive, MANIFEST))
    if manifest["format"] > FORMAT or manifest["schema"] > SCHEMA:
        raise StateError(
            f"{name} was written by a newer afterword ({manifest['version']})",
            next_step="Update afterword, then restore it again; nothing was changed.",
        )
    listed, there = manifest["files"], archive.namelist()
    if sorted((*listed, MANIFEST)) != sorted(there):
        raise ValueError("its list does not fit")
    return Backup(
        contents={part: _verified(archive, part, sums["sha256"]) for part, sums in listed.items()},
        created=datetime.fromisoformat(manifest["created"]),
        version=str(manifest["version"]),
    )


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    if archive.getinfo(part).file_size > LARGEST:
        raise ValueError("too large")
    with archive.open(part) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError("too large")
    return content


def _verified(archive: zipfile.ZipFile, part: str, digest: str) -> bytes:
    """Return one file of the archive, if it is one that a home has and is as it was."""
    path = PurePosixPath(part)
    template = len(path.parts) > 1 and path.parts[0] == "templates" and path.suffix == ".j2"
    if part not in SINGLE and not (template and ".." not in path.parts and "\\" not in part and ":" not in part):
        raise ValueError("no file of a home")
    content = _read(archive, part)
    if sha256(content).hexdigest() != digest:
        raise ValueError("not as it was")
    return content


def restore(home: Home, backup: Backup, *, now: datetime) -> Restored:
    """Put a backup in the place of what the home holds; the caller holds its lock.

    Everything is first read as today's version reads it, older layouts included; only then what is there is copied
    aside and replaced. Sign-ins and app registrations stay as they are, and so does what the home knew until now of the
    calendars, for these do not go back (`core.restored`), that in the home as little as another. Raises AfterwordError
    with the home as it was.
    """
    staging = Home(home.path / "restoring")
    try:
        accounts = _staged(staging, backup, home)
        parts = tuple(path.relative_to(staging.path).as_posix() for path in _kept(staging))
        aside = _set_aside(home, now)
        _exchange(home, staging)
    except OSError as err:
        message, next_step = files.explain(err, home.path)
        raise StateError(message, next_step=next_step) from err
    finally:
        shutil.rmtree(staging.path, ignore_errors=True)
    return Restored(accounts=accounts, parts=parts, aside=aside)


def _staged(staging: Home, backup: Backup, home: Home) -> Accounts:
    """Lay the backup out beside the home as today's version would have written it; raise where it cannot be read."""
    shutil.rmtree(staging.path, ignore_errors=True)
    staging.ensure()
    for name, content in backup.contents.items():
        path = staging.path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.replace(path, content)
    try:
        load_config(staging.config)
        accounts, state, decisions = load_accounts(staging), load(staging), load_decisions(staging)
    except AfterwordError as err:
        part = err.message.replace(f"{staging.path}/", "")
        raise StateError(f"The backup cannot be restored: {part}", next_step=_STEP) from err
    if own := home.calendar.exists():
        staging.calendar.unlink(missing_ok=True)
    before, old, decided = _replaced(home)
    if staging.state.exists():
        # Read in full at the next sync: meanwhile the calendars have gone on.
        commit(staging, restored_state(state, replaced=old, accounts=accounts, before=before, own=own))
    decisions = restored_decisions(decisions, replaced=decided)
    if staging.decisions.exists() or decisions != Decisions():
        commit_decisions(staging, decisions)
    if staging.accounts.exists():
        save_accounts(staging, accounts)
    return accounts


def _replaced(home: Home) -> tuple[Accounts, State, Decisions]:
    """Return what the home knows until now; nothing where a file of it is damaged: that is why one restores."""
    accounts, state, decisions = Accounts(), State(), Decisions()
    with suppress(AfterwordError):
        decisions = load_decisions(home)
    with suppress(AfterwordError):
        accounts, state = load_accounts(home), load(home)
    return accounts, state, decisions


def _set_aside(home: Home, now: datetime) -> Path | None:
    """Copy what a restore replaces into a folder of the home, named after the moment."""
    there = [*_kept(home), *([home.runs] if home.runs.exists() else [])]
    if not there:
        return None
    aside = home.path / f"before-restore-{now:%Y%m%dT%H%M%S}"
    number = 1
    while aside.exists():
        number += 1
        aside = home.path / f"before-restore-{now:%Y%m%dT%H%M%S}-{number}"
    for path in there:
        target = aside / path.relative_to(home.path)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.replace(target, path.read_bytes())
    return aside


def _exchange(home: Home, staging: Home) -> None:
    """Move each staged file to its place in one step, and take away what the backup does not have."""
    fresh = {path.relative_to(staging.path) for path in _kept(staging)}
    for part in sorted(fresh):
        target = home.path / part
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (staging.path / part).replace(target)
    for path in _kept(home):
        if path.relative_to(home.path) not in fresh and path != home.calendar:
            path.unlink()
    with suppress(FileNotFoundError):
        home.runs.unlink()
    files.settle(home.path)
