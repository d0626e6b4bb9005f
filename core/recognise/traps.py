"""What speaks against an event: words of the twelve traps, read past the names and the job that only look like them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.recognise.invitation import Invitation
from core.recognise.keys import fold, is_free_mail, is_vendor, registrable
from core.recognise.lexicon import keys_of, pattern, spoken
from core.recognise.patterns import compiled
from core.recognise.signals import Signal, distinct, quoted


def traps(invitation: Invitation, role: str | None) -> tuple[Signal, ...]:
    """Return what speaks against: words of the title and the text, those of the job and the sender's name left out."""
    title, body = masked_title(invitation), without(invitation.body, role)
    return _caught(spoken(), title, without(title, role), body)


@lru_cache(maxsize=4)
def _caught(languages: tuple[str, ...], title: str, jobless: str, body: str) -> tuple[Signal, ...]:
    """Return the traps of an invitation; it is asked for them more than once. `languages` are those spoken."""
    del languages
    return tuple(_traps(title, jobless, body))


def _traps(title: str, jobless: str, body: str) -> Iterator[Signal]:
    for trap in keys_of("trap"):
        if match := pattern("trap", trap, "title").search(title):
            yield Signal(f"{trap}.title", quoted(match))
        elif found := distinct(pattern("trap", trap, "hint"), jobless):
            yield Signal(f"{trap}.hint", found[0], min(len(found), 2))
        if found := distinct(pattern("trap", trap, "text"), body):
            yield Signal(f"{trap}.text", found[0], min(len(found), 3))


def without(text: str, role: str | None) -> str:
    """Return `text` without the words of the job."""
    return compiled(re.escape(role), re.I).sub("·", text) if role else text


def masked_title(invitation: Invitation) -> str:
    """Return the title without the name that the sender's domain spells.

    `Ombra Health` from ombra.example is no matter of health.
    """
    title, organizer = invitation.title, invitation.organizer
    people = (*invitation.others, *([organizer] if organizer else ()))
    hosts = {registrable(one.email) for one in people if not is_free_mail(one.email) and not is_vendor(one.email)}
    labels = {host.partition(".")[0].replace("-", "") for host in hosts - {""} - invitation.work}
    return _mask(title, labels) if labels else title


def _mask(title: str, labels: Iterable[str]) -> str:
    words = list(compiled(r"[^\W_]+").finditer(title))
    for label in labels:
        for at, word in enumerate(words):
            joined, stop = "", at
            while stop < len(words) and label.startswith(joined + fold(words[stop][0])):
                joined += fold(words[stop][0])
                stop += 1
            if joined != label and not (len(joined) > 3 and stop - at > 1):
                continue
            if joined == label and stop - at == 1:
                stop += _goes_on(title, words, stop)
            end = words[stop - 1].end()
            return title[: word.start()] + "·" * (end - word.start()) + title[end:]
    return title


def _goes_on(title: str, words: list[re.Match[str]], at: int) -> bool:
    """Return whether the word at that place belongs to the name before it: a capital behind a bare space."""
    return at < len(words) and words[at][0][:1].isupper() and title[words[at].start() - 1] == " "
