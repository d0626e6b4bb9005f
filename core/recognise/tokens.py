"""Where the words of a text stand, without the signs around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.names import CJK

OPENS = "([{（「『【\"“„«'‘*•-–—>=■◆●○・◇□▼▪※◎/"
CLOSES = ".,;:!?)]}）」』】\"”»“'’*"
HOUR = r"\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?|uhr)|\d{1,2}[:h]\d{2}"
"""A time of day as an expression: no job and no firm is called by one."""
_EAST = re.compile(CJK)
_WORD = re.compile(r"[^\s_|｜：（）「」『』【】、。，《》〈〉“”？！；]+")
_SIGN_IN_EAST = re.compile(rf"(?<={CJK})[:(),!?;\"\-–—・](?=.)|(?<=.)[:(),!?;\"\-–—](?={CJK})")
"""What parts words where no space does."""


def in_east(text: str) -> bool:
    """Return whether any letter of `text` is one of a script that has no spaces."""
    return not text.isascii() and bool(_EAST.search(text))


def words(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where words begin and end between two places; a bracket that is opened within a word stays."""
    for match in _WORD.finditer(text, start, stop):
        word = match[0]
        if word.isalnum():
            yield match.span()
            continue
        cuts = [match.start()]
        for sign in () if word.isascii() else _SIGN_IN_EAST.finditer(word):
            cuts += [match.start() + sign.start(), match.start() + sign.end()]
        cuts.append(match.end())
        for begin, stop_at in zip(cuts[::2], cuts[1::2], strict=True):
            first, end = stop_at - len(text[begin:stop_at].lstrip(OPENS)), stop_at
            while end > first and text[end - 1] in CLOSES and not (text[end - 1] == ")" and "(" in text[first:end]):
                end -= 1
            if first < end:
                yield first, end
