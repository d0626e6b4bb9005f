"""The words of a touchpoint's `why`: days and times as one would say them, without a locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """Return e.g. `Tue 24 Nov 2026`; `day` is a local day or an aware local moment."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def clock_words(moment: datetime) -> str:
    """Return e.g. `13:00`, the wall time of an aware local moment."""
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_words(moment: datetime) -> str:
    """Return e.g. `Tue 24 Nov 2026, 13:00`."""
    return f"{day_words(moment)}, {clock_words(moment)}"


def holiday_words(holidays: Sequence[date]) -> str:
    """Return e.g. ` (26 Nov is a holiday)`, or nothing where there are none."""
    if not holidays:
        return ""
    names = [f"{day.day} {_MONTHS[day.month - 1]}" for day in holidays]
    if len(names) == 1:
        return f" ({names[0]} is a holiday)"
    return f" ({', '.join(names[:-1])} and {names[-1]} are holidays)"
