"""`demo`: the whole loop on the shipped sample calendar, in a scratch home, with dates relative to today."""

from __future__ import annotations

import sys
import tempfile
import time
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from shlex import quote
from shutil import which
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from commands.context import Session, global_options, session_of
from commands.output import emit, json_option, say
from core.accounts import AccountEntry, with_account
from core.config import load_config, parse, render_config
from core.model import AccountName, TouchpointKind
from core.store import Home, save_accounts

if TYPE_CHECKING:
    from icalendar import Event

SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "sample.toml"


@click.command()
@json_option
@global_options
@click.pass_context
def demo(ctx: click.Context, as_json: bool) -> None:
    """Run the whole loop on a sample calendar in a scratch home: no account, no questions."""
    from commands.known import Known
    from commands.show import print_note, show_interviews, show_touchpoints
    from commands.sync import run_sync, summary
    from commands.views import SETTLED, interview_json, note_json

    session = _scratch(session_of(ctx).now)
    began = time.monotonic()
    result = run_sync(session)
    took = time.monotonic() - began
    known = Known(session)
    agenda = [touchpoint for touchpoint in known.touchpoints if touchpoint.status not in SETTLED]
    # The fullest one shows most: a thank-you after a day with several people.
    thanks = [touchpoint for touchpoint in agenda if touchpoint.kind is TouchpointKind.THANK_YOU]
    first = max(thanks or agenda, key=lambda touchpoint: len(touchpoint.people))
    note = known.notes(first)[0]
    if as_json:
        emit(
            {
                "home": str(session.home.path),
                "calendar": str(session.home.calendar),
                "sync": result.as_json(duration_s=took),
                "interviews": [interview_json(i, now=session.now, zone=session.zone) for i in known.view.interviews],
                "touchpoints": [known.touchpoint_json(touchpoint) for touchpoint in agenda],
                "note": note_json(note),
            }
        )
        return
    say("A sample calendar of a job search, read and followed up:")
    say(summary(result))
    say()
    show_interviews(known.view.interviews, session)
    show_touchpoints(agenda, session)
    called = _called()
    say(f"One of them in full ({called} --home {quote(str(session.home.path))} draft {first.id[:6]}):")
    print_note(note)
    say()
    say(f"The reminders stand in {session.home.calendar}")
    say("Open that file with your calendar program to see them as it would show them.")
    say()
    say("With your own calendar:")
    say(f"  {called} init")
    say(f"  {called} connect ics PATH-or-URL")
    say(f"  {called} sync")


def _called() -> str:
    """Return how the program is called from here: by its name alone where that is on the path."""
    if which("afterword"):
        return "afterword"
    return "python -m afterword" if sys.argv[0].endswith("__main__.py") else quote(sys.argv[0])


def _scratch(now: datetime) -> Session:
    """Return a session on a new home that holds the sample calendar, connected and ready to sync."""
    home = Home(Path(tempfile.mkdtemp(prefix="afterword-demo-")))
    sample = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    zone = load_config(home.config).me.zone
    me = parse({"me": {**sample["me"], "timezone": zone}}, where=SAMPLE.name).me
    home.config.write_text(render_config(replace(load_config(home.config), me=me)), encoding="utf-8")
    calendar = home.path / "sample.ics"
    calendar.write_bytes(sample_calendar(sample, now.astimezone(ZoneInfo(zone))))
    entry = AccountEntry(
        name=AccountName("sample"), kind="ics", identity=str(calendar), settings={"path": str(calendar)}
    )
    session = Session(home=home, now=now)
    save_accounts(home, with_account(session.accounts(), entry))
    return session


def sample_calendar(sample: Mapping[str, Any], now: datetime) -> bytes:
    """Return the sample as an iCalendar file with its dates around the local day of `now`."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//afterword//sample//EN")
    calendar.add("version", "2.0")
    for entry in sample["event"]:
        calendar.add_component(_component(entry, now))
    ical: bytes = calendar.to_ical()
    return ical


def _component(entry: Mapping[str, Any], now: datetime) -> Event:
    from icalendar import Event, vCalAddress, vText

    event = Event()
    event.add("uid", f"{entry['uid']}@sample.example")
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("summary", entry["title"])
    event.add("status", entry.get("status", "CONFIRMED"))
    event.add("sequence", entry.get("sequence", 0))
    if "location" in entry:
        event.add("location", entry["location"])
    if "text" in entry:
        event.add("description", entry["text"].strip())
    if "rrule" in entry:
        event.add("rrule", entry["rrule"])
    start, end = _times(entry, now)
    event.add("dtstart", start)
    event.add("dtend", end)
    if "organizer" in entry:
        name, address = entry["organizer"]
        event.add("organizer", vCalAddress(f"mailto:{address}", params={"CN": vText(name)}))
    for name, address in entry.get("attendees", ()):
        params = {"CN": vText(name), "PARTSTAT": vText("ACCEPTED")}
        event.add("attendee", vCalAddress(f"mailto:{address}", params=params))
    return event


def _times(entry: Mapping[str, Any], now: datetime) -> tuple[date, date]:
    day = business_day(now.date(), int(entry["day"]))
    if "at" not in entry:
        return day, day + timedelta(days=int(entry.get("days", 1)))
    start = datetime.combine(day, hour.fromisoformat(entry["at"]), now.tzinfo)
    return start, start + timedelta(minutes=int(entry["minutes"]))


def business_day(today: date, offset: int) -> date:
    """Return the day `offset` business days from `today`; 0 is today, or the next business day on a weekend."""
    day = today
    while day.weekday() >= 5:
        day += timedelta(days=1 if offset >= 0 else -1)
        offset += 1 if offset < 0 and day.weekday() < 5 else 0
    step = 1 if offset > 0 else -1
    while offset:
        day += timedelta(days=step)
        offset -= step if day.weekday() < 5 else 0
    return day
