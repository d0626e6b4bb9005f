"""One-click links: mail compose (RFC 6068) and the LinkedIn profile, built only from validated parts."""

from __future__ import annotations

import re
from urllib.parse import quote

from core.linkedin.slugs import link

MAILTO_LIMIT = 1900
"""Characters: mail programs and browsers on Windows cut longer ones."""

_ADDRESS = re.compile(r"[^\s@<>\"',;:?&()\[\]\\]+@[^\s@<>\"',;:?&()\[\]\\]+")


def mailto(email: str, *, subject: str, body: str) -> str | None:
    """Return a link that opens a composed mail, lines ended by CRLF (RFC 6068 section 5); None without an address.

    Where it would pass MAILTO_LIMIT characters the body is left out.
    """
    if not _ADDRESS.fullmatch(email):
        return None
    to = f"mailto:{quote(email, safe='@.+-_')}".replace("+", "%2B")
    head = f"{to}?subject={_encoded(subject)}"
    whole = f"{head}&body={_encoded(body.replace(chr(10), chr(13) + chr(10)))}"
    if len(whole) <= MAILTO_LIMIT:
        return whole
    return head if len(head) <= MAILTO_LIMIT else to


def profile(address: str) -> str | None:
    """Return `https://www.linkedin.com/in/<slug>` where `address` names a public profile, else None."""
    return link(address) or None


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
