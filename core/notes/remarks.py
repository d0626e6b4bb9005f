"""What the note check is told of a process, and what it says."""

from __future__ import annotations

from dataclasses import dataclass

from core.model import TouchpointKind


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What notes are about. `own` are all texts of the process itself, `talked_of` those of the debrief.

    `names_role` says that a note of this kind names the position; `language` is ISO 639-1.
    """

    kind: TouchpointKind
    language: str
    role: str = ""
    names_role: bool = True
    talked_of: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to see to: `of` is `blank`, `name`, `alike`, `role`, `specific`, `length`, `tone` or `questions`."""

    of: str
    said: str
