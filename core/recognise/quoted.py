"""What the user wrote themselves, quoted below an invitation: it promises and names nothing."""

from __future__ import annotations

from functools import lru_cache

from core.recognise.invitation import Invitation
from core.recognise.patterns import compiled

_FROM = r"^>*\s*(?:From|Von|De|Da|Van|Från|Fra|Od|发件人|寄件者|差出人|보낸 사람)\s?[:：]\s*(?P<who>.*)$"
_WROTE = (
    r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał\(?a?\)?|写道|のメール|작성)"
    r"\s?[:：]?\s*$"
)


@lru_cache(maxsize=4)
def own_words_off(invitation: Invitation) -> str:
    """Return the body without mails of the user's own that are quoted in it."""
    kept: list[str] = []
    mine = quoted = False
    for line in invitation.lines:
        if match := compiled(_FROM).match(line):
            mine, quoted = invitation.is_me(compiled(r"\s*<.*").sub("", match["who"])), False
        elif compiled(_WROTE).search(line):
            mine, quoted = _names_me(line, invitation), True
        elif quoted and line and not line.startswith(">"):
            mine = quoted = False
        if not mine:
            kept.append(line)
    return "\n".join(kept)


def _names_me(line: str, invitation: Invitation) -> bool:
    return bool(invitation.owner) and invitation.owner in line
