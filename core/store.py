"""The files of one home: state, decisions and accounts, read whole and replaced in one step, and the lock over them."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from core.accounts import AccountEntry, Accounts, account_name
from core.codec import from_json, to_json
from core.errors import LockHeld, StateError, UsageProblem
from core.files import explain
from core.model import Past, TouchpointId
from core.state import Decisions, Settled, State

__all__ = [
    "AccountEntry",
    "Accounts",
    "DamagedFile",
    "Home",
    "commit",
    "commit_decisions",
    "default_home",
    "load",
    "load_accounts",
    "load_decisions",
    "load_or_rebuild",
    "lock",
    "save_accounts",
]

Root = TypeVar("Root", State, Decisions)


class DamagedFile(StateError):
    """A file of the home is there and cannot be understood."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder with everything of one user."""

    path: Path

    @property
    def config(self) -> Path:
        """The user's settings, TOML."""
        return self.path / "config.toml"

    @property
    def accounts(self) -> Path:
        """What is connected, JSON."""
        return self.path / "accounts.json"

    @property
    def credentials(self) -> Path:
        """The user's app registrations, JSON."""
        return self.path / "credentials.json"

    @property
    def state(self) -> Path:
        """What the calendars can give again, TinyDB."""
        return self.path / "state.json"

    @property
    def decisions(self) -> Path:
        """What only the user knows, TinyDB."""
        return self.path / "decisions.json"

    @property
    def runs(self) -> Path:
        """How the last syncs went, JSON."""
        return self.path / "runs.json"

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.path / "logs"

    @property
    def templates(self) -> Path:
        """The folder of the user's own note templates."""
        return self.path / "templates"

    @property
    def tokens(self) -> Path:
        """The folder of sign-in tokens where there is no keyring."""
        return self.path / "tokens"

    @property
    def calendar(self) -> Path:
        """Where reminders go if no calendar can be written."""
        return self.path / "afterword.ics"

    @property
    def listing(self) -> Path:
        """The ids of the last list shown, so that its numbers name what stood beside them."""
        return self.path / "listing.json"

    @property
    def lock(self) -> Path:
        """The file that whoever changes this home has locked."""
        return self.path / "afterword.lock"

    @property
    def holder(self) -> Path:
        """The process that holds the lock: beside it, for Windows lets nobody read a locked file."""
        return self.path / "afterword.lock.pid"

    def ensure(self) -> None:
        """Create the folder for its owner only; one that exists stays as it is. Raises StateError."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as err:
            raise _unusable(err, self.path) from err


def default_home() -> Path:
    """Return the platform's folder for a user's data of this program."""
    from platformdirs import user_data_path

    return user_data_path("afterword", appauthor=False)


@contextmanager
def lock(home: Home, *, timeout: float = 0.0) -> Iterator[None]:
    """Hold `home` against every other process, waiting at most `timeout` seconds; raise LockHeld, StateError.

    Whoever reads, changes and commits the state or the decisions holds it from before the reading. The system lets go
    of it when the process ends, however it ends.
    """
    from filelock import FileLock, Timeout

    from core.storage import sweep

    home.ensure()
    held = FileLock(home.lock, mode=0o600)
    try:
        held.acquire(timeout=timeout, poll_interval=0.02)
    except Timeout as err:
        raise _held(home) from err
    except OSError as err:
        raise _unusable(err, home.lock) from err
    try:
        _sign(home)
        sweep(home.state, home.decisions)
        yield
    finally:
        with suppress(OSError):
            home.holder.unlink()  # a look at what would be leaves nothing behind
        held.release()


def load(home: Home) -> State:
    """Return the state, an empty one where there is none yet; raise StateError."""
    return _load(home.state, State, next_step="Run `afterword sync`: it keeps the file aside and rebuilds the state.")


def load_or_rebuild(home: Home) -> tuple[State, str | None]:
    """Return the state; where it is damaged, an empty one with a sentence that says so, the file kept aside.

    Raises StateError for a file from a newer version or one that cannot be opened: that is no damage.
    """
    try:
        return load(home), None
    except DamagedFile:
        number = 1
        while (kept := home.state.with_name(f"{home.state.name}.damaged-{number}")).exists():
            number += 1
        try:
            home.state.rename(kept)
        except OSError as err:
            raise _unusable(err, home.state) from err
        return State(), f"{home.state} was damaged: it is kept as {kept.name}, and the calendars are read afresh."


def load_decisions(home: Home) -> Decisions:
    """Return the user's decisions; raise StateError: they cannot be rebuilt.

    Where there is no file, that is what the state remembers of them: what was done, skipped or deleted.
    """
    if not home.decisions.exists():
        with suppress(StateError):
            return Decisions(settled=_settled_in(load(home).history))
        return Decisions()
    return _load(
        home.decisions,
        Decisions,
        next_step="Put back a copy of it, or move it away to go on without what it held.",
    )


def _settled_in(history: Iterable[Past]) -> dict[TouchpointId, Settled]:
    return {
        past.id: Settled(status=past.settled, on=past.settled_on, past=replace(past, settled=None, settled_on=None))
        for past in history
        if past.settled is not None and past.settled_on is not None
    }


def commit(home: Home, state: State) -> None:
    """Write the state in one step, not at all where nothing changed; raise StateError with the old file intact."""
    _commit(home, home.state, state)


def commit_decisions(home: Home, decisions: Decisions) -> None:
    """Write the decisions in one step, not at all where nothing changed; raise StateError with the old file intact."""
    _commit(home, home.decisions, decisions)


def load_accounts(home: Home) -> Accounts:
    """Return what is connected, nothing where there is no file yet; raise StateError naming the file."""
    try:
        accounts = from_json(Accounts, json.loads(home.accounts.read_bytes()))
        names = [account_name(entry.name) for entry in accounts.entries]
    except FileNotFoundError:
        return Accounts()
    except OSError as err:
        raise _unusable(err, home.accounts) from err
    except (ValueError, RecursionError, UsageProblem) as err:
        raise _damaged(home.accounts, _ACCOUNTS_STEP) from err
    if len(set(names)) < len(names) or any(entry.name != entry.name.lower() for entry in accounts.entries):
        raise DamagedFile(f"{home.accounts} must name each account once, in lower case", next_step=_ACCOUNTS_STEP)
    return accounts


def save_accounts(home: Home, accounts: Accounts) -> None:
    """Write what is connected, in one step; raise StateError with the old file intact."""
    from core.storage import write_private

    home.ensure()
    text = json.dumps(to_json(accounts), indent=2, ensure_ascii=False) + "\n"
    # Paths may hold bytes that are no UTF-8; `json` reads such surrogates back.
    write_private(home.accounts, text.encode("utf-8", "surrogatepass"))


_ACCOUNTS_STEP = "Correct it, or move it away and connect the accounts again."


def _load(path: Path, cls: type[Root], *, next_step: str) -> Root:
    from core.migrations import SCHEMA, Newer, migrate
    from core.storage import AtomicStorage

    try:
        tables = AtomicStorage(path).read()
        return cls() if tables is None else from_json(cls, _gathered(cls, migrate(tables)))
    except OSError as err:
        raise _unusable(err, path) from err
    except Newer as err:
        message = f"{path.name} was written by a newer afterword (schema {err.args[0]}, this one knows {SCHEMA})"
        step = f"Update afterword, or move {path} away to start afresh; nothing was changed."
        raise StateError(message, next_step=step) from err
    except (ValueError, AttributeError, LookupError, TypeError) as err:
        raise _damaged(path, next_step) from err


def _commit(home: Home, path: Path, root: State | Decisions) -> None:
    from core.storage import AtomicStorage

    home.ensure()
    AtomicStorage(path).write(_tables(to_json(root)))


def _tables(written: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Spread a root over tables: a document for each part of a tuple and each pair of a mapping, the rest in `meta`."""
    from core.migrations import header

    meta = header()
    tables: dict[str, dict[str, Any]] = {"meta": {"1": meta}}
    for name, part in written.items():
        if isinstance(part, list):
            tables[name] = {str(number): document for number, document in enumerate(part, 1)}
        elif isinstance(part, dict):
            pairs = enumerate(part.items(), 1)
            tables[name] = {str(number): {"key": key, "value": value} for number, (key, value) in pairs}
        else:
            meta[name] = part
    return tables


