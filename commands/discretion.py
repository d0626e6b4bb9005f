"""How much reminders say where others can read the calendar: as the user wishes, and nothing where they have not said.

Reminders are private events, but whoever manages an organisation's calendars, a delegate, or somebody who may change a
shared calendar can read those too. So where the user has not chosen, neither title nor text names anybody there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import click

from commands.context import Session, closing
from commands.output import talk
from commands.setup import write_config
from core.accounts import Accounts
from core.config import Config
from core.model import Place
from core.sync.ports import CalendarInfo, Connected

CHOICES = {"everything": False, "titles": True, "nothing": None}
"""The user's word -> `discreet` as config.toml holds it; None takes the line away."""
_ELSEWHERE = "For a calendar of your own: afterword calendars use ACCOUNT/CALENDAR --write"
_OTHERWISE = (
    "Choose a calendar of your own with: afterword calendars use ACCOUNT/CALENDAR --write; or choose how much they say "
    "with discreet = true (no names in titles) or false under [reminders] in config.toml"
)


def discreet_where_seen(session: Session, accounts: Accounts, connected: Sequence[Connected], target: Place) -> Config:
    """Return the session's settings with `discreet` decided for the calendar in `target`."""
    config = session.config
    if config.discreet is not None:
        return config
    seen = _listed(session, accounts, connected, target)
    surely = seen is not None and seen.surely
    return replace(config, discreet=surely, veiled=surely)


def _listed(session: Session, accounts: Accounts, connected: Sequence[Connected], target: Place) -> CalendarInfo | None:
    """Return what the service tells of the calendar in `target`, None where it tells nothing."""
    entries = {entry.name: entry for entry in accounts.entries}
    for one in connected:
        if one.account.name == target[0] and not one.hidden:
            listed = session.listed(entries.get(one.account.name), one.account)
            return next((calendar for calendar in listed if calendar.id == target[1]), None)
    return None


def warning(session: Session, accounts: Accounts) -> str:
    """Return who could read the reminders where they go now, and what to choose; empty where nobody else can."""
    with closing(session.connected(accounts)) as connected:
        target = session.target(accounts, connected)
        found = _listed(session, accounts, connected, target)
    if found is None or not found.shared:
        return ""
    who = (
        f"{target[0]}/{target[1]} {'belongs' if found.surely else 'may belong'} to an organisation or is shared: "
        "whoever manages its calendars, your delegates and people who may change it can read even private entries."
    )
    if session.config.discreet is None and not found.surely:
        return f"{who} Reminders there name people and companies. {_OTHERWISE}"
    if session.config.discreet is None:
        return f"{who} So reminders there will name neither people nor companies, and carry no notes. {_OTHERWISE}"
    if session.config.discreet:
        return f"{who} With discreet = true no title names anybody, but the notes inside do. {_ELSEWHERE}"
    return (
        f"{who} With discreet = false reminders there name people and companies. With discreet = true under "
        f"[reminders] in config.toml titles do not; without that line texts do not either. {_ELSEWHERE}"
    )


def ask(session: Session) -> None:
    """Let the user choose how much reminders say where others can read them, and keep the answer in config.toml."""
    talk("How much may reminders there say? everything; no names in titles; or nothing: neither names nor notes.")
    before = {None: "nothing", True: "titles", False: "nothing"}[session.config.discreet]
    answer = click.prompt(
        "everything, titles or nothing", type=click.Choice(list(CHOICES)), default=before, show_choices=False, err=True
    )
    choose(session, answer)


def choose(session: Session, word: str) -> None:
    """Keep the user's choice, one of CHOICES."""
    write_config(session, replace(session.config, discreet=CHOICES[word]))
