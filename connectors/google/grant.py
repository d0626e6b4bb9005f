"""A sign-in as it is kept: one JSON text in the token store. The app's own secret stays in `credentials.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from core.errors import SignInNeeded


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What Google gave: `expires` is when the access token ends, in UTC; `scopes` are those really granted.

    `ended` remembers that Google refused to renew it, so that `accounts` can tell without asking.
    """

    refresh_token: str
    access_token: str = ""
    expires: datetime | None = None
    scopes: tuple[str, ...] = ()
    ended: bool = False

    def text(self) -> str:
        """Return it as the token store keeps it."""
        return json.dumps(asdict(self) | {"expires": self.expires.isoformat() if self.expires else None})


def opened(text: str | None, *, name: str) -> Grant:
    """Return the grant kept as `text`; raise SignInNeeded for the account `name` where there is none to be read."""
    try:
        kept = json.loads(text or "")
        expires = kept.get("expires")
        return Grant(
            refresh_token=str(kept["refresh_token"]),
            access_token=str(kept.get("access_token", "")),
            expires=datetime.fromisoformat(expires).astimezone(UTC) if expires else None,
            scopes=tuple(map(str, kept.get("scopes", ()))),
            ended=kept.get("ended") is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise sign_in(name, "is not signed in to Google") from err


def sign_in(name: str, what: str) -> SignInNeeded:
    """Return the error that sends the user to sign in again."""
    return SignInNeeded(
        f"{name}: the account {what}", next_step=f"Sign in again: afterword connect google --name {name}"
    )
