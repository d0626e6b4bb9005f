"""Labelled examples of our own: one compact JSON object a line, and how far a reading agrees with its labels."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core.model import AccountName, Answer, Attendee, AttendeeType, CalendarId, Event, EventId, Kind, Me, Reading, Ref
from core.recognise.keys import company_key, name_key, role_key
from core.recognise.read import read

FOLDER = Path(__file__).parents[2] / "data" / "recognise"
MAYA = Me(name="Maya Lind", emails=("maya.lind@gmail.com", "maya@oakbridge.example"), zone="Europe/London")
FIELDS = ("kind", "company", "role", "stage", "people", "decision_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One event with what is to be read in it."""

    name: str
    event: Event
    want: Mapping[str, Any]


def examples(name: str) -> Iterator[Example]:
    """Yield the examples of one file."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield Example(name=told["id"], event=event_from(told), want=told["want"])


def event_from(told: Mapping[str, Any]) -> Event:
    start = datetime.fromisoformat(told.get("start", "2026-03-10T10:00")).replace(tzinfo=ZoneInfo(MAYA.zone))
    return Event(
        ref=Ref(account=AccountName("a"), calendar=CalendarId("c"), event_id=EventId(told["id"])),
        uid=told["id"],
        start=start,
        end=start + timedelta(hours=1),
        title=told["title"],
        description=told.get("text", ""),
        organizer=_attendee(told["org"]) if "org" in told else None,
        attendees=tuple(_attendee(each) for each in told.get("to", ())),
    )


def firm(title: str, text: str, org: str = "", kind: Kind = Kind.RECRUITER) -> str:
    """Return the key of the employer that is read."""
    told = {"id": "one", "title": title, "text": text, "to": ["Maya Lind <maya.lind@gmail.com>"]}
    event = event_from({**told, "org": org} if org else told)
    return company_key(read(event, me=MAYA, settled=kind).company or "")


def _attendee(text: str) -> Attendee:
    match = re.fullmatch(r'"?([^"<]*)"? <([^>]*)>( DECLINED)?', text)
    assert match, text
    room = "@resource." in match[2]
    return Attendee(
        name=match[1].strip(),
        email=match[2],
        answer=Answer.DECLINED if match[3] else Answer.WAITING,
        type=AttendeeType.ROOM if room else AttendeeType.PERSON,
    )


def wrong(reading: Reading, want: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    """Return the fields in which `reading` differs, each with what was wanted and what was read."""
    if want["kind"] == "none" or reading.kind is Kind.NONE:
        return {} if want["kind"] == reading.kind else {"kind": (want["kind"], reading.kind)}
    read = {
        "kind": reading.kind,
        "company": company_key(reading.company or ""),
        "role": role_key(reading.role or ""),
        "stage": reading.stage,
        "people": sorted(name_key(person.name) for person in reading.people if person.attended),
        "decision_by": reading.decision_by.isoformat() if reading.decision_by else None,
    }
    keyed = {
        **want,
        "company": company_key(want["company"] or ""),
        "role": role_key(want["role"] or ""),
        "people": sorted(map(name_key, want["people"])),
    }
    return {field: (keyed[field], read[field]) for field in FIELDS if keyed[field] != read[field]}
