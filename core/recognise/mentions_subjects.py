"""Who is met where a sentence is about them: `it's Ana Ruiz`, `Ana Ruiz, who leads us`, `Ana Ruiz will run it`."""

from __future__ import annotations

from core.recognise.lexicon import by_language, pattern, phrases, union
from core.recognise.names import NAME, NAME_WORD, is_title, people_in
from core.recognise.patterns import compiled

_AND = (
    r"(?:,\s(?:(?:and|und|et|y|e|en|och|i|oraz)\s)?|\s(?:and|und|et|e|ed|y|en|och|i|oraz|&|\+|samt|sowie)\s"
    r"(?:(?:the|la|el|il|o|a|de|den|der|die|m\.|mme)\s)?)"
)
_ASIDE = r"(?:\s?\([^()\n]{2,60}\)|,\s[^,.;:!?\n]{3,50},)?"
_MANY = rf"(?P<who>{NAME}{_ASIDE}(?:{_AND}{NAME}{_ASIDE})*)"


def subjects(body: str) -> list[str]:
    """Return the names that sentences of a letter are about, as one speaks of who holds a talk."""
    found: list[str] = []
    for match in compiled(_introduced()).finditer(body):
        found += _full(match["who"])
    # Names are many and verbs few: they are looked for first.
    for match in compiled(_acting("holds")).finditer(body) if pattern("place", "holds").search(body) else ():
        found += _full(match["who"])
    for match in compiled(_acting("who")).finditer(body) if pattern("place", "who").search(body) else ():
        if not _only_helps(body, match.start()):
            found += _full(match["who"])
    for match in compiled(_functions()).finditer(body):
        if is_title(match["function"]) and not _only_helps(body, match.start()):
            found.append(match["who"])
    for match in compiled(_with_me()).finditer(body):
        found += people_in(match["who"])
    return [name for name in found if not is_title(name)]


@by_language
def _introduced() -> str:
    """It is somebody, or the interviewer is."""
    return rf"(?<!\w)(?i:{union(phrases('place', 'it_is'))}):?\s(?:[a-zà-ÿ'’-]+\s){{0,3}}?{_MANY}"


@by_language
def _acting(kind: str) -> str:
    """Somebody who leads something, or who does what one does in a talk."""
    return rf"{_MANY},?\s(?:who\s)?(?i:{union(phrases('place', kind))})"


@by_language
def _functions() -> str:
    """Somebody with a function of theirs or ours behind a comma: `Ana Ruiz, our CTO`."""
    return rf"(?P<who>{NAME}),\s(?i:{union(phrases('place', 'ours'))})\s(?P<function>[^,.;:!?\n]{{3,50}})"


@by_language
def _with_me() -> str:
    """A first name alone before who writes: `Tom and I`."""
    return rf"(?:^|(?<=[.!?\n]\s)|(?<=\n)|(?<=,\s))(?P<who>{NAME_WORD})\s(?i:{union(phrases('place', 'and_me'))})(?!\w)"


def _full(who: str) -> list[str]:
    bare = compiled(rf",\s(?!{NAME})[^,.;:!?\n]{{3,50}},").sub(", ", who)
    return [name for name in people_in(bare) if " " in name]


def _only_helps(body: str, start: int) -> bool:
    """Return whether the clause before a name makes it one who helps, recommends or was met before."""
    clause = compiled(r"[.;!?\n]").split(body[max(0, start - 60) : start])[-1]
    return bool(pattern("place", "aids").search(clause))
