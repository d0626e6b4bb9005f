"""The program with a Google account: what it reads and writes, and what it survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.browser import Browser
from tests.cli.google import ROOT, TEAM, connected, ours, registered
from tests.cli.program import Program, calendar
from tests.cli.program import interview as vevent
from tests.connectors.google.world import NOON, interview, own
from tests.servers.google import Fault, Google
from tests.servers.google.calendars import Calendar


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


def test_what_was_read_of_an_ignored_calendar_is_taken_back_until_it_is_read_again(
    home: Program, google: Google
) -> None:
    there = interview(
        "round7", company="globex", title="Phone Screen - Analyst at Globex", start=NOON + timedelta(days=1)
    )
    google.shelf.seed(google.shelf.calendars[TEAM], there)
    connected(home)
    home.ok("sync")
    before = sorted(own(event) for event in ours(google))
    home.ok("calendars", "ignore", f"google/{TEAM}")
    home.ok("sync")
    assert [found["company"] for found in home.ok("interviews")] == ["Acme"]
    assert len(ours(google)) == 3
    home.ok("calendars", "use", f"google/{TEAM}")
    home.ok("sync")
    assert sorted(own(event) for event in ours(google)) == before


def test_an_ignored_calendar_that_is_written_to_is_read_for_its_reminders_alone(home: Program, google: Google) -> None:
    connected(home)
    home.ok("calendars", "ignore", "google/primary")
    home.ok("sync")
    assert (home.ok("interviews"), ours(google)) == ([], [])
    home.ok("calendars", "use", "google/primary")
    home.ok("sync")
    assert len(ours(google)) == 3


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


def test_a_way_to_write_is_not_changed_while_reminders_would_be_left_behind(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    answer = home("connect", "google", "--no-browser", "--own-calendar")
    assert answer.status == 1
    assert "reminders stand in primary" in answer.err
    home.ok("calendars", "use", "afterword/afterword.ics", "--write")
    home.ok("sync")
    connected(home, "--own-calendar")
    home.ok("sync")
    (made,) = [c for c in google.shelf.calendars.values() if c.made_by_app]
    assert (len(ours(google, made.id)), len(ours(google))) == (3, 0)
    google.reset()
    connected(home)
    assert home.ok("sync")["reminders"]["unchanged"] == 3
    assert google.api.writes == []


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


def test_reminders_whose_calendar_was_removed_at_google_are_written_anew_elsewhere(
    home: Program, google: Google
) -> None:
    connected(home, "--own-calendar")
    home.ok("sync")
    (made,) = [c for c in google.shelf.calendars.values() if c.made_by_app]
    del google.shelf.calendars[made.id]
    answer = home("sync")
    assert answer.status == 1
    assert "afterword calendars" in answer.err
    connected(home, "--own-calendar")
    assert home.ok("sync")["reminders"]["created"] == 3
    (again,) = [c for c in google.shelf.calendars.values() if c.made_by_app]
    assert len(ours(google, again.id)) == 3


def test_a_home_that_nobody_set_up_can_be_connected(google: Google, tmp_path: Path) -> None:
    fresh = Program(home=tmp_path / "fresh", stdout=Browser)
    fresh.home.mkdir()
    registered(fresh, google)
    connected(fresh)
    assert fresh.ok("sync")["status"] == "ok"


def test_a_purge_clears_google_and_what_is_chosen_again_is_written_anew(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    before = sorted((own(e), e["summary"], e["start"]["dateTime"]) for e in ours(google))
    (home.home / "state.json").unlink()
    assert home.ok("purge", "--yes")["removed"] == 3
    assert ours(google) == []
    home.ok("calendars", "use", "google/primary", "--write")
    assert home.ok("sync")["reminders"]["created"] == 3
    assert sorted((own(e), e["summary"], e["start"]["dateTime"]) for e in ours(google)) == before


def test_a_purge_in_which_one_part_fails_is_finished_by_the_next(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    google.reset()
    google.part_faults = {1: Fault(status=403, reason="quotaExceeded")}
    answer = home("purge", "--yes")
    assert answer.status in (1, 4)
    assert len(ours(google)) == 1
    google.reset()
    home.ok("purge", "--yes")
    assert ours(google) == []


def test_undo_takes_back_what_was_written_to_google(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    assert home.ok("undo", "--yes")["removed"] == 3
    assert ours(google) == []
    google.reset()
    assert home.ok("sync")["reminders"]["created"] == 0
    assert google.api.writes == []


def test_undo_brings_back_what_the_sync_had_taken_away(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    before = sorted((own(e), e["summary"]) for e in ours(google))
    google.shelf.remove(google.primary, "round1")
    home.ok("sync")
    assert ours(google) == []
    assert home.ok("undo", "--yes")["recreated"] == 3
    assert sorted((own(e), e["summary"]) for e in ours(google)) == before


@pytest.mark.parametrize(("role", "owner"), [("reader", ""), ("owner", "sam@example.org")])
def test_somebody_elses_afterword_calendar_is_not_taken_for_ones_own(
    home: Program, google: Google, role: str, owner: str
) -> None:
    theirs = "theirs@group.calendar.google.com"
    google.shelf.calendars[theirs] = Calendar(
        id=theirs,
        summary="Afterword",
        role=role,
        description="Reminders to follow up. afterword:own-calendar",
        owner=owner,
    )
    connected(home, "--own-calendar")
    (made,) = [c for c in google.shelf.calendars.values() if c.made_by_app]
    assert home.ok("sync")["reminders"]["created"] == 3
    assert (len(ours(google, made.id)), len(ours(google, theirs))) == (3, 0)
    rows = {row["calendar"]: row["writable"] for row in home.ok("calendars")}
    assert rows[theirs] is False


def test_a_reminder_made_all_day_can_be_snoozed(home: Program, google: Google) -> None:
    connected(home)
    home.ok("sync")
    event = next(e for e in ours(google) if e["summary"].startswith("Check"))
    google.shelf.edit(google.primary, event["id"], start={"date": "2026-12-05"}, end={"date": "2026-12-06"})
    home.ok("sync")
    home.ok("snooze", own(event), "2026-12-08 10:00")
    assert home.ok("sync")["status"] == "ok"
    assert google.primary.events[event["id"]]["start"]["dateTime"].startswith("2026-12-08T10:00")


def test_an_event_at_the_edge_of_time_ends_no_sync(home: Program, google: Google, tmp_path: Path) -> None:
    connected(home)
    home.ok("sync")
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(vevent(uid="x", title="Phone Screen - Analyst at Globex")))
    home.ok("connect", "ics", path, "--name", "file")
    far = {"dateTime": "9999-12-31T23:30:00-05:00"}
    event = {
        "kind": "calendar#event",
        "id": "far1",
        "status": "confirmed",
        "summary": "Dinner",
        "start": far,
        "end": far,
    }
    google.shelf.put(google.primary, event)
    answer = home("sync", "--json")
    assert answer.status == 0
    assert '"Dinner": it lies at the edge of time' in answer.err
    assert home.ok("interviews")[-1]["company"] == "Globex"
