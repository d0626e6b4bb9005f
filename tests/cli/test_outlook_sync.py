"""The whole program against Microsoft Graph: what is written, what a sync without news costs, and the user's hand."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from connectors.outlook.events import text_of
from tests.cli.microsoft import OWN, ROUND, Microsoft, connected, invite
from tests.servers.graph.mailbox import Occurrence


@pytest.fixture
def synced(world: Microsoft) -> Microsoft:
    invite(world.mailbox)
    world.mailbox.add("Team standup", ROUND + timedelta(days=1), minutes=15)
    connected(world)
    assert world.sync()["reminders"]["created"] == 3
    return world


def settled(world: Microsoft) -> dict[str, int]:
    """Sync once more and return what it did, to see that nothing was left to do."""
    done: dict[str, int] = world.sync()["reminders"]
    return done


QUIET = {"created": 0, "updated": 0, "deleted": 0, "unchanged": 3, "failed": 0}


def test_reminders_stand_as_the_contract_says(synced: Microsoft) -> None:
    first = synced.ours()[0]
    shown = synced.program.ok("touchpoints")[0]
    assert first.fields["subject"] == "Thank Dana Whitfield · Acme, Backend Engineer"
    assert first.properties[OWN] == shown["id"]
    assert (first.start, first.end - first.start) == (ROUND + timedelta(hours=3), timedelta(minutes=15))
    assert (first.fields["showAs"], first.fields["sensitivity"], first.fields["attendees"]) == ("free", "private", [])
    assert (first.fields["isReminderOn"], first.fields["reminderMinutesBeforeStart"]) == (True, 0)
    assert first.fields["categories"] == ["Afterword"]
    assert shown["reminder"]["account"] == "outlook"
    assert (shown["reminder"]["calendar"], shown["reminder"]["event_id"]) == ("cal-main", first.id)
    assert shown["reminder"]["url"].startswith("https://outlook.office365.com/")


def test_the_draft_is_attached_as_a_mail_that_opens_as_a_new_message(synced: Microsoft) -> None:
    (attached,) = synced.ours()[0].attachments.values()
    mail = base64.b64decode(attached["contentBytes"]).decode()
    assert attached["name"].endswith(".eml")
    assert "X-Unsent: 1\r\n" in mail
    assert "To: Dana Whitfield <dana@acme.example>\r\n" in mail


def test_a_sync_without_news_costs_one_request_and_writes_nothing(synced: Microsoft) -> None:
    files = {p: p.read_bytes() for p in synced.program.home.rglob("*") if p.is_file()}
    synced.graph.since()
    synced.program.now = "2026-11-24T12:15:00-05:00"
    done = synced.sync()
    assert done["reminders"] == QUIET
    assert done["accounts"][0]["requests"] == 1
    assert dict(synced.graph.counts) == {"delta": 1}
    assert {p: p.read_bytes() for p in synced.program.home.rglob("*") if p.is_file()} == files


@pytest.mark.parametrize("mangled", ["", "links", "words", "html"])
def test_a_text_that_comes_back_in_other_words_is_not_taken_for_the_users(world: Microsoft, mangled: str) -> None:
    world.mailbox.mangled = mangled
    interview = invite(world.mailbox)
    connected(world)
    world.sync()
    assert settled(world) == QUIET
    (world.program.home / "state.json").unlink()
    assert settled(world) == QUIET
    # And it is still ours: it follows what is known of the interview.
    world.mailbox.change(interview.id, body="Role: Platform Engineer\nInterviewer: Dana Whitfield")
    world.sync()
    assert any("Platform Engineer" in str(kept.fields["body"]["content"]) for kept in world.ours())
    assert settled(world) == QUIET


def test_a_moved_reminder_stays_and_an_edited_text_is_kept_while_it_moves_with_its_interview(synced: Microsoft) -> None:
    first, second, _ = synced.ours()
    synced.mailbox.move(second.id, second.start + timedelta(hours=2))
    where = second.start
    synced.mailbox.change(first.id, body="My own words to Dana")
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    synced.mailbox.move(interview, ROUND + timedelta(hours=1))
    for _ in range(2):
        synced.sync()
        assert "My own words to Dana" in first.fields["body"]["content"]
        assert first.start == ROUND + timedelta(hours=4)
        assert second.start == where
    (synced.program.home / "state.json").unlink()
    assert settled(synced) == QUIET
    assert synced.program.ok("touchpoints")[1]["pinned"] is True


def test_a_deleted_reminder_never_comes_back(synced: Microsoft) -> None:
    synced.mailbox.delete(synced.ours()[0].id)
    assert synced.sync()["reminders"]["created"] == 0
    (synced.program.home / "state.json").unlink()
    assert synced.sync()["reminders"]["created"] == 0
    assert len(synced.ours()) == 2


def test_a_tick_in_the_title_is_done_and_done_writes_one(synced: Microsoft) -> None:
    first, second, _ = synced.ours()
    synced.mailbox.change(first.id, subject=f"✓ {first.fields['subject']}")
    synced.sync()
    statuses = {t["id"]: t["status"] for t in synced.program.ok("touchpoints", "--all")}
    assert statuses[first.properties[OWN]] == "done"
    synced.program.ok("done", second.properties[OWN])
    assert second.fields["subject"].startswith("✓ ")


def test_a_deleted_state_doubles_nothing(synced: Microsoft) -> None:
    for name in ("state.json", "decisions.json"):
        (synced.program.home / name).unlink(missing_ok=True)
    before = {kept.id: dict(kept.fields) for kept in synced.ours()}
    assert settled(synced) == QUIET
    assert {kept.id: dict(kept.fields) for kept in synced.ours()} == before


def test_a_cancelled_interview_withdraws_and_one_that_stands_again_is_written_anew(synced: Microsoft) -> None:
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    for remembers in (False, True):
        synced.mailbox.remembers_the_deleted = remembers
        synced.mailbox.change(interview, isCancelled=True)
        synced.sync()
        assert synced.ours() == []
        synced.mailbox.change(interview, isCancelled=False)
        synced.sync()
        assert len(synced.ours()) == 3
        assert settled(synced) == QUIET


def test_a_changed_note_exchanges_the_draft_and_leaves_what_the_user_attached(synced: Microsoft) -> None:
    first = synced.ours()[0]
    first.attachments["theirs"] = {"id": "theirs", "name": "slides.pdf", "size": 3}
    synced.mailbox.touch(first)
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    synced.mailbox.change(interview, body="Role: Platform Engineer\nInterviewer: Dana Whitfield")
    synced.sync()
    mails = [a for a in first.attachments.values() if a["name"].endswith(".eml")]
    assert len(mails) == 1
    assert b"Platform" in base64.b64decode(mails[0]["contentBytes"])
    assert "theirs" in first.attachments
    assert settled(synced) == QUIET


def test_a_mailbox_without_attachments_still_gets_its_reminders(world: Microsoft) -> None:
    world.graph.takes_attachments = False
    invite(world.mailbox)
    connected(world)
    assert world.sync()["reminders"]["created"] == 3
    assert settled(world) == QUIET


def test_foreign_events_are_never_touched(synced: Microsoft) -> None:
    before = synced.foreign()
    synced.program.ok("outcome", "Acme", "rejected")
    synced.sync("--full")
    assert synced.foreign() == before


def test_reminders_move_to_a_calendar_of_their_own(synced: Microsoft) -> None:
    connected(synced, "--own-calendar")
    synced.sync()
    assert {kept.calendar for kept in synced.ours()} == {"cal-1"}
    assert len(synced.ours()) == 3
    assert settled(synced) == QUIET
    synced.graph.since()
    synced.sync()
    assert dict(synced.graph.counts) == {"delta": 2}


def test_the_round_is_begun_anew_before_its_window_runs_out(synced: Microsoft) -> None:
    synced.program.now = "2026-12-20T12:00:00-05:00"
    synced.graph.since()
    synced.sync()
    assert synced.graph.counts["next page"] + synced.graph.counts["delta"] > 1
    synced.graph.since()
    synced.sync()
    assert synced.graph.counts["delta"] == 1


def test_a_discreet_reminder_and_its_draft_name_nobody_in_what_is_shown(world: Microsoft) -> None:
    config = world.program.home / "config.toml"
    config.write_text(config.read_text().replace("discreet = false", "discreet = true"))
    invite(world.mailbox)
    connected(world)
    world.sync()
    assert set(world.titles()) <= {"Follow up: D. W.", "Follow up: J. P."}
    names = {a["name"] for kept in world.ours() for a in kept.attachments.values()}
    assert names == {"afterword-draft.eml"}


def test_another_hand_between_the_look_and_the_write_wins(synced: Microsoft) -> None:
    first = synced.ours()[0]
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    synced.mailbox.move(interview, ROUND + timedelta(hours=1))

    def meddle(asked: object) -> None:
        if getattr(asked, "method", "") == "PATCH" and synced.graph.before is meddle:
            synced.graph.before = lambda _: None
            synced.mailbox.move(first.id, ROUND + timedelta(hours=5))

    synced.graph.before = meddle
    synced.try_sync()
    assert first.start == ROUND + timedelta(hours=5)
    synced.sync()
    assert first.start == ROUND + timedelta(hours=5)


def test_interviews_of_a_series_are_each_found_and_one_cancelled_is_gone(world: Microsoft) -> None:
    series = invite(world.mailbox)
    series.fields["type"] = "seriesMaster"
    series.occurrences = [
        Occurrence(f"occ-{n}", ROUND + timedelta(days=n), ROUND + timedelta(days=n, hours=1)) for n in (0, 1)
    ]
    connected(world)
    world.sync()
    found = world.program.ok("interviews")
    assert sorted(i["sources"][0]["event_id"] for i in found) == ["occ-0", "occ-1"]
    assert {i["company"] for i in found} == {"Acme"}
    before = len(world.ours())
    series.occurrences[1].cancelled = True
    world.mailbox.touch(series)
    assert world.sync()["interviews"]["total"] == 1
    assert len(world.ours()) < before


def test_a_lost_place_is_one_full_round_more_and_changes_nothing(synced: Microsoft) -> None:
    before = {kept.id: dict(kept.fields) for kept in synced.ours()}
    synced.graph.rounds.forget()
    assert settled(synced) == QUIET
    assert {kept.id: dict(kept.fields) for kept in synced.ours()} == before


def test_an_interview_moved_far_out_of_the_window_takes_its_reminders_along(synced: Microsoft) -> None:
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    synced.mailbox.move(interview, ROUND + timedelta(days=600))
    synced.sync()
    assert [i["status"] for i in synced.program.ok("interviews")] == ["upcoming"]
    assert [kept for kept in synced.ours() if kept.start < ROUND + timedelta(days=500)] == []


def test_a_deleted_interview_withdraws_its_reminders(synced: Microsoft) -> None:
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    synced.mailbox.delete(interview)
    synced.sync()
    assert synced.ours() == []


def test_throttling_is_waited_out(synced: Microsoft) -> None:
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    synced.mailbox.move(interview, ROUND + timedelta(hours=1))
    synced.graph.since()
    synced.graph.faults = dict.fromkeys(range(1, 30, 2), "429")
    assert synced.sync()["reminders"]["updated"] == 3


def test_a_calendar_that_may_not_be_written_is_one_sentence(world: Microsoft) -> None:
    invite(world.mailbox)
    connected(world)
    world.graph.forbids_writing = True
    answer = world.try_sync()
    assert answer.status in (1, 4)
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("afterword: outlook: ")
    world.graph.forbids_writing = False
    assert world.sync()["reminders"]["created"] == 3


def test_an_answer_from_the_networks_own_sign_in_is_one_sentence(synced: Microsoft) -> None:
    synced.graph.since()
    synced.graph.faults = {1: "html"}
    answer = synced.try_sync()
    assert answer.status == 1
    assert "network" in answer.err
    assert answer.err.count("\n") == 1
    assert settled(synced) == QUIET


@pytest.mark.parametrize("mangled", ["", "links", "html"])
def test_a_line_written_into_a_reminder_is_read_and_answered_once(world: Microsoft, mangled: str) -> None:
    world.mailbox.mangled = mangled
    invite(world.mailbox)
    connected(world)
    world.sync()
    first = world.ours()[0]
    world.mailbox.mangled = ""  # a client adds to what is kept, not to what a reader is shown
    kept = text_of(world.mailbox.shown(first))
    world.mailbox.change(first.id, body=f"{kept}\n\ntopic: the billing migration")
    world.mailbox.mangled = mangled
    world.sync()
    assert "billing migration" in text_of(world.mailbox.shown(first)).split("topic:")[0]
    for _ in range(2):
        done = world.sync()["reminders"]
        assert (done["updated"], done["created"], done["unchanged"]) == (0, 0, 3)
    (world.program.home / "state.json").unlink()
    assert world.sync()["reminders"]["updated"] == 0


def test_undo_takes_back_what_the_last_sync_wrote(synced: Microsoft) -> None:
    synced.program.ok("undo", "--yes")
    assert synced.ours() == []
    assert synced.sync()["reminders"]["created"] == 0


def test_purge_finds_every_reminder_by_its_mark_even_without_a_state(synced: Microsoft) -> None:
    first = synced.ours()[0]
    synced.mailbox.move(first.id, ROUND + timedelta(days=700))
    before = synced.foreign()
    for name in ("state.json", "decisions.json"):
        (synced.program.home / name).unlink(missing_ok=True)
    synced.program.ok("purge", "--yes")
    assert synced.ours() == []
    assert synced.foreign() == before


def test_an_update_can_be_undone(synced: Microsoft) -> None:
    interview = next(i for i, e in synced.foreign().items() if "Interview" in e["subject"])
    before = [(kept.id, kept.start, kept.fields["subject"]) for kept in synced.ours()]
    synced.mailbox.move(interview, ROUND + timedelta(hours=1))
    synced.sync()
    synced.program.ok("undo", "--yes")
    assert [(kept.id, kept.start, kept.fields["subject"]) for kept in synced.ours()] == before
