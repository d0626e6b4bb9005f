"""Our reminders apart from the rest of a local calendar: where they alone changed, nothing else has to be read anew.

So a sync need not read a calendar twice because it has written to it, and a reminder that the user moves or ticks off
costs a moment.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote, unquote

from connectors.blocks import Sheet
from connectors.ics.scan import uid_of
from core.model import TouchpointId
from core.sync.marks import DOMAIN, id_of

_SPARE = range(2, 10)
_COUNTED = re.compile(rf"-[{_SPARE[0]}-{_SPARE[-1]}]$")


class Parted(NamedTuple):
    """One calendar in two: `ours` is it without the events of others, `rest` a digest of all but our events."""

    ours: bytes
    rest: str


def part(raw: bytes) -> Parted:
    """Part a calendar by the UIDs of its events; raise blocks.Malformed where it is none.

    An event of ours to which the user has invited somebody, which is none any more, is still among `ours`.
    """
    sheet = Sheet(raw)
    view = memoryview(sheet.raw)
    digest = blake2b(digest_size=12)
    ours: list[memoryview] = []
    kept = hashed = 0
    for block in sheet.blocks():
        behind = sheet.raw.find(b"\n", block.end) + 1 or len(view)
        if uid_of(block, sheet).endswith(DOMAIN.encode()):
            digest.update(view[hashed : block.start])
            hashed = behind
        else:
            ours.append(view[kept : block.start])
            kept = behind
    digest.update(view[hashed:])
    return Parted(b"".join((*ours, view[kept:])), digest.hexdigest())


def names_for(id: TouchpointId) -> tuple[str, ...]:
    """Return the file names that a folder's file for a new reminder may have, the usual one first."""
    stem = quote(id, safe="")
    return (f"{stem}.ics", *(f"{stem}-{number}.ics" for number in _SPARE))


def is_named_ours(name: str) -> bool:
    """Return whether a file of a folder is named after a reminder: by us, or after its UID by another program."""
    stem = unquote(name[: -len(".ics")]).removesuffix(DOMAIN)
    return id_of(f"{_COUNTED.sub('', stem)}{DOMAIN}") is not None
