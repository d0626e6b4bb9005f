"""Where an invitation may name the employer: each source yields names, and one table says what a source is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from core.recognise.hosts import domains, host_name
from core.recognise.institutions import public_bodies
from core.recognise.invitation import Invitation
from core.recognise.keys import registrable
from core.recognise.labels import inline_label, label_line
from core.recognise.lexicon import Phrases, any_of, by_language, pattern, phrases, union
from core.recognise.names import CJK, LEGAL_FORM, NAME, NAME_WORD, PROPER, SMALL_FORM, is_title
from core.recognise.namings_east import eastern_names
from core.recognise.namings_senders import sent
from core.recognise.namings_signed import signed
from core.recognise.patterns import compiled, places
from core.recognise.spelling import spells
from core.recognise.tables import load
from core.recognise.trim import cut_title, edges_off, team_off

_FAMILIES = {
    **dict.fromkeys(("title", "title_at", "title_part", "title_of", "title_aside", "title_behind", "bracket"), "title"),
    **dict.fromkeys(("sender", "guest"), "sender"),
    "location": "location",
}
_JOBS = re.compile(
    r"life|like|work|arbeit|travail|trabaj|trabalh|lavor|werk|jobb|prac|team|\bnow\b|year|\bc[teo]o\b|\bhead\b|join|\bjob|engineer|"
    r"director|manager|lead|former|ex-|\bleft\b|moved|switched|wechsel|designer|analyst|architect|hired",
    re.I,
)
_PRONOUN = re.compile(
    r"(?:I|We|You|He|She|It|They)(?:['’]\w+)?|The|This|That|Our|Your|Please|Let|Ich|Wir|Sie|Er|Es|Je|Nous|Vous|Il|Elle|Yo|Eu|Io|Ik|Jag|Ja|Monday|Tuesday|Wednesday|Thursday|Friday",
)
_FIRM = (
    r"(?:the company\s|die firma\s|die\s|der firma\s|la société\s|l['’]entreprise\s|la empresa\s"
    r"|a empresa\s|l['’]azienda\s|la società\s|het bedrijf\s|firmy\s|firmę\s|spółki\s|företaget\s)"
)
_SPEAKS = re.compile(
    r"\b(?:is|are|by|at|with|you|your|we|the client|bei|für|mit|sie|wir|chez|avec|vous|nous|bij|met|je)\b", re.I
)
_SEES = re.compile(r"\b(?:be|will|[‘’']ll) (?:\w+ )?(?:meet|speak|talk|chatt?|interview)(?:ing)?\s$", re.I)
_FOR = re.compile(r"for|für|pour|para|per|voor|för|dla", re.I)
_YEARS = re.compile(r"\b(?:years|jahren?|ans|años|anos|anni|jaar|år|lat)\b", re.I)
_LEFT = re.compile(r"\b(?:left|quit|moved|switched|gone|went)\b[^.]*$", re.I)
_TOWN = frozenset({"à", "a", "in"})
_MOVED = re.compile(r"gewechselt|angefangen|arbeitet|werkt|begonnen|jobbar|pracuje", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One name and which kind of place it was found in (a clue in `employer.toml`)."""

    name: str
    place: str

    @property
    def family(self) -> str:
        """Places that say the same for one reason: two of one family do not confirm each other."""
        return _FAMILIES.get(self.place, "body")


def namings(invitation: Invitation, role: str | None) -> list[Naming]:
    """Return every name that may be the employer's, with its place; most are not."""
    found = [
        *_labelled(invitation),
        *(Naming(name=name, place=place) for name, place in sent(invitation)),
        *_in_title(invitation, role),
        *_in_sentences(invitation, role),
        *(Naming(name=name, place=place) for name, place in signed(invitation)),
        *_behind_function(invitation),
        *(Naming(name=name, place="institution") for name in public_bodies(invitation)),
        *_spelled(invitation),
        *_quoted(invitation),
        *_hosts(invitation),
        *_located(invitation),
    ]
    if compiled(CJK).search(invitation.text):
        found += [Naming(name=name, place=place) for name, place in eastern_names(invitation)]
    return [replace(naming, name=_bare(naming)) for naming in found if naming.name]


def _bare(naming: Naming) -> str:
    """Return a name of running text without its article (`l'Institut`) and its genitive."""
    name = compiled(r"^(?:(?:l|d|dell|all|nell)['’]|(?:Firma|Fa\.|Firmy|Empresa|Azienda|Société)\s)(?=[A-ZÀ-Þ])").sub(
        "", naming.name
    )
    if naming.place in {"title_part", "title_at"}:
        # `padaria Grão de Ouro`: what kind of place it is stands before its name.
        name = compiled(r"^(?:[a-zà-ÿ]{3,}\s){1,2}(?=[A-ZÀ-Þ][\w'’-]+(?:\s|$))").sub("", name)
    return name if naming.place in _WRITTEN else compiled(r"(?<=\w)['’]s$").sub("", name)


