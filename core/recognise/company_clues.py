"""What speaks for a run of words being the employer's name: the signs and words beside it, and how it is written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from core.recognise.company_clients import Clients
from core.recognise.company_elsewhere import Elsewhere
from core.recognise.company_spans import TEXT, TITLE, Text, articles, cut_within_word, joints, small_words, spans
from core.recognise.company_words import BARRED, Asked, is_common, schedule
from core.recognise.edges import edge_spans
from core.recognise.given import is_family, is_given
from core.recognise.grammar import elided
from core.recognise.institutions import institutions
from core.recognise.keys import company_key
from core.recognise.labels import inline_label, label_line
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, LEGAL_FORM, is_organisation, is_team, organisation_spans, title_spans
from core.recognise.patterns import compiled
from core.recognise.phrases import any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load
from core.recognise.tokens import in_east
from core.recognise.told import before, behind

_FAR = 40
"""Letters beside a run within which a word is a clue."""
_NEAR = 14
_SHORT = 60
"""Letters up to which a text is short: what is found in it is kept."""
_MARKS = {TITLE: "title.", TEXT: "", "place": "place.", "sender": "sender.", "guest": "guest."}
_MANY_WORDS = 6
_MANY_LETTERS = 24
_MANY_EASTERN = 10
EDGE_BEFORE = re.compile(r"(?:(?:^|[|·:;()\[\]\n])\s*|\s(?:[-–—/+~x×@]|<>|//)\s+|,\s+|\s-)$")
_EDGE_BEHIND = re.compile(r"\s*(?:[|·:;()\[\]\n!]|$)|\s(?:[-–—/+~x×@]|<>|//)\s|,\s|-\s")
CAPITAL_BEFORE = re.compile(r"(?:(?<!\w)[^\W\d_a-zà-ÿ][^\s,.;:!?]*|(?<!\S)\d\S*|[&+])(?:[ ][a-zà-ÿ&]{1,5})?[ ]$")
_CAPITAL_BEHIND = re.compile(r"(?:['’]s)?[ ](?:[a-zà-ÿ]{1,5}[ ]){0,2}(?:[0-9&]|[^\W\d_a-zà-ÿ])")
_EAST_BEFORE = re.compile(rf"{CJK}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINED = r"[ ](?:[a-zà-ÿ]{1,5}[ ]){0,2}"
"""What may stand between what a body is and its name."""
_VALUE = r"\w[^\n|(\[（,;:·•]{1,59}?(?=\s*(?:[\n|(\[（,;·•]|$|\s[-–—/]\s))"
"""The name of an employer as the value of a label, with whatever small words it holds."""
Kinds = Mapping[str, Sequence[tuple[int, int]]]
"""Where words of each kind begin and end."""


class Beside(NamedTuple):
    """What stands on one side of a run: a part of the text ends there (`part`), the name may go on (`cut`)."""

    clues: Sequence[str]
    part: bool
    cut: bool


def runs(text: Text, hosts: tuple[str, ...]) -> Iterator[tuple[str, tuple[Iterable[str], ...]]]:
    """Yield the runs of words that may be a firm's name, each with what speaks for or against it at its place.

    What stands before a run is looked at once for all that begin there, what stands behind it once for all that end.
    """
    said, ahead, after = text.text, dict[int, Beside](), dict[int, Beside]()
    labels, kinds = _values(text), _known_kinds(said) if len(said) < _SHORT else _kinds(said)
    edges = _Edges.of(said if text.kind == TITLE else "")
    labelled = {start + more for start, _ in labels for more in (0, 1, 2)}
    clients, elsewhere = Clients.of(said) if text.kind == TEXT else Clients(), Elsewhere.of(text)
    asked, rows = Asked.of(text), schedule(text)
    rounds = {first for first, _ in (*asked.closes, *pattern("round").spans(said))} if text.kind == TITLE else set()
    for start, end in dict.fromkeys((*spans(text, hosts), *labels)):
        if start in rows:
            continue
        if start not in ahead:
            ahead[start] = _before(text, start, kinds, clients, elsewhere)
        if end not in after:
            after[end] = _behind(text, end, kinds, clients, elsewhere)
        left, right = ahead[start], after[end]
        whole = _whole(_MARKS[text.kind], start in labelled, (left.part, right.part), (left.cut, right.cut))
        barred = [BARRED] if is_common(text, start, end, asked) else []
        if end + 1 in rounds and said[start:end].islower():
            barred.append("small.round")  # `acme round 2`
        held = (*edges.of_run(start, end), *elsewhere.within(start, end))
        yield said[start:end], (left.clues, right.clues, whole, _inside(kinds, start, end), held, barred)


def _kinds(text: str) -> Kinds:
    """Return where words stand that jobs, firms and public bodies are called by."""
    return {
        "title": sorted(title_spans(text)),
        "organisation": sorted(organisation_spans(text)),
        "institution": sorted(institutions().spans(text)),
    }


@by_language
def _known_kinds(text: str) -> Kinds:
    """Return the kinds of a short text, such as a sender's name, that is likely to come again."""
    return _kinds(text)


