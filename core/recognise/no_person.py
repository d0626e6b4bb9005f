"""What has capitals as a name of a person has, and is none: departments, topics, tools, towns, parts of a job."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.given import is_family, is_given
from core.recognise.grammar import words
from core.recognise.invitation import Invitation
from core.recognise.labels import barred_label
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, follows_title, is_organisation, is_team, is_title
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.role_words import vendor_names
from core.recognise.speaking import by_language
from core.recognise.tables import load


def is_no_person(name: str, invitation: Invitation) -> bool:
    """Return whether what reads like a name is a team, a firm, a place, a topic or a job."""
    if (
        compiled(r"[A-Z]{2,4}").fullmatch(name)
        or barred_label().fullmatch(name)
        or is_team(name)
        or is_organisation(name)
        or " of " in name
        or _small().match(name)
        or (name.isupper() and name.isascii() and name.count(" ") > 1)
        or _in_job(name, invitation.title)
        or _is_topic(name)
        or _is_department(name)
        or _is_tool(name)
        or _is_function(name)
    ):
        return True
    if compiled(r".*\s[A-Z]{2}").fullmatch(name):
        return True  # a town with its state: `Cambridge ON`
    if name in invitation.event.location:
        return not follows_title(name, invitation.text)
    opens = invitation.body.startswith(name) and compiled(r",?\s*$", re.M).match(invitation.body, len(name))
    return bool(opens and name.split(" ", maxsplit=1)[0] in words("dear"))


@cache
def _small() -> re.Pattern[str]:
    """Return the small letter with which no name begins, but for the particle of a family name."""
    return re.compile(rf"(?!(?:{'|'.join(load('affixes')['particles_first'])})\s[A-ZÀ-Þ])[a-z]")


def _is_tool(name: str) -> bool:
    """Return whether a name begins with that of a tool (`HireVue Live`)."""
    first = name.partition(" ")[0]
    return " " in name and bool(vendor_names().fullmatch(first)) and first not in {"Karat", "Lever", "Ashby", "Gem"}


def _is_topic(name: str) -> bool:
    """Return whether capitals say what is done (`Working Together`) and not who does it."""
    first = name.partition(" ")[0]
    return bool(compiled(r"[A-Z][a-z]{3,}ing").fullmatch(first)) and first not in _FIRST_NAMES


@cache
def _departments() -> Phrases:
    return any_of(load("names")["departments"])


def _is_department(name: str) -> bool:
    """Return whether capitals are what somebody does or where (`Customer Success`, `Treasurer`), behind their name."""
    return bool(_departments().fullmatch(name.rpartition(" ")[2]))


@by_language
def _is_function(name: str) -> bool:
    """Return whether capitals end in what somebody is (`Unit Manager`, `Główna Księgowa`), and begin with no name."""
    first, last = name.partition(" ")[0], name.rpartition(" ")[2]
    if first == last or is_given(first) or is_family(last) or not name[0].isupper() or compiled(CJK).search(name):
        return False
    return last[0].isupper() and bool(pattern("roles", "heads").fullmatch(last))


_FIRST_NAMES = frozenset(
    {"Sterling", "Irving", "Fleming", "Flemming", "Henning", "Hemming", "Erling", "Manning", "Channing"}
)
"""That end as words for what is done."""


def _in_job(name: str, title: str) -> bool:
    """Return whether a name is a part of a job in the title (`Research Fellow (Marine Acoustics)`), and is no person's
    in full (`the CFO (Ana Ruiz)`).
    """
    if " " in name and is_given(name):
        return False
    ahead, found, _ = title.partition(f" ({name}")
    last = ahead.rpartition(" ")[2]
    # `면접 (문 변호사님)`: in the east the bracket behind the word for an interview says with whom it is.
    return bool(found) and is_title(last) and not (compiled(CJK).search(last) and pattern("interview").search(last))
