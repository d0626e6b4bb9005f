"""What Entra and Graph refuse, as sentences: what happened, and what to do or whom to ask.

Numbers are those of Entra's error reference ("AADSTS error codes"); a number that is not here is shown as it came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from core.errors import Closed, SignInNeeded, SourceError, Unavailable

_NUMBER = re.compile(r"AADSTS(\d+)")
_ENDED = ("invalid_grant", "interaction_required", "login_required", "consent_required")
_CONSENT, _PLATFORM, _PUBLIC, _POLICY, _KIND, _APP = "consent", "platform", "public", "policy", "kind", "app"
_MEANINGS = {
    65001: _CONSENT,
    90094: _CONSENT,
    90095: _CONSENT,
    50011: _PLATFORM,
    9002327: _PLATFORM,
    7000218: _PUBLIC,
    700025: _PUBLIC,
    53000: _POLICY,
    53001: _POLICY,
    53003: _POLICY,
    530032: _POLICY,
    50020: _KIND,
    500208: _KIND,
    700016: _APP,
}
NOBODY_CAME = "nobody_came"
"""Our own word for an answer that never came back from the browser."""
_SENTENCES = {
    _PLATFORM: (
        "the app registration has no address for signing in on this computer",
        'In its page at https://entra.microsoft.com, under Authentication, add the platform "Mobile and desktop'
        ' applications" with http://localhost, then run: {again}',
    ),
    _PUBLIC: (
        "the app registration does not allow public client flows",
        'In its page at https://entra.microsoft.com, under Authentication, set "Allow public client flows" to Yes,'
        " then run: {again}",
    ),
    _POLICY: (
        "your organisation's rules for signing in (conditional access) block this computer or this app",
        "Trying again does not help: ask your administrator to allow it, or sign in on a computer that your"
        " organisation manages, without --device-code.",
    ),
    _KIND: (
        "that account is not of a kind that the app registration admits",
        "Sign in with another account, or register the app for accounts in any organizational directory and personal"
        " Microsoft accounts, then run: {again}",
    ),
    _APP: (
        "the app registration was not found in the directory of that account",
        "Check client_id and authority in credentials.json, then run: {again}",
    ),
    50194: (
        "the app registration is for one organisation only",
        'Set "authority" in credentials.json to https://login.microsoftonline.com/ followed by the directory (tenant)'
        " id, then run: {again}",
    ),
    90002: (
        "there is no organisation of the name in the authority",
        'Correct "authority" in credentials.json, then run: {again}',
    ),
    50105: (
        "your organisation has not assigned you to this app",
        "Ask your administrator to assign you to it, then run: {again}",
    ),
    65004: ("access to the calendar was declined", "Run it again and accept: {again}"),
    "access_denied": ("access to the calendar was declined", "Run it again and accept: {again}"),
    "authorization_declined": ("access to the calendar was declined", "Run it again and accept: {again}"),
    NOBODY_CAME: ("nobody signed in in time", "Run it again: {again}"),
    "expired_token": ("the code was not used in time", "Run it again: {again}"),
    "bad_verification_code": ("the code was not the one that was shown", "Run it again: {again}"),
    "temporarily_unavailable": ("Microsoft's sign-in is out of order for the moment", "Try later."),
}


class Refused(SourceError):
    """Graph answered with an error: `status` of HTTP and `code` of the answer's own, in lower case."""

    def __init__(self, message: str, *, next_step: str, status: int, code: str) -> None:
        super().__init__(message, next_step=next_step)
        self.status, self.code = status, code


class Absent(Refused):
    """What was asked for is not there."""


class Conflict(Refused):
    """What was to be written has changed since it was read."""


class Shut(Refused, Closed):
    """The whole calendar may not be used."""


class Down(Refused, Unavailable):
    """Nothing can be asked of the mailbox now."""


_KINDS: dict[int, type[Refused]] = {403: Shut, 404: Absent, 412: Conflict, **dict.fromkeys((429, 502, 503, 504), Down)}


