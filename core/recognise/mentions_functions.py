"""Who is met where a sentence names them behind what they do: `you will meet production manager Ann Berg`."""

from __future__ import annotations

from core.recognise.lexicon import pattern
from core.recognise.names import NAME, is_title
from core.recognise.patterns import compiled

_LISTED = (
    r",\s(?:(?:and|und|et|y|e|en|och|i)\s)?|\s(?:and|und|et|e|ed|y|en|och|i|oraz|samt|sowie|nonché|ainsi que|así como"
    r"|bem como|alsook|a także)\s"
)


_DETERMINER = (
    r"(?:the|la|il|lo|el|le|der|die|den|dem|o|a|os|as|het|min|vår|our|her|his|su|dall?['’]?|dell?['’]?|all['’]|l['’])"
)


def behind_functions(body: str) -> list[str]:
    """Return who is met, each behind a function (`träffar enhetschef Ann Berg och rektor Bo Ek`) or before it."""
    found: list[str] = []
    for match in pattern("place", "met").finditer(body):
        clause = compiled(r"[.!?;:](?:\s|$)|\n").split(body[match.end() : match.end() + 220].lstrip(" :"))[0]
        for piece in compiled(_LISTED).split(clause):
            one = compiled(rf"(?P<lead>(?:[a-zà-ÿ][\w/-]*(?:\.?\s|['’])){{0,5}})(?P<who>{NAME})").match(piece)
            if one is None and not found and _is_function(piece) and piece.islower():
                continue  # a function of whom the next piece names
            if one is None and found and compiled(r"[a-zà-ÿ].{2,40}").fullmatch(piece):
                continue  # what the one before does
            if one is None or (one["lead"] and not _is_function(one["lead"])):
                break
            found.append(one["who"])
    return found


def _is_function(words: str) -> bool:
    """Return whether small words before a name are an article or what the person does."""
    plain = words.strip().split(" ")
    if compiled(rf"{_DETERMINER}").fullmatch(plain[-1]):
        return len(plain) == 1 or is_title(" ".join(plain[:-1]))
    return (
        len(plain) < 5 and is_title(words) and not compiled(r".*\s(?:de|di|do|da|del|van|of|för|für|ds\.)").match(words)
    )
