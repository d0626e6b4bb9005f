"""One event read: what it is to the user, with company, role, stage, people, decision date and the evidence."""

from __future__ import annotations

import re
from datetime import date

from core.model import Directives, Event, Kind, Me, Person, Reading, Standing
from core.recognise.agency import speaks_of_agency
from core.recognise.company import company as company_of
from core.recognise.decision import decision_by
from core.recognise.evidence import Signal
from core.recognise.invitation import Invitation, prepare
from core.recognise.kind import Verdict, found_in_fields, gather, hopeless, other_side, verdict
from core.recognise.language import languages_of, written_in
from core.recognise.people import people as people_of
from core.recognise.role import role as role_of
from core.recognise.sieve import event_text, worth_reading
from core.recognise.signals import NOTHING, Known
from core.recognise.speaking import speaking
from core.recognise.stage import stage_of
from core.recognise.standing import replaces_earlier, standing_of

_DIRECTIVE = re.compile(
    r"^\W*(?:outcome|decision[\s_-]*(?:by|date)|contact|topics?|idea|promised?)\s*[:\uff1a]", re.I | re.M
)


def read(event: Event, *, me: Me, settled: Kind | None = None, known: Known = NOTHING) -> Reading:
    """Return what `event` is to the user `me`. `settled` is the user's own verdict and wins over the kind.

    `known` is what other events say of the same people; their employers make an event worth reading beside the
    sieve's own words. Pure.
    """
    if settled is None and not worth_reading(event_text(event), known.under_way):
        return Reading(kind=Kind.NONE, confidence=0.01, reasons=("nothing in it speaks of a job",))
    invitation = prepare(event, me)
    with speaking(languages_of(invitation.text), invitation.whole):
        return _weighed(invitation, settled, known)


def signals_of(event: Event, *, me: Me) -> tuple[Signal, ...] | None:
    """Return all signals of `event`, whatever they weigh; None where it does not stand or the user plainly hires."""
    invitation = prepare(event, me)
    with speaking(languages_of(invitation.text), invitation.whole):
        if other_side(invitation) is not None or standing_of(invitation)[0] is not Standing.ON:
            return None
        role, promised = role_of(invitation), decision_by(invitation)
        _, agency = company_of(invitation, role)
        signals = gather(invitation)
        return (
            *signals,
            *found_in_fields(invitation, signals, role=role, agency=agency, promised=promised is not None),
        )


def _weighed(invitation: Invitation, settled: Kind | None, known: Known) -> Reading:
    """Whose side, then the kind, then the fields; what cannot count is not read further."""
    hires = other_side(invitation)
    if hires is not None and settled is None:
        return _nothing(invitation, hires)
    signals = gather(invitation, known)
    early = hopeless(invitation, signals) if settled is None else None
    if early is not None:
        return _nothing(invitation, early)
    role, promised = role_of(invitation), decision_by(invitation)
    # Most events end at the verdict, which needs the company only to tell an agency.
    named = company_of(invitation, role) if speaks_of_agency(invitation) else None
    agency = named is not None and named[1]
    judged = hires or verdict(invitation, signals, role=role, agency=agency, promised=promised is not None)
    found = _settle(judged, settled)
    if found.kind is Kind.NONE and (found.maybe is Kind.NONE or standing_of(invitation)[0] is not Standing.ON):
        return _nothing(invitation, found)
    if found.kind is Kind.NETWORKING:
        # Who gives advice promises no decision, whatever is to be heard of in a week.
        role, promised, (company, _) = None, None, company_of(invitation, None, advice=True)
    else:
        company, _ = named or company_of(invitation, role)
    people = people_of(invitation, company, role)
    return _stand(invitation, found, company=company, role=role, people=people, promised=promised)


def _nothing(invitation: Invitation, found: Verdict) -> Reading:
    """Return the reading of an event that is no interview."""
    return Reading(
        kind=Kind.NONE,
        standing=standing_of(invitation)[0],
        confidence=found.confidence,
        reasons=found.reasons,
        language=written_in(invitation.text),
        directives=_directives(invitation),
    )


def _settle(found: Verdict, settled: Kind | None) -> Verdict:
    if settled is None:
        return found
    reasons = (f"you marked it as {settled.value}", *found.reasons)
    if settled is Kind.NONE:
        likely = found.kind if found.kind is not Kind.NONE else found.maybe
        return Verdict(kind=Kind.NONE, confidence=0.0, reasons=reasons, maybe=likely, refused=True)
    return Verdict(kind=settled, confidence=1.0, reasons=reasons)


def _stand(
    invitation: Invitation,
    found: Verdict,
    *,
    company: str | None,
    role: str | None,
    people: tuple[Person, ...],
    promised: date | None,
) -> Reading:
    standing, why = standing_of(invitation)
    doubtful = found.maybe is not Kind.NONE
    if doubtful:
        standing = Standing.REFUSED if found.refused else Standing.MAYBE
    kind = found.maybe if doubtful else found.kind
    on = standing is Standing.ON
    met = [person.name for person in people if person.attended]
    return Reading(
        kind=kind if on else Kind.NONE,
        would_be=Kind.NONE if on else kind,
        standing=standing,
        company=company,
        role=role,
        stage=stage_of(invitation, kind, role=role, company=company, people=met),
        people=people,
        decision_by=promised,
        confidence=found.confidence if on or doubtful else round(1 - found.confidence, 2),
        reasons=found.reasons if on or doubtful else (f"not counted: {why}", *found.reasons),
        language=written_in(invitation.text),
        directives=_directives(invitation),
        replaces=replaces_earlier(invitation.body),
    )


def _directives(invitation: Invitation) -> Directives:
    """Return what the user wrote into the description; most invitations have no such line."""
    description = invitation.event.description
    if not _DIRECTIVE.search(description):
        return Directives()
    from core.recognise.directives import parse

    return parse(description, today=invitation.day, country=invitation.country)
