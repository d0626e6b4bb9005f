"""Who meets the candidate, and who only organises it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from core.ids import derive
from core.model import Answer, Attendee, AttendeeType, Part, Person, PersonId
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, fold, is_notetaker, is_vendor, name_key
from core.recognise.lexicon import Phrases, by_language, pattern, phrases, senders, union
from core.recognise.names import (
    CJK,
    NAME,
    NAME_WORD,
    from_address,
    is_mailbox,
    is_team,
    is_title,
    people_in,
    same,
    shown,
    without_honorifics,
)
from core.recognise.patterns import compiled, places

_TIME = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4}T?\b)?"
_ROW = re.compile(
    rf"^\s*[-*•]?\s*{_TIME}(?:\s*(?:-|–|—|to|bis|à|a|~|〜|～)\s*{_TIME})?\s*(?:\([^)]*\))?\s*[:|,\-–—]?\s*(?P<rest>.*)$",
    re.I,
)
_FIRST_PERSON = re.compile(r"(?<!\w)(?:i|i'm|ich|je|j|yo|eu|ik|jag|bin|me|ja)(?!\w)|我|本人|私|저는", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One name with where it was seen; `met` is False for who only organises."""

    name: str
    email: str = ""
    part: Part | None = None
    met: bool = True


def people(invitation: Invitation, company: str | None) -> tuple[Person, ...]:
    """Return everybody of the meeting but the user: those met first, then who only organises (`attended` False)."""
    barred = [a for a in invitation.others if a.answer is Answer.DECLINED]
    guests = [guest for guest in invitation.others if guest not in barred and is_person(guest)]
    named = [
        name
        for name in named_people(invitation)
        if not invitation.is_me(name)
        and not _greets(name, invitation)
        and (not company or company_key(name) not in company_key(company))
        and not any(same(name, shown(a.name)) for a in barred)
    ]
    found = [_guest(guest, invitation) for guest in guests]
    for name in named:
        _add(found, Found(name=name), invitation)
    _add_organizer(found, invitation)
    return tuple(_person(each, invitation, company) for each in sorted(found, key=lambda each: not each.met))


def _greets(name: str, invitation: Invitation) -> bool:
    """A greeting with capitals (`Guten Tag Robin Okafor`) looks like a name: it ends in the user's."""
    words = compiled(r"[^\W_]+").findall(fold(name))
    return len(words) > 1 and words[-1] in invitation.me


@by_language
def is_person(attendee: Attendee) -> bool:
    """Return whether an attendee is a human being: no room, bot, group calendar, mailbox or vendor."""
    if attendee.type is not AttendeeType.PERSON or is_vendor(attendee.email) or is_notetaker(attendee.email):
        return False
    host = attendee.email.partition("@")[2]
    if senders().resource_hosts & set(host.split(".")):
        return False
    if _spelled_out(attendee):
        return True
    if attendee.name and "@" not in attendee.name and is_team(attendee.name):
        return False
    return not (is_mailbox(attendee.email) and (not attendee.name or "@" in attendee.name or not _human(attendee.name)))


def _spelled_out(attendee: Attendee) -> bool:
    """Return whether `Last, First` stands in the address too: a family name may be a word for a room (`Sala`)."""
    words = compiled(r"[a-z]+").findall(name_words(attendee.name))
    return attendee.name.count(",") == 1 and len(words) == 2 and all(w in attendee.email.split("@")[0] for w in words)


def _human(name: str) -> bool:
    return bool(compiled(NAME).fullmatch(shown(name)) or compiled(CJK).search(name)) and not is_team(name)


def _guest(guest: Attendee, invitation: Invitation) -> Found:
    name = shown(guest.name) if guest.name and "@" not in guest.name else from_address(guest.email)
    organizes = invitation.organizer is not None and guest.email == invitation.organizer.email
    away = _away(invitation, name, first_person=organizes)
    return Found(name=name, email=guest.email, met=not away, part=_part(invitation, name))


def _add(found: list[Found], new: Found, invitation: Invitation) -> None:
    """Add a name from the text, unless it is already there (then the fuller form stays)."""
    full = (
        compiled(rf"(?<!\w){re.escape(new.name)} {NAME_WORD}").search(invitation.text) if " " not in new.name else None
    )
    if full and not is_title(full.group(0)):
        new = Found(name=full.group(0))
    for index, old in enumerate(found):
        if same(old.name, new.name):
            if len(new.name) > len(old.name) and not old.email:
                found[index] = Found(name=new.name, part=old.part, met=old.met)
            return
    organizer = invitation.organizer
    email = organizer.email if organizer and same(shown(organizer.name), new.name) and is_person(organizer) else ""
    name = shown(organizer.name) if email and organizer and organizer.name else new.name
    found.append(
        Found(
            name=name,
            email=email,
            met=not _away(invitation, name, first_person=bool(email)),
            part=_part(invitation, name),
        )
    )


