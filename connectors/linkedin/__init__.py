"""A LinkedIn account: the member's own data archive, or their data by the portability API. It has no calendars.

Nothing else of LinkedIn is ever asked for: no page, no picture, no end point but the one of the portability API.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from connectors.base import CalendarInfo, Sink, Source, Surroundings
from core.errors import SignInNeeded, SourceError, UsageProblem
from core.linkedin.values import Archive, Book
from core.model import AccountName, CalendarId
from core.sync.ports import Account, Directory

API = "api"
DAILY = timedelta(hours=24)
_ENDED = "ended "
"""Stands before a token that LinkedIn has refused, so that `accounts` can tell without asking."""


class LinkedInAccount(Account, Directory):
    """One member. `settings` map each sort of table to the archive it was read from, or say `source: api`."""

    kind = "linkedin"

    def __init__(self, name: AccountName, settings: Mapping[str, str], around: Surroundings) -> None:
        self.name = name
        self.requests = 0
        self._settings, self._around = settings, around
        self.progress: Callable[[str, int], None] = lambda _sort, _rows: None

    @classmethod
    def opened(cls, name: AccountName, settings: Mapping[str, str], around: Surroundings) -> LinkedInAccount:
        """Return the account; nothing is read yet."""
        return cls(name, settings, around)

    @property
    def asks_a_service(self) -> bool:
        """True where it signs in, False where it reads files of this machine."""
        return self._settings.get("source") == API

    @staticmethod
    def holds(secret: str) -> bool:
        """True where a secret of the token store is a token that was not refused, as far as is known."""
        return not secret.startswith(_ENDED)

    def check(self) -> str:
        """Return the archive's path, or whose token it is after one real call."""
        if self.asks_a_service:
            return self.everything().owner or "a LinkedIn member"
        return ", ".join(self.paths())

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """Return nothing: LinkedIn knows people, not events."""
        return ()

    def source(self, calendar: CalendarId) -> Source:
        """Refuse: there is no calendar to read."""
        raise SourceError(f"{self.name} has no calendar {calendar}", next_step="See: afterword calendars")

    def sink(self, calendar: CalendarId) -> Sink | None:  # noqa: ARG002 - there is none, whatever it is called
        """Return None: nothing is ever written to LinkedIn."""
        return None

    def close(self) -> None:
        """Have nothing to let go of."""

    def paths(self) -> tuple[str, ...]:
        """Return the archives that were read, each once."""
        return tuple(dict.fromkeys(path for _, path in sorted(self._settings.items())))

    def everything(self) -> Archive:
        """Read everything that the account has; raise SourceError, SignInNeeded."""
        return self._asked() if self.asks_a_service else self._files(self.paths())

    def news(self, book: Book | None, *, searching: bool, now: datetime) -> tuple[Archive | None, str]:
        """Return what is to be taken in now, if anything, and a sentence where somebody cannot be looked up.

        An archive is read again where somebody is searched or it is not the one that was read; a service at most daily.
        """
        if self.asks_a_service:
            due = book is None or book.read_at is None or now - book.read_at >= DAILY
            return (self._asked() if due else None), ""
        from connectors.linkedin.archive import fingerprint

        prints = {path: fingerprint(Path(path)) for path in self.paths()}
        there = [path for path in prints if prints[path]]
        gone = [path for path in prints if not prints[path]]
        changed = any(book is None or book.files.get(path) != prints[path] for path in there)
        warning = ""
        if searching and gone:
            warning = (
                f"{self.name}: the archive {gone[0]} is no longer there, so new people cannot be looked up in it. "
                "Put it back, or connect a fresh one: afterword connect linkedin ARCHIVE"
            )
        return (self._files(there) if there and (searching or changed) else None), warning

    def _files(self, paths: Sequence[str]) -> Archive:
        from connectors.linkedin.archive import read_archives

        sorts = {sort: Path(path) for sort, path in self._settings.items() if path in paths}
        return read_archives(sorts, own_name=self._around.me.name, progress=self.progress)

    def _asked(self) -> Archive:
        from connectors.linkedin.portability import ANOTHER, ENDPOINT, Portability

        tokens = self._around.tokens
        kept = tokens.load(self.name)
        if not kept:
            raise SignInNeeded(f"{self.name}: there is no token for LinkedIn any more", next_step=ANOTHER)
        token = kept.removeprefix(_ENDED)
        endpoint = str(self._around.credentials("linkedin").get("api_endpoint") or ENDPOINT)
        service = Portability(self.name, usable(token), endpoint=endpoint)
        try:
            archive = service.read(own_name=self._around.me.name, progress=self.progress)
        except SignInNeeded:
            tokens.save(self.name, f"{_ENDED}{token}")
            raise
        finally:
            self.requests += service.requests
            service.close()
        if kept != token:
            tokens.save(self.name, token)
        return archive


def usable(token: str) -> str:
    """Return a token as it can stand in a header; raise UsageProblem where it cannot be one."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise UsageProblem(
            "What was given on standard input is no access token",
            next_step="Copy it from LinkedIn's token tool, then: afterword connect linkedin --token-stdin < FILE",
        )
    return token
