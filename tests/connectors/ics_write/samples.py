"""Reminders and calendars that the tests of writing share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.ics.write import FileSink, FolderSink
from core.model import (
    QUARTER,
    AccountName,
    CalendarId,
    InterviewId,
    Mark,
    Me,
    Reminder,
    TouchpointId,
    TouchpointKind,
    Window,
)
from core.sync.marks import digest

ME = Me(name="Robin Okafor", emails=("robin@example.net",), zone="America/Toronto")
START = datetime(2026, 11, 24, 18, tzinfo=UTC)
EVER = Window(start=datetime(2000, 1, 1, tzinfo=UTC), end=datetime(2100, 1, 1, tzinfo=UTC))

FOREIGN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VEVENT
UID:meeting@example.net
DTSTAMP:20260101T000000Z
DTSTART:20261124T150000Z
SUMMARY:Backend interview
DESCRIPTION:a line that is folded
 BEGIN:VEVENT
  UID:trap@afterword
END:VEVENT
END:VCALENDAR
"""


def reminder(id: str = "0123456789abcdef", *, title: str = "", text: str = "", start: datetime = START) -> Reminder:
    """Return a reminder whose mark fits it."""
    title = title or "Thank Dana Whitfield · Acme, Backend Engineer"
    text = text or "The interview ended at 11:00.\n\nDear Dana, thank you; it was good, really.\n" + "ü" * 90
    mark = Mark(
        id=TouchpointId(id),
        kind=TouchpointKind.THANK_YOU,
        number=1,
        title=digest(title),
        text=digest(text),
        start=start,
        end=start + QUARTER,
        basis={InterviewId("fedcba9876543210"): start - timedelta(hours=2)},
        first_seen=start - timedelta(days=3),
    )
    return Reminder(id=TouchpointId(id), title=title, text=text, start=start, end=start + QUARTER, mark=mark)


def moved(of: Reminder, *, hours: int) -> Reminder:
    """Return the same reminder at another time, its mark with it."""
    start, end = of.start + timedelta(hours=hours), of.end + timedelta(hours=hours)
    return replace(of, start=start, end=end, mark=replace(of.mark, start=start, end=end))


def file_sink(path: Path, *, make: bool = True) -> FileSink:
    """Return a sink on one file."""
    return FileSink(path, account=AccountName("local"), calendar=CalendarId("cal"), me=ME, make=make)


def folder_sink(path: Path) -> FolderSink:
    """Return a sink on one folder."""
    return FolderSink(path, account=AccountName("local"), calendar=CalendarId("cal"), me=ME)
