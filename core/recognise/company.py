"""Which employer an invitation is from, as written.

Every run of words that may be a firm's name is weighed by the words beside it, by how it is written and by what the
mail domains and the other names say of it, and the likeliest is read. The weights stand in `data/employer.json`,
learned from the labelled examples (`python -m benchmarks.employers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from core.recognise.agency import ats_sender, is_agency
from core.recognise.company_clues import of_words, runs
from core.recognise.company_others import Around, Choice, compare, in_full
from core.recognise.company_spans import APART, GUEST, PLACE, SENDER, TEXT, TITLE, Text, is_no_firm
from core.recognise.company_words import BARRED
from core.recognise.given import is_given
from core.recognise.grammar import choice as choice_of
from core.recognise.grammar import elided
from core.recognise.hosts import domains, host_name
from core.recognise.invitation import Invitation
from core.recognise.keys import company_key, is_free_mail, is_vendor, registrable, tenant_of
from core.recognise.names import with_legal
from core.recognise.patterns import compiled
from core.recognise.people import is_person
from core.recognise.quoted import forwarded_addresses
from core.recognise.role_words import vendor_names
from core.recognise.tables import load
from core.recognise.tokens import HOUR
from core.recognise.weighing import weights, worth

NOTHING = "nothing"
"""What counts for it that none of the names is the employer's."""
_ASIDE = frozenset({"quoted", "second"})
"""Addresses that tell of a firm where it is named nowhere else."""
_CLOCK = re.compile(rf"^(?:{HOUR})(?!\S)|(?<!\S)(?:{HOUR})$", re.I)
"""A time of day with which no name begins or ends."""
_GENITIVES = ("'s", "’s")


def company(invitation: Invitation, role: str | None, *, advice: bool = False) -> tuple[str | None, bool]:
    """Return the employer's name as written (None if nothing says), and whether an agency stands between.

    `advice`: the talk is for advice, and the employer is that of whoever is met.
    """
    found = choices(invitation, role)
    around = circumstances(invitation, found, advice=advice)
    told = weights("employer", around)
    least, agency = worth({NOTHING}, told), "agency" in around
    named = [choice for choice in found.values() if BARRED not in choice.clues or "domain.spells" in choice.clues]
    if _person_by_tool(invitation):
        named = [choice for choice in named if not _only_of_sender(choice)]
    likely = [(much, choice) for choice in named if (much := worth(choice.clues, told)) >= least]
    for _, choice in sorted(likely, key=lambda each: -each[0]):
        name = choice.name
        # No tool that sends or holds meetings, whatever speaks for it, and not the user.
        if not _is_tool(name, invitation) and not invitation.is_me(name) and not _sent_by_tool(name, invitation):
            return with_legal(in_full(choice, found.values()), invitation.text), agency
    return None, agency


def _person_by_tool(invitation: Invitation) -> bool:
    """Return whether a tool sends in the name of a person, whom it gives as the sender."""
    sender = invitation.organizer
    return sender is not None and is_vendor(sender.email) and " " in sender.name and is_given(sender.name)


def _only_of_sender(choice: Choice) -> bool:
    """Return whether a name stands nowhere but in that of who invites."""
    return {clue for clue in choice.clues if clue.startswith("at.")} <= {"at.sender", "at.guest"}


def _is_tool(name: str, invitation: Invitation) -> bool:
    """Return whether a name is a tool's, and not that of the mail domain of a person who takes part: its maker's."""
    if not vendor_names().fullmatch(name):
        return False
    sender = invitation.organizer
    people = filter(is_person, (*invitation.others, *((sender,) if sender else ())))
    hosts, key = {registrable(one.email) for one in people}.intersection(domains(invitation)), company_key(name)
    return all(key not in (host.partition(".")[0], host.replace(".", "")) for host in hosts)


def _sent_by_tool(name: str, invitation: Invitation) -> bool:
    """Return whether a name is a firm's with that of the tool which sends for it (`Silver Larch Workday`)."""
    tool = name.rpartition(" ")[2]
    return tool != name and tool.casefold() in ats_sender(invitation) and bool(vendor_names().fullmatch(tool))


