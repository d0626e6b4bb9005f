"""A line on the user's desktop, by their own command or the system's: notify-send, osascript."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable

TITLE = "Afterword"


def command_for(text: str, *, command: str, platform: str, which: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return what to run to show `text`; empty where there is nothing to show it with.

    `command` is the user's own, split as a shell would; the text is its last argument, and no shell ever sees it.
    """
    if command.strip():
        # Windows' paths are full of backslashes, which a shell of Unix would take for escapes.
        words = command.split() if platform == "win32" and '"' not in command else shlex.split(command)
        return (*words, text)
    if platform == "darwin":
        # The text goes in as an argument, so that nothing in it can be taken for AppleScript.
        script = f'on run argv\ndisplay notification (item 1 of argv) with title "{TITLE}"\nend run'
        return ("osascript", "-e", script, text)
    if platform != "win32" and which("notify-send"):
        return ("notify-send", "--app-name", TITLE, TITLE, text)
    return ()


def notify(
    text: str,
    *,
    command: str = "",
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> str:
    """Show `text` on the desktop; return half a sentence where that did not work, else an empty string."""
    try:
        words = command_for(text, command=command, platform=platform, which=which)
    except ValueError:
        return "the command under [notify] cannot be read; quote it as for a shell, or remove it."
    if not words:
        return "this machine has nothing to show a notification with; give a command under [notify], or remove it."
    try:
        done = subprocess.run(words, capture_output=True, check=False, timeout=20)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return f"the notification could not be shown: {words[0]} did not run. Check [notify] in config.toml."
    if done.returncode:
        return f"the notification could not be shown: {words[0]} ended with {done.returncode}. Check [notify]."
    return ""
