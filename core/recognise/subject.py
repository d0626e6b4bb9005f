"""What a mail's subject adds to a title that was copied from it: when, in which zone, and for whom."""

from __future__ import annotations

import re

_WHEN = re.compile(
    r"\s(?:@|[-–—])\s(?=[^@]*\d{1,2}[:.h]\d\d|[^@]*\d\s?[ap]m)[^\W\d_]{2,9}\.?,?\s[^@]*?\b20\d\d\b[^@]*"
    r"\((?:[^()]*@[^()]*|[^\W\d_]{2,6}(?:[+-]\d+)?)\)\s*$",
    re.I,
)
"""`Invitation: Ada / Ben @ Mon 2 Mar 2026 10:00 - 11:00 (CET) (ben@example.org)`: all from the sign on."""


def without_time(title: str) -> str:
    """Return `title` without the day, the hours and the guest that a calendar's mails end their subjects with."""
    return _WHEN.sub("", title) if "20" in title else title
