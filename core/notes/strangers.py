"""Names in a note that do not belong there: the wrong greeting, another company, a person of another process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.model import Person
from core.notes import check_words
from core.notes.remarks import About, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All companies and people that the user has to do with; those of the process itself are never amiss."""

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


NOBODY = Names()


def greets(body: str, language: str) -> bool:
    """True where `body` begins with a greeting of that language."""
    return check_words.greetings(language).match(body.lstrip()) is not None


def greeting(body: str, to: Person, about: About) -> Iterator[Remark]:
    """Yield a remark where the greeting names somebody else than the note goes to."""
    first = body.lstrip().partition("\n")[0]
    found = check_words.greetings(about.language).match(first)
    if not found or "[" in first or not to.name:
        return
    greeted = parts(found["name"])
    theirs = parts(f"{to.name} {to.email.partition('@')[0]}")
    if greeted and greeted <= check_words.anybody(about.language):
        return
    if greeted and not any(_same_name(one, other) for one in greeted for other in theirs):
        yield Remark(of="name", said=f'It greets "{found["name"].strip()}", but goes to {to.name}.')


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)))


@lru_cache(maxsize=8192)
def parts(name: str) -> frozenset[str]:
    """Return the words of a name, folded for comparison."""
    return frozenset(part.casefold() for part in re.findall(r"[^\W\d_]+", name))


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """Return the name in "Ann's" and "Globex."."""
    return re.split(r"['’.]", word, maxsplit=1)[0]


def strangers(text: str, about: About, others: Names) -> Iterator[Remark]:
    """Yield a remark on each name that belongs to another process."""
    if others == NOBODY:
        return
    known = _known_names(others)
    ours = " ".join(about.own).casefold()
    our_parts = parts(ours)
    common = check_words.vocabulary(about.language)
    said: set[str] = set()
    for word in check_words.WORD.finditer(text):
        first = _bare(word.group())
        companies, people = known.companies.get(first, ()), known.people.get(first, ())
        if not companies and not people:
            continue
        begins = _begins_a_sentence(text, word.start())
        short = len(first) < 3 and first.isascii()  # "Bo" alone says little; "Bo Berg" and "王伟" are names
        for name in companies:
            ordinary = (begins and name.casefold() in common) or (short and name == first)
            if _stands(text, word.start(), name) and name.casefold() not in ours and not ordinary and name not in said:
                said.add(name)
                yield Remark(of="name", said=f'It names "{name}", which belongs to something else you applied for.')
        for name in people:
            whole = " " in name and _stands(text, word.start(), name) and not parts(name) <= common
            alone = not begins and not short and first.casefold() not in common
            if (whole or alone) and not parts(first) <= our_parts and first not in said:
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
        first = check_words.WORD.match(name)
        if first:
            found.setdefault(_bare(first.group()), []).append(name)
    return {first: tuple(those) for first, those in found.items()}
