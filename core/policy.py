"""The numbers of the timeline (T1 to T8), as the user may set them under `[policy]` in config.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The cadence rules of section 4, each a setting. Days are business days where the name says so."""

    waking_start: time = time(9, 0)
    waking_end: time = time(20, 0)
    thank_you_after_hours: int = 2
    thank_you_window_hours: int = 24
    thank_you_late_days: int = 7
    check_in_business_days: tuple[int, ...] = (7, 7, 10)
    check_in_time: time = time(10, 0)
    ended_after_business_days: int = 20
    keep_in_touch_days: tuple[int, ...] = (30, 90, 120, 180)
    keep_in_touch_time: time = time(10, 0)
    keep_in_touch_per_year: int = 4
    spacing_business_days: int = 5
    horizon_days: int = 30
    elapsed_after_days: int = 2
    per_day: int = 5
    changes_per_run: int = 200
