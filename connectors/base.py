"""What a connector is: the protocol's names, and the registry of kinds, each imported on first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from core.errors import CursorExpired, PreconditionFailed, SignInNeeded, SourceError, UsageProblem
from core.sync.ports import Account, CalendarInfo, Page, Problem, Reach, Sink, Source

__all__ = [
    "KINDS",
    "Account",
    "CalendarInfo",
    "CursorExpired",
    "Page",
    "PreconditionFailed",
    "Problem",
    "Reach",
    "SignInNeeded",
    "Sink",
    "Source",
    "SourceError",
    "connector",
]

KINDS = {"ics": "connectors.ics:IcsAccount"}
"""kind -> module:class. The class takes keyword arguments: the account's name, its settings, and `me`."""


def connector(kind: str) -> Any:
    """Return the class for `kind`, importing its module only now; raise UsageProblem for an unknown kind."""
    try:
        module, _, name = KINDS[kind].partition(":")
    except KeyError:
        known = ", ".join(sorted(KINDS))
        raise UsageProblem(f'"{kind}" is no kind of account this version knows', next_step=f"Known: {known}.") from None
    return getattr(import_module(module), name)
