"""The note check: what a careful person would still see to before sending. Pure; each remark quotes the words.

The phrases and words of each language are in `templates/<language>/check.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from core.model import Note, Person, TouchpointKind

LIMITS = {TouchpointKind.THANK_YOU: (60, 120), TouchpointKind.CHECK_IN: (0, 80), TouchpointKind.KEEP_IN_TOUCH: (0, 90)}
"""Fewest and most words of a body, greeting and signature included."""

INVITATION_LIMIT = 200
"""Characters of a LinkedIn invitation note for free accounts."""

ALIKE = 88
"""From how many percent on two notes of one panel are too much the same."""

QUESTIONS = 3
_STEM = 5
BLANK = re.compile(r"\[[^\[\]\n]+\]")

_FOLDER = Path(__file__).parent / "templates"
_WORD = re.compile(r"[^\W\d_][\w'’&.-]*(?<![.'’&-])")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_CODE = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What notes are about. `own` are all texts of the process itself, `talked_of` those of the debrief.

    `names_role` says that a note of this kind names the position; `language` is ISO 639-1.
    """

    kind: TouchpointKind
    language: str
    role: str = ""
    names_role: bool = True
    talked_of: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All companies and people that the user has to do with; those of the process itself are never amiss."""

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


NOBODY = Names()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to see to: `of` is `blank`, `name`, `alike`, `role`, `specific`, `length`, `tone` or `questions`."""

    of: str
    said: str


def check(notes: Sequence[Note], about: About, *, others: Names = NOBODY) -> tuple[tuple[Remark, ...], ...]:
    """Return for each note of one touchpoint what is to be seen to in it."""
    likeness = _alike(notes)
    return tuple(
        (
            *_blanks(note),
            *_greeting(note.body, note.to, about),
            *_strangers(f"{note.subject}\n{note.body}", about, others),
            *likeness.get(number, ()),
            *_role(f"{note.subject}\n{note.body}", about),
            *_specific(note.body, about),
            *_length(note.body, about.kind),
            *_tone(note.body, about),
            *_questions(note.body),
        )
        for number, note in enumerate(notes)
    )


def greets(body: str, language: str) -> bool:
    """True where `body` begins with a greeting of that language."""
    return _greetings(language).match(body.lstrip()) is not None


def check_invitation(text: str) -> tuple[Remark, ...]:
    """Return what is to be seen to in a LinkedIn invitation."""
    over = text[INVITATION_LIMIT:]
    if not over:
        return ()
    said = f"The LinkedIn invitation has {len(text)} characters, where {INVITATION_LIMIT} are the most"
    said += f': too much is "{over}".'
    return (Remark(of="length", said=said),)


def _blanks(note: Note) -> Iterator[Remark]:
    gaps = dict.fromkeys(BLANK.findall(f"{note.subject}\n{note.body}"))
    if gaps:
        yield Remark(of="blank", said=f"Still to fill in: {'; '.join(gaps)}.")


def _greeting(body: str, to: Person, about: About) -> Iterator[Remark]:
    first = body.lstrip().partition("\n")[0]
    found = _greetings(about.language).match(first)
    if not found or "[" in first or not to.name:
        return
    greeted = _parts(found["name"])
    theirs = _parts(f"{to.name} {to.email.partition('@')[0]}")
    if greeted and greeted <= set(_data(about.language)["anybody"]):
        return
    if greeted and not any(_same_name(one, other) for one in greeted for other in theirs):
        yield Remark(of="name", said=f'It greets "{found["name"].strip()}", but goes to {to.name}.')


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)))


def _parts(name: str) -> set[str]:
    return {part.casefold() for part in re.findall(r"[^\W\d_]+", name)}


def _strangers(text: str, about: About, others: Names) -> Iterator[Remark]:
    if others == NOBODY:
        return
    known = _known_names(others)
    ours = " ".join(about.own).casefold()
    our_parts = _parts(ours)
    common = _vocabulary(about.language)
    said: set[str] = set()
    for word in _WORD.finditer(text):
        # "Ann's" and "Globex." begin with the name all the same.
        first = re.split(r"['’.]", word.group(), maxsplit=1)[0]
        companies, people = known.companies.get(first, ()), known.people.get(first, ())
        if not companies and not people:
            continue
        begins = _begins_a_sentence(text, word.start())
        for name in companies:
            ordinary = begins and name.casefold() in common
            if _stands(text, word.start(), name) and name.casefold() not in ours and not ordinary and name not in said:
                said.add(name)
                yield Remark(of="name", said=f'It names "{name}", which belongs to something else you applied for.')
        for name in people:
            whole = " " in name and _stands(text, word.start(), name) and not _parts(name) <= common
            alone = not begins and first.casefold() not in common
            if (whole or alone) and not _parts(first) <= our_parts and first not in said:
                said.add(first)
                shown = name if whole else first
                yield Remark(of="name", said=f'It names "{shown}", whom you know from somewhere else.')


