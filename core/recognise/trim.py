"""What is left of a piece of a title, or of a display name, when the words around a name are taken off."""

from __future__ import annotations

import re

from core.recognise.institutions import institutions
from core.recognise.invitation import Invitation
from core.recognise.lexicon import Phrases, any_of, by_language, keys_of, phrases
from core.recognise.names import CJK
from core.recognise.patterns import compiled, replaced
from core.recognise.role_words import without_ids
from core.recognise.tables import load

_MARKS = " .,-–—'\"#*|~!?&/"


def cut_title(invitation: Invitation, role: str | None) -> str:
    """Return the title with bars for ids, the role, the user's name and whatever stands in brackets 【】."""
    title = compiled(r"\sw/\s?").sub(" with ", without_ids(invitation.title))
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    if role:
        title = replaced(role, " | ", title)
    return own_name(invitation).sub(" | ", title) if invitation.owner else title


def own_name(invitation: Invitation) -> re.Pattern[str]:
    """Return the pattern of the user's name in a title: in full, with an initial, the family name first."""
    words = invitation.owner.split()
    if len(words) < 2:
        return compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I)
    first, last = re.escape(words[0]), re.escape(words[-1])
    middle = r"(?:\s\S+)*?\s"
    forms = (
        rf"{first}{middle}{last}",
        rf"{last},?\s{first}",
        rf"{first[0]}\.?\s?{last}",
        rf"{first}\s{last[0]}\.?",
        last,
        first,
    )
    return compiled(
        rf"(?<!\w)(?:(?:mr|ms|mx|herrn?|frau|sig|dott)\.?(?:/\w+\.?\w*)?\s)?(?:{'|'.join(forms)})(?:['’]s)?(?!\w)(?:\s?(?:様|님|さん))?"
        r"(?:\s\((?:candidate|cand\.?)\))?",
        re.I,
    )


@by_language
def _edge_words() -> Phrases:
    stages = [stage for stage in keys_of("stages") if stage != "informational"]
    named = [word for stage in stages for word in phrases("stages", stage)]
    plain = [*phrases("interview"), *phrases("first_talk"), *phrases("screen"), *phrases("edges")]
    named += [f"(?:{day})" for day in phrases("dates", "weekdays")]
    return any_of((*plain, *named, *phrases("labels", "topic"), *load("names")["edges"]))


def only_edges(text: str) -> bool:
    """Return whether a piece holds nothing but words of interviews and small words."""
    return bool(text) and not _tail_off(text)


@by_language
def _head_off(text: str) -> str:
    """Return a piece without the words of interviews at its head, one behind the other."""
    longest: dict[int, int] = {}
    for start, end in _edge_words().spans(text):
        longest[start] = max(end, longest.get(start, 0))
    at = 0
    while (start := _next_word(text, at)) in longest:
        at = longest[start]
    return text[_next_word(text, at) :] if at else text


@by_language
def _tail_off(text: str) -> str:
    """Return a piece without the words of interviews at its tail, one behind the other."""
    reaching = {len(text)}
    for start, end in sorted(_edge_words().spans(text), reverse=True):
        if _next_word(text, end) in reaching:
            reaching.add(start)
    at = min(reaching)
    return compiled(r"\W+$").sub("", text[:at]) if at < len(text) else text


def _next_word(text: str, at: int) -> int:
    """Return where the next letter or digit stands, from `at` on; the end of the text where there is none."""
    match = compiled(r"\w").search(text, at)
    return match.start() if match else len(text)


