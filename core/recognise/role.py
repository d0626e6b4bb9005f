"""Which job an invitation is about, as written, without requisition id and gender marker."""

from __future__ import annotations

import re

from core.recognise.institutions import EASTERN_BODY
from core.recognise.invitation import Invitation
from core.recognise.labels import any_label, inline_label, label_line
from core.recognise.lexicon import Phrases, any_of, by_language, pattern, phrases, union
from core.recognise.names import CJK, is_organisation
from core.recognise.patterns import compiled
from core.recognise.role_east import said_in_east
from core.recognise.role_full import fullest
from core.recognise.role_lines import in_line
from core.recognise.role_whole import unfinished, whole, without_tail
from core.recognise.role_words import (
    GENDER,
    IDS,
    REFERENCE,
    capped,
    clean,
    edge_word,
    holds,
    is_role,
    kept,
)
from core.recognise.tables import load
from core.recognise.trim import edges_off

# How a job is filled, before its title.
_KINDS = (
    r"(?:(?:new|open|permanent|contract|contract[\w-]+|full-time|part-time|remote|interim|freelance|temporary|hybrid))"
)

_FOR = frozenset({"for", "by", "from", "para", "per", "za", "für", "pour"})


def role(invitation: Invitation) -> str | None:
    """Return the job title, from labelled lines, then the title, then phrases of the text; None if nothing says."""
    for source in (_labelled, _before_marker, _in_context, _in_title, in_line):
        if found := source(invitation):
            return fullest(_without_sender(found, invitation), invitation)
    return None


def _without_sender(found: str, invitation: Invitation) -> str:
    """Return the title without the company before it, as languages without prepositions have it."""
    first, _, rest = found.partition(" ")
    name = invitation.organizer.name if invitation.organizer else ""
    return (
        rest
        if rest and is_role(rest) and len(first) > 2 and name.startswith(first) and compiled(CJK).search(first)
        else found
    )


def _before_marker(invitation: Invitation) -> str:
    """Return what stands in the title before a gender marker, which follows nothing but a job."""
    marker = compiled(_MARKER, re.I).search(invitation.title)
    if marker is None:
        return ""
    ahead = compiled(r"\s[-–—|/]\s|[:|]\s").split(invitation.title[: marker.start()])[-1]
    for words in (phrases("roles", "before"), phrases("labels", "role")):
        ahead = compiled(rf"(?:^|\s)(?:{union(words)})\s(?=\S)", re.I).split(ahead)[-1]
    behind = compiled(r"\s[-–—|/]\s|[:|,(]").split(invitation.title[marker.end() :])[0]
    found = clean(f"{edges_off(ahead, invitation)} {behind.strip()}")
    fits = 3 < len(found) < 60 and len(found.split()) < 8 and not pattern("interview").search(found)
    return found if fits and not is_organisation(found) else ""


_MARKER = (
    r"\s?[(\[]\s?(?:[mwfdxhvk]\s?[/|]\s?[mwfdxhvkn](?:\s?[/|]\s?\w)?"
    r"|all genders?|alle geschlechter|tous genres)\s?[)\]]"
    r"|\s(?:H/F|F/H)(?!\w)"
)


def _labelled(invitation: Invitation) -> str:
    labels = (*label_line("role").finditer(invitation.body), *inline_label("role").finditer(invitation.body))
    for match in labels:
        bare = GENDER.sub("", IDS.sub(" ", REFERENCE.sub(" ", match["value"].rpartition("?:")[2])))
        value = compiled(
            r"\s(?:at|bei|chez|presso|hos|bij)\s|\s[|–—]\s|\s-\s(?=\d)|;|(?<!Sr)(?<!Jr)[.!?]\s|。|(?<=[\u3040-\u9fff\uac00-\ud7af])[，,、)）]$"
        ).split(bare)[0]
        found = clean(value)
        number = compiled(r"[\w/.-]*\d[\w/.-]*").fullmatch(found)
        if (
            found
            and len(found) < 80
            and compiled(r"[^\W\d_]{2}").search(found)
            and not number
            and not _is_sentence(found)
        ):
            return found
    return _labelled_freely(invitation) or said_in_east(invitation) or _in_topic(invitation) or _by_id(invitation)


def _labelled_freely(invitation: Invitation) -> str:
    """Return the job behind a label that nobody told us of but that speaks of one (`The job once more: ...`)."""
    for line in invitation.lines:
        match = any_label().match(line)
        if match and pattern("labels", "role").search(match["label"]) and is_role(match["value"]):
            found = clean(match["value"])
            if not edge_word(found) and len(found.split()) < 9:
                return found
    return ""


def _by_id(invitation: Invitation) -> str:
    """Return the job behind the number of its advertisement (`competition 26-118, GIS Technician`)."""
    number = (
        r"(?i:competition|concours|ref\.?|référence|vacancy|posting|req\w*|kennziffer|processo"
        r"|bando)[.:#\s]*(?:n[o°º]\.?\s?)?[\w/-]*\d[\w/-]*"
    )
    match = capped(rf"{number}[,:;]?\s(?:[-–]\s)?").search(invitation.text)
    return clean(match["role"]) if match else ""


