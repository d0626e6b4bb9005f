"""What speaks for a run of words being the employer's name: the signs and words beside it, and how it is written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from core.recognise.company_spans import TEXT, TITLE, Text, articles, joints, small_words, spans
from core.recognise.edges import edge_spans
from core.recognise.given import is_family, is_given
from core.recognise.institutions import institutions
from core.recognise.keys import company_key
from core.recognise.labels import inline_label, label_line
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, LEGAL_FORM, is_organisation, is_team, organisation_spans, title_spans
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load
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
_EDGE_BEFORE = r"(?:(?:^|[|·:;()\[\]\n])\s*|\s(?:[-–—/+~x×@]|<>|//)\s+|,\s+|\s-)$"
_EDGE_BEHIND = r"\s*(?:[|·:;()\[\]\n!]|$)|\s(?:[-–—/+~x×@]|<>|//)\s|,\s|-\s"
_CAPITAL_BEFORE = r"(?:(?<!\w)[^\W\d_a-zà-ÿ][^\s,.;:!?]*|(?<!\S)\d\S*|[&+])(?:[ ][a-zà-ÿ&]{1,5})?[ ]$"
_CAPITAL_BEHIND = r"(?:['’]s)?[ ](?:[a-zà-ÿ]{1,5}[ ]){0,2}(?:[0-9&]|[^\W\d_a-zà-ÿ])"
_JOINED = r"[ ](?:[a-zà-ÿ]{1,5}[ ]){0,2}"
"""What may stand between what a body is and its name."""
_VALUE = r"\w[^\n|(\[（,;:·•]{1,59}?(?=\s*(?:[\n|(\[（,;·•]|$|\s[-–—/]\s))"
"""The name of an employer as the value of a label, with whatever small words it holds."""
Kinds = Mapping[str, Sequence[tuple[int, int]]]
"""Where words of each kind begin and end."""


def runs(text: Text, hosts: tuple[str, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the runs of words that may be a firm's name, each with what speaks for or against it at its place."""
    mark, said = _MARKS[text.kind], text.text
    labels, kinds = _values(text), _known_kinds(said) if len(said) < _SHORT else _kinds(said)
    edges = edge_spans(said) if text.kind == TITLE else []
    ahead: dict[int, frozenset[str]] = {}
    after: dict[int, frozenset[str]] = {}
    values = [start for start, _ in labels]
    clients = [end for _, end in pattern("client").spans(said)] if text.kind == TEXT else []
    for start, end in dict.fromkeys((*spans(text, hosts), *labels)):
        if start not in ahead:
            ahead[start] = frozenset(f"{mark}{clue}" for clue in _before(said, start)) | {f"at.{text.kind}"}
        if end not in after:
            after[end] = frozenset(f"{mark}{clue}" for clue in _behind(said, end))
        clues = ahead[start] | after[end]
        labelled = any(start - at in (0, 1, 2) for at in values)
        words = (*_inside(kinds, start, end), *_cut_off(kinds, said, start, end))
        words += (*_edged(edges, start, end),) if edges else ()
        if any(_is_called().fullmatch(said, client, start) for client in clients if 0 < start - client < _NEAR):
            words = (*words, "client.before")
        yield said[start:end], clues.union(_whole(clues, mark, labelled=labelled), words)


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


def _inside(kinds: Kinds, start: int, end: int) -> Iterator[str]:
    """What is known of the words of a run."""
    for kind, found in kinds.items():
        for at in range(bisect_left(found, (start, 0)), len(found)):
            first, last = found[at]
            if first >= end:
                break
            # What kind of firm it is stands behind its name, what kind of body before it.
            placed = first > start if kind == "organisation" else first == start or kind != "institution"
            if last <= end and placed:
                # `Bank` alone is no bank's name.
                yield "institution.alone" if kind == "institution" and last == end else f"is.{kind}"
                break


def _cut_off(kinds: Kinds, text: str, start: int, end: int) -> Iterator[str]:
    """Say whether what kind of body or firm it is stands right before a run (`Hotel` des Deux Mers) or behind it."""
    bodies, firms = kinds["institution"], kinds["organisation"]
    for at in range(bisect_left(bodies, (start - _FAR, 0)), bisect_left(bodies, (start, 0))):
        if bodies[at][1] < start and compiled(_JOINED).fullmatch(text, bodies[at][1], start):
            yield "institution.before"
            break
    at = bisect_left(firms, (end + 1, 0))
    if at < len(firms) and firms[at][0] == end + 1 and text[end] == " ":
        yield "organisation.behind"


