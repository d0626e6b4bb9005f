"""The reading half of a sync: every calendar asked for its news, each failure kept to its own account."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from core.errors import CursorExpired, SignInNeeded, SourceError
from core.model import AccountName, CalendarId, Event, Me, Place, Reading, Ref, Sighting, Standee, Standing
from core.said import Said
from core.state import CalendarState, State
from core.sync.gather import Gathered, Memory, gather, memory_of, sudden_loss
from core.sync.ports import Connected, Page, Reach, Source

Reader = Callable[[Event], Reading]


@dataclass(slots=True, kw_only=True)
class Trouble:
    """What went wrong with one account: `status` and the sentence.

    `braked` where it answered, but is not believed (P7); `rested` where it was not asked, having failed too often.
    """

    status: str
    error: str
    braked: bool = False
    rested: bool = False


NOBODY: Mapping[AccountName, Trouble] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """The state's reading part after all pulls; `unread` are calendars that could not be read or are not believed."""

    calendars: tuple[CalendarState, ...]
    sightings: tuple[Sighting, ...]
    standees: tuple[Standee, ...]
    notices: tuple[Standee, ...]
    unread: frozenset[Place]
    changed: Mapping[AccountName, int]
    trouble: Mapping[AccountName, Trouble]
    warnings: tuple[str, ...]
    reach: Reach
    read: Reader


def pull_all(
    connected: Sequence[Connected],
    *,
    also: Iterable[Place],
    state: State,
    reach: Reach,
    read: Reader,
    full: bool,
    only: AccountName | None,
    accept: bool,
    now: datetime,
    me: Me,
    kinds: Said,
    resting: Mapping[AccountName, Trouble] = NOBODY,
) -> Pulled:
    """Pull every calendar that is read, and those in `also` (where reminders stand or go), as far as they can be.

    `only` limits the reading to one account: what the others hold stays as it was last read, except where reminders
    stand or go. `accept` believes a calendar that lost suspiciously much. Who is `resting` is not asked at all. Each
    event is read by itself first, then in the light of the others of all calendars. `kinds` are the user's marks.
    """
    memories: dict[Place, Memory] = {}
    unread: set[Place] = {(c.account, c.calendar) for c in state.calendars}
    unread |= {s.ref.place for s in state.standees} | set(also)
    changed: dict[AccountName, int] = {}
    trouble, warnings = dict(resting), list[str]()
    plan = _Plan(state=state, reach=reach, read=read, full=full, accept=accept, now=now, me=me, kinds=kinds)
    asked = [one for one in connected if one.account.name not in resting]
    answers = [answer for one in asked for answer in _ask(one, _wanted(one, also=also, only=only), plan, trouble)]
    for answer in _believed(_reopened(answers, plan), plan, trouble):
        calendar = answer.before.calendar
        unread.discard((calendar.account, calendar.calendar))
        memories[calendar.account, calendar.calendar] = answer.gathered.memory
        changed[calendar.account] = changed.get(calendar.account, 0) + answer.gathered.changed
        warnings += [f"{calendar.account}: {each.what}: {each.why}" for each in answer.gathered.problems]
    joined = _joined(state, memories)
    return Pulled(
        calendars=joined.calendars,
        sightings=joined.sightings,
        standees=joined.standees,
        notices=joined.notices,
        unread=frozenset(unread),
        changed=changed,
        trouble=trouble,
        warnings=tuple(warnings),
        reach=reach,
        read=read,
    )


def _wanted(one: Connected, *, also: Iterable[Place], only: AccountName | None) -> Iterable[CalendarId]:
    """Return the calendars of an account to pull, each once: those that are read, and those where reminders stand."""
    reads = one.reads if only in (None, one.account.name) else ()
    return dict.fromkeys((*reads, *(calendar for account, calendar in also if account == one.account.name)))


def _memory(state: State, account: AccountName, calendar: CalendarId) -> Memory:
    return memory_of(
        account,
        calendar,
        calendars=state.calendars,
        sightings=state.sightings,
        standees=state.standees,
        notices=state.notices,
    )


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What every pull of one sync shares."""

    state: State
    reach: Reach
    read: Reader
    full: bool
    accept: bool
    now: datetime
    me: Me
    kinds: Said

    @cached_property
    def first_seen(self) -> Mapping[tuple[str, str], datetime]:
        """When each meeting, by (uid, recurrence), was first noticed in any calendar."""
        return _first_seen(self.state.sightings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What one calendar answered: what was remembered of it `before`, and what it is now, each event by itself."""

    source: Source
    before: Memory
    pages: tuple[Page, ...]
    whole: bool
    gathered: Gathered
    alone: Mapping[Ref, Reading]


