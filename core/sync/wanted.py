"""The reminders that a plan wants: each touchpoint within the horizon with its notes drafted. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.config import Config
from core.model import Interview, Note, Reminder, Touchpoint, TouchpointId, TouchpointStatus
from core.notes.draft import draft
from core.notes.reminder import reminder
from core.notes.strangers import NOBODY, Names
from core.recognise.directives import confirm
from core.sync.outlook import Outlook, first_seen, stands
from core.sync.reconcile import Wanted, as_by_hand

OPEN = (TouchpointStatus.PLANNED, TouchpointStatus.SCHEDULED)


def wanted_reminders(
    view: Outlook,
    *,
    standing: frozenset[TouchpointId],
    config: Config,
    overrides: Mapping[str, str],
    snoozed: Container[TouchpointId] = (),
    now: datetime,
) -> Mapping[TouchpointId, Wanted]:
    """Return the reminders due within the horizon, which may be created, and those that stand already (T7)."""
    horizon = now + timedelta(days=config.policy.horizon_days)
    rounds = view.by_process()
    found: dict[TouchpointId, Wanted] = {}
    for touchpoint in view.plan.touchpoints:
        fresh = touchpoint.status in OPEN and now <= touchpoint.due <= horizon
        if fresh or touchpoint.id in standing:
            met = rounds.get(touchpoint.process, ())
            said = answers(touchpoint, met, now)
            drafted = drafted_reminder(touchpoint, met, config=config, overrides=overrides, answers=said, now=now)
            napping = touchpoint.id in snoozed
            if napping:
                drafted = replace(drafted, mark=as_by_hand(drafted.mark, drafted.start))
            found[touchpoint.id] = Wanted(reminder=drafted, fresh=fresh, answers=said, snoozed=napping)
    return found


def answers(touchpoint: Touchpoint, met: Sequence[Interview], now: datetime) -> tuple[str, ...]:
    """Return the lines that say what was understood of what the user wrote about the interviews of a touchpoint."""
    rounds = [i for i in counted(met, now) if set(i.aliases) & set(touchpoint.basis)]
    return tuple(dict.fromkeys(line for interview in rounds for line in confirm(interview.directives)))


def notes_of(
    touchpoint: Touchpoint,
    rounds: Sequence[Interview],
    *,
    config: Config,
    overrides: Mapping[str, str],
    now: datetime,
    language: str = "",
    others: Names = NOBODY,
) -> tuple[Note, ...]:
    """Return the drafted notes of a touchpoint; `rounds` are the interviews of its process.

    `language` takes the place of the configured one; `others` are all names known, for the check.
    """
    return draft(
        touchpoint,
        rounds=counted(rounds, now),
        me=config.me,
        now=now,
        overrides=overrides,
        language=language or config.language,
        others=others,
    )


def drafted_reminder(
    touchpoint: Touchpoint,
    rounds: Sequence[Interview],
    *,
    config: Config,
    overrides: Mapping[str, str],
    answers: Sequence[str],
    now: datetime,
) -> Reminder:
    """Return the reminder of a touchpoint as it is to stand in the calendar."""
    met = counted(rounds, now)
    return reminder(
        touchpoint,
        notes_of(touchpoint, rounds, config=config, overrides=overrides, now=now),
        rounds=met,
        me=config.me,
        discreet=bool(config.discreet),
        veiled=config.veiled,
        first_seen=first_seen(touchpoint, rounds),
        confirm=answers,
    )


def counted(rounds: Sequence[Interview], now: datetime) -> tuple[Interview, ...]:
    """Return the rounds that count; where none does (all cancelled), all of them, so that a draft has its facts."""
    return tuple(interview for interview in rounds if stands(interview, now)) or tuple(rounds)