def _add_organizer(found: list[Found], invitation: Invitation) -> None:
    organizer = invitation.organizer
    if organizer is None or not is_person(organizer):
        return
    name = shown(organizer.name) if organizer.name else from_address(organizer.email)
    if any(each.email == organizer.email or same(each.name, name) for each in found) or invitation.is_me(name):
        return
    away = _away(invitation, name, first_person=True)
    joins = bool(pattern("joining").search(invitation.body)) and not pattern("coordinator").search(invitation.body)
    alone = not any(each.met for each in found)
    found.append(
        Found(name=name, email=organizer.email, met=not away and (joins or alone), part=_part(invitation, name))
    )


def _away(invitation: Invitation, name: str, *, first_person: bool) -> bool:
    """Return whether the text says that this person is not in the meeting."""
    first = fold(name).split(" ")[0]
    for match in pattern("absent").finditer(invitation.body):
        start = max(invitation.body.rfind("\n", 0, match.start()), invitation.body.rfind(". ", 0, match.start()))
        before = fold(invitation.body[start + 1 : match.end()])
        if _FIRST_PERSON.search(match.group(0)):
            if first_person:
                return True
            continue
        named = first in compiled(r"[^\W_]+").findall(before)
        others = [
            each for each in compiled(NAME).findall(invitation.body[start + 1 : match.start()]) if not same(each, name)
        ]
        if named or (first_person and not others):
            return True
    return False


def _part(invitation: Invitation, name: str) -> Part | None:
    """Return what the words right after (or on the line below) the name say that this person is."""
    for start, end in places(name, invitation.body):
        around = invitation.body[end : end + 70]
        around = "\n".join(around.split("\n")[:2])
        around = compiled(rf"{NAME}").split(around)[0] if compiled(r"[,;\n]").search(around[:2]) is None else around
        before = invitation.body[max(0, start - 22) : start]
        if pattern("coordinator").search(around):
            return Part.COORDINATOR
        if pattern("recruiter").search(around):
            return Part.RECRUITER
        if pattern("manager").search(around) or pattern("manager").search(before):
            return Part.HIRING_MANAGER
        if compiled(rf"{union(phrases('labels', 'people'))}\s*[:：]\s*$", re.I).search(before):
            return Part.INTERVIEWER
    return None


@by_language
def label_line(kind: str) -> Phrases:
    """Return the pattern of a line `Label: value`, its value in a group of that name."""
    words = phrases("labels", kind)
    line = rf"^\W*(?:{union(words)})\s?(?:\([^)\n]*\))?\s*[:：=]\s*(?P<value>[^\n]*)$"
    return Phrases(line, words, re.I | re.M)


@by_language
def inline_label(kind: str) -> Phrases:
    """Return the pattern of `Label: value` behind another sentence of its line, up to the sentence's end."""
    words = phrases("labels", kind)
    value = r"(?P<value>(?:[^\n.。;]|\.(?=\w)|(?<=[^\W\d_a-z])\.(?=\s))+)"
    return Phrases(rf"(?:[.。!?！？;,(]|\s[-–—|])\s*(?:{union(words)})\s?[:：=]\s*{value}", words)


def named_people(invitation: Invitation) -> list[str]:
    """Return names from the text: labelled lines first, then rows of a schedule, then prose."""
    casual = not invitation.organizer
    body = without_honorifics(invitation.body)
    lines = body.split("\n")
    found: list[str] = []
    for index, line in enumerate(lines):
        if match := label_line("people").match(line):
            value = match["value"].strip()
            if value:
                found += _with_titles(value)
            elif index + 1 < len(lines):
                found += _block(lines[index + 1 :])
        elif (row := _ROW.match(line)) and (row["rest"] or index + 1 < len(lines)):
            below = index + 1 < len(lines) and label_line("people").match(lines[index + 1])
            found += ([] if below else _row_names(row["rest"])) or (
                [] if row["rest"].strip() else _after_row(lines[index + 1 : index + 3])
            )
            found += _after_topic(row["rest"], lines[index + 1 : index + 3])
        elif compiled(rf"^{NAME}\s*(?:,|\s[-–—]|\s\()").match(line) and not _signature(lines, index):
            found += [name for name in _with_titles(line) if " " in name]
        elif compiled(r"(?:day|tag|jour|día|dia|giorno|dag|dzień) \d\b", re.I).match(line):
            found += people_in(line.partition(":")[2])
    for match in inline_label("people").finditer(body):
        found += [name for name in people_in(match["value"]) if " " in name or compiled(CJK).search(name)]
    found += _prose(body)
    found += _with_functions(body)
    if casual or not found:
        found += _titled(invitation, casual=casual)
    if casual:
        found += _casual(f"{invitation.title}\n{body}")
    return list(dict.fromkeys(name for name in found if not is_team(name)))


