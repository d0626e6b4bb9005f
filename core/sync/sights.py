"""One reminder seen through more than one account is one: a calendar connected twice, or shared with oneself. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.model import AccountName, Place, Ref, Standee, TouchpointId
from core.sync.ports import Account, Connected
from core.sync.pull import Pulled


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """Tells sights of one reminder from reminders that stand twice; `accounts` know their events by name."""

    accounts: Mapping[AccountName, Account]

    @classmethod
    def of(cls, connected: Iterable[Connected]) -> Sights:
        """Return what tells the sights of these accounts."""
        return cls(accounts={one.account.name: one.account for one in connected})

    def same(self, one: Standee, other: Standee) -> bool:
        """True where both are surely one event: known by one name, or else by one id in one version."""
        verdict = self._verdict(one, other)
        if verdict is None:
            return bool(one.etag) and (one.ref.event_id, one.etag) == (other.ref.event_id, other.etag)
        return verdict

    def apart(self, one: Standee, other: Standee) -> bool:
        """True where both are surely two events, so that the one stays when the other is taken away."""
        return self._verdict(one, other) is False

    def once(
        self, standees: Sequence[Standee], *, target: Place, unread: Collection[Place] = ()
    ) -> tuple[Standee, ...]:
        """Return the reminders, each event once: as the calendar written to knows it, where that can reach it.

        `unread` are calendars of which only old sights are known: what another account says of an event is newer.
        """
        kept: dict[TouchpointId, list[Standee]] = {}
        for standee in sorted(standees, key=lambda s: (s.ref.place != target, s.mark is None, s.ref.place, s.start)):
            seen = kept.setdefault(standee.id, [])
            at = next((n for n, known in enumerate(seen) if self.same(known, standee)), None)
            if at is None:
                seen.append(self._reached_from(target, standee))
            elif seen[at].ref.place in unread and standee.ref.place not in unread:
                seen[at] = replace(standee, ref=seen[at].ref, mark=standee.mark or seen[at].mark)
        return tuple(sorted((s for seen in kept.values() for s in seen), key=lambda s: (s.start, s.id, *s.ref.place)))

    def _reached_from(self, target: Place, standee: Standee) -> Standee:
        """Return a reminder seen through another account as the calendar written to knows it, where it can reach it."""
        there = replace(standee, ref=Ref(account=target[0], calendar=target[1], event_id=standee.ref.event_id))
        return there if self._verdict(there, standee) else standee

    def _verdict(self, one: Standee, other: Standee) -> bool | None:
        """Return whether both are one event, None where their names do not tell."""
        if one.ref.account == other.ref.account:
            return one.ref == other.ref
        first, second = (self.accounts.get(standee.ref.account) for standee in (one, other))
        if first is None or second is None:
            return None
        here, there = first.whereabouts(one.ref), second.whereabouts(other.ref)
        if here.realm == there.realm:
            return here.name == there.name
        return False if first.kind != second.kind else None


def seen_once(pulled: Pulled, connected: Iterable[Connected], *, target: Place) -> Pulled:
    """Return what was pulled with each of our events once, through however many accounts it is seen."""
    sights = Sights.of(connected)
    return replace(
        pulled,
        standees=sights.once(pulled.standees, target=target, unread=pulled.unread),
        notices=sights.once(pulled.notices, target=target, unread=pulled.unread),
    )
