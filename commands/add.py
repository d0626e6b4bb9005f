"""What the calendar does not know, or says wrongly: `add` and `mark`."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import click

from commands.completion import interview_ids
from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.naming import choose, matching
from commands.output import emit, json_option, say, talk
from commands.steer import FARTHEST, decide
from commands.views import about, day, interview_json
from core.errors import UsageProblem
from core.model import Interview, Kind, Sighting
from core.recognise.added import sighting, times
from core.recognise.moments import moment_of
from core.recognise.sentence import Met, Told, told
from core.state import Decisions

KINDS = [Kind.INTERVIEW.value, Kind.RECRUITER.value, Kind.NETWORKING.value]
_PERSON = re.compile(r"\s*(?P<name>[^<>]*?)\s*(?:<(?P<email>[^<>\s]+@[^<>\s]+)>)?\s*")


@click.command()
@click.argument("words", metavar="[SENTENCE]", nargs=-1)
@click.option("--company", help="Where.")
@click.option("--role", help="For which position.")
@click.option("--person", "people", metavar='"NAME <ADDRESS>"', multiple=True, help="Who was met; repeatable.")
@click.option("--start", metavar="WHEN", help='Such as "yesterday 3pm" or 2026-11-24T15:00.')
@click.option("--end", metavar="WHEN", help="When it was over.")
@click.option("--kind", type=click.Choice(KINDS), help="What it was.")
@click.option("--yes", is_flag=True, help="Do not ask whether it is right.")
@json_option
@global_options
@click.pass_context
def add(
    ctx: click.Context,
    *,
    words: tuple[str, ...],
    company: str | None,
    role: str | None,
    people: tuple[str, ...],
    start: str | None,
    end: str | None,
    kind: str | None,
    yes: bool,
    as_json: bool,
) -> int:
    """Add an interview, or a recruiter met, that is on no calendar.

    For example: add "Phone screen with Dana Whitfield <dana@acme.example> at Acme for Backend Engineer yesterday 3pm".
    What is understood is shown before anything is written; options go before the sentence.
    """
    session = session_of(ctx)
    sentence = " ".join(words)
    if not sentence.strip() and not (company or people):
        raise UsageProblem(
            "There is nothing to add", next_step="Say it in a sentence, or with --company, --person and --start."
        )
    said = _understood(session, sentence, company=company, role=role, people=people, kind=kind)
    fresh = _sighting(session, said, start=start, end=end)
    asking = not (yes or as_json) and sys.stdin.isatty()
    if not as_json:
        _show(fresh, session)
    if asking and not click.confirm("Is that right?", default=True, err=True):
        talk("Nothing was added. Say it again with options such as --company, --role, --person and --start.")
        return 1

    def change(decisions: Decisions) -> Decisions:
        others = tuple(one for one in decisions.added if one.uid != fresh.uid)
        kinds = {uid: kind for uid, kind in decisions.kinds.items() if uid != fresh.uid}
        return replace(decisions, added=(*others, fresh), kinds=kinds)

    exit_status = decide(session, change)
    known = Known(session)
    made = next(i for i in known.view.interviews if any(ref == fresh.ref for ref in i.sources))
    if as_json:
        emit(interview_json(made, now=session.now, zone=session.zone))
        return exit_status
    say(f"Added as {made.id}.")
    for touchpoint in known.touchpoints:
        if set(touchpoint.basis) & set(made.aliases) and touchpoint.due >= session.now:
            say(f"Next: {touchpoint.kind.value.replace('_', '-')} on {day(touchpoint.due, session.zone)}.")
            break
    return exit_status


def _understood(
    session: Session, sentence: str, *, company: str | None, role: str | None, people: tuple[str, ...], kind: str | None
) -> Told:
    """Return what the sentence says, with what the options say instead; raise UsageProblem where neither names any."""
    today = session.now.astimezone(session.zone).date()
    said = told(sentence, today=today, country=session.config.me.country)
    said = replace(
        said,
        company=company if company is not None else said.company,
        role=role if role is not None else said.role,
        people=tuple(map(_person, people)) or said.people,
        kind=Kind(kind) if kind else said.kind,
    )
    if not (said.company or said.role or said.people):
        raise UsageProblem(
            f'"{sentence}" names neither a company nor a person',
            next_step="Say it with --company or --person, and --start.",
        )
    return said


def _person(text: str) -> Met:
    match = _PERSON.fullmatch(text)
    if match is None or not (match["name"] or match["email"]):
        raise UsageProblem(
            f'--person "{text}" is not a person', next_step='Write it as "Dana Whitfield <dana@acme.example>".'
        )
    if not match["email"] and "@" in match["name"]:
        return Met(name="", email=match["name"].lower())
    return Met(name=match["name"].strip("\"' "), email=(match["email"] or "").lower())


def _sighting(session: Session, said: Told, *, start: str | None, end: str | None) -> Sighting:
    """Return what is to be added; `start` and `end` go before what the sentence says of them."""
    begins, ends, all_day = times(said, now=session.now, zone=session.zone)
    if start is not None:
        length = timedelta(minutes=30) if all_day else ends - begins
        begins, all_day = _moment(session, start, "--start", near=session.now), False
        ends = begins + length
    if end is not None:
        ends, all_day = _moment(session, end, "--end", near=begins), False
        if start is None and said.start is None and said.day is None:
            begins = ends - timedelta(minutes=30)
    if ends <= begins:
        raise UsageProblem("It ends before it begins", next_step="Give --start and --end anew.")
    me = session.config.me
    return sighting(said, start=begins, end=ends, all_day=all_day, now=session.now, me=me)


def _moment(session: Session, text: str, option: str, *, near: datetime) -> datetime:
    """Return the moment that an option names, within a calendar's reach; raise UsageProblem."""
    moment = _named(session, text, option, near=near)
    if abs(moment - session.now) > FARTHEST:
        raise UsageProblem(f'{option} "{text}" is years from now', next_step="Name a day within two years.")
    return moment


