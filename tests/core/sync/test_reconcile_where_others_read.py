"""A record nobody plans any more moves to a calendar that others read: our names go, the user's words stay."""

from __future__ import annotations

from dataclasses import replace

from core.sync.marks import digest
from core.sync.reconcile import merged
from tests.core.sync.world import World, interview


def test_our_names_go_and_the_users_words_stay() -> None:
    world = World()
    world.calendar.put(interview())
    world.sync()
    standee = world.state.standees[0]
    bare = merged(standee, None, done=False, discreet=True, veiled=True, now=world.now)
    assert (bare.title, bare.text) == ("Follow up", "")
    assert (bare.mark.title, bare.mark.text) == (digest("Follow up"), digest(""))
    assert (bare.start, bare.end) == (standee.start, standee.end)
    theirs = replace(standee, title="call Dana", text="my own words")
    kept = merged(theirs, None, done=False, discreet=True, veiled=True, now=world.now)
    assert (kept.title, kept.text) == ("call Dana", "my own words")
    plain = merged(standee, None, done=False, discreet=False, now=world.now)
    assert (plain.title, plain.text) == (standee.title, standee.text)
