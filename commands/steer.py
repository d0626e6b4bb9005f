"""Steering without the calendar: `outcome`, `done`, `skip`, `snooze`. Each decision is kept first, then carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import click

from commands.completion import process_names, touchpoint_ids
from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.output import emit, json_option, say, talk
from commands.sync import run_sync
from commands.views import SETTLED, called, day, kind_words
from core.accounts import Accounts
from core.errors import AfterwordError, UsageProblem
from core.model import Outcome, OutcomeWord, Past, Touchpoint, TouchpointStatus
from core.state import Decisions, Ended, Settled, Snoozed
from core.store import commit_decisions, load_decisions, lock
from core.sync.undo import told

OUTCOMES = [word.value for word in OutcomeWord]
OPEN = "open"
_SAID = {
    "offer": "they made you an offer",
    "accepted": "you accepted",
    "rejected": "they turned you down",
    "withdrawn": "you withdrew",
    "no_response": "they did not answer",
    OPEN: "it is open again",
}
"""How each outcome is told back."""
FARTHEST = timedelta(days=731)
"""How far a touchpoint can be put off: what is to come later is nothing to follow up."""
WAIT = 10.0
"""Seconds to wait for a sync that is under way."""


def decide(
    session: Session, change: Callable[[Decisions], Decisions], *, everywhere: bool = False, undoable: bool = True
) -> int:
    """Keep a decision, then let the calendar written to follow; return the exit status.

    The decision stands even where the calendar cannot be reached now: the next sync carries it out. `everywhere` has
    all accounts read, for a decision that changes how they are read. One that is not `undoable` is for good.
    """
    with lock(session.home, timeout=WAIT):
        before = load_decisions(session.home)
        decided = change(before)
        commit_decisions(session.home, decided)
    accounts = session.accounts()
    if accounts.paused or not (accounts.entries or decided.added):
        return 0
    only = None if everywhere else _asked(accounts)
    try:
        result = run_sync(session, only=only, wait=WAIT, told=told(before, decided) if undoable else None)
    except AfterwordError as err:
        talk(f"afterword: it is noted, but the calendar could not follow yet. {err.sentence()}")
        return 0
    for account in result.accounts:
        if account.error:
            talk(f"afterword: it is noted, but the calendar could not follow yet. {account.error}")
    return 0


def _asked(accounts: Accounts) -> str | None:
    """Return the account to ask for news, the fewest requests: that of the calendar written to, else the first."""
    names = [entry.name for entry in accounts.entries]
    chosen = accounts.write[0] if accounts.write else None
    return chosen if chosen in names else next(iter(names), None)


def _settle(ctx: click.Context, wanted: str, status: TouchpointStatus, *, as_json: bool, told: str) -> int:
    session = session_of(ctx)
    touchpoint: Touchpoint = Known(session).touchpoint(wanted)
    today = session.now.astimezone(session.zone).date()

    past = past_of(touchpoint)

    def change(decisions: Decisions) -> Decisions:
        settled = {**decisions.settled, touchpoint.id: Settled(status=status, on=today, past=past)}
        return replace(decisions, settled=settled)

    exit_status = decide(session, change)
    after = Known(session)
    fresh = next((t for t in after.touchpoints if t.id == touchpoint.id), replace(touchpoint, status=status))
    if as_json:
        emit(after.touchpoint_json(fresh))
    else:
        say(f"{told}: {called(touchpoint)}. To take it back: afterword undo")
    return exit_status


def past_of(touchpoint: Touchpoint) -> Past:
    """Return what is to be remembered of a touchpoint that the user decides about."""
    return Past(
        id=touchpoint.id,
        kind=touchpoint.kind,
        number=touchpoint.number,
        basis=touchpoint.basis,
        due=touchpoint.due,
        written=False,
        late=touchpoint.late,
        pinned=touchpoint.pinned,
        person=touchpoint.person,
    )


@click.command()
@click.argument("wanted", metavar="ID", shell_complete=touchpoint_ids)
@json_option
@global_options
@click.pass_context
def done(ctx: click.Context, wanted: str, as_json: bool) -> int:
    """Tick a touchpoint off: it is sent. The tick is written into the reminder's title."""
    return _settle(ctx, wanted, TouchpointStatus.DONE, as_json=as_json, told="Done")