def circumstances(invitation: Invitation, found: Mapping[str, Choice], *, advice: bool) -> tuple[str, ...]:
    """Return what holds of the whole invitation and changes what a clue weighs."""
    named = [choice for choice in found.values() if choice.often]
    holds = {
        "agency": any("client.other" in choice.clues for choice in named)
        or is_agency(invitation, [c.name for c in named if "sender.domain.spells" in c.clues]),
        "advice": advice,
        "strange": not any("domain.spells" in c.clues or "link.spells" in c.clues for c in named),
    }
    return tuple(name for name, so in holds.items() if so)


def choices(invitation: Invitation, role: str | None) -> dict[str, Choice]:
    """Return every name that may be the employer's by its key, once for all its places, with its clues."""
    found: dict[str, Choice] = {}
    hosts = domains(invitation)
    for text in _texts(invitation):
        for part, clues in runs(text, hosts):
            run = _joined(part) if APART in part else part
            if _may_name(run):
                _add(found, run, clues)
                if run.endswith(_GENITIVES):
                    _add(found, run[:-2], (*clues, ("genitive",)))
    for place, name in _in_addresses(invitation):
        key = company_key(name)
        if key:
            choice = found.setdefault(key, Choice(name, key))
            if not (choice.often and place in _ASIDE):
                choice.clues.add(f"at.{place}")
    for choice in found.values():
        if choice.often:
            choice.clues |= of_words(choice.name)
    compare(found, Around.of(invitation, role))
    return found


def _add(found: dict[str, Choice], name: str, clues: tuple[Iterable[str], ...]) -> None:
    key = company_key(name)
    if len(name) > 1 and key:
        choice = found.get(key)
        if choice is None:
            choice = found[key] = Choice(name, key)
        choice.often += 1
        choice.clues.update(*clues)


def _texts(invitation: Invitation) -> Iterator[Text]:
    note = invitation.organizer is None
    yield Text(TITLE, invitation.title)
    yield Text(TEXT, elided().sub(r"\1' ", invitation.body), free=note)
    if invitation.event.location:
        yield Text(PLACE, invitation.event.location)
    if invitation.organizer and invitation.organizer.name:
        yield Text(SENDER, invitation.organizer.name)
    yield from (Text(GUEST, guest.name) for guest in invitation.others if guest.name)


def _joined(run: str) -> str:
    """Return a run as it was written, where a word that runs into a name was set apart from it."""
    return compiled(rf"(?<![A-Za-z])({choice_of('elided')}{APART[0]}) ").sub(r"\1", run)


def _may_name(run: str) -> bool:
    """Return whether a run is no address and has letters, no more digits than those and no hour; no sign leads it."""
    if not run.replace(" ", "").isalpha():
        letters = sum(map(str.isalpha, run))
        digits = sum(map(str.isdigit, run))
        if "@" in run or run.startswith(("+ ", "<>")) or not letters or digits > letters:
            return False
        if digits and _CLOCK.search(run):
            return False  # `Orrin & Blythe 11:00`
    first, _, rest = run.partition(" ")
    return (run.isascii() or not is_no_firm(run)) and not (rest and first.strip(".").casefold() in _called())


@cache
def _called() -> frozenset[str]:
    return frozenset(load("names")["firm_itself"])


def _in_addresses(invitation: Invitation) -> Iterator[tuple[str, str]]:
    """Yield what mail domains say (a guest's and that of who is quoted too), and the tenant's name at a tool."""
    hosts = domains(invitation)
    yield from (("host", host_name(host)) for host in hosts[:1])
    yield from (("second", host_name(host)) for host in hosts[1:2])
    if hosts:
        others = [address for address in forwarded_addresses(invitation) if address not in invitation.mine]
        quoted = (registrable(one) for one in others if not is_vendor(one) and not is_free_mail(one))
        known = {*hosts, *invitation.work}
        yield from [("quoted", host_name(host)) for host in quoted if host and host not in known][:1]
        return
    for address in invitation.urls:
        if "/" not in address and not is_vendor(address) and not is_free_mail(address):
            host = registrable(address)
            if host and host not in invitation.work and address.lower() not in invitation.mine:
                yield "address", host_name(host)
                break
    sender = invitation.organizer.email if invitation.organizer else ""
    tenant = next((name for place in (sender, *invitation.urls) if (name := tenant_of(place))), "")
    if tenant:
        yield "tenant", host_name(tenant)
