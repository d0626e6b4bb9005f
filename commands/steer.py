"""Steering without the calendar: `outcome`, `done`, `skip`. Each decision is kept first, then carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.output import emit, json_option, say, talk
from commands.sync import run_sync
from core.errors import AfterwordError
from core.model import Outcome, OutcomeWord, Past, Touchpoint, TouchpointStatus
from core.state import Decisions, Ended, Settled
from core.store import commit_decisions, load_decisions, lock

WAIT = 10.0
"""Seconds to wait for a sync that is under way."""


def decide(session: Session, change: Callable[[Decisions], Decisions]) -> int:
    """Keep a decision, then let the calendar written to follow; return the exit status.

    The decision stands even where the calendar cannot be reached now: the next sync carries it out.
    """
    with lock(session.home, timeout=WAIT):
        commit_decisions(session.home, change(load_decisions(session.home)))
    accounts = session.accounts()
    if not accounts.entries or accounts.paused:
        return 0
    only = accounts.write[0] if accounts.write else accounts.entries[0].name
    try:
        result = run_sync(session, only=only, wait=WAIT)
    except AfterwordError as err:
        talk(f"afterword: it is noted, but the calendar could not follow yet. {err.sentence()}")
        return 0
    for account in result.accounts:
        if account.error:
            talk(f"afterword: it is noted, but the calendar could not follow yet. {account.error}")
    return 0


def _settle(ctx: click.Context, wanted: str, status: TouchpointStatus, *, as_json: bool, told: str) -> int:
    session = session_of(ctx)
    touchpoint: Touchpoint = Known(session).touchpoint(wanted)
    today = session.now.astimezone(session.zone).date()

    past = Past(
        id=touchpoint.id,
        kind=touchpoint.kind,
        number=touchpoint.number,
        basis=touchpoint.basis,
        due=touchpoint.due,
        written=False,
        late=touchpoint.late,
        pinned=touchpoint.pinned,
    )

    def change(decisions: Decisions) -> Decisions:
        settled = {**decisions.settled, touchpoint.id: Settled(status=status, on=today, past=past)}
        return replace(decisions, settled=settled)

    exit_status = decide(session, change)
    after = Known(session)
    fresh = next((t for t in after.touchpoints if t.id == touchpoint.id), replace(touchpoint, status=status))
    if as_json:
        emit(after.touchpoint_json(fresh))
    else:
        say(f"{told}: {touchpoint.kind.value.replace('_', '-')} {touchpoint.id}.")
    return exit_status


@click.command()
@click.argument("wanted", metavar="ID")
@json_option
@global_options
@click.pass_context
def done(ctx: click.Context, wanted: str, as_json: bool) -> int:
    """Tick a touchpoint off: it is sent. The tick is written into the reminder's title."""
    return _settle(ctx, wanted, TouchpointStatus.DONE, as_json=as_json, told="Done")


@click.command()
@click.argument("wanted", metavar="ID")
@json_option
@global_options
@click.pass_context
def skip(ctx: click.Context, wanted: str, as_json: bool) -> int:
    """Take a touchpoint away for good; its reminder is removed."""
    return _settle(ctx, wanted, TouchpointStatus.SKIPPED, as_json=as_json, told="Skipped")


@click.command()
@click.argument("process", metavar="PROCESS")
@click.argument("word", metavar="WORD", type=click.Choice([word.value for word in OutcomeWord]))
@json_option
@global_options
@click.pass_context
def outcome(ctx: click.Context, process: str, word: str, as_json: bool) -> int:
    """Say how a process ended: offer, accepted, rejected, withdrawn or no_response.

    PROCESS is its id, one of its interviews, or the company's name.
    """
    session = session_of(ctx)
    rounds = Known(session).process(process)
    on = session.now.astimezone(session.zone).date()
    ended = Ended(
        outcome=Outcome(word=OutcomeWord(word), on=on),
        interviews=tuple(alias for interview in rounds for alias in interview.aliases),
    )
    exit_status = decide(session, lambda decisions: replace(decisions, ended=(*decisions.ended, ended)))
    if as_json:
        emit(
            {
                "process": rounds[0].process,
                "company": rounds[0].company,
                "role": rounds[0].role,
                "outcome": word,
                "on": on.isoformat(),
            }
        )
    else:
        say(f"Noted: {rounds[0].company or rounds[0].process} ended with {word.replace('_', ' ')}.")
    return exit_status
