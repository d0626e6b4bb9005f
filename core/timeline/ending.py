"""Outcomes (T4): which one is in force, what it calls off, and which later talk speaks against it.

An outcome ends what was known on its day. T2 says that every later round starts the count of check-ins, T4 that an
outcome ends them. A round after the day of an outcome goes first: they have come back, so it has its thank-you and its
check-ins, and no word of an end goes to somebody not yet met. Two kinds of rounds do not: those after an offer or its
acceptance, where there is no decision left to wait for, and those that stood on the calendar when the user was rejected
or withdrew, which are most likely off though nobody took them down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.model import Outcome, OutcomeWord, ProcessId
from core.timeline.rounds import Process, Round

ENDED = (OutcomeWord.REJECTED, OutcomeWord.WITHDRAWN, OutcomeWord.NO_RESPONSE)
"""The outcomes after which people are kept in touch with."""
_CALLS_OFF = (OutcomeWord.REJECTED, OutcomeWord.WITHDRAWN)


def followed(processes: Iterable[Process], outcomes: Mapping[ProcessId, Outcome]) -> tuple[Process, ...]:
    """Return the processes without the rounds that the user has withdrawn from; at least one round is left of each."""
    lessened = (_without_what_is_off(process, outcomes.get(process.id)) for process in processes)
    return tuple(process for process in lessened if process.rounds)


def _without_what_is_off(process: Process, outcome: Outcome | None) -> Process:
    if outcome is None or outcome.word is not OutcomeWord.WITHDRAWN:
        return process
    return replace(process, rounds=tuple(one for one in process.rounds if not _is_off(one, outcome)))


def in_force(processes: Iterable[Process], outcomes: Mapping[ProcessId, Outcome]) -> Mapping[ProcessId, Outcome]:
    """Return the outcomes less those of processes that a later round has opened again."""
    return {
        process.id: outcome
        for process in processes
        if (outcome := outcomes.get(process.id)) is not None and not _is_open_again(process, outcome)
    }


def _is_open_again(process: Process, outcome: Outcome) -> bool:
    if outcome.word not in ENDED:
        return False
    return any(one.day > outcome.on and not _is_off(one, outcome) for one in process.talks)


def _is_off(one: Round, outcome: Outcome) -> bool:
    """True for a round after the day of a rejection or withdrawal that was known by then, and of which the user has not
    told anything since that was said or done in it.
    """
    if outcome.word not in _CALLS_OFF or one.day <= outcome.on:
        return False
    told = one.interview.directives
    return not (told.idea or told.promise) and not {one.interview.id, *one.interview.aliases}.isdisjoint(outcome.known)
