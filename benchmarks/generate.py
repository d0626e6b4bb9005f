"""Calendars to measure with: seeded, so that the same shape always gives the same bytes. Nobody in them exists.

The mixture is that of a busy office calendar: about 1.85 kB an event with organizer, two to six attendees, a folded
description of some 600 characters, 8 % series, 40 % alarms and 3 % interviews in processes of three rounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import words

ME = ("Robin Okafor", "robin@example.net")
OFFICE = "harborline.example"
ROUNDS = 3
_HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Benchmark//EN\nCALSCALE:GREGORIAN\n"
_FOOT = "END:VCALENDAR\n"
_RULES = (
    "FREQ=WEEKLY;COUNT=20",
    "FREQ=DAILY;COUNT=10",
    "FREQ=MONTHLY;COUNT=12",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=YEARLY",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What to make: `events` in all, `interviews` of them, on days from `before` to `after` days around `today`."""

    events: int
    interviews: int
    today: date
    before: int = 550
    after: int = 545
    seed: int = 1

    @classmethod
    def office(cls, events: int, today: date) -> Shape:
        """Return three years of an office calendar, 3 % of it interviews."""
        return cls(events=events, interviews=events * 3 // 100, today=today)

    @classmethod
    def search(cls, interviews: int, today: date) -> Shape:
        """Return nothing but interviews, all of them in the span that is read."""
        return cls(events=interviews, interviews=interviews, today=today, before=175, after=360)


class Someone(NamedTuple):
    """A name and an address."""

    name: str
    email: str


class Meeting(NamedTuple):
    """What differs from one event to the next. `start` and `end` are wall times such as `20261124T093000`."""

    uid: str
    start: str
    end: str
    zone: str
    title: str
    text: str
    organizer: Someone
    attendees: Sequence[Someone]
    rule: str
    alarm: bool


def write_file(path: Path, shape: Shape) -> None:
    """Write one `.ics` file with every event."""
    with path.open("w", encoding="utf-8", newline="\r\n") as out:
        out.write(_HEAD + "".join(words.ZONES))
        out.writelines(vevent(meeting) for meeting in meetings(shape))
        out.write(_FOOT)


def write_folder(folder: Path, shape: Shape) -> None:
    """Write one `.ics` file per event into a new folder (vdir)."""
    folder.mkdir(parents=True)
    for meeting in meetings(shape):
        with (folder / f"{meeting.uid.partition('@')[0]}.ics").open("w", encoding="utf-8", newline="\r\n") as out:
            zone = next(text for text in words.ZONES if meeting.zone in text)
            out.write(_HEAD + zone + vevent(meeting) + _FOOT)


def interviews(shape: Shape) -> dict[str, date]:
    """Return the UID and the local day of every interview of `shape`."""
    return {_uid(place): _round_day(shape, number) for place, number in _places(shape, Random(shape.seed)).items()}  # noqa: S311


def meetings(shape: Shape) -> Iterator[Meeting]:
    """Yield the events in the order of the file, the interviews strewn among them."""
    random = Random(shape.seed)  # noqa: S311 - the same bytes every time is the point
    places = _places(shape, random)
    for place in range(shape.events):
        if place in places:
            yield _interview(shape, places[place], _uid(place), random)
        else:
            yield _ordinary(shape, _uid(place), random)


def vevent(meeting: Meeting) -> str:
    """Return the VEVENT with folded lines (RFC 5545, 3.1), line ends as `\\n`."""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}",
        "DTSTAMP:20260101T120000Z",
        "CREATED:20260101T120000Z",
        "LAST-MODIFIED:20260102T083000Z",
        f"DTSTART;TZID={meeting.zone}:{meeting.start}",
        f"DTEND;TZID={meeting.zone}:{meeting.end}",
        *([f"RRULE:{meeting.rule}"] if meeting.rule else []),
        f"SUMMARY:{_escaped(meeting.title)}",
        f"DESCRIPTION:{_escaped(meeting.text)}",
        "LOCATION:https://video.example/j/5550123",
        f"ORGANIZER;CN={meeting.organizer.name}:mailto:{meeting.organizer.email}",
        *(_attendee(one) for one in meeting.attendees),
        "CLASS:PUBLIC\nPRIORITY:5\nSEQUENCE:0\nSTATUS:CONFIRMED\nTRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\nX-MICROSOFT-CDO-IMPORTANCE:1",
        *(["BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Reminder\nTRIGGER:-PT15M\nEND:VALARM"] if meeting.alarm else []),
        "END:VEVENT",
    ]
    return "\n".join(map(_folded, lines)) + "\n"