def _edged(edges: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[str]:
    """Say whether a run begins or ends with words that stand around names in titles."""
    for first, last in edges:
        if first == start and last <= end:
            yield "edge.first"
        if last == end and first >= start:
            yield "edge.last"


def _values(text: Text) -> list[tuple[int, int]]:
    """Return where the values of labels for employers begin, and where the name ends that stands there."""
    if text.kind != TEXT:
        return []
    found = (match for label in (label_line, inline_label) for match in label("company").finditer(text.text))
    begun = [match.start("value") for match in found]
    names = [(start, compiled(_VALUE).match(text.text, start)) for start in begun]
    return [(start, name.end() if name else start) for start, name in names]


def _whole(clues: frozenset[str], mark: str, *, labelled: bool) -> Iterator[str]:
    """What both sides of a run say together."""
    if labelled:
        yield "labelled"
    if f"{mark}part.starts" in clues and f"{mark}part.ends" in clues:
        yield f"{mark}part"
        yield "alone"
    cut = (f"{mark}cut.before" in clues, f"{mark}cut.behind" in clues)
    yield {(False, False): "full", (True, False): "full.behind", (False, True): "full.before"}.get(cut, "cut")


def _before(text: str, start: int) -> Iterator[str]:
    """What stands before a run."""
    yield from before(text, start)
    if not start:
        yield "starts"
    ahead = text[max(0, start - _FAR) : start]
    near = ahead[-_NEAR:]
    if not start or compiled(_EDGE_BEFORE).search(near):
        yield "part.starts"
    if compiled(_CAPITAL_BEFORE).search(ahead):
        yield "cut.before"
    words = compiled(r"[^\W\d_]+").findall(ahead.rpartition("\n")[2])
    if len(words) > 1:
        yield f"before {words[-2].lower()} {words[-1].lower()}"
    if compiled(rf"{CJK}$").search(ahead):
        yield from (f"before {ahead[-1]}", f"before {ahead[-2:]}")
    if words and words[-1].casefold() in _led_by() and ahead.endswith(" "):
        yield "article.before"
        if len(words) > 1:
            yield f"led by {words[-2].lower()}"


def _behind(text: str, end: int) -> Iterator[str]:
    """What stands behind a run."""
    yield from behind(text, end)
    after = text[end : end + _FAR]
    if not after:
        yield "ends"
    if compiled(_EDGE_BEHIND).match(after):
        yield "part.ends"
    if compiled(_CAPITAL_BEHIND).match(after):
        yield "cut.behind"
    words = compiled(r"[^\W\d_]+").findall(after.partition("\n")[0])
    if len(words) > 1:
        yield f"behind {words[0].lower()} {words[1].lower()}"
    if compiled(CJK).match(after):
        yield from (f"behind {after[0]}", f"behind {after[:2]}")


@cache
def _is_called() -> re.Pattern[str]:
    """Return what may stand between `our client` and its name."""
    return re.compile(rf"[\s,:–—-]*(?:(?:{'|'.join(load('names')['is_called'])})\s)?[\s,:–—-]*")


@cache
def _led_by() -> frozenset[str]:
    return articles().union(load("names")["led_by"])


@by_language
def of_words(name: str) -> frozenset[str]:
    """Return what the words of a run say by themselves."""
    words = name.split()
    found = {*_lettered(name, words), *_known(name, words)}
    small = [word.casefold() for word in words]
    found |= {f"first {small[0]}", f"last {small[-1]}"} if len(words) > 1 else {f"only {small[0]}"}
    found |= {f"words.{min(len(words), _MANY_WORDS)}", f"letters.{min(len(company_key(name)), _MANY_LETTERS) // 3}"}
    if compiled(CJK).search(name):
        found |= {"east", f"east.{min(len(name), _MANY_EASTERN)}"}
        found |= {f"first {name[0]}", f"first {name[:2]}", f"last {name[-1]}", f"last {name[-2:]}"}
        found |= set(_eastern(name))
    return frozenset(found)


def _lettered(name: str, words: list[str]) -> Iterator[str]:
    """Yield how a run is written."""
    first, last, joins = words[0][0], words[-1][0], joints()
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
def _leads() -> Phrases:
    """Return what opens a sentence or addresses somebody: `Ihre Acme GmbH` is no name."""
    return any_of((*load("names")["leads"], *load("names")["owns"], r"\+", "&"))


def _eastern(name: str) -> Iterator[str]:
    """Yield what a run without spaces is made of."""
    if is_organisation(name):
        yield "is.organisation"
    if compiled(r"[\u3041-\u309f]+").fullmatch(name):
        yield "hiragana.all"
    elif compiled(r"[\u3041-\u309f]").search(name):
        yield "hiragana"
    elif compiled(r"[\u30a0-\u30ff]+").fullmatch(name):
        yield "katakana.all"
