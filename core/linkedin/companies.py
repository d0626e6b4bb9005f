"""Whether the company of an interview and the one on a profile are the same, or at least may be."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from core.linkedin.names import load
from core.recognise.keys import company_key

SAME, MAYBE, OTHER = 2, 1, 0


def agree(one: str, other: str) -> int:
    """Return SAME, MAYBE (one name begins the other, as Delta does Delta Dental) or OTHER.

    `one` may be the registered part of a mail domain.
    """
    if not one or not other:
        return OTHER
    a, b = key(one), key(other)
    if a == b or _core(one) == _core(other):
        return SAME
    short, long = sorted((words(one), words(other)), key=len)
    if short and long[: len(short)] == short:
        return SAME if len(short) > 1 else MAYBE
    return OTHER


@lru_cache(maxsize=1 << 16)
def key(company: str) -> str:
    """Return the key under which a company compares: no case, punctuation, accents and legal forms."""
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", company) or company
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return company_key(unicodedata.normalize("NFKC", bare))


@lru_cache(maxsize=1 << 16)
def words(company: str) -> tuple[str, ...]:
    """Return the words of a company's name."""
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", company).casefold()))


@lru_cache(maxsize=1 << 16)
def _core(company: str) -> str:
    """Return the key without the words that many companies end with; its first word always stays."""
    found = key(company)
    kept = list(words(re.sub(r"[(\[][^)\]]*[)\]]", "", company)))
    while len(kept) > 1 and (kept[-1] in _tails() or company_key(" ".join(kept)) != "".join(kept)):
        kept.pop()
    return "".join(kept) if kept and found.startswith(kept[0]) else found


@cache
def _tails() -> frozenset[str]:
    return frozenset(load()["tails"])
