"""`debrief`: five short questions after a talk, while it is fresh; the drafts and dates follow from the answers."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import click

from commands.completion import interview_ids
from commands.context import Session, global_options, session_of
from commands.known import Known
from commands.output import emit, json_option, say, talk
from commands.steer import decide
from commands.views import about, day
from core.errors import UsageProblem
from core.model import Directives, Interview
from core.recognise.days import day_of, is_relative
from core.recognise.directives import confirm
from core.state import Decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What the options say; None (or nothing) where one is missing."""

    topics: tuple[str, ...]
    idea: str | None
    decision_by: str | None
    contact: str | None
    promise: str | None

    def anything(self) -> bool:
        """True where any option was given."""
        return bool(self.topics) or any(
            one is not None for one in (self.idea, self.decision_by, self.contact, self.promise)
        )


@click.command()
@click.argument("wanted", metavar="INTERVIEW", shell_complete=interview_ids)
@click.option("--topic", "topics", multiple=True, help="What you talked about; repeatable.")
@click.option("--idea", help="One idea worth offering.")
@click.option("--decision-by", metavar="DAY", help='When they said they would decide: "12 Dec", "next Friday".')
@click.option("--contact", help="Who will be in touch: a name, or an address.")
@click.option("--promise", help="Anything promised, by you or by them.")
@json_option
@global_options
@click.pass_context
def debrief(
    ctx: click.Context,
    *,
    wanted: str,
    topics: tuple[str, ...],
    idea: str | None,
    decision_by: str | None,
    contact: str | None,
    promise: str | None,
    as_json: bool,
) -> int:
    """Note what came of a talk: five short questions, or options where there is nobody to ask.

    The thank-you then names the topic and the idea; the check-in waits for the date and goes to who will be in touch.
    """
    session = session_of(ctx)
    interview = Known(session).interview(wanted)
    given = _Given(topics=topics, idea=idea, decision_by=decision_by, contact=contact, promise=promise)
    if not given.anything():
        if not sys.stdin.isatty():
            raise UsageProblem(
                "There is nobody to ask and nothing was given",
                next_step="Use --topic, --idea, --decision-by, --contact or --promise.",
            )
        given = _asked(session, interview)
    if not given.anything():
        talk("Nothing was noted.")
        return 0
    fresh, written = _read(given, session), _written(session, interview)
    exit_status = decide(session, lambda decisions: _noted(decisions, interview, fresh, written))
    after = Known(session).interview(interview.id)
    if as_json:
        emit(debrief_json(after))
    else:
        say(f"Noted for {after.title or about(after.company, after.role)}:")
        for line in confirm(after.directives):
            say(f"  {line}")
    return exit_status


def debrief_json(interview: Interview) -> dict[str, Any]:
    """Return what is known of a talk as JSON: from debriefs and from lines in the calendar alike."""
    said = interview.directives
    return {
        "interview": interview.id,
        "topics": list(said.topics),
        "idea": said.idea or None,
        "decision_by": said.decision_by.isoformat() if said.decision_by else None,
        "contact": said.contact or None,
        "promise": said.promise or None,
    }


def _asked(session: Session, interview: Interview) -> _Given:
    """Ask the five questions; Enter passes one over."""
    talk(f"{interview.title or about(interview.company, interview.role)}, {day(interview.start, session.zone)}")
    talk("Press Enter to pass a question over.")
    topics = _ask("What did you talk about? (several with ; between)")
    idea = _ask("One idea worth offering them?")
    promised = _ask("By when do they decide? (12 Dec, next Friday)")
    while promised and _day(promised, session) is None:
        talk(f'"{promised}" is not a day that can be read; write it as 12 Dec or 2026-12-12.')
        promised = _ask("By when do they decide?")
    contact = _ask("Who will be in touch?")
    promise = _ask("Was anything promised?")
    return _Given(
        topics=tuple(topic.strip() for topic in topics.split(";") if topic.strip()),
        idea=idea or None,
        decision_by=promised or None,
        contact=contact or None,
        promise=promise or None,
    )


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return answer.strip()


def _day(words: str, session: Session) -> date | None:
    today = session.now.astimezone(session.zone).date()
    return day_of(words, today=today, country=session.config.me.country)


def _read(given: _Given, session: Session) -> Directives:
    """Return the answers as facts; raise UsageProblem where the day is none."""
    promised = _day(given.decision_by, session) if given.decision_by else None
    if given.decision_by and promised is None:
        raise UsageProblem(
            f'--decision-by "{given.decision_by}" is not a day that can be read',
            next_step="Write it as 12 Dec or 2026-12-12.",
        )
    return Directives(
        topics=tuple(filter(None, (_flat(topic) for topic in given.topics))),
        idea=_flat(given.idea),
        decision_by=promised,
        decision_words=_flat(given.decision_by) if given.decision_by and is_relative(given.decision_by) else "",
        contact=_flat(given.contact),
        promise=_flat(given.promise),
    )


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _written(session: Session, interview: Interview) -> Directives:
    """Return what the calendar alone says of a talk."""
    from core.sync.outlook import known_interviews

    state, decisions = session.memory()
    known = known_interviews(
        state.sightings,
        standees=state.standees,
        decisions=replace(decisions, debriefs={}, overruled={}),
        config=session.config,
        now=session.now,
    )
    return next((one.directives for one in known if set(one.aliases) & set(interview.aliases)), Directives())


def _noted(decisions: Decisions, interview: Interview, fresh: Directives, written: Directives) -> Decisions:
    """Return the decisions with `fresh` noted: it goes before what an earlier debrief or the calendar says."""
    before = next((decisions.debriefs[a] for a in interview.aliases if a in decisions.debriefs), Directives())
    told = replace(
        before,
        topics=fresh.topics or before.topics,
        idea=fresh.idea or before.idea,
        contact=fresh.contact or before.contact,
        promise=fresh.promise or before.promise,
    )
    if fresh.decision_by:
        told = replace(told, decision_by=fresh.decision_by, decision_words=fresh.decision_words)
    others = {name: one for name, one in decisions.debriefs.items() if name not in interview.aliases}
    kept = {name: one for name, one in decisions.overruled.items() if name not in interview.aliases}
    return replace(
        decisions,
        debriefs={**others, interview.id: told},
        overruled={**kept, interview.id: written},
    )
