"""What earlier syncs settled or wrote, found again by the interviews it stood on: the part of a plan that is not free.

An id never changes once given: interviews move, are merged and change their own ids, so a touchpoint is recognised by
its kind, its number and any interview (or former id of one) that it shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.model import (
    Interview,
    InterviewId,
    Past,
    Person,
    PersonId,
    ProcessId,
    TouchpointId,
    TouchpointKind,
    TouchpointStatus,
)
from core.timeline.rounds import Round

DEAD = (TouchpointStatus.SKIPPED, TouchpointStatus.DISMISSED)


def stood_at(past: Past) -> datetime:
    """Return where a touchpoint stands by the user's will, else where we put it (UTC)."""
    return (past.snoozed or past.due).astimezone(UTC)


def by_hand(past: Past) -> bool:
    """True where the user chose the time."""
    return past.pinned or past.snoozed is not None


def last_end(past: Past) -> datetime | None:
    """Return the end of the last interview that it stood on, as it was then (UTC)."""
    return max((end.astimezone(UTC) for end in past.basis.values()), default=None)


class Memory:
    """All that is remembered, by interview. Each touchpoint is claimed once; what is left was taken back."""

    def __init__(self, past: Iterable[Past], interviews: Iterable[Interview]) -> None:
        self._names: dict[InterviewId, InterviewId] = {}
        self._process: dict[InterviewId, ProcessId] = {}
        self._people: dict[PersonId, Person] = {}
        for interview in sorted(interviews, key=lambda one: one.id):
            self._process[interview.id] = interview.process
            for alias in (interview.id, *interview.aliases):
                self._names.setdefault(alias, interview.id)
            for person in interview.people:
                self._people.setdefault(person.id, person)
        self._claimed: set[TouchpointId] = set()
        self._by_id: dict[TouchpointId, Past] = {}
        self._by_interview: dict[tuple[TouchpointKind, InterviewId], list[Past]] = {}
        self._by_process: dict[tuple[TouchpointKind, ProcessId], list[Past]] = {}
        for one in sorted(past, key=lambda past: past.id):
            self._by_id[one.id] = one
            for interview_id in self.interviews(one):
                self._by_interview.setdefault((one.kind, interview_id), []).append(one)
            for process in self._processes(one):
                self._by_process.setdefault((one.kind, process), []).append(one)

    def interviews(self, past: Past) -> tuple[InterviewId, ...]:
        """Return the interviews it stood on, by the ids that they have today."""
        return tuple(sorted({self._names.get(interview, interview) for interview in past.basis}))

    def ends(self, past: Past) -> Mapping[InterviewId, datetime]:
        """Return the interviews it stood on, by the ids that they have today, with their ends as they were then."""
        return {self._names.get(interview, interview): end for interview, end in sorted(past.basis.items())}

    def person(self, past: Past) -> Person | None:
        """Return whom it was for, as they are known today; None where that is not remembered, or they are not known."""
        return self._people.get(past.person) if past.person else None

    def process(self, past: Past) -> ProcessId | None:
        """Return the process of the interviews it stood on, whether those still count or not."""
        return min(self._processes(past), default=None)

    def _processes(self, past: Past) -> set[ProcessId]:
        return {self._process[one] for one in self.interviews(past) if one in self._process}

    def all(self, kind: TouchpointKind) -> tuple[Past, ...]:
        """Return everything of one kind, sorted by id."""
        return tuple(past for past in self._by_id.values() if past.kind is kind)

    def of_process(self, kind: TouchpointKind, process: ProcessId) -> tuple[Past, ...]:
        """Return everything of one kind that stood on any interview of a process, also on one that is called off."""
        return tuple(self._by_process.get((kind, process), ()))

    def of(self, kind: TouchpointKind, rounds: Iterable[Round]) -> tuple[Past, ...]:
        """Return everything of one kind that stood on any of `rounds`, whether claimed or not, sorted by id."""
        found = {past.id: past for one in rounds for past in self._by_interview.get((kind, one.interview.id), ())}
        return tuple(found[key] for key in sorted(found))

    def unclaimed(self, kind: TouchpointKind, rounds: Iterable[Round]) -> tuple[Past, ...]:
        """Return what of `of` nobody has claimed."""
        return tuple(past for past in self.of(kind, rounds) if past.id not in self._claimed)

    def claim(self, past: Past) -> Past:
        """Take note that `past` goes on in this plan."""
        self._claimed.add(past.id)
        return past

    def release(self, past: Past) -> None:
        """Take note that `past` does not go on after all."""
        self._claimed.discard(past.id)

    def find(self, number: int, among: Iterable[Past], *, derived: TouchpointId) -> Past | None:
        """Claim and return the touchpoint with that number which goes on, settled ones before open ones."""
        known = [past for past in among if past.number == number and past.id not in self._claimed]
        named = self._by_id.get(derived)
        if not known and named is not None and named.id not in self._claimed and not named.basis:
            known = [named]
        if not known:
            return None
        return self.claim(min(known, key=lambda past: (past.settled is None, past.id != derived, past.id)))

    def fresh_id(self, wanted: Sequence[TouchpointId]) -> TouchpointId:
        """Return the first of `wanted` that no other touchpoint has, and reserve it; the last one if all have."""
        free = next((name for name in wanted if name not in self._by_id and name not in self._claimed), wanted[-1])
        self._claimed.add(free)
        return free

    def taken_back(self, now: datetime) -> tuple[TouchpointId, ...]:
        """Return the ids that nobody claimed, are not settled and lie ahead: past ones stay as a record (T9)."""
        return tuple(
            past.id
            for past in self._by_id.values()
            if past.id not in self._claimed and past.settled is None and stood_at(past) > now
        )


def same_end(past: Past, end: datetime) -> bool:
    """True where the last interview it stood on still ends then: nothing has moved."""
    return last_end(past) == end.astimezone(UTC)


def same_day(past: Past, end: datetime, zone: ZoneInfo) -> bool:
    """True where the last interview it stood on still ends on the same local day."""
    before = last_end(past)
    return before is not None and before.astimezone(zone).date() == end.astimezone(zone).date()