def _with_titles(value: str) -> list[str]:
    """Return names of `value`, in which every name may have its title behind a comma."""
    names = people_in(value)
    if len(names) > 1 and compiled(r",").search(value):
        full = [name for name in names if " " in name]
        names = full or names
    return names


def _block(lines: list[str]) -> list[str]:
    """Return the names on the lines below a label (`Who:`), until a blank line."""
    found: list[str] = []
    for line in lines:
        if not line:
            if found:
                break
            continue
        if compiled(r"organi[sz]er", re.I).search(line):
            continue
        found += people_in(compiled(r"\s[-–—]\s").split(line)[0])
    return found


def _row_names(rest: str) -> list[str]:
    """Return names of one row: behind `with`, in a cell of their own, or before a topic."""
    if match := compiled(rf"{union(phrases('place', 'met'))}\s+(?P<who>.+)$", re.I).search(rest):
        names = people_in(match["who"])
        return [name for name in names if " " in name] or names
    if match := compiled(rf",\s(?P<who>{NAME_WORD})\s\(").search(rest):
        return people_in(match["who"])
    cells = [
        cell
        for cell in compiled(r"\s*\|\s*|\s+[-–—]\s+|:\s+|\t|\s{2,}|\s+\((?=[^)]*\))|\)").split(rest)
        if cell.strip()
    ]
    found: list[str] = []
    for cell in cells:
        names = people_in(cell)
        if (
            names
            and all(" " in name or compiled(CJK).search(name) for name in names)
            and not is_title(cell.split(",")[0])
        ):
            found += names
    return found


def _after_row(lines: list[str]) -> list[str]:
    """Under a bare time: the topic, then the names."""
    for line in lines:
        names = [name for name in people_in(line) if " " in name]
        if names and not is_title(line.split(",")[0]) and not pattern("interview").search(line):
            return names
    return []


def _after_topic(rest: str, lines: list[str]) -> list[str]:
    """Under a time with its topic: a line of nothing but names."""
    if not rest.strip() or not lines or _row_names(rest):
        return []
    return (
        [name for name in people_in(lines[0]) if " " in name]
        if compiled(rf"^{NAME}(?:\s*[,(]|\s*$)").match(lines[0]) and not is_title(lines[0].split(",")[0])
        else []
    )


def _signature(lines: list[str], index: int) -> bool:
    """Return whether this line signs the text: at its end, below a blank line, with no further list beside it."""
    rest = [line for line in lines[index + 1 :] if line]
    alone = (index == 0 or not lines[index - 1]) and len(rest) <= 2
    return alone and index > 0


def _prose(body: str) -> list[str]:
    more = r"(?:,\s|\s(?:and|und|et|e|y|en|och|i|&|\+|ed)\s|,\s(?:and|und)\s)(?:Dr\.?\s)?"
    many = rf"(?P<who>(?:(?:Dr|Prof|Herrn?|Frau|Mme|Mr|Ms|Mrs)\.?\s)?{NAME}(?:{more}{NAME})*)"
    found: list[str] = []
    for match in compiled(rf"{union(phrases('place', 'met'))}:?\s+(?:our\s(?:CTO|CEO|COO|CFO|VP),\s)?{many}").finditer(
        body
    ):
        found += [name for name in people_in(match["who"]) if " " in name]
    ours = r"(?<!\w)(?:our|the|notre|unser\w*|nuestr[oa]|nosso|nossa|nostr[oa]|onze|vår)"
    for match in compiled(rf"{ours}\s[\w \-,']{{3,40}}?,\s(?P<who>{NAME})").finditer(body):
        found.append(match["who"])
    will = r"will (?:call|interview|join|meet|lead|run|walk|ask|host|be your interviewer|make the call)"
    tail = rf"(?:and I\b|and me\b|et moi|und ich|y yo|e eu|ed io|en ik|och jag|i ja\b|{will}|from our)"
    for match in compiled(rf"(?P<who>{NAME})\s{tail}").finditer(body):
        found += people_in(match["who"])
    met = union(phrases("place", "met"))
    several = rf"{NAME_WORD}(?:,\s{NAME_WORD})*,?"
    singles = rf"{met}\s+(?P<who>{several}\s(?:and|und|et|e|y|en|och|i|&)\s{NAME_WORD})"
    for match in compiled(rf"{singles}(?=[.,;:!?\n]|\s[a-zà-ÿ(]|$)").finditer(body):
        found += people_in(match["who"])
    listed = rf"{CJK}{{2,4}}(?:[,、，]\s?{CJK}{{2,4}})*"
    chairs = rf"{union(phrases('labels', 'people'))}(?:은|는|は|是|为)?\s(?P<who>{listed})(?=[.。\n]|$)"
    for match in compiled(chairs).finditer(body):
        found += people_in(match["who"])
    return [name for name in found if not is_title(name)]


