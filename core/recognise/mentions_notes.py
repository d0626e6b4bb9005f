"""The people whom a note to oneself names: `w/ noor haddadi and pim`, `coffee Nasrin`, `Sheetal calling`."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.keys import fold
from core.recognise.lexicon import pattern, phrases, spoken, union
from core.recognise.names import (
    NAME,
    NAME_WORD,
    PARTICLE,
    TITLES,
    is_organisation,
    is_title,
    people_in,
    without_honorifics,
)
from core.recognise.patterns import compiled

_EITHER = rf"({NAME}|{NAME_WORD})\s(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|lub|i)\s({NAME}|{NAME_WORD})"
_JOINS = frozenset({"and", "und", "et", "y", "e", "en", "och", "i", "oraz", "ed"})


def noted_people(invitation: Invitation, body: str) -> list[str]:
    """Return the names of a note to oneself, from its title and its `body` without titles before names."""
    title = without_honorifics(invitation.title)
    found = [*_casual(f"{title}\n{body}"), *_by_itself(body), *_who_calls(title), *_in_title_alone(title)]
    found += [*_from_where(invitation.text, body), *_spoken_of(title, invitation.text)]
    found += [*_opening(body), *_who_acts(body), *_in_brackets(title)]
    found += compiled(rf"(?<!\w){TITLES}\s({NAME})").findall(invitation.title)
    return [*_without_firms(found, body), *_addressed(invitation.text)]


def _without_firms(found: list[str], body: str) -> list[str]:
    """Return the names without firms: single ones of the title alone, where the body names somebody in full."""
    first = {name.partition(" ")[0] for name in found if " " in name and name in body}
    if not first:
        return found
    return [name for name in found if " " in name or name in first or fold(name) in fold(body)]


def _opening(body: str) -> list[str]:
    """Return who opens a note that goes on about them: `Daan, recruiter at X`, `Gideon, re the job. he calls me`."""
    match = compiled(rf"(?P<who>{NAME_WORD}|[\u3400-\u9fff]{{3}})(?:,\s|，)(?P<rest>[^,.;\n，。]+)").match(
        body.lstrip()
    )
    if not match or is_title(match["who"]) or is_organisation(match["who"]):
        return []
    told = is_title(match["rest"]) or pattern("recruiter").search(match["rest"])
    return [match["who"]] if told or compiled(rf"{_SHE}|她|他").search(body) else []


def _who_acts(body: str) -> list[str]:
    """Return who does something at the start of a line or sentence: `Ana Ruiz wants a word`, `Femke belt mij`."""
    start = r"(?:^|(?<=\n)|(?<=[.!?]\s))"
    found = compiled(rf"{start}({NAME})\s(?i:{union(phrases('place', 'does'))})(?!\w)").findall(body)
    found += compiled(rf"{start}({NAME_WORD})\s(?i:{union(phrases('place', 'rings_me'))})(?!\w)").findall(body)
    return [name for name in found if not is_title(name) and not is_organisation(name)]


def _in_brackets(title: str) -> list[str]:
    """Return who stands in brackets with what they do: `2nd interview, the bakery (Gail, owner)`."""
    pairs = compiled(rf"\(({NAME}|{NAME_WORD}),\s([^(),]+)\)").findall(title)
    return [who for who, does in pairs if is_title(does) or pattern("manager").search(does)]


def _casual(text: str) -> list[str]:
    """Return names of a note to oneself: `w/ noor haddadi and pim`, `panel of two: A + B`."""
    found: list[str] = []
    short = "" if "pl" in spoken() else r"w(?=\s[A-Z])|"  # where `w` means `in`
    for match in compiled(
        rf"(?<!\w)(?:w/|{short}m\.|with|mit|avec|con|com|met|med|z|c/)\s+(?P<who>[^.:;()\n\[]+)", re.I
    ).finditer(text):
        who = compiled(
            r"\s(?:from|at|von|bei|de|chez|about|über|om|på|för|for|on|to|zu|re|in|voor|pour|para|per)\s|\s[-–—@]\s|\d|,"
        ).split(match["who"])[0]
        if compiled(rf"(?:[a-z]+\s)?{NAME_WORD}\s&\s{NAME_WORD}").fullmatch(who.strip()):
            continue  # as often a firm as two people
        names = people_in(who) or (people_in(who, lower=True) if _is_small_name(who) else [])
        found += [name for name in names if not is_title(name) and len(name.split()) <= 3 and not is_organisation(name)]
        inside = compiled(r"\(([^()\n]+)\)").match(text, match.end())
        one = compiled(r"\s*([a-zà-ÿ]{3,})\s").fullmatch(match["who"])
        if not names and one and inside and is_title(inside[1]):
            names = [one[1].capitalize()]
            found += names
        if not names:
            found += compiled(r"^\s*([A-Z]\w+)").findall(who)
    found += compiled(rf"(?i:pick(?:ing)?) ({NAME}|{NAME_WORD})['’]s brain").findall(text)
    for match in compiled(r"(?:panel|interviewers?|meeting)[^\n:]{0,20}:\s*(?P<who>[^.\n]+)", re.I).finditer(text):
        found += [name for name in people_in(match["who"]) if " " in name]
    for match in compiled(r"\((?P<who>[^\W\d_]+ [^\W\d_]+),\s*[^)]*\)").finditer(text):
        found += people_in(match["who"], lower=True)
    does = r"left|works|is|arbeitet|ist|has|joined|runs|leads|travaille|trabaja|lavora|werkt|is|jobbar|pracuje|trabalha"
    for match in compiled(rf"(?:^|\n)(?P<who>{NAME})\s+(?:{does})\b").finditer(text):
        found.append(match["who"])
    title, _, body = text.partition("\n")
    aside = "\n".join(compiled(r"[(（]([^)）]+)[)）]").findall(title))
    asked = (
        r"(?:ask(?:ing)? for|pregunt\w+ por|chiedere di|chiedi di|preguntar por|demander|melden bei|vragen naar"
        r"|fråga efter|pytać o|call from)"
    )
    found += compiled(rf"(?i:{asked})\s({NAME}|{NAME_WORD})(?=\s*(?:[.,;@)\n]|\sat\s|$))").findall(text)
    found += [name for pair in compiled(rf"(?i:{asked})\s{_EITHER}").findall(text) for name in pair]
    found += [*_standing_alone(f"{aside}\n{body}"), *_in_small(text)]
    full = {fold(name).split(" ")[0] for name in found if " " in name}
    if "pl" in spoken():
        # There the case changes a name's end: `z Olą` is `Ola Wrona`.
        stems = tuple(name[: max(2, len(name) - 1)] for name in full)
        found = [name for name in found if " " in name or not fold(name).startswith(stems)]
    return [name for name in found if " " in name or fold(name) not in full]


def _is_small_name(who: str) -> bool:
    """Return whether words in small letters may be a name: few, and none of the small ones of the language."""
    words = [word for word in who.split() if word not in _JOINS]
    return who.islower() and len(words) < 6 and not set(words) & {word.lower() for word in phrases("stopwords")}


def _by_itself(body: str) -> list[str]:
    """Return first names that are a whole sentence of a note: `Esi, Pawel, Hyun-woo.`, `Priya + Kwan himself`."""
    found: list[str] = []
    one = rf"{NAME_WORD}(?:\s(?:himself|herself))?"
    joint = r"(?:,\s|\s[+&]\s|\s(?:and|und|et|y|e|en|och|i)\s)"
    for match in compiled(rf"(?:^|\n|[.!?]\s)(?P<who>{one}(?:{joint}{one})+)(?=[.\n]|$)").finditer(body):
        found += people_in(compiled(r"\s(?:himself|herself)").sub("", match["who"]))
    return found


def _who_calls(title: str) -> list[str]:
    """Return who rings by a note's title: `Sheetal calling`."""
    calls = r"(?:calling|calls|rings?|ruft an|appelle|llama|liga|chiama|belt|ringer|dzwoni)"
    return [name for name in compiled(rf"^({NAME}|{NAME_WORD})\s{calls}(?!\w)").findall(title) if not is_title(name)]


