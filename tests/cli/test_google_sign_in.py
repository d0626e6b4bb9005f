"""Signing in to Google from the command line, staying signed in, signing out, and what goes wrong with each."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import webbrowser
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as Refusing

from tests.cli.browser import Browser, visit
from tests.cli.google import ROOT, TEAM, connected, ours, registered
from tests.cli.program import Program
from tests.servers.google import Fault, Google


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


def test_a_keyring_that_is_locked_for_a_moment_is_no_sign_in_that_ended(home: Program) -> None:
    connected(home)
    for kept in (home.home / "tokens").iterdir():
        kept.unlink()
    before = keyring.get_keyring()  # found before there is another to find
    keyring.set_keyring(type("Locked", (Refusing,), {"priority": 5.0})())
    try:
        assert [each["status"] for each in home.ok("accounts")] == ["ok"]
        assert "keyring" in home("sync").err
        assert home("status").status == home("calendars").status == 0
    finally:
        keyring.set_keyring(before)
    assert [each["status"] for each in home.ok("accounts")] == ["sign_in_needed"]


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


def test_removing_an_account_first_lets_its_reminders_go_elsewhere(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    home.ok("accounts", "remove", "google")
    assert (ours(google), google.oauth.grants) == ([], {})


def test_an_account_that_cannot_be_reached_is_removed_only_when_that_is_insisted_on(
    home: Program, google: Google
) -> None:
    connected(home)
    home.ok("sync")
    google.oauth.end()
    answer = home("accounts", "remove", "google")
    assert answer.status == 1
    assert "--anyway" in answer.err
    assert home("accounts", "remove", "google", "--anyway").status == 0
    assert home.ok("accounts") == []
    assert len(ours(google)) == 3


def test_a_lost_registration_is_a_sentence_that_names_the_account(home: Program, google: Google) -> None:
    connected(home)
    (home.home / "credentials.json").unlink()
    answer = home("sync", "--json")
    assert answer.status == 1
    assert answer.json()["accounts"][0]["error"].startswith("google: credentials.json")


def test_a_calendar_of_its_own_is_not_made_twice_when_the_answer_gets_lost(home: Program, google: Google) -> None:
    google.faults = {3: Fault(kind="lost")}
    connected(home, "--own-calendar")
    assert google.kinds()["POST calendars"] == 1
    assert sum(c.made_by_app for c in google.shelf.calendars.values()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        [1],
        5,
        "x",
        {"access_token": 5},
        {"access_token": "a", "expires_in": "soon"},
        {"access_token": "a", "expires_in": [1]},
        {"access_token": "a", "refresh_token": "b", "expires_in": 1e300},
        {"access_token": "a", "refresh_token": "b", "scope": {"a": 1}},
        {"error": {"code": 5}},
    ],
    ids=str,
)
def test_whatever_the_sign_in_is_answered_is_one_sentence(home: Program, google: Google, wrong: Any) -> None:
    google.oauth.instead = lambda _: wrong
    answer = home("connect", "google", "--no-browser")
    assert answer.status in (1, 3)
    assert "should not" not in answer.err
    assert answer.err.count("\n") <= 2
