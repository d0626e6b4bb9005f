"""The calendar entry of a touchpoint: its title, and a text that carries the notes ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.model import QUARTER, Interview, Mark, Me, Note, Reminder, Touchpoint, TouchpointKind
from core.notes import words
from core.notes.eml import digest_of, drafts_of
from core.notes.facts import of_the_day
from core.notes.speech import Speech, speech
from core.sync.marks import digest

TITLE_LIMIT = 200


def reminder(
    touchpoint: Touchpoint,
    notes: Sequence[Note],
    *,
    rounds: Sequence[Interview],
    me: Me,
    discreet: bool,
    veiled: bool = False,
    first_seen: datetime | None,
    confirm: Sequence[str] = (),
    limit: int = 7000,
) -> Reminder:
    """Return the reminder of `touchpoint`: 15 minutes from its due time, text of at most `limit` characters.

    `veiled` leaves the notes and every name out of the text, for a calendar that others can read.
    """
    headline = title(touchpoint, discreet=discreet, language=me.language)
    text = _fitting(touchpoint, notes, rounds=rounds, me=me, confirm=confirm, limit=limit)
    drafts = drafts_of(notes)
    if veiled:
        text, drafts = _stub_alone(touchpoint, me)[:limit], ()
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
        draft=digest_of(drafts),
        person=None if veiled else touchpoint.person,
    )
    return Reminder(
        id=touchpoint.id, title=headline, text=text, start=touchpoint.due, end=end, mark=mark, drafts=drafts
    )


def title(touchpoint: Touchpoint, *, discreet: bool, language: str = "") -> str:
    """Return the title of a reminder; a discreet one shows initials alone, and the same words for every kind.

    It is in English but where the user has chosen a `language` for all: a list of reminders is read at a glance.
    """
    own_way = _framed(language)
    names = [name for person in touchpoint.people if (name := words.person_name(person.name))]
    if discreet:
        shown = words.initials(names[0]) if names else ""
        return own_way.frame("follow_up", initials=shown) if shown else own_way.frame("follow_up_nobody")
    nobody = "interviewers" if touchpoint.kind is TouchpointKind.THANK_YOU else "contact"
    whom = names[0] if names else own_way.frame(nobody)
    others = len(touchpoint.people) - 1
    if names and others > 0:
        whom = own_way.frame("others" if others > 1 else "other", who=whom, count=str(others))
    about = ", ".join(filter(None, (words.company_name(touchpoint.company), words.flat(touchpoint.role, limit=70))))
    said = own_way.frame(touchpoint.kind.value, who=whom)
    return f"{said}{f' · {about}' if about else ''}"[:TITLE_LIMIT]


def _framed(language: str) -> Speech:
    return speech(language[:2].lower() or "en")


def _fitting(
    touchpoint: Touchpoint,
    notes: Sequence[Note],
    *,
    rounds: Sequence[Interview],
    me: Me,
    confirm: Sequence[str],
    limit: int,
) -> str:
    """Return the text, shortened step by step by what matters least; a note stands in full or as one line."""
    ending = (_asking(touchpoint, rounds, me), "\n".join(confirm), _ticking(touchpoint, me))
    invited = [_invitation(note, _framed(me.language)) for note in notes]
    none = [""] * len(notes)
    shorter = [(invited, True, len(notes)), (none, True, len(notes))]
    shorter += [(none, False, whole) for whole in range(len(notes), -1, -1)]
    for invitations, mails, whole in shorter:
        text = _text(touchpoint, notes, rounds, me, ending=ending, invitations=invitations, mails=mails, whole=whole)
        if len(text) <= limit:
            return text
    return _stub_alone(touchpoint, me)[:limit]


def _stub_alone(touchpoint: Touchpoint, me: Me) -> str:
    """Return a text that says where the notes are, and nothing of what is in them."""
    return f"{_framed(me.language).frame('stubs', id=touchpoint.id)}\n\n{_ticking(touchpoint, me)}"


def _text(
    touchpoint: Touchpoint,
    notes: Sequence[Note],
    rounds: Sequence[Interview],
    me: Me,
    *,
    ending: Sequence[str],
    invitations: Sequence[str],
    mails: bool,
    whole: int,
) -> str:
    own_way = _framed(me.language)
    blocks = [own_way.frame("why_now", why=_why(touchpoint, rounds, me) or own_way.frame("a_good_moment"))]
    blocks += [_letter(note, own_way) for note in notes[:whole]]
    blocks += [own_way.frame("stub", who=_called(note, own_way), id=touchpoint.id) for note in notes[whole:]]
    blocks.append(
        "\n".join(
            line
            for note, invited in zip(notes, invitations, strict=True)
            for line in (*_links(note, own_way, mail=mails), invited)
            if line
        )
    )
    gaps = list(dict.fromkeys(gap for note in notes[:whole] for gap in note.blanks))
    blocks.append(own_way.frame("blanks", blanks="; ".join(gaps)) if gaps else "")
    return "\n\n".join(block for block in (*blocks, *ending) if block)


def _why(touchpoint: Touchpoint, rounds: Sequence[Interview], me: Me) -> str:
    """Return why now: the rule and the arithmetic of the plan, or in a language of the user's the fact behind it."""
    own_way = _framed(me.language)
    if own_way.language == "en":
        # What comes after the rule says where a busy day or the user's own hand put it: the entry itself shows that.
        return words.flat(touchpoint.why.partition("; ")[0], limit=500)
    met = of_the_day(touchpoint, rounds)
    day = (met[-1].directives.decision_by or met[-1].decision_by) if met else None
    due = touchpoint.due.astimezone(ZoneInfo(me.zone))
    if touchpoint.kind is TouchpointKind.CHECK_IN and day:
        return own_way.frame("why_decision", by=own_way.day(day, seen_from=due.date(), form="by"))
    start = (met[-1].start if met else min(touchpoint.basis.values(), default=due)).astimezone(due.tzinfo)
    on = own_way.day(start.date(), seen_from=due.date(), form="on_date")
    return own_way.frame(f"why_{touchpoint.kind.value}", on=on)


