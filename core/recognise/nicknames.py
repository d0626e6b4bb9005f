"""Who is called by a short name with the full one behind it in brackets: `Bob (Robert Finch, VP Product)`."""

from __future__ import annotations

from core.recognise.names import NAME, NAME_WORD, is_title
from core.recognise.patterns import compiled


def in_full(found: list[str], body: str) -> list[str]:
    """Return the names `found` in a text, those in full that the text gives behind short ones."""
    if "(" not in body:
        return found
    pairs = compiled(rf"(?<!\w)({NAME_WORD})\s\(({NAME})").findall(body)
    full = {short: name for short, name in pairs if not is_title(name)}
    return [full.get(name, name) for name in found]