@click.command()
@click.argument("wanted", metavar="ID", shell_complete=touchpoint_ids)
@json_option
@global_options
@click.pass_context
def skip(ctx: click.Context, wanted: str, as_json: bool) -> int:
    """Take a touchpoint away for good; its reminder is removed."""
    return _settle(ctx, wanted, TouchpointStatus.SKIPPED, as_json=as_json, told="Skipped")


@click.command()
@click.argument("wanted", metavar="ID", shell_complete=touchpoint_ids)
@click.argument("when", metavar="WHEN", nargs=-1, required=True)
@json_option
@global_options
@click.pass_context
def snooze(ctx: click.Context, wanted: str, when: tuple[str, ...], as_json: bool) -> int:
    """Put a touchpoint off: "tomorrow 9am", "in 3 days", "next week", a date. Its reminder moves at once."""
    session = session_of(ctx)
    touchpoint = Known(session).touchpoint(wanted)
    if touchpoint.status in SETTLED and touchpoint.status is not TouchpointStatus.ELAPSED:
        raise UsageProblem(
            f"That {kind_words(touchpoint)} is {touchpoint.status.value}, so there is nothing to put off",
            next_step="See what is open: afterword touchpoints",
        )
    until = _until(session, touchpoint, " ".join(when))
    nap = Snoozed(until=until.astimezone(UTC), past=replace(past_of(touchpoint), due=until))

    def change(decisions: Decisions) -> Decisions:
        return replace(decisions, snoozed={**decisions.snoozed, touchpoint.id: nap})

    exit_status = decide(session, change)
    after = Known(session)
    fresh = next((t for t in after.touchpoints if t.id == touchpoint.id), touchpoint)
    if as_json:
        emit(after.touchpoint_json(fresh))
    else:
        say(f"Put off to {day(until, session.zone)}: {called(touchpoint)}.")
    return exit_status


def _until(session: Session, touchpoint: Touchpoint, words: str) -> datetime:
    """Return the moment that `words` name; a day alone keeps the hour at which the touchpoint is due."""
    from core.recognise.moments import moment_of

    clock = touchpoint.due.astimezone(session.zone).time().replace(tzinfo=None)
    country = session.config.me.country
    until = moment_of(words, now=session.now, zone=session.zone, clock=clock, country=country)
    if until is None:
        raise UsageProblem(
            f'"{words}" is not a time that can be read',
            next_step='Write it as "tomorrow 9am", "in 3 days" or 2026-12-04.',
        )
    if until > session.now + FARTHEST:
        raise UsageProblem(
            f'"{words}" is {day(until, session.zone)}, years from now', next_step="Name a day within two years."
        )
    if until <= session.now:
        raise UsageProblem(
            f'"{words}" is {day(until, session.zone)}, which has passed', next_step="Name a time to come."
        )
    return until


@click.command()
@click.argument("process", metavar="PROCESS", shell_complete=process_names)
@click.argument("word", metavar="WORD", type=click.Choice([*OUTCOMES, OPEN], case_sensitive=False))
@json_option
@global_options
@click.pass_context
def outcome(ctx: click.Context, process: str, word: str, as_json: bool) -> int:
    """Say how a process ended: offer, accepted, rejected, withdrawn or no_response.

    PROCESS is its id, one of its interviews, or the company's name. The word open takes an outcome back; a line in the
    calendar that says how it ended has to go as well.
    """
    session = session_of(ctx)
    rounds = Known(session).process(process)
    on = session.now.astimezone(session.zone).date()
    named = tuple(alias for interview in rounds for alias in interview.aliases)

    def change(decisions: Decisions) -> Decisions:
        # What a reminder that is gone said of the outcome is now out of date.
        told = {id: replace(one, outcome=None) if id in named else one for id, one in decisions.debriefs.items()}
        decisions = replace(decisions, debriefs=told)
        if word == OPEN:
            return replace(decisions, ended=tuple(e for e in decisions.ended if not set(e.interviews) & set(named)))
        ended = Ended(outcome=Outcome(word=OutcomeWord(word), on=on), interviews=named)
        return replace(decisions, ended=(*decisions.ended, ended))

    exit_status = decide(session, change)
    if as_json:
        emit(
            {
                "process": rounds[0].process,
                "company": rounds[0].company,
                "role": rounds[0].role,
                "outcome": None if word == OPEN else word,
                "on": on.isoformat(),
            }
        )
    else:
        say(f"Noted: {rounds[0].company or rounds[0].process}: {_SAID[word]}.")
    return exit_status
