"""A job that the text names and nobody holds: where no opening tells of it, this is what is sought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.invitation import Invitation
from core.recognise.labels import label_line
from core.recognise.lexicon import by_language, keys_of, pattern, phrases, union
from core.recognise.names import CJK, NAME, NAME_WORD, is_organisation
from core.recognise.patterns import compiled
from core.recognise.role_whole import whole
from core.recognise.role_words import capped, edge_word, is_role, kept

_CLOCK = r"\W*\d{1,2}(?:[:.h]\d\d|\s?[ap]m)(?!\w)"
_AHEAD = 40
"""Letters before a job in which a word says that somebody holds it (`as the`, `I'm a`)."""
_MOST_WORDS = 8


def left_over(invitation: Invitation) -> str:
    """Return the job that stands in the text and is nobody's function; of several the one that is named again."""
    found = list(dict.fromkeys(_unheld(invitation)))
    again = (each for each in found if invitation.text.lower().count(each.lower()) > 1)
    return next(again, found[0] if found else "")


def _unheld(invitation: Invitation) -> Iterator[str]:
    lines = invitation.lines
    for place, plain in enumerate(lines):
        if not is_role(plain) or _is_others(lines, place):
            continue
        line = kept(plain)
        for match in capped().finditer(line):
            found = _last(whole(match["role"], line, match.start("role"), invitation))
            start = line.rfind(found, 0, match.end()) if _fits(found) else -1
            if start < 0:
                continue
            ahead = line[:start]
            opened = _opening().search(ahead)
            if opened or not (found.islower() or _is_held(ahead, line[match.end() :], invitation)):
                yield found


def _is_others(lines: tuple[str, ...], place: int) -> bool:
    """Return whether a line tells of other people or posts: a row of a schedule, who is met, a signature, an advert."""
    line = lines[place]
    if compiled(_CLOCK).match(line) or _is_signature(lines, place):
        return True
    return bool(label_line("people").match(line)) or pattern("roles", "adverts").occurs(line)


def _last(found: str) -> str:
    """Return what stands behind the last dash, where that is a job (`Interviews - Dredging Engineer`)."""
    last = found.rpartition(" - ")[2]
    return last if is_role(last) else found


def _fits(found: str) -> bool:
    words = found.split()
    if not words or edge_word(found) or len(words) > _MOST_WORDS:
        return False
    if compiled(rf"{CJK}+ {NAME}").fullmatch(found):
        return False  # a function and who holds it: `合伙人 Victor Tam`
    return not (is_organisation(found) and words[-1].endswith("s") and is_role(words[-1]))


def _is_signature(lines: tuple[str, ...], place: int) -> bool:
    """Return whether a line stands under a name alone, or begins with a name and has no sentence."""
    alone = r"(?:\s\(.*\))?[.,]?"
    above = place > 0 and compiled(rf"\W*(?:{NAME}|{NAME_WORD}){alone}").fullmatch(lines[place - 1])
    below = place + 1 < len(lines) and compiled(rf"\W*{NAME}{alone}").fullmatch(lines[place + 1])
    return bool(above or below or compiled(rf"\W*{NAME}\s?(?:[,|(–—-]|\s-\s)").match(lines[place]))


def _is_held(ahead: str, behind: str, invitation: Invitation) -> bool:
    """Return whether what stands around a job says that somebody has it: a name, `our`, `I'm a`."""
    if any(each.search(ahead[-_AHEAD:]) for each in _holders()):
        return True
    before = compiled(rf"(?P<name>{NAME})['’]?s?\W*$").search(ahead)
    name = before or compiled(rf"[,:(]?\s(?P<name>{NAME})").match(behind)
    if (
        name
        and not is_organisation(name["name"])
        and not invitation.is_me(name["name"])
        and not edge_word(name["name"])
    ):
        return True
    last = compiled(rf"({NAME_WORD}(?:\s{NAME_WORD})?)(?:,\s|\s?\()$").search(ahead)
    return bool(last) and not _names_talk(last[1] if last else "")


def _names_talk(text: str) -> bool:
    """Return whether it is what takes place and not who is there (`Portfolio Panel, Product Designer`)."""
    return pattern("interview").occurs(text) or any(pattern("stages", each).occurs(text) for each in keys_of("stages"))


@by_language
def _holders() -> tuple[re.Pattern[str], ...]:
    """Return what stands before a job that is somebody's: `I'm a`, `with`, `our`, but not `our next`."""
    ours, sought = union(phrases("roles", "ours")), union(phrases("roles", "sought"))
    held = compiled(rf"{union(phrases('roles', 'holders'))}\s+$", re.I)
    return held, compiled(rf"{ours}\s+(?!{sought})(?:[^\W\d_]+\s)?$", re.I)


@by_language
def _opening() -> re.Pattern[str]:
    """Return what stands before a job in small letters alone, which is else anybody's: `as our`, `candidate for`."""
    weak = {"the", "our", "re", "saw(?: (?:the|your|an?))?"}
    words = tuple(word for word in phrases("roles", "before") if word not in weak)
    return compiled(rf"{union(words)}\s+$", re.I)
