"""Which employer an invitation is from: every place that may name it is weighed, and the fullest form wins."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.agency import is_agency
from core.recognise.company_full import fullest, runs_on
from core.recognise.company_name import as_spelled, in_text, numbered, tidy
from core.recognise.display_names import person_name
from core.recognise.employer import Case, Choice, best, case_of
from core.recognise.hosts import domains, host_name
from core.recognise.institutions import institutions
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, fold, is_free_mail, is_vendor, registrable, tenant_of
from core.recognise.lexicon import Phrases, any_of, by_language, phrases, senders, union
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
from core.recognise.spelling import spells
from core.recognise.tables import load
from core.recognise.trim import only_edges, team_off

_ADDRESSED = re.compile(
    r"^(?:Lic|Ing|Dr|Prof|Mr|Mrs|Ms|Mme|Mlle|Herrn?|Frau|Sra?|Dott|Pani?|Dhr|Mevr|Mw)\b\.?\s|(?:さん|様|님|先生|同学|您好)(?:/|\s|$)"
)


def company(invitation: Invitation, role: str | None, *, advice: bool = False) -> tuple[str | None, bool]:
    """Return the employer's name as written (None if nothing says), and whether an agency stands between.

    `advice`: the talk is for advice, and the employer is that of whoever is met.
    """
    case, found = considered(invitation, role, advice=advice)
    chosen = best(case)
    if chosen is not None:
        return written(chosen, case, found), "agency" in case.circumstances
    spelled = next(iter(case.hosts), "").partition(".")[0] or ("" if advice else _tenant(invitation))
    return host_name(spelled) or None, "agency" in case.circumstances


def considered(invitation: Invitation, role: str | None, *, advice: bool) -> tuple[Case, list[Naming]]:
    """Return the names that may be the employer's with what they are held against, and every place that has one."""
    found = _fitting(invitation, None if advice else role)
    return case_of(invitation, found, agency=is_agency(invitation, found), advice=advice), found


def written(chosen: Choice, case: Case, found: list[Naming]) -> str:
    """Return the name of the employer as the invitation has it in full."""
    invitation, hosts = case.invitation, [] if "agency" in case.circumstances else list(case.hosts)
    name = numbered(fullest(chosen.name, found, hosts), invitation)
    whole = case.circumstances & {"agency", "advice"}
    name = as_spelled(name if whole else tidy(name, hosts), invitation.text, hosts)
    name = with_legal(in_text(name, invitation.text), invitation.text)
    bare = name.removeprefix("The ")
    return bare if institutions().match(bare) and any(n.name == bare for n in found) else name


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


@by_language
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
