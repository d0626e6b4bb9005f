"""A sentence such as "Phone screen with Dana Whitfield <dana@acme.example> at Acme for Backend Engineer yesterday 3pm".

What it names is taken out of it part by part: addresses, then the moment, then what follows `with`, `at` and `for`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from core.model import Kind, Part, Stage
from core.recognise.moments import CLOCK, Moment, clock_of, read

_PERSON = re.compile(
    r"(?P<name>(?:[^\W\d_][\w.'’-]*\s+){0,4}?)<(?P<email>[^\s<>@]+@[^\s<>]+)>|(?P<bare>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
_RANGE = re.compile(
    r"(?:from\s+)?(?P<a>\d{1,2}(?::\d\d)?)\s?(?P<ah>am|pm)?\s?(?:-|–|to|until|till)\s?(?P<b>\d{1,2}(?::\d\d)?)\s?(?P<bh>am|pm)?(?![\w/-])",
    re.I,
)
_SPAN = re.compile(
    r"(?:,?\s*(?:for|lasting|\())?\s*(?P<count>\d{1,3}|an?|half\s+an|one|two|three|four)[\s-]?(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|h)\b\)?",
    re.I,
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    r"(?:\bon\s+)?\b(?:"
    rf"\d{{4}}-\d\d-\d\d|(?:{_WEEKDAY},?\s+)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|(?:{_WEEKDAY},?\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|:)(?:,?\s+\d{{4}})?"
    rf"|(?:last|next|this|coming)\s+{_WEEKDAY}|{_WEEKDAY}"
    r"|(?:the\s+)?day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|today|tomorrow|tonight|last\s+night"
    r"|(?:\d{1,3}|an?|two|three|four|five|six)\s+(?:day|week|month)s?\s+ago|in\s+\w+\s+(?:day|week)s?"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?"
    r")(?=$|[\s,.;)])(?:\s+(?:in\s+the\s+)?(?:morning|afternoon|evening))?",
    re.I,
)
_PART_OF_DAY = re.compile(r"\b(?:this|in\s+the)\s+(?:morning|afternoon|evening)\b", re.I)
_CLOCK = re.compile(rf"(?:^|(?<=[\s,(])){CLOCK}(?=$|[\s,.;)])", re.I)
_BARE_HOUR = re.compile(r"\bat\s+(?P<hour>[1-9]|1\d|2[0-3])(?=$|[\s,.;])")
"""`at 3` is in the afternoon: nobody interviews before eight."""
_MET = re.compile(
    r"\b(?:i\s+)?(?:had\s+an?\s+(?P<what>[\w -]{3,30}?)\s+with"
    r"|(?:met|spoke|talked|chatted)(?:\s+(?:up|briefly))?(?:\s+(?:with|to))?)\s+",
    re.I,
)
_JOINT = re.compile(r"(?:^|[\s,]+)(?P<word>with|at|from|for|about|as|of|@)\s+", re.I)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\+)\s*", re.I)
_ARTICLE = re.compile(r"^(?:the|an?|our|my)\s+", re.I)
_ROLE_TAIL = re.compile(r"\s+(?:role|position|job|opening|post)$", re.I)
_PARTS = re.compile(
    r"(?:^|[\s,(]+)(?:an?\s+|the\s+|my\s+)?(?P<part>hiring\s+manager|recruiter|sourcer|headhunter|talent\s+partner|coordinator)\b[,)]?\s*",
    re.I,
)
_OCCASION = re.compile(
    r"\b(?:fair|meet-?up|conference|event|summit|expo|caf[eé]|coffee|lunch|party|hackathon|webinar)\b", re.I
)
_RECRUITER = re.compile(r"\b(?:recruiter|sourcer|headhunter|talent\s+partner|career\s+fair|job\s+fair)\b", re.I)
_NETWORKING = re.compile(r"\b(?:coffee|informational|networking|lunch|meet-?up|catch-?up|advice)\b", re.I)
_SCREEN = re.compile(r"\b(?:phone|recruiter|initial|first|intro\w*)\s+(?:screen\w*|call)|\bscreening\b", re.I)
_PROCESS = re.compile(r"\b(?:interview|screen\w*|onsite|panel|round|technical|coding)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody named in the sentence."""

    name: str
    email: str = ""
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sentence says. `start` and `end` are local times of day, None where it names none."""

    what: str = ""
    company: str = ""
    role: str = ""
    people: tuple[Met, ...] = ()
    day: date | None = None
    start: time | None = None
    end: time | None = None
    length: timedelta | None = None
    past: bool = False
    """True where it is told as a chance that was taken (`met ...`, `talked to ...`)."""
    kind: Kind | None = None
    stage: Stage | None = None


@dataclass(slots=True)
class _Rest:
    """What is left of the sentence. Addresses are set aside under signs that no other rule can read."""

    text: str
    people: list[Met] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> None:
        """Take out what was read."""
        self.text = f"{self.text[: match.start()]} {self.text[match.end() :]}"


def told(sentence: str, *, today: date, country: str = "") -> Told:
    """Return what `sentence` says; parts that it does not name are empty. Never raises."""
    rest = _Rest(" ".join(sentence.split()).rstrip(".!"))
    _set_people_aside(rest)
    span = _length(rest)
    start, end = _clocks(rest)
    day, start = _day(rest, start, today, country)
    met = _MET.search(rest.text)
    if met:
        what = met["what"] or ""
        rest.text = f"{rest.text[: met.start()]} {what} with {rest.text[met.end() :]}"
    if met and day is not None and today < day <= today + timedelta(days=7):
        day -= timedelta(days=7)  # `met ... on Friday` was last Friday
    parts = _by_preposition(rest.text)
    company, places = _company(parts)
    role = _role(parts)
    people = tuple(one for words in parts.get("with", ()) for one in _people(words, rest.people))
    head = " ".join(_named(word, rest.people).strip() for word in parts.get("", ()) if word.strip(" ,-"))
    what = _what(head, places)
    spoken = f"{sentence} {what}"
    part = Part.RECRUITER if _RECRUITER.search(spoken) else None
    if part and len(people) == 1 and people[0].part is None:
        people = (replace(people[0], part=part),)
    return Told(
        what=what, company=company, role=role, people=people, day=day, start=start, end=end, length=span,
        past=bool(met), kind=_kind(sentence), stage=Stage.RECRUITER_SCREEN if _SCREEN.search(sentence) else None,
    )  # fmt: skip


def _set_people_aside(rest: _Rest) -> None:
    def sign(match: re.Match[str]) -> str:
        words = (match["name"] or "").split()
        # `with dana Whitfield <...>`: the words before the name that are none stay in the sentence.
        first = next((n for n in range(len(words)) if not _is_name(words[n:])), None)
        while first is not None:
            before, words = words[: first + 1], words[first + 1 :]
            kept.extend(before)
            first = next((n for n in range(len(words)) if not _is_name(words[n:])), None)
        email = (match["email"] or match["bare"]).lower()
        rest.people.append(Met(name=" ".join(words), email=email))
        lead = " ".join(kept)
        kept.clear()
        return f"{lead} \x00{len(rest.people) - 1}\x00 "

    kept: list[str] = []
    rest.text = _PERSON.sub(sign, rest.text)


def _is_name(words: list[str]) -> bool:
    """True where the first of `words` may begin a name: no preposition, verb or trade."""
    return words[0].casefold() not in _NO_NAME


_NO_NAME = frozenset(
    {"with", "at", "from", "for", "about", "as", "of", "and", "a", "an", "the", "my", "our", "met", "spoke", "talked"}
    | {"to", "i", "by", "recruiter", "sourcer", "headhunter", "coordinator", "manager", "hiring", "interviewer"}
    | {"partner", "talent", "screen", "interview", "call", "chat", "coffee", "phone"}
)


def _length(rest: _Rest) -> timedelta | None:
    match = _SPAN.search(rest.text)
    if match is None:
        return None
    count = match["count"].casefold()
    hours = match["unit"].casefold().startswith("h")
    known = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
    rest.take(match)
    if count.startswith("half"):
        return timedelta(minutes=30)
    number = int(count) if count.isdigit() else known[count]
    return timedelta(hours=number) if hours else timedelta(minutes=number)


def _clocks(rest: _Rest) -> tuple[time | None, time | None]:
    for match in _RANGE.finditer(rest.text):
        last = match["bh"] or ""
        start = _clock_in(f"{match['a']}{match['ah'] or last}")
        end = _clock_in(f"{match['b']}{last}")
        if start and end and not match["ah"] and start > end:
            start = _clock_in(f"{match['a']}am")
        if start and end and start < end:
            rest.take(match)
            return start, end
    for match in _CLOCK.finditer(rest.text):
        clock = clock_of(match)
        if clock is not None:
            rest.take(match)
            return clock, None
    if bare := _BARE_HOUR.search(rest.text):
        rest.take(bare)
        hour = int(bare["hour"])
        return time(hour + 12 if hour < 8 else hour), None
    return None, None


def _clock_in(words: str) -> time | None:
    match = _CLOCK.fullmatch(words)
    return clock_of(match) if match else None


def _day(rest: _Rest, start: time | None, today: date, country: str) -> tuple[date | None, time | None]:
    """Return the day, and the time of day with what `this morning` adds."""
    for match in (*_PART_OF_DAY.finditer(rest.text), *_DAY.finditer(rest.text)):
        words = re.sub(r"^on\s+", "", match.group(0).strip(), flags=re.I)
        found: Moment | None = read(words, today=today, country=country)
        if found is None:
            continue
        rest.take(match)
        return found.day, start or found.clock
    return None, start


def _by_preposition(text: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    word, begun = "", 0
    for match in _JOINT.finditer(text):
        if match["word"].casefold() == "of" and word != "with":
            continue  # Bank of America, Head of Data
        parts.setdefault(word, []).append(text[begun : match.start()])
        word, begun = {"@": "at", "of": "from"}.get(match["word"].casefold(), match["word"].casefold()), match.end()
    parts.setdefault(word, []).append(text[begun:])
    return parts


def _company(parts: dict[str, list[str]]) -> tuple[str, list[str]]:
    """Return the company and the occasions (`at a career fair`) that stand where one could be."""
    company, places = "", []
    for words in (*parts.get("from", ()), *parts.get("at", ())):
        bare = words.strip(" ,.")
        if _OCCASION.search(bare):
            places.append(bare)
        elif bare and not company:
            company = _ARTICLE.sub("", bare.partition(",")[0]) if bare.islower() else bare.partition(",")[0]
    return company.strip(), places


def _role(parts: dict[str, list[str]]) -> str:
    for words in (*parts.get("for", ()), *parts.get("as", ()), *parts.get("about", ())):
        bare = _ROLE_TAIL.sub("", _ARTICLE.sub("", words.strip(" ,."))).strip()
        if bare:
            return bare
    return ""


def _people(words: str, aside: list[Met]) -> list[Met]:
    found = []
    for name in _AND.split(words):
        part = next((_part(match["part"]) for match in _PARTS.finditer(name)), None)
        sign = re.search("\x00(\\d+)\x00", name)
        bare = _ARTICLE.sub("", _PARTS.sub(" ", re.sub("\x00\\d+\x00", " ", name)).strip(" ,.()")).strip()
        if sign:
            known = aside[int(sign[1])]
            found.append(replace(known, name=" ".join(filter(None, (bare, known.name))), part=part))
        elif bare:
            found.append(Met(name=bare, part=part))
        elif part and found:
            found[-1] = replace(found[-1], part=part)
    return found


def _part(word: str) -> Part:
    said = " ".join(word.casefold().split())
    return {"hiring manager": Part.HIRING_MANAGER, "coordinator": Part.COORDINATOR}.get(said, Part.RECRUITER)


def _named(words: str, aside: list[Met]) -> str:
    return re.sub("\x00(\\d+)\x00", lambda match: aside[int(match[1])].name, words)


def _what(head: str, places: list[str]) -> str:
    bare = " ".join(_ARTICLE.sub("", head.strip(" ,-–—:")).split())
    said = [bare[:1].upper() + bare[1:]] if bare else []
    return " at ".join((*said, *places)) if said else (f"Met at {places[0]}" if places else "")


def _kind(sentence: str) -> Kind | None:
    if _RECRUITER.search(sentence):
        return Kind.RECRUITER
    if _SCREEN.search(sentence) or _PROCESS.search(sentence):
        return Kind.INTERVIEW
    return Kind.NETWORKING if _NETWORKING.search(sentence) else None
