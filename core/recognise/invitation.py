"""One event made ready for reading: title without prefixes, lines without video boilerplate, and who is who."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from core.model import Attendee, AttendeeType, Event, Me
from core.recognise.forms import in_form
from core.recognise.grammar import choice
from core.recognise.keys import fold, is_free_mail, registrable
from core.recognise.markers import split_off
from core.recognise.own_address import employers
from core.recognise.patterns import compiled
from core.recognise.subject import without_time
from core.recognise.tables import load

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\"']+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CELLS = re.compile(r"^(?P<label>[^\W\d][^\t\n:]{1,30})[ ]*\t+(?=\S)", re.M)
"""The first cell of a table's row, which says what is in the other."""
_LEADERS = re.compile(r"(?<=\w)[ ]?\.{4,}[ ]?(?=\S)|(?<=\w)[ ](?:\.[ ]){3,}(?=\S)")
"""Dots that lead from a label to its value (`Interviewer ........ Ana Ruiz`)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Invitation:
    """What the rules look at. `lines` are the body's, cleaned; `urls` what was taken out of them.

    `text` is title and body, `me` are the user's folded name words, `mine` the addresses, `work` the registrable
    domains that may be their employer's.
    """

    event: Event
    title: str
    prefix: str
    lines: tuple[str, ...]
    body: str
    text: str
    urls: tuple[str, ...]
    day: date
    owner: str
    me: frozenset[str]
    mine: frozenset[str]
    work: frozenset[str]
    others: tuple[Attendee, ...]
    organizer: Attendee | None
    """None where there is none, or where it is the user."""
    country: str = ""
    """The user's: it decides which number of 04/12 is the month."""

    @property
    def whole(self) -> str:
        """Title, body, place and the names of all people: what is looked at of them stands there."""
        people = [*self.event.attendees, *([self.event.organizer] if self.event.organizer else [])]
        return "\n".join((self.text, self.event.location, *(one.name for one in people)))

    def is_me(self, name: str) -> bool:
        """Return whether `name` is the user's: the first name alone will do."""
        found = compiled(r"[^\W_]+").findall(fold(name))
        return (
            bool(found)
            and bool(self.me)
            and all(word in self.me or len(word) == 1 for word in found)
            and len(found[0]) > 1
        )


def prepare(event: Event, me: Me) -> Invitation:
    """Return `event` ready for reading by the user `me`."""
    prefix, title = split_prefix(event.title)
    said = "\n".join((event.description, event.location, event.conference, event.url))
    urls = tuple(url.lstrip(".+-") for url in _URL.findall(said))
    mine = frozenset(me.emails) | frozenset(a.email for a in event.attendees if a.is_self and a.email)
    guess = None if mine else _likely_owner(event)
    if guess is not None:
        mine = frozenset({guess.email})
    owner = me.name or (guess.name if guess else "") or _name_of(event, mine)
    organizer = event.organizer
    own = organizer is not None and (organizer.email in mine or organizer.is_self)
    lines = _clean(event.description)
    body = "\n".join(lines)
    names = frozenset(compiled(r"[^\W_]+").findall(fold(owner)))
    others = tuple(a for a in event.attendees if a.email not in mine and not a.is_self and not _is_me(a, owner))
    beside = (*others, *([organizer] if organizer and not own else ()))
    return Invitation(
        event=event,
        title=title,
        prefix=prefix,
        lines=lines,
        body=body,
        text=f"{title}\n{body}",
        urls=urls,
        day=_local_day(event, me.zone),
        owner=owner,
        me=names,
        mine=mine,
        work=employers(mine, names, beside=[one.email for one in beside]),
        others=others,
        organizer=None if own or organizer is None or not (organizer.email or organizer.name) else organizer,
        country=me.country,
    )


def _local_day(event: Event, zone: str) -> date:
    """The day as the invitation means it: in its own zone, or in the user's where it is given in UTC."""
    if event.all_day or str(event.start.tzinfo) not in {"UTC", "UTC+00:00", "Etc/UTC", "Z"}:
        return event.start.date()
    return event.start.astimezone(ZoneInfo(zone)).date()


def _likely_owner(event: Event) -> Attendee | None:
    """With nothing known of the user: a candidate is invited at a free address, or is the only guest."""
    host = event.organizer.email if event.organizer else ""
    guests = [a for a in event.attendees if a.type is AttendeeType.PERSON and a.email and a.email != host]
    free = [a for a in guests if is_free_mail(a.email)]
    if len(free) == 1:
        return free[0]
    outside = [a for a in guests if registrable(a.email) != registrable(host)]
    if len(outside) == 1 and len(guests) > 1:
        return outside[0]
    return guests[0] if len(guests) == 1 else None


def _name_of(event: Event, mine: frozenset[str]) -> str:
    people = [*event.attendees, *([event.organizer] if event.organizer else [])]
    return next((a.name for a in people if a.email in mine and a.name and "@" not in a.name), "")


def _is_me(attendee: Attendee, owner: str) -> bool:
    """The same full name at an address that the user did not tell us of."""
    return bool(owner) and " " in owner and fold(attendee.name) == fold(owner)


def split_prefix(title: str) -> tuple[str, str]:
    """Return which prefix the title has ("cancelled", "declined" or ""), and the title without what changes it."""
    found, bare = split_off(title)
    return found, split_off(without_time(bare))[1].strip()


def _clean(description: str) -> tuple[str, ...]:
    text = _CELLS.sub(r"\g<label>: ", description).replace("\t", "  ") if "\t" in description else description
    text = _LEADERS.sub(": ", text) if "...." in text or ". . ." in text else text
    if any(rule in text for rule in ("____", "----", "====", "***")):
        text = compiled(r"_{5,}|-{5,}|={5,}|\*{3,}").sub("\n", text)
    if "://" in text or "mailto:" in text:
        text = compiled(r"\(\s*(?:https?://|mailto:)[^)]*\)").sub("", text)
    text = _made_by().sub("", text)
    text = _join().sub(_keep_words, text) if "http" in text.lower() else text
    if "@" in text or "://" in text or "www." in text:
        text = _URL.sub("", text)
    text = text.replace("’", "'").replace("‘", "'").replace("’", "'")
    return tuple(line.strip(" \u200b*•·│┃┌└├▪◦‣●") for line in in_form(text).split("\n"))


@cache
def _join() -> re.Pattern[str]:
    """Return how to join a meeting, to the end of its line: what tools write, and what people do."""
    return re.compile(rf"(?:{'|'.join(load('senders')['to_join'])})\b[^\n]{{0,60}}", re.I)


@cache
def _boilerplate() -> re.Pattern[str]:
    """Return what only tools write of that."""
    return re.compile(rf"https?://|^(?:{'|'.join(load('senders')['to_join_by_tools'])})", re.I)


@cache
def _made_by() -> re.Pattern[str]:
    return re.compile(rf"{choice('made_by')} [A-Z][\w.]+\s*(?=\n|$)", re.I)


def _keep_words(match: re.Match[str]) -> str:
    """Only boilerplate goes: what holds an address, or is a line of its own; `join our team` is said to the user."""
    said, before, behind = match[0], match.string[: match.start()], match.string[match.end() :]
    if _boilerplate().search(said):
        return ""
    own_line = before[-1:] in ("", "\n", "\r") and behind[:1] in ("", "\n", "\r")
    return "" if own_line and said[:4].casefold() == "join" else said
