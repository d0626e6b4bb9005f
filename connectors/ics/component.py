"""A reminder as a VEVENT and back (RFC 5545, 3.6.1): private, free, without attendees, with a popup at its start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from connectors.blocks import unfold
from connectors.ics.splice import Edit, Line, apply, lines
from core.model import Draft, ETag, Ref, Reminder, Standee
from core.notes.eml import file_names, is_our_file, mail_file
from core.sync.marks import digest, encode, printable, uid

if TYPE_CHECKING:
    from icalendar import vBinary

_FILE_NAME = re.compile(rb';FILENAME="?([^";:]+)', re.I)
_STALE_WITH_TEXT = b"X-ALT-DESC"


def render(reminder: Reminder, *, stamp: datetime, newline: bytes) -> bytes:
    """Return the VEVENT of `reminder` without a line ending behind it; the same reminder gives the same bytes.

    `stamp` is its DTSTAMP, which RFC 5545 asks for. Lines are folded at 75 octets, never within a character.
    """
    from icalendar import Alarm, Event, vText

    title = printable(reminder.title)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    # The library writes a duration of nothing as P0D, which not every client reads as "at the start".
    alarm["trigger"] = vText("PT0S")
    alarm.add("description", title)
    event = Event()
    event.add("uid", uid(reminder.id))
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", reminder.start.astimezone(UTC).replace(microsecond=0))
    event.add("dtend", reminder.end.astimezone(UTC).replace(microsecond=0))
    event.add("summary", title)
    event.add("description", printable(reminder.text))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("categories", ["Afterword"])
    event.add("status", "CONFIRMED")
    event.add("sequence", 0)
    event.add("x-afterword-id", str(reminder.id))
    event.add("x-afterword-mark", encode(reminder.mark))
    for name, draft in zip(file_names(reminder.drafts), reminder.drafts, strict=True):
        event.add("attach", _attached(draft), parameters={"FMTTYPE": "message/rfc822", "FILENAME": name})
    event.add_component(alarm)
    return bytes(event.to_ical()).replace(b"\r\n", newline).removesuffix(newline)


def _attached(draft: Draft) -> vBinary:
    """Return a draft as the value of an ATTACH that holds it (RFC 5545, 3.8.1.1)."""
    from icalendar import vBinary

    # The library encodes text of its own accord; what is base64 already it would encode once more.
    return vBinary(mail_file(draft).decode("ascii"))


def stamp_of(reminder: Reminder) -> datetime:
    """Return the DTSTAMP of a reminder: derived from it, never from the clock, so that its bytes are too."""
    return reminder.mark.first_seen or reminder.start


def component_etag(raw: bytes) -> ETag:
    """Return 16 hex digits that name the bytes of a VEVENT, BEGIN:VEVENT through END:VEVENT, as they stand."""
    return ETag(sha256(raw).hexdigest()[:16])


def standee(
    block: bytes,
    *,
    ref: Ref,
    zone: ZoneInfo,
    emails: frozenset[str],
    etag: ETag,
    zones: Mapping[str, bytes] | None = None,
) -> Standee:
    """Return our reminder that `block` (one VEVENT) is, whatever a client has made of it.

    `zone` is the user's, in which floating times and whole days lie, `emails` are theirs; `zones` are the VTIMEZONEs of
    its calendar by TZID. Where the X- properties are gone, the id is that of the UID and the mark None. Raises
    ValueError where it has no readable start.
    """
    from connectors.blocks import bare
    from connectors.ics.read import parse
    from connectors.vevent import event_from_component
    from connectors.zones import Zones
    from core.sync.gather import standee_of

    component, _ = parse(bare(block, tidy=False), Zones(zones or {}, default=zone))
    return standee_of(event_from_component(component, ref=ref, zone=zone, emails=emails, etag=etag))


def revise(block: bytes, *, stands: Standee, reminder: Reminder) -> bytes:
    """Return `block` with only those properties changed in which `stands`, what it says now, differs from `reminder`.

    Everything else that a client or the user put there (colour, place, alarms) stays as it is.
    """
    ending = b"\r\n" if b"\r\n" in block else b"\n"
    fresh = render(reminder, stamp=stamp_of(reminder), newline=ending) + ending
    wanted = {line.name: fresh[line.start : line.stop] for line in lines(fresh) if line.depth == 1}
    standing = [line for line in lines(block) if line.depth == 1]
    changes = _changes(stands, reminder, {line.name for line in standing})
    edits = [Edit(line.start, line.stop, b"") for line in standing if line.name in changes]
    # Properties come before parts such as alarms (RFC 5545, 3.6.1).
    parts = [line.start for line in lines(block) if line.name in {b"BEGIN", b"END"}]
    missing = sorted(changes - {line.name for line in standing})
    edits += [Edit(parts[1], parts[1], wanted[name]) for name in missing if name in wanted]
    placed: set[bytes] = set()
    for place, line in enumerate(line for line in standing if line.name in changes):
        if line.name in wanted and line.name not in placed:
            placed.add(line.name)
            edits[place] = Edit(line.start, line.stop, wanted[line.name])
    if b"SUMMARY" in changes:
        edits += _retitled_alarms(block, stands, fresh)
    if (stands.mark.draft if stands.mark else "") != reminder.mark.draft:
        edits += _drafts_anew(block, fresh, place=parts[1])
    return apply(block, edits)


def _changes(stands: Standee, reminder: Reminder, present: set[bytes]) -> set[bytes]:
    """Return the names of the properties that have to change."""
    changes = {b"X-AFTERWORD-ID"} - present
    if stands.title != reminder.title:
        changes.add(b"SUMMARY")
    if stands.text != reminder.text:
        # An HTML twin of the text would go on showing the old one.
        changes |= {b"DESCRIPTION", _STALE_WITH_TEXT}
    if (stands.start, stands.end) != (reminder.start, reminder.end):
        changes |= {b"DTSTART", b"DTEND", b"DURATION"}
    if stands.mark is None or encode(stands.mark) != encode(reminder.mark):
        changes.add(b"X-AFTERWORD-MARK")
    return changes


def _retitled_alarms(block: bytes, stands: Standee, fresh: bytes) -> list[Edit]:
    """Rename our alarm too, so that a reminder made discreet says no name in its popup; the user's alarms stay."""
    renamed = next(fresh[line.start : line.stop] for line in lines(fresh) if _alarm_text(line.name, line.depth))
    ours = {digest(stands.title), stands.mark.title if stands.mark else ""}
    return [
        Edit(line.start, line.stop, renamed)
        for line in lines(block)
        if _alarm_text(line.name, line.depth) and digest(_unescaped(line.value)) in ours
    ]


def _drafts_anew(block: bytes, fresh: bytes, *, place: int) -> list[Edit]:
    """Exchange our drafts for those of `fresh`, which come at `place`; what the user attached stays."""
    gone = [Edit(line.start, line.stop, b"") for line in lines(block) if _is_our_draft(block, line)]
    drafts = b"".join(fresh[line.start : line.stop] for line in lines(fresh) if _is_our_draft(fresh, line))
    return [*gone, Edit(place, place, drafts)]


def _is_our_draft(block: bytes, line: Line) -> bool:
    if line.name != b"ATTACH" or line.depth != 1:
        return False
    named = _FILE_NAME.search(unfold(block[line.start : line.stop]).partition(b":")[0])
    return named is not None and is_our_file(named[1].decode(errors="replace"))


def _alarm_text(name: bytes, depth: int) -> bool:
    return name == b"DESCRIPTION" and depth == 2


def _unescaped(value: bytes) -> str:
    """Resolve the escapes of a text (RFC 5545, 3.3.11)."""
    plain = re.sub(rb"\\(.)", lambda found: b"\n" if found[1] in b"nN" else found[1], value)
    return plain.decode(errors="replace")
