"""A job that a sentence names outright: `the position of Piano Tuner`, `poste de référent qualité`, `cerca un/a`."""

from __future__ import annotations

from core.recognise.invitation import Invitation
from core.recognise.lexicon import Phrases, by_language, pattern, phrases, union
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.role_whole import unfinished, without_tail
from core.recognise.role_words import GENDERED, bounds, clean, dot, has_form, is_role

# A comma before the job's field, which ends the sentence: `Director, Data Platform.`
_FIELD = r",(?=[ ](?-i:[A-ZÀ-Þ][\w&-]*(?:[ ](?:[A-ZÀ-Þ][\w-]*|&|of|and)){0,3})(?:[.!?)]*\s*(?:\n|$)|[.!?)]+\s))"
_OPENING = 32
"""Letters within which a second opening stands behind the first: `applying for | the position of`."""
_AHEAD = 20
"""Letters before an opening in which a word says that there is no such post (`geen concrete vacature`)."""
_MOST_WORDS = 7


@by_language
def _named() -> Phrases:
    """A job behind words that say outright what it is (`the position is`)."""
    ending = r"\((?:[aoe]|fe|ne|se|te|le|rice|euse|trice|in|as|os|es)\)"
    letter = rf"(?:{ending}|{GENDERED}|(?i:{dot()})|{_FIELD}|[^.,:;\n\"“”»!?(：。，、])"
    role = rf"\s*[\"„“«]?(?P<role>{letter}{{3,70}})"
    return Phrases(phrases("roles", "named"), 0, around=lambda found: rf"(?P<frame>(?i:{found})){role}")


def said_outright(text: str, invitation: Invitation) -> str:
    """Return the job that a sentence of `text` names outright, or an empty text."""
    at = compiled(rf"(?:{union(phrases('place', 'at'))})\s")
    for match in _named().finditer(text):
        ahead = compiled(r"[.!?\n]").split(text[max(0, match.start() - _AHEAD) : match.start()])[-1]
        if pattern("roles", "none").search(ahead):
            continue
        frame, found = _innermost(match["frame"], match["role"])
        found = _ended(found, invitation)
        if not found or pattern("interview").search(found) or unfinished(found) or at.match(found):
            continue
        if compiled(r"(?i:appl\w+ to)").match(frame) and not is_role(found):
            continue
        if len(found.split()) <= _MOST_WORDS and _may_be(found, frame):
            return found
    return ""


def _innermost(frame: str, found: str) -> tuple[str, str]:
    """Return the last opening and what follows it (`applying for` | `the position of` | `Piano Tuner`)."""
    while inner := pattern("roles", "named").search(found[:_OPENING]):
        if inner.end() >= min(len(found), _OPENING):
            break
        frame, found = inner.group(0), found[inner.end() :]
    filler = pattern("roles", "filler").match(found)
    return frame, found[filler.end() :].lstrip() if filler else found


def _ended(found: str, invitation: Invitation) -> str:
    """Return a job without what its sentence goes on to say."""
    stops = union(phrases("roles", "stops"))
    found = clean(compiled(rf"\s(?:{stops})(?=\s)").split(found)[0])
    return without_tail(_to_head(compiled(rf"\s(?:{stops})$").sub("", found)), invitation)


def _may_be(found: str, frame: str) -> bool:
    """Return whether `found` is a job behind `frame`: by its words, by a capital, or since a post is spoken of."""
    if is_role(found) or has_form(found):
        return True
    if compiled(CJK).search(found) or compiled(r"[^\W_]+").match(found) is None:
        return False
    if found[:1].islower() and " " not in found and compiled(r"\b(?:is|be)\s*$").search(frame):
        return False
    post = pattern("labels", "role").search(frame) or pattern("roles", "sure").search(frame)
    return found[:1].isupper() or (bool(post) and found.split(" ", maxsplit=1)[0].lower() not in bounds())


def _to_head(found: str) -> str:
    """Return a title without the chatter behind its head noun (`Design Engineer btw`)."""
    chatter = (
        r"\s(?:btw|asap|thanks?|thx|please|pls|so|here|now|today|yet|again|too|if|when|which|that|who"
        r"|reporting|based|leading|working|starting|joining"
        r"|is|was|has|will|would|you|we|i)(?!\w).*$"
    )
    if not found[:1].isupper():
        return found
    verb = r"(?<=[ ])(?P<last>[A-ZÀ-Þ]\w+)\s[a-z]+(?:ed|es|ing|ly)(?!\w).*$"
    return compiled(verb).sub(r"\g<last>", compiled(chatter).sub("", found))
