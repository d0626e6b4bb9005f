"""`forget`: what this program knows, taken away for good."""

from __future__ import annotations

import click

from commands.context import global_options, session_of
from commands.output import json_option
from core.errors import UsageProblem


@click.command()
@click.option("--all", "everything", is_flag=True, help="The whole home, its sign-ins, and its schedule.")
@click.option("--reminders", is_flag=True, help="With --all: the reminders in your calendars too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@global_options
@click.pass_context
def forget(ctx: click.Context, *, everything: bool, reminders: bool, yes: bool, as_json: bool) -> int:
    """With --all: remove the home, its sign-ins and its schedule, and with --reminders the reminders first."""
    from commands.forget_all import forget_all

    if not everything:
        raise UsageProblem("Nothing is named", next_step="To remove everything: afterword forget --all")
    return forget_all(session_of(ctx), reminders=reminders, yes=yes, as_json=as_json)
