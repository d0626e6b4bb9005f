"""The languages whose words count while an invitation is read, what was made of their words, and what is read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from core.recognise.tables import LANGUAGES

_SPOKEN: ContextVar[tuple[str, ...]] = ContextVar("spoken", default=LANGUAGES)
_MADE: ContextVar[dict[Hashable, Any]] = ContextVar("made")
"""What was made of the words of the languages spoken."""
_WHOLE: ContextVar[str] = ContextVar("whole", default="")
_MOST = 32_768
"""Things made for one set of languages; where there are more, all are made anew."""

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def speaking(languages: tuple[str, ...], whole: str = "") -> Iterator[None]:
    """Let all that is built of words by `by_language` hold the words of these languages alone within the `with`.

    Two languages are searched for, and first made ready, many times faster than twelve. `whole` is all the text that
    is read: what does not stand there stands in no part of it.
    """
    before, made, read = _SPOKEN.set(languages), _MADE.set(_made_for(languages)), _WHOLE.set(whole)
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


def whole() -> str:
    """Return all the text that is read now: empty, outside of `speaking`."""
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
