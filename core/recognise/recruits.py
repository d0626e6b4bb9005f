"""Whether the one person whom the user meets is somebody who recruits, by their own words or by how they are named."""

from __future__ import annotations

from core.recognise.display_names import person_name
from core.recognise.invitation import Invitation
from core.recognise.keys import is_vendor
from core.recognise.lexicon import pattern
from core.recognise.names import same
from core.recognise.patterns import compiled
from core.recognise.people import is_person, people
from core.recognise.stage import only_later

_CLAUSE = compiled(r"[.!?;:\n。！？]")


def says_so(invitation: Invitation) -> str:
    """Return the words in which who invites says that they recruit (`I'm your recruiter`), or their name does."""
    recruits = pattern("recruiter")
    organizer, body = invitation.organizer, invitation.body
    if organizer and is_person(organizer) and (match := recruits.search(organizer.name)):
        return match[0]
    for match in recruits.finditer(body):
        start = max(0, match.start() - 50)
        ahead = _CLAUSE.split(body[start : match.start()])[-1]
        if pattern("of_myself").occurs(f"{ahead}{match[0]}"):
            return match[0]
    return ""


def in_title(invitation: Invitation) -> str:
    """Return the words by which the title says that the talk is with who recruits."""
    title = invitation.title
    if match := pattern("screen").search(title):
        return match[0]
    # Where words are not set apart, those for hiring touch those for an interview (`採用面接`).
    rounds = [match.span() for match in pattern("interview").finditer(title)]
    return next(
        (
            match[0]
            for match in pattern("recruiter").finditer(title)
            if not any(start <= match.end() and match.start() <= end for start, end in rounds)
        ),
        "",
    )


def meets_alone(invitation: Invitation) -> bool:
    """Return whether the user meets one person alone, who is the one that invites where that is a person."""
    organizer = invitation.organizer
    met = [one for one in people(invitation, None) if one.attended and not only_later(one.name, invitation.body)]
    if len(met) != 1 or organizer is None or is_vendor(organizer.email) or not is_person(organizer):
        return len(met) < 2
    return same(met[0].name, person_name(organizer)) or met[0].email == organizer.email
