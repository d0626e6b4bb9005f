"""Who is met where a text lists them behind a word for all of them: `a panel of three: ...`, `the team, Ana and Bo`."""

from __future__ import annotations

from core.recognise.lexicon import by_language, pattern, phrases, union
from core.recognise.names import NAME, NAME_WORD, is_organisation, is_title, people_in
from core.recognise.patterns import compiled

_JOINS = r"(?:and|und|et|y|e|en|och|i|oraz|ed|&|\+|samt|sowie)"
_ASIDE = r"(?:\s?\([^()\n]{2,50}\))?"
_ONE = rf"(?:{NAME}|{NAME_WORD}){_ASIDE}"
_SEVERAL = rf"(?P<who>{_ONE}(?:,\s{_ONE})*,?\s{_JOINS}\s{_ONE})"
_OF_WHERE = "from|who|aus|von|vom|die|der|de|du|qui|del|que|di|che|van|uit|från|som|z"
_STOPS = r"(?=\s*(?:[.,;:!?\n)]|[-–—]\s|$)|\s[a-zà-ÿ])"


def grouped(body: str, lines: list[str]) -> list[str]:
    """Return the names that stand in a list behind what all of them are, above what they do, or below a colon."""
    found = _below_meeting(lines)
    if pattern("place", "groups").search(body):
        for match in compiled(_colon()).finditer(body):
            found += _of_list(match["value"])
        for match in compiled(_apposition()).finditer(body):
            found += people_in(match["who"])
    if pattern("place", "holds").search(body):
        for match in compiled(_acting()).finditer(body):
            found += people_in(match["who"])
        found += compiled(_from_team()).findall(body)
    return [name for name in found if not is_title(name) and not is_organisation(name)]


@by_language
def _colon() -> str:
    """A panel of three, a colon, and the names up to the end of the sentence."""
    value = r"(?P<value>(?:[^\n.]|(?<=[A-Z])\.|\.(?=\w))+)"
    return rf"(?<!\w)(?i:{union(phrases('place', 'groups'))})(?:\s[^.:;\n]{{0,30}})?:[ ]+{value}"


@by_language
def _apposition() -> str:
    """The team, a comma, and their names: at least two."""
    groups = union(phrases("place", "groups"))
    return rf"(?<!\w)(?i:{groups})(?:\s[a-zà-ÿ]+){{0,2}}(?:,|:|\s[-–—(])\s?{_SEVERAL}{_STOPS}"


@by_language
def _acting() -> str:
    """Several at a sentence's start who do what one does in a talk: `Kai, Ines and Big Mo are on`."""
    return rf"(?:^|(?<=[.!?:]\s)|(?<=\n)){_SEVERAL}\s(?i:{union(phrases('place', 'holds'))})"


@by_language
def _from_team() -> str:
    """One of a team or a firm who does what one does in a talk: `Kai from our field team will phone you`."""
    whose = rf"(?:{_OF_WHERE})\s[^\s.,;:!?\n]+(?:\s[^\s.,;:!?\n]+){{0,3}}?"
    holds = union(phrases("place", "holds"))
    return rf"(?<![\w'’-])({NAME}|{NAME_WORD})\s{whose}\s(?i:{holds})"


def _of_list(value: str) -> list[str]:
    """Return the names of a list; where its parts are parted by semicolons, the first full name of each."""
    if ";" not in value:
        names = people_in(value)
        initials = any(compiled(r"[A-Z]\. ").match(name) for name in names)  # of which one may look like a title: `M.`
        full = [name for name in names if initials or " " in name]
        return full or (names if len(names) > 1 else [])
    found: list[str] = []
    for part in value.split(";"):
        full = [name for name in compiled(NAME).findall(part) if not is_title(name)]
        found += full[:1] or people_in(part)[:1]
    return found


def _below_meeting(lines: list[str]) -> list[str]:
    """Return those who stand one a line below `You'll meet`: `Jo, who runs the studio`, `Obi from Photography`."""
    shape = rf"^[\s*•–-]*(?P<who>{NAME}|{NAME_WORD})(?:,\s\S|\s(?:{_OF_WHERE})\s|\s?\(|\s[-–—]\s|$)"
    found: list[str] = []
    leading, listed = False, list[str]()
    for line in [*lines, ""]:
        match = compiled(shape).match(line) if leading and len(line) < 90 else None
        if match and not is_title(match["who"]):
            last_first = compiled(rf"^[\s*•–-]*({NAME_WORD}),\s({NAME_WORD})(?=\s?\(|$)").match(line)
            listed.append(f"{last_first[2]} {last_first[1]}" if last_first else match["who"])
            continue
        if not line and leading and not listed:
            continue
        found += listed if len(listed) > 1 else []
        listed = []
        leading = bool(compiled(rf"(?i:{_meets()})\s?:?$").search(line)) or (
            line.endswith(":") and bool(pattern("place", "groups").search(line))
        )
    return found


@by_language
def _meets() -> str:
    return union((*phrases("place", "met"), *phrases("place", "groups")))
