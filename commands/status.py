"""`status`: how it is going, at one glance: the last sync and the next, sign-ins that ended, what is due."""

from __future__ import annotations

import click

from commands.context import Session, global_options, session_of
from commands.output import emit, json_option, say
from commands.schedule import status_json, told
from commands.views import about, day, names
from connectors.schedule import here
from core.accounts import AccountEntry
from core.model import Touchpoint
from core.runs import load_runs

SHOWN = 5
OPEN = ("planned", "scheduled")


@click.command()
@json_option
@global_options
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> int:
    """Say how the last sync went, when the next is, which account needs you, and what is due next.

    Exit status 3 where an account needs signing in again.
    """
    session = session_of(ctx)
    document = status_json(session, here())
    ended = signed_out(session)
    due = _due(session)
    if as_json:
        document["sign_in_needed"] = [entry.name for entry in ended]
        document["due"] = [
            {"id": one.id, "kind": one.kind.value, "due": one.due.isoformat(), "company": one.company} for one in due
        ]
        emit(document)
        return 3 if ended else 0
    for line in told(document, session.zone):
        say(line)
    for entry in ended:
        say(f"{entry.name} needs signing in again: afterword connect {entry.kind} --name {entry.name}")
    for one in due:
        whom = names(one.people) or "nobody known yet"
        kind = one.kind.value.replace("_", "-")
        say(f"{day(one.due, session.zone)}  {kind}, {whom} · {about(one.company, one.role)}")
    return 3 if ended else 0


def signed_out(session: Session) -> list[AccountEntry]:
    """Return the accounts without a sign-in, and those whose sign-in ended when they were last asked."""
    failing = load_runs(session.home.runs).failing
    return [
        entry
        for entry in session.accounts().entries
        if not session.signed_in(entry) or (entry.name in failing and failing[entry.name].status == "sign_in_needed")
    ]


def _due(session: Session) -> list[Touchpoint]:
    view = session.view(*session.memory())
    return [one for one in view.plan.touchpoints if one.status.value in OPEN][:SHOWN]
