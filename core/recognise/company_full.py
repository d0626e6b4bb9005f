"""The fullest form of an employer's name that an invitation gives: its second word, its legal form, its town."""

from __future__ import annotations

from core.recognise.institutions import institutions
from core.recognise.keys import company_key
from core.recognise.names import CJK
from core.recognise.namings import Naming
from core.recognise.patterns import compiled
from core.recognise.spelling import abbreviates, resembles, spells
from core.recognise.trim import team_off

WHOLE = frozenset({"title", "title_part", "title_at", "bracket", "label", "signature", "sender"})
"""Places in which a longer name than the domain's is the name in full (`Bodegas Ribalta` at ribalta.example)."""
_SAID = frozenset(
    {
        "label",
        "client",
        "sender",
        "applied",
        "application",
        "team",
        "invites",
        "title_at",
        "signature",
        "corporate",
        "aside",
        "institution",
    }
)
"""Places that give a name by itself, so that a domain made of parts of it is enough."""


def fullest(name: str, found: list[Naming], hosts: list[str]) -> str:
    """Return the longest form of `name` that a good place gives: with its legal suffix, or its second word."""
    key = company_key(name)
    spelling = [host for host in hosts if resembles(host, name)]
    own, sent = [name], [name]
    for naming in found:
        form, other = naming.name, company_key(naming.name)
        extends = other.startswith(key) and len(form.split()) <= len(name.split()) + 2
        if naming.place in {"location", "host"} or (naming.place == "body" and not extends):
            continue
        if compiled(CJK).search(form) and form.startswith(f"{name} "):
            continue  # what follows is who writes
        if naming.place == "corporate" and name in form and not extends and compiled(CJK).search(name):
            form, extends = form[form.index(name) :], True
        alike = resembles if naming.place in _SAID else spells
        if extends or any(alike(host, form) and len(other) > 3 for host in spelling):
            (sent if naming.family == "sender" else own).append(form)
    best = max(
        (form for form in own if team_off(form) == form or form == name or institutions().match(form)),
        key=len,
        default=name,
    )
    if len(company_key(best)) <= len(key) and len(own) == 1:
        best = max((form for form in sent if team_off(form) == form), key=len, default=best)
    return _institution(_spelled_out(best, found), found)


def _spelled_out(name: str, found: list[Naming]) -> str:
    """Return the name in full that `name` abbreviates, where the invitation gives one."""
    return next((n.name for n in found if n.place in _SAID and abbreviates(name, n.name)), name)


def _institution(name: str, found: list[Naming]) -> str:
    """Return the form in which `name` stands behind what the body is (`Town of Larkmere`)."""
    key = company_key(name)
    longer = [
        n.name
        for n in found
        if company_key(n.name).endswith(key)
        and (
            institutions().match(n.name)
            or (
                len(key) > 4
                and n.place in WHOLE
                and len(n.name.split()) <= len(name.split()) + 1
                and not runs_on(n.name)
            )
        )
    ]
    return max([name, *longer], key=len)


def runs_on(name: str) -> bool:
    """Return whether a name with capitals goes on in small letters (`Anselm re working`)."""
    link = (
        r"(?:of|and|de|du|des|da|do|dos|di|del|della|la|le|les|el|y|e|et|und|van|von|der|den|für|för"
        r"|for|the|of|i|och|en|w|na|d'\w+|nv|bv|ab|spa|srl|sa|sas|sarl|gmbh|vzw|cvba|lda|ltda)"
    )
    return name[:1].isupper() and any(
        compiled(r"[a-zà-ÿ]{2,}").fullmatch(word) and not compiled(link).fullmatch(word) for word in name.split(" ")
    )
