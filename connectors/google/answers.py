"""Google's answers as far as they can be relied on: of the shape that is documented, and with an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from connectors.base import UNFIT
from connectors.paging import Trail
from core.errors import SourceError

PAGES = 1000
"""More pages than any calendar has: each holds up to 2500 events."""
_TOKENS = ("nextPageToken", "nextSyncToken")

Json = Mapping[str, Any]


def executed(request: Any, *, name: str) -> Json:
    """Send a request of the account `name` and return its answer, empty where it has nothing to say.

    Raises Google's HttpError for a refusal, SourceError for an answer that is none of Google's.
    """
    from googleapiclient.errors import HttpError

    try:
        answer = request.execute() or {}
    except HttpError:
        raise
    except UNFIT as err:
        raise _unfit(name) from err
    if not isinstance(answer, Mapping):
        raise _unfit(name)
    return answer


def pages(ask: Callable[[str | None], Any], *, name: str, place: str) -> Iterator[Json]:
    """Yield the pages of a listing, the list `items` in each; `ask` makes the request for the one behind a token.

    `place` is what is listed. Raises as `executed` does, and SourceError for a listing without an end.
    """
    trail = Trail(most=PAGES)
    token: str | None = None
    while True:
        answer = executed(ask(token), name=name)
        raws = answer.get("items") or []
        if not isinstance(raws, list) or any(not isinstance(answer.get(each, ""), str) for each in _TOKENS):
            raise _unfit(name)
        yield {**answer, "items": raws}
        token = answer.get("nextPageToken")
        if not token:
            return
        if not trail.goes_on(token, (str(raw.get("id")) for raw in raws if isinstance(raw, Mapping))):
            raise SourceError(
                f"{name}: Google's answer about {place} has no end",
                next_step="Nothing was changed; try again: afterword sync",
            )


def _unfit(name: str) -> SourceError:
    return SourceError(
        f"{name}: Google gave an answer that cannot be read",
        next_step="Try again: afterword sync",
    )
