"""Everything known as of one moment, and the ways in which a hand may name a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commands.context import Session
from commands.naming import Candidate, choose, matching, remembered
from commands.views import (
    SETTLED,
    about,
    day,
    interview_status,
    kind_words,
    standing_by_id,
    touchpoint_json,
    with_withdrawn,
)
from core.model import Interview, Note, Person, Standee, Touchpoint, TouchpointId
from core.recognise.identity import doubtful
from core.sync.outlook import Outlook

if TYPE_CHECKING:
    from core.notes.strangers import Names


class Known:
    """Everything known as of one moment, and the ways to name a part of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        state, decisions = session.memory()
        self.view: Outlook = session.view(state, decisions)
        self.standing: Mapping[TouchpointId, Standee] = standing_by_id(state.standees)
        self.touchpoints = with_withdrawn(self.view.plan.touchpoints, state.touchpoints)
        self.rounds = self.view.by_process()
        self._sightings = state.sightings
        self.overrides = session.overrides()
        self._names: Names | None = None

    def doubtful(self) -> tuple[Interview, ...]:
        """Return what may be an interview and is too unsure to act on."""
        return doubtful(self._sightings, zone=self.session.zone)

    def notes(self, touchpoint: Touchpoint, language: str = "") -> tuple[Note, ...]:
        """Return the drafted notes of a touchpoint with their warnings, in `language` (ISO 639-1) where given."""
        from core.sync.wanted import notes_of

        return notes_of(
            touchpoint,
            self.rounds.get(touchpoint.process, ()),
            config=self.session.config,
            overrides=self.overrides,
            now=self.session.now,
            language=language,
            others=self.names(),
        )

    def names(self) -> Names:
        """Return all companies and people known, for the check: those of another process have no place in a note."""
        from core.notes.strangers import Names

        if self._names is None:
            met = self.view.interviews
            self._names = Names(
                companies=tuple(dict.fromkeys(i.company for i in met if i.company)),
                people=tuple(dict.fromkeys(p.name for i in met for p in i.people if p.name)),
            )
        return self._names

    def touchpoint_json(self, touchpoint: Touchpoint) -> dict[str, Any]:
        """Return a touchpoint with its notes as JSON."""
        return touchpoint_json(
            touchpoint,
            notes=self.notes(touchpoint),
            standee=self.standing.get(touchpoint.id),
            zone=self.session.zone,
        )

    def touchpoint(self, wanted: str) -> Touchpoint:
        """Return the touchpoint that `wanted` names; raise UsageProblem."""
        numbered = self.numbered("touchpoints", [t.id for t in self.touchpoints if t.status not in SETTLED])
        found = choose(wanted, self.touchpoint_names(), what="touchpoint", listing="touchpoints", numbered=numbered)
        touchpoint: Touchpoint = found.value
        return touchpoint

    def next_touchpoint(self, wanted: str) -> Touchpoint:
        """Return the touchpoint that `wanted` names; of several open ones of one process, the next due."""
        found: list[Touchpoint] = [one.value for one in matching(wanted, self.touchpoint_names()) if one.open]
        if len({one.process for one in found}) == 1 and not any(one.id.startswith(wanted.casefold()) for one in found):
            return min(found, key=lambda one: one.due)
        return self.touchpoint(wanted)

    def interview(self, wanted: str) -> Interview:
        """Return the interview that `wanted` names; raise UsageProblem."""
        numbered = self.numbered("interviews", [i.id for i in self.view.interviews])
        found = choose(wanted, self.interview_names(), what="interview", listing="interviews", numbered=numbered)
        interview: Interview = found.value
        return interview

    def process(self, wanted: str) -> tuple[Interview, ...]:
        """Return the rounds of the process that `wanted` names: by its id or anything that names a round of it."""
        numbered = self.numbered("interviews", [i.id for i in self.view.interviews])
        found = choose(wanted, self.process_names(), what="process", listing="interviews", numbered=numbered)
        rounds: tuple[Interview, ...] = found.value
        return rounds

    def anything(self, wanted: str) -> Any:
        """Return the touchpoint, interview or person (a Person) that `wanted` names; raise UsageProblem."""
        kind, ids = remembered(self.session.home)
        numbered = ids or [t.id for t in self.touchpoints if t.status not in SETTLED]
        everything = [*self.touchpoint_names(), *self.interview_names(), *self.person_names()]
        found = matching(wanted, everything, numbered=numbered)
        who = [one for one in found if isinstance(one.value, Person)]
        asked = wanted.strip().casefold()
        named = not any(id.startswith(asked) for one in found for id in one.ids)
        if (kind == "people" and wanted.isdecimal() and who) or (
            len(who) == 1 and (named or asked in (name.casefold() for name in who[0].names))
        ):
            found = who
        elif named and len(met := [one for one in found if isinstance(one.value, Interview)]) == 1:
            # A company's name means its one interview, rather than each contact that follows from it.
            found = met
        what = "interview, touchpoint or person"
        return choose(wanted, found, what=what, listing="touchpoints", numbered=numbered).value

    def numbered(self, kind: str, current: Sequence[str]) -> Sequence[str]:
        """Return what the numbers stand for: the last list shown where it was of that kind, else today's."""
        shown, ids = remembered(self.session.home)
        return ids if shown == kind else current

    def touchpoint_names(self) -> list[Candidate]:
        """Return every touchpoint with what it may be called."""
        return [
            Candidate(
                ids=(t.id,),
                names=(t.company or "", *(name for person in t.people for name in (person.name, person.email))),
                words=f"{kind_words(t)}, {day(t.due, self.session.zone)}",
                value=t,
                open=t.status not in SETTLED,
            )
            for t in self.touchpoints
        ]

    def interview_names(self, besides: Sequence[Interview] = ()) -> list[Candidate]:
        """Return every interview, and those `besides`, with what it may be called."""
        return [
            Candidate(
                ids=(i.id, *(alias for alias in i.aliases if alias != i.id), i.uid),
                names=_interview_words(i),
                words=f"{i.title or i.kind.value}, {day(i.start, self.session.zone)}",
                value=i,
                open=interview_status(i, self.session.now) in ("upcoming", "past"),
            )
            for i in (*self.view.interviews, *besides)
        ]

    def process_names(self) -> list[Candidate]:
        """Return every process with what it may be called."""
        return [
            Candidate(
                ids=(process, *(name for i in rounds for name in (*i.aliases, i.uid))),
                names=tuple(word for i in rounds for word in _interview_words(i)),
                words=about(rounds[-1].company, rounds[-1].role),
                value=rounds,
                open=any(interview_status(i, self.session.now) in ("upcoming", "past") for i in rounds),
            )
            for process, rounds in self.rounds.items()
        ]

    def person_names(self) -> list[Candidate]:
        """Return everybody with what they may be called."""
        from core.recognise.identity import people as everybody

        return [
            Candidate(
                ids=(person.id,), names=(person.name, person.email), words=person.name or person.email, value=person
            )
            for person in everybody(self.view.interviews)
        ]


def _interview_words(interview: Interview) -> tuple[str, ...]:
    met = [name for p in interview.people if p.attended for name in (p.name, p.email)]
    return (interview.company or "", *met)
