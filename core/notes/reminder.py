"""The calendar entry of a touchpoint: its title, and a text that carries the notes ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.model import QUARTER, Interview, Mark, Note, Reminder, Touchpoint, TouchpointKind
from core.notes import words
from core.notes.draft import of_the_day
from core.sync.marks import digest

TITLE_LIMIT = 200
_VERBS = {
    TouchpointKind.THANK_YOU: "Thank",
    TouchpointKind.CHECK_IN: "Check in with",
    TouchpointKind.KEEP_IN_TOUCH: "Keep in touch with",
}
_NOBODY = {TouchpointKind.THANK_YOU: "your interviewers"}


def reminder(
    touchpoint: Touchpoint,
    notes: Sequence[Note],
    *,
    rounds: Sequence[Interview],
    discreet: bool,
    first_seen: datetime | None,
    confirm: Sequence[str] = (),
    limit: int = 7000,
) -> Reminder:
    """Return the reminder of `touchpoint`: 15 minutes from its due time, text of at most `limit` characters."""
    headline = title(touchpoint, discreet=discreet)
    text = _fitting(touchpoint, notes, rounds=rounds, confirm=confirm, limit=limit)
    end = touchpoint.due + QUARTER
    mark = Mark(
        id=touchpoint.id,
        kind=touchpoint.kind,
        number=touchpoint.number,
        title=digest(headline),
        text=digest(text),
        start=touchpoint.due,
        end=end,
        basis=touchpoint.basis,
        first_seen=first_seen,
        late=touchpoint.late,
    )
    return Reminder(id=touchpoint.id, title=headline, text=text, start=touchpoint.due, end=end, mark=mark)


def title(touchpoint: Touchpoint, *, discreet: bool) -> str:
    """Return the title of a reminder; a discreet one shows initials alone, and the same words for every kind."""
    names = [name for person in touchpoint.people if (name := words.person_name(person.name))]
    if discreet:
        shown = words.initials(names[0]) if names else ""
        return f"Follow up: {shown}" if shown else "Follow up"
    whom = names[0] if names else _NOBODY.get(touchpoint.kind, "your contact")
    others = len(touchpoint.people) - 1
    if names and others > 0:
        whom += f" and {others} other{'s' if others > 1 else ''}"
    about = ", ".join(filter(None, (words.flat(touchpoint.company), words.flat(touchpoint.role, limit=70))))
    return f"{_VERBS[touchpoint.kind]} {whom}{f' · {about}' if about else ''}"[:TITLE_LIMIT]


def _fitting(
    touchpoint: Touchpoint,
    notes: Sequence[Note],
    *,
    rounds: Sequence[Interview],
    confirm: Sequence[str],
    limit: int,
) -> str:
    """Return the text, shortened step by step by what matters least; a note stands in full or as one line."""
    ending = _ending(touchpoint, rounds, confirm)
    for invitations, mails, whole in ((True, True, len(notes)), (False, True, len(notes)), (False, False, len(notes))):
        text = _text(touchpoint, notes, ending=ending, invitations=invitations, mails=mails, whole=whole)
        if len(text) <= limit:
            return text
    for whole in range(len(notes) - 1, -1, -1):
        text = _text(touchpoint, notes, ending=ending, invitations=False, mails=False, whole=whole)
        if len(text) <= limit:
            return text
    return f"The notes: run afterword draft {touchpoint.id}\n\n{_ticking(touchpoint)}"[:limit]


def _text(
    touchpoint: Touchpoint,
    notes: Sequence[Note],
    *,
    ending: Sequence[str],
    invitations: bool,
    mails: bool,
    whole: int,
) -> str:
    # What comes after the rule says where a busy day or the user's own hand put it: the entry itself shows that.
    why = words.flat(touchpoint.why.partition("; ")[0], limit=500)
    blocks = [f"Why now: {why or 'a good moment to write'}."]
    blocks += [_letter(note) for note in notes[:whole]]
    blocks += [_stub(touchpoint, note) for note in notes[whole:]]
    blocks.append("\n".join(line for note in notes for line in _links(note, mail=mails, invited=invitations)))
    gaps = list(dict.fromkeys(gap for note in notes[:whole] for gap in note.blanks))
    blocks.append("Still to fill in: " + "; ".join(gaps) if gaps else "")
    return "\n\n".join(block for block in (*blocks, *ending) if block)


def _called(note: Note) -> str:
    return words.person_name(note.to.name) or note.to.email or "[name]"


def _letter(note: Note) -> str:
    address = f" <{note.to.email}>" if note.to.email and note.to.email != _called(note) else ""
    head = [f"To: {_called(note)}{address}"] + ([f"Subject: {note.subject}"] if note.subject else [])
    return "\n".join(head) + f"\n\n{note.body}"


def _stub(touchpoint: Touchpoint, note: Note) -> str:
    return f"Note for {_called(note)}: run afterword draft {touchpoint.id}"


def _links(note: Note, *, mail: bool, invited: bool) -> list[str]:
    name = _called(note)
    found = [f"Write to {name}: {note.mailto}"] if mail and note.mailto else []
    if note.linkedin:
        found.append(f"LinkedIn profile of {name}: {note.linkedin}")
    if invited and note.invitation:
        found.append(f"To connect with {name} on LinkedIn, you could write: {note.invitation}")
    return found


def _ending(touchpoint: Touchpoint, rounds: Sequence[Interview], confirm: Sequence[str]) -> tuple[str, ...]:
    return (_asking(touchpoint, rounds), "\n".join(confirm), _ticking(touchpoint))


def _asking(touchpoint: Touchpoint, rounds: Sequence[Interview]) -> str:
    """Return the line that asks for what the draft lacks, empty where something of the talk is known."""
    that_day = of_the_day(touchpoint, rounds)
    known = any(met.directives.topics or met.directives.idea for met in that_day)
    if known or touchpoint.kind is not TouchpointKind.THANK_YOU:
        return ""
    debrief = f" (or run: afterword debrief {that_day[-1].id})" if that_day else ""
    lines = f"lines such as topic: …, idea: … or contact: … below{debrief}"
    return f"To sharpen this draft, add {lines}, and it will use them."


def _ticking(touchpoint: Touchpoint) -> str:
    return (
        f"When it is sent, put ✓ in front of the title (or run: afterword done {touchpoint.id}). Move it and it stays"
        " where you put it; delete it and it will not come back. You may add lines such as outcome: rejected or"
        " decision by: 12 Dec here, and they are read at the next sync."
    )
