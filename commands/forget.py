"""`forget`: a person and everything about them, or with `--all` everything, for good."""

from __future__ import annotations

from dataclasses import replace

import click

from commands.context import WAIT, Session, global_options, session_of
from commands.output import emit, json_option, say
from commands.people import Acquaintances
from commands.steer import decide
from core.errors import UsageProblem
from core.forget import added, digests_of, markers, state_without
from core.linkedin.book import pruned
from core.linkedin.overlay import search_for
from core.store import commit, load, load_decisions, lock
from core.sync.outlook import met_in_calendars


@click.command()
@click.argument("person", metavar="PERSON", required=False)
@click.option("--all", "everything", is_flag=True, help="The whole home, its sign-ins, and its schedule.")
@click.option("--reminders", is_flag=True, help="With --all: the reminders in your calendars too.")
@click.option("--yes", is_flag=True, help="With --all: do not ask.")
@json_option
@global_options
@click.pass_context
def forget(
    ctx: click.Context, *, person: str | None, everything: bool, reminders: bool, yes: bool, as_json: bool
) -> int:
    """Forget PERSON: they are removed from what is kept, and stay forgotten when they turn up again.

    Kept are digests alone, by which they are told. Their invitations stay in your calendar as they are; reminders to
    come are worded without them. With --all: the home, its sign-ins and its schedule are removed, and with --reminders
    the reminders first.
    """
    if everything and person is None:
        from commands.forget_all import forget_all

        return forget_all(session_of(ctx), reminders=reminders, yes=yes, as_json=as_json)
    if everything or reminders:
        raise UsageProblem(
            "That does not fit together", next_step="Type: forget PERSON, or: forget --all [--reminders]"
        )
    if person is None:
        raise UsageProblem("Nobody is named", next_step="Type: afterword forget PERSON. Who is known: afterword people")
    return _person(session_of(ctx), person, as_json=as_json)


def _person(session: Session, person: str, *, as_json: bool) -> int:
    everyone = Acquaintances(session)
    who = everyone.named(person)
    sightings = (*everyone.state.sightings, *everyone.decisions.added)
    interviews = everyone.known.view.interviews
    digests = digests_of(who, interviews, sightings)
    status = decide(session, lambda decisions: added(decisions, digests, interviews), undoable=False)
    with lock(session.home, timeout=WAIT):
        # The calendar may not have been reached, and a sync that changes nothing commits nothing.
        decisions, state = load_decisions(session.home), load(session.home)
        # What an earlier command decided about them must not come back with `undo` either.
        state = replace(state_without(state, markers(decisions), session.now), told=None)
        met = met_in_calendars(
            state.sightings, standees=state.standees, decisions=decisions, config=session.config, now=session.now
        )
        search = search_for(met, linked=decisions.linked, refused=decisions.refused)
        commit(session.home, replace(state, linkedin=tuple(pruned(book, search) for book in state.linkedin)))
    if as_json:
        emit({"forgotten": True, "id": who.id})
    else:
        say(f"{who.name or who.email} is forgotten, and stays so at the next sync and the next import.")
    return status