def _ordinary(shape: Shape, uid: str, random: Random) -> Meeting:
    people = [_person(random, OFFICE) for _ in range(random.randint(1, 5))]
    company = _company(random.randrange(900))
    # Two in a hundred look like hiring and are not: the user's own side of the table, market research, friends.
    titles = words.TRAP_TITLES if random.random() < 0.02 else words.TITLES
    day = shape.today + timedelta(days=random.randint(-shape.before, shape.after))
    start, end = _times(day, random.choice((15, 30, 30, 45, 60, 60, 90)), random)
    return Meeting(
        uid=uid,
        start=start,
        end=end,
        zone=random.choice(("America/Toronto", "America/Toronto", "America/Toronto", "Europe/London")),
        title=random.choice(titles).format(person=people[0].name, company=company),
        text=_text(random, people[0].name),
        organizer=people[0],
        attendees=(*people, Someone(*ME)),
        rule=random.choice(_RULES) if random.random() < 0.08 else "",
        alarm=random.random() < 0.4,
    )


def _interview(shape: Shape, number: int, uid: str, random: Random) -> Meeting:
    process, place = divmod(number, ROUNDS)
    company = _company(process)
    domain = f"{company.lower().replace(' ', '-')}.example"
    role = words.ROLES[process % len(words.ROLES)]
    contact = _person(Random(f"{shape.seed}-contact-{process}"), domain)  # noqa: S311
    people = [_person(random, domain) for _ in range(random.randint(1, 3))]
    start, end = _times(_round_day(shape, number), random.choice((30, 45, 60)), random)
    said = {
        "company": company,
        "role": role,
        "person": people[0].name,
        "title": random.choice(words.INTERVIEWER_TITLES),
        "contact": contact.email,
        "contact_name": contact.name,
        "contact_title": words.RECRUITER_TITLES[process % len(words.RECRUITER_TITLES)],
    }
    return Meeting(
        uid=uid,
        start=start,
        end=end,
        zone="America/Toronto",
        title=random.choice(words.INTERVIEW_TITLES[place]).format(**said),
        text=" ".join(words.INTERVIEW_TEXT).format(**said),
        organizer=contact,
        attendees=(contact, *people, Someone(*ME)),
        rule="",
        alarm=random.random() < 0.4,
    )


def _places(shape: Shape, random: Random) -> dict[int, int]:
    """Return where in the file each interview stands, by its number."""
    return {place: number for number, place in enumerate(random.sample(range(shape.events), shape.interviews))}


def _uid(place: int) -> str:
    return f"event-{place:06}@{OFFICE}"


def _round_day(shape: Shape, number: int) -> date:
    """Return the weekday of one interview: the rounds of a process are a week apart."""
    process, place = divmod(number, ROUNDS)
    first = Random(f"{shape.seed}-process-{process}").randint(-shape.before, shape.after - 7 * ROUNDS)  # noqa: S311
    day = shape.today + timedelta(days=first + 7 * place)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _text(random: Random, person: str) -> str:
    """Return some 600 characters: a few sentences, and for most the boilerplate of a video meeting."""
    online = random.random() < 0.6
    sentences = random.sample(words.SENTENCES, 5 if online else 12)
    # Words that an invitation to an interview has too stand in many an ordinary meeting: in one of eight here.
    if random.random() < 0.12:
        sentences[0] = random.choice(words.LOADED_SENTENCES)
    said = " ".join(sentences).format(person=person)
    if not online:
        return said
    return f"{said}\n{words.VIDEO.format(number=random.randrange(10**9, 10**10), code=f'{random.getrandbits(40):x}')}"


def _times(day: date, minutes: int, random: Random) -> tuple[str, str]:
    start = 60 * random.randint(8, 17) + random.choice((0, 15, 30, 45))
    return _wall(day, start), _wall(day, start + minutes)


def _wall(day: date, minute: int) -> str:
    return f"{day:%Y%m%d}T{minute // 60:02}{minute % 60:02}00"


def _person(random: Random, domain: str) -> Someone:
    first, last = random.choice(words.FIRST), random.choice(words.LAST)
    plain = f"{first}.{last}".lower().translate(str.maketrans("éöń", "eon"))
    return Someone(f"{first} {last}", f"{plain}@{domain}")


def _company(number: int) -> str:
    heads, tails = words.COMPANY_HEADS, words.COMPANY_TAILS
    return f"{heads[number % len(heads)]} {tails[(number // len(heads) + number) % len(tails)]}"


def _attendee(one: Someone) -> str:
    answer = "ACCEPTED" if one.email == ME[1] else "NEEDS-ACTION"
    return (
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE;CN={one.name}:mailto:{one.email}"
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    if len(line) <= 75 or "\n" in line:
        return line
    # 75 octets at most: where letters take two, half as many.
    step = 73 if line.isascii() else 37
    return "\n ".join(line[at : at + step] for at in range(0, len(line), step))
