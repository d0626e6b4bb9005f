"""An employer's name as it is shown: without a team, with its number, and with the words that domain and text add."""

from __future__ import annotations

import re

from core.recognise.institutions import institutions
from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern
from core.recognise.names import CJK, NAME_WORD, is_organisation, name_words
from core.recognise.patterns import compiled, places
from core.recognise.trim import team_off


def tidy(name: str, hosts: list[str]) -> str:
    """Return `name` without a team behind it, unless the domain spells it in full or it is an agency's in a note."""
    if (not hosts and pattern("agency").search(name)) or institutions().match(name):
        return name
    key = compiled(r"[^a-z0-9]").sub("", name_words(name))
    if any(host.partition(".")[0].replace("-", "") == key for host in hosts):
        return name
    return team_off(name) or name


def numbered(name: str, invitation: Invitation) -> str:
    """Return `name` with the number that the invitation gives it twice, or that ends its title (`Hangar 12`)."""
    text = f"{invitation.title}\n{invitation.body}"
    numbers = [
        match[1] for _, end in places(name, text) if (match := compiled(r" (\d{1,3})(?![\d:.%hu])").match(text, end))
    ]
    twice = [number for number in numbers if numbers.count(number) > 1]
    return f"{name} {twice[0]}" if twice else name


def as_spelled(name: str, text: str, hosts: list[str]) -> str:
    """Return `name` with the words behind it that its domain spells as well (`Quai 5` at quai5.example)."""
    labels = {host.partition(".")[0].replace("-", "") for host in hosts}
    for _, end in places(name, text):
        longer = name
        for word in compiled(r"\s(\w+)").findall(text[end : end + 40])[:3]:
            longer = f"{longer} {word}"
            if compiled(r"[^a-z0-9]").sub("", name_words(longer)) in labels:
                return longer
    return name


def in_text(name: str, text: str) -> str:
    """Return `name` with the word behind it, if the text gives it one that says what kind of firm it is (`Bank`).

    Its article with a capital amid a sentence belongs to it too.
    """
    if not compiled(r"[\w]").match(name[-1:]) or compiled(CJK).search(name):
        return name
    if led := compiled(rf"(?<=[a-zà-ÿ] )(?:De|Het|La|Le|Les|El|Los|Il) {re.escape(name)}(?!\w)").search(text):
        name = led.group(0)
    for match in compiled(rf"(?<!\w){re.escape(name)} {NAME_WORD}(?!\w)").finditer(text):
        if is_organisation(match.group(0)) and not is_organisation(name) and team_off(match.group(0)) == match.group(0):
            return match.group(0)
    return name
