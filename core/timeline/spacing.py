"""Spacing and load (T5, T8, and the yearly cap of T3): which day a touchpoint gets, over all processes and people.

Days are the numbers of `BusinessDays`: on that axis "at least 5 business days apart" is a difference of 5. What never
moves is taken first; then every wish gets the first day from its own on that keeps all the rules. Since wishes come in
order of priority, it is always the lower priority that moves.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.model import PersonId, Policy, TouchpointId
from core.timeline.business import BusinessDays
from core.timeline.words import day_words

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A touchpoint that seeks its day: `day` is the business day that the rules give it.

    `hold` is set where a reminder of it stands in the future: if the day found lies before `open`, the first day whose
    hour is still to come, the search starts at `hold` instead. So nothing that stands is moved into the past. After
    `until` it is too late: such a day is told, and stays free for others.
    """

    id: TouchpointId
    day: date
    person: PersonId | None
    yearly: bool = False
    hold: date | None = None
    open: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """A touchpoint that stands for good on `on` and seeks nothing: only what kept it from `wish.day` is to be told.

    `contact` is the day on which the board holds its own contact.
    """

    wish: Wish
    on: date
    contact: date


Chain = Generator[Wish | Stands, date, None]
"""Yields one wish after the other and is sent the day that each one got."""


_TELLING = 30
"""Business days looked at to say why a wish was put off."""


class Taken:
    """Numbers that are no longer free, with the next free one found in nearly constant time (union-find)."""

    def __init__(self) -> None:
        self._onward: dict[int, int] = {}

    def take(self, number: int) -> None:
        """Make `number` no longer free."""
        self._onward.setdefault(number, number + 1)

    def free_from(self, number: int) -> int:
        """Return the first free number from `number` on."""
        free = number
        while free in self._onward:
            free = self._onward[free]
        while number != free:
            self._onward[number], number = free, self._onward[number]
        return free


