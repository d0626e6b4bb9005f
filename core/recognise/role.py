"""Which job an invitation is about, as written, without requisition id and gender marker."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.labels import any_label, inline_label, label_line
from core.recognise.lexicon import Phrases, any_of, by_language, pattern, phrases, union
from core.recognise.names import CJK, NAME_WORD, is_organisation
from core.recognise.patterns import compiled, places
from core.recognise.role_east import said_in_east
from core.recognise.role_full import fullest
from core.recognise.role_named import said_outright
from core.recognise.role_notes import noted
from core.recognise.role_title import in_subject, in_title
from core.recognise.role_weighed import weighed
from core.recognise.role_whole import whole, without_tail
from core.recognise.role_words import (
    GENDER,
    IDS,
    REFERENCE,
    capped,
    clean,
    edge_word,
    has_form,
    is_role,
    kept,
    sentence_end,
)
from core.recognise.trim import edges_off

# How a job is filled, before its title.
_KINDS = (
    r"(?:(?:new|open|permanent|contract|contract[\w-]+|full-time|part-time|remote|interim|freelance|temporary|hybrid))"
)


_SHORTEST = 3


def role(invitation: Invitation) -> str | None:
    """Return the job title, from labelled lines, then the title, then phrases of the text; None if nothing says.

    Where none of these says it outright, every job that is named is weighed.
    """
    found = outright(invitation) or weighed(invitation)
    return fullest(found, invitation) if found else None


def outright(invitation: Invitation) -> str:
    """Return the job of the surest place that names one; an empty text where none does."""
    doubtful = ""
    for source in _SOURCES:
        found = source(invitation)
        if not found or _holds_talk(found, invitation) or _speaks(found):
            continue
        unsure = not is_role(found) and not has_form(found)
        if (unsure and source in {_labelled, _outright}) or (source is _placed_in_context and _is_small(found)):
            doubtful = doubtful or found
            continue
        found = _spelled_out(found, invitation) if source is in_title else found
        return _without_sender(found, invitation)
    return doubtful


def _is_small(found: str) -> bool:
    """Return whether it is one word in small letters, which is more often no job (`my habits as a manager`)."""
    return found.islower() and found.isascii() and " " not in found


def _speaks(found: str) -> bool:
    """Return whether somebody speaks in it, so that it is a piece of a sentence (`owner, I'd be working under her`)."""
    return bool(compiled(r"(?<!\w)(?:I|(?:[Ss]?[Hh]e|[Yy]ou|[Ww]e|[Tt]hey))(?:['’]\w+)?\s").search(found))


def _spelled_out(found: str, invitation: Invitation) -> str:
    """Return the title's job as the text has it where that is the same in full (`Head of Infra`)."""
    full = _placed_in_context(invitation)
    return full if full.lower().startswith(found.lower()) else found


def _holds_talk(found: str, invitation: Invitation) -> bool:
    """Return whether it is who holds the talk, not what for (`Manager` interview)."""
    text = invitation.text
    if not any(pattern("interview").match(text[end:].lstrip(" ")) for _, end in places(found, text)):
        return False
    return any(pattern("stages", "hiring_manager").match(text[start:]) for start, _ in places(found, text))


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
    bare = edges_off(ahead, invitation)
    found = clean(f"{ahead[ahead.find(bare) :]} {behind.strip()}")
    fits = 3 < len(found) < 60 and len(found.split()) < 8 and not pattern("interview").search(found)
    return found if fits and not is_organisation(found) else ""


_MARKER = (
    r"\s?[(\[]\s?(?:[mwfdxhvk]\s?[/|]\s?[mwfdxhvkn](?:\s?[/|]\s?\w)?"
    r"|all genders?|alle geschlechter|tous genres)\s?[)\]]"
    r"|\s(?:H/F|F/H)(?!\w)"
)


