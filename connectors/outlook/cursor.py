"""Where an incremental pull goes on: the delta link with its window, and the ids it takes to understand a tombstone.

Graph reports every event outside the window that changes as if it were deleted, and drops a cancelled occurrence
without a word. So the cursor knows which events there were: digests of the ids of single ones, and the ids of series
with those of their occurrences. It holds no word of any event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.ids import derive
from core.model import Cursor, Window

_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the cursor says. `series` maps the id of a master to those of its occurrences in the window; `stamps` tells
    of single events that changed since the round began when they did, as Graph wrote it.
    """

    link: str
    window: Window
    singles: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    series: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)

    def reaches(self, window: Window) -> bool:
        """True where the round covers `window` still; a delta link keeps the window it began with."""
        return self.window.start <= window.start and window.end <= self.window.end

    def occurrences(self) -> Mapping[str, str]:
        """Return the master of each occurrence."""
        return {each: master for master, ids in self.series.items() for each in ids}


def short(event_id: str) -> str:
    """Return what stands for an id of which nothing has to be said but that it was there."""
    return derive(event_id)[:_SHORT]


def shorts(ids: Iterable[str]) -> frozenset[str]:
    """Return what stands for each of these ids."""
    return frozenset(map(short, ids))


def written(place: Place) -> Cursor:
    """Return the cursor as it is stored."""
    return Cursor(
        json.dumps(
            {
                "link": place.link,
                "start": place.window.start.isoformat(),
                "end": place.window.end.isoformat(),
                "singles": "".join(sorted(place.singles)),
                "ours": "".join(sorted(place.ours)),
                "series": {master: _packed(ids) for master, ids in sorted(place.series.items())},
                "stamps": dict(sorted(place.stamps.items())),
            },
            separators=(",", ":"),
        )
    )


def read(cursor: Cursor) -> Place | None:
    """Return what a stored cursor says, None where it is none of ours."""
    try:
        found = json.loads(cursor)
        return Place(
            link=str(found["link"]),
            window=Window(start=datetime.fromisoformat(found["start"]), end=datetime.fromisoformat(found["end"])),
            singles=_cut(found["singles"]),
            ours=_cut(found["ours"]),
            series={str(master): _unpacked(ids) for master, ids in found["series"].items()},
            stamps={str(event): str(stamp) for event, stamp in found.get("stamps", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _packed(ids: Iterable[str]) -> list[str]:
    """The ids of one series are long and nearly the same: what they begin with is kept once."""
    ordered = sorted(ids)
    first, last = (ordered[0], ordered[-1]) if ordered else ("", "")
    length = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    same = first[:length]
    return [same, *(each[len(same) :] for each in ordered)]


def _unpacked(packed: list[Any]) -> tuple[str, ...]:
    same, *rest = packed
    return tuple(f"{same}{each}" for each in rest)


def _cut(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _SHORT] for at in range(0, len(text), _SHORT))
