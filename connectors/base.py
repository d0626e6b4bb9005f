"""What a connector is: the protocol's names, and the registry of kinds, each imported on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.errors import CursorExpired, Dismissed, PreconditionFailed, SignInNeeded, SourceError, UsageProblem
from core.model import Me
from core.sync.ports import Account, CalendarInfo, Page, Problem, Reach, Sink, Source, Whereabouts

if TYPE_CHECKING:
    from connectors.tokens import TokenStore

__all__ = [
    "KINDS",
    "UNFIT",
    "Account",
    "CalendarInfo",
    "CursorExpired",
    "Dismissed",
    "Page",
    "PreconditionFailed",
    "Problem",
    "Reach",
    "SignInNeeded",
    "Sink",
    "Source",
    "SourceError",
    "Surroundings",
    "Whereabouts",
    "connector",
]

UNFIT = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What comes of an answer that is not of the shape it should be, in our code or in a service's own library."""

KINDS = {
    "ics": "connectors.ics:IcsAccount",
    "google": "connectors.google:GoogleAccount",
    "outlook": "connectors.outlook:OutlookAccount",
    "linkedin": "connectors.linkedin:LinkedInAccount",
}
"""kind -> module:class. The class has `opened(name, settings, around)`, which returns the account."""
SIGNED_IN: frozenset[str] = frozenset({"google", "outlook"})
"""The kinds whose accounts have a secret in the token store: without it they need signing in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an account finds around it beside its own settings.

    `credentials` returns one section of `credentials.json`, checked; it raises ConfigError where that is wrong or
    missing.
    """

    me: Me
    tokens: TokenStore
    credentials: Callable[[str], Mapping[str, Any]]


def connector(kind: str) -> Any:
    """Return the class for `kind`, importing its module only now; raise UsageProblem for an unknown kind."""
    try:
        module, _, name = KINDS[kind].partition(":")
    except KeyError:
        known = ", ".join(sorted(KINDS))
        raise UsageProblem(f'"{kind}" is no kind of account this version knows', next_step=f"Known: {known}.") from None
    return getattr(import_module(module), name)