def _before_marker_in_text(invitation: Invitation) -> str:
    """Return what stands in a line before a gender marker: the words with capitals, and small ones between them."""
    small = r"(?:für|im|in|der|des|und|de|du|en|and|of|&)"
    words = rf"(?P<role>{NAME_WORD}(?:\s(?:{small}\s){{0,2}}{NAME_WORD}){{0,6}})(?:{_MARKER})"
    for line in filter(compiled(_MARKER, re.I).search, invitation.lines):
        match = compiled(words).search(line)
        found = _behind_for(clean(match["role"])) if match else ""
        if len(found) > _SHORTEST and not edge_word(found) and not is_organisation(found):
            return found
    return ""


def _behind_for(found: str) -> str:
    """Return the job behind `für`, where none stands before it (`Rennen für Deichbauer`)."""
    ahead, word, behind = found.partition(" für ")
    return behind if word and is_role(behind) and not is_role(ahead) and not has_form(ahead) else found


def _labelled(invitation: Invitation) -> str:
    labels = (*label_line("role").finditer(invitation.body), *inline_label("role").finditer(invitation.body))
    for match in labels:
        bare = GENDER.sub("", IDS.sub(" ", REFERENCE.sub(" ", match["value"].rpartition("?:")[2])))
        parts: list[str] = compiled(
            r"\s(?:at|bei|chez|presso|hos|bij)\s|\s[|–—]\s|\s-\s(?=\d)|;|。|(?<=[\u3040-\u9fff\uac00-\ud7af])[，,、)）]$"
            rf"|{sentence_end()}",
            re.I,
        ).split(bare)
        # The first part, unless the employer stands there (`Corrick — Backend Engineer`).
        value = next((part for part in parts[:2] if is_role(part)), parts[0])
        found = without_tail(clean(value), invitation)
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
    for match in _label_within().finditer(invitation.body):
        found = clean(compiled(sentence_end(), re.I).split(match["value"])[0])
        if (is_role(found) or has_form(found)) and not edge_word(found) and len(found.split()) < 9:
            return found
    return ""


@by_language
def _label_within() -> Phrases:
    """A job behind the colon in the midst of a sentence (`zapraszamy na rozmowę o pracę na stanowisku: ...`)."""
    return Phrases(
        phrases("labels", "role"), around=lambda found: rf"(?:{found})\s?[:：]\s*(?P<value>[^\n;]+)", signs=":："
    )


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
    return len(text.split()) > 9 or bool(compiled(sentence_end(), re.I).search(text))


@by_language
def _placed() -> tuple[tuple[Phrases, Phrases], ...]:
    """A job title with capitals behind `for the`, `as our`, or before `role`; each with these words first."""
    before, after = phrases("roles", "before"), (*phrases("roles", "after"), *phrases("roles", "before_end"))
    return (
        (any_of(before), capped(rf"(?i:{union(before)})\s*(?:{_KINDS}\s)?[\"„“«]?")),
        (any_of(after), capped("", rf"[\"“”»]?\s(?i:{union(after)})")),
    )


def _running(invitation: Invitation) -> str:
    """Return the text without the lines that say who is met, and without markers of gender."""
    other, adverts = label_line("people"), pattern("roles", "adverts")
    own = [line for line in invitation.lines if not other.match(line)]
    if adverts.occurs(invitation.body):
        own = [line for line in own if not adverts.occurs(line)]
    lines = "\n".join(own)
    return kept(compiled(rf"(?:{GENDER.pattern})(?-i:(?=\s[A-ZÀ-Þ]))", re.I).sub("", lines))


def _outright(invitation: Invitation) -> str:
    return said_outright(_running(invitation), invitation)


def _placed_in_context(invitation: Invitation) -> str:
    """Return a job title behind `for the`, `as our`, `Bewerbung als`, or before `role`, `opening`."""
    text = _running(invitation)
    for words, placed in _placed():
        for match in placed.finditer(text) if words.occurs(text) else ():
            found = whole(match["role"], text, match.start("role"), invitation)
            if found and not pattern("interview").search(found):
                return found
    return ""


def _noted(invitation: Invitation) -> str:
    return noted(invitation) if invitation.organizer is None else ""


_SOURCES = (
    _labelled,
    _before_marker,
    _outright,
    in_title,
    _before_marker_in_text,
    _placed_in_context,
    in_subject,
    _noted,
)
"""Where a job may stand, the surest place first."""
