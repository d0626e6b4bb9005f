"""Where the events lie in the bytes of a calendar: found by their lines, before anything is parsed (RFC 5545, 3.4)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from connectors.zones import Zones

_BEGIN = b"BEGIN:VEVENT"
_END = b"\nEND:VEVENT"
_FOLDS = (b"\r\n ", b"\r\n\t", b"\n ", b"\n\t")
_NESTED = re.compile(rb"^BEGIN:(?!VEVENT)([A-Z-]+)[ \t]*\r?\n.*?^END:\1[ \t]*\r?\n", re.M | re.S | re.I)
_ATTACHMENT = re.compile(rb"^ATTACH[;:].*\n", re.M | re.I)
_MARKER = re.compile(rb"^(BEGIN|END):(VEVENT|VCALENDAR|VTIMEZONE)[ \t]*(?=\r?$)", re.M | re.I)
_PROPERTY = re.compile(rb"[A-Za-z0-9-]+[ \t]*[;:]")
_SMALL = re.compile(rb"\n[A-Z-]*[a-z][A-Za-z-]*[;:]")
_NAME = re.compile(rb"^[A-Za-z-]+(?=[;:])", re.M)
_TZID = re.compile(rb"^TZID(?:;[^:\r\n]*)?:([^\r\n]*)", re.M | re.I)
_DATED = re.compile(
    rb"^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)((?:;[^\r\n]*)?):[ \t]*([0-9]{8}[^:\r\n]*?)[ \t]*\r?$", re.M | re.I
)
_TZID_PARAMETER = re.compile(rb';TZID=("[^"]*"|[^;]*)', re.I)
_VALUE_PARAMETER = re.compile(rb";VALUE=(?:DATE-TIME|DATE)(?![A-Z-])", re.I)


class Malformed(ValueError):
    """The bytes are not a calendar: `line` (from 1) is where that shows, `why` is half a sentence."""

    def __init__(self, line: int, why: str, *, cut_short: bool = False) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why
        self.cut_short = cut_short
        """True where the end is missing, as while somebody is still writing the file."""


class Block(NamedTuple):
    """One VEVENT: from its BEGIN to the end of its END line without the line ending, and the VCALENDAR it is in."""

    start: int
    end: int
    calendar: int


class Sheet:
    """The bytes of one calendar file or feed. Iterate `blocks()` to the end before asking for `zones`.

    Several VCALENDARs in one file are allowed (RFC 5545, 3.4); each has its own zones. Holds one copy of the bytes.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = _regular(raw)
        self.tidy = _SMALL.search(self.raw) is None
        """False where property names stand in small letters, which RFC 5545, 2 allows and the sieve does not expect."""
        self.unended: list[int] = []
        """The lines at which an event begins that another event interrupts: it cannot be read, the rest can."""
        self._own_zones: list[dict[str, bytes]] = []
        self._methods: list[bytes] = []
        self._open: list[bytes] = []
        self._zone_start = 0

    def blocks(self) -> Iterator[Block]:
        """Yield every VEVENT in the order of the file; raise Malformed where the file as a whole cannot be read."""
        raw, done = self.raw, 0
        start = self._next(0)
        while start >= 0:
            self._between(done, start)
            if self._open[-1:] != [b"VCALENDAR"]:
                raise Malformed(self._line(start), "an event stands outside a calendar")
            following = self._next(start + len(_BEGIN))
            end = raw.find(_END, start)
            if end < 0:
                raise Malformed(self._line(start), "the event that begins there never ends", cut_short=True)
            if 0 <= following < end:
                self.unended.append(self._line(start))
                done = start = following
                continue
            stop = raw.find(b"\n", end + 1)
            done = len(raw) if stop < 0 else stop + 1
            yield Block(start, end + len(_END), len(self._own_zones) - 1)
            start = following
        self._between(done, len(raw))
        if self._open or not self._own_zones:
            why = "it ends before END:VCALENDAR" if self._open else "it holds no BEGIN:VCALENDAR"
            raise Malformed(self._line(len(raw)), why, cut_short=True)

    def zones(self, default: ZoneInfo) -> list[Zones]:
        """Return the zones of each VCALENDAR, by its place in the file; floating times count in `default`."""
        return [Zones(own, default=default) for own in self._own_zones]

    def cancels(self, calendar: int) -> bool:
        """True where that VCALENDAR takes its events back (RFC 5546, METHOD:CANCEL)."""
        return self._methods[calendar] == b"CANCEL"

    def _line(self, offset: int) -> int:
        return self.raw.count(b"\n", 0, offset) + 1

    def _next(self, offset: int) -> int:
        """Return where the next line BEGIN:VEVENT starts; folded text never starts a line so."""
        raw = self.raw
        while (found := raw.find(_BEGIN, offset)) >= 0:
            after = raw[found + len(_BEGIN) : found + len(_BEGIN) + 1]
            if (found == 0 or raw[found - 1 : found] == b"\n") and after in (b"\r", b"\n", b" ", b"\t"):
                return found
            offset = found + 1
        return -1

    def _between(self, start: int, stop: int) -> None:
        """Read the lines between two events: the calendar's head and foot, its zones, to-dos and journals."""
        if stop - start < 3 and not self.raw[start:stop].strip():
            return
        offset = start
        while offset < stop:
            newline = self.raw.find(b"\n", offset, stop)
            newline = stop if newline < 0 else newline
            line = self.raw[offset:newline].rstrip()
            if line and line[:1] not in b" \t":
                self._content_line(line, offset, newline)
            offset = newline + 1

    def _content_line(self, line: bytes, offset: int, newline: int) -> None:
        head, _, name = line.partition(b":")
        head, name = head.upper(), name.strip().upper()
        if head == b"BEGIN":
            self._begin(name, offset)
        elif head == b"END":
            self._end(name, offset, newline)
        elif not self._open:
            raise Malformed(self._line(offset), "a calendar starts with BEGIN:VCALENDAR")
        elif len(self._open) == 1:
            if not _PROPERTY.match(line):
                raise Malformed(self._line(offset), "that is no line of a calendar")
            if head == b"METHOD":
                self._methods[-1] = name

    def _begin(self, name: bytes, offset: int) -> None:
        if not self._open:
            if name != b"VCALENDAR":
                raise Malformed(self._line(offset), "a calendar starts with BEGIN:VCALENDAR")
            self._own_zones.append({})
            self._methods.append(b"")
        elif name == b"VTIMEZONE":
            self._zone_start = offset
        self._open.append(name)

    def _end(self, name: bytes, offset: int, newline: int) -> None:
        if self._open[-1:] != [name]:
            raise Malformed(self._line(offset), f"END:{name.decode(errors='replace')} ends nothing that is open")
        self._open.pop()
        if name == b"VTIMEZONE":
            text = unfold(self.raw[self._zone_start : newline])
            tzid = _TZID.search(text)
            if tzid:
                self._own_zones[-1].setdefault(tzid[1].decode(errors="replace").strip().strip('"'), text)


