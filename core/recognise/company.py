"""Which employer an invitation is from: every place that may name it is weighed, and the fullest form wins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from core.recognise.invitation import Invitation
from core.recognise.keys import ats_of, company_key, is_free_mail, is_vendor, registrable, tenant_of
from core.recognise.lexicon import Phrases, any_of, by_language, keys_of, load, pattern, phrases, senders, union
from core.recognise.labels import inline_label, label_line
from core.recognise.mentions import named_people
from core.recognise.names import CJK, LEGAL_FORM, NAME, PROPER, is_title, name_words, same, shown, with_legal
from core.recognise.patterns import compiled, places
from core.recognise.people import is_person
from core.recognise.role import is_role, without_ids


@cache
def _vendor_names() -> Phrases:
    return any_of(load("names")["vendors"])


@cache
def _never() -> Phrases:
    return any_of(load("names")["never"])


_PERSON = 4.0
_PROSE = frozenset({"body", "signature"})
_ADDRESSED = re.compile(
    r"^(?:Lic|Ing|Dr|Prof|Mr|Mrs|Ms|Mme|Mlle|Herrn?|Frau|Sra?|Dott|Pani?|Dhr|Mevr|Mw)\b\.?\s|(?:さん|様|님|先生)(?:/|\s|$)"
)
_CORPORATE = re.compile(
    r"(?:株式会社|合同会社|有限会社|주식회사 |㈜|\(주\))[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7afA-Za-z0-9]+?"
    r"(?=の|人事|採用|総務|より|です|から|[\s(（、,。|]|$)|[\u30a0-\u30ff\u3400-\u9fff]{2,12}?(?:株式会社|股份有限公司|有限公司)"
)
_RECRUITS = re.compile(r"recruit|search|staffing|headhunt|personalberat|talent|resourcing|interim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One name with how much its place is worth and where that was."""

    name: str
    weight: float
    place: str


def company(invitation: Invitation, role: str | None) -> tuple[str | None, bool]:
    """Return the employer's name as written (None if nothing says), and whether an agency stands between."""
    found = [n for n in _namings(invitation, role) if _fits(n.name, invitation, role)]
    domains = _domains(invitation)
    between = is_agency(invitation, found)
    scored: list[tuple[float, Naming]] = []
    for naming in found:
        matches = any(_spells(domain, naming.name) for domain in domains)
        bonus = (-4.0 if between and naming.place not in {"label", "client"} else 4.0) if matches else 0.0
        scored.append((naming.weight + bonus, naming))
    best = max(scored, key=lambda each: each[0], default=None)
    if best is not None and best[0] == best[1].weight and best[1].place in _PROSE:
        best = max(_without_people(scored, invitation), key=lambda each: each[0])
    spelled = next(iter(domains), "").partition(".")[0] or _tenant(invitation)
    if best is not None and (best[0] > 0 or not spelled):
        name = _fullest(best[1].name, found)
        return with_legal(name if between else _tidy(name, domains), invitation.text), between
    return (" ".join(part.capitalize() for part in spelled.split("-")) or None), between


def _without_people(scored: list[tuple[float, Naming]], invitation: Invitation) -> list[tuple[float, Naming]]:
    """Return the names weighed again: who is met may look like a company in running text."""
    persons = named_people(invitation)
    return [
        (
            weight - _PERSON if naming.place in _PROSE and any(same(naming.name, one) for one in persons) else weight,
            naming,
        )
        for weight, naming in scored
    ]


def _tidy(name: str, domains: list[str]) -> str:
    """Return `name` without a team behind it, unless the domain spells it in full."""
    key = compiled(r"[^a-z0-9]").sub("", name_words(name))
    if any(domain.partition(".")[0].replace("-", "") == key for domain in domains):
        return name
    return _without_team(compiled(r"\s(?:interviews?|eng)$", re.I).sub("", name)) or name


def _tenant(invitation: Invitation) -> str:
    """Return what an address in the text, or the tenant's name at an applicant-tracking system, says of the company."""
    for address in invitation.urls:
        if "/" not in address and not is_vendor(address) and not is_free_mail(address):
            host = registrable(address)
            if host and host not in invitation.work and address.lower() not in invitation.mine:
                return host.partition(".")[0]
    sender = invitation.organizer.email if invitation.organizer else ""
    return next((name for place in (sender, *invitation.urls) if (name := tenant_of(place))), "")


