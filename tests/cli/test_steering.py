"""What a user knows and the calendar does not: debrief, outcome, snooze and add, through the command line."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from tests.cli.program import Program, interview
from tests.cli.steering import of_kind, ours, rewrite, synced, text_of


def test_a_debrief_changes_the_drafts_the_date_and_the_addressee(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    program.now = "2026-11-24T16:00:00-05:00"
    (thank_you,) = of_kind(program, "thank_you")
    interview_id = thank_you["interviews"][0]
    assert f"afterword debrief {interview_id}" in text_of(path, thank_you["id"])
    answer = program.ok(
        "debrief", "acme", "--topic", "the billing migration", "--topic", "on-call", "--idea", "shadow traffic",
        "--decision-by", "next Friday", "--contact", "dana", "--promise", "two references",
    )  # fmt: skip
    assert answer == {
        "interview": interview_id,
        "topics": ["the billing migration", "on-call"],
        "idea": "shadow traffic",
        "decision_by": "2026-12-04",
        "contact": "dana",
        "promise": "two references",
    }
    (after,) = of_kind(program, "thank_you")
    body = after["notes"][0]["body"]
    assert "the billing migration" in body
    assert "shadow traffic" in body
    assert "✓ idea: shadow traffic" in text_of(path, thank_you["id"])
    assert "afterword debrief" not in text_of(path, thank_you["id"])
    check_in = of_kind(program, "check_in")[0]
    assert (check_in["due"][:10], check_in["notes"][0]["to"]["name"]) == ("2026-12-07", "Dana Whitfield")
    assert "4 December" in check_in["notes"][0]["body"]
    assert program.ok("interviews")[0]["decision_by"] == "2026-12-04"


@pytest.mark.parametrize("contact", ["Dana", "Dana Whitfield", "dana.whitfield@acme.example"])
def test_what_a_debrief_says_of_somebody_forgotten_is_forgotten(program: Program, tmp_path: Path, contact: str) -> None:
    path = synced(program, tmp_path)
    program.now = "2026-11-24T16:00:00-05:00"
    program.ok(
        "debrief", "acme", "--contact", contact, "--topic", "what Dana Whitfield said about queues", "--idea",
        "send Dana the talk", "--promise", "references to Dana Whitfield",
    )  # fmt: skip
    assert of_kind(program, "check_in")[0]["notes"][0]["to"]["name"] == "Dana Whitfield"
    program.ok("forget", "Dana Whitfield")
    for now in ("2026-11-24T16:15:00-05:00", "2026-11-24T16:30:00-05:00"):
        program.now = now
        program.ok("sync")
        kept = [file.read_text() for file in program.home.glob("*.json")]
        kept += [json.dumps(program.ok("touchpoints", "--all"))]
        kept += [block for block in path.read_text().split("BEGIN:VEVENT") if "X-AFTERWORD-ID" in block]
        assert not [text for text in kept if "dana" in text.casefold() and "dana.whitfield@acme.example" not in text]
    assert [each["name"] for each in program.ok("people")] == ["Jo Park"]


def test_a_debrief_is_added_to_and_yields_to_a_later_line_in_the_calendar(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    program.ok("debrief", "acme", "--decision-by", "4 Dec")
    assert program.ok("debrief", "acme", "--contact", "Dana")["decision_by"] == "2026-12-04"
    path.write_bytes(
        path.read_bytes().replace(b"Dana Whitfield\r\nSTATUS", b"Dana Whitfield\\n\\ndecision by: 18 Dec\r\nSTATUS")
    )
    program.ok("sync")
    assert program.ok("interviews")[0]["decision_by"] == "2026-12-18"
    assert program.ok("debrief", "acme", "--decision-by", "11 Dec")["decision_by"] == "2026-12-11"
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert program.ok("interviews")[0]["decision_by"] == "2026-12-11"


def test_a_debrief_without_a_terminal_and_without_options_is_wrong_usage(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    answer = program("debrief", "acme")
    assert (answer.status, answer.out) == (2, "")
    assert "--topic" in answer.err
    assert program("debrief", "acme", "--decision-by", "soon").status == 2


def test_a_line_in_html_is_read_and_answered(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")

    def as_html(text: str) -> str:
        escaped = html.escape(text, quote=False)
        linked = re.sub(r"(https?://[^\s\\]+)", r'<a href="\1">\1</a>', escaped)
        return (
            linked.replace("\\n", "<br>")
            + "<br><br><p>&bull;&nbsp;Decision by&nbsp;: <b>12 Dec</b></p><div>topic：queues</div>"
        )

    rewrite(path, thank_you["id"], "DESCRIPTION", as_html)
    program.ok("sync")
    text = text_of(path, thank_you["id"])
    assert "✓ decision by: 12 Dec 2026" in text
    assert "✓ topic: queues" in text
    assert "queues" in text.partition("Write to ")[0]
    assert "<br>" not in text
    assert program.ok("interviews")[0]["decision_by"] == "2026-12-12"


def test_what_cannot_be_read_is_said_in_the_reminder_and_by_sync(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    rewrite(path, thank_you["id"], "DESCRIPTION", lambda text: text + "\\ndecision by: 12/04\\noutcome: hmm")
    answer = program("sync", "--json")
    for line in ("decision by: 12/04", "outcome: hmm"):
        assert f"? could not read: {line}" in text_of(path, thank_you["id"])
        assert any(line in warning for warning in answer.json()["warnings"])
        assert line in answer.err


def test_an_outcome_is_noted_corrected_and_taken_back(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    before = program.ok("touchpoints")
    assert program.ok("outcome", "dana", "Offer")["outcome"] == "offer"
    assert [t["kind"] for t in program.ok("touchpoints")] == ["thank_you"]
    program.ok("outcome", "acme", "rejected")
    assert [t["kind"] for t in program.ok("touchpoints")] == ["thank_you"]  # nobody has been met yet
    program.now = "2026-11-24T16:30:00-05:00"
    assert [t["kind"] for t in program.ok("touchpoints")] == ["thank_you", "keep_in_touch"]
    assert program.ok("outcome", "acme", "open")["outcome"] is None
    assert program.ok("touchpoints") == before


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("tomorrow 9am", "2026-11-25T09:00:00-05:00"),
        ("in 3 days", "2026-11-27T17:00:00-05:00"),
        ("next week", "2026-11-30T17:00:00-05:00"),
        ("2026-12-04", "2026-12-04T17:00:00-05:00"),
        ("in 2 hours", "2026-11-24T14:00:00-05:00"),
    ],
)
def test_a_snooze_moves_the_reminder_at_once_and_for_good(
    program: Program, tmp_path: Path, when: str, due: str
) -> None:
    path = synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    answer = program.ok("snooze", thank_you["id"], when)
    assert (answer["due"], answer["pinned"], answer["status"]) == (due, True, "scheduled")
    for lost in ((), ("state.json",), ("state.json", "decisions.json")):
        for name in lost:
            (program.home / name).unlink(missing_ok=True)
        before = path.read_bytes()
        assert program.ok("sync")["reminders"]["updated"] == 0
        assert path.read_bytes() == before
        (after,) = of_kind(program, "thank_you")
        assert (after["due"], after["pinned"]) == (due, True)


def test_the_later_hand_wins_over_a_snooze(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path)
    (thank_you,) = of_kind(program, "thank_you")
    program.ok("snooze", thank_you["id"], "tomorrow 9am")
    rewrite(path, thank_you["id"], "DTSTART", lambda _: "20261125T200000Z")
    rewrite(path, thank_you["id"], "DTEND", lambda _: "20261125T201500Z")
    program.ok("sync")
    assert of_kind(program, "thank_you")[0]["due"] == "2026-11-25T15:00:00-05:00"
    program.ok("snooze", thank_you["id"], "tomorrow 10am")
    assert of_kind(program, "thank_you")[0]["due"] == "2026-11-25T10:00:00-05:00"


def test_what_has_no_reminder_yet_can_be_put_off(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    planned = next(t for t in program.ok("touchpoints") if t["status"] == "planned")
    assert program.ok("snooze", planned["id"], "2026-12-10 11:00")["due"] == "2026-12-10T11:00:00-05:00"
    program.ok("sync")
    after = next(t for t in program.ok("touchpoints") if t["id"] == planned["id"])
    assert (after["due"], after["status"]) == ("2026-12-10T11:00:00-05:00", "scheduled")


@pytest.mark.parametrize("when", ["yesterday", "2026-11-24 09:00", "gibberish", "12/04"])
def test_a_time_that_has_passed_or_is_none_is_wrong_usage(program: Program, tmp_path: Path, when: str) -> None:
    path = synced(program, tmp_path)
    before = path.read_bytes()
    assert program("snooze", of_kind(program, "thank_you")[0]["id"], when).status == 2
    assert path.read_bytes() == before


def test_a_sentence_adds_an_interview(program: Program, tmp_path: Path) -> None:
    path = synced(program, tmp_path, "")
    made = program.ok(
        "add", "Phone screen with Dana Whitfield <dana@acme.example> at Acme for Backend Engineer yesterday 3pm"
    )
    assert (made["kind"], made["company"], made["role"], made["stage"]) == (
        "interview", "Acme", "Backend Engineer", "recruiter_screen",
    )  # fmt: skip
    assert (made["start"], made["status"], made["sources"]) == ("2026-11-23T15:00:00-05:00", "past", [])
    assert [(p["name"], p["email"]) for p in made["people"]] == [("Dana Whitfield", "dana@acme.example")]
    assert len(ours(path)) == 3
    again = program.ok(
        "add", "phone screen with Dana Whitfield <dana@acme.example> at Acme for Backend Engineer yesterday at 3 pm"
    )
    assert again["id"] == made["id"]
    assert len(program.ok("interviews")) == 1
    assert len(ours(path)) == 3
    (program.home / "state.json").unlink()
    program.ok("sync")
    assert len(ours(path)) == 3
    program.ok("mark", made["id"], "none")
    assert program.ok("interviews") == []
    assert "Check in" not in path.read_text()


def test_a_recruiter_met_at_a_fair_is_followed_up_with_no_calendar_at_all(program: Program) -> None:
    made = program.ok("add", "Met recruiter Sam Lee <sam@globex.example> from Globex at the career fair this morning")
    assert (made["kind"], made["company"], made["role"]) == ("recruiter", "Globex", None)
    assert [(p["name"], p["role"]) for p in made["people"]] == [("Sam Lee", "recruiter")]
    assert len(ours(program.home / "afterword.ics")) == 3


def test_options_say_it_all_and_go_before_the_sentence(program: Program) -> None:
    made = program.ok(
        "add", "--company", "Hooli", "--role", "Staff Engineer", "--person", "Gavin Belson <gavin@hooli.example>",
        "--person", "Big Head", "--start", "2026-12-01T09:00", "--end", "2026-12-01T12:00", "--kind", "interview",
    )  # fmt: skip
    assert (made["company"], made["role"], made["kind"], made["status"]) == (
        "Hooli", "Staff Engineer", "interview", "upcoming",
    )  # fmt: skip
    assert (made["start"], made["end"]) == ("2026-12-01T09:00:00-05:00", "2026-12-01T12:00:00-05:00")
    assert [(p["name"], p["email"]) for p in made["people"]] == [
        ("Gavin Belson", "gavin@hooli.example"),
        ("Big Head", None),
    ]
    other = program.ok("add", "--company", "Initech", "Coffee with Jane Roe at Initrode last Tuesday 10am")
    assert (other["company"], other["kind"], other["start"]) == ("Initech", "networking", "2026-11-17T10:00:00-05:00")


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["lorem ipsum"],
        ["--company", "Acme", "--start", "whenever"],
        ["--company", "Acme", "--person", "<nobody>"],
        ["--company", "Acme", "--start", "2026-11-20 10:00", "--end", "2026-11-20 09:00"],
    ],
)
def test_what_cannot_be_added_is_wrong_usage(program: Program, wrong: list[str]) -> None:
    assert program("add", *wrong).status == 2
    assert program.ok("interviews") == []


def test_things_go_by_number_prefix_company_and_person(program: Program, tmp_path: Path) -> None:
    globex = interview(uid="g", start="20261125T100000", end="20261125T110000",
                       title="Interview - Data Engineer at Globex").replace("acme", "globex").replace(
                           "Dana Whitfield", "Kim Lund").replace("Backend", "Data")  # fmt: skip
    synced(program, tmp_path, interview(), globex)
    open_ones = program.ok("touchpoints")
    for number, touchpoint in enumerate(open_ones, 1):
        assert program.ok("show", str(number))["id"] == touchpoint["id"]
        assert program.ok("draft", touchpoint["id"][:6])["id"] == touchpoint["id"]
    assert program.ok("draft", "whitfield")["notes"][0]["to"]["name"] == "Dana Whitfield"
    assert program.ok("show", "Kim Lund")["email"]
    assert program.ok("debrief", "globex", "--idea", "x")["interview"] != program.ok("debrief", "acme", "--idea", "x")
    answer = program("done", "acme")
    assert answer.status == 2
    assert all(t["id"][:6] in answer.err for t in open_ones if t["company"] == "Acme" and t["kind"] == "check_in")
    assert program("show", "nobody").status == 2


def test_a_company_or_a_first_name_shows_the_interview_or_the_person(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    (met,) = program.ok("interviews")
    assert program.ok("show", "acme")["id"] == met["id"]
    assert program.ok("show", "Dana")["name"] == "Dana Whitfield"
    assert program("done", "acme").status == 2


def test_a_number_means_what_stood_beside_it_when_the_list_was_shown(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    second = program.ok("touchpoints")[1]
    program("touchpoints")
    program.ok("skip", "1")
    assert program.ok("show", "2")["id"] == second["id"]
    assert program("touchpoints").out.count("check-in") == 3
    assert program.ok("show", "1")["id"] == second["id"]
    program("interviews")
    assert program.ok("show", "1")["uid"] == "round-1"
    program("people")
    assert "interviews" in program.ok("show", "1")


def test_a_decision_is_told_back_in_words(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    assert program("done", of_kind(program, "thank_you")[0]["id"]).out.startswith("Done: thank-you to Dana Whitfield")
    first = of_kind(program, "check_in")[0]["id"]
    assert program("snooze", first, "in", "20", "days").out.startswith("Put off to ")
    assert program("outcome", "acme", "rejected").out == "Noted: Acme: they turned you down.\n"
    assert program("outcome", "acme", "open").out == "Noted: Acme: it is open again.\n"


def test_the_draft_of_a_name_is_the_next_due_of_its_process(program: Program, tmp_path: Path) -> None:
    synced(program, tmp_path)
    listed = [each["id"] for each in program.ok("touchpoints") if each["company"] == "Acme"]
    assert len(listed) > 1
    assert program.ok("draft", "acme")["id"] == listed[0]
    program.ok("done", listed[0])
    assert program.ok("draft", "acme")["id"] == listed[1]
    assert program("done", "acme").status == 2