_WRITTEN = frozenset({"label", "sender", "title", "bracket", "signature"})


def _labelled(invitation: Invitation) -> Iterator[Naming]:
    body = invitation.body
    for match in (*label_line("company").finditer(body), *inline_label("company").finditer(body)):
        yield Naming(name=_first_part(match["value"]), place="label")


def _behind_function(invitation: Invitation) -> Iterator[Naming]:
    """Yield the firm behind a name and a function (`Mentor: Ana Ruiz, Principal, Quill & Lyre`)."""
    shape = rf"(?:^|[:–—-]\s){NAME},\s(?P<function>[^,\n]{{2,40}}),\s(?P<name>{PROPER})$"
    for line in invitation.lines:
        match = compiled(shape).search(line)
        if match and is_title(match["function"]):
            yield Naming(name=match["name"], place="works")


def _first_part(value: str) -> str:
    """A label's value up to where a sentence goes on (`Client: Acme, looks for a ...`)."""
    ends = r",\s(?=[a-zà-ÿ])|[;。]|\.\s(?=[A-Z])|\s[-–—|]\s|[,，、](?=[\u3400-\u9fff])|\s[(（]"
    return compiled(ends).split(value)[0].strip(" .,")


def _in_title(invitation: Invitation, role: str | None) -> Iterator[Naming]:
    for match in compiled(r"[【\[]([^】\]]+)[】\]]").finditer(invitation.title):
        if not compiled(r"\d").search(match[1]):
            yield Naming(name=edges_off(match[1], invitation), place="bracket")
    title = cut_title(invitation, role)
    leads = [match for match in _at().finditer(title) if match["name"]]
    for place, lead in enumerate(leads):
        until = leads[place + 1].start() if place + 1 < len(leads) else len(title)
        ahead = edges_off(compiled(r"[|:：–—(),;/]").split(title[: lead.start()])[-1], invitation)
        own = compiled(r"(?:^|\s)\W*[^\W\d_]*[^a-z\W]\w*\s*$").search(title[: lead.start()])
        if not ahead or not own or not _weak().fullmatch(lead["at"]):
            yield Naming(name=edges_off(lead["name"][: until - lead.start("name")], invitation), place="title_at")
            yield Naming(name=ahead, place="title_part")
    for segment in compiled(
        r"\s*(?:[|｜:：;()（）・]|\s[-–—+~]\s|\s/+\s|\s?[–—]\s?|<>|,|\sx\s|\s×\s|(?<=\w)-\s|!{2,}|!\s|\sre\s|(?<=[\u3400-\u9fff])[-/](?=[\u3400-\u9fff]))\s*"
    ).split(title):
        name = edges_off(segment, invitation)
        if f", {segment}" in title and not title.startswith(segment):
            yield Naming(name=name, place="title_behind")
        elif (f"({segment})" in title or f"（{segment}）" in title) and name != title.strip(" ()"):
            ahead = title[: title.index(segment)].rstrip("(（")
            of_one = compiled(rf"(?:^|[^\w\s]\s?|(?<!\w)[a-zà-ÿ]+\.?\s){NAME_WORD}\s$").search(ahead)
            yield Naming(name=name, place="title_of" if of_one else "title_aside")
        else:
            yield Naming(name=name, place="title" if name == segment.strip() else "title_part")


@by_language
def _at() -> re.Pattern[str]:
    at = union(phrases("place", "at"))
    return re.compile(rf"(?P<at>{at})\s*(?=(?P<name>(?:(?!\s-\s)[^|｜:：–—(),;/（）【])+))", re.I)


@cache
def _weak() -> Phrases:
    return any_of(load("names")["weak_places"])


