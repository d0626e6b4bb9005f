"""How a name is written in plain letters: an accent is left out, a letter of one language alone is one or two."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss"})
_ONE_LETTER = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})
_ACCENTS = range(0x300, 0x370)
"""The marks that stand over and under letters of Europe: those of kana tell two sounds apart."""


def in_two_letters(word: str) -> str:
    """Return a word in small letters, its umlauts and the like in two plain ones each."""
    return word.lower().translate(_TWO_LETTERS)


def without_accents(word: str) -> str:
    """Return a word without the accents of its letters: `nestlé` as `nestle`, `müller` as `muller`."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join([one for one in letters if ord(one) not in _ACCENTS]))


@lru_cache(maxsize=4096)
def plain_forms(word: str) -> frozenset[str]:
    """Return both ways in which domains write a word: `müller` as `muller` and as `mueller`."""
    forms = (word.translate(_ONE_LETTER), in_two_letters(word).translate(_ONE_LETTER))
    return frozenset(in_two_letters(without_accents(form)) for form in forms)
