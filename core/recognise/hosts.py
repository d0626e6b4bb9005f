"""What the mail domains of an invitation say: whose they are, and how the name would be written."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable, tenant_of
from core.recognise.lexicon import pattern, senders
from core.recognise.patterns import compiled
from core.recognise.tables import load


def host_name(host: str) -> str:
    """Return a domain as one would write the name: `harbour-mill` as `Harbour Mill`, `foyhaulage` as `Foy Haulage`."""
    parts = host.partition(".")[0].split("-")
    return " ".join(word.capitalize() for part in parts for word in _trade().sub(r" \g<0>", part).split())


@cache
def _trade() -> re.Pattern[str]:
    """Return a word for a trade at the end of others that run into it: no word of the language ends so."""
    return re.compile(rf"(?<=\w{{3}})(?:{'|'.join(load('affixes')['trades_in_domains'])})$")


@lru_cache(maxsize=4)
def domains(invitation: Invitation) -> tuple[str, ...]:
    """Return the domains of who invites and of the guests that are somebody's own: no tool's, no free mail.

    The user's own employer is among them only where they apply for another place there.
    """
    people = [*([invitation.organizer] if invitation.organizer else []), *invitation.others]
    hosts = [
        registrable(person.email)
        for person in people
        if person.email and not is_vendor(person.email) and not is_free_mail(person.email)
    ]
    work = frozenset() if pattern("internal").occurs(invitation.text) else invitation.work
    return tuple(dict.fromkeys(host for host in hosts if host and host not in work))


def spelling(invitation: Invitation) -> list[str]:
    """Return all that may spell the employer's name: the mail domains, then names of rooms, of tenants and of sites."""
    sender = invitation.organizer.email if invitation.organizer else ""
    rooms = [name for url in invitation.urls for name in (*_of_url(url), _site(url, invitation.work)) if name]
    return list(dict.fromkeys([*domains(invitation), *filter(None, [tenant_of(sender)]), *rooms]))


@lru_cache(maxsize=4096)
def _of_url(url: str) -> tuple[str, str]:
    return _room(url), tenant_of(url)


def _room(url: str) -> str:
    """Return whose conferencing account an address belongs to (`acme.zoom.us`), or an empty text."""
    match = _rooms().search(url.lower())
    known = senders().mailboxes.union(load("senders")["no_rooms"])
    return match["name"] if match and match["name"] not in known and not match["name"].startswith("us0") else ""


@lru_cache(maxsize=4096)
def _site(url: str, work: frozenset[str]) -> str:
    """Return the domain of a site or an address in the text that is nobody's tool."""
    host = registrable(url if "//" not in url else compiled(r"[/?#:]").split(url.partition("//")[2])[0])
    return "" if not host or is_vendor(host) or is_free_mail(host) or host in work else host


@cache
def _rooms() -> re.Pattern[str]:
    """Return the address of a room that a firm has at a tool, with the firm's name."""
    tools = "|".join(load("senders")["rooms"])
    return re.compile(rf"//(?:www\.)?(?P<name>[a-z][a-z\d-]{{2,30}})\.(?:{tools})(?![\w.])")
