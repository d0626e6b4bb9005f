"""`credentials.json`: the user's app registrations, checked key by key. No complaint ever repeats a secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.errors import ConfigError

_FILE = "credentials.json"
_SECTIONS = ("google", "microsoft", "linkedin")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def check_credentials(mapping: Mapping[str, Any], *, only: str | None = None) -> tuple[str, ...]:
    """Return every complaint about the registrations, or about that of `only`, which must then be there."""
    return tuple(_complaints(mapping, only))


def load_credentials(path: Path, *, only: str | None = None) -> Mapping[str, Any]:
    """Return the file at `path`, empty where there is none and `only` asks for nothing; raise ConfigError."""
    next_step = f"Correct {path}; credentials.example.json shows its shape."
    try:
        mapping = json.loads(path.read_bytes())
    except FileNotFoundError:
        if only is None:
            return {}
        mapping = {}
    except OSError as err:
        raise ConfigError(f"{path} cannot be read: {err.strerror or err}", next_step="Check its permissions.") from err
    except (ValueError, RecursionError) as err:
        raise ConfigError(f"{path} is not JSON", next_step=next_step) from err
    if not isinstance(mapping, dict):
        raise ConfigError(f"{path} is not a JSON object", next_step=next_step)
    complaints = check_credentials(mapping, only=only)
    if complaints:
        raise ConfigError(". ".join(complaints), next_step=next_step)
    return mapping


def _complaints(mapping: Mapping[str, Any], only: str | None) -> Iterator[str]:
    for key in mapping:
        if key in ("installed", "web"):
            yield f'{_FILE}: {key}: Google\'s download belongs inside "google": {{ }}'
        elif key not in _SECTIONS:
            yield f"{_FILE}: {key}: no such key; known are {', '.join(_SECTIONS)}"
    checks = {"google": _google, "microsoft": _microsoft, "linkedin": _linkedin}
    for name, check in checks.items():
        if only not in (None, name):
            continue
        section = mapping.get(name)
        if section is None and (only is None or name == "linkedin"):
            continue  # a token that the member made needs no registration here
        if isinstance(section, dict):
            yield from check(section)
        else:
            yield f"{_FILE}: {name}: expected an object with your app registration"


def _google(section: Mapping[str, Any]) -> Iterator[str]:
    installed = section.get("installed")
    if isinstance(installed, dict):
        for key in ("client_id", "client_secret"):
            yield from _own(installed, "google.installed", key)
        for key in ("auth_uri", "token_uri"):
            yield from _address(installed, "google.installed", key, required=True)
    elif "web" in section:
        yield f'{_FILE}: google.web: create a client of type "Desktop app" instead; its download says "installed"'
    else:
        yield f'{_FILE}: google.installed: expected the object of a "Desktop app" client\'s download'
    yield from _address(section, "google", "api_endpoint")


def _microsoft(section: Mapping[str, Any]) -> Iterator[str]:
    complaints = list(_own(section, "microsoft", "client_id"))
    yield from complaints
    client, authority = section.get("client_id"), section.get("authority")
    # A server on this machine stands in for the real one and gives out whatever ids it likes.
    if not complaints and not _GUID.fullmatch(str(client)) and not _is_loopback(authority):
        yield f"{_FILE}: microsoft.client_id: expected an id such as 11111111-2222-3333-4444-555555555555"
    yield from _address(section, "microsoft", "authority")
    yield from _address(section, "microsoft", "graph_endpoint")


def _linkedin(section: Mapping[str, Any]) -> Iterator[str]:
    # The token is made by the member at LinkedIn; a registration of their own is only needed to make one.
    for key in ("client_id", "client_secret"):
        if key in section:
            yield from _own(section, "linkedin", key)
    yield from _address(section, "linkedin", "api_endpoint")


def _own(section: Mapping[str, Any], place: str, key: str) -> Iterator[str]:
    value = section.get(key)
    if not isinstance(value, str) or not value.strip():
        yield f"{_FILE}: {place}.{key}: expected text in quotes"
    elif value.upper().startswith("YOUR-") or value == "…":
        yield f"{_FILE}: {place}.{key}: still the example: put your own {key} here"


def _address(section: Mapping[str, Any], place: str, key: str, *, required: bool = False) -> Iterator[str]:
    value = section.get(key)
    if value is None and not required:
        return
    scheme, host = _parts(value)
    if not host or (scheme != "https" and not (scheme == "http" and host in _LOOPBACK)):
        yield f"{_FILE}: {place}.{key}: expected an https address (http only for a server on this machine)"


def _is_loopback(value: object) -> bool:
    return _parts(value)[1] in _LOOPBACK


def _parts(value: object) -> tuple[str, str]:
    """Return scheme and host of an address, both empty where it is none."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value if isinstance(value, str) else "")
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return parts.scheme, host
