"""A reminder as a VEVENT: what a strict reader sees, and what is read back after a client has been at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ics.component import component_etag, render, revise, standee
from core.model import AccountName, CalendarId, ETag, EventId, Ref, Standee
from core.sync.marks import printable
from tests.connectors.ics_write.samples import START, moved, reminder

REF = Ref(account=AccountName("local"), calendar=CalendarId("cal"), event_id=EventId("e"))
TORONTO = ZoneInfo("America/Toronto")


def read(block: bytes) -> Standee:
    return standee(block, ref=REF, zone=TORONTO, emails=frozenset(), etag=ETag("tag"))


def written(newline: bytes = b"\r\n") -> bytes:
    return render(reminder(), stamp=START, newline=newline)


def test_a_strict_reader_sees_a_private_free_event_with_a_popup() -> None:
    event = icalendar.Event.from_ical(written().decode())
    assert event["UID"] == "0123456789abcdef@afterword"
    assert event["X-AFTERWORD-ID"] == "0123456789abcdef"
    assert (event["TRANSP"], event["CLASS"], event["STATUS"]) == ("TRANSPARENT", "PRIVATE", "CONFIRMED")
    assert b"\r\nDTSTART:20261124T180000Z\r\nDTEND:20261124T181500Z\r\n" in written()
    assert event["CATEGORIES"].to_ical() == b"Afterword"
    assert b"\r\nTRIGGER:PT0S\r\n" in written()
    assert [part.name for part in event.subcomponents] == ["VALARM"]


def test_it_invites_nobody() -> None:
    assert b"ATTENDEE" not in written()
    assert b"ORGANIZER" not in written()


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_lines_are_folded_at_75_octets_and_within_no_character(newline: bytes) -> None:
    lines = written(newline).split(newline)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines)
    assert not any(b"\r" in line or b"\n" in line for line in lines)


def test_the_same_reminder_gives_the_same_bytes() -> None:
    assert written() == written()
    assert component_etag(written()) == component_etag(written())
    assert component_etag(written()) != component_etag(written(b"\n"))


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.booleans())
def test_any_text_stays_within_its_property(text: str, crlf: bool) -> None:
    newline = b"\r\n" if crlf else b"\n"
    block = render(reminder(text=text or "x", title="a" + text[:50]), stamp=START, newline=newline)
    assert block.count(newline + b"BEGIN:") == 1
    found = icalendar.Event.from_ical(block.decode())
    assert str(found["X-AFTERWORD-ID"]) == "0123456789abcdef"
    assert str(found["DESCRIPTION"]).split() == printable(text or "x").split()


def test_what_was_written_is_read_back() -> None:
    want, found = reminder(), read(written())
    assert (found.id, found.title, found.text) == (want.id, want.title, want.text)
    assert (found.start, found.end, found.mark) == (want.start, want.end, want.mark)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        (b"DTSTART;TZID=Europe/Berlin:20261124T190000", START),
        (b"DTSTART;TZID=Eastern Standard Time:20261124T130000", START),
        (b"DTSTART:20261124T130000", START),
        (b"DTSTART;VALUE=DATE:20261124", datetime(2026, 11, 24, 5, tzinfo=UTC)),
    ],
)
def test_a_start_rewritten_by_a_client_is_the_same_moment(line: bytes, start: datetime) -> None:
    block = written().replace(b"DTSTART:20261124T180000Z", line).replace(b"DTEND:20261124T181500Z\r\n", b"")
    assert read(block).start == start


def test_a_lost_mark_leaves_the_id_of_the_uid() -> None:
    kept = [line for line in written(b"\n").split(b"\n") if not line.startswith((b"X-AFTERWORD", b" "))]
    found = read(b"\n".join(kept))
    assert (found.id, found.mark) == ("0123456789abcdef", None)


def test_a_description_made_html_is_read_as_text() -> None:
    block = render(reminder(text="<p>Dear Dana,</p><p>thanks</p>"), stamp=START, newline=b"\n")
    assert read(block).text.split() == ["Dear", "Dana,", "thanks"]


def test_an_event_without_a_start_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="start"):
        read(written().replace(b"DTSTART:20261124T180000Z\r\n", b""))


def test_only_what_differs_changes_and_the_users_lines_stay() -> None:
    theirs = b'COLOR:red\r\nLOCATION;X-A="b:c":Caf\xc3\xa9\r\n'
    theirs += b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
    block = written().replace(b"BEGIN:VALARM", theirs + b"BEGIN:VALARM", 1)
    want = moved(reminder(), hours=1)
    fresh = revise(block, stands=read(block), reminder=want)
    old, new = block.split(b"\r\n"), fresh.split(b"\r\n")
    assert theirs in fresh
    assert {line for line in new if line not in old and line.startswith(b"DT")} == {
        b"DTSTART:20261124T190000Z",
        b"DTEND:20261124T191500Z",
    }
    assert [line for line in old if line.startswith((b"SUMMARY", b"DESC"))] == [
        line for line in new if line.startswith((b"SUMMARY", b"DESC"))
    ]
    assert read(fresh).start == want.start
    assert read(fresh).mark == want.mark


def test_nothing_changes_where_nothing_differs() -> None:
    block = written().replace(b"DTSTART:20261124T180000Z", b"DTSTART;TZID=Europe/Berlin:20261124T190000")
    assert revise(block, stands=read(block), reminder=reminder()) == block


def test_a_duration_gives_way_to_an_end() -> None:
    block = written().replace(b"DTEND:20261124T181500Z", b"DURATION:PT15M")
    want = replace(reminder(), end=START + timedelta(hours=1))
    fresh = revise(block, stands=read(block), reminder=want)
    assert b"DURATION" not in fresh
    assert read(fresh).end == want.end


def test_a_discreet_title_renames_our_popup_and_not_the_users() -> None:
    theirs = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nDESCRIPTION:Leave now\r\nEND:VALARM\r\n"
    block = written().replace(b"END:VEVENT", theirs + b"END:VEVENT")
    want = reminder(title="Follow up: D. W.")
    fresh = revise(block, stands=read(block), reminder=want)
    assert b"Whitfield" not in fresh
    assert fresh.count(b"Follow up: D. W.") == 2
    assert theirs in fresh


def test_lost_marks_are_put_back() -> None:
    kept = [line for line in written(b"\n").split(b"\n") if not line.startswith((b"X-AFTERWORD", b" "))]
    block = b"\n".join(kept)
    fresh = revise(block, stands=read(block), reminder=reminder())
    assert b"\nX-AFTERWORD-ID:0123456789abcdef\n" in fresh
    assert read(fresh).mark == reminder().mark