def networking_company(invitation: Invitation) -> str | None:
    """Return the employer of somebody met for advice: only where the text names it, or a company's address does."""
    found = [
        n
        for n in _namings(invitation, None)
        if n.place in {"label", "body", "about"} and _fits(n.name, invitation, None)
    ]
    bracket = compiled(rf"\((?P<name>{PROPER})\)").search(invitation.title)
    domains = _domains(invitation)
    named = [n.name for n in found if n.place in {"about", "label"} or any(_spells(d, n.name) for d in domains)]
    if bracket and _fits(bracket["name"], invitation, None):
        named.insert(0, _trim(bracket["name"], invitation))
    if named:
        return _fullest(named[0], found)
    host = next(iter(domains), "")
    for match in compiled(PROPER).finditer(invitation.text):
        if host and _spells(host, match.group(0)) and _fits(match.group(0), invitation, None):
            return match.group(0).strip(" .")
    return " ".join(part.capitalize() for part in host.partition(".")[0].split("-")) or None


def is_agency(invitation: Invitation, found: list[Naming]) -> bool:
    """Return whether the sender recruits for others: a client is spoken of, or the sender's name says so."""
    if pattern("client").search(invitation.text):
        return True
    organizer = invitation.organizer
    host = registrable(organizer.email) if organizer else ""
    names = [n.name for n in found if host and _spells(host, n.name)]
    if any(
        compiled(rf"\s{pattern('agency').pattern}$|{CJK}", re.I).search(name) and pattern("agency").search(name)
        for name in names
    ):
        return True
    return agency_host(invitation)


def agency_host(invitation: Invitation) -> bool:
    """Return whether the sender's own domain says that they recruit."""
    host = registrable(invitation.organizer.email) if invitation.organizer else ""
    label = host.partition(".")[0]
    return bool(label and not is_vendor(host) and _RECRUITS.search(label))


def _namings(invitation: Invitation, role: str | None) -> list[Naming]:
    return [*_labelled(invitation), *_sender(invitation), *_title(invitation, role), *_body(invitation, role)]


def _labelled(invitation: Invitation) -> list[Naming]:
    return [
        Naming(name=_first_part(match["value"]), weight=14, place="label")
        for match in (
            *label_line("company").finditer(invitation.body),
            *inline_label("company").finditer(invitation.body),
        )
        if _first_part(match["value"])
    ]


def _first_part(value: str) -> str:
    """A label's value up to where a sentence goes on (`Client: Acme, looks for a ...`)."""
    return compiled(r",\s(?=[a-zà-ÿ])|[;。]|\.\s(?=[A-Z])|\s[-–—|]\s|,(?=[\u3400-\u9fff])").split(value)[0].strip(" .,")


def _sender(invitation: Invitation) -> list[Naming]:
    """Return the company in the display name of a mailbox: `{Company} Hiring Team`, `{Company} via greenhouse.io`."""
    found: list[Naming] = []
    for sender in [invitation.organizer, *invitation.others]:
        if sender is None or is_person(sender) or sender.type.value == "room" or not sender.name:
            continue
        name = _without_team(compiled(r"^[^\W\d_]+ (?:at|from|bei|chez) (?=[A-Z])").sub("", sender.name))
        if name and not _vendor_names().fullmatch(name):
            found.append(Naming(name=name, weight=9 if sender is invitation.organizer else 3, place="sender"))
    return found


@by_language
def _teams() -> re.Pattern[str]:
    team = union(phrases("names", "teams"))
    return re.compile(
        rf"\s*(?:\(?via\s.*|@\s?\w+(?:\.\w+)*$|\|.*|(?:[-–—,]\s*)?(?:{team})(?:\s+(?:{team}))*\s*$)", re.I
    )


@by_language
def _teams_first() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{union(phrases('names', 'teams'))})\s+(?:(?:de|da|do|bei|di|at|@|chez|du|von|hos|w)\s+)?(?=\S)", re.I
    )


def _without_team(name: str) -> str:
    previous = ""
    while previous != name:
        previous, name = name, _teams().sub("", name).strip(" -–—|,·")
    return _teams_first().sub("", name).strip()


def _title(invitation: Invitation, role: str | None) -> list[Naming]:
    title = compiled(r"\sw/.*").sub("", without_ids(invitation.title))
    if invitation.owner:
        title = compiled(rf"\bbetween\s+(.+?)\s+and\s+{re.escape(invitation.owner)}", re.I).sub(r" | \1", title)
    found = [
        Naming(name=m[1].strip(), weight=9, place="title")
        for m in compiled(r"[【\[]([^】\]]+)[】\]]").finditer(title)
        if not compiled(r"\d").search(m[1])
    ]
    if role:
        title = compiled(re.escape(role), re.I).sub(" | ", title)
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    at = union(phrases("place", "at"))
    for match in compiled(rf"(?:{at})\s*(?P<name>[^|:：\-–—(),;/（）【]+(?:&[^|:\-–—(),;]+)?)", re.I).finditer(title):
        name = _trim(match["name"], invitation)
        if name:
            found.append(Naming(name=name, weight=6, place="title"))
    for segment in compiled(
        r"\s*(?:[|:：;()（）・]|\s[-–—+]\s|\s/+\s|\s?[–—]\s?|<>|,|\sx\s|\s×\s|(?<=\w)-\s)\s*"
    ).split(title):
        name = _trim(segment, invitation)
        if name:
            found.append(Naming(name=name, weight=5 if name == segment.strip() else 4.5, place="title"))
    return found


