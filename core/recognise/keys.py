"""Keys under which names compare: companies, roles, people, and the domains that mail comes from."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from core.recognise.lexicon import senders
from core.recognise.patterns import compiled
from core.recognise.tables import load

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_WORDS = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return `text` in one width and case, without edges: the first step of every key."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold().strip()


def words_of(text: str) -> list[str]:
    """Return the words of `text`, folded."""
    return _WORDS.findall(fold(text))


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """Return the key of a company: case, punctuation, spaces, `&`/`and` and legal suffixes do not tell two apart."""
    text = fold(name)
    if not text.isascii():
        text = _legal("legal_in_east").sub(" ", text)
    if "." in text or " r" in text or "z" in text:
        text = _legal("legal_parted").sub(" ", text)
    if "." in text:
        text = _DOTTED.sub(lambda dotted: dotted.group(0).replace(".", ""), text)
    found = _WORDS.findall(text)
    if len(found) == 1:
        return str(found[0])
    affixes = load("affixes")
    words = [found[0], *(word for word in found[1:] if word not in affixes["and_within"])] if found else []
    while len(words) > 1 and (words[-1] in _known("legal") or words[-1] in affixes["and_at_end"]):
        words.pop()
    return "".join(words) or text


def role_key(role: str) -> str:
    """Return the key of a job title: case, requisition ids, gender markers and short forms do not tell two apart."""
    text, spelled = fold(role), load("jobs")["spelled"]
    if text.replace(" ", "").isalpha():
        words = text.split()
    else:
        text = compiled(r"[(\[][^)\]]*(?:/|\bgenders?\b|\d)[^)\]]*[)\]]").sub(" ", text)
        text = compiled(r"\b(?:jr|r|req)[-_#]?\s?\d{3,}[-\d]*").sub(" ", text)
        text = compiled(rf"[·:*/](?:{'|'.join(load('affixes')['genders_of_roles'])})\b").sub("", text)
        words = compiled(r"[^\W_]+[+#]*|&").findall(text)
    return " ".join(spelled.get(word, word) for word in words)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return the key of a person's name: order around a comma, case, accents and titles do not tell two apart."""
    text = fold(name)
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    text = without_title_behind(text)
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = compiled(r"[^\W_]+").findall(unicodedata.normalize("NFKC", bare))
    titles = _known("honorifics") | _known("honorifics_first")
    return "".join(word for word in words if word not in titles) or "".join(words)


def without_title_behind(name: str) -> str:
    """Return a name without what stands behind it in Chinese, Japanese and Korean: it is the same person's with it."""
    for title in load("east")["behind"]:
        name = name.removesuffix(title).strip() or name
    return name


@cache
def _legal(kind: str) -> re.Pattern[str]:
    """Return the legal forms of one kind: those of the east, or those of several words."""
    return re.compile("|".join(load("affixes")[kind]))


@cache
def _known(kind: str) -> frozenset[str]:
    return frozenset(load("names")[kind])


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=True)


@cache
def registrable(email_or_host: str) -> str:
    """Return the domain that its owner registered (`dana@mail.acme.example` -> `acme.example`), or an empty text."""
    host = email_or_host.rpartition("@")[2].strip().strip(".").lower()
    if not compiled(r"[^\s/:@]+\.[^\s/:@.]+").fullmatch(host) or compiled(r"[\d.]+").fullmatch(host):
        return ""
    if host.count(".") == 1:
        return host  # nobody has a mailbox at a public suffix itself, and the list takes long to load
    return str(_suffixes().privatesuffix(host) or "")


@lru_cache(maxsize=4096)
def _below(host: str, domains: frozenset[str]) -> str:
    host = host.rpartition("@")[2].strip().lower()
    while host:
        if host in domains:
            return host
        host = host.partition(".")[2]
    return ""


def is_free_mail(host: str) -> bool:
    """Return whether anybody can have an address at `host` (a host or an address), so that it names no employer."""
    return bool(_below(host, senders().free)) or registrable(host).partition(".")[0] in senders().free_names


def ats_of(host: str) -> str:
    """Return the applicant-tracking system's domain that `host` (a host or an address) lies in, or an empty text."""
    return _below(host, senders().ats)


def is_vendor(host: str) -> bool:
    """Return whether `host` (a host or an address) belongs to a tool that sends or hosts meetings.

    Somebody's own mailbox at who makes such tools (`ana.ruiz@zoom.us`) does not: they hire as well.
    """
    domain = _below(host, senders().vendors)
    return bool(domain) and not (domain in senders().makers and _is_own_mailbox(host, domain))


@lru_cache(maxsize=4096)
def _is_own_mailbox(address: str, domain: str) -> bool:
    """Return whether an address is a person's at a domain itself: it spells a name, and not the domain's."""
    local, _, host = address.strip().lower().rpartition("@")
    spelled = compiled(r"[a-z]+(?:[._-][a-z]+)*\d{0,3}").fullmatch(local)
    return bool(spelled) and host == domain and domain.partition(".")[0] not in local and not is_mailbox(local)


@lru_cache(maxsize=8192)
def is_mailbox(email: str) -> bool:
    """Return whether `email` names a function and not a person."""
    local = email.partition("@")[0].lower()
    known = senders().mailboxes
    bare = compiled(r"\d+$").sub("", local)
    return (
        bare in known
        or any(part in known for part in compiled(r"[._+]|-(?!reply)").split(bare) if len(part) > 1)
        or bool(compiled("|".join(load("senders")["mailbox_parts"])).search(bare))
    )


def is_notetaker(host: str) -> bool:
    """Return whether `host` (a host or an address) belongs to a machine that joins meetings to take notes."""
    return bool(_below(host, senders().notetakers))


@cache
def _tenant() -> re.Pattern[str]:
    """Return where an applicant-tracking system puts the name of the company that uses it: the group that matched."""
    return re.compile("|".join(load("senders")["tenants"]), re.I)


def tenant_of(place: str) -> str:
    """Return the company that an address or URL at an applicant-tracking system is set up for, or an empty text."""
    match = _tenant().search(place)
    name = next((group for group in match.groups() if group), "") if match else ""
    return "" if name.lower() in senders().mailboxes.union(load("senders")["no_tenants"]) else name.lower()
