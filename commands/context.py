"""Composition: from the options and the files of a home to the values that the core works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from connectors.base import SIGNED_IN, Surroundings, connector
from connectors.tokens import TokenStore
from core.accounts import HIDDEN, HIDDEN_CALENDAR, AccountEntry, Accounts
from core.config import Config, load_config
from core.credentials import load_credentials
from core.errors import SourceError, UsageProblem
from core.files import at_home
from core.model import Place
from core.state import Decisions, State
from core.store import Home, default_home, load, load_accounts, load_decisions
from core.sync.outlook import Outlook, known_interviews, outlook
from core.sync.ports import Account, CalendarInfo, Connected

WAIT = 10.0
"""Seconds to wait for a sync that is under way."""


@dataclass(slots=True)
class Session:
    """One run of the program: its home and its moment, and what is loaded of the home on first use."""

    home: Home
    now: datetime
    verbose: int = 0
    _config: Config | None = field(default=None, repr=False)

    @property
    def config(self) -> Config:
        """The user's settings; raises ConfigError."""
        if self._config is None:
            self._config = load_config(self.home.config)
        return self._config

    @property
    def zone(self) -> ZoneInfo:
        """The user's time zone."""
        return ZoneInfo(self.config.me.zone)

    def accounts(self) -> Accounts:
        """Return what is connected; raises StateError."""
        return load_accounts(self.home)

    def account(self, entry: AccountEntry) -> Account:
        """Return the connector of one account."""
        settings = {"identity": entry.identity, **entry.settings} if entry.kind in SIGNED_IN else entry.settings
        made: Account = connector(entry.kind).opened(entry.name, settings, self.surroundings())
        return made

    def signs_in(self, entry: AccountEntry) -> bool:
        """True where the account has a secret in the token store: of its kind, or as it was connected."""
        return entry.kind in SIGNED_IN or entry.settings.get("source") == "api"

    def signed_in(self, entry: AccountEntry) -> bool:
        """True where the account needs no sign-in or has one that had not ended when it was last used."""
        if not self.signs_in(entry):
            return True
        try:
            secret = self.tokens().load(entry.name)
        except SourceError:
            return True  # a keyring that is locked for a moment: the next call says so
        holds: Callable[[str], bool] = getattr(connector(entry.kind), "holds", bool)
        return secret is not None and holds(secret)

    def tokens(self) -> TokenStore:
        """Return the sign-ins of this home."""
        return TokenStore(self.home.tokens)

    def surroundings(self) -> Surroundings:
        """Return what an account finds around it."""

        def credentials(section: str) -> Mapping[str, Any]:
            found: Mapping[str, Any] = load_credentials(self.home.credentials, only=section).get(section, {})
            return found

        return Surroundings(me=self.config.me, tokens=self.tokens(), credentials=credentials)

    def connected(self, accounts: Accounts) -> list[Connected]:
        """Return every account with the calendars read of it, the hidden one in the home among them."""
        found = [self._connected(entry) for entry in accounts.entries]
        return [*found, Connected(account=self.account(self.hidden()), reads=(), hidden=True)]

    def hidden(self) -> AccountEntry:
        """Return the account of the calendar in the home."""
        return AccountEntry(
            name=HIDDEN,
            kind="ics",
            settings={
                "path": str(self.home.calendar),
                "calendar": HIDDEN_CALENDAR,
                "write": "yes",
                "create": "yes",
            },
        )

    def _connected(self, entry: AccountEntry) -> Connected:
        account = self.account(entry)
        reads = entry.reads or tuple(calendar.id for calendar in self.listed(entry, account))
        read_only = frozenset(calendar.id for calendar in entry.calendars if not calendar.writable)
        reads = tuple(calendar for calendar in reads if calendar not in entry.ignored)
        return Connected(account=account, reads=reads, read_only=read_only)

    def listed(self, entry: AccountEntry | None, account: Account) -> tuple[CalendarInfo, ...]:
        """Return the calendars of an account: as last listed where that is kept, else as it lists them now."""
        return entry.calendars if entry and entry.calendars else account.calendars()

    def target(self, accounts: Accounts, connected: list[Connected]) -> Place:
        """Return the calendar written to: the chosen one, else the first that can be, else the one in the home."""
        if accounts.write is not None:
            return accounts.write
        entries = {entry.name: entry for entry in accounts.entries}
        for one in connected:
            for calendar in self.listed(entries.get(one.account.name), one.account) if not one.hidden else ():
                if calendar.primary and calendar.writable:
                    return one.account.name, calendar.id
        return HIDDEN, HIDDEN_CALENDAR

    def overrides(self) -> dict[str, str]:
        """Return the user's own note templates, by file name below `templates/`."""
        folder = self.home.templates
        if not folder.is_dir():
            return {}
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(folder.rglob("*.j2"))
            if path.is_file()
        }

    def memory(self) -> tuple[State, Decisions]:
        """Return what is remembered; raises StateError."""
        return load(self.home), load_decisions(self.home)

    def view(self, state: State, decisions: Decisions) -> Outlook:
        """Return what is known as of this run's moment, without asking any calendar."""
        interviews = known_interviews(
            state.sightings,
            standees=state.standees,
            decisions=decisions,
            config=self.config,
            now=self.now,
            books=state.linkedin,
        )
        return outlook(
            interviews,
            calendars=state.calendars,
            standees=state.standees,
            history=_settled_now(state, decisions),
            decisions=decisions,
            config=self.config,
            now=self.now,
        )


def _settled_now(state: State, decisions: Decisions) -> tuple[Any, ...]:
    """Return the history with what was decided since it was written."""
    from core.sync.hand import pasts_of, settle

    decided = {past.id: past for past in pasts_of(decisions.snoozed, decisions.settled)}
    known = {**decided, **{past.id: past for past in state.history}}
    return tuple(settle(past, decisions.settled, decisions.snoozed) for past in known.values())


def session_of(ctx: click.Context) -> Session:
    """Return this run's session from the global options; the clock is read here, once."""
    options: dict[str, Any] = ctx.find_root().obj or {}
    home = at_home(options["home"]) if options.get("home") else default_home()
    return Session(home=Home(home.absolute()), now=_moment(options.get("now")), verbose=int(options.get("verbose", 0)))


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now().astimezone().replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None or not 1970 < moment.year < 9000:
        raise UsageProblem(
            f'--now "{text}" is not a moment with an offset', next_step="Write it as 2026-11-24T10:00:00-05:00."
        )
    return moment.replace(microsecond=0)


def global_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let the global options stand after the command, too."""
    for names in (("--home",), ("--now",)):
        command = click.option(*names, hidden=True, expose_value=False, callback=_hoist)(command)
    return click.option("-v", "--verbose", hidden=True, count=True, expose_value=False, callback=_hoist)(command)


def _hoist(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    if value:
        ctx.find_root().ensure_object(dict)[param.name] = value
    return value


@contextmanager
def closing(connected: list[Connected]) -> Iterator[list[Connected]]:
    """Let go of every account at the end."""
    try:
        yield connected
    finally:
        for one in connected:
            one.account.close()
