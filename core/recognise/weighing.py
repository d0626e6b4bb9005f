"""What clues weigh together: each has a weight as usual, and more or less of it in some circumstances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import fsum

from core.recognise.tables import learned

USUAL = "usual"


@lru_cache(maxsize=128)
def weights(name: str, around: tuple[str, ...]) -> Mapping[str, float]:
    """Return the weights of the file `name` in the circumstances `around`: as usual, with what each adds."""
    return {clue: sum(each.get(where, 0.0) for where in (USUAL, *around)) for clue, each in learned(name).items()}


def worth(clues: Iterable[str], told: Mapping[str, float]) -> float:
    """Return what `clues` weigh together, in whatever order they come: a set has another one in each process."""
    return fsum(filter(None, map(told.get, clues)))
