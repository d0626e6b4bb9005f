"""A job's title made whole: its words in small letters, without a company, and nothing where it is a person's."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable
from core.recognise.lexicon import by_language, pattern, phrases, union
from core.recognise.names import NAME, NAME_WORD, is_organisation, is_title, shown
from core.recognise.patterns import compiled, places
from core.recognise.role_full import own_hosts
from core.recognise.role_words import bounds, clean, is_role
from core.recognise.spelling import resembles

_SHORT = 3
_NO_JOBS = frozenset(
    [
        "i",
        "hi",
        "our",
        "your",
        "the",
        "hiring",
        "recruiting",
        "talent",
        "interview",
        "senior",
        "executive",
        "manager",
        "partner",
    ],
)
"""Words that alone are no job."""
_PLACE = r"(?:St\.?|Saint|Sankt|Stadtwerke|Stadt|Gemeinde|City of|Town of|Ville de|Ayuntamiento|Comune di)\s"
"""How the name of a school, a town or its works begins."""


def whole(found: str, text: str, start: int, invitation: Invitation) -> str:
    """Return a cleaned title, or nothing where it is somebody's function (`Ana Ruiz, Director of Data`)."""
    ahead = text[max(0, start - 60) : start]
    holder = compiled(rf"({NAME}),?\s*(?:\(|,|-|–|is|our)?\s*$").search(ahead)
    apposed = compiled(rf"{NAME_WORD},\s+(?:{union(phrases('roles', 'ours'))})\s+$").search(ahead)
    meets = compiled(rf"(?:{union(_meeting())})\s(?:{union(phrases('roles', 'ours'))})\s+$", re.I).search(ahead)
    if (
        apposed
        or meets
        or (
            holder
            and not invitation.is_me(holder[1])
            and not is_organisation(holder[1])
            and not compiled(r"(?:for|as|about)\s+(?:the\s|our\s)?$").search(ahead)
        )
    ):
        return ""
    found = clean(found).rpartition(": ")[2]
    if found[:1].islower():
        found = f"{_modifiers(text[:start].rpartition(chr(10))[2])} {found}".strip()
    found = without_tail(found, invitation)
    first = found.split(" ")[0].lower() if found else ""
    if first in _NO_JOBS and len(found.split()) < 2:
        return ""
    if (
        _is_of_somebody(found, invitation)
        or unfinished(found)
        or compiled(r"\s(?:Mrs?|Ms|Dr|Herr|Frau|Mme)\.?\s").search(found)
    ):
        return ""
    if compiled(
        r"(?:the |our |your )?(?:hiring manager|recruit\w+|talent|interview engineer|team lead|hr\b)", re.I
    ).match(found):
        return ""
    if found.islower() and " " not in found and found.isascii():
        behind = compiled(rf"\s{union(phrases('roles', 'after'))}", re.I).match(text, start + len(found))
        if not behind and not compiled(r"\b(?:als?|as|som|como|come|jako|en tant que)\s(?:an?\s)?$").search(ahead):
            return ""
    return found if len(found.split()) > 1 or len(found) > 4 or _is_short_job(found, text[start + len(found) :]) else ""


@by_language
def _meeting() -> tuple[str, ...]:
    """Return the words before who is met, without those so short that they stand before much else."""
    return tuple(word for word in phrases("place", "met") if len(word) > _SHORT)


def unfinished(found: str) -> bool:
    """Return whether a title ends in a word that leads on (`gestor da`)."""
    return bool(compiled(r".*\s(?:de|da|do|das|dos|of|di|del|della|von|für|la|le|the|d[’'])", re.I).fullmatch(found))


def _is_of_somebody(found: str, invitation: Invitation) -> bool:
    """Return whether it is a name with a function, or a firm of that name (`Holloway Executive` Search)."""
    if _is_holder(found) or opens_with_guest(found, invitation):
        return True
    return any(resembles(host, found) for host in own_hosts(invitation))


def opens_with_guest(found: str, invitation: Invitation) -> bool:
    """Return whether it is a name with a function (`Renske - Chief of Staff`)."""
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    first = found.split(" ", maxsplit=1)[0]
    return len(first) > 2 and any(first in shown(one.name).split(" ") for one in people if one.name)


def _is_holder(found: str) -> bool:
    """Return whether it is somebody with their function: `CTO Anna`, never `VP Engineering`."""
    match = compiled(r"(?:CEO|CTO|COO|CFO|VP|DG|VD)\s(?!of\b|Office)([A-Z].*)").match(found)
    return bool(match and not is_title(match[1]))


def _is_short_job(found: str, behind: str) -> bool:
    """Return whether an abbreviation is a job and not who holds one: `the SRE opening`, never `our CTO`."""
    return bool(
        compiled(r"[A-Z]{2,4}").fullmatch(found)
        and compiled(rf"\s{union(phrases('roles', 'after'))}", re.I).match(behind)
    )


def _modifiers(ahead: str) -> str:
    """Return the words in small letters that stand before a job's head noun (`distributed systems` engineer)."""
    kept: list[str] = []
    for word in reversed(compiled(r"[\w+#/'-]+|[^\w\s]").findall(ahead)[-3:]):
        if word.lower() in bounds() or not compiled(r"[^\W\d][\w+#/-]+").fullmatch(word):
            break
        kept.insert(0, word)
    return " ".join(kept)


def without_tail(found: str, invitation: Invitation) -> str:
    """Return the title without a last part that names the talk, the company or a person."""
    head, comma, tail = found.rpartition(", ")
    if comma:
        organizer = invitation.organizer
        hosts = [a.email for a in invitation.others] + ([organizer.email] if organizer else [])
        names = f"{organizer.name if organizer else ''} {' '.join(hosts)}".lower().replace(" ", "")
        squeezed = compiled(r"\W").sub("", tail.lower())
        if pattern("interview").search(tail) or pattern("first_talk").search(tail):
            return head
        spelled = any(len(label) > 3 and squeezed.startswith(label) for label in map(_label, hosts))
        if (
            spelled
            or _is_whose(head, tail)
            or compiled(
                r"&\s(?:co|sons|bros|partners|söhne|fils|cie|hijos|filhos|figli|zonen|söner|synowie)\b", re.I
            ).search(tail)
            or _at(tail, invitation.body)
            or any(line.strip(" .-–—") == tail for line in invitation.lines)
            or (squeezed and squeezed[:12] in names)
            or compiled(r"(?:gmbh|ag|ab|inc|ltd|b\.?v|s\.?p\.?a|s\.?l|sp\. z o\.o)\.?$", re.I).search(tail)
        ):
            return head
    return found


def _is_whose(head: str, tail: str) -> bool:
    """Return whether `tail` says whose the job `head` is, and not its field (`Manager, Process Control Systems`)."""
    if is_role(tail):
        return False
    long = len(tail.split()) > 2 and len(head.split()) > 1
    return bool(compiled(_PLACE).match(tail)) or (long and is_organisation(tail))


def _label(address: str) -> str:
    """The name that a company's own mail domain spells; nothing for a tool or a free mailbox."""
    if is_vendor(address) or is_free_mail(address):
        return ""
    return registrable(address).partition(".")[0].replace("-", "")


def _at(name: str, text: str) -> bool:
    """Return whether `text` says of something that it is at the place called so."""
    behind = [start for start, end in places(name, text) if not text[end : end + 1].isalnum()]
    return bool(behind) and any(_ahead().search(text, max(0, start - 20), start) for start in behind)


@by_language
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"(?:{union(phrases('place', 'at'))})\s$", re.I)
