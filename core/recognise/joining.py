"""Groups that grow together: a union-find (Galler and Fischer, 1964) whose groups keep the order of what they hold."""

from __future__ import annotations


class Joining:
    """`size` things, named 0 to size - 1, each at first a group of its own. A group's root is its first member."""

    def __init__(self, size: int) -> None:
        self._root = list(range(size))
        self._members = [[i] for i in range(size)]

    def root(self, one: int) -> int:
        """Return the first member of the group that `one` is in."""
        return self._root[one]

    def members(self, one: int) -> list[int]:
        """Return the group that `one` is in, in ascending order."""
        return self._members[self._root[one]]

    def join(self, one: int, other: int) -> None:
        """Make the groups of `one` and `other` one group."""
        low, high = sorted((self._root[one], self._root[other]))
        if low == high:
            return
        self._members[low] = sorted(self._members[low] + self._members[high])
        for i in self._members[high]:
            self._root[i] = low
        self._members[high] = []

    def groups(self) -> list[list[int]]:
        """Return all groups by their first members."""
        return [members for members in self._members if members]
