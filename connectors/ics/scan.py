"""The sieve on raw bytes: which events of a calendar are worth parsing, told before anything is parsed.

It may keep too much, never too little: dates are compared with two days of slack, and text is tested with everything
in it that the parsed event would show. `tests/connectors/ics_read/test_scan_agrees.py` compares with the full parse.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from connectors.blocks import Block, Sheet, bare, decode
from core.sync.marks import DOMAIN
from core.sync.ports import Reach
from core.text import INVITED, plain

_SLACK = timedelta(days=2)
_STAMP = re.compile(rb"([0-9]{8})(T[0-9]{4,6}Z?)?[ \t\r]*$")
_UNTIL = re.compile(rb"UNTIL=([0-9]{8})", re.I)
_LENGTH = re.compile(rb"P(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?)?", re.I)
_TEXTS = re.compile(
    rb"^(?:(ATTENDEE|ORGANIZER)|(SUMMARY)|DESCRIPTION|X-ALT-DESC|LOCATION|URL|CONFERENCE|X-GOOGLE-CONFERENCE"
    rb"|X-MICROSOFT-SKYPETEAMSMEETINGURL|X-MICROSOFT-ONLINEMEETINGEXTERNALLINK)([;:].*)$",
    re.M,
)
_INVITED = re.compile(rb';(?!CN=|EMAIL=)[A-Z-]+=(?:"[^"]*"|[^;:"]*)', re.I)
_CLOSER = (b"\nRRULE", b"\nRDATE", b"\nRECURRENCE-ID", b"\nDURATION", DOMAIN.encode())
"""What makes an event worth a closer look than at its days alone."""
# What is the default anyway (OPAQUE, CONFIRMED, BUSY) need not be parsed.
_THIN = re.compile(
    rb"^(?:(?:BEGIN|END|UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SEQUENCE"
    rb")[;:].*|(?:X-MICROSOFT-CDO-BUSYSTATUS[;:](?!BUSY)|STATUS[;:](?!CONFIRMED)|TRANSP[;:](?!OPAQUE)).*)$",
    re.M,
)
_SHOWN = re.compile(
    rb"^(?:BEGIN|END|UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|SEQUENCE|STATUS|TRANSP|SUMMARY"
    rb"|DESCRIPTION|LOCATION|ORGANIZER|ATTENDEE|URL|LAST-MODIFIED|CONFERENCE|X-(?:ALT-DESC|AFTERWORD|GOOGLE-CONF"
    rb"|MICROSOFT-)[A-Z-]*)[;:].*(?:\n|\Z)",
    re.M,
)
_UNSHOWN = re.compile(
    rb";(?:RSVP|X-[A-Z-]+|SCHEDULE-[A-Z-]+|LANGUAGE|ROLE=REQ-PARTICIPANT|CUTYPE=INDIVIDUAL|PARTSTAT=NEEDS-ACTION)"
    rb'(?:="[^"\r\n]*"|=[^;:"\r\n]*)?(?=[;:])'
)
_REFUSED = re.compile(rb"^ATTENDEE(?=[^\r\n]*;PARTSTAT=\"?(?:DECLINED|DELEGATED))[;:].*$", re.M | re.I)
_MARKUP = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t]+")


class Verdict(IntEnum):
    """What to do with one UID: set it aside, read its times alone, read it in full."""

    ASIDE = 0
    TIMES = 1
    FULL = 2


class Look(NamedTuple):
    """What the bytes of one VEVENT say at a glance; dates are b"YYYYMMDD", None where unreadable."""

    uid: bytes
    series: bool
    own: bool
    near: bool
    busy: bool


@dataclass(slots=True)
class Chosen:
    """One UID that is to be read, with every VEVENT that has it."""

    uid: bytes
    verdict: Verdict
    blocks: list[Block]


@dataclass(slots=True)
class Scan:
    """What the sieve leaves of a calendar. `seen` counts every VEVENT, `own` those with a UID of ours, `uids` what
    they belong to.

    `silent` are those of others in the window whose text is not worth reading, with the verdict they have all the same.
    """

    chosen: list[Chosen] = field(default_factory=list)
    silent: list[Chosen] = field(default_factory=list)
    seen: int = 0
    own: int = 0
    uids: int = 0

    def add(self, chosen: Chosen, *, silent: bool) -> None:
        """Take what is to be read, and note down what is `silent`."""
        if chosen.verdict:
            self.chosen.append(chosen)
        if silent:
            self.silent.append(chosen)


class Bounds(NamedTuple):
    """A window as bytes to compare with, two days of slack on each side."""

    first: bytes
    last: bytes

    @classmethod
    def around(cls, start: datetime, end: datetime) -> Bounds:
        """Return the bounds of a window of aware moments."""
        return cls(_digits(start.astimezone(UTC) - _SLACK), _digits(end.astimezone(UTC) + _SLACK))


def scan(sheet: Sheet, reach: Reach, *, worth: Callable[[str], bool]) -> Scan:
    """Return what is worth parsing in `sheet`; raise blocks.Malformed where it is no calendar.

    `worth(text)` judges case-folded text. All VEVENTs of one UID share a verdict, since an exception changes
    its series and a series its exceptions.
    """
    window = Bounds.around(reach.window.start, reach.window.end)
    busy = Bounds.around(reach.busy.start, reach.busy.end)
    singles: dict[bytes, tuple[Block, Look, Verdict]] = {}
    shared: dict[bytes, list[tuple[Block, Look]]] = {}
    found = Scan()
    for block in sheet.blocks():
        found.seen += 1
        far = afar(sheet.raw[block.start : block.end], window, busy) if sheet.tidy else b""
        if far and far not in shared and far not in singles:
            singles[far] = (block, Look(far, series=False, own=False, near=False, busy=False), Verdict.ASIDE)
            continue
        event = bare(sheet.raw[block.start : block.end], tidy=sheet.tidy)
        look = glance(event, window=window, busy=busy)
        found.own += look.own
        key = look.uid or b"\n%d" % block.start
        if key in shared:
            shared[key].append((block, look))
        elif key in singles:
            shared[key] = [singles.pop(key)[:2], (block, look)]
        elif look.series:
            shared[key] = [(block, look)]
        else:
            hiring = look.near and not look.own and (_marked(look, reach) or worth(text_of(event)))
            singles[key] = (block, look, _verdict([look], worth=hiring))
    found.uids = len(singles) + len(shared)
    for uid, (block, look, verdict) in singles.items():
        found.add(Chosen(uid, verdict, [block]), silent=look.near and verdict is not Verdict.FULL)
    for uid, members in shared.items():
        looks = [look for _, look in members]
        chosen, near = Chosen(uid, Verdict.ASIDE, [block for block, _ in members]), any(look.near for look in looks)
        hiring = near and (_marked(looks[0], reach) or any(map(worth, texts_of(chosen, sheet))))
        chosen.verdict = _verdict(looks, worth=hiring)
        found.add(chosen, silent=near and chosen.verdict is not Verdict.FULL)
    return found


def texts_of(chosen: Chosen, sheet: Sheet) -> Iterator[str]:
    """Yield the text of each VEVENT of one UID, as `text_of` gives it."""
    for block in chosen.blocks:
        yield text_of(bare(sheet.raw[block.start : block.end], tidy=sheet.tidy))


def _marked(look: Look, reach: Reach) -> bool:
    return bool(reach.uids) and look.uid.decode(errors="replace") in reach.uids


def _verdict(looks: Sequence[Look], *, worth: bool) -> Verdict:
    if worth or any(look.own for look in looks):
        return Verdict.FULL
    return Verdict.TIMES if any(look.busy for look in looks) else Verdict.ASIDE


def afar(raw: bytes, *windows: Bounds) -> bytes:
    """Return the UID of a VEVENT that surely lies outside all `windows`; empty where that takes a closer look.

    Half of a calendar of some years is told so, still folded: only single events whose lines are plain.
    """
    nested = raw.find(b"\nBEGIN:", 1)
    head = raw if nested < 0 else raw[:nested]
    start = _STAMP.search(_unfolded(head, b"\nDTSTART"))
    if start is None or any(window.first <= start[1] <= window.last for window in windows):
        return b""
    end = _STAMP.search(_unfolded(head, b"\nDTEND"))
    if end is None or any(start[1] <= window.last and end[1] >= window.first for window in windows):
        return b""
    if any(word in raw for word in _CLOSER):
        return b""
    return _value(_unfolded(head, b"\nUID"))


def _unfolded(event: bytes, name: bytes) -> bytes:
    """Return the first line of a property as `_line` does; empty where the line goes on in the next one."""
    line = _line(event, name)
    behind = event.find(line) + len(line) + 1
    return b"" if event[behind : behind + 1] in (b" ", b"\t") else line


def uid_of(block: Block, sheet: Sheet) -> bytes:
    """Return the UID of one VEVENT, empty where it has none."""
    raw = sheet.raw[block.start : block.end]
    nested = raw.find(b"\nBEGIN:", 1)
    line = _unfolded(raw if nested < 0 else raw[:nested], b"\nUID") if sheet.tidy else b""
    return _value(line or _line(bare(raw, tidy=sheet.tidy), b"\nUID"))


def glance(event: bytes, *, window: Bounds, busy: Bounds) -> Look:
    """Look at one bare VEVENT: who it is, and whether it may touch the two windows."""
    start_line = _line(event, b"\nDTSTART")
    start = _STAMP.search(start_line)
    uid = _value(_line(event, b"\nUID"))
    own = uid.endswith(DOMAIN.encode())
    rule, extra = _line(event, b"\nRRULE"), b"\nRDATE" in event
    override = _line(event, b"\nRECURRENCE-ID")
    series = bool(rule or extra or override)
    if start is None:
        return Look(uid, series, own, near=True, busy=True)
    first, timed = start[1], start[2] is not None
    open_ended = extra or b"THISANDFUTURE" in override
    last = b"99999999" if open_ended else _last(event, first, rule)
    takes_time = timed and b"\nTRANSP:TRANSPARENT" not in event and b"\nSTATUS:CANCELLED" not in event
    return Look(
        uid,
        series,
        own,
        near=(first <= window.last or extra) and last >= window.first,
        # An exception may take time where its series does not, and the other way about: judged after expansion.
        busy=(takes_time or series) and (first <= busy.last or extra) and last >= busy.first,
    )


def text_of(event: bytes) -> str:
    """Return all text of a bare VEVENT that its parsed form can show, case-folded, markup and escapes taken out.

    Its first line is the title; who is invited stands behind INVITED.
    """
    headline, parts, people = b"", [], []
    for found in _TEXTS.finditer(event):
        if found[2]:
            headline = found[3].partition(b":")[2]
        elif found[1]:
            people.append(_INVITED.sub(b"", found[3]))
        else:
            parts.append(found[3])
    title, text = _unescaped(decode(headline)), _unescaped(decode(b"\n".join(parts)))
    title = " ".join((plain(title) if "&" in title or "<" in title else title).split())
    text = f"{title}\n{text}"
    if "&" in text:
        text = f"{text}\n{html.unescape(text)}"
    if "<" in text:
        text = f"{text}\n{_MARKUP.sub('', text)}\n{_MARKUP.sub(' ', text)}"
    text = "\n".join((text, INVITED, _unescaped(decode(b"\n".join(people)))))
    text = text.replace("\u00a0", " ").replace("\u200b", "")
    return _SPACES.sub(" ", text).casefold() if "  " in text or "\t" in text else text.casefold()


def essential(event: bytes) -> bytes:
    """Return a bare VEVENT with those lines alone that an Event shows, and of its people only what it shows of them."""
    return b"".join(_UNSHOWN.sub(b"", line) if line[:1] in b"AO" else line for line in _SHOWN.findall(event))


def thin(event: bytes, emails: Iterable[bytes]) -> bytes:
    """Return a bare VEVENT with its times, its status and the user's own refusal alone: no text is parsed (P6)."""
    lines = _THIN.findall(event)
    emails = tuple(emails)
    for line in _REFUSED.findall(event):
        if any(email in line.lower() for email in emails):
            lines.insert(-1, line)
    return b"\n".join(lines) + b"\n"


