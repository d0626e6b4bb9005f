"""What a mail's subject adds to a title that was copied from it: when, in which zone, and for whom."""

from __future__ import annotations

import re

_DAY = r"(?:\d{1,2}\.?\s[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s\d{1,2}),?\s\d{4}"
_EAST = r"\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]"
_WHEN = re.compile(rf"\s[@–—-]\s(?:[^\W\d_]{{2,10}}\.?,?\s)?(?:{_DAY}|{_EAST})(?!\d).*\d\s?[:.hap時时시].*$", re.I)
"""`Invitation: Ada / Ben @ Mon 2 Mar 2026 10:00 - 11:00 (CET) (ben@example.org)`: all from the sign on."""


def without_time(title: str) -> str:
    """Return `title` without the day, the hours and the guest that a calendar's mails end their subjects with."""
    return _WHEN.sub("", title) if "20" in title else title
