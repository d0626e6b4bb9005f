"""`connect ics`: a calendar file, a folder with one .ics per event, or an https or webcal address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import click

from commands.connect.entry import name_for, told
from commands.context import WAIT, global_options, session_of
from commands.output import json_option
from core.accounts import AccountEntry, with_account, writing_to
from core.errors import SourceError, UsageProblem
from core.files import at_home
from core.store import lock, save_accounts


@click.command("ics")
@click.argument("place", metavar="PATH-or-URL")
@click.option("--name", help="What to call this account.")
@click.option("--write", is_flag=True, help="Write the reminders into this file or folder.")
@json_option
@global_options
@click.pass_context
def connect_ics(ctx: click.Context, place: str, name: str | None, write: bool, as_json: bool) -> None:
    """Connect a calendar file, a folder with one .ics per event, or an https or webcal address."""
    session = session_of(ctx)
    settings = _settings(place, write=write)
    with lock(session.home, timeout=WAIT):
        accounts = session.accounts()
        chosen = name_for(
            accounts, kind="ics", asked=name, same=lambda entry: _place(entry.settings) == _place(settings)
        )
        entry = AccountEntry(name=chosen, kind="ics", settings=settings)
        account = session.account(entry)
        try:
            entry = replace(entry, identity=account.check())
            calendar = account.calendars()[0]
        finally:
            account.close()
        if write and not calendar.writable:
            raise SourceError(
                f"{place} cannot be written",
                next_step="Connect a file or folder that you may write, or leave out --write.",
            )
        accounts = with_account(accounts, entry)
        if write:
            accounts = writing_to(accounts, entry.name, calendar.id)
        save_accounts(session.home, accounts)
    told(session, accounts, entry, sentence=f'Connected "{entry.name}": reads {entry.identity}.', as_json=as_json)


def _settings(place: str, *, write: bool) -> dict[str, str]:
    if not place.strip():
        raise UsageProblem("The calendar to connect is missing", next_step="Name a file, a folder or an address.")
    if "://" in place or place.lower().startswith("webcal:"):
        if write:
            raise UsageProblem(
                "A calendar at an address can only be read", next_step="Leave out --write, or connect a file or folder."
            )
        return {"url": place}
    path = at_home(place).absolute()
    settings = {"path": str(path), "form": "folder" if path.is_dir() else "file"}
    return settings | {"write": "yes"} if write else settings


def _place(settings: Mapping[str, str]) -> str:
    return str(settings.get("path") or settings.get("url"))