def _line(event: bytes, name: bytes) -> bytes:
    """Return the first line of a property without its line break, empty where there is none."""
    at = -1
    while (at := event.find(name, at + 1)) >= 0:
        if event[at + len(name) : at + len(name) + 1] in (b";", b":"):
            end = event.find(b"\n", at + 1)
            return event[at + 1 : end] if end >= 0 else event[at + 1 :]
    return b""


def _value(line: bytes) -> bytes:
    return line.partition(b":")[2].strip()


def _last(event: bytes, first: bytes, rule: bytes) -> bytes:
    """Return the last day that the event may touch; its length is added to the end of its repetition."""
    end = _STAMP.search(_line(event, b"\nDTEND"))
    last = max(end[1], first) if end else first
    length = _line(event, b"\nDURATION")
    if not rule:
        return _later(first, length) if length else last
    until = _UNTIL.search(rule)
    if until is None:
        return b"99999999"
    spread = _days(last) - _days(first)
    return _later(until[1], length, extra=max(spread, 0))


def _later(day: bytes, length: bytes, *, extra: int = 0) -> bytes:
    found = _LENGTH.search(length.rpartition(b":")[2])
    days = extra
    if found:
        weeks, whole, hours = (int(part or 0) for part in found.groups())
        days += weeks * 7 + whole + hours // 24 + 1
    try:
        return _digits(date.fromordinal(_days(day) + days))
    except (ValueError, OverflowError):
        return b"99999999"


def _days(digits: bytes) -> int:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).toordinal()
    except ValueError:
        # A day that does not exist: far in the future, so that the event is kept and its own parse says what is wrong.
        return date.max.toordinal()


def _digits(day: date) -> bytes:
    return day.strftime("%Y%m%d").encode()


def _unescaped(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\n", "\n").replace("\\N", "\n").replace("\\", "")
    return text.replace("^n", "\n").replace("^'", '"').replace("^^", "^") if "^" in text else text