def _in_topic(invitation: Invitation) -> str:
    """Return the job behind the interview's name (`Event Name: Hiring Manager Interview - {Job}`)."""
    for match in label_line("topic").finditer(invitation.body):
        for part in compiled(r"\s[-–—|:/]\s|[,(]").split(match["value"])[1:]:
            found = clean(part)
            if is_role(found) and not edge_word(found) and len(found.split()) <= 7:
                return found
    return ""


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 9 or bool(compiled(r"(?<!Sr)(?<!Jr)(?<! ds)[.!?]\s").search(text))


@by_language
def _named() -> Phrases:
    """A job behind words that say outright what it is (`the position is`)."""
    words = phrases("roles", "named")
    role = r"\s*[\"„“«]?(?P<role>(?:\([aoe]\)|(?<= ds)\.|[^.,:;\n\"“”»!?(：。，、]){3,60})"
    return Phrases(words, 0, around=lambda found: rf"(?i:{found}){role}")


@by_language
def _placed() -> tuple[tuple[Phrases, Phrases], ...]:
    """A job title with capitals behind `for the`, `as our`, or before `role`; each with these words first."""
    before, after = phrases("roles", "before"), (*phrases("roles", "after"), *phrases("roles", "before_end"))
    return (
        (any_of(before), capped(rf"(?i:{union(before)})\s*(?:{_KINDS}\s)?[\"„“«]?")),
        (any_of(after), capped("", rf"[\"“”»]?\s(?i:{union(after)})")),
    )


def _in_context(invitation: Invitation) -> str:
    """Return a job title behind `for the`, `as our`, `Bewerbung als`, or before `role`, `opening`."""
    lines = "\n".join(line for line in invitation.lines if not label_line("people").match(line))
    text = kept(compiled(rf"(?:{GENDER.pattern})(?-i:(?=\s[A-ZÀ-Þ]))", re.I).sub("", lines))
    stops = union(phrases("roles", "stops"))
    at = rf"(?:{union(phrases('place', 'at'))})\s"
    for match in _named().finditer(text):
        found = clean(compiled(rf"\s(?:{stops})\s").split(match["role"])[0])
        found = _to_head(compiled(rf"\s(?:{stops})$").sub("", found))
        if compiled(r"appl\w+ to", re.I).match(match.group(0)) and not is_role(found):
            continue
        if pattern("interview").search(found) or unfinished(found) or compiled(at).match(found):
            continue
        if (
            found
            and (is_role(found) or (found[:1].isupper() and not compiled(CJK).search(found)))
            and len(found.split()) <= 7
        ):
            return found
    for words, placed in _placed():
        for match in placed.finditer(text) if words.occurs(text) else ():
            found = whole(match["role"], text, match.start("role"), invitation)
            if found and not pattern("interview").search(found):
                return found
    return ""


def _to_head(found: str) -> str:
    """Return a title without the chatter behind its head noun (`Design Engineer btw`)."""
    chatter = (
        r"\s(?:btw|asap|thanks?|thx|please|pls|so|here|now|today|yet|again|too|if|when|which|that|who"
        r"|reporting|based|leading|working|starting|joining"
        r"|is|was|has|will|would|you|we|i)(?!\w).*$"
    )
    return compiled(chatter).sub("", found) if found[:1].isupper() else found


def _in_title(invitation: Invitation) -> str:
    title = kept(GENDER.sub("", IDS.sub(" | ", invitation.title)))
    if invitation.owner:
        title = compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I).sub(" | ", title)
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    title = compiled(EASTERN_BODY).sub(" | ", title)
    segments = [
        s.strip()
        for s in compiled(r"\s*(?:[|：;()（）]|:(?!in(?:nen)?\b)|\s[-–—/+]\s|\s?[–—]\s?|<>)\s*").split(title)
        if s.strip()
    ]
    segments = [part for s in segments for part in compiled(r"(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])|｜|・").split(s)]
    weak = frozenset(load("names")["weak_places"])
    at = compiled(rf"\s(?:{union(tuple(word for word in phrases('place', 'at') if word not in _FOR | weak))})\s")
    before = compiled(rf"(?:^|\s)(?:{union(phrases('roles', 'before'))})\s")
    label = compiled(rf"^(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)
    named = compiled(rf"(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)
    for segment in segments:
        for part in dict.fromkeys(
            (at.split(segment)[0], before.split(segment)[-1], named.split(segment)[-1], edges_off(segment, invitation))
        ):
            bare = named.split(before.split(part)[-1])[-1]
            found = _company_apart(label.sub("", without_tail(clean(_interview_off(bare)), invitation)))
            if found and is_role(found) and not edge_word(found) and len(found.split()) <= 9 and not holds(found):
                return found
    for segment in segments:
        if compiled(CJK).search(segment) and is_role(segment) and not pattern("interview").search(segment):
            return clean(segment)
    return ""


def _interview_off(segment: str) -> str:
    """Return a piece of the title without the interview's name before the job (`Sollicitatiegesprek kok`)."""
    opening = pattern("interview").match(segment)
    rest = segment[opening.end() :] if opening else ""
    return rest.strip() if rest[:1] == " " and is_role(rest) else segment


def _company_apart(found: str) -> str:
    """In a note to oneself (`2nd round acme, backend engineer`) the last part with a head noun is the job."""
    parts = found.split(", ")
    if len(parts) > 1 and not is_role(parts[0]) and is_role(parts[-1]):
        return parts[-1]
    return found
