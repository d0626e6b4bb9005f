"""Which employer an invitation is from: every place that may name it is weighed, and the fullest form wins."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.agency import is_agency
from core.recognise.company_full import WHOLE, fullest, runs_on
from core.recognise.company_name import as_spelled, in_text, numbered, tidy
from core.recognise.display_names import person_name
from core.recognise.hosts import domains, host_name
from core.recognise.institutions import institutions
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, fold, is_free_mail, is_vendor, registrable, tenant_of
from core.recognise.lexicon import Phrases, any_of, by_language, pattern, phrases, senders, union
from core.recognise.mentions import named_people
from core.recognise.names import (
    CJK,
    LEGAL_FORM,
    SMALL_FORM,
    is_organisation,
    same,
    starts_with_honorific,
    with_legal,
)
from core.recognise.namings import Naming, namings
from core.recognise.namings_senders import signs, without_tool
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.role_words import is_role, vendor_names
from core.recognise.spelling import resembles, spells
from core.recognise.tables import load
from core.recognise.trim import only_edges, team_off

_DOMAIN = 4.0
"""What it adds that a mail domain spells the name; an agency's own domain speaks against it as much."""
_PARTS = 3.0
"""What it adds that a mail domain is made of parts of the name."""
_AGREES = 1.5
"""What each other family of places adds that names the same company."""
_PERSON = 4.0
"""What it takes away that somebody of the meeting seems to be called so."""
_TOLD = 3.0
"""What `for X` is worth more in the letter of somebody who recruits for others."""
_DEPARTMENT = 3.0
"""What it takes away that a team is called so (`Overseas Nursing Recruitment`) where the domain spells another name."""
_OF_TEAMS = frozenset({"sender", "team", "invites"})
_SMALL = 1.0
"""What it takes away that a name has no capital."""
_SURE = 8.0
"""From here on a name is a company's even where somebody met seems to be called alike."""
_LEAST = 2.5
"""What a name must be worth at the least."""
_NAMED = frozenset({"label", "client"})
_ADDRESSED = re.compile(
    r"^(?:Lic|Ing|Dr|Prof|Mr|Mrs|Ms|Mme|Mlle|Herrn?|Frau|Sra?|Dott|Pani?|Dhr|Mevr|Mw)\b\.?\s|(?:さん|様|님|先生|同学|您好)(?:/|\s|$)"
)


def company(invitation: Invitation, role: str | None) -> tuple[str | None, bool]:
    """Return the employer's name as written (None if nothing says), and whether an agency stands between."""
    found = _fitting(invitation, role)
    hosts = domains(invitation)
    between = is_agency(invitation, found)
    clients = [n for n in found if _may_be_client(n, hosts, found)] if between else []
    best = _best(clients, found, [], invitation) or _best(found, found, hosts, invitation)
    spelled = next(iter(hosts), "").partition(".")[0] or _tenant(invitation)
    if best is not None:
        name = fullest(best.name, found, [] if best in clients else hosts)
        name = _with_trade(name, found) if between and best not in clients else numbered(name, invitation)
        name = as_spelled(name if between else tidy(name, hosts), invitation.text, hosts)
        name = with_legal(in_text(name, invitation.text), invitation.text)
        bare = name.removeprefix("The ")
        return bare if institutions().match(bare) and any(n.name == bare for n in found) else name, between
    return host_name(spelled) or None, between


def _with_trade(name: str, found: list[Naming]) -> str:
    """Return an agency's name with what it trades in (`Northgate Recruitment`), where it is signed or titled so."""
    longer = (n.name for n in found if n.place in WHOLE and n.name.startswith(f"{name} "))
    return max((form for form in longer if pattern("agency").fullmatch(form[len(name) + 1 :])), key=len, default=name)


def _may_be_client(naming: Naming, hosts: list[str], found: list[Naming]) -> bool:
    """Return whether an agency's letter names its client here: outright, or in the title, and not the agency itself."""
    if any(spells(host, naming.name) for host in hosts) or pattern("agency").search(naming.name):
        return False
    if naming.place in {"title", "title_part"} and " " not in naming.name:
        return any(_agree(naming.name, other.name) and other.family != naming.family for other in found)
    return naming.place not in {"sender", "guest", "signature", "team", "location", "host"}


