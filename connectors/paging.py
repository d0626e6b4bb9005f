"""How far the pages of one answer are followed: a server that never comes to an end is left."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

IDLE = 40
"""Pages in a row that name nothing new. A page may well be empty and have others behind it, but not so many."""


class Trail:
    """The pages followed so far, at most `most` of them."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._links: set[str] = set()
        self._named: set[Hashable] = set()
        self._idle = 0

    def goes_on(self, link: str, names: Iterable[Hashable]) -> bool:
        """True where the page behind `link` is to be asked for after one that named `names`.

        False where that page was there already, or all of it grows without an end.
        """
        before = len(self._named)
        self._named.update(names)
        self._idle = 0 if len(self._named) > before else self._idle + 1
        if link in self._links or self._idle >= IDLE or len(self._links) + 1 >= self._most:
            return False
        self._links.add(link)
        return True
