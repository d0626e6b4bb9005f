"""The company in the display name of a mailbox: `{Company} Hiring Team`, `{Company} via greenhouse.io`."""

from __future__ import annotations

from collections.abc import Iterator

from core.model import Attendee
from core.recognise.display_names import name_and_firm
from core.recognise.invitation import Invitation
from core.recognise.keys import is_vendor
from core.recognise.names import CJK, NAME, is_organisation, is_title
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.role_words import vendor_names
from core.recognise.trim import team_off


def sent(invitation: Invitation) -> Iterator[tuple[str, str]]:
    """Yield the company in the display name of a mailbox: `{Company} Hiring Team`, `{Company} via greenhouse.io`."""
    for sender in [invitation.organizer, *invitation.others]:
        if sender is None or not sender.name or sender.type.value == "room":
            continue
        if is_person(sender):
            firms = name_and_firm(sender)[1].split(" | ")
            yield from ((team_off(firm), "guest") for firm in firms if not is_title(firm))
            continue
        if signs(without_tool(sender), invitation):
            continue
        pieces = [team_off(piece) for piece in compiled(r"\s[-–—|/:]\s").split(without_tool(sender))]
        if compiled(rf"{CJK}{{3,}} .+").fullmatch(pieces[0]):
            pieces[0] = pieces[0].partition(" ")[0]  # what follows is who writes, or for which department
        for name in pieces:
            if name and not vendor_names().fullmatch(name):
                yield name, "sender" if sender is invitation.organizer else "guest"


def signs(name: str, invitation: Invitation) -> bool:
    """Return whether a tool sends in a person's name: somebody who signs the letter so, with what they do."""
    if not compiled(NAME).fullmatch(name) or is_organisation(name):
        return False
    own = r"(?:\s?\([^()]*\))?(?:(?:,|\s[|–—-])\s(?P<function>.{3,40}))?"
    lines = invitation.lines
    for line, below in zip(lines, (*lines[1:], ""), strict=True):
        aside = compiled(own).fullmatch(line, len(name)) if line.startswith(name) else None
        if aside and is_title(aside["function"] or below):
            return True
    return False


def without_tool(sender: Attendee) -> str:
    """Return a display name without the person or the tool that sends for the company."""
    name = compiled(r"^[^\W\d_]+ (?:at|from|bei|chez|hos|bij|de|da|van) (?=[A-Z])").sub("", sender.name)
    for match in compiled(
        r"[\s(]*(?:(?:via|by|@|through)\s)?([\w.]+)\)?$|^([\w.]+) (?:for|on behalf of|för|für|voor|pour|para|per) "
    ).finditer(name):
        tool = match[1] or match[2]
        if (vendor_names().fullmatch(tool) or is_vendor(tool)) and match.group(0) != name:
            return name.replace(match.group(0), "").strip(" -–—|@,")
    return name
