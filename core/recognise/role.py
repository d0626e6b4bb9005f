"""Which job an invitation is about, as written, without requisition id and gender marker.

Every run of words that may be a job's title is weighed by the words in it and beside it, and the likeliest is read. The
weights stand in `data/role.json`, learned from the labelled examples (`python -m benchmarks.roles`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from core.recognise.given import is_given
from core.recognise.invitation import Invitation
from core.recognise.keys import role_key
from core.recognise.mentions import named_people
from core.recognise.patterns import compiled
from core.recognise.role_clues import FIRM_BEFORE, NAME_BEFORE, named_by_domain, of_words, runs, without_firm
from core.recognise.role_spans import Text
from core.recognise.role_words import clean, gender
from core.recognise.speaking import spoken
from core.recognise.weighing import weights, worth

NOTHING = "nothing"
"""What counts for it that none of the runs is the job."""
OF_DOMAIN = "domain"
"""What counts against a run with a company's name in it. It is costly to find out, so only the likeliest are asked."""


@dataclass(slots=True)
class Job:
    """One job that may be meant, as first written, and what speaks for or against it."""

    name: str
    clues: set[str] = field(default_factory=set)


def role(invitation: Invitation) -> str | None:
    """Return the job's title; None if more speaks for none."""
    return _role(spoken(), invitation) or None


@lru_cache(maxsize=4)
def _role(languages: tuple[str, ...], invitation: Invitation) -> str:
    """It is asked for more than once. `languages` are those spoken."""
    del languages
    told = weights("role", circumstances(invitation))
    best, most = "", worth({NOTHING}, told)
    for job in jobs(invitation):
        much = worth(job.clues, told)
        if much > most and named_by_domain(job.name, invitation):
            much += told.get(OF_DOMAIN, 0.0)
        if much > most and not _is_held(job.name, invitation):
            best, most = job.name, much
    return without_firm(written(best), invitation)


def _is_held(name: str, invitation: Invitation) -> bool:
    """Return whether a run is what somebody met is, in brackets behind their name, and stands nowhere else.

    The user may note the job so, and notes whose function it is as `marta = head of infra`.
    """
    body = invitation.body
    if name in invitation.title:
        return False
    if invitation.organizer is None:
        equal = compiled(rf"([^\W\d_]+) ?= ?{re.escape(name)}").findall(body)
        return body.count(name) == len(equal) > 0 and all(is_given(one.title()) for one in equal)
    if f" ({name}" not in body:
        return False
    met = [one for one in named_people(invitation) if " " in one]
    held = sum(body.count(f"{one} ({name}") for one in met)
    return held > 0 and held == body.count(name)


def written(name: str) -> str:
    """Return a title as it is shown: without requisition id, gender marker and conditions."""
    return clean(name) or name


def circumstances(invitation: Invitation) -> tuple[str, ...]:
    """Return what holds of the whole invitation and changes what a clue weighs: the user's own note is terse."""
    return ("note",) if invitation.organizer is None else ()


def is_number(name: str) -> bool:
    """Return whether a run is the number of a vacancy: it has more digits than letters."""
    return not name.replace(" ", "").isalpha() and sum(map(str.isdigit, name)) > sum(map(str.isalpha, name))


def jobs(invitation: Invitation) -> list[Job]:
    """Return every run of words in title and body that may be the job, once for all its places, with its clues."""
    found: dict[str, Job] = {}
    for text, title in ((invitation.title.replace("_", "|"), True), (invitation.body, False)):
        for name, clues in runs(Text.of(text, title=title)):
            if (key := role_key(name)) and not is_number(name) and invitation.me.isdisjoint(key.split()):
                job = found.get(key) or found.setdefault(key, Job(name))
                job.clues.update(*clues)
    for job in found.values():
        job.clues |= of_words(gender().sub("", job.name) or job.name)
        if invitation.organizer is None and FIRM_BEFORE in job.clues:
            job.clues.add(NAME_BEFORE)  # the user notes down a firm as they do a person: `Larch AG, nurse`
    return list(found.values())