@by_language
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    stages = [stage for stage in keys_of("stages") if stage != "informational"]
    named = [word for stage in stages for word in phrases("stages", stage)]
    plain = [*phrases("interview"), *phrases("first_talk"), *phrases("screen"), *phrases("edges")]
    words = union((*plain, *named, *load("names")["edges"]))
    both = rf"(?:{words})"
    return re.compile(rf"^(?:\W*{both})+\W*", re.I), re.compile(rf"\W*(?:{both}\W*)+$", re.I)


def _trim(segment: str, invitation: Invitation) -> str:
    """Return what is left of a piece of the title when the interview words at its edges are taken off."""
    if invitation.owner:
        segment = compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I).sub("", segment)
    head, tail = _edges()
    name = (
        tail.sub("", head.sub("", segment.strip()))
        if not compiled(rf"{CJK}+").fullmatch(segment.strip())
        else segment.strip()
    )
    name = compiled(r"\s*\d+(?:/\d+)?\s*$").sub("", name)
    return compiled(r"^(?:x|×)\s+|\s+(?:x|×)$").sub("", name).strip(" .,-–—'\"#*")


def _body(invitation: Invitation, role: str | None) -> list[Naming]:
    body, found = invitation.body, []
    at = union(phrases("place", "at"))
    for match in compiled(rf"(?i:{at})\s(?:the\s|our client,?\s)?(?P<name>{PROPER})").finditer(body):
        about = compiled(
            r"life|like|work|arbeit|travail|trabaj|lavor|team|\bnow\b|year|\bc[teo]o\b|\bhead\b|join|\bjob|engineer|"
            r"director|pracuj|former|ex-|\bleft\b",
            re.I,
        ).search(body[max(0, match.start() - 24) : match.start() + 1])
        client = compiled(r"retained by|(?:on )?behalf of|client", re.I).match(match.group(0))
        found.append(
            Naming(
                name=match["name"].strip(" ."),
                weight=8 if client else 3,
                place="client" if client else "about" if about else "body",
            )
        )
    for match in compiled(rf"(?:^|[.!?]\s|\n)(?P<name>{PROPER})\s(?i:{union(phrases('place', 'invites'))})").finditer(
        body
    ):
        found.append(Naming(name=match["name"], weight=7, place="body"))
    if role:
        behind = compiled(rf",?\s(?i:{at})\s(?:the\s)?(?P<name>{PROPER})")
        named = (behind.match(body, end) for _, end in places(role, body))
        found += [Naming(name=m["name"], weight=8, place="client") for m in named if m]
    clients = rf"(?i:{union(phrases('client'))}),?\s(?:firmy\s|called\s)?(?P<name>{PROPER})"
    found += [Naming(name=m["name"], weight=8, place="client") for m in compiled(clients).finditer(body)]
    found += _signed(invitation)
    found += _spelled(invitation)
    for match in compiled(rf"(?:(?:^|\n)(?P<name>{CJK}+?)の{CJK}{{1,6}}です|我是(?P<other>{CJK}+?)的)").finditer(body):
        found.append(Naming(name=match["name"] or match["other"], weight=5, place="signature"))
    found += [Naming(name=m.group(0), weight=6, place="corporate") for m in _CORPORATE.finditer(body)]
    for match in compiled(
        rf"what (?P<name>{PROPER}) is like|life at (?P<other>{PROPER})|her team at (?P<third>{PROPER})"
    ).finditer(invitation.text):
        found.append(Naming(name=next(g for g in match.groups() if g), weight=3, place="about"))
    return found


def _spelled(invitation: Invitation) -> list[Naming]:
    """Return names anywhere that a domain spells: `Hearthline kitchen` of somebody at hearthline.example."""
    text = f"{invitation.title}\n{invitation.body}\n{invitation.event.location}"
    hosts = _domains(invitation)
    return [
        Naming(name=match.group(0).strip(" ."), weight=3, place="spelled")
        for match in compiled(PROPER).finditer(text)
        if any(_spells(host, match.group(0)) for host in hosts)
    ]


