"""The job in a heading, be it the title or a subject line: a piece of it, without the interview's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.chief import WITH
from core.recognise.institutions import EASTERN_BODY
from core.recognise.invitation import Invitation
from core.recognise.labels import label_line
from core.recognise.lexicon import by_language, pattern, phrases, union
from core.recognise.names import CJK, is_organisation, is_team, shown
from core.recognise.patterns import compiled
from core.recognise.role_full import own_hosts
from core.recognise.role_whole import without_tail
from core.recognise.role_words import GENDER, IDS, clean, edge_word, has_form, holds, is_role, kept
from core.recognise.spelling import resembles
from core.recognise.tables import load
from core.recognise.trim import edges_off, only_edges

_FOR = frozenset({"for", "by", "from", "para", "per", "za", "für", "pour"})
_MOST_WORDS = 9
_FEW_WORDS = 5
_LONG = 8
"""Letters of a word with a capital and nothing else beside it, so that it is rather a trade than a name."""


def in_title(invitation: Invitation) -> str:
    """Return the job that the title names."""
    return _in_heading(invitation.title, invitation)


def in_subject(invitation: Invitation) -> str:
    """Return the job that a subject line in the text names (`Betreff: Ihre Bewerbung als Imker`)."""
    if not pattern("labels", "subject").occurs(invitation.body):
        return ""
    subjects = (match["value"] for match in label_line("subject").finditer(invitation.body))
    return next(filter(None, (_in_heading(subject, invitation) for subject in subjects)), "")


def _in_heading(heading: str, invitation: Invitation) -> str:
    segments = _segments(heading, invitation)
    parts = [part for segment in segments for part in _parts(segment, invitation)]
    for found in parts:
        fits = is_role(found) and not edge_word(found) and len(found.split()) <= _MOST_WORDS
        if fits and not _is_met(found, invitation):
            return found
    for segment in segments:
        fits = is_role(segment) and not pattern("interview").search(segment)
        if fits and compiled(CJK).search(segment) and not _is_met(segment, invitation):
            return clean(segment)
    return next((found for found in parts if _is_formed(found, invitation)), "")


def _segments(heading: str, invitation: Invitation) -> list[str]:
    """Return the pieces of a heading between its dashes, bars, colons and brackets."""
    title = kept(GENDER.sub("", IDS.sub(" | ", heading)))
    if invitation.owner:
        title = compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I).sub(" | ", title)
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    title = compiled(EASTERN_BODY).sub(" | ", title)
    signs = compiled(r"\s*(?:[|：;()（）]|:(?!in(?:nen)?\b)|\s[-–—/+]\s|\s?[–—]\s?|<>)\s*")
    eastern = compiled(r"(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])|｜|・")
    return [part for piece in signs.split(title) if piece.strip() for part in eastern.split(piece.strip())]


def _parts(segment: str, invitation: Invitation) -> Iterator[str]:
    """Yield what may be the job in one piece: before whose it is, behind `for`, without words of interviews."""
    before, named = _openings()
    ahead = _before_place(segment)
    for part in dict.fromkeys(
        (ahead, _behind(before, segment), named.split(segment)[-1], edges_off(segment, invitation))
    ):
        bare = named.split(_behind(before, part))[-1]
        found = _company_apart(without_tail(clean(_interview_off(bare)), invitation))
        head, comma, tail = found.rpartition(", ")
        found = head if comma and only_edges(tail) else found
        if found:
            yield found


def _behind(before: re.Pattern[str], text: str) -> str:
    """Return what stands behind the last opening, unless a job ahead of it goes on there (`Assistant to the CEO`)."""
    rest = before.split(text)[-1]
    ahead = text[: len(text) - len(rest)]
    return text if is_role(ahead) and is_role(rest) and not edge_word(ahead) else rest


@by_language
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = compiled(rf"(?:^|\s)(?:{union(phrases('roles', 'before'))})\s")
    return before, compiled(rf"(?<!de )(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)


def _before_place(segment: str) -> str:
    """Return a piece up to the word that whose job it is follows, unless that is its field (`lektor i statistik`)."""
    names = load("names")
    weak, field = frozenset(names["weak_places"]), frozenset(names["field_places"])
    words = tuple(word for word in phrases("place", "at") if word not in _FOR | weak)
    for match in compiled(rf"\s(?P<word>{union(words)})\s").finditer(segment):
        if match["word"] not in field or not segment[match.end() :][:1].islower():
            return segment[: match.start()]
    return segment


def _is_met(found: str, invitation: Invitation) -> bool:
    """Return whether a piece says who is met, or is a firm: `CTO`, `la directrice`, `人事 柏木`, `Moss Partners`."""
    ahead = invitation.title.partition(found)[0] if found in invitation.title else ""
    chief = pattern("general", "chief")
    met = WITH.search(ahead) if chief.fullmatch(found) else None
    if ahead.endswith(", ") and chief.match(found):
        met = WITH.search(f"{ahead[:-2]} ")
    if found.endswith("Partners") or any(resembles(host, found) for host in own_hosts(invitation)):
        return True
    return holds(found) or bool(met) or any(first in found.split() for first in _first_names(invitation))


def _first_names(invitation: Invitation) -> Iterator[str]:
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    for one in people:
        first, _, rest = shown(one.name).partition(" ")
        if rest and not is_team(one.name) and not is_organisation(one.name):
            yield first


def _is_formed(found: str, invitation: Invitation) -> bool:
    """Return whether a piece without a known head noun is a job by its form, and neither a firm nor a person."""
    words = found.split(" ")
    if not has_form(found) or len(words) > _FEW_WORDS or edge_word(found) or is_organisation(found):
        return False
    if pattern("general", "chief").fullmatch(found):
        return False
    capital = found[:1].isupper() and found[:1].isascii()
    if capital and (any(word[:1].isupper() for word in words[1:]) or (len(words) == 1 and len(found) < _LONG)):
        return False
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    named = any(found in shown(one.name) for one in people if one.name)
    return not named and not any(resembles(host, found) for host in own_hosts(invitation))


def _interview_off(segment: str) -> str:
    """Return a piece of the title without the interview's name before the job (`Sollicitatiegesprek kok`)."""
    opening = pattern("interview").match(segment)
    rest = segment[opening.end() :] if opening else ""
    return rest.strip() if rest[:1] == " " and (is_role(rest) or has_form(rest)) else segment


def _company_apart(found: str) -> str:
    """In a note to oneself (`2nd round acme, backend engineer`) the part with a head noun is the job."""
    parts = found.split(", ")
    if len(parts) > 1 and not is_role(parts[0]):
        return next(filter(is_role, parts), found)
    return found