def unfold(raw: bytes) -> bytes:
    """Join folded lines (RFC 5545, 3.1): a line break and one space or tab vanish, within a character too."""
    for fold in _FOLDS:
        if fold in raw:
            raw = raw.replace(fold, b"")
    return raw


def bare(block: bytes, *, tidy: bool = True) -> bytes:
    """Return one event unfolded, without what stands inside it (alarms, their texts) and without attachments.

    Where the calendar is not `tidy`, property names are put into capitals.
    """
    block = unfold(block)
    if not tidy:
        block = _NAME.sub(lambda found: found[0].upper(), block)
    if block.find(b"\nBEGIN:", 1) >= 0:
        block = _NESTED.sub(b"", block)
    return _ATTACHMENT.sub(b"", block) if b"\nATTACH" in block else block


def settle(block: bytes, zones: Zones) -> tuple[bytes, tuple[str, ...]]:
    """Rewrite the dates of an unfolded event so that the library resolves each zone; return it and the unknown TZIDs.

    Floating times get the user's zone, unknown zones too; a time in UTC loses any TZID beside it (RFC 5545, 3.2.19).
    """
    unknown: list[str] = []

    def rewrite(found: re.Match[bytes]) -> bytes:
        name, parameters, value = found[1].upper(), found[2], found[3]
        tzid = _TZID_PARAMETER.search(parameters)
        parameters = _VALUE_PARAMETER.sub(b"", _TZID_PARAMETER.sub(b"", parameters))
        if b"T" not in value.upper():
            return name + b";VALUE=DATE" + parameters + b":" + value
        if b"Z" in value.upper():
            return name + parameters + b":" + value.upper()
        wanted = tzid[1].decode(errors="replace") if tzid else ""
        zone = zones.name(wanted) if wanted else zones.default.key
        if zone is None:
            unknown.append(wanted.strip('"'))
            zone = zones.default.key
        return name + b";TZID=" + zone.encode() + parameters + b":" + value.upper()

    return _DATED.sub(rewrite, block), tuple(dict.fromkeys(unknown))


def decode(block: bytes) -> str:
    """Return the text of an event: UTF-8, else Windows' Latin 1 as old exports write it."""
    try:
        return block.decode()
    except UnicodeDecodeError:
        return block.decode("cp1252", errors="replace")


def _regular(raw: bytes) -> bytes:
    """Take away what would hide the lines: a byte order mark, UTF-16, bare CR line ends, markers in lower case."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raw = raw.decode("utf-16", errors="replace").encode()
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    if b"\r" in raw and b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    if _SMALL.search(raw):
        raw = _MARKER.sub(lambda found: found[0].upper(), raw)
    return raw
