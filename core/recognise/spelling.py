"""Whether a mail domain is made of a company's name: all of it, parts of its words, or their first letters."""

from __future__ import annotations

from functools import cache, lru_cache

from core.recognise.accents import in_two_letters
from core.recognise.grammar import words as words_for
from core.recognise.keys import company_key
from core.recognise.names import name_words
from core.recognise.patterns import compiled
from core.recognise.tables import load

_ONE_LETTER = str.maketrans({"ł": "l", "ø": "o", "æ": "a", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})
_SHORT = range(3, 6)
"""Letters of a domain that is short for a name."""
_VOWELS = frozenset("aeiou")
_PART = 4
"""Letters that the longest part of a domain made of parts has at the least."""


@lru_cache(maxsize=4096)
def spells(domain: str, name: str) -> bool:
    """Return whether a domain is made of this company's name: all of it, its first words, or its first letters."""
    label = domain.partition(".")[0].replace("-", "")
    key = compiled(r"[^a-z0-9]").sub("", name_words(company_key(name)))
    if not label or len(key) < 3:
        return False
    if "&" in name and compiled(r"[^a-z0-9]").sub("", name_words(name.replace("&", "and"))).startswith(label):
        return True
    german = compiled(r"[^a-z0-9]").sub("", name_words(company_key(in_two_letters(name))))
    return any(
        form.startswith(label) or (label.startswith(form) and 2 * len(form) > len(label)) for form in {key, german}
    )


@lru_cache(maxsize=4096)
def holds(domain: str, name: str) -> bool:
    """Return whether a domain is this name with a word before or behind it that domains have: `getquill`: Quill."""
    label = domain.partition(".")[0].replace("-", "")
    article, _, rest = name.partition(" ")
    bare = rest if article.lower() in load("names")["articles"] else name
    key = compiled(r"[^a-z0-9]").sub("", name_words(company_key(bare)))
    if len(key) < 3 or len(label) <= len(key):
        return False
    begins, ends = load("senders")["before_names"], load("senders")["behind_names"]
    return (label.endswith(key) and label[: -len(key)] in begins) or (
        label.startswith(key) and label[len(key) :] in ends
    )


@lru_cache(maxsize=4096)
def abbreviates(short: str, name: str) -> bool:
    """Return whether capitals stand for a longer name: its heavy words begin in them (`HVN`: `Högskolan i Vinne`)."""
    if not compiled(r"[A-ZÀ-Þ]{2,6}").fullmatch(short):
        return False
    words = [word for word in name_words(name.lower()).split() if word not in _links()]
    rest = "".join(words)
    for letter in name_words(short.lower()):
        at = rest.find(letter)
        if at < 0:
            return False
        rest = rest[at + 1 :]
    heads = iter(name_words(short.lower()))
    return len(words) > 1 and words[0][0] == short[0].lower() and all(word[0] in heads for word in words)


@lru_cache(maxsize=4096)
def resembles(domain: str, name: str) -> bool:
    """Return whether a domain is made of parts of this name's words, in their order (`Lion Arts Board` at lionab)."""
    if spells(domain, name) or holds(domain, name):
        return True
    parts = domain.partition(".")[0].split("-")
    return any(_made_of(parts, words) for words in _spellings(name))


def _spellings(name: str) -> set[tuple[str, ...]]:
    """Return the words of `name` in plain letters, an umlaut being one letter or two."""
    forms = (name_words(in_two_letters(name)), name_words(name.lower()).translate(_ONE_LETTER))
    return {tuple(compiled(r"[a-z0-9]+").findall(form)) for form in forms}


@cache
def _links() -> frozenset[str]:
    return frozenset(words_for("within_firms"))


def _made_of(parts: list[str], words: tuple[str, ...]) -> bool:
    label = "".join(parts)
    if len(label) < 3:
        return False
    if len(label) > _PART and label in words[:2]:
        return True
    if len(parts) > 1 and len(parts[0]) > _PART and words[:1] == (parts[0],):
        return True
    heavy = tuple(word for word in words if word not in _links())
    initials = "".join(word[0] for word in heavy)
    if (len(heavy) > 2 and initials == label) or (len(label) > _PART and label in heavy[:2]):
        return True
    if len(parts) > 1 and initials in parts and all(part == initials or part in words for part in parts):
        return True
    # It begins with the first word, or the second behind what kind of firm it is.
    begun = any(_parted(label, words[at:], longest=0, whole=False) for at in (0, 1))
    return begun or (len(parts[0]) in _SHORT and any(len(s) > 1 and _shortened(parts[0], s) for s in (words, heavy)))


def _shortened(short: str, words: tuple[str, ...]) -> bool:
    """Return whether letters of each word make a text (`agl`: Applegate Lund): its first one, then consonants."""
    if not words or not short:
        return not words and not short
    word = words[0]
    if short[0] != word[0] and not (short[0] == "x" and word.startswith("ex")):
        return False
    rest, at = short[1:], word.find(short[0]) + 1
    while not _shortened(rest, words[1:]):
        at = word.find(rest[0], at) + 1 if rest and rest[0] not in _VOWELS else 0
        if not at:
            return False
        rest = rest[1:]
    return True


def _parted(label: str, words: tuple[str, ...], *, longest: int, whole: bool = True) -> bool:
    """Return whether `label` is made of beginnings of `words`, one of them long (`whole`: begun at any word)."""
    if not label:
        return longest >= _PART
    for place, word in enumerate(words if whole else words[:1]):
        for size in range(min(len(word), len(label)), 0, -1):
            if label.startswith(word[:size]) and _parted(
                label[size:], words[place + 1 :], longest=max(longest, size if size > 1 else 0)
            ):
                return True
    return False