def _signed(invitation: Invitation) -> list[Naming]:
    """Return the company of a signature: `Recruiter, {Company}`, or the line below a name or a function."""
    found: list[Naming] = []
    lines = invitation.lines
    for index, line in enumerate(lines):
        if compiled(r"\W*\d{1,2}[:.h]\d\d").match(line):
            continue
        above = lines[index - 1] if index else ""
        if (match := compiled(rf"(?P<title>[^|｜]+?)\s?[|｜]\s?(?P<name>{CJK}+)").fullmatch(line)) and is_title(
            match["title"]
        ):
            found.append(Naming(name=match["name"], weight=6, place="signature"))
        match = compiled(
            rf"(?:,|\s[|@·–—-]|\sat|\sbei|\schez)\s+(?P<name>{PROPER}(?:\s(?:GmbH|AG|B\.V\.|S\.p\.A\.|AB|SE|SA|Inc\.?|Ltd\.?))?)\s*$"
        ).search(line)
        if match and is_title(line[: match.start()]) and len(line) < 90:
            found.append(Naming(name=match["name"].strip(), weight=6, place="signature"))
        if compiled(rf"{PROPER},?\s(?i:{LEGAL_FORM})(?:, \w+)?").fullmatch(line):
            found.append(Naming(name=line.partition(",")[0].strip(), weight=5, place="signature"))
        if compiled(rf"{PROPER}(?:\s(?:S\.p\.A\.|B\.V\.|S\.L\.|e\.V\.))?(?:, \w+)?").fullmatch(line) and (
            compiled(rf"{NAME}(?: \(.*\))?").fullmatch(above)
            or (above and is_title(above) and len(above) < 60)
            or compiled(r"\w+,$").match(above)
        ):
            found.append(Naming(name=line.partition(",")[0].strip(), weight=5, place="signature"))
        if (match := compiled(rf"(?P<name>{PROPER}) [-–—|] ").match(line)) and pattern("agency").search(match["name"]):
            found.append(Naming(name=match["name"], weight=5, place="signature"))
    return found


def _domains(invitation: Invitation) -> list[str]:
    people = [*([invitation.organizer] if invitation.organizer else []), *invitation.others]
    hosts = [
        registrable(person.email)
        for person in people
        if person.email and not is_vendor(person.email) and not is_free_mail(person.email)
    ]
    return list(dict.fromkeys(host for host in hosts if host and host not in invitation.work))


@lru_cache(maxsize=4096)
def _spells(domain: str, name: str) -> bool:
    """Return whether a domain is made of this company's name."""
    label = domain.partition(".")[0].replace("-", "")
    key = compiled(r"[^a-z0-9]").sub("", name_words(company_key(name)))
    if not label or len(key) < 3:
        return False
    return key.startswith(label) or (label.startswith(key) and 2 * len(key) > len(label))


def _fits(name: str, invitation: Invitation, role: str | None) -> bool:
    """Return whether `name` may be a company: no person of the meeting, no job, no tool, no word of interviews."""
    if invitation.organizer is not None and compiled(r"[a-zà-ÿ'’ -]+").fullmatch(name):
        return any(_spells(domain, name) for domain in _domains(invitation))
    return _looks_proper(name) and not _is_somebody(name, invitation) and not _is_wording(name, role)


def _looks_proper(name: str) -> bool:
    if not name or len(name) > 60 or _vendor_names().fullmatch(name) or _never().fullmatch(name.strip(" .")):
        return False
    if compiled(r"https?:|\d+[:.]\d\d").match(name):
        return False
    return bool(
        compiled(r"[^\W\d_]{2}").search(name)
        or compiled(CJK).search(name)
        or compiled(r"[A-Z0-9][A-Z0-9&+]+").fullmatch(name)
    )


def _is_somebody(name: str, invitation: Invitation) -> bool:
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    if _ADDRESSED.search(name):
        return True
    return invitation.is_me(name) or any(
        is_person(person) and person.name and same(shown(person.name), name) for person in people
    )


def _is_wording(name: str, role: str | None) -> bool:
    if is_role(name) or (role and company_key(name) in company_key(role)):
        return True
    if any(pattern(words).fullmatch(name) for words in ("recruiter", "interview", "first_talk")):
        return True
    if _edges()[0].fullmatch(name) or name.lower() in senders().mailboxes:
        return True
    return bool(compiled(CJK).search(name) and pattern("interview").search(name))


def _fullest(name: str, found: list[Naming]) -> str:
    """Return the longest form of `name` that a good place gives: with its legal suffix, or its second word."""
    key = company_key(name)
    forms = [
        n.name
        for n in found
        if n.weight >= 3 and company_key(n.name).startswith(key) and len(n.name.split()) <= len(name.split()) + 2
    ]
    forms = [form for form in forms if _without_team(form) == form and not pattern("interview").search(form)]
    return max([name, *forms], key=len)


def ats_sender(invitation: Invitation) -> str:
    """Return the applicant-tracking system's domain that the invitation comes from, or an empty text."""
    return ats_of(invitation.organizer.email) if invitation.organizer else ""