def _inside(kinds: Kinds, start: int, end: int) -> list[str]:
    """Return what is known of the words of a run."""
    clues: list[str] = []
    for kind, found in kinds.items():
        if not found or found[-1][0] < start:
            continue
        for at in range(bisect_left(found, (start, 0)), len(found)):
            first, last = found[at]
            if first >= end:
                break
            # What kind of firm it is stands behind its name, what kind of body before it.
            placed = first > start if kind == "organisation" else first == start or kind != "institution"
            if last <= end and placed:
                # `Bank` alone is no bank's name.
                clues.append("institution.alone" if kind == "institution" and last == end else f"is.{kind}")
                break
    return clues


def _follows_body(kinds: Kinds, text: str, start: int) -> bool:
    """Return whether what kind of body it is stands right before a run (`Hotel` des Deux Mers)."""
    bodies = kinds["institution"]
    if not bodies:
        return False
    for at in range(bisect_left(bodies, (start - _FAR, 0)), bisect_left(bodies, (start, 0))):
        if bodies[at][1] < start and compiled(_JOINED).fullmatch(text, bodies[at][1], start):
            return True
    return False


def _leads_to_firm(kinds: Kinds, text: str, end: int) -> bool:
    """Return whether what kind of firm it is stands right behind a run."""
    firms = kinds["organisation"]
    if not firms or not text.startswith(" ", end):
        return False
    at = bisect_left(firms, (end + 1, 0))
    return at < len(firms) and firms[at][0] == end + 1


class _Edges(NamedTuple):
    """Words that stand around names in a title: where the first ends that begins at a place, where the last begins
    that ends there."""

    ends: Mapping[int, int]
    starts: Mapping[int, int]

    @classmethod
    def of(cls, title: str) -> _Edges:
        """Return where such words stand in a title."""
        found = sorted(edge_spans(title)) if title else []
        return cls(dict(reversed(found)), {last: first for first, last in found})

    def of_run(self, start: int, end: int) -> tuple[str, ...]:
        """Say whether a run begins or ends with such words."""
        first, last = self.ends.get(start, end + 1) <= end, self.starts.get(end, -1) >= start
        return _EDGED[first, last]


_EDGED = {
    (False, False): (),
    (True, False): ("edge.first",),
    (False, True): ("edge.last",),
    (True, True): ("edge.first", "edge.last"),
}


def _values(text: Text) -> list[tuple[int, int]]:
    """Return where the values of labels for employers begin, and where the name ends that stands there."""
    if text.kind != TEXT:
        return []
    found = (match for label in (label_line, inline_label) for match in label("company").finditer(text.text))
    begun = [match.start("value") for match in found]
    names = [(start, compiled(_VALUE).match(text.text, start)) for start in begun]
    return [(start, name.end() if name else start) for start, name in names]


