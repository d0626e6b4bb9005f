"""Where a note can go from here: the mail program, a web composer, the clipboard. Nothing is ever sent."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from urllib.parse import quote, urlencode

from core.accounts import Accounts
from core.errors import AfterwordError
from core.model import Note

WEB_LIMIT = 8000
"""Characters of an address that browsers and both composers take."""
_PERSONAL = ("outlook.", "hotmail.", "live.", "msn.")


class NoWay(AfterwordError):
    """This machine has nothing to open or copy a note with."""


def web_composer(note: Note, accounts: Accounts) -> str | None:
    """Return the address of the web composer of the provider whose account is connected, with the note in it.

    The account that reminders are written to goes first. None where no provider has one, or the note has no address
    to go to, or is too long.
    """
    if not note.to.email:
        return None
    chosen = accounts.write[0] if accounts.write else ""
    for entry in sorted(accounts.entries, key=lambda entry: entry.name != chosen):
        fields = {"to": note.to.email, "body": note.body}
        if entry.kind == "google":
            address = "https://mail.google.com/mail/?" + urlencode(
                {"view": "cm", "fs": "1", "su": note.subject, **fields}, quote_via=quote
            )
        elif entry.kind == "outlook":
            personal = entry.identity.rpartition("@")[2].lower().startswith(_PERSONAL)
            host = "outlook.live.com/mail/0" if personal else "outlook.office.com/mail"
            address = f"https://{host}/deeplink/compose?" + urlencode(
                {"subject": note.subject, **fields}, quote_via=quote
            )
        else:
            continue
        return address if len(address) <= WEB_LIMIT else None
    return None


def open_link(address: str) -> None:
    """Hand an address to the program that the platform opens it with; raise NoWay where there is none."""
    import webbrowser

    # Without a desktop a text browser would be asked, which takes over the terminal and cannot write mail.
    blind = sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    )
    try:
        opened = not blind and webbrowser.open(address)
    except (webbrowser.Error, OSError, ValueError):
        opened = False
    if not opened:
        raise NoWay(
            "No program on this machine opens mail links",
            next_step="Use --copy or --eml FILE, or open the link of afterword draft ID --json yourself.",
        )


def copy(text: str) -> None:
    """Put `text` on the clipboard with the platform's own tool; raise NoWay where there is none."""
    import subprocess

    for command in _tools():
        tool = shutil.which(command[0])
        if tool is None:
            continue
        encoding = "utf-16-le" if command[0].startswith("clip") else "utf-8"
        try:
            # The tool may go on holding the clipboard, so it must not hold our output too.
            done = subprocess.run(  # noqa: S603 - a fixed name from the list below, no shell
                [tool, *command[1:]],
                input=text.encode(encoding),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=10,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return
    raise NoWay("There is no clipboard that can be written here", next_step=_missing())


def _tools() -> Iterator[tuple[str, ...]]:
    if sys.platform == "darwin":
        yield ("pbcopy",)
    if os.environ.get("WAYLAND_DISPLAY"):
        yield ("wl-copy",)
    if os.environ.get("DISPLAY"):
        yield ("xclip", "-selection", "clipboard")
        yield ("xsel", "--clipboard", "--input")
    # Last, since it is also there under Linux on Windows, beside a desktop of its own.
    yield ("clip.exe",)
    yield ("termux-clipboard-set",)


def _missing() -> str:
    if sys.platform.startswith("linux") and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return "Install wl-clipboard or xclip, or use --open or --eml FILE."
    return "Use --eml FILE, or copy it from what afterword draft prints."
