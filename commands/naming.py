"""How a hand names things: a number of the last list, an id or its beginning, a company, a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from core.errors import StateError, UsageProblem
from core.store import Home

SHOWN = 6
"""How many candidates a sentence names at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that can be named: by any of its `ids`, or by `names` (companies, people, addresses)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    words: str
    """How a list of candidates calls it."""
    value: Any
    open: bool = True
    """False for what is settled: a name means it only where nothing open has that name."""


def choose(
    wanted: str, candidates: Sequence[Candidate], *, what: str, listing: str, numbered: Sequence[str] = ()
) -> Candidate:
    """Return the one candidate that `wanted` names; raise UsageProblem where none or several do.

    `numbered` are the ids that the numbers 1, 2, ... stand for.
    """
    found = matching(wanted, candidates, numbered=numbered)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem(
            f'"{wanted}" could be any of {_listed(found)}', next_step="Name it by its id, or by more of it."
        )
    raise UsageProblem(f'No {what} is called "{wanted}"', next_step=f"See: afterword {listing}")


def matching(wanted: str, candidates: Sequence[Candidate], *, numbered: Sequence[str] = ()) -> list[Candidate]:
    """Return what `wanted` may mean: by id first, then by number, by the beginning of an id, and by name."""
    wanted = wanted.strip()
    asked = wanted.casefold()
    if exact := [one for one in candidates if wanted in one.ids or asked in one.ids]:
        return exact
    if wanted.isdecimal() and 1 <= int(wanted) <= len(numbered):
        name = numbered[int(wanted) - 1]
        return [one for one in candidates if name in one.ids]
    begun = [one for one in candidates if len(asked) >= 2 and any(id.startswith(asked) for id in one.ids)]
    if not begun:
        return _by_name(" ".join(asked.split()), candidates)
    # Case: somebody called Ada, where an id begins with ada.
    return begun + [one for one in candidates if one not in begun and asked in map(str.casefold, one.names)]


def _by_name(asked: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return who bears that name, else whose name, or a word of it, begins so."""
    names = [(one, [name.casefold() for name in one.names if name]) for one in candidates]
    found = [one for one, theirs in names if asked in theirs]
    if not found and len(asked) > 2:
        found = [one for one, theirs in names if any(_begins(name, asked) for name in theirs)]
    return [one for one in found if one.open] or found


def _begins(name: str, asked: str) -> bool:
    return name.startswith(asked) or any(word.startswith(asked) for word in name.split())


def _listed(found: Sequence[Candidate]) -> str:
    shown = [f"{one.ids[0][:6]} ({one.words})" for one in found[:SHOWN]]
    more = [f"{len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return ", ".join((*shown, *more))


def remember(home: Home, kind: str, ids: Iterable[str]) -> None:
    """Keep which ids a list was just shown with, in its order; a home that cannot be written forgets them."""
    from core.storage import write_private

    if not home.path.is_dir():
        return
    with suppress(StateError):
        write_private(home.listing, json.dumps({"kind": kind, "ids": list(ids)}).encode("ascii"))


def remembered(home: Home) -> tuple[str, tuple[str, ...]]:
    """Return the kind and the ids of the last list shown; nothing where none was."""
    try:
        kept = json.loads(home.listing.read_bytes())
        return str(kept["kind"]), tuple(map(str, kept["ids"]))
    except (OSError, ValueError, LookupError, TypeError):
        return "", ()
