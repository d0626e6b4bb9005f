"""A job's title in full: what follows the part that was recognised, where the invitation shows that it belongs."""

from __future__ import annotations

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable
from core.recognise.labels import label_line
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, NAME, NAME_WORD, PROPER, is_organisation
from core.recognise.patterns import compiled, places
from core.recognise.role_words import GENDER, REFERENCE, clean, edge_word, is_role, is_tool, without_ids
from core.recognise.spelling import resembles

_LONGEST = 90


def fullest(role: str, invitation: Invitation) -> str:
    """Return `role` with what follows it in title and text alike, or behind a dash where it can be nothing else."""
    if compiled(CJK).search(role):
        return role
    title = compiled(r"\s+").sub(" ", GENDER.sub("", without_ids(invitation.title)))
    body = GENDER.sub("", "\n".join(line for line in invitation.lines if not label_line("subject").match(line)))
    behind = [body[end : end + _LONGEST].partition("\n")[0] for _, end in places(role, body)]
    ahead = [title[end : end + _LONGEST] for _, end in places(role, title)]
    shared = max((_shared(one, other) for one in ahead for other in behind), key=len, default="")
    if shared:
        return clean(f"{role}{shared}")
    for tail in ahead:
        if other := compiled(rf"\s?/\s?{PROPER}(?:\s\({PROPER}\))?(?=\s[-–—|]|$)").match(tail):
            return clean(f"{role}{other.group(0)}") if is_role(other.group(0)) else role
    for tail, in_title in (*((tail, True) for tail in ahead), *((tail, False) for tail in behind)):
        if special := _special(tail, invitation, in_title=in_title):
            return f"{role}{special}"
    return role


def _shared(one: str, other: str) -> str:
    """Return what two continuations have in common, in whole words and whole brackets, where it may be a title's."""
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    common = one[:length]
    if length < len(one) and length < len(other):
        common = compiled(r"\w+$").sub("", common)
    common = compiled(r"(?<=\w)[.!?](?:\s.*|$)|[|:;].*$").sub("", common)
    common = common if common.count("(") == common.count(")") else common.rpartition("(")[0]
    common = common.rstrip(" -–—,/&(")
    whole = compiled(rf"(?:,?\s|\s?/\s?|\s[-–—]\s|\s\()(?:{PROPER}|&).*").fullmatch(common)
    ended = common and common == compiled(r"\s[-–—|:]").split(one.strip())[0].rstrip()
    return common if (whole or ended) and not _says_else(common) else ""


def _special(tail: str, invitation: Invitation, *, in_title: bool) -> str:
    """Return a field behind a dash (`Engineer – Policy Admin`), which ends its line and is neither firm nor person."""
    field = rf"\s[-–—]\s(?P<field>{PROPER}(?:\s(?:&|and|und|et)\s{PROPER})?)\s*"
    match = compiled(rf"(?:\s?\([A-Z][\w ]{{0,14}}\))?{field}(?:[.,|]\s.*|[.]?$)").fullmatch(tail)
    match = match or compiled(rf"\s[-–—]\s(?P<field>{NAME_WORD}(?:\s{NAME_WORD}){{0,2}})\.(?=\s|$)").match(tail)
    if match is None or _says_else(match["field"]):
        return ""
    named = match["field"].rstrip(".")
    hosts = own_hosts(invitation)
    other = compiled(NAME).fullmatch(named) or is_organisation(named) or named in invitation.event.location
    elsewhere = sum(1 for _ in places(named, invitation.text)) > 1
    if other or elsewhere or (in_title and not hosts) or any(resembles(host, named) for host in hosts):
        return ""
    return tail[: match.end("field")].rstrip(".")


def own_hosts(invitation: Invitation) -> set[str]:
    """Return the domains of companies among the addresses of the meeting: no tool's, no free mail."""
    people = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
    own = {registrable(one.email) for one in people if not is_vendor(one.email) and not is_free_mail(one.email)}
    return own - {""}


def _says_else(text: str) -> bool:
    """Return whether it speaks of the talk, of a tool, or of who holds it."""
    found = (pattern("interview"), pattern("later"), pattern("recruiter"), pattern("first_talk"))
    return any(each.search(text) for each in found) or edge_word(text) or is_tool(text) or bool(REFERENCE.search(text))
