"""How a draft says names, days, positions and rounds in English; every value is data, flattened to one clean line."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from core.model import Part, Stage

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SESSIONS = {
    Stage.RECRUITER_SCREEN: "our first conversation",
    Stage.HIRING_MANAGER: "our conversation",
    Stage.TECHNICAL: "the technical interview",
    Stage.TAKE_HOME_REVIEW: "our review of the take-home exercise",
    Stage.PANEL: "the panel interview",
    Stage.ONSITE: "the on-site interview",
    Stage.FINAL: "the final interview",
    Stage.CULTURE: "our conversation about how you work together",
}
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FAMILY_FIRST = re.compile(
    "bae|cai|cao|chang|chen|cheng|choi|chung|deng|dong|fang|feng|gao|guo|han|hong|hu|huang|hwang|jang|jeon|jeong|jiang"
    "|jung|kang|kim|kwon|li|liang|lim|lin|liu|luo|ma|nguyen|oh|park|pham|shin|song|suzuki|takahashi|tanaka|tang|tran"
    "|wang|wu|xie|xu|yamamoto|yang|yoon|yu|yuan|zeng|zhang|zhao|zheng|zhou|zhu|sato|watanabe|ito|kobayashi|nakamura",
    re.I,
)
_NOT_A_PERSON = re.compile(r"@|\b(?:team|recruit\w*|talent|careers|hiring|hr|no-?reply|scheduling|interviews?)\b", re.I)
_LEADING = re.compile("a|an|the|how|why|what|our|your|their|its|some|using|building|whether|when|where", re.I)


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


def phrase(text: str, *, limit: int = 600) -> str:
    """Return `text` as it stands inside a sentence: its leading article small, no full stop at its end."""
    line = flat(text, limit=limit)
    first = line.partition(" ")[0]
    return line[:1].lower() + line[1:] if _LEADING.fullmatch(first) else line


def person_name(name: str) -> str:
    """Return a full name as one says it, without brackets and tails; empty where it is no person's name."""
    line = flat(re.sub(r"[(\[{<][^)\]}>]*[)\]}>]", " ", name).partition("|")[0], limit=60)
    return "" if _NOT_A_PERSON.search(line) or not re.search(r"[^\W\d_]", line) else line


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
    return first.title() if first.isupper() else first


def initials(name: str) -> str:
    """Return e.g. `D. W.` for `Dana Whitfield`; empty where the name is unknown."""
    words = [word for word in person_name(name).split() if word[0].isalpha()]
    ends = words[:1] + words[1:][-1:]
    return " ".join(f"{word[0].upper()}." for word in ends)


def day(of: date, *, seen_from: date) -> str:
    """Return e.g. `4 December`, with the year where it is another one than that of `seen_from`."""
    year = "" if of.year == seen_from.year else f" {of.year}"
    return f"{of.day} {_MONTHS[of.month - 1]}{year}"


def relative(start: datetime, *, due: datetime) -> str:
    """Return how the note, due at `due`, speaks of the day of `start`; both are in the user's zone.

    Never "today" or "yesterday": a note is often sent some hours after its reminder, or moved to the next day.
    """
    if 0 <= (due.date() - start.date()).days <= 6:
        return f"on {_DAYS[start.weekday()]}"
    return f"on {day(start.date(), seen_from=due.date())}"


def position(role: str, company: str) -> str:
    """Return `the Backend Engineer position at Acme`, with what is known of it."""
    where = f" at {company}" if company else ""
    if not role:
        return f"the position{where}"
    noun = "" if re.search(r"\b(?:role|position|job|internship)$", role, re.I) else " position"
    return f"the {role}{noun}{where}"


def session(stage: Stage | None, part: Part | None) -> str:
    """Return what the talk with this person was."""
    if part is Part.HIRING_MANAGER and stage in (None, Stage.OTHER, Stage.PANEL, Stage.ONSITE):
        return "our conversation"
    return _SESSIONS.get(stage, "our conversation") if stage else "our conversation"
