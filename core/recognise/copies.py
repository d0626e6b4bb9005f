"""Which sightings are copies of one meeting: one UID in two calendars, two invitations to one hour, a moved meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations

from core.model import Sighting, Standing
from core.recognise.alike import is_note_on, one_meeting, overlap, roles_differ, same_span, strange
from core.recognise.entries import FALLEN, NEVER, Entry, Meeting, domain_of, entry_of, key_of, official, says_so, uid_of
from core.recognise.joining import Joining
from core.recognise.moves import without_moves

__all__ = ["Entry", "Meeting", "domain_of", "is_of", "meetings", "uid_of"]

_DAY = timedelta(hours=25)
"""The longest day: with a clock set back."""


def meetings(sightings: Iterable[Sighting]) -> list[Meeting]:
    """Merge copies. The order of the input does not matter where no (ref, recurrence) is given twice."""
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in sorted(sightings, key=key_of):
        groups.setdefault((uid_of(sighting), sighting.recurrence), []).append(sighting)
    found = _overlaid([entry_of(copies) for copies in groups.values()])
    for all_day in (False, True):
        found = _with_notes(found, all_day=all_day)
    return without_moves(found)


def is_of(doubt: Meeting, sure: Meeting) -> bool:
    """True where what is in doubt is a copy of a meeting that stands, or the user's own note at its hour.

    A note that names no company is of what begins with it: nobody is in two interviews at once.
    """
    one, other = doubt.current[0], sure.current[0]
    if sure.standing not in (Standing.ON, Standing.GONE):
        return False
    if one_meeting(one, other):
        return True
    unnamed = not one.company and one.lead.start == other.lead.start and not (strange(one, other) or one.lead.all_day)
    return not one.organizer and (is_note_on(one, other) or (unnamed and not roles_differ(one, other)))


def _overlaid(entries: list[Entry]) -> list[Meeting]:
    """Join the entries of different UIDs that are one meeting at one time."""
    entries = sorted(entries, key=lambda e: (e.lead.start, key_of(e.copies[0])))
    joining = Joining(len(entries))
    near = _neighbours(entries)
    blocks = {i for i, others in near.items() if _spans_several(entries, others)}
    for i, others in near.items():
        for j in others:
            # An itinerary over a whole loop is a copy of none of its rounds, only of another itinerary.
            if (i in blocks) == (j in blocks) and (i not in blocks or same_span(entries[i], entries[j])):
                joining.join(i, j)
    return [_meeting([entries[i] for i in group]) for group in joining.groups()]


def _neighbours(entries: Sequence[Entry]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = {i: [] for i in range(len(entries))}
    running: list[int] = []
    for j, entry in enumerate(entries):
        running = [i for i in running if entries[i].lead.end > entry.lead.start or same_span(entries[i], entry)]
        for i in running:
            if one_meeting(entries[i], entry):
                near[i].append(j)
                near[j].append(i)
        running.append(j)
    return near


def _spans_several(entries: Sequence[Entry], others: Sequence[int]) -> bool:
    return any(not overlap(entries[i], entries[j]) for i, j in combinations(others, 2))


def _with_notes(found: Sequence[Meeting], *, all_day: bool) -> list[Meeting]:
    """Take each note of the user's own that is wider than what it is about, or about the whole day, to its meeting."""
    about = {
        i: j
        for i, note in enumerate(found)
        if note.lead.all_day is all_day and _is_note(note) and (j := _noted(note, found)) is not None
    }
    noted: dict[int, list[Entry]] = {}
    for i, j in about.items():
        noted.setdefault(j, []).extend(found[i].current)
    return [
        _meeting([*meeting.current, *noted[i]]) if i in noted else meeting
        for i, meeting in enumerate(found)
        if i not in about
    ]


def _is_note(meeting: Meeting) -> bool:
    """True where a meeting that stands is known only from entries that nobody invited to, of a day at the most."""
    return (
        meeting.standing is Standing.ON
        and not any(entry.organizer for entry in meeting.current)
        and meeting.lead.end - meeting.lead.start <= _DAY
    )


def _covers(note: Meeting, other: Meeting) -> bool:
    return note.lead.start <= other.lead.start and other.lead.end <= note.lead.end


def _noted(note: Meeting, found: Sequence[Meeting]) -> int | None:
    """Return the place of the meeting that `note` is about: one that stands, else one that is off within its hours.

    A note with hours of its own may be an itinerary where it fits several; one about the day is of the first of them.
    """
    fits = [
        i
        for i, meeting in enumerate(found)
        if meeting is not note
        and not meeting.lead.all_day
        and (note.lead.all_day or any(entry.organizer for entry in meeting.current))
        and is_note_on(note.current[0], meeting.current[0])
    ]
    fits = [i for i in fits if found[i].standing is Standing.ON] or [i for i in fits if _covers(note, found[i])]
    first = min(fits, key=lambda i: (found[i].lead.start, key_of(found[i].lead)), default=None)
    return first if note.lead.all_day or len(fits) == 1 else None


def _meeting(entries: Sequence[Entry]) -> Meeting:
    standing = _overlaid_standing(entries)
    ranked = sorted(
        entries,
        key=lambda e: (
            e.standing is not standing,
            e.lead.all_day,
            not e.organizer,
            not official(e),
            -len(e.people),
            -e.lead.reading.confidence,
            -(e.lead.updated or NEVER).timestamp(),
            key_of(e.lead),
        ),
    )
    return Meeting(current=tuple(ranked), standing=standing)


def _overlaid_standing(entries: Sequence[Entry]) -> Standing:
    fallen = {entry.standing for entry in entries if entry.standing is not Standing.ON}
    offs = [entry for entry in entries if entry.standing in (Standing.CANCELLED, Standing.DECLINED)]
    on = [entry for entry in entries if entry.standing is Standing.ON]
    if any(not any(_falls_with(entry, off) for off in offs) for entry in on):
        return Standing.ON
    return next(standing for standing in FALLEN if standing in fallen)


def _falls_with(on: Entry, off: Entry) -> bool:
    """True where `on` stands only because nobody took it out of the calendar when `off` was cancelled or declined.

    The user's own note falls with every invitation. What an applicant-tracking system sent stays behind when the
    invitation of whoever holds the talk is called off. Another invitation was sent anew or in somebody's place, unless
    it is the same one in another calendar.
    """
    if not off.organizer or not on.organizer:
        return bool(off.organizer)
    if _later(on, off) or strange(on, off) or (on.link and off.link and on.link != off.link):
        return False
    if off.standing is Standing.DECLINED:
        return official(off) and not official(on)
    return any(map(says_so, off.copies)) and (official(off) > official(on) or _same_invitation(on, off))


def _later(one: Entry, other: Entry) -> bool:
    """True where `one` is a newer word than `other`: by when both were changed, else by when they were noticed."""
    if one.lead.updated and other.lead.updated:
        return one.lead.updated > other.lead.updated
    return one.first_seen > other.first_seen


def _same_invitation(one: Entry, other: Entry) -> bool:
    """True where nothing tells two entries apart but their calendars."""
    places = [{(copy.ref.account, copy.ref.calendar) for copy in entry.copies} for entry in (one, other)]
    alike = (one.organizer, one.title, one.link) == (other.organizer, other.title, other.link)
    return alike and bool(one.title and one.link) and places[0].isdisjoint(places[1])