def _gathered(cls: type[State] | type[Decisions], tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Undo `_tables`."""
    root = dict(tables["meta"]["1"])
    for name, hint in typing.get_type_hints(cls).items():
        if name not in tables:
            continue
        documents = tables[name].values()
        if typing.get_origin(hint) is tuple:
            root[name] = list(documents)
        else:
            root[name] = {document["key"]: document["value"] for document in documents}
    return root


def _sign(home: Home) -> None:
    import os

    # Who holds the lock only makes a message clearer: a full disk must not keep anybody from it.
    with suppress(OSError):
        home.holder.write_text(str(os.getpid()), encoding="ascii")
        home.holder.chmod(0o600)


def _held(home: Home) -> LockHeld:
    who, step = "", "Try again when it has finished."
    with suppress(OSError, ValueError):
        process = int(home.holder.read_text(encoding="ascii"))
        since = datetime.fromtimestamp(home.holder.stat().st_mtime).astimezone()
        who = f" (process {process} since {since:%H:%M})"
        step = f"Try again when it has finished; if it never does, end process {process}."
    return LockHeld(f"Another afterword is syncing this home{who}", next_step=step)


def _damaged(path: Path, next_step: str) -> DamagedFile:
    return DamagedFile(f"{path} is damaged and cannot be read", next_step=next_step)


def _unusable(error: OSError, path: Path) -> StateError:
    message, next_step = explain(error, path)
    return StateError(message, next_step=next_step)
