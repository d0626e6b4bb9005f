"""A Google account on the test server, signed in, and one that never really waits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from connectors.google import GoogleAccount
from connectors.google.grant import Grant
from connectors.google.scopes import wanted
from core.model import AccountName, Me
from tests.servers.google import Google

ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto", country="CA")
NAME = AccountName("google")


def granted(google: Google, *, own: bool = False) -> Grant:
    """Return a sign-in that the server knows."""
    google.oauth.given += 1
    refresh, access = f"1//refresh{google.oauth.given}", f"ya29.access{google.oauth.given}"
    scopes = frozenset(wanted(own=own))
    google.oauth.grants[refresh] = scopes
    google.oauth.access[access] = (refresh, scopes)
    return Grant(
        refresh_token=refresh,
        access_token=access,
        expires=datetime(2100, 1, 1, tzinfo=UTC),
        scopes=tuple(sorted(scopes)),
    )


class Signed:
    """One account as several runs of the program have it: its grant is kept, its pauses are written down."""

    def __init__(
        self, google: Google, *, name: AccountName = NAME, own: bool = False, me: Me = ME, timeout: float = 10.0
    ) -> None:
        self.google, self.name, self.own, self.me, self.timeout = google, name, own, me, timeout
        self.grant = granted(google, own=own)
        self.slept: list[float] = []

    def __call__(self, **more: Any) -> GoogleAccount:
        """Return the account as a new run makes it."""
        account = GoogleAccount(
            self.name,
            {"own": "yes"} if self.own else {},
            me=self.me,
            grant=lambda: self.grant,
            registration=self.google.registration,
            keep=self._keep,
            sleep=self.slept.append,
            timeout=self.timeout,
            **more,
        )
        self.google.at_end.append(account.close)
        return account

    def _keep(self, grant: Grant) -> None:
        self.grant = grant