def connect_command(name: str) -> str:
    """Return the command that signs in anew."""
    return f"afterword connect outlook --name {name}" if name else "afterword connect outlook"


def sign_in_ended(name: str) -> SignInNeeded:
    """Return the error for a sign-in that holds no more."""
    return SignInNeeded(
        f"{name or 'outlook'}: the sign-in to Microsoft has ended", next_step=f"Run: {connect_command(name)}"
    )


def sign_in_refused(
    answer: Mapping[str, Any], *, name: str, client_id: str, authority: str, quiet: bool
) -> SourceError:
    """Return the error for an answer of Entra that has none of what was asked for.

    `quiet` is a refresh without the user, where the end of the sign-in is the ordinary reason.
    """
    error = str(answer.get("error") or "")
    number = _number(answer)
    meaning = _MEANINGS.get(number)
    if meaning == _CONSENT:
        words: tuple[str, str] | None = (
            "your organisation lets only an administrator allow an app to use calendars",
            f"Ask your administrator to open {_admin_page(authority, client_id)} and accept, then run: {{again}}",
        )
    else:
        words = _SENTENCES.get(meaning or "") or _SENTENCES.get(number) or _SENTENCES.get(error)
    ended = quiet and error in _ENDED
    if words is None:
        if ended:
            return sign_in_ended(name)
        words = f"Microsoft did not sign you in: {_said(answer)}", "Run it again: {again}"
    kind = SignInNeeded if ended else SourceError
    return kind(f"{name or 'outlook'}: {words[0]}", next_step=words[1].format(again=connect_command(name)))


def _number(answer: Mapping[str, Any]) -> int:
    codes = answer.get("error_codes")
    if isinstance(codes, list) and codes and isinstance(codes[0], int):
        return codes[0]
    found = _NUMBER.search(str(answer.get("error_description") or ""))
    return int(found[1]) if found else 0


def _admin_page(authority: str, client_id: str) -> str:
    parts = urlsplit(authority)
    tenant = parts.path.strip("/").split("/")[0]
    tenant = "organizations" if tenant in ("", "common", "consumers") else tenant
    return f"{parts.scheme}://{parts.netloc}/{tenant}/adminconsent?client_id={client_id}"


def _said(answer: Mapping[str, Any]) -> str:
    """Return the first sentence of what Entra said, without the ids of its trace."""
    text = " ".join(str(answer.get("error_description") or answer.get("error") or "no reason given").split())
    text = re.split(r"\s*(?:Trace ID|Correlation ID|Timestamp):", text)[0]
    return text[:300].rstrip(". ")


def graph_refused(account: str, status: int, code: str) -> Refused:
    """Return the error for an answer of Graph that is no success."""
    code = code.casefold()
    kind = Refused if code == "errorcannotdeleteobject" else _KINDS.get(status, Refused)
    if code == "mailboxnotenabledforrestapi":
        kind = Down
        said = "has no mailbox of Exchange Online or Outlook.com, so there is no calendar to read"
        step = "Connect an account that has one."
    elif status == 403:
        said = "Microsoft refuses access to this calendar"
        step = (
            f"If it is yours, run: {connect_command(account)}; else leave it out with: afterword calendars ignore"
            f" {account}/CALENDAR"
        )
    elif status == 404:
        said, step = "a calendar or event is not there any more", "See which there are with: afterword calendars"
    elif status == 429:
        said, step = "Microsoft asks to be asked less often", "Nothing is lost; try later: afterword sync"
    elif status >= 500:
        said, step = f"Microsoft's calendar has a problem of its own (HTTP {status})", "Try later: afterword sync"
    else:
        said = f"Microsoft's calendar refused a request (HTTP {status}{f', {code}' if code else ''})"
        step = "Try again with: afterword sync --full"
    return kind(f"{account}: {said}", next_step=step, status=status, code=code)