def _in_sentences(invitation: Invitation, role: str | None) -> Iterator[Naming]:
    body = invitation.body
    at = union(phrases("place", "at"))
    for match in compiled(rf"(?i:(?P<at>{at}))\s(?:the\s|our client,?\s|firmą\s|{_FIRM})?(?P<name>{PROPER})").finditer(
        body
    ):
        yield Naming(name=_cut_behind(match["name"]).strip(" ."), place=_kind_of_at(body, match))
    leads = rf"(?i:{union(phrases('place', 'application'))})\s(?:the\s|{_FIRM})?(?P<name>{PROPER})"
    for match in compiled(leads).finditer(body):
        yield Naming(name=_cut_behind(match["name"]).strip(" ."), place="application")
    invites = rf"(?:^|[.!?]\s|\n)(?:The\s)?(?P<name>{PROPER})\s(?i:{union(phrases('place', 'invites'))})"
    for match in compiled(invites).finditer(body):
        whole = team_off(match.group(0).strip(" .!?\n").removeprefix("The "))
        yield Naming(name=min(team_off(match["name"]), whole or match["name"], key=len), place="invites")
    if role:
        after = union(phrases("roles", "after"))
        behind = compiled(rf"(?:\s\([^)]*\))?(?:\s(?i:{after}))?,?\s(?i:{at})\s(?:the\s)?(?P<name>{PROPER})")
        for _, end in places(role, body):
            if at_role := behind.match(body, end):
                yield Naming(name=at_role["name"], place="client")
    clients = (
        rf"(?P<lead>(?i:{union(phrases('client'))})),?[ ](?:called\s|=\s|is\s|ist\s|est\s|es\s|è\s|är\s|to\s"
        rf"|{_FIRM})?(?P<name>{PROPER})"
    )
    for match in compiled(clients).finditer(body):
        # `Holloway Executive Search Toronto`: there the word is a part of the agency's own name.
        if not match["lead"][:1].isupper() or not pattern("agency").search(match["lead"]):
            yield Naming(name=match["name"], place="client")
    yield from _told(invitation)
    yield from _spoken_of(body)
    if not compiled(rf"\s(?:{LEGAL_FORM}|{SMALL_FORM})(?!\w)").search(body):
        return
    for line in invitation.lines:
        yield from _with_legal_form(line)
    for match in compiled(rf"(?P<name>{PROPER}),?\s(?:{LEGAL_FORM})(?!\w)").finditer(body):
        yield Naming(name=match["name"], place="corporate")


def _told(invitation: Invitation) -> Iterator[Naming]:
    """Yield of whom a sentence tells what a firm does, or what it is like there."""
    body = invitation.body
    brief = (
        rf"(?P<name>{PROPER}) is (?:hiring|looking|an equal|committed)|(?:brief|mandate|search) (?:from"
        rf"|for) (?P<other>{PROPER})"
    )
    said = compiled(r"\sis (?:hiring|looking|an equal|committed)|brief|mandate|search").search(body)
    for match in compiled(brief).finditer(body) if said else ():
        yield Naming(name=match["name"] or match["other"], place="client" if match["other"] else "applied")
    about = (
        rf"what (?P<name>{PROPER}) is like|life at (?P<other>{PROPER})|(?:her|his|their) team at (?P<third>{PROPER})"
    )
    for match in (
        compiled(about).finditer(invitation.text)
        if compiled(r"is like|life at|team at").search(invitation.text)
        else ()
    ):
        yield Naming(name=next(g for g in match.groups() if g), place="about")


def _spoken_of(body: str) -> Iterator[Naming]:
    """Yield what a sentence speaks of as one does of a firm: `more about X`, `your X interview`, `X's team`."""
    told, behind = union(phrases("place", "told")), union(phrases("place", "told_behind"))
    for match in compiled(rf"(?i:{told})\s(?:the\s)?(?P<name>{PROPER})").finditer(body):
        yield Naming(name=_cut_behind(match["name"]), place="about")
    for match in compiled(rf"(?<!\w)(?i:your|the|our|this)\s(?P<name>{PROPER})\s(?i:{behind})").finditer(body):
        yield Naming(name=match["name"], place="about")


def _with_legal_form(line: str) -> Iterator[Naming]:
    """Yield a piece of a line that is a name up to its legal form (`Holm & Söhne Hoch- und Tiefbau GmbH`)."""
    for piece in compiled(r"\s[-–—|·/]\s|,\s(?=[^,]*\s(?:HRB|HRA|\d{4,5}))|:\s").split(line):
        form = rf"(?:{LEGAL_FORM}|{SMALL_FORM})"
        match = compiled(rf"(?P<name>[^\W\d_](?:St\.|[^.!?;:\n])*?),?\s{form}(?=\W*$|,\s|\s[(])").match(piece.strip())
        ahead, comma, rest = match["name"].rpartition(", ") if match else ("", "", "")
        name = rest if comma and (is_title(ahead) or compiled(NAME).fullmatch(ahead)) else f"{ahead}{comma}{rest}"
        words = name.split()
        if match and 0 < len(words) < 8 and words[0][0].isupper() and not _SPEAKS.search(name):
            yield Naming(name=f"{name}{match.group(0)[match.end('name') - match.start() :]}", place="signature")


