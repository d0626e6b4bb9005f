"""A sign-in as it is kept: one JSON text in the token store, MSAL's cache beside the access token now in use."""

from __future__ import annotations

import json
from typing import Any


def kept(cache: str, access_token: str, until: float) -> str:
    """Return the secret of a sign-in; `until` is when the access token runs out, in seconds since 1970."""
    return json.dumps({"cache": cache, "access_token": access_token, "until": until})


def opened(secret: str) -> dict[str, Any]:
    """Return what a secret holds, nothing where it cannot be read."""
    try:
        found = json.loads(secret)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def ended(secret: str) -> str:
    """Return the secret of a sign-in that Microsoft no longer renews. It may pass, so the cache is kept."""
    return json.dumps({"cache": opened(secret).get("cache"), "ended": True})


def has_ended(secret: str) -> bool:
    """True where a secret is no sign-in any more, as far as is known."""
    found = opened(secret)
    return not found.get("cache") or found.get("ended") is True
