"""Whatever is done to our events, every other byte of a calendar stays (P1)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ics import splice
from connectors.ics.component import render
from connectors.ics.splice import Edit, Layout, apply, insertion, newline, removal
from connectors.vevent import event_from_component
from core.model import AccountName, CalendarId, EventId, Ref
from tests.connectors.ics_write.samples import FOREIGN, START, reminder


def layout(raw: bytes) -> Layout:
    return splice.layout(raw, {"robin@example.net"})


def with_ours(raw: bytes, *ids: str) -> bytes:
    where = layout(raw)
    assert where.foot is not None
    ending = newline(raw, where.foot)
    return apply(raw, [insertion(where, raw, render(reminder(each), stamp=START, newline=ending)) for each in ids])


def without_ours(raw: bytes) -> bytes:
    return apply(raw, [removal(raw, own) for own in layout(raw).own])


LINES = st.binary(max_size=30).map(lambda line: b"DESCRIPTION:" + line.replace(b"\n", b"\n ").replace(b"\r", b""))
EVENTS = st.lists(LINES, max_size=4).map(
    lambda lines: [b"BEGIN:VEVENT", b"UID:somebody@example.net", *lines, b"END:VEVENT"]
)


@settings(deadline=None, max_examples=80)
@given(
    st.lists(EVENTS, max_size=4),
    st.sampled_from([b"\r\n", b"\n"]),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.booleans(),
    st.booleans(),
)
def test_adding_and_removing_ours_leaves_the_file_as_it_was(
    events: list[list[bytes]], ending: bytes, bom: bytes, ends: bool, twice: bool
) -> None:
    lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", *(line for event in events for line in event), b"END:VCALENDAR"]
    raw = bom + ending.join(lines * (1 + twice)) + (ending if ends else b"")
    full = with_ours(raw, "a" * 16, "b" * 16)
    assert [own.id for own in layout(full).own] == ["a" * 16, "b" * 16]
    assert without_ours(full) == raw
    ours = full[layout(full).own[0].start : layout(full).own[1].stop]
    assert ours.count(b"\r\n") == (0 if ending == b"\n" else ours.count(b"\n"))


def test_a_marker_inside_a_folded_text_is_text() -> None:
    assert layout(FOREIGN.encode()).own == ()
    assert layout(FOREIGN.encode()).others == 1


def test_a_marker_line_that_goes_on_is_no_marker() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n X\nUID:0123456789abcdef@afterword\nEND:VEVENT\nEND:VCALENDAR\n"
    assert layout(raw).own == ()


def test_ours_is_found_where_its_lines_are_folded_or_small() -> None:
    raw = b"BEGIN:VCALENDAR\r\nbegin:vevent\r\nuid:0123456789abcdef@aft\r\n erword\r\nend:vevent\r\nEND:VCALENDAR\r\n"
    assert [own.id for own in layout(raw).own] == ["0123456789abcdef"]
    assert without_ours(raw) == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


REF = Ref(account=AccountName("local"), calendar=CalendarId("cal"), event_id=EventId("x"))
OURS = render(reminder(), stamp=START, newline=b"\n")
ID = b"UID:0123456789abcdef@afterword\n"
INVITED = b"ORGANIZER:mailto:dana@acme.example\nATTENDEE:mailto:robin@example.net\n"


@pytest.mark.parametrize(
    ("old", "new", "ours"),
    [
        (b"", b"", True),
        (b"X-AFTERWORD-ID:0123456789abcdef\n", b"", True),
        (b"X-AFTERWORD-MARK", b"X-SOMETHING", True),
        (ID, b"UID:copied-by-the-user\n", False),
        (ID, b"UID:budget@afterword\n", False),
        (ID, b"", False),
        (ID, ID + b"ATTENDEE:mailto:dana@acme.example\n", False),
        (ID, ID + INVITED, False),
        (ID, ID + b"ORGANIZER:mailto:robin@example.net\n", True),
        (ID, ID + b"ORGANIZER:mailto:robin@example.net\nATTENDEE:mailto:dana@acme.example\n", False),
        (ID, ID + b"ORGANIZER;CN=Robin:mailto:ROBIN@example.net\nATTENDEE;EMAIL=robin@example.net:urn:x:1\n", True),
        (ID, ID + b"ORGANIZER:mailto:another-address-of-mine@mail.example\n", True),
        (b"X-AFTERWORD-MARK:1/", b"ORGANIZER:mailto:dana@acme.example\nX-AFTERWORD-MARK:?/", False),
    ],
)
def test_ours_is_what_has_a_name_of_our_making_and_invites_nobody(old: bytes, new: bytes, ours: bool) -> None:
    raw = b"BEGIN:VCALENDAR\n" + OURS.replace(old, new, 1) + b"\nEND:VCALENDAR\n"
    assert [own.id for own in layout(raw).own] == ["0123456789abcdef"] * ours
    component = icalendar.Event.from_ical(raw.partition(b"BEGIN:VCALENDAR\n")[2].rpartition(b"END:VCALENDAR")[0])
    assert isinstance(component, icalendar.Event)
    emails = frozenset({"robin@example.net"})
    assert bool(event_from_component(component, ref=REF, zone=ZoneInfo("UTC"), emails=emails).own) is ours


def test_an_invitation_with_a_line_of_ours_is_none_of_ours() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x@other\nX-AFTERWORD-ID:0123456789abcdef\nEND:VEVENT\nEND:VCALENDAR\n"
    assert (layout(raw).own, layout(raw).others) == ((), 1)


def test_an_alarm_or_a_mention_does_not_make_an_event_ours() -> None:
    raw = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x@other\nDESCRIPTION:see "
        + ID
        + b"RELATED-TO"
        + ID.removeprefix(b"UID")
        + b"BEGIN:VALARM\nUID:0123456789abcdef@afterword\nX-AFTERWORD-ID:a\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert layout(raw).own == ()


def test_an_event_that_never_ends_is_left_alone() -> None:
    raw = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x@other\nBEGIN:VEVENT\n" + ID + b"END:VEVENT\nEND:VCALENDAR\n"
    assert without_ours(raw) == b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x@other\nEND:VCALENDAR\n"


def test_a_file_cut_short_has_no_place_for_ours() -> None:
    assert layout(b"BEGIN:VCALENDAR\nVERSION:2.0\n").foot is None
    assert layout(b"").foot is None


def test_edits_at_one_place_keep_their_order() -> None:
    assert apply(b"ad", [Edit(1, 1, b"b"), Edit(1, 1, b"c"), Edit(0, 1, b"")]) == b"bcd"