def _cut_behind(name: str) -> str:
    """Where nouns have capitals too, a name ends with what says that it is a firm (`Lot Recruiting Fachkräfte`)."""
    words = name.split(" ")
    while len(words) > 1 and _PRONOUN.fullmatch(words[-1]):
        words.pop()
    for count in range(2, len(words)):
        if pattern("agency").fullmatch(words[count - 1]) or compiled(LEGAL_FORM).fullmatch(words[count - 1]):
            return " ".join(words[:count])
    return " ".join(words)


def _kind_of_at(body: str, match: re.Match[str]) -> str:
    """Return what `at {Company}` says: an employer's interview, somebody's employer, or just a place."""
    if compiled(r"retained by|(?:on )?behalf of|client", re.I).match(match.group(0)):
        return "aside" if compiled(r",?\s(?:who|die|der|qui|quien|che)\s").match(body, match.end()) else "client"
    ahead = compiled(r"[.!?\n]").split(body[max(0, match.start() - 40) : match.start()])[-1]
    weak = bool(_weak().fullmatch(match["at"])) and match["at"].lower() not in _TOWN
    if (
        match["at"].lower() not in _TOWN
        and not _SEES.search(ahead)
        and (pattern("interview").search(ahead) or _applies().search(ahead))
    ):
        return "applied"
    if (
        _LEFT.search(ahead)
        or is_title(ahead.rstrip().rpartition(" ")[2])
        or (not weak and _YEARS.search(ahead))
        or compiled(rf"(?:{_recruits()})\s$", re.I).search(ahead)
    ):
        return "works"
    behind = compiled(r"[.!?,\n]").split(body[match.end() : match.end() + 30])[0]
    if _FOR.fullmatch(match["at"]):
        return "for"
    weak = bool(_weak().fullmatch(match["at"]))
    if _JOBS.search(f"{ahead[-40:]} {match['at'] if not weak else ''}") or _MOVED.search(behind):
        return "works"
    return "aside" if weak else "body"


@by_language
def _recruits() -> str:
    return union(phrases("recruiter"))


@by_language
def _applies() -> Phrases:
    return any_of((*phrases("place", "applied"), *phrases("roles", "after")))


def _located(invitation: Invitation) -> Iterator[Naming]:
    """Yield what stands first in the location, where an address follows, or where the text says it again."""
    said = [match["value"] for match in label_line("other").finditer(invitation.body)]
    for location in (invitation.event.location, *said):
        first, comma, rest = location.partition(",")
        first = first if not compiled(rf"\s{LEGAL_FORM}").match(rest) else f"{first},{rest.partition(',')[0]}"
        if compiled(rf"{PROPER}").fullmatch(first) and (
            compiled(r"\d").search(rest) or (comma and first in invitation.text)
        ):
            yield Naming(name=first, place="location")


def _quoted(invitation: Invitation) -> Iterator[Naming]:
    """Yield firms whose own name stands in quotes before the legal form (`Zakłady „Wisła” sp. z o.o.`)."""
    quoted = rf"(?:[A-ZÀ-ÞŁŚŻŹĆ]\w+ ){{0,3}}[„“\"«][^„“”\"«»\n]{{2,30}}[”“\"»],?\s(?i:{LEGAL_FORM})(?!\w)"
    for match in compiled(quoted).finditer(invitation.body):
        yield Naming(name=match.group(0), place="corporate")


def _spelled(invitation: Invitation) -> Iterator[Naming]:
    """Yield names anywhere that a domain spells: `Hearthline kitchen` of somebody at hearthline.example."""
    hosts = domains(invitation)
    if not hosts:
        return
    text = f"{invitation.title}\n{invitation.body}\n{invitation.event.location}"
    for match in compiled(rf"(?<!\w){PROPER}").finditer(text):
        last = compiled(r"\s(?:of|de|du|da|do|di|van|der|des)\s").split(match.group(0))[-1]
        if any(spells(host, match.group(0)) or spells(host, last) for host in hosts):
            yield Naming(name=_cut_behind(match.group(0)).strip(" ."), place="spelled")


def _hosts(invitation: Invitation) -> Iterator[Naming]:
    """Yield what the mail domain itself says: better than a piece of the title that has nothing to do with it."""
    if not compiled(CJK).search(invitation.text):
        for host in domains(invitation)[:1]:
            yield Naming(name=host_name(host), place="host")
    sender = registrable(invitation.organizer.email) if invitation.organizer else ""
    if sender in invitation.work and sender:
        yield Naming(name=host_name(sender), place="sender")