def _first_seen(sightings: Iterable[Sighting]) -> Mapping[tuple[str, str], datetime]:
    moments: dict[tuple[str, str], datetime] = {}
    for sighting in sightings:
        key = (sighting.uid, sighting.recurrence)
        moments[key] = min(sighting.first_seen, moments.get(key, sighting.first_seen))
    return moments


def _ask(
    one: Connected, calendars: Iterable[CalendarId], plan: _Plan, trouble: dict[AccountName, Trouble]
) -> Iterator[_Answer]:
    """Yield what the calendars of one account answer; what goes wrong is put into `trouble`."""
    name = one.account.name
    for calendar in calendars:
        try:
            yield _pull(one.account.source(calendar), _memory(plan.state, name, calendar), plan)
        except SignInNeeded as err:
            trouble[name] = Trouble(status="sign_in_needed", error=named(name, err))
            return
        except SourceError as err:
            trouble[name] = Trouble(status="failed", error=named(name, err))


def _pull(source: Source, before: Memory, plan: _Plan) -> _Answer:
    """Pull one calendar since its cursor, or all of it where there is none or it has expired."""
    cursor = None if plan.full else before.calendar.cursor
    try:
        pages = tuple(source.pull(plan.reach, cursor))
    except CursorExpired:
        cursor = None
        pages = tuple(source.pull(plan.reach, None))
    alone: dict[Ref, Reading] = {}

    def read(event: Event) -> Reading:
        alone[event.ref] = found = plan.read(event)
        return found

    gathered = _gathered(before, pages, plan, whole=cursor is None, read=read)
    return _Answer(source=source, before=before, pages=pages, whole=cursor is None, gathered=gathered, alone=alone)


def _reopened(answers: Sequence[_Answer], plan: _Plan) -> list[_Answer]:
    """Return the answers with those calendars read whole in which a meeting waits for what has become known now.

    `Dana / Robin` was a maybe when it came; since then somebody at Dana's firm has invited to a sure interview.
    """
    if all(answer.whole or not _unsure(answer) for answer in answers) or not any(answer.alone for answer in answers):
        return list(answers)
    from core.recognise.context import context_of, waits_for

    before = context_of(plan.state.sightings, me=plan.me, kinds=plan.kinds)
    now = context_of(_known(answers, plan), me=plan.me, kinds=plan.kinds)

    def reopened(answer: _Answer) -> _Answer:
        if answer.whole or not any(waits_for(each, now, before=before, me=plan.me) for each in _unsure(answer)):
            return answer
        try:
            return _pull(answer.source, answer.before, replace(plan, full=True))
        except SourceError:
            return answer  # it has answered once: what it said then counts

    return [reopened(answer) for answer in answers]


def _unsure(answer: _Answer) -> list[Sighting]:
    return [each for each in answer.gathered.memory.sightings if each.reading.standing is Standing.MAYBE]


def _believed(answers: Sequence[_Answer], plan: _Plan, trouble: dict[AccountName, Trouble]) -> list[_Answer]:
    """Return the answers, read together, of the calendars that have not lost too much; the others go into `trouble`.

    What is remembered of these still stands when the rest is read: nobody's meetings lose what explains them (P7).
    """
    read = _together(answers, plan)
    if not any(_loss(answer, plan) for answer in read):
        return read
    # Case: meetings in one calendar that count for the interviews in another. Only the latter lost them.
    losses = [_loss(answer, plan) for answer in _together(answers, plan, also=plan.state.sightings)]
    for answer, loss in zip(answers, losses, strict=True):
        if loss:
            account = answer.before.calendar.account
            trouble.setdefault(account, Trouble(status="failed", error=loss, braked=True))
    return _together([answer for answer, loss in zip(answers, losses, strict=True) if not loss], plan)