_STANDING = {
    (False, False): "full",
    (True, False): "full.behind",
    (False, True): "full.before",
    (True, True): "cut",
}


@cache
def _whole(mark: str, labelled: bool, part: tuple[bool, bool], cut: tuple[bool, bool]) -> tuple[str, ...]:
    """Return what both sides of a run say together."""
    clues = ("labelled",) if labelled else ()
    if all(part):
        clues = (*clues, f"{mark}part", "alone")
    return (*clues, _STANDING[cut])


def _before(text: Text, start: int, kinds: Kinds, clients: Clients, elsewhere: Elsewhere) -> Beside:
    """Return what stands before a run."""
    ahead = text.text[max(0, start - _FAR) : start]
    part, cut = opens_part(ahead[-_NEAR:]), goes_on_before(ahead)
    clues = [*before(text.text, start)]
    if not start:
        clues.append("starts")
    if part:
        clues.append("part.starts")
    if cut:
        clues.append("cut.before")
    words = _LETTERS.findall(ahead.rpartition("\n")[2])
    if len(words) > 1:
        clues.append(f"before {words[-2].lower()} {words[-1].lower()}")
    if in_east(ahead[-2:]) and _EAST_BEFORE.search(ahead):
        clues += (f"before {ahead[-1]}", f"before {ahead[-2:]}")
    if words and ahead.endswith(" ") and words[-1].casefold() in _led_by():
        clues.append("article.before")
        if len(words) > 1:
            clues.append(f"led by {words[-2].lower()}")
    clues = [*_marked(clues, text.kind), f"at.{text.kind}"]
    if _follows_body(kinds, text.text, start):
        clues.append("institution.before")
    clues += elsewhere.before(text.text, start)
    return Beside([*clues, *clients.lead_to(text.text, start)], part, cut)


def opens_part(near: str) -> bool:
    """Return whether a part of a text begins behind `near`, and not only a word of a sentence."""
    if near[-1:] == " " and near[-2:-1].isalnum() and near[-2] != "x":
        return False
    return bool(EDGE_BEFORE.search(near))


def goes_on_before(ahead: str) -> bool:
    """Return whether a name may have begun before: with the last word of `ahead`, or the last but one."""
    if not ahead.endswith((" ", "\n")):
        return False
    last = max(0, ahead.rfind(" ", 0, -1))
    return bool(CAPITAL_BEFORE.search(ahead, ahead.rfind(" ", 0, last) + 1 if ahead[-1] == " " else 0))


def _behind(text: Text, end: int, kinds: Kinds, clients: Clients, elsewhere: Elsewhere) -> Beside:
    """Return what stands behind a run."""
    after = text.text[end : end + _FAR]
    part = bool(_EDGE_BEHIND.match(after))
    cut = after.startswith((" ", "'", "’")) and bool(_CAPITAL_BEHIND.match(after))
    clues = [*behind(text.text, end)]
    if not after:
        clues.append("ends")
    if part:
        clues.append("part.ends")
    if cut:
        clues.append("cut.behind")
    words = _LETTERS.findall(after.partition("\n")[0])
    if len(words) > 1:
        clues.append(f"behind {words[0].lower()} {words[1].lower()}")
    if in_east(after[:1]):
        clues += (f"behind {after[0]}", f"behind {after[:2]}")
    clues = _marked(clues, text.kind)
    if _leads_to_firm(kinds, text.text, end):
        clues.append("organisation.behind")
    if cut_within_word(text.text, end):
        clues.append("hiragana.cut")
    if end + 1 in clients.hire:
        clues.append("client.behind")
    clues += elsewhere.behind(text.text, end)
    return Beside(clues, part, cut)


def _marked(clues: list[str], kind: str) -> list[str]:
    """Return clues by the text in which they were found; those of the body have no mark."""
    mark = _MARKS[kind]
    return [f"{mark}{clue}" for clue in clues] if mark else clues


