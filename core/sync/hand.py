"""The user's hand (P3): what they did to our reminders since the last sync, read off the calendar. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo

from core.model import (
    AccountName,
    CalendarId,
    InterviewId,
    Mark,
    Past,
    Reminder,
    Standee,
    TouchpointId,
    TouchpointStatus,
)
from core.recognise.directives import lift
from core.state import Settled, Snoozed
from core.sync.marks import digest, split_tick, tick

TICK = "✓ "
"""What `done` writes in front of a title."""


def title_is_ours(standee: Standee) -> bool:
    """True where the title, its tick aside, still says what we wrote."""
    return standee.mark is not None and digest(split_tick(standee.title)[1]) == standee.mark.title


def text_is_ours(standee: Standee) -> bool:
    """True where the description still says what we wrote, directive lines of the user's aside."""
    if standee.mark is None:
        return False
    if text_digest(standee) == standee.mark.text:
        return True
    return any(digest(before) == standee.mark.text for before in lift(standee.text)[0])


def text_digest(standee: Standee) -> str:
    """Return the digest of the description: of what we wrote, where the calendar only says it in its own way."""
    return standee.said or digest(standee.text)


def time_is_ours(standee: Standee) -> bool:
    """True where the reminder stands when we put it."""
    return standee.mark is not None and same_moment(standee.start, standee.mark.start)


def same_moment(one: datetime, other: datetime) -> bool:
    """True where both are one instant; `==` between zones is never true inside a repeated hour (PEP 495)."""
    return one.astimezone(UTC) == other.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What the user's hand has settled so far, and everything remembered of earlier touchpoints."""

    settled: Mapping[TouchpointId, Settled]
    snoozed: Mapping[TouchpointId, Snoozed]
    history: tuple[Past, ...]


def notice(
    *,
    before: Sequence[Standee],
    now_standing: Sequence[Standee],
    unread: frozenset[tuple[AccountName, CalendarId]],
    history: Sequence[Past],
    settled: Mapping[TouchpointId, Settled],
    snoozed: Mapping[TouchpointId, Snoozed],
    taken: Container[TouchpointId] = (),
    now: datetime,
    zone: tzinfo,
) -> Hand:
    """Compare the reminders as last known with those that stand now.

    `unread` are the calendars that could not be read (or are not believed) in this sync: nothing is concluded from
    what is missing there, nor from what is missing of those `taken` away by the program. A reminder that vanished was
    deleted by the user and is dismissed; one that came back is theirs again; a tick settles as done on the local day of
    `now`, and a tick taken away unsettles.
    """
    today = now.astimezone(zone).date()
    standing = {standee.id: standee for standee in now_standing}
    earlier = {standee.id: standee for standee in before}
    verdicts = dict(settled)
    for known in vanished(before, now_standing, unread):
        if known.id not in verdicts and known.id not in taken:
            past = past_of(known) if known.mark else None
            verdicts[known.id] = Settled(status=TouchpointStatus.DISMISSED, on=today, past=past)
    for found in now_standing:
        verdict = _verdict(found, earlier.get(found.id), verdicts.get(found.id), today)
        if verdict is not None:
            verdicts[found.id] = verdict
        elif found.id in verdicts:
            del verdicts[found.id]
    waiting = {id: nap for id, nap in snoozed.items() if not _carried_out(nap, standing.get(id))}
    pasts = {past.id: past for past in pasts_of(waiting, verdicts)}
    pasts.update((past.id, past) for past in history)
    pasts.update((found.id, past_of(found)) for found in now_standing if found.mark)
    return Hand(
        settled=verdicts,
        snoozed=waiting,
        history=tuple(sorted((settle(p, verdicts, waiting) for p in pasts.values()), key=lambda past: past.id)),
    )


def _carried_out(nap: Snoozed, found: Standee | None) -> bool:
    """True where the reminder stands where `snooze` put it, as one that the user moved: the word has done its work."""
    return found is not None and same_moment(found.start, nap.until) and not time_is_ours(found)


