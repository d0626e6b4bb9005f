"""Names of people as calendars and LinkedIn write them: the same, a variant, or merely alike.

Alike is never enough by itself: by Jaro-Winkler `Jane Doe` is nearer to `Jane Dole` than `John Smith` to `Jon Smith`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib import resources

Words = tuple[str, ...]
ALIKE = 0.93
SHORT = 4
"""Up to that many letters a name must be the same: Li and Liu are two people."""
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_BRACKETS = re.compile(r"[(\[{<（【][^)\]}>）】]*[)\]}>）】]")
_FOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"}
)
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})


@lru_cache(maxsize=1 << 16)
def words(name: str) -> Words:
    """Return the words of a full name: in one case, first name first, without brackets, titles and credentials."""
    text = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", name)).casefold()
    text = re.split(r"\s[|•·–—-]\s", f"{text} ")[0]
    head, *rest = (_split(part) for part in text.split(","))
    behind = [part for part in rest if part and not _only_credentials(part)]
    # "Okafor, Ines" is turned round; what follows "Ines Okafor," can only be what she is.
    alone = len(_without_credentials(head)) == 1 or (head and head[0] in load()["particles"])
    family_first = len(behind) == len(rest) == 1 and alone
    return _without_credentials((*behind[0], *head) if family_first else head)


def stands_alone(text: str) -> bool:
    """True where `text` is one name: what stands behind its commas, if anything, are credentials."""
    return all(_only_credentials(_split(part)) for part in text.casefold().split(",")[1:])


def given_and_family(first: str, last: str) -> str:
    """Return the full name of the two columns, the family name without what stands behind a comma."""
    return " ".join(f"{first} {last.partition(',')[0]}".split())


def is_full(name: Words) -> bool:
    """True where there is a family name too; Chinese, Japanese and Korean names are often one word."""
    return len(name) > 1 or (len(name) == 1 and len(name[0]) >= 2 and _CJK.fullmatch(name[0]) is not None)


def same(one: Words, other: Words) -> bool:
    """True where two full names are one: word for word, or, in Han and Hangul, in either order."""
    if not one or not other:
        return False
    return one == other or bool(_CJK.fullmatch("".join(one)) and joined(one) & joined(other))


def joined(name: Words) -> frozenset[str]:
    """Return a name written as one word, family name first or last."""
    return frozenset({"".join(name), "".join(reversed(name))})


def variant(one: Words, other: Words) -> str:
    """Return half a sentence on how two different full names may be one person's; empty where they may not."""
    a, b = plain(one), plain(other)
    if not is_full(one) or not is_full(other):
        return ""
    if a == b or spelled(one) == spelled(other) or a == spelled(other) or spelled(one) == b:
        return "the same name but for accents"
    if sorted(a) == sorted(b):
        return "the same name in another order"
    if a[-1] == b[-1]:
        return _of_one_family(a, b)
    more = a[0] == b[0] and (a[-1] in b[1:] or b[-1] in a[1:])
    return "the same name with one more family name" if more else ""


def _of_one_family(a: Words, b: Words) -> str:
    if a[0] == b[0]:
        return "the same name but for those in the middle"
    if nicknames(a[0]) & nicknames(b[0]):
        return f"{a[0].title()} and {b[0].title()} are forms of one name"
    if (len(a[0]) == 1 or len(b[0]) == 1) and a[0][0] == b[0][0]:
        return "the same name with an initial"
    return ""


def alike(one: Words, other: Words) -> bool:
    """True where two full names differ by a slip: never for short ones."""
    from rapidfuzz.distance import JaroWinkler

    a, b = plain(one), plain(other)
    if not is_full(one) or not is_full(other):
        return False
    if a[-1] != b[-1] and min(len(a[-1]), len(b[-1])) <= SHORT:
        return False
    return JaroWinkler.similarity(" ".join(a), " ".join(b)) >= ALIKE


@lru_cache(maxsize=1 << 16)
def plain(name: Words) -> Words:
    """Return the words without accents and special letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", " ".join(name)) if not unicodedata.combining(c))
    return tuple(bare.translate(_FOLDED).split())


def spelled(name: Words) -> Words:
    """Return the words as German and Nordic names are spelled without their letters (`Müller`, `Mueller`)."""
    return plain(tuple(" ".join(name).translate(_SPELLED).split()))


@cache
def nicknames(first: str) -> frozenset[str]:
    """Return the numbers of the names that `first` is a form of."""
    return frozenset(line for line in load()["nicknames"] if first in line.split()) or frozenset({first})


@cache
def load() -> dict[str, list[str]]:
    """Return the word lists."""
    return tomllib.loads(resources.files("core.linkedin").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _credentials() -> frozenset[str]:
    return frozenset(load()["credentials"])


def _split(text: str) -> Words:
    text = re.sub(r"(?<=\w)['’`.](?=\w)", "", text)
    return tuple(re.findall(r"[^\W\d_]+", text))


def _only_credentials(name: Words) -> bool:
    return all(word in _credentials() for word in name)


def _without_credentials(name: Words) -> Words:
    """Return the name without titles before it and credentials behind it; two words always stay."""
    known = _credentials()
    start, end = 0, len(name)
    while end - start > 2 and name[end - 1] in known:
        end -= 1
    while end - start > 2 and name[start] in known:
        start += 1
    if end - start == 2 and name[start] in {"dr", "prof", "mr", "mrs", "ms", "herr", "frau", "mme"}:
        start += 1
    return name[start:end]
