"""What the program knows: interviews, touchpoints, people, one of them in full, and a note ready to send."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import click

from commands.context import Session, global_options, session_of
from commands.output import emit, json_option, plural, say, table
from commands.views import (
    SETTLED,
    about,
    day,
    interview_json,
    interview_status,
    note_json,
    people_json,
    standing_by_id,
    touchpoint_json,
    with_company,
    with_withdrawn,
)
from core.errors import UsageProblem
from core.model import Interview, Note, Person, Standee, Touchpoint, TouchpointId
from core.recognise.identity import doubtful
from core.sync.outlook import Outlook


class Known:
    """Everything known as of one moment, and the ways to name a part of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        state, decisions = session.memory()
        self.view: Outlook = session.view(state, decisions)
        self.sightings = state.sightings
        self.standing: Mapping[TouchpointId, Standee] = standing_by_id(state.standees)
        self.touchpoints = with_withdrawn(self.view.plan.touchpoints, state.touchpoints)
        self.rounds = self.view.by_process()

    def doubtful(self) -> tuple[Interview, ...]:
        """Return what may be an interview and is too unsure to act on."""
        return doubtful(self.sightings, zone=self.session.zone)

    def notes(self, touchpoint: Touchpoint) -> tuple[Note, ...]:
        """Return the drafted notes of a touchpoint."""
        from core.sync.wanted import notes_of

        rounds = self.rounds.get(touchpoint.process, ())
        config, now = self.session.config, self.session.now
        return notes_of(touchpoint, rounds, config=config, overrides=self.session.overrides(), now=now)

    def touchpoint_json(self, touchpoint: Touchpoint) -> dict[str, Any]:
        """Return a touchpoint with its notes as JSON."""
        return touchpoint_json(
            touchpoint,
            notes=self.notes(touchpoint),
            standee=self.standing.get(touchpoint.id),
            zone=self.session.zone,
        )

    def touchpoint(self, wanted: str) -> Touchpoint:
        """Return the touchpoint that `wanted` names: an id, a prefix, a company or a person; raise UsageProblem."""
        found = _named(wanted, {t.id: t for t in self.touchpoints}, _touchpoint_words)
        touchpoint: Touchpoint = _only(wanted, found, "touchpoint", "touchpoints")
        return touchpoint

    def interview(self, wanted: str) -> Interview:
        """Return the interview that `wanted` names; raise UsageProblem."""
        known = {alias: interview for interview in self.view.interviews for alias in interview.aliases}
        found = _named(wanted, known, _interview_words)
        interview: Interview = _only(wanted, found, "interview", "interviews")
        return interview

    def process(self, wanted: str) -> tuple[Interview, ...]:
        """Return the rounds of the process that `wanted` names: its id, an interview of it, or its company."""
        found = _named(wanted, dict(self.rounds), lambda rounds: [w for i in rounds for w in _interview_words(i)])
        if not found:
            return self.rounds[self.interview(wanted).process]
        rounds: tuple[Interview, ...] = _only(wanted, found, "process", "interviews")
        return rounds


def _touchpoint_words(touchpoint: Touchpoint) -> list[str]:
    return [touchpoint.company or "", *(person.name for person in touchpoint.people)]


def _interview_words(interview: Interview) -> list[str]:
    return [interview.company or "", interview.uid, *(p.name for p in interview.people if p.attended)]


def _named(wanted: str, known: Mapping[Any, Any], words: Any) -> dict[Any, Any]:
    """Return what `wanted` may mean: by id first, then by a prefix of one, then by a name it carries."""
    if wanted in known:
        return {wanted: known[wanted]}
    by_prefix = {key: value for key, value in known.items() if len(wanted) >= 2 and key.startswith(wanted.lower())}
    if by_prefix:
        return by_prefix
    asked = wanted.casefold()
    names = {key: [word.casefold() for word in words(value) if word] for key, value in known.items()}
    exact = {key: known[key] for key, theirs in names.items() if asked in theirs}
    begun = {key: known[key] for key, theirs in names.items() if any(word.startswith(asked) for word in theirs)}
    return exact or (begun if len(asked) > 2 else {})


def _only(wanted: str, found: Mapping[Any, Any], what: str, listing: str) -> Any:
    different = list(dict.fromkeys(map(id, found.values())))
    if len(different) == 1:
        return next(iter(found.values()))
    if found:
        raise UsageProblem(
            f'"{wanted}" could be any of {", ".join(sorted(found))}', next_step="Name it by its id, or more of it."
        )
    raise UsageProblem(f'No {what} is called "{wanted}"', next_step=f"See: afterword {listing}")


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
    show_interviews(known, session, whole_ids=maybe)
    if maybe:
        say("Say what one of them is, for good: afterword mark ID interview|recruiter|networking|none")


def show_interviews(known: Sequence[Interview], session: Session, *, whole_ids: bool = False) -> None:
    """Print interviews as a table, those that do not count faintly."""
    states = [interview_status(interview, session.now) for interview in known]
    rows = [
        (
            day(interview.start, session.zone),
            with_company([person for person in interview.people if person.attended], interview.company),
            (interview.stage.value if interview.stage else interview.kind.value).replace("_", " "),
            state,
            interview.id if whole_ids else interview.id[:6],
        )
        for interview, state in zip(known, states, strict=True)
    ]
    table(
        ("When", "With", "Round", "Status", "Id"),
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
            day(touchpoint.due, session.zone),
            _kind(touchpoint),
            with_company(touchpoint.people, touchpoint.company),
            _status(touchpoint, session.now),
            touchpoint.id[:6],
        )
        for touchpoint in shown
    ]
    dim = [number for number, touchpoint in enumerate(shown) if touchpoint.status in SETTLED]
    table(("Due", "What", "To", "Status", "Id"), rows, title=plural(len(shown), "follow-up"), dim=dim)


