"""Edits our own events in the bytes of a calendar and keeps every other byte as it stands (RFC 5545, 3.1 and 3.4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from connectors.blocks import unfold
from connectors.vevent import address_of, own_id
from core.model import TouchpointId

# A line that is continued is no marker, and a line that starts with a blank continues the one before.
_MARKER = re.compile(rb"^(?:\xef\xbb\xbf)?((BEGIN|END):(VEVENT|VCALENDAR|VTIMEZONE))[ \t]*\r?$(?!\n[ \t])", re.M | re.I)
_LOGICAL_LINE = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*\n?")
_PROPERTY = re.compile(rb'([A-Za-z0-9-]+)[ \t]*((?:[^:"]|"[^"]*")*):(.*)', re.S)
_EMAIL = re.compile(rb';EMAIL="?([^";:]+)', re.I)
_REST_OF_LINE = re.compile(rb"[ \t]*(?:\r?\n)?")


class Edit(NamedTuple):
    """The bytes from `start` to `stop` become `content`."""

    start: int
    stop: int
    content: bytes


class Own(NamedTuple):
    """One VEVENT of ours: from BEGIN:VEVENT through END:VEVENT, without the line ending behind it."""

    start: int
    stop: int
    uid: str
    id: TouchpointId


class Line(NamedTuple):
    """One property of an event, all its folded lines and the last line ending included. `depth` 1: not in an alarm."""

    start: int
    stop: int
    name: bytes
    value: bytes
    depth: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie in one file. `foot` is where a new event goes, None where the file is no whole calendar."""

    own: tuple[Own, ...]
    others: int
    foot: int | None
    zones: Mapping[str, bytes]
    """The VTIMEZONEs of the file, unfolded, by their TZID."""


def layout(raw: bytes, emails: Collection[str]) -> Layout:
    """Find our events, the end of the first calendar, and the time zones of one file. `emails` are the user's."""
    own: list[Own] = []
    zones: dict[str, bytes] = {}
    others, calendars, foot, opened = 0, 0, None, -1
    for found in _MARKER.finditer(raw):
        word, name = found[2].upper(), found[3].upper()
        if name == b"VCALENDAR":
            opened = -1
            calendars += word == b"BEGIN"
            if word == b"END" and calendars == 1:
                foot = found.start(1)
        elif word == b"BEGIN":
            # An event that never ends is interrupted by the next one: it is nobody's to touch.
            opened = found.start(1)
        elif opened >= 0:
            block = raw[opened : found.end(1)]
            mine = _own(block, emails) if name == b"VEVENT" else None
            if mine is not None:
                own.append(Own(opened, found.end(1), *mine))
            elif name == b"VEVENT":
                others += 1
            else:
                _note_zone(zones, block)
            opened = -1
    return Layout(tuple(own), others, foot, zones)


def lines(block: bytes) -> Iterator[Line]:
    """Yield the properties of one VEVENT with their place in `block`; BEGIN and END lines of parts are among them."""
    depth = 0
    for found in _LOGICAL_LINE.finditer(block):
        parts = _PROPERTY.match(unfold(found[0]).rstrip(b"\r\n"))
        if parts is None:
            continue
        name = parts[1].upper()
        depth += name == b"BEGIN"
        yield Line(found.start(), found.end(), name, parts[3], depth)
        depth -= name == b"END"


def newline(raw: bytes, place: int) -> bytes:
    """Return the line ending that stands in front of `place`, or the first one of the file."""
    before = raw[max(0, place - 2) : place]
    if not before.endswith(b"\n"):
        first = raw.find(b"\n")
        before = raw[max(0, first - 1) : first + 1]
    return b"\r\n" if before == b"\r\n" or not before else b"\n"


def insertion(where: Layout, raw: bytes, block: bytes) -> Edit:
    """Return the edit that adds `block` at the end of the first calendar; raise ValueError where there is none."""
    if where.foot is None:
        raise ValueError("no whole calendar")
    return Edit(where.foot, where.foot, block + newline(raw, where.foot))


def removal(raw: bytes, own: Own) -> Edit:
    """Return the edit that takes one of our events out, with its line ending."""
    rest = _REST_OF_LINE.match(raw, own.stop)
    return Edit(own.start, rest.end() if rest else own.stop, b"")


def replacement(own: Own, block: bytes) -> Edit:
    """Return the edit that puts `block` in the place of one of our events."""
    return Edit(own.start, own.stop, block)


def apply(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `raw` with all `edits` made; they must not overlap. Edits at one place keep their order."""
    return b"".join(pieces(raw, edits))


def pieces(raw: bytes, edits: Iterable[Edit]) -> Iterator[bytes | memoryview]:
    """Yield `raw` with all `edits` made, in pieces: it may be large, and a view copies nothing."""
    view, done = memoryview(raw), 0
    for start, stop, content in sorted(edits, key=lambda edit: edit[:2]):
        yield view[done:start]
        yield content
        done = stop
    yield view[done:]


def _own(block: bytes, emails: Collection[str]) -> tuple[str, TouchpointId] | None:
    """Return the UID and touchpoint of an event of ours, else None."""
    if b"afterword" not in unfold(block).lower():
        return None
    found = [line for line in lines(block) if line.depth == 1]
    said = {line.name: line.value.decode(errors="replace").strip() for line in reversed(found)}
    callers, guests = (
        [_address(block, line) for line in found if line.name == name] for name in (b"ORGANIZER", b"ATTENDEE")
    )
    uid = said.get(b"UID", "")
    id = own_id(
        uid,
        said.get(b"X-AFTERWORD-MARK", ""),
        organizer=callers[0] if callers else None,
        attendees=guests,
        emails=emails,
    )
    return (uid, TouchpointId(id)) if id else None


def _address(block: bytes, line: Line) -> str:
    named = _EMAIL.search(unfold(block[line.start : line.stop]))
    parameter = named[1].decode(errors="replace") if named else ""
    return address_of(line.value.decode(errors="replace"), parameter)


def _note_zone(zones: dict[str, bytes], block: bytes) -> None:
    for line in lines(block):
        if line.name == b"TZID":
            zones.setdefault(line.value.decode(errors="replace").strip().strip('"'), unfold(block))
