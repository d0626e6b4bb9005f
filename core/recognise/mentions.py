"""The people whom the text of an invitation names: labels, rows of a schedule, sentences, and notes to oneself."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.recognise.invitation import Invitation
from core.recognise.labels import any_label, barred_label, inline_label, label_line
from core.recognise.lexicon import Phrases, any_of, by_language, pattern, phrases, spoken, union
from core.recognise.mentions_east import eastern_people
from core.recognise.mentions_functions import behind_functions
from core.recognise.mentions_groups import grouped
from core.recognise.mentions_notes import noted_people
from core.recognise.mentions_rows import ROW, names_last, of_row
from core.recognise.mentions_subjects import subjects
from core.recognise.names import (
    CJK,
    NAME,
    NAME_WORD,
    is_title,
    people_in,
    same,
    shown,
    without_honorifics,
)
from core.recognise.nicknames import in_full
from core.recognise.no_person import is_no_person
from core.recognise.patterns import compiled
from core.recognise.people_text import told_of_people
from core.recognise.tables import load

_AND = (
    r"(?:,\s(?:(?:and|und|et|y|e|en|och|i|oraz)\s)?|\s(?:and|und|et|e|y|en|och|i|oraz|ed|&|\+|x|samt|sowie|nonché)\s"
    r"(?:(?:her|his|its|our|the|my|[ls][ae]|su|sua|suo|ihr\w*|sein\w*|de|den|zijn|haar|jego|jej|facklig|the)\s[a-zà-ÿ']+\s(?:[a-zà-ÿ']+\s)?)?)"
)
_FUNCTION = r"(?:\s?\((?!\+?\d)[^()\n:]{2,50}\))?"
_ARTICLE = r"(?:(?:l'|dall'|all'|la|el|il|lo|der|die|den|dem|le|het|o|a|os|as|the)\s)?"
_FIRST = r"(?:^|(?<=\n))(?:With|Mit|Avec|Con|Com|Met|Med|La riceverà|Ti riceverà|Vous serez reçue? par|Es empfängt Sie)"
_LOWER = r"(?:[a-zà-ÿ-]{3,}\s){0,2}"
_OURS = r"(?<!\w)(?:[Oo]ur|the(?:ir)?|[Nn]otre|[Uu]nser\w*|[Nn](?:uestr|oss|ostr)[oa]|[Oo]nze|[Vv]år|[Nn]asza?)"
_MINE = (
    r"(?:my|our|mon|ma|notre|mein\w*|unser\w*|mi|nuestr[oa]|min|vår|minha|meu|noss[oa]|mi[ao]|nostr[oa]|mijn|onze|ons"
    r"|mo[ij]\w*)"
)
_WILL = r"will (?:call|interview|join|meet|lead|run|walk|ask|host|be your interviewer|make the call)"
_OF_PLACE = re.compile(r"\b(?:in|at|on|of|from|auf|an|à|en|em|na|på|i|w|de|di|da|do|van|von|der|del|della)\s$")
_MYSELF = rf"(?:and I\b|and me\b|and myself|et moi|und ich|y yo|e eu|ed io|en ik|och jag|i ja\b|{_WILL}|from our)"


def named_people(invitation: Invitation) -> tuple[str, ...]:
    """Return names from the text: labelled lines first, then rows of a schedule, then prose."""
    return _named_people(spoken(), invitation)


@lru_cache(maxsize=4)
def _named_people(languages: tuple[str, ...], invitation: Invitation) -> tuple[str, ...]:
    """They are asked for more than once. `languages` are those spoken."""
    del languages
    casual = not invitation.organizer
    body = compiled(r"(?<![A-Za-z])(dall|all|dell|nell|l|d)['’](?=[A-ZÀ-Þ])").sub(
        r"\1' ", without_honorifics(told_of_people(invitation))
    )
    body = compiled(r"^>\s?", re.M).sub("", body)
    lines = body.split("\n")
    found = _in_lines(lines, shown(invitation.organizer.name) if invitation.organizer else "")
    for match in inline_label("people").finditer(body):
        value = compiled(r"\s[-–—]\s").split(match["value"])[0]
        names = people_in(value)
        alone = len(names) > 1 or value.strip(" .!") in names
        found += [name for name in names if alone or " " in name or compiled(CJK).search(name)]
    found += [*_prose(body), *subjects(body), *grouped(body, lines)]
    if compiled(CJK).search(invitation.text):
        sender = shown(invitation.organizer.name) if invitation.organizer else ""
        found += [name for name in eastern_people(invitation.text) if not (sender and same(sender, name))]
    if casual or not found:
        found += _titled(invitation, casual=casual)
    if casual:
        found += noted_people(invitation, body)
    bare = dict.fromkeys(_without_rank(_without_lead(shown(name))) for name in in_full(found, body))
    before = _met_before(invitation.body)
    kept = [name for name in bare if name and name not in before and not is_no_person(name, invitation)]
    families = {name.rpartition(" ")[2] for name in kept if " " in name}
    kept = [name for name in kept if name not in families]
    # Where words are not parted, a part of a name may have been taken for one.
    return tuple(
        one for one in kept if not any(compiled(CJK).match(one) and one != other and one in other for other in kept)
    )


@cache
def _earlier() -> Phrases:
    return any_of(load("names")["earlier"])


def _met_before(body: str) -> frozenset[str]:
    """Return whom the user has met already: the first name behind `after your call with`, nowhere else in the text."""
    met = (
        compiled(rf"{NAME}|{NAME_WORD}(?!\s{NAME_WORD})").search(
            compiled(r"[,.;!?\n]").split(body[match.end() : match.end() + 60])[0]
        )
        for match in _earlier().finditer(body)
    )
    return frozenset(each.group(0) for each in met if each and body.count(each.group(0)) == 1)


def _without_lead(name: str) -> str:
    """Return the name without what opens its sentence (`Soy Ana Ruiz`); nothing where no full name is left."""
    first, _, rest = name.partition(" ")
    if name[:1].islower() or not _leads().fullmatch(first) or (first.lower() in _PREPOSITIONS and " " not in rest):
        return name
    return rest if " " in rest and first.lower() in _SELF else ""


_PREPOSITIONS = frozenset({"con", "com", "met", "med", "an", "per", "to"})
"""Somebody may be called so, too: `Con Doyle`."""
_SELF = frozenset({"soy", "sou", "sono", "jestem", "ich", "je", "jag", "ik"})


@cache
def _leads() -> Phrases:
    return any_of(load("names")["leads"])


def _without_rank(name: str) -> str:
    """Return the name without a function before it (`Prezes Andrzej Nowicki`)."""
    first, _, rest = name.partition(" ")
    several = " " in rest or (rest and (compiled(CJK).search(rest) or is_title(first)))
    return rest if several and (_ranks().fullmatch(first) or is_title(first)) else name


@cache
def _ranks() -> Phrases:
    return any_of(load("names")["ranks"])


def _in_lines(lines: list[str], sender: str) -> list[str]:
    found: list[str] = []
    columns, last = _in_columns(lines), names_last(lines)
    found += _below_colon(lines)
    closing = next(
        (index for index, line in enumerate(lines) if _closings().fullmatch(line.rstrip(",.! "))), len(lines)
    )
    for index, numbered in enumerate(lines):
        line = compiled(r"^\d{1,2}\s?[.)、．]\s*(?!\d)").sub("", numbered)
        if match := label_line("people").match(line):
            value = compiled(r"(?<=[a-zà-ÿ]{2})\.\s").split(match["value"].strip())[0]
            found += [*_listed(value), *_continued(lines[index + 1 :])] if value else _block(lines[index + 1 :])
        elif (row := ROW.match(line)) and (row["rest"] or index + 1 < len(lines)):
            found += of_row(row["rest"], lines[index + 1 : index + 3], names_last=last)
        elif (other := any_label().match(line)) and not barred_label().search(other["label"]):
            found += _labelled(other["label"], other["value"])
        elif (
            index < closing
            and compiled(r"[,(–—-]").search(line)
            and _opens_with_name(line)
            and not _signature(lines, index, sender)
        ):
            found += [name for name in _listed(line.strip(" *•-"), first=index in columns) if " " in name]
        elif compiled(r"(?:day|tag|jour|día|dia|giorno|dag|dzień) \d\b", re.I).match(line):
            found += people_in(line.partition(":")[2])
    return found


@cache
def _closings() -> Phrases:
    return any_of(load("names")["closings"])


def _opens_with_name(line: str) -> bool:
    match = compiled(rf"^[\s*•-]*(?P<who>{NAME})\s*(?:,|\s[-–—]|\s?\()").match(line)
    return bool(match and not _leads().fullmatch(match["who"].partition(" ")[0]))


def _in_columns(lines: list[str]) -> frozenset[int]:
    """Return the lines of a list in which each name has its function behind a comma."""
    shape = compiled(rf"^[\s*•-]*{NAME},\s(?P<rest>[^\n]+)$")
    listed = {index: match["rest"] for index, line in enumerate(lines) if "," in line and (match := shape.match(line))}
    return frozenset(listed) if len(listed) > 1 and any(map(is_title, listed.values())) else frozenset()


def _below_colon(lines: list[str]) -> list[str]:
    """Return the names that are lines of their own below what leads to them: `You will meet these people:`."""
    found: list[str] = []
    leading = False
    for line in lines:
        match = compiled(rf"(?P<who>{NAME})(?:\s?\([^()]*\))?").fullmatch(line)
        named = match is not None and not is_title(match["who"])
        if leading and match and named:
            found.append(match["who"])
        leading = (line.endswith((":", "：")) and " " in line) or (leading and (named or not line))
    return found


def _labelled(label: str, value: str) -> list[str]:
    """Return the names that open the value of a label which nobody told us of (`Officer: Denise Rowbotham, HR`)."""
    if pattern("coordinator").search(label) or len(value) > 160 or _AIDS.search(label) or _things().search(label):
        return []
    if compiled(CJK).search(value):
        return people_in(value) if _CHAIRS.search(label) else []
    edge = r"\s*(?:$|[,;(/&+–—-]|\s(?:and|und|et|e|y|en|och|i)\s)"
    return [name for name in _listed(value) if " " in name] if compiled(rf"{NAME}{edge}").match(value) else []


@cache
def _things() -> Phrases:
    return any_of(load("names")["label_things"])


# Labels whose value is a person who helps, and who is not met.
_AIDS = re.compile(
    r"\b(?:help|questions?|contacts?|från|skickat|till|ämne|kopia|temat|wysłano|verzonden|van|aan|onderwerp|inviato|oggetto|enviado|note|notes|from|to|cc|bcc|subject|sent|scheduled|booked|arranged|assist\w*|coordinat\w*"
    r"|von|an|betreff|gesendet|de|para|asunto|objet|da|oggetto|fragen|rückfragen|emergency|ps|re)\b",
    re.I,
)
_CHAIRS = re.compile(r"[官人者員员]$|主管|担当|負責|负责|담당|위원|면접|진행")


def _continued(lines: list[str]) -> list[str]:
    """Return the names right below those of a label, each behind its rank (`取締役 佐伯 誠`)."""
    found: list[str] = []
    for line in lines:
        rank, _, name = line.partition(" ")
        ranked = name and compiled(rf"{CJK}+").fullmatch(rank) and not people_in(rank)
        names = people_in(line) if ranked else []
        if not names:
            break
        found += names
    return found


def _listed(value: str, *, first: bool = False) -> list[str]:
    """Return names of `value`, in which every name may have its title behind a comma."""
    if ";" in value:
        heads = [part.partition(",")[0] for part in value.split(";")]
        if sum(bool(compiled(NAME).search(head)) for head in heads) > 1:
            value = "; ".join(heads)  # `Ana Ruiz, Credit; Bo Ek, Lending`
    names = people_in(value.partition(",")[0] if first else value)
    if len(names) > 1 and "," in value:
        full = [name for name in names if " " in name]
        names = full or names
    return names


def _block(lines: list[str]) -> list[str]:
    """Return the names on the lines below a label (`Who:`), until a blank line."""
    found: list[str] = []
    columns = _in_columns(lines)
    for index, line in enumerate(lines):
        if not line:
            if found:
                break
            continue
        if compiled(r"organi[sz]er", re.I).search(line):
            continue
        value = compiled(r"\s[-–—]\s").split(line.strip(" *•-"))[0]
        found += people_in(value.partition(",")[0] if index in columns else value)
    return found


def _signature(lines: list[str], index: int, sender: str) -> bool:
    """Return whether this line signs the text: at its end, below a blank line, with no further list beside it."""
    rest = [line for line in lines[index + 1 :] if line]
    if sender and len(rest) <= 2 and any(line.startswith(sender) for line in lines[max(0, index - 2) : index + 1]):
        return True
    beside = [line for line in lines[max(0, index - 1) : index + 2] if _opens_with_name(line)]
    if sender and index > 1 and lines[index].startswith(sender) and not lines[index - 1] and len(beside) == 1:
        return True
    alone = (index == 0 or not lines[index - 1]) and len(rest) <= 2
    return alone and index > 0


@by_language
def _met() -> tuple[re.Pattern[str], ...]:
    """What is said of those met: in full, of a team by a first name, by first names alone."""
    met = union(phrases("place", "met"))
    many = rf"(?P<who>{NAME}{_FUNCTION}(?:{_AND}{_LOWER}{NAME}{_FUNCTION})*)"
    whose = (
        rf"{_ARTICLE}(?:{_MINE}\s(?:[a-zà-ÿ-]{{3,}}\s){{1,3}}|(?:our|their|the|his|her)\s[\w -]{{2,40}},[ ]"
        r"|[a-zà-ÿ-]{5,}[ ](?:[a-zà-ÿ-]{3,}[ ])?)?"
    )
    several = rf"{NAME_WORD}(?:,\s{NAME_WORD})*,?\s(?:and|und|et|e|y|en|och|i|&)\s{NAME_WORD}"
    return tuple(
        map(
            re.compile,
            (
                rf"(?:(?i:{met})(?=:?[ ])|{met}|{_FIRST}):?\s+{whose}{many}",
                rf"{met}\s+(?P<who>{NAME_WORD})\s\([^()\n\d]{{2,40}}\)(?!\s[A-Z])",
                rf"(?:{met})\s(?P<who>{NAME_WORD})\s(?i:{union(phrases('place', 'of_team'))})",
                rf"{met}\s+(?P<who>{several})(?=[.,;:!?\n]|\s[a-zà-ÿ(]|$)",
            ),
        )
    )


_TITLED = rf"(?P<who>{NAME}){_FUNCTION},\s[^,.\n]{{3,40}},?\s(?:and|und|et|e|y|en|och|i|oraz|ed|&)\s(?P<other>{NAME})"
_SEVERAL = rf"(?P<who>{NAME}{_FUNCTION}(?:{_AND}{NAME}{_FUNCTION})+)"
_BY_COMMA = r"\)?,\s(?!(?:and|und|et|y|e|en|och|i|oraz)\s)"
_OF_OURS = rf"{_OURS}\s[\w \-,']{{3,40}}?,?\s(?P<who>{NAME})"
_ELSEWHERE = r"\b(?:in|at|on|of|from|auf|an|à|en|em|na|på|i|w|de|di|da|do|van|von|der|del|della)\s$"
_YOU_AND = rf"[Yy]ou and (?P<who>{NAME})"
_SELF_MET = rf"(?P<who>{NAME})\s{_MYSELF}"


def _prose(body: str) -> list[str]:
    full, *short = _met()
    found: list[str] = []
    for match in full.finditer(body):
        found += [name for name in people_in(match["who"]) if " " in name]
    for match in compiled(_SEVERAL).finditer(body):
        names = [name for name in people_in(match["who"]) if " " in name and not is_title(name)]
        found += names if len(names) > (2 if compiled(_BY_COMMA).search(match["who"]) else 1) else []
    for match in compiled(_TITLED).finditer(body):
        found += [match["who"], match["other"]]
    for match in compiled(_OF_OURS).finditer(body):
        if not compiled(_ELSEWHERE).search(body[: match.start("who")][-6:]):
            found.append(_without_titles(match["who"]))
    alone = [*(compiled(_YOU_AND).finditer(body) if "ou and " in body else ())]
    alone += compiled(_SELF_MET).finditer(body) if compiled(rf"\s{_MYSELF}").search(body) else ()
    for match in (*alone, *(match for each in short for match in each.finditer(body))):
        found += people_in(match["who"])
    return [name for name in [*found, *behind_functions(body), *_with_functions(body)] if not is_title(name)]


def _without_titles(name: str) -> str:
    """Return the name without the words of a function before it (`Managing Partner Ana Ruiz`)."""
    first, _, rest = name.partition(" ")
    return _without_titles(rest) if " " in rest and is_title(first) else name


def _with_functions(body: str) -> list[str]:
    """Return names that have a function in brackets: `Ana (finance) and Bo (support)`, `Ana Ruiz (CTO)`."""
    found: list[str] = []
    if "(" not in body:
        return found
    one = rf"(?:{NAME}|{NAME_WORD})\s\([^)\d\n]{{2,50}}\)"
    for listed in compiled(rf"{one}(?:{_AND}{one})+").finditer(body):
        found += compiled(rf"({NAME}|{NAME_WORD})\s\([^)\d]{{2,50}}\)").findall(listed.group(0))
    for match in compiled(rf"({NAME})\s\(([^)\n]{{2,50}})\)").finditer(body):
        if is_title(match[2]) or pattern("manager").search(match[2]):
            found.append(match[1])
    return found


def _titled(invitation: Invitation, *, casual: bool) -> list[str]:
    """Return names in the title: of who is on the invitation, or, of a self-made entry, behind `with`."""
    title = invitation.title
    found: list[str] = []
    if match := compiled(rf"{union(phrases('place', 'met'))}\s+(?P<who>{NAME})").search(title):
        known = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
        if casual or any(same(shown(a.name), match["who"]) for a in known):
            found += people_in(match["who"])
    return found
