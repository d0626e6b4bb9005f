"""The type of one round, from the line that names it, the title and the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from core.model import Kind, Stage
from core.recognise.chief import leads
from core.recognise.expressions import union
from core.recognise.grammar import choice, letters, words
from core.recognise.invitation import Invitation
from core.recognise.labels import label_line
from core.recognise.lexicon import pattern
from core.recognise.patterns import replaced
from core.recognise.speaking import spoken

# The order in which one wins where several fit.
_ORDER = (
    Stage.FINAL,
    Stage.ONSITE,
    Stage.TAKE_HOME_REVIEW,
    Stage.TECHNICAL,
    Stage.CULTURE,
    Stage.PANEL,
    Stage.HIRING_MANAGER,
)
_WHOLE = (Stage.FINAL, Stage.ONSITE, Stage.TAKE_HOME_REVIEW)
"""What a text says of the round as a whole; else a panel in it is no small matter beside what is asked there."""
_OUTDONE = {Stage.TECHNICAL: Stage.TAKE_HOME_REVIEW, Stage.ONSITE: Stage.FINAL}
"""What a title says of the round where the text may tell it more closely."""
_PART_OF = re.compile(r"\(?\b(?:part |session )?\d ?(?:of|/|von|de|di|van|av|z) ?\d\)?", re.I)

_FROM_START = re.compile(r"^\W*0?0:\d\d(?!\d)")
_OUTLINE = re.compile(r"\w\s?(?:->|[>→➔⟶])\s?\w[^\n]*\w\s?(?:->|[>→➔⟶])\s?\w")
"""The steps of a whole process in a row: `chat > technical > onsite`."""
_SENTENCE = re.compile(r"(?<=[.!?;。！？；\n])")
_BLOCK = 2
"""So many sessions are a block of a loop and no one session of it, though the title numbers it."""
_PANEL = 3
"""So many people in one talk are a panel, where nothing else is said."""


def stage_of(
    invitation: Invitation, kind: Kind, *, role: str | None, company: str | None, people: Sequence[str]
) -> Stage:
    """Return the stage of an event that is a `kind`; OTHER where the type of interview is not said.

    `people` are the names of those who meet the user.
    """
    if kind is Kind.RECRUITER:
        return Stage.RECRUITER_SCREEN
    if kind is Kind.NETWORKING:
        return Stage.INFORMATIONAL
    topic = topics(invitation)
    title = _without(invitation.title, role, company)
    named = _fitting(_asserted(f"{topic}\n{title}"))
    if pattern("general", "final").search(title):
        named.insert(0, Stage.FINAL)
    whole = Stage.FINAL in named or Stage.PANEL in named
    if _rows(invitation) >= 3 and not _PART_OF.search(invitation.title) and not whole:
        return Stage.ONSITE
    part = _PART_OF.search(invitation.title) and _rows(invitation) < _BLOCK
    named = [stage for stage in named if stage is not Stage.ONSITE] if part else named
    if named and named[0] not in _OUTDONE:
        return _weightiest(named)
    said = _said(_asserted(_without(present(_plain_body(invitation), people), role, company)))
    if part:
        said = [stage for stage in said if stage is not Stage.ONSITE]
    # Of a day in sessions, one may be with who has the last word.
    if named and (outdoes := _OUTDONE[named[0]]) in said and not (outdoes is Stage.FINAL and _rows(invitation)):
        named = [outdoes]
    return _weightiest(named) if named else _unnamed(invitation, said, role, people)


def _weightiest(named: Collection[Stage]) -> Stage:
    return next(stage for stage in _ORDER if stage in named)


def _unnamed(invitation: Invitation, said: Sequence[Stage], role: str | None, people: Sequence[str]) -> Stage:
    """Return the stage that the text says, or that goes by who meets the user."""
    if said and not (said[0] is Stage.HIRING_MANAGER and len(people) >= _PANEL):
        return said[0]
    if len(people) >= _PANEL:
        return Stage.PANEL
    return Stage.HIRING_MANAGER if leads(invitation, role, people) else Stage.OTHER


def _said(text: str) -> list[Stage]:
    """Return the stages that the text names; a lone `technical` says less than who holds the talk."""
    said = _fitting(text)
    if Stage.PANEL in said and not set(said) & set(_WHOLE):
        return [Stage.PANEL]
    # A room with a whiteboard is no exercise yet.
    if Stage.TECHNICAL in said and _only(text, "props"):
        said.remove(Stage.TECHNICAL)
    if Stage.TECHNICAL in said and Stage.HIRING_MANAGER in said and _only(text, "technical"):
        said.remove(Stage.TECHNICAL)
    return said


def _only(text: str, general: str) -> bool:
    """Return whether all that `text` says of a technical talk are words as general as these, not of the talk itself."""
    return all(
        pattern("general", general).fullmatch(match.group(0))
        and not pattern("interview").match(text[match.end() :].lstrip(" -"))
        for match in pattern("stages", "technical").finditer(text)
    )


def _asserted(text: str) -> str:
    """Return `text` without what there will be none of (`no leetcode`) and without names of departments."""
    return _department().sub(" ", _none_of().sub(" ", text))


@cache
def _none_of() -> re.Pattern[str]:
    """Return what there will be none of, with the words that say so."""
    west = rf"(?<!\w){choice('none_of')}\s\w+(?:[\s-]\w+)?(?:\s?(?:/|,|{choice('or')})\s?\w+)?"
    before = rf"{choice('none_of_in_east')}[\u4e00-\u9fff]{{1,4}}"
    named = r"(?:[\u3400-\u9fff\u30a0-\u30ff]{2,8}|[\uac00-\ud7a3]{2,6})"
    behind = rf"{named}{choice('topic_in_east')}? ?{choice('is_none_in_east')}"
    return re.compile(f"{west}|{before}|{behind}", re.I)


@cache
def _department() -> re.Pattern[str]:
    """Return the name of a department that looks like a topic (`People & Culture`)."""
    people, culture = choice("people_in_departments"), choice("culture_in_departments")
    west = rf"{people}\s(?:&|{choice('and')})\s{culture}(?!\w)"
    ends, then = choice("departments_in_east"), choice("behind_departments_in_east")
    return re.compile(rf"{west}|[\u3400-\u9fff\u30a0-\u30ff]{{2,}}{ends}(?=\s|{then}|[、。]|$)", re.I)


@cache
def _row() -> re.Pattern[str]:
    """Return the time at the start of a line of a schedule, to the first word of what takes place then."""
    half = rf"\s?(?:[ap](?:\.?m\.?)?|{choice('o_clock')})(?!\w)"
    hour, minute = rf"(?:h|{letters('hour_sign')})", letters("minute_sign")
    clock = rf"(?:[01]?\d|2[0-3])(?:(?:[:.]|{hour})\s?[0-5]\d{minute}?(?:{half})?|[0-5]\d(?!\d)|{hour}(?!\w)|{half})"
    span = rf"(?:[01]?\d|2[0-3])\s?(?:[-–—~〜～]|{choice('till_hour')})\s?{clock}"
    return re.compile(rf"^\W*(?:{clock}|{span})(?=\W)\W*(?=[^\W_])", re.I)


@cache
def _pause() -> re.Pattern[str]:
    return re.compile(union(words("pause")), re.I)


def present(text: str, people: Sequence[str] = ()) -> str:
    """Return `text` without the sentences on what may come after this talk, and without what was before it.

    A sentence that names somebody of the `people` is on this one (`The next step is a talk with Bo Ek, your manager`).
    """
    former, sequel = pattern("former"), pattern("sequel")
    for match in reversed(list(former.finditer(text))):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    if not sequel.search(text) and not _OUTLINE.search(text):
        return text
    return "".join(
        part
        for part in _SENTENCE.split(text)
        if not _OUTLINE.search(part) and (any(name in part for name in people) or not sequel.search(part))
    )


def only_later(name: str, body: str) -> bool:
    """Return whether a text names somebody only where it tells what may come after this talk."""
    return name in body and name not in present(body)


def topics(invitation: Invitation) -> str:
    """Return the values of the lines that name the interview (`Interview: Panel (60 min)`)."""
    return _topics(spoken(), invitation.body)


@lru_cache(maxsize=4)
def _topics(languages: tuple[str, ...], body: str) -> str:
    """They are asked for more than once. `languages` are those spoken."""
    del languages
    return "\n".join(match["value"] for match in label_line("topic").finditer(body))


def _fitting(text: str) -> list[Stage]:
    return [stage for stage in _ORDER if pattern("stages", stage.value).occurs(text)]


def _without(text: str, role: str | None, company: str | None) -> str:
    """The words of the job (`Technical Lead`) and of the firm (`Final Mile Logistics`) say nothing of the round."""
    for name in filter(None, (role, company)):
        text = replaced(name, " ", text)
    return text


def _plain_body(invitation: Invitation) -> str:
    lines = [line for line in invitation.lines if not label_line("company").match(line)]
    # Behind what a line says of the job another sentence may follow.
    return "\n".join(_SENTENCE.split(line, 1)[-1] if label_line("role").match(line) else line for line in lines)


def _rows(invitation: Invitation) -> int:
    """How many sessions with somebody a timed schedule in the text has; minutes from the start are no clock."""
    rows = [line for line in invitation.lines if _row().match(line)]
    if sum(1 for line in rows if _FROM_START.match(line)) > 1:
        return 0
    return sum(1 for line in rows if not _pause().search(line))