def _called(note: Note, own_way: Speech) -> str:
    return words.person_name(note.to.name) or note.to.email or own_way.blank("name")


def _letter(note: Note, own_way: Speech) -> str:
    who = _called(note, own_way)
    address = f" <{note.to.email}>" if note.to.email and note.to.email != who else ""
    head = [own_way.frame("to", who=f"{who}{address}")]
    head += [own_way.frame("subject", subject=note.subject)] if note.subject else []
    return "\n".join(head) + f"\n\n{note.body}"


def _links(note: Note, own_way: Speech, *, mail: bool) -> list[str]:
    who = _called(note, own_way)
    found = [own_way.frame("write_to", who=who, link=note.mailto)] if mail and note.mailto else []
    if note.linkedin:
        found.append(own_way.frame("profile", who=who, link=note.linkedin))
    return found


def _invitation(note: Note, own_way: Speech) -> str:
    return own_way.frame("connect", who=_called(note, own_way), invitation=note.invitation) if note.invitation else ""


def _asking(touchpoint: Touchpoint, rounds: Sequence[Interview], me: Me) -> str:
    """Return the line that asks for what the draft lacks, empty where something of the talk is known."""
    that_day = of_the_day(touchpoint, rounds)
    known = any(met.directives.topics or met.directives.idea for met in that_day)
    if known or touchpoint.kind is not TouchpointKind.THANK_YOU:
        return ""
    own_way = _framed(me.language)
    debrief = own_way.frame("debrief", id=that_day[-1].id) if that_day else ""
    return own_way.frame("sharpen", debrief=debrief)


def _ticking(touchpoint: Touchpoint, me: Me) -> str:
    return _framed(me.language).frame("tick", id=touchpoint.id)
