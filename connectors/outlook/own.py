"""What our own events carry: two single-value extended properties, and how they are known among others.

`afterword` holds the touchpoint's id and nothing else; `afterword-mark` what we last wrote (`core.sync.marks`) and
prints of its text. Outlook keeps a text as HTML and gives it back with other blanks and line ends, so a text is what
we sent where its print, which is blind to blanks, is one of those: that of what was sent, and that of what came back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from core.model import TouchpointId
from core.sync.marks import is_reminder, printable

Resource = dict[str, Any]

CATEGORY = "Afterword"
_SPACE = "9f0c6a1e-52d7-4a6b-8d1f-3b7e2c94a5d0"
OWN = f"String {{{_SPACE}}} Name afterword"
MARK = f"String {{{_SPACE}}} Name afterword-mark"
EXPAND = f"singleValueExtendedProperties($filter=id eq '{OWN}' or id eq '{MARK}')"
OWN_ALONE = f"singleValueExtendedProperties($filter=id eq '{OWN}')"
MARK_ALONE = f"singleValueExtendedProperties($filter=id eq '{MARK}')"
ANY = f"singleValueExtendedProperties/Any(ep: ep/id eq '{OWN}' and ep/value ne '')"
_PRINTS, _SENT = "/w=", "/d="
_OUR_IDS = uuid5(NAMESPACE_URL, "https://afterword.invalid/transaction")
_SHOWN_TWICE = re.compile(r"<(?:https?:|mailto:)[^<>\s]*>")
_UNSEEN = re.compile("[\\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one of our events carries. `mark` is encoded, empty where it is lost; `sent` is the digest of the text as it
    was last sent, and `prints` are what it is known by.
    """

    id: TouchpointId
    mark: str = ""
    prints: tuple[str, ...] = ()
    sent: str = ""

    def said(self, text: str) -> str:
        """Return the digest of what we sent where `text` still says it, else an empty string."""
        return self.sent if text_print(text) in self.prints else ""


def text_print(text: str) -> str:
    """Return 12 hex digits that name `text`, blind to blanks, line ends and what nobody sees, and to the address that
    HTML made into text shows once more behind each link.
    """
    bare = _UNSEEN.sub("", _SHOWN_TWICE.sub("", unicodedata.normalize("NFC", printable(text))))
    return sha256(bare.encode()).hexdigest()[:12]


def own_of(event: Resource) -> Own | None:
    """Return what an expanded event carries of ours, None where it is somebody else's."""
    held = _held(event)
    own = held.get(OWN.casefold(), "")
    if not own:
        return None
    mark, _, rest = held.get(MARK.casefold(), "").partition(_PRINTS)
    called = event["isOrganizer"] is True if event.get("isOrganizer") is not None else None
    # One with guests is told apart (`has_guests`): there it matters that it was ours.
    if not is_reminder(TouchpointId(own), mark, organizer=called, attendees=()):
        return None
    prints, _, sent = rest.partition(_SENT)
    return Own(id=TouchpointId(own), mark=mark, prints=tuple(filter(None, prints.split("+"))), sent=sent)


def shows(event: Resource) -> bool:
    """True where an expanded event shows our property, whatever else it is."""
    return bool(_held(event).get(OWN.casefold()))


def _held(event: Resource) -> dict[str, str]:
    found = event.get("singleValueExtendedProperties")
    entries = found if isinstance(found, list) else ()
    return {str(e.get("id", "")).casefold(): str(e.get("value") or "") for e in entries if isinstance(e, dict)}


def has_guests(event: Resource) -> bool:
    """True where the user invited somebody to a reminder: any change of it, and its end, would be mailed to them (P1),
    so it is the user's own event from then on.
    """
    return bool(event.get("attendees"))


def mark_property(own: Own) -> Resource:
    """Return the property that remembers what was written."""
    known = f"{_PRINTS}{'+'.join(own.prints)}{_SENT}{own.sent}" if own.prints else ""
    return {"id": MARK, "value": own.mark + known}


def transaction(calendar: str, touchpoint: TouchpointId, generation: int) -> str:
    """Return the transactionId of a create: the same for a repeated one, so that it meets the first."""
    return str(uuid5(_OUR_IDS, f"{calendar}|{touchpoint}|{generation}"))


def may_be_ours(event: Resource) -> bool:
    """True where an event that is not expanded looks like one of ours: by its category or the kind of its create."""
    categories = event.get("categories")
    if isinstance(categories, list) and CATEGORY in categories:
        return True
    try:
        return UUID(str(event.get("transactionId"))).version == 5
    except ValueError:
        return False
