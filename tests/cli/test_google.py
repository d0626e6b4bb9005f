"""A Google account from the command line: sign in, sync, sign out, and every way in which that can go wrong."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.browser import Browser, visit
from tests.cli.program import Program, calendar
from tests.cli.program import interview as vevent
from tests.connectors.google.world import NOON, interview, own
from tests.servers.google import Fault, Google
from tests.servers.google.calendars import Calendar

ROOT = Path(__file__).resolve().parents[2]
TEAM = "team@group.calendar.google.com"


@pytest.fixture
def google() -> Iterator[Google]:
    server = Google()
    server.shelf.seed(server.primary, interview())
    server.shelf.calendars[TEAM] = Calendar(id=TEAM, summary="Team")
    holidays = "en.canadian#holiday@group.v.calendar.google.com"
    server.shelf.calendars[holidays] = Calendar(id=holidays, summary="Holidays", role="reader")
    yield server
    server.close()
    assert server.wrong == []


@pytest.fixture
def home(program: Program, google: Google) -> Program:
    """Return the program with an app registration that leads to the test server, and a user at the browser."""
    registered(program, google)
    program.stdout = Browser
    return program


def registered(program: Program, google: Google) -> None:
    path = program.home / "credentials.json"
    path.write_text(json.dumps({"google": google.registration()}))


def connected(home: Program, *more: str) -> Program:
    answer = home("connect", "google", "--no-browser", *more)
    assert answer.status == 0, answer.err
    return home


def ours(google: Google, name: str = "primary") -> list[dict[str, Any]]:
    events = google.shelf.calendar(name).events.values()
    return [event for event in events if event["status"] != "cancelled" and own(event)]


def test_connecting_says_as_whom_what_is_read_and_where_reminders_go(home: Program, google: Google) -> None:
    answer = home("connect", "google", "--no-browser")
    assert answer.status == 0, answer.err
    address, sentence, goes, following = answer.out.splitlines()
    assert address.startswith(f"{google.url}/o/oauth2/auth?")
    assert sentence == 'Connected "google" as robin@example.net: reads robin@example.net, Team.'
    assert goes == "Reminders go to google/primary."
    assert following == "Next: afterword sync"
    (asked,) = google.oauth.asked
    assert asked["scope"].split() == [
        "https://www.googleapis.com/auth/calendar.events",
        "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    ]
    assert (asked["code_challenge_method"], asked["access_type"]) == ("S256", "offline")
    assert home.ok("accounts") == [
        {
            "name": "google",
            "kind": "google",
            "identity": "robin@example.net",
            "status": "ok",
            "reads": ["primary", TEAM],
            "writes": "primary",
        }
    ]


def test_with_json_the_document_alone_is_on_stdout(home: Program, google: Google) -> None:
    home.stdout = Browser
    command = [
        sys.executable,
        "-m",
        "afterword",
        "--home",
        str(home.home),
        "connect",
        "google",
        "--no-browser",
        "--json",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        visit(process.stderr.readline().strip())
        document = json.loads(process.stdout.read())
        assert process.wait(30) == 0
    assert (document["name"], document["identity"]) == ("google", "robin@example.net")


def test_the_browser_is_opened_where_there_is_one(home: Program, google: Google) -> None:
    class Opener(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            visit(url)
            return True

    webbrowser.register("a-test", None, Opener(), preferred=True)
    try:
        answer = home("connect", "google")
    finally:
        webbrowser._tryorder.remove("a-test")  # type: ignore[attr-defined]
    assert answer.status == 0, answer.err
    assert answer.out.startswith("Connected")


def test_the_sign_in_is_kept_for_its_owner_only_and_nowhere_else(home: Program, google: Google) -> None:
    connected(home)
    (path,) = (home.home / "tokens").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secrets = [*google.oauth.grants, *google.oauth.access]
    home.ok("sync")
    for file in home.home.rglob("*"):
        if file.is_file() and file != path:
            assert not any(secret in file.read_text() for secret in secrets)
    answer = home("sync", "-v")
    assert not any(secret in answer.out + answer.err for secret in secrets)


def test_strays_that_knock_first_do_not_end_the_sign_in(home: Program, google: Google) -> None:
    class Busy(Browser):
        strays = ("/favicon.ico", "/?code=4/forged&state=forged", "/")

    home.stdout = Busy
    connected(home)


def test_without_an_app_registration_the_way_to_one_is_said_in_order(program: Program) -> None:
    answer = program("connect", "google")
    assert answer.status == 1
    places = ["projectcreate", "calendar-json.googleapis.com", "auth/branding", "auth/audience", "auth/clients"]
    found = [answer.err.index(place) for place in places]
    assert found == sorted(found)
    assert 'left in "Testing" signs its users out after 7 days' in answer.err
    assert str(program.home / "credentials.json") in answer.err


def test_a_web_client_is_refused_with_what_to_do(program: Program, google: Google) -> None:
    path = program.home / "credentials.json"
    path.write_text(json.dumps({"google": {"web": google.registration()["installed"]}}))
    answer = program("connect", "google")
    assert answer.status == 1
    assert "Desktop app" in answer.err


def test_a_refusal_on_the_page_connects_nothing(home: Program, google: Google) -> None:
    google.oauth.deny = True
    answer = home("connect", "google", "--no-browser")
    assert answer.status == 1
    assert "refused" in answer.err
    assert home.ok("accounts") == []


def test_boxes_left_unticked_are_named(home: Program, google: Google) -> None:
    google.oauth.refused = frozenset({"calendar.events"})
    answer = home("connect", "google", "--no-browser")
    assert answer.status == 1
    assert "was not allowed to view and edit events on your calendars" in answer.err
    assert home.ok("accounts") == []
    assert not (home.home / "tokens").exists()


def test_nobody_at_the_browser_ends_in_time(program: Program, google: Google) -> None:
    registered(program, google)
    answer = program("connect", "google", "--no-browser", "--timeout", "0.2")
    assert answer.status == 1
    assert "nobody signed in" in answer.err


def test_a_wrong_secret_is_a_sentence(home: Program, google: Google) -> None:
    registration = google.registration()
    registration["installed"] |= {"client_secret": "GOCSPX-wrong"}
    (home.home / "credentials.json").write_text(json.dumps({"google": registration}))
    answer = home("connect", "google", "--no-browser")
    assert answer.status == 1
    assert "invalid_client" in answer.err
    assert "GOCSPX-wrong" not in answer.err


def test_connecting_again_only_refreshes_the_sign_in(home: Program, google: Google) -> None:
    connected(home)
    home.ok("calendars", "use", f"google/{TEAM}", "--write")
    home.ok("sync")
    google.oauth.end()
    assert home("sync").status == 3
    connected(home)
    (account,) = home.ok("accounts")
    assert (account["status"], account["writes"]) == ("ok", TEAM)
    google.reset()
    assert home.ok("sync")["reminders"]["unchanged"] == 3
    assert google.api.writes == []


def test_a_name_cannot_be_given_to_another_google_account(home: Program, google: Google) -> None:
    connected(home, "--name", "work")
    other = Google("somebody.else@example.net")
    try:
        registered(home, other)
        answer = home("connect", "google", "--no-browser", "--name", "work")
    finally:
        other.close()
    assert answer.status == 2
    assert "connected to robin@example.net" in answer.err
    registered(home, google)
    assert home.ok("sync")["status"] == "ok"


def test_a_calendar_of_its_own_is_made_once_and_only_it_is_written(home: Program, google: Google) -> None:
    connected(home, "--own-calendar")
    (asked,) = google.oauth.asked
    assert {scope.rpartition("/")[2] for scope in asked["scope"].split()} == {
        "calendar.events.readonly",
        "calendar.calendarlist.readonly",
        "calendar.app.created",
    }
    (made,) = [c for c in google.shelf.calendars.values() if c.made_by_app]
    assert made.summary == "Afterword"
    done = home.ok("sync")
    assert (done["status"], done["reminders"]["created"]) == ("ok", 3)
    assert (len(ours(google, made.id)), len(ours(google))) == (3, 0)
    rows = {row["calendar"]: row["writable"] for row in home.ok("calendars")}
    assert rows == {"primary": False, TEAM: False, made.id: True}
    connected(home, "--own-calendar")
    assert sum(c.made_by_app for c in google.shelf.calendars.values()) == 1


def test_a_calendar_of_its_own_is_not_made_twice_when_the_answer_gets_lost(home: Program, google: Google) -> None:
    google.faults = {3: Fault(kind="lost")}
    connected(home, "--own-calendar")
    assert google.kinds()["POST calendars"] == 1
    assert sum(c.made_by_app for c in google.shelf.calendars.values()) == 1


def test_another_calendar_can_be_chosen_when_connecting(home: Program, google: Google) -> None:
    connected(home, "--calendar", "Team")
    home.ok("sync")
    assert (len(ours(google, TEAM)), len(ours(google))) == (3, 0)


def test_a_first_sync_and_those_without_news_take_as_few_requests_as_they_can(home: Program, google: Google) -> None:
    connected(home)
    google.reset()
    done = home.ok("sync")
    assert (done["status"], done["reminders"]["created"]) == ("ok", 3)
    assert google.asked_api() <= 2 + 3 + 5
    for _ in range(2):
        google.reset()
        done = home.ok("sync")
        assert google.requests == ["GET calendars/primary/events", f"GET calendars/{TEAM}/events".replace("@", "%40")]
        assert done["accounts"][0]["requests"] == 2
        assert google.api.writes == []


def test_calendars_can_be_ignored_and_chosen(home: Program, google: Google) -> None:
    connected(home)
    home.ok("calendars", "ignore", f"google/{TEAM}")
    home.ok("sync")
    google.reset()
    home.ok("sync")
    assert google.requests == ["GET calendars/primary/events"]
    home.ok("calendars", "use", f"google/{TEAM}", "--write")
    home.ok("sync")
    assert (len(ours(google, TEAM)), len(ours(google))) == (3, 0)


def test_reminders_move_between_google_and_a_file_and_back(home: Program, google: Google, tmp_path: Path) -> None:
    connected(home)
    home.ok("sync")
    before = sorted((own(e), e["summary"], e["description"]) for e in ours(google))
    path = tmp_path / "me.ics"
    path.write_bytes(calendar())
    home.ok("connect", "ics", path, "--write", "--name", "file")
    done = home.ok("sync")
    assert (done["status"], ours(google), path.read_bytes().count(b"@afterword")) == ("ok", [], 3)
    home.ok("calendars", "use", "google/primary", "--write")
    done = home.ok("sync")
    assert done["status"] == "ok"
    assert path.read_bytes().count(b"@afterword") == 0
    assert sorted((own(e), e["summary"], e["description"]) for e in ours(google)) == before


def test_one_interview_in_two_accounts_is_followed_up_once(home: Program, google: Google) -> None:
    connected(home)
    other = Google("robin@work.example")
    try:
        other.shelf.seed(other.primary, interview("copy1", iCalUID="round1@acme.example"))
        registered(home, other)
        connected(home, "--name", "work")
        # Both accounts speak to one Google in life; here each has a server of its own, so only one is read at a time.
        assert home.ok("sync", "--account", "work")["interviews"]["total"] == 1
        registered(home, google)
        done = home.ok("sync", "--account", "google")
    finally:
        other.close()
    assert done["interviews"]["total"] == 1
    assert len(ours(google)) + len(ours(other)) == 3


def test_an_ended_sign_in_is_named_and_the_other_account_is_still_synced(
    home: Program, google: Google, tmp_path: Path
) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(vevent(uid="other", title="Phone Screen - Analyst at Globex")))
    connected(home)
    home.ok("connect", "ics", path, "--name", "file")
    google.oauth.end()
    answer = home("sync", "--json")
    assert answer.status == 3
    assert "afterword connect google --name google" in answer.err
    document = answer.json()
    statuses = {account["name"]: account["status"] for account in document["accounts"]}
    assert statuses == {"google": "sign_in_needed", "file": "ok"}
    assert document["interviews"]["total"] == 1
    assert {a["name"]: a["status"] for a in home.ok("accounts")} == {"google": "sign_in_needed", "file": "ok"}
    google.reset()
    home.ok("accounts")
    assert google.requests == []


def test_removing_an_account_ends_its_sign_in_at_google(home: Program, google: Google) -> None:
    connected(home)
    home.ok("accounts", "remove", "google")
    assert google.oauth.grants == {}
    assert list((home.home / "tokens").iterdir()) == []
    assert home.ok("accounts") == []


def test_a_sign_in_that_google_does_not_end_is_forgotten_all_the_same(home: Program, google: Google) -> None:
    connected(home)
    google.reset()
    google.always = Fault(status=403, reason="forbidden")
    answer = home("accounts", "remove", "google")
    assert answer.status == 0
    assert "did not end the sign-in" in answer.err
    assert list((home.home / "tokens").iterdir()) == []


def test_a_lost_registration_is_a_sentence_that_names_the_account(home: Program, google: Google) -> None:
    connected(home)
    (home.home / "credentials.json").unlink()
    answer = home("sync", "--json")
    assert answer.status == 1
    assert answer.json()["accounts"][0]["error"].startswith("google: credentials.json")


def test_a_deleted_home_but_for_the_account_writes_nothing_twice(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    google.shelf.remove(google.primary, ours(google)[0]["id"])
    for name in ("state.json", "decisions.json"):
        (home.home / name).unlink(missing_ok=True)
    google.reset()
    done = home.ok("sync")
    assert (done["reminders"]["created"], len(ours(google))) == (0, 2)
    google.reset()
    home.ok("sync")
    assert google.api.writes == []


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("acts", [True, False], ids=["after it acted", "before it acted"])
def test_a_kill_at_any_request_is_made_good_by_the_next_sync(
    home: Program, google: Google, number: int, acts: bool
) -> None:
    google.shelf.seed(google.primary, interview("round9", company="globex", start=NOON + timedelta(days=1)))
    connected(home)
    google.reset()
    google.faults = {number: Fault(kind="hang" if acts else "stall")}
    command = [sys.executable, "-m", "afterword", "--home", str(home.home), "--now", home.now, "sync"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        assert google.hanging.wait(30)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    google.reset()
    assert home.ok("sync")["status"] == "ok"
    ids = [own(event) for event in ours(google)]
    assert len(ids) == len(set(ids)) == 4
    google.reset()
    assert home.ok("sync")["reminders"]["unchanged"] == 4
    assert google.api.writes == []


def test_what_only_shows_never_loads_googles_client(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    code = "import sys; from cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules)"
    for words in (["touchpoints"], ["interviews"], ["accounts"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-c", code, "--home", str(home.home), *words],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        loaded = set(done.stdout.split())
        assert not loaded & {"googleapiclient", "google.oauth2", "google_auth_oauthlib", "httpx", "msal", "requests"}
