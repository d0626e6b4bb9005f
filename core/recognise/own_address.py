"""What an address of the user's own tells of itself: private, a university's, or one that may be an employer's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from core.recognise.accents import in_two_letters
from core.recognise.keys import is_free_mail, is_vendor, registrable
from core.recognise.names import name_words
from core.recognise.patterns import compiled
from core.recognise.tables import load

_TELLING = 4
"""Letters of a name from which on a domain may have a few more beside them."""
_BESIDE = 2
"""Letters that a domain may have beside the name: an initial, a genitive."""


def employers(mine: Iterable[str], names: frozenset[str], *, beside: Iterable[str]) -> frozenset[str]:
    """Return the registrable domains of the addresses `mine` that may be an employer's.

    Free mail is none, nor is a domain of the user's own name (`names`, folded words), unless others of it take part
    (`beside`): then it is a firm that is called after the user.
    """
    hosts = frozenset(registrable(each) for each in beside)
    own = (each for each in mine if not is_free_mail(each) and not is_vendor(each))
    return frozenset(host for each in own if (host := registrable(each)) in hosts or not bears_name(each, names)) - {""}


def is_private(address: str, names: frozenset[str]) -> bool:
    """Return whether an address is the user's own for sure: free mail, or at a domain of their name."""
    return is_free_mail(address) or bears_name(address, names)


@lru_cache(maxsize=256)
def bears_name(address: str, names: frozenset[str]) -> bool:
    """Return whether the domain of an address is made of the user's name: `maya@lindgren.io`, `m@maya-lindgren.dev`."""
    label = compiled(r"[^a-z0-9]").sub("", registrable(address).partition(".")[0])
    local = compiled(r"[^\W\d_]{3,}").findall(address.partition("@")[0])
    words = {form for word in (*names, *local) for form in (name_words(word), name_words(in_two_letters(word)))}
    left = label
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "", 1) if len(word) > 1 else left
    found = len(label) - len(left)
    return bool(found) and (not left or (found >= _TELLING and len(left) <= _BESIDE))


@lru_cache(maxsize=256)
def is_university(address: str) -> bool:
    """Return whether an address is at a university: of those who study there more than of those who work there."""
    return bool(compiled("|".join(load("senders")["universities"])).search(address.rpartition("@")[2].lower()))
