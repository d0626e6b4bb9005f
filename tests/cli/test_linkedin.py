"""LinkedIn through the command line: archives in, people linked, notes and dates that follow, and people forgotten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.linkedin import DANA_W, PROFILE, coffee, kept, person, read_calendar, touchpoints, unfolded
from tests.cli.program import Program, interview
from tests.connectors.linkedin.exports import DANA, INES, ROBIN, Connection, Export, Invitation, Message


def test_an_archive_connected_first_is_looked_into_when_interviews_come(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    found = program.ok("connect", "linkedin", archive)
    assert (found["kind"], found["name"], found["status"], found["reads"], found["writes"]) == (
        "linkedin", "linkedin", "ok", [], None
    )  # fmt: skip
    assert found["found"] == {"connections": 3, "messages": 0, "invitations": 0, "profile": 1, "hidden": 1}
    assert found["as_of"] == "2026-11-20"
    assert found["missing"] == ["Messages", "Invitations"]
    read_calendar(program, tmp_path)
    result = program.ok("sync")
    assert {account["name"]: account["status"] for account in result["accounts"]} == {"linkedin": "ok", "ics": "ok"}
    dana = person(program)
    assert (dana["linkedin"], dana["connected"], dana["suggestions"]) == (PROFILE, True, [])


def test_only_people_of_interviews_are_kept_and_no_word_of_a_message(program: Program, tmp_path: Path) -> None:
    secret = "the salary is a secret"  # noqa: S105
    messages = [Message(DANA_W, (ROBIN,), "2026-11-20 14:03:22", content=secret)]
    read_calendar(program, tmp_path)
    program.ok("sync")
    program.ok("connect", "linkedin", Export(messages=messages).zip(tmp_path / "export.zip"))
    program.ok("sync")
    held = kept(program)
    assert "dana-whitfield-7" in held
    assert person(program)["last_contact"] == "2026-11-20"
    for gone in (secret, "ines-okafor", "jose@example.org", "Northwind"):
        assert gone not in held


def test_the_profile_stands_in_the_note_and_in_the_reminder(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("sync")
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    (thanks,) = touchpoints(program, "thank_you")
    assert thanks["notes"][0]["links"]["linkedin"] == PROFILE
    assert thanks["notes"][0]["invitation"] is None
    assert PROFILE in unfolded(tmp_path / "mine.ics")


def test_who_is_no_connection_gets_a_suggestion_to_connect_within_the_limit(program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", Export(connections=[INES]).zip(tmp_path / "export.zip"))
    program.ok("sync")
    (note,) = touchpoints(program, "thank_you")[0]["notes"]
    assert note["invitation"].startswith("Hi Dana, ")
    assert len(note["invitation"]) <= 200
    assert "To connect with Dana Whitfield" in unfolded(tmp_path / "mine.ics")
    invited = Export(connections=[INES], invitations=[Invitation(ROBIN, DANA_W)])
    program.ok("connect", "linkedin", invited.zip(tmp_path / "again.zip"))
    program.ok("people", "link", "Dana", "dana-whitfield-7")
    (note,) = touchpoints(program, "thank_you")[0]["notes"]
    assert (note["links"]["linkedin"], note["invitation"]) == (PROFILE, None)


def test_keep_in_touch_with_a_connection_goes_by_linkedin(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path, coffee())
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    (one,) = touchpoints(program, "keep_in_touch")
    assert one["channel"] == "linkedin"


def test_a_message_restarts_the_wait_of_keep_in_touch(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path, coffee())
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    assert touchpoints(program, "keep_in_touch")[0]["due"].startswith("2026-12-24T10:00")
    program.now = "2026-12-11T09:00:00-05:00"
    talk = [
        Message(DANA_W, (ROBIN,), "2026-12-11 02:00:00"),
        Message(ROBIN, (INES_O,), "2026-12-11 03:00:00", thread="2-B=="),
    ]
    program.ok("connect", "linkedin", Export(messages=talk).zip(tmp_path / "new.zip"))
    program.ok("sync")
    (one,) = touchpoints(program, "keep_in_touch")
    # Two in the morning in UTC is still the evening of the tenth in Toronto.
    assert "a message exchanged on Thu 10 Dec 2026 + 30 days" in one["why"]
    assert one["due"].startswith("2027-01-11T10:00")


INES_O = ("Ines Okafor, PhD", "ines-okafor-3b2a91")


def test_a_message_withdraws_the_check_in_that_it_answers(program: Program, tmp_path: Path, archive: Path) -> None:
    recruiter = "\\nRecruiter: Dana Whitfield"
    read_calendar(
        program,
        tmp_path,
        interview(more=recruiter).replace("Jo Park", "Dana Whitfield").replace("jo.park", "dana.whitfield"),
    )
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    first = touchpoints(program, "check_in")[0]
    assert (first["number"], first["status"], first["notes"][0]["to"]["name"]) == (1, "scheduled", "Dana Whitfield")
    program.now = "2026-12-02T09:00:00-05:00"
    answer = Export(messages=[Message(DANA_W, (ROBIN,), "2026-12-01 15:00:00")])
    program.ok("connect", "linkedin", answer.zip(tmp_path / "new.zip"))
    result = program.ok("sync")
    assert result["reminders"]["deleted"] == 1
    after = {each["number"]: each for each in touchpoints(program, "check_in", "--all")}
    assert after[1]["status"] == "withdrawn"
    assert after[2]["due"].startswith("2026-12-10T10:00")
    assert first["id"] not in (tmp_path / "mine.ics").read_text()


@pytest.mark.parametrize(
    ("change", "congratulates", "why"),
    [
        (
            {"company": "Zenith Ltd", "position": "VP"},
            "your move to Zenith Ltd!",
            "moved from Acme, Inc. to Zenith Ltd",
        ),
        ({"position": "Head of Data"}, "your new role as Head of Data!", "is now Head of Data at Acme, Inc."),
    ],
)
def test_a_change_between_two_imports_brings_keep_in_touch_forward(
    change: dict[str, str], congratulates: str, why: str, *, program: Program, tmp_path: Path, archive: Path
) -> None:
    read_calendar(program, tmp_path, coffee())
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    program.now = "2026-12-04T12:00:00-05:00"
    moved = Export(connections=[replace(DANA, **change), INES])
    program.ok("connect", "linkedin", moved.zip(tmp_path / "Complete_LinkedInDataExport_12-03-2026.zip"))
    program.ok("sync")
    (one,) = touchpoints(program, "keep_in_touch")
    assert one["due"].startswith("2026-12-07T10:00")
    assert why in one["why"]
    assert "Fri 20 Nov 2026 and Thu 3 Dec 2026" in one["why"]
    assert f"Congratulations on {congratulates}" in one["notes"][0]["body"]


def test_the_same_company_written_otherwise_or_not_at_all_is_no_change(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    read_calendar(program, tmp_path, coffee())
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    program.now = "2026-12-04T12:00:00-05:00"
    for number, company in enumerate(("ACME Incorporated", "", "acme inc", "Acme")):
        again = Export(connections=[replace(DANA, company=company)])
        program.ok("connect", "linkedin", again.zip(tmp_path / f"{number}.zip"))
    program.ok("connect", "linkedin", Export(connections=[INES]).zip(tmp_path / "without.zip"))
    program.ok("sync")
    assert touchpoints(program, "keep_in_touch")[0]["due"].startswith("2026-12-24")
    assert person(program)["connected"] is True


def test_a_namesake_is_only_suggested_and_the_user_has_the_last_word(program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path)
    elsewhere = Export(connections=[replace(DANA, company="Elsewhere")])
    program.ok("connect", "linkedin", elsewhere.zip(tmp_path / "export.zip"))
    program.ok("sync")
    dana = person(program)
    assert (dana["linkedin"], dana["connected"]) == (None, False)
    (suggestion,) = dana["suggestions"]
    assert suggestion["linkedin"] == PROFILE
    assert "people link" in program("people", "--suggestions").out
    assert program.ok("people", "link", "Dana", suggestion["key"])["linkedin"] == PROFILE
    assert person(program)["connected"] is True
    after = program.ok("people", "unlink", dana["id"])
    assert (after["linkedin"], after["suggestions"]) == (None, [])
    program.ok("connect", "linkedin", elsewhere.zip(tmp_path / "export.zip"))
    program.ok("sync", "--full")
    assert (person(program)["linkedin"], person(program)["suggestions"]) == (None, [])
    assert program("people", "--suggestions").out == "Nobody is to be confirmed.\n"


def test_a_certain_link_that_is_wrong_can_be_undone_for_good(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    assert person(program)["connected"] is True
    program.ok("people", "unlink", "Dana")
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert (person(program)["linkedin"], person(program)["connected"]) == (None, False)


@pytest.mark.parametrize(
    "wrong", ["https://evil.example/in/dana", "x", "https://www.linkedin.com/company/acme", "../../x"]
)
def test_only_a_profile_can_be_linked(wrong: str, program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("sync")
    answer = program("people", "link", "Dana", wrong)
    assert answer.status == 2
    assert "is no LinkedIn profile" in answer.err


def test_an_archive_that_is_gone_is_said_while_somebody_is_to_be_looked_up(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    program.ok("connect", "linkedin", archive)
    archive.unlink()
    read_calendar(program, tmp_path)
    answer = program("sync")
    assert answer.status == 0
    assert f"the archive {archive} is no longer there" in answer.err
    Export().zip(archive)
    program.ok("sync")
    assert person(program)["connected"] is True
    archive.unlink()
    assert "no longer there" not in program("sync").err


def test_an_old_archive_is_named_where_a_reminder_depends_on_it(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    read_calendar(program, tmp_path, coffee())
    program.ok("connect", "linkedin", archive)
    assert "fresh archive" not in program("sync").err
    program.now = "2026-12-20T12:00:00-05:00"
    assert "fresh archive" not in program("sync").err
    program.now = "2026-12-21T12:00:00-05:00"
    for command in ("sync", "people"):
        said = program(command).err
        assert "what LinkedIn says is from Fri 20 Nov 2026, and reminders to Dana Whitfield depend on it" in said
        assert "https://www.linkedin.com/mypreferences/d/download-my-data" in said


def test_a_lost_state_reads_the_archive_again(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    before = program.ok("people")
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert program.ok("people") == before


def test_single_files_and_parts_are_one_account(program: Program, tmp_path: Path) -> None:
    export = Export(messages=[Message(DANA_W, (ROBIN,), "2026-11-20 14:03:22")]).folder(tmp_path / "parts")
    program.ok("connect", "linkedin", export / "Connections.csv")
    program.ok("connect", "linkedin", export / "messages.csv")
    assert [account["name"] for account in program.ok("accounts")] == ["linkedin"]
    read_calendar(program, tmp_path)
    program.ok("sync")
    assert (person(program)["connected"], person(program)["last_contact"]) == (True, "2026-11-20")


def test_a_message_of_the_year_one_stops_no_later_command(program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path)
    odd = Export(
        messages=[Message(DANA_W, (ROBIN,), "0001-01-01 00:00:00"), Message(ROBIN, (DANA_W,), "2026-11-20 08:00:00")]
    )
    program.ok("connect", "linkedin", odd.zip(tmp_path / "export.zip"))
    program.ok("sync")
    assert person(program)["last_contact"] == "2026-11-20"


def test_an_archive_with_an_empty_name_is_not_the_current_folder(program: Program) -> None:
    answer = program("connect", "linkedin", "")
    assert (answer.status, "an archive or a token is needed" in answer.err) == (2, True)


def test_a_broken_archive_ends_in_one_sentence_and_loses_nothing(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    before = {path.name: path.read_bytes() for path in program.home.glob("*.json")}
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes()[:200])
    answer = program("connect", "linkedin", broken)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert {path.name: path.read_bytes() for path in program.home.glob("*.json")} == before


@pytest.mark.parametrize("options", [(), ("somewhere.zip", "--token-stdin")])
def test_an_archive_or_a_token_is_needed_not_both(options: Sequence[str], program: Program) -> None:
    assert program("connect", "linkedin", *options).status == 2


def test_a_connection_of_an_old_export_counts_though_it_has_no_address(program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path, coffee())
    program.ok("connect", "linkedin", Export(era="2021").zip(tmp_path / "export.zip"))
    program.ok("sync")
    dana = person(program)
    assert (dana["linkedin"], dana["connected"]) == (None, True)


def test_slugs_with_letters_of_their_own_make_sound_links(program: Program, tmp_path: Path) -> None:
    umlaut = Connection("Dana", "Whitfield", "d%C3%A4na-whitfield-ü", company="Acme")
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", Export(connections=[umlaut]).zip(tmp_path / "export.zip"))
    program.ok("sync")
    assert person(program)["linkedin"] == "https://www.linkedin.com/in/d%C3%A4na-whitfield-%C3%BC"


def test_who_only_wrote_or_was_invited_is_suggested_with_their_profile(program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path)
    wrote = Export(connections=[INES], messages=[Message(DANA_W, (ROBIN,), "2026-11-20 14:03:22")])
    program.ok("connect", "linkedin", wrote.zip(tmp_path / "export.zip"))
    program.ok("sync")
    dana = person(program)
    assert dana["linkedin"] is None
    assert [(each["linkedin"], each["connected"]) for each in dana["suggestions"]] == [(PROFILE, False)]
    assert touchpoints(program, "thank_you")[0]["notes"][0]["invitation"] is None
    program.ok("people", "link", "Dana", PROFILE)
    assert person(program)["last_contact"] == "2026-11-20"
    (note,) = touchpoints(program, "thank_you")[0]["notes"]
    assert note["invitation"]
    assert "To connect on LinkedIn" in program("draft", touchpoints(program, "thank_you")[0]["id"]).out


def test_an_account_of_linkedin_has_no_calendars_and_can_be_removed(
    program: Program, tmp_path: Path, archive: Path
) -> None:
    program.ok("connect", "linkedin", archive)
    assert program.ok("sync")["interviews"]["total"] == 0
    assert program.ok("calendars") == []
    read_calendar(program, tmp_path)
    program.ok("sync")
    assert [each["account"] for each in program.ok("calendars")] == ["ics"]
    assert program("calendars", "use", "linkedin/x", "--write").status == 2
    program.ok("accounts", "remove", "linkedin")
    program.ok("sync")
    assert "dana-whitfield-7" not in unfolded(tmp_path / "mine.ics")
    state = json.loads((program.home / "state.json").read_text())
    assert state.pop("wrote")  # what undo would put back is named there
    assert "dana-whitfield-7" not in json.dumps(state)
    assert (person(program)["linkedin"], person(program)["connected"]) == (None, False)


def test_a_person_is_named_by_any_part_that_is_theirs_alone(program: Program, tmp_path: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("sync")
    for wanted in ("Jo", "jo park", "jo.park@acme.example", person(program, "Jo Park")["id"][:6]):
        assert program.ok("people", "link", wanted, "jo-park")["linkedin"] == "https://www.linkedin.com/in/jo-park"


def test_a_second_import_of_parts_makes_no_second_user(program: Program, tmp_path: Path) -> None:
    basic = Export().zip(tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip")
    whole = Export(messages=[Message(DANA_W, (ROBIN,), "2026-11-19 14:03:22")])
    complete = whole.zip(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip")
    read_calendar(program, tmp_path)
    for path in (basic, complete, basic):
        program.ok("connect", "linkedin", path)
    program.ok("sync")
    assert [account["kind"] for account in program.ok("accounts")] == ["ics", "linkedin"]
    assert (person(program)["connected"], person(program)["last_contact"]) == (True, "2026-11-19")


def test_the_words_of_a_connect_say_what_was_found_and_passed_over(program: Program, archive: Path) -> None:
    said = program("connect", "linkedin", archive).out
    assert 'Connected "linkedin": read 3 connections, 0 messages, 0 invitations.' in said
    assert "passed over: 1 row of Connections.csv, members who hid their profile" in said
    assert "It is from Fri 20 Nov 2026." in said


def test_listing_follow_ups_needs_no_heavy_module_for_linkedin(program: Program, tmp_path: Path, archive: Path) -> None:
    read_calendar(program, tmp_path)
    program.ok("connect", "linkedin", archive)
    program.ok("sync")
    loaded = program.loads("touchpoints")
    assert "core.linkedin.overlay" in loaded
    assert not loaded & {"rapidfuzz", "httpx", "keyring", "connectors.linkedin.archive"}
