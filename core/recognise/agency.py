"""Whether somebody who recruits for others stands between the employer and the user, or a tool sends for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.recognise.invitation import Invitation
from core.recognise.keys import ats_of, is_vendor, registrable
from core.recognise.lexicon import pattern
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.tables import load


def is_agency(invitation: Invitation, names: Iterable[str]) -> bool:
    """Return whether the sender recruits for others: a client is spoken of, or one of the sender's `names` says so."""
    if pattern("client").search(invitation.text):
        return True
    if any(
        compiled(rf"\s{pattern('agency').pattern}$|{CJK}", re.I).search(name) and pattern("agency").search(name)
        for name in names
    ):
        return True
    return agency_host(invitation)


def speaks_of_agency(invitation: Invitation) -> bool:
    """Return whether words or the sender's domain say that somebody recruits for others."""
    return bool(pattern("agency").search(invitation.text)) or agency_host(invitation)


def agency_host(invitation: Invitation) -> bool:
    """Return whether the sender's own domain says that they recruit."""
    host = registrable(invitation.organizer.email) if invitation.organizer else ""
    label = host.partition(".")[0]
    return bool(label and not is_vendor(host) and compiled("|".join(load("senders")["agencies"])).search(label))


def ats_sender(invitation: Invitation) -> str:
    """Return the applicant-tracking system's domain that the invitation comes from, or an empty text."""
    return ats_of(invitation.organizer.email) if invitation.organizer else ""
