"""How a draft says names, in any language; every value is data, flattened to one clean line."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FAMILY_FIRST = re.compile(
    "bae|cai|cao|chang|chen|cheng|choi|chung|deng|dong|fang|feng|gao|guo|han|hong|hu|huang|hwang|jang|jeon|jeong|jiang"
    "|jung|kang|kim|kwon|li|liang|lim|lin|liu|luo|ma|nguyen|oh|park|pham|shin|song|suzuki|takahashi|tanaka|tang|tran"
    "|wang|wu|xie|xu|yamamoto|yang|yoon|yu|yuan|zeng|zhang|zhao|zheng|zhou|zhu|sato|watanabe|ito|kobayashi|nakamura",
    re.I,
)
_ABBREVIATED = frozenset(("inc", "ltd", "co", "corp", "bros", "lda", "ltda", "cie", "pty", "pte", "mbh"))
_NOT_A_PERSON = re.compile(r"@|\b(?:team|recruit\w*|talent|careers|hiring|hr|no-?reply|scheduling|interviews?)\b", re.I)


@lru_cache(maxsize=4096)
def flat(text: str | None, *, limit: int = 90) -> str:
    """Return `text` as one line without control characters or square brackets (those are for blanks), cut between
    words at `limit` characters.
    """
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text or "")
    kept = " ".join(kept.replace("[", "(").replace("]", ")").split())
    while "()" in kept or "( )" in kept:
        kept = " ".join(kept.replace("( )", "").replace("()", "").split())
    kept = re.sub(r" +([,.;:!?])", r"\1", kept).strip(" ,;:-–—·|.")
    if len(kept) > limit:
        kept = (kept[: limit + 1].rpartition(" ")[0] or kept[:limit]).rstrip(" ,;:-–—·|(.")
    return kept


def person_name(name: str) -> str:
    """Return a full name as one says it, without brackets and tails; empty where it is no person's name."""
    line = flat(re.sub(r"[(\[{<][^)\]}>]*[)\]}>]", " ", name).partition("|")[0], limit=60)
    return "" if _NOT_A_PERSON.search(line) or not re.search(r"[^\W\d_]", line) else line


def company_name(name: str | None) -> str:
    """Return a company's name on one clean line; the full stop of an abbreviation at its end (`Inc.`, `S.A.`) stays."""
    line = flat(name, limit=50)
    last = line.rpartition(" ")[2]
    abbreviated = "." in last or last.casefold() in _ABBREVIATED
    return f"{line}." if abbreviated and (name or "").rstrip().endswith(f"{last}.") else line


@lru_cache(maxsize=4096)
def salutation(name: str) -> str:
    """Return how to greet the bearer of `name`: the first name where it is surely one, else the name in full."""
    full = person_name(name)
    if not full or _EAST_ASIAN.search(full) or " " not in full:
        return full
    from nameparser import HumanName

    parsed = HumanName(full)
    first, last = str(parsed.first), str(parsed.last)
    if not first:
        return f"{parsed.title} {last}".strip() if parsed.title and last else full
    family_first = _FAMILY_FIRST.fullmatch(first) is not None and "," not in full
    if family_first or len(first.rstrip(".")) < 2 or not re.fullmatch(r"[^\W\d_][\w'’.-]*", first):
        return full
    return first.title() if first.isupper() or full.islower() else first


@lru_cache(maxsize=4096)
def formal(name: str) -> str:
    """Return the name in full as a formal greeting has it: a doctor's title kept, degrees and wrong order undone."""
    full = person_name(name)
    if not full or _EAST_ASIAN.search(full) or not re.search(r",|\b(?:Ph\.?D|M\.?D|MBA|MSc|CPA)\b", full):
        return full.title() if " " in full and (full.isupper() or full.islower()) else full
    from nameparser import HumanName

    parsed = HumanName(full)
    parts = (str(part) for part in (parsed.title, parsed.first, parsed.middle, parsed.last))
    said = " ".join(part for part in parts if part) or full
    return said.title() if said.isupper() or said.islower() else said


def initials(name: str) -> str:
    """Return e.g. `D. W.` for `Dana Whitfield`; empty where the name is unknown."""
    words = [word for word in person_name(name).split() if word[0].isalpha()]
    ends = words[:1] + words[1:][-1:]
    return " ".join(f"{word[0].upper()}." for word in ends)
