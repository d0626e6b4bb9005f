"""What `doctor` looks at in the home: settings, registrations, state, lock, permissions."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from commands.context import Session
from commands.doctor.check import FAILURE, WARNING, Check
from core.config import check_config
from core.credentials import load_credentials
from core.errors import LockHeld
from core.migrations import SCHEMA
from core.store import load, load_decisions, lock

SECTIONS = {"google": "google", "outlook": "microsoft"}
"""kind -> the section of credentials.json without which such an account cannot be signed in."""
LARGE = 20 * 2**20
"""Bytes of state that no job search should need."""
ROOM = 50 * 2**20


def configuration(session: Session) -> Iterator[Check]:
    """Read config.toml."""
    path, me = session.home.config, session.config.me
    if not path.exists():
        yield Check(name="configuration", verdict=WARNING, said=f"{path} is not there", next_step="Run: afterword init")
        return
    complaints = [*check_config(session.config)]
    if not me.emails:
        complaints.append("config.toml: [me] emails is empty, so it is harder to tell whose interview it is")
    if not me.name:
        complaints.append("config.toml: [me] name is empty, so no note can be signed")
    for complaint in complaints:
        yield Check(name="configuration", verdict=WARNING, said=complaint, next_step=f"Correct {path}.")
    if not complaints:
        yield Check(name="configuration", said=f"{path} is right")


def time_zone(session: Session) -> Iterator[Check]:
    """Compare the user's zone with the machine's: they may differ, and the user's counts."""
    zone = session.config.me.zone
    if session.home.config.exists() and not _names_a_zone(session.home.config):
        yield Check(
            name="time zone",
            verdict=WARNING,
            said=f"config.toml names none, so it is that of this machine ({zone}) and changes when you travel",
            next_step="Set it with: afterword init --timezone ZONE",
        )
        return
    machine = _machine_zone()
    away = f"; this machine is in {machine}, which changes nothing" if machine and machine != zone else ""
    yield Check(name="time zone", said=f"reminders keep to {zone}{away}")


def _names_a_zone(path: Path) -> bool:
    import tomllib

    return "timezone" in tomllib.loads(path.read_text(encoding="utf-8-sig")).get("me", {})


def _machine_zone() -> str:
    import warnings

    from tzlocal import get_localzone_name

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return get_localzone_name() or ""
    except (LookupError, ValueError, OSError):
        return ""


def credentials(session: Session) -> Iterator[Check]:
    """Check the app registrations, and that each account that needs one has it."""
    path = session.home.credentials
    held = load_credentials(path)
    missing = False
    for entry in session.accounts().entries:
        section = SECTIONS.get(entry.kind, "")
        if section and section not in held:
            missing = True
            yield Check(
                name="credentials",
                account=entry.name,
                verdict=FAILURE,
                said=f'{path} has no section "{section}"',
                next_step=f"Add it; credentials.example.json shows its shape, and connect {entry.kind} says how.",
            )
    if not missing:
        said = f"{path} is right ({', '.join(sorted(held))})" if held else "none is needed so far"
        yield Check(name="credentials", said=said)


def state(session: Session) -> Iterator[Check]:
    """Read state and decisions."""
    held, _ = load(session.home), load_decisions(session.home)
    path = session.home.state
    size = path.stat().st_size if path.exists() else 0
    said = f"{len(held.sightings)} interviews and {len(held.standees)} reminders, {size} bytes, layout {SCHEMA}"
    if size > LARGE:
        yield Check(
            name="state",
            verdict=WARNING,
            said=f"{said}: that is unusually large",
            next_step="Ignore calendars you do not need: afterword calendars",
        )
    elif not path.exists():
        yield Check(name="state", said="nothing has been read yet")
    else:
        yield Check(name="state", said=said)


def lock_taken(session: Session) -> Iterator[Check]:
    """Try the lock."""
    if not session.home.path.is_dir():
        yield Check(name="lock", said="free")
        return
    try:
        with lock(session.home):
            yield Check(name="lock", said="free; what a killed run left of it holds nobody up")
    except LockHeld as err:
        yield Check(name="lock", verdict=WARNING, said=err.message, next_step=err.next_step)


def permissions(session: Session) -> Iterator[Check]:
    """See that the home is the user's alone, can be written, and has room."""
    home = session.home.path
    if not home.is_dir():
        yield Check(name="permissions", verdict=WARNING, said=f"{home} is not there", next_step="Run: afterword init")
        return
    fine = True
    for check in (*_readable_by_others(session), *_unwritable(home), *_full(home)):
        fine = False
        yield check
    if fine:
        yield Check(name="permissions", said=f"{home} is for you alone")


def _readable_by_others(session: Session) -> Iterator[Check]:
    if os.name == "nt":
        return
    home = session.home
    secret = [home.path, home.credentials, home.state, home.decisions, home.accounts, home.tokens]
    secret += sorted(home.tokens.glob("*")) if home.tokens.is_dir() else []
    for path in secret:
        if not path.exists():
            continue
        mode = path.stat().st_mode
        # In a folder that nobody else may enter, the files need no guard of their own; tokens have both.
        guarded = path != home.path and path.parent != home.tokens and not home.path.stat().st_mode & 0o077
        if mode & 0o077 and not guarded:
            wanted = "700" if stat.S_ISDIR(mode) else "600"
            yield Check(
                name="permissions",
                verdict=WARNING,
                said=f"{path} can be opened by others on this machine",
                next_step=f"Run: chmod {wanted} '{path}'",
            )


def _unwritable(home: Path) -> Iterator[Check]:
    if not os.access(home, os.W_OK | os.X_OK):
        yield Check(
            name="permissions",
            verdict=FAILURE,
            said=f"{home} cannot be written by you",
            next_step="Make it yours, or choose another with --home.",
        )


def _full(home: Path) -> Iterator[Check]:
    free = shutil.disk_usage(home).free
    if free < ROOM:
        yield Check(
            name="permissions",
            verdict=WARNING,
            said=f"the disk of {home} has only {free // 2**20} MB left",
            next_step="Free some disk space.",
        )
