"""Where the interview is that a short note names: `Interview at Acme`, `Interview Acme Glass`, `さざなみ工房 面接`."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.edges import only_edges
from core.recognise.given import is_given
from core.recognise.grammar import choice, letters
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, follows_title, is_organisation, is_title
from core.recognise.patterns import compiled
from core.recognise.sieve import tells
from core.recognise.subject import without_time
from core.recognise.tables import load

_SIGNS = " \u3000:：|｜/・-–—()（）【】[]「」!！.。"
_MOST = 20
"""Letters of a firm's name in scripts without spaces, at most."""
_NAME = r"(?P<name>[^\W\d_a-zà-ÿ][\w'’.&-]*(?:\s(?:&|[^\W\d_a-zà-ÿ][\w'’.&-]*))*)"
"""Words with capitals."""


def firm_of_note(invitation: Invitation) -> str:
    """Return what a title says of an interview at some firm: `Interview at Acme`, `Vorstellungsgespräch bei Acme`.

    `Interview Acme Glass` says so where that is all of the title, and no person's name.
    """
    title = invitation.title
    if not invitation.body.strip() and (firm := _in_east(title)):
        return firm
    named = pattern("interview").search(title)
    # `Sam: interview at Acme` is somebody else's.
    whose = compiled(r"[^\W\d_]+").findall(title[: named.start()]) if named else []
    if named is None or len(whose) > 1 or any(map(is_given, whose)):
        return ""
    if where := _at().match(title, named.end()):
        return where[0].strip()[:60]
    bare = _name_alone().fullmatch(without_time(title[named.end() :]))
    return bare["name"] if bare and not whose and not _calls_person(bare["name"]) else ""


def place_in_note(title: str) -> str:
    """Return the name of several words that says in a title where an interview is; empty where none does.

    A final round may be one of a game.
    """
    named = pattern("interview").search(title)
    if named is None or not tells(named[0].casefold()):
        return ""
    where = _at().match(title, named.end()) or _name_alone().match(title, named.end())
    name = where["name"] if where else ""
    return name if " " in name and not only_edges(name) and not _calls_person(name) else ""


def _in_east(title: str) -> str:
    """Return the firm that a title names beside the word for an interview, where it says nothing more."""
    named = pattern("interview").search(title)
    if named is None or not compiled(CJK).search(title):
        return ""
    pieces = [_hour().sub("", piece).strip(_SIGNS) for piece in (title[: named.start()], title[named.end() :])]
    firm = "".join(pieces)
    alone = not all(pieces) and 0 < len(firm) <= _MOST and bool(compiled(CJK).search(firm))
    return firm if alone and is_organisation(firm) and not _schools().search(firm) else ""


@cache
def _hour() -> re.Pattern[str]:
    hour, minute, half = map(letters, ("hour_sign", "minute_sign", "half_sign"))
    return re.compile(rf"\d{{1,2}}(?:(?:[:：]|{hour})\d{{0,2}}{minute}?)?(?:{half}|[~〜-])?")


@cache
def _name_alone() -> re.Pattern[str]:
    """Return what follows on the word for an interview: words with capitals, and no others but an hour."""
    hour = rf"(?:\s\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm|h|{choice('o_clock')})?)?"
    return re.compile(rf"\s?[:,–-]?\s*{_NAME}{hour}(?:\s?\([^()]*\d[^()]*\))?\s*[!.]*")


def _calls_person(name: str) -> bool:
    """Return whether a name is a person's, by the given name or by how they are addressed."""
    return is_given(name.partition(" ")[0]) or follows_title(name.rpartition(" ")[2], name) or is_title(name)


@cache
def _at() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(load('names')['at_firms'])})\s{_NAME}")


@cache
def _schools() -> re.Pattern[str]:
    """Where one may be asked to an interview as a pupil."""
    return re.compile("|".join(load("names")["schools_in_east"]))