def _kind(touchpoint: Touchpoint) -> str:
    word = touchpoint.kind.value.replace("_", "-")
    return word if word == "thank-you" else f"{word} {touchpoint.number}"


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
@json_option
@global_options
@click.pass_context
def people(ctx: click.Context, as_json: bool) -> None:
    """List the people met or in touch."""
    from core.recognise.identity import people as everybody

    view = Known(session_of(ctx)).view
    document = people_json(view.interviews, everybody(view.interviews))
    if as_json:
        emit(document)
        return
    if not document:
        say("Nobody is known yet. Read the calendars with: afterword sync")
        return
    table(
        ("Name", "E-mail", "Company", "Interviews"),
        [(p["name"] or "", p["email"] or "", ", ".join(p["companies"]), str(len(p["interviews"]))) for p in document],
        title="1 person" if len(document) == 1 else f"{len(document)} people",
    )


@click.command()
@click.argument("wanted", metavar="ID")
@json_option
@global_options
@click.pass_context
def show(ctx: click.Context, wanted: str, as_json: bool) -> None:
    """Show one interview, touchpoint or person in full."""
    session = session_of(ctx)
    known = Known(session)
    touchpoint = _maybe(known.touchpoint, wanted)
    interview = _maybe(known.interview, wanted) if touchpoint is None else None
    if touchpoint is not None:
        _answer(known.touchpoint_json(touchpoint), as_json, lambda _: _print_touchpoint(known, touchpoint))
    elif interview is not None:
        document = interview_json(interview, now=session.now, zone=session.zone)
        _answer(document, as_json, lambda _: _print_interview(interview, session))
    else:
        _answer(_person(known, wanted), as_json, _print_person)


def _answer(document: dict[str, Any], as_json: bool, words: Callable[[dict[str, Any]], None]) -> None:
    if as_json:
        emit(document)
    else:
        words(document)


def _maybe(find: Any, wanted: str) -> Any:
    """Return what `find` finds, or None where nothing has that name; what is ambiguous is still an error."""
    try:
        return find(wanted)
    except UsageProblem as err:
        if err.message.startswith("No "):
            return None
        raise


def _person(known: Known, wanted: str) -> dict[str, Any]:
    from core.recognise.identity import people as everybody

    document = people_json(known.view.interviews, everybody(known.view.interviews))
    found = _named(wanted, {p["id"]: p for p in document}, lambda p: [p["name"] or "", p["email"] or ""])
    person: dict[str, Any] = _only(wanted, found, "interview, touchpoint or person", "touchpoints")
    return person


def _print_touchpoint(known: Known, touchpoint: Touchpoint) -> None:
    session = known.session
    say(f"{_kind(touchpoint)} · {about(touchpoint.company, touchpoint.role)}")
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
    if note.blanks:
        say()
        say("Still to fill in: " + " ".join(note.blanks))
    if note.linkedin:
        say(f"LinkedIn: {note.linkedin}")


def _print_interview(interview: Interview, session: Session) -> None:
    say(f"{interview.title or interview.kind.value} · {about(interview.company, interview.role)}")
    say(f"{day(interview.start, session.zone)} to {interview.end.astimezone(session.zone):%H:%M}, id {interview.id}")
    say(f"Status: {interview_status(interview, session.now)}")
    for person in interview.people:
        part = person.part.value.replace("_", " ") if person.part else ("met" if person.attended else "organised it")
        say(f"  {_whom(person)} ({part})")
    decision = interview.directives.decision_by or interview.decision_by
    if decision:
        say(f"They said they would decide by {decision.isoformat()}.")
    say(f"Sure to {interview.confidence:.0%}, because:")
    for reason in interview.reasons:
        say(f"  - {reason}")


def _whom(person: Person) -> str:
    return f"{person.name} <{person.email}>" if person.name and person.email else person.name or person.email


def _print_person(document: Mapping[str, Any]) -> None:
    say(f"{document['name'] or document['email']}, id {document['id']}")
    for label, key in (("E-mail", "email"), ("LinkedIn", "linkedin"), ("Part", "role")):
        if document[key]:
            say(f"{label}: {document[key]}")
    say(f"Companies: {', '.join(document['companies']) or 'unknown'}")
    say(f"Interviews: {', '.join(document['interviews'])}")


@click.command()
@click.argument("wanted", metavar="ID")
@json_option
@global_options
@click.pass_context
def draft(ctx: click.Context, wanted: str, as_json: bool) -> None:
    """Print the note of a touchpoint, ready to send."""
    known = Known(session_of(ctx))
    touchpoint = known.touchpoint(wanted)
    notes = known.notes(touchpoint)
    if as_json:
        emit({"id": touchpoint.id, "notes": [note_json(note) for note in notes]})
        return
    for note in notes:
        print_note(note)