def _from_where(text: str, body: str) -> list[str]:
    """Return who opens a note about an agency or a recruiter: `Birgitta på bemanningsfirman X`."""
    if not pattern("recruiter").search(text) and not pattern("agency").search(text):
        return []
    where = r"(?:på|från|from|at|bei|von|chez|de|van|bij|da|di|z)"
    opening = compiled(rf"({NAME}|{NAME_WORD})\s{where}\s").match(body)
    return [opening[1]] if opening and not is_title(opening[1]) else []


def _in_title_alone(title: str) -> list[str]:
    """Return who is met by a note's title: `coffee Nasrin - X`, `Sasha / Dimitri (X)`, `Sig.ra Bonfanti (X)`."""
    found = compiled(rf"(?i:{union(phrases('social'))})\s({NAME}|{NAME_WORD})(?=,|\s[-–—(@]|\s*$)").findall(title)
    listed = rf"(?P<who>{NAME_WORD}(?:\s(?:/|and|und|et|e|y|en|och|i)\s{NAME_WORD})+)\s\("
    for match in compiled(listed).finditer(title):
        found += people_in(match["who"])
    found += compiled(rf"(?<!\w)({NAME_WORD} [A-Z]\.)(?=\s*(?:$|[(,–—-]))").findall(title)
    return [name for name in found if not is_title(name) and not is_organisation(name)]