@cache
def _led_by() -> frozenset[str]:
    return articles().union(load("names")["led_by"])


def of_words(name: str) -> frozenset[str]:
    """Return what the words of a run say by themselves."""
    words = name.split()
    found = {*_lettered(name, words), *_known(name, words)}
    small = [word.casefold() for word in words]
    found |= {f"first {small[0]}", f"last {small[-1]}"} if len(words) > 1 else {f"only {small[0]}"}
    found |= {f"words.{min(len(words), _MANY_WORDS)}", f"letters.{min(len(company_key(name)), _MANY_LETTERS) // 3}"}
    if in_east(name):
        found |= {"east", f"east.{min(len(name), _MANY_EASTERN)}"}
        found |= {f"first {name[0]}", f"first {name[:2]}", f"last {name[-1]}", f"last {name[-2:]}"}
        found |= set(_eastern(name))
    return frozenset(found)


def _lettered(name: str, words: list[str]) -> Iterator[str]:
    """Yield how a run is written."""
    first, joins = words[0][0], joints()
    last = elided().sub("", words[-1])[0]  # `Ateliers d'Orval`
    small = name.islower()
    for clue, so in (
        ("small", small),
        ("small.first", first.islower() and not small),
        ("small.last", last.islower() and not small),
        ("capitals", name.isupper()),
        ("capitals.within", compiled(r"[a-z][A-Z]").search(name)),
        ("digit.first", first.isdigit()),
        ("digit.last", last.isdigit()),
        ("digits", compiled(r"\d").search(name)),
        ("dot", "." in name[:-1]),
        ("and.sign", "&" in name or "+" in name),
        ("genitive.kept", compiled(r"['’]s$").search(name)),
        ("comma", compiled(r"[,–-]\s").search(name)),
        ("joined", any(word in joins for word in words[1:-1])),
        ("runs.on", not small and any(word.islower() and len(word) > 2 and word not in joins for word in words)),
    ):
        if so:
            yield clue


def _known(name: str, words: list[str]) -> Iterator[str]:
    """Yield what is known of the words of a run."""
    small = [word.casefold() for word in words]
    stops = small_words()
    if small[0] in stops:
        yield "stop.first"
    if small[-1] in stops:
        yield "stop.last"
    if _is_lead(small[0]):
        yield "lead.first"
    if small[0] in articles():
        yield "article.first"
    if len(words) > 1 and small[0] in _led_by():
        yield "led.first"
    within = {word.islower() for word in words[1:-1] if word.casefold() in stops and word.casefold() not in joints()}
    if within:
        yield "stop.within" if True in within else "stop.within.big"  # `The Good Egg`
    if is_given(words[0]):
        yield "given"
    if len(words) > 1 and is_family(words[-1]):
        yield "family.last"
    if is_team(name):
        yield "is.team"
    if len(words) > 1 and is_team(words[0]):
        yield "team.first"
    if compiled(rf"(?:{LEGAL_FORM})$").search(name):
        yield "legal"


@lru_cache(maxsize=4096)
def _is_lead(word: str) -> bool:
    return bool(_leads().fullmatch(word))


@cache
def _leads() -> re.Pattern[str]:
    """Return what opens a sentence or addresses somebody: `Ihre Acme GmbH` is no name."""
    return re.compile(any_of((*load("names")["leads"], *load("names")["owns"], r"\+", "&")).pattern, re.I)


def _eastern(name: str) -> Iterator[str]:
    """Yield what a run without spaces is made of."""
    if is_organisation(name):
        yield "is.organisation"
        if len(company_key(name)) == 1:
            yield "form.alone"  # `株式会社春` of `株式会社春の木`
    if compiled(r"[\u3041-\u309f]+").fullmatch(name):
        yield "hiragana.all"
    elif compiled(r"[\u3041-\u309f]").search(name):
        yield "hiragana"
    elif compiled(r"[\u30a0-\u30ff]+").fullmatch(name):
        yield "katakana.all"
