"""What the mail domains of an invitation say: whose they are, and how the name would be written."""

from __future__ import annotations

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable


def host_name(host: str) -> str:
    """Return a domain as one would write the name: `harbour-mill.example` as `Harbour Mill`."""
    return " ".join(part.capitalize() for part in host.partition(".")[0].split("-"))


def domains(invitation: Invitation) -> list[str]:
    """Return the domains of who invites and of the guests that are somebody's own: no tool's, no free mail."""
    people = [*([invitation.organizer] if invitation.organizer else []), *invitation.others]
    hosts = [
        registrable(person.email)
        for person in people
        if person.email and not is_vendor(person.email) and not is_free_mail(person.email)
    ]
    return list(dict.fromkeys(host for host in hosts if host and host not in invitation.work))
