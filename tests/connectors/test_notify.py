"""A line on the desktop: by the user's own command or the platform's, the text never seen by a shell."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from connectors.notify import command_for, notify

NOTHING: dict[str, str] = {}
NASTY = 'say "hi"; $(touch /tmp/never) `x` \\ end'


def found(name: str) -> str | None:
    """Find every program."""
    return f"/usr/bin/{name}"


@pytest.mark.parametrize(
    ("command", "platform", "expected"),
    [
        ("", "linux", ("notify-send", "--app-name", "Afterword", "Afterword", NASTY)),
        ("my-notifier --title 'Job search'", "linux", ("my-notifier", "--title", "Job search", NASTY)),
        (r"C:\tools\toast.exe -q", "win32", (r"C:\tools\toast.exe", "-q", NASTY)),
        ("", "win32", ()),
    ],
)
def test_the_text_is_one_argument(command: str, platform: str, expected: tuple[str, ...]) -> None:
    assert command_for(NASTY, command=command, platform=platform, which=found) == expected


def test_on_macos_the_text_is_no_part_of_the_script() -> None:
    program, option, script, text = command_for(NASTY, command="", platform="darwin", which=found)
    assert (program, option, text) == ("osascript", "-e", NASTY)
    assert NASTY not in script


def test_the_users_own_command_is_run(tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    script = tmp_path / "show.py"
    script.write_text(f"import sys\nopen({str(shown)!r}, 'w').write(sys.argv[1])\n")
    assert notify(NASTY, command=f"'{sys.executable}' '{script}'", platform="linux") == ""
    assert shown.read_text() == NASTY


@pytest.mark.parametrize("command", ["/no/such/program", "'unclosed", "false"])
def test_a_command_that_does_not_work_is_said_and_fails_nothing(command: str) -> None:
    assert "notif" in notify("x", command=command, platform="linux")


def test_a_machine_without_any_says_so() -> None:
    assert "nothing to show" in notify("x", platform="linux", which=NOTHING.get)
