"""What the tests of calendar reading share: the user, the reach of a sync, and how to read a data file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.blocks import Sheet
from connectors.ics import IcsAccount
from connectors.ics.read import Place, Reading, by_uid, read_calendar
from core.model import AccountName, CalendarId, ETag, Event, Me, Window
from core.sync.ports import Page, Reach

DATA = Path(__file__).parents[2] / "data" / "ics"
ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
REACH = Reach(
    window=Window(start=NOW - timedelta(days=180), end=NOW + timedelta(days=60)),
    busy=Window(start=NOW - timedelta(days=2), end=NOW + timedelta(days=37)),
)
CALENDAR = CalendarId("calendar")
PLACE = Place(account=AccountName("mine"), calendar=CALENDAR, name=by_uid, etag=lambda blocks: ETag(str(len(blocks))))


def load(name: str) -> bytes:
    """Return the bytes of a data file."""
    return (DATA / name).read_bytes()


def read(raw: bytes, *, reach: Reach = REACH, me: Me = ME) -> Reading:
    """Read bytes as the sync would."""
    return read_calendar(raw, reach=reach, me=me, place=PLACE)


def by_id(reading: Reading) -> dict[str, Event]:
    """Return the events by their id within the calendar."""
    return {event.ref.event_id: event for event in reading.events}


def account(path: Path, **settings: str) -> IcsAccount:
    """Return the account of a file or folder."""
    return IcsAccount(AccountName("mine"), {"path": str(path), **settings}, me=ME)


def pull(source: IcsAccount, *, reach: Reach = REACH) -> Page:
    """Pull everything; a local calendar comes as one page."""
    (page,) = source.source(CALENDAR).pull(reach, None)
    return page


def blocks_of(raw: bytes) -> list[bytes]:
    """Return the raw bytes of every VEVENT."""
    sheet = Sheet(raw)
    return [sheet.raw[block.start : block.end] for block in sheet.blocks()]


def calendar(*events: str) -> bytes:
    """Return a calendar that holds the given VEVENT bodies, one line a line."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//tests//EN\n{body}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()
