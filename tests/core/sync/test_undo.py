"""Taking back on calendars in memory: what was written goes, the user's hand stays, a failure is made good later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SourceError, Unavailable
from core.model import Kind, Standee, Window
from core.state import Decisions, Ended, Snoozed, Wrote
from core.sync.purge import purge
from core.sync.run import AHEAD, BEHIND
from core.sync.undo import Undone, decide, places_of, taken_back, told, undo
from tests.core.sync.world import ACCOUNT, CALENDAR, NOON, World, interview, ordinary

PLACE = (ACCOUNT, CALENDAR)


def ready() -> World:
    world = World()
    world.calendar.put(interview())
    world.calendar.put(ordinary("standup", start=NOON))
    world.sync()
    return world


def standing(world: World) -> list[Standee]:
    return list(world.accounts[ACCOUNT].sink(CALENDAR).reminders(Window(start=NOON - BEHIND, end=NOON + AHEAD)))


def undone(world: World, wrote: tuple[Wrote, ...] | None = None) -> Undone:
    steps = decide(world.state.wrote if wrote is None else wrote, {PLACE: standing(world)})
    return undo(steps, {PLACE: world.accounts[ACCOUNT].sink(CALENDAR)}, decided=False)


def test_a_journal_names_its_calendars() -> None:
    assert places_of(ready().state.wrote) == (PLACE,)
    assert places_of(()) == ()


HANDS = st.lists(st.sampled_from(["leave", "move", "edit", "title", "delete"]), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(HANDS)
def test_what_was_created_goes_and_what_the_user_touched_stays(hands: list[str]) -> None:
    world = ready()
    others = {key: event for key, event in world.calendar.events.items() if not event.own}
    kept = {}
    for event, hand in zip(world.standing(), hands, strict=True):
        if hand == "delete":
            world.calendar.remove(event.ref.event_id)
        elif hand != "leave":
            hour = timedelta(hours=1)
            changed = {
                "move": replace(event, start=event.start + hour, end=event.end + hour),
                "edit": replace(event, description=event.description + "\nmine"),
                "title": replace(event, title="✓ " + event.title),
            }
            kept[event.ref.event_id] = world.calendar.put(changed[hand])
    done = undone(world)
    assert world.calendar.events == {**others, **kept}
    assert (len(done.removed), len(done.left)) == (hands.count("leave"), len(kept))


def test_a_failure_half_way_leaves_the_rest_for_another_time() -> None:
    world = ready()
    world.calendar.faults["delete"] = [None, Unavailable("work: the line is down")]
    done = undone(world)
    assert (list(done.trouble), len(done.again), len(world.standing())) == ([ACCOUNT], 2, 2)
    again = undone(world, tuple(done.again))
    assert (again.trouble, again.again, world.standing()) == ({}, [], [])


def test_a_calendar_that_cannot_be_read_is_tried_another_time() -> None:
    world = ready()
    steps = decide(world.state.wrote, {})
    assert (len(steps.todo), steps.skipped) == (3, ())
    done = undo(steps, {PLACE: SourceError("work: gone")}, decided=False)
    assert len(done.again) == len(world.standing()) == 3


def test_a_purge_that_fails_half_way_finishes_later() -> None:
    world = ready()
    before = {key: event for key, event in world.calendar.events.items() if not event.own}
    sink = world.accounts[ACCOUNT].sink(CALENDAR)
    world.calendar.faults["delete"] = [None, Unavailable("work: the line is down")]
    assert list(purge({PLACE: sink}).trouble) == [ACCOUNT]
    assert len(purge({PLACE: sink}).removed) == 2
    assert world.calendar.events == before


NAMES = st.sampled_from(["a", "b", "c"])
DECISIONS = st.builds(
    Decisions,
    kinds=st.dictionaries(NAMES, st.sampled_from(Kind), max_size=3),
    snoozed=st.dictionaries(NAMES, st.builds(Snoozed, until=st.just(NOON)), max_size=2),
    ended=st.lists(st.builds(Ended, outcome=st.none(), interviews=st.tuples(NAMES)), max_size=2, unique_by=str).map(
        tuple
    ),
)


@given(DECISIONS, DECISIONS)
def test_a_decision_taken_back_is_as_if_it_had_never_been(before: Decisions, after: Decisions) -> None:
    back = taken_back(after, told(before, after))
    assert (list(back.kinds.items()), back.snoozed, set(map(str, back.ended))) == (
        list(before.kinds.items()), before.snoozed, set(map(str, before.ended)),
    )  # fmt: skip
    assert taken_back(back, told(before, after)) == back


def test_what_was_decided_since_is_not_taken_back() -> None:
    said = told(Decisions(), Decisions(kinds={"a": Kind.NONE, "b": Kind.NONE}))
    now = Decisions(kinds={"a": Kind.INTERVIEW, "b": Kind.NONE, "c": Kind.RECRUITER})
    assert taken_back(now, said).kinds == {"a": Kind.INTERVIEW, "c": Kind.RECRUITER}


def test_a_mark_taken_back_is_no_later_word_than_the_marks_since() -> None:
    before = Decisions(kinds={"a": Kind.NONE, "b": Kind.INTERVIEW})
    said = told(before, Decisions(kinds={"b": Kind.INTERVIEW, "a": Kind.INTERVIEW}))
    now = Decisions(kinds={"b": Kind.INTERVIEW, "a": Kind.INTERVIEW, "c": Kind.RECRUITER})
    assert list(taken_back(now, said).kinds.items())[1:] == [("a", Kind.NONE), ("c", Kind.RECRUITER)]
