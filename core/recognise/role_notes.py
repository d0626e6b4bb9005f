"""The job that a note to oneself is about: behind its word without a colon, before it, or a piece that is one."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.lexicon import Phrases, by_language, pattern, phrases, union
from core.recognise.names import NAME
from core.recognise.patterns import compiled
from core.recognise.role_words import bounds, clean, dot, edge_word, head, holds, is_role

# What follows a job in a note to oneself is advice, not a part of its name.
_LOWER = re.compile(r"(?<!\w)(?:bring|ask|link|remember|prep|with|w/|call|they|room|zoom)(?!\w)", re.I)


def noted(invitation: Invitation) -> str:
    """Return the job of a note to oneself: behind its word without a colon, before it, or a piece that is one."""
    plain = (line for line in invitation.lines if not compiled(r"\W*\d{1,2}[:.h]\d\d").match(line))
    text = "\n".join((*plain, invitation.title))
    small = bounds()
    labels = union(phrases("labels", "role"))
    for match in compiled(
        rf"(?<!\w)(?:{labels})\s(?:is\s|=\s|als\s|som\s|van\s|de\s|di\s|jako\s)?(?P<role>(?:\([aoe]\)|[^.,;:\n()=?]){{3,50}}(?:\.\s(?=(?-i:[a-z]))[^.,;:\n()]{{2,30}})?)",
        re.I,
    ).finditer(text):
        found = compiled(rf"\s(?:{union(phrases('roles', 'stops'))})\s").split(match["role"])[0].strip()
        if (
            found.split(" ")[0].lower() not in small
            and not pattern("interview").search(found)
            and len(found.split()) <= 5
        ):
            if is_role(found) or _short().search(found) or not compiled(rf"{labels}").pattern.isascii():
                return clean(found)
            if (
                not compiled(
                    r"(?:is|was|starts?|at|with|for|would|could|search|ad|offer|interview|posting)(?!\w)", re.I
                ).match(found)
                and invitation.body.find(found) >= 0
            ):
                return clean(found)
    for match in compiled(
        r"(?:the|their|for|an?|about|re)\s(?P<role>(?!same|new|other|first)[\w/+#-]{2,20}(?:\s[\w/+#-]{2,20}){0,2}?)\s(?:position|role|opening|gig|job|search)(?!\w)",
        re.I,
    ).finditer(text):
        found = match["role"]
        named = found.islower() or is_role(found) or _short().search(found)
        if named and found.split(" ")[0].lower() not in small:
            return clean(found)
    for match in compiled(r"(?<!\w)(?P<role>C[TEOFP]O|VP)\s(?:search|role|position|job|mandate)(?!\w)").finditer(text):
        return match["role"]
    pieces = [piece for line in (*invitation.lines, *invitation.title.split(" - ")) for piece in _pieces(line)]
    for test in (head(), _short()):
        for piece in pieces:
            clock = compiled(r"\d:\d\d").search(piece)
            if piece.split(" ")[0].lower() in bounds() or clock or compiled(rf".*:\s?{NAME}").fullmatch(piece):
                continue
            if test.search(piece) and len(piece.split()) <= 7 and not edge_word(piece) and not holds(piece):
                return clean(_from_bound(piece, test))
    return ""


def _from_bound(piece: str, test: Phrases) -> str:
    """Return a piece from the last small word before its head noun on (`she says` | `head of data`)."""
    match = test.search(piece)
    words = piece[: match.start()].split() if match else []
    last = max((place for place, word in enumerate(words) if word.lower() in bounds()), default=-1)
    return piece.split(maxsplit=last + 1)[-1] if last >= 0 else piece


def _pieces(line: str) -> list[str]:
    """Return the pieces of a note's line of which one may be a job; none for a row of a schedule."""
    if compiled(r"\W*\d{1,2}[:.h]\d\d").match(line) or compiled(r"[。，、]").search(line):
        return []
    parts = compiled(rf"(?!{dot()})[.]|[;\n?]|\s[-–—]\s").split(line)
    return [piece for sentence in parts for piece in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> list[str]:
    head, comma, _ = sentence.partition(", ")
    sentence = head if comma and is_role(head) and _LOWER.search(sentence[len(head) :]) else sentence
    sentence = compiled(rf"{NAME}\s?\([^)]*\)").sub("", sentence)
    inside = compiled(r"[(（]([^)）]+)[)）]").findall(sentence)
    outside = compiled(r"[(（][^)）]*[)）]").sub("", sentence)
    first = outside if not inside or is_role(outside) else ""
    # What stands before a colon is whose or what kind of thing it is: `Journalist: Ana Ruiz`.
    return [piece.rpartition(": ")[2].strip() for piece in (first, *inside) if piece.strip()]


@by_language
def _short() -> Phrases:
    """Job words so short that they count in a note to oneself alone (`platform eng`)."""
    return pattern("roles", "short")