def _with_functions(body: str) -> list[str]:
    """Return names of a list in which each has a function in brackets: `Ana (finance) and Bo (support)`."""
    found: list[str] = []
    for sentence in compiled(r"[.!?]\s|\n").split(body):
        names = compiled(rf"({NAME}|{NAME_WORD})\s\([^)\d]{{2,30}}\)").findall(sentence)
        found += names if len(names) > 1 else []
    return [name for name in found if not is_title(name)]


def _titled(invitation: Invitation, *, casual: bool) -> list[str]:
    """Return names in the title: of who is on the invitation, or, of a self-made entry, behind `with`."""
    title = invitation.title
    found: list[str] = []
    if match := compiled(rf"{union(phrases('place', 'met'))}\s+(?P<who>{NAME})").search(title):
        known = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
        if casual or any(same(shown(a.name), match["who"]) for a in known):
            found += people_in(match["who"])
    return found


def _casual(text: str) -> list[str]:
    """Return names of a note to oneself: `w/ noor haddadi and pim`, `panel of two: A + B`."""
    found: list[str] = []
    for match in compiled(r"(?:w/|with|mit|avec|con|com|met|med|z)\s+(?P<who>[^.:;()\n\[]+)", re.I).finditer(text):
        who = compiled(r"\s(?:from|at|von|bei|de|chez|about|über|om|på|för|for|on|to|zu|re|in)\s|\s[-–—@]\s|\d").split(
            match["who"]
        )[0]
        names = people_in(who) or people_in(who, lower=True)
        found += [name for name in names if not is_title(name) and len(name.split()) <= 3]
        if not names:
            found += compiled(r"^\s*([A-Z]\w+)").findall(who)
    found += compiled(rf"\bpick ({NAME_WORD})['’]s brain").findall(text)
    for match in compiled(r"(?:panel|interviewers?|meeting)[^\n:]{0,20}:\s*(?P<who>[^.\n]+)", re.I).finditer(text):
        found += [name for name in people_in(match["who"]) if " " in name]
    for match in compiled(r"\((?P<who>[^\W\d_]+ [^\W\d_]+),\s*[^)]*\)").finditer(text):
        found += people_in(match["who"], lower=True)
    for match in compiled(
        rf"(?:^|\n)(?P<who>{NAME})\s+(?:left|works|is|arbeitet|ist|has|joined|runs|leads|travaille|trabaja|lavora)\b"
    ).finditer(text):
        found.append(match["who"])
    full = {fold(name).split(" ")[0] for name in found if " " in name}
    return [name for name in found if " " in name or fold(name) not in full]


def _person(each: Found, invitation: Invitation, company: str | None) -> Person:
    part, met = each.part, each.met
    if part is Part.COORDINATOR and len(invitation.others) != 1 and not each.met:
        met = False
    basis = each.email or f"{name_key(each.name)}|{company_key(company or '')}"
    return Person(
        id=PersonId(derive("person", basis)),
        name=each.name,
        email=each.email,
        linkedin=_profile(each.name, invitation),
        part=part,
        attended=met,
    )


def _profile(name: str, invitation: Invitation) -> str:
    """Return the LinkedIn profile whose slug spells this person's name."""
    words = compiled(r"[a-z]+").findall(name_words(name))
    for url in invitation.urls:
        match = compiled(r"linkedin\.com/in/([\w%\-]+)", re.I).search(url)
        if match and len(words) > 1 and all(word in match[1].lower() for word in words):
            return f"https://www.linkedin.com/in/{match[1]}"
    return ""


@lru_cache(maxsize=4096)
def name_words(name: str) -> str:
    """Return `name` in plain small letters, words apart: as slugs spell it."""
    return "".join(c for c in unicodedata.normalize("NFKD", fold(name)) if not unicodedata.combining(c))
