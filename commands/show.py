"""What the program knows: interviews, touchpoints, people, and one of them in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import click

from commands.completion import anything
from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.naming import remember
from commands.output import emit, json_option, plural, say, table
from commands.views import (
    SETTLED,
    about,
    day,
    interview_json,
    interview_status,
    kind_words,
    people_json,
    with_company,
)
from core.errors import UsageProblem
from core.model import Interview, Note, Person, Touchpoint


@click.command()
@click.option("--maybe", is_flag=True, help="List what may be an interview and is too unsure to act on.")
@json_option
@global_options
@click.pass_context
def interviews(ctx: click.Context, maybe: bool, as_json: bool) -> None:
    """List the interviews found in the calendars."""
    session = session_of(ctx)
    known = Known(session).doubtful() if maybe else Known(session).view.interviews
    if as_json:
        emit([interview_json(interview, now=session.now, zone=session.zone) for interview in known])
        return
    if not known:
        say("Nothing is in doubt." if maybe else "No interview is known yet. Read the calendars with: afterword sync")
        return
    remember(session.home, "interviews", [interview.id for interview in known])
    show_interviews(known, session, whole_ids=maybe)
    if maybe:
        say("Say what one of them is, for good: afterword mark ID interview|recruiter|networking|none")


def show_interviews(known: Sequence[Interview], session: Session, *, whole_ids: bool = False) -> None:
    """Print interviews as a table, those that do not count faintly."""
    states = [interview_status(interview, session.now) for interview in known]
    rows = [
        (
            str(number),
            day(interview.start, session.zone),
            with_company([person for person in interview.people if person.attended], interview.company),
            (interview.stage.value if interview.stage else interview.kind.value).replace("_", " "),
            state,
            interview.id if whole_ids else interview.id[:6],
        )
        for number, (interview, state) in enumerate(zip(known, states, strict=True), 1)
    ]
    table(
        ("#", "When", "With", "Round", "Status", "Id"),
        rows,
        title=plural(len(known), "interview"),
        dim=[number for number, state in enumerate(states) if state in ("cancelled", "declined")],
    )


@click.command()
@click.option("--due", metavar="7d", help="Only those due within that many days.")
@click.option("--all", "everything", is_flag=True, help="Also those done, skipped, dismissed, elapsed and withdrawn.")
@json_option
@global_options
@click.pass_context
def touchpoints(ctx: click.Context, due: str | None, everything: bool, as_json: bool) -> None:
    """List the follow-ups by due time."""
    session = session_of(ctx)
    known = Known(session)
    until = session.now + _span(due) if due else None
    shown = [
        touchpoint
        for touchpoint in known.touchpoints
        if (everything or touchpoint.status not in SETTLED) and (until is None or touchpoint.due <= until)
    ]
    if as_json:
        emit([known.touchpoint_json(touchpoint) for touchpoint in shown])
        return
    if not shown:
        say("No follow-up is open. When an interview is in your calendar, run: afterword sync")
        return
    remember(session.home, "touchpoints", [touchpoint.id for touchpoint in shown])
    show_touchpoints(shown, session)


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"\s*(\d{1,4})\s*([dwh]?)\s*", text)
    if not found:
        raise UsageProblem(f'--due "{text}" is not a span of time', next_step="Write it as 7d, 2w or 12h.")
    count = int(found.group(1))
    return {"h": timedelta(hours=count), "w": timedelta(weeks=count)}.get(found.group(2), timedelta(days=count))


def show_touchpoints(shown: Sequence[Touchpoint], session: Session) -> None:
    """Print touchpoints as a table."""
    rows = [
        (
            str(number),
            day(touchpoint.due, session.zone),
            kind_words(touchpoint),
            with_company(touchpoint.people, touchpoint.company),
            _status(touchpoint, session.now),
            touchpoint.id[:6],
        )
        for number, touchpoint in enumerate(shown, 1)
    ]
    dim = [number for number, touchpoint in enumerate(shown) if touchpoint.status in SETTLED]
    table(("#", "Due", "What", "To", "Status", "Id"), rows, title=plural(len(shown), "follow-up"), dim=dim)


def _status(touchpoint: Touchpoint, now: datetime) -> str:
    """Return the one word that matters most about a touchpoint."""
    if touchpoint.status in SETTLED:
        return touchpoint.status.value
    if touchpoint.due < now:
        return "overdue"
    if touchpoint.pinned:
        return "moved"
    return "late" if touchpoint.late else touchpoint.status.value


@click.command()
@click.argument("wanted", metavar="ID", shell_complete=anything)
@json_option
@global_options
@click.pass_context
def show(ctx: click.Context, wanted: str, as_json: bool) -> None:
    """Show one interview, touchpoint or person in full."""
    session = session_of(ctx)
    known = Known(session)
    found = known.anything(wanted)
    if isinstance(found, Touchpoint):
        _answer(known.touchpoint_json(found), as_json, lambda _: _print_touchpoint(known, found))
    elif isinstance(found, Interview):
        document = interview_json(found, now=session.now, zone=session.zone)
        _answer(document, as_json, lambda _: _print_interview(found, session))
    else:
        (person,) = people_json(known.view.interviews, [found])
        _answer(person, as_json, _print_person)


def _answer(document: dict[str, Any], as_json: bool, words: Callable[[dict[str, Any]], None]) -> None:
    if as_json:
        emit(document)
    else:
        words(document)


def _print_touchpoint(known: Known, touchpoint: Touchpoint) -> None:
    session = known.session
    say(f"{kind_words(touchpoint)} · {about(touchpoint.company, touchpoint.role)}")
    say(f"Due {day(touchpoint.due, session.zone)} ({_status(touchpoint, session.now)}), id {touchpoint.id}")
    say(f"Why: {touchpoint.why}")
    standee = known.standing.get(touchpoint.id)
    if standee is not None:
        say(f"Reminder: {standee.title} in {standee.ref.account}/{standee.ref.calendar}")
    for note in known.notes(touchpoint):
        print_note(note)


def print_note(note: Note) -> None:
    """Print one note as it would be sent, with what is still to be seen to above it."""
    say()
    for warning in note.warnings:
        say(f"! {warning}")
    address = f" <{note.to.email}>" if note.to.email else ""
    say(f"To: {note.to.name or '[name]'}{address}")
    if note.subject:
        say(f"Subject: {note.subject}")
    say()
    say(note.body)
    if note.linkedin:
        say()
        say(f"LinkedIn: {note.linkedin}")
    if note.invitation:
        say(f"To connect on LinkedIn, you could write: {note.invitation}")


def _print_interview(interview: Interview, session: Session) -> None:
    from core.recognise.directives import confirm

    say(f"{interview.title or interview.kind.value} · {about(interview.company, interview.role)}")
    say(f"{day(interview.start, session.zone)} to {interview.end.astimezone(session.zone):%H:%M}, id {interview.id}")
    say(f"Status: {interview_status(interview, session.now)}")
    for person in interview.people:
        part = person.part.value.replace("_", " ") if person.part else ("met" if person.attended else "organised it")
        say(f"  {_whom(person)} ({part})")
    decision = interview.directives.decision_by or interview.decision_by
    if decision:
        say(f"They said they would decide by {decision.isoformat()}.")
    for line in confirm(interview.directives):
        say(line)
    say(f"Sure to {interview.confidence:.0%}, because:")
    for reason in interview.reasons:
        say(f"  - {reason}")


def _whom(person: Person) -> str:
    return f"{person.name} <{person.email}>" if person.name and person.email else person.name or person.email


def _print_person(document: Mapping[str, Any]) -> None:
    say(f"{document['name'] or document['email']}, id {document['id']}")
    for label, key in (("E-mail", "email"), ("LinkedIn", "linkedin"), ("Last wrote", "last_contact"), ("Part", "role")):
        if document[key]:
            say(f"{label}: {document[key]}")
    say(f"Companies: {', '.join(document['companies']) or 'unknown'}")
    say(f"Interviews: {', '.join(document['interviews'])}")
