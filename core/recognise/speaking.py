"""The languages whose words count while an invitation is read, what was made of their words, and what is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from core.recognise.tables import LANGUAGES

_SPOKEN: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=LANGUAGES)
_MADE: ContextVar[dict[Hashable, Any]] = ContextVar("made")
"""What was made of the words of the languages spoken."""
_WHOLE: ContextVar[Whole | None] = ContextVar("whole", default=None)
_MOST = 32_768
"""Things made for one set of languages; where there are more, all are made anew."""

_CUTS = re.compile(r"[\n·]+|[ ]{2,}")
"""Between these stands what was cut out of a text: its lines, and its words around those that were masked."""

P = ParamSpec("P")
R = TypeVar("R")


class Whole:
    """All the text that is read, and what was looked for in it: what does not stand there stands in no part of it."""

    __slots__ = ("_parts", "found", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[Hashable, Any] = {}
        self._parts: dict[str, bool] = {}

    def holds(self, text: str) -> bool:
        """Return whether `text` is a part of it, or put together from parts of it."""
        known = self._parts.get(text)
        if known is None:
            known = text in self.text or all(part in self.text for part in _CUTS.split(text))
            self._parts[text] = known
        return known


@contextmanager
def speaking(languages: tuple[str, ...], whole: str = "") -> Iterator[None]:
    """Let all that is built of words by `by_language` hold the words of these languages alone within the `with`.

    Two languages are searched for, and first made ready, many times faster than twelve. `whole` is all the text that
    is read: what does not stand there stands in no part of it.
    """
    read = _WHOLE.set(Whole(whole) if whole else None)
    before, made = _SPOKEN.set(languages), _MADE.set(_made_for(languages))
    try:
        yield
    finally:
        _WHOLE.reset(read)
        _MADE.reset(made)
        _SPOKEN.reset(before)


@lru_cache(maxsize=64)
def _made_for(languages: tuple[str, ...]) -> dict[Hashable, Any]:
    del languages
    return {}


def spoken() -> tuple[str, ...]:
    """Return the languages whose words count now: all, outside of `speaking`."""
    return _SPOKEN.get()


def whole() -> Whole | None:
    """Return all the text that is read now: None outside of `speaking`."""
    return _WHOLE.get()


def by_language(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what `function` makes of words, apart for each set of languages."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        if kwargs:
            return function(*args, **kwargs)
        made = _MADE.get(None) or _made_for(_SPOKEN.get())
        key = (function, args)
        found = made.get(key, made)
        if found is made:
            if len(made) >= _MOST:
                made.clear()
            found = made[key] = function(*args)  # type: ignore[call-arg]  # no keywords were given
        return found  # type: ignore[no-any-return]  # what `function` returned for these arguments

    return remembered
