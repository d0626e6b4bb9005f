"""Profile addresses: the many ways of writing one, the key they share, and the one documented form for a link.

The forms are those seen in archives and e-mails: no scheme, country hosts, tracking parameters, `/comm/in/`,
`/mwlite/in/`, a locale behind the slug. Slugs of one's own making are case-insensitive; opaque ones (`ACoAA...`) are
not, so a link keeps the case it came with and only the key is folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

HOST = "www.linkedin.com"
_PATH = re.compile(r"(?:/comm|/mwlite)?/in/([^/]+)(?:/.*)?", re.I)
_SLUG = re.compile(r"[\w\-%.~&’']{3,100}")
_PLAIN = re.compile(r"https://www\.linkedin\.com/in/([A-Za-z0-9\-_]{3,100})")


@lru_cache(maxsize=1 << 16)
def slug(address: str) -> str:
    """Return the slug of a profile's address, percent-decoded, its case kept; empty where it is no such address."""
    plain = _PLAIN.fullmatch(address)
    if plain:
        return plain[1]
    address = address.strip()
    try:
        parts = urlsplit(address if "//" in address else f"https://{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    path = _PATH.fullmatch(parts.path)
    if parts.scheme not in ("http", "https") or not path or not f".{host}".endswith(".linkedin.com"):
        return ""
    found = unicodedata.normalize("NFC", unquote(path.group(1)))
    return found if is_slug(found) else ""


def is_slug(text: str) -> bool:
    """True where `text`, decoded, can stand in a profile's address."""
    return bool(_SLUG.fullmatch(text))


def key(address: str) -> str:
    """Return what all ways of writing one profile's address share; empty where it is no such address."""
    return slug(address).casefold()


def link(address: str) -> str:
    """Return the documented form `https://www.linkedin.com/in/<slug>`, empty where `address` names no profile."""
    return linked(slug(address))


def linked(slug_: str) -> str:
    """Return the address of a slug, empty for none."""
    return f"https://{HOST}/in/{quote(slug_, safe='-_')}" if slug_ else ""