def edges_off(segment: str, invitation: Invitation) -> str:
    """Return what is left of a piece of the title when the interview words at its edges are taken off."""
    segment = compiled(r"[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]").sub("", segment).strip(" +")
    if compiled(CJK).search(segment) and compiled(r"株式会社|有限公司|주식회사").search(segment) and " " not in segment:
        return compiled(r"(?:様|さん|님|へ|との|の)$").sub("", segment)
    name = segment
    for _ in range(2):
        # A number that stood at the end counts rounds; one before other words is the name's (`Halle 5 Interview`).
        name = compiled(r"\s*\d+(?:/\d+)?\s*$").sub("", name) if segment.endswith(name) else name
        name = _tail_off(_head_off(name))
        name = compiled(r"\s\d{1,2}(?:[:.h]\d{2})?\s?(?:[ap]\.?m\.?|uhr|h)$", re.I).sub("", _numbered(name, segment))
        name = compiled(
            r"^(?:x|×|去|与|與|和|跟|firma|fa\.|société|the company|company|empresa|azienda"
            r"|firmy)\s*(?=\S)|\s+(?:x|×)$",
            re.I,
        ).sub("", name)
    name = compiled(r"\s(?:folks|people|crew|gang|guys|lot)$|の$|との$", re.I).sub("", name)
    name = compiled(
        r"^[^\w(\[「『+]*(?:\+\s)?(?:team|equipo|équipe|equipe|zespół)\s(?=[A-ZÀ-Þ])|[^\w)\].!&+」』]+$", re.I
    ).sub("", name)
    kind = compiled(r"\W*(?P<kind>[a-zà-ÿ]{3,}) (?P<name>[^\W\d_a-z].*)").fullmatch(name)
    if kind and institutions().fullmatch(kind["kind"]):
        name = kind["name"]
    return "" if own_name(invitation).fullmatch(name.strip(_MARKS)) and invitation.owner else name.strip(_MARKS)


def _numbered(name: str, segment: str) -> str:
    """Return `name` with a number that follows it before other words than of time or count (`Halle 5 tour`)."""
    if not name or not segment.lower().startswith(name.lower()):
        return name
    units = r"of|/|x|min|hours?|h[rs]*|uhr|am|pm|st|nd|rd|th|people|rounds?"
    behind = compiled(rf"(\s\d{{1,3}})\s(?!(?:{units})(?!\w))[a-zà-ÿ]", re.I).match(segment, len(name))
    return f"{name}{behind[1]}" if behind else name


@by_language
def _team_words() -> Phrases:
    return any_of((*phrases("names", "teams"), *load("names")["team_words"]))


@by_language
def _teams() -> tuple[re.Pattern[str], re.Pattern[str]]:
    team = _team_words().pattern
    join = r"(?:\s+(?:and|&|und|et|y|e|of|de|for|di)\s+|\s*[-–—,/|]\s*|\s+)"
    behind = re.compile(
        rf"\s*(?:\(?via\s.*|@\s?\w+(?:\.\w+)*$|\|.*|(?:[-–—,/]\s*)?(?:the\s)?(?:{team})(?:{join}(?:{team}))*\s*$)", re.I
    )
    of = (
        r"(?:(?:of|de|da|do|du|des|bei|der|di|della|at|@|chez|von|van|hos|w|i|the|für|för)\s+|d['’]\s?"
        r"|de\sla\s|de\sl['’]|[-–—,:|]\s*)?"
    )
    lead = r"(?:the\s|l['’]|il\s|la\s|el\s|o\s|a\s|your\s|ihr\s|das\s|het\s)?"
    before = re.compile(rf"^{lead}(?:{team})(?:{join}(?:{team}))*\s*{of}(?=\S)", re.I)
    return behind, before


@by_language
def team_off(name: str) -> str:
    """Return a display name or a line without the team in it; an empty text where nothing else is in it."""
    shorter = name.strip(" -–—|,·/")
    if _team_words().held(name) or any(sign in name.lower() for sign in ("via", "@", "|")):
        behind, before = _teams()
        previous = ""
        while previous != name:
            previous, name = name, behind.sub("", name).strip(" -–—|,·/")
        shorter = before.sub("", name).strip(" -–—|,·/")
    return "" if compiled(r".*\s(?:de|da|do|of|di|für|van|der)", re.I).fullmatch(shorter) else shorter