def _stands(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    return text.startswith(name, start) and not text[end : end + 1].isalnum()


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'„“«¿¡(")
    return not before or before[-1] in ".!?\n:"


@dataclass(frozen=True, slots=True)
class _Known:
    companies: Mapping[str, tuple[str, ...]]
    people: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def _known_names(names: Names) -> _Known:
    return _Known(companies=_by_first_word(names.companies), people=_by_first_word(names.people))


def _by_first_word(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in names:
        first = _WORD.match(name)
        if first and len(first.group()) >= 3:
            found.setdefault(re.split(r"['’.]", first.group(), maxsplit=1)[0], []).append(name)
    return {first: tuple(those) for first, those in found.items()}


def _alike(notes: Sequence[Note]) -> Mapping[int, list[Remark]]:
    """Return the remarks on notes that say too much the same, by the number of the later one."""
    if len(notes) < 2:
        return {}
    from rapidfuzz.fuzz import ratio

    found: dict[int, list[Remark]] = {}
    cores = [_core(note) for note in notes]
    for (i, one), (j, other) in combinations(enumerate(cores), 2):
        percent = ratio(one, other) if one and other else 0.0
        if percent >= ALIKE and j not in found:
            shared = [sentence for sentence in _sentences(one) if sentence in other]
            quoted = f': "{max(shared, key=len)}"' if shared else ""
            to = notes[i].to.name or notes[i].to.email or "somebody else"
            said = f"It is {percent:.0f} % the same as the note to {to}{quoted}."
            found[j] = [Remark(of="alike", said=said)]
    return found


def _core(note: Note) -> str:
    """Return a body without its greeting, signature and blanks, and without the bearer's name."""
    middle = note.body.strip().split("\n\n")[1:-1] or [note.body]
    text = BLANK.sub("", "\n".join(middle))
    name = _parts(note.to.name)
    return " ".join(word for word in text.split() if word.casefold().strip(".,:;!?") not in name)


def _sentences(text: str) -> list[str]:
    return [sentence for found in _SENTENCE.findall(text) if len(sentence := found.strip(" .!?")) > 10]


def _role(text: str, about: About) -> Iterator[Remark]:
    if not about.names_role or (BLANK.search(text) and not about.role):
        return
    if not about.role:
        yield Remark(of="role", said="It names no position, and none is known.")
        return
    asked = [word.casefold() for word in _WORD.findall(about.role) if len(word) > 2] or [about.role.casefold()]
    folded = text.casefold()
    if sum(word in folded for word in asked) * 2 < len(asked):
        yield Remark(of="role", said=f'It does not name the position "{about.role}".')


def _specific(body: str, about: About) -> Iterator[Remark]:
    if about.kind is not TouchpointKind.THANK_YOU or BLANK.search(body):
        return
    folded = body.casefold()
    for text in about.talked_of:
        asked = [word.casefold() for word in _WORD.findall(text) if len(word) > 3] or [text.casefold()]
        if sum(word in folded for word in asked) * 2 >= len(asked):
            return
    ours = _parts(" ".join(about.own)) - _parts(" ".join(about.talked_of))
    middle = "\n".join(body.strip().split("\n\n")[1:-1] or [body])
    said = {word.casefold() for word in _WORD.findall(middle) if len(word) > 3 or (len(word) > 1 and word.isupper())}
    # By the beginnings of words, since they are inflected.
    if len({word[:_STEM] for word in said - ours} - _stems(about.language)) >= 2:
        return
    if about.talked_of:
        yield Remark(of="specific", said=f'It says nothing of what you talked about, such as "{about.talked_of[0]}".')
        return
    longest = max(_sentences(middle), key=len, default="")
    quoted = f': it goes no further than "{longest}"' if longest else ""
    yield Remark(of="specific", said=f"It says nothing specific of the talk{quoted}.")


def _length(body: str, kind: TouchpointKind) -> Iterator[Remark]:
    fewest, most = LIMITS[kind]
    words = body.split()
    if len(words) < fewest:
        yield Remark(of="length", said=f"It is short: {len(words)} words, where {fewest} to {most} are usual.")
    if len(words) > most:
        over = " ".join(words[most : most + 5])
        said = f'It is long: {len(words)} words, where {most} are the most; too much begins with "{over}".'
        yield Remark(of="length", said=said)


def _tone(body: str, about: About) -> Iterator[Remark]:
    text, talk = body.replace("’", "'"), " ".join(about.talked_of).replace("’", "'").casefold()
    for manner in ("pushy", "pleading"):
        said = [match.group() for match in _phrases(about.language, manner).finditer(text)]
        # What was talked of may be anything: "urgent care" pushes nobody.
        found = dict.fromkeys(phrase for phrase in said if phrase.casefold() not in talk)
        if found:
            quoted = ", ".join(f'"{phrase}"' for phrase in found)
            yield Remark(of="tone", said=f"It sounds {manner}: {quoted}.")


def _questions(body: str) -> Iterator[Remark]:
    asked = [sentence.strip() for sentence in _SENTENCE.findall(body) if sentence.strip().endswith("?")]
    if len(asked) > QUESTIONS:
        quoted = " ".join(f'"{question}"' for question in asked)
        yield Remark(of="questions", said=f"It asks {len(asked)} questions, where {QUESTIONS} are the most: {quoted}.")


@cache
def _data(language: str) -> Mapping[str, Any]:
    path = _FOLDER / language / "check.toml"
    if not re.fullmatch("[a-z]{2}", language) or not path.is_file():
        path = _FOLDER / "en" / "check.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _phrases(language: str, manner: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_data(language)[manner])})(?!\w)", re.I)


@cache
def _greetings(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, _data(language)["greetings"]))
    return re.compile(rf"(?:{words})(?!\w),?\s*(?P<name>[^,:;!]*)", re.I)


@cache
def _stems(language: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _vocabulary(language))


@cache
def _vocabulary(language: str) -> frozenset[str]:
    """Return the words that say nothing of one talk alone: those of the templates, and the listed ones."""
    folder = _FOLDER / language if (_FOLDER / language / "check.toml").is_file() else _FOLDER / "en"
    texts = [_CODE.sub(" ", path.read_text(encoding="utf-8")) for path in folder.glob("*.j2")]
    texts += [(folder / "words.toml").read_text(encoding="utf-8"), *_data(language)["courtesy"]]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))
