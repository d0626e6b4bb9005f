"""Where the interview is that a short note names: `Interview at Acme`, `Interview Acme Glass`, `さざなみ工房 面接`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from core.recognise.edges import only_edges
from core.recognise.given import is_given
from core.recognise.grammar import choice, letters
from core.recognise.invitation import Invitation
from core.recognise.keys import fold, is_vendor, registrable
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, follows_title, is_organisation, is_title
from core.recognise.patterns import compiled
from core.recognise.sieve import tells
from core.recognise.spelling import holds, spells
from core.recognise.subject import without_time
from core.recognise.tables import load

_SIGNS = " \u3000:：|｜/・-–—()（）【】[]「」!！.。"
_MOST = 20
"""Letters of a firm's name in scripts without spaces, at most."""
_MOST_WORDS = 5
"""Words of an organisation's name that its domain spells, at most."""
Span = tuple[int, int]
_NAME = r"(?P<name>[^\W\d_a-zà-ÿ][\w'’.&-]*(?:\s(?:&|[^\W\d_a-zà-ÿ][\w'’.&-]*))*)"
"""Words with capitals."""
_GIVEN = r"(?P<name>[^\W\d_a-zà-ÿ][^\W\d_]+(?:-[^\W\d_]+)?)"


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
    name = _place(title, _at(), _name_alone())
    return name if " " in name else ""


def firm_of_title(title: str) -> str:
    """Return the name of the firm at which a title says that an interview is (`Interview at Acme`); empty for none."""
    return _place(title, _at())


def _place(title: str, *forms: re.Pattern[str]) -> str:
    """Return the name that stands behind the word for an interview in the first of some `forms`, unless a person's."""
    named = pattern("interview").search(title)
    if named is None or not tells(named[0].casefold()):
        return ""
    where = next(filter(None, (form.match(title, named.end()) for form in forms)), None)
    return "" if where is None or only_edges(where["name"]) or _calls_person(where["name"]) else where["name"]


def whose_interview(invitation: Invitation) -> str:
    """Return the given name of another than the user that a note sets right beside a job interview at some firm.

    `Alex job interview at Acme`, `Entrevista de trabajo de Alex en Acme`; whom one meets is noted in full, or so that
    it may be either (`Interview Alex @ Acme`).
    """
    title = invitation.title
    asked = _for_job(title)
    if asked is None:
        return ""
    firm = _where_others().match(title, asked[1])
    before = compiled(rf"\s*{_GIVEN}\s*[:,–-]?\s*").fullmatch(title[: asked[0]]) if firm else None
    behind = compiled(rf"\s(?P<of>(?:{'|'.join(load('names')['of_others'])})\s?)?{_GIVEN}").match(title, asked[1])
    if behind and not (behind["of"] or _where_others().match(title, behind.end())):
        behind = None
    name = (before or behind or {"name": ""})["name"]
    return name if name and is_given(name) and not invitation.is_me(name) else ""


def _for_job(title: str) -> Span | None:
    """Return where a title has the words for an interview that say that it is for a job."""
    jobs = [span for words in ("hiring", "applies") for span in pattern(words).spans(title)]
    for start, end in pattern("interview").spans(title):
        if near := [job for job in jobs if job[0] <= end + 1 and start <= job[1] + 1]:
            return min(start, *(job[0] for job in near)), max(end, *(job[1] for job in near))
    return None


def inviter_in_title(invitation: Invitation) -> str:
    """Return the name of the organisation that invites, where a title asks to an interview with it and says no more.

    Its mail domain spells it: `Interview with Kestrel Energy`, `Kestrel | Interview (Maya Lind)`.
    """
    title, organizer = invitation.title, invitation.organizer
    asked = pattern("interview").spans(title)
    host = registrable(organizer.email) if organizer and not is_vendor(organizer.email) else ""
    if not asked or not host:
        return ""
    words = [word for word in compiled(r"[^\W_]+").finditer(title) if not _overlaps(word.span(), asked)]
    people = (*invitation.others, *([organizer] if organizer else ()))
    known = invitation.me.union(*(compiled(r"[^\W_]+").findall(fold(one.name)) for one in people))
    for start, end in _runs(words):
        name = title[start:end]
        others = [word[0] for word in words if not (start <= word.start() < end) and fold(word[0]) not in known]
        if all(map(only_edges, others)) and not known.issuperset(fold(name).split()) and _is_called(name, host):
            return name
    return ""


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _runs(words: Sequence[re.Match[str]]) -> Iterator[Span]:
    """Yield the runs of words that may be a name, the shortest first."""
    for size in range(1, min(len(words), _MOST_WORDS) + 1):
        for at in range(len(words) - size + 1):
            yield words[at].start(), words[at + size - 1].end()


def _is_called(name: str, host: str) -> bool:
    """Return whether a mail domain spells a name, which is one word or goes on in capitals."""
    return (spells(host, name) or holds(host, name)) and bool(compiled(rf"\S+|{_NAME}").fullmatch(name))


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
def _where_others() -> re.Pattern[str]:
    names = load("names")
    return re.compile(rf"\s(?:{'|'.join((*names['at_firms'], *names['at_others_firms']))})\s{_NAME}")


@cache
def _schools() -> re.Pattern[str]:
    """Where one may be asked to an interview as a pupil."""
    return re.compile("|".join(load("names")["schools_in_east"]))
