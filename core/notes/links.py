"""One-click links: mail compose (RFC 6068) and the LinkedIn profile, built only from validated parts."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

MAILTO_LIMIT = 1900
"""Characters: mail programs and browsers on Windows cut longer ones."""

_ADDRESS = re.compile(r"[^\s@<>\"',;:?&()\[\]\\]+@[^\s@<>\"',;:?&()\[\]\\]+")
_PATH = re.compile(r"(?:/comm|/mwlite)?/in/([^/]+)(?:/.*)?", re.I)


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
    try:
        parts = urlsplit(address if "//" in address else f"https://{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = _PATH.fullmatch(parts.path)
    if parts.scheme not in ("http", "https") or not path or not (f".{host}").endswith(".linkedin.com"):
        return None
    slug = unquote(path.group(1))
    if not re.fullmatch(r"[\w\-%.~&’']{3,100}", slug):
        return None
    return f"https://www.linkedin.com/in/{quote(slug, safe='-_')}"


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
