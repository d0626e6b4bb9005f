"""One calendar reached through two accounts: each reminder stands once, stays, and follows the user's hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.config import Config
from core.model import AccountName, CalendarId
from core.state import Decisions, State
from core.sync.ports import Connected
from core.sync.run import Request, sync
from tests.cli.google import TEAM, connected, ours
from tests.cli.microsoft import Microsoft, invite
from tests.cli.microsoft import connected as outlook
from tests.cli.program import Program, calendar, interview
from tests.connectors.google.signed_in import ME, Signed
from tests.connectors.google.world import NOON, own
from tests.connectors.google.world import interview as invitation
from tests.servers.feed import feed
from tests.servers.google import Google
from tests.servers.google.calendars import Calendar

QUIET = {"created": 0, "updated": 0, "deleted": 0, "unchanged": 3, "failed": 0}


def quiet(program: Program) -> None:
    """Sync a few times, the last in full, and see that there is nothing to do."""
    for more in ((), (), ("--full",)):
        done = program.ok("sync", *more)
        assert (done["status"], done["reminders"]) == ("ok", QUIET)


def standing(path: Path) -> int:
    """Return how many reminders a file or folder holds."""
    files = path.glob("*.ics") if path.is_dir() else [path]
    return sum(file.read_bytes().count(b"X-AFTERWORD-ID") for file in files)


def test_a_google_account_under_a_second_name(home: Program, google: Google) -> None:
    connected(home).ok("sync")
    answer = home("connect", "google", "--no-browser", "--name", "second")
    assert '"google" reads the same already' in answer.out
    quiet(home)
    home.ok("calendars", "use", "second/primary", "--write")
    quiet(home)
    gone = ours(google)[0]
    google.shelf.remove(google.primary, gone["id"])
    home.ok("sync")
    home.ok("sync")
    assert (len(ours(google)), own(gone) in map(own, ours(google))) == (2, False)


@pytest.mark.parametrize("removed", ["google", "second"])
def test_either_of_two_can_be_removed_and_the_reminders_stay(home: Program, google: Google, removed: str) -> None:
    connected(home).ok("sync")
    connected(home, "--name", "second").ok("sync")
    home.ok("accounts", "remove", removed)
    quiet(home)
    assert len(ours(google)) == 3


def test_an_outlook_account_under_a_second_name(world: Microsoft) -> None:
    invite(world.mailbox)
    outlook(world)
    world.sync()
    outlook(world, "--name", "second")
    quiet(world.program)
    world.program.ok("calendars", "use", "second/cal-main", "--write")
    quiet(world.program)
    assert len(world.ours()) == 3


def test_two_feeds_of_one_host_are_two(program: Program) -> None:
    with feed(calendar(interview())) as server:
        program.ok("connect", "ics", server.url, "--name", "one")
        other = program("connect", "ics", server.url.replace("mine", "second"), "--name", "two")
        again = program("connect", "ics", server.url, "--name", "three")
    assert (other.status, "already" in other.out + other.err) == (0, False)
    assert '"one" reads the same already' in again.out


@pytest.mark.parametrize("form", ["file", "folder", "link"])
def test_a_file_or_folder_connected_twice(program: Program, tmp_path: Path, form: str) -> None:
    path = again = tmp_path / ("me" if form == "folder" else "me.ics")
    if form == "folder":
        path.mkdir()
    (path / "a.ics" if form == "folder" else path).write_bytes(calendar(interview()))
    if form == "link":
        again = tmp_path / "link.ics"
        again.symlink_to(path)
    program.ok("connect", "ics", path, "--write", "--name", "one")
    program.ok("sync")
    answer = program("connect", "ics", again, "--write", "--name", "two")
    assert '"one" reads the same already' in answer.out
    quiet(program)
    program.ok("calendars", "use", "one/calendar", "--write")
    quiet(program)
    assert standing(path) == 3
    program.ok("accounts", "remove", "one")
    program.ok("sync")
    assert standing(path) == 3


def test_a_file_in_a_folder_that_is_connected_too(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    program.ok("connect", "ics", path, "--write", "--name", "one")
    program.ok("sync")
    program.ok("connect", "ics", tmp_path, "--name", "two")
    quiet(program)
    program.ok("calendars", "use", "two/calendar", "--write")
    quiet(program)
    assert standing(tmp_path) == 3


def test_the_calendar_of_the_home_connected_to_be_written(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    program.ok("connect", "ics", path)
    program.ok("sync")
    program.ok("connect", "ics", program.home / "afterword.ics", "--write", "--name", "mine")
    quiet(program)
    assert standing(program.home / "afterword.ics") == 3


@pytest.mark.parametrize("role", ["writer", "reader"])
def test_a_google_calendar_shared_with_the_users_other_account(role: str) -> None:
    work, home = Google(), Google("robin@home.example")
    work.shelf.seed(work.primary, invitation())
    shared = Calendar(id="robin@example.net", summary="work", role=role)
    shared.events, shared.changed = work.primary.events, work.primary.changed
    home.shelf.calendars[shared.id] = shared
    signed = [Signed(work, name=AccountName("work")), Signed(home, name=AccountName("home"))]
    reads = [(CalendarId("primary"),), (CalendarId("primary"), CalendarId(shared.id))]
    memory = (State(), Decisions())

    def kept(state: State, decisions: Decisions) -> None:
        nonlocal memory
        memory = state, decisions

    for _ in range(3):
        home.shelf.version = max(home.shelf.version, work.shelf.version)
        accounts = [each() for each in signed]
        request = Request(
            connected=[Connected(account=a, reads=r) for a, r in zip(accounts, reads, strict=True)],
            target=(AccountName("work"), CalendarId("primary")),
            config=Config(me=ME),
            now=NOON,
            overrides={},
        )
        assert sync(request, *memory, commit=kept).status == "ok"
        for account in accounts:
            account.close()
    standing = [event for event in work.primary.events.values() if event["status"] != "cancelled" and own(event)]
    assert (len(standing), memory[1].settled) == (3, {})
    work.close()
    home.close()


def test_a_calendar_that_became_read_only_can_be_left(home: Program, google: Google) -> None:
    connected(home, "--calendar", "Team").ok("sync")
    google.shelf.calendars[TEAM].role = "reader"
    home.ok("calendars", "use", "google/primary", "--write")
    for _ in range(2):
        answer = home("sync", "--json")
        assert answer.status == 0
        assert f"google/{TEAM} cannot be written: the reminders that stand in it (3) stay as they are" in answer.err
    assert (len(ours(google, TEAM)), ours(google)) == (3, [])
    home.ok("calendars", "ignore", f"google/{TEAM}")
    answer = home("sync", "--json")
    assert (answer.status, answer.json()["reminders"]["created"], len(ours(google))) == (0, 3, 3)
    assert home.ok("sync")["reminders"] == QUIET


def test_so_can_one_for_a_calendar_of_another_account(home: Program, google: Google, tmp_path: Path) -> None:
    connected(home, "--calendar", "Team").ok("sync")
    google.shelf.calendars[TEAM].role = "reader"
    path = tmp_path / "me.ics"
    path.write_bytes(calendar())
    home.ok("connect", "ics", path, "--write")
    for _ in range(2):
        assert home("sync").status == 0
    assert (len(ours(google, TEAM)), standing(path)) == (3, 0)
    google.shelf.calendars[TEAM].role = "writer"
    home.ok("calendars")
    home.ok("sync")
    assert (ours(google, TEAM), standing(path)) == ([], 3)
