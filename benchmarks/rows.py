"""The table: each figure beside its yardstick and its target, and whether it was met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">=": lambda value, limit: value >= limit,
}
_WIDTHS = (50, 11, 36, 9, 13, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure. The target is on the ratio to the yardstick, or on the value itself where `absolute`.

    `unit` is s, ms, MiB or empty for a count. `detail` is shown after the table.
    """

    bench: str
    what: str
    value: float
    unit: str
    yardstick: float
    beside: str
    sign: str
    limit: float
    absolute: bool = False
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """Value to yardstick, None where the yardstick is zero."""
        return self.value / self.yardstick if self.yardstick else None

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        measured = self.value if self.absolute else self.ratio
        return measured is not None and _SIGNS[self.sign](measured, self.limit)

    def as_json(self) -> dict[str, Any]:
        """Return the row for `--json`."""
        return {
            "bench": self.bench,
            "what": self.what,
            "value": round(self.value, 4),
            "unit": self.unit,
            "yardstick": round(self.yardstick, 4),
            "beside": self.beside,
            "ratio": None if self.ratio is None else round(self.ratio, 4),
            "target": self.target,
            "met": self.met,
            "detail": self.detail,
        }

    @property
    def target(self) -> str:
        """The target in words, such as `< 150 MiB` or `<= 0.2 x`."""
        if self.absolute:
            return f"{self.sign} {self.limit:g} {self.unit}".rstrip()
        return f"{self.sign} {self.limit:g} x"

    def line(self) -> str:
        """Return the row as a line of the table."""
        beside = f"{shown(self.yardstick, self.unit)} {self.beside}"
        ratio = "-" if self.ratio is None else f"{self.ratio:.3g}"
        verdict = "ok" if self.met else "MISSED"
        return _columns(self.what, shown(self.value, self.unit), beside, ratio, self.target, verdict)


def head() -> str:
    """Return the line above the table."""
    return _columns("measured", "value", "yardstick", "ratio", "target", "")


def shown(value: float, unit: str) -> str:
    """Return a figure with as many digits as mean something."""
    if not unit:
        return f"{value:.0f}"
    digits = 0 if value >= 100 or unit == "ms" else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"


def _columns(*cells: str) -> str:
    left, right = {0, 2, 5}, {1, 3, 4}
    padded = [
        cell.ljust(width) if place in left else cell.rjust(width) if place in right else cell
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return "  ".join(padded).rstrip()
