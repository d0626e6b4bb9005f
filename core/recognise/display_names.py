"""What a display name holds beside a person's name: `Ana Ruiz | Acme`, `Recruiting - Ana Ruiz`, `Ana from Acme`."""

from __future__ import annotations

import re
from functools import cache

from core.model import Attendee
from core.recognise.grammar import choice
from core.recognise.keys import is_free_mail, is_mailbox, is_vendor, registrable
from core.recognise.lexicon import pattern, senders
from core.recognise.name_order import as_in_address, in_order
from core.recognise.names import (
    CJK,
    NAME,
    NAME_WORD,
    from_address,
    is_organisation,
    is_team,
    is_title,
    name_words,
    shown,
    without_credentials,
)
from core.recognise.patterns import compiled
from core.recognise.speaking import by_language
from core.recognise.spelling import spells


@by_language
def name_and_firm(attendee: Attendee) -> tuple[str, str]:
    """Return the person's own name in a display name, and what else it says; both empty where it is not so parted."""
    if not attendee.name or "@" in attendee.name.strip("@ ").partition(" ")[0] or is_vendor(attendee.email):
        return "", ""
    stripped = (piece.strip(" .,-–—") for piece in _parts().split(without_credentials(attendee.name)) if piece)
    pieces = [piece for piece in stripped if piece]
    if len(pieces) < 2:
        return "", ""
    if "," in attendee.name and attendee.name.index(",") == len(pieces[0]):
        pieces = _family_name_first(pieces, attendee)
    worth = [_is_named(piece, attendee) + _beside(pieces, place, attendee) for place, piece in enumerate(pieces)]
    best = max(range(len(pieces)), key=lambda place: worth[place])
    if worth[best] < _ENOUGH:
        return "", ""
    others = [piece for place, piece in enumerate(pieces) if place != best]
    return shown(pieces[best]), " | ".join(others)


@cache
def _parts() -> re.Pattern[str]:
    """Return what may stand between a name and what else a display name says."""
    return re.compile(
        r"\s+[-–—|/·:@]\s+|\s*[|｜@(（\[【]\s*|[)）\]】]|(?<=[\u3400-\u9fff])[-_/](?=[\u3400-\u9fff])"
        rf"|,\s+|\s{choice('of_firm')}\s+(?=[A-ZÀ-Þ\d])"
    )


_ENOUGH = 3


def _family_name_first(pieces: list[str], attendee: Attendee) -> list[str]:
    """Return the pieces of `Ruiz, Ana (Acme)` with the name in one; of `Ana Ruiz, Acme` as they are."""
    last, first, *rest = pieces
    if " " in last and (_tells_firm(first, attendee) or is_title(first)):
        return pieces
    return [f"{first} {last}", *rest]


def _is_named(piece: str, attendee: Attendee) -> int:
    """Return how much a piece looks like a person's name: most where the address spells it."""
    han = compiled(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}").fullmatch(piece)
    full = compiled(NAME).fullmatch(shown(piece))
    if not (han or full or compiled(NAME_WORD).fullmatch(piece)) or _tells_firm(piece, attendee) or is_title(piece):
        return -9
    local = "".join(compiled(r"[a-z]+").findall(attendee.email.partition("@")[0]))
    words = compiled(r"[a-z]+").findall(name_words(piece))
    if words and any(word in local for word in words if len(word) > 1):
        return 3
    return -9 if is_mailbox(attendee.email) else 1 if full or han else 0


def _beside(pieces: list[str], place: int, attendee: Attendee) -> int:
    """Return how much the other pieces say that this one is the person: a firm, a team, a function."""
    others = [piece for at, piece in enumerate(pieces) if at != place]
    told = any(_tells_firm(piece, attendee) or is_title(piece) for piece in others)
    return 2 if told else 0


def _tells_firm(piece: str, attendee: Attendee) -> bool:
    host = registrable(attendee.email)
    spelled = host and not is_free_mail(host) and spells(host, piece)
    return bool(
        spelled
        or is_team(piece)
        or is_organisation(piece)
        or pattern("recruiter").search(piece)
        or senders().not_people.search(piece)
        or (compiled(CJK).search(piece) and len(piece) > 4)
    )


def person_name(attendee: Attendee) -> str:
    """Return an attendee's name as one says it, without the firm or the function that the display name adds."""
    if not attendee.name or "@" in attendee.name.partition(" ")[0]:
        return from_address(attendee.email)
    return as_in_address(in_order(name_and_firm(attendee)[0] or shown(attendee.name)), attendee.email)