def _best(some: list[Naming], found: list[Naming], hosts: list[str], invitation: Invitation) -> Naming | None:
    """Return the naming of `some` that counts most, confirmed by others of `found`, or None where there is none."""
    if not some:
        return None
    told = _TOLD if some is not found else 0.0
    scored = [(_score(naming, found, hosts) + (told if naming.place == "for" else 0), naming) for naming in some]
    worth, best = max(scored, key=lambda each: each[0])
    spelled = any(n.name != best.name and n.place in WHOLE and _spelled(n.name, hosts) for n in found)
    if (worth < _SURE or spelled) and best.place not in _NAMED:
        # Only then may it be somebody met, and only then are they looked for.
        persons = named_people(invitation)
        doors = [naming.name for naming in found if naming.place == "location"]
        unsure = {naming.name for worth, naming in scored if worth < _SURE or spelled}
        doubted = {name for name in unsure if _is_one(name, persons, doors)}
        lost = _PERSON if some is found else _PERSON + 1  # still less is a person a client
        sure = [(worth - (lost if naming.name in doubted else 0), naming) for worth, naming in scored]
        worth, best = max(sure, key=lambda each: each[0])
        if worth < _LEAST:
            worth, best = max(scored, key=lambda each: (_is_titled(each[1], invitation), each[0]))
            return best if worth >= _LEAST and _is_titled(best, invitation) else None
    return best if worth >= _LEAST else None


def _is_titled(naming: Naming, invitation: Invitation) -> bool:
    """Return whether a note on an interview names this in its title alone: where nothing else is one, it is a firm.

    `Interview with Silver Larch` is with a firm, coffee with them is with a person.
    """
    title = invitation.title
    noted = invitation.organizer is None and naming.place.startswith("title") and naming.name not in invitation.body
    return noted and bool(pattern("interview").search(title)) and not pattern("social").search(title)


def _is_one(name: str, persons: list[str], doors: list[str]) -> bool:
    """Return whether somebody met is called so, and no place: a firm may bear its owner's name on its door."""
    return name not in doors and not is_organisation(name) and any(same(name, one) for one in persons)


def _score(naming: Naming, found: list[Naming], hosts: list[str]) -> float:
    """Return what a naming is worth with its domain and with the other places that agree."""
    total = naming.weight + _spelled(naming.name, hosts)
    families = {other.family for other in found if _agree(naming.name, other.name)} - {naming.family}
    total += _AGREES * len(families)
    if naming.place in _OF_TEAMS and not _spelled(naming.name, hosts):
        total -= _DEPARTMENT if any(n.place in WHOLE and _spelled(n.name, hosts) for n in found) else 0
    small = compiled(r"[^A-ZÀ-Þ]+").fullmatch(naming.name) and naming.name.isascii()
    return total - _SMALL if small else total


def _spelled(name: str, hosts: list[str]) -> float:
    """Return what it adds that a domain spells the name, or is made of parts of it."""
    if any(spells(host, name) for host in hosts):
        return _DOMAIN
    return _PARTS if any(resembles(host, name) for host in hosts) else 0


def _agree(one: str, other: str) -> bool:
    short, long = sorted((company_key(one), company_key(other)), key=len)
    return long == short or (len(short) > 3 and long.startswith(short))


def _fitting(invitation: Invitation, role: str | None) -> list[Naming]:
    """Return the namings that may be a company at all."""
    met = _met(invitation)
    seen: dict[tuple[str, str], bool] = {}
    kept = []
    for naming in namings(invitation, role):
        key = (naming.name, naming.place)
        if key not in seen:
            seen[key] = _fits(naming, invitation, role, met)
        if seen[key]:
            kept.append(naming)
    return kept


@cache
def _never() -> Phrases:
    return any_of(load("names")["never"])


def _met(invitation: Invitation) -> tuple[str, ...]:
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    met = [person_name(person) for person in people if person.name and is_person(person)]
    by_tool = [without_tool(person) for person in people if person.name and not is_person(person)]
    return (*met, *(name for name in by_tool if signs(name, invitation)))


def _fits(naming: Naming, invitation: Invitation, role: str | None, met: tuple[str, ...]) -> bool:
    """Return whether `name` may be a company: no person of the meeting, no job, no tool, no word of interviews."""
    name = naming.name
    if not _looks_proper(name):
        return False
    if naming.place in {"label", "host"}:
        return True
    if naming.place in {"aside", "body", "for", "applied"} and compiled(r"[^\W\d_]+['’]s\s").match(name):
        return False  # `from Martin's PDF`
    corporate = compiled(rf"\s(?:{LEGAL_FORM}|{SMALL_FORM})$").search(name)
    if not corporate and _is_wording(name, role) and not (naming.place == "sender" and is_role(name)):
        return False
    words = compiled(r"[^\W_]+").findall(fold(name))
    if (
        _ADDRESSED.search(name)
        or starts_with_honorific(name)
        or (words and words[-1] in invitation.me)
        or invitation.is_me(name)
    ):
        return False
    return _shaped(naming, invitation) and not any(same(one, name) for one in met)


def _shaped(naming: Naming, invitation: Invitation) -> bool:
    """Return whether a name is written as one: in small letters only in a note, or where a domain spells it."""
    name = naming.name
    if naming.place in {"sender", "host"}:
        return True
    if not compiled(r"[A-ZÀ-Þ\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\d]").search(name):
        noted = invitation.organizer is None and naming.place.startswith("title") and not _is_small(name)
        return noted or any(spells(domain, name) for domain in domains(invitation))
    if institutions().match(name):
        return True
    if compiled(r"[a-zà-ÿ]+ .*[A-Z]").match(name):
        return False
    return naming.place in {"title", "title_behind", "bracket", "institution"} or not runs_on(name)


