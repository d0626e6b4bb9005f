"""A user whose one account is a mailbox on loopback, and who syncs: no files, no waiting, a clock that is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.config import Config
from core.model import AccountName, CalendarId, Me
from core.state import Decisions, State
from core.sync.ports import Connected
from core.sync.result import SyncResult
from core.sync.run import Request, sync
from tests.connectors.outlook.signed_in import Opener, opener, served
from tests.servers.graph import Entra, Graph, Mailbox
from tests.servers.graph.mailbox import Kept

ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto", country="CA")
NAME, CALENDAR = AccountName("outlook"), CalendarId("cal-main")
NOON = datetime.fromisoformat("2026-11-24T12:00:00-05:00")
OWN = "String {9f0c6a1e-52d7-4a6b-8d1f-3b7e2c94a5d0} Name afterword"


@dataclass
class World:
    """The mailbox, its server, and what the user's side remembers."""

    mailbox: Mailbox
    graph: Graph
    entra: Entra
    open: Opener
    now: datetime = NOON
    state: State = field(default_factory=State)
    decisions: Decisions = field(default_factory=Decisions)

    def sync(self, *, full: bool = False, killed: bool = False) -> SyncResult:
        """Run one sync; one that is `killed` never comes to its commit."""

        def commit(state: State, decisions: Decisions) -> None:
            if not killed:
                self.state, self.decisions = state, decisions

        account = self.open()
        request = Request(
            connected=[Connected(account=account, reads=(CALENDAR,))],
            target=(NAME, CALENDAR),
            config=Config(me=ME),
            now=self.now,
            overrides={},
            full=full,
        )
        try:
            return sync(request, self.state, self.decisions, commit=commit)
        finally:
            account.close()

    def snapshot(self) -> Callable[[], None]:
        """Return what puts everything back as it is now, but the sign-in."""
        kept = deepcopy((vars(self.mailbox), self.graph.rounds.known, self.state, self.decisions))

        def restore() -> None:
            held, self.graph.rounds.known, self.state, self.decisions = deepcopy(kept)
            vars(self.mailbox).update(held)
            self.graph.faults.clear()

        return restore

    def ours(self) -> list[Kept]:
        """Return our reminders that stand in the mailbox, by start."""
        return sorted((e for e in self.mailbox.events.values() if OWN in e.properties), key=lambda e: (e.start, e.id))

    def standing(self) -> list[tuple[object, ...]]:
        """Return what a user sees of our reminders: when, what, the text, what is attached."""
        return [
            (e.start, e.end, e.fields["subject"], e.fields["body"]["content"], _drafts(e), e.properties[OWN])
            for e in self.ours()
        ]

    def foreign(self) -> dict[str, object]:
        """Return everything of the events that are not ours."""
        return {i: (e.start, e.end, dict(e.fields)) for i, e in self.mailbox.events.items() if OWN not in e.properties}


@contextmanager
def world(home: Path) -> Iterator[World]:
    """Serve an empty mailbox to a user who is signed in."""
    mailbox = Mailbox()
    with served(mailbox) as (graph, entra):
        yield World(mailbox, graph, entra, opener(graph, entra, NAME, home, ME))


def _drafts(kept: Kept) -> list[tuple[str, str]]:
    return sorted((each["name"], each["contentBytes"]) for each in kept.attachments.values())
