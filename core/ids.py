"""Ids are derived from content, never random, so that a repeated create meets the first one (P2)."""

from hashlib import sha256


def derive(*parts: str) -> str:
    """Return 16 lower-case hex digits that name `parts`: the same parts always give the same id."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
