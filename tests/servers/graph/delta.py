"""calendarView/delta: rounds over a fixed window, pages, opaque links, tombstones, bare occurrences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.servers.graph.mailbox import Kept, Mailbox, Resource


class StateNotFound(Exception):
    """The token is unknown: 410."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a token stands for: a calendar, a window, the version it starts from, and what is still to be sent."""

    calendar: str
    start: datetime
    end: datetime
    version: int
    rest: tuple[Resource, ...] = ()


class Rounds:
    """Every round under way or ended, by its token."""

    def __init__(self, mailbox: Mailbox, *, page: int) -> None:
        self.mailbox, self.page = mailbox, page
        self.known: dict[str, Round] = {}
        self.also: list[Resource] = []
        """What every new round says beside what is so: stale words, in no order and of no worth."""

    def begin(self, calendar: str, start: datetime, end: datetime) -> Resource:
        """Return the first page of a new round: everything in the window."""
        resources = [
            resource
            for kept in self.mailbox.within(calendar, start, end)
            for resource in self._resources(kept, start, end)
        ]
        return self._page(Round(calendar, start, end, self.mailbox.version, (*resources, *self.also)))

    def go_on(self, token: str) -> Resource:
        """Return the next page behind a link; raise StateNotFound for one that is not known."""
        if token not in self.known:
            raise StateNotFound
        found = self.known[token]
        if token.startswith("skip"):
            return self._page(found)
        return self._page(
            Round(found.calendar, found.start, found.end, self.mailbox.version, (*self._news(found), *self.also))
        )

    def forget(self) -> None:
        """Lose every token given out so far."""
        self.known.clear()

    def _page(self, found: Round) -> Resource:
        sent, rest = found.rest[: self.page], found.rest[self.page :]
        kind = "skip" if rest else "delta"
        # A link's characters are its own business: these must come back as they are.
        token = f"{kind}-{found.calendar}~{found.version}!{len(rest)}%2B%27'()*:{found.start:%Y%m%d}{found.end:%Y%m%d}"
        self.known[token] = Round(found.calendar, found.start, found.end, found.version, rest)
        return {"value": list(sent), "kind": "nextLink" if rest else "deltaLink", "token": token}

    def _news(self, found: Round) -> list[Resource]:
        resources: list[Resource] = []
        inside = {kept.id for kept in self.mailbox.within(found.calendar, found.start, found.end)}
        for event_id, (calendar, version) in self.mailbox.gone.items():
            if version > found.version and calendar == found.calendar:
                resources.append(_tombstone(event_id))
        for kept in self.mailbox.events.values():
            if kept.version <= found.version or kept.calendar != found.calendar:
                continue
            if kept.id in inside:
                resources += self._resources(kept, found.start, found.end)
            else:
                # An event outside the window that is added or changed is reported as if it were deleted.
                resources.append(_tombstone(kept.id))
        # An event may come twice in one round.
        return resources + [resource for resource in resources[:1] if "@removed" not in resource]

    def _resources(self, kept: Kept, start: datetime, end: datetime) -> list[Resource]:
        whole: dict[str, Any] = {"@odata.type": "#microsoft.graph.event", **self.mailbox.shown(kept)}
        standing = [o for o in kept.occurrences if not o.cancelled and o.start < end and o.end > start]
        return [whole, *(self.mailbox.bare(kept, occurrence) for occurrence in standing)]


def _tombstone(event_id: str) -> Resource:
    return {"@odata.type": "#microsoft.graph.event", "id": event_id, "@removed": {"reason": "deleted"}}
