"""`connect outlook` as a script sees it: each way to sign in, each refusal a sentence, and what is kept where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.cli.microsoft import Microsoft, connected, invite
from tests.cli.program import Program, calendar, interview
from tests.servers.graph.entra import PERSONAL, refusal

ROOT = Path(__file__).resolve().parents[2]


def signing_in(world: Microsoft, *more: str) -> subprocess.Popen[str]:
    """Run the program on its own, as the user does who opens the address elsewhere."""
    command = [sys.executable, "-m", "afterword", "--home", str(world.program.home), "connect", "outlook", *more]
    return subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("as_json", [False, True])
def test_without_a_browser_the_address_stands_alone_on_its_line(world: Microsoft, as_json: bool) -> None:
    running = signing_in(world, "--no-browser", *(["--json"] if as_json else []))
    assert running.stdout
    assert running.stderr
    address = (running.stderr if as_json else running.stdout).readline().strip()
    assert address.startswith(f"{world.entra.address}/oauth2/v2.0/authorize?")
    where, form = world.entra.visit(address)
    httpx.post(where, data=form, trust_env=False)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    if as_json:
        assert json.loads(out)["identity"] == "robin@example.net"
    else:
        assert 'Connected "outlook" as robin@example.net: reads Calendar.' in out
        assert "Reminders go to outlook/cal-main." in out
    assert world.graph.counts["calendars"] >= 1


def test_the_browser_is_opened_where_there_is_one(
    world: Microsoft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, browser = tmp_path / "opened.txt", tmp_path / "browser.py"
    browser.write_text(
        f"import os, sys\nopen({str(opened)!r} + '~', 'w').write(sys.argv[1])\n"
        f"os.rename({str(opened)!r} + '~', {str(opened)!r})\n"
    )
    monkeypatch.setenv("BROWSER", f"{sys.executable} {browser} %s")
    running = signing_in(world)
    assert running.stderr
    # It says so once the browser has been asked.
    assert "Waiting for the sign-in" in running.stderr.readline()
    where, form = world.entra.visit(opened.read_text())
    httpx.post(where, data=form, trust_env=False)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert out.startswith('Connected "outlook" as robin@example.net')


def test_a_refusal_in_the_browser_ends_the_waiting(world: Microsoft) -> None:
    world.entra.refuses = refusal("access_denied", 65004, "The user declined to consent.")
    running = signing_in(world, "--no-browser")
    assert running.stdout
    where, form = world.entra.visit(running.stdout.readline().strip())
    httpx.post(where, data=form, trust_env=False)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "declined" in err
    assert "Traceback" not in err


def test_a_device_code_and_its_address_are_printed(world: Microsoft) -> None:
    answer = world.program("connect", "outlook", "--device-code")
    assert answer.status == 0, answer.err
    assert answer.out.splitlines()[0] == "On any device open https://microsoft.example/devicelogin and enter: ABCD-EFGH"
    assert world.entra.scopes[:1] == ["Calendars.ReadWrite"]


def test_accounts_tells_who_is_connected_and_asks_nobody(world: Microsoft) -> None:
    connected(world, "--name", "job", "--write")
    world.graph.since()
    (account,) = world.program.ok("accounts")
    assert account == {
        "name": "job",
        "kind": "outlook",
        "identity": "robin@example.net",
        "status": "ok",
        "reads": ["cal-main"],
        "writes": "cal-main",
    }
    assert world.graph.number == 0


def test_the_secret_is_in_the_token_store_alone(world: Microsoft) -> None:
    invite(world.mailbox)
    connected(world)
    answer = world.program("sync", "-v")
    secrets = [*world.entra.granted, *world.entra.refresh]
    assert len(secrets) == 2
    for path in world.program.home.rglob("*"):
        if path.is_file() and path.parent.name != "tokens":
            assert not any(secret.encode() in path.read_bytes() for secret in secrets), path
    assert not any(secret in answer.out + answer.err for secret in secrets)
    (kept,) = (world.program.home / "tokens").iterdir()
    assert all(secret in kept.read_text() for secret in secrets)
    assert kept.stat().st_mode & 0o077 == 0


def test_connecting_again_refreshes_the_sign_in_and_adds_no_account(world: Microsoft) -> None:
    connected(world, "--name", "job")
    world.entra.revoke()
    connected(world)
    assert [a["name"] for a in world.program.ok("accounts")] == ["job"]
    assert world.sync()["status"] == "ok"


def test_another_person_cannot_take_over_a_name(world: Microsoft) -> None:
    connected(world, "--name", "job")
    world.entra.user = "somebody@else.example"
    answer = world.program("connect", "outlook", "--device-code", "--name", "job")
    assert answer.status == 2
    assert "robin@example.net" in answer.err
    assert world.sync()["status"] == "ok"


def test_an_own_calendar_is_made_once_and_written_to(world: Microsoft) -> None:
    assert connected(world, "--own-calendar")["writes"] == "cal-1"
    connected(world, "--own-calendar")
    assert [c["name"] for c in world.mailbox.calendars.values()] == ["Calendar", "Afterword"]


def test_a_work_calendar_counts_as_seen_by_others_and_a_personal_one_does_not(world: Microsoft) -> None:
    for tenant, shared in ((PERSONAL, False), (world.entra.tenant, True)):
        world.entra.tenant = tenant
        connected(world)
        (entry,) = json.loads((world.program.home / "accounts.json").read_text())["entries"]
        assert entry["calendars"][0].get("shared", False) is shared


@pytest.mark.parametrize(
    ("number", "error", "says"),
    [
        (65001, "invalid_grant", "adminconsent"),
        (90094, "access_denied", "Ask your administrator"),
        (50011, "invalid_request", "Mobile and desktop applications"),
        (7000218, "invalid_client", "Allow public client flows"),
        (53003, "access_denied", "Trying again does not help"),
        (700016, "unauthorized_client", "client_id"),
        (50194, "invalid_request", "tenant"),
        (50020, "invalid_grant", "another account"),
        (90002, "invalid_tenant", "authority"),
        (50105, "access_denied", "assign"),
        (99999, "invalid_request", "AADSTS99999: Strange things happened"),
    ],
)
def test_a_refusal_says_what_to_do_or_whom_to_ask(world: Microsoft, number: int, error: str, says: str) -> None:
    world.entra.refuses = refusal(error, number, "Strange things happened.")
    answer = world.program("connect", "outlook", "--device-code")
    assert answer.status == 1
    assert says in answer.err
    assert answer.err.startswith("afterword: ")
    assert answer.err.count("\n") == 1
    assert "Trace ID" not in answer.err
    assert world.program.ok("accounts") == []


def test_without_a_registration_the_steps_to_one_are_told(program: Program) -> None:
    answer = program("connect", "outlook")
    assert answer.status == 1
    for told in (
        "https://entra.microsoft.com/",
        "http://localhost",
        "Allow public client flows",
        "Calendars.ReadWrite",
    ):
        assert told in answer.err
    assert answer.err.splitlines()[-1].startswith("afterword: ")


def test_a_sign_in_service_that_is_not_one_is_one_sentence(world: Microsoft) -> None:
    path = world.program.home / "credentials.json"
    for authority, said in (
        (f"{world.graph.address}/common", "does not answer as Microsoft's sign-in does"),
        ("https://127.0.0.1:9/common", "refused the connection"),
    ):
        registration = json.loads(path.read_text())
        registration["microsoft"]["authority"] = authority
        path.write_text(json.dumps(registration))
        answer = world.program("connect", "outlook", "--device-code")
        assert answer.status == 1
        assert answer.err.count("\n") == 1, answer.err
        assert said in answer.err
    world.graph.complaints.clear()


def shown_statuses(world: Microsoft) -> dict[str, str]:
    """Return what `accounts` says of each account, without asking anybody."""
    return {account["name"]: account["status"] for account in world.program.ok("accounts")}


def test_a_revoked_sign_in_ends_with_3_and_the_other_accounts_are_synced(world: Microsoft, tmp_path: Path) -> None:
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(interview()))
    connected(world)
    world.program.ok("connect", "ics", path, "--write", "--name", "file")
    world.entra.revoke()
    answer = world.try_sync()
    assert answer.status == 3
    statuses = {a["name"]: a["status"] for a in answer.json()["accounts"]}
    assert statuses == {"outlook": "sign_in_needed", "file": "ok"}
    assert answer.json()["reminders"]["created"] == 3
    assert "afterword connect outlook --name outlook" in answer.err
    assert shown_statuses(world) == {"outlook": "sign_in_needed", "file": "ok"}
    connected(world)
    assert shown_statuses(world) == {"outlook": "ok", "file": "ok"}
    assert world.sync()["status"] == "ok"


def test_an_access_token_that_ran_out_is_renewed_silently_and_kept(world: Microsoft) -> None:
    invite(world.mailbox)
    connected(world)
    world.entra.expire()
    assert world.sync()["reminders"]["created"] == 3
    world.entra.asked.clear()
    assert world.sync()["accounts"][0]["requests"] == 1
    assert world.entra.asked == []


def test_a_token_that_runs_out_soon_is_renewed_before_it_is_used(world: Microsoft) -> None:
    world.entra.lives = 60
    connected(world)
    world.graph.since()
    assert world.sync()["status"] == "ok"
    assert not any("401" in line for line in world.graph.log)
    assert len(world.entra.granted) > 1


def test_removing_the_account_forgets_the_sign_in_and_says_what_is_left_to_do(world: Microsoft) -> None:
    connected(world)
    answer = world.program("accounts", "remove", "outlook")
    assert answer.status == 0
    assert "myapps.microsoft.com" in answer.out
    assert list((world.program.home / "tokens").iterdir()) == []
    assert world.program.ok("accounts") == []


def test_without_a_kept_sign_in_the_account_needs_one(world: Microsoft) -> None:
    connected(world)
    for path in (world.program.home / "tokens").iterdir():
        path.unlink()
    assert world.program.ok("accounts")[0]["status"] == "sign_in_needed"
    assert world.try_sync().status == 3


def test_somebody_elses_calendar_named_afterword_is_not_taken_for_ones_own(world: Microsoft) -> None:
    theirs = world.mailbox.add_calendar("anns", "Afterword")
    theirs["owner"] = {"name": "Ann", "address": "ann@example.net"}
    invite(world.mailbox)
    connected(world, "--own-calendar")
    assert world.sync()["reminders"]["created"] == 3
    (made,) = {kept.calendar for kept in world.ours()}
    assert world.mailbox.calendars[made]["name"] == "Afterword"
    assert made != "anns"
    connected(world, "--own-calendar")
    assert len(world.mailbox.calendars) == 3


def test_ones_own_calendar_is_known_where_the_mailbox_has_another_address_than_the_sign_in(world: Microsoft) -> None:
    invite(world.mailbox)
    for held in (world.mailbox.calendars["cal-main"], world.mailbox.add_calendar("mine", "Afterword")):
        held["owner"] = {"name": "Robin Okafor", "address": "robin.okafor@firm.example"}
    connected(world, "--own-calendar")
    world.sync()
    assert {kept.calendar for kept in world.ours()} == {"mine"}
