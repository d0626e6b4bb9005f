"""What calendar programs and people put before a title when an invitation changes, language by language.

Seen in the mail subjects of Google and Outlook and in copied titles. A colon follows, in French after a space.
"""

from __future__ import annotations

import re
from functools import cache

MOVED = {
    "en": ("updated invitation", "updated", "rescheduled", "moved", "new time", "new"),
    "de": ("aktualisierte einladung", "aktualisiert", "verschoben", "neuer termin"),
    "fr": ("invitation mise à jour", "mis à jour", "mise à jour", "reporté", "reportée", "nouvel horaire"),
    "es": ("invitación actualizada", "actualizado", "actualizada", "reprogramado", "reprogramada", "nueva hora"),
    "pt": ("convite atualizado", "atualizado", "reagendado", "reagendada", "remarcado", "novo horário"),
    "it": ("invito aggiornato", "aggiornato", "spostato", "rinviato", "nuovo orario"),
    "nl": ("bijgewerkte uitnodiging", "bijgewerkt", "verplaatst", "verzet", "nieuwe tijd"),
    "sv": ("uppdaterad inbjudan", "uppdaterad", "flyttat", "flyttad", "ombokad", "ny tid"),
    "pl": ("zaktualizowane zaproszenie", "zaktualizowano", "przełożone", "przełożona", "nowy termin"),
    "zh": ("已更新", "已改期", "改期", "时间变更"),
    "ja": ("更新済み", "変更済み", "日程変更", "時間変更"),
    "ko": ("업데이트됨", "변경됨", "일정 변경", "시간 변경"),
}
OTHER = {
    "en": ("invitation", "canceled event", "cancelled event", "canceled", "cancelled", "accepted", "tentative", "fwd"),
    "de": ("einladung", "abgesagter termin", "abgesagt", "termin abgesagt", "zugesagt", "wg"),
    "fr": ("invitation", "événement annulé", "annulé", "acceptée"),
    "es": ("invitación", "evento cancelado", "cancelado", "cancelada"),
    "pt": ("convite", "evento cancelado", "cancelado", "cancelada"),
    "it": ("invito", "annullato"),
    "nl": ("uitnodiging", "geannuleerd"),
    "sv": ("inbjudan", "inställt", "avbokat"),
    "pl": ("zaproszenie", "odwołane"),
    "zh": ("邀请", "已取消"),
    "ja": ("招待", "キャンセル済み"),
    "ko": ("초대", "취소됨"),
}


def says_moved(title: str) -> bool:
    """True where the title itself says that this is the new copy of a moved meeting."""
    return bool(_moved().search(title))


def bare_title(title: str) -> str:
    """Return the title without change markers, lower case, single spaces: for telling copies of one meeting."""
    before, now = "", " ".join(title.split())
    while before != now:
        before, now = now, _moved().sub("", _other().sub("", now)).strip()
    return now.casefold()


def _words(table: dict[str, tuple[str, ...]]) -> str:
    return "|".join(sorted({re.escape(word) for words in table.values() for word in words}, key=lambda w: (-len(w), w)))


@cache
def _moved() -> re.Pattern[str]:
    words = _words(MOVED)
    return re.compile(rf"^\s*(?:{words})\s*[:\uff1a]\s*|\s*[(\[](?:{words})[)\]]\s*", re.I)


@cache
def _other() -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{_words(OTHER)})\s*[:\uff1a]\s*", re.I)