def _named(session: Session, text: str, option: str, *, near: datetime) -> datetime:
    """Return the moment that an option names; a time of day alone is one on the day of `near`."""
    from core.recognise.moments import at, iso, read

    if exact := iso(text.strip(), session.zone):
        return exact
    here = near.astimezone(session.zone)
    country = session.config.me.country
    found = read(text, today=here.date(), country=country)
    if found is not None and found.clock is not None:
        return at(found.day, found.clock, session.zone)
    moment = moment_of(text, now=near, zone=session.zone, clock=here.time().replace(tzinfo=None), country=country)
    if moment is None or (found is not None and found.clock is None and option == "--start"):
        raise UsageProblem(
            f'{option} "{text}" does not say a day and an hour',
            next_step='Write it as "yesterday 3pm" or 2026-11-24T15:00.',
        )
    return moment


def _show(fresh: Sighting, session: Session) -> None:
    reading = fresh.reading
    there = fresh.end.astimezone(session.zone)
    when = day(fresh.start, session.zone)
    when = f"{when[:-6]}, all day" if fresh.all_day else f"{when} to {there:%H:%M}"
    say(f"{reading.kind.value}: {fresh.title}")
    say(f"  When:  {when}")
    say(f"  Where: {about(reading.company, reading.role)}")
    for person in reading.people:
        part = f" ({person.part.value.replace('_', ' ')})" if person.part else ""
        say(f"  Who:   {' '.join(filter(None, (person.name, f'<{person.email}>' if person.email else '')))}{part}")


@click.command()
@click.argument("event", metavar="EVENT", shell_complete=interview_ids)
@click.argument("kind", metavar="|".join((*KINDS, "none")), type=click.Choice([*KINDS, "none"]))
@json_option
@global_options
@click.pass_context
def mark(ctx: click.Context, event: str, kind: str, as_json: bool) -> int:
    """Correct the recogniser, for good: what an event is to you, also where it comes again.

    EVENT is an event's UID (afterword explain FILE.ics shows it) or names an interview.
    """
    session = session_of(ctx)
    known = Known(session)
    found = matching(event, known.interview_names(known.doubtful()), numbered=known.numbered("interviews", _ids(known)))
    interview: Interview | None = None
    if found:
        # The occurrences of a series share their UID: any of them stands for all.
        same = {one.value.uid for one in found}
        interview = found[0].value if len(same) == 1 else choose(event, found, what="event", listing="interviews").value
    uids = _uids(session, interview) if interview is not None else (event.strip(),)
    # The ids as well: they find the reminders of an interview that is none any more.
    named = [alias for i in known.view.interviews if set(uids) & set(_uids(session, i)) for alias in i.aliases]

    def change(decisions: Decisions) -> Decisions:
        said = dict.fromkeys((*uids, *named), Kind(kind))
        # What is said last counts for the same sender's other events.
        return replace(decisions, kinds={**{k: v for k, v in decisions.kinds.items() if k not in said}, **said})

    exit_status = decide(session, change, everywhere=True)
    now_known = [i for i in Known(session).view.interviews if set(uids) & {i.uid, *_uids(session, i)}]
    if interview is None and not now_known and kind != "none":
        talk(f'afterword: no calendar that is read has an event with the UID "{event}"; it is noted for when one has.')
    if as_json:
        emit(
            {
                "uids": list(uids),
                "kind": kind,
                "interviews": [interview_json(i, now=session.now, zone=session.zone) for i in now_known],
            }
        )
    else:
        called = interview.title or interview.uid if interview else event
        say(f'Noted: "{called}" is {"no interview" if kind == "none" else kind}, for good.')
    return exit_status


def _ids(known: Known) -> list[Any]:
    return [interview.id for interview in known.view.interviews]


def _uids(session: Session, interview: Interview) -> tuple[str, ...]:
    """Return the UID of every copy of an interview: marking one of them would leave the others."""
    state, decisions = session.memory()
    refs = set(interview.sources)
    uids = (one.uid for one in (*state.sightings, *decisions.added) if one.ref in refs and one.uid)
    return tuple(dict.fromkeys((interview.uid, *uids)))