class Board:
    """Who is contacted on which day, and how many touchpoints each day holds."""

    def __init__(self, days: BusinessDays, policy: Policy, *, put_off: dict[TouchpointId, str] | None = None) -> None:
        """`put_off` is filled with why a wish did not get the day it asked for."""
        self._put_off = {} if put_off is None else put_off
        self._contacts: dict[PersonId, list[date]] = {}
        self._days = days
        self._policy = policy
        self._load: Counter[date] = Counter()
        self._full = Taken()
        self._near: dict[PersonId, Taken] = {}
        self._yearly: dict[PersonId, list[date]] = {}

    def contact(self, person: PersonId | None, day: date, *, yearly: bool) -> None:
        """Take note that `person` is in contact on `day`; `yearly` where it counts towards the cap of a year."""
        if person is None:
            return
        near = self._near.setdefault(person, Taken())
        insort(self._contacts.setdefault(person, []), day)
        middle = self._days.index(day)
        for number in range(
            middle - self._policy.spacing_business_days + 1, middle + self._policy.spacing_business_days
        ):
            near.take(number)
        if yearly:
            insort(self._yearly.setdefault(person, []), day)

    def occupy(self, day: date) -> None:
        """Take note that a touchpoint is due on `day`."""
        self._load[day] += 1
        if self._load[day] >= self._policy.per_day and self._days.is_business(day):
            self._full.take(self._days.index(day))

    def place(self, wish: Wish) -> date:
        """Return the day that `wish` gets, and take note of it."""
        day = self._first(wish, wish.day)
        if wish.hold and wish.open and day < wish.open:
            day = self._first(wish, max(day, wish.hold))
        if wish.until and day > wish.until:
            return day
        if day != wish.day:
            self._put_off[wish.id] = self._in_the_way(wish, day)
        self.contact(wish.person, day, yearly=wish.yearly)
        self.occupy(day)
        return day

    def tell(self, stands: Stands) -> date:
        """Write down what kept a touchpoint that stands from the day of its rule, as far as the board shows it.

        Nothing is said where one of the days between would have had room: then it was for something else.
        """
        wish, own = stands.wish, stands.contact
        if stands.on > wish.day:
            self._put_off[wish.id] = self._in_the_way(wish, stands.on, own=own)
        return stands.on

    def _first(self, wish: Wish, start: date) -> date:
        near = self._near.get(wish.person) if wish.person else None
        number = self._days.index(self._days.on_or_after(start))
        while True:
            free = self._full.free_from(number)
            free = near.free_from(free) if near else free
            if free != number:
                number = free
                continue
            day = self._days.day(number)
            allowed = self._within_cap(wish, day)
            if allowed == day:
                return day
            number = self._days.index(self._days.on_or_after(allowed))

    def _in_the_way(self, wish: Wish, day: date, *, own: date | None = None) -> str:
        """Return in words what kept `wish` from the days before `day`; empty where nothing but the moment did.

        With `own`, the contact on that day is its own, and what is said has to hold of all the days.
        """
        spacing = self._policy.spacing_business_days
        first, last = self._days.index(self._days.on_or_after(wish.day)), self._days.index(day)
        known = _without(own, self._contacts.get(wish.person, []) if wish.person else [])
        near = [c for c in known if self._days.index(c) - spacing < last and self._days.index(c) + spacing > first]
        # A busy year puts a wish off by hundreds of days: the first and the last of them tell why.
        numbers = [*range(first, min(first + _TELLING, last)), *range(max(first + _TELLING, last - 1), last)]
        said = []
        blocked = {n for n in numbers for c in near if abs(self._days.index(c) - n) < spacing}
        if blocked:
            contacts = " and ".join(day_words(c) for c in near)
            said.append(f"{spacing} business days from the one to the same person on {contacts}")
        full = [n for n in numbers if self._full.free_from(n) != n and n not in blocked]
        if full:
            days = " and ".join(day_words(self._days.day(n)) for n in full[:3])
            said.append(f"{self._policy.per_day} touchpoints are due on {days}")
        rest = [self._days.day(n) for n in numbers if n not in blocked and n not in full]
        if own is not None and any(self._within_cap(wish, one, own=own) == one for one in rest):
            return ""
        if rest and wish.yearly:
            said.append(f"{self._policy.keep_in_touch_per_year} a year to the same person at the most")
        return ", ".join(said)

    def _within_cap(self, wish: Wish, day: date, *, own: date | None = None) -> date:
        """Return `day`, or a later one where the person's year from some contact on is already full."""
        known = _without(own, self._yearly.get(wish.person, []) if wish.yearly and wish.person else [])
        cap = self._policy.keep_in_touch_per_year
        at = bisect_left(known, day)
        # Any `cap` known contacts that share a year with `day` are one too many.
        for first in range(max(0, at - cap), min(at, len(known) - cap) + 1):
            if max(known[first + cap - 1], day) - min(known[first], day) < YEAR:
                return known[first] + YEAR
        return day


def _without(own: date | None, days: list[date]) -> list[date]:
    """Return `days` less one `own`."""
    at = days.index(own) if own in days else len(days)
    return days[:at] + days[at + 1 :] if own is not None else days


def settle(chains: Iterable[Chain], board: Board) -> None:
    """Run all chains to their ends; of the wishes open at a time the earliest day, then the id, is served first."""
    queue: list[tuple[date, TouchpointId, int, Wish]] = []
    running = list(chains)
    for number, chain in enumerate(running):
        _ask(chain, None, number, queue, board)
    while queue:
        _, _, number, wish = heapq.heappop(queue)
        _ask(running[number], board.place(wish), number, queue, board)


def _ask(
    chain: Chain, got: date | None, number: int, queue: list[tuple[date, TouchpointId, int, Wish]], board: Board
) -> None:
    """Tell a chain the day that it got and queue its next wish; what stands seeks no day, so that it need not wait."""
    try:
        onward = next(chain) if got is None else chain.send(got)
        while isinstance(onward, Stands):
            onward = chain.send(board.tell(onward))
    except StopIteration:
        return
    heapq.heappush(queue, (onward.day, onward.id, number, onward))