def _together(answers: Sequence[_Answer], plan: _Plan, *, also: Iterable[Sighting] = ()) -> list[_Answer]:
    """Return the answers with each event read in the light of the others, those remembered from before among them, and
    of those in `also`.
    """
    if not any(answer.alone or answer.whole for answer in answers):
        return list(answers)
    from core.recognise.context import context_of, in_context

    context = context_of((*also, *_known(answers, plan)), me=plan.me, kinds=plan.kinds)
    if not context.employers and not context.refused:
        return list(answers)

    def again(answer: _Answer) -> _Answer:
        def read(event: Event) -> Reading:
            alone = answer.alone.get(event.ref) or plan.read(event)
            return in_context(event, alone, me=plan.me, context=context)

        pages = _with_named(answer.pages, context.employers)
        return replace(answer, gathered=_gathered(answer.before, pages, plan, whole=answer.whole, read=read))

    return [again(answer) if answer.alone or answer.whole else answer for answer in answers]


def _known(answers: Iterable[_Answer], plan: _Plan) -> list[Sighting]:
    """Return what is known of all calendars once these have answered."""
    answers = list(answers)
    asked = {(each.before.calendar.account, each.before.calendar.calendar) for each in answers}
    others = [s for s in plan.state.sightings if s.ref.place not in asked]
    return [*others, *(sighting for each in answers for sighting in each.gathered.memory.sightings)]


def _with_named(pages: Sequence[Page], employers: Collection[str]) -> tuple[Page, ...]:
    """Return `pages` with the events that their source set aside though they name one of the employers under way."""
    named = {event.ref: event for page in pages for event in page.aside(employers)}
    kept = (replace(page, events=tuple(e for e in page.events if e.ref not in named)) for page in pages)
    return (Page(events=tuple(named.values())), *kept) if named else tuple(pages)


def _gathered(before: Memory, pages: Sequence[Page], plan: _Plan, *, whole: bool, read: Reader) -> Gathered:
    return gather(
        before,
        pages,
        full=whole,
        window=plan.reach.window,
        now=plan.now,
        read=read,
        first_seen=plan.first_seen,
        mine=frozenset(plan.me.emails),
    )


def named(account: AccountName, err: SourceError) -> str:
    """Return the error's sentence with the account in front, where it does not name it itself (P8)."""
    sentence = err.sentence()
    return sentence if account in err.message.split(":")[0] else f"{account}: {sentence}"


def _loss(answer: _Answer, plan: _Plan) -> str:
    """Return a sentence where a calendar lost suspiciously much: an error to report, not a reason to delete (P7).

    Empty where the user said that they `accept` it.
    """
    loss = "" if plan.accept else sudden_loss(answer.before, answer.gathered, window=plan.reach.window, now=plan.now)
    if not loss:
        return ""
    account, calendar = answer.before.calendar.account, answer.before.calendar.calendar
    return (
        f"{account}: the calendar {calendar} {loss}, so nothing of it was withdrawn or deleted. "
        "If that is right, run: afterword sync --accept"
    )


def of_what_is_read(pulled: Pulled, connected: Sequence[Connected]) -> Pulled:
    """Return it without the meetings of calendars that are read no more, or are only written to."""
    names = {one.account.name for one in connected}
    reads = {(one.account.name, calendar) for one in connected for calendar in one.reads}
    kept = (s for s in pulled.sightings if s.ref.account not in names or s.ref.place in reads)
    return replace(pulled, sightings=tuple(kept))


def _joined(state: State, memories: Mapping[Place, Memory]) -> State:
    """Put what was read beside what was remembered of the calendars that were not."""
    fresh = memories.values()
    calendars = [c for c in state.calendars if (c.account, c.calendar) not in memories]
    sightings = [s for s in state.sightings if s.ref.place not in memories]
    standees = [s for s in state.standees if s.ref.place not in memories]
    calendars += [memory.calendar for memory in fresh]
    sightings += [sighting for memory in fresh for sighting in memory.sightings]
    standees += [standee for memory in fresh for standee in memory.standees]
    notices = [s for s in state.notices if s.ref.place not in memories]
    notices += [notice for memory in fresh for notice in memory.notices]
    return State(
        calendars=tuple(sorted(calendars, key=lambda c: (c.account, c.calendar))),
        sightings=tuple(sorted(sightings, key=lambda s: (s.start, s.ref.account, s.ref.calendar, s.ref.event_id))),
        standees=tuple(sorted(standees, key=lambda s: (s.start, s.id, s.ref.account, s.ref.calendar))),
        notices=tuple(sorted(notices, key=lambda s: (s.start, s.id, s.ref.account, s.ref.calendar))),
    )
