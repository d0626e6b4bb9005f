"""Time zone names as calendars write them, made into zones that load (RFC 5545, 3.2.19, 3.6.5; CLDR windowsZones)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from hashlib import sha256
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(r"^\(?(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?\b", re.I)
_TZID_LINE = re.compile(rb"^TZID[^\r\n]*", re.I | re.M)
_EDGE = timedelta(days=1000)
"""What is planned from a moment lies up to two years behind it, and has to be a moment itself."""
_UTC = frozenset({"utc", "z", "gmt", "etc/utc", "etc/gmt", "coordinated universal time", "tzone://microsoft/utc"})


def zone(tzid: str, *, fallback: tzinfo) -> tzinfo:
    """Return the zone that `tzid` names, or `fallback` where nobody could know it.

    Understands IANA names in any case, Windows names, vendor prefixes such as `/mozilla.org/20050126_1/Europe/Berlin`,
    `tzone://Microsoft/Utc`, quotes around the name, and plain offsets such as `(UTC+05:30) Chennai`.
    """
    return known(tzid) or offset(tzid) or fallback


@cache
def known(tzid: str) -> ZoneInfo | None:
    """Return the IANA zone that `tzid` names directly, by its Windows name or behind a vendor's prefix, else None."""
    name = tzid.strip().strip('"').strip()
    if name.casefold() in _UTC:
        return ZoneInfo("UTC")
    candidates = [name, _windows().get(name.casefold(), "")]
    parts = name.strip("/").split("/")
    candidates += ["/".join(parts[first:]) for first in range(len(parts))]
    for candidate in candidates:
        # A bare word behind a prefix (`/acme/EST`) may be anything; only Region/City is taken from there.
        if candidate and (candidate == name or "/" in candidate):
            key = _iana().get(candidate.casefold())
            if key:
                return ZoneInfo(key)
    return None


def offset(tzid: str) -> tzinfo | None:
    """Return the fixed zone of a name that starts with an offset, such as `GMT+0100` or `(UTC-05:00) Bogota`."""
    found = _OFFSET.match(tzid.strip().strip('"'))
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes >= 24 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


@cache
def _iana() -> Mapping[str, str]:
    return {key.casefold(): key for key in available_timezones()}


@cache
def _windows() -> Mapping[str, str]:
    from tzlocal.windows_tz import win_tz

    return {name.casefold(): key for name, key in win_tz.items()}


def everywhere(moment: datetime) -> bool:
    """True where every zone can tell a moment and what is planned from it: the first and last years lie beyond."""
    first, last = (each.replace(tzinfo=UTC) for each in (datetime.min, datetime.max))  # noqa: DTZ901 - it gets a zone
    return first + _EDGE <= moment.replace(tzinfo=UTC) <= last - _EDGE


class Zones:
    """The zones of one VCALENDAR: its own VTIMEZONEs by TZID, behind the names that everybody knows.

    `name` hands out names under which the iCalendar library finds the zone. A VTIMEZONE gets a name derived from its
    content, because the library remembers zones by name for the whole process and two files may well give two meanings
    to `Customized Time Zone`.
    """

    def __init__(self, own: Mapping[str, bytes], *, default: ZoneInfo) -> None:
        self._own = own
        self._names: dict[str, str | None] = {}
        self.default = default

    def name(self, tzid: str) -> str | None:
        """Return a name that the iCalendar library resolves, or None where the zone is unknown."""
        tzid = tzid.strip().strip('"').strip()
        if tzid not in self._names:
            self._names[tzid] = self._find(tzid)
        return self._names[tzid]

    def _find(self, tzid: str) -> str | None:
        iana = known(tzid)
        # `EST` is a fixed offset to IANA; where the file itself says what it means by such a short name, that holds.
        ambiguous = iana is not None and "/" not in tzid and iana.key.casefold() == tzid.casefold()
        if iana is not None and not (ambiguous and tzid in self._own):
            return iana.key
        if tzid in self._own:
            name = _register(self._own[tzid])
            if name:
                return name
        if iana is not None:
            return iana.key
        fixed = offset(tzid)
        return _register(_fixed_vtimezone(fixed)) if fixed else None


@cache
def _register(vtimezone: bytes) -> str | None:
    """Teach the library one VTIMEZONE under a name of its own; return that name, or None where it is malformed."""
    import icalendar

    name = f"afterword-{sha256(vtimezone).hexdigest()[:16]}"
    renamed = _TZID_LINE.sub(f"TZID:{name}".encode(), vtimezone, count=1)
    wrapped = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + renamed.rstrip() + b"\r\nEND:VCALENDAR\r\n"
    try:
        icalendar.Calendar.from_ical(wrapped)
        probe = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\nDTSTART;TZID={name}:20260101T000000\r\nEND:VEVENT\r\n")
        found = getattr(probe["DTSTART"], "dt", None)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None
    return name if isinstance(found, datetime) and found.utcoffset() is not None else None


def _fixed_vtimezone(fixed: tzinfo) -> bytes:
    minutes = int((fixed.utcoffset(None) or timedelta()).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    written = f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
    return (
        f"BEGIN:VTIMEZONE\r\nTZID:fixed\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{written}\r\n"
        f"TZOFFSETTO:{written}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    ).encode()
