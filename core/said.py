"""What the user has said of events (`mark`), as values: the marks, and what tells again of whom and what they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What tells the sender of a marked event again, and others of the same title by them: digests alone.

    Both are empty where there is nothing to tell, or where the sender has been forgotten since.
    """

    sender: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The user's marks. `kinds` maps an event's UID or an interview's id to the kind, the last word last.

    `traces` has the same keys, as far as an event was seen that they name. Who is `forgotten` (by the digests that tell
    them) leaves no trace.
    """

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    traces: Mapping[str, Trace] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