def vanished(
    before: Sequence[Standee], now_standing: Sequence[Standee], unread: Iterable[tuple[AccountName, CalendarId]]
) -> tuple[Standee, ...]:
    """Return the reminders that stood and stand nowhere any more, as far as their calendars could be read."""
    standing = {standee.id for standee in now_standing}
    return tuple(known for known in before if known.id not in standing and not _unread(known, unread))


def _unread(standee: Standee, unread: Iterable[tuple[AccountName, CalendarId]]) -> bool:
    return standee.ref.place in unread


def _verdict(found: Standee, earlier: Standee | None, settled: Settled | None, today: date) -> Settled | None:
    """Return what is settled about a reminder that stands: None where nothing is, or no longer."""
    if tick(found.title):
        if settled is None or settled.status is not TouchpointStatus.DONE:
            return Settled(status=TouchpointStatus.DONE, on=today, past=past_of(found) if found.mark else None)
        return settled
    if settled is None or settled.status is TouchpointStatus.SKIPPED:
        return settled
    if settled.status is TouchpointStatus.DISMISSED:
        return None  # the user took it out of the bin again
    untick = earlier is not None and tick(earlier.title)
    return None if untick else settled


def pasts_of(snoozed: Mapping[TouchpointId, Snoozed], settled: Mapping[TouchpointId, Settled]) -> tuple[Past, ...]:
    """Return what the decisions themselves remember of touchpoints, each once."""
    pasts = {nap.past.id: nap.past for nap in snoozed.values() if nap.past}
    pasts.update((verdict.past.id, verdict.past) for verdict in settled.values() if verdict.past)
    return tuple(pasts.values())


def past_of(standee: Standee) -> Past:
    """Return what a standing reminder itself remembers; `standee.mark` must be there."""
    mark = standee.mark
    if mark is None:
        raise ValueError(f"reminder {standee.id} has no mark")
    return Past(
        id=standee.id,
        kind=mark.kind,
        number=mark.number,
        basis=mark.basis,
        due=standee.start,
        late=mark.late,
        pinned=not time_is_ours(standee),
        person=mark.person,
    )


def dismissed(reminder: Reminder, today: date) -> Settled:
    """Return what is settled about a reminder of which its calendar remembers that the user deleted it."""
    mark = reminder.mark
    past = Past(
        id=reminder.id, kind=mark.kind, number=mark.number, basis=mark.basis, due=reminder.start, late=mark.late
    )
    return Settled(status=TouchpointStatus.DISMISSED, on=today, past=past)


def settle(past: Past, settled: Mapping[TouchpointId, Settled], snoozed: Mapping[TouchpointId, Snoozed]) -> Past:
    """Return `past` with what the user decided about it."""
    verdict, nap = settled.get(past.id), snoozed.get(past.id)
    return replace(
        past,
        settled=verdict.status if verdict else None,
        settled_on=verdict.on if verdict else None,
        snoozed=nap.until if nap else None,
    )


def first_noticed(marks: Iterable[Mark]) -> Mapping[InterviewId, datetime]:
    """Return by when each interview had been noticed, as far as reminders remember it: a lost state finds it here.

    The moment in a mark is that of the interview which ends last. Of the others a mark only says that they were known
    when it was written, and so before the reminder is over: that is never earlier than what a state knows of them.
    """
    moments: dict[InterviewId, datetime] = {}
    for mark in marks:
        if mark.first_seen is None:
            continue
        last = max(mark.basis.values(), default=None)
        for interview, end in mark.basis.items():
            moment = mark.first_seen if end == last else max(mark.first_seen, mark.end)
            moments[interview] = min(moment, moments.get(interview, moment))
    return moments


def stray(past: Past, known: Iterable[InterviewId]) -> bool:
    """True where none of the interviews that a reminder stands for is known any more (a lost state, an old meeting)."""
    return not set(past.basis) & set(known)


def refs_of(standees: Iterable[Standee]) -> frozenset[tuple[AccountName, CalendarId]]:
    """Return the calendars in which reminders stand."""
    return frozenset(s.ref.place for s in standees)
