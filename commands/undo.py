"""`undo` and `purge`: what this program wrote is taken out of the calendars again, the user's hand spared."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from commands.context import Session, global_options, session_of
from commands.everywhere import every_account, every_sink
from commands.output import emit, json_option, plural, say, talk, working
from core.accounts import HIDDEN
from core.errors import AfterwordError, SignInNeeded, SourceError, UsageProblem
from core.model import AccountName, Place, Standee, TouchpointId, TouchpointStatus, Window
from core.state import Decisions, Settled, State
from core.store import commit, commit_decisions, load, load_decisions, load_or_rebuild, lock, save_accounts
from core.sync.hand import Hand, notice, past_of
from core.sync.ports import Account, Sink
from core.sync.pull import named
from core.sync.purge import purge as purge_all
from core.sync.run import AHEAD, BEHIND
from core.sync.undo import Steps, Undone, changes_reading, ids, places_of, taken_back, without
from core.sync.undo import decide as decide_undo
from core.sync.undo import undo as carry_out

WAIT = 10.0
"""Seconds to wait for a sync that is under way."""


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@global_options
@click.pass_context
def undo(ctx: click.Context, yes: bool, as_json: bool) -> int:
    """Take back what the last sync wrote; what you changed since is left alone.

    Follow-ups whose reminders it removes are skipped. Where a command such as outcome or done made that sync write, its
    decision is taken back, too.
    """
    session = session_of(ctx)
    _may_ask(yes)
    with lock(session.home, timeout=WAIT), every_account(session, session.accounts()) as accounts:
        state, decisions = load(session.home), load_decisions(session.home)
        sinks: dict[Place, Sink | SourceError] = {place: _sink(accounts, place) for place in places_of(state.wrote)}
        steps = decide_undo(state.wrote, _standing(sinks, session))
        if not steps.todo:
            if state.wrote:
                commit(session.home, replace(state, wrote=(), told=None))
            return _nothing(steps, as_json)
        if not yes and not click.confirm(_question(steps), default=False, err=True):
            talk("Nothing was changed.")
            return 1
        state, decisions, skipped = _before_it(state, decisions, steps, session)
        decisions = _skipping(decisions, skipped, steps, session)
        # The decisions first: where the machine stops here, the next sync removes what is skipped.
        commit_decisions(session.home, decisions)
        with working("Taking it back ..."):
            done = carry_out(steps, sinks, decided=state.told is not None)
        spared = {change.id for change in done.left} & set(ids(steps.skipped))
        settled = {id: one for id, one in decisions.settled.items() if id not in spared}
        standees = without(state.standees, done)
        hand = _noticed(standees, state, replace(decisions, settled=settled), session)
        commit_decisions(session.home, replace(decisions, settled=hand.settled, snoozed=hand.snoozed))
        left = tuple(done.again)
        # What is left is taken back another time, still as what came of that decision.
        told = state.told if left else None
        commit(session.home, replace(state, standees=standees, history=hand.history, wrote=left, told=told))
    return _report_undo(done, as_json)


def _standing(sinks: dict[Place, Sink | SourceError], session: Session) -> dict[Place, Sequence[Standee]]:
    """Return our reminders in each calendar, as far as it can be read now; one that cannot gets its error as sink."""
    window = Window(start=session.now - BEHIND, end=session.now + AHEAD)
    found: dict[Place, Sequence[Standee]] = {}
    for place, sink in list(sinks.items()):
        if isinstance(sink, SourceError):
            continue
        try:
            found[place] = list(sink.reminders(window))
        except SourceError as err:
            sinks[place] = err
    return found


def _noticed(standees: Sequence[Standee], state: State, decisions: Decisions, session: Session) -> Hand:
    """Return what is settled and remembered with the reminders that stand now; none of them was deleted by the user."""
    return notice(
        before=(),
        now_standing=standees,
        unread=frozenset(),
        history=state.history,
        settled=decisions.settled,
        snoozed=decisions.snoozed,
        now=session.now,
        zone=session.zone,
    )


def _before_it(
    state: State, decisions: Decisions, steps: Steps, session: Session
) -> tuple[State, Decisions, set[TouchpointId]]:
    """Return what is known without the decision of the command that made the sync write, and which touchpoints are
    skipped: those that will have no reminder and that are planned without that decision, too.

    A mark changes what is read in calendars, so these are read once more. Where that fails, what came of the mark
    cannot be told from the rest, and nothing is skipped for good.
    """
    skipped = set(ids(steps.skipped))
    if state.told is None:
        return state, decisions, skipped
    decisions = taken_back(decisions, state.told)
    if changes_reading(state.told):
        failed = _failed_to_read(session, decisions)
        state, decisions = session.memory()
        if failed:
            return state, decisions, set()
    planned = {touchpoint.id for touchpoint in session.view(state, decisions).plan.touchpoints}
    return state, decisions, skipped & planned


def _failed_to_read(session: Session, decisions: Decisions) -> bool:
    """Read all calendars without a mark; say what went wrong, and return whether anything did."""
    from commands.sync import reread

    try:
        with working("Reading the calendars ..."):
            said = [account.error for account in reread(session, decisions).accounts if account.error]
    except AfterwordError as err:
        commit_decisions(session.home, decisions)
        said = [err.sentence()]
    for sentence in said:
        talk(f"afterword: {sentence}")
    return bool(said)


def _skipping(decisions: Decisions, skipped: set[TouchpointId], steps: Steps, session: Session) -> Decisions:
    """Return the decisions with these touchpoints skipped, so that none of them is written again."""
    today = session.now.astimezone(session.zone).date()
    settled = {
        standee.id: Settled(status=TouchpointStatus.SKIPPED, on=today, past=past_of(standee) if standee.mark else None)
        for standee in steps.skipped
        if standee.id in skipped
    }
    taken = {**decisions.taken, **{standee.id: today for standee in steps.skipped}}
    return replace(decisions, settled={**decisions.settled, **settled}, taken=taken)


def _question(steps: Steps) -> str:
    created = sum(step.removes for step in steps.todo)
    changed = sum(step.wrote.before is not None and step.wrote.after is not None for step in steps.todo)
    gone = len(steps.todo) - created - changed
    parts = [f"remove {plural(created, 'reminder')}"] if created else []
    parts += [f"put {changed} back as {'it was' if changed == 1 else 'they were'}"] if changed else []
    parts += [f"bring {gone} back"] if gone else []
    left = f" ({len(steps.left)} that you changed since stay as they are)" if steps.left else ""
    return f"This will {', '.join(parts)}{left}. Go on?"


def _nothing(steps: Steps, as_json: bool) -> int:
    left = f": you have changed {plural(len(steps.left), 'reminder')} since" if steps.left else ""
    if as_json:
        emit(_undo_json(Undone(left=list(steps.left))))
    else:
        say(f"There is nothing to undo{left}.")
    return 0


def _report_undo(done: Undone, as_json: bool) -> int:
    for account, err in done.trouble.items():
        talk(f"afterword: {named(account, err)} Then run afterword undo again for the rest.")
    if as_json:
        emit(_undo_json(done))
    else:
        left = f"; {len(done.left)} left as you changed them" if done.left else ""
        say(
            f"{plural(len(done.removed), 'reminder')} removed, {len(done.restored)} put back,"
            f" {len(done.recreated)} brought back{left}."
        )
    did = bool(done.removed or done.restored or done.recreated)
    return _exit_status(done.trouble, did)


def _undo_json(done: Undone) -> dict[str, Any]:
    return {
        "status": _status(done.trouble, bool(done.removed or done.restored or done.recreated)),
        "removed": len(done.removed),
        "restored": len(done.restored),
        "recreated": len(done.recreated),
        "left_alone": len(done.left),
        "failed": len(done.again),
        "accounts": _accounts_json(done.trouble),
    }


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@global_options
@click.pass_context
def purge(ctx: click.Context, yes: bool, as_json: bool) -> int:
    """Remove every reminder that this program ever wrote, found by its marks in the calendars alone.

    Afterwards sync reads and writes nothing until a calendar is chosen again: calendars use ACCOUNT/CALENDAR --write.
    """
    session = session_of(ctx)
    _may_ask(yes)
    question = "This removes every reminder that afterword wrote, from all connected calendars. Go on?"
    if not yes and not click.confirm(question, default=False, err=True):
        talk("Nothing was changed.")
        return 1
    with lock(session.home, timeout=WAIT), every_account(session, session.accounts()) as accounts:
        # First, so that no sync writes them again if this stops half-way.
        save_accounts(session.home, replace(session.accounts(), paused=True))
        # And before any is gone: a calendar that remembers what was deleted must not take it for the user's wish.
        _taking(session, load_or_rebuild(session.home)[0].standees)
        with working("Removing the reminders ..."):
            written = {entry.name for entry in session.accounts().entries if entry.settings.get("write") == "yes"}
            sinks, trouble = every_sink(accounts, written)
            done = purge_all(sinks)
        trouble.update(done.trouble)
        _forget_reminders(session, done.removed)
    for account, err in trouble.items():
        talk(f"afterword: {named(account, err)} Then run afterword purge again for the rest.")
    cleared = any(place[0] not in trouble for place in sinks if place[0] != HIDDEN) or bool(done.removed)
    if as_json:
        emit(
            {
                "status": _status(trouble, cleared),
                "removed": len(done.removed),
                "accounts": _accounts_json(trouble),
            }
        )
    else:
        say(f"{plural(len(done.removed), 'reminder')} removed. Nothing is read or written from now on, until you run:")
        say("  afterword calendars use ACCOUNT/CALENDAR --write")
    return _exit_status(trouble, cleared)


def _forget_reminders(session: Session, removed: Sequence[Standee]) -> None:
    """Forget where reminders stood, for nobody deleted them; what the user did to them is kept."""
    state, _ = load_or_rebuild(session.home)
    decisions = load_decisions(session.home)
    hand = _noticed(removed, state, decisions, session)
    commit_decisions(session.home, replace(decisions, settled=hand.settled, snoozed=hand.snoozed))
    _taking(session, removed)
    calendars = tuple(replace(calendar, cursor=None) for calendar in state.calendars)
    commit(
        session.home,
        replace(state, standees=(), notices=(), history=hand.history, wrote=(), told=None, calendars=calendars),
    )


def _taking(session: Session, standees: Sequence[Standee]) -> None:
    """Write down that it is the program which takes these reminders away."""
    decisions = load_decisions(session.home)
    today = session.now.astimezone(session.zone).date()
    taken = {**decisions.taken, **{standee.id: today for standee in standees}}
    commit_decisions(session.home, replace(decisions, taken=taken))


def _may_ask(yes: bool) -> None:
    if not yes and not sys.stdin.isatty():
        raise UsageProblem("There is nobody to ask whether this is wanted", next_step="Add --yes.")


def _sink(accounts: Mapping[AccountName, Account | SourceError], place: Place) -> Sink | SourceError:
    account = accounts.get(place[0])
    if account is None or isinstance(account, SourceError):
        return account or SourceError(f"{place[0]} is no longer connected", next_step="Connect it again.")
    try:
        sink = account.sink(place[1])
    except SourceError as err:
        return err
    return sink or SourceError(
        f"{place[0]}: the calendar {place[1]} cannot be written", next_step="Give write access to it again."
    )


def _accounts_json(trouble: Mapping[AccountName, SourceError]) -> list[dict[str, Any]]:
    return [
        {
            "name": account,
            "status": "sign_in_needed" if isinstance(err, SignInNeeded) else "failed",
            "error": named(account, err),
        }
        for account, err in trouble.items()
    ]


def _status(trouble: Mapping[AccountName, SourceError], did: bool) -> str:
    if not trouble:
        return "ok"
    return "partial" if did else "failed"


def _exit_status(trouble: Mapping[AccountName, SourceError], did: bool) -> int:
    if any(isinstance(err, SignInNeeded) for err in trouble.values()):
        return 3
    return {"ok": 0, "partial": 4, "failed": 1}[_status(trouble, did)]
