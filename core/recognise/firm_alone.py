"""Notes of a few words in Chinese, Japanese and Korean that say where an interview is: `さざなみ工房 面接`."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.lexicon import pattern
from core.recognise.names import CJK, is_organisation
from core.recognise.patterns import compiled
from core.recognise.tables import load

_SIGNS = " \u3000:：|｜/・-–—()（）【】[]「」!！.。"
_HOUR = r"\d{1,2}(?:[:：時时시点點]\d{0,2}[分분]?)?(?:半|~|〜|-)?"
_MOST = 20
"""Letters of a firm's name, at most."""


def firm_alone(title: str) -> str:
    """Return the firm that a title names beside the word for an interview, where it says nothing more."""
    named = pattern("interview").search(title)
    if named is None or not compiled(CJK).search(title):
        return ""
    pieces = [compiled(_HOUR).sub("", piece).strip(_SIGNS) for piece in (title[: named.start()], title[named.end() :])]
    firm = "".join(pieces)
    alone = all(pieces) is False and 0 < len(firm) <= _MOST and bool(compiled(CJK).search(firm))
    return firm if alone and is_organisation(firm) and not _schools().search(firm) else ""


@cache
def _schools() -> re.Pattern[str]:
    """Where one may be asked to an interview as a pupil."""
    return re.compile("|".join(load("names")["schools_in_east"]))