def _looks_proper(name: str) -> bool:
    if not name or len(name) > 60 or vendor_names().fullmatch(name) or _never().fullmatch(name.strip(" .")):
        return False
    if compiled(r".*[?!;](?:\s|$)").match(name) or compiled(r"https?:|\d+[:.]\d\d|\d{1,2}\.?\s|[A-Z]?\d+$").match(name):
        return False
    if compiled(r".*\s(?:de|da|do|of|di|für|van|der|du|the|and|und|et|y|&)", re.I).fullmatch(name):
        return False
    return bool(
        compiled(r"[^\W\d_]{2}").search(name)
        or compiled(CJK).search(name)
        or compiled(r"[A-Z0-9][A-Z0-9&+]+").fullmatch(name)
    )


@by_language
def _small_words() -> frozenset[str]:
    return frozenset(word.lower() for key in (("stopwords",), ("roles", "bounds")) for word in phrases(*key))


@cache
def _leads() -> Phrases:
    return any_of(load("names")["leads"])


@cache
def _ordinary() -> Phrases:
    return any_of(load("names")["ordinary"])


def _is_small(name: str) -> bool:
    """Return whether a name in small letters is made of ordinary words (`their office`, `directeur`)."""
    return bool(_ordinary().search(name)) or name.split(" ", maxsplit=1)[0] in _small_words()


def _is_wording(name: str, role: str | None) -> bool:
    if is_role(name) and not is_organisation(name):
        return True
    if role and company_key(name) in company_key(role) and not institutions().match(name):
        return True
    if (
        _leads().fullmatch(name)
        or all(word in _small_words() for word in name.lower().split())
        or only_edges(name)
        or _dated().search(name)
    ):
        return True
    if _speaks_of_interviews().search(name) or _other_wording().fullmatch(name):
        return True
    return not team_off(name) or fold(name) in senders().mailboxes


@by_language
def _speaks_of_interviews() -> Phrases:
    return any_of((*phrases("interview"), *phrases("screen")))


@by_language
def _other_wording() -> Phrases:
    words = [word for key in ("recruiter", "first_talk", "hiring", "agency", "client") for word in phrases(key)]
    return any_of((*words, *load("names")["ordinary"]))


@by_language
def _dated() -> re.Pattern[str]:
    """A day with its month or weekday alone: never a company."""
    names = [name for key in ("months", "weekdays") for group in phrases("dates", key) for name in group.split("|")]
    return re.compile(rf"^(?:\d{{1,2}}\.?\s)?(?:{union(tuple(names))})\.?(?:\s\d{{1,2}})?$", re.I)


def _tenant(invitation: Invitation) -> str:
    """Return what an address in the text, or the tenant's name at an applicant-tracking system, says of the company."""
    for address in invitation.urls:
        if "/" not in address and not is_vendor(address) and not is_free_mail(address):
            host = registrable(address)
            if host and host not in invitation.work and address.lower() not in invitation.mine:
                return host.partition(".")[0]
    sender = invitation.organizer.email if invitation.organizer else ""
    return next((name for place in (sender, *invitation.urls) if (name := tenant_of(place))), "")


_FOR_ADVICE = {
    "label": 14.0,
    "about": 9.0,
    "title_of": 7.0,
    "title_aside": 7.0,
    "works": 8.0,
    "title_at": 6.0,
    "body": 5.0,
    "applied": 5.0,
    "application": 5.0,
    "client": 5.0,
    "corporate": 5.0,
    "spelled": 5.0,
    "signature": 5.0,
}


def networking_company(invitation: Invitation) -> str | None:
    """Return the employer of somebody met for advice: only where the text names it, or a company's address does."""
    found = _fitting(invitation, None)
    met = {registrable(a.email) for a in (*invitation.others, invitation.organizer) if a and is_person(a)}
    hosts = [host for host in domains(invitation) if host in met] or domains(invitation)
    location = invitation.event.location

    def score(naming: Naming) -> float:
        worth = _FOR_ADVICE.get(naming.place, 0)
        if naming.place == "title" and f"({naming.name}" in invitation.title:
            worth = 7.0
        spelled = any(spells(host, naming.name) for host in hosts)
        worth -= 3 if naming.name.islower() else 0
        return worth + (_DOMAIN if spelled else 0)

    persons = named_people(invitation)
    likely = [
        naming
        for naming in found
        if score(naming) > 3
        and naming.name not in location
        and (
            naming.place in {"about", "label", "title_of", "title_aside"}
            or not any(same(naming.name, one) for one in persons)
        )
    ]
    if likely:
        best = numbered(fullest(max(likely, key=score).name, found, hosts), invitation)
        return with_legal(in_text(best, invitation.text), invitation.text)
    host = next(iter(hosts), "")
    return fullest(host_name(host), found, hosts) if host else None
