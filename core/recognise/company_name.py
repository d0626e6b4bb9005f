"""An employer's name as it is shown: without a team, with its number, and with the words that domain and text add."""

from __future__ import annotations

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
    at = text.find(name)
    while at >= 0:
        led = compiled(r"(?<=[a-zà-ÿ] )(?:De|Het|La|Le|Les|El|Los|Il) $").search(text, 0, at)
        if led and not text[at + len(name) : at + len(name) + 1].isalnum():
            return f"{led.group(0)}{name}"
        longer = compiled(rf" {NAME_WORD}(?!\w)").match(text, at + len(name))
        whole = f"{name}{longer.group(0)}" if longer and not text[:at][-1:].isalnum() else name
        if whole != name and is_organisation(whole) and not is_organisation(name) and team_off(whole) == whole:
            return whole
        at = text.find(name, at + 1)
    return name
