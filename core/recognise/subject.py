"""What a mail's subject adds to a title that was copied from it: when, in which zone, and for whom."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.grammar import letters

_DAY = r"(?:\d{1,2}\.?\s[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s\d{1,2}),?\s\d{4}"


def without_time(title: str) -> str:
    """Return `title` without the day, the hours and the guest that a calendar's mails end their subjects with."""
    return _when().sub("", title) if "20" in title else title


@cache
def _when() -> re.Pattern[str]:
    """`Invitation: Ada / Ben @ Mon 2 Mar 2026 10:00 - 11:00 (CET) (ben@example.org)`: all from the sign on."""
    year, month, day, hour = map(letters, ("year_sign", "month_sign", "day_sign", "hour_sign"))
    east = rf"\d{{4}}{year}\s?\d{{1,2}}{month}\s?\d{{1,2}}{day}"
    time = rf"\d\s?(?:[:.hap]|{hour}).*$"
    return re.compile(rf"\s[@–—-]\s(?:[^\W\d_]{{2,10}}\.?,?\s)?(?:{_DAY}|{east})(?!\d).*{time}", re.I)