_SHE = r"(?i:(?<!\w)(?:she|he|him|elle|ella|él|ela|ele|lei|hij|hon|han|sie ruft|er ruft|ona|pani|pan)(?!\w))"


def _spoken_of(title: str, text: str) -> list[str]:
    """Return who is met by a note's title where the note goes on about them: `call Wei (ex-Acme), how he got in`."""
    if not compiled(_SHE).search(text):
        return []
    kinds = ("social", "first_talk", "recruiter", "agency")
    calls = union((*(word for kind in kinds for word in phrases(kind)), "call", "zoom"))
    behind = r"(?=,|\s[-–—(@]|\s(?:re|about|from|at|von|bei|de|chez|på|från|van|da|z)\s|\s*$)"
    found = compiled(rf"(?i:{calls})\s(?:[-–—:]\s)?({NAME})(?:{behind})").findall(title)
    found += compiled(rf"(?i:{calls})\s({NAME_WORD}){behind}").findall(title)
    return [name for name in found if not is_title(name) and not is_organisation(name)]


def _addressed(text: str) -> list[str]:
    """Return the family names behind a title (`Herr Dr. Baumhauer`) in a note to oneself."""
    rest = rf"(?:(?:Dr|Prof|Ing)\.?\s)*((?:{PARTICLE}\s)*{NAME_WORD})(?![\w-])(?! {NAME_WORD})"
    return compiled(rf"(?<!\w){TITLES}\s{rest}").findall(text)


def _standing_alone(text: str) -> list[str]:
    """Return full names between commas, brackets and line ends of a note, with or without a function before them."""
    edge = r"(?:^|[\n.,;(+&>–—-]|\sand\s|:)\s*"
    before = rf"(?:(?:{union(phrases('place', 'met'))}|[a-zà-ÿ]{{3,12}}|CTO|CEO|COO|VP|HR)\s)?"
    found = []
    for match in compiled(rf"{edge}{before}(?P<who>{NAME})(?=\s*(?:[.,;)(+&\n–—-]|$|\s[+&]|\sand\s))").finditer(text):
        if not is_title(match["who"]) and not pattern("hiring").search(match["who"]):
            found.append(match["who"])
    said = r"(?:,\s(?:she|he|they)|\?|\s=\s|\s\((?:my|would|the)\s|\sis\s(?:my|the|their))"
    found += compiled(rf"(?:^|[\n.;(]\s?)({NAME_WORD})(?:\ssomething)?(?={said})").findall(text)
    return found


def _in_small(text: str) -> list[str]:
    """Return names in small letters, of which one has its function in brackets: `gunnar (cto) & petra lindholm`."""
    found: list[str] = []
    for line in text.split("\n")[1:]:
        functions = compiled(r"[a-z]\s\(([^)]+)\)").findall(line)
        if (
            len(line) < 70
            and line.islower()
            and any(map(is_title, functions))
            and compiled(r"\s[&+]\s|\sand\s|,").search(line)
        ):
            found += people_in(line, lower=True)
            found += [name.capitalize() for name in compiled(r"(?:^|[&+,]\s)([a-z]{3,})\s\(").findall(line)]
    return found
